"""What staff pages show of children and entries: plain values, so that no template asks the database."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from heartsease.domain.children.queries import ChildOnRoll
from heartsease.domain.children.rules import Purpose, allows_new_pictures
from heartsease.domain.frameworks.tree import FrameworkTree
from heartsease.domain.journal.models import Observation
from heartsease.domain.journal.queries import ListedEntry, PlacedPicture, listed
from heartsease.domain.journal.rules import Source, State
from heartsease.kernel import clock
from heartsease.kernel.text import first_name
from heartsease.web.addresses import address
from heartsease.web.templatetags.heartsease import hue, initials

SHOWN_PICTURES = 4
MOST_SHOWN = 400
"""Characters of a note in a list."""


@dataclass(frozen=True, slots=True)
class ChildTile:
    """A child on the screen: who, whether here, whether photographs may be taken."""

    child_id: uuid.UUID
    url: str
    mark_url: str
    """Where a mark of the register is posted to: the mark's name follows."""
    name: str
    full_name: str
    picture_url: str
    is_here: bool
    arrived_at: dt.datetime | None
    left_at: dt.datetime | None
    no_photo: bool
    alone_only: bool
    """Photographs only in an entry of the child's own."""
    has_alert: bool
    months: int
    last_observed_at: dt.datetime | None
    hue: str
    """The class of the child's colour."""
    initials: str


def child_tile(child: ChildOnRoll, today: dt.date) -> ChildTile:
    """The tile of a child from ``children.queries.roll_tiles``."""
    has_own = allows_new_pictures(child.photo_permissions, Purpose.OWN_JOURNAL, today)
    return ChildTile(
        child_id=child.child_id,
        url=address("child", child.child_id),
        mark_url=address("register-mark", child.child_id, "x")[:-1],
        name=child.first_name,
        full_name=child.full_name,
        picture_url=address("portrait", child.child_id, "small") if child.has_portrait else "",
        is_here=child.arrived_at is not None and child.left_at is None,
        arrived_at=child.arrived_at,
        left_at=child.left_at,
        no_photo=not has_own,
        alone_only=has_own and not allows_new_pictures(child.photo_permissions, Purpose.OTHERS_JOURNALS, today),
        has_alert=child.has_alert,
        months=clock.age_in_months(child.birth_date, today),
        last_observed_at=child.last_observed_at,
        hue=f"hue-{hue(child.child_id)}",
        initials=initials(child.full_name),
    )


@dataclass(frozen=True, slots=True)
class CardPicture:
    """A photograph's place on a page."""

    small_url: str
    large_url: str
    width: int
    height: int
    sources: SafeString
    """The attributes of an ``img`` in a list that say where its pixels are and how much room they need. A list shows
    the small file on any screen: a look at it is no look at a photograph, which the trace and the brake would count."""


@dataclass(frozen=True, slots=True)
class AreaLabel:
    """An area of learning as a coloured word."""

    label: str
    number: int


@dataclass(frozen=True, slots=True)
class EntryCard:
    """One entry in a list of staff."""

    url: str
    names: str
    alt: str
    """Of its photographs."""
    text: str
    moment: str
    when: str
    author: str
    pictures: list[CardPicture]
    more_pictures: int
    areas: list[AreaLabel]
    status: str
    visible_from: dt.datetime | None
    is_edited: bool
    is_from_home: bool
    note: str


def entry_card(
    entry: ListedEntry, zone: ZoneInfo, tree: FrameworkTree, url_name: str = "observation", note: str = ""
) -> EntryCard:
    """The card of an entry in a list."""
    names, local = ", ".join(entry.names), entry.happened_at.astimezone(zone)
    return EntryCard(
        url=address(url_name, entry.observation_id),
        names=names or _("No child chosen yet"),
        alt=_("Photograph of %(names)s") % {"names": names} if names else _("Photograph"),
        text=entry.text if len(entry.text) <= MOST_SHOWN else f"{entry.text[:MOST_SHOWN].rstrip()}…",
        moment=local.isoformat(timespec="minutes"),
        when=date_format(local, "D j M, H:i"),
        author=first_name(entry.author_name),
        pictures=[picture_card(picture) for picture in entry.pictures[:SHOWN_PICTURES]],
        more_pictures=max(0, len(entry.pictures) - SHOWN_PICTURES),
        areas=area_labels(tree, entry.node_ids),
        status=status_of(entry),
        visible_from=entry.visible_from,
        is_edited=entry.edited_at is not None,
        is_from_home=entry.source == Source.HOME,
        note=note,
    )


def picture_card(picture: PlacedPicture) -> CardPicture:
    """A photograph with its addresses."""
    small, large = address("photo", picture.photo_id, "small"), address("photo", picture.photo_id, "large")
    return CardPicture(
        small_url=small,
        large_url=large,
        width=picture.width,
        height=picture.height,
        # Addresses of ids and whole numbers: there is nothing in them to escape.
        sources=mark_safe(  # noqa: S308
            f'src="{small}" width="{picture.width}" height="{picture.height}"'
        ),
    )


def pictures_of(entry: Observation) -> list[CardPicture]:
    """The photographs of a whole entry, in order."""
    return [picture_card(picture) for picture in listed(entry).pictures]


def area_labels(tree: FrameworkTree, node_ids: Iterable[uuid.UUID]) -> list[AreaLabel]:
    """The areas that tags stand in, each once, in the framework's order."""
    # A tag of a framework that the setting used before has no area in this one.
    found = (tree.area_by_node.get(node_id) for node_id in node_ids)
    areas = {area_id: tree.node(area_id) for area_id in found if area_id is not None}
    numbered = sorted((tree.area_number(area.id), str(area.text)) for area in areas.values())
    return [AreaLabel(label, number) for number, label in numbered if number]


def status_of(entry: Observation | ListedEntry) -> str:
    """The word that ``components/status.html`` knows for an entry's state."""
    if entry.state == State.PUBLISHED:
        is_pending = entry.visible_from is not None and entry.visible_from > clock.now()
        return "pending" if is_pending else "published"
    return {State.SUBMITTED: "waiting"}.get(State(entry.state), entry.state)
