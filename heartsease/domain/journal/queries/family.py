"""The journal as one family reads it: its own child, and nothing of anybody else (guarantee G10)."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor, require
from heartsease.domain.access.permissions import Permission
from heartsease.domain.children.queries import OwnChild
from heartsease.domain.children.rules import Purpose, still_allows
from heartsease.domain.journal.models import Comment, Like, Observation, ObservationChild, ObservationPhoto
from heartsease.domain.journal.queries.parts import PlacedPicture, pictures_of, tags_of
from heartsease.domain.journal.queries.pictures import limited_pictures
from heartsease.domain.journal.queries.visible import visible_observations
from heartsease.domain.journal.rules import Source, with_others_named
from heartsease.domain.photos.models import Region
from heartsease.domain.setting.rules import OthersNames
from heartsease.kernel import clock
from heartsease.kernel.cursors import Cursor
from heartsease.kernel.errors import NotFoundError
from heartsease.kernel.text import first_name

_NOTHING: frozenset[uuid.UUID] = frozenset()


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
    pictures: tuple[PlacedPicture, ...]
    has_withheld_pictures: bool
    is_liked: bool
    comment_count: int


@dataclass(frozen=True, slots=True)
class FamilyPage:
    """A page of a journal and where the next one begins."""

    entries: list[FamilyEntry]
    following: Cursor | None


def family_timeline(
    actor: Actor,
    own: OwnChild,
    *,
    others_names: OthersNames = OthersNames.INITIAL,
    before: Cursor | None = None,
    limit: int = 12,
) -> FamilyPage:
    """A page of the own child's journal, newest first: six queries, whatever its length or age. Other children are
    named as the setting chose."""
    places = _places(actor, own).order_by("-happened_at", "-id")
    if before is not None:
        places = places.filter(before.older("happened_at"))
    rows = [_Place._make(row) for row in places[: limit + 1]]
    page = rows[:limit]
    following = Cursor(page[-1].happened_at, page[-1].place_id) if len(rows) > limit else None
    return FamilyPage(_entries(actor, own, page, others_names), following)


def family_entry(
    actor: Actor, own: OwnChild, observation_id: uuid.UUID, *, others_names: OthersNames = OthersNames.INITIAL
) -> tuple[FamilyEntry, list[FamilyComment]]:
    """One entry of the own child's journal with the comments this household may read."""
    found = _places(actor, own).filter(observation_id=observation_id).first()
    if found is None:
        raise NotFoundError(_("This entry is not here, or not one you can see."))
    place = _Place._make(found)
    comments = (
        Comment.objects.select_related("author__person")
        .filter(_in_own_thread(own), subject_id=place.place_id, withdrawn_at__isnull=True)
        .order_by("written_at", "id")
    )
    return _entries(actor, own, [place], others_names)[0], [
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
        visible_observations(actor)
        .filter(author_id=actor.member, source=Source.HOME)
        .prefetch_related("subjects__child", "pictures__photo", "review_steps")
        .order_by("-changed_at")[:limit]
    )


def shared_photographs(actor: Actor, child_id: uuid.UUID) -> int:
    """In how many photographs other families can see the actor's own child until the family says no."""
    require(actor, Permission.JOURNAL_READ)
    others = ObservationChild.objects.filter(observation=OuterRef("observation_id")).exclude(child_id=child_id)
    return (
        ObservationPhoto.objects.filter(
            Exists(others),
            Exists(Region.objects.filter(photo=OuterRef("photo_id"), child_id=child_id)),
            observation__visible_from__lte=clock.now(),
            photo__removed_at__isnull=True,
        )
        .filter(Exists(visible_observations(actor).filter(pk=OuterRef("observation_id"))))
        .count()
    )


class _Place(NamedTuple):
    """Where the own child stands in an entry, as the database gives it."""

    place_id: uuid.UUID
    observation_id: uuid.UUID
    line: str
    happened_at: dt.datetime
    text: str
    source: str
    edited_at: dt.datetime | None
    next_step: str
    next_step_is_for_home: bool
    author_person_id: uuid.UUID
    author_name: str
    comment_count: int | None


