"""What staff pages show of children and entries: plain values, so that no template asks the database."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from heartsease.domain.children.models import Child
from heartsease.domain.children.rules import Purpose, allows_new_pictures
from heartsease.domain.frameworks.tree import FrameworkTree
from heartsease.domain.journal.models import Observation
from heartsease.domain.journal.rules import Source, State
from heartsease.kernel import clock
from heartsease.kernel.text import first_name

SHOWN_PICTURES = 4


@dataclass(frozen=True, slots=True)
class ChildTile:
    """A child on the screen: who, whether here, whether photographs may be taken."""

    child_id: uuid.UUID
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


def child_tile(child: Child, today: dt.date) -> ChildTile:
    """The tile of a child from ``children.queries.on_roll``."""
    arrived, left = getattr(child, "arrived_at", None), getattr(child, "left_at", None)
    has_own = allows_new_pictures(child.photo_permissions, Purpose.OWN_JOURNAL, today)
    return ChildTile(
        child_id=child.pk,
        name=child.first_name,
        full_name=child.full_name,
        picture_url=portrait_url(child),
        is_here=arrived is not None and left is None,
        arrived_at=arrived,
        left_at=left,
        no_photo=not has_own,
        alone_only=has_own and not allows_new_pictures(child.photo_permissions, Purpose.OTHERS_JOURNALS, today),
        has_alert=child.has_food_or_health_alert,
        months=clock.age_in_months(child.birth_date, today),
        last_observed_at=getattr(child, "last_observed_at", None),
    )


def portrait_url(child: Child) -> str:
    """The address of a child's portrait; empty where there is none. The child must be loaded with its portrait."""
    return reverse("portrait", args=[child.pk, "small"]) if getattr(child, "portrait", None) else ""


@dataclass(frozen=True, slots=True)
class CardPicture:
    """A photograph's place on a page."""

    small_url: str
    large_url: str
    width: int
    height: int


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
    text: str
    happened_at: dt.datetime
    author: str
    pictures: list[CardPicture]
    more_pictures: int
    areas: list[AreaLabel]
    status: str
    visible_from: dt.datetime | None
    is_edited: bool
    is_from_home: bool
    note: str


def entry_card(entry: Observation, tree: FrameworkTree, url_name: str = "observation", note: str = "") -> EntryCard:
    """The card of an observation whose parts are prefetched."""
    pictures = pictures_of(entry)
    return EntryCard(
        url=reverse(url_name, args=[entry.pk]),
        names=", ".join(subject.child.first_name for subject in entry.subjects.all()),
        text=entry.text or " ".join(subject.line for subject in entry.subjects.all()),
        happened_at=entry.happened_at,
        author=first_name(entry.author.person.full_name),
        pictures=pictures[:SHOWN_PICTURES],
        more_pictures=max(0, len(pictures) - SHOWN_PICTURES),
        areas=area_labels(tree, (tag.node_id for tag in entry.tags.all())),
        status=status_of(entry),
        visible_from=entry.visible_from,
        is_edited=entry.edited_at is not None,
        is_from_home=entry.source == Source.HOME,
        note=note,
    )


def pictures_of(entry: Observation) -> list[CardPicture]:
    """The photographs of an entry, in order."""
    return [
        CardPicture(
            small_url=reverse("photo", args=[placed.photo_id, "small"]),
            large_url=reverse("photo", args=[placed.photo_id, "large"]),
            width=placed.photo.width,
            height=placed.photo.height,
        )
        for placed in entry.pictures.all()
    ]


def area_labels(tree: FrameworkTree, node_ids: Iterable[uuid.UUID]) -> list[AreaLabel]:
    """The areas that tags stand in, each once, in the framework's order."""
    areas = {area.id: area for node_id in node_ids if (area := tree.area_of(node_id)) is not None}
    numbered = sorted((tree.area_number(area.id), str(area.text)) for area in areas.values())
    return [AreaLabel(label, number) for number, label in numbered if number]


def status_of(entry: Observation) -> str:
    """The word that ``components/status.html`` knows for an entry's state."""
    if entry.state == State.PUBLISHED:
        is_pending = entry.visible_from is not None and entry.visible_from > clock.now()
        return "pending" if is_pending else "published"
    return {State.SUBMITTED: "waiting"}.get(State(entry.state), entry.state)
