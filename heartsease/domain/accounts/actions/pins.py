"""PINs and badges. They work on the setting's tablets only, and wrong tries are counted before they are judged, so that
fifty at once count as fifty (design section 2; trust reference: PIN arithmetic)."""

import dataclasses
import datetime as dt
import hmac
import secrets
import uuid

from argon2.low_level import Type, hash_secret_raw
from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heartsease.domain.access.actor import Actor, require, system_actor
from heartsease.domain.access.permissions import Permission
from heartsease.domain.access.scope import in_setting
from heartsease.domain.accounts import events, queries
from heartsease.domain.accounts.actions.devices import close_device, publish_closed
from heartsease.domain.accounts.models import Badge, Device, DeviceKind, DeviceState, Membership, Pin, PinTry
from heartsease.domain.accounts.rules import (
    TRIES_IN_DAY,
    TRIES_IN_HOUR,
    TRIES_OF_PERSON,
    Credential,
    is_valid_pin,
    new_pin,
)
from heartsease.domain.audit import actions as audit
from heartsease.domain.audit.rules import Event
from heartsease.kernel import clock
from heartsease.kernel.errors import InvalidInputError, NotAllowedError, NotFoundError
from heartsease.kernel.events import publish
from heartsease.kernel.hashing import keyed_digest
from heartsease.kernel.ids import new_id

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


def make_pin(*, actor: Actor) -> str:
    """A new PIN for the actor, on every tablet in use; the digits are returned once and kept nowhere."""
    require(actor, Permission.PIN_USE)
    pin = new_pin()
    tablets = list(Device.objects.filter(kind=DeviceKind.TABLET, state=DeviceState.ACTIVE))
    if not tablets:
        raise InvalidInputError(
            _("There is no tablet in use on which a PIN would work. A nominated member enrols one.")
        )
    rows = [_pin_row(actor.member, tablet.pk, pin) for tablet in tablets]
    with transaction.atomic():
        _take_turn(actor)
        Pin.objects.filter(membership_id=actor.member).delete()
        for row in rows:
            row.save(force_insert=True)
        publish(events.CredentialChanged(person_id=actor.person, change_id=new_id(), what=Credential.PIN_MADE))
        audit.record(actor, Event.PIN_MADE)
    return pin


def bring_pin(*, actor: Actor, digits: str) -> None:
    """Let the actor's PIN, known on another tablet, hold on the tablet in hand too: after a full sign-in there."""
    require(actor, Permission.PIN_USE)
    device = Device.objects.filter(pk=actor.device, kind=DeviceKind.TABLET).first()
    # The digits are the same on every tablet: one on which they were not mistyped too often will do.
    known = Pin.objects.filter(membership_id=actor.member).order_by("failures", "made_at").first()
    if device is None or known is None:
        raise NotFoundError(_("There is no PIN to bring here. You can make a new one."))
    _reserve_try(device, known)
    if not _is_right(known, digits):
        _note_wrong_try(device, actor.member, actor.source, "pin")
        sentence = _("That is not your PIN. You can make a new one.")
        raise InvalidInputError(sentence, fields={"pin": sentence})
    row = _pin_row(actor.member, device.pk, digits)
    with transaction.atomic():
        _take_turn(actor)
        _take_back_try(device, known)
        Pin.objects.filter(membership_id=actor.member, device=device).delete()
        row.save(force_insert=True)
        audit.record(actor, Event.PIN_BROUGHT, subject_type="device", subject_id=device.pk)


