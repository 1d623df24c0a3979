"""What an adult had opened or been shown of a journal: read from the trace, after a wrong link (clauses 4.2)."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import Count, Max, Min, Q, QuerySet

from heartsease.domain.access.actor import Actor, require
from heartsease.domain.access.permissions import Permission
from heartsease.domain.audit.models import AuditEvent
from heartsease.domain.audit.rules import Event
from heartsease.domain.children.models import FamilyLink
from heartsease.domain.children.queries import in_force, link_of_own
from heartsease.domain.journal.models import ObservationChild, ObservationPhoto
from heartsease.kernel import clock


@dataclass(frozen=True, slots=True)
class OpenedEntry:
    """An entry that was opened on a page of its own."""

    observation_id: uuid.UUID
    happened_at: dt.datetime
    text: str
    opened_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Seen:
    """What one link gave away, from the day it was made until it ended or until now."""

    open_since: dt.datetime | None
    """When the journal opened to the adult; None where it never did, and then nothing was shown."""
    first_sign_in: dt.datetime | None
    last_sign_in: dt.datetime | None
    entries: int
    """How many entries the journal held for them: all of these may have been read in the list."""
    pictures: int
    opened: list[OpenedEntry]
    opened_pictures: int
    """How many photographs were handed to their device at full size, to look at or to keep."""
    saved_copies: int
    """How many copies of photographs they saved."""


def seen_by(actor: Actor, link: FamilyLink) -> Seen:
    """What the adult of ``link`` had opened or been shown."""
    require(actor, Permission.FAMILY_LINK)
    until = link.ended_at or clock.now()
    trace = AuditEvent.objects.filter(membership_id=link.membership_id, at__gte=link.linked_at, at__lte=until)
    sign_ins = trace.filter(event=Event.SIGNED_IN).aggregate(first=Min("at"), last=Max("at"))
    open_since = _open_since(link)
    shown = ObservationChild.objects.none()
    if open_since is not None:
        shown = ObservationChild.objects.filter(
            Q(observation__household__isnull=True) | Q(observation__household_id=link.household_id),
            child_id=link.child_id,
            visible_from__lte=until,
            **({"happened_at__gte": link.begins_at} if link.begins_at else {}),
        )
    pictures = ObservationPhoto.objects.filter(observation__in=shown.values("observation_id"))
    of_child = trace.filter(child_id=link.child_id)
    handed = of_child.filter(event__in=[Event.PHOTO_VIEWED, Event.PICTURE_SAVED])
    return Seen(
        open_since=open_since,
        first_sign_in=sign_ins["first"],
        last_sign_in=sign_ins["last"],
        entries=shown.count(),
        pictures=pictures.count(),
        opened=_opened(link, of_child.filter(event=Event.JOURNAL_VIEWED)),
        opened_pictures=handed.aggregate(number=Count("subject_id", distinct=True))["number"],
        saved_copies=of_child.filter(event=Event.PICTURE_SAVED).count(),
    )


@dataclass(frozen=True, slots=True)
class SavedCopies:
    """Copies of photographs with a child that left the journal: how many, and when the last one did."""

    number: int
    last_at: dt.datetime | None


def saved_by_others(actor: Actor, child_id: uuid.UUID) -> SavedCopies:
    """What adults who do not read the journal of the actor's own child have saved of photographs with it, until now."""
    own = link_of_own(actor, child_id)
    readers = FamilyLink.objects.filter(in_force(), child_id=own.child_id).values("membership_id")
    saved = AuditEvent.objects.filter(event=Event.PICTURE_SAVED, child_id=own.child_id)
    found = saved.exclude(membership_id__in=readers).aggregate(number=Count("pk"), last_at=Max("at"))
    return SavedCopies(found["number"], found["last_at"])


def _open_since(link: FamilyLink) -> dt.datetime | None:
    """When both the adult's own answer and, where it was needed, a second member's were there."""
    if link.confirmed_at is None or (link.second_reason and link.second_confirmed_at is None):
        return None
    return max(link.confirmed_at, link.second_confirmed_at or link.confirmed_at)


def _opened(link: FamilyLink, views: QuerySet[AuditEvent]) -> list[OpenedEntry]:
    first = dict(views.order_by().values_list("subject_id").annotate(first=Min("at")))
    places = ObservationChild.objects.filter(child_id=link.child_id, observation_id__in=first)
    rows = places.values_list("observation_id", "happened_at", "observation__text", "line")
    return sorted(
        (
            OpenedEntry(entry_id, happened_at, text or line, first[entry_id])
            for entry_id, happened_at, text, line in rows
        ),
        key=lambda one: one.opened_at,
    )
