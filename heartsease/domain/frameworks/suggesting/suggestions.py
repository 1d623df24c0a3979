"""Ranking what a note may be about."""

import threading
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from heartsease.domain.frameworks.rules import NOTICED
from heartsease.domain.frameworks.suggesting.index import Index, LanguageIndex
from heartsease.domain.frameworks.suggesting.words import Stemmer, spoken
from heartsease.domain.frameworks.tree import FrameworkTree, TreeNode

MOST_AREAS = 3
MOST_ASPECTS = 2
MOST_PROMPTS = 3
MOST_WORDS = 800
"""Words of a note that are read: more than three pages, and what bounds the work."""

_LEAST = 0.9
"""Below it the likeliest area is a guess, and nothing is suggested; without hints there is less to go by."""
_LEAST_WITHOUT_HINTS = 0.3
_LEAST_OF_ANY = 0.3
_LEAST_SHARE = 0.06
"""An area that is far less likely than the first is no help."""
_MENDED = 0.6
"""What a hint counts that was found by mending a word."""
_REPEATED = 0.25
"""What a hint counts each time that it comes again, and how often."""
_MOST_REPEATED = 3
_LIKENESS = 1.0
"""What a text that is like the note counts beside the hints."""
_LEAST_LIKENESS = 0.3
"""Below it a text shares a word with the note by chance."""
_NEAR = 0.6
"""The share of the likeliest aspect's weight that makes another worth offering."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An area a note may be about, with its likeliest aspects and prompts; the likeliest come first."""

    area: TreeNode
    aspects: tuple[TreeNode, ...]
    prompts: tuple[TreeNode, ...]
    weight: float


_indexes: WeakKeyDictionary[FrameworkTree, Index] = WeakKeyDictionary()
_making = threading.Lock()


def index_of(tree: FrameworkTree) -> Index:
    """What is known of the framework's words, made when it is first asked for."""
    with _making:
        if tree not in _indexes:
            _indexes[tree] = Index(tree)
        return _indexes[tree]


def suggest(
    tree: FrameworkTree,
    text: str,
    *,
    ages: Iterable[int] = (),
    names: Iterable[str] = (),
    other_names: Iterable[str] = (),
) -> tuple[Suggestion, ...]:
    """The areas of ``tree`` that a note is most likely about, the likeliest first; none for a note that says nothing.

    Prompts are those for ``ages``, in months; without ages, there are none. Personal names count for nothing: ``names``
    are those of the children the note is about, however they are written, ``other_names`` whoever else may be in it.
    """
    words = list(spoken(text, MOST_WORDS, _words_of(names), _words_of(other_names)))
    known = index_of(tree)
    fitting = {prompt.id for age in set(ages) for area in tree.areas for prompt in tree.prompts_for(area.id, age)}
    evidence = _Evidence(tree, fitting)
    for index in known.languages:
        evidence.read(index, words)
    return evidence.ranked(_LEAST if known.has_hints else _LEAST_WITHOUT_HINTS)


def _words_of(names: Iterable[str]) -> set[str]:
    return {word for name in names for word in spoken(name, MOST_WORDS)}


