"""What nodes of a pack say about one another: parents, relations, and the reading order that follows."""

import dataclasses
from collections.abc import Collection, Mapping, Sequence

from django.utils.translation import gettext as _

from heartsease.domain.frameworks.pack.parts import PackNode
from heartsease.domain.frameworks.pack.reading import Place, Reading

MAPS_TO = "maps_to"
REPLACED_BY = "replaced_by"


@dataclasses.dataclass(frozen=True, slots=True)
class PlacedNode:
    """A node as it was read, and where; ``parent_place`` differs where a group names the parent."""

    node: PackNode
    place: Place
    parent_place: Place


def check_links(reading: Reading, placed: Sequence[PlacedNode]) -> None:
    """Note codes that stand twice, links that lead nowhere and links that lead in circles."""
    first: dict[str, PlacedNode] = {}
    for one in placed:
        if one.node.code in first:
            reading.note(
                one.place.key("code"),
                _("Another node has this code: %(place)s.") % {"place": first[one.node.code].place},
            )
        elif one.node.code:
            first[one.node.code] = one
    if not reading.is_partial:
        _check_targets(reading, placed, first)
    _check_circles(
        reading,
        {code: (one.node.parent,) for code, one in first.items() if one.node.parent is not None},
        {code: one.parent_place for code, one in first.items()},
        _("The node hangs under itself: %(circle)s."),
    )
    _check_circles(
        reading,
        {code: one.node.relations.get(REPLACED_BY, ()) for code, one in first.items()},
        {code: one.place.key("relations").key(REPLACED_BY) for code, one in first.items()},
        _("The node replaces itself: %(circle)s."),
    )


def _check_targets(reading: Reading, placed: Sequence[PlacedNode], first: Mapping[str, PlacedNode]) -> None:
    checked: set[Place] = set()
    for one in placed:
        parent = one.node.parent
        # A group's parent is looked at once, not once per node of the group.
        if parent is not None and one.parent_place not in checked:
            checked.add(one.parent_place)
            _known_node(reading, parent, one.parent_place, first)
        if parent is not None and parent in first and first[parent].node.is_retired and not one.node.is_retired:
            reading.note(one.place, _("The node hangs under '%(parent)s', which is retired.") % {"parent": parent})
        for relation, targets in one.node.relations.items():
            for index, target in enumerate(targets):
                if relation == MAPS_TO and ":" in target:
                    continue
                _known_node(reading, target, one.place.key("relations").key(relation).item(index), first)


def _known_node(reading: Reading, code: str, place: Place, codes: Collection[str]) -> None:
    reading.known(code, place, codes, _("There is no node with the code '%(code)s'.") % {"code": code})


def _check_circles(
    reading: Reading, links: Mapping[str, Sequence[str]], places: Mapping[str, Place], sentence: str
) -> None:
    """Walk depth first without recursion; each circle is noted where its first node stands."""
    done: set[str] = set()
    for start in links:
        path: list[str] = []
        waiting = [(start, 0)]
        while waiting:
            code, depth = waiting.pop()
            del path[depth:]
            if code in path:
                circle = [*path[path.index(code) :], code]
                reading.note(places[code], sentence % {"circle": ", ".join(circle)})
            elif code not in done:
                done.add(code)
                path.append(code)
                waiting.extend((target, depth + 1) for target in links.get(code, ()))


def in_reading_order(placed: Sequence[PlacedNode]) -> tuple[PackNode, ...]:
    """The nodes, each followed by its children in the order of the files, with their depth filled in."""
    children: dict[str | None, list[PackNode]] = {}
    for one in placed:
        children.setdefault(one.node.parent, []).append(one.node)
    ordered: list[PackNode] = []
    waiting = [(node, 0) for node in reversed(children.get(None, []))]
    while waiting:
        node, depth = waiting.pop()
        ordered.append(dataclasses.replace(node, depth=depth))
        waiting.extend((child, depth + 1) for child in reversed(children.get(node.code, [])))
    return tuple(ordered)
