"""The lock screen: a portrait and six digits, a new session each time, and no child anywhere."""

import datetime as dt

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import Settings

from heartsease.domain.access.permissions import Role
from heartsease.domain.accounts import actions
from heartsease.domain.accounts.models import Device, Membership, Pin, PinTry, Session
from heartsease.domain.audit.models import AuditEvent
from heartsease.kernel import clock
from tests.cast import House, add_staff
from tests.pages import problem
from tests.tampering import forget_trace

HTML = {"Accept": "text/html"}


@pytest.fixture
def tablet(house: House) -> Client:
    """A browser at the setting's tablet, with nobody signed in."""
    return house.at_tablet(Client(headers=HTML))


def pin_of(house: House, name: str) -> str:
    return actions.make_pin(actor=house.actor(name))


def come_in(tablet: Client, house: House, name: str, digits: str, **more: str) -> object:
    return tablet.post("/lock", {"who": house.staff[name].pk, "pin": digits, **more})


def test_portrait_and_six_digits_begin_a_session(house: House, tablet: Client) -> None:
    pin = pin_of(house, "Priya")
    forget_trace()
    response = tablet.post("/lock", {"who": house.staff["Priya"].pk, "pin": pin})
    assert (response.status_code, response["Location"]) == (302, "/")
    assert tablet.get("/today").status_code == 200
    begun = AuditEvent.objects.get(event="session:started")
    assert (begun.details, begun.device_id, begun.person_id) == (
        {"way": "pin"},
        house.tablet.pk,
        house.staff["Priya"].person_id,
    )
    assert Session.objects.get(membership=house.staff["Priya"]).proved_at is None


def test_the_digits_are_nowhere_in_the_database(house: House) -> None:
    pin = pin_of(house, "Priya")
    assert len(pin) == 6
    assert pin not in str(list(Pin.objects.values()))
    assert pin not in str(list(AuditEvent.objects.values()))


def test_who_waits_sees_portraits_of_staff_and_no_child_and_no_parent(house: House, tablet: Client) -> None:
    page = tablet.get("/lock")
    text = page.content.decode()
    for name in house.staff:
        assert f"{name} Sunflower" in text
    for name in (*house.children, *house.family):
        assert name not in text
    assert page["Cache-Control"] == "no-store"


def test_change_of_person_is_a_new_session_and_leaves_nothing(house: House, tablet: Client) -> None:
    first, second = pin_of(house, "Priya"), pin_of(house, "Owen")
    come_in(tablet, house, "Priya", first)
    key = tablet.cookies[settings.SESSION_COOKIE_NAME].value
    assert tablet.post("/sign-out")["Location"] == "/lock"
    assert not Session.objects.filter(membership=house.staff["Priya"]).exists()
    come_in(tablet, house, "Owen", second)
    assert tablet.cookies[settings.SESSION_COOKIE_NAME].value != key
    assert "Kofi" in tablet.get("/children/").content.decode()
    assert "Amara" not in tablet.get("/children/").content.decode()


def test_whoever_comes_in_ends_the_session_that_was_open_there(house: House, tablet: Client) -> None:
    first, second = pin_of(house, "Priya"), pin_of(house, "Owen")
    come_in(tablet, house, "Priya", first)
    come_in(tablet, house, "Owen", second)
    assert [one.membership for one in Session.objects.filter(membership__isnull=False)] == [house.staff["Owen"]]


@pytest.mark.parametrize("digits", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "12 456", "\x00"])
def test_what_is_no_pin_is_not_even_tried(digits: str, house: House, tablet: Client) -> None:
    pin_of(house, "Priya")
    response = tablet.post("/lock", {"who": house.staff["Priya"].pk, "pin": digits})
    assert response.status_code == 422
    assert problem(response)
    assert not PinTry.objects.exists()


@pytest.mark.parametrize("who", ["", "nonsense", "00000000-0000-7000-8000-000000000000"])
def test_nobody_by_that_portrait(who: str, house: House, tablet: Client) -> None:
    response = tablet.post("/lock", {"who": who, "pin": "123456"})
    assert response.status_code == 422
    assert tablet.get("/today", headers=HTML).status_code == 302


