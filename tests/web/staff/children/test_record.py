"""A child's record: shown, written, and everything that somebody may type into it."""

import datetime as dt
import re

import pytest

from heartsease.domain.accounts import actions as accounts
from heartsease.domain.audit.models import AuditEvent
from heartsease.domain.children.models import Child, Contact
from heartsease.kernel import clock
from tests.cast import House
from tests.tampering import forget_trace
from tests.web.staff.children.making import add_contact, change_child, child_form

CONTACT = {"full_name": "Grace Example", "relation": "mother"}


def day(house: House, days: int) -> str:
    """The day so many days from today, as a browser sends it."""
    return (clock.today(house.system.zone) + dt.timedelta(days=days)).isoformat()


def record(house: House, name: str, by: str = "Sen") -> str:
    """The page of a child's record."""
    return house.client(by).get(f"/children/{house.children[name].pk}/record").content.decode()


def test_a_child_is_added_with_everything(house: House) -> None:
    sent = child_form(
        house,
        known_as="Addie",
        sex="female",
        key_person=str(house.staff["Priya"].pk),
        leaving_date=day(house, 700),
        home_languages="English, Yoruba",
        allergies="Nuts",
        dietary_needs="Halal",
        health_needs="Asthma",
        interests="Trains",
    )
    response = house.client("Sen").post("/children/new", sent)
    ada = Child.objects.get(full_name="Ada Example")
    assert response.status_code == 302
    assert response.headers["Location"] == f"/children/{ada.pk}/record"
    assert (ada.known_as, ada.sex, ada.room, ada.key_person) == (
        "Addie",
        "female",
        house.rooms["Acorns"],
        house.staff["Priya"],
    )
    assert ada.photo_permissions == {}
    house.children["Ada"] = ada
    page = record(house, "Ada")
    for shown in ("Addie", "Girl", "Priya Sunflower", "English, Yoruba", "Nuts", "Halal", "Asthma", "Trains"):
        assert shown in page


def test_a_record_is_changed_and_the_trace_says_which_fields(house: House) -> None:
    amara = house.children["Amara"]
    sent = child_form(house, full_name="Amara Okafor", start_date=amara.start_date.isoformat())
    response = house.client("Sen").post(f"/children/{amara.pk}/record/edit", sent | {"birth_date": "14/03/2023"})
    assert response.status_code == 302
    amara.refresh_from_db()
    assert (amara.full_name, amara.birth_date) == ("Amara Okafor", dt.date(2023, 3, 14))
    event = AuditEvent.objects.get(event="child:changed")
    assert set(event.details["fields"]) == {"full_name", "birth_date", "key_person"}


