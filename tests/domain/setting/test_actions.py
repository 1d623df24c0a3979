"""Founding a setting, its rooms and its choices."""

import dataclasses
from functools import partial

import pytest

from heartsease.domain.access.scope import in_setting
from heartsease.domain.audit.models import AuditEvent
from heartsease.domain.setting import actions, queries
from heartsease.domain.setting.models import ChoicesChange, Room, Setting
from heartsease.kernel.errors import ConflictError, DomainError, InvalidInputError, NotAllowedError, NotFoundError
from heartsease.kernel.ids import new_id
from tests.cast import House
from tests.racing import at_once


def test_a_new_setting_is_safe_and_traced(db: None) -> None:
    setting = actions.found_setting(name="  The \x00Willows ")
    assert setting.name == "The Willows"
    assert setting.chosen.review_required
    assert not setting.is_example
    with in_setting(setting.pk):
        assert AuditEvent.objects.get().event == "setting:created"


@pytest.mark.parametrize("name", ["", " \x00 ", "x" * 121])
def test_a_setting_needs_a_name(name: str, db: None) -> None:
    with pytest.raises(InvalidInputError, match="name"):
        actions.found_setting(name=name)
    assert not Setting.objects.exists()


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../../etc/passwd", "Europe/London\x00"])
def test_a_setting_lives_in_a_zone_that_exists(zone: str, db: None) -> None:
    with pytest.raises(InvalidInputError, match="zone"):
        actions.found_setting(name="Willows", time_zone=zone)
    assert not Setting.objects.exists()


def test_rooms_are_named_once_whatever_their_capitals(house: House) -> None:
    with pytest.raises(ConflictError, match="name") as raised:
        actions.save_room(actor=house.actor("Maggie"), name=" aCORNS ")
    assert "name" in raised.value.fields
    assert Room.objects.count() == 2


def test_a_room_is_changed(house: House) -> None:
    room = house.rooms["Acorns"]
    actions.save_room(actor=house.actor("Maggie"), name="Saplings", room_id=room.pk, capacity=12)
    room.refresh_from_db()
    assert (room.name, room.capacity) == ("Saplings", 12)


@pytest.mark.parametrize(
    ("name", "capacity"), [("", None), (" \x00", None), ("x" * 61, None), ("Elms", 0), ("Elms", -1), ("Elms", 10**6)]
)
def test_a_room_is_refused_with_a_sentence_that_fits(name: str, capacity: int | None, house: House) -> None:
    with pytest.raises(InvalidInputError) as raised:
        actions.save_room(actor=house.actor("Maggie"), name=name, capacity=capacity)
    assert set(raised.value.fields) == ({"capacity"} if capacity is not None else {"name"})
    assert "already" not in raised.value.sentence
    assert Room.objects.count() == 2


def test_rooms_of_another_setting_are_not_there(house: House, hollies: House) -> None:
    ivy = hollies.rooms["Ivy"].pk
    with pytest.raises(NotFoundError):
        actions.save_room(actor=house.actor("Maggie"), name="Ours", room_id=ivy)
    for room_id in (ivy, new_id()):
        with pytest.raises(NotFoundError):
            queries.room(house.actor("Maggie"), room_id)


@pytest.mark.parametrize("name", ["Sen", "Priya", "Stu", "Grace", "Nana"])
def test_only_a_nominated_member_configures(name: str, house: House) -> None:
    actor, chosen = house.actor(name), house.setting.chosen
    with pytest.raises(NotAllowedError):
        actions.save_room(actor=actor, name="Elms")
    with pytest.raises(NotAllowedError):
        actions.change_choices(actor=actor, choices=dataclasses.replace(chosen, review_required=False))
    assert queries.current_setting(actor).chosen == chosen


def test_families_are_not_told_the_rooms(house: House) -> None:
    with pytest.raises(DomainError):
        queries.rooms(house.actor("Grace"))


def test_changed_choices_are_traced_from_what_to_what(house: House) -> None:
    actor = house.actor("Maggie")
    before = AuditEvent.objects.count()
    chosen = queries.current_setting(actor).chosen
    actions.change_choices(actor=actor, choices=chosen)
    assert AuditEvent.objects.count() == before
    actions.change_choices(actor=actor, choices=dataclasses.replace(chosen, publish_delay_minutes=30))
    event = AuditEvent.objects.order_by("at", "id").last()
    assert event is not None
    assert event.details == {"publish_delay_minutes": [5, 30]}
    assert queries.current_setting(actor).chosen.publish_delay_minutes == 30


def test_what_opens_more_needs_a_reason_which_is_kept_beside_the_trace(house: House) -> None:
    actor, chosen = house.actor("Maggie"), queries.current_setting(house.system).chosen
    wider = dataclasses.replace(chosen, review_required=False)
    for nothing in ("", " \x00", "x" * 501):
        with pytest.raises(InvalidInputError) as raised:
            actions.change_choices(actor=actor, choices=wider, reason=nothing)
        assert set(raised.value.fields) == {"reason"}
    assert queries.current_setting(actor).chosen == chosen
    actions.change_choices(actor=actor, choices=wider, reason=" A small team \x00")
    kept = queries.choices_changes(actor).get()
    assert (kept.before, kept.after) == ({"review_required": True}, {"review_required": False})
    assert (kept.reason, kept.membership_id) == ("A small team", house.staff["Maggie"].pk)
    actions.change_choices(actor=actor, choices=chosen)
    assert [one.reason for one in queries.choices_changes(actor)] == ["", "A small team"]
    with pytest.raises(NotAllowedError):
        queries.choices_changes(house.actor("Sen"))


@pytest.mark.django_db(transaction=True)
def test_two_who_change_the_choices_at_once_are_told(house: House) -> None:
    actor, chosen = house.actor("Maggie"), queries.current_setting(house.system).chosen
    act = partial(actions.change_choices, actor=actor)
    answers = at_once(
        house.setting.pk,
        partial(act, choices=dataclasses.replace(chosen, publish_delay_minutes=30)),
        partial(act, choices=dataclasses.replace(chosen, quiet_after_days=30)),
    )
    done = [one for one in answers if one is None]
    assert ChoicesChange.objects.count() == len(done) >= 1
    now = queries.current_setting(actor).chosen
    assert (now.publish_delay_minutes, now.quiet_after_days) in {(30, 14), (5, 30), (30, 30)}
