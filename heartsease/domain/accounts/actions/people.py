"""Admitting people to a setting and ending their access: nominated members, and nobody else (G8)."""

import uuid
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor, require
from heartsease.domain.access.permissions import STAFF_ROLES, Permission, Role
from heartsease.domain.accounts import queries
from heartsease.domain.accounts.models import Badge, Membership, Person, Pin, RoomMembership, Session
from heartsease.domain.audit import actions as audit
from heartsease.domain.audit.rules import Event
from heartsease.domain.setting.models import Room
from heartsease.kernel import clock
from heartsease.kernel.errors import ConflictError, InvalidInputError, NotAllowedError, NotFoundError
from heartsease.kernel.text import clean_line


@transaction.atomic
def admit_person(*, actor: Actor, full_name: str, user_name: str, role: Role, rooms: Sequence[Room] = ()) -> Membership:
    """Give a person a role at the actor's setting; an account is made where the user name is new."""
    require(actor, Permission.FAMILY_LINK if role not in STAFF_ROLES else Permission.PERSON_MANAGE)
    if role in {Role.SYSTEM, Role.MAINTAINER} and actor.role is not Role.SYSTEM:
        raise NotAllowedError(_("This role cannot be given here."))
    full_name, user_name = clean_line(full_name), clean_line(user_name).casefold()
    _check_names(full_name, user_name)
    person = Person.objects.called(user_name).first()
    if person is None:
        person = Person(user_name=user_name, full_name=full_name)
        person.set_unusable_password()
        try:
            with transaction.atomic():
                person.save(force_insert=True)
        except IntegrityError:
            raise ConflictError(_("Somebody has just taken this user name. Please try again.")) from None
    elif person.full_name.casefold() != full_name.casefold():
        sentence = _("This user name belongs to somebody else. Please choose another.")
        raise ConflictError(sentence, fields={"user_name": sentence})
    membership, is_new = Membership.objects.get_or_create(
        setting_id=actor.setting_id, person=person, role=role, defaults={"ended_at": None}
    )
    if not is_new:
        Membership.objects.filter(pk=membership.pk).update(ended_at=None)
    if rooms or not is_new:
        _place_in_rooms(actor, membership, rooms)
    audit.record(
        actor,
        Event.PERSON_ADMITTED,
        subject_type="membership",
        subject_id=membership.pk,
        details={"role": role},
    )
    return membership


@transaction.atomic
def change_rooms(*, actor: Actor, membership_id: uuid.UUID, rooms: Sequence[Room]) -> None:
    """Say in which rooms a member of staff works."""
    require(actor, Permission.PERSON_MANAGE)
    membership = queries.member(actor, membership_id)
    _place_in_rooms(actor, membership, rooms)
    audit.record(
        actor,
        Event.PERSON_CHANGED,
        subject_type="membership",
        subject_id=membership.pk,
        details={"rooms": [str(room.pk) for room in rooms]},
    )


@transaction.atomic
def end_membership(*, actor: Actor, membership_id: uuid.UUID) -> None:
    """End somebody's access from the next request on. The last nominated member stays (clauses 1.11)."""
    require(actor, Permission.PERSON_MANAGE)
    membership = queries.member(actor, membership_id)
    if membership.role == Role.NOMINATED_MEMBER:
        in_force = Membership.objects.filter(role=Role.NOMINATED_MEMBER, ended_at__isnull=True)
        # Writing the rows makes two who end each other at the same moment take turns.
        in_force.update(ended_at=None)
        if not in_force.exclude(pk=membership.pk).exists():
            raise NotAllowedError(_("This is the last nominated member. Admit another one first."))
    Membership.objects.filter(pk=membership.pk, ended_at__isnull=True).update(ended_at=clock.now())
    close_ways_in(membership)
    audit.record(actor, Event.PERSON_ENDED, subject_type="membership", subject_id=membership.pk)


def close_ways_in(membership: Membership) -> None:
    """Inside an action: every session, PIN and badge of a membership is over (clauses 1.10)."""
    Session.objects.filter(membership=membership).delete()
    Pin.objects.filter(membership=membership).delete()
    Badge.objects.filter(membership=membership, revoked_at__isnull=True).update(revoked_at=clock.now())


def _check_names(full_name: str, user_name: str) -> None:
    fields = {}
    if not full_name or len(full_name) > 120:
        fields["full_name"] = _("Write a name of at most 120 characters.")
    if not user_name or len(user_name) > 150 or " " in user_name:
        fields["user_name"] = _("A user name has from 1 to 150 characters and no spaces.")
    if fields:
        raise InvalidInputError(" ".join(fields.values()), fields=fields)


def _check_is_here(actor: Actor, row: Membership | Room) -> None:
    if row.setting_id != actor.setting_id:
        raise NotFoundError(_("This is not at your setting."))


def _place_in_rooms(actor: Actor, membership: Membership, rooms: Sequence[Room]) -> None:
    for room in rooms:
        _check_is_here(actor, room)
    RoomMembership.objects.filter(membership=membership).exclude(room__in=rooms).delete()
    present = set(RoomMembership.objects.filter(membership=membership).values_list("room_id", flat=True))
    for room in rooms:
        if room.pk not in present:
            RoomMembership.objects.create(membership=membership, room=room)
