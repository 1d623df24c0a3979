"""The query behind the trace's page: whose lines, which, in which order, a page at a time."""

import datetime as dt
import itertools
from collections.abc import Callable

import pytest

from heartsease.domain.access.permissions import ROLE_PERMISSIONS, Permission, Role
from heartsease.domain.access.scope import in_setting
from heartsease.domain.audit import actions as audit
from heartsease.domain.audit import queries
from heartsease.domain.audit.models import AuditEvent
from heartsease.domain.audit.queries import Narrowing
from heartsease.domain.audit.rules import Event
from heartsease.kernel import clock
from heartsease.kernel.errors import NotAllowedError
from heartsease.kernel.ids import new_id
from tests.cast import House
from tests.tampering import forget_trace

DAY = dt.datetime(2026, 11, 23, 20, tzinfo=dt.UTC)
DEVICES = [new_id(), new_id()]


@pytest.fixture
def lines(house: House) -> list[AuditEvent]:
    """Lines of two people, two children, two devices, two days, some refused; several at the same moment."""
    forget_trace()
    kinds = itertools.product(
        [house.staff["Priya"], house.staff["Owen"]],
        [house.children["Amara"].pk, house.children["Kofi"].pk, None],
        [*DEVICES, None],
        [False, True],
    )
    rows = [
        AuditEvent(
            setting_id=house.setting.pk,
            at=DAY + dt.timedelta(hours=place // 5),
            event="child:viewed",
            person_id=member.person_id,
            membership_id=member.pk,
            role=member.role,
            child_id=child_id,
            device_id=device_id,
            is_refused=is_refused,
        )
        for place, (member, child_id, device_id, is_refused) in enumerate(kinds)
    ]
    AuditEvent.objects.bulk_create(rows)
    return sorted(rows, key=lambda row: (row.at, row.pk), reverse=True)


def pages(house: House, narrowing: Narrowing, limit: int) -> list[list[AuditEvent]]:
    """Every page, each begun where the one before ended."""
    found, before = [], None
    while True:
        page, before = queries.trace(house.actor("Maggie"), narrowing, before=before, limit=limit)
        found.append(page)
        if before is None:
            return found


@pytest.mark.parametrize("limit", [1, 4, 5, 7, 36, 37])
def test_pages_hold_every_line_once_and_in_order(house: House, lines: list[AuditEvent], limit: int) -> None:
    found = pages(house, Narrowing(), limit)
    assert [row.pk for page in found for row in page] == [row.pk for row in lines]
    assert all(len(page) == limit for page in found[:-1])
    assert found[-1]


@pytest.mark.parametrize("which", ["person", "child", "device", "day", "refusals", "all"])
def test_it_is_narrowed(house: House, lines: list[AuditEvent], which: str) -> None:
    person, child = house.staff["Owen"].person_id, house.children["Kofi"].pk
    day = clock.day_bounds(DAY.date(), house.system.zone)
    wanted: dict[str, tuple[Narrowing, Callable[[AuditEvent], bool]]] = {
        "person": (Narrowing(person_id=person), lambda row: row.person_id == person),
        "child": (Narrowing(child_id=child), lambda row: row.child_id == child),
        "device": (Narrowing(device_id=DEVICES[1]), lambda row: row.device_id == DEVICES[1]),
        "day": (Narrowing(day=day), lambda row: day[0] <= row.at < day[1]),
        "refusals": (Narrowing(is_refusals_only=True), lambda row: row.is_refused),
        "all": (
            Narrowing(house.staff["Priya"].person_id, house.children["Amara"].pk, DEVICES[0], day, True),
            lambda row: row.pk == lines[-2].pk,
        ),
    }
    narrowing, is_wanted = wanted[which]
    expected = [row.pk for row in lines if is_wanted(row)]
    assert 0 < len(expected) < len(lines)
    assert [row.pk for page in pages(house, narrowing, 4) for row in page] == expected


@pytest.mark.parametrize("name", ["Sen", "Priya", "Stu", "Grace", "Nana"])
def test_nobody_else_reads_it(house: House, name: str) -> None:
    with pytest.raises(NotAllowedError):
        queries.trace(house.actor(name), Narrowing())
    with pytest.raises(NotAllowedError):
        audit.record_reading(actor=house.actor(name))


def test_it_holds_the_own_setting_only(house: House, hollies: House, lines: list[AuditEvent]) -> None:
    with in_setting(hollies.setting.pk):
        audit.record(hollies.actor("Hazel"), Event.SIGNED_IN)
        theirs, _following = queries.trace(hollies.actor("Hazel"), Narrowing())
    assert [row.event for row in theirs] == ["session:started"]
    ours = {row.pk for page in pages(house, Narrowing(), 100) for row in page}
    assert ours == {row.pk for row in lines}


def test_the_right_is_of_nominated_members() -> None:
    assert [role for role in Role if Permission.TRACE_READ in ROLE_PERMISSIONS[role]] == [
        Role.NOMINATED_MEMBER,
        Role.SYSTEM,
    ]