def try_pin(*, device: Device, membership_id: uuid.UUID, digits: str, source: str) -> Membership:
    """The member whose PIN this is on this tablet; else a sentence that says what to do."""
    with in_setting(device.setting_id):
        pin = Pin.objects.filter(device=device, membership_id=membership_id).first()
        _reserve_try(device, pin)
        if pin is not None and _is_right(pin, digits):
            # A right PIN of somebody who may not come in stays counted: its answer must not tell that it was right.
            membership = queries.membership_in_force(membership_id)
            if membership is not None and membership.setting_id == device.setting_id:
                _take_back_try(device, pin)
                return membership
        _note_wrong_try(device, membership_id, source, "pin")
        left = TRIES_OF_PERSON - pin.failures - 1 if pin is not None else 0
        sentence = _("That was not the PIN.")
        if pin is not None and left > 0:
            more = ngettext("%(count)d try is left on this tablet.", "%(count)d tries are left on this tablet.", left)
            sentence = f"{sentence} {more % {'count': left}}"
        else:
            sentence = f"{sentence} {_('Sign in with your password, or ask a nominated member.')}"
        raise InvalidInputError(sentence)


def try_badge(*, device: Device, token: str, source: str) -> Membership:
    """The member whose badge was held before this tablet."""
    with in_setting(device.setting_id):
        _reserve_try(device, None)
        badge = Badge.objects.filter(digest=_digest_of_badge(token), revoked_at__isnull=True).first()
        membership = queries.membership_in_force(badge.membership_id) if badge is not None else None
        if badge is None or membership is None:
            _note_wrong_try(device, badge.membership_id if badge else None, source, "badge")
            raise InvalidInputError(_("This badge opens nothing here. Use your PIN, or ask a nominated member."))
        _take_back_try(device, None)
        return membership


@transaction.atomic
def release_pin(*, actor: Actor, membership_id: uuid.UUID) -> None:
    """Let somebody try their PIN again on every tablet."""
    require(actor, Permission.PERSON_MANAGE)
    membership = queries.member(actor, membership_id)
    Pin.objects.filter(membership=membership).update(failures=0)
    audit.record(actor, Event.PIN_RELEASED, subject_type="membership", subject_id=membership.pk)


@transaction.atomic
def release_own_pin(*, actor: Actor) -> None:
    """After a full sign-in on a tablet the own PIN may be tried there again."""
    require(actor, Permission.PIN_USE)
    if Pin.objects.filter(membership_id=actor.member, device_id=actor.device, failures__gt=0).update(failures=0):
        audit.record(actor, Event.PIN_RELEASED, subject_type="membership", subject_id=actor.member)


@transaction.atomic
def make_badge(*, actor: Actor, membership_id: uuid.UUID) -> str:
    """The secret of a new badge for somebody of the staff, to be printed once; earlier ones stop working."""
    require(actor, Permission.PERSON_MANAGE)
    membership = queries.member(actor, membership_id)
    if not membership.is_staff or not queries.setting_of(membership).chosen.badges_are_used:
        raise NotAllowedError(_("Badges are for staff, and only where the setting has chosen them."))
    Badge.objects.filter(membership=membership, revoked_at__isnull=True).update(revoked_at=clock.now())
    token = secrets.token_hex(16)
    Badge.objects.create(
        membership=membership, digest=_digest_of_badge(token), made_by_id=actor.membership_id, made_at=clock.now()
    )
    audit.record(actor, Event.BADGE_MADE, subject_type="membership", subject_id=membership.pk)
    return token


@transaction.atomic
def revoke_badges(*, actor: Actor, membership_id: uuid.UUID) -> None:
    """One tap for a badge that was lost."""
    require(actor, Permission.PERSON_MANAGE)
    membership = queries.member(actor, membership_id)
    Badge.objects.filter(membership=membership, revoked_at__isnull=True).update(revoked_at=clock.now())
    audit.record(actor, Event.BADGE_REVOKED, subject_type="membership", subject_id=membership.pk)


def verifier_of(pin: str, membership_id: uuid.UUID, device_id: uuid.UUID, salt: str, *, pepper: str) -> str:
    """What the database keeps: a keyed hash, under a pepper that it does not hold, over Argon2id of the digits."""
    slow = hash_secret_raw(
        secret=f"{pin}:{membership_id}:{device_id}".encode(),
        salt=bytes.fromhex(salt),
        time_cost=2,
        memory_cost=settings.PIN_MEMORY_KIB,
        parallelism=1,
        hash_len=32,
        type=Type.ID,
    )
    return keyed_digest(pepper, slow.hex())


