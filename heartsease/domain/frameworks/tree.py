"""A framework in memory, ready for pages: everything about it is answered without the database."""

import dataclasses
import uuid
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from heartsease.domain.frameworks.rules import NOTICED, Kind, Months, suits
from heartsease.kernel.errors import NotFoundError


@dataclasses.dataclass(frozen=True, slots=True)
class Words:
    """A text in the languages the pack has it in. ``str`` gives the reader's, else the pack's first."""

    by_language: Mapping[str, str]
    first_language: str

    def language(self, wanted: str | None = None) -> str:
        """The tag of the language that ``wanted`` (else the reader's) gets: for the ``lang`` attribute."""
        wanted = wanted or get_language() or self.first_language
        for tag in (wanted, wanted.split("-", 1)[0]):
            if tag in self.by_language:
                return tag
        return self.first_language

    def in_language(self, wanted: str | None = None) -> str:
        """The text in ``wanted``, else in the pack's first language; "" where the pack has none."""
        return self.by_language.get(self.language(wanted), "")

    def __str__(self) -> str:
        return self.in_language()

    def __bool__(self) -> bool:
        return bool(self.by_language)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class TreeBand:
    """A span of ages."""

    id: uuid.UUID
    code: str
    label: Words
    months: Months | None
    is_retired: bool


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class TreeNode:
    """One thing the framework names. ``bands`` are codes; ``depth`` counts from 0 at the top."""

    id: uuid.UUID
    parent_id: uuid.UUID | None
    area_id: uuid.UUID | None
    """The area it is or stands in."""
    code: str
    kind: Kind
    text: Words
    plain: Words
    """For parents; the same as ``text`` where the pack has no plain words."""
    description: Words
    bands: tuple[str, ...]
    months: Months | None
    is_taggable: bool
    """Whether a new entry may point here; never so once retired."""
    is_assessable: bool
    is_adult_facing: bool
    is_own_placement: bool
    is_retired: bool
    reference: str
    properties: Mapping[str, str]
    relations: Mapping[str, tuple[str, ...]]
    hints: Mapping[str, Mapping[str, int]]
    """Per language, words that make one think of it, each with its weight (1 to 3): for suggestions, never shown."""
    depth: int
    position: int


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class KindWords:
    """The framework's word for a kind of node."""

    one: Words
    many: Words


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphReference:
    """Where the framework rules on a subject."""

    where: str
    about: Words


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What a framework says about itself; ``id`` is that of the version's row, for judgements to keep."""

    id: uuid.UUID
    slug: str
    version: str
    title: Words
    description: Words
    languages: tuple[str, ...]
    publisher: str
    source_title: Words
    source_url: str
    licence_name: str
    licence_url: str
    licence_note: Words


