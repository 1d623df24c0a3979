"""What goes with every answer: nothing is kept, framed, sniffed or fetched from elsewhere (ASVS 3.3, 3.4, 14.3.2)."""

import datetime as dt
import runpy
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

import heartsease
from heartsease.domain.accounts import actions as accounts
from heartsease.kernel.ids import new_id
from heartsease.web.templatetags.heartsease import asset
from tests.cast import PASSWORD, House
from tests.entries import drafted, photo_ids, published
from tests.pages import Response
from tests.web.family.making import write_at_home

HTML = {"Accept": "text/html"}
POLICY = {
    "default-src": {"'none'"},
    "script-src": {"'self'"},
    "style-src": {"'self'"},
    "img-src": {"'self'", "blob:"},
    "font-src": {"'self'"},
    "connect-src": {"'self'"},
    "media-src": {"'self'", "blob:"},
    "manifest-src": {"'self'"},
    "form-action": {"'self'"},
    "base-uri": {"'none'"},
    "frame-ancestors": {"'none'"},
    "object-src": {"'none'"},
}
OF_EVERY_ANSWER = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=(), browsing-topics=()",
    "Cache-Control": "no-store",
}


def policy_of(response: Response) -> dict[str, set[str]]:
    """The content security policy as sets of sources by directive."""
    parts = [part.split() for part in response["Content-Security-Policy"].split(";") if part.strip()]
    assert len({part[0] for part in parts}) == len(parts), "of two of the same directive the second is ignored"
    return {part[0]: set(part[1:]) for part in parts}


def test_every_answer_carries_them_all(house: House, nobody: Client) -> None:
    entry = published(house, "Priya", "Amara")
    asked: list[tuple[Client, str, int]] = [
        (nobody, "/sign-in", 200),
        (nobody, "/today", 302),
        (nobody, "/nowhere", 404),
        (nobody, "/sign-in/link/nothing", 403),
        (house.client("Priya"), "/today", 200),
        (house.client("Priya"), f"/observations/{entry.pk}", 200),
        (house.client("Priya"), f"/children/{house.children['Amara'].pk}/record", 200),
        (house.client("Priya"), f"/observations/{new_id()}", 404),
        (house.client("Priya"), "/manage/", 403),
        (house.client("Maggie"), "/manage/style", 200),
        (house.client("Grace"), "/journal", 200),
        (house.client("Priya"), "/sign-out", 405),
    ]
    for client, address, status in asked:
        response = client.get(address, headers=HTML)
        assert response.status_code == status, address
        assert policy_of(response) == POLICY, address
        assert {name: response[name] for name in OF_EVERY_ANSWER} == OF_EVERY_ANSWER, address
        assert "Server" not in response
        assert len(response["X-Request-Id"]) == 16


def test_compiled_code_runs_where_photographs_are_taken_and_nowhere_else(house: House) -> None:
    client = house.client("Priya")
    widened = {**POLICY, "script-src": {"'self'", "'wasm-unsafe-eval'"}, "worker-src": {"'self'"}}
    assert policy_of(client.get("/capture", headers=HTML)) == widened
    entry = drafted(house, "Priya", "Amara")
    assert policy_of(client.get(f"/capture/{entry.pk}", headers=HTML)) == widened
    assert policy_of(client.get("/today", headers=HTML)) == POLICY
    grace, at_home = house.client("Grace"), write_at_home(house, "Grace", "Amara")
    for page in ("/from-home/new", f"/from-home/{at_home.pk}"):
        assert policy_of(grace.get(page, headers=HTML)) == widened
    for page in ("/from-home", "/journal"):
        assert policy_of(grace.get(page, headers=HTML)) == POLICY


def test_the_worker_that_finds_faces_reaches_only_our_own_files(nobody: Client, db: None) -> None:
    response = nobody.get(asset("finder.js"))
    assert policy_of(response) == {
        "default-src": {"'none'"},
        "script-src": {"'self'", "'wasm-unsafe-eval'"},
        "connect-src": {"'self'"},
    }


def test_a_form_that_is_refused_carries_them_too(house: House) -> None:
    client = Client(enforce_csrf_checks=True, headers=HTML)
    response = client.post("/sign-in", {"user_name": "x", "password": "x"})
    assert response.status_code == 403
    assert policy_of(response) == POLICY
    assert response["X-Frame-Options"] == "DENY"