def test_a_wrong_pin_says_how_many_tries_are_left_and_the_fifth_closes(house: House, tablet: Client) -> None:
    pin = pin_of(house, "Priya")
    wrong = f"{(int(pin) + 1) % 1_000_000:06}"
    for left in (4, 3, 2, 1):
        response = tablet.post("/lock", {"who": house.staff["Priya"].pk, "pin": wrong})
        assert response.status_code == 422
        assert str(left) in problem(response)
        assert wrong not in response.content.decode()
    assert "password" in problem(tablet.post("/lock", {"who": house.staff["Priya"].pk, "pin": wrong}))
    right = tablet.post("/lock", {"who": house.staff["Priya"].pk, "pin": pin})
    assert right.status_code == 422
    assert "five wrong tries" in problem(right)
    assert AuditEvent.objects.filter(event="session:refused", device_id=house.tablet.pk, is_refused=True).count() == 5


def test_a_full_sign_in_on_the_tablet_opens_the_pin_again(house: House, tablet: Client) -> None:
    pin = pin_of(house, "Priya")
    Pin.objects.update(failures=5)
    person = house.staff["Priya"].person
    person.set_password("seven purple pansies dance")
    person.save()
    fields = {"user_name": person.user_name, "password": "seven purple pansies dance"}
    assert tablet.post("/sign-in", fields).status_code == 302
    tablet.post("/sign-out")
    assert tablet.post("/lock", {"who": house.staff["Priya"].pk, "pin": pin}).status_code == 302


def test_a_locked_tablet_says_so_and_lets_nobody_in(house: House, tablet: Client) -> None:
    pin = pin_of(house, "Priya")
    Device.objects.update(state="locked")
    page = tablet.get("/lock")
    assert "locked" in page.content.decode()
    assert 'name="pin"' not in page.content.decode()
    assert tablet.post("/lock", {"who": house.staff["Priya"].pk, "pin": pin}).status_code == 422


def test_elsewhere_there_is_no_lock_screen(house: House) -> None:
    pin = pin_of(house, "Priya")
    stranger = Client(headers=HTML)
    assert stranger.get("/lock")["Location"] == "/sign-in"
    assert stranger.post("/lock", {"who": house.staff["Priya"].pk, "pin": pin})["Location"] == "/sign-in"
    stranger.cookies[settings.DEVICE_COOKIE_NAME] = "made up"
    assert stranger.post("/lock", {"who": house.staff["Priya"].pk, "pin": pin})["Location"] == "/sign-in"


def test_another_settings_person_does_not_come_in_here(house: House, hollies: House, tablet: Client) -> None:
    response = tablet.post("/lock", {"who": hollies.staff["Hazel"].pk, "pin": "123456"})
    assert response.status_code == 422
    assert tablet.get("/today", headers=HTML).status_code == 302


def test_a_pin_only_person_needs_a_tablet_that_a_senior_has_opened_today(house: House, tablet: Client) -> None:
    add_staff(house, "Pia", Role.PRACTITIONER, "Acorns")
    Membership.objects.filter(pk=house.staff["Pia"].pk).update(is_pin_only=True)
    of_pia, of_sen = pin_of(house, "Pia"), pin_of(house, "Sen")
    refused = tablet.post("/lock", {"who": house.staff["Pia"].pk, "pin": of_pia})
    assert refused.status_code == 403
    assert "senior has to sign in" in refused.content.decode()
    assert tablet.post("/lock", {"who": house.staff["Sen"].pk, "pin": of_sen}).status_code == 302
    tablet.post("/sign-out")
    assert tablet.post("/lock", {"who": house.staff["Pia"].pk, "pin": of_pia}).status_code == 302
    assert tablet.get("/today").status_code == 200
    yesterday = clock.today(house.system.zone) - dt.timedelta(days=1)
    Device.objects.update(opened_on=yesterday)
    assert tablet.get("/today", headers=HTML)["Location"].startswith("/lock")