def test_a_form_that_was_not_touched_changes_nothing(house: House) -> None:
    change_child(house, "Amara", known_as="Ami", allergies="Nuts\nand sesame", home_languages="English")
    forget_trace()
    address = f"/children/{house.children['Amara'].pk}/record/edit"
    sen = house.client("Sen")
    form = sen.get(address).context["form"]
    sent = {field.html_name: "" if field.value() is None else str(field.value()) for field in form}
    assert sent["known_as"] == "Ami"
    assert sen.post(address, sent).status_code == 302
    assert not AuditEvent.objects.filter(event="child:changed").exists()


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("full_name", "x" * 300, "“Full name”: at most 120 characters fit here, and these are 300."),
        ("full_name", "", "Write the child&#x27;s full name."),
        ("full_name", "\x00 \x01", "Write the child&#x27;s full name."),
        ("known_as", "y" * 61, "at most 60 characters fit here"),
        ("home_languages", "z" * 201, "at most 200 characters fit here"),
        ("allergies", "a" * 1001, "at most 1000 characters fit here"),
        ("dietary_needs", "a" * 1001, "at most 1000 characters fit here"),
        ("health_needs", "a" * 1001, "at most 1000 characters fit here"),
        ("interests", "a" * 1001, "at most 1000 characters fit here"),
        ("birth_date", "", "Write the date of birth."),
        ("birth_date", "31/02/2023", "this is no day of the calendar."),
        ("birth_date", "2023-01-01\x00", "this is no day of the calendar."),
        ("birth_date", "2099-01-01", "too far in the future"),
        ("birth_date", "1999-01-01", "too long ago"),
        ("birth_date", "0001-01-01", "too long ago"),
        ("start_date", "2001-01-01", "The start date is before the birth date."),
        ("leaving_date", "2001-01-01", "The leaving date is before the start date."),
        ("room", "", "Choose a room."),
        ("room", "nonsense", "Choose one of the rooms."),
        ("room", "00000000-0000-7000-8000-000000000000", "Choose one of the rooms."),
        ("key_person", "nonsense", "Choose one of your colleagues."),
        ("sex", "other", "Select a valid choice."),
    ],
)
@pytest.mark.parametrize("is_new", [True, False])
def test_each_limit_speaks_beside_its_field(house: House, field: str, value: str, sentence: str, is_new: bool) -> None:
    amara = house.children["Amara"]
    before = Child.objects.values().get(pk=amara.pk)
    address = "/children/new" if is_new else f"/children/{amara.pk}/record/edit"
    response = house.client("Sen").post(address, child_form(house, interests="Kept as typed") | {field: value})
    page = response.content.decode()
    assert response.status_code == 422
    beside = re.search(rf'id="id_{field}_error".*?</div>', page, flags=re.DOTALL)
    assert beside is not None
    assert sentence in beside[0]
    assert sentence in page[page.index("error-summary") : page.index("<h1>")]
    if field != "interests":
        assert "Kept as typed" in page
    if value.isprintable() and field not in {"room", "key_person", "sex"}:
        assert value in page
    assert Child.objects.values().get(pk=amara.pk) == before
    assert not Child.objects.filter(full_name="Ada Example").exists()


@pytest.mark.parametrize("side", ["room", "key_person"])
def test_rooms_and_colleagues_of_another_setting_are_no_choice(house: House, hollies: House, side: str) -> None:
    foreign = {"room": hollies.rooms["Ivy"].pk, "key_person": hollies.staff["Hazel"].pk}[side]
    assert house.client("Sen").post("/children/new", child_form(house) | {side: str(foreign)}).status_code == 422
    assert "Hazel" not in house.client("Sen").get("/children/new").content.decode()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("عائشة بنت محمد", "عائشة بنت محمد"),
        ("Ada 🦋 Example", "Ada 🦋 Example"),
        ("Ada\x00 Ex\x00ample", "Ada Example"),
        ("  Ada \t  Example ", "Ada Example"),
        ("Zoe\u0308 Example", "Zoë Example"),
        ("x" * 120, "x" * 120),
    ],
)
def test_names_of_every_kind_are_kept_and_shown(house: House, typed: str, kept: str) -> None:
    response = house.client("Sen").post("/children/new", child_form(house, full_name=typed))
    assert response.status_code == 302
    child = Child.objects.get(full_name=kept)
    assert kept in house.client("Sen").get(f"/children/{child.pk}/record").content.decode()
    assert kept.split(maxsplit=1)[0] in house.client("Sen").get("/children/").content.decode()


def test_a_child_may_be_expected_before_birth(house: House) -> None:
    sent = child_form(house, birth_date=day(house, 100), start_date=day(house, 400))
    assert house.client("Sen").post("/children/new", sent).status_code == 302
    child = Child.objects.get(full_name="Ada Example")
    assert "not born yet" in house.client("Sen").get(f"/children/{child.pk}").content.decode()


def test_contacts_are_shown_with_all_that_must_be_held(house: House) -> None:
    add_contact(
        house,
        "Amara",
        "Grace Okafor",
        address="12 Meadow Lane\nLeeds",
        phone_numbers="07700 900123, +44 113 496 0111",
        email="grace@example.org",
        has_parental_responsibility=True,
        child_lives_with=True,
        emergency_order=1,
        may_collect=True,
    )
    page = record(house, "Amara", by="Priya")
    for shown in (
        "Grace Okafor",
        "12 Meadow Lane<br>Leeds",
        'href="tel:07700900123"',
        'href="tel:+441134960111"',
        "mailto:grace@example.org",
        "Parental responsibility",
        "Lives with them",
        "Emergency: 1",
    ):
        assert shown in page
    assert "Grace Okafor" in page[page.index('id="emergency"') : page.index('id="about"')]
    assert "Grace Okafor" in page[page.index('id="collect"') : page.index('id="readers"')]


