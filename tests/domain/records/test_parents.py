"""Lines about parents and relatives: the right child, an account, a home, a contact; nobody brought back by a file."""

import pytest

from heartsease.domain.access.permissions import Role
from heartsease.domain.accounts import queries as account_queries
from heartsease.domain.accounts.models import Membership, SignInLink
from heartsease.domain.audit.models import AuditEvent
from heartsease.domain.children import actions as children
from heartsease.domain.children import queries as child_queries
from heartsease.domain.children.models import Child, Contact, FamilyLink
from heartsease.domain.records import actions, queries
from heartsease.domain.records.imports.kinds import Kind
from heartsease.domain.records.imports.plan import Change, Fate
from heartsease.kernel.errors import ConflictError
from tests.cast import House
from tests.domain.records.files import Desk, table

HEADING = "Child | DOB | Parent | Relation | E-mail | Reads as | Lives with | PR | Phone"


@pytest.fixture
def desk(house: House) -> Desk:
    """Maggie with a list of parents."""
    return Desk(house, kind=Kind.PARENTS, heading=HEADING)


def of(house: House, name: str) -> str:
    """The cells that say which child it is."""
    child = house.children[name]
    return f"{child.full_name} | {child.birth_date:%d/%m/%Y}"


def user_name(house: House, name: str) -> str:
    """With what somebody of the cast signs in."""
    return house.family[name].person.user_name


def links(child: Child) -> dict[str, FamilyLink]:
    """Who is linked to a child, by full name."""
    found = FamilyLink.objects.select_related("membership__person").filter(child=child, ended_at__isnull=True)
    return {link.membership.person.full_name: link for link in found}


def test_a_parent_gets_an_account_a_link_and_a_place_on_the_record(desk: Desk, house: House) -> None:
    row = f"{of(house, 'Leo')} | Lena Lake | mother | Lena@Example.org | | | yes | +44 1632 960001"
    line = desk.line(row)
    assert (line.fate, line.title) == (Fate.ADD, "Lena Lake, for Leo Example")
    assert line.sentences == (
        "Is to read the journal of Leo as parent or carer (mother), with the user name lena@example.org.",
        "Becomes a contact (mother) on the record of Leo.",
    )
    desk.put_in(row)
    lena = Membership.objects.get(person__user_name="lena@example.org")
    assert (lena.role, lena.person.has_usable_password()) == (Role.PARENT, False)
    assert not SignInLink.objects.exists()
    assert links(house.children["Leo"])["Lena Lake"].relation == "mother"
    contact = Contact.objects.get(child=house.children["Leo"])
    assert (contact.full_name, contact.relation, contact.email) == ("Lena Lake", "mother", "lena@example.org")
    assert (contact.phone_numbers, contact.has_parental_responsibility) == ("+44 1632 960001", True)
    assert desk.fates(row) == [Fate.SAME]


@pytest.mark.parametrize(
    ("relation", "reads_as", "role"),
    [
        ("Mother", "", Role.PARENT),
        ("step-father", "", Role.PARENT),
        ("Dad", "", Role.PARENT),
        ("foster carer", "", Role.PARENT),
        ("Grandma", "", Role.RELATIVE),
        ("great-grandfather", "", Role.RELATIVE),
        ("Auntie", "", Role.RELATIVE),
        ("grandmother", "Parent or carer", Role.PARENT),
        ("mother", "relative", Role.RELATIVE),
        ("neighbour", "Relative", Role.RELATIVE),
    ],
)
def test_as_what_they_read(desk: Desk, house: House, relation: str, reads_as: str, role: Role) -> None:
    desk.put_in(f"{of(house, 'Leo')} | Lena Lake | {relation} | lena | {reads_as} | | |")
    assert Membership.objects.get(person__user_name="lena").role == role


@pytest.mark.parametrize(("relation", "reads_as"), [("neighbour", ""), ("mother", "nominated member"), ("", "manager")])
def test_nobody_reads_by_a_guess(desk: Desk, house: House, relation: str, reads_as: str) -> None:
    line = desk.line(f"{of(house, 'Leo')} | Lena Lake | {relation} | lena | {reads_as} | | |")
    assert line.fate is Fate.REFUSE
    assert "“Reads as”: write parent or relative." in line.sentences


def test_without_an_account_an_adult_is_a_contact_only(desk: Desk, house: House) -> None:
    row = f"{of(house, 'Leo')} | Nell Next | neighbour | | | | no | 01632 960002"
    assert desk.line(row).sentences == ("Becomes a contact (neighbour) on the record of Leo.",)
    desk.put_in(row)
    assert links(house.children["Leo"]) == {}
    assert not Membership.objects.filter(person__full_name="Nell Next").exists()
    assert Contact.objects.get(child=house.children["Leo"]).full_name == "Nell Next"
    assert desk.fates(row) == [Fate.SAME]


