"""Every gate leads on to where somebody was going, and none leads out of the house (ASVS 15.3.7)."""

import pyotp
import pytest
from django.conf import settings
from django.test import Client

from heartsease.domain.accounts import actions
from heartsease.domain.accounts.models import Membership, Person, Session
from heartsease.domain.policies import actions as policies
from heartsease.domain.policies.rules import Audience
from tests import links
from tests.cast import PASSWORD, House
from tests.pages import led_to
from tests.web.account.test_factors import codes_on, seed_on

HTML = {"Accept": "text/html"}
NEW = "eight yellow ducks swim"
ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/today",
    "///evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
    "/\t/evil.example",
    " //evil.example",
    "http:evil.example",
]


@pytest.fixture
def house(house: House) -> House:
    """Sunflower, where everybody of the staff has a password."""
    for membership in house.staff.values():
        membership.person.set_password(PASSWORD)
        membership.person.save(update_fields=["password"])
    return house


def stopped(client: Client, asked: str) -> str:
    """The whole address of the gate at which somebody is stopped."""
    response = client.get(asked, headers=HTML)
    assert response.status_code == 302
    return str(response["Location"])


def on_own_device(house: House, name: str) -> Client:
    membership = house.staff[name]
    made = actions.ask_for_device(membership=membership, browser="", source="")
    actions.answer_device(actor=house.system, device_id=made.device.pk, is_approved=True)
    Membership.objects.filter(pk=membership.pk).update(has_offsite_right=True)
    client = house.client(name)
    Session.objects.filter(person=membership.person).update(device=made.device)
    client.cookies[settings.DEVICE_COOKIE_NAME] = made.secret
    return client


def set_up_app(client: Client, gate: str) -> str:
    """Set up an app at the gate; the address behind "I have kept them"."""
    assert client.get(gate).status_code == 200
    seed = seed_on(client.post("/account/second/app"))
    page = client.post("/account/second/app", {"code": pyotp.TOTP(seed).now()})
    assert len(codes_on(page)) == 10
    return page.content.decode().split("data-leaves")[0].rsplit('href="', 1)[1].partition('"')[0]


def test_a_new_password_leads_on(house: House) -> None:
    priya = house.client("Priya")
    Person.objects.filter(pk=house.staff["Priya"].person_id).update(must_set_password=True)
    gate = stopped(priya, "/register")
    assert gate == "/account/password?next=%2Fregister"
    assert 'name="next" value="/register"' in priya.get(gate).content.decode()
    assert priya.post("/account/password", {"password": NEW, "next": "/register"})["Location"] == "/register"


def test_a_second_factor_leads_on_and_is_forgotten_then(house: House) -> None:
    owen = on_own_device(house, "Owen")
    gate = stopped(owen, "/children/?room=x")
    assert set_up_app(owen, gate) == "/children/?room=x"
    assert "next" not in owen.session


def test_without_a_gate_the_account_is_where_one_was(house: House) -> None:
    priya = house.client("Priya")
    assert set_up_app(priya, "/account/second?next=/register") == "/account/"
    assert priya.post("/account/password", {"password": NEW})["Location"] == "/account/"


def test_two_gates_one_after_the_other(house: House) -> None:
    agreement = policies.make_agreement(
        actor=house.actor("Maggie"), audience=Audience.STAFF, title="We agree", text="Nothing leaves this house."
    )
    priya = house.client("Priya")
    Person.objects.filter(pk=house.staff["Priya"].person_id).update(must_set_password=True)
    gate = stopped(priya, "/register")
    following = priya.post(gate, {"password": NEW})["Location"]
    gate = stopped(priya, following)
    assert gate == "/agreement?next=%2Fregister"
    assert priya.post(gate, {"version": agreement.pk})["Location"] == "/register"


def test_the_birth_date_leads_on(house: House) -> None:
    links.link(house, "Femi", "Amara")
    femi = house.client("Femi")
    asked = f"/journal/{house.children['Amara'].pk}"
    gate = stopped(femi, asked)
    assert led_to(femi.get(asked)) == "/journal/confirm"
    assert femi.post(gate, {"birth_date": "1.1.2001"}).status_code == 422
    answered = femi.post(gate, {"birth_date": str(house.children["Amara"].birth_date)}, follow=True)
    assert [where for where, _status in answered.redirect_chain][-1] == asked
    assert answered.status_code == 200


def test_nothing_that_was_asked_for_is_told_apart_by_its_gate(house: House) -> None:
    links.link(house, "Femi", "Amara")
    femi = house.client("Femi")
    for child in ("Amara", "Ben"):
        asked = f"/journal/{house.children[child].pk}"
        assert stopped(femi, asked) == f"/journal/confirm?next={asked.replace('/', '%2F')}"


def test_whoever_is_in_already_goes_on(house: House) -> None:
    priya = house.client("Priya")
    assert priya.get("/sign-in?next=/register")["Location"] == "/register"
    assert priya.get("/lock?next=/register")["Location"] == "/register"


@pytest.mark.parametrize("going", ELSEWHERE)
class TestOutOfTheHouse:
    """Wherever an address is carried, one of elsewhere is dropped."""

    def test_by_a_new_password(self, going: str, house: House) -> None:
        priya = house.client("Priya")
        Person.objects.filter(pk=house.staff["Priya"].person_id).update(must_set_password=True)
        assert "evil" not in priya.get("/account/password", {"next": going}).content.decode()
        assert priya.post("/account/password", {"password": NEW, "next": going})["Location"] == "/account/"

    def test_by_a_second_factor(self, going: str, house: House) -> None:
        owen = on_own_device(house, "Owen")
        owen.get("/account/second", {"next": going})
        assert "next" not in owen.session
        assert set_up_app(owen, "/account/second") == "/account/"

    def test_by_a_birth_date(self, going: str, house: House) -> None:
        links.link(house, "Femi", "Amara")
        femi = house.client("Femi")
        sent = {"birth_date": str(house.children["Amara"].birth_date), "next": going}
        assert femi.post("/journal/confirm", sent)["Location"] == "/journal/confirm"
        assert femi.get("/journal/confirm", {"next": going})["Location"] == "/journal"

    def test_by_being_in_already(self, going: str, house: House) -> None:
        priya = house.client("Priya")
        assert priya.get("/sign-in", {"next": going})["Location"] == "/"
        assert priya.get("/lock", {"next": going})["Location"] == "/"

    def test_by_a_password(self, going: str, house: House) -> None:
        person = house.staff["Priya"].person
        client = house.at_tablet(Client())
        sent = {"user_name": person.user_name, "password": PASSWORD, "next": going}
        assert client.post("/sign-in", sent)["Location"] == "/"
