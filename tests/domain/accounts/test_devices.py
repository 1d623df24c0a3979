"""The register of devices: enrolled once, approved by another, open in their hours, shut at a tap (clauses 2.1 ff.)."""

import datetime as dt
import uuid
from collections.abc import Callable
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from heartsease.domain.access.permissions import Role
from heartsease.domain.access.scope import in_setting
from heartsease.domain.accounts import actions, queries
from heartsease.domain.accounts.actions.devices import CODE_LIFETIME, MOST_REQUESTS, TRIES_OF_CODES
from heartsease.domain.accounts.models import Device, EnrolmentCode, Membership, Person, Pin, Session
from heartsease.domain.accounts.rules import CODE_ALPHABET
from heartsease.domain.audit.models import AuditEvent
from heartsease.domain.incidents.models import Incident
from heartsease.kernel import clock
from heartsease.kernel.errors import ConflictError, InvalidInputError, NotAllowedError, NotFoundError
from tests.background import run_queued
from tests.cast import House
from tests.people import second_member
from tests.racing import at_once

LONDON = ZoneInfo("Europe/London")
HERE = {"browser": "", "source": "192.0.2.1"}


def code_for(house: House, name: str = "Garden tablet") -> str:
    return actions.make_enrolment_code(actor=house.actor("Maggie"), name=name)


def enrol(code: str, source: str = "192.0.2.1") -> Device:
    return actions.enrol_tablet(code=code, browser="", source=source).device


def ask(house: House, name: str = "Owen") -> Device:
    return actions.ask_for_device(membership=house.staff[name], **HERE).device


def answer(house: House, device: Device, *, by: str = "Maggie", is_approved: bool = True) -> None:
    actions.answer_device(actor=house.actor(by), device_id=device.pk, is_approved=is_approved)


def state(device: Device) -> str:
    return Device.objects.get(pk=device.pk).state


