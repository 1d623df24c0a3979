"""The journal as staff read it."""

import datetime as dt
import uuid
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Case, OuterRef, Prefetch, QuerySet, Subquery, When
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor, require
from heartsease.domain.access.permissions import Permission
from heartsease.domain.children import queries as children
from heartsease.domain.children.models import Child
from heartsease.domain.journal.models import (
    Comment,
    NextStep,
    Observation,
    ObservationChild,
    ObservationPhoto,
    ObservationTag,
    ReviewStep,
)
from heartsease.domain.journal.queries.parts import PlacedPicture, children_of, pictures_of, tags_of
from heartsease.domain.journal.queries.visible import (
    observations_worked_with,
    pictures_shown,
    require_looking,
    visible_observations,
)
from heartsease.domain.journal.rules import WRITABLE_STATES, State, names_in, with_others_named
from heartsease.domain.setting import queries as setting
from heartsease.domain.setting.models import Room
from heartsease.domain.setting.rules import OthersNames
from heartsease.kernel import clock
from heartsease.kernel.cursors import Cursor
from heartsease.kernel.errors import NotFoundError
from heartsease.kernel.text import first_name


def _with_parts(actor: Actor, observations: QuerySet[Observation]) -> QuerySet[Observation]:
    """What an entry's card shows, in three queries for any number of entries."""
    subjects = ObservationChild.objects.select_related("child")
    pictures = ObservationPhoto.objects.select_related("photo").filter(pictures_shown(actor))
    return observations.select_related("author__person").prefetch_related(
        Prefetch("subjects", queryset=subjects),
        Prefetch("pictures", queryset=pictures),
        "tags",
    )


@dataclass(frozen=True, slots=True)
class ListedEntry:
    """An entry in a list of staff."""

    observation_id: uuid.UUID
    state: str
    source: str
    text: str
    happened_at: dt.datetime
    visible_from: dt.datetime | None
    edited_at: dt.datetime | None
    author_name: str
    names: list[str]
    pictures: list[PlacedPicture]
    node_ids: list[uuid.UUID]
    child_ids: list[uuid.UUID]


def recent_in_room(actor: Actor, room: Room, *, limit: int = 12) -> list[ListedEntry]:
    """The newest published entries that were made in a room: four queries, however many there are."""
    newest = (
        observations_worked_with(actor)
        .filter(room=room, state=State.PUBLISHED)
        .order_by("-happened_at", "-pk")
        .values_list(
            "pk",
            "state",
            "source",
            "text",
            "happened_at",
            "visible_from",
            "edited_at",
            "author__person__full_name",
        )
    )
    rows = list(newest[:limit])
    ids = [row[0] for row in rows]
    children_in, pictures, tags = children_of(ids), pictures_of(actor, ids), tags_of(ids)
    return [
        ListedEntry(
            *row,
            [name for _id, name in children_in[row[0]]],
            pictures[row[0]],
            tags[row[0]],
            [child_id for child_id, _name in children_in[row[0]]],
        )
        for row in rows
    ]


def listed(entry: Observation) -> ListedEntry:
    """A whole entry, its parts prefetched, as a list shows it."""
    subjects = list(entry.subjects.all())
    return ListedEntry(
        observation_id=entry.pk,
        state=entry.state,
        source=entry.source,
        text=entry.text or " ".join(subject.line for subject in subjects if subject.line),
        happened_at=entry.happened_at,
        visible_from=entry.visible_from,
        edited_at=entry.edited_at,
        author_name=entry.author.person.full_name,
        names=[subject.child.first_name for subject in subjects],
        pictures=[
            PlacedPicture(placed.photo_id, placed.photo.width, placed.photo.height) for placed in entry.pictures.all()
        ],
        node_ids=[tag.node_id for tag in entry.tags.all()],
        child_ids=[subject.child_id for subject in subjects],
    )


def child_timeline(
    actor: Actor, child: Child, *, before: Cursor | None = None, limit: int = 12
) -> tuple[list[Observation], Cursor | None]:
    """A page of a child's published entries, newest first, and where the next page begins."""
    require(actor, Permission.OBSERVATION_READ)
    places = ObservationChild.objects.filter(child=child, visible_from__isnull=False).order_by("-happened_at", "-id")
    if before is not None:
        places = places.filter(before.older("happened_at"))
    rows = list(places.values_list("observation_id", "happened_at", "id")[: limit + 1])
    page = rows[:limit]
    entries = {
        entry.pk: entry
        for entry in _with_parts(actor, visible_observations(actor).filter(pk__in=[row[0] for row in page]))
    }
    following = Cursor(page[-1][1], page[-1][2]) if len(rows) > limit else None
    return [entries[row[0]] for row in page if row[0] in entries], following


def names_of_others(actor: Actor, entry: Observation) -> list[str]:
    """Children whom families would read about in an entry that is not, or not only, in those children's journals.

    A shared note goes to the family of every subject. The subjects' own names are written there as the setting chose
    (``rules.with_others_named``); what that leaves standing counts, such as a name without its capital.
    """
    require_looking(actor, entry)
    subjects = list(entry.subjects.all())
    everybody = [
        (child_id, known_as or first_name(full_name))
        for child_id, known_as, full_name in Child.objects.filter(
            children.attending(clock.today(actor.zone))
        ).values_list("pk", "known_as", "full_name")
    ]
    alone = subjects[0].child_id if len(subjects) == 1 else None
    shared = {name for child_id, name in everybody if child_id != alone}
    if alone is not None:
        shared -= {subjects[0].child.first_name}
    how = setting.current_setting(actor).chosen.others_names
    theirs = {name for subject in subjects for name in (subject.child.first_name, first_name(subject.child.full_name))}
    if how is OthersNames.FIRST_NAME:
        shared -= theirs
    note = f"{entry.text}\n{entry.next_step if entry.next_step_is_for_home else ''}"
    found = set(names_in(with_others_named(note, theirs if alone is None else (), how), shared))
    for subject in subjects:
        others = {name for _id, name in everybody} - {subject.child.first_name}
        if how is OthersNames.FIRST_NAME:
            others -= theirs
        found |= set(names_in(with_others_named(subject.line, theirs - {subject.child.first_name}, how), others))
    return sorted(found)


