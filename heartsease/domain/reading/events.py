"""What the brake does that others must be told of."""

import uuid
from dataclasses import dataclass

from heartsease.kernel.events import Event


@dataclass(frozen=True, slots=True)
class ReadingPaused(Event):
    """Somebody of the staff has come to the end of a budget, and reads nothing more until they have signed in again."""

    setting_id: uuid.UUID
    membership_id: uuid.UUID
    device_id: uuid.UUID | None
    pause_id: uuid.UUID
