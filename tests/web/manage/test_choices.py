"""The setting's choices: the safe answer is marked, and a change is looked at before it is saved."""

import dataclasses
import re
from typing import Any

import pytest

from heartsease.domain.access.permissions import Role, Scope
from heartsease.domain.audit.models import AuditEvent
from heartsease.domain.setting.models import Setting
from heartsease.domain.setting.rules import Choices, MissingPermission, OthersNames, Relatives
from heartsease.web.manage.choices_form import ChoicesForm
from tests.cast import House
from tests.pages import problem, text_of
from tests.web.manage.asking import hidden

SAFE: dict[str, Any] = {
    "review_required": "yes",
    "publish_delay_minutes": "5",
    "home_entries_wait": "yes",
    "staff_scope": "rooms",
    "quiet_after_days": "14",
    "relatives": "on_request",
    "missing_permission": "exclude",
    "most_linked_adults": "4",
    "others_are_shown": "yes",
    "others_names": "initial",
    "burning_after_days": "30",
    "agreement_months": "12",
    "room_move_ends_agreements": "no",
    "parents_save_pictures": "no",
    "idle_tablet_minutes": "2",
    "idle_own_minutes": "15",
    "idle_family_hours": "12",
    "badges_are_used": "no",
    "checks_before_access": "yes",
    "access_review_days": "120",
}
OTHER: dict[str, Any] = {
    "review_required": "no",
    "roles_without_review": ["senior", "practitioner"],
    "publish_delay_minutes": "0",
    "home_entries_wait": "no",
    "staff_scope": "all",
    "quiet_after_days": "30",
    "relatives": "none",
    "missing_permission": "obscure",
    "most_linked_adults": "2",
    "others_are_shown": "no",
    "others_names": "none",
    "burning_after_days": "90",
    "agreement_months": "0",
    "room_move_ends_agreements": "yes",
    "parents_save_pictures": "yes",
    "idle_tablet_minutes": "5",
    "idle_own_minutes": "60",
    "idle_family_hours": "48",
    "badges_are_used": "yes",
    "checks_before_access": "no",
    "access_review_days": "366",
}
CHANGED = Choices(
    review_required=False,
    roles_without_review=frozenset({Role.SENIOR, Role.PRACTITIONER}),
    publish_delay_minutes=0,
    home_entries_wait=False,
    staff_scope=Scope.ALL,
    quiet_after_days=30,
    relatives=Relatives.NONE,
    missing_permission=MissingPermission.OBSCURE,
    most_linked_adults=2,
    others_are_shown=False,
    others_names=OthersNames.NONE,
    burning_after_days=90,
    agreement_months=0,
    room_move_ends_agreements=True,
    parents_save_pictures=True,
    idle_tablet_minutes=5,
    idle_own_minutes=60,
    idle_family_hours=48,
    badges_are_used=True,
    checks_before_access=False,
    access_review_days=366,
)


def stored(house: House) -> Choices:
    """What the database holds."""
    return Setting.objects.get(pk=house.setting.pk).chosen


def test_the_form_shows_what_holds_and_marks_the_safe_answers(house: House) -> None:
    page = house.client("Maggie").get("/manage/choices").content.decode()
    assert page.count('<span class="pill pill--published">safe answer</span>') == 11
    assert "The safe answer is 5." in page
    assert "The safe answer is 14." in page
    assert "The safe answer is nobody." in page
    assert "The safe answer is 4." in page
    for safe in (2, 15, 12, 30, 120):
        assert f"The safe answer is {safe}." in page
    checked = set(re.findall(r'name="(\w+)" value="(\w+)"[^>]* checked', page))
    assert checked == {
        ("review_required", "yes"),
        ("home_entries_wait", "yes"),
        ("staff_scope", "rooms"),
        ("relatives", "on_request"),
        ("missing_permission", "exclude"),
        ("others_names", "initial"),
        ("others_are_shown", "yes"),
        ("room_move_ends_agreements", "no"),
        ("parents_save_pictures", "no"),
        ("badges_are_used", "no"),
        ("checks_before_access", "yes"),
    }


