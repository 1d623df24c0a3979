"""Changing the password: with the present one, or as the gate after somebody may know it."""

import datetime as dt

import pytest
from django.conf import settings
from django.test import Client

from heartsease.domain.access.permissions import Role
from heartsease.domain.access.scope import in_setting
from heartsease.domain.accounts import actions
from heartsease.domain.accounts.models import Membership, Person, Session
from tests.cast import PASSWORD, House
from tests.pages import led_to, problem, text_of
from tests.web.account.asking import HTML, Browser, person, sessions

NEW = "eight yellow ducks swim"
DAY = dt.timedelta(days=1)


def sign_in(house: House, client: Client, name: str, password: str = PASSWORD) -> str:
    """Where somebody is led who signs in on the tablet."""
    house.at_tablet(client)
    response = client.post("/sign-in", {"user_name": person(house, name).user_name, "password": password})
    return str(response.headers.get("Location", response.status_code))


def test_every_other_sign_in_ends_and_this_one_lives(house: House, nobody: Client) -> None:
    other, here, owen = house.client("Priya"), house.client("Priya"), house.client("Owen")
    key = here.cookies[settings.SESSION_COOKIE_NAME].value
    response = here.post("/account/password", {"password": NEW}, follow=True)
    assert response.redirect_chain == [("/account/", 302)]
    assert "Your new password holds from now on" in text_of(response)
    assert here.cookies[settings.SESSION_COOKIE_NAME].value != key
    assert (other.get("/today").status_code, here.get("/today").status_code) == (401, 200)
    assert owen.get("/today").status_code == 200
    assert sign_in(house, Client(), "Priya") == "422"
    assert sign_in(house, nobody, "Priya", NEW) == "/"


def test_a_stolen_cookie_of_before_is_worth_nothing(house: House) -> None:
    here = house.client("Priya")
    thief = house.at_tablet(Client())
    thief.cookies[settings.SESSION_COOKIE_NAME] = here.cookies[settings.SESSION_COOKIE_NAME].value
    here.post("/account/password", {"password": NEW})
    assert thief.get("/today").status_code == 401


def test_what_the_sign_in_had_it_keeps(house: House, on_own_device: Browser) -> None:
    client = on_own_device("Owen")
    Session.objects.update(has_second_factor=True)
    client.post("/account/password", {"password": NEW})
    row = sessions(house, "Owen")[0]
    assert (row.has_second_factor, row.device is not None, row.way) == (True, True, "password")
    assert client.get("/today").status_code == 200


def test_a_shared_computer_stays_one(house: House) -> None:
    client = house.client("Grace")
    Session.objects.update(is_on_shared_computer=True)
    client.post("/account/password", {"password": NEW})
    assert sessions(house, "Grace")[0].is_on_shared_computer


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("", "Choose a password."),
        ("short", "too short"),
        ("password1234", "too common"),
        ("Priya Sunflower", "too similar"),
        (PASSWORD, "This is your present password."),
        ("x" * 1001, "at most 1000 characters"),
    ],
)
def test_each_limit_speaks(house: House, password: str, sentence: str) -> None:
    client = house.client("Priya")
    response = client.post("/account/password", {"password": password})
    assert response.status_code == 422
    assert sentence in problem(response)
    assert client.get("/today").status_code == 200
    assert person(house, "Priya").check_password(PASSWORD)


def test_an_old_sign_in_gives_the_present_one_on_the_same_page(house: House, stale: Browser) -> None:
    client = stale("Priya")
    assert 'name="password_again"' in text_of(client.get("/account/password"))
    assert 'name="password_again"' not in text_of(house.client("Priya").get("/account/password"))
    response = client.post("/account/password", {"password": NEW, "password_again": "wrong"})
    assert response.status_code == 422
    assert "That is not your password." in text_of(response)
    assert person(house, "Priya").check_password(PASSWORD)
    response = client.post("/account/password", {"password": NEW, "password_again": PASSWORD})
    assert response.headers["Location"] == "/account/"
    assert person(house, "Priya").check_password(NEW)