class TestBadges:
    """A printed badge is the other way in (WCAG 3.3.8), where the setting has chosen it."""

    @pytest.fixture(autouse=True)
    def badges(self, house: House) -> None:
        house.choose(badges_are_used=True)

    def test_a_badge_lets_its_person_in(self, house: House, tablet: Client) -> None:
        token = actions.make_badge(actor=house.actor("Maggie"), membership_id=house.staff["Priya"].pk)
        assert "Hold your badge" in tablet.get("/lock").content.decode()
        assert tablet.post("/lock", {"badge": f" {token.upper()} "})["Location"] == "/"
        assert tablet.get("/today").status_code == 200
        assert Session.objects.get(membership__isnull=False).way == "badge"
        assert not PinTry.objects.exists()

    def test_revoked_replaced_and_made_up_badges_open_nothing(self, house: House, tablet: Client) -> None:
        maggie, priya = house.actor("Maggie"), house.staff["Priya"].pk
        first = actions.make_badge(actor=maggie, membership_id=priya)
        second = actions.make_badge(actor=maggie, membership_id=priya)
        actions.revoke_badges(actor=maggie, membership_id=priya)
        for token in (first, second, "0" * 32, "x", ""):
            assert tablet.post("/lock", {"badge": token}).status_code == 422
        assert tablet.get("/today", headers=HTML).status_code == 302

    def test_a_badge_is_worth_nothing_elsewhere(self, house: House) -> None:
        token = actions.make_badge(actor=house.actor("Maggie"), membership_id=house.staff["Priya"].pk)
        assert Client().post("/lock", {"badge": token})["Location"] == "/sign-in"


class TestIdle:
    """Untouched for too long: the session is over on the server, whatever the page does (clauses 1.6)."""

    @pytest.mark.parametrize(
        ("name", "minutes", "is_over"),
        [("Priya", 1.9, False), ("Priya", 2.1, True), ("Grace", 11 * 60, False), ("Grace", 12.1 * 60, True)],
    )
    def test_by_kind_of_device(self, name: str, minutes: float, is_over: bool, house: House) -> None:
        client = house.client(name)
        self.leave_alone(house, name, minutes)
        expected = 401 if is_over else 200
        assert client.get("/today" if name == "Priya" else "/journal").status_code == expected
        ended = AuditEvent.objects.filter(event="session:ended", details={"idle": True})
        assert ended.exists() == is_over

    def test_as_the_setting_chose(self, house: House) -> None:
        house.choose(idle_tablet_minutes=5)
        client = house.client("Priya")
        self.leave_alone(house, "Priya", 4.9)
        assert client.get("/today").status_code == 200
        self.leave_alone(house, "Priya", 5.1)
        assert client.get("/today").status_code == 401

    def test_a_shared_computer_locks_soonest_and_remembers_nothing(self, house: House, nobody: Client) -> None:
        person = house.family["Grace"].person
        person.set_password("seven purple pansies dance")
        person.save()
        fields = {"user_name": person.user_name, "password": "seven purple pansies dance"}
        nobody.post("/sign-in", fields | {"is_shared": "on"})
        assert nobody.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == ""
        assert nobody.get("/journal").status_code == 200
        self.leave_alone(house, "Grace", 5.1)
        assert nobody.get("/journal").status_code == 401
        at_home = Client()
        at_home.post("/sign-in", fields)
        assert int(at_home.cookies[settings.SESSION_COOKIE_NAME]["max-age"]) == 30 * 24 * 60 * 60

    def test_a_sign_of_life_keeps_it_and_is_written_seldom(self, house: House) -> None:
        client = house.client("Priya")
        self.leave_alone(house, "Priya", 1.5)
        assert client.post("/still-here").status_code == 204
        seen = Session.objects.get(membership=house.staff["Priya"]).seen_at
        assert seen is not None
        assert clock.now() - seen < dt.timedelta(seconds=30)
        client.get("/today")
        assert Session.objects.get(membership=house.staff["Priya"]).seen_at == seen

    def test_the_page_knows_when_it_locks(self, house: House) -> None:
        assert 'data-idle-seconds="120"' in house.client("Priya").get("/today").content.decode()
        assert "data-idle-seconds" not in house.client("Grace").get("/journal", follow=True).content.decode()

    def leave_alone(self, house: House, name: str, minutes: float) -> None:
        membership = house.staff.get(name) or house.family[name]
        Session.objects.filter(membership=membership).update(seen_at=clock.now() - dt.timedelta(minutes=minutes))


def test_after_the_lock_one_goes_on_where_one_was(house: House, tablet: Client, settings: Settings) -> None:
    pin = pin_of(house, "Priya")
    assert tablet.get("/register")["Location"] == "/lock?next=%2Fregister"
    assert come_in(tablet, house, "Priya", pin, next="/register")["Location"] == "/register"  # type: ignore[index]
