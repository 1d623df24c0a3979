"""Notes read as a person wrote them: nothing of their making shows."""

import random
import re

import pytest
from django.conf import settings

from heartsease.cli.example.choosing import FROM_HOME, GROUPS, SITUATIONS
from heartsease.cli.example.drawing.pictures import SCENES
from heartsease.cli.example.words import answers, steps
from heartsease.cli.example.words.parts import GroupSituation, Situation
from heartsease.cli.example.writing import About, write
from heartsease.domain.frameworks.pack import read_pack

LEFTOVERS = {
    "a slot or choice": r"[{}\[\]|]",
    "two spaces": r"\s\s",
    "a space before a stop": r"\s[.,;:!?](\s|$)",
    "two stops": r"[.!?]’?[.,](?!\.)|,,|;;",
    "a for an": r"\b[Aa] [aeio]",
    "an for a": r"\b[Aa]n [^aeiouhAEIOUHL]",
    "a straight quotation mark": r"['\"]",
    "an open quotation": r"^[^‘]*’(?![a-z])(?<!s’)|‘[^’]*$",
    "a small letter at the beginning": r"^[a-zà-ž]",
    "no stop at the end": r"[^.!?…’]$",
}
EVERY: list[Situation | GroupSituation] = [*SITUATIONS, *FROM_HOME, *GROUPS]
SHOWN = {**{one.key: one for one in SITUATIONS}, **{one.key: one for one in FROM_HOME}}


def people(one: Situation | GroupSituation) -> list[About]:
    months = (one.ages[0] + one.ages[1]) // 2
    return [
        About(name="Tilly", is_girl=True, age_in_months=months, writer="Priya", interest="trains", language="Polish"),
        About(name="Kofi", is_girl=False, age_in_months=months, writer="Daniel", interest="bees", language="Twi"),
    ]


def written(text: str, one: Situation | GroupSituation, times: int = 12) -> list[str]:
    rng = random.Random(f"{one.key} {text}")
    return [write(text, about, rng) for about in people(one) for _time in range(times)]


def faults(text: str) -> list[str]:
    return [fault for fault, pattern in LEFTOVERS.items() if re.search(pattern, text)]


def test_the_search_for_leftovers_finds_them() -> None:
    assert faults("it was a owl , and  {name} saw an bear.. [So") == [
        "a slot or choice",
        "two spaces",
        "a space before a stop",
        "two stops",
        "a for an",
        "an for a",
        "a small letter at the beginning",
        "no stop at the end",
    ]
    assert faults("‘Look,’ said Tilly. She’s the dogs’ friend, an owl’s as well…") == []


def test_there_are_many_situations_for_every_age() -> None:
    assert len(SITUATIONS) >= 150
    assert len({one.key for one in EVERY}) == len(EVERY)
    for months in range(13, 130):
        whole_year = [one for one in SITUATIONS if one.ages[0] <= months < one.ages[1] and not one.months]
        assert len(whole_year) >= 12, months


@pytest.mark.parametrize("key", sorted(SHOWN))
def test_a_situation_is_told_without_leftovers_and_in_several_ways(key: str) -> None:
    one = SHOWN[key]
    texts = written(one.text, one)
    assert [(fault, text) for text in texts for fault in faults(text)] == []
    assert len(set(texts)) >= 6
    assert all("Tilly" in text or "Kofi" in text or re.search(r"\b([Hh]e|[Ss]he)\b", text) for text in texts)
    assert all(len(re.findall(r"[.!?…](?=\s|$)", text)) <= 8 for text in texts)


@pytest.mark.parametrize("group", GROUPS, ids=lambda one: one.key)
def test_a_group_is_told_without_naming_anybody(group: GroupSituation) -> None:
    """Each family reads the shared text, so it must be true of every child and name none."""
    texts = written(group.text, group)
    assert [(fault, text) for text in texts for fault in faults(text)] == []
    assert "{name}" not in group.text
    assert all("{name}" in line for line in group.lines)
    lines = [text for line in group.lines for text in written(line, group, times=2)]
    assert [(fault, text) for text in lines for fault in faults(text)] == []
    assert len(group.lines) >= 4


def test_what_is_said_beside_has_no_leftovers_either() -> None:
    anybody = SITUATIONS[0]
    sentences = [part for pair in answers.FAMILY_AND_STAFF for part in pair if part]
    sentences += [*answers.STAFF_ON_HOME, *answers.EDIT_TAILS, *answers.RETURNS, *answers.WITHDRAWALS, *steps.FOR_HOME]
    for bank in (steps.FOR_LITTLE_ONES, steps.FOR_OLDER_ONES):
        sentences += [step for of_an_area in bank.values() for step in of_an_area]
    for one in SITUATIONS:
        sentences += [*one.steps, *one.home]
    texts = [text for sentence in sentences for text in written(sentence, anybody, times=3)]
    assert [(fault, text) for text in texts for fault in faults(text)] == []


def test_every_tag_is_in_the_pack_and_every_scene_can_be_drawn() -> None:
    pack = read_pack(settings.PACKS / "eyfs")
    taggable = {node.code for node in pack.nodes if node.is_taggable}
    used = {scene for one in EVERY for scene in one.scene_names}
    assert used == set(SCENES)
    assert {code for one in EVERY for code in one.tag_codes} <= taggable
