"""What families see of an entry: plain words and addresses, made once, so that templates only place them."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypedDict
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from heartsease.domain.children.models import Child
from heartsease.domain.frameworks import queries as frameworks
from heartsease.domain.frameworks.rules import NOTICED, Kind
from heartsease.domain.frameworks.tree import FrameworkTree, TreeNode
from heartsease.domain.journal.queries import FamilyEntry
from heartsease.domain.photos.rules import Size
from heartsease.web.family.markup import Area, EntryMarkup, PagePicture
from heartsease.web.templatetags.heartsease import area_number

LONGEST_EXCERPT = 420
"""Characters of a text in a list; the rest is on the entry's own page."""
_NOBODY = uuid.UUID(int=0)


class Card(TypedDict):
    """One entry in a timeline. ``month`` is the heading before it, where it begins one.

    A dictionary, because a template reads one in two thirds of the time it needs for an object.
    """

    id: str
    url: str
    month: str
    day: str
    moment: str
    text: str
    line: str
    is_cut: bool
    next_step: str
    photos: SafeString
    areas: SafeString
    foot: SafeString
    is_marked: bool
    is_from_home: bool
    is_edited: bool
    has_withheld_pictures: bool


def cards(
    entries: Iterable[FamilyEntry],
    child: Child,
    *,
    zone: ZoneInfo,
    framework_slug: str,
    month_before: tuple[int, int] | None = None,
) -> list[Card]:
    """``entries`` of ``child``'s journal as cards. ``month_before``: year and month under which a list goes on."""
    trees, markup = trees_in_order(framework_slug), EntryMarkup.for_reader()
    journal_url = reverse("journal-child", args=[child.pk])
    is_page_top = month_before is None
    made: list[Card] = []
    for entry in entries:
        local = entry.happened_at.astimezone(zone)
        month = (local.year, local.month)
        day = date_format(local, "l j F")
        areas = areas_of(entry.node_ids, trees)
        text, line = excerpt(entry.text), excerpt(entry.line)
        entry_id = str(entry.observation_id)
        url = f"{journal_url}/{entry_id}"
        pictures = page_pictures(entry, child, day, areas)
        made.append(
            Card(
                id=entry_id,
                url=url,
                month="" if month == month_before else date_format(local, "F Y"),
                day=day,
                moment=local.isoformat(timespec="minutes"),
                text=text,
                line=line,
                is_cut=len(text) < len(entry.text) or len(line) < len(entry.line),
                next_step=excerpt(entry.next_step_for_home),
                photos=markup.photos(pictures, url, is_awaited=is_page_top and not made),
                areas=markup.areas(areas),
                foot=SafeString(
                    markup.author(entry.author)
                    + markup.like_button(url, entry.observation_id, is_liked=entry.is_liked)
                    + markup.comment_link(url, entry.comment_count)
                ),
                is_marked=entry.is_from_home or entry.is_edited,
                is_from_home=entry.is_from_home,
                is_edited=entry.is_edited,
                has_withheld_pictures=entry.has_withheld_pictures,
            )
        )
        month_before = month
    return made


def page_pictures(
    entry: FamilyEntry, child: Child, day: str, areas: Sequence[Area], *, savable: Collection[uuid.UUID] = ()
) -> list[PagePicture]:
    """The photographs of an entry, those ``savable`` with where a copy is taken away. Their words say what is known,
    never what a machine guesses (WCAG 1.1.1)."""
    about = ", ".join([child.first_name, *(area.label for area in areas), day])
    total = len(entry.pictures)
    words = _("%(about)s, photograph %(number)d of %(total)d") if total > 1 else "%(about)s"
    return [
        PagePicture(
            photo_id=picture.photo_id,
            small_url=photo_url(picture.photo_id, Size.SMALL),
            large_url=photo_url(picture.photo_id, Size.LARGE),
            width=picture.width,
            height=picture.height,
            alt=words % {"about": about, "number": number, "total": total},
            save_url=reverse("photo-save", args=[picture.photo_id]) if picture.photo_id in savable else "",
        )
        for number, picture in enumerate(entry.pictures, 1)
    ]


def photo_url(photo_id: uuid.UUID, size: Size) -> str:
    """The address of a photograph, which admits only those who may see it."""
    return _photo_pattern(size).replace(str(_NOBODY), str(photo_id))


@cache
def _photo_pattern(size: Size) -> str:
    # A page holds dozens of these, and resolving a name costs more than all the rest of a photograph's place.
    return reverse("photo", args=[_NOBODY, size.value])


def excerpt(text: str) -> str:
    """The beginning of a long text, cut between words."""
    if len(text) <= LONGEST_EXCERPT:
        return text
    return text[:LONGEST_EXCERPT].rsplit(maxsplit=1)[0] + "…"


def trees_in_order(framework_slug: str) -> list[FrameworkTree]:
    """The frameworks that are loaded, the setting's own first: earlier entries may point into another."""
    loaded = frameworks.frameworks()
    return sorted(loaded.values(), key=lambda tree: tree.heading.slug != framework_slug)


def areas_of(node_ids: Iterable[uuid.UUID], trees: Sequence[FrameworkTree]) -> list[Area]:
    """The areas in which an entry's tags stand: each once, in the framework's order, in plain words."""
    found: dict[uuid.UUID, tuple[int, str]] = {}
    for node_id in node_ids:
        for tree in trees:
            area_id = tree.area_by_node.get(node_id)
            if area_id is not None and area_id not in found:
                found[area_id] = (tree.area_number(area_id), str(tree.node(area_id).plain))
    return [Area(label, area_number(number)) for number, label in sorted(found.values())]


@dataclass(frozen=True, slots=True)
class Shown:
    """Something an entry shows: what it is called, what that means, what exactly was noticed."""

    label: str
    number: int
    meaning: str
    noticed: Sequence[str]


@dataclass(frozen=True, slots=True)
class Showing:
    """All that an entry shows, in plain words."""

    areas: Sequence[Shown]
    ways_of_learning: Sequence[Shown]
    patterns: Sequence[Shown]


def showing(node_ids: Iterable[uuid.UUID], trees: Sequence[FrameworkTree]) -> Showing:
    """What the tags of an entry say to a parent. What is meant for the adults of the setting is left out."""
    areas: dict[uuid.UUID, tuple[int, TreeNode, list[TreeNode]]] = {}
    ways: list[TreeNode] = []
    patterns: list[TreeNode] = []
    for node_id in node_ids:
        tree = next((tree for tree in trees if tree.get(node_id) is not None), None)
        if tree is None or (node := tree.node(node_id)).is_adult_facing:
            continue
        if node.area_id is not None:
            area = areas.setdefault(node.area_id, (tree.area_number(node.area_id), tree.node(node.area_id), []))
            if node.kind in NOTICED or node.kind == Kind.ASPECT:
                area[2].append(node)
        elif node.kind == Kind.CHARACTERISTIC:
            ways.append(node)
        elif node.kind == Kind.SCHEMA:
            patterns.append(node)
    return Showing(
        areas=[
            Shown(str(area.plain), area_number(number), str(area.description), _plain(noticed))
            for number, area, noticed in sorted(areas.values(), key=lambda one: one[0])
        ],
        ways_of_learning=_shown(ways),
        patterns=_shown(patterns),
    )


def _shown(nodes: list[TreeNode]) -> list[Shown]:
    return [
        Shown(str(node.plain), 0, str(node.description), ()) for node in sorted(nodes, key=lambda one: one.position)
    ]


def _plain(nodes: list[TreeNode]) -> list[str]:
    return [str(node.plain) for node in sorted(nodes, key=lambda one: one.position)]
