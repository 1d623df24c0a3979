"""The gate as everybody meets it: shut for every kind of request, in its order, calm about whatever stands in it."""

import datetime as dt
from html import escape

import pytest
from django.http import HttpResponse
from django.urls import get_resolver, reverse

from heartsease.config.checks import addresses
from heartsease.domain.access.permissions import Role
from heartsease.domain.accounts.models import Person
from heartsease.domain.audit.models import AuditEvent
from heartsease.domain.audit.rules import Event
from heartsease.domain.policies import actions
from heartsease.domain.policies.models import Acceptance, Agreement
from heartsease.domain.policies.rules import LONGEST_TEXT, Audience
from heartsease.domain.setting.models import Setting
from heartsease.kernel import clock
from heartsease.kernel.errors import InvalidInputError
from heartsease.kernel.ids import new_id
from heartsease.web.routing import admission_of
from tests import entries
from tests.cast import House, add_staff
from tests.pages import led_to, problem, text_of
from tests.racing import overlapping

PAGE = {"Accept": "text/html"}
PART = {"HX-Request": "true"}
DATA = {"Accept": "application/json"}
PICTURE = {"Accept": "image/avif,image/webp,*/*;q=0.8"}
BEFORE_GATES = {
    *("account-password", "account-factors", "account-code-app", "account-passkey", "account-recovery"),
    *("account-known", "paused", "agreement", "still-here"),
}
WORDS = "Amara filled the watering can."


def made(house: House, audience: Audience = Audience.PARENTS, **more: object) -> Agreement:
    """A version in force."""
    details: dict[str, object] = {"title": "Our agreement", "text": "Be kind.", **more}
    return actions.make_agreement(actor=house.actor("Maggie"), audience=audience, **details)  # type: ignore[arg-type]


def guarded() -> list[tuple[str, bool, tuple[str, ...], tuple[str, ...]]]:
    """Every address that asks who is there: name, whether it is before the gates, methods, arguments."""
    found = []
    for _path, pattern in addresses(get_resolver().url_patterns):
        admission = admission_of(pattern.callback)
        assert admission is not None
        if admission.permission is not None:
            arguments = tuple(pattern.pattern.converters)
            found.append((str(pattern.name), admission.is_before_gates, admission.methods, arguments))
    return found


def test_what_stands_before_the_gates_is_known() -> None:
    """Whoever opens another page to people who have not agreed has to say so here."""
    assert {name for name, is_before, _methods, _arguments in guarded() if is_before} == BEFORE_GATES


@pytest.mark.parametrize(
    ("name", "audience"),
    [("Grace", Audience.PARENTS), ("Nana", Audience.PARENTS), ("Priya", Audience.STAFF), ("Maggie", Audience.STAFF)],
)
def test_shut_for_pages_parts_data_and_pictures(name: str, audience: Audience, house: House) -> None:
    entry = entries.published(house, "Priya", "Amara", photos=1, text=WORDS)
    made(house, audience)
    client, before = house.client(name), AuditEvent.objects.count()
    known: dict[str, object] = {
        "child_id": house.children["Amara"].pk,
        "observation_id": entry.pk,
        "photo_id": entries.photo_ids(entry)[0],
        "room_id": house.rooms["Acorns"].pk,
        "size": "large",
        "audience": "parents",
        "kind": "children",
    }
    asked = set()
    for page, is_before, methods, arguments in guarded():
        if is_before:
            continue
        filled = {one: known.get(one) or (new_id() if one.endswith("_id") else "nothing") for one in arguments}
        url = reverse(page, kwargs=filled)
        for method in methods:
            for headers in (PAGE, PART, DATA, PICTURE):
                answer = client.generic(method, url, headers=headers)
                assert isinstance(answer, HttpResponse)
                assert answer.status_code == (302 if headers is PAGE else 401), (method, url, headers)
                assert b"Amara" not in answer.content, (method, url, headers)
                if headers is PART:
                    assert answer["HX-Redirect"].startswith("/agreement"), (method, url)
                elif headers is PAGE:
                    assert led_to(answer) == "/agreement", (method, url)
                else:
                    assert answer["Content-Type"].startswith("text/plain"), (method, url, headers)
            asked.add(page)
    assert {"journal", "today", "manage", "from-home"} <= asked
    assert any("picture" in page or "photo" in page for page in asked)
    assert AuditEvent.objects.count() == before, "a shut gate is no act"


