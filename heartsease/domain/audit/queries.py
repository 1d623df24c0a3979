"""Reading the trace, which nominated members do."""

import uuid
from dataclasses import dataclass

from heartsease.domain.access.actor import Actor, require
from heartsease.domain.access.permissions import Permission
from heartsease.domain.audit.models import AuditEvent
from heartsease.domain.audit.rules import Event
from heartsease.kernel.clock import DayBounds
from heartsease.kernel.cursors import Cursor

PAGE = 30


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Which lines are wanted: of a person, about a child, from a device, of a day, refusals only, or of
    the copies that carry a code."""

    person_id: uuid.UUID | None = None
    child_id: uuid.UUID | None = None
    device_id: uuid.UUID | None = None
    day: DayBounds | None = None
    is_refusals_only: bool = False
    code: str | None = None


def trace(
    actor: Actor, narrowing: Narrowing, *, before: Cursor | None = None, limit: int = PAGE
) -> tuple[list[AuditEvent], Cursor | None]:
    """A page of the trace, newest first, and where the next page begins."""
    require(actor, Permission.TRACE_READ)
    lines = AuditEvent.objects.order_by("-at", "-id")
    if narrowing.person_id:
        lines = lines.filter(person_id=narrowing.person_id)
    if narrowing.child_id:
        lines = lines.filter(child_id=narrowing.child_id)
    if narrowing.device_id:
        lines = lines.filter(device_id=narrowing.device_id)
    if narrowing.day:
        lines = lines.filter(at__gte=narrowing.day[0], at__lt=narrowing.day[1])
    if narrowing.is_refusals_only:
        lines = lines.filter(is_refused=True)
    if narrowing.code:
        lines = lines.filter(event=Event.PICTURE_SAVED, details__code=narrowing.code)
    if before is not None:
        lines = lines.filter(before.older("at"))
    found = list(lines[: limit + 1])
    page = found[:limit]
    return page, Cursor(page[-1].at, page[-1].pk) if len(found) > limit else None