@dataclass(slots=True)
class _Evidence:
    """What one note says for areas and for nodes; lives no longer than the request."""

    tree: FrameworkTree
    fitting: Collection[uuid.UUID]
    """Prompts that suit the ages."""
    areas: dict[uuid.UUID, float] = field(default_factory=lambda: defaultdict(float))
    hinted: dict[uuid.UUID, float] = field(default_factory=lambda: defaultdict(float))
    alike: dict[uuid.UUID, float] = field(default_factory=lambda: defaultdict(float))

    def read(self, index: LanguageIndex, words: list[str]) -> None:
        """Take in the words of the note, as words of one language."""
        stemmer = Stemmer(index.language)
        stems = [index.stem(word, stemmer) if word else "" for word in words]
        mended = {
            place: stem
            for place, word in enumerate(words)
            if word and stems[place] not in index.by_stem and stems[place] not in index.phrases
            if (stem := index.mended(word, stemmer))
        }
        stems = [mended.get(place, stem) for place, stem in enumerate(stems)]
        for weights in self._hints(index, stems, mended):
            self._add_hint(weights)
        self._add_likeness(index, {*stems} - {""})

    def _hints(
        self, index: LanguageIndex, stems: list[str], mended: Collection[int]
    ) -> Iterable[Mapping[uuid.UUID, float]]:
        """For each place in the note what its words hint at. A hint counts once, and a little more if it comes again.
        Of hints of one node that lie in one another ("mud" in "mud kitchen") the strongest counts."""
        found: dict[int, dict[uuid.UUID, float]] = defaultdict(dict)
        said: dict[tuple[str, ...], int] = defaultdict(int)
        for place in reversed(range(len(stems))):
            # From the shortest, so that a longer phrase takes in the words that lie in it.
            for phrase in reversed(index.phrases.get(stems[place], ())):
                end = place + len(phrase.stems)
                if tuple(stems[place:end]) != phrase.stems:
                    continue
                share = 1.0 if not said[phrase.stems] else _REPEATED if said[phrase.stems] <= _MOST_REPEATED else 0.0
                share *= _MENDED if place in mended else 1.0
                said[phrase.stems] += 1
                for node_id, weight in phrase.weights.items():
                    inside = max(found[one].pop(node_id, 0.0) for one in range(place, end))
                    found[place][node_id] = max(weight * share, inside)
        return found.values()

    def _add_hint(self, weights: Mapping[uuid.UUID, float]) -> None:
        best: dict[uuid.UUID, float] = defaultdict(float)
        for node_id, weight in weights.items():
            self.hinted[node_id] += weight
            if (area_id := self.tree.area_by_node.get(node_id)) is not None:
                best[area_id] = max(best[area_id], weight)
        # A word that many areas share tells them apart less than one that is one area's own.
        total = sum(best.values())
        for area_id, weight in best.items():
            self.areas[area_id] += weight * (0.5 + 0.5 * weight / total) if total else 0.0

    def _add_likeness(self, index: LanguageIndex, stems: Collection[str]) -> None:
        shared: dict[int, float] = defaultdict(float)
        for stem in stems:
            for number in index.by_stem.get(stem, ()):
                shared[number] += index.texts[number].stems[stem] ** 2
        for number, weight in shared.items():
            text = index.texts[number]
            likeness = weight / max(text.length, 1.0)
            suits = not self.fitting or text.node.id in self.fitting or text.node.kind not in NOTICED
            if suits and likeness >= _LEAST_LIKENESS:
                self.alike[text.node.id] = max(self.alike[text.node.id], likeness)

    def ranked(self, least: float) -> tuple[Suggestion, ...]:
        """The likeliest areas, where the first has at least that weight."""
        likenesses: dict[uuid.UUID, list[float]] = defaultdict(list)
        for node_id, likeness in self.alike.items():
            likenesses[self.tree.area_by_node[node_id]].append(likeness)
        weights = {
            area.id: self.areas[area.id] + _LIKENESS * sum(sorted(likenesses[area.id], reverse=True)[:2])
            for area in self.tree.areas
            if area.is_taggable
        }
        highest = max(weights.values(), default=0.0)
        if highest < least:
            return ()
        enough = max(_LEAST_SHARE * highest, _LEAST_OF_ANY)
        alike = {node_id: likeness for node_id, likeness in self.alike.items() if node_id in self.fitting}
        return tuple(
            Suggestion(
                area=area,
                aspects=self._aspects(area),
                prompts=_likeliest(self.tree.prompts(area.id), alike, MOST_PROMPTS),
                weight=weights[area.id],
            )
            for area in _likeliest(self.tree.areas, weights, MOST_AREAS)
            if weights[area.id] >= enough
        )

    def _aspects(self, area: TreeNode) -> tuple[TreeNode, ...]:
        aspects = [node for node in self.tree.aspects_of(area.id) if node.is_taggable]
        weights = {
            aspect.id: self.hinted[aspect.id]
            + _LIKENESS * max(self.alike.get(one.id, 0.0) for one in (aspect, *self.tree.children(aspect.id)))
            for aspect in aspects
        }
        near = _NEAR * max(weights.values(), default=0.0)
        return _likeliest([one for one in aspects if weights[one.id] >= near], weights, MOST_ASPECTS)


def _likeliest(nodes: Iterable[TreeNode], weights: Mapping[uuid.UUID, float], most: int) -> tuple[TreeNode, ...]:
    likely = [node for node in nodes if weights.get(node.id, 0.0) > 0]
    return tuple(sorted(likely, key=lambda node: -weights[node.id])[:most])
