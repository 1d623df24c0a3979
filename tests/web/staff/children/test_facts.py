"""The narrower facts: one page, traced, and nowhere else."""

import re

import pytest
from django.urls import URLPattern, get_resolver, reverse
from django.urls.exceptions import NoReverseMatch

from heartsease.config.checks import addresses
from heartsease.domain.audit.models import AuditEvent
from heartsease.domain.children import actions
from heartsease.domain.children.models import Child, SensitiveFacts
from heartsease.web.routing import admission_of
from tests.cast import House
from tests.web.staff.children.making import add_contact, publish

MARKS = ("send-mark-7261", "protection-mark-7262", "SEN support")
FACTS = {
    "send_stage": "support",
    "send_notes": MARKS[0],
    "has_pupil_premium": "on",
    "funded_hours": "30",
    "is_protected": "on",
    "protection_notes": MARKS[1],
}


def facts_of(house: House, name: str) -> str:
    """The address of a child's narrower facts."""
    return f"/children/{house.children[name].pk}/facts"


@pytest.fixture
def protected(house: House) -> House:
    """Amara has every narrower fact."""
    facts = SensitiveFacts(
        child=house.children["Amara"],
        send_stage="support",
        send_notes=MARKS[0],
        has_pupil_premium=True,
        funded_hours=30,
        is_protected=True,
        protection_notes=MARKS[1],
    )
    actions.save_sensitive_facts(actor=house.system, facts=facts)
    publish(house, "Amara")
    add_contact(house, "Amara", "Grace Example")
    return house


def test_each_reading_is_traced(protected: House) -> None:
    page = protected.client("Sen").get(facts_of(protected, "Amara")).content.decode()
    assert all(mark in page for mark in MARKS)
    seen = AuditEvent.objects.get(event="sensitive_facts:viewed")
    assert (seen.child_id, seen.person_id) == (protected.children["Amara"].pk, protected.staff["Sen"].person_id)


def test_no_other_page_of_staff_holds_them(protected: House) -> None:
    """Every address that can be had with a child's or nobody's id, asked for as the one who may see everything."""
    child = protected.children["Amara"]
    maggie = protected.client("Maggie")
    asked = []
    for _address, pattern in addresses(get_resolver().url_patterns):
        if "GET" not in methods(pattern) or pattern.name in {"child-facts", "child-facts-edit"}:
            continue
        for kwargs in ({}, {"child_id": child.pk}, {"room_id": child.room_id}):
            try:
                address = reverse(str(pattern.name), kwargs=kwargs)
            except NoReverseMatch:
                continue
            for query in ("", "?show=families", f"?q=Amara&child={child.pk}"):
                page = maggie.get(address + query)
                assert not [mark for mark in MARKS if mark.encode() in page.content], address
                asked.append(pattern.name)
    assert {"children", "child", "child-record", "child-permissions", "child-development", "child-edit"} <= set(asked)
    shown = maggie.get(facts_of(protected, "Amara")).content
    assert all(mark.encode() in shown for mark in MARKS)


def methods(pattern: URLPattern) -> tuple[str, ...]:
    """What an address answers."""
    admission = admission_of(pattern.callback)
    assert admission is not None
    return admission.methods


def test_they_are_changed_and_protection_holds_at_once(house: House) -> None:
    address = f"{facts_of(house, 'Amara')}/edit"
    response = house.client("Maggie").post(address, FACTS)
    assert response.status_code == 302
    facts = SensitiveFacts.objects.get()
    assert (facts.send_stage, facts.funded_hours, facts.has_pupil_premium) == ("support", 30, True)
    assert set(Child.objects.get(pk=house.children["Amara"].pk).photo_permissions) == {"own_journal"}
    page = house.client("Maggie").get(address).content.decode()
    assert MARKS[0] in page
    assert 'value="30"' in page
    assert house.client("Maggie").post(address, {}).status_code == 302
    facts.refresh_from_db()
    assert (facts.send_stage, facts.funded_hours, facts.is_protected) == ("", None, False)
    assert len(Child.objects.get(pk=house.children["Amara"].pk).photo_permissions) == 5


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("send_stage", "other", "Select a valid choice."),
        ("send_notes", "x" * 4001, "at most 4000 characters fit here"),
        ("protection_notes", "x" * 4001, "at most 4000 characters fit here"),
        ("funded_hours", "61", "write a whole number from 0 to 60."),
        ("funded_hours", "-1", "write a whole number from 0 to 60."),
        ("funded_hours", "many", "write a whole number from 0 to 60."),
    ],
)
def test_each_limit_speaks_beside_its_field(house: House, field: str, value: str, sentence: str) -> None:
    response = house.client("Maggie").post(f"{facts_of(house, 'Amara')}/edit", FACTS | {field: value})
    page = response.content.decode()
    assert response.status_code == 422
    beside = re.search(rf'id="id_{field}_error".*?</div>', page, flags=re.DOTALL)
    assert beside is not None
    assert sentence in beside[0]
    assert not SensitiveFacts.objects.exists()
