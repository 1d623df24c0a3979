"""What happens to exports that somebody else has to hear of."""

import uuid
from dataclasses import dataclass

from heartsease.kernel.events import Event


@dataclass(frozen=True, slots=True)
class ExportAsked(Event):
    """A nominated member asks to take a list of children away."""

    setting_id: uuid.UUID
    export_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class ExportAnswered(Event):
    """Another one has allowed or refused it."""

    setting_id: uuid.UUID
    export_id: uuid.UUID
