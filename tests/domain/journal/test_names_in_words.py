"""A note that names another child is pointed out to whoever reviews it, before families read it."""

import pytest

from heartsease.domain.journal import queries
from heartsease.domain.journal.content import ChildPart
from heartsease.domain.journal.rules import names_in
from heartsease.kernel.errors import NotAllowedError
from tests import entries
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
    """An own name is fine in an own entry; in a shared note every name is read by another family."""
    senior = house.actor("Sen")

    def named(*children: str, **content: object) -> list[str]:
        sent = entries.submitted(house, "Priya", *children, **content)
        return queries.names_of_others(senior, queries.whole(sent.pk))

    assert named("Amara", text="Amara poured water.") == []
    assert named("Amara", text="Amara poured water for Ben.") == ["Ben"]
    assert named("Amara", "Ben", text="Amara poured water.") == ["Amara"]
    lines = (
        ChildPart(child_id=house.children["Amara"].pk, line="Amara filled the blue jug."),
        ChildPart(child_id=house.children["Ben"].pk, line="Watched what Amara did."),
    )
    assert named("Amara", "Ben", text="Water play.", children=lines) == ["Amara"]
    assert named("Amara", text="Water play.", next_step="Invite Ben.", next_step_is_for_home=False) == []
    assert named("Amara", text="Water play.", next_step="Invite Ben.", next_step_is_for_home=True) == ["Ben"]
    with pytest.raises(NotAllowedError):
        queries.names_of_others(house.actor("Priya"), queries.whole(entries.submitted(house, "Owen", "Kofi").pk))


def test_the_review_page_says_it(house: House) -> None:
    """The banner stands above the entry."""
    sent = entries.submitted(house, "Priya", "Amara", text="Amara poured water for Ben.")
    page = house.client("Sen").get(f"/review/{sent.pk}").content.decode()
    assert "This entry names Ben" in page
