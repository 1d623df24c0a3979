"""Admitting people and ending their access."""

import uuid

import pytest

from heartsease.domain.access.permissions import Role
from heartsease.domain.access.scope import in_setting
from heartsease.domain.accounts import actions, queries
from heartsease.domain.accounts.models import Membership, Person, RoomMembership
from heartsease.kernel.errors import ConflictError, InvalidInputError, NotAllowedError, NotFoundError
from heartsease.kernel.ids import new_id
from tests.cast import House
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


def test_who_left_can_come_back(house: House) -> None:
    priya = house.staff["Priya"]
    actions.end_membership(actor=house.actor("Maggie"), membership_id=priya.pk)
    assert queries.membership_in_force(str(priya.pk)) is None
    back = admit(house, full_name=priya.person.full_name, user_name=priya.person.user_name)
    assert back == priya
    assert queries.membership_in_force(str(priya.pk)) == priya


def test_the_last_nominated_member_stays(house: House) -> None:
    maggie = house.actor("Maggie")
    with pytest.raises(NotAllowedError, match="last nominated member"):
        actions.end_membership(actor=maggie, membership_id=house.staff["Maggie"].pk)
    admit(house, role=Role.NOMINATED_MEMBER)
    actions.end_membership(actor=maggie, membership_id=house.staff["Maggie"].pk)
    assert queries.membership_in_force(str(house.staff["Maggie"].pk)) is None


@pytest.mark.django_db(transaction=True)
def test_two_nominated_members_who_end_each_other_at_once_leave_one(house: House) -> None:
    second = admit(house, role=Role.NOMINATED_MEMBER)
    maggie, nia = house.actor("Maggie"), queries.actor_of(second)
    at_once(
        house.setting.pk,
        lambda: actions.end_membership(actor=maggie, membership_id=second.pk),
        lambda: actions.end_membership(actor=nia, membership_id=house.staff["Maggie"].pk),
    )
    assert Membership.objects.filter(role=Role.NOMINATED_MEMBER, ended_at__isnull=True).count() == 1


def test_rooms_are_changed(house: House) -> None:
    priya = house.staff["Priya"]
    actions.change_rooms(actor=house.actor("Maggie"), membership_id=priya.pk, rooms=[house.rooms["Oaks"]])
    assert list(priya.rooms.all()) == [house.rooms["Oaks"]]
    actions.change_rooms(actor=house.actor("Maggie"), membership_id=priya.pk, rooms=list(house.rooms.values()))
    assert RoomMembership.objects.filter(membership=priya).count() == 2
    actions.change_rooms(actor=house.actor("Maggie"), membership_id=priya.pk, rooms=[])
    assert not priya.rooms.exists()


def test_people_of_another_setting_are_not_there(house: House, hollies: House) -> None:
    maggie = house.actor("Maggie")
    strangers: list[uuid.UUID] = [hollies.staff["Hazel"].pk, hollies.family["Petra"].pk, new_id()]
    for membership_id in strangers:
        with pytest.raises(NotFoundError):
            actions.end_membership(actor=maggie, membership_id=membership_id)
        with pytest.raises(NotFoundError):
            actions.change_rooms(actor=maggie, membership_id=membership_id, rooms=[])
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
