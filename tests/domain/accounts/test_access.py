"""What somebody may do is changed by nominated members, with a reason where it becomes more (clauses 1.11, 3.1)."""

import dataclasses
import datetime as dt
from functools import partial
from typing import Any

import pytest

from heartsease.domain.access.permissions import Role, Scope
from heartsease.domain.accounts import actions, overviews, queries
from heartsease.domain.accounts.models import AccessChange, Membership, RoomMembership
from heartsease.domain.accounts.rules import Access
from heartsease.domain.audit.models import AuditEvent
from heartsease.kernel.errors import ConflictError, InvalidInputError, NotAllowedError, NotFoundError
from heartsease.kernel.ids import new_id
from tests.cast import House, add_staff
from tests.people import REASON, access, change, fresh, in_days, second_member, see_checks
from tests.racing import at_once


def nominated(house: House) -> list[str]:
    """The first names of the nominated members who may come in."""
    found = queries.people(house.system).filter(role=Role.NOMINATED_MEMBER)
    return sorted(one.person.full_name.split()[0] for one in found if one.is_in_force(in_days(house, 0)))


def test_a_change_holds_on_the_next_request_and_keeps_before_after_and_why(house: House) -> None:
    priya = house.client("Priya")
    assert "Kofi" not in priya.get("/children/").content.decode()
    change(house, "Priya", scope=Scope.ALL, last_day=in_days(house, 9), reason=f"  {REASON} ")
    assert "Kofi" in priya.get("/children/").content.decode()
    kept = AccessChange.objects.get()
    assert (kept.membership, kept.changed_by, kept.reason) == (house.staff["Priya"], house.staff["Maggie"], REASON)
    assert (kept.before["scope"], kept.after["scope"]) == ("", "all")
    assert Access.from_stored(kept.after) == access(house, "Priya")
    event = AuditEvent.objects.filter(event="person:changed").get()
    assert event.details == {"scope": ["", "all"], "last_day": [None, in_days(house, 9).isoformat()]}
    assert list(overviews.access_changes(house.actor("Maggie"), house.staff["Priya"])) == [kept]


@pytest.mark.parametrize("name", ["Sen", "Priya", "Stu", "Grace", "Nana"])
def test_only_a_nominated_member_changes_access(name: str, house: House) -> None:
    with pytest.raises(NotAllowedError):
        change(house, "Priya", by=name, role=Role.SENIOR, reason=REASON)
    with pytest.raises(NotAllowedError):
        overviews.access_changes(house.actor(name), house.staff["Priya"])
    assert fresh(house.staff["Priya"]).role == Role.PRACTITIONER


WIDER: list[dict[str, Any]] = [
    {"role": Role.SENIOR},
    {"role": Role.NOMINATED_MEMBER},
    {"scope": Scope.ALL},
    {"has_offsite_right": True},
    {"last_day": None},
    {"rooms": "both"},
]


@pytest.mark.parametrize("changes", WIDER)
def test_more_needs_a_reason(changes: dict[str, Any], house: House) -> None:
    see_checks(house, house.staff["Priya"])
    change(house, "Priya", last_day=in_days(house, 5))
    if changes.get("rooms"):
        changes = {"rooms": frozenset(room.pk for room in house.rooms.values())}
    for nothing in ("", " \x00 ", "x" * 501):
        with pytest.raises(InvalidInputError) as raised:
            change(house, "Priya", reason=nothing, **changes)
        assert set(raised.value.fields) == {"reason"}
    before = access(house, "Priya")
    change(house, "Priya", reason=REASON, **changes)
    assert access(house, "Priya") == dataclasses.replace(before, **changes)


@pytest.mark.parametrize(
    "changes", [{"role": Role.STUDENT, "last_day": "soon"}, {"scope": Scope.KEY_CHILDREN}, {"rooms": frozenset()}]
)
def test_less_needs_none(changes: dict[str, Any], house: House) -> None:
    if changes.get("last_day"):
        changes = changes | {"last_day": in_days(house, 5)}
    change(house, "Priya", **changes)
    assert access(house, "Priya") == dataclasses.replace(access(house, "Priya"), **changes)
    assert AccessChange.objects.get().reason == ""


