"""Writing frameworks. Loading a pack is an act of the system, from the command line."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Mapping

from django.db import IntegrityError, transaction

from heartsease.domain.frameworks import queries
from heartsease.domain.frameworks.models import Band, Framework, Node
from heartsease.domain.frameworks.pack import Pack, PackNode
from heartsease.kernel import clock

TRIES = 8
"""More than the processes that may start, and load a pack, at the same moment."""

_NODE_FIELDS = [
    "framework", "parent", "kind", "text", "plain", "description", "months_from", "months_to",
    "is_taggable", "is_assessable", "is_adult_facing", "is_own_placement", "reference", "properties",
    "relations", "hints", "position", "depth", "retired_at",
]  # fmt: skip
_BAND_FIELDS = ["framework", "label", "months_from", "months_to", "position", "retired_at"]


def load_pack(*, pack: Pack) -> Framework:
    """Make ``pack`` the current version of its framework; a pack that is loaded already costs one query.

    Nodes and bands are matched by code: a known code keeps its row and id, a code the pack no longer has is
    retired. Every row hangs on the new version afterwards.
    """
    if loaded := _already_loaded(pack):
        return loaded
    framework = _load_in_turn(pack)
    queries.forget()
    transaction.on_commit(queries.forget)
    return framework


def _already_loaded(pack: Pack) -> Framework | None:
    return Framework.objects.filter(
        slug=pack.slug, is_current=True, version=pack.version, content_hash=pack.content_hash
    ).first()


def _load_in_turn(pack: Pack, tries: int = TRIES) -> Framework:
    """Of processes that load at once, the constraints let one through at a time; the others build on its rows."""
    try:
        return _load(pack)
    except IntegrityError:
        if tries == 1:
            raise
        return _load_in_turn(pack, tries - 1)


@transaction.atomic
def _load(pack: Pack) -> Framework:
    now = clock.now()
    Framework.objects.filter(slug=pack.slug, is_current=True).update(is_current=False)
    framework, _is_new = Framework.objects.update_or_create(
        slug=pack.slug,
        version=pack.version,
        defaults={
            "title": dict(pack.title),
            "description": dict(pack.description),
            "languages": list(pack.languages),
            "publisher": pack.publisher,
            "source": {"title": pack.source_title, "url": pack.source_url},
            "licence": {"name": pack.licence_name, "url": pack.licence_url, "note": pack.licence_note},
            "kinds": {kind: dataclasses.asdict(name) for kind, name in pack.kinds.items()},
            "terms": dict(pack.terms),
            "references": {key: dataclasses.asdict(one) for key, one in pack.references.items()},
            "content_hash": pack.content_hash,
            "loaded_at": now,
            "is_current": True,
        },
    )
    bands = _store_bands(pack, framework, now)
    nodes = _store_nodes(pack, framework, now)
    _store_bands_of_nodes(pack, bands, nodes)
    return framework


def _store_bands(pack: Pack, framework: Framework, now: dt.datetime) -> dict[str, uuid.UUID]:
    known = {band.code: band for band in Band.objects.filter(framework__slug=pack.slug)}
    named = []
    for position, part in enumerate(pack.bands):
        band = known.pop(part.code, None) or Band(code=part.code)
        band.framework = framework
        band.label = dict(part.label)
        band.months_from = part.months.begin if part.months else None
        band.months_to = part.months.end if part.months else None
        band.position = position
        band.retired_at = None
        named.append(band)
    for band in known.values():
        band.framework = framework
        band.retired_at = band.retired_at or now
    Band.objects.bulk_create(
        [*named, *known.values()], update_conflicts=True, unique_fields=["id"], update_fields=_BAND_FIELDS
    )
    return {band.code: band.id for band in named}


def _store_nodes(pack: Pack, framework: Framework, now: dt.datetime) -> dict[str, uuid.UUID]:
    known = {node.code: node for node in Node.objects.filter(framework__slug=pack.slug)}
    named: dict[str, Node] = {}
    for position, part in enumerate(pack.nodes):
        node = known.pop(part.code, None) or Node(code=part.code)
        _fill(node, part, named, now)
        node.framework, node.position = framework, position
        named[part.code] = node
    for node in known.values():
        node.framework = framework
        _retire(node, now)
    Node.objects.bulk_create(
        [*named.values(), *known.values()],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=_NODE_FIELDS,
    )
    return {code: node.id for code, node in named.items()}


def _fill(node: Node, part: PackNode, parents: Mapping[str, Node], now: dt.datetime) -> None:
    node.parent = parents[part.parent] if part.parent is not None else None
    node.kind = part.kind
    node.text, node.plain, node.description = dict(part.text), dict(part.plain), dict(part.description)
    node.months_from = part.months.begin if part.months else None
    node.months_to = part.months.end if part.months else None
    node.is_taggable = part.is_taggable
    node.is_assessable = part.is_assessable
    node.is_adult_facing = part.is_adult_facing
    node.is_own_placement = part.is_own_placement
    node.reference = part.reference
    node.properties = dict(part.properties)
    node.relations = {relation: list(targets) for relation, targets in part.relations.items()}
    node.hints = {language: dict(words) for language, words in part.hints.items()}
    node.depth = part.depth
    if part.is_retired:
        _retire(node, now)
    else:
        node.retired_at = None


def _retire(node: Node, now: dt.datetime) -> None:
    """Kept for what points at it, but nothing new may."""
    node.retired_at = node.retired_at or now
    node.is_taggable = False
    node.is_assessable = False


def _store_bands_of_nodes(pack: Pack, bands: Mapping[str, uuid.UUID], nodes: Mapping[str, uuid.UUID]) -> None:
    """A retired node keeps the bands it had."""
    through = Node.bands.through
    wanted = {(nodes[part.code], bands[code]) for part in pack.nodes for code in part.bands}
    rows = through.objects.filter(node__framework__slug=pack.slug, node__code__in=nodes)
    present = {(row.node_id, row.band_id): row.pk for row in rows}
    if gone := [key for pair, key in present.items() if pair not in wanted]:
        through.objects.filter(pk__in=gone).delete()
    through.objects.bulk_create(
        through(node_id=node_id, band_id=band_id) for node_id, band_id in sorted(wanted - present.keys())
    )