def _places(actor: Actor, own: OwnChild) -> "QuerySet[ObservationChild, tuple[Any, ...]]":
    """Where the own child stands in what families may see now; everything about others stays in the database."""
    require(actor, Permission.JOURNAL_READ)
    comments = Comment.objects.filter(_in_own_thread(own), subject=OuterRef("pk"), withdrawn_at__isnull=True)
    counted = comments.order_by().values("subject").annotate(number=Count("pk")).values("number")
    reach = {} if own.begins_at is None else {"happened_at__gte": own.begins_at}
    return (
        ObservationChild.objects.filter(child_id=own.child.pk, visible_from__lte=clock.now(), **reach)
        .filter(Q(observation__household__isnull=True) | Q(observation__household_id=own.household_id))
        .annotate(comment_count=Subquery(counted))
        .values_list(
            "id",
            "observation_id",
            "line",
            "happened_at",
            "observation__text",
            "observation__source",
            "observation__edited_at",
            "observation__next_step",
            "observation__next_step_is_for_home",
            "observation__author__person_id",
            "observation__author__person__full_name",
            "comment_count",
        )
    )


def _entries(actor: Actor, own: OwnChild, places: Sequence[_Place], others_names: OthersNames) -> list[FamilyEntry]:
    observation_ids = [place.observation_id for place in places]
    others = _names_of_others(own, observation_ids) if others_names is not OthersNames.FIRST_NAME else {}

    def readable(text: str, place: _Place) -> str:
        return with_others_named(text, others.get(place.observation_id, ()), others_names)

    pictures, tags = pictures_of(actor, observation_ids), tags_of(observation_ids)
    liked = set(
        Like.objects.filter(
            subject_id__in=[place.place_id for place in places], membership_id=actor.member
        ).values_list("subject_id", flat=True)
    )
    with_pictures = {place.observation_id: place.happened_at for place in places if pictures[place.observation_id]}
    limited = limited_pictures(actor, with_pictures) if with_pictures else {}
    allows_own = still_allows(own.child.photo_permissions, Purpose.OWN_JOURNAL)
    shown = {
        entry_id: tuple(
            one for one in pictures[entry_id] if allows_own and limited.get(one.photo_id, _NOTHING) is not None
        )
        for entry_id in observation_ids
    }
    return [
        FamilyEntry(
            observation_id=place.observation_id,
            happened_at=place.happened_at,
            text=readable(place.text, place),
            line=readable(place.line, place),
            author=first_name(place.author_name),
            is_from_home=place.source == Source.HOME,
            is_own=place.author_person_id == actor.person_id,
            is_edited=place.edited_at is not None,
            node_ids=tuple(tags[place.observation_id]),
            next_step_for_home=readable(place.next_step, place) if place.next_step_is_for_home else "",
            pictures=shown[place.observation_id],
            has_withheld_pictures=len(shown[place.observation_id]) < len(pictures[place.observation_id]),
            is_liked=place.place_id in liked,
            comment_count=place.comment_count or 0,
        )
        for place in places
    ]


def _names_of_others(own: OwnChild, observation_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[str]]:
    """What the children of each entry are called who are not the reader's own; a namesake's is the own child's too."""
    found: dict[uuid.UUID, list[str]] = defaultdict(list)
    subjects = ObservationChild.objects.filter(observation_id__in=observation_ids).order_by()
    for observation_id, child_id, known_as, full_name in subjects.values_list(
        "observation_id", "child_id", "child__known_as", "child__full_name"
    ):
        if child_id not in own.open_ids:
            found[observation_id] += {known_as, first_name(full_name)} - {own.child.first_name}
    return found


def _in_own_thread(own: OwnChild) -> Q:
    return Q(household__isnull=True) | Q(household_id=own.household_id)
