"""The journal as one family reads it: its own child, and nothing of anybody else (guarantee G10)."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor, require
from heartsease.domain.access.permissions import Permission
from heartsease.domain.children.queries import OwnChild
from heartsease.domain.children.rules import Purpose
from heartsease.domain.journal.cursors import Cursor
from heartsease.domain.journal.models import (
    Comment,
    Like,
    Observation,
    ObservationChild,
    ObservationPhoto,
    ObservationTag,
)
from heartsease.domain.journal.rules import Source, may_show_to_family
from heartsease.kernel import clock
from heartsease.kernel.errors import NotFoundError
from heartsease.kernel.text import first_name

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class _Counts(TypedDict):
        others_refuse: bool
        is_liked: bool
        comment_count: int
        like_count: int

    Place = WithAnnotations[ObservationChild, _Counts]


@dataclass(frozen=True, slots=True)
class FamilyPicture:
    """A photograph's place on a page; sizes in pixels of the master."""

    photo_id: uuid.UUID
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class FamilyComment:
    """One comment as this family sees it."""

    comment_id: uuid.UUID
    author: str
    is_own: bool
    is_staff: bool
    text: str
    written_at: dt.datetime


@dataclass(frozen=True, slots=True)
class FamilyEntry:
    """An entry as one family sees it. It holds no id, name, line or count of another child."""

    observation_id: uuid.UUID
    happened_at: dt.datetime
    text: str
    line: str
    author: str
    is_from_home: bool
    is_own: bool
    is_edited: bool
    node_ids: tuple[uuid.UUID, ...]
    next_step_for_home: str
    pictures: tuple[FamilyPicture, ...]
    has_withheld_pictures: bool
    likes: int
    is_liked: bool
    comment_count: int


@dataclass(frozen=True, slots=True)
class FamilyPage:
    """A page of a journal and where the next one begins."""

    entries: list[FamilyEntry]
    following: Cursor | None


def family_timeline(actor: Actor, own: OwnChild, *, before: Cursor | None = None, limit: int = 12) -> FamilyPage:
    """A page of the own child's journal, newest first: three queries, whatever its length or age."""
    places = _places(actor, own).order_by("-happened_at", "-id")
    if before is not None:
        places = places.filter(before.older())
    rows = list(places[: limit + 1])
    page = rows[:limit]
    following = Cursor(page[-1].happened_at, page[-1].pk) if len(rows) > limit else None
    return FamilyPage([_entry(actor, own, place) for place in page], following)


def family_entry(actor: Actor, own: OwnChild, observation_id: uuid.UUID) -> tuple[FamilyEntry, list[FamilyComment]]:
    """One entry of the own child's journal with the comments this household may read."""
    place = _places(actor, own).filter(observation_id=observation_id).first()
    if place is None:
        raise NotFoundError(_("This entry is not here, or not one you can see."))
    comments = (
        Comment.objects.select_related("author__person")
        .filter(_in_own_thread(own), subject=place, withdrawn_at__isnull=True)
        .order_by("written_at", "id")
    )
    return _entry(actor, own, place), [
        FamilyComment(
            comment_id=comment.pk,
            author=first_name(comment.author.person.full_name),
            is_own=comment.author.person_id == actor.person_id,
            is_staff=comment.author.role not in {"parent", "relative"},
            text=comment.text,
            written_at=comment.written_at,
        )
        for comment in comments
    ]


def home_entries(actor: Actor, *, limit: int = 40) -> list[Observation]:
    """What the actor wrote at home, newest first, with what became of it."""
    require(actor, Permission.JOURNAL_CONTRIBUTE)
    return list(
        Observation.objects.filter(author_id=actor.membership_id, source=Source.HOME)
        .prefetch_related("subjects__child", "pictures__photo", "review_steps")
        .order_by("-changed_at")[:limit]
    )


def _in_own_thread(own: OwnChild) -> Q:
    return Q(household__isnull=True) | Q(household_id=own.household_id)


def _places(actor: Actor, own: OwnChild) -> "QuerySet[Place]":
    """Where the own child stands in what families may see now; everything about others stays in the database."""
    require(actor, Permission.JOURNAL_READ)
    refused_elsewhere = (
        ObservationChild.objects.filter(observation=OuterRef("observation_id"))
        .exclude(child_id=own.child.pk)
        .exclude(child__photo_permissions__has_key=Purpose.OTHERS_JOURNALS.value)
    )
    mine = Like.objects.filter(subject=OuterRef("pk"), membership_id=actor.member)
    return (
        ObservationChild.objects.filter(child_id=own.child.pk, visible_from__lte=clock.now())
        .filter(Q(observation__household__isnull=True) | Q(observation__household_id=own.household_id))
        .select_related("observation__author__person")
        .annotate(
            others_refuse=Exists(refused_elsewhere),
            is_liked=Exists(mine),
            comment_count=_count(Comment.objects.filter(_in_own_thread(own), withdrawn_at__isnull=True)),
            like_count=_count(Like.objects.all()),
        )
        .prefetch_related(
            Prefetch("observation__pictures", queryset=ObservationPhoto.objects.select_related("photo")),
            Prefetch("observation__tags", queryset=ObservationTag.objects.order_by("id")),
        )
    )


def _count(rows: QuerySet[Comment] | QuerySet[Like]) -> Coalesce:
    """A count beside each place. A subquery, not a join: it is worked out for the places of one page only."""
    counted = rows.filter(subject=OuterRef("pk")).order_by().values("subject").annotate(number=Count("pk"))
    return Coalesce(Subquery(counted.values("number")), 0)


def _entry(actor: Actor, own: OwnChild, place: "Place") -> FamilyEntry:
    observation = place.observation
    refusals: list[dict[str, str | None]] = [{}] if place.others_refuse else []
    pictures = tuple(
        FamilyPicture(placed.photo_id, placed.photo.width, placed.photo.height) for placed in observation.pictures.all()
    )
    is_shown = may_show_to_family(own.child.photo_permissions, refusals)
    return FamilyEntry(
        observation_id=observation.pk,
        happened_at=observation.happened_at,
        text=observation.text,
        line=place.line,
        author=first_name(observation.author.person.full_name),
        is_from_home=observation.source == Source.HOME,
        is_own=observation.author.person_id == actor.person_id,
        is_edited=observation.edited_at is not None,
        node_ids=tuple(tag.node_id for tag in observation.tags.all()),
        next_step_for_home=observation.next_step if observation.next_step_is_for_home else "",
        pictures=pictures if is_shown else (),
        has_withheld_pictures=bool(pictures) and not is_shown,
        likes=place.like_count,
        is_liked=place.is_liked,
        comment_count=place.comment_count,
    )