def test_the_page_names_the_setting_and_no_child(house: House) -> None:
    entries.published(house, "Priya", "Amara", photos=1, text=WORDS)
    made(house)
    page = text_of(house.client("Grace").get("/agreement"))
    assert all(words in page for words in ("Sunflower", "Our agreement", "Version 1 of", "Not now: sign out"))
    assert "<img" not in page
    assert not [child for child in house.children if child in page]


def test_it_comes_after_a_password_that_somebody_may_know(house: House) -> None:
    agreement, grace = made(house), house.client("Grace")
    Person.objects.filter(pk=house.family["Grace"].person_id).update(must_set_password=True)
    assert led_to(grace.get("/journal", headers=PAGE)) == "/account/password"
    assert led_to(grace.get("/agreement")) == "/account/password"
    assert led_to(grace.post("/agreement", {"version": agreement.pk})) == "/account/password"
    assert not Acceptance.objects.exists()


def test_not_now_signs_out_and_asks_again(house: House) -> None:
    made(house)
    grace = house.client("Grace")
    grace.post("/sign-out")
    assert led_to(grace.get("/journal", headers=PAGE)) == "/sign-in"
    assert led_to(house.client("Grace").get("/journal", headers=PAGE)) == "/agreement"
    assert not Acceptance.objects.exists()


@pytest.mark.parametrize("following", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:1"])
def test_it_leads_nowhere_else(following: str, house: House) -> None:
    agreement = made(house)
    answer = house.client("Grace").post("/agreement", {"version": agreement.pk, "next": following})
    assert answer["Location"] == reverse("home")


def test_relatives_agree_to_what_parents_do_and_maintainers_to_nothing(house: House) -> None:
    add_staff(house, "Mo", Role.MAINTAINER)
    parents, staff = made(house), made(house, Audience.STAFF)
    for name, agreement in (("Nana", parents), ("Stu", staff), ("Maggie", staff)):
        client = house.client(name)
        assert client.post("/agreement", {"version": new_id()}).status_code == 422
        assert led_to(client.post("/agreement", {"version": agreement.pk})) == "/"
        assert led_to(client.get("/agreement")) == "/"
    maintainer = house.client("Mo")
    assert maintainer.get("/account/").status_code == 200
    assert led_to(maintainer.post("/agreement", {"version": staff.pk})) == "/"
    assert Acceptance.objects.count() == 3


def test_the_other_sides_version_is_none_of_theirs(house: House) -> None:
    made(house)
    staff = made(house, Audience.STAFF)
    assert house.client("Grace").post("/agreement", {"version": staff.pk}).status_code == 422
    assert not Acceptance.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "- <b onmouseover=alert(1)>x</b>\n- [x](javascript:alert(1))",
        "{{ setting.secret }} {% load x %}",
        "\u202eright to left\u202c \u0627\u0644\u0639\u0631\u0628\u064a\u0629 \u05e2\u05d1\u05e8\u05d9\u05ea",
        "x" * LONGEST_TEXT,
        ("word " * 3_000).strip(),
    ],
    ids=["script", "attribute", "list", "template", "right to left", "one long word", "long"],
)
def test_a_text_is_words_and_nothing_else(text: str, house: House) -> None:
    made(house, title=text[:120], text=text)
    grace, maggie = house.client("Grace"), house.client("Maggie")
    agreement = Agreement.objects.get()
    house_pages = [maggie.get(f"/manage/agreements/{agreement.pk}"), maggie.get("/manage/agreements/parents/new")]
    for answer in (grace.get("/agreement"), *house_pages):
        page = answer.content.decode()
        assert answer.status_code == 200
        assert "<script>" not in page
        assert "<img src=x" not in page
        assert "<b onmouseover" not in page
        assert escape(text.splitlines()[-1].removeprefix("- "), quote=True) in page
    assert led_to(grace.post("/agreement", {"version": agreement.pk})) == "/"
    assert grace.get("/agreement/mine").status_code == 200


