"""The register of devices: tablets enrolled, people's own approved, all closed at a tap (clauses 2.1 to 2.7)."""

import datetime as dt
import secrets
import uuid
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor, require, system_actor
from heartsease.domain.access.permissions import ROLE_PERMISSIONS, Permission, Role
from heartsease.domain.access.scope import in_setting
from heartsease.domain.accounts import events, queries
from heartsease.domain.accounts.models import (
    Device,
    DeviceKind,
    DeviceState,
    EnrolmentCode,
    Membership,
    Pin,
    Session,
    SignInFailure,
)
from heartsease.domain.accounts.rules import new_code, tidy_code
from heartsease.domain.audit import actions as audit
from heartsease.domain.audit.rules import Event
from heartsease.domain.setting.models import Room, Setting
from heartsease.kernel import clock
from heartsease.kernel.errors import ConflictError, InvalidInputError, NotAllowedError, NotFoundError
from heartsease.kernel.events import publish
from heartsease.kernel.hashing import keyed_digest, new_secret
from heartsease.kernel.ids import new_id
from heartsease.kernel.text import clean_line

CODE_LIFETIME = dt.timedelta(minutes=15)
TRIES_OF_CODES = 10
"""Wrong enrolment codes from one source in 15 minutes. Ten letters leave nothing to guess; this is for calm."""
MOST_REQUESTS = 3
"""Requests of one person that may wait at a setting at once."""


@dataclass(frozen=True, slots=True)
class NewDevice:
    """A device and the secret that its browser keeps; the secret is nowhere else."""

    device: Device
    secret: str


@transaction.atomic
def make_enrolment_code(*, actor: Actor, name: str, room: Room | None = None) -> str:
    """The one-time code by which a tablet called ``name`` is enrolled within a quarter of an hour."""
    require(actor, Permission.DEVICE_MANAGE)
    name = _checked_name(name)
    if room is not None and room.setting_id != actor.setting_id:
        raise NotFoundError(_("This room is not at your setting."))
    code = new_code()
    EnrolmentCode.objects.create(
        digest=_digest_of_code(code),
        name=name,
        room=room,
        made_by_id=actor.membership_id,
        expires_at=clock.now() + CODE_LIFETIME,
    )
    audit.record(actor, Event.ENROLMENT_CODE_MADE)
    return code


def enrolment_of(*, code: str, source: str) -> EnrolmentCode:
    """The enrolment behind ``code``, not used up by looking. Wrong, used and late codes all look alike, and so does the
    code of somebody who may make none any more: whoever was suspended, ended or given another role leaves no way in."""
    failures = SignInFailure.objects.filter(
        source=source, name_digest=_digest_of_code(""), at__gt=clock.now() - CODE_LIFETIME
    )
    if failures.count() >= TRIES_OF_CODES:
        raise NotAllowedError(_("There were too many wrong codes from here. Please wait 15 minutes and try again."))
    found = (
        EnrolmentCode.objects.unscoped(reason="the code says which setting it is for")
        .select_related("setting", "room", "made_by__person")
        .filter(digest=_digest_of_code(tidy_code(code)), used_at__isnull=True, expires_at__gt=clock.now())
        .first()
    )
    if found is None or not _is_its_makers_still(found):
        SignInFailure.objects.create(name_digest=_digest_of_code(""), source=source, at=clock.now())
        sentence = _("This code does not work. Codes are for one tablet and 15 minutes: make a new one under Devices.")
        raise InvalidInputError(sentence, fields={"code": sentence})
    return found


def enrol_tablet(*, code: str, browser: str, source: str) -> NewDevice:
    """Make the browser in which ``code`` was typed one of the setting's tablets."""
    # Outside the transaction: a wrong code stays counted.
    enrolment = enrolment_of(code=code, source=source)
    with in_setting(enrolment.setting_id), transaction.atomic():
        unused = EnrolmentCode.objects.filter(pk=enrolment.pk, used_at__isnull=True, expires_at__gt=clock.now())
        if not unused.update(used_at=clock.now()):
            raise ConflictError(_("This code was used a moment ago. Please make a new one under Devices."))
        made = _new_device(
            kind=DeviceKind.TABLET,
            state=DeviceState.ACTIVE,
            name=enrolment.name,
            room=enrolment.room,
            browser=browser,
            decided_by_id=enrolment.made_by_id,
        )
        _trace_without_person(enrolment.setting, Event.DEVICE_ENROLLED, made.device, source)
    return made


