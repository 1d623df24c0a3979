"""Reading frameworks. Shared data that everybody may read, so nothing here asks who is reading.

Each process keeps the current trees in memory. At most every ``FRESH_FOR`` seconds one small query asks
whether something newer was loaded; all else is answered without the database.
"""

import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from time import monotonic

from django.utils.translation import gettext as _

from heartsease.domain.frameworks.models import Band, Framework, Node
from heartsease.domain.frameworks.rules import Kind, Months
from heartsease.domain.frameworks.tree import (
    FrameworkTree,
    Heading,
    KindWords,
    ParagraphReference,
    TreeBand,
    TreeNode,
    Words,
)
from heartsease.kernel.errors import NotFoundError

FRESH_FOR = 30.0
"""Seconds for which trees in memory are used unasked."""


@dataclass(frozen=True, slots=True)
class _Kept:
    stamps: Mapping[str, tuple[uuid.UUID, str]]
    trees: Mapping[str, FrameworkTree]
    checked_at: float


_kept: _Kept | None = None
_forgotten = 0


def frameworks(*, check: bool = False) -> Mapping[str, FrameworkTree]:
    """The current version of every framework that is loaded, by slug. ``check`` asks the database even within
    ``FRESH_FOR`` seconds."""
    global _kept  # noqa: PLW0603 - the process's memory is the point
    kept = _kept
    if kept is not None and not check and monotonic() - kept.checked_at < FRESH_FOR:
        return kept.trees
    counted, started = _forgotten, monotonic()
    stamps = {
        slug: (key, content_hash)
        for slug, key, content_hash in Framework.objects.filter(is_current=True).values_list(
            "slug", "pk", "content_hash"
        )
    }
    trees = {}
    for slug, stamp in stamps.items():
        is_same = kept is not None and kept.stamps.get(slug) == stamp
        trees[slug] = kept.trees[slug] if kept is not None and is_same else _tree(stamp[0])
    # What was read while another thread loaded a pack is good for this request and not kept.
    if counted == _forgotten:
        _kept = _Kept(stamps, trees, started)
    return trees


def framework(slug: str, *, check: bool = False) -> FrameworkTree:
    """The current version of a framework; ``NotFoundError`` where none is loaded."""
    trees = frameworks(check=check)
    if slug not in trees:
        trees = frameworks(check=True)
    if slug not in trees:
        raise NotFoundError(_("The framework '%(slug)s' is not loaded.") % {"slug": slug})
    return trees[slug]


def node(node_id: uuid.UUID) -> TreeNode:
    """A node of any framework, retired or not; ``NotFoundError`` where there is none."""
    return _tree_of(node_id).node(node_id)


def prompts_for(area_id: uuid.UUID, age_in_months: int) -> tuple[TreeNode, ...]:
    """What might be noticed in an area in a child of that age; see ``FrameworkTree.prompts_for``."""
    return _tree_of(area_id).prompts_for(area_id, age_in_months)


def related(one: TreeNode, relation: str) -> tuple[TreeNode, ...]:
    """The nodes ``one`` points at by ``maps_to`` or ``replaced_by``. A target ``slug:code`` in a framework
    that is not loaded is left out."""
    own = _tree_of(one.id)
    found = []
    for target in one.relations.get(relation, ()):
        slug, _colon, code = target.rpartition(":")
        tree = frameworks().get(slug) if slug else own
        if tree is not None and (other := tree.find_code(code)) is not None:
            found.append(other)
    return tuple(found)


def forget() -> None:
    """Drop the trees in memory: after a load, and between tests that undo what they stored."""
    global _kept, _forgotten  # noqa: PLW0603
    _forgotten += 1
    _kept = None


def _tree_of(node_id: uuid.UUID) -> FrameworkTree:
    """A node that is not known here may have come with a version another process loaded a moment ago."""
    for check in (False, True):
        for tree in frameworks(check=check).values():
            if tree.get(node_id) is not None:
                return tree
    raise NotFoundError(_("This is not in the framework."))


def _tree(framework_id: uuid.UUID) -> FrameworkTree:
    row = Framework.objects.get(pk=framework_id)
    first = row.languages[0]
    return FrameworkTree(
        heading=Heading(
            id=row.pk,
            slug=row.slug,
            version=row.version,
            title=Words(row.title, first),
            description=Words(row.description, first),
            languages=tuple(row.languages),
            publisher=row.publisher,
            source_title=Words(row.source["title"], first),
            source_url=row.source["url"],
            licence_name=row.licence["name"],
            licence_url=row.licence["url"],
            licence_note=Words(row.licence["note"], first),
        ),
        kinds={
            kind: KindWords(one=Words(names["one"], first), many=Words(names["many"], first))
            for kind, names in row.kinds.items()
        },
        terms={key: Words(words, first) for key, words in row.terms.items()},
        references={
            key: ParagraphReference(where=one["where"], about=Words(one["about"], first))
            for key, one in row.references.items()
        },
        bands=[
            TreeBand(
                id=band.pk,
                code=band.code,
                label=Words(band.label, first),
                months=_months(band),
                is_retired=band.retired_at is not None,
            )
            for band in Band.objects.filter(framework=row)
        ],
        nodes=_nodes(row, first),
    )


def _nodes(row: Framework, first: str) -> list[TreeNode]:
    bands: dict[uuid.UUID, list[str]] = defaultdict(list)
    pairs = Node.bands.through.objects.filter(node__framework=row).order_by("band__position")
    for node_id, code in pairs.values_list("node_id", "band__code"):
        bands[node_id].append(code)
    rows = list(Node.objects.filter(framework=row))
    parents = {one.pk: one for one in rows}
    return [
        TreeNode(
            id=one.pk,
            parent_id=one.parent_id,
            area_id=_area_id(one, parents),
            code=one.code,
            kind=Kind(one.kind),
            text=Words(one.text, first),
            plain=Words(one.plain or one.text, first),
            description=Words(one.description, first),
            bands=tuple(bands[one.pk]),
            months=_months(one),
            is_taggable=one.is_taggable,
            is_assessable=one.is_assessable,
            is_adult_facing=one.is_adult_facing,
            is_own_placement=one.is_own_placement,
            is_retired=one.retired_at is not None,
            reference=one.reference,
            properties=one.properties,
            relations={relation: tuple(targets) for relation, targets in one.relations.items()},
            hints=one.hints,
            depth=one.depth,
            position=one.position,
        )
        for one in rows
    ]


def _area_id(node: Node, rows: Mapping[uuid.UUID, Node]) -> uuid.UUID | None:
    """The nearest area upwards, the node itself included."""
    one: Node | None = node
    while one is not None and one.kind != Kind.AREA:
        one = rows.get(one.parent_id) if one.parent_id is not None else None
    return None if one is None else one.pk


def _months(row: Band | Node) -> Months | None:
    if row.months_from is None:
        return None
    return Months(begin=row.months_from, end=row.months_to)
