"""Lines about children: added, changed, unchanged, refused, and whom one could take for whom."""

import datetime as dt

import pytest

from heartsease.domain.access.permissions import Role
from heartsease.domain.children.models import Child, Sex
from heartsease.domain.records.imports.plan import Change, Fate
from heartsease.domain.setting.actions import save_room
from heartsease.domain.setting.models import Room
from tests.cast import House, add_staff
from tests.domain.records.files import Desk

HEADING = "Name | DOB | Room | Start | Key person | Allergies | Sex | Known as | Last day"
ADA = "Ada Moss | 14/03/2023 | acorns | 01/09/2025 | Priya Sunflower | nuts, all of them | F | Addie |"


@pytest.fixture
def desk(house: House) -> Desk:
    """Maggie with a list of children."""
    return Desk(house, heading=HEADING)


def born(house: House, name: str) -> str:
    """The birth date of a child of the cast, as a list has it."""
    return house.children[name].birth_date.strftime("%d/%m/%Y")


def test_a_new_child_is_added_with_everything_on_the_line(desk: Desk, house: House) -> None:
    line = desk.line(ADA)
    assert (line.fate, line.title, line.changes, line.warnings) == (Fate.ADD, "Ada Moss", (), ())
    assert line.sentences == (
        "Born 14 March 2023, in Acorns from 1 September 2025.",
        "Key person: Priya Sunflower.",
        "Allergies: nuts, all of them",
    )
    desk.put_in(ADA)
    ada = Child.objects.get(full_name="Ada Moss")
    assert (ada.birth_date, ada.start_date, ada.leaving_date) == (dt.date(2023, 3, 14), dt.date(2025, 9, 1), None)
    assert (ada.room, ada.key_person) == (house.rooms["Acorns"], house.staff["Priya"])
    assert (ada.allergies, ada.sex, ada.known_as) == ("nuts, all of them", Sex.FEMALE, "Addie")


def test_looking_writes_nothing(desk: Desk) -> None:
    before = list(Child.objects.values())
    desk.look(ADA)
    assert list(Child.objects.values()) == before


def test_the_same_file_twice_changes_nothing(desk: Desk) -> None:
    rows = [ADA, "Zoë Brun | 15/03/2023 | Oaks | 01/09/2025 | | | | | 01/09/2026"]
    desk.put_in(*rows)
    before = list(Child.objects.values())
    assert desk.fates(*rows) == [Fate.SAME, Fate.SAME]
    assert desk.put_in(*rows).counts == {"add": 0, "change": 0, "same": 2, "refuse": 0}
    assert list(Child.objects.values()) == before


def test_what_changes_is_shown_from_what_to_what(desk: Desk, house: House) -> None:
    row = f"AMARA  example | {born(house, 'Amara')} | Oaks | | owen sunflower | sesame | girl | | 31/07/2099"
    line = desk.line(row)
    assert (line.fate, line.title) == (Fate.CHANGE, "Amara Example")
    assert line.child_id == house.children["Amara"].pk
    assert set(line.changes) == {
        Change("Room", "Acorns", "Oaks"),
        Change("Key person", "Priya Sunflower", "Owen Sunflower"),
        Change("Allergies", "–", "sesame"),
        Change("Girl or boy", "–", "Girl"),
        Change("Last day", "–", "31 July 2099"),
    }
    desk.put_in(row)
    amara = Child.objects.get(pk=house.children["Amara"].pk)
    assert (amara.full_name, amara.room, amara.allergies) == ("Amara Example", house.rooms["Oaks"], "sesame")
    assert desk.fates(row) == [Fate.SAME]


def test_what_every_list_shows_is_no_look_into_the_record(desk: Desk, house: House) -> None:
    line = desk.line(f"Amara Example | {born(house, 'Amara')} | Oaks | | Owen Sunflower | | | Ami |")
    assert {change.label for change in line.changes} == {"Room", "Key person", "Known as"}
    assert line.child_id is None


