"""Second factors: an app that shows codes, passkeys, and recovery codes (ASVS 6.5, 6.6; the e-mail is none, 6.3.6)."""

import uuid
from typing import Any

import pyotp
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _
from fido2.webauthn import AttestedCredentialData

from heartsease.domain.access.actor import Actor, require
from heartsease.domain.access.permissions import Permission
from heartsease.domain.accounts import events, passkeys, queries
from heartsease.domain.accounts.actions.passwords import check_source, note_failure, trace_refusal
from heartsease.domain.accounts.models import CodeApp, Passkey, Person, RecoveryCode, Session, SignInFailure
from heartsease.domain.accounts.rules import WINDOW, Credential, new_code, tidy_code
from heartsease.domain.audit import actions as audit
from heartsease.domain.audit.rules import Event
from heartsease.kernel import clock, sealing
from heartsease.kernel.errors import ConflictError, InvalidInputError, NotAllowedError, NotFoundError
from heartsease.kernel.events import publish
from heartsease.kernel.hashing import keyed_digest
from heartsease.kernel.ids import new_id
from heartsease.kernel.text import clean_line

STEP_SECONDS = 30
CODE_DIGITS = 6
RECOVERY_CODES = 10
MOST_PASSKEYS = 10
SEED = "code app"
WRONG_CODES = 20
"""Wrong codes of one person within the window, from wherever: whoever tries them has the password already, so that this
shuts out nobody who has not been robbed of it."""


@transaction.atomic
def add_code_app(*, actor: Actor, seed: str, code: str) -> list[str]:
    """Keep the app that shows ``code`` from ``seed``; recovery codes come back where the person had none."""
    require(actor, Permission.ACCOUNT_USE)
    _take_turn(actor)
    step = _step_of(seed, code, after=0)
    if step is None:
        sentence = _("This code is not the one the app shows now. Look at the app and type the six digits again.")
        raise InvalidInputError(sentence, fields={"code": sentence})
    CodeApp.objects.update_or_create(
        person_id=actor.person, defaults={"sealed_seed": sealing.seal(seed, purpose=SEED), "last_step": step}
    )
    return _factor_added(actor, Event.FACTOR_ADDED, Credential.CODE_APP_ADDED)


@transaction.atomic
def add_passkey(*, actor: Actor, name: str, state: Any, answer: dict[str, Any]) -> list[str]:
    """Keep the passkey that the browser has just made; recovery codes come back where the person had none."""
    require(actor, Permission.ACCOUNT_USE)
    _take_turn(actor)
    credential = passkeys.finish_making(state, answer)
    if Passkey.objects.filter(person_id=actor.person).count() >= MOST_PASSKEYS:
        raise InvalidInputError(_("You have ten passkeys already. Remove one that you no longer use."))
    try:
        with transaction.atomic():
            Passkey.objects.create(
                person_id=actor.person,
                name=clean_line(name)[:60] or _("Passkey"),
                credential_id=credential.credential_id,
                credential=bytes(credential),
            )
    except IntegrityError:
        raise ConflictError(_("This passkey is kept already.")) from None
    return _factor_added(actor, Event.FACTOR_ADDED, Credential.PASSKEY_ADDED)


@transaction.atomic
def remove_code_app(*, actor: Actor) -> None:
    """Take the app away; whoever needs a second factor is asked for another at once."""
    require(actor, Permission.ACCOUNT_USE)
    _take_turn(actor)
    if not CodeApp.objects.filter(person_id=actor.person).delete()[0]:
        raise NotFoundError(_("There is no such app any more."))
    _factor_removed(actor, Credential.CODE_APP_REMOVED)


@transaction.atomic
def remove_passkey(*, actor: Actor, passkey_id: uuid.UUID) -> None:
    """Take one passkey away."""
    require(actor, Permission.ACCOUNT_USE)
    _take_turn(actor)
    if not Passkey.objects.filter(person_id=actor.person, pk=passkey_id).delete()[0]:
        raise NotFoundError(_("There is no such passkey any more."))
    _factor_removed(actor, Credential.PASSKEY_REMOVED)


@transaction.atomic
def make_recovery_codes(*, actor: Actor) -> list[str]:
    """Ten new codes; the earlier ones stop working."""
    require(actor, Permission.ACCOUNT_USE)
    if not queries.has_second_factor(_take_turn(actor)):
        raise InvalidInputError(_("Recovery codes stand in for a second factor. Set one up first."))
    codes = _new_recovery_codes(actor.person)
    publish(events.CredentialChanged(actor.person, new_id(), Credential.RECOVERY_CODES_MADE))
    audit.record(actor, Event.RECOVERY_CODES_MADE)
    return codes


