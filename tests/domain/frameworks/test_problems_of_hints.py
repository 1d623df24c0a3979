"""What may be wrong with the hints of a pack is named, and what is right is read."""

import pytest

from tests.domain.frameworks.folders import Case, PackFolder, cases

PLACE = "looks.json, hints[0]"


def hinted(pack: PackFolder, **changes: object) -> None:
    """Put hints for LEAF into the second file; a change that is None takes the key out."""
    hints = {"node": "LEAF", "weight": 3, "words": {"en": ["green", "veins of"], "mi": ["rau"]}} | changes
    pack.files["looks.json"]["hints"] = [{key: value for key, value in hints.items() if value is not None}]


HINTS: list[Case] = [
    (
        "no such node",
        lambda pack: hinted(pack, node="LEAVES"),
        [f"{PLACE}.node: There is no node with the code 'LEAVES'."],
    ),
    ("no node", lambda pack: hinted(pack, node=None), [f"{PLACE}.node: This is missing."]),
    ("a weight of 4", lambda pack: hinted(pack, weight=4), [f"{PLACE}.weight: A weight is 1, 2 or 3."]),
    ("a weight in words", lambda pack: hinted(pack, weight="much"), [f"{PLACE}.weight: A weight is 1, 2 or 3."]),
    ("a weight that is true", lambda pack: hinted(pack, weight=True), [f"{PLACE}.weight: A weight is 1, 2 or 3."]),
    ("no words", lambda pack: hinted(pack, words=None), [f"{PLACE}.words: This is missing."]),
    (
        "a language that the pack does not list",
        lambda pack: hinted(pack, words={"de": ["Blatt"]}),
        [f"{PLACE}.words.de: This key is not known here."],
    ),
    (
        "words that are no list",
        lambda pack: hinted(pack, words={"en": "green"}),
        [f"{PLACE}.words.en: This must be a list, not text."],
    ),
    (
        "a word twice in a list",
        lambda pack: hinted(pack, words={"en": ["green", "green"]}),
        [f"{PLACE}.words.en[1]: 'green' stands in this list twice."],
    ),
    ("an empty word", lambda pack: hinted(pack, words={"en": [""]}), [f"{PLACE}.words.en[0]: This is empty."]),
    ("an unknown key", lambda pack: hinted(pack, colour="red"), [f"{PLACE}.colour: This key is not known here."]),
]


@pytest.mark.parametrize(("bend", "expected"), cases(HINTS))
def test_is_named(bend: object, expected: list[str], folder: PackFolder) -> None:
    assert callable(bend)
    bend(folder)
    assert folder.problems() == expected


def test_a_word_may_not_have_two_weights_for_one_node(folder: PackFolder) -> None:
    hinted(folder)
    folder.header["hints"] = [{"node": "LEAF", "weight": 1, "words": {"en": ["green"]}}]
    assert folder.problems() == [f"{PLACE}.words.en[0]: 'green' is a hint of this node already."]


def test_hints_are_read_with_their_weights(folder: PackFolder) -> None:
    hinted(folder)
    folder.header["hints"] = [{"node": "LEAF", "words": {"en": ["stalk"]}}, {"node": "ROSE", "words": {"en": ["leaf"]}}]
    hints = {node.code: node.hints for node in folder.read().nodes}
    assert hints["LEAF"] == {"en": {"stalk": 2, "green": 3, "veins of": 3}, "mi": {"rau": 3}}
    assert hints["ROSE"] == {"en": {"leaf": 2}, "mi": {}}
    assert hints["look.1"] == {}
