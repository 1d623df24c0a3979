"""A colleague is admitted, and comes in by a link once their checks were seen (clauses 1.7, 3.6)."""

import re
import secrets
from typing import Any

import pytest
from django.test import Client, override_settings

from heartsease.domain.access.permissions import Role
from heartsease.domain.accounts import actions
from heartsease.domain.accounts.models import Membership, Person, Pin, SignInLink
from heartsease.domain.audit.models import AuditEvent
from heartsease.domain.notices.models import Message
from heartsease.kernel import clock
from heartsease.kernel.smtp import MailAccount, Security
from heartsease.web.handover import LIFETIME
from heartsease.web.squares import qr_code
from tests.cast import PASSWORD, House
from tests.pages import problem, text_of
from tests.people import fresh, in_days, see_checks
from tests.web.manage.asking import LINK, person

COLLEAGUE = {"full_name": "Nia New", "user_name": "nia@example.org", "role": "practitioner"}
POST_OFFICE = MailAccount(
    host="localhost",
    port=25,
    security=Security.NONE,
    user="",
    password="",
    sender_name="Sunflower",
    sender_address="journal@sunflower.example",
    bounce_address="bounces@sunflower.example",
)


def seen(house: House) -> dict[str, Any]:
    """What a form says of checks that were seen today."""
    return {"checks_seen_on": in_days(house, 0).isoformat(), "checks_seen_by": "Olga Office"}


def nia() -> Membership:
    return Membership.objects.select_related("person").get(person__user_name="nia@example.org")


def link_on(page: str) -> str:
    found = LINK.search(page)
    assert found is not None, page
    return found[1]


def test_a_colleague_is_admitted_and_comes_in_by_the_link(house: House, nobody: Client) -> None:
    sent = COLLEAGUE | seen(house) | {"rooms": [str(house.rooms["Acorns"].pk)]}
    response = house.client("Maggie").post("/manage/people/new", sent)
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    link = link_on(response.content.decode())
    membership = nia()
    assert (membership.role, list(membership.rooms.all())) == ("practitioner", [house.rooms["Acorns"]])
    assert (membership.checks_seen_on, membership.checks_seen_by) == (in_days(house, 0), "Olga Office")
    assert abs(SignInLink.objects.get().expires_at - clock.now() - LIFETIME).total_seconds() < 60
    house.at_tablet(nobody).post(link, {"password": PASSWORD})
    page = nobody.get("/children/").content.decode()
    assert "Amara" in page
    assert "Kofi" not in page
    assert nobody.get(link).status_code == 403
    assert fresh(membership).came_in_at is not None


def test_without_checks_there_is_no_link_and_the_page_says_so_kindly(house: House) -> None:
    maggie = house.client("Maggie")
    page = text_of(maggie.post("/manage/people/new", COLLEAGUE))
    assert "Nia New is admitted and waits for one thing" in page
    assert not LINK.search(page)
    address = f"/manage/people/{nia().pk}"
    assert f'href="{address}/checks"' in page
    assert "Waits for one thing" in text_of(maggie.get(address))
    refused = maggie.post(f"{address}/link")
    assert refused.status_code == 422
    assert "Nobody has recorded yet" in problem(refused)
    assert not SignInLink.objects.exists()
    assert maggie.post(f"{address}/checks", seen(house)).status_code == 302
    assert "Waits for one thing" not in text_of(maggie.get(address))
    assert link_on(maggie.post(f"{address}/link").content.decode())


def test_where_the_setting_sees_to_checks_itself_the_link_comes_at_once(house: House) -> None:
    house.choose(checks_before_access=False)
    assert link_on(house.client("Maggie").post("/manage/people/new", COLLEAGUE).content.decode())


def test_a_newcomer_with_a_password_waits_at_the_door(house: House, hollies: House) -> None:
    hazel = hollies.staff["Hazel"].person
    hazel.set_password(PASSWORD)
    hazel.save()
    sent = COLLEAGUE | {"full_name": hazel.full_name, "user_name": hazel.user_name}
    house.client("Maggie").post("/manage/people/new", sent)
    tablet = house.at_tablet(Client(headers={"Accept": "text/html"}))
    tablet.post("/sign-in", {"user_name": hazel.user_name, "password": PASSWORD})
    here = Membership.objects.get(person=hazel)
    page = tablet.post("/sign-in/choose", {"membership": str(here.pk)})
    assert page.status_code == 403
    assert "has not recorded yet that your checks were seen" in text_of(page)
    assert tablet.get("/today").status_code == 302
    see_checks(house, here)
    tablet.post("/sign-in", {"user_name": hazel.user_name, "password": PASSWORD})
    tablet.post("/sign-in/choose", {"membership": str(here.pk)})
    assert tablet.get("/today").status_code == 200


