"""The pages of second factors: an app, its removal, recovery codes."""

import re
import time

import pyotp
import pytest
from django.test import Client

from heartsease.domain.accounts.models import CodeApp, RecoveryCode, Session
from tests.cast import PASSWORD, House
from tests.pages import Response, led_to, problem, text_of
from tests.web.account.asking import HTML, Browser, person, sessions, set_up_app


def seed_on(response: Response) -> str:
    found = re.search(r'class="seed">([A-Z2-7 ]+)<', response.content.decode())
    assert found is not None
    return found[1].replace(" ", "")


def codes_on(response: Response) -> list[str]:
    return re.findall(r"<li>([A-Z2-9]{5} [A-Z2-9]{5})</li>", response.content.decode())


class TestSettingUpAnApp:
    def test_from_the_picture_to_ten_recovery_codes(self, house: House) -> None:
        other, client = house.client("Priya"), house.client("Priya")
        response = client.post("/account/second/app")
        assert response.status_code == 200
        seed = seed_on(response)
        assert seed_on(client.get("/account/second/app")) == seed, "looking again shows the same one"
        response = client.post("/account/second/app", {"code": pyotp.TOTP(seed).now()})
        assert len(codes_on(response)) == 10
        assert "The app is set up." in text_of(response)
        assert client.get("/today").status_code == 200
        assert other.get("/today").status_code == 401
        page = text_of(client.get("/account/second"))
        assert "10 are left." in page
        assert seed not in page
        assert seed_on(client.get("/account/second/app")) != seed, "it is shown to nobody again"

    def test_the_seed_waits_sealed(self, house: House) -> None:
        client = house.client("Priya")
        seed = seed_on(client.get("/account/second/app"))
        assert seed not in str(dict(client.session))
        assert seed not in str(list(Session.objects.values()))

    def test_the_picture_holds_no_style_and_no_script(self, house: House) -> None:
        [picture] = re.findall(
            r"<svg[^>]*class=\"qr\".*?</svg>", house.client("Priya").get("/account/second/app").content.decode()
        )
        assert "style" not in picture
        assert 'fill="#fff"' in picture, "it is black on white in any light"

    @pytest.mark.parametrize(
        ("code", "sentence"),
        [
            ("", "Type the six digits"),
            ("000000", "not the one"),
            ("x" * 50, "six digits"),
            ("\x00", "Type the six digits"),
        ],
    )
    def test_a_wrong_code_keeps_the_seed(self, house: House, code: str, sentence: str) -> None:
        client = house.client("Priya")
        seed = seed_on(client.get("/account/second/app"))
        response = client.post("/account/second/app", {"code": code})
        assert response.status_code == 422
        assert sentence in problem(response)
        assert seed_on(response) == seed
        assert not CodeApp.objects.exists()

    def test_two_people_have_two_seeds(self, house: House) -> None:
        assert seed_on(house.client("Priya").get("/account/second/app")) != seed_on(
            house.client("Owen").get("/account/second/app")
        )

    def test_the_password_is_asked_before_the_picture(self, stale: Browser) -> None:
        """Not after it, when the code would be of yesterday."""
        client = stale("Priya")
        response = client.post("/account/second/app")
        assert response.status_code == 403
        assert "seed" not in text_of(response)
        assert seed_on(client.post("/account/second/app", {"password_again": PASSWORD}))


class TestTheGate:
    def test_on_a_device_of_ones_own_it_comes_first_and_opens(self, on_own_device: Browser) -> None:
        client = on_own_device("Owen")
        assert led_to(client.get("/today", headers=HTML)) == "/account/second"
        page = text_of(client.get("/account/second"))
        assert "One thing before you go on" in page
        assert 'class="back"' not in page
        seed = seed_on(client.post("/account/second/app"))
        assert codes_on(client.post("/account/second/app", {"code": pyotp.TOTP(seed).now()}))
        assert client.get("/today").status_code == 200

    def test_removing_the_last_one_closes_it_again(self, on_own_device: Browser) -> None:
        client = on_own_device("Owen")
        seed = seed_on(client.post("/account/second/app"))
        client.post("/account/second/app", {"code": pyotp.TOTP(seed).now()})
        assert client.post("/account/second/app/remove").headers["Location"] == "/account/second"
        assert led_to(client.get("/today", headers=HTML)) == "/account/second"


def test_after_setting_it_up_the_password_alone_opens_nothing(house: House, nobody: Client) -> None:
    seed = set_up_app(house, "Grace")
    fields = {"user_name": person(house, "Grace").user_name, "password": PASSWORD}
    assert nobody.post("/sign-in", fields).headers["Location"] == "/sign-in/second"
    assert nobody.get("/journal").status_code == 401
    later = pyotp.TOTP(seed).at(int(time.time()) + 30)
    assert nobody.post("/sign-in/second", {"code": later}).headers["Location"] == "/"
    assert nobody.get("/account/").status_code == 200
    assert sessions(house, "Grace")[0].has_second_factor


def test_it_is_removed(house: House) -> None:
    set_up_app(house, "Priya")
    other, client = house.client("Priya"), house.client("Priya")
    page = text_of(client.post("/account/second/app/remove", follow=True))
    assert "The app was removed" in page
    assert "What I have" not in page
    assert not CodeApp.objects.exists()
    assert not RecoveryCode.objects.exists()
    assert (other.get("/today").status_code, client.get("/today").status_code) == (401, 200)
    assert client.post("/account/second/app/remove").status_code == 404


def test_asking_for_the_password_once_serves_the_whole_page(house: House, stale: Browser) -> None:
    client = stale("Priya")
    assert "data-passkey" not in text_of(client.get("/account/second"))
    assert client.post("/account/second").status_code == 403
    response = client.post("/account/second", {"password_again": PASSWORD}, follow=True)
    assert response.redirect_chain == [("/account/second", 302)]
    assert 'data-passkey="make"' in text_of(response)


class TestRecoveryCodes:
    def test_new_ones_are_shown_once(self, house: House) -> None:
        set_up_app(house, "Priya")
        client = house.client("Priya")
        response = client.post("/account/second/recovery")
        codes = codes_on(response)
        assert len(set(codes)) == 10
        assert response.headers["Cache-Control"] == "no-store"
        for page in ("/account/second/recovery", "/account/second", "/account/"):
            again = client.get(page, follow=True)
            assert codes_on(again) == []
            assert codes[0] not in text_of(again)
        assert codes[0].replace(" ", "") not in str(list(Session.objects.values()))

    def test_each_is_taken_at_the_sign_in_once(self, house: House, nobody: Client) -> None:
        set_up_app(house, "Grace")
        [code, *_rest] = codes_on(house.client("Grace").post("/account/second/recovery"))
        fields = {"user_name": person(house, "Grace").user_name, "password": PASSWORD}
        for client, status in ((nobody, 302), (Client(), 422)):
            client.post("/sign-in", fields)
            assert client.post("/sign-in/second", {"code": code.lower()}).status_code == status

    def test_without_a_second_factor_there_are_none(self, house: House) -> None:
        response = house.client("Priya").post("/account/second/recovery")
        assert response.status_code == 422
        assert "Set one up first." in problem(response)
