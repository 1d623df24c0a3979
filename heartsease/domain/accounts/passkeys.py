"""Passkeys by Yubico's fido2: what the browser is asked, and what its answer means. User verification is required: a
passkey is two factors at once, and asks its owner's finger or face."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from fido2.server import Fido2Server
from fido2.utils import websafe_decode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from heartsease.domain.accounts.models import Passkey, Person
from heartsease.kernel.errors import InvalidInputError


def begin_making(person: Person, host: str) -> tuple[dict[str, Any], Any]:
    """What the browser is asked to make for ``person`` at ``host``, and the state that the answer is judged by."""
    known = [AttestedCredentialData(bytes(one.credential)) for one in Passkey.objects.filter(person=person)]
    options, state = _server(host).register_begin(
        PublicKeyCredentialUserEntity(id=person.pk.bytes, name=person.user_name, display_name=person.full_name),
        credentials=known,
        resident_key_requirement=ResidentKeyRequirement.PREFERRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return dict(options.public_key), {**state, "host": host}


def finish_making(state: Any, answer: dict[str, Any]) -> AttestedCredentialData:
    """The new credential, if the answer fits what was asked."""
    try:
        credential = _server(state["host"]).register_complete(state, answer).credential_data
    except Exception as problem:  # fido2's own errors and those of what it reads with have no common root
        raise InvalidInputError(unreadable()) from problem
    if credential is None:
        raise InvalidInputError(unreadable())
    return credential


def begin_using(host: str, person: Person | None = None) -> tuple[dict[str, Any], Any]:
    """What the browser is asked to answer with: one of the person's passkeys, or any that it knows for this journal."""
    known = (
        [AttestedCredentialData(bytes(one.credential)) for one in Passkey.objects.filter(person=person)]
        if person
        else None
    )
    options, state = _server(host).authenticate_begin(known, user_verification=UserVerificationRequirement.REQUIRED)
    return dict(options.public_key), {**state, "host": host}


def credential_id_of(answer: dict[str, Any]) -> bytes:
    """Which credential answers."""
    try:
        return websafe_decode(str(answer["id"]))
    except (ValueError, KeyError, TypeError) as problem:
        raise InvalidInputError(unreadable()) from problem


def finish_using(state: Any, credential: AttestedCredentialData, answer: dict[str, Any]) -> int:
    """The authenticator's counter, if the answer was signed by ``credential``."""
    try:
        _server(state["host"]).authenticate_complete(state, [credential], answer)
        return int(AuthenticationResponse.from_dict(answer).response.authenticator_data.counter)
    except Exception as problem:  # as above
        raise InvalidInputError(unreadable()) from problem


def unreadable() -> str:
    """What somebody reads whose passkey's answer is no good."""
    return _("The passkey could not be read. Please try again.")


def _server(host: str) -> Fido2Server:
    name = urlsplit(f"//{host}").hostname or "localhost"
    allowed = {f"{'https' if settings.IS_SECURE else 'http'}://{host}", *settings.CSRF_TRUSTED_ORIGINS}
    return Fido2Server(
        PublicKeyCredentialRpEntity(id=name, name="Heartsease"), verify_origin=lambda origin: origin in allowed
    )
