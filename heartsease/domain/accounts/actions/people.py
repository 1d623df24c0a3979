"""Admitting people to a setting and changing what they may do: nominated members, and nobody else (G8; clauses 3.1)."""

import dataclasses
import datetime as dt
import secrets
import uuid
from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor, require
from heartsease.domain.access.permissions import STAFF_ROLES, Permission, Role
from heartsease.domain.accounts import queries
from heartsease.domain.accounts.actions.history import checked_reason, keep_a_nominated_member, note_change
from heartsease.domain.accounts.models import Membership, Person, RoomMembership, SignInLink
from heartsease.domain.accounts.rules import FIRST_STAY, PIN_ONLY_ROLES, Access, widened
from heartsease.domain.audit import actions as audit
from heartsease.domain.audit.rules import Event
from heartsease.domain.setting.models import Room
from heartsease.kernel import clock
from heartsease.kernel.errors import ConflictError, InvalidInputError, NotAllowedError, NotFoundError
from heartsease.kernel.text import clean_line

LONGEST_NAME = 120


@dataclasses.dataclass(frozen=True, slots=True)
class Checks:
    """When somebody's checks were seen and by whom, and their training (clauses 3.6, 18.1)."""

    checks_seen_on: dt.date | None = None
    checks_seen_by: str = ""
    trained_on: dt.date | None = None
    trained_by: str = ""


@transaction.atomic
def admit_person(
    *,
    actor: Actor,
    full_name: str,
    user_name: str = "",
    role: Role,
    rooms: Sequence[Room] = (),
    last_day: dt.date | None = None,
    is_pin_only: bool = False,
) -> Membership:
    """Give a person a role at the actor's setting; an account is made where the user name is new.

    ``is_pin_only`` people come in with a PIN alone and have no user name; students and supply always have a last day.
    """
    require(actor, Permission.FAMILY_LINK if role not in STAFF_ROLES else Permission.PERSON_MANAGE)
    if role in {Role.SYSTEM, Role.MAINTAINER} and actor.role is not Role.SYSTEM:
        raise NotAllowedError(_("This role cannot be given here."))
    full_name = clean_line(full_name)
    # Nobody signs in with the user name of a PIN-only person: it is only what every account has to have.
    user_name = f"pin-{secrets.token_hex(8)}" if is_pin_only else clean_line(user_name).casefold()
    _check_names(full_name, user_name)
    today = clock.today(actor.zone)
    if role is Role.STUDENT and last_day is None:
        last_day = today + FIRST_STAY
    _check_kind(role, last_day=last_day, is_pin_only=is_pin_only, today=today)
    membership, is_new = Membership.objects.get_or_create(
        setting_id=actor.setting_id,
        person=_account(full_name, user_name),
        role=role,
        defaults={"ended_at": None, "last_day": last_day, "is_pin_only": is_pin_only},
    )
    if not is_new and role in STAFF_ROLES:
        raise ConflictError(_is_known(membership), fields={"user_name": _is_known(membership)})
    if not is_new:
        Membership.objects.filter(pk=membership.pk).update(ended_at=None)
    if rooms:
        _place_in_rooms(actor, membership, rooms)
    audit.record(
        actor,
        Event.PERSON_ADMITTED,
        subject_type="membership",
        subject_id=membership.pk,
        details={"role": role, "pin_only": True} if is_pin_only else {"role": role},
    )
    return membership


@transaction.atomic
def record_checks(*, actor: Actor, membership_id: uuid.UUID, checks: Checks) -> None:
    """Note that somebody's checks were seen, and their training; nobody new comes in before (clauses 3.6)."""
    require(actor, Permission.PERSON_MANAGE)
    membership = queries.member(actor, membership_id)
    checks = dataclasses.replace(
        checks, checks_seen_by=clean_line(checks.checks_seen_by), trained_by=clean_line(checks.trained_by)
    )
    _check_checks(checks, clock.today(actor.zone))
    if membership.has_offsite_right and checks.checks_seen_on is None:
        sentence = _("Without checks nobody works away from the setting. Take that right away first.")
        raise InvalidInputError(sentence, fields={"checks_seen_on": sentence})
    after = dataclasses.asdict(checks)
    changed = {name for name, value in after.items() if getattr(membership, name) != value}
    if not changed:
        return
    Membership.objects.filter(pk=membership.pk).update(**after)
    if checks.checks_seen_on is None and membership.came_in_at is None:
        SignInLink.objects.filter(membership=membership, used_at__isnull=True).delete()
    days: dict[str, Any] = {
        name: [_day(getattr(membership, name)), _day(after[name])]
        for name in ("checks_seen_on", "trained_on")
        if name in changed
    }
    audit.record(
        actor,
        Event.PERSON_CHANGED,
        subject_type="membership",
        subject_id=membership.pk,
        details=days or {"changed": sorted(changed)},
    )


