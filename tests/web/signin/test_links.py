"""Coming in by a one-time link."""

import datetime as dt
import re

import pytest
from django.test import Client
from pytest_django import Settings

from heartsease.domain.access.permissions import Role
from heartsease.domain.access.scope import in_setting
from heartsease.domain.accounts import actions
from heartsease.domain.accounts.models import Person, SignInLink
from heartsease.domain.audit.models import AuditEvent
from tests.cast import PASSWORD, House
from tests.racing import at_once

DAY = dt.timedelta(days=1)


def address(house: House, name: str = "Priya", lifetime: dt.timedelta = DAY, *, is_local_only: bool = False) -> str:
    membership = house.staff.get(name) or house.family[name]
    secret = actions.make_sign_in_link(
        actor=house.system, membership=membership, lifetime=lifetime, is_local_only=is_local_only
    )
    return f"/sign-in/link/{secret}"


@pytest.fixture
def nobody(nobody: Client, house: House) -> Client:
    """A browser on the setting's tablet: elsewhere a link lets no staff in (tests/web/signin/test_devices.py)."""
    return house.at_tablet(nobody)


def test_the_first_sign_in_sets_a_password(house: House, nobody: Client) -> None:
    link = address(house)
    page = nobody.get(link)
    assert page.status_code == 200
    assert "Welcome, Priya Sunflower" in page.content.decode()
    assert page["Cache-Control"] == "no-store"
    assert page["Referrer-Policy"] == "same-origin"
    assert nobody.post(link, {"password": PASSWORD})["Location"] == "/"
    assert nobody.get("/today").status_code == 200
    assert Person.objects.get(pk=house.staff["Priya"].person_id).check_password(PASSWORD)
    assert AuditEvent.objects.get(event="session:started").details == {"way": "link"}


def test_looking_does_not_use_it_up(house: House) -> None:
    link = address(house)
    for _ in range(3):
        assert Client().get(link).status_code == 200
        assert Client().head(link).status_code == 200
    assert SignInLink.objects.get().used_at is None
    assert house.at_tablet(Client()).post(link, {"password": PASSWORD}).status_code == 302


def test_it_works_once(house: House, nobody: Client) -> None:
    link = address(house)
    nobody.post(link, {"password": PASSWORD})
    for again in (Client().get(link), Client().post(link, {"password": "four other words then"})):
        assert again.status_code == 403
        assert "used already" in again.content.decode()
    assert Person.objects.get(pk=house.staff["Priya"].person_id).check_password(PASSWORD)


@pytest.mark.parametrize("password", [None, "", "short", "qwertyuiop123"])
def test_a_weak_password_is_explained_and_the_link_still_works(
    password: str | None, house: House, nobody: Client
) -> None:
    link = address(house)
    response = nobody.post(link, {} if password is None else {"password": password})
    assert response.status_code == 422
    assert re.search(r'class="error-summary".*?<li>.*?\w.*?</li>', response.content.decode(), re.DOTALL)
    assert nobody.get("/today").status_code == 401
    assert nobody.post(link, {"password": PASSWORD}).status_code == 302


@pytest.mark.parametrize("secret", ["x", "é", "a" * 500, "%00", "..%2f..%2f"])
def test_a_link_that_never_was(secret: str, house: House, nobody: Client) -> None:
    for response in (nobody.get(f"/sign-in/link/{secret}"), nobody.post(f"/sign-in/link/{secret}", {"password": "x"})):
        assert response.status_code in {403, 404}


def test_an_expired_link_says_what_to_do(house: House, nobody: Client) -> None:
    response = nobody.get(address(house, lifetime=-DAY))
    assert response.status_code == 403
    assert "Ask the person who sent it" in response.content.decode()


class TestLocalOnly:
    """The example's links, printed on the screen of the machine itself, work from there and from nowhere else."""

    @pytest.mark.parametrize("source", ["127.0.0.1", "::1", "127.8.8.8"])
    def test_on_this_machine(self, source: str, house: House, nobody: Client) -> None:
        link = address(house, is_local_only=True)
        assert nobody.get(link, REMOTE_ADDR=source).status_code == 200
        assert nobody.post(link, REMOTE_ADDR=source)["Location"] == "/"
        assert nobody.get("/today").status_code == 200

    @pytest.mark.parametrize("source", ["192.0.2.1", "10.0.0.1", "::ffff:192.0.2.1", "2001:db8::1", "", "localhost"])
    def test_from_elsewhere(self, source: str, house: House, nobody: Client) -> None:
        link = address(house, is_local_only=True)
        assert nobody.get(link, REMOTE_ADDR=source).status_code == 403
        assert nobody.post(link, REMOTE_ADDR=source).status_code == 403
        assert SignInLink.objects.get().used_at is None

    @pytest.mark.parametrize(
        "headers",
        [
            {"X-Forwarded-For": "127.0.0.1"},
            {"X-Forwarded-For": ""},
            {"Forwarded": "for=127.0.0.1"},
            {"Via": "1.1 somewhere"},
            {"X-Real-IP": "192.0.2.1"},
            {"X-Forwarded-Host": "journal.example"},
        ],
        ids=lambda headers: next(iter(headers)),
    )
    @pytest.mark.parametrize("proxies", [0, 1])
    def test_through_a_proxy(
        self, headers: dict[str, str], proxies: int, house: House, nobody: Client, settings: Settings
    ) -> None:
        settings.TRUSTED_PROXIES = proxies
        link = address(house, is_local_only=True)
        assert nobody.get(link, headers=headers).status_code == 403
        assert nobody.post(link, headers=headers).status_code == 403


def test_a_link_for_somebody_of_two_settings_asks_for_no_password(house: House, hollies: House, nobody: Client) -> None:
    priya = house.staff["Priya"].person
    with in_setting(hollies.setting.pk):
        actions.admit_person(
            actor=hollies.system, full_name=priya.full_name, user_name=priya.user_name, role=Role.SENIOR
        )
    link = address(house)
    assert 'type="password"' not in nobody.get(link).content.decode()
    assert nobody.post(link, {"password": "chosen by somebody else"}).status_code == 302
    assert nobody.get("/today").status_code == 200
    assert not Person.objects.get(pk=priya.pk).has_usable_password()


def test_a_link_ends_the_session_of_whoever_was_signed_in_here(house: House) -> None:
    tablet = house.client("Sen")
    tablet.post(address(house, "Grace"), {"password": PASSWORD})
    assert tablet.get("/journal").status_code == 200
    assert tablet.get("/review").status_code == 403


@pytest.mark.django_db(transaction=True)
def test_a_link_sent_twice_at_once_lets_one_in(house: House) -> None:
    link = address(house)
    answers = at_once(
        house.setting.pk,
        *[lambda: house.at_tablet(Client()).post(link, {"password": PASSWORD}).status_code for _ in range(3)],
    )
    assert sorted(answers, key=str) == [302, 403, 403]
