"""That a family looked leaves a trace: after a wrong link, it says what had been seen (clauses 4.2, 16.1)."""

import uuid

from heartsease.domain.access.actor import Actor, require
from heartsease.domain.access.permissions import Permission
from heartsease.domain.audit import actions as audit
from heartsease.domain.audit.rules import Event
from heartsease.domain.journal.queries import Picture


def record_entry_view(*, actor: Actor, child_id: uuid.UUID, observation_id: uuid.UUID) -> None:
    """Trace that a family member opened an entry of the journal of a child that is open to them."""
    require(actor, Permission.JOURNAL_READ)
    audit.record(
        actor, Event.JOURNAL_VIEWED, subject_type="observation", subject_id=observation_id, child_ids=[child_id]
    )


def record_picture_view(*, actor: Actor, picture: Picture) -> None:
    """Trace that a photograph was handed to a family member at full size."""
    require(actor, Permission.JOURNAL_READ)
    audit.record(
        actor, Event.PHOTO_VIEWED, subject_type="photo", subject_id=picture.photo_id, child_ids=picture.seen_of
    )
