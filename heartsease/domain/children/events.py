"""What happens to children's records that others must be told of."""

import uuid
from dataclasses import dataclass

from heartsease.kernel.events import Event


@dataclass(frozen=True, slots=True)
class DecoyTouched(Event):
    """Somebody asked for a record to which nothing leads. ``happening`` is one person's tries of an hour."""

    setting_id: uuid.UUID
    membership_id: uuid.UUID | None
    device_id: uuid.UUID | None
    happening: str
