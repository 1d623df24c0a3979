"""A child's record, the narrower facts, and answers about photographs."""

import dataclasses
import datetime as dt
from functools import partial

import pytest

from heartsease.domain.audit.models import AuditEvent
from heartsease.domain.children import actions, queries
from heartsease.domain.children.actions import ChildDetails, ContactDetails
from heartsease.domain.children.models import Child, Contact, PhotoPermission, SensitiveFacts
from heartsease.domain.children.rules import Purpose
from heartsease.kernel import clock
from heartsease.kernel.errors import InvalidInputError, NotAllowedError, NotFoundError
from heartsease.kernel.ids import new_id
from tests.cast import House
from tests.racing import overlapping

DAY = dt.timedelta(days=1)


@pytest.fixture
def details(house: House) -> ChildDetails:
    today = clock.today(house.system.zone)
    return ChildDetails(
        full_name="Ada Example",
        birth_date=today - 900 * DAY,
        room=house.rooms["Acorns"],
        start_date=today,
    )


def last_event() -> AuditEvent:
    event = AuditEvent.objects.order_by("at", "id").last()
    assert event is not None
    return event


def test_names_are_cleaned_and_kept_whatever_their_writing(house: House, details: ChildDetails) -> None:
    for typed, kept in [
        ("  Ada\x00 \n Example ", "Ada Example"),
        ("عائشة بنت محمد", "عائشة بنت محمد"),
        ("Zoë 🦋", "Zoë 🦋"),
        ("x" * 120, "x" * 120),
    ]:
        child = actions.save_child(actor=house.actor("Sen"), details=dataclasses.replace(details, full_name=typed))
        assert Child.objects.get(pk=child.pk).full_name == kept


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"full_name": ""}, "full_name"),
        ({"full_name": " \x00"}, "full_name"),
        ({"full_name": "x" * 300}, "full_name"),
        ({"known_as": "x" * 61}, "known_as"),
        ({"home_languages": "x" * 201}, "home_languages"),
        ({"sex": "other"}, "sex"),
        ({"birth_date": dt.date(1900, 1, 1)}, "birth_date"),
        ({"birth_date": dt.date(2999, 1, 1)}, "birth_date"),
        ({"start_date": dt.date(2001, 1, 1)}, "start_date"),
        ({"leaving_date": dt.date(2001, 1, 1)}, "leaving_date"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(
    change: dict[str, object], field: str, house: House, details: ChildDetails
) -> None:
    before = AuditEvent.objects.count()
    changed = dataclasses.replace(details, **change)  # type: ignore[arg-type]  # types of several fields
    for child_id in (None, house.children["Amara"].pk):
        with pytest.raises(InvalidInputError) as raised:
            actions.save_child(actor=house.actor("Sen"), details=changed, child_id=child_id)
        assert field in raised.value.fields
    assert Child.objects.count() == len(house.children)
    assert Child.objects.get(pk=house.children["Amara"].pk).full_name == "Amara Example"
    assert AuditEvent.objects.count() == before


def test_a_change_traces_which_fields_and_no_change_nothing(house: House, details: ChildDetails) -> None:
    child = actions.save_child(actor=house.actor("Sen"), details=details)
    before = AuditEvent.objects.count()
    actions.save_child(actor=house.actor("Sen"), details=details, child_id=child.pk)
    assert AuditEvent.objects.count() == before
    changed = dataclasses.replace(details, allergies="Sesame", known_as="Addie")
    actions.save_child(actor=house.actor("Sen"), details=changed, child_id=child.pk)
    event = last_event()
    assert (event.event, event.child_id) == ("child:changed", child.pk)
    assert event.details == {"fields": ["known_as", "allergies"]}


def test_saving_a_record_leaves_the_photo_permissions_alone(house: House, details: ChildDetails) -> None:
    child = house.children["Amara"]
    stale = Child.objects.get(pk=child.pk)
    house.permit("Amara", dict.fromkeys(Purpose, False))
    actions.save_child(actor=house.actor("Sen"), details=details, child_id=stale.pk)
    assert Child.objects.get(pk=child.pk).photo_permissions == {}


@pytest.mark.parametrize("name", ["Priya", "Stu", "Grace"])
def test_only_seniors_write_records(name: str, house: House, details: ChildDetails) -> None:
    amara = house.children["Amara"].pk
    contact = ContactDetails(full_name="Grace Example", relation="mother")
    with pytest.raises(NotAllowedError):
        actions.save_child(actor=house.actor(name), details=details)
    with pytest.raises(NotAllowedError):
        actions.save_contact(actor=house.actor(name), child_id=amara, details=contact)
    with pytest.raises(NotAllowedError):
        actions.remove_contact(actor=house.actor(name), child_id=amara, contact_id=new_id())
    with pytest.raises(NotAllowedError):
        record(house, name)


def test_contacts_belong_to_one_child(house: House, hollies: House) -> None:
    sen, amara, ben = house.actor("Sen"), house.children["Amara"].pk, house.children["Ben"].pk
    details = ContactDetails(full_name="Grace Example", relation="mother", may_collect=True)
    contact = actions.save_contact(actor=sen, child_id=amara, details=details)
    for child_id, contact_id in ((ben, contact.pk), (amara, new_id()), (hollies.children["Zed"].pk, contact.pk)):
        with pytest.raises(NotFoundError):
            actions.save_contact(actor=sen, child_id=child_id, details=details, contact_id=contact_id)
        with pytest.raises(NotFoundError):
            actions.remove_contact(actor=sen, child_id=child_id, contact_id=contact_id)
    assert queries.contacts(house.actor("Priya"), amara) == [contact]
    actions.remove_contact(actor=sen, child_id=amara, contact_id=contact.pk)
    assert not Contact.objects.exists()


def test_reading_the_narrower_facts_needs_its_right_and_leaves_a_trace(house: House) -> None:
    amara = house.children["Amara"].pk
    for name in ("Priya", "Stu", "Grace"):
        with pytest.raises(NotAllowedError):
            queries.sensitive_facts(house.actor(name), amara)
    before = AuditEvent.objects.count()
    facts = queries.sensitive_facts(house.actor("Sen"), amara)
    assert (facts.is_protected, facts.funded_hours) == (False, None)
    assert AuditEvent.objects.count() == before + 1
    assert (last_event().event, last_event().child_id) == ("sensitive_facts:viewed", amara)
    with pytest.raises(NotAllowedError):
        actions.save_sensitive_facts(actor=house.actor("Sen"), facts=facts)


def test_protection_holds_at_once_and_ends_as_it_was(house: House) -> None:
    maggie, amara = house.actor("Maggie"), house.children["Amara"]
    assert len(amara.photo_permissions) == len(Purpose)
    for is_protected, expected in ((True, {"own_journal": None}), (False, dict.fromkeys(Purpose))):
        actions.save_sensitive_facts(actor=maggie, facts=SensitiveFacts(child=amara, is_protected=is_protected))
        amara.refresh_from_db()
        assert amara.photo_permissions == expected


def test_facts_of_another_settings_child_are_not_there(house: House, hollies: House) -> None:
    zed = hollies.children["Zed"]
    with pytest.raises(NotFoundError):
        queries.sensitive_facts(house.actor("Maggie"), zed.pk)
    with pytest.raises(NotFoundError):
        actions.save_sensitive_facts(actor=house.actor("Maggie"), facts=SensitiveFacts(child=zed))


def record(house: House, by: str = "Sen", **changes: object) -> Child:
    said = {
        "child_id": house.children["Ben"].pk,
        "answers": {Purpose.OWN_JOURNAL: False},
        "answered_by": "Rosa Example",
        "answered_on": clock.today(house.system.zone),
        "method": "talk",
    } | changes
    return actions.record_photo_permission(actor=house.actor(by), **said)  # type: ignore[arg-type]  # some are wrong


def test_an_answer_is_kept_with_who_when_and_how(house: House) -> None:
    record(house)
    newest = queries.photo_permission_history(house.actor("Stu"), house.children["Ben"].pk)[0]
    assert (newest.purpose, newest.is_allowed, newest.answered_by) == ("own_journal", False, "Rosa Example")
    assert (newest.method, newest.recorded_by) == ("talk", house.staff["Sen"])
    assert last_event().details == {"answers": {"own_journal": False}}
    assert "own_journal" not in Child.objects.get(pk=house.children["Ben"].pk).photo_permissions


def test_separated_parents_who_disagree(house: House) -> None:
    record(house, answers={Purpose.OTHERS_JOURNALS: True}, answered_by="Rosa Example")
    record(house, answers={Purpose.OTHERS_JOURNALS: False}, answered_by="Omar Example")
    ben = house.children["Ben"]
    ben.refresh_from_db()
    assert "others_journals" not in ben.photo_permissions
    with pytest.raises(NotAllowedError, match="nominated member"):
        record(house, answers={Purpose.OTHERS_JOURNALS: True}, is_decision=True)
    record(house, "Maggie", answers={Purpose.OTHERS_JOURNALS: True}, answered_by="Maggie", is_decision=True)
    ben.refresh_from_db()
    assert "others_journals" in ben.photo_permissions


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"answers": {}}, "answers"),
        ({"answered_by": " \x00"}, "answered_by"),
        ({"answered_by": "x" * 121}, "answered_by"),
        ({"answered_on": dt.date(2999, 1, 1)}, "answered_on"),
        ({"last_day": dt.date(2001, 1, 1)}, "last_day"),
        ({"method": "telepathy"}, "method"),
    ],
)
def test_answers_that_cannot_be(change: dict[str, object], field: str, house: House) -> None:
    before = PhotoPermission.objects.count()
    with pytest.raises(InvalidInputError) as raised:
        record(house, "Sen", **change)
    assert set(raised.value.fields) == {field}
    assert PhotoPermission.objects.count() == before


@pytest.mark.django_db(transaction=True)
def test_a_no_is_not_lost_to_a_yes_at_the_same_moment(house: House) -> None:
    """Each of two answers is worked out from both, whichever comes last."""
    rosa = partial(record, house, answers={Purpose.OTHERS_JOURNALS: True}, answered_by="Rosa Example")
    omar = partial(record, house, answers={Purpose.OTHERS_JOURNALS: False}, answered_by="Omar Example")
    for first, second in ((rosa, omar), (omar, rosa)):
        record(house, answers={Purpose.OTHERS_JOURNALS: True}, answered_by="Omar Example")
        assert isinstance(overlapping(house.setting.pk, first, second), Child)
        assert "others_journals" not in Child.objects.get(pk=house.children["Ben"].pk).photo_permissions


def test_views_are_traced(house: House) -> None:
    amara = house.children["Amara"].pk
    actions.record_view(actor=house.actor("Priya"), child_id=amara, part="journal")
    assert (last_event().event, last_event().child_id, last_event().details) == (
        "child:viewed",
        amara,
        {"part": "journal"},
    )
    with pytest.raises(NotAllowedError):
        actions.record_view(actor=house.actor("Grace"), child_id=amara, part="journal")
