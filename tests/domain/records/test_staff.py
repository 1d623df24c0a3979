"""Lines about staff: accounts without a password, roles, rooms; and nobody let in again by a file."""

import pytest

from heartsease.domain.access.permissions import Role
from heartsease.domain.accounts.actions import end_membership
from heartsease.domain.accounts.models import Membership, Person, SignInLink
from heartsease.domain.records.imports.kinds import Kind
from heartsease.domain.records.imports.plan import Change, Fate
from heartsease.domain.setting.actions import save_room
from tests.cast import House
from tests.domain.records.files import Desk

NIA = "Nia New | Nia@Example.org | practitioner | Acorns; oaks"


@pytest.fixture
def desk(house: House) -> Desk:
    """Maggie with a list of staff."""
    return Desk(house, kind=Kind.STAFF, heading="Name | E-mail | Role | Rooms")


def user_name(house: House, name: str) -> str:
    """With what somebody of the cast signs in."""
    return (house.staff.get(name) or house.family[name]).person.user_name


def test_a_new_colleague_gets_an_account_rooms_and_no_way_in(desk: Desk, house: House) -> None:
    line = desk.line(NIA)
    assert line.fate is Fate.ADD
    assert line.sentences == ("Comes in as practitioner, with the user name nia@example.org. Rooms: Acorns, Oaks.",)
    desk.put_in(NIA)
    nia = Membership.objects.get(person__user_name="nia@example.org")
    assert (nia.role, nia.person.full_name) == (Role.PRACTITIONER, "Nia New")
    assert set(nia.rooms.all()) == {house.rooms["Acorns"], house.rooms["Oaks"]}
    assert not nia.person.has_usable_password()
    assert not SignInLink.objects.exists()
    assert desk.fates(NIA) == [Fate.SAME]


@pytest.mark.parametrize(
    ("word", "role"),
    [
        ("Nominated member", Role.NOMINATED_MEMBER),
        ("senior", Role.SENIOR),
        ("Room Leader", Role.SENIOR),
        ("Early-years practitioner", Role.PRACTITIONER),
        ("STUDENT OR SUPPLY", Role.STUDENT),
        ("bank", Role.STUDENT),
    ],
)
def test_roles_are_known_by_usual_words(desk: Desk, word: str, role: Role) -> None:
    desk.put_in(f"Nia New | nia@example.org | {word} |")
    assert Membership.objects.get(person__user_name="nia@example.org").role == role


@pytest.mark.parametrize(
    "word", ["Manager", "Parent or carer", "relative", "maintainer", "system", "The journal itself"]
)
def test_no_other_role_comes_by_a_file(desk: Desk, word: str) -> None:
    line = desk.line(f"Nia New | nia@example.org | {word} |")
    assert line.fate is Fate.REFUSE
    assert line.sentences == (
        f"There is no role called {word}. These are: nominated member, senior, practitioner, student or supply.",
    )


def test_a_nominated_member_is_looked_at_twice(desk: Desk) -> None:
    assert desk.line("Nia New | nia | nominated member |").warnings == (
        "A nominated member sees every child and configures everything.",
    )


def test_rooms_are_changed_and_an_empty_cell_changes_none(desk: Desk, house: House) -> None:
    priya = f"Priya Sunflower | {user_name(house, 'Priya')} | practitioner"
    assert desk.fates(f"{priya} |", f"{priya} | acorns")[0] is Fate.SAME
    line = desk.line(f"{priya} | Oaks")
    assert (line.fate, line.changes) == (Fate.CHANGE, (Change("Rooms", "Acorns", "Oaks"),))
    desk.put_in(f"{priya} | Oaks")
    assert list(house.staff["Priya"].rooms.all()) == [house.rooms["Oaks"]]


