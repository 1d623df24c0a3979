"""Passwords: checked, set, and put out of use when somebody else may know them."""

import dataclasses
import uuid

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor, require, system_actor
from heartsease.domain.access.permissions import Permission
from heartsease.domain.access.scope import in_setting
from heartsease.domain.accounts import events, queries
from heartsease.domain.accounts.actions.sessions import end_sessions_of
from heartsease.domain.accounts.models import AddressProof, Badge, Person, Pin, Session, SignInFailure, SignInLink
from heartsease.domain.accounts.rules import (
    FAILURES_FOR_NAME_AND_SOURCE,
    FAILURES_FOR_SOURCE,
    WINDOW,
    Credential,
)
from heartsease.domain.audit import actions as audit
from heartsease.domain.audit.rules import Event
from heartsease.kernel import clock
from heartsease.kernel.errors import InvalidInputError, NotAllowedError
from heartsease.kernel.events import publish
from heartsease.kernel.ids import new_id
from heartsease.kernel.text import clean_line


def check_password(*, user_name: str, password: str, source: str) -> Person:
    """The person whose name (or e-mail address) and password these are; else one sentence that tells of neither."""
    name = clean_line(user_name)[:150]
    check_source(name, source)
    known = Q(user_name__iexact=name) | Q(email__iexact=name) & ~Q(email="")
    # A user name may look like an e-mail address of somebody else: the name that a person was given goes first.
    found = sorted(
        Person.objects.filter(known, is_active=True), key=lambda one: one.user_name.casefold() != name.casefold()
    )
    person = found[0] if found else None
    if person is None:
        make_password(password)  # the same work as for a known name, so that the time tells nothing
    if person is not None and person.check_password(password):
        return person
    with transaction.atomic():
        note_failure(name, source)
        if person is not None:
            trace_refusal(person, source, "password")
    raise InvalidInputError(_("The user name or the password is not right."))


def check_source(name: str, source: str, *, but: SignInFailure | None = None) -> None:
    """Refuse a source that has guessed wrong too often, for this name or altogether; ``but`` is not counted."""
    recent = SignInFailure.objects.filter(source=source, at__gt=clock.now() - WINDOW)
    if but is not None:
        recent = recent.exclude(pk=but.pk)
    if (
        recent.filter(name_digest=queries.name_digest(name)).count() >= FAILURES_FOR_NAME_AND_SOURCE
        or recent.count() >= FAILURES_FOR_SOURCE
    ):
        raise NotAllowedError(_("There were too many wrong tries from here. Please wait 15 minutes and try again."))


def note_failure(name: str, source: str) -> SignInFailure:
    """Count a wrong try for ``name`` from ``source``."""
    return SignInFailure.objects.create(name_digest=queries.name_digest(name), source=source, at=clock.now())


def trace_refusal(person: Person, source: str, way: str) -> None:
    """Leave a line about a refused sign-in wherever the person is somebody."""
    for membership in queries.memberships_of(person):
        with in_setting(membership.setting_id):
            audit.record(
                dataclasses.replace(system_actor(membership.setting_id, membership.setting.zone), source=source),
                Event.SIGN_IN_REFUSED,
                subject_type="membership",
                subject_id=membership.pk,
                is_refused=True,
                details={"way": way},
            )


def prove_password(*, actor: Actor, session_id: uuid.UUID, password: str) -> None:
    """Give the password once more, for something that needs a fresh sign-in; counted like signing in."""
    require(actor, Permission.ACCOUNT_USE)
    person = Person.objects.get(pk=actor.person)
    found = check_password(user_name=person.user_name, password=password, source=actor.source)
    if found.pk != person.pk:
        raise InvalidInputError(_("The password is not right."))
    Session.objects.filter(public_id=session_id, person=person).update(proved_at=clock.now())
    audit.record(actor, Event.SIGN_IN_PROVED)


def check_new_password(*, person: Person, password: str) -> None:
    """Refuse a password that is short, common or the person's own name; no puzzles (ASVS 6.2)."""
    try:
        validate_password(password, person)
    except ValidationError as problem:
        raise InvalidInputError(" ".join(problem.messages), fields={"password": " ".join(problem.messages)}) from None


def store_new_password(person: Person, password: str) -> None:
    """Inside an action: the new password, in force at once; every session that began with the old one is over."""
    if person.must_set_password and person.check_password(password):
        sentence = _("This is the password that somebody may know. Please choose another.")
        raise InvalidInputError(sentence, fields={"password": sentence})
    check_new_password(person=person, password=password)
    person.set_password(password)
    person.must_set_password = False
    person.save(update_fields=["password", "must_set_password"])
    AddressProof.objects.filter(person=person).delete()
    publish(events.CredentialChanged(person_id=person.pk, change_id=new_id(), what=Credential.PASSWORD_SET))


@transaction.atomic
def change_password(*, actor: Actor, password: str) -> Person:
    """Choose another password. All sessions end; the caller begins a new one for whoever is here."""
    require(actor, Permission.ACCOUNT_USE)
    person = Person.objects.get(pk=actor.person)
    if not person.has_usable_password():
        raise NotAllowedError(_("You come in without a password, so there is none to change."))
    if not person.must_set_password and person.check_password(password):
        sentence = _("This is your present password. Please choose another.")
        raise InvalidInputError(sentence, fields={"password": sentence})
    store_new_password(person, password)
    end_sessions_of(person)
    audit.record(actor, Event.PASSWORD_SET)
    return person


@transaction.atomic
def report_login_known(*, actor: Actor) -> None:
    """Somebody may know the log-in (clauses 1.5): every session ends, PIN, badge and unused links stop, the password
    opens nothing but the page that replaces it, and the nominated members are told."""
    require(actor, Permission.ACCOUNT_USE)
    person = Person.objects.get(pk=actor.person)
    # Whoever has no password has none to replace, and would never come past the page that asks for it.
    Person.objects.filter(pk=person.pk).update(must_set_password=person.has_usable_password())
    end_sessions_of(person)
    SignInLink.objects.filter(membership__person=person, used_at__isnull=True).delete()
    AddressProof.objects.filter(person=person).delete()
    for membership in queries.memberships_of(person):
        with in_setting(membership.setting_id):
            Pin.objects.filter(membership=membership).delete()
            Badge.objects.filter(membership=membership, revoked_at__isnull=True).update(revoked_at=clock.now())
    publish(
        events.LoginCompromised(
            setting_id=actor.setting_id, membership_id=actor.member, person_id=person.pk, report_id=new_id()
        )
    )
    audit.record(actor, Event.LOGIN_REPORTED, subject_type="membership", subject_id=actor.member)


@transaction.atomic
def release_lock_out(*, actor: Actor, membership_id: uuid.UUID) -> None:
    """Let somebody try again at once, from wherever they were locked out."""
    require(actor, Permission.PERSON_MANAGE)
    membership = queries.member(actor, membership_id)
    SignInFailure.objects.filter(name_digest__in=queries.name_digests(membership.person)).delete()
    audit.record(actor, Event.LOCK_OUT_RELEASED, subject_type="membership", subject_id=membership.pk)
