"""The register of devices on its pages: who waits, what is in use, and what is shut at a tap (clauses 2.1 to 2.7)."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from heartsease import __version__
from heartsease.domain.accounts import actions
from heartsease.domain.accounts.models import Device, EnrolmentCode, Pin, Session
from heartsease.kernel import clock
from heartsease.web.squares import qr_code
from tests.cast import House
from tests.pages import problem, text_of
from tests.people import in_days, second_member

IPAD = "Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X) AppleWebKit/605 Version/17.0 Mobile/15E148 Safari/604.1"


def ask(house: House, name: str = "Owen") -> Device:
    membership = house.staff[name]
    return actions.ask_for_device(membership=membership, browser=IPAD, source="192.0.2.1").device


def page_of(house: House, device: Device, part: str = "") -> str:
    return f"/manage/devices/{device.pk}{part}"


def state(device: Device) -> str:
    return Device.objects.get(pk=device.pk).state


class TestRegister:
    """The list: what waits comes first."""

    def test_tablets_stand_with_room_and_whether_a_senior_has_opened_them(self, house: House) -> None:
        maggie = house.client("Maggie")
        page = text_of(maggie.get("/manage/devices"))
        assert "Hall tablet" in page
        assert "opened today" not in page
        Device.objects.update(opened_on=in_days(house, 0), room=house.rooms["Acorns"])
        page = text_of(maggie.get("/manage/devices"))
        assert "opened today" in page
        assert "Acorns · " in page
        Device.objects.update(opened_on=in_days(house, -1))
        assert "opened today" not in text_of(maggie.get("/manage/devices"))

    def test_who_waits_stands_first_in_plain_words_with_the_number(self, house: House) -> None:
        device = ask(house)
        page = text_of(house.client("Maggie").get("/manage/devices"))
        assert page.index("Owen Sunflower") < page.index("Hall tablet")
        assert "Safari on an iPad" in page
        assert f'<strong class="tabular">{device.compare_code}</strong>' in page
        assert "Mozilla" not in page
        assert "1 device waits for an answer." in text_of(house.client("Maggie").get("/manage/"))

    def test_states_are_told(self, house: House) -> None:
        device = ask(house)
        maggie = house.client("Maggie")
        for after, words in (
            ("locked", "Owen Sunflower"),
            ("retired", "retired"),
            ("lost", "lost or stolen"),
            ("refused", "refused"),
        ):
            Device.objects.filter(pk=device.pk).update(state=after)
            assert words in text_of(maggie.get("/manage/devices"))
            assert maggie.get(page_of(house, device)).status_code == 200

    def test_the_number_of_queries_does_not_grow(self, house: House) -> None:
        def cost() -> int:
            client = house.client("Maggie")
            with CaptureQueriesContext(connection) as asked:
                assert client.get("/manage/devices").status_code == 200
            return len(asked)

        ask(house)
        few = cost()
        for name in ("Owen", "Owen", "Priya", "Sen"):
            actions.answer_device(actor=house.actor("Maggie"), device_id=ask(house, name).pk, is_approved=name != "Sen")
        assert cost() == few


class TestRequests:
    """Approved by another nominated member, after a look at the number."""

    def test_approved(self, house: House) -> None:
        device = ask(house)
        response = house.client("Maggie").post(page_of(house, device, "/answer/approve"), follow=True)
        assert "The device is approved." in text_of(response)
        assert state(device) == "active"

    def test_refused(self, house: House) -> None:
        device = ask(house)
        response = house.client("Maggie").post(page_of(house, device, "/answer/refuse"), follow=True)
        assert "The device is refused." in text_of(response)
        assert state(device) == "refused"

    def test_answered_already_is_said(self, house: House) -> None:
        device = ask(house)
        maggie = house.client("Maggie")
        maggie.post(page_of(house, device, "/answer/refuse"))
        response = maggie.post(page_of(house, device, "/answer/approve"), follow=True)
        assert "Somebody else has just changed this device." in text_of(response)
        assert state(device) == "refused"

    def test_the_own_request_has_no_buttons_and_no_answer(self, house: House) -> None:
        device = ask(house, "Maggie")
        maggie = house.client("Maggie")
        page = text_of(maggie.get("/manage/devices"))
        assert "Another nominated member has to answer." in page
        assert "/answer/" not in page
        response = maggie.post(page_of(house, device, "/answer/approve"), follow=True)
        assert "Another nominated member has to answer for a device of yours." in text_of(response)
        assert state(device) == "waiting"
        second_member(house)
        assert "/answer/approve" in text_of(house.client("Nora").get("/manage/devices"))

    @pytest.mark.parametrize("part", ["/answer/perhaps", "/answer/", "/approve", "/unplug"])
    def test_other_answers_are_none(self, part: str, house: House) -> None:
        device = ask(house)
        assert house.client("Maggie").post(page_of(house, device, part)).status_code == 404
        assert state(device) == "waiting"


class TestEnrolment:
    """A code to type and to scan, for a quarter of an hour."""

    def test_the_code_is_shown_big_and_as_a_picture_with_its_end(self, house: House) -> None:
        sent = {"name": " Garden  tablet ", "room": str(house.rooms["Oaks"].pk)}
        response = house.client("Maggie").post("/manage/devices/new", sent)
        page = text_of(response)
        found = re.search(r'class="big-code">([A-Z0-9]{5}) ([A-Z0-9]{5})<', page)
        assert found is not None
        code = found[1] + found[2]
        assert str(qr_code(f"http://testserver/tablet?code={code}")) in response.content.decode()
        assert not re.search(r"<svg[^>]* style=", page)
        assert response.headers["Cache-Control"] == "no-store"
        until = EnrolmentCode.objects.get(name="Garden tablet").expires_at.astimezone(house.system.zone)
        assert f"until {until:%H:%M}" in page
        tablet = Client(headers={"Accept": "text/html"})
        assert f'value="{code}"' in text_of(tablet.get("/tablet", {"code": code}))
        assert tablet.post("/tablet", {"code": code})["Location"] == "/lock"
        assert Device.objects.get(name="Garden tablet").room == house.rooms["Oaks"]

    @pytest.mark.parametrize(
        ("field", "value", "sentence"),
        [
            ("name", "", "Give the tablet a name."),
            ("name", "\x00", "Give the tablet a name."),
            ("name", "x" * 61, "at most 60 characters fit here"),
            ("room", "nonsense", "Choose among the rooms of your setting."),
        ],
    )
    def test_each_limit_speaks(self, field: str, value: str, sentence: str, house: House) -> None:
        response = house.client("Maggie").post("/manage/devices/new", {"name": "Garden tablet", field: value})
        assert response.status_code == 422
        assert sentence in problem(response)
        assert not EnrolmentCode.objects.filter(used_at=None).exists()

    def test_rooms_of_another_setting_are_no_choice(self, house: House, hollies: House) -> None:
        sent = {"name": "Garden tablet", "room": str(hollies.rooms["Ivy"].pk)}
        assert house.client("Maggie").post("/manage/devices/new", sent).status_code == 422


class TestOne:
    """The page of one device."""

    def test_name_room_and_hours_are_changed(self, house: House) -> None:
        sent = {
            "name": "Blue tablet",
            "room": str(house.rooms["Oaks"].pk),
            "opens_at": "00:01",
            "closes_at": "00:00",
        }
        maggie = house.client("Maggie")
        assert maggie.post(page_of(house, house.tablet), sent).status_code == 302
        row = Device.objects.get(pk=house.tablet.pk)
        assert (row.name, row.room) == ("Blue tablet", house.rooms["Oaks"])
        assert (row.opens_at, row.closes_at) == (dt.time(0, 1), dt.time(0))
        assert 'value="00:01"' in text_of(maggie.get(page_of(house, house.tablet)))

    @pytest.mark.parametrize(
        ("opens", "closes", "sentence"),
        [
            ("07:00", "", "two different times"),
            ("07:00", "07:00", "two different times"),
            ("7 ish", "", "such as 07:30"),
        ],
    )
    def test_half_an_interval_is_refused(self, opens: str, closes: str, sentence: str, house: House) -> None:
        sent = {"name": "Hall tablet", "opens_at": opens, "closes_at": closes}
        response = house.client("Maggie").post(page_of(house, house.tablet), sent)
        assert response.status_code == 422
        assert sentence in problem(response)

    def test_who_is_signed_in_and_what_happened_on_it(self, house: House) -> None:
        maggie = house.client("Maggie")
        house.client("Priya")
        page = text_of(maggie.get(page_of(house, house.tablet)))
        assert "Priya Sunflower" in page
        assert f'href="/manage/trace?device={house.tablet.pk}"' in page

    def test_the_version_of_the_journal_is_noted_when_somebody_comes_in(self, house: House) -> None:
        priya = house.signed_in("Priya")
        session = house.staff["Priya"].person.sessions.get(public_id=priya.session)
        actions.record_sign_in(actor=priya, session=session)
        assert "0.1.0" in text_of(house.client("Maggie").get(page_of(house, house.tablet)))

    def test_a_tablet_that_has_not_opened_the_present_version_stands_out(self, house: House) -> None:
        rows = Device.objects.filter(pk=house.tablet.pk)
        rows.update(app_version="0.0.9", last_seen_at=clock.now() - dt.timedelta(days=9))
        maggie = house.client("Maggie")
        assert f"version 0.0.9: has not opened {__version__} yet" in text_of(maggie.get("/manage/devices"))
        assert f"It has not opened {__version__} yet" in text_of(maggie.get(page_of(house, house.tablet)))
        Session.objects.update(seen_at=clock.now() - dt.timedelta(minutes=1))
        maggie.get("/manage/devices")
        page = text_of(maggie.get("/manage/devices"))
        assert f"version {__version__}" in page
        assert "has not opened" not in page

    def test_ordinary_requests_note_nothing_about_the_device(
        self, house: House, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        session = Session.objects.select_related("device").get(public_id=house.signed_in("Priya").session)
        with django_assert_num_queries(0):
            actions.touch_session(session=session)
        session.seen_at = clock.now() - dt.timedelta(minutes=1)
        with django_assert_num_queries(2):
            actions.touch_session(session=session)
        assert session.device is not None
        session.device.refresh_from_db()
        with django_assert_num_queries(1):
            actions.touch_session(session=session)
        assert session.device.last_seen_at is not None
        session.device.last_seen_at -= dt.timedelta(minutes=6)
        with django_assert_num_queries(2):
            actions.touch_session(session=session)

    def test_a_locked_tablet_is_unlocked(self, house: House) -> None:
        other = house.client("Maggie")
        assert "/unlock" not in text_of(other.get(page_of(house, house.tablet)))
        device = ask(house)
        Device.objects.filter(pk=device.pk).update(state="locked")
        assert "/unlock" in text_of(other.get(page_of(house, device)))
        assert "unlocked" in text_of(other.post(page_of(house, device, "/unlock"), follow=True))
        assert state(device) == "active"

    def test_lost_is_one_tap_without_a_password_and_says_what_it_does(self, house: House) -> None:
        actions.make_pin(actor=house.actor("Priya"))
        code = actions.make_enrolment_code(actor=house.actor("Maggie"), name="Garden tablet")
        actions.enrol_tablet(code=code, browser="", source="192.0.2.1")
        other = Device.objects.get(name="Garden tablet")
        maggie = house.client("Maggie", proved=False)
        page = text_of(maggie.get(page_of(house, other)))
        assert "its PINs are gone, it lets nobody in any more, and an incident opens" in page
        response = maggie.post(page_of(house, other, "/lost"), follow=True)
        assert "lets nobody in any more" in text_of(response)
        assert state(other) == "lost"
        assert not Pin.objects.filter(device=other).exists()
        page = text_of(maggie.get(page_of(house, other)))
        assert "It is lost" not in page
        twice = maggie.post(page_of(house, other, "/lost"), follow=True)
        assert "Somebody else has just changed this device." in text_of(twice)

    def test_a_lost_tablet_ends_the_session_of_whoever_reports_it_from_there(self, house: House) -> None:
        maggie = house.client("Maggie")
        response = maggie.post(page_of(house, house.tablet, "/lost"))
        assert response.status_code == 302
        assert maggie.get("/manage/").status_code == 401

    def test_retired_it_stands_with_what_is_gone(self, house: House) -> None:
        device = ask(house)
        actions.answer_device(actor=house.actor("Maggie"), device_id=device.pk, is_approved=True)
        maggie = house.client("Maggie")
        maggie.post(page_of(house, device, "/retire"))
        page = text_of(maggie.get("/manage/devices"))
        assert page.index("Not in use any more") < page.rindex("retired")
        assert state(device) == "retired"