def test_a_mother_of_two_stands_on_two_lines_and_is_admitted_once(desk: Desk, house: House) -> None:
    rows = [f"{of(house, name)} | Lena Lake | mother | lena@example.org | | | | " for name in ("Leo", "Mia")]
    desk.put_in(*rows)
    admitted = AuditEvent.objects.filter(event="person:admitted")
    lena = Membership.objects.get(person__user_name="lena@example.org")
    assert admitted.filter(subject_id=lena.pk).count() == 1
    assert FamilyLink.objects.filter(membership=lena).values("household").distinct().count() == 1
    assert desk.fates(*rows) == [Fate.SAME, Fate.SAME]


def test_somebody_who_is_here_already_is_linked_to_another_child(desk: Desk, house: House) -> None:
    before = AuditEvent.objects.filter(event="person:admitted").count()
    desk.put_in(f"{of(house, 'Ben')} | Grace Example | aunt | {user_name(house, 'Grace')} | parent | | |")
    assert links(house.children["Ben"])["Grace Example"].membership == house.family["Grace"]
    assert AuditEvent.objects.filter(event="person:admitted").count() == before


def test_what_changes_on_the_contact_is_shown(desk: Desk, house: House) -> None:
    children.save_contact(
        actor=house.system,
        child_id=house.children["Amara"].pk,
        details=children.ContactDetails(
            full_name="Grace Example", relation="mother", phone_numbers="1", address="Here"
        ),
    )
    row = f"{of(house, 'Amara')} | grace example | Mum | {user_name(house, 'Grace')} | | | y | 2"
    line = desk.line(row)
    assert (line.fate, line.child_id) == (Fate.CHANGE, house.children["Amara"].pk)
    assert line.changes == (
        Change("What they are to the child", "mother", "Mum"),
        Change("Telephone numbers", "1", "2"),
        Change("Parental responsibility", "no", "yes"),
    )
    assert line.warnings == ("Stands among the readers of the journal as “mother”, and stays so.",)
    desk.put_in(row)
    contact = Contact.objects.get(child=house.children["Amara"])
    assert (contact.full_name, contact.phone_numbers, contact.address) == ("Grace Example", "2", "Here")
    assert desk.fates(row) == [Fate.SAME]


# --- homes -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_two_of_one_home_share_it_in_whatever_order_they_stand(
    desk: Desk, house: House, order: tuple[int, int]
) -> None:
    rows = [
        f"{of(house, 'Leo')} | Lena Lake | mother | lena | | Luca Lake | |",
        f"{of(house, 'Leo')} | Luca Lake | father | luca | | lena lake | |",
    ]
    rows = [rows[place] for place in order]
    assert "Shares a home with Luca Lake." in desk.look(*rows).lines[order.index(0)].sentences
    desk.put_in(*rows)
    found = links(house.children["Leo"])
    assert found["Lena Lake"].household_id == found["Luca Lake"].household_id
    assert desk.fates(*rows) == [Fate.SAME, Fate.SAME]


def test_without_a_word_each_is_a_home_of_their_own(desk: Desk, house: House) -> None:
    desk.put_in(
        f"{of(house, 'Leo')} | Lena Lake | mother | lena | | | |",
        f"{of(house, 'Leo')} | Luca Lake | father | luca | | | |",
    )
    found = links(house.children["Leo"])
    assert found["Lena Lake"].household_id != found["Luca Lake"].household_id


def test_a_newcomer_joins_the_home_of_somebody_who_is_here(desk: Desk, house: House) -> None:
    desk.put_in(f"{of(house, 'Ben')} | Raul Ray | stepfather | raul | | Rosa Example | |")
    found = links(house.children["Ben"])
    assert found["Raul Ray"].household_id == found["Rosa Example"].household_id
    assert found["Raul Ray"].household_id != found["Omar Example"].household_id


def test_parents_who_live_apart_are_never_brought_together(desk: Desk, house: House) -> None:
    before = {name: link.household_id for name, link in links(house.children["Ben"]).items()}
    direct = desk.line(f"{of(house, 'Ben')} | Rosa Example | mother | {user_name(house, 'Rosa')} | | Omar Example | |")
    assert direct.sentences == (
        "Rosa Example and Omar Example live apart in the journal. An import does not bring them together.",
    )
    rows = [
        f"{of(house, 'Ben')} | Raul Ray | stepfather | raul | | Rosa Example | |",
        f"{of(house, 'Ben')} | Omar Example | father | {user_name(house, 'Omar')} | | Raul Ray | |",
    ]
    assert desk.fates(*rows) == [Fate.ADD, Fate.REFUSE]
    desk.put_in(*rows)
    after = links(house.children["Ben"])
    assert {name: after[name].household_id for name in before} == before


