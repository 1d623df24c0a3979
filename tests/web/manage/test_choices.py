"""The setting's choices: the safe answer is marked, and a change is looked at before it is saved."""

import re
from typing import Any

import pytest

from heartsease.domain.access.permissions import Role, Scope
from heartsease.domain.audit.models import AuditEvent
from heartsease.domain.setting.models import Setting
from heartsease.domain.setting.rules import Choices, Relatives
from tests.cast import House

SAFE: dict[str, Any] = {
    "review_required": "yes",
    "publish_delay_minutes": "5",
    "home_entries_wait": "yes",
    "staff_scope": "rooms",
    "quiet_after_days": "14",
    "relatives": "on_request",
    "most_linked_adults": "4",
}
OTHER: dict[str, Any] = {
    "review_required": "no",
    "roles_without_review": ["senior", "practitioner"],
    "publish_delay_minutes": "0",
    "home_entries_wait": "no",
    "staff_scope": "all",
    "quiet_after_days": "30",
    "relatives": "none",
    "most_linked_adults": "2",
}
CHANGED = Choices(
    review_required=False,
    roles_without_review=frozenset({Role.SENIOR, Role.PRACTITIONER}),
    publish_delay_minutes=0,
    home_entries_wait=False,
    staff_scope=Scope.ALL,
    quiet_after_days=30,
    relatives=Relatives.NONE,
    most_linked_adults=2,
)


def stored(house: House) -> Choices:
    """What the database holds."""
    return Setting.objects.get(pk=house.setting.pk).chosen


def hidden(page: str) -> dict[str, Any]:
    """What the browser would send from the page that asks."""
    form = page[page.index('<form class="form"') :]
    pairs = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form)
    sent: dict[str, Any] = {}
    for name, value in pairs:
        sent.setdefault(name, []).append(value)
    return sent


def test_the_form_shows_what_holds_and_marks_the_safe_answers(house: House) -> None:
    page = house.client("Maggie").get("/manage/choices").content.decode()
    assert page.count('<span class="pill pill--published">safe answer</span>') == 4
    assert "The safe answer is 5." in page
    assert "The safe answer is 14." in page
    assert "The safe answer is nobody." in page
    assert "The safe answer is 4." in page
    checked = set(re.findall(r'name="(\w+)" value="(\w+)"[^>]* checked', page))
    assert checked == {
        ("review_required", "yes"),
        ("home_entries_wait", "yes"),
        ("staff_scope", "rooms"),
        ("relatives", "on_request"),
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
    ):
        assert shown in page
    assert page.count("not the safe answer") == 8
    assert maggie.post("/manage/choices", hidden(page) | {"save": "yes"}).status_code == 302
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
    assert maggie.post("/manage/choices", hidden(page) | {"save": "yes"}).status_code == 302
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
    maggie.post("/manage/choices", hidden(page) | {"save": "yes"})
    assert "Amara" in owen.get("/children/").content.decode()