def test_the_link_is_on_no_later_page(house: House) -> None:
    maggie = house.client("Maggie")
    secret = link_on(maggie.post("/manage/people/new", COLLEAGUE | seen(house)).content.decode()).rsplit("/", 1)[1]
    for address in ("/manage/people", f"/manage/people/{nia().pk}", "/manage/people/new"):
        assert secret not in maggie.get(address).content.decode()
    assert not [row for row in AuditEvent.objects.values() if secret in str(row)]
    assert secret not in str(SignInLink.objects.values().get())
    assert secret not in str(dict(maggie.session))


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("full_name", "", "Write the full name."),
        ("full_name", "\x00", "Write the full name."),
        ("full_name", "x" * 300, "at most 120 characters fit here"),
        ("email", "nia", "This is no e-mail address."),
        ("email", "x" * 300, "at most 254 characters fit here"),
        ("user_name", "", "Write a user name."),
        ("user_name", "x" * 300, "at most 150 characters fit here"),
        ("user_name", "nia new", "A user name has no spaces in it."),
        ("role", "", "Choose a role."),
        ("role", "parent", "Choose one of the roles."),
        ("role", "system", "Choose one of the roles."),
        ("role", "maintainer", "Choose one of the roles."),
        ("role", "student", "Students and supply need a last day."),
        ("rooms", "nonsense", "Choose among the rooms of your setting."),
        ("last_day", "soon", "this is no day of the calendar"),
        ("last_day", "2020-01-01", "This day is over."),
        ("checks_seen_on", "yesterday", "this is no day of the calendar"),
        ("checks_seen_on", "2999-01-01", "This day has not come yet."),
        ("checks_seen_by", "Olga", "Give both: the day, and by whom."),
        ("checks_seen_by", "x" * 121, "at most 120 characters fit here"),
    ],
)
def test_each_limit_speaks_beside_its_field(house: House, field: str, value: str, sentence: str) -> None:
    before = Person.objects.count()
    sent = COLLEAGUE | {field: value}
    if value == "2999-01-01":
        sent |= {"checks_seen_by": "Olga"}
    response = house.client("Maggie").post("/manage/people/new", sent)
    page = response.content.decode()
    assert response.status_code == 422
    named = {"student": "last_day"}.get(value, "checks_seen_on" if value == "Olga" else field)
    beside = re.search(rf'id="id_{named}_error".*?</div>', page, flags=re.DOTALL)
    assert beside is not None
    assert sentence in beside[0]
    assert "error-summary" in page
    assert Person.objects.count() == before


def test_names_of_every_kind_are_kept(house: House) -> None:
    sent = COLLEAGUE | {"full_name": "نادية 🦋 O\x00'Brien"}
    assert house.client("Maggie").post("/manage/people/new", sent).status_code == 200
    assert Membership.objects.filter(person__full_name="نادية 🦋 O'Brien").exists()


def test_a_taken_user_name_is_refused_beside_the_field(house: House) -> None:
    taken = house.staff["Priya"].person.user_name.upper()
    response = house.client("Maggie").post("/manage/people/new", COLLEAGUE | {"user_name": taken})
    assert response.status_code == 422
    assert "belongs to somebody else" in response.content.decode()


def test_who_was_here_before_is_let_in_on_their_own_page(house: House) -> None:
    priya = house.staff["Priya"].person
    sent = COLLEAGUE | {"full_name": priya.full_name, "user_name": priya.user_name}
    assert "here already" in problem(house.client("Maggie").post("/manage/people/new", sent))
    actions.end_membership(actor=house.actor("Maggie"), membership_id=house.staff["Priya"].pk)
    assert "here before" in problem(house.client("Maggie").post("/manage/people/new", sent))


def test_somebody_with_an_account_gets_another_role_and_no_link(house: House) -> None:
    grace = house.family["Grace"].person
    grace.set_password(PASSWORD)
    grace.save()
    sent = COLLEAGUE | seen(house) | {"full_name": grace.full_name, "user_name": grace.user_name}
    page = house.client("Maggie").post("/manage/people/new", sent).content.decode()
    assert "sign in as always" in page
    assert not SignInLink.objects.exists()