def test_an_empty_cell_changes_nothing(desk: Desk, house: House) -> None:
    Child.objects.filter(pk=house.children["Ben"].pk).update(allergies="nuts", known_as="Benny", sex=Sex.MALE)
    assert desk.fates(f"Ben Example | {born(house, 'Ben')} | | | | | | |") == [Fate.SAME]
    assert desk.fates(f"Leo Example | {born(house, 'Leo')} | | | | | | |") == [Fate.SAME]


def test_accents_and_capitals_make_no_other_child(desk: Desk) -> None:
    desk.put_in("Zoë O’Brien | 14/03/2023 | Oaks | 01/09/2025 | | | | |")
    assert desk.fates("ZOE  O'BRIEN | 14.03.2023 | | | | | | |") == [Fate.SAME]
    assert desk.fates("Zoë O’Brien | 15.03.2023 | Oaks | 01/09/2025 | | | | |") == [Fate.ADD]


def test_a_child_of_another_setting_is_unknown_here(desk: Desk, house: House, hollies: House) -> None:
    zed = hollies.children["Zed"]
    row = f"{zed.full_name} | {zed.birth_date:%d/%m/%Y} | Acorns | 01/09/2025 | Hazel Hollies | | | |"
    line = desk.line(row)
    assert line.fate is Fate.ADD
    assert line.warnings[0] == "There is no colleague called Hazel Hollies, so no key person is taken from this line."
    assert zed.full_name not in " ".join(line.warnings)
    desk.put_in(row)
    assert Child.objects.filter(full_name=zed.full_name).get().pk != zed.pk
    assert desk.line("Ada Moss | 14/03/2023 | Ivy | 01/09/2025 | | | | |").fate is Fate.REFUSE


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("| 14/03/2023 | Acorns | 01/09/2025 | | | | |", "“Full name”: this cell is empty."),
        ("Ada Moss | | Acorns | 01/09/2025 | | | | |", "“Date of birth”: this cell is empty."),
        ("Ada Moss | 14/03/2023 | | 01/09/2025 | | | | |", "“Room”: this cell is empty."),
        ("Ada Moss | 14/03/2023 | Acorns | | | | | |", "“First day”: this cell is empty."),
        (
            "Ada Moss | 14/03/2023 | Elms | 01/09/2025 | | | | |",
            "There is no room called Elms; add it first, or mend the file.",
        ),
        ("Ada Moss | 14/03/1999 | Acorns | 01/09/2025 | | | | |", "This birth date is too long ago for a child here."),
        ("Ada Moss | 14/03/2099 | Acorns | 01/09/2099 | | | | |", "This birth date is too far in the future."),
        ("Ada Moss | 14/03/2023 | Acorns | 01/09/2022 | | | | |", "The start date is before the birth date."),
        (
            "Ada Moss | 14/03/2023 | Acorns | 01/09/2025 | | | | | 31/08/2025",
            "The leaving date is before the start date.",
        ),
        ("Ada Moss | 14/03/2023 | Acorns | 01/09/2025 | | | blue | |", "“Girl or boy”: write girl, boy or nothing."),
        (f"{'x' * 121} | 14/03/2023 | Acorns | 01/09/2025 | | | | |", "at most 120 characters fit here"),
    ],
)
def test_a_line_that_cannot_be_taken_says_why(desk: Desk, row: str, said: str) -> None:
    line = desk.line(row)
    assert line.fate is Fate.REFUSE
    assert len(line.sentences) == 1
    assert said in line.sentences[0]


def test_every_problem_of_a_line_is_said_at_once(desk: Desk) -> None:
    line = desk.line("Ada Moss | 14/03/2023 | Elms | 32/09/2025 | | | blue | |")
    assert len(line.sentences) == 3


def test_a_closed_room_is_no_room(desk: Desk, house: House) -> None:
    save_room(actor=house.system, name="Elms")
    Room.objects.filter(name="Elms").update(is_open=False)
    assert desk.fates("Ada Moss | 14/03/2023 | Elms | 01/09/2025 | | | | |") == [Fate.REFUSE]