def check_code(*, person: Person, code: str, source: str) -> None:
    """A code of the app, or a recovery code; each is taken once. Wrong ones are counted per source like passwords, and
    for the person from everywhere."""
    name = queries.factor_name(person)
    tried = note_failure(name, source)  # before it is judged, so that fifty at once count as fifty
    is_wrong = False
    try:
        check_source(name, source, but=tried)
        earlier = SignInFailure.objects.filter(name_digest=tried.name_digest, at__gt=tried.at - WINDOW)
        if earlier.exclude(pk=tried.pk).count() >= WRONG_CODES:
            raise NotAllowedError(_("There were too many wrong codes for this account. Please wait 15 minutes."))
        is_wrong = not _takes(person, tidy_code(code))
    finally:
        if not is_wrong:
            tried.delete()
    if is_wrong:
        trace_refusal(person, source, "second_factor")
        sentence = _("This code is not right, or it was used already. The app shows a new one every 30 seconds.")
        raise InvalidInputError(sentence, fields={"code": sentence})


@transaction.atomic
def _takes(person: Person, code: str) -> bool:
    app = CodeApp.objects.filter(person=person).first()
    if app is not None and len(code) == CODE_DIGITS:
        try:
            seed = sealing.unseal(app.sealed_seed, purpose=SEED)
        except sealing.BrokenSealError:
            return False  # sealed with another key: recovery codes still work, and so do nominated members
        step = _step_of(seed, code, after=app.last_step)
        later = CodeApp.objects.filter(pk=app.pk, last_step__lt=step) if step is not None else CodeApp.objects.none()
        return bool(later.update(last_step=step, last_used_at=clock.now()))
    unused = RecoveryCode.objects.filter(person=person, digest=_digest_of(person, code), used_at__isnull=True)
    if not unused.update(used_at=clock.now()):
        return False
    publish(events.CredentialChanged(person.pk, new_id(), Credential.RECOVERY_CODE_USED))
    return True


def check_passkey(*, state: Any, answer: dict[str, Any], source: str, person: Person | None = None) -> Person:
    """The person whose passkey has answered; where ``person`` is given it must be theirs."""
    found = (
        Passkey.objects.select_related("person")
        .filter(credential_id=passkeys.credential_id_of(answer), person__is_active=True)
        .first()
    )
    if found is None or (person is not None and found.person_id != person.pk):
        raise InvalidInputError(_("This passkey is not known here. Use another way to sign in."))
    count = passkeys.finish_using(state, AttestedCredentialData(bytes(found.credential)), answer)
    # A counter that does not go on is a copied key; most authenticators count nothing and always say 0 (WebAuthn 7.2).
    known = Passkey.objects.filter(pk=found.pk)
    in_turn = known.filter(sign_count__lt=count) if count else known.filter(sign_count=0)
    if not in_turn.update(sign_count=count, last_used_at=clock.now()):
        trace_refusal(found.person, source, "copied_passkey")
        raise InvalidInputError(_("This passkey answered out of turn. Use another way to sign in."))
    return found.person


def _take_turn(actor: Actor) -> Person:
    """The person, whose row is written first so that changes of one account take turns. While the password may be known
    to somebody, nothing is added that would outlive it."""
    Person.objects.filter(pk=actor.person).update(is_active=F("is_active"))
    person = Person.objects.get(pk=actor.person)
    if person.must_set_password:
        raise NotAllowedError(_("Choose a new password first: somebody may know the present one."))
    return person


def _factor_added(actor: Actor, event: Event, what: Credential) -> list[str]:
    _told(actor, event, what)
    # Whoever has the factor in hand has proved it: this session counts as one with a second factor.
    Session.objects.filter(person_id=actor.person, public_id=actor.session).update(has_second_factor=True)
    Session.objects.filter(person_id=actor.person).exclude(public_id=actor.session).delete()
    has_codes = RecoveryCode.objects.filter(person_id=actor.person, used_at__isnull=True).exists()
    return [] if has_codes else _new_recovery_codes(actor.person)


def _factor_removed(actor: Actor, what: Credential) -> None:
    _told(actor, Event.FACTOR_REMOVED, what)
    person = Person.objects.get(pk=actor.person)
    if not queries.has_second_factor(person):
        RecoveryCode.objects.filter(person=person).delete()
        Session.objects.filter(person=person).update(has_second_factor=False)
    Session.objects.filter(person=person).exclude(public_id=actor.session).delete()


def _told(actor: Actor, event: Event, what: Credential) -> None:
    publish(events.CredentialChanged(actor.person, new_id(), what))
    audit.record(actor, event, details={"what": what})


def _new_recovery_codes(person_id: uuid.UUID) -> list[str]:
    RecoveryCode.objects.filter(person_id=person_id).delete()
    codes = [new_code() for _number in range(RECOVERY_CODES)]
    person = Person(pk=person_id)
    RecoveryCode.objects.bulk_create(
        [RecoveryCode(person_id=person_id, digest=_digest_of(person, code)) for code in codes]
    )
    return codes


def _digest_of(person: Person, code: str) -> str:
    return keyed_digest(settings.PEPPER, f"recovery:{person.pk}:{code}")


def _step_of(seed: str, code: str, *, after: int) -> int | None:
    """The time step in which the app shows ``code``: now or one beside, later than ``after``."""
    generator = pyotp.TOTP(seed, interval=STEP_SECONDS)
    now = int(clock.now().timestamp()) // STEP_SECONDS
    for step in (now - 1, now, now + 1):
        if step > after and pyotp.utils.strings_equal(generator.generate_otp(step), tidy_code(code)):
            return step
    return None
