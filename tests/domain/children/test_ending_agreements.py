"""Agreements about photographs end with a room, where the setting chose so, and are asked for again (guarantee G14)."""

import datetime as dt

import pytest

from heartsease.domain.access.actor import Actor
from heartsease.domain.children import actions, queries
from heartsease.domain.children.models import Child, PhotoPermission, PhotoWithdrawal
from heartsease.domain.children.rules import Purpose, allows_new_pictures, still_allows
from heartsease.kernel import clock
from heartsease.kernel.errors import NotAllowedError
from tests.cast import House
from tests.web.staff.children.making import change_child


def permissions_of(house: House, name: str) -> dict[str, str | None]:
    """What is in force for a child, each with its last day."""
    in_force: dict[str, str | None] = Child.objects.get(pk=house.children[name].pk).photo_permissions
    return in_force


def answers_of(house: House, name: str) -> int:
    return PhotoPermission.objects.filter(child=house.children[name]).count()


@pytest.fixture
def today(house: House) -> dt.date:
    return clock.today(house.system.zone)


def test_with_the_room_the_agreements_end(house: House, today: dt.date) -> None:
    house.choose(room_move_ends_agreements=True)
    house.permit("Amara", {Purpose.DISPLAY: False})
    before = answers_of(house, "Amara")
    change_child(house, "Amara", room=house.rooms["Oaks"])
    in_force = permissions_of(house, "Amara")
    assert set(in_force.values()) == {today.isoformat()}
    assert Purpose.DISPLAY.value not in in_force, "a no stays a no"
    tomorrow = today + dt.timedelta(days=1)
    assert still_allows(in_force, Purpose.OWN_JOURNAL), "what is published stays"
    assert not allows_new_pictures(in_force, Purpose.OWN_JOURNAL, tomorrow)
    assert answers_of(house, "Amara") == before + len(in_force), "and the history too"
    assert not PhotoWithdrawal.objects.exclude(purpose=Purpose.DISPLAY).exists()
    change_child(house, "Amara", room=house.rooms["Acorns"])
    assert answers_of(house, "Amara") == before + len(in_force), "what has ended does not end again"
    house.permit("Amara", {Purpose.OWN_JOURNAL: True})
    assert permissions_of(house, "Amara")[Purpose.OWN_JOURNAL] is None, "answered anew it holds again"


def test_an_answer_that_a_decision_replaced_does_not_come_back(house: House) -> None:
    house.choose(room_move_ends_agreements=True)
    house.permit("Amara", {Purpose.PUBLICITY: False}, by="Tunde")
    actions.record_photo_permission(
        actor=house.system,
        child_id=house.children["Amara"].pk,
        answers={Purpose.PUBLICITY: False},
        answered_by="Maggie",
        answered_on=clock.today(house.system.zone),
        method="paper",
        is_decision=True,
    )
    change_child(house, "Amara", room=house.rooms["Oaks"])
    assert Purpose.PUBLICITY.value not in permissions_of(house, "Amara")


@pytest.mark.parametrize(("choice", "changes"), [(False, "room"), (True, "known_as")])
def test_else_nothing_ends(house: House, choice: bool, changes: str) -> None:
    house.choose(room_move_ends_agreements=choice)
    change_child(house, "Amara", **{changes: house.rooms["Oaks"] if changes == "room" else "Ami"})
    assert set(permissions_of(house, "Amara").values()) == {None}


def test_staff_learn_whom_to_ask_again(house: House, today: dt.date) -> None:
    for name, days in (("Amara", -1), ("Ben", 14), ("Kofi", 15)):
        last_day = today + dt.timedelta(days=days)
        actions.record_photo_permission(
            actor=house.system,
            child_id=house.children[name].pk,
            answers={Purpose.OWN_JOURNAL: True},
            answered_by="A parent",
            answered_on=today - dt.timedelta(days=300),
            method="paper",
            last_day=last_day,
        )
    found = queries.ending_agreements(house.actor("Sen"), today)
    assert [(one.first_name, (one.last_day - today).days) for one in found] == [("Amara", -1), ("Ben", 14)]
    with pytest.raises(NotAllowedError):
        queries.ending_agreements(house.actor("Grace"), today)
    sen = house.client("Sen")
    page = sen.get("/today").content.decode()
    assert "2 families have to be asked again" in page
    page = sen.get("/photographs/changes").content.decode()
    assert f'/children/{house.children["Amara"].pk}/permissions">Amara</a>: ended on' in page
    assert ">Ben</a>: ends on" in page
    assert "Kofi" not in page
    stu: Actor = house.actor("Stu")
    with pytest.raises(NotAllowedError):
        queries.ending_agreements(stu, today)
    assert "To be asked again" not in house.client("Priya").get("/photographs/changes").content.decode()