def test_what_is_missing_is_said_gently(house: House) -> None:
    sentences = ["no key person yet", "fewer than two people", "parental responsibility", "with whom the child lives"]
    change_child(house, "Ben", key_person=None)
    page = record(house, "Ben")
    assert all(sentence in page for sentence in sentences)
    change_child(house, "Ben", key_person=house.staff["Priya"])
    add_contact(house, "Ben", "Rosa", emergency_order=1, has_parental_responsibility=True, child_lives_with=True)
    assert "fewer than two people" in record(house, "Ben")
    add_contact(house, "Ben", "Omar", emergency_order=2)
    assert "Still missing" not in record(house, "Ben")


def test_a_key_person_who_has_left_is_missed(house: House) -> None:
    assert "The key person has left" not in record(house, "Amara")
    accounts.end_membership(actor=house.actor("Maggie"), membership_id=house.staff["Priya"].pk)
    assert "The key person has left" in record(house, "Amara")


def test_contacts_are_added_changed_and_taken_off(house: House) -> None:
    sen, base = house.client("Sen"), f"/children/{house.children['Amara'].pk}"
    assert sen.post(f"{base}/contacts/new", CONTACT | {"may_collect": "on", "emergency_order": "1"}).status_code == 302
    contact = Contact.objects.get()
    assert (contact.may_collect, contact.emergency_order, contact.child_lives_with) == (True, 1, False)
    page = sen.get(f"{base}/contacts/{contact.pk}").content.decode()
    assert 'value="Grace Example"' in page
    assert sen.post(f"{base}/contacts/{contact.pk}", CONTACT | {"relation": "aunt"}).status_code == 302
    contact.refresh_from_db()
    assert (contact.relation, contact.may_collect, contact.emergency_order) == ("aunt", False, None)
    assert "Take Grace Example off the record?" in sen.get(f"{base}/contacts/{contact.pk}/remove").content.decode()
    assert Contact.objects.exists()
    assert sen.post(f"{base}/contacts/{contact.pk}/remove").status_code == 302
    assert not Contact.objects.exists()
    assert sen.post(f"{base}/contacts/{contact.pk}/remove").status_code == 404


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("full_name", "x" * 300, "at most 120 characters fit here"),
        ("relation", "", "Say what this person is to the child."),
        ("relation", "x" * 61, "at most 60 characters fit here"),
        ("phone_numbers", "1" * 121, "at most 120 characters fit here"),
        ("email", "not an address", "This is no e-mail address."),
        ("email", f"{'x' * 300}@example.org", "at most 254 characters fit here"),
        ("address", "x" * 501, "at most 500 characters fit here"),
        ("emergency_order", "0", "write a whole number from 1 to 20."),
        ("emergency_order", "21", "write a whole number from 1 to 20."),
        ("emergency_order", "-1", "write a whole number from 1 to 20."),
        ("emergency_order", "first", "write a whole number from 1 to 20."),
        ("emergency_order", "9" * 30, "write a whole number from 1 to 20."),
    ],
)
def test_each_limit_of_a_contact_speaks_beside_its_field(house: House, field: str, value: str, sentence: str) -> None:
    address = f"/children/{house.children['Amara'].pk}/contacts/new"
    response = house.client("Sen").post(address, CONTACT | {"phone_numbers": "07700 900123"} | {field: value})
    page = response.content.decode()
    assert response.status_code == 422
    beside = re.search(rf'id="id_{field}_error".*?</div>', page, flags=re.DOTALL)
    assert beside is not None
    assert sentence in beside[0]
    assert value in page
    assert not Contact.objects.exists()


def test_a_practitioner_reads_and_is_not_offered_to_write(house: House) -> None:
    add_contact(house, "Amara", "Grace Okafor")
    page = record(house, "Amara", by="Priya")
    assert "Grace Okafor" in page
    for offer in ("/record/edit", "/portrait", "/contacts/", "/family/"):
        assert f"{house.children['Amara'].pk}{offer}" not in page
