"""The address on which an account hangs: a new one counts once its owner has answered from it (guarantee G7)."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor, require
from heartsease.domain.access.permissions import Permission
from heartsease.domain.access.scope import in_setting
from heartsease.domain.accounts import events, queries
from heartsease.domain.accounts.models import AddressProof, Person
from heartsease.domain.audit import actions as audit
from heartsease.domain.audit.rules import Event
from heartsease.kernel import clock
from heartsease.kernel.errors import ConflictError, InvalidInputError, NotAllowedError
from heartsease.kernel.events import publish
from heartsease.kernel.hashing import keyed_digest, new_secret
from heartsease.kernel.ids import new_id
from heartsease.kernel.text import clean_line

PROOF_LIFETIME = dt.timedelta(hours=24)
MOST_PROOFS = 5
"""Addresses that one person may name in a day: nobody's letter box is filled from here."""


@dataclass(frozen=True, slots=True)
class NewProof:
    """A proof that waits, and the secret that goes to the new address and nowhere else."""

    proof: AddressProof
    secret: str


@transaction.atomic
def ask_for_email(*, actor: Actor, email: str) -> NewProof:
    """Let ``email`` wait for its owner's answer. An address of another account looks exactly like a free one."""
    require(actor, Permission.ACCOUNT_USE)
    email = _checked(email)
    Person.objects.filter(pk=actor.person).update(is_active=F("is_active"))  # makes asking take turns
    person = Person.objects.get(pk=actor.person)
    if person.email.casefold() == email.casefold():
        sentence = _("This is your address already.")
        raise InvalidInputError(sentence, fields={"email": sentence})
    now = clock.now()
    if AddressProof.objects.filter(person=person, expires_at__gt=now).count() >= MOST_PROOFS:
        raise NotAllowedError(_("You have named five addresses today. Please go on tomorrow."))
    secret = new_secret()
    proof = AddressProof.objects.create(
        person=person, email=email, digest=_digest_of(secret), expires_at=now + PROOF_LIFETIME
    )
    audit.record(actor, Event.EMAIL_ASKED, subject_type="membership", subject_id=actor.member)
    return NewProof(proof, secret)


def open_email_proof(*, secret: str) -> AddressProof:
    """What waits behind ``secret``; looking uses nothing up. Used, late, replaced and mistyped ones look alike."""
    proof = AddressProof.objects.select_related("person").filter(digest=_digest_of(secret)).first()
    if proof is None or proof.expires_at <= clock.now() or not proof.person.is_active or proof != _latest(proof.person):
        raise NotAllowedError(_over())
    return proof


def confirm_email(*, secret: str, source: str) -> Person:
    """Whoever has the secret reads what is sent to the address: from now on the account hangs on it."""
    proof = open_email_proof(secret=secret)
    person, old_email = proof.person, proof.person.email
    person.email = proof.email
    try:
        with transaction.atomic():
            if not AddressProof.objects.filter(pk=proof.pk).delete()[0]:
                raise NotAllowedError(_over())
            AddressProof.objects.filter(person=person).delete()
            person.save(update_fields=["email"])
            publish(events.EmailChanged(person_id=person.pk, change_id=new_id(), old_email=old_email))
            for membership in queries.memberships_of(person):
                with in_setting(membership.setting_id):
                    actor = queries.actor_of(membership, source=source)
                    audit.record(actor, Event.EMAIL_CHANGED, subject_type="membership", subject_id=membership.pk)
    except IntegrityError:
        raise ConflictError(
            _("This address cannot be used for your account. Please give another one under My account.")
        ) from None
    return person


def _over() -> str:
    return _("This link was used already, or its time is over. You can give the address again under My account.")


def _latest(person: Person) -> AddressProof | None:
    return AddressProof.objects.filter(person=person).order_by("-expires_at", "-id").first()


def _checked(email: str) -> str:
    email = clean_line(email)
    try:
        validate_email(email)
        too_long = len(email) > 254
    except ValidationError:
        too_long = True
    if too_long:
        sentence = _("This is no e-mail address. It looks like name@example.org.")
        raise InvalidInputError(sentence, fields={"email": sentence})
    return email


def _digest_of(secret: str) -> str:
    return keyed_digest(settings.SECRET_KEY, f"e-mail:{secret}")
