"""Of whom somebody may know (guarantee G10; clauses 3.3)."""

import pytest

from heartsease.domain.access.permissions import Role, Scope
from heartsease.domain.access.scope import in_setting
from heartsease.domain.accounts import actions as accounts
from heartsease.domain.children import queries
from heartsease.kernel.errors import NotAllowedError, NotFoundError
from heartsease.kernel.ids import new_id
from tests.cast import House

EVERYBODY = {"Amara", "Ben", "Kofi", "Leo", "Mia"}
IN_ACORNS = EVERYBODY - {"Kofi"}


def seen(house: House, name: str) -> set[str]:
    return {child.first_name for child in queries.visible_children(house.actor(name))}


@pytest.mark.parametrize(
    ("scope", "name", "children"),
    [
        (Scope.ROOMS, "Maggie", EVERYBODY),
        (Scope.ROOMS, "Sen", EVERYBODY),
        (Scope.ROOMS, "Priya", IN_ACORNS),
        (Scope.ROOMS, "Owen", {"Kofi"}),
        (Scope.ROOMS, "Stu", IN_ACORNS),
        (Scope.KEY_CHILDREN, "Priya", {"Amara", "Ben"}),
        (Scope.KEY_CHILDREN, "Owen", {"Kofi"}),
        (Scope.KEY_CHILDREN, "Stu", set()),
        (Scope.KEY_CHILDREN, "Sen", EVERYBODY),
        (Scope.ALL, "Stu", EVERYBODY),
        (Scope.ALL, "Grace", {"Amara", "Kofi"}),
        (Scope.ALL, "Nana", {"Amara"}),
        (Scope.ALL, "Omar", {"Ben"}),
    ],
)
def test_who_knows_of_whom(scope: Scope, name: str, children: set[str], house: House) -> None:
    house.choose(staff_scope=scope)
    assert seen(house, name) == children


def test_a_key_person_keeps_a_child_who_moved_to_another_room(house: House) -> None:
    amara = house.children["Amara"]
    amara.room = house.rooms["Oaks"]
    amara.save()
    assert "Amara" in seen(house, "Priya")
    assert "Amara" in seen(house, "Owen")
    assert "Amara" not in seen(house, "Stu")


def test_list_and_single_child_agree(house: House, hollies: House) -> None:
    everyone = {**house.children, "Zed": hollies.children["Zed"]}
    for name in (*house.staff, *house.family):
        actor = house.actor(name)
        for child in everyone.values():
            if child.first_name in seen(house, name):
                assert queries.child(actor, child.pk) == child
            else:
                with pytest.raises(NotFoundError):
                    queries.child(actor, child.pk)
        with pytest.raises(NotFoundError):
            queries.child(actor, new_id())


def test_not_yours_and_not_there_sound_the_same(house: House, hollies: House) -> None:
    told = set()
    for child_id in (house.children["Kofi"].pk, hollies.children["Zed"].pk, new_id()):
        with pytest.raises(NotFoundError) as raised:
            queries.child(house.actor("Priya"), child_id)
        told.add(raised.value.sentence)
    assert len(told) == 1


def test_a_maintainer_sees_no_child(house: House) -> None:
    house.staff["Max"] = accounts.admit_person(
        actor=house.system, full_name="Max Mender", user_name="max", role=Role.MAINTAINER
    )
    with pytest.raises(NotAllowedError):
        queries.visible_children(house.actor("Max"))


def test_the_roll_holds_who_attends_today(house: House) -> None:
    assert {tile.first_name for tile in queries.roll_tiles(queries.on_roll(house.actor("Maggie")))} == {
        "Amara",
        "Ben",
        "Kofi",
    }


def test_the_other_setting_sees_its_own(house: House, hollies: House) -> None:
    with in_setting(hollies.setting.pk):
        assert seen(hollies, "Hazel") == seen(hollies, "Petra") == {"Zed"}
