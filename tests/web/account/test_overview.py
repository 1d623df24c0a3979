"""My account at a glance, and ending sign-ins and devices from there."""

import re

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from heartsease.domain.access.permissions import Role
from heartsease.domain.accounts import actions
from heartsease.domain.accounts.models import Device, DeviceState, Session
from heartsease.kernel.ids import new_id
from tests.cast import House
from tests.pages import text_of
from tests.web.account.asking import Browser, person, sessions, set_up_app

IPAD = "Mozilla/5.0 (iPad; CPU OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/120.0 Safari/604.1"


def test_it_says_who_and_where(house: House) -> None:
    Session.objects.filter(public_id=house.signed_in("Priya").session).update(browser=IPAD, source="192.0.2.7")
    page = text_of(house.client("Priya").get("/account/"))
    for words in ("Priya Sunflower", person(house, "Priya").user_name, "none yet", "Practitioner", "Sunflower"):
        assert words in page
    assert "Chrome on an iPad · Hall tablet" in page
    assert "from 192.0.2.7" in page
    assert page.count("this one") == 1
    assert page.count("End<span") == 1
    assert "Someone may know my login" in page


def test_of_others_it_says_nothing(house: House) -> None:
    Session.objects.filter(public_id=house.signed_in("Owen").session).update(source="192.0.2.7")
    page = text_of(house.client("Priya").get("/account/"))
    assert "192.0.2.7" not in page
    assert "Owen" not in page


def test_a_sign_in_as_something_else_says_as_what(house: House) -> None:
    priya = person(house, "Priya")
    house.family["Priya"] = actions.admit_person(
        actor=house.actor("Maggie"), full_name=priya.full_name, user_name=priya.user_name, role=Role.PARENT
    )
    client = house.client("Priya")
    Session.objects.update(membership=house.family["Priya"], device=None)
    house.signed_in("Priya")
    assert "Practitioner · Sunflower" in text_of(client.get("/account/"))


def test_families_have_no_pin_and_no_devices(house: House) -> None:
    page = text_of(house.client("Grace").get("/account/"))
    assert "/account/pin" not in page
    assert "My own devices" not in page
    assert "Parent or carer" in page


def test_it_says_what_the_person_comes_in_with(house: House) -> None:
    set_up_app(house, "Priya")
    actions.make_pin(actor=house.signed_in("Priya"))
    page = text_of(house.client("Priya").get("/account/"))
    assert "an app that shows codes" in page
    assert "10 recovery codes left" in page
    assert re.search(r"<dt>PIN</dt><dd>since \d", page)


def test_the_menu_under_the_name_leads_there(house: House) -> None:
    for name in ("Maggie", "Stu", "Grace", "Nana"):
        page = house.client(name).get("/", follow=True)
        assert 'href="/account/"' in text_of(page), name


def test_one_sign_in_is_ended_from_its_next_tap(house: House) -> None:
    other, here = house.client("Priya"), house.client("Priya")
    row = sessions(house, "Priya")[1]
    response = here.post(reverse("account-session-end", args=[row.public_id]), follow=True)
    assert "That sign-in has ended." in text_of(response)
    assert other.get("/today").status_code == 401
    assert here.get("/today").status_code == 200
    assert here.post(reverse("account-session-end", args=[row.public_id])).status_code == 404


def test_ending_the_one_in_hand_is_signing_out(house: House) -> None:
    here = house.client("Priya")
    row = sessions(house, "Priya")[0]
    response = here.post(reverse("account-session-end", args=[row.public_id]))
    assert response.headers["Location"] == "/sign-in"
    assert response.headers["Clear-Site-Data"] == '"cache"'
    assert here.cookies[settings.SESSION_COOKIE_NAME].value == ""
    assert here.get("/today").status_code == 401


def test_all_others_are_ended(house: House) -> None:
    others, here, owen = [house.client("Priya") for _ in range(3)], house.client("Priya"), house.client("Owen")
    assert "End all others" in text_of(here.get("/account/"))
    assert "Every other sign-in has ended." in text_of(here.post("/account/sessions/end", follow=True))
    assert {one.get("/today").status_code for one in others} == {401}
    assert (here.get("/today").status_code, owen.get("/today").status_code) == (200, 200)
    assert "End all others" not in text_of(here.get("/account/"))


class TestDevices:
    @pytest.fixture
    def own(self, house: House) -> Device:
        """A device that Priya asked for."""
        return actions.ask_for_device(membership=house.staff["Priya"], browser=IPAD, source="").device

    def test_each_stands_with_its_state_and_code(self, house: House, own: Device) -> None:
        page = text_of(house.client("Priya").get("/account/"))
        assert f"Chrome on an iPad · waits for approval · code {own.compare_code}" in page
        actions.answer_device(actor=house.actor("Maggie"), device_id=own.pk, is_approved=False)
        page = text_of(house.client("Priya").get("/account/"))
        assert "Chrome on an iPad · refused" in page
        assert reverse("account-device-end", args=[own.pk]) not in page

    def test_its_owner_ends_it(self, house: House, own: Device) -> None:
        client = house.client("Priya")
        response = client.post(reverse("account-device-end", args=[own.pk]), follow=True)
        assert "lets nobody in any more" in text_of(response)
        own.refresh_from_db()
        assert own.state == DeviceState.RETIRED
        assert reverse("account-device-end", args=[own.pk]) not in text_of(client.get("/account/"))
        assert client.post(reverse("account-device-end", args=[own.pk])).status_code == 409

    def test_ending_the_one_in_hand_signs_out(self, house: House, on_own_device: Browser) -> None:
        client = on_own_device("Owen")
        Session.objects.update(has_second_factor=True)
        own = Device.objects.get(owner=person(house, "Owen"))
        response = client.post(reverse("account-device-end", args=[own.pk]))
        assert response.headers["Location"] == "/sign-in"
        assert client.get("/today").status_code == 401


def test_the_page_costs_no_more_for_many_sign_ins(house: House) -> None:
    def cost() -> int:
        client = house.client("Priya")
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/account/").status_code == 200
        return len(asked)

    few = cost()
    for _ in range(6):
        house.signed_in("Priya")
        Device.objects.create(
            kind="own", state="waiting", name="x", owner=person(house, "Priya"), secret_digest=str(new_id())
        )
    assert cost() == few
    assert few <= 9


def test_another_setting_sees_its_own(hollies: House) -> None:
    client: Client = hollies.client("Hazel")
    page = text_of(client.get("/account/"))
    assert "Hollies" in page
    assert "Sunflower" not in page
