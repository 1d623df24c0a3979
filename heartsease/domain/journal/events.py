"""What happens in journals that a higher room of the house tells somebody about."""

import uuid
from dataclasses import dataclass

from heartsease.kernel.events import Event


@dataclass(frozen=True, slots=True)
class PictureReported(Event):
    """A reader reported a photograph, which no family sees from then on. ``report_id`` is this one report's."""

    setting_id: uuid.UUID
    report_id: uuid.UUID
    membership_id: uuid.UUID
