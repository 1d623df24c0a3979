"""A list of children leaves the journal when two persons want it: one asks, another allows, and once it is taken."""

import csv
import datetime as dt
import io
import uuid

import pytest

from heartsease.domain.access.permissions import Role
from heartsease.domain.access.scope import in_setting
from heartsease.domain.accounts import actions as accounts
from heartsease.domain.accounts.models import Membership
from heartsease.domain.audit.models import AuditEvent
from heartsease.domain.children import actions as children
from heartsease.domain.children.decoys import is_decoy
from heartsease.domain.children.models import Child
from heartsease.domain.records import actions, queries
from heartsease.domain.records.exports.rules import ANSWERED_WITHIN, TAKEN_WITHIN
from heartsease.domain.records.imports.cells import shielded, unshielded
from heartsease.domain.records.imports.kinds import Kind
from heartsease.domain.records.imports.plan import Fate
from heartsease.domain.records.models import Export
from heartsease.domain.setting.actions import save_room
from heartsease.kernel import clock
from heartsease.kernel.errors import ConflictError, InvalidInputError, NotAllowedError, NotFoundError
from tests.background import run_queued
from tests.cast import House, add_staff
from tests.domain.records.files import Desk
from tests.post import waiting_messages
from tests.racing import at_once

ROLL = {"Amara", "Ben", "Kofi", "Mia"}
"""Leo has left."""


@pytest.fixture
def two(house: House) -> House:
    """Sunflower with a second nominated member."""
    add_staff(house, "Nora", Role.NOMINATED_MEMBER)
    for name in ("Maggie", "Nora"):
        person = house.staff[name].person
        person.email = f"{name.lower()}@example.org"
        person.save(update_fields=["email"])
    return house


def ask(house: House, name: str = "Maggie", kind: Kind = Kind.CHILDREN, room: str = "", reason: str = "Fire") -> Export:
    return actions.ask_for_export(
        actor=house.signed_in(name), kind=kind, room_id=house.rooms[room].pk if room else None, reason=reason
    )


def allow(house: House, asked: Export, name: str = "Nora", *, is_approved: bool = True) -> None:
    actions.answer_export(actor=house.signed_in(name), export_id=asked.pk, is_approved=is_approved)


def take(house: House, asked: Export, name: str = "Maggie") -> list[dict[str, str]]:
    text = actions.take_export(actor=house.signed_in(name), export_id=asked.pk)
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_one_asks_another_allows_the_first_takes(two: House) -> None:
    asked = ask(two)
    assert asked.child_count == len(ROLL)
    run_queued()
    assert {message.address for message in waiting_messages()} == {"maggie@example.org", "nora@example.org"}
    allow(two, asked)
    run_queued()
    lines = take(two, asked)
    assert {line["Full name"].split()[0] for line in lines} == ROLL
    assert lines[0]["Room"] == "Acorns"
    taken = AuditEvent.objects.filter(event="export:taken")
    assert {event.child_id for event in taken} == {two.children[name].pk for name in ROLL}
    with pytest.raises(ConflictError, match="taken already"):
        take(two, asked)


def test_of_one_room(two: House) -> None:
    asked = ask(two, room="Oaks")
    allow(two, asked)
    assert [line["Full name"] for line in take(two, asked)] == ["Kofi Example"]


def test_nobody_allows_their_own(two: House) -> None:
    asked = ask(two)
    with pytest.raises(NotAllowedError, match="nobody allows their own"):
        allow(two, asked, "Maggie")
    with pytest.raises(ConflictError, match="Nobody else has allowed"):
        take(two, asked)


def test_a_second_self_that_was_made_for_it_allows_nothing(two: House) -> None:
    """A thief with a nominated member's session could make themselves a colleague."""
    asked = ask(two)
    add_staff(two, "Quick", Role.NOMINATED_MEMBER)
    with pytest.raises(NotAllowedError, match="before you came in"):
        allow(two, asked, "Quick")
    Membership.objects.filter(pk=two.staff["Quick"].pk).update(came_in_at=None)
    with pytest.raises(NotAllowedError):
        allow(two, asked, "Quick")


def test_what_was_refused_or_taken_back_or_is_too_late_gives_nothing(two: House) -> None:
    refused, gone, late, slow = ask(two), ask(two), ask(two), ask(two)
    allow(two, refused, is_approved=False)
    allow(two, gone)
    actions.withdraw_export(actor=two.signed_in("Maggie"), export_id=gone.pk)
    allow(two, late)
    Export.objects.filter(pk=late.pk).update(answered_at=clock.now() - TAKEN_WITHIN)
    for asked in (refused, gone, late, slow):
        with pytest.raises(ConflictError):
            take(two, asked)
    Export.objects.filter(pk=slow.pk).update(asked_at=clock.now() - ANSWERED_WITHIN)
    Membership.objects.filter(pk=two.staff["Nora"].pk).update(came_in_at=clock.now() - dt.timedelta(days=30))
    for asked in (refused, gone, late, slow):
        with pytest.raises(ConflictError):
            allow(two, asked)
    assert not AuditEvent.objects.filter(event="export:taken").exists()


def test_only_who_asked_takes_it_and_takes_it_back(two: House) -> None:
    asked = ask(two)
    with pytest.raises(NotAllowedError):
        actions.withdraw_export(actor=two.signed_in("Nora"), export_id=asked.pk)
    allow(two, asked)
    with pytest.raises(NotAllowedError):
        take(two, asked, "Nora")


def test_who_may_no_longer_takes_nothing(two: House) -> None:
    asked = ask(two)
    allow(two, asked)
    actor = two.signed_in("Maggie")
    accounts.end_membership(actor=two.signed_in("Nora"), membership_id=two.staff["Maggie"].pk)
    assert not Membership.objects.get(pk=two.staff["Maggie"].pk).is_in_force(clock.today(actor.zone))