def test_nothing_is_saved_before_it_was_looked_at(house: House) -> None:
    maggie = house.client("Maggie")
    response = maggie.post("/manage/choices", OTHER)
    page = response.content.decode()
    assert response.status_code == 200
    assert stored(house) == Choices()
    for shown in (
        "Yes, before families see it",
        "No, it goes to families unchecked",
        "Nobody",
        "Senior, Practitioner",
        "5 minutes",
        "0 minutes",
        "14 days",
        "30 days",
        "Yes, when a parent asks and you approve",
        "No, parents and carers only",
        "4 adults",
        "2 adults",
        "2 minutes",
        "60 minutes",
        "48 hours",
        "366 days",
        "No, PIN only",
        "No, we see to it outside the journal",
    ):
        assert shown in page
    assert page.count("not the safe answer") == 21
    without = maggie.post("/manage/choices", hidden(page) | {"save": "yes"})
    assert without.status_code == 422
    assert problem(without) == "Write why. Nominated members read it here later."
    assert stored(house) == Choices()
    sent = hidden(without.content.decode()) | {"save": "yes", "reason": "A small team"}
    assert maggie.post("/manage/choices", sent).status_code == 302
    assert stored(house) == CHANGED
    event = AuditEvent.objects.get(event="choices:changed")
    assert event.details["staff_scope"] == ["rooms", "all"]
    assert event.person_id == house.staff["Maggie"].person_id


def test_only_what_changes_is_shown(house: House) -> None:
    page = house.client("Maggie").post("/manage/choices", SAFE | {"quiet_after_days": "21"}).content.decode()
    assert page.count("<dt>Afterwards</dt>") == 1
    assert "21 days" in page


def test_a_step_back_loses_nothing(house: House) -> None:
    maggie = house.client("Maggie")
    page = maggie.post("/manage/choices", OTHER).content.decode()
    again = maggie.post("/manage/choices", hidden(page) | {"again": "yes"}).content.decode()
    assert re.search(r'name="staff_scope" value="all"[^>]* checked', again)
    assert 'value="30"' in again
    assert stored(house) == Choices()


def test_the_same_choices_again_are_no_change(house: House) -> None:
    assert house.client("Maggie").post("/manage/choices", SAFE).status_code == 302
    assert not AuditEvent.objects.filter(event="choices:changed").exists()


def test_somebody_who_was_quicker_is_not_overruled_unseen(house: House) -> None:
    maggie = house.client("Maggie")
    asked = hidden(maggie.post("/manage/choices", SAFE | {"quiet_after_days": "21"}).content.decode())
    house.choose(staff_scope="key_children")
    response = maggie.post("/manage/choices", asked | {"save": "yes"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Somebody was quicker" in page
    assert page.count("<dt>Afterwards</dt>") == 2
    assert stored(house).staff_scope is Scope.KEY_CHILDREN
    assert maggie.post("/manage/choices", hidden(page) | {"save": "yes", "reason": "As before"}).status_code == 302
    assert stored(house) == Choices(quiet_after_days=21)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("review_required", "perhaps", "Select a valid choice."),
        ("review_required", "", "This field is required."),
        ("roles_without_review", "student", "Select a valid choice."),
        ("roles_without_review", "parent", "Select a valid choice."),
        ("publish_delay_minutes", "-1", "write a whole number from 0 to 1440."),
        ("publish_delay_minutes", "1441", "write a whole number from 0 to 1440."),
        ("publish_delay_minutes", "", "Write a number of minutes"),
        ("publish_delay_minutes", "soon\x00", "write a whole number from 0 to 1440."),
        ("staff_scope", "nobody", "Select a valid choice."),
        ("quiet_after_days", "2", "write a whole number from 3 to 90."),
        ("quiet_after_days", "91", "write a whole number from 3 to 90."),
        ("relatives", "everybody", "Select a valid choice."),
        ("relatives", "", "This field is required."),
        ("most_linked_adults", "0", "write a whole number from 1 to 20."),
        ("most_linked_adults", "21", "write a whole number from 1 to 20."),
        ("idle_tablet_minutes", "0", "write a whole number from 1 to 15."),
        ("idle_own_minutes", "61", "write a whole number from 5 to 60."),
        ("idle_family_hours", "721", "write a whole number from 1 to 720."),
        ("badges_are_used", "perhaps", "Select a valid choice."),
        ("checks_before_access", "", "This field is required."),
        ("access_review_days", "29", "write a whole number from 30 to 366."),
    ],
)
def test_each_limit_speaks_beside_its_field(house: House, field: str, value: str, sentence: str) -> None:
    response = house.client("Maggie").post("/manage/choices", OTHER | {field: value, "save": "yes"})
    page = response.content.decode()
    assert response.status_code == 422
    beside = re.search(rf'id="id_{field}_error".*?</div>', page, flags=re.DOTALL)
    assert beside is not None
    assert sentence in beside[0]
    assert stored(house) == Choices()


