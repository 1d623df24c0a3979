"""From which browser staff come in: the setting's tablets, an approved device of their own, and nothing else (G6)."""

import datetime as dt
import re
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from heartsease.domain.accounts import actions
from heartsease.domain.accounts.models import Device, EnrolmentCode, Membership, Person, Session
from heartsease.domain.audit.models import AuditEvent
from heartsease.kernel import clock
from tests.cast import PASSWORD, House
from tests.pages import Response, led_to, problem

HTML = {"Accept": "text/html"}


@pytest.fixture(autouse=True)
def passwords(house: House) -> Iterator[None]:
    """Everybody has the same password."""
    person = Person()
    person.set_password(PASSWORD)
    Person.objects.update(password=person.password)
    for membership in (*house.staff.values(), *house.family.values()):
        membership.person.refresh_from_db()
    yield


@pytest.fixture
def stranger() -> Client:
    """A browser that nobody knows."""
    return Client(headers=HTML)


def sign_in(client: Client, house: House, name: str, **more: str) -> Response:
    person = (house.staff.get(name) or house.family[name]).person
    return client.post("/sign-in", {"user_name": person.user_name, "password": PASSWORD, **more})


def sees_nothing(client: Client, house: House) -> None:
    for address in ("/today", "/children/", f"/children/{house.children['Amara'].pk}", "/account/", "/manage/"):
        assert client.get(address).status_code in {302, 404}, address
    assert not Session.objects.filter(membership__isnull=False).exists()


def give_offsite_right(house: House, name: str) -> None:
    Membership.objects.filter(pk=house.staff[name].pk).update(has_offsite_right=True)


def approve(house: House) -> None:
    actions.answer_device(actor=house.actor("Maggie"), device_id=Device.objects.get(kind="own").pk, is_approved=True)


@pytest.mark.parametrize("name", ["Maggie", "Sen", "Priya", "Stu"])
def test_the_right_password_elsewhere_shows_no_child(name: str, house: House, stranger: Client) -> None:
    response = sign_in(stranger, house, name)
    assert response.status_code == 403
    assert "tablets" in response.content.decode()
    for child in house.children:
        assert child not in response.content.decode()
    sees_nothing(stranger, house)
    assert stranger.post("/sign-in/device", {"membership": house.staff[name].pk}).status_code == 404
    assert not Device.objects.filter(kind="own").exists()


