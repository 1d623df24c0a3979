"""Coming in with name and password, as what, and going out."""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import Settings

from heartsease.domain.access.permissions import Role
from heartsease.domain.accounts import actions as accounts
from heartsease.domain.accounts.models import Person, Session, SignInFailure
from heartsease.domain.audit.models import AuditEvent
from heartsease.web.requests import source_address
from tests.cast import PASSWORD, House
from tests.pages import Response, problem
from tests.tampering import forget_trace

HTML = {"Accept": "text/html"}


@pytest.fixture(autouse=True)
def passwords(house: House) -> Iterator[None]:
    """Everybody has the same password."""
    Person.objects.update(password=_hashed())
    for membership in (*house.staff.values(), *house.family.values()):
        membership.person.refresh_from_db()
    yield


def _hashed() -> str:
    person = Person()
    person.set_password(PASSWORD)
    return person.password


def sign_in(client: Client, house: House, name: str, password: str = PASSWORD, **more: str) -> Response:
    membership = house.staff.get(name) or house.family[name]
    address, headers = more.pop("address", "/sign-in"), {"REMOTE_ADDR": more.pop("source", "192.0.2.1")}
    if membership.is_staff:
        house.at_tablet(client)
    fields = {"user_name": membership.person.user_name, "password": password} | more
    return client.post(address, fields, **headers)  # type: ignore[arg-type]  # WSGI's variables


def session_key(client: Client) -> str:
    cookie = client.cookies.get(settings.SESSION_COOKIE_NAME)
    return cookie.value if cookie else ""


@pytest.mark.parametrize(("name", "first_page"), [("Priya", "/today"), ("Grace", "/journal"), ("Maggie", "/today")])
def test_everybody_comes_to_their_own_first_page(name: str, first_page: str, house: House, nobody: Client) -> None:
    response = sign_in(nobody, house, name)
    assert (response.status_code, response["Location"]) == (302, "/")
    response = nobody.get("/")
    assert (response.status_code, response["Location"]) == (302, first_page)
    assert nobody.get(first_page).status_code == 200


def test_a_known_and_an_unknown_name_hear_the_same(house: House, nobody: Client) -> None:
    known = sign_in(nobody, house, "Priya", "wrong")
    unknown = sign_in(nobody, house, "Priya", PASSWORD, user_name="nobody.at.all")
    assert known.status_code == unknown.status_code == 422
    assert problem(known) == problem(unknown) == "The user name or the password is not right."
    for response in (known, unknown):
        assert session_key(nobody) == ""
        assert "wrong" not in response.content.decode()
    typed = unescape(unknown.content.decode())
    assert 'value="nobody.at.all"' in typed
    assert PASSWORD not in typed


@pytest.mark.parametrize("fields", [{}, {"user_name": "", "password": ""}, {"user_name": "x"}, {"password": "x"}])
def test_what_is_missing_is_said(fields: dict[str, str], nobody: Client) -> None:
    response = nobody.post("/sign-in", fields)
    assert response.status_code == 422
    assert problem(response)
    assert not SignInFailure.objects.exists()


@pytest.mark.parametrize("text", ["\x00", "x" * 10_000, "\u202eevil", "👩🏽‍🎨" * 50, "' OR 1=1 --"])
def test_odd_names_and_passwords_are_just_wrong(text: str, nobody: Client) -> None:
    for fields in ({"user_name": text, "password": text}, {"user_name": "x", "password": text}):
        response = nobody.post("/sign-in", fields)
        assert response.status_code == 422
        assert problem(response)


def test_guessing_makes_the_source_wait_and_nobody_else(house: House, nobody: Client) -> None:
    for _ in range(5):
        assert "not right" in problem(sign_in(nobody, house, "Priya", "wrong"))
    assert "wait 15 minutes" in problem(sign_in(nobody, house, "Priya"))
    assert sign_in(Client(), house, "Sen").status_code == 302
    assert sign_in(Client(), house, "Priya", source="198.51.100.1").status_code == 302


def test_a_forged_header_is_no_other_source(house: House, nobody: Client) -> None:
    for number in range(5):
        nobody.post(
            "/sign-in",
            {"user_name": house.staff["Priya"].person.user_name, "password": "wrong"},
            headers={"X-Forwarded-For": f"203.0.113.{number}"},
        )
    assert SignInFailure.objects.values("source").distinct().count() == 1


@pytest.mark.parametrize(
    ("proxies", "forwarded", "source"),
    [
        (0, "203.0.113.5", "192.0.2.1"),
        (1, "203.0.113.5", "203.0.113.5"),
        (1, "6.6.6.6, 203.0.113.5", "203.0.113.5"),
        (2, "6.6.6.6, 203.0.113.5, 10.0.0.1", "203.0.113.5"),
        (2, "203.0.113.5", "192.0.2.1"),
        (1, "", "192.0.2.1"),
        (1, " , ", "192.0.2.1"),
        (1, "x" * 900, "x" * 45),
    ],
)
def test_the_address_is_read_as_many_hops_back_as_there_are_proxies(proxies: int, forwarded: str, source: str) -> None:
    meta = {"REMOTE_ADDR": "192.0.2.1", "HTTP_X_FORWARDED_FOR": forwarded}
    assert source_address(meta, proxies) == source


