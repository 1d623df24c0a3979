"""Reading people, what they are at a setting, and from where they may come in."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor, require
from heartsease.domain.access.permissions import STAFF_ROLES, Permission, Role, Scope
from heartsease.domain.access.scope import in_setting
from heartsease.domain.accounts.models import (
    AddressProof,
    CodeApp,
    Device,
    DeviceState,
    Membership,
    Passkey,
    Person,
    Pin,
    RecoveryCode,
    Session,
    SignInLink,
)
from heartsease.domain.accounts.rules import Access, Standing
from heartsease.domain.setting.models import Setting
from heartsease.domain.setting.rules import scope_of
from heartsease.kernel import clock
from heartsease.kernel.errors import NotFoundError
from heartsease.kernel.hashing import keyed_digest

IDLE_ON_SHARED_COMPUTER = dt.timedelta(minutes=5)


def membership_in_force(membership_id: uuid.UUID | str) -> Membership | None:
    """A membership with person and setting, unless it has ended, is suspended or is over by its date."""
    found = (
        Membership.objects.unscoped(reason="the session says which setting it is")
        .select_related("person", "setting")
        .filter(pk=membership_id, ended_at__isnull=True, person__is_active=True)
        .first()
    )
    return found if found is not None and found.is_in_force(clock.today(found.setting.zone)) else None


def actor_of(
    membership: Membership, *, session: Session | None = None, request_id: str = "", source: str = ""
) -> Actor:
    """The actor that a membership, loaded with person and setting, makes of its person."""
    role = Role(membership.role)
    chosen = Scope(membership.scope) if membership.scope else None
    return Actor(
        setting_id=membership.setting_id,
        role=role,
        zone=membership.setting.zone,
        scope=scope_of(role, membership.setting.chosen, chosen),
        person_id=membership.person_id,
        membership_id=membership.pk,
        name=membership.person.full_name,
        device_id=session.device_id if session is not None else None,
        session_id=session.public_id if session is not None else None,
        request_id=request_id,
        source=source,
    )


def memberships_of(person: Person) -> list[Membership]:
    """Everything a person is, anywhere, that has not ended: what they choose from after the password."""
    found = (
        Membership.objects.unscoped(reason="a person chooses the setting in which to act")
        .select_related("setting", "person")
        .filter(person=person, ended_at__isnull=True)
        .order_by("setting__name", "started_at")
    )
    return [one for one in found if one.suspended_at is not None or one.is_in_force(clock.today(one.setting.zone))]


def people(actor: Actor) -> QuerySet[Membership]:
    """Everybody at the setting, with person and rooms: for those who admit people."""
    require(actor, Permission.PERSON_MANAGE)
    return Membership.objects.select_related("person").prefetch_related("rooms").order_by("person__full_name")


def member(actor: Actor, membership_id: uuid.UUID) -> Membership:
    """One of ``people``."""
    found = people(actor).filter(pk=membership_id).first()
    if found is None:
        raise NotFoundError(_("This person is not at your setting."))
    return found


def access_of(membership: Membership) -> Access:
    """What a member of staff may do now, as nominated members decide it."""
    return Access(
        role=Role(membership.role),
        scope=Scope(membership.scope) if membership.scope else None,
        rooms=frozenset(room.pk for room in membership.rooms.all()),
        has_offsite_right=membership.has_offsite_right,
        last_day=membership.last_day,
    )


def awaits_checks(membership: Membership) -> bool:
    """Whether somebody, loaded with setting, may not come in before their checks are recorded (clauses 3.6): staff who
    have not come in yet, unless the command line let them in, where there is nobody yet to record anything."""
    if not membership.is_staff or membership.came_in_at is not None or membership.checks_seen_on is not None:
        return False
    by_command_line = SignInLink.objects.filter(Q(is_local_only=True) | Q(approves_device=True), membership=membership)
    return membership.setting.chosen.checks_before_access and not by_command_line.exists()


def colleagues(actor: Actor) -> QuerySet[Membership]:
    """Staff in force: who can be a child's key person."""
    require(actor, Permission.CHILD_READ)
    return (
        Membership.objects.select_related("person")
        .filter(role__in=STAFF_ROLES, ended_at__isnull=True)
        .order_by("person__full_name")
    )