def test_choices_hold_for_the_next_request_of_anybody(house: House) -> None:
    owen = house.client("Owen")
    assert "Amara" not in owen.get("/children/").content.decode()
    maggie = house.client("Maggie")
    page = maggie.post("/manage/choices", SAFE | {"staff_scope": "all"}).content.decode()
    maggie.post("/manage/choices", hidden(page) | {"save": "yes", "reason": "Everybody helps everywhere"})
    assert "Amara" in owen.get("/children/").content.decode()


def test_what_opens_nothing_needs_no_reason_but_may_have_one(house: House) -> None:
    maggie = house.client("Maggie")
    page = maggie.post("/manage/choices", SAFE | {"publish_delay_minutes": "60"}).content.decode()
    assert maggie.post("/manage/choices", hidden(page) | {"save": "yes", "reason": "Calmer"}).status_code == 302
    page = maggie.post("/manage/choices", SAFE | {"publish_delay_minutes": "90"}).content.decode()
    assert maggie.post("/manage/choices", hidden(page) | {"save": "yes"}).status_code == 302
    assert stored(house).publish_delay_minutes == 90


def test_the_page_remembers_who_changed_what_and_why(house: House) -> None:
    maggie = house.client("Maggie")
    assert "Changes so far" not in text_of(maggie.get("/manage/choices"))
    page = maggie.post("/manage/choices", SAFE | {"badges_are_used": "yes"}).content.decode()
    maggie.post("/manage/choices", hidden(page) | {"save": "yes", "reason": "Digits are a hurdle"})
    page = text_of(maggie.get("/manage/choices"))
    history = page[page.index("Changes so far") :]
    for words in ("Maggie Sunflower", "Do staff use printed badges?", "No, PIN only", "Digits are a hurdle"):
        assert words in history
    assert "Digits are a hurdle" not in str(list(AuditEvent.objects.values()))


def test_choices_that_a_page_does_not_offer_are_kept(house: House) -> None:
    """Saving one choice must not put another back."""
    house.choose(idle_tablet_minutes=7, badges_are_used=True)
    maggie = house.client("Maggie")
    form = maggie.get("/manage/choices").content.decode()
    assert re.search(r'name="idle_tablet_minutes" value="7"', form)
    page = maggie.post(
        "/manage/choices", SAFE | {"idle_tablet_minutes": "7", "badges_are_used": "yes", "quiet_after_days": "20"}
    ).content.decode()
    maggie.post("/manage/choices", hidden(page) | {"save": "yes"})
    assert (stored(house).idle_tablet_minutes, stored(house).badges_are_used) == (7, True)


def test_every_choice_is_on_the_page(house: House) -> None:
    page = house.client("Maggie").get("/manage/choices").content.decode()
    assert {field.name for field in dataclasses.fields(Choices)} == set(ChoicesForm.base_fields)
    for name in ChoicesForm.base_fields:
        assert f'name="{name}"' in page
