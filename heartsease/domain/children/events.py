"""What happens to families' access that a higher room of the house tells somebody about."""

import dataclasses
import uuid

from heartsease.kernel.events import Event


@dataclasses.dataclass(frozen=True, slots=True)
class LinkFrozen(Event):
    """Somebody gave two wrong birth dates: the nominated members look at who was linked to whom."""

    setting_id: uuid.UUID
    link_id: uuid.UUID