def test_a_child_stands_on_one_line_only(desk: Desk) -> None:
    first, second = desk.look(ADA, "ada moss | 2023-03-14 | Oaks | 01/09/2025 | | | | |").lines
    assert (first.fate, second.fate) == (Fate.ADD, Fate.REFUSE)
    assert second.sentences == ("Line 2 is about the same child.",)


def test_two_of_a_name_and_birthday_are_not_chosen_between(desk: Desk, house: House) -> None:
    amara = house.children["Amara"]
    Child.objects.filter(pk=house.children["Ben"].pk).update(full_name=amara.full_name, birth_date=amara.birth_date)
    line = desk.line(f"Amara Example | {born(house, 'Amara')} | Oaks | | | | | |")
    assert line.sentences[0].startswith("Several children of this name and birth date are here already.")


def test_a_key_person_is_found_by_name_or_user_name_or_not_at_all(desk: Desk, house: House) -> None:
    add_staff(house, "Priya", Role.STUDENT)
    two, unknown, by_user_name = desk.look(
        "Ada Moss | 14/03/2023 | Acorns | 01/09/2025 | Priya Sunflower | | | |",
        "Bo Fern | 15/03/2023 | Oaks | 01/09/2025 | Quentin | | | |",
        f"Cy Ivy | 16/03/2023 | Oaks | 01/09/2025 | {house.staff['Owen'].person.user_name.upper()} | | | |",
    ).lines
    # The second Priya has the same user name, so she is one person in two roles.
    assert two.warnings[0].startswith("Several colleagues are called Priya Sunflower")
    assert unknown.warnings == ("There is no colleague called Quentin, so no key person is taken from this line.",)
    assert by_user_name.warnings == ()
    assert "Key person: Owen Sunflower." in by_user_name.sentences


@pytest.mark.parametrize(
    ("name", "birth_date", "room", "said"),
    [
        ("Ada Mossy", "15/03/2023", "Oaks", "The name could be taken for Ada Moss (line 2)."),
        ("Ida Moss", "15/03/2023", "Oaks", "The name could be taken for Ada Moss (line 2)."),
        ("Áda-Moss", "15/03/2023", "Oaks", "The name could be taken for Ada Moss (line 2)."),
        ("Ada Fern", "15/03/2023", "Acorns", "Called Ada like Ada Moss (line 2), in the same room."),
        ("Ada Fern", "15/03/2023", "Oaks", ""),
        ("Cy Ivy", "14/03/2023", "Oaks", "Born on the same day as Ada Moss (line 2)."),
        ("Cy Ivy", "15/03/2023", "Acorns", ""),
    ],
)
def test_whom_one_could_take_for_whom(desk: Desk, name: str, birth_date: str, room: str, said: str) -> None:
    ada, other = desk.look(
        "Ada Moss | 14/03/2023 | Acorns | 01/09/2025 | | | | |",
        f"{name} | {birth_date} | {room} | 01/09/2025 | | | | |",
    ).lines
    assert other.warnings == ((said,) if said else ())
    assert bool(ada.warnings) is bool(said)


def test_whom_of_the_present_children_one_could_take_for_whom(desk: Desk, house: House) -> None:
    line = desk.line(f"Amira Example | {born(house, 'Ben')} | Acorns | 01/09/2025 | | | | |")
    assert line.warnings[0] == "The name could be taken for Amara Example (here already)."
    assert line.warnings[1].startswith("Born on the same day as ")


def test_of_many_alike_three_are_named(desk: Desk) -> None:
    rows = [
        f"Ada {name} | {day}/03/2023 | Oaks | 01/09/2025 | | | | |"
        for day, name in enumerate(["Fern", "Ivy", "Ash", "Elm", "Oak"], 10)
    ]
    assert desk.look(*rows).lines[4].warnings == (
        "Called Ada like Ada Fern (line 2), Ada Ivy (line 3), Ada Ash (line 4) and others, in the same room.",
    )
