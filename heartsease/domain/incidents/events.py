"""What happens to incidents that others must be told of."""

import uuid
from dataclasses import dataclass

from heartsease.kernel.events import Event


@dataclass(frozen=True, slots=True)
class IncidentOpened(Event):
    """Nominated members have something to look at."""

    setting_id: uuid.UUID
    incident_id: uuid.UUID
    kind: str
