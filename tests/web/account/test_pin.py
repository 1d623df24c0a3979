"""The own PIN: shown once, on the page that answers; brought to a tablet that does not know it."""

import datetime as dt
import re

import pytest
from django.conf import settings
from django.test import Client

from heartsease.domain.accounts import actions
from heartsease.domain.accounts.models import Device, Membership, Pin, Session
from heartsease.domain.accounts.rules import TRIES_OF_PERSON, memory_aid
from heartsease.kernel import clock
from tests.cast import PASSWORD, House
from tests.pages import Response, problem, text_of
from tests.web.account.asking import Browser, enrol, person

DAY = dt.timedelta(days=1)


def digits_on(response: Response) -> str:
    found = re.search(r'class="big-code">(\d{3}) (\d{3})<', response.content.decode())
    assert found is not None, text_of(response)
    return found[1] + found[2]


def lock(client: Client, house: House, name: str, pin: str) -> Response:
    return client.post("/lock", {"who": str(house.staff[name].pk), "pin": pin})


class TestMaking:
    def test_six_digits_with_three_things_to_picture(self, house: House, nobody: Client) -> None:
        client = house.client("Priya")
        assert "You have none yet." in text_of(client.get("/account/pin"))
        response = client.post("/account/pin")
        pin = digits_on(response)
        assert re.findall(r"<li>(\w+)</li>", response.content.decode()) == memory_aid(pin)
        assert lock(house.at_tablet(nobody), house, "Priya", pin).headers["Location"] == "/"

    def test_they_are_on_no_other_page_and_nowhere_kept(self, house: House) -> None:
        client = house.client("Priya")
        response = client.post("/account/pin")
        assert response.headers["Cache-Control"] == "no-store"
        pin = digits_on(response)
        for page in ("/account/pin", "/account/"):
            again = text_of(client.get(page))
            assert f"{pin[:3]} {pin[3:]}" not in again
            assert f">{pin}<" not in again
        kept = [*Pin.objects.values(), *Session.objects.values(), dict(client.session)]
        assert not re.search(rf"\b{pin}\b", str(kept))

    def test_a_new_one_ends_the_old_one(self, house: House, nobody: Client) -> None:
        client = house.client("Priya")
        old = digits_on(client.post("/account/pin"))
        assert "With a new one the old one stops working" in text_of(client.get("/account/pin"))
        new = digits_on(client.post("/account/pin"))
        assert lock(house.at_tablet(nobody), house, "Priya", new).status_code == 302
        assert old == new or lock(house.at_tablet(Client()), house, "Priya", old).status_code == 422

    def test_without_a_tablet_nothing_is_promised(self, on_own_device: Browser) -> None:
        client = on_own_device("Owen")
        Session.objects.update(has_second_factor=True)
        Device.objects.filter(kind="tablet").update(state="lost")
        response = client.post("/account/pin")
        assert response.status_code == 422
        assert "no tablet in use" in problem(response)


