"""Frameworks in memory, made of a pack without a database."""

import uuid

from heartsease.domain.frameworks.pack import Pack
from heartsease.domain.frameworks.rules import Kind
from heartsease.domain.frameworks.tree import FrameworkTree, Heading, TreeBand, TreeNode, Words


def tree_of(pack: Pack) -> FrameworkTree:
    """The tree that loading the pack would give, with ids of its own and without the words for its parts."""
    first = pack.languages[0]
    ids = {node.code: uuid.uuid4() for node in pack.nodes}
    areas: dict[str, uuid.UUID | None] = {}
    nodes = []
    for position, node in enumerate(pack.nodes):
        above = areas.get(node.parent) if node.parent else None
        areas[node.code] = ids[node.code] if node.kind == Kind.AREA else above
        nodes.append(
            TreeNode(
                id=ids[node.code], parent_id=ids[node.parent] if node.parent else None, area_id=areas[node.code],
                code=node.code, kind=node.kind, text=Words(node.text, first),
                plain=Words(node.plain or node.text, first), description=Words(node.description, first),
                bands=node.bands, months=node.months, is_taggable=node.is_taggable,
                is_assessable=node.is_assessable, is_adult_facing=node.is_adult_facing,
                is_own_placement=node.is_own_placement, is_retired=node.is_retired, reference=node.reference,
                properties=node.properties, relations=node.relations, hints=node.hints, depth=node.depth,
                position=position,
            )
        )  # fmt: skip
    return FrameworkTree(
        heading=Heading(
            id=uuid.uuid4(), slug=pack.slug, version=pack.version, title=Words(pack.title, first),
            description=Words(pack.description, first), languages=pack.languages, publisher=pack.publisher,
            source_title=Words(pack.source_title, first), source_url=pack.source_url,
            licence_name=pack.licence_name, licence_url=pack.licence_url, licence_note=Words(pack.licence_note, first),
        ),
        kinds={}, terms={}, references={},
        bands=[TreeBand(id=uuid.uuid4(), code=band.code, label=Words(band.label, first), months=band.months,
                        is_retired=False) for band in pack.bands],
        nodes=nodes,
    )  # fmt: skip