def test_a_picture_can_do_nothing_but_be_seen(house: House) -> None:
    entry = published(house, "Priya", "Amara", photos=1)
    address = reverse("photo", args=[photo_ids(entry)[0], "small"])
    for name, kept in (("Priya", "no-store"), ("Grace", "private, no-cache")):
        response = house.client(name).get(address)
        assert policy_of(response) == {"sandbox": set(), "default-src": {"'none'"}}
        assert (response["Cache-Control"], response["X-Content-Type-Options"]) == (kept, "nosniff")
        assert response["X-Frame-Options"] == "DENY"
        assert response["Content-Disposition"].startswith("inline")


def test_a_number_that_is_new_for_each_request(nobody: Client, db: None) -> None:
    numbers = {nobody.get("/sign-in", headers={"X-Request-Id": "chosen"})["X-Request-Id"] for _ in range(20)}
    assert len(numbers) == 20
    assert "chosen" not in numbers


@pytest.fixture
def with_tls(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> dict[str, Any]:
    """The settings as they are when people reach the journal by https."""
    monkeypatch.setenv("HEARTSEASE_TLS", "yes")
    fresh = runpy.run_path(str(Path(heartsease.__file__).parent / "config" / "settings.py"))
    changed = {
        name: value
        for name, value in fresh.items()
        if name.startswith(("SESSION_COOKIE", "DEVICE_COOKIE", "CSRF_COOKIE", "SECURE_", "SESSION_EXPIRE"))
    }
    for name, value in changed.items():
        setattr(settings, name, value)
    return changed


def sign_in(house: House, client: Client, *, secure: bool) -> Response:
    person = house.staff["Priya"].person
    person.set_password(PASSWORD)
    person.save()
    house.at_tablet(client)
    client.get("/sign-in", secure=secure)
    return client.post("/sign-in", {"user_name": person.user_name, "password": PASSWORD}, secure=secure)


def test_cookies_and_transport_with_tls(house: House, with_tls: dict[str, Any]) -> None:
    client = Client()
    response = sign_in(house, client, secure=True)
    assert response.status_code == 302
    assert set(client.cookies) == {"__Host-heartsease", "__Host-csrf", "__Host-device"}
    del client.cookies["__Host-device"]  # put there by the test; tests/web/signin/test_devices.py looks at a real one
    for cookie in client.cookies.values():
        # What the prefix asks of a cookie: otherwise the browser drops it.
        assert (cookie["secure"], cookie["path"], cookie["domain"]) == (True, "/", "")
        assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    house.at_tablet(client)
    assert client.get("/today", secure=True).status_code == 200
    hsts = client.get("/today", secure=True)["Strict-Transport-Security"]
    assert hsts == "max-age=31536000; includeSubDomains"


def test_cookies_of_the_example_on_this_machine(house: House) -> None:
    client = Client()
    response = sign_in(house, client, secure=False)
    assert "Strict-Transport-Security" not in response
    for name in ("heartsease", "csrf"):
        assert (client.cookies[name]["httponly"], client.cookies[name]["samesite"]) == (True, "Lax")
    session = client.cookies["heartsease"]
    assert (session["max-age"], session["expires"]) == ("", ""), "it ends with the browser"


def test_a_child_that_is_remembered_is_no_lesser_cookie(house: House, with_tls: dict[str, Any]) -> None:
    secret = accounts.make_sign_in_link(
        actor=house.system, membership=house.family["Grace"], lifetime=dt.timedelta(days=1)
    )
    client = Client()
    client.post(f"/sign-in/link/{secret}", {"password": PASSWORD}, secure=True)
    client.get(f"/journal/{house.children['Kofi'].pk}", secure=True)
    [cookie] = [one for name, one in client.cookies.items() if name.endswith("-child")]
    assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Lax")
    assert cookie.key.startswith("__Host-")


def test_another_host_is_refused(house: House) -> None:
    response = house.client("Priya").get("/today", HTTP_HOST="journal.evil.example")
    assert response.status_code == 400


def test_nothing_of_the_journal_is_public(house: House, nobody: Client) -> None:
    """No address outside the views leads to the photo folder, whatever somebody types."""
    entry = published(house, "Priya", "Amara", photos=1)
    [photo_id] = photo_ids(entry)
    shard = f"{photo_id.hex[-4:-2]}/{photo_id.hex[-2:]}/{photo_id}/small-1-plain.webp"
    for place in (
        "photos",
        "media",
        "static",
        "static/../photos",
        "static/%2e%2e/photos",
        "static/build/..%2f..%2fphotos",
    ):
        for client in (nobody, house.client("Maggie")):
            response = client.get(f"/{place}/{shard}")
            assert response.status_code == 404, place
