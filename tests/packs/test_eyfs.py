"""The EYFS pack is complete, and its prompts are fit to be read every day."""

import itertools
import re
from collections import Counter

import pytest
from django.conf import settings

from heartsease.domain.frameworks.pack import Pack, PackNode, read_pack
from heartsease.domain.frameworks.rules import Kind

AREAS = {
    "COM": ("prime", ["COM_E01", "COM_E02"]),
    "PSE": ("prime", ["PSE_E03", "PSE_E04", "PSE_E05"]),
    "PHY": ("prime", ["PHY_E06", "PHY_E07"]),
    "LIT": ("specific", ["LIT_E08", "LIT_E09", "LIT_E10"]),
    "MAT": ("specific", ["MAT_E11", "MAT_E12"]),
    "UTW": ("specific", ["UTW_E13", "UTW_E14", "UTW_E15"]),
    "EXP": ("specific", ["EXP_E16", "EXP_E17"]),
}
"""Areas and goals in the order of the Department for Education's data codes."""

JUDGING = re.compile(
    r"(?<!-)\b(able to|can|cannot|should|must|understands?|understanding|knows?|knowledge|demonstrates?|displays?"
    r"|awareness|aware|confident(ly)?|independent(ly)?|appropriate(ly)?|beginning to|begins to|starts to"
    r"|attempts|developing|develops|increasing(ly)?|good|well|correct(ly)?|advanced|delay(ed)?)\b(?!-)",
    re.IGNORECASE,
)
"""Words that judge where a prompt should show."""


@pytest.fixture(scope="module")
def pack() -> Pack:
    return read_pack(settings.PACKS / "eyfs")


def of_kind(pack: Pack, kind: Kind) -> list[PackNode]:
    """The pack's nodes of one kind, in reading order."""
    return [node for node in pack.nodes if node.kind == kind]


def prompts_of(pack: Pack, area: str, band: str) -> list[PackNode]:
    """What might be noticed in one area and band."""
    inside = {area, *AREAS[area][1]}
    return [node for node in of_kind(pack, Kind.PROMPT) if node.parent in inside and band in node.bands]


def sentences(pack: Pack) -> list[str]:
    """All prompts as they are read."""
    return [node.text["en"] for node in of_kind(pack, Kind.PROMPT)]


def test_seven_areas_in_their_order(pack: Pack) -> None:
    areas = of_kind(pack, Kind.AREA)
    assert {node.code: node.properties["type"] for node in areas} == {code: kind for code, (kind, _) in AREAS.items()}
    assert [node.code for node in areas] == list(AREAS)
    assert all(node.is_taggable and node.is_assessable and node.plain and node.description for node in areas)


def test_seventeen_goals_with_their_data_codes(pack: Pack) -> None:
    aspects = of_kind(pack, Kind.ASPECT)
    assert [(node.parent, node.code) for node in aspects] == [
        (area, code) for area, (_, codes) in AREAS.items() for code in codes
    ]
    assert len(aspects) == 17
    assert all(node.is_taggable and node.is_assessable and node.plain for node in aspects)


def test_three_characteristics_with_their_sub_headings(pack: Pack) -> None:
    characteristics = of_kind(pack, Kind.CHARACTERISTIC)
    top = [node for node in characteristics if node.parent is None]
    assert [node.text["en"] for node in top] == [
        "Playing and exploring",
        "Active learning",
        "Creating and thinking critically",
    ]
    assert Counter(node.parent for node in characteristics if node.parent) == {node.code: 3 for node in top}
    assert all(node.is_taggable and not node.is_assessable for node in characteristics)


def test_three_bands(pack: Pack) -> None:
    spans = {band.code: (band.months.begin, band.months.end) for band in pack.bands if band.months}
    assert spans == {"birth-to-three": (0, 36), "3-and-4": (36, 60), "reception": (48, 72)}