@transaction.atomic
def ask_for_device(*, membership: Membership, browser: str, source: str) -> NewDevice:
    """Ask that a browser becomes an approved device of the member's own, who has just given the right password."""
    with in_setting(membership.setting_id):
        # Writing the row makes requests of one person take turns, so that the count below is exact.
        Membership.objects.filter(pk=membership.pk).update(role=F("role"))
        waiting = Device.objects.filter(owner=membership.person, state=DeviceState.WAITING)
        if waiting.count() >= MOST_REQUESTS:
            raise NotAllowedError(_("You have asked already. A nominated member has to answer first."))
        made = _new_device(
            kind=DeviceKind.OWN,
            state=DeviceState.WAITING,
            name=own_name(membership),
            owner=membership.person,
            browser=browser,
            compare_code=f"{secrets.randbelow(10**4):04}",
        )
        publish(events.DeviceAsked(setting_id=membership.setting_id, device_id=made.device.pk))
        _trace_without_person(membership.setting, Event.DEVICE_ASKED, made.device, source, membership)
    return made


@transaction.atomic
def vouch_for_device(*, membership: Membership, is_tablet: bool, browser: str, source: str) -> NewDevice:
    """Take in the browser in which a link of the command line was opened: the first nominated member has nobody else to
    approve a device, and the example's visitors sit at the machine itself, which becomes one of its tablets."""
    with in_setting(membership.setting_id):
        made = _new_device(
            kind=DeviceKind.TABLET if is_tablet else DeviceKind.OWN,
            state=DeviceState.ACTIVE,
            name=_("This computer") if is_tablet else own_name(membership),
            owner=None if is_tablet else membership.person,
            browser=browser,
        )
        if not is_tablet:
            Membership.objects.filter(pk=membership.pk).update(has_offsite_right=True)
        _trace_without_person(membership.setting, Event.DEVICE_APPROVED, made.device, source, membership)
    return made


@transaction.atomic
def answer_device(*, actor: Actor, device_id: uuid.UUID, is_approved: bool) -> None:
    """Approve or refuse a person's own device; nobody approves their own."""
    require(actor, Permission.DEVICE_MANAGE)
    device = queries.device(actor, device_id)
    if device.owner_id == actor.person_id:
        raise NotAllowedError(_("Another nominated member has to answer for a device of yours."))
    _move(
        actor,
        device,
        {DeviceState.WAITING},
        DeviceState.ACTIVE if is_approved else DeviceState.REFUSED,
        Event.DEVICE_APPROVED if is_approved else Event.DEVICE_REFUSED,
    )


@transaction.atomic
def save_device(
    *,
    actor: Actor,
    device_id: uuid.UUID,
    name: str,
    room: Room | None,
    opens_at: dt.time | None = None,
    closes_at: dt.time | None = None,
) -> None:
    """Change a device's name, room and hours."""
    require(actor, Permission.DEVICE_MANAGE)
    device = queries.device(actor, device_id)
    if room is not None and room.setting_id != actor.setting_id:
        raise NotFoundError(_("This room is not at your setting."))
    if (opens_at is None) != (closes_at is None) or (opens_at is not None and opens_at == closes_at):
        sentence = _("Give two different times, from and until, or leave both empty.")
        raise InvalidInputError(sentence, fields={"closes_at": sentence})
    device.name, device.room, device.opens_at, device.closes_at = _checked_name(name), room, opens_at, closes_at
    device.save(update_fields=["name", "room", "opens_at", "closes_at"])
    audit.record(actor, Event.DEVICE_CHANGED, subject_type="device", subject_id=device.pk)


@transaction.atomic
def unlock_device(*, actor: Actor, device_id: uuid.UUID) -> None:
    """Let a tablet that locked itself after wrong PINs be used again."""
    require(actor, Permission.DEVICE_MANAGE)
    device = queries.device(actor, device_id)
    _move(actor, device, {DeviceState.LOCKED}, DeviceState.ACTIVE, Event.DEVICE_UNLOCKED)