def test_nothing_changed_leaves_nothing(house: House) -> None:
    change(house, "Priya")
    assert not AccessChange.objects.exists()
    assert not AuditEvent.objects.filter(event="person:changed").exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"role": Role.STUDENT}, "last_day"),
        ({"last_day": -1}, "last_day"),
        ({"has_offsite_right": True}, "has_offsite_right"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(changes: dict[str, Any], field: str, house: House) -> None:
    if "last_day" in changes:
        changes = {"last_day": in_days(house, changes["last_day"])}
    with pytest.raises(InvalidInputError) as raised:
        change(house, "Priya", reason=REASON, **changes)
    assert set(raised.value.fields) == {field}


def test_whoever_comes_in_with_a_pin_alone_stays_on_the_tablets(house: House) -> None:
    house.staff["Pip"] = actions.admit_person(
        actor=house.actor("Maggie"), full_name="Pip Pin", role=Role.PRACTITIONER, is_pin_only=True
    )
    see_checks(house, house.staff["Pip"])
    for changes, field in (({"has_offsite_right": True}, "has_offsite_right"), ({"role": Role.SENIOR}, "role")):
        with pytest.raises(InvalidInputError) as raised:
            change(house, "Pip", reason=REASON, **changes)
        assert set(raised.value.fields) == {field}


@pytest.mark.parametrize("role", [Role.PARENT, Role.RELATIVE, Role.MAINTAINER, Role.SYSTEM])
def test_roles_change_among_staff_only(role: Role, house: House) -> None:
    with pytest.raises(NotAllowedError):
        change(house, "Priya", role=role, reason=REASON)
    with pytest.raises(NotAllowedError):
        actions.change_access(
            actor=house.actor("Maggie"),
            membership_id=house.family["Grace"].pk,
            before=Access(Role.PARENT),
            after=Access(Role.PRACTITIONER),
            reason=REASON,
        )


def test_what_was_looked_at_must_still_hold(house: House) -> None:
    seen = access(house, "Priya")
    change(house, "Priya", scope=Scope.KEY_CHILDREN)
    late = partial(actions.change_access, actor=house.actor("Maggie"), membership_id=house.staff["Priya"].pk)
    with pytest.raises(ConflictError):
        late(before=seen, after=dataclasses.replace(seen, has_offsite_right=False, last_day=in_days(house, 3)))
    seen = access(house, "Priya")
    change(house, "Priya", rooms=frozenset())
    with pytest.raises(ConflictError):
        late(before=seen, after=dataclasses.replace(seen, last_day=in_days(house, 3)))
    assert fresh(house.staff["Priya"]).last_day is None
    assert not RoomMembership.objects.filter(membership=house.staff["Priya"]).exists()


def test_a_role_that_they_had_here_before_is_not_taken_twice(house: House) -> None:
    priya = house.staff["Priya"].person
    actions.admit_person(actor=house.system, full_name=priya.full_name, user_name=priya.user_name, role=Role.SENIOR)
    with pytest.raises(ConflictError) as raised:
        change(house, "Priya", role=Role.SENIOR, reason=REASON)
    assert set(raised.value.fields) == {"role"}
    assert fresh(house.staff["Priya"]).role == Role.PRACTITIONER


def test_rooms_alone(house: House) -> None:
    priya, maggie = house.staff["Priya"], house.actor("Maggie")
    both = list(house.rooms.values())
    with pytest.raises(InvalidInputError):
        actions.change_rooms(actor=maggie, membership_id=priya.pk, rooms=both)
    actions.change_rooms(actor=maggie, membership_id=priya.pk, rooms=both, reason=REASON)
    assert RoomMembership.objects.filter(membership=priya).count() == 2
    actions.change_rooms(actor=maggie, membership_id=priya.pk, rooms=[])
    assert not priya.rooms.exists()


def test_rooms_and_people_of_another_setting_are_not_there(house: House, hollies: House) -> None:
    with pytest.raises(NotFoundError):
        change(house, "Priya", rooms=frozenset({hollies.rooms["Ivy"].pk}), reason=REASON)
    with pytest.raises(NotFoundError):
        change(house, "Priya", rooms=frozenset({new_id()}), reason=REASON)
    seen = Access(Role.NOMINATED_MEMBER)
    with pytest.raises(NotFoundError):
        actions.change_access(
            actor=house.actor("Maggie"),
            membership_id=hollies.staff["Hazel"].pk,
            before=seen,
            after=dataclasses.replace(seen, role=Role.SENIOR),
        )


LEAVING: list[dict[str, Any]] = [{"role": Role.SENIOR}, {"last_day": dt.date.max}]


@pytest.mark.parametrize("changes", LEAVING)
def test_the_last_nominated_member_is_neither_demoted_nor_end_dated(changes: dict[str, Any], house: House) -> None:
    with pytest.raises(NotAllowedError, match="last nominated member"):
        change(house, "Maggie", **changes)
    second_member(house)
    change(house, "Maggie", **changes)
    with pytest.raises(NotAllowedError, match="last nominated member"):
        change(house, "Nora", by="Nora", **changes)


@pytest.mark.parametrize(
    "facts",
    [
        {"came_in_at": None},
        {"last_day": dt.date.max},
        {"suspended_at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC)},
        {"ended_at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC)},
    ],
)
def test_who_has_not_come_in_or_will_not_stay_is_no_second_one(facts: dict[str, Any], house: House) -> None:
    Membership.objects.filter(pk=second_member(house).pk).update(**facts)
    with pytest.raises(NotAllowedError, match="last nominated member"):
        change(house, "Maggie", role=Role.SENIOR)
    with pytest.raises(NotAllowedError, match="last nominated member"):
        actions.end_membership(actor=house.actor("Maggie"), membership_id=house.staff["Maggie"].pk)


def test_one_is_not_enough_to_rest_easy(house: House) -> None:
    maggie = house.actor("Maggie")
    assert overviews.has_one_nominated_member(maggie)
    nora = second_member(house)
    assert not overviews.has_one_nominated_member(maggie)
    Membership.objects.filter(pk=nora.pk).update(came_in_at=None)
    assert overviews.has_one_nominated_member(maggie)


@pytest.mark.django_db(transaction=True)
def test_two_who_demote_each_other_at_once_leave_one(house: House) -> None:
    second_member(house)
    seen, lower = access(house, "Nora"), dataclasses.replace(access(house, "Nora"), role=Role.SENIOR)
    demote = partial(actions.change_access, before=seen, after=lower)
    answers = at_once(
        house.setting.pk,
        partial(demote, actor=house.actor("Maggie"), membership_id=house.staff["Nora"].pk),
        partial(demote, actor=house.actor("Nora"), membership_id=house.staff["Maggie"].pk),
    )
    assert [type(one).__name__ for one in answers if one is not None] == ["NotAllowedError"]
    assert len(nominated(house)) == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_remove_each_other_in_any_two_ways_at_once_leave_one(house: House) -> None:
    second_member(house)
    maggie, nora = house.actor("Maggie"), house.actor("Nora")
    seen = access(house, "Maggie")
    at_once(
        house.setting.pk,
        partial(actions.suspend_member, actor=maggie, membership_id=house.staff["Nora"].pk, reason=REASON),
        partial(
            actions.change_access,
            actor=nora,
            membership_id=house.staff["Maggie"].pk,
            before=seen,
            after=dataclasses.replace(seen, last_day=in_days(house, 0)),
        ),
    )
    assert Membership.objects.filter(
        role=Role.NOMINATED_MEMBER, ended_at=None, suspended_at=None, last_day=None
    ).exists()


@pytest.mark.django_db(transaction=True)
def test_two_changes_of_one_person_at_once_are_one(house: House) -> None:
    add_staff(house, "Nora", Role.NOMINATED_MEMBER)
    seen = access(house, "Owen")
    act = partial(actions.change_access, membership_id=house.staff["Owen"].pk, before=seen)
    answers = at_once(
        house.setting.pk,
        partial(act, actor=house.actor("Maggie"), after=dataclasses.replace(seen, scope=Scope.KEY_CHILDREN)),
        partial(act, actor=house.actor("Nora"), after=dataclasses.replace(seen, rooms=frozenset())),
    )
    assert sorted(type(one).__name__ for one in answers) == ["ConflictError", "NoneType"]
    assert AccessChange.objects.count() == 1
