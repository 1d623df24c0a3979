"""Reading children: always narrowed to those whom the actor works with or is linked to."""

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import FilteredRelation, Q, QuerySet
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor, require
from heartsease.domain.access.permissions import Mode, Permission, Scope
from heartsease.domain.accounts.models import RoomMembership
from heartsease.domain.audit import actions as audit
from heartsease.domain.audit.rules import Event
from heartsease.domain.children.models import Attendance, Child, Contact, SensitiveFacts
from heartsease.domain.children.queries.access import links_in_force
from heartsease.domain.children.rules import could_be_confused
from heartsease.domain.setting.models import Setting
from heartsease.kernel import clock
from heartsease.kernel.errors import NotFoundError
from heartsease.kernel.text import first_name


def works_with(actor: Actor, prefix: str = "") -> Q:
    """The condition of being a child of whom ``actor``, on the staff, may know (clauses 3.3).

    ``prefix`` leads to the child from another table, for instance ``child__``.
    """
    require(actor, Permission.CHILD_READ)
    if actor.scope is Scope.ALL:
        return Q()
    own = Q(**{f"{prefix}key_person_id": actor.member})
    if actor.scope is Scope.ROOMS:
        rooms = RoomMembership.objects.filter(membership_id=actor.member).values("room_id")
        own |= Q(**{f"{prefix}room_id__in": rooms})
    return own


def visible_children(actor: Actor) -> QuerySet[Child]:
    """Children of whom the actor may know, whatever their state (guarantee G10)."""
    if actor.mode is Mode.FAMILY:
        return Child.objects.filter(pk__in=links_in_force(actor).values("child_id"))
    return Child.objects.filter(works_with(actor))


def own_roll(actor: Actor) -> QuerySet[Child]:
    """Children on roll today who are in a room or among the key children of ``actor``, whatever the scope."""
    rooms = RoomMembership.objects.filter(membership_id=actor.member).values("room_id")
    own = Q(key_person_id=actor.member) | Q(room_id__in=rooms)
    return Child.objects.filter(own & attending(clock.today(actor.zone)))


def setting_of_decoy(child_id: uuid.UUID) -> Setting | None:
    """At which setting a decoy stands, whoever asks for it."""
    rows = Child.decoys.unscoped(reason="whoever touches a decoy need not be of its setting, nor of any")
    found = rows.select_related("setting").filter(pk=child_id, is_decoy=True).first()
    return found.setting if found is not None else None


def attending(day: dt.date) -> Q:
    """The condition of being on roll on ``day``; the leaving date is the last day."""
    return Q(start_date__lte=day) & (Q(leaving_date__isnull=True) | Q(leaving_date__gte=day))


def child(actor: Actor, child_id: uuid.UUID) -> Child:
    """One of ``visible_children``, with room, key person and portrait."""
    found = visible_children(actor).select_related("room", "key_person__person", "portrait").filter(pk=child_id).first()
    if found is None:
        raise NotFoundError(_("There is no such child, or not one you work with."))
    return found


def row(actor: Actor, child_id: uuid.UUID) -> Child:
    """One of ``visible_children`` with nothing around it: for acts, which show nothing."""
    found = visible_children(actor).filter(pk=child_id).order_by().first()
    if found is None:
        raise NotFoundError(_("There is no such child, or not one you work with."))
    return found


def could_be_taken_for(actor: Actor, chosen: Child) -> list[Child]:
    """Children who have not left and whose names are like that of ``chosen``, the likeliest mistakes first."""
    require(actor, Permission.FAMILY_LINK)
    today = clock.today(actor.zone)
    others = Child.objects.exclude(pk=chosen.pk).exclude(leaving_date__lt=today).select_related("portrait", "room")
    name = (chosen.full_name, chosen.known_as)
    found = [other for other in others if could_be_confused(name, (other.full_name, other.known_as))]
    return sorted(found, key=lambda other: (other.birth_date != chosen.birth_date, other.full_name))


def on_roll(actor: Actor) -> QuerySet[Child]:
    """Children attending today, for ``roll_tiles``."""
    return _with_stay(actor, visible_children(actor).filter(attending(clock.today(actor.zone))))


def whoever(actor: Actor, child_ids: Collection[uuid.UUID]) -> QuerySet[Child]:
    """Some of ``visible_children``, attending or not, for ``roll_tiles``."""
    return _with_stay(actor, visible_children(actor).filter(pk__in=child_ids))


def _with_stay(actor: Actor, found: QuerySet[Child]) -> QuerySet[Child]:
    """With today's stays: a child who went home and came back stands here once for each, the latest last."""
    today = Q(attendance__day=clock.today(actor.zone))
    return found.annotate(stay=FilteredRelation("attendance", condition=today)).order_by(
        "known_as", "full_name", "pk", "stay__arrived_at"
    )


@dataclass(frozen=True, slots=True)
class ChildOnRoll:
    """What a child's tile shows. ``last_observed_at`` is filled where the journal was asked for it."""

    child_id: uuid.UUID
    full_name: str
    known_as: str
    birth_date: dt.date
    room_id: uuid.UUID
    room_name: str
    photo_permissions: dict[str, str | None]
    has_alert: bool
    has_portrait: bool
    arrived_at: dt.datetime | None
    left_at: dt.datetime | None
    last_observed_at: dt.datetime | None = None

    @property
    def first_name(self) -> str:
        """What the child is called."""
        return self.known_as or first_name(self.full_name)


def roll_tiles(roll: QuerySet[Child]) -> list[ChildOnRoll]:
    """``on_roll``, narrowed or not, as plain values in one query: pages with many children build no rows."""
    fields = [
        "pk", "full_name", "known_as", "birth_date", "room_id", "room__name", "photo_permissions",
        "allergies", "dietary_needs", "health_needs", "portrait__photo_id", "stay__arrived_at", "stay__left_at",
    ]  # fmt: skip
    if "last_observed_at" in roll.query.annotations:
        fields.append("last_observed_at")
    tiles: dict[uuid.UUID, ChildOnRoll] = {}
    for values in roll.values_list(*fields):
        row: tuple[Any, ...] = values
        # The latest of a child's stays today replaces the earlier ones.
        tiles[row[0]] = ChildOnRoll(*[*row[:7], any(row[7:10]), row[10] is not None, *row[11:]])
    return list(tiles.values())


def contacts(actor: Actor, child_id: uuid.UUID) -> list[Contact]:
    """Who belongs to a child: parents, carers, emergency contacts (EYFS 3.96)."""
    require(actor, Permission.CHILD_RECORD_READ)
    return list(Contact.objects.filter(child=child(actor, child_id)))


def sensitive_facts(actor: Actor, child_id: uuid.UUID) -> SensitiveFacts:
    """The narrower facts of one child; each reading is traced. An empty, unsaved row where nothing is recorded."""
    require(actor, Permission.CHILD_SENSITIVE_READ)
    found = child(actor, child_id)
    audit.record(actor, Event.SENSITIVE_FACTS_VIEWED, child_ids=[found.pk])
    return SensitiveFacts.objects.filter(child=found).first() or SensitiveFacts(child=found)


def register(actor: Actor, day: dt.date) -> QuerySet[Attendance]:
    """The daily record: names, hours and key persons (EYFS 3.101)."""
    require(actor, Permission.REGISTER_KEEP)
    return (
        Attendance.objects.select_related("child", "room")
        .filter(day=day, child__in=visible_children(actor))
        .order_by("room__position", "child__full_name", "arrived_at")
    )