class FrameworkTree:
    """The current version of a framework. Lists hold what is in force, in reading order; single nodes are
    found even when they are retired, because old entries still point at them."""

    def __init__(
        self,
        *,
        heading: Heading,
        kinds: Mapping[str, KindWords],
        terms: Mapping[str, Words],
        references: Mapping[str, ParagraphReference],
        bands: Iterable[TreeBand],
        nodes: Iterable[TreeNode],
    ) -> None:
        self.heading = heading
        self.kinds = MappingProxyType(dict(kinds))
        self.terms = MappingProxyType(dict(terms))
        self.references = MappingProxyType(dict(references))
        every_band = tuple(bands)
        self.bands = tuple(band for band in every_band if not band.is_retired)
        self._band_by_code = {band.code: band for band in every_band}
        every_node = tuple(nodes)
        self._by_id = {node.id: node for node in every_node}
        self._by_code = {node.code: node for node in every_node}
        self.nodes = tuple(node for node in every_node if not node.is_retired)
        children: dict[uuid.UUID | None, list[TreeNode]] = {}
        prompts: dict[uuid.UUID, list[TreeNode]] = {}
        for node in self.nodes:
            children.setdefault(node.parent_id, []).append(node)
            if node.kind in NOTICED and node.is_taggable and node.area_id is not None:
                prompts.setdefault(node.area_id, []).append(node)
        self._children = {parent: tuple(inside) for parent, inside in children.items()}
        self._prompts = {area: tuple(inside) for area, inside in prompts.items()}
        self.areas = self.of_kind(Kind.AREA)
        self.aspects = self.of_kind(Kind.ASPECT)
        self.schemas = self.of_kind(Kind.SCHEMA)
        self.characteristics = tuple(node for node in self._children.get(None, ()) if node.kind == Kind.CHARACTERISTIC)
        """The top ones; sub-headings are their children."""
        self.area_by_node: Mapping[uuid.UUID, uuid.UUID] = MappingProxyType(
            {node.id: node.area_id for node in every_node if node.area_id is not None}
        )
        """The area of every node that is or stands in one, retired ones too."""

    def of_kind(self, kind: Kind) -> tuple[TreeNode, ...]:
        """All nodes of a kind."""
        return tuple(node for node in self.nodes if node.kind == kind)

    def get(self, node_id: uuid.UUID) -> TreeNode | None:
        """The node, retired or not; None where it is not of this framework."""
        return self._by_id.get(node_id)

    def node(self, node_id: uuid.UUID) -> TreeNode:
        """The node, retired or not; ``NotFoundError`` where it is not of this framework."""
        return _found(self._by_id.get(node_id))

    def by_code(self, code: str) -> TreeNode:
        """The node with the pack's code, retired or not; ``NotFoundError`` where there is none."""
        return _found(self.find_code(code))

    def find_code(self, code: str) -> TreeNode | None:
        """The node with the pack's code, retired or not; None where there is none."""
        return self._by_code.get(code)

    def children(self, node_id: uuid.UUID) -> tuple[TreeNode, ...]:
        """The nodes directly under a node."""
        return self._children.get(node_id, ())

    def aspects_of(self, area_id: uuid.UUID) -> tuple[TreeNode, ...]:
        """The aspects of an area."""
        return tuple(node for node in self.aspects if node.area_id == area_id)

    def area_of(self, node_id: uuid.UUID) -> TreeNode | None:
        """The area that a node is or stands in."""
        area_id = self.node(node_id).area_id
        return None if area_id is None else self._by_id[area_id]

    def area_number(self, area_id: uuid.UUID) -> int:
        """The place (1, 2, ...) of an area among the areas: its colour and order on pages; 0 once retired."""
        return next((number for number, area in enumerate(self.areas, 1) if area.id == area_id), 0)

    def band(self, code: str) -> TreeBand:
        """The band with the pack's code, retired or not; ``NotFoundError`` where there is none."""
        band = self._band_by_code.get(code)
        if band is None:
            raise NotFoundError(_("This age band is not in the framework."))
        return band

    def bands_for(self, age_in_months: int) -> tuple[TreeBand, ...]:
        """The bands that suit an age; more than one where they overlap."""
        return tuple(band for band in self.bands if suits(band.months, age_in_months))

    def prompts(self, area_id: uuid.UUID, band_code: str | None = None) -> tuple[TreeNode, ...]:
        """What might be noticed in an area, in one band or (None) in all of them."""
        return tuple(node for node in self._prompts.get(area_id, ()) if band_code is None or band_code in node.bands)

    def prompts_for(self, area_id: uuid.UUID, age_in_months: int) -> tuple[TreeNode, ...]:
        """What might be noticed in an area in a child of that age: everything of the bands that suit, the
        nodes whose own months suit first. Nodes without bands suit every age."""
        codes = {band.code for band in self.bands_for(age_in_months)}
        fitting = [node for node in self._prompts.get(area_id, ()) if not node.bands or codes.intersection(node.bands)]
        return tuple(sorted(fitting, key=lambda node: not suits(node.months, age_in_months)))


def _found(node: TreeNode | None) -> TreeNode:
    if node is None:
        raise NotFoundError(_("This is not in the framework."))
    return node