def test_students_get_their_last_day(house: House) -> None:
    sent = COLLEAGUE | {"role": "student", "last_day": in_days(house, 20).isoformat()}
    assert house.client("Maggie").post("/manage/people/new", sent).status_code == 200
    assert nia().last_day == in_days(house, 20)


class TestMail:
    """With an address the link is sent as well; whoever opens it has proved that the address is theirs."""

    def test_the_address_stands_for_the_user_name(self, house: House) -> None:
        sent = COLLEAGUE | seen(house) | {"user_name": "", "email": "nia@example.org"}
        with override_settings(MAIL=POST_OFFICE):
            page = text_of(house.client("Maggie").post("/manage/people/new", sent))
        assert "on its way to Nia New at <strong>nia@example.org</strong>" in page
        message = Message.objects.get()
        assert (message.kind, message.address, message.person) == ("staff_invitation", "nia@example.org", nia().person)
        assert link_on(page) not in str(Message.objects.values().get())
        assert nia().person.email == ""
        assert SignInLink.objects.get().email == "nia@example.org"
        tablet = house.at_tablet(Client())
        tablet.post(link_on(page), {"password": PASSWORD})
        assert nia().person.email == "nia@example.org"

    def test_where_mail_is_not_set_up_the_page_says_so(self, house: House) -> None:
        sent = COLLEAGUE | seen(house) | {"email": "nia@example.org"}
        page = text_of(house.client("Maggie").post("/manage/people/new", sent))
        assert "Nothing is sent yet" in page
        assert Message.objects.get().state == "queued"

    def test_a_new_link_goes_to_the_same_address_and_the_old_one_is_over(self, house: House, nobody: Client) -> None:
        maggie = house.client("Maggie")
        first = link_on(
            maggie.post("/manage/people/new", COLLEAGUE | seen(house) | {"email": "nia@example.org"}).content.decode()
        )
        address = f"/manage/people/{nia().pk}"
        page = text_of(maggie.get(address))
        assert "A link waits until" in page
        assert 'value="nia@example.org"' in page
        second = link_on(maggie.post(f"{address}/link", {"email": "nia@example.org"}).content.decode())
        assert nobody.get(first).status_code == 403
        assert nobody.get(second).status_code == 200
        assert Message.objects.count() == 2
        assert maggie.post(f"{address}/link-cancel").status_code == 302
        assert nobody.get(second).status_code == 403
        assert "A link waits until" not in text_of(maggie.get(address))

    def test_who_has_a_password_gets_a_link_that_was_asked_for(self, house: House) -> None:
        priya = house.staff["Priya"].person
        priya.set_password(PASSWORD)
        priya.save()
        house.client("Maggie").post(person(house, "Priya", "/link"), {"email": "priya@example.org"})
        assert Message.objects.get().kind == "sign_in_link"

    @pytest.mark.parametrize("address", ["priya", "x" * 300, "a@b@c"])
    def test_what_is_no_address_is_said_beside_the_field(self, address: str, house: House) -> None:
        response = house.client("Maggie").post(person(house, "Priya", "/link"), {"email": address})
        assert response.status_code == 422
        assert 'id="id_email_error"' in response.content.decode()
        assert not SignInLink.objects.exists()


