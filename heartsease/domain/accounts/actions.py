"""Coming in, and admitting people. Personal accounts, none of whose secrets anybody else can see (G4, G8)."""

import datetime as dt
import uuid
from collections.abc import Sequence

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor, require
from heartsease.domain.access.permissions import STAFF_ROLES, Permission, Role
from heartsease.domain.access.scope import in_setting
from heartsease.domain.accounts import queries
from heartsease.domain.accounts.models import Membership, Person, RoomMembership, SignInFailure, SignInLink
from heartsease.domain.audit import actions as audit
from heartsease.domain.audit.rules import Event
from heartsease.domain.setting.models import Room
from heartsease.kernel import clock
from heartsease.kernel.errors import ConflictError, InvalidInputError, NotAllowedError, NotFoundError
from heartsease.kernel.hashing import keyed_digest, new_secret
from heartsease.kernel.text import clean_line

WINDOW = dt.timedelta(minutes=15)
FAILURES_FOR_NAME_AND_SOURCE = 5
FAILURES_FOR_SOURCE = 50
"""A tablet or a home's router stands behind one address, so the second limit is wider. Neither locks a colleague
out: both hold for the source that guessed wrong, never for the account (ASVS 6.1.1)."""


def check_password(*, user_name: str, password: str, source: str) -> Person:
    """The person whose name and password these are; else one sentence that tells nothing of either."""
    name = clean_line(user_name)[:150]
    digest = keyed_digest(settings.SECRET_KEY, name.casefold())
    recent = SignInFailure.objects.filter(source=source, at__gt=clock.now() - WINDOW)
    if (
        recent.filter(name_digest=digest).count() >= FAILURES_FOR_NAME_AND_SOURCE
        or recent.count() >= FAILURES_FOR_SOURCE
    ):
        raise NotAllowedError(_("There were too many wrong tries from here. Please wait 15 minutes and try again."))
    person = Person.objects.filter(user_name__iexact=name, is_active=True).first()
    if person is None:
        make_password(password)  # the same work as for a known name, so that the time tells nothing
    if person is not None and person.check_password(password):
        return person
    SignInFailure.objects.create(name_digest=digest, source=source, at=clock.now())
    raise InvalidInputError(_("The user name or the password is not right."))


def record_sign_in(*, actor: Actor, way: str) -> None:
    """Trace that a session began; ``way`` is "password" or "link"."""
    audit.record(actor, Event.SIGNED_IN, details={"way": way})


def record_sign_out(*, actor: Actor) -> None:
    """Trace that a session was ended by its person."""
    audit.record(actor, Event.SIGNED_OUT)


def make_sign_in_link(
    *, actor: Actor, membership: Membership, lifetime: dt.timedelta, is_local_only: bool = False
) -> str:
    """The secret of a new single-use link for ``membership``; earlier unused links of it stop working.

    Its person sets a password with it, unless that would open another setting too (``open_sign_in_link``).
    ``is_local_only`` links work from this machine alone and set none.
    """
    require(actor, Permission.PERSON_MANAGE)
    _check_is_here(actor, membership)
    secret = new_secret()
    with transaction.atomic():
        SignInLink.objects.filter(membership=membership, used_at__isnull=True).delete()
        SignInLink.objects.create(
            membership=membership,
            digest=keyed_digest(settings.SECRET_KEY, secret),
            expires_at=clock.now() + lifetime,
            is_local_only=is_local_only,
            sets_password=not is_local_only,
        )
        audit.record(actor, Event.SIGN_IN_LINK_MADE, subject_type="membership", subject_id=membership.pk)
    return secret


def open_sign_in_link(*, secret: str, is_local: bool) -> SignInLink:
    """The link behind ``secret`` if it may still be used; looking does not use it up."""
    link = (
        SignInLink.objects.select_related("membership__person", "membership__setting")
        .filter(
            digest=keyed_digest(settings.SECRET_KEY, secret),
            used_at__isnull=True,
            expires_at__gt=clock.now(),
            membership__ended_at__isnull=True,
            membership__person__is_active=True,
        )
        .first()
    )
    if link is None or (link.is_local_only and not is_local):
        raise NotAllowedError(
            _("This link was used already, or its time is over. Ask the person who sent it for a new one.")
        )
    # A setting lets people in to itself. A password opens every setting of a person, so none of them chooses it alone.
    if any(one.setting_id != link.membership.setting_id for one in queries.memberships_of(link.membership.person)):
        link.sets_password = False
    return link


def use_sign_in_link(*, secret: str, is_local: bool, password: str = "") -> Membership:
    """Use up the link, once even when it is opened twice at the same moment, and set the password it asks for."""
    link = open_sign_in_link(secret=secret, is_local=is_local)
    person = link.membership.person
    if link.sets_password:
        check_new_password(person=person, password=password)
    with transaction.atomic():
        if not SignInLink.objects.filter(pk=link.pk, used_at__isnull=True).update(used_at=clock.now()):
            raise NotAllowedError(_("This link was used already. Ask the person who sent it for a new one."))
        if link.sets_password:
            person.set_password(password)
            person.save(update_fields=["password"])
            with in_setting(link.membership.setting_id):
                audit.record(queries.actor_of(link.membership), Event.PASSWORD_SET)
    return link.membership


def check_new_password(*, person: Person, password: str) -> None:
    """Refuse a password that is short, common or the person's own name; no puzzles (ASVS 6.2)."""
    try:
        validate_password(password, person)
    except ValidationError as problem:
        raise InvalidInputError(" ".join(problem.messages), fields={"password": " ".join(problem.messages)}) from None


@transaction.atomic
def admit_person(*, actor: Actor, full_name: str, user_name: str, role: Role, rooms: Sequence[Room] = ()) -> Membership:
    """Give a person a role at the actor's setting; an account is made where the user name is new."""
    require(actor, Permission.FAMILY_LINK if role not in STAFF_ROLES else Permission.PERSON_MANAGE)
    if role in {Role.SYSTEM, Role.MAINTAINER} and actor.role is not Role.SYSTEM:
        raise NotAllowedError(_("This role cannot be given here."))
    full_name, user_name = clean_line(full_name), clean_line(user_name).casefold()
    _check_names(full_name, user_name)
    person = Person.objects.filter(user_name__iexact=user_name).first()
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
    audit.record(actor, Event.PERSON_ENDED, subject_type="membership", subject_id=membership.pk)


@transaction.atomic
def clear_expired() -> None:
    """Remove links and failures whose time is over: called by the worker."""
    SignInLink.objects.filter(expires_at__lt=clock.now() - dt.timedelta(days=30)).delete()
    SignInFailure.objects.filter(at__lt=clock.now() - WINDOW).delete()


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
