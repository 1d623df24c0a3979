"""Reading children: always narrowed to those whom the actor works with or is linked to."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor, require
from heartsease.domain.access.permissions import Mode, Permission, Scope
from heartsease.domain.accounts.models import RoomMembership
from heartsease.domain.audit import actions as audit
from heartsease.domain.audit.rules import Event
from heartsease.domain.children.models import (
    Attendance,
    Child,
    Contact,
    FamilyLink,
    PhotoPermission,
    SensitiveFacts,
)
from heartsease.kernel import clock
from heartsease.kernel.errors import NotFoundError


def visible_children(actor: Actor) -> QuerySet[Child]:
    """Children of whom the actor may know, whatever their state (guarantee G10; clauses 3.3)."""
    if actor.mode is Mode.FAMILY:
        require(actor, Permission.JOURNAL_READ)
        links = FamilyLink.objects.filter(membership_id=actor.member, ended_at__isnull=True)
        return Child.objects.filter(pk__in=links.values("child_id"))
    require(actor, Permission.CHILD_READ)
    if actor.scope is Scope.ALL:
        return Child.objects.all()
    own = Q(key_person_id=actor.member)
    if actor.scope is Scope.ROOMS:
        own |= Q(room_id__in=RoomMembership.objects.filter(membership_id=actor.member).values("room_id"))
    return Child.objects.filter(own)


def attending(day: dt.date) -> Q:
    """The condition of being on roll on ``day``; the leaving date is the last day."""
    return Q(start_date__lte=day) & (Q(leaving_date__isnull=True) | Q(leaving_date__gte=day))


def child(actor: Actor, child_id: uuid.UUID) -> Child:
    """One of ``visible_children``, with room, key person and portrait."""
    found = visible_children(actor).select_related("room", "key_person__person", "portrait").filter(pk=child_id).first()
    if found is None:
        raise NotFoundError(_("There is no such child, or not one you work with."))
    return found


def on_roll(actor: Actor) -> QuerySet[Child]:
    """Children attending today, with what their tiles show: ``arrived_at`` and ``left_at`` of the latest stay today."""
    today = clock.today(actor.zone)
    latest = Attendance.objects.filter(child=OuterRef("pk"), day=today).order_by("-arrived_at")
    return (
        visible_children(actor)
        .filter(attending(today))
        .select_related("room", "portrait")
        .annotate(
            arrived_at=Subquery(latest.values("arrived_at")[:1]),
            left_at=Subquery(latest.values("left_at")[:1]),
        )
        .order_by("known_as", "full_name")
    )


@dataclass(frozen=True, slots=True)
class OwnChild:
    """A child to whom a family member is linked."""

    child: Child
    household_id: uuid.UUID
    relation: str


def own_children(actor: Actor) -> list[OwnChild]:
    """The children of a parent or relative, in one query."""
    require(actor, Permission.JOURNAL_READ)
    links = (
        FamilyLink.objects.select_related("child__portrait")
        .filter(membership_id=actor.member, ended_at__isnull=True)
        .order_by("child__birth_date", "child__full_name")
    )
    return [OwnChild(link.child, link.household_id, link.relation) for link in links]


def contacts(actor: Actor, child_id: uuid.UUID) -> list[Contact]:
    """Who belongs to a child: parents, carers, emergency contacts (EYFS 3.96)."""
    require(actor, Permission.CHILD_RECORD_READ)
    return list(Contact.objects.filter(child=child(actor, child_id)))


def family_links(actor: Actor, child_id: uuid.UUID) -> list[FamilyLink]:
    """Who can read the child's journal now."""
    require(actor, Permission.CHILD_RECORD_READ)
    return list(
        FamilyLink.objects.select_related("membership__person", "household")
        .filter(child=child(actor, child_id), ended_at__isnull=True)
        .order_by("linked_at")
    )


def sensitive_facts(actor: Actor, child_id: uuid.UUID) -> SensitiveFacts:
    """The narrower facts of one child; each reading is traced. An empty, unsaved row where nothing is recorded."""
    require(actor, Permission.CHILD_SENSITIVE_READ)
    found = child(actor, child_id)
    audit.record(actor, Event.SENSITIVE_FACTS_VIEWED, child_ids=[found.pk])
    return SensitiveFacts.objects.filter(child=found).first() or SensitiveFacts(child=found)


def photo_permission_history(actor: Actor, child_id: uuid.UUID) -> list[PhotoPermission]:
    """Every answer about photographs, newest first."""
    require(actor, Permission.PHOTO_PERMISSION_READ)
    return list(
        PhotoPermission.objects.select_related("recorded_by__person")
        .filter(child=child(actor, child_id))
        .order_by("-recorded_at", "-id")
    )


def register(actor: Actor, day: dt.date) -> QuerySet[Attendance]:
    """The daily record: names, hours and key persons (EYFS 3.101)."""
    require(actor, Permission.REGISTER_KEEP)
    return (
        Attendance.objects.select_related("child", "room")
        .filter(day=day, child__in=visible_children(actor))
        .order_by("room__position", "child__full_name", "arrived_at")
    )