def nominated_members(actor: Actor) -> list[Membership]:
    """Nominated members in force: those who are told."""
    require(actor, Permission.PERSON_MANAGE)
    found = Membership.objects.select_related("person").filter(
        role=Role.NOMINATED_MEMBER, ended_at__isnull=True, suspended_at__isnull=True, person__is_active=True
    )
    return [one for one in found if one.is_in_force(clock.today(actor.zone))]


def setting_of(row: Membership | Device) -> Setting:
    """The setting of a row."""
    return Setting.objects.get(pk=row.setting_id)


def name_digest(name: str) -> str:
    """What the database keeps of a name that was typed with something wrong: it may be a password by mistake."""
    return keyed_digest(settings.SECRET_KEY, name.casefold())


def factor_name(person: Person) -> str:
    """Under which name wrong second factors of a person are counted."""
    return f"second factor of {person.pk}"


def name_digests(person: Person) -> list[str]:
    """Under which digests wrong tries for this person are counted."""
    return [name_digest(name) for name in (person.user_name, person.email, factor_name(person)) if name]


def has_second_factor(person: Person) -> bool:
    """Whether the person has set one up."""
    return CodeApp.objects.filter(person=person).exists() or Passkey.objects.filter(person=person).exists()


# --- devices ---------------------------------------------------------------------------------------------------------


def digest_of_device(secret: str) -> str:
    """What the database keeps of a device's secret."""
    return keyed_digest(settings.SECRET_KEY, f"device:{secret}")


def device_behind(secret: str) -> Device | None:
    """The device whose browser holds ``secret``, in whatever state it is, with its setting."""
    if not secret or len(secret) > 100:
        return None
    return (
        Device.objects.unscoped(reason="the device says which setting it belongs to")
        .select_related("setting", "room")
        .filter(secret_digest=digest_of_device(secret))
        .first()
    )


def devices(actor: Actor) -> QuerySet[Device]:
    """The setting's register of devices."""
    require(actor, Permission.DEVICE_MANAGE)
    return Device.objects.select_related("room", "owner", "decided_by__person")


def device(actor: Actor, device_id: uuid.UUID) -> Device:
    """One of ``devices``."""
    found = devices(actor).filter(pk=device_id).first()
    if found is None:
        raise NotFoundError(_("There is no such device at your setting."))
    return found


def signed_in_on(actor: Actor, device: Device) -> list[Session]:
    """Who is signed in on a device now."""
    require(actor, Permission.DEVICE_MANAGE)
    found = Session.objects.select_related("membership__person").filter(
        device=device, membership__isnull=False, expire_date__gt=clock.now()
    )
    return [one for one in found.order_by("-seen_at") if not is_idle(one)]


def standing_of(membership: Membership, device: Device | None, *, has_second_factor: bool) -> Standing:
    """What a browser means for somebody who wants to act as ``membership`` (guarantee G6)."""
    if not membership.is_staff or awaits_checks(membership):
        return Standing.CHECKS_MISSING if membership.is_staff else Standing.OPEN
    here = device if device is not None and device.setting_id == membership.setting_id else None
    if (
        here is None
        or here.state != DeviceState.ACTIVE
        or (not here.is_tablet and here.owner_id != membership.person_id)
    ):
        return Standing.UNKNOWN if membership.has_offsite_right else Standing.NO_OFFSITE_RIGHT
    now = clock.now().astimezone(membership.setting.zone)
    if not here.is_open_at(now.time()):
        return Standing.OUT_OF_HOURS
    if here.is_tablet:
        is_closed_to_pins = membership.is_pin_only and here.opened_on != now.date()
        return Standing.NOT_OPENED if is_closed_to_pins else Standing.OPEN
    if not membership.has_offsite_right:
        return Standing.NO_OFFSITE_RIGHT
    return Standing.OPEN if has_second_factor else Standing.NEEDS_FACTOR


@dataclass(frozen=True, slots=True)
class Face:
    """Somebody on the lock screen of a tablet."""

    membership_id: uuid.UUID
    person_id: uuid.UUID
    name: str
    has_pin: bool
    is_of_room: bool


def faces_on(device: Device) -> list[Face]:
    """Who may come in on a tablet, loaded with its setting: staff in force, those of its room first. No child."""
    with in_setting(device.setting_id):
        return _faces_on(device)