def test_a_rooms_own_name_may_hold_a_separator(desk: Desk, house: House) -> None:
    save_room(actor=house.system, name="Babies / Toddlers")
    save_room(actor=house.system, name="Tea, cake")
    assert "Rooms: Babies / Toddlers." in desk.line("A B | a | student | babies / toddlers").sentences[0]
    assert "Rooms: Tea, cake, Oaks." in desk.line("A B | a | student | Tea, cake; Oaks").sentences[0]
    assert "Rooms: Acorns, Oaks." in desk.line("A B | a | student | Acorns, Oaks").sentences[0]
    assert desk.line("A B | a | student | Elms / Oaks").sentences == (
        "There is no room called Elms; add it first, or mend the file.",
    )


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Nia New | | practitioner |", "“E-mail or user name”: this cell is empty."),
        ("| nia | practitioner |", "“Full name”: this cell is empty."),
        ("Nia New | nia | |", "“Role”: this cell is empty."),
        ("Nia New | nia new | practitioner |", "“E-mail or user name”: a user name has no spaces in it."),
        (f"Nia New | {'n' * 151} | practitioner |", "at most 150 characters fit here"),
        ("Nia New | nia | practitioner | Elms", "There is no room called Elms"),
    ],
)
def test_a_line_that_cannot_be_taken_says_why(desk: Desk, row: str, said: str) -> None:
    line = desk.line(row)
    assert line.fate is Fate.REFUSE
    assert said in line.sentences[0]


def test_user_names_are_one_persons_in_the_file_and_in_the_journal(desk: Desk, house: House, hollies: House) -> None:
    hazel = hollies.staff["Hazel"].person
    lines = desk.look(
        NIA, "Nia New | nia@example.org | practitioner |", "Noa Old | NIA@example.org | student |",
        f"Paul Pine | {user_name(house, 'Priya')} | practitioner |", f"Paul Pine | {hazel.user_name} | practitioner |",
        f"{hazel.full_name} | {hazel.user_name} | senior |",
    ).lines  # fmt: skip
    assert [line.fate for line in lines] == [Fate.ADD, *[Fate.REFUSE] * 4, Fate.REFUSE]
    assert lines[1].sentences == ("Line 2 is about the same colleague.",)
    assert lines[2].sentences == ("Line 2 has the same user name for Nia New.",)
    assert lines[3].sentences == lines[4].sentences
    assert lines[3].sentences == ("This user name belongs to somebody else. Please choose another.",)
    assert lines[5].sentences == ("Line 6 has the same user name for Paul Pine.",)


def test_somebody_of_another_setting_may_work_here_too(desk: Desk, hollies: House) -> None:
    hazel = hollies.staff["Hazel"].person
    count = Person.objects.count()
    desk.put_in(f"{hazel.full_name} | {hazel.user_name} | senior |")
    assert Membership.objects.get(person=hazel).role == Role.SENIOR
    assert Person.objects.count() == count


def test_a_role_is_not_changed_by_a_file(desk: Desk, house: House) -> None:
    line = desk.line(f"Priya Sunflower | {user_name(house, 'Priya')} | nominated member |")
    assert line.sentences == ("Priya Sunflower is here already as practitioner. A role is not changed by an import.",)


def test_whoever_was_let_go_is_not_let_in_again_by_an_old_file(desk: Desk, house: House) -> None:
    end_membership(actor=house.system, membership_id=house.staff["Owen"].pk)
    line = desk.line(f"Owen Sunflower | {user_name(house, 'Owen')} | practitioner | Oaks")
    assert line.sentences == (
        "The access of Owen Sunflower has ended. An import does not bring it back: do that by hand.",
    )


def test_namesakes_and_parents_on_the_staff_are_pointed_out(desk: Desk, house: House) -> None:
    namesake, parent = desk.look(
        "Priya Sunflower | other | student |", f"Grace Example | {user_name(house, 'Grace')} | student |"
    ).lines
    with_name = f"with the user name {user_name(house, 'Priya')} (practitioner)."
    assert namesake.warnings == (f"Somebody called Priya Sunflower is here already, {with_name}",)
    assert parent.warnings == (
        "This person reads a journal here as family. After signing in they choose as what they act.",
    )
