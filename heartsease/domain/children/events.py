"""What happens to children's records and families' access that a higher room of the house tells somebody about."""

import uuid
from dataclasses import dataclass

from heartsease.kernel.events import Event


@dataclass(frozen=True, slots=True)
class LinkFrozen(Event):
    """Somebody gave two wrong birth dates: the nominated members look at who was linked to whom."""

    setting_id: uuid.UUID
    link_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class LinkWasWrong(Event):
    """A link was ended because it was made to the wrong child."""

    setting_id: uuid.UUID
    link_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class DecoyTouched(Event):
    """Somebody asked for a record to which nothing leads. ``happening`` is one person's tries of an hour."""

    setting_id: uuid.UUID
    membership_id: uuid.UUID | None
    device_id: uuid.UUID | None
    happening: str


@dataclass(frozen=True, slots=True)
class PhotoPermissionsChanged(Event):
    """What was agreed about photographs of a child is agreed no more, or is again."""

    setting_id: uuid.UUID
    child_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class RelativeAsked(Event):
    """A parent asks that a relative may read along."""

    setting_id: uuid.UUID
    request_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class RelativeDecided(Event):
    """The setting has approved or declined what a parent asked for."""

    setting_id: uuid.UUID
    request_id: uuid.UUID