class TestEnrolment:
    """A tablet becomes one of the setting's by a code."""

    def test_a_code_is_hard_to_misread_and_nowhere_in_the_database(self, house: House) -> None:
        code = code_for(house)
        assert len(code) == 10
        assert set(code) <= set(CODE_ALPHABET)
        assert not set("0O1IL") & set(CODE_ALPHABET)
        assert code not in str(list(EnrolmentCode.objects.values()))
        assert code not in str(list(AuditEvent.objects.values()))

    def test_it_works_once(self, house: House) -> None:
        code = code_for(house)
        device = enrol(code)
        assert (device.kind, device.state, device.name) == ("tablet", "active", "Garden tablet")
        assert device.decided_by == house.staff["Maggie"]
        with pytest.raises(InvalidInputError):
            enrol(code)
        assert Device.objects.filter(name="Garden tablet").count() == 1

    def test_it_works_for_a_quarter_of_an_hour(self, house: House) -> None:
        code = code_for(house)
        row = EnrolmentCode.objects.get(used_at=None)
        assert abs(row.expires_at - clock.now() - CODE_LIFETIME) < dt.timedelta(minutes=1)
        EnrolmentCode.objects.filter(used_at=None).update(expires_at=clock.now() + dt.timedelta(seconds=5))
        assert actions.enrolment_of(code=code, source="192.0.2.1").name == "Garden tablet"
        EnrolmentCode.objects.filter(used_at=None).update(expires_at=clock.now())
        with pytest.raises(InvalidInputError):
            enrol(code)

    def test_mistyped_codes_are_counted_for_where_they_come_from(self, house: House) -> None:
        code = code_for(house)
        for _number in range(TRIES_OF_CODES):
            with pytest.raises(InvalidInputError):
                enrol(code[::-1])
        with pytest.raises(NotAllowedError):
            enrol(code)
        assert enrol(code, "198.51.100.9").state == "active"

    def test_it_makes_a_tablet_of_the_setting_that_made_it(self, hollies: House) -> None:
        with in_setting(hollies.setting.pk):
            code = actions.make_enrolment_code(actor=hollies.actor("Hazel"), name="Their tablet")
        device = enrol(code)
        assert device.setting_id == hollies.setting.pk
        with in_setting(hollies.setting.pk):
            assert Device.objects.filter(pk=device.pk).exists()

    @pytest.mark.parametrize(
        "gone",
        [
            {"suspended_at": clock.now()},
            {"ended_at": clock.now()},
            {"last_day": dt.date(2020, 1, 1)},
            {"role": Role.SENIOR},
        ],
        ids=lambda gone: next(iter(gone)),
    )
    def test_it_ends_with_its_makers_right_to_make_one(self, gone: dict[str, Any], house: House) -> None:
        second_member(house)
        code, other = code_for(house), actions.make_enrolment_code(actor=house.actor("Nora"), name="Nora's")
        row = Membership.objects.filter(pk=house.staff["Maggie"].pk)
        before = row.values(*gone).get()
        row.update(**gone)
        for _number in range(2):
            with pytest.raises(InvalidInputError, match="This code does not work"):
                enrol(code)
        assert not Device.objects.filter(name="Garden tablet").exists()
        assert enrol(other).state == "active"
        row.update(**before)
        assert enrol(code).state == "active"

    def test_it_ends_with_its_makers_account(self, house: House) -> None:
        code = code_for(house)
        Person.objects.filter(pk=house.staff["Maggie"].person_id).update(is_active=False)
        with pytest.raises(InvalidInputError):
            enrol(code)

    @pytest.mark.parametrize("name", ["", " \x00 ", "x" * 61])
    def test_a_tablet_needs_a_name(self, name: str, house: House) -> None:
        with pytest.raises(InvalidInputError) as raised:
            code_for(house, name)
        assert set(raised.value.fields) == {"name"}

    @pytest.mark.django_db(transaction=True)
    def test_two_tablets_with_one_code_at_once(self, house: House) -> None:
        code = code_for(house)
        answers = at_once(house.setting.pk, *[lambda: enrol(code) for _number in range(3)])
        assert sum(isinstance(one, Device) for one in answers) == 1
        assert {type(one) for one in answers} <= {Device, ConflictError, InvalidInputError}
        assert Device.objects.filter(name="Garden tablet").count() == 1


class TestRequests:
    """A device of somebody's own is approved by another nominated member."""

    def test_approved_it_is_theirs_and_in_use(self, house: House) -> None:
        device = ask(house)
        assert (device.state, device.owner, len(device.compare_code)) == ("waiting", house.staff["Owen"].person, 4)
        answer(house, device)
        row = Device.objects.get(pk=device.pk)
        assert (row.state, row.decided_by) == ("active", house.staff["Maggie"])

    def test_nobody_answers_their_own(self, house: House) -> None:
        device = ask(house, "Maggie")
        for is_approved in (True, False):
            with pytest.raises(NotAllowedError, match="Another nominated member"):
                answer(house, device, is_approved=is_approved)
        assert state(device) == "waiting"
        second_member(house)
        answer(house, device, by="Nora")
        assert state(device) == "active"

    def test_an_answer_is_final(self, house: House) -> None:
        device = ask(house)
        answer(house, device, is_approved=False)
        for is_approved in (True, False):
            with pytest.raises(ConflictError):
                answer(house, device, is_approved=is_approved)
        assert state(device) == "refused"

    @pytest.mark.django_db(transaction=True)
    def test_approved_twice_and_refused_at_once_is_one_answer(self, house: House) -> None:
        second_member(house)
        device = ask(house)
        answers = at_once(
            house.setting.pk,
            partial(answer, house, device),
            partial(answer, house, device, by="Nora"),
            partial(answer, house, device, by="Nora", is_approved=False),
        )
        assert sorted(type(one).__name__ for one in answers) == ["ConflictError", "ConflictError", "NoneType"]
        events = AuditEvent.objects.filter(event__in=["device:approved", "device:refused"], subject_id=device.pk)
        assert events.count() == 1

    @pytest.mark.django_db(transaction=True)
    def test_requests_sent_at_once_do_not_pile_up(self, house: House) -> None:
        answers = at_once(house.setting.pk, *[partial(ask, house) for _number in range(MOST_REQUESTS + 2)])
        assert sum(isinstance(one, Device) for one in answers) == MOST_REQUESTS
        assert Device.objects.filter(state="waiting").count() == MOST_REQUESTS