class TestTheGate:
    @pytest.fixture
    def priya(self, house: House, nobody: Client) -> Client:
        """Priya, who has said that somebody may know, and has signed in once more."""
        actions.report_login_known(actor=house.signed_in("Priya"))
        assert sign_in(house, nobody, "Priya") == "/"
        return nobody

    def test_every_page_leads_to_it(self, priya: Client) -> None:
        for page in ("/", "/today", "/account/", "/account/pin"):
            assert led_to(priya.get(page, headers=HTML)) == "/account/password"
        page = text_of(priya.get("/account/password"))
        assert "Somebody may know your present password" in page

    def test_no_more_is_asked_than_the_sign_in_that_has_just_begun(self, house: House, priya: Client) -> None:
        Session.objects.update(proved_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
        assert 'name="password_again"' not in text_of(priya.get("/account/password"))
        assert priya.post("/account/password", {"password": NEW}).headers["Location"] == "/account/"
        assert priya.get("/today").status_code == 200
        assert not person(house, "Priya").must_set_password

    def test_the_same_again_is_refused(self, priya: Client) -> None:
        assert "somebody may know" in problem(priya.post("/account/password", {"password": PASSWORD}))
        assert led_to(priya.get("/today", headers=HTML)) == "/account/password"

    def test_a_sign_in_without_a_password_does_not_pass_it(self, house: House) -> None:
        """By PIN, badge or a link: whoever sits there has not shown that the account is theirs."""
        client = house.client("Priya", proved=False)
        Person.objects.update(must_set_password=True)
        assert client.post("/account/password", {"password": NEW}).status_code == 403
        assert person(house, "Priya").check_password(PASSWORD)


class TestLinks:
    """A link is made by one setting; the password opens every setting of a person."""

    @pytest.fixture
    def at_hollies(self, house: House, hollies: House) -> Membership:
        """Priya of Sunflower, a parent at the Hollies too."""
        priya = person(house, "Priya")
        with in_setting(hollies.setting.pk):
            return actions.admit_person(
                actor=hollies.actor("Hazel"), full_name=priya.full_name, user_name=priya.user_name, role=Role.PARENT
            )

    def come_in(self, house: House, membership: Membership, client: Client, **fields: str) -> str:
        with in_setting(membership.setting_id):
            secret = actions.make_sign_in_link(actor=house.system, membership=membership, lifetime=DAY)
        return str(client.post(f"/sign-in/link/{secret}", fields).headers.get("Location"))

    def test_a_link_that_chose_the_password_is_as_good_as_it(self, house: House, nobody: Client) -> None:
        self.come_in(house, house.staff["Priya"], house.at_tablet(nobody), password=NEW)
        assert nobody.post("/account/password", {"password": PASSWORD}).headers["Location"] == "/account/"

    @pytest.mark.usefixtures("at_hollies")
    @pytest.mark.parametrize(
        ("page", "fields"),
        [
            ("/account/password", {"password": NEW}),
            ("/account/email", {"email": "thief@example.org"}),
            ("/account/second", {}),
            ("/account/second/app", {"code": "123456"}),
            ("/account/second/passkey", {}),
            ("/account/pin", {}),
        ],
    )
    def test_any_other_link_is_no_proof(self, house: House, nobody: Client, page: str, fields: dict[str, str]) -> None:
        """Otherwise whoever admits Priya here could take over her account there."""
        assert self.come_in(house, house.staff["Priya"], house.at_tablet(nobody)) == "/"
        response = nobody.post(page, fields)
        assert response.status_code == 403
        assert 'name="password_again"' in text_of(response)
        assert person(house, "Priya").check_password(PASSWORD)

    def test_a_link_opens_one_membership_and_no_other(
        self, house: House, nobody: Client, at_hollies: Membership
    ) -> None:
        """On a device that Sunflower does not know the link lets nobody in; it must not let them in elsewhere."""
        response = self.come_in(house, house.staff["Priya"], nobody)
        assert response == "None"
        assert str(at_hollies.pk) not in text_of(nobody.get("/sign-in/choose"))
        nobody.post("/sign-in/choose", {"membership": str(at_hollies.pk)})
        assert not Session.objects.filter(membership=at_hollies).exists()
        assert nobody.get("/account/").status_code == 401


def test_whoever_has_none_is_told_so(house: House) -> None:
    owen = person(house, "Owen")
    owen.set_unusable_password()
    owen.save()
    house.staff["Owen"].person = owen
    client = house.client("Owen")
    assert "without a password" in text_of(client.get("/account/password"))
    assert client.post("/account/password", {"password": NEW}).status_code == 403
    Session.objects.update(proved_at=None)
    response = client.post("/account/password", {"password": NEW})
    assert response.status_code == 403
    assert "without one" in text_of(response)
    assert not person(house, "Owen").has_usable_password()