def test_whoever_lives_with_somebody_who_is_not_taken_waits_too(desk: Desk, house: House) -> None:
    lines = desk.look(
        f"{of(house, 'Ben')} | Una One | aunt | una | | Tom Two | |",
        f"{of(house, 'Ben')} | Tom Two | uncle | tom | | Nobody Here | |",
        f"{of(house, 'Ben')} | Rosa Example | mother | {user_name(house, 'Rosa')} | | Una One | |",
        f"{of(house, 'Ben')} | Raul Ray | stepfather | raul | | Rosa Example | |",
    ).lines
    assert [line.sentences for line in lines[:3]] == [
        ("Tom Two, with whom they live, cannot be taken.",),
        ("Nobody Here is not among the adults who read this child’s journal, here or in the file.",),
        ("Una One, with whom they live, cannot be taken.",),
    ]
    assert lines[3].fate is Fate.ADD, "Rosa is here, whatever her line says"


def test_a_home_with_a_mere_contact_changes_nothing(desk: Desk, house: House) -> None:
    rows = [
        f"{of(house, 'Leo')} | Lena Lake | mother | lena | | Nell Next | |",
        f"{of(house, 'Leo')} | Nell Next | neighbour | | | | |",
    ]
    assert desk.look(*rows).lines[0].warnings == ("Nell Next reads no journal, so “Lives with” changes nothing.",)
    desk.put_in(*rows)
    assert desk.fates(*rows) == [Fate.SAME, Fate.SAME]


def test_a_chain_of_homes_is_one_home(desk: Desk, house: House) -> None:
    rows = [f"{of(house, 'Leo')} | Adult{number} | aunt | a{number} | | Adult{number + 1} | |" for number in range(5)]
    rows.append(f"{of(house, 'Leo')} | Adult5 | aunt | a5 | | | |")
    desk.put_in(*rows)
    assert len({link.household_id for link in links(house.children["Leo"]).values()}) == 1


# --- what is refused -------------------------------------------------------------------------------------------------


def test_the_child_must_be_the_right_one(desk: Desk, house: House, hollies: House) -> None:
    zed = hollies.children["Zed"]
    wrong_day, stranger, elsewhere = desk.look(
        "Leo Example | 01/01/2022 | Lena Lake | mother | lena | | | |",
        "Bo Fern | 01/01/2022 | A B | mother | ab | | | |",
        f"{zed.full_name} | {zed.birth_date:%d/%m/%Y} | C D | mother | cd | | | |",
    ).lines
    assert wrong_day.sentences == ("Leo Example is here, but not with this date of birth (1 January 2022).",)
    assert stranger.sentences == (
        "There is no child called Bo Fern, born on 1 January 2022. Import the children first, or mend the file.",
    )
    assert elsewhere.sentences[0].startswith("There is no child called Zed Example, born on ")


def test_an_adult_stands_once_for_each_child(desk: Desk, house: House) -> None:
    lines = desk.look(
        f"{of(house, 'Leo')} | Lena Lake | mother | lena | | | |",
        f"{of(house, 'Leo')} | LENA LAKE | mother | lena | | | |",
        f"{of(house, 'Leo')} | Luca Lake | father | lena | | | |",
        f"{of(house, 'Mia')} | Lena Lake | mother | lena2 | | | |",
    ).lines
    assert [line.fate for line in lines] == [Fate.ADD, Fate.REFUSE, Fate.REFUSE, Fate.ADD]
    assert lines[1].sentences == ("Line 2 is about an adult of this name and the same child.",)
    assert lines[2].sentences == ("Line 2 has the same user name for Lena Lake.",)


def test_access_that_was_ended_is_not_brought_back_by_an_old_file(desk: Desk, house: House) -> None:
    link = house.links["Omar", "Ben"]
    children.unlink_family(actor=house.system, child_id=link.child_id, link_id=link.pk)
    row = f"{of(house, 'Ben')} | Omar Example | father | {user_name(house, 'Omar')} | | | |"
    assert desk.line(row).sentences == (
        "The access of Omar Example to this journal has ended. An import does not bring it back.",
    )
    Membership.objects.filter(pk=house.family["Omar"].pk).update(ended_at=link.linked_at)
    assert desk.line(row).sentences == (
        "The access of Omar Example has ended. An import does not bring it back: do that by hand.",
    )


def test_a_relative_does_not_become_a_parent_by_a_file(desk: Desk, house: House) -> None:
    line = desk.line(f"{of(house, 'Amara')} | Nana Example | grandmother | {user_name(house, 'Nana')} | parent | | |")
    assert line.sentences == ("Nana Example reads this journal already, as relative. An import does not change that.",)