class TestHours:
    """The hours of a device are those of the setting's own clock, also in the nights when it is changed."""

    @pytest.mark.parametrize(
        ("opens", "closes", "instant", "is_open"),
        [
            # The clocks go forward on 29 March 2026 at 01:00 UTC: 00:59 GMT is followed by 02:00 BST.
            ("22:00", "02:00", "2026-03-29T00:59:59", True),
            ("22:00", "02:00", "2026-03-29T01:00:00", False),
            ("07:00", "18:00", "2026-03-29T06:00:00", True),
            ("07:00", "18:00", "2026-03-29T05:59:59", False),
            # They go back on 25 October 2026 at 01:00 UTC: the hour from 01:00 to 02:00 comes twice.
            ("22:00", "01:30", "2026-10-25T00:15:00", True),
            ("22:00", "01:30", "2026-10-25T00:45:00", False),
            ("22:00", "01:30", "2026-10-25T01:15:00", True),
            ("22:00", "01:30", "2026-10-25T01:45:00", False),
            ("07:00", "18:00", "2026-10-25T06:30:00", False),
            ("07:00", "18:00", "2026-10-25T17:59:59", True),
            ("22:00", "06:00", "2026-11-25T22:00:00", True),
            ("22:00", "06:00", "2026-11-25T05:59:59", True),
            ("22:00", "06:00", "2026-11-25T06:00:00", False),
            ("22:00", "06:00", "2026-11-25T21:59:59", False),
        ],
    )
    def test_over_midnight_and_when_the_clocks_change(
        self, opens: str, closes: str, instant: str, *, is_open: bool
    ) -> None:
        device = Device(opens_at=dt.time.fromisoformat(opens), closes_at=dt.time.fromisoformat(closes))
        at = dt.datetime.fromisoformat(instant).replace(tzinfo=dt.UTC).astimezone(LONDON)
        assert device.is_open_at(at.time()) is is_open

    def test_without_hours_it_is_always_open(self) -> None:
        assert all(Device().is_open_at(dt.time(hour)) for hour in range(24))

    @pytest.mark.parametrize(("opens", "closes"), [("07:00", None), (None, "18:00"), ("07:00", "07:00")])
    def test_half_an_interval_is_none(self, opens: str | None, closes: str | None, house: House) -> None:
        times = [dt.time.fromisoformat(one) if one else None for one in (opens, closes)]
        with pytest.raises(InvalidInputError) as raised:
            actions.save_device(
                actor=house.actor("Maggie"),
                device_id=house.tablet.pk,
                name="Hall tablet",
                room=None,
                opens_at=times[0],
                closes_at=times[1],
            )
        assert set(raised.value.fields) == {"closes_at"}