class TestPinOnly:
    """Somebody with a PIN alone is admitted with a name and scans a code on a tablet (clauses 2.7)."""

    def admit(self, house: House, **more: str) -> str:
        sent = {"full_name": "Pip Pin", "role": "practitioner", "is_pin_only": "on"} | seen(house) | more
        response = house.client("Maggie").post("/manage/people/new", sent)
        assert response.status_code == 200, response.content.decode()
        return text_of(response)

    def test_a_name_is_enough_and_the_link_is_a_picture(self, house: House) -> None:
        page = self.admit(house)
        assert 'class="qr"' in page
        assert 'style="' not in page
        assert "User name" not in page
        assert "on which a senior has signed in today" in page
        pip = Membership.objects.get(person__full_name="Pip Pin")
        assert pip.is_pin_only
        assert not SignInLink.objects.get().sets_password

    def test_scanned_on_a_tablet_that_a_senior_has_opened_it_shows_them_their_pin_once(self, house: House) -> None:
        link = link_on(self.admit(house))
        tablet = house.at_tablet(Client(headers={"Accept": "text/html"}))
        assert link.endswith("?next=/account/pin")
        closed = tablet.post(link)
        assert closed.status_code == 403
        assert "A senior has to sign in on this tablet first" in text_of(closed)

    def test_on_an_open_tablet_it_leads_to_the_pin(self, house: House) -> None:
        house.tablet.opened_on = in_days(house, 0)
        house.tablet.save(update_fields=["opened_on"])
        link = link_on(self.admit(house))
        tablet = house.at_tablet(Client(headers={"Accept": "text/html"}))
        assert tablet.post(link)["Location"] == "/account/pin"
        assert tablet.get("/account/pin").status_code == 200
        page = text_of(tablet.post("/account/pin"))
        assert re.search(r'class="big-code">\d{3} \d{3}<', page)
        assert Pin.objects.filter(membership__person__full_name="Pip Pin", device=house.tablet).exists()
        assert Client().get(link).status_code == 403

    def test_anywhere_else_it_opens_nothing(self, house: House) -> None:
        link = link_on(self.admit(house))
        phone = Client(headers={"Accept": "text/html"})
        assert phone.post(link).status_code == 403
        assert phone.get("/today").status_code == 302

    @pytest.mark.parametrize("role", ["nominated_member", "senior"])
    def test_whoever_opens_tablets_needs_a_password(self, role: str, house: House) -> None:
        sent = {"full_name": "Pip Pin", "role": role, "is_pin_only": "on"}
        response = house.client("Maggie").post("/manage/people/new", sent)
        assert response.status_code == 422
        assert "need a password" in problem(response)

    def test_a_forgotten_pin_is_a_new_code_to_scan(self, house: House) -> None:
        self.admit(house)
        pip = Membership.objects.get(person__full_name="Pip Pin")
        page = text_of(house.client("Maggie").post(f"/manage/people/{pip.pk}/link"))
        assert 'class="qr"' in page
        assert "Send it by e-mail" not in text_of(house.client("Maggie").get(f"/manage/people/{pip.pk}"))


def test_a_link_to_somebody_who_does_not_come_in_is_not_made(house: House) -> None:
    maggie = house.client("Maggie")
    actions.suspend_member(actor=house.actor("Maggie"), membership_id=house.staff["Priya"].pk, reason="x")
    assert maggie.post(person(house, "Priya", "/link")).status_code == 422
    actions.end_membership(actor=house.actor("Maggie"), membership_id=house.staff["Owen"].pk)
    assert maggie.post(person(house, "Owen", "/link")).status_code == 422
    assert not SignInLink.objects.exists()


def test_badges_are_shown_once_where_the_setting_uses_them(house: House) -> None:
    maggie = house.client("Maggie")
    assert "Make a badge" not in text_of(maggie.get(person(house, "Priya")))
    assert maggie.post(person(house, "Priya", "/badge")).status_code == 302
    house.choose(badges_are_used=True)
    assert "Make a badge" in text_of(maggie.get(person(house, "Priya")))
    assert "Make a badge" not in text_of(maggie.get(person(house, "Grace")))
    first = maggie.post(person(house, "Priya", "/badge"))
    page = text_of(first)
    assert first.headers["Cache-Control"] == "no-store"
    assert 'class="qr"' in page
    assert "Priya Sunflower" in page
    assert not re.search(r'<svg[^>]*style="', page)
    assert "Make a new badge" in text_of(maggie.get(person(house, "Priya")))
    maggie.post(person(house, "Priya", "/badge-revoke"))
    assert "Make a badge" in text_of(maggie.get(person(house, "Priya")))


def test_the_code_on_the_badge_opens_a_tablet(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.choose(badges_are_used=True)
    monkeypatch.setattr(secrets, "token_hex", lambda size: "5eed" * (size // 2))
    page = house.client("Maggie").post(person(house, "Priya", "/badge")).content.decode()
    assert str(qr_code("5eed" * 8)) in page
    assert "5eed5eed" not in page
    tablet = house.at_tablet(Client(headers={"Accept": "text/html"}))
    assert tablet.post("/lock", {"badge": "5eed" * 8})["Location"] == "/"
    assert tablet.get("/today").status_code == 200


ROLES = [Role.NOMINATED_MEMBER, Role.SENIOR, Role.PRACTITIONER]


@pytest.mark.parametrize("role", ROLES)
def test_each_role_can_be_given(role: Role, house: House) -> None:
    house.client("Maggie").post("/manage/people/new", COLLEAGUE | {"role": role.value})
    assert nia().role == role