def test_a_session_begins_with_a_new_key(house: House, nobody: Client) -> None:
    planted = house.client("Stu")
    before = session_key(planted)
    house.at_tablet(nobody).cookies[settings.SESSION_COOKIE_NAME] = before
    assert nobody.get("/sign-in")["Location"] == "/"
    planted.post("/sign-out")
    assert planted.get("/today").status_code == 401
    nobody.cookies[settings.SESSION_COOKIE_NAME] = "fixed0by0an0attacker0000000000000"
    sign_in(nobody, house, "Priya")
    assert session_key(nobody) not in {"", before, "fixed0by0an0attacker0000000000000"}
    assert nobody.get("/today").status_code == 200
    assert Client(headers=HTML).get("/today").status_code == 302


def test_coming_in_and_going_out_are_traced(house: House, nobody: Client) -> None:
    forget_trace()
    sign_in(nobody, house, "Priya")
    nobody.post("/sign-out")
    begun, ended = AuditEvent.objects.all()
    assert (begun.event, begun.details, begun.source) == ("session:started", {"way": "password"}, "192.0.2.1")
    assert ended.event == "session:ended"
    assert {begun.membership_id, ended.membership_id} == {house.staff["Priya"].pk}
    assert begun.request_id
    assert begun.request_id != ended.request_id


def test_signing_out_ends_the_session_on_the_server(house: House, nobody: Client) -> None:
    sign_in(nobody, house, "Priya")
    key = session_key(nobody)
    response = nobody.post("/sign-out")
    assert (response.status_code, response["Location"]) == (302, "/lock")
    assert response["Clear-Site-Data"] == '"cache"'
    assert not Session.objects.exists()
    thief = house.at_tablet(Client(headers=HTML))
    thief.cookies[settings.SESSION_COOKIE_NAME] = key
    assert thief.get("/today")["Location"].startswith("/lock")


def test_signing_out_on_a_device_of_ones_own_says_so(house: House, nobody: Client) -> None:
    sign_in(nobody, house, "Grace")
    assert nobody.post("/sign-out")["Location"] == "/sign-in"
    assert "signed out" in nobody.get("/sign-in").content.decode()


def test_signing_out_without_a_session_is_no_error(nobody: Client) -> None:
    assert nobody.post("/sign-out").status_code == 302
    assert nobody.get("/sign-out").status_code == 405


def test_access_ends_with_the_next_request(house: House) -> None:
    priya = house.client("Priya")
    assert priya.get("/today").status_code == 200
    accounts.end_membership(actor=house.actor("Maggie"), membership_id=house.staff["Priya"].pk)
    assert priya.get("/today", headers=HTML)["Location"].startswith("/lock")
    assert priya.get("/today").status_code == 401
    assert "access has ended" in sign_in(Client(), house, "Priya").content.decode()


def test_an_account_that_is_closed_ends_too(house: House) -> None:
    priya = house.client("Priya")
    Person.objects.filter(pk=house.staff["Priya"].person_id).update(is_active=False)
    assert priya.get("/today").status_code == 401
    assert sign_in(Client(), house, "Priya").status_code == 422


def test_a_changed_password_ends_every_session(house: House, nobody: Client) -> None:
    sign_in(nobody, house, "Priya")
    person = house.staff["Priya"].person
    person.set_password("another four words here")
    person.save(update_fields=["password"])
    assert nobody.get("/today").status_code == 401
    assert not Session.objects.filter(person=person).exists()