def test_whoever_may_work_away_asks_and_waits(house: House, stranger: Client) -> None:
    give_offsite_right(house, "Priya")
    page = sign_in(stranger, house, "Priya")
    assert "Ask for this device" in page.content.decode()
    assert stranger.post("/sign-in/device", {"membership": house.staff["Priya"].pk})["Location"] == "/sign-in/device"
    device = Device.objects.get(kind="own")
    assert (device.state, device.owner) == ("waiting", house.staff["Priya"].person)
    waiting = stranger.get("/sign-in/device").content.decode()
    assert device.compare_code in waiting
    cookie = stranger.cookies[settings.DEVICE_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert cookie.value not in str(list(Device.objects.values()))
    sees_nothing(stranger, house)
    assert sign_in(stranger, house, "Priya").status_code == 403
    sees_nothing(stranger, house)


def test_an_approved_device_asks_for_a_second_factor_before_anything_else(house: House, stranger: Client) -> None:
    give_offsite_right(house, "Priya")
    sign_in(stranger, house, "Priya")
    stranger.post("/sign-in/device", {"membership": house.staff["Priya"].pk})
    approve(house)
    assert sign_in(stranger, house, "Priya")["Location"] == "/"
    for address in ("/today", "/children/", "/"):
        assert led_to(stranger.get(address)) == reverse("account-factors")
    assert stranger.get("/today", headers={"Accept": "application/json"}).status_code == 401
    Session.objects.update(has_second_factor=True)
    assert stranger.get("/today").status_code == 200
    Membership.objects.filter(pk=house.staff["Priya"].pk).update(has_offsite_right=False)
    assert stranger.get("/today")["Location"].startswith("/sign-in")


def test_a_refused_device_says_so(house: House, stranger: Client) -> None:
    give_offsite_right(house, "Priya")
    sign_in(stranger, house, "Priya")
    stranger.post("/sign-in/device", {"membership": house.staff["Priya"].pk})
    device = Device.objects.get(kind="own")
    actions.answer_device(actor=house.actor("Maggie"), device_id=device.pk, is_approved=False)
    assert "not approved" in stranger.get("/sign-in/device").content.decode()
    assert sign_in(stranger, house, "Priya").status_code == 403


def test_nobody_asks_for_a_device_without_the_password(house: House, stranger: Client) -> None:
    give_offsite_right(house, "Priya")
    assert stranger.post("/sign-in/device", {"membership": house.staff["Priya"].pk})["Location"] == "/sign-in"
    sign_in(stranger, house, "Grace")
    assert stranger.post("/sign-in/device", {"membership": house.staff["Priya"].pk})["Location"] == "/sign-in"
    assert not Device.objects.filter(kind="own").exists()


def test_requests_do_not_pile_up(house: House) -> None:
    give_offsite_right(house, "Priya")
    for number in range(4):
        client = Client(headers=HTML)
        sign_in(client, house, "Priya")
        answer = client.post("/sign-in/device", {"membership": house.staff["Priya"].pk})
        assert answer.status_code == (302 if number < 3 else 403)


def test_somebody_elses_approved_device_is_worth_nothing(house: House, stranger: Client) -> None:
    for name in ("Priya", "Owen"):
        give_offsite_right(house, name)
    sign_in(stranger, house, "Priya")
    stranger.post("/sign-in/device", {"membership": house.staff["Priya"].pk})
    approve(house)
    assert sign_in(stranger, house, "Owen").status_code == 403
    sees_nothing(stranger, house)


def test_another_settings_tablet_is_worth_nothing(house: House, hollies: House, stranger: Client) -> None:
    assert sign_in(hollies.at_tablet(stranger), house, "Priya").status_code == 403
    sees_nothing(stranger, house)


@pytest.mark.parametrize("state", ["waiting", "locked", "retired", "lost", "ended", "refused"])
def test_a_device_that_is_not_in_use_ends_sessions_and_begins_none(state: str, house: House) -> None:
    priya = house.client("Priya")
    assert priya.get("/today").status_code == 200
    Device.objects.update(state=state)
    assert priya.get("/today").status_code == 401
    assert sign_in(house.at_tablet(Client()), house, "Priya").status_code == 403


def test_a_stolen_session_without_its_device_is_over_for_the_thief_and_for_everybody(house: House) -> None:
    priya, thief = house.client("Priya"), Client(headers=HTML)
    thief.cookies[settings.SESSION_COOKIE_NAME] = priya.cookies[settings.SESSION_COOKIE_NAME].value
    assert thief.get("/today")["Location"].startswith("/sign-in")
    assert priya.get("/today").status_code == 401


def test_a_database_thief_cannot_become_anybody(house: House) -> None:
    house.client("Priya")
    thief = Client(headers=HTML)
    thief.cookies[settings.SESSION_COOKIE_NAME] = Session.objects.get().session_key
    thief.cookies[settings.DEVICE_COOKIE_NAME] = Device.objects.get().secret_digest
    assert thief.get("/today").status_code == 302


class TestHours:
    """A device with hours lets in, and keeps in, within them only (clauses 2.2)."""

    @pytest.mark.parametrize(
        ("opens", "closes", "at", "is_open"),
        [
            ("07:00", "18:00", "2026-11-24T08:00", True),
            ("07:00", "18:00", "2026-11-24T06:59", False),
            ("07:00", "18:00", "2026-11-24T18:00", False),
            ("22:00", "06:00", "2026-11-24T23:30", True),
            ("22:00", "06:00", "2026-11-24T05:59", True),
            ("22:00", "06:00", "2026-11-24T12:00", False),
            ("07:00", "18:00", "2026-03-29T07:00", True),
            ("07:00", "18:00", "2026-10-25T17:59", True),
        ],
    )
    def test_on_the_settings_clock(  # noqa: PLR0917
        self, opens: str, closes: str, at: str, is_open: bool, house: House, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        instant = dt.datetime.fromisoformat(at).replace(tzinfo=ZoneInfo("Europe/London")).astimezone(dt.UTC)
        monkeypatch.setattr(clock, "now", lambda: instant)
        actions.save_device(
            actor=house.actor("Maggie"),
            device_id=house.tablet.pk,
            name="Hall tablet",
            room=None,
            opens_at=dt.time.fromisoformat(opens),
            closes_at=dt.time.fromisoformat(closes),
        )
        client = house.client("Priya")
        assert client.get("/today").status_code == (200 if is_open else 401)
        answer = sign_in(house.at_tablet(Client(headers=HTML)), house, "Priya")
        assert answer.status_code == (302 if is_open else 403)
        if not is_open:
            assert f"from {opens} to {closes}" in answer.content.decode()


class TestEnrolment:
    """A tablet becomes one of the setting's by a code, once, within minutes."""

    def code(self, house: House) -> str:
        return actions.make_enrolment_code(
            actor=house.actor("Maggie"), name="Garden tablet", room=house.rooms["Acorns"]
        )

    def test_typed_on_the_tablet(self, house: House, stranger: Client) -> None:
        code = self.code(house)
        typed = f" {code[:5].lower()}-{code[5:].lower()} "
        assert stranger.post("/tablet", {"code": typed})["Location"] == "/lock"
        page = stranger.get("/lock").content.decode()
        assert "Garden tablet" in page
        assert "Sunflower" in page
        device = Device.objects.get(name="Garden tablet")
        assert (device.state, device.room) == ("active", house.rooms["Acorns"])
        assert sign_in(stranger, house, "Priya").status_code == 302
        assert stranger.get("/today").status_code == 200
        assert AuditEvent.objects.filter(event="device:enrolled", subject_id=device.pk).exists()

    def test_scanned_it_only_has_to_be_confirmed(self, house: House, stranger: Client) -> None:
        code = self.code(house)
        page = stranger.get("/tablet", {"code": code})
        assert f'value="{code}"' in page.content.decode()
        assert not Device.objects.filter(name="Garden tablet").exists()

    def test_used_expired_mistyped_and_empty_codes_look_alike(self, house: House, stranger: Client) -> None:
        used, late = self.code(house), self.code(house)
        Client().post("/tablet", {"code": used})
        EnrolmentCode.objects.filter(used_at__isnull=True).update(expires_at=clock.now())
        sentences = {problem(stranger.post("/tablet", {"code": code})) for code in (used, late, "ABCDEFGHJK", "é")}
        assert len(sentences) == 1
        assert stranger.post("/tablet", {"code": ""}).status_code == 422
        assert settings.DEVICE_COOKIE_NAME not in stranger.cookies

    def test_guessing_codes_makes_the_source_wait(self, house: House, stranger: Client) -> None:
        code = self.code(house)
        for _number in range(10):
            assert "does not work" in problem(stranger.post("/tablet", {"code": "ABCDEFGHJK"}))
        assert "wait 15 minutes" in problem(stranger.post("/tablet", {"code": code}))
        elsewhere = Client(REMOTE_ADDR="198.51.100.9")
        assert elsewhere.post("/tablet", {"code": code}).status_code == 302

    def test_enrolling_ends_whoever_was_signed_in_there(self, house: House, stranger: Client) -> None:
        sign_in(stranger, house, "Grace")
        assert stranger.get("/journal").status_code in {200, 302}
        stranger.post("/tablet", {"code": self.code(house)})
        assert stranger.get("/journal")["Location"].startswith("/lock")


class TestProof:
    """What reaches far needs the password given just now; what was filled in is kept (ASVS 7.5.1)."""

    def test_a_stale_session_is_asked_and_goes_on_with_what_was_sent(self, house: House) -> None:
        address = reverse("account-password")
        maggie = house.client("Maggie", proved=False)
        sent = {"password": "four other words then"}
        asked = maggie.post(address, sent)
        assert asked.status_code == 403
        page = asked.content.decode()
        assert "Your password, please" in page
        kept = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
        assert kept.items() >= sent.items()
        wrong = maggie.post(address, {**sent, "password_again": "wrong"})
        assert wrong.status_code == 422
        assert "not your password" in wrong.content.decode()
        assert not house.staff["Maggie"].person.check_password("four other words then")
        assert maggie.post(address, {**sent, "password_again": PASSWORD}).status_code in {200, 302}
        assert Person.objects.get(pk=house.staff["Maggie"].person_id).check_password("four other words then")

    def test_wrong_proofs_are_counted_like_wrong_sign_ins(self, house: House) -> None:
        maggie = house.client("Maggie", proved=False)
        for _number in range(5):
            maggie.post(reverse("account-password"), {"password_again": "wrong"})
        page = maggie.post(reverse("account-password"), {"password_again": PASSWORD}).content.decode()
        assert "wait 15 minutes" in page


def test_a_password_that_somebody_may_know_opens_only_the_page_that_replaces_it(house: House) -> None:
    actions.report_login_known(actor=house.actor("Priya"))
    tablet = house.at_tablet(Client(headers=HTML))
    assert sign_in(tablet, house, "Priya").status_code == 302
    for address in ("/today", "/children/", "/register"):
        assert led_to(tablet.get(address)) == reverse("account-password")
    same = tablet.post(reverse("account-password"), {"password": PASSWORD})
    assert same.status_code == 422
    assert tablet.post(reverse("account-password"), {"password": "four other words then"}).status_code == 302
    assert tablet.get("/today").status_code == 200