@transaction.atomic
def retire_device(*, actor: Actor, device_id: uuid.UUID) -> None:
    """Take a device out of use: its sessions and PINs end with it."""
    require(actor, Permission.DEVICE_MANAGE)
    device = queries.device(actor, device_id)
    _move(actor, device, _standing(), DeviceState.RETIRED, Event.DEVICE_RETIRED)


@transaction.atomic
def report_device_lost(*, actor: Actor, device_id: uuid.UUID) -> None:
    """One tap for a lost or stolen device: its sessions and PINs die, and an incident opens (clauses 2.5)."""
    require(actor, Permission.DEVICE_MANAGE)
    device = queries.device(actor, device_id)
    _move(actor, device, _standing() | {DeviceState.RETIRED}, DeviceState.LOST, Event.DEVICE_LOST)
    publish_closed(device, DeviceState.LOST)


@transaction.atomic
def give_up_own_device(*, actor: Actor, device_id: uuid.UUID) -> None:
    """End an own device: its owner needs nobody's leave for that."""
    require(actor, Permission.ACCOUNT_USE)
    device = Device.objects.filter(pk=device_id, owner_id=actor.person).first()
    if device is None:
        raise NotFoundError(_("This device is not yours."))
    _move(actor, device, _standing(), DeviceState.RETIRED, Event.DEVICE_RETIRED)


def close_device(device: Device, state: DeviceState) -> None:
    """Inside an action: nobody comes in by the device any more. Its secret stays known, so that it can say why."""
    Device.objects.filter(pk=device.pk).update(state=state, changed_at=clock.now())
    Session.objects.filter(device=device).delete()
    if state is not DeviceState.LOCKED:
        Pin.objects.filter(device=device).delete()


def publish_closed(device: Device, state: DeviceState) -> None:
    """Inside an action: let the nominated members be told."""
    publish(
        events.DeviceClosed(setting_id=device.setting_id, device_id=device.pk, state=state.value, change_id=new_id())
    )


def own_name(membership: Membership) -> str:
    """What a person's own device is called until somebody gives it a better name."""
    return _("Device of %(name)s") % {"name": membership.person.full_name[:40]}


def _standing() -> set[DeviceState]:
    return {DeviceState.WAITING, DeviceState.ACTIVE, DeviceState.LOCKED, DeviceState.ENDED, DeviceState.REFUSED}


def _move(actor: Actor, device: Device, before: set[DeviceState], after: DeviceState, event: Event) -> None:
    moved = Device.objects.filter(pk=device.pk, state__in=before).update(
        state=after, changed_at=clock.now(), decided_by_id=actor.membership_id
    )
    if not moved:
        raise ConflictError(_("Somebody else has just changed this device. Please look again."))
    if after is not DeviceState.ACTIVE:
        close_device(device, after)
    audit.record(actor, event, subject_type="device", subject_id=device.pk)


def _new_device(**fields: object) -> NewDevice:
    secret = new_secret()
    device = Device(secret_digest=queries.digest_of_device(secret), changed_at=clock.now(), **fields)
    device.browser = device.browser[:200]
    device.save(force_insert=True)
    return NewDevice(device, secret)


def _trace_without_person(
    setting: Setting, event: Event, device: Device, source: str, membership: Membership | None = None
) -> None:
    actor = (
        system_actor(setting.pk, setting.zone) if membership is None else queries.actor_of(membership, source=source)
    )
    audit.record(actor, event, subject_type="device", subject_id=device.pk)


def _is_its_makers_still(enrolment: EnrolmentCode) -> bool:
    """Whether whoever made the code may make one now; the command line has no membership that could end."""
    maker = enrolment.made_by
    if maker is None:
        return True
    is_in_force = maker.person.is_active and maker.is_in_force(clock.today(enrolment.setting.zone))
    return is_in_force and Permission.DEVICE_MANAGE in ROLE_PERMISSIONS[Role(maker.role)]


def _checked_name(name: str) -> str:
    name = clean_line(name)
    if not name or len(name) > 60:
        sentence = _("A device needs a name of at most 60 characters.")
        raise InvalidInputError(sentence, fields={"name": sentence})
    return name


def _digest_of_code(code: str) -> str:
    return keyed_digest(settings.SECRET_KEY, f"enrolment:{code}")
