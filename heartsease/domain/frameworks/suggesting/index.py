"""What is known of a framework's words: made once for each version of it, then only read."""

import math
import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from heartsease.domain.frameworks.rules import NOTICED, Kind
from heartsease.domain.frameworks.suggesting.words import Stemmer, spoken
from heartsease.domain.frameworks.tree import FrameworkTree, TreeNode

SHORTEST_MENDED = 6
"""Letters of the shortest word in which a slip of the pen is looked for: many shorter ones are a slip from another."""

_LONGEST_TEXT = 2_000
_FROM_WEIGHT = {1: 0.35, 2: 1.0, 3: 2.0}


@dataclass(frozen=True, slots=True)
class Phrase:
    """One word or several after one another, and how strongly they make one think of which nodes."""

    stems: tuple[str, ...]
    weights: dict[uuid.UUID, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Prompt:
    """The stems of what might be noticed, each with how telling it is."""

    node: TreeNode
    stems: Mapping[str, float]
    length: float


class LanguageIndex:
    """The words of a framework in one of its languages."""

    def __init__(self, tree: FrameworkTree, language: str) -> None:
        self.language = language
        self._stems: dict[str, str] = {}
        self.phrases: dict[str, list[Phrase]] = {}
        """By the first stem, the longest first."""
        self._mended: dict[str, str] = {}
        stemmer = Stemmer(language)
        self._index_hints(tree.nodes, stemmer)
        self._index_texts(tree, stemmer)

    def stem(self, word: str, stemmer: Stemmer) -> str:
        """The stem of a word of a note: without work where the framework has the same word."""
        return self._stems.get(word) or stemmer.stem(word)

    def mended(self, word: str, stemmer: Stemmer) -> str:
        """The stem of the hint that is one slip of the pen away from a word, else ""."""
        if len(word) < SHORTEST_MENDED:
            return ""
        for shorter in (word, *_one_letter_less(word)):
            if (meant := self._mended.get(shorter)) and meant[0] == word[0]:
                return self.stem(meant, stemmer)
        return ""

    def _learn(self, words: Iterable[str], stemmer: Stemmer) -> list[str]:
        stems = []
        for word in words:
            if word not in self._stems:
                self._stems[word] = stemmer.stem(word)
            stems.append(self._stems[word])
        return stems

    def _index_hints(self, nodes: Sequence[TreeNode], stemmer: Stemmer) -> None:
        phrases: dict[tuple[str, ...], Phrase] = {}
        for node in nodes:
            for words, weight in node.hints.get(self.language, {}).items():
                written = [words] if words.isalpha() and words.islower() else list(spoken(words, _LONGEST_TEXT))
                ways = [tuple(self._learn(written, stemmer))]
                if len(written) == 2:
                    # "roleplay" is often written for "role play".
                    ways.append((written[0] + ways[0][1],))
                for stems in ways:
                    if stems:
                        known = phrases.setdefault(stems, Phrase(stems)).weights
                        known[node.id] = max(known.get(node.id, 0), _FROM_WEIGHT[weight])
                if len(written) == 1 and len(written[0]) >= SHORTEST_MENDED:
                    for shorter in (written[0], *_one_letter_less(written[0])):
                        self._mended.setdefault(shorter, written[0])
        for phrase in sorted(phrases.values(), key=lambda one: -len(one.stems)):
            self.phrases.setdefault(phrase.stems[0], []).append(phrase)

    def _index_texts(self, tree: FrameworkTree, stemmer: Stemmer) -> None:
        """Names, descriptions and prompts; a word that stands in many of them says little."""
        texts = []
        for node in tree.nodes:
            if node.area_id is not None and (node.kind in NOTICED or node.kind in {Kind.AREA, Kind.ASPECT, Kind.GOAL}):
                words = {node.text.in_language(self.language), node.plain.in_language(self.language)}
                words.add(node.description.in_language(self.language))
                texts.append(
                    (node, {stem for text in words for stem in self._learn(spoken(text, _LONGEST_TEXT), stemmer)})
                )
        frequent = Counter(stem for _node, stems in texts for stem in stems)
        telling = {stem: _telling(count, len(texts)) for stem, count in frequent.items()}
        self.texts = [_weighed(node, stems, telling) for node, stems in texts]
        self.by_stem: dict[str, list[int]] = {}
        for number, prompt in enumerate(self.texts):
            for stem in prompt.stems:
                self.by_stem.setdefault(stem, []).append(number)


class Index:
    """The words of a framework in every language it has."""

    def __init__(self, tree: FrameworkTree) -> None:
        self.languages = [LanguageIndex(tree, language) for language in tree.heading.languages]
        self.has_hints = any(node.hints for node in tree.nodes)


def _telling(count: int, texts: int) -> float:
    """0 for a word in every twelfth text and more: "the", "with"."""
    return max(0.0, math.log(texts / (12 * count)) / math.log(max(texts, 13) / 12)) if texts > 24 else 1 / count


def _weighed(node: TreeNode, stems: Iterable[str], telling: Mapping[str, float]) -> Prompt:
    weights = {stem: telling[stem] for stem in stems if telling[stem] > 0}
    return Prompt(node, weights, math.sqrt(sum(weight**2 for weight in weights.values())))


def _one_letter_less(word: str) -> Iterable[str]:
    return (word[:place] + word[place + 1 :] for place in range(len(word)))