class TestBringing:
    @pytest.fixture
    def pin(self, house: House) -> str:
        """Priya's, from before the garden's tablet came."""
        return actions.make_pin(actor=house.signed_in("Priya"))

    @pytest.fixture
    def garden(self, house: House, pin: str) -> Client:  # noqa: ARG002 - after it
        """A browser on the tablet that is new."""
        code = actions.make_enrolment_code(actor=house.system, name="Garden tablet")
        client = Client()
        client.cookies[settings.DEVICE_COOKIE_NAME] = actions.enrol_tablet(code=code, browser="", source="").secret
        return client

    def sign_in(self, house: House, client: Client, name: str = "Priya", **more: str) -> str:
        fields = {"user_name": person(house, name).user_name, "password": PASSWORD}
        return str(client.post("/sign-in", fields | more).headers["Location"])

    def test_a_full_sign_in_there_leads_to_it_and_it_leads_on(self, house: House, garden: Client, pin: str) -> None:
        where = self.sign_in(house, garden, next="/children/")
        assert where == "/account/pin/bring?next=%2Fchildren%2F"
        page = text_of(garden.get(where))
        assert 'href="/children/">Not now' in page
        response = garden.post("/account/pin/bring", {"pin": pin, "next": "/children/"})
        assert response.headers["Location"] == "/children/"
        garden.post("/sign-out")
        assert lock(garden, house, "Priya", pin).headers["Location"] == "/"
        garden.post("/sign-out")
        assert self.sign_in(house, garden, next="/children/") == "/children/", "it is known there now"

    def test_it_leads_to_no_foreign_place(self, house: House, garden: Client, pin: str) -> None:
        self.sign_in(house, garden)
        for wanted in ("https://evil.example/", "//evil.example", "javascript:alert(1)"):
            assert "evil" not in text_of(garden.get("/account/pin/bring", {"next": wanted}))
            assert "alert" not in text_of(garden.get("/account/pin/bring", {"next": wanted}))
        response = garden.post("/account/pin/bring", {"pin": pin, "next": "//evil.example"})
        assert response.headers["Location"] == "/"

    def test_who_has_no_pin_anywhere_is_not_led_there(self, house: House, garden: Client) -> None:
        assert self.sign_in(house, garden, "Owen") == "/"
        assert garden.get("/account/pin/bring").headers["Location"] == "/account/pin"

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            ("", "Type the six digits"),
            ("12345", "A PIN has six digits."),
            ("１２３４５６", "A PIN has six digits."),
            ("wrong", "A PIN has"),
        ],
    )
    def test_each_limit_speaks(self, house: House, garden: Client, typed: str, sentence: str) -> None:
        self.sign_in(house, garden)
        response = garden.post("/account/pin/bring", {"pin": typed})
        assert response.status_code == 422
        assert sentence in problem(response)

    def test_a_wrong_one_is_not_brought_and_five_end_it(self, house: House, garden: Client, pin: str) -> None:
        self.sign_in(house, garden)
        wrong = f"{(int(pin) + 1) % 10**6:06}"
        for _ in range(TRIES_OF_PERSON):
            response = garden.post("/account/pin/bring", {"pin": wrong})
            assert "That is not your PIN." in problem(response)
            assert wrong not in text_of(response)
        assert "five wrong tries" in problem(garden.post("/account/pin/bring", {"pin": pin}))
        assert Pin.objects.count() == 1

    def test_after_wrong_tries_a_full_sign_in_lets_it_be_tried_again(self, house: House, pin: str) -> None:
        """As the lock screen says."""
        client = house.at_tablet(Client())
        wrong = f"{(int(pin) + 1) % 10**6:06}"
        for _ in range(TRIES_OF_PERSON):
            lock(client, house, "Priya", wrong)
        assert lock(client, house, "Priya", pin).status_code == 422
        assert self.sign_in(house, client) == "/"
        client.post("/sign-out")
        assert lock(client, house, "Priya", pin).headers["Location"] == "/"


class TestPinOnly:
    """Somebody without any password, who comes in by a link on a tablet that a senior has opened."""

    @pytest.fixture
    def stu(self, house: House) -> Membership:
        membership = house.staff["Stu"]
        membership.person.set_unusable_password()
        membership.person.save()
        membership.is_pin_only = True
        membership.save(update_fields=["is_pin_only"])
        house.client("Sen").get("/today")
        Device.objects.update(opened_on=clock.today(house.system.zone))
        return membership

    @pytest.fixture
    def client(self, house: House, stu: Membership) -> Client:
        client = house.at_tablet(Client())
        secret = actions.make_sign_in_link(actor=house.system, membership=stu, lifetime=DAY)
        assert client.post(f"/sign-in/link/{secret}").headers["Location"] == "/"
        return client

    def test_the_link_is_enough_for_the_pin(self, house: House, client: Client) -> None:
        pin = digits_on(client.post("/account/pin"))
        client.post("/sign-out")
        assert lock(client, house, "Stu", pin).headers["Location"] == "/"

    def test_for_ten_minutes(self, client: Client) -> None:
        Session.objects.update(started_at=clock.now() - dt.timedelta(minutes=11))
        response = client.post("/account/pin")
        assert response.status_code == 403
        assert "A nominated member can give you a new link." in problem(response)
        assert not Pin.objects.exists()

    def test_and_for_nothing_that_reaches_further(self, client: Client) -> None:
        for page in ("/account/password", "/account/email", "/account/second", "/account/second/app"):
            assert client.post(page, {"password": "eight yellow ducks swim"}).status_code == 403

    def test_a_pin_sign_in_makes_no_new_pin(self, house: House, client: Client) -> None:
        """Whoever saw the digits over a shoulder must not choose the next ones."""
        pin = digits_on(client.post("/account/pin"))
        client.post("/sign-out")
        lock(client, house, "Stu", pin)
        assert client.post("/account/pin").status_code == 403

    def test_it_is_brought_to_a_new_tablet_by_badge_and_pin(self, house: House, client: Client) -> None:
        enrol(house)
        pin = digits_on(client.post("/account/pin"))
        Pin.objects.filter(device=house.tablet).delete()
        assert client.post("/account/pin/bring", {"pin": pin}).headers["Location"] == "/"
