"""What a pack holds, once it was read and found right."""

import dataclasses
import json
from collections.abc import Mapping

from heartsease.domain.frameworks.rules import Kind, Months
from heartsease.kernel.hashing import sha256_hex

FORMAT = 1
"""The version of the pack format that is read here."""

Texts = Mapping[str, str]
"""A text per language."""

Hints = Mapping[str, Mapping[str, int]]
"""Per language, words that make one think of a node, each with its weight (1 to 3)."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class KindName:
    """The framework's own word for a kind of node, of one and of many."""

    one: Texts
    many: Texts


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Where the framework rules on a subject: the paragraphs, and what the subject is."""

    where: str
    about: Texts


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PackBand:
    """A span of ages; without ``months`` it suits every age."""

    code: str
    label: Texts
    months: Months | None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PackNode:
    """One thing the framework names, as docs/packs.md describes it."""

    code: str
    kind: Kind
    parent: str | None
    depth: int = 0
    text: Texts
    plain: Texts
    description: Texts
    bands: tuple[str, ...]
    months: Months | None
    is_taggable: bool
    is_assessable: bool
    is_adult_facing: bool
    is_own_placement: bool
    is_retired: bool
    reference: str
    properties: Mapping[str, str]
    relations: Mapping[str, tuple[str, ...]]
    hints: Hints


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """One version of a framework. ``nodes`` stand in reading order, a parent before its children."""

    slug: str
    version: str
    title: Texts
    description: Texts
    languages: tuple[str, ...]
    publisher: str
    source_title: Texts
    source_url: str
    licence_name: str
    licence_url: str
    licence_note: Texts
    kinds: Mapping[str, KindName]
    terms: Mapping[str, Texts]
    references: Mapping[str, Reference]
    bands: tuple[PackBand, ...]
    nodes: tuple[PackNode, ...]

    @property
    def content_hash(self) -> str:
        """SHA-256 of all that the pack says; how it is laid out in files makes no difference."""
        return sha256_hex(json.dumps(dataclasses.asdict(self), sort_keys=True).encode())
