"""Admitting people, and what has to be seen of them first."""

import uuid

import pytest

from heartsease.domain.access.permissions import Role
from heartsease.domain.access.scope import in_setting
from heartsease.domain.accounts import actions, queries
from heartsease.domain.accounts.models import Membership, Person, RoomMembership
from heartsease.domain.accounts.rules import Standing
from heartsease.domain.audit.models import AuditEvent
from heartsease.kernel.errors import ConflictError, InvalidInputError, NotAllowedError, NotFoundError
from heartsease.kernel.ids import new_id
from tests.cast import House
from tests.people import REASON, change, fresh, in_days, see_checks
from tests.racing import at_once


def admit(house: House, by: str = "Maggie", **changes: object) -> Membership:
    said = {"full_name": "Nia Newcomer", "user_name": "nia", "role": Role.PRACTITIONER} | changes
    return actions.admit_person(actor=house.actor(by), **said)  # type: ignore[arg-type]  # some are wrong on purpose


def test_a_newcomer_has_an_account_without_a_password(house: House) -> None:
    membership = admit(house, full_name="  Nia \x00 Newcomer", user_name=" NIA ", rooms=[house.rooms["Oaks"]])
    person = membership.person
    assert (person.full_name, person.user_name) == ("Nia Newcomer", "nia")
    assert not person.has_usable_password()
    assert list(membership.rooms.all()) == [house.rooms["Oaks"]]
    assert queries.membership_in_force(str(membership.pk)) == membership


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("full_name", ""),
        ("full_name", "\x00 "),
        ("full_name", "N" * 121),
        ("user_name", ""),
        ("user_name", "n" * 151),
        ("user_name", "two words"),
    ],
)
def test_names_that_cannot_be(field: str, value: str, house: House) -> None:
    with pytest.raises(InvalidInputError) as raised:
        admit(house, **{field: value})
    assert set(raised.value.fields) == {field}
    assert not Person.objects.filter(full_name__contains="Newcomer").exists()


@pytest.mark.parametrize(
    ("by", "role"),
    [("Sen", Role.STUDENT), ("Priya", Role.PARENT), ("Sen", Role.PARENT), ("Grace", Role.RELATIVE)],
)
def test_only_a_nominated_member_admits(by: str, role: Role, house: House) -> None:
    with pytest.raises(NotAllowedError):
        admit(house, by, role=role)


@pytest.mark.parametrize("role", [Role.SYSTEM, Role.MAINTAINER])
def test_some_roles_are_not_given_by_people(role: Role, house: House) -> None:
    with pytest.raises(NotAllowedError):
        admit(house, role=role)
    assert not Person.objects.filter(user_name="nia").exists()


def test_a_name_of_somebody_else_is_taken(house: House) -> None:
    with pytest.raises(ConflictError) as raised:
        admit(house, user_name=house.staff["Sen"].person.user_name)
    assert "user_name" in raised.value.fields


def test_somebody_may_be_several_things(house: House) -> None:
    sen = house.staff["Sen"].person
    parent = admit(house, full_name=sen.full_name.upper(), user_name=sen.user_name.upper(), role=Role.PARENT)
    assert parent.person == sen
    assert {one.role for one in queries.memberships_of(sen)} == {Role.SENIOR, Role.PARENT}
    again = admit(house, full_name=sen.full_name, user_name=sen.user_name, role=Role.PARENT)
    assert again == parent


def test_who_is_or_was_here_in_this_role_is_not_admitted_twice(house: House) -> None:
    """Coming back needs a reason, so it has a way of its own: tests/domain/accounts/test_leaving.py."""
    priya = house.staff["Priya"]
    said = {"full_name": priya.person.full_name, "user_name": priya.person.user_name}
    with pytest.raises(ConflictError, match="here already"):
        admit(house, rooms=[house.rooms["Oaks"]], **said)
    actions.end_membership(actor=house.actor("Maggie"), membership_id=priya.pk)
    with pytest.raises(ConflictError, match="here before") as raised:
        admit(house, **said)
    assert "user_name" in raised.value.fields
    assert not queries.membership_in_force(priya.pk)
    assert list(priya.rooms.all()) == [house.rooms["Acorns"]]


def test_students_and_supply_always_have_a_last_day(house: House) -> None:
    assert admit(house, role=Role.STUDENT).last_day == in_days(house, 30)
    given = admit(house, user_name="nia2", full_name="Nia Two", role=Role.STUDENT, last_day=in_days(house, 3))
    assert given.last_day == in_days(house, 3)
    with pytest.raises(InvalidInputError) as raised:
        admit(house, user_name="nia3", full_name="Nia Three", last_day=in_days(house, -1))
    assert set(raised.value.fields) == {"last_day"}


def test_pin_only_people_have_no_user_name_to_sign_in_with(house: House) -> None:
    one = admit(house, user_name="", is_pin_only=True)
    two = admit(house, user_name="ignored", is_pin_only=True, role=Role.STUDENT)
    assert one.is_pin_only
    assert one.person != two.person
    assert not one.person.has_usable_password()
    assert not Person.objects.filter(user_name="ignored").exists()
    for role in (Role.NOMINATED_MEMBER, Role.SENIOR):
        with pytest.raises(InvalidInputError) as raised:
            admit(house, user_name="", is_pin_only=True, role=role)
        assert set(raised.value.fields) == {"role"}
    assert Membership.objects.filter(person__full_name="Nia Newcomer").count() == 2