class TestClosing:
    """What is lost, retired or given up lets nobody in from the next tap on."""

    @pytest.mark.parametrize(("act", "after"), [("report_device_lost", "lost"), ("retire_device", "retired")])
    def test_sessions_and_pins_die_with_it(self, act: str, after: str, house: House) -> None:
        actions.make_pin(actor=house.actor("Priya"))
        priya = house.client("Priya")
        assert priya.get("/today").status_code == 200
        getattr(actions, act)(actor=house.actor("Maggie"), device_id=house.tablet.pk)
        assert priya.get("/today").status_code == 401
        assert state(house.tablet) == after
        assert not Session.objects.filter(device=house.tablet).exists()
        assert not Pin.objects.filter(device=house.tablet).exists()
        with pytest.raises(NotAllowedError):
            actions.try_pin(
                device=Device.objects.select_related("setting").get(pk=house.tablet.pk),
                membership_id=house.staff["Priya"].pk,
                digits="123456",
                source="192.0.2.1",
            )

    def test_only_what_happened_on_it_ends(self, house: House) -> None:
        other = enrol(code_for(house))
        actions.make_pin(actor=house.actor("Priya"))
        priya = house.client("Priya")
        actions.report_device_lost(actor=house.actor("Maggie"), device_id=other.pk)
        assert priya.get("/today").status_code == 200
        assert list(Pin.objects.values_list("device", flat=True)) == [house.tablet.pk]

    def test_a_lost_device_opens_an_incident(self, house: House) -> None:
        actions.report_device_lost(actor=house.actor("Maggie"), device_id=house.tablet.pk)
        run_queued()
        assert Incident.objects.get().kind == "device_lost"

    def test_what_was_retired_can_still_be_lost_and_what_was_lost_stays_lost(self, house: House) -> None:
        maggie: dict[str, Any] = {"actor": house.actor("Maggie"), "device_id": house.tablet.pk}
        actions.retire_device(**maggie)
        actions.report_device_lost(**maggie)
        for act in (actions.report_device_lost, actions.retire_device, actions.unlock_device):
            with pytest.raises(ConflictError):
                act(**maggie)
        assert state(house.tablet) == "lost"

    def test_only_a_locked_tablet_is_unlocked(self, house: House) -> None:
        unlock = partial(actions.unlock_device, actor=house.actor("Maggie"), device_id=house.tablet.pk)
        for before in ("active", "waiting", "retired", "ended", "refused"):
            Device.objects.filter(pk=house.tablet.pk).update(state=before)
            with pytest.raises(ConflictError):
                unlock()
        Device.objects.filter(pk=house.tablet.pk).update(state="locked")
        unlock()
        assert state(house.tablet) == "active"

    def test_somebody_gives_up_only_what_is_theirs(self, house: House) -> None:
        device = ask(house)
        answer(house, device)
        with pytest.raises(NotFoundError):
            actions.give_up_own_device(actor=house.actor("Priya"), device_id=device.pk)
        actions.give_up_own_device(actor=house.actor("Owen"), device_id=device.pk)
        assert state(device) == "retired"


@pytest.mark.parametrize("name", ["Sen", "Priya", "Stu", "Grace"])
def test_nobody_else_keeps_the_register(name: str, house: House) -> None:
    device = ask(house, "Owen")
    actor = house.actor(name)
    acts: list[Callable[..., object]] = [
        partial(actions.make_enrolment_code, name="Mine"),
        partial(actions.answer_device, device_id=device.pk, is_approved=True),
        partial(actions.save_device, device_id=device.pk, name="Mine", room=None),
        partial(actions.unlock_device, device_id=device.pk),
        partial(actions.retire_device, device_id=device.pk),
        partial(actions.report_device_lost, device_id=device.pk),
    ]
    for act in acts:
        with pytest.raises(NotAllowedError):
            act(actor=actor)
    with pytest.raises(NotAllowedError):
        queries.devices(actor)
    assert state(device) == "waiting"


def test_devices_and_rooms_of_another_setting_are_not_there(house: House, hollies: House) -> None:
    maggie = house.actor("Maggie")
    wrong: list[uuid.UUID] = [hollies.tablet.pk, hollies.setting.pk]
    for device_id in wrong:
        for act in (actions.unlock_device, actions.retire_device, actions.report_device_lost):
            with pytest.raises(NotFoundError):
                act(actor=maggie, device_id=device_id)
        with pytest.raises(NotFoundError):
            actions.answer_device(actor=maggie, device_id=device_id, is_approved=True)
    ivy = hollies.rooms["Ivy"]
    with pytest.raises(NotFoundError):
        actions.make_enrolment_code(actor=maggie, name="Ours", room=ivy)
    with pytest.raises(NotFoundError):
        actions.save_device(actor=maggie, device_id=house.tablet.pk, name="Ours", room=ivy)
    with in_setting(hollies.setting.pk):
        assert state(hollies.tablet) == "active"
    assert Membership.objects.filter(pk=house.staff["Maggie"].pk).exists()