class TestSeveralMemberships:
    """A session is exactly one of the things that a person is."""

    @pytest.fixture(autouse=True)
    def priya_is_a_parent_too(self, house: House) -> None:
        person = house.staff["Priya"].person
        house.family["Priya"] = accounts.admit_person(
            actor=house.system, full_name=person.full_name, user_name=person.user_name, role=Role.PARENT
        )

    def test_choosing(self, house: House, nobody: Client) -> None:
        assert sign_in(nobody, house, "Priya")["Location"] == "/sign-in/choose"
        page = nobody.get("/sign-in/choose").content.decode()
        assert "Practitioner · Sunflower" in page
        assert "Parent or carer · Sunflower" in page
        assert nobody.get("/today").status_code == 401
        before = session_key(nobody)
        assert nobody.post("/sign-in/choose", {"membership": house.family["Priya"].pk}).status_code == 302
        assert session_key(nobody) != before
        assert nobody.get("/journal").status_code == 200
        assert nobody.get("/today").status_code == 403

    @pytest.mark.parametrize("wanted", ["", "nonsense", "\x00", "{sen}"])
    def test_only_own_ones_can_be_chosen(self, wanted: str, house: House, nobody: Client) -> None:
        sign_in(nobody, house, "Priya")
        nobody.post("/sign-in/choose", {"membership": wanted.replace("{sen}", str(house.staff["Sen"].pk))})
        assert nobody.get("/today").status_code == 401

    def test_where_they_were_going_is_kept_whole(self, house: House, nobody: Client) -> None:
        going = "/register?day=2026-03-01&x=a b"
        assert sign_in(nobody, house, "Priya", next=going)["Location"] == "/sign-in/choose"
        answer = nobody.post("/sign-in/choose", {"membership": house.staff["Priya"].pk})["Location"]
        assert answer.replace("%20", " ") == going

    def test_a_password_that_changes_meanwhile_ends_the_choosing(self, house: House, nobody: Client) -> None:
        sign_in(nobody, house, "Priya")
        person = house.staff["Priya"].person
        person.set_password("another four words here")
        person.save(update_fields=["password"])
        assert nobody.get("/sign-in/choose")["Location"] == "/sign-in"
        nobody.post("/sign-in/choose", {"membership": house.staff["Priya"].pk})
        assert nobody.get("/today").status_code == 401

    def test_one_that_ended_is_not_offered(self, house: House, nobody: Client) -> None:
        accounts.end_membership(actor=house.actor("Maggie"), membership_id=house.family["Priya"].pk)
        assert sign_in(nobody, house, "Priya")["Location"] == "/"

    def test_nobody_chooses_without_a_password(self, nobody: Client) -> None:
        assert nobody.get("/sign-in/choose")["Location"] == "/sign-in"


@pytest.mark.parametrize("going", ["/today", "/register?day=2026-01-01", "/review#top"])
def test_where_somebody_was_going(going: str, house: House, nobody: Client) -> None:
    asked, _hash, _place = going.partition("#")
    response = nobody.get(going, headers=HTML)
    assert parse_qs(urlsplit(response["Location"]).query)["next"] == [asked]
    page = nobody.get(response["Location"]).content.decode()
    assert f'name="next" value="{asked}"' in unescape(page)
    assert sign_in(nobody, house, "Priya", next=going)["Location"] == going


@pytest.mark.parametrize(
    "going",
    [
        "https://evil.example/",
        "//evil.example/today",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "http:evil.example",
        " //evil.example",
        "\t//evil.example",
        "/\t/evil.example",
        "//[",
        "/sign-in",
        "/sign-in?next=/sign-in",
        "nonsense",
        "today",
        "sign-out",
        "?x=1",
        "\x00",
        "",
    ],
)
def test_nobody_is_sent_out_of_the_house(going: str, house: House, nobody: Client) -> None:
    assert nobody.get("/sign-in", {"next": going}).status_code == 200
    response = sign_in(nobody, house, "Priya", next=going)
    assert (response.status_code, response["Location"]) == (302, "/")


def test_who_is_signed_in_already_goes_home(house: House) -> None:
    assert house.client("Priya").get("/sign-in")["Location"] == "/"


def test_somebody_not_signed_in_gets_no_page_and_scripts_no_redirect(house: House, nobody: Client) -> None:
    assert nobody.get("/today", headers=HTML).status_code == 302
    assert nobody.post("/register/nothing", headers=HTML).status_code == 404
    data = nobody.get("/today", headers={"Accept": "application/json"})
    assert (data.status_code, data["Cache-Control"]) == (401, "no-store")
    part = nobody.get("/today", headers={"HX-Request": "true"})
    assert part.status_code == 401
    assert part["HX-Redirect"].startswith("/sign-in?next=")
    assert nobody.post(f"/capture/{house.rooms['Oaks'].pk}/send", headers=HTML)["Location"] == "/sign-in"


def test_a_form_from_elsewhere_is_refused_with_a_sentence(house: House) -> None:
    client = Client(enforce_csrf_checks=True)
    response = sign_in(client, house, "Priya")
    assert response.status_code == 403
    assert "open for too long" in response.content.decode()
    assert session_key(client) == ""
    page = client.get("/sign-in").content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(.+?)"', page)
    assert token is not None
    assert sign_in(client, house, "Priya", csrfmiddlewaretoken=token[1]).status_code == 302


def test_a_token_from_before_signing_in_is_worth_nothing_after(house: House) -> None:
    client = Client(enforce_csrf_checks=True)
    page = client.get("/sign-in").content.decode()
    found = re.search(r'name="csrfmiddlewaretoken" value="(.+?)"', page)
    assert found is not None
    assert sign_in(client, house, "Priya", csrfmiddlewaretoken=found[1]).status_code == 302
    assert client.post("/sign-out", {"csrfmiddlewaretoken": found[1]}).status_code == 403


def test_the_maintainer_finds_no_child(house: House, settings: Settings) -> None:
    house.staff["Max"] = accounts.admit_person(
        actor=house.system, full_name="Max Mender", user_name="max", role=Role.MAINTAINER
    )
    client = house.client("Max")
    page = client.get("/")
    assert page.status_code == 200
    for name in house.children:
        assert name not in page.content.decode()
    assert client.get("/today").status_code == 403
