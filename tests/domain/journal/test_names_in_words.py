"""A note that names another child is pointed out to whoever reviews it, before families read it."""

import pytest

from heartsease.domain.children.queries import own_children
from heartsease.domain.journal import queries
from heartsease.domain.journal.content import ChildPart
from heartsease.domain.journal.rules import names_in, with_others_named
from heartsease.domain.setting.rules import OthersNames
from heartsease.kernel.errors import NotAllowedError
from tests import entries, links
from tests.cast import House


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Amara and BEN built a tower.", ["Amara", "Ben"]),
        ("Benches were carried, amaranth was picked.", []),
        ("Ben's boots; amara-like laughter", ["Amara", "Ben"]),
        ("", []),
    ],
)
def test_names_are_found_as_words(text: str, found: list[str]) -> None:
    """Capitals do not matter, parts of words do not count."""
    assert names_in(text, ["Amara", "Ben"]) == found


def test_the_reviewer_reads_whom_a_note_names(house: House) -> None:
    """An own name is fine in an own entry, and in a shared note it is written as the setting chose for the others."""
    senior = house.actor("Sen")

    def named(*children: str, **content: object) -> list[str]:
        sent = entries.submitted(house, "Priya", *children, **content)
        return queries.names_of_others(senior, queries.whole(sent.pk))

    assert named("Amara", text="Amara poured water.") == []
    assert named("Amara", text="Amara poured water for Ben.") == ["Ben"]
    assert named("Amara", "Ben", text="Amara poured water.") == []
    assert named("Amara", "Ben", text="amara poured water for Kofi.") == ["Amara", "Kofi"]
    lines = (
        ChildPart(child_id=house.children["Amara"].pk, line="Amara filled the blue jug."),
        ChildPart(child_id=house.children["Ben"].pk, line="Watched what Amara did."),
    )
    assert named("Amara", "Ben", text="Water play.", children=lines) == []
    assert named("Amara", text="Water play.", next_step="Invite Ben.", next_step_is_for_home=False) == []
    assert named("Amara", text="Water play.", next_step="Invite Ben.", next_step_is_for_home=True) == ["Ben"]
    with pytest.raises(NotAllowedError):
        queries.names_of_others(house.actor("Priya"), queries.whole(entries.submitted(house, "Owen", "Kofi").pk))


def test_the_review_page_says_it(house: House) -> None:
    """The banner stands above the entry."""
    sent = entries.submitted(house, "Priya", "Amara", text="Amara poured water for Ben.")
    page = house.client("Sen").get(f"/review/{sent.pk}").content.decode()
    assert "This entry names Ben" in page


@pytest.mark.parametrize(
    ("how", "read"),
    [
        (OthersNames.INITIAL, "B. and Amara, then B.’s and B. The beN and Benches."),
        (OthersNames.NONE, "another child and Amara, then another child’s and another child The beN and Benches."),
        (OthersNames.FIRST_NAME, "Ben and Amara, then BEN’s and Ben-Luca The beN and Benches."),
    ],
)
def test_names_of_others_are_written_as_chosen(how: OthersNames, read: str) -> None:
    """The longest name first; what is no name as it is written stays."""
    text = "Ben and Amara, then BEN’s and Ben-Luca The beN and Benches."
    assert with_others_named(text, ["Ben", "Ben-Luca", ""], how) == read


@pytest.mark.parametrize("how", OthersNames)
def test_each_family_reads_its_own_childs_name(house: House, how: OthersNames) -> None:
    """In the note, the lines and the next step for home, in the list and on the entry's page."""
    other = {"none": "another child", "initial": None, "first_name": ""}
    lines = tuple(
        ChildPart(child_id=house.children[name].pk, line="Amara held it, Ben filled it.") for name in ("Amara", "Ben")
    )
    entry = entries.published(
        house,
        "Priya",
        "Amara",
        "Ben",
        text="Ben and Amara poured.",
        children=lines,
        next_step="Let Ben show Amara.",
        next_step_is_for_home=True,
    )
    for reader, own_name, stranger in (("Grace", "Amara", "Ben"), ("Rosa", "Ben", "Amara")):
        actor = house.actor(reader)
        own = next(one for one in own_children(actor) if one.child.first_name == own_name)
        [listed] = queries.family_timeline(actor, own, others_names=how).entries
        opened, _comments = queries.family_entry(actor, own, entry.pk, others_names=how)
        written = other[how.value] if other[how.value] is not None else f"{stranger[0]}."
        for words in (listed.text, listed.line, listed.next_step_for_home, opened.text, opened.line):
            assert own_name in words
            assert (written or stranger) in words
            assert (stranger in words) is (how is OthersNames.FIRST_NAME)


def test_siblings_are_named_to_their_own_family(house: House) -> None:
    """Both are own children; to another family both are others."""
    links.link(house, "Grace", "Ben")
    links.answer_rightly(house, "Grace", "Ben")
    entry = entries.published(house, "Priya", "Amara", "Ben", text="Ben and Amara poured.")
    actor = house.actor("Grace")
    own = next(one for one in own_children(actor) if one.child.first_name == "Amara")
    assert queries.family_entry(actor, own, entry.pk)[0].text == "Ben and Amara poured."
    [rosa] = own_children(house.actor("Rosa"))
    assert queries.family_entry(house.actor("Rosa"), rosa, entry.pk)[0].text == "Ben and A. poured."


def test_the_setting_chooses_and_the_page_obeys(house: House) -> None:
    """The choice reaches the timeline and the entry's page."""
    entry = entries.published(house, "Priya", "Amara", "Ben", text="Ben and Amara poured.")
    journal = f"/journal/{house.children['Amara'].pk}"
    for how, written in (("none", "another child and Amara poured."), ("first_name", "Ben and Amara poured.")):
        house.choose(others_names=how)
        for page in (journal, f"{journal}/{entry.pk}"):
            assert written in house.client("Grace").get(page).content.decode()