def test_a_null_byte_is_left_out_and_one_character_too_many_is_refused(house: House) -> None:
    maggie = house.client("Maggie")
    sent = {"title": "Our\x00 agreement", "text": "Be\x00 kind.", "save": "1"}
    assert maggie.post("/manage/agreements/parents/new", sent).status_code == 302
    assert (Agreement.objects.get().title, Agreement.objects.get().text) == ("Our agreement", "Be kind.")
    too_long = maggie.post("/manage/agreements/parents/new", {**sent, "text": "x" * (LONGEST_TEXT + 1)})
    assert too_long.status_code == 422
    assert "at most 20000 characters" in problem(too_long)
    assert Agreement.objects.count() == 1


class TestSigning:
    """Who signed it for the setting, and when it was adopted."""

    def test_it_stands_wherever_the_text_does(self, house: House) -> None:
        maggie, day = house.client("Maggie"), clock.today(house.system.zone) - dt.timedelta(days=9)
        sent = {
            "title": "Our agreement",
            "text": "Be kind.",
            "signatory": "Maggie <May>",
            "signatory_role": "Manager",
            "adopted_on": str(day),
        }
        words = ("Signed for the setting by Maggie <May>, Manager.", f"Adopted on {day.day} ")
        preview = maggie.post("/manage/agreements/parents/new", sent)
        assert all(word in text_of(preview) for word in words)
        assert "Maggie <May>" not in preview.content.decode()
        kept = f'name="adopted_on" value="{day}"'
        assert kept in preview.content.decode()
        maggie.post("/manage/agreements/parents/new", {**sent, "save": "1"})
        agreement = Agreement.objects.get()
        assert (agreement.signatory, agreement.signatory_role, agreement.adopted_on) == ("Maggie <May>", "Manager", day)
        grace = house.client("Grace")
        assert all(word in text_of(grace.get("/agreement")) for word in words)
        grace.post("/agreement", {"version": agreement.pk})
        assert all(word in text_of(grace.get("/agreement/mine")) for word in words)

    def test_nobody_need_sign(self, house: House) -> None:
        made(house)
        page = text_of(house.client("Grace").get("/agreement"))
        assert "Signed" not in page
        assert "Adopted" not in page

    @pytest.mark.parametrize("field", ["signatory", "signatory_role"])
    def test_a_name_has_an_end(self, field: str, house: House) -> None:
        with pytest.raises(InvalidInputError) as refused:
            made(house, Audience.STAFF, **{field: "x" * 121})
        assert set(refused.value.fields) == {field}

    def test_a_day_that_has_not_come(self, house: House) -> None:
        day = clock.today(house.system.zone) + dt.timedelta(days=1)
        sent = {"title": "x", "text": "y", "adopted_on": str(day), "save": "1"}
        answer = house.client("Maggie").post("/manage/agreements/staff/new", sent)
        assert answer.status_code == 422
        assert problem(answer) == "This day has not come yet."
        assert not Agreement.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_accepted_first", [True, False])
def test_agreeing_while_the_next_version_comes_into_force(is_accepted_first: bool, house: House) -> None:
    first, actor = made(house), house.actor("Grace")

    def accept() -> None:
        actions.accept_agreement(actor=actor, agreement_id=first.pk)

    def replace() -> None:
        made(house, text="Something else.")

    acts = (accept, replace) if is_accepted_first else (replace, accept)
    overlapping(house.setting.pk, *acts)
    second = Agreement.objects.get(version=2)
    assert Setting.objects.get(pk=house.setting.pk).parent_agreement == second.pk
    grace = house.client("Grace")
    assert led_to(grace.get("/journal", headers=PAGE)) == "/agreement"
    assert led_to(grace.post("/agreement", {"version": second.pk})) == "/"
    assert led_to(grace.get("/journal", headers=PAGE)) != "/agreement"
    assert AuditEvent.objects.filter(event=Event.AGREEMENT_ACCEPTED, subject_id=second.pk).count() == 1
