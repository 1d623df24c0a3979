"""Making a passkey on the page of second factors, and signing in with it."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from heartsease.domain.access.permissions import Role
from heartsease.domain.accounts import actions
from heartsease.domain.accounts.models import Passkey, Session
from tests.authenticator import SoftKey
from tests.cast import PASSWORD, House
from tests.pages import Response, text_of
from tests.web.account.asking import JSON, Browser, person, sessions
from tests.web.account.test_factors import codes_on

MAKE = "/account/second/passkey"
USE = "/sign-in/passkey"
IPAD = "Mozilla/5.0 (iPad; CPU OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/120.0 Safari/604.1"


def send(client: Client, address: str, answer: object) -> Response:
    return client.post(address, json.dumps(answer), content_type="application/json", headers=JSON)


def ask(client: Client, address: str) -> dict[str, Any]:
    response = client.get(address, headers=JSON)
    assert response.status_code == 200, response.content
    return dict(response.json())


def make(client: Client, key: SoftKey | None = None) -> SoftKey:
    key = key or SoftKey()
    assert send(client, MAKE, key.make(ask(client, MAKE))).status_code == 200
    return key


class TestMaking:
    def test_from_the_button_to_ten_recovery_codes_shown_once(self, house: House) -> None:
        client = house.client("Priya")
        client.defaults["HTTP_USER_AGENT"] = IPAD
        answer = send(client, MAKE, SoftKey().make(ask(client, MAKE)))
        assert answer.json() == {"next": "/account/second/recovery"}
        assert not codes_on(answer)
        first = client.get("/account/second/recovery")
        assert len(codes_on(first)) == 10
        assert "The passkey is set up." in text_of(first)
        again = client.get("/account/second/recovery", follow=True)
        assert codes_on(again) == []
        assert "made in Chrome on an iPad" in text_of(again)

    def test_the_codes_wait_sealed(self, house: House) -> None:
        client = house.client("Priya")
        make(client)
        kept = str(list(Session.objects.values())) + str(dict(client.session))
        codes = codes_on(client.get("/account/second/recovery"))
        assert not any(code.replace(" ", "") in kept for code in codes)

    def test_a_second_one_brings_none(self, house: House) -> None:
        client = house.client("Priya")
        make(client)
        answer = send(client, MAKE, SoftKey().make(ask(client, MAKE)))
        assert answer.json() == {"next": "/account/second"}

    def test_a_question_is_answered_once(self, house: House) -> None:
        client = house.client("Priya")
        options = ask(client, MAKE)
        assert send(client, MAKE, SoftKey().make(options)).status_code == 200
        assert send(client, MAKE, SoftKey().make(options)).status_code == 422

    def test_the_question_of_another_session_is_not_answered(self, house: House) -> None:
        options = ask(house.client("Owen"), MAKE)
        client = house.client("Priya")
        assert send(client, MAKE, SoftKey().make(options)).status_code == 422
        ask(client, MAKE)
        assert send(client, MAKE, SoftKey().make(options)).status_code == 422
        assert not Passkey.objects.exists()

    @pytest.mark.parametrize(
        "body", ["", "[]", "null", "5", '"x"', "{", "\x00", "[" * 19_000, '{"id":"' + "A" * 90_000 + '"}']
    )
    def test_what_cannot_be_read_is_said_to_be_so(self, house: House, body: str) -> None:
        client = house.client("Priya")
        ask(client, MAKE)
        response = client.post(MAKE, body, content_type="application/json", headers=JSON)
        assert response.status_code == 422
        assert response.json()["sentence"] == "The passkey could not be read. Please try again."

    def test_an_old_sign_in_is_told_before_a_finger_is_asked_for(self, stale: Browser) -> None:
        response = stale("Priya").get(MAKE, headers=JSON)
        assert response.status_code == 403
        assert "password" in response.json()["sentence"]

    def test_it_opens_the_gate(self, on_own_device: Browser) -> None:
        client = on_own_device("Owen")
        make(client)
        assert len(codes_on(client.get("/account/second/recovery"))) == 10
        assert client.get("/today").status_code == 200


class TestUsing:
    def test_it_is_password_and_second_factor_in_one(self, house: House, nobody: Client) -> None:
        key = make(house.client("Grace"))
        answer = send(nobody, f"{USE}?next=/account/", key.use(ask(nobody, USE)))
        assert answer.json() == {"next": "/account/"}
        assert nobody.get("/account/").status_code == 200
        row = sessions(house, "Grace")[0]
        assert (row.way, row.has_second_factor, row.proved_at is not None) == ("passkey", True, True)

    def test_it_is_the_second_factor_after_the_password(self, house: House, nobody: Client) -> None:
        key = make(house.client("Grace"))
        fields = {"user_name": person(house, "Grace").user_name, "password": PASSWORD}
        assert nobody.post("/sign-in", fields).headers["Location"] == "/sign-in/second"
        options = ask(nobody, USE)
        assert len(options["allowCredentials"]) == 1
        assert send(nobody, USE, key.use(options)).json() == {"next": "/"}

    def test_somebody_elses_is_none(self, house: House, nobody: Client) -> None:
        make(house.client("Grace"))
        key = make(house.client("Rosa"))
        nobody.post("/sign-in", {"user_name": person(house, "Grace").user_name, "password": PASSWORD})
        response = send(nobody, USE, key.use(ask(nobody, USE)))
        assert response.status_code == 422
        assert nobody.get("/account/").status_code == 401

    def test_a_question_is_answered_once(self, house: House, nobody: Client) -> None:
        key = make(house.client("Grace"))
        answer = key.use(ask(nobody, USE))
        thief = Client()
        assert send(thief, USE, answer).status_code == 422
        assert send(nobody, USE, answer).status_code == 200
        assert send(Client(), USE, answer).status_code == 422

    def test_staff_come_in_on_no_unknown_device_with_it(self, house: House, nobody: Client) -> None:
        key = make(house.client("Priya"))
        response = send(nobody, USE, key.use(ask(nobody, USE)))
        assert response.status_code == 403
        assert "text/html" in response.headers["Content-Type"]
        assert nobody.get("/today").status_code == 401
        assert send(house.at_tablet(nobody), USE, key.use(ask(nobody, USE))).status_code == 200

    def test_who_is_several_things_chooses(self, house: House, nobody: Client) -> None:
        key = make(house.client("Grace"))
        grace = person(house, "Grace")
        actions.admit_person(
            actor=house.system, full_name=grace.full_name, user_name=grace.user_name, role=Role.RELATIVE
        )
        assert send(nobody, USE, key.use(ask(nobody, USE))).json() == {"next": "/sign-in/choose"}


def test_it_is_removed_and_opens_nothing_then(house: House, nobody: Client) -> None:
    client = house.client("Grace")
    key = make(client)
    [row] = Passkey.objects.all()
    other = house.client("Grace")
    response = client.post(reverse("account-passkey-remove", args=[row.pk]), follow=True)
    assert "The passkey was removed" in text_of(response)
    assert other.get("/account/").status_code == 401
    assert send(nobody, USE, key.use(ask(nobody, USE))).status_code == 422
    assert client.post(reverse("account-passkey-remove", args=[row.pk])).status_code == 404