class TestChecks:
    """When somebody's checks were seen, by whom, and their training (clauses 3.6, 18.1)."""

    def record(self, house: House, **said: object) -> None:
        checks = actions.Checks(**said)  # type: ignore[arg-type]  # some are wrong on purpose
        actions.record_checks(actor=house.actor("Maggie"), membership_id=house.staff["Priya"].pk, checks=checks)

    def test_are_kept_and_traced_without_names(self, house: House) -> None:
        day = in_days(house, -5)
        self.record(
            house, checks_seen_on=day, checks_seen_by="  Office\x00 Olga ", trained_on=day, trained_by="Trainer Tom"
        )
        priya = fresh(house.staff["Priya"])
        assert (priya.checks_seen_on, priya.checks_seen_by) == (day, "Office Olga")
        assert (priya.trained_on, priya.trained_by) == (day, "Trainer Tom")
        event = AuditEvent.objects.filter(event="person:changed").get()
        assert event.details == {"checks_seen_on": [None, day.isoformat()], "trained_on": [None, day.isoformat()]}
        self.record(house, checks_seen_on=day, checks_seen_by="Office Olga", trained_on=day, trained_by="Trainer Tom")
        assert AuditEvent.objects.filter(event="person:changed").count() == 1
        self.record(house, checks_seen_on=day, checks_seen_by="Somebody Else")
        assert fresh(priya).trained_on is None

    @pytest.mark.parametrize(
        ("days", "by", "field"),
        [(-1, "", "checks_seen_by"), (None, "Olga", "checks_seen_on"), (1, "Olga", "checks_seen_on")],
    )
    def test_both_or_neither_and_not_to_come(self, days: int | None, by: str, field: str, house: House) -> None:
        day = in_days(house, days) if days is not None else None
        with pytest.raises(InvalidInputError) as raised:
            self.record(house, checks_seen_on=day, checks_seen_by=by)
        assert set(raised.value.fields) == {field}
        with pytest.raises(InvalidInputError):
            self.record(house, trained_on=in_days(house, 0), trained_by="x" * 121)

    def test_whoever_works_away_keeps_them(self, house: House) -> None:
        self.record(house, checks_seen_on=in_days(house, 0), checks_seen_by="Olga")
        change(house, "Priya", has_offsite_right=True, reason=REASON)
        with pytest.raises(InvalidInputError, match="away from the setting"):
            self.record(house)

    def test_a_newcomer_with_an_account_elsewhere_waits_for_them_too(self, house: House, hollies: House) -> None:
        """No link is needed to come in with a password that is there already, so coming in itself asks."""
        hazel = hollies.staff["Hazel"].person
        here = admit(house, full_name=hazel.full_name, user_name=hazel.user_name)
        tablet = house.tablet
        assert queries.standing_of(fresh(here), tablet, has_second_factor=False) is Standing.CHECKS_MISSING
        see_checks(house, here)
        assert queries.standing_of(fresh(here), tablet, has_second_factor=False) is Standing.OPEN
        actions.record_checks(actor=house.actor("Maggie"), membership_id=here.pk, checks=actions.Checks())
        assert queries.standing_of(fresh(here), tablet, has_second_factor=False) is Standing.CHECKS_MISSING
        house.choose(checks_before_access=False)
        assert queries.standing_of(fresh(here), tablet, has_second_factor=False) is Standing.OPEN


def test_people_of_another_setting_are_not_there(house: House, hollies: House) -> None:
    maggie = house.actor("Maggie")
    strangers: list[uuid.UUID] = [hollies.staff["Hazel"].pk, hollies.family["Petra"].pk, new_id()]
    for membership_id in strangers:
        with pytest.raises(NotFoundError):
            actions.end_membership(actor=maggie, membership_id=membership_id)
        with pytest.raises(NotFoundError):
            actions.change_rooms(actor=maggie, membership_id=membership_id, rooms=[])
        with pytest.raises(NotFoundError):
            actions.record_checks(actor=maggie, membership_id=membership_id, checks=actions.Checks())
    assert hollies.staff["Hazel"] not in list(queries.people(maggie))
    with in_setting(hollies.setting.pk):
        assert queries.membership_in_force(str(hollies.staff["Hazel"].pk)) is not None


def test_rooms_of_another_setting_are_not_given(house: House, hollies: House) -> None:
    ivy = hollies.rooms["Ivy"]
    with pytest.raises(NotFoundError):
        admit(house, rooms=[ivy])
    with pytest.raises(NotFoundError):
        actions.change_rooms(actor=house.actor("Maggie"), membership_id=house.staff["Stu"].pk, rooms=[ivy])
    assert set(RoomMembership.objects.values_list("room__name", flat=True)) == {"Acorns", "Oaks"}


def test_key_persons_are_colleagues_in_force(house: House) -> None:
    actions.end_membership(actor=house.actor("Maggie"), membership_id=house.staff["Stu"].pk)
    found = {one.person.full_name.split()[0] for one in queries.colleagues(house.actor("Priya"))}
    assert found == {"Maggie", "Sen", "Priya", "Owen"}


@pytest.mark.django_db(transaction=True)
def test_the_same_user_name_twice_at_once_makes_one_account(house: House) -> None:
    maggie = house.actor("Maggie")
    at_once(
        house.setting.pk,
        *[
            lambda: actions.admit_person(actor=maggie, full_name="Nia Newcomer", user_name="nia", role=Role.STUDENT)
            for _ in range(3)
        ],
    )
    assert Person.objects.filter(user_name="nia").count() == 1
    assert Membership.objects.filter(person__user_name="nia").count() == 1
