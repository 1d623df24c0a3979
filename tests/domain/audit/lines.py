"""Traces for tests: a few lines of everyday acts, sealed."""

from heartsease.domain.audit import actions as audit
from heartsease.domain.audit.models import AuditEvent
from heartsease.domain.audit.rules import Event
from tests.cast import House
from tests.tampering import forget_trace


def seal_all(house: House, *, limit: int = audit.SEALED_AT_ONCE) -> None:
    """Seal everything of a setting that waits."""
    while audit.seal(setting_id=house.setting.pk, limit=limit):
        continue


def sealed(house: House, count: int) -> list[AuditEvent]:
    """So many lines and no others, in the order of their numbers."""
    forget_trace()
    for place in range(count):
        audit.record(
            house.actor(next(iter(house.staff))),
            Event.CHILD_VIEWED,
            child_ids=[next(iter(house.children.values())).pk],
            details={"part": ["journal", "record"][place % 2]},
        )
    seal_all(house, limit=3)
    return list(AuditEvent.objects.order_by("number"))