@transaction.atomic
def change_access(*, actor: Actor, membership_id: uuid.UUID, before: Access, after: Access, reason: str = "") -> None:
    """Change what somebody of the staff may do, and until when, from their next request on.

    ``before`` is what the person who decides has seen: where it holds no more, nothing is changed. What widens access
    needs a reason. The last nominated member stays one (clauses 1.11).
    """
    require(actor, Permission.PERSON_MANAGE)
    membership = queries.member(actor, membership_id)
    if before == after:
        return
    _check_access(actor, membership, before, after)
    choices = queries.setting_of(membership).chosen
    is_wider = bool(widened(before, after, choices=choices)) and actor.role is not Role.SYSTEM
    reason = checked_reason(reason, is_required=is_wider)
    if before.role is Role.NOMINATED_MEMBER and (after.role is not before.role or after.last_day is not None):
        keep_a_nominated_member(membership)
    try:
        with transaction.atomic():
            rows = Membership.objects.filter(pk=membership.pk, ended_at__isnull=True, **_columns(before))
            is_changed = rows.update(**_columns(after))
    except IntegrityError:
        sentence = _("They were here in this role before. End this access, and admit them again in that role.")
        raise ConflictError(sentence, fields={"role": sentence}) from None
    if not is_changed or _rooms_of(membership) != before.rooms:
        raise ConflictError(_("Somebody else has just changed this person. Please look again."))
    _place_in_rooms(actor, membership, list(Room.objects.filter(pk__in=after.rooms)))
    stored = before.to_stored(), after.to_stored()
    note_change(actor, membership, before=stored[0], after=stored[1], reason=reason)
    audit.record(
        actor,
        Event.PERSON_CHANGED,
        subject_type="membership",
        subject_id=membership.pk,
        details={name: [stored[0][name], stored[1][name]] for name in stored[0] if stored[0][name] != stored[1][name]},
    )


def change_rooms(*, actor: Actor, membership_id: uuid.UUID, rooms: Sequence[Room], reason: str = "") -> None:
    """Say in which rooms a member of staff works, and nothing else."""
    require(actor, Permission.PERSON_MANAGE)
    before = queries.access_of(queries.member(actor, membership_id))
    for room in rooms:
        _check_is_here(actor, room)
    after = dataclasses.replace(before, rooms=frozenset(room.pk for room in rooms))
    change_access(actor=actor, membership_id=membership_id, before=before, after=after, reason=reason)


def _account(full_name: str, user_name: str) -> Person:
    """The person of this user name, new where there is none."""
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
    return person


def _is_known(membership: Membership) -> str:
    if membership.ended_at is None:
        return _("This person is here already in this role: look under People.")
    return _("This person was here before: look under People, Ended, and admit them again there.")


def _check_names(full_name: str, user_name: str) -> None:
    fields = {}
    if not full_name or len(full_name) > LONGEST_NAME:
        fields["full_name"] = _("Write a name of at most 120 characters.")
    if not user_name or len(user_name) > 150 or " " in user_name:
        fields["user_name"] = _("A user name has from 1 to 150 characters and no spaces.")
    if fields:
        raise InvalidInputError(" ".join(fields.values()), fields=fields)


def _check_kind(role: Role, *, last_day: dt.date | None, is_pin_only: bool, today: dt.date) -> None:
    """What holds for a role, whoever has it."""
    if is_pin_only and role not in PIN_ONLY_ROLES:
        sentence = _("In this role people open tablets or configure the journal, so they need a password.")
        raise InvalidInputError(sentence, fields={"role": sentence})
    if last_day is not None and last_day < today:
        sentence = _("This day is over. To end access now, choose End access.")
        raise InvalidInputError(sentence, fields={"last_day": sentence})


def _check_access(actor: Actor, membership: Membership, before: Access, after: Access) -> None:
    if not membership.is_staff or after.role not in STAFF_ROLES:
        raise NotAllowedError(_("Roles are changed among staff. Families are linked on the record of their child."))
    if after.last_day != before.last_day or after.role is not before.role:
        today = clock.today(actor.zone)
        _check_kind(after.role, last_day=after.last_day, is_pin_only=membership.is_pin_only, today=today)
    fields = {}
    if after.role is Role.STUDENT and after.last_day is None:
        fields["last_day"] = _("Students and supply need a last day.")
    if after.has_offsite_right and not before.has_offsite_right:
        if membership.is_pin_only:
            fields["has_offsite_right"] = _("Whoever comes in with a PIN alone works on the setting’s tablets only.")
        elif membership.checks_seen_on is None:
            fields["has_offsite_right"] = _("Record first that their checks were seen.")
    if fields:
        raise InvalidInputError(" ".join(fields.values()), fields=fields)
    if Room.objects.filter(pk__in=after.rooms).count() != len(after.rooms):
        raise NotFoundError(_("This room is not at your setting."))


def _check_checks(checks: Checks, today: dt.date) -> None:
    fields = {}
    for day, name, who in (
        (checks.checks_seen_on, "checks_seen", checks.checks_seen_by),
        (checks.trained_on, "trained", checks.trained_by),
    ):
        if day is not None and day > today:
            fields[f"{name}_on"] = _("This day has not come yet.")
        if len(who) > LONGEST_NAME:
            fields[f"{name}_by"] = _("Write a name of at most 120 characters.")
        elif bool(who) != (day is not None):
            missing = f"{name}_on" if who else f"{name}_by"
            fields[missing] = _("Give both: the day, and by whom.")
    if fields:
        raise InvalidInputError(" ".join(fields.values()), fields=fields)


def _columns(access: Access) -> dict[str, object]:
    return {
        "role": access.role,
        "scope": access.scope or "",
        "has_offsite_right": access.has_offsite_right,
        "last_day": access.last_day,
    }


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _rooms_of(membership: Membership) -> frozenset[uuid.UUID]:
    return frozenset(RoomMembership.objects.filter(membership=membership).values_list("room_id", flat=True))


def _check_is_here(actor: Actor, row: Membership | Room) -> None:
    if row.setting_id != actor.setting_id:
        raise NotFoundError(_("This is not at your setting."))


def _place_in_rooms(actor: Actor, membership: Membership, rooms: Sequence[Room]) -> None:
    for room in rooms:
        _check_is_here(actor, room)
    RoomMembership.objects.filter(membership=membership).exclude(room__in=rooms).delete()
    present = _rooms_of(membership)
    for room in rooms:
        if room.pk not in present:
            RoomMembership.objects.create(membership=membership, room=room)