def _faces_on(device: Device) -> list[Face]:
    today = clock.today(device.setting.zone)
    staff = (
        Membership.objects.select_related("person")
        .prefetch_related("rooms")
        .filter(Q(role__in=STAFF_ROLES), ended_at__isnull=True, suspended_at__isnull=True, person__is_active=True)
    )
    with_pin = set(device.pins.values_list("membership_id", flat=True))
    found = [
        Face(
            one.pk,
            one.person_id,
            one.person.full_name,
            one.pk in with_pin,
            any(room.pk == device.room_id for room in one.rooms.all()),
        )
        for one in staff
        if one.is_in_force(today)
    ]
    return sorted(found, key=lambda one: (not one.is_of_room, one.name.casefold()))


# --- sessions --------------------------------------------------------------------------------------------------------


def may_go_on(row: Session, *, device_secret: str) -> bool:
    """Whether a session, loaded with membership, person, setting and device, still stands where it was begun."""
    membership, device = row.membership, row.device
    if membership is None or not membership.person.is_active:
        return False
    if not membership.is_in_force(clock.today(membership.setting.zone)):
        return False
    if device is not None and not constant_time_compare(device.secret_digest, digest_of_device(device_secret)):
        return False
    standing = standing_of(membership, device, has_second_factor=row.has_second_factor)
    return standing in {Standing.OPEN, Standing.NEEDS_FACTOR}


def idle_limit(row: Session) -> dt.timedelta:
    """How long a session lasts untouched: by kind of device, as the setting chose (clauses 1.6)."""
    if row.is_on_shared_computer or row.membership is None:
        return IDLE_ON_SHARED_COMPUTER
    chosen = row.membership.setting.chosen
    if row.device is not None and row.device.is_tablet:
        return dt.timedelta(minutes=chosen.idle_tablet_minutes)
    if row.membership.is_staff:
        return dt.timedelta(minutes=chosen.idle_own_minutes)
    return dt.timedelta(hours=chosen.idle_family_hours)


def is_idle(row: Session) -> bool:
    """Whether nobody has touched the session for longer than it lasts."""
    return row.seen_at is None or clock.now() - row.seen_at > idle_limit(row)


def own_sessions(actor: Actor) -> list[Session]:
    """Where the actor is signed in now, the present session among them."""
    require(actor, Permission.ACCOUNT_USE)
    found = Session.objects.select_related("device", "membership__setting").filter(
        person_id=actor.person, membership__isnull=False, expire_date__gt=clock.now()
    )
    return [one for one in found.order_by("-seen_at") if not is_idle(one)]


def own_devices(actor: Actor) -> list[Device]:
    """The actor's own devices at this setting, but for those that are out of use."""
    require(actor, Permission.ACCOUNT_USE)
    found = Device.objects.filter(owner_id=actor.person).exclude(state=DeviceState.RETIRED)
    return list(found.order_by("-created_at"))


# --- what the person has for coming in -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OwnFactors:
    """The second factors of somebody, and how many recovery codes are left."""

    code_app: CodeApp | None
    passkeys: list[Passkey]
    recovery_codes: int

    @property
    def has_any(self) -> bool:
        """Whether there is a second factor at all."""
        return self.code_app is not None or bool(self.passkeys)


def own_factors(actor: Actor) -> OwnFactors:
    """The actor's second factors."""
    require(actor, Permission.ACCOUNT_USE)
    mine = {"person_id": actor.person}
    return OwnFactors(
        CodeApp.objects.filter(**mine).first(),
        list(Passkey.objects.filter(**mine).order_by("created_at")),
        RecoveryCode.objects.filter(**mine, used_at__isnull=True).count(),
    )


def waiting_email(actor: Actor) -> AddressProof | None:
    """The new address of the actor that still waits for its owner's answer."""
    require(actor, Permission.ACCOUNT_USE)
    found = AddressProof.objects.filter(person_id=actor.person, expires_at__gt=clock.now())
    return found.order_by("-expires_at", "-id").first()


@dataclass(frozen=True, slots=True)
class OwnPin:
    """Whether somebody has a PIN: on the tablet in hand, and on any."""

    is_here: bool
    is_anywhere: bool
    made_at: dt.datetime | None


def own_pin(actor: Actor) -> OwnPin:
    """The actor's PIN; the digits are known to nobody but them."""
    require(actor, Permission.PIN_USE)
    found = dict(Pin.objects.filter(membership_id=actor.member).values_list("device_id", "made_at"))
    return OwnPin(actor.device_id in found, bool(found), max(found.values(), default=None))