@pytest.mark.parametrize("name", ["Sen", "Priya", "Stu", "Grace"])
def test_nobody_else_asks_allows_or_reads(two: House, name: str) -> None:
    asked = ask(two)
    actor = two.signed_in(name)
    for act in (
        lambda: actions.ask_for_export(actor=actor, kind=Kind.CHILDREN, room_id=None, reason="x"),
        lambda: actions.answer_export(actor=actor, export_id=asked.pk, is_approved=True),
        lambda: actions.take_export(actor=actor, export_id=asked.pk),
        lambda: actions.withdraw_export(actor=actor, export_id=asked.pk),
        lambda: queries.exports(actor),
    ):
        with pytest.raises(NotAllowedError):
            act()


def test_another_settings_export_is_not_there(two: House, hollies: House) -> None:
    asked = ask(two)
    with pytest.raises(NotFoundError):
        queries.export(hollies.signed_in("Hazel"), uuid.uuid4())
    with in_setting(hollies.setting.pk), pytest.raises(NotFoundError):
        actions.answer_export(actor=hollies.signed_in("Hazel"), export_id=asked.pk, is_approved=True)


@pytest.mark.parametrize(
    ("kind", "room", "reason", "field"),
    [
        (Kind.CHILDREN, None, " ", "reason"),
        (Kind.CHILDREN, None, "x" * 201, "reason"),
        (Kind.STAFF, None, "For the file", "kind"),
        (Kind.CHILDREN, uuid.UUID(int=1), "For the file", "room"),
        (Kind.CHILDREN, "empty", "For the file", "room"),
    ],
)
def test_what_cannot_be_asked_for(two: House, kind: Kind, room: object, reason: str, field: str) -> None:
    room_id = save_room(actor=two.system, name="Nobody").pk if room == "empty" else room
    with pytest.raises(InvalidInputError) as caught:
        actions.ask_for_export(actor=two.signed_in("Maggie"), kind=kind, room_id=room_id, reason=reason)  # type: ignore[arg-type]
    assert field in caught.value.fields
    assert not Export.objects.exists()


def test_a_decoy_stands_in_no_list(two: House) -> None:
    children.plant_decoy(actor=two.system)
    decoys = [child for child in Child.decoys.all() if is_decoy(child.pk)]
    assert decoys
    asked = ask(two)
    allow(two, asked)
    names = {line["Full name"] for line in take(two, asked)}
    assert not names & {decoy.full_name for decoy in decoys}


def test_a_list_comes_back_as_it_went(two: House) -> None:
    """What was exported and is imported again changes nothing: dates, rooms, key persons, and words like formulas."""
    amara = two.children["Amara"]
    details = children.ChildDetails(
        full_name=amara.full_name,
        birth_date=amara.birth_date,
        room=two.rooms["Acorns"],
        start_date=amara.start_date,
        key_person=two.staff["Priya"],
        sex="female",
        allergies='=HYPERLINK(1)\n- nuts, "all" of them',
        interests="'+ and -",
    )
    children.save_child(actor=two.system, child_id=amara.pk, details=details)
    asked = ask(two)
    allow(two, asked)
    text = actions.take_export(actor=two.signed_in("Maggie"), export_id=asked.pk)
    assert "\"'=HYPERLINK" in text
    desk = Desk(two)
    plan = queries.look(two.actor("Maggie"), desk.keep(text)).plan
    assert [line.fate for line in plan.lines] == [Fate.SAME] * len(ROLL), [line.changes for line in plan.lines]


def test_parents_and_contacts(two: House) -> None:
    contact = children.ContactDetails(full_name="Aunt May", relation="aunt", phone_numbers="+44 1632 960001")
    children.save_contact(actor=two.system, child_id=two.children["Ben"].pk, details=contact)
    asked = ask(two, kind=Kind.PARENTS)
    allow(two, asked)
    lines = take(two, asked)
    of_amara = [line for line in lines if line["Child’s full name"] == "Amara Example"]
    assert [(line["Adult’s full name"], line["Reads as"], line["Lives with"]) for line in of_amara] == [
        ("Grace Example", "parent", ""),
        ("Tunde Example", "parent", "Grace Example"),
        ("Nana Example", "relative", ""),
    ]
    [aunt] = [line for line in lines if line["Adult’s full name"] == "Aunt May"]
    assert (aunt["E-mail or user name"], aunt["Telephone numbers"]) == ("", "'+44 1632 960001")
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, lines[0].keys())
    writer.writeheader()
    writer.writerows(lines)
    plan = queries.look(two.actor("Maggie"), Desk(two, kind=Kind.PARENTS).keep(text.getvalue())).plan
    assert not [line for line in plan.lines if line.fate is Fate.REFUSE]


@pytest.mark.parametrize("text", ["", "plain", "=1+1", "'=1", "''@x", "-", "'tis", "+44", "'", "=", "''"])
def test_a_shield_is_taken_away_again(text: str) -> None:
    assert unshielded(shielded(text)) == text
    assert shielded(text)[:1] not in {"=", "+", "-", "@"}


@pytest.mark.django_db(transaction=True)
def test_it_is_taken_once_however_often_at_once(two: House) -> None:
    asked = ask(two)
    allow(two, asked)
    maggie = two.signed_in("Maggie")
    answers = at_once(
        two.setting.pk, *[lambda: actions.take_export(actor=maggie, export_id=asked.pk) for _ in range(3)]
    )
    assert sum(isinstance(answer, str) for answer in answers) == 1
    assert all(isinstance(answer, str | ConflictError) for answer in answers), answers
