"""Looking leaves a trace as changing does (guarantee G20)."""

import uuid

from heartsease.domain.access.actor import Actor, require
from heartsease.domain.access.permissions import Permission
from heartsease.domain.audit import actions as audit
from heartsease.domain.audit.rules import Event


def record_view(*, actor: Actor, child_id: uuid.UUID, part: str) -> None:
    """Trace that a member of staff opened ``part`` ("journal", "record", ...) of the page of a child they may see."""
    require(actor, Permission.CHILD_READ)
    audit.record(actor, Event.CHILD_VIEWED, child_ids=[child_id], details={"part": part})
