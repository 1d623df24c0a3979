"""Suggestions: what they rank, what they leave alone, and that they cost little."""

import io
import logging
import random
import string
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from heartsease.domain.frameworks.suggesting import suggest, suggestions, words
from heartsease.domain.frameworks.suggesting.index import Index
from heartsease.domain.frameworks.tree import FrameworkTree
from tests.domain.frameworks.folders import PackFolder
from tests.domain.frameworks.suggesting.labelled_notes import NOTES, LabelledNote
from tests.domain.frameworks.suggesting.more_labelled_notes import MORE_NOTES
from tests.domain.frameworks.suggesting.trees import tree_of
from tests.domain.frameworks.suggesting.unseen_notes import UNSEEN_NOTES

CODES = {"COM", "PSE", "PHY", "LIT", "MAT", "UTW", "EXP"}


def areas(tree: FrameworkTree, text: str, names: Iterable[str] = (), other_names: Iterable[str] = ()) -> list[str]:
    """The codes of the areas suggested, likeliest first."""
    return [one.area.code for one in suggest(tree, text, ages=[40], names=names, other_names=other_names)]


def recall(tree: FrameworkTree, notes: Iterable[LabelledNote]) -> tuple[float, dict[str, float]]:
    """The share of labelled areas that are among the suggestions, over all and by area."""
    labelled, found = Counter[str](), Counter[str]()
    for note in notes:
        labelled.update(note.codes)
        found.update(note.codes & {one.area.code for one in suggest(tree, note.text, ages=[note.age])})
    return found.total() / labelled.total(), {code: found[code] / labelled[code] for code in labelled}


def test_nine_of_ten_labelled_areas_are_among_three_suggestions(eyfs: FrameworkTree) -> None:
    assert len(NOTES) >= 170
    overall, by_area = recall(eyfs, NOTES)
    assert overall >= 0.9
    assert set(by_area) == CODES
    assert min(by_area.values()) >= 0.8


@pytest.mark.parametrize("notes", [MORE_NOTES, UNSEEN_NOTES], ids=["second set", "third set"])
def test_notes_in_quite_other_words_are_mostly_understood(eyfs: FrameworkTree, notes: list[LabelledNote]) -> None:
    assert len(notes) >= 60
    assert not {note.text for note in NOTES} & {note.text for note in notes}
    assert recall(eyfs, notes)[0] >= 0.8


def test_every_note_is_labelled_with_one_to_three_areas() -> None:
    for note in [*NOTES, *MORE_NOTES, *UNSEEN_NOTES]:
        assert 1 <= len(note.codes) <= 3, note
        assert note.codes <= CODES, note
        assert 0 < note.age <= 132, note


def test_nothing_of_the_product_reads_the_labelled_notes() -> None:
    readers = [path for path in Path("heartsease").rglob("*.py") if "labelled_notes" in path.read_text("utf-8")]
    assert readers == []


@pytest.mark.parametrize(
    ("text", "first", "aspect"),
    [
        ("Climbed right to the top of the climbing frame and jumped off.", "PHY", "PHY_E06"),
        ("Snipping along the edge with scissors", "PHY", "PHY_E07"),
        ("Counted seven spoons and took away two.", "MAT", "MAT_E11"),
        ("Role-play in the home corner: pretended to be the vet.", "EXP", "EXP_E17"),
        ("We found ladybirds under the leaves.", "UTW", "UTW_E15"),
    ],
)
def test_the_plainest_area_comes_first_with_its_aspect(eyfs: FrameworkTree, text: str, first: str, aspect: str) -> None:
    [likeliest, *_others] = suggest(eyfs, text)
    assert (likeliest.area.code, likeliest.aspects[0].code) == (first, aspect)


def test_likelier_areas_come_first_and_there_are_at_most_three(eyfs: FrameworkTree) -> None:
    likely = suggest(eyfs, " ".join(note.text for note in NOTES[:20]), ages=[30])
    assert len(likely) == 3
    assert [one.weight for one in likely] == sorted((one.weight for one in likely), reverse=True)
    assert all(len(one.aspects) <= 2 and len(one.prompts) <= 3 for one in likely)


def test_prompts_are_those_of_the_childrens_ages(eyfs: FrameworkTree) -> None:
    area = eyfs.by_code("MAT")
    for age in (10, 30, 44, 60):
        fitting = eyfs.prompts_for(area.id, age)
        for prompt in fitting[:5]:
            [found] = [one for one in suggest(eyfs, str(prompt.text), ages=[age]) if prompt.area_id == one.area.id][:1]
            assert prompt in found.prompts
            assert all(one in fitting for one in found.prompts)
    assert all(one.prompts == () for one in suggest(eyfs, str(fitting[0].text)))