def test_two_contacts_of_a_name_are_not_chosen_between(desk: Desk, house: House) -> None:
    for _number in range(2):
        children.save_contact(
            actor=house.system,
            child_id=house.children["Leo"].pk,
            details=children.ContactDetails(full_name="Lena Lake", relation="mother"),
        )
    line = desk.line(f"{of(house, 'Leo')} | Lena Lake | mother | lena | | | |")
    assert line.sentences == ("Several contacts of this name are on the child’s record. Do this there.",)


def test_namesakes_and_other_roles_are_pointed_out(desk: Desk, house: House) -> None:
    namesake, colleague, grandmother = desk.look(
        f"{of(house, 'Leo')} | Grace Example | mother | other | | | |",
        f"{of(house, 'Leo')} | Priya Sunflower | mother | {house.staff['Priya'].person.user_name} | | | |",
        f"{of(house, 'Leo')} | Nana Example | mother | {user_name(house, 'Nana')} | parent | | |",
    ).lines
    with_name = f"with the user name {user_name(house, 'Grace')} (parent or carer)."
    assert namesake.warnings == (f"Somebody called Grace Example is here already, {with_name}",)
    assert colleague.warnings == ("This is a colleague. After signing in they choose as what they act.",)
    assert grandmother.warnings == ("Is here already as relative.",)


def test_parental_responsibility_stands_on_the_link_too(desk: Desk, house: House) -> None:
    leo = of(house, "Leo")
    desk.put_in(
        f"{leo} | Lena Lake | mother | lena | | | yes |", f"{leo} | Luca Lake | stepfather | luca | | | no |",
        f"{leo} | Lotte Lake | mother | lotte | | | |", f"{leo} | Lisa Lake | aunt | lisa | | | yes |",
    )  # fmt: skip
    held = {name for name, link in links(house.children["Leo"]).items() if link.has_parental_responsibility}
    assert held == {"Lena Lake"}, "and a relative holds none"


def test_a_restriction_is_seen_before_anything_is_written(desk: Desk, house: House) -> None:
    """By name, where the adult has no account yet, and by account, whatever name a file gives."""
    ben, rosa = house.children["Ben"], house.links["Rosa", "Ben"]
    children.restrict_access(actor=house.system, child_id=ben.pk, reason="Court order", full_name="Otto Öre")
    children.restrict_access(actor=house.system, child_id=ben.pk, reason="Court order", link_id=rosa.pk)
    children.unlink_family(actor=house.system, child_id=ben.pk, link_id=rosa.pk)
    lines = desk.look(
        f"{of(house, 'Ben')} | OTTO ORE | father | otto | | | |",
        f"{of(house, 'Ben')} | Rosa Example | mother | {user_name(house, 'Rosa')} | | | |",
        f"{of(house, 'Leo')} | Otto Öre | father | otto2 | | | |",
    ).lines
    said = ("A restriction on the child’s record keeps this adult from the journal.",)
    assert [line.sentences for line in lines[:2]] == [said, said]
    assert lines[2].fate is Fate.ADD


def test_a_restriction_made_after_the_look_holds(desk: Desk, house: House) -> None:
    row = f"{of(house, 'Leo')} | Otto Öre | father | otto | | | |"
    file, maggie = desk.keep(table(HEADING, row)), house.actor("Maggie")
    seen = queries.look(maggie, file).plan.fingerprint
    leo = house.children["Leo"]
    children.restrict_access(actor=house.system, child_id=leo.pk, reason="Court order", full_name="Otto Öre")
    with pytest.raises(ConflictError):
        actions.import_file(actor=maggie, file_id=file.pk, seen=seen)
    assert links(leo) == {}
    assert not Contact.objects.filter(child=leo).exists()


def test_where_nobody_but_parents_reads_no_relative_comes_by_a_file(desk: Desk, house: House) -> None:
    house.choose(relatives="none")
    relative, contact = desk.look(
        f"{of(house, 'Leo')} | Gina Green | grandmother | gina | | | |",
        f"{of(house, 'Leo')} | Gino Green | grandfather | | | | |",
    ).lines
    assert relative.sentences == ("Your setting has chosen that nobody but parents and carers reads a journal.",)
    assert contact.fate is Fate.ADD


def test_nothing_opens_before_the_adults_own_answer(desk: Desk, house: House) -> None:
    desk.put_in(f"{of(house, 'Amara')} | Lena Lake | mother | lena | | Grace Example | yes |")
    lena = account_queries.actor_of(
        Membership.objects.select_related("person", "setting").get(person__user_name="lena")
    )
    assert list(child_queries.visible_children(lena)) == []
    assert links(house.children["Amara"])["Lena Lake"].confirmed_at is None
