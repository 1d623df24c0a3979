"""The daily register: one tap, and a second one changes nothing (EYFS 3.101)."""

import datetime as dt
from functools import partial

import pytest

from heartsease.domain.audit.models import AuditEvent
from heartsease.domain.children import actions, queries
from heartsease.domain.children.models import Attendance
from heartsease.kernel import clock
from heartsease.kernel.errors import InvalidInputError, NotAllowedError, NotFoundError
from tests.cast import House
from tests.racing import at_once


def taps(house: House, *marks: str, by: str = "Priya", child: str = "Amara") -> None:
    """So many taps in the register."""
    for mark in marks:
        getattr(actions, mark)(actor=house.actor(by), child_id=house.children[child].pk)


def stays() -> list[bool]:
    """For each stay today, oldest first, whether it has ended."""
    return [row.left_at is not None for row in Attendance.objects.order_by("arrived_at")]


def events() -> list[str]:
    return list(AuditEvent.objects.filter(event__startswith="register:").values_list("event", flat=True))


@pytest.mark.parametrize(
    ("marks", "found", "traced"),
    [
        (["mark_arrived"], [False], 1),
        (["mark_arrived", "mark_arrived"], [False], 1),
        (["mark_left"], [], 0),
        (["mark_arrived", "mark_left"], [True], 2),
        (["mark_arrived", "mark_left", "mark_left"], [True], 2),
        (["mark_arrived", "mark_left", "mark_arrived"], [True, False], 3),
        (["mark_arrived", "take_back_arrival"], [], 2),
        (["take_back_arrival"], [], 0),
        (["mark_arrived", "mark_left", "take_back_arrival"], [True], 2),
        (["mark_arrived", "mark_left", "take_back_leaving"], [False], 3),
        (["take_back_leaving"], [], 0),
        (["mark_arrived", "take_back_leaving"], [False], 1),
        (["mark_arrived", "mark_left", "mark_arrived", "take_back_leaving"], [True, False], 3),
        (["mark_arrived", "mark_left", "mark_arrived", "take_back_arrival", "take_back_leaving"], [False], 5),
    ],
)
def test_what_taps_do(marks: list[str], found: list[bool], traced: int, house: House) -> None:
    taps(house, *marks)
    assert stays() == found
    assert len(events()) == traced


def test_a_row_holds_what_must_be_recorded(house: House) -> None:
    taps(house, "mark_arrived")
    row = queries.register(house.actor("Priya"), clock.today(house.system.zone)).get()
    assert row.child == house.children["Amara"]
    assert row.room == house.rooms["Acorns"]
    assert row.key_person_name == "Priya Sunflower"
    assert abs(clock.now() - row.arrived_at) < dt.timedelta(minutes=1)


def test_yesterdays_forgotten_leaving_does_not_stand_in_todays_way(house: House) -> None:
    taps(house, "mark_arrived")
    yesterday = clock.today(house.system.zone) - dt.timedelta(days=1)
    Attendance.objects.update(day=yesterday, arrived_at=clock.now() - dt.timedelta(days=1))
    taps(house, "mark_left", "take_back_arrival")
    assert Attendance.objects.get().left_at is None
    taps(house, "mark_arrived")
    assert Attendance.objects.count() == 2


@pytest.mark.parametrize("child", ["Leo", "Mia"])
def test_only_children_on_roll_are_here(child: str, house: House) -> None:
    with pytest.raises(InvalidInputError, match=f"{child} is not attending"):
        taps(house, "mark_arrived", child=child)
    assert stays() == []


def test_only_children_one_works_with(house: House, hollies: House) -> None:
    with pytest.raises(NotFoundError):
        taps(house, "mark_arrived", by="Owen")
    with pytest.raises(NotFoundError):
        actions.mark_arrived(actor=house.actor("Maggie"), child_id=hollies.children["Zed"].pk)
    for name in ("Grace", "Nana"):
        with pytest.raises(NotAllowedError):
            taps(house, "mark_arrived", by=name)
        with pytest.raises(NotAllowedError):
            queries.register(house.actor(name), clock.today(house.system.zone))
    taps(house, "mark_arrived", by="Maggie")
    assert not queries.register(house.actor("Owen"), clock.today(house.system.zone)).exists()


@pytest.mark.django_db(transaction=True)
def test_two_colleagues_tap_at_once(house: House) -> None:
    acts = [partial(taps, house, "mark_arrived", by=name) for name in ("Priya", "Sen", "Maggie")]
    assert at_once(house.setting.pk, *acts) == [None] * 3
    assert stays() == [False]
    assert events() == ["register:arrived"]