@pytest.mark.parametrize(
    "text", ["", "   ", "…", "!!! :)", "Lovely day today", "xqzt wvbk", "the the the", "He was in today."]
)
def test_a_note_that_says_nothing_gets_nothing(eyfs: FrameworkTree, te_whariki: FrameworkTree, text: str) -> None:
    assert areas(eyfs, text) == []
    assert areas(te_whariki, text) == []


def test_names_do_not_count(eyfs: FrameworkTree) -> None:
    note = "{} and {} sat down. {}’s turn."
    plain = areas(eyfs, note.format("Xqzt", "Wvbk", "Xqzt"))
    for one, other in [("Robin", "Autumn"), ("Mark", "Story"), ("Penny", "Rocket"), ("Art", "Summer")]:
        assert areas(eyfs, note.format(one, other, one), [f"{one} Fields", other]) == plain
        assert areas(eyfs, note.format(one, other, one).lower(), [one, other]) == plain
        assert areas(eyfs, note.format(one, other, one), (), [one, other]) == plain
    assert areas(eyfs, "planted an acorn in autumn", other_names=["Autumn"])[0] == "UTW"
    assert areas(eyfs, "Miss Painting was in. Mrs Penny, too.") == []


def test_a_phrase_does_not_reach_across_a_name(eyfs: FrameworkTree) -> None:
    assert areas(eyfs, "role Robin play", ["Robin"]) == areas(eyfs, "role xqzt play")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("playdoh roleplay", "role-play play-doh"),
        ("CLIMBED", "climbing"),
        ("scribbeld", "scribbled"),
        ("trampolene", "trampoline"),
        ("‘more’ she said", "'more' she said"),
    ],
)
def test_ways_of_writing_make_no_difference(eyfs: FrameworkTree, written: str, meant: str) -> None:
    assert areas(eyfs, written)[:1] == areas(eyfs, meant)[:1] != []


def test_another_framework_is_understood_too(te_whariki: FrameworkTree) -> None:
    assert areas(te_whariki, "She comforted her friend and shared the blocks.")[0] == "contribution"
    assert areas(te_whariki, "He sang a waiata and told us a story.")[0] == "communication"


def test_a_pack_without_hints_is_understood_by_its_own_words(folder: PackFolder) -> None:
    tree = tree_of(folder.read())
    assert areas(tree, "smelling the leaves")[:1] == ["ROSE"]
    assert areas(tree, "Ngā rōhi")[:1] == ["ROSE"]
    assert areas(tree, "a football") == []


def test_what_is_known_of_a_framework_is_made_once(eyfs: FrameworkTree, monkeypatch: pytest.MonkeyPatch) -> None:
    suggest(eyfs, "climbed")
    monkeypatch.setattr(suggestions, "Index", lambda _tree: pytest.fail("made again"))
    suggest(eyfs, "climbed")


def test_work_is_bounded_however_long_the_note(eyfs: FrameworkTree, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stems are nearly all of the work: one for each word read that the framework does not have itself."""
    stemmed = 0
    whole = words.Stemmer.stem

    def count(stemmer: words.Stemmer, word: str) -> str:
        nonlocal stemmed
        stemmed += 1
        return whole(stemmer, word)

    suggest(eyfs, "warm")
    monkeypatch.setattr(words.Stemmer, "stem", count)
    for note in NOTES:
        suggest(eyfs, note.text, ages=[note.age])
    assert stemmed <= 15 * len(NOTES)
    stemmed = 0
    draw = random.Random(5)
    suggest(eyfs, " ".join("".join(draw.choices(string.ascii_lowercase, k=9)) for _ in range(100_000)), ages=[40])
    assert stemmed <= 2 * suggestions.MOST_WORDS


def test_nothing_of_a_note_is_kept_or_logged(eyfs: FrameworkTree) -> None:
    heard = io.StringIO()
    handler = logging.StreamHandler(heard)
    logging.getLogger().addHandler(handler)
    index = suggestions.index_of(eyfs)
    [language] = index.languages
    before = len(language._stems), len(language.phrases), len(language._mended)
    try:
        suggest(eyfs, "Zebedee climbed with Xanthippe", ages=[40], names=["Zebedee"])
    finally:
        logging.getLogger().removeHandler(handler)
    assert heard.getvalue() == ""
    assert (len(language._stems), len(language.phrases), len(language._mended)) == before
    assert "xanthippe" not in language._stems


def test_the_same_note_gives_the_same_suggestions(eyfs: FrameworkTree) -> None:
    again = Index(eyfs)
    assert again.languages[0].phrases.keys() == suggestions.index_of(eyfs).languages[0].phrases.keys()
    for note in NOTES[:30]:
        assert suggest(eyfs, note.text, ages=[note.age]) == suggest(eyfs, note.text, ages=[note.age])
