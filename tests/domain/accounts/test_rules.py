"""Where people stand, and which change of their access lets them do more."""

import datetime as dt
import itertools
import uuid
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from heartsease.domain.access.permissions import ROLE_PERMISSIONS, STAFF_ROLES, Role, Scope
from heartsease.domain.accounts.rules import Access, PersonState, state_of, widened
from heartsease.domain.setting.rules import Choices, scope_of

TODAY = dt.date(2026, 11, 25)
NOON = dt.datetime(2026, 11, 25, 12, tzinfo=dt.UTC)
BLANK: dict[str, Any] = {"ended_at": None, "last_day": None, "suspended_at": None, "came_in_at": None}
ROOMS = [uuid.UUID(int=number) for number in range(3)]

accesses = some.builds(
    Access,
    role=some.sampled_from(sorted(STAFF_ROLES)),
    scope=some.none() | some.sampled_from(Scope),
    rooms=some.frozensets(some.sampled_from(ROOMS)),
    has_offsite_right=some.booleans(),
    last_day=some.none() | some.dates(TODAY, TODAY + dt.timedelta(days=9)),
)
choices = some.builds(Choices, staff_scope=some.sampled_from(Scope))


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({}, PersonState.INVITED),
        ({"came_in_at": NOON}, PersonState.ACTIVE),
        ({"last_day": TODAY}, PersonState.INVITED),
        ({"last_day": TODAY, "came_in_at": NOON}, PersonState.ACTIVE),
        ({"last_day": TODAY - dt.timedelta(days=1), "came_in_at": NOON}, PersonState.ENDED),
        ({"suspended_at": NOON}, PersonState.SUSPENDED),
        ({"suspended_at": NOON, "came_in_at": NOON}, PersonState.SUSPENDED),
        ({"suspended_at": NOON, "ended_at": NOON}, PersonState.ENDED),
        ({"suspended_at": NOON, "last_day": TODAY - dt.timedelta(days=1)}, PersonState.ENDED),
        ({"ended_at": NOON, "last_day": TODAY + dt.timedelta(days=9)}, PersonState.ENDED),
    ],
)
def test_where_somebody_stands(facts: dict[str, Any], state: PersonState) -> None:
    assert state_of(today=TODAY, **{**BLANK, **facts}) is state
    assert str(state.label)


BEFORE = Access(Role.PRACTITIONER, rooms=frozenset(ROOMS[:1]), last_day=TODAY)


@pytest.mark.parametrize(
    ("changes", "parts"),
    [
        ({}, set()),
        ({"role": Role.SENIOR}, {"role", "scope"}),
        ({"role": Role.NOMINATED_MEMBER}, {"role", "scope"}),
        ({"role": Role.STUDENT}, set()),
        ({"scope": Scope.ALL}, {"scope"}),
        ({"scope": Scope.KEY_CHILDREN}, set()),
        ({"scope": Scope.ROOMS}, set()),
        ({"rooms": frozenset(ROOMS[:2])}, {"rooms"}),
        ({"rooms": frozenset(ROOMS[1:2])}, {"rooms"}),
        ({"rooms": frozenset()}, set()),
        ({"rooms": frozenset(ROOMS), "scope": Scope.KEY_CHILDREN}, set()),
        ({"rooms": frozenset(ROOMS), "scope": Scope.ALL}, {"scope"}),
        ({"has_offsite_right": True}, {"has_offsite_right"}),
        ({"last_day": TODAY + dt.timedelta(days=1)}, {"last_day"}),
        ({"last_day": None}, {"last_day"}),
        ({"last_day": TODAY - dt.timedelta(days=1)}, set()),
    ],
)
def test_what_lets_somebody_do_more(changes: dict[str, Any], parts: set[str]) -> None:
    assert widened(BEFORE, replace(BEFORE, **changes), choices=Choices()) == parts


def test_every_step_up_the_roles_needs_a_reason() -> None:
    order = [Role.STUDENT, Role.PRACTITIONER, Role.SENIOR, Role.NOMINATED_MEMBER]
    for lower, higher in itertools.combinations(order, 2):
        assert "role" in widened(Access(lower), Access(higher), choices=Choices())
        assert "role" not in widened(Access(higher), Access(lower), choices=Choices())


@given(accesses, accesses, choices)
def test_what_needs_no_reason_opens_nothing(before: Access, after: Access, chosen: Choices) -> None:
    """Whatever somebody can do, see, or come in by after an unreasoned change, they could before."""
    if widened(before, after, choices=chosen):
        return
    assert ROLE_PERMISSIONS[after.role] <= ROLE_PERMISSIONS[before.role]
    order = [Scope.KEY_CHILDREN, Scope.ROOMS, Scope.ALL]
    reach = [scope_of(one.role, chosen, one.scope) for one in (before, after)]
    assert order.index(reach[1]) <= order.index(reach[0])
    if reach == [Scope.ROOMS, Scope.ROOMS]:
        assert after.rooms <= before.rooms
    assert before.has_offsite_right or not after.has_offsite_right
    assert before.last_day is None or (after.last_day is not None and after.last_day <= before.last_day)


@given(accesses, choices)
def test_no_change_needs_no_reason_and_survives_the_database(access: Access, chosen: Choices) -> None:
    assert not widened(access, access, choices=chosen)
    assert Access.from_stored(access.to_stored()) == access
