"""The trace speaks plain words of everything that it holds."""

import re

import pytest

from heartsease.domain.audit.rules import VIEWS, Event
from heartsease.domain.audit.sentences import SENTENCES

WORDS = {"who", "child", "person", "room", "part", "asked", "choices", "code"}


@pytest.mark.parametrize("event", Event)
def test_every_event_has_a_sentence(event: Event) -> None:
    sentence = str(SENTENCES[event])
    used = set(re.findall(r"%\((\w+)\)s", sentence))
    assert used <= WORDS
    assert sentence.startswith("%(who)s ")
    assert sentence % dict.fromkeys(WORDS, "x")


def test_no_two_events_say_the_same() -> None:
    assert len({str(sentence) for sentence in SENTENCES.values()}) == len(Event)


@pytest.mark.parametrize("event", sorted(VIEWS))
def test_a_view_names_its_child(event: Event) -> None:
    assert "%(child)s" in str(SENTENCES[event])