def _take_turn(actor: Actor) -> None:
    """Inside a transaction: writing the membership's row first makes changes of one person's PIN take turns."""
    Membership.objects.filter(pk=actor.member).update(is_pin_only=F("is_pin_only"))


def _pin_row(membership_id: uuid.UUID, device_id: uuid.UUID, pin: str) -> Pin:
    salt = secrets.token_hex(16)
    verifier = verifier_of(pin, membership_id, device_id, salt, pepper=settings.PEPPER)
    return Pin(membership_id=membership_id, device_id=device_id, salt=salt, verifier=verifier, made_at=clock.now())


def _is_right(pin: Pin, digits: str) -> bool:
    if not is_valid_pin(digits):
        return False
    tried = verifier_of(digits, pin.membership_id, pin.device_id, pin.salt, pepper=settings.PEPPER)
    return hmac.compare_digest(tried, pin.verifier)


def _reserve_try(device: Device, pin: Pin | None) -> None:
    """Count a try before it is judged. Writing the device's row first makes tries on it take turns."""
    now = clock.now()
    with transaction.atomic():
        if not Device.objects.filter(pk=device.pk, state=DeviceState.ACTIVE).update(last_try_at=now):
            raise NotAllowedError(_("This tablet is locked. A nominated member can unlock it under Devices."))
        if _closing_state(device) is not None:
            raise NotAllowedError(_("There are too many tries at once. Please wait a moment."))
        if pin is not None and not Pin.objects.filter(pk=pin.pk, failures__lt=TRIES_OF_PERSON).update(
            failures=F("failures") + 1
        ):
            raise NotAllowedError(
                _("There were five wrong tries with this PIN. Sign in with your password, or ask a nominated member.")
            )
        PinTry.objects.create(device=device, membership_id=pin.membership_id if pin is not None else None, at=now)


@transaction.atomic
def _note_wrong_try(device: Device, membership_id: uuid.UUID | None, source: str, way: str) -> None:
    """The try stays counted, is traced, and closes the tablet where it was one too many."""
    Device.objects.filter(pk=device.pk).update(last_try_at=clock.now())
    closed = _closing_state(device)
    if closed is not None and Device.objects.filter(pk=device.pk, state=DeviceState.ACTIVE).exists():
        close_device(device, closed)
        publish_closed(device, closed)
    setting = queries.setting_of(device)
    audit.record(
        dataclasses.replace(system_actor(setting.pk, setting.zone), device_id=device.pk, source=source),
        Event.SIGN_IN_REFUSED,
        subject_type="membership",
        subject_id=membership_id,
        is_refused=True,
        details={"way": way},
    )


def _closing_state(device: Device) -> DeviceState | None:
    """Whether the tries of the last day, or of the last hour since the tablet was unlocked, close it."""
    now = clock.now()
    tries = PinTry.objects.filter(device=device)
    if tries.filter(at__gt=now - DAY).count() >= TRIES_IN_DAY:
        return DeviceState.ENDED
    since = max(now - HOUR, device.changed_at or now - HOUR)
    return DeviceState.LOCKED if tries.filter(at__gt=since).count() >= TRIES_IN_HOUR else None


def _take_back_try(device: Device, pin: Pin | None) -> None:
    """The try was right: it does not count, and neither do the person's earlier ones."""
    with transaction.atomic():
        Device.objects.filter(pk=device.pk).update(last_try_at=clock.now())
        if pin is not None:
            Pin.objects.filter(pk=pin.pk).update(failures=0)
        whose = Q(membership_id=pin.membership_id) if pin is not None else Q(membership__isnull=True)
        mine = PinTry.objects.filter(whose, device=device)
        latest = mine.order_by("-at", "-id").first()
        if latest is not None:
            latest.delete()


def _digest_of_badge(token: str) -> str:
    return keyed_digest(settings.PEPPER, f"badge:{token.strip().lower()}")