def my_entries(actor: Actor, *, limit: int = 60) -> list[Observation]:
    """The actor's own entries: returned first, then drafts, what waits, and the newest of the rest."""
    order = [State.RETURNED, State.DRAFT, State.SUBMITTED]
    # In the database, before the limit: what waits for its author must not be pushed out by newer entries.
    rank = Case(*(When(state=state, then=place) for place, state in enumerate(order)), default=len(order))
    own = Observation.objects.filter(author_id=actor.membership_id).order_by(rank, "-changed_at")[:limit]
    return list(_with_parts(actor, own).prefetch_related("review_steps__member__person"))


def drafts_left_by(actor: Actor, membership_id: uuid.UUID) -> int:
    """How many entries somebody has begun and not sent: what is handed over when their access ends."""
    require(actor, Permission.PERSON_MANAGE)
    return Observation.objects.filter(author_id=membership_id, state__in=WRITABLE_STATES).count()


def review_queue(actor: Actor) -> QuerySet[Observation]:
    """What waits for somebody other than its author, the longest-waiting first."""
    require(actor, Permission.OBSERVATION_REVIEW)
    return (
        visible_observations(actor)
        .filter(state=State.SUBMITTED)
        .exclude(author__person_id=actor.person)
        .order_by("submitted_at", "pk")
    )


def in_detail(actor: Actor, observation_id: uuid.UUID) -> Observation:
    """One observation with everything a member of staff may read of it."""
    require(actor, Permission.OBSERVATION_READ)
    comments = Comment.objects.select_related("author__person", "household").filter(withdrawn_at__isnull=True)
    subjects = ObservationChild.objects.select_related("child__portrait").prefetch_related(
        Prefetch("comments", queryset=comments), "likes"
    )
    pictures = ObservationPhoto.objects.select_related("photo").filter(pictures_shown(actor))
    found = (
        visible_observations(actor)
        .select_related("author__person", "room", "household")
        .prefetch_related(
            Prefetch("subjects", queryset=subjects),
            Prefetch("pictures", queryset=pictures),
            "tags",
            Prefetch("review_steps", queryset=ReviewStep.objects.select_related("member__person")),
            "versions__written_by__person",
        )
        .filter(pk=observation_id)
        .first()
    )
    if found is None:
        raise NotFoundError(_("This entry is not here, or not one you can see."))
    return found


def with_last_observed(actor: Actor, found: QuerySet[Child]) -> QuerySet[Child]:
    """``found`` with ``last_observed_at``: when each child was last in a published entry, one index look-up each."""
    require(actor, Permission.OBSERVATION_READ)
    places = ObservationChild.objects.filter(child=OuterRef("pk"), visible_from__isnull=False)
    return found.annotate(last_observed_at=Subquery(places.order_by("-happened_at").values("happened_at")[:1]))


def new_from_families(actor: Actor, *, days: int = 7, limit: int = 10) -> list[Comment]:
    """The newest comments of families on entries of children the actor works with."""
    require(actor, Permission.OBSERVATION_READ)
    since = clock.now() - dt.timedelta(days=days)
    return list(
        Comment.objects.select_related("author__person", "subject__child")
        .filter(
            written_at__gt=since,
            withdrawn_at__isnull=True,
            author__role__in=["parent", "relative"],
            subject__child__in=children.visible_children(actor),
        )
        .order_by("-written_at")[:limit]
    )


def open_next_steps(actor: Actor, child: Child) -> list[NextStep]:
    """A child's next steps that wait, newest first."""
    require(actor, Permission.OBSERVATION_READ)
    return list(NextStep.objects.filter(child=child, answered_at__isnull=True).order_by("-created_at")[:20])


def areas_by_month(
    actor: Actor, child: Child, area_of: dict[uuid.UUID, uuid.UUID], months: Sequence[dt.date]
) -> dict[uuid.UUID, Counter[dt.date]]:
    """How many published entries touched each area in each of ``months`` (first days of months, oldest first).

    ``area_of`` maps every node of the framework to its area; an entry counts once for an area.
    """
    require(actor, Permission.OBSERVATION_READ)
    begin, _end = clock.day_bounds(months[0], actor.zone)
    places = ObservationChild.objects.filter(child=child, visible_from__isnull=False, happened_at__gte=begin)
    touched: set[tuple[uuid.UUID, uuid.UUID, dt.date]] = set()
    rows = ObservationTag.objects.filter(observation__in=places.values("observation_id")).values_list(
        "observation_id", "node_id", "observation__happened_at"
    )
    for observation_id, node_id, happened_at in rows:
        area = area_of.get(node_id)
        if area is not None:
            touched.add((observation_id, area, happened_at.astimezone(actor.zone).date().replace(day=1)))
    counts: dict[uuid.UUID, Counter[dt.date]] = defaultdict(Counter)
    for _observation, area, month in touched:
        counts[area][month] += 1
    return counts