def test_schemas(pack: Pack) -> None:
    schemas = {node.code.removeprefix("schema.") for node in of_kind(pack, Kind.SCHEMA)}
    assert schemas >= {
        "transporting", "transforming", "trajectory", "rotation", "enveloping", "enclosing", "connecting",
        "positioning", "orientation",
    }  # fmt: skip


def test_two_hundred_and_fifty_prompts_and_a_dozen_for_each_area_and_band(pack: Pack) -> None:
    bands = [band.code for band in pack.bands]
    counts = {(area, band): len(prompts_of(pack, area, band)) for area in AREAS for band in bands}
    assert {cell: count for cell, count in counts.items() if count < 12} == {}
    assert len(sentences(pack)) >= 250


def test_babies_and_toddlers_both_have_prompts_in_every_area(pack: Pack) -> None:
    for area, age in itertools.product(AREAS, (4, 30)):
        near = [
            node
            for node in prompts_of(pack, area, "birth-to-three")
            if node.months is not None and node.months.holds(age)
        ]
        assert len(near) >= 5, (area, age)


def test_every_aspect_has_prompts_in_every_band(pack: Pack) -> None:
    found = {(node.parent, band) for node in of_kind(pack, Kind.PROMPT) for band in node.bands}
    wanted = itertools.product([node.code for node in of_kind(pack, Kind.ASPECT)], [band.code for band in pack.bands])
    assert set(wanted) - found == set()


def test_aspects_below_reception_are_marked_as_our_own_sorting(pack: Pack) -> None:
    aspects = {node.code for node in of_kind(pack, Kind.ASPECT)}
    for node in of_kind(pack, Kind.PROMPT):
        assert node.is_own_placement == (node.parent in aspects and node.bands != ("reception",)), node.code


def test_prompts_may_be_tagged_and_never_judged(pack: Pack) -> None:
    assert all(node.is_taggable and not node.is_assessable for node in of_kind(pack, Kind.PROMPT))


def test_no_sentence_stands_twice(pack: Pack) -> None:
    folded = Counter(re.sub(r"\W+", " ", sentence).strip().casefold() for sentence in sentences(pack))
    assert [sentence for sentence, count in folded.items() if count > 1] == []


def test_no_two_prompts_of_a_cell_start_with_the_same_two_words(pack: Pack) -> None:
    for area, band in itertools.product(AREAS, [band.code for band in pack.bands]):
        starts = Counter(" ".join(node.text["en"].split()[:2]) for node in prompts_of(pack, area, band))
        assert [start for start, count in starts.items() if count > 1] == [], (area, band)


def test_prompts_are_six_to_eighteen_words(pack: Pack) -> None:
    assert [sentence for sentence in sentences(pack) if not 6 <= len(sentence.split()) <= 18] == []


def test_prompts_are_sentences_about_what_a_child_does(pack: Pack) -> None:
    """They start with a verb in the third person and end like a sentence."""
    shape = re.compile(r"[A-Z][a-z]+s\b.*[.’]$")
    assert [sentence for sentence in sentences(pack) if not shape.match(sentence)] == []


def test_prompts_show_and_do_not_judge(pack: Pack) -> None:
    assert JUDGING.search("Is able to count to five.")
    assert [sentence for sentence in sentences(pack) if JUDGING.search(sentence)] == []


def test_prompts_speak_of_every_child(pack: Pack) -> None:
    gendered = re.compile(r"\b(he|she|his|hers?|him|himself|herself|boys?|girls?)\b", re.IGNORECASE)
    assert [sentence for sentence in sentences(pack) if gendered.search(sentence)] == []


def test_paragraph_numbers_stand_in_the_pack(pack: Pack) -> None:
    wanted = {
        "progress-check-at-two": "2.6 to 2.10",
        "key-person": "3.41",
        "record-of-a-child": "3.96",
        "daily-register": "3.101",
    }
    assert {key: pack.references[key].where for key in wanted} == wanted
