"""Reading for the configuration screen: where people stand, what is locked, what waits, what was changed."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from heartsease.domain.access.actor import Actor, require
from heartsease.domain.access.permissions import Permission, Role
from heartsease.domain.accounts import queries
from heartsease.domain.accounts.models import (
    AccessChange,
    Badge,
    Device,
    DeviceState,
    Membership,
    Person,
    Pin,
    Session,
    SignInFailure,
    SignInLink,
)
from heartsease.domain.accounts.rules import (
    FAILURES_FOR_NAME_AND_SOURCE,
    OPENING_ROLES,
    TRIES_OF_PERSON,
    WINDOW,
    PersonState,
)
from heartsease.kernel import clock


@dataclass(frozen=True, slots=True)
class Overview:
    """Somebody as the configuration screen shows them."""

    membership: Membership
    state: PersonState
    locked_until: dt.datetime | None
    """Until when wrong passwords keep them out, from the source where that lasts longest (clauses 1.9)."""
    pin_locked_on: Sequence[str]
    """The tablets on which their PIN was mistyped too often."""
    invitation: SignInLink | None
    """The one-time link that still works."""
    has_badge: bool
    lacks_checks: bool
    """Whether nobody has recorded that the checks of this member of staff were seen."""


def overview(actor: Actor, membership_id: uuid.UUID) -> Overview:
    """One person of the setting."""
    return overviews(actor, [queries.member(actor, membership_id)])[0]


def overviews(actor: Actor, members: Iterable[Membership]) -> list[Overview]:
    """``members``, loaded with person, as the configuration screen shows them; four queries for any number."""
    require(actor, Permission.PERSON_MANAGE)
    members = list(members)
    now, today = clock.now(), clock.today(actor.zone)
    keys = [one.pk for one in members]
    locked = _locked_until([one.person for one in members], now)
    pins: defaultdict[uuid.UUID, list[str]] = defaultdict(list)
    for membership_id, name in Pin.objects.filter(
        membership__in=keys, failures__gte=TRIES_OF_PERSON, device__state=DeviceState.ACTIVE
    ).values_list("membership_id", "device__name"):
        pins[membership_id].append(name)
    open_links = SignInLink.objects.filter(
        membership__in=keys, used_at__isnull=True, expires_at__gt=now, is_local_only=False
    )
    links = {link.membership_id: link for link in open_links.order_by("expires_at")}
    badges = set(
        Badge.objects.filter(membership__in=keys, revoked_at__isnull=True).values_list("membership_id", flat=True)
    )
    return [
        Overview(
            membership=one,
            state=(state := one.state(today)),
            locked_until=locked.get(one.person_id),
            pin_locked_on=pins[one.pk],
            invitation=links.get(one.pk) if state is not PersonState.ENDED else None,
            has_badge=one.pk in badges,
            lacks_checks=one.is_staff and one.checks_seen_on is None,
        )
        for one in members
    ]


def sessions_of(actor: Actor, membership: Membership) -> list[Session]:
    """Where somebody is signed in here now."""
    require(actor, Permission.PERSON_MANAGE)
    found = Session.objects.select_related("device", "membership__setting").filter(
        membership=membership, expire_date__gt=clock.now()
    )
    return [one for one in found.order_by("-seen_at") if not queries.is_idle(one)]


def access_changes(actor: Actor, membership: Membership) -> QuerySet[AccessChange]:
    """What was changed about somebody's access, by whom and why, the latest first."""
    require(actor, Permission.PERSON_MANAGE)
    return AccessChange.objects.select_related("changed_by__person").filter(membership=membership)


def devices_of(actor: Actor, person: Person) -> list[Device]:
    """A person's own devices at the setting that wait or are in use."""
    require(actor, Permission.DEVICE_MANAGE)
    shown = (DeviceState.WAITING, DeviceState.ACTIVE, DeviceState.LOCKED)
    return list(Device.objects.filter(owner=person, state__in=shown))


def seniors(actor: Actor) -> list[Membership]:
    """Seniors and nominated members in force: to whom drafts are handed over."""
    require(actor, Permission.PERSON_MANAGE)
    today, order = clock.today(actor.zone), [Role.SENIOR, Role.NOMINATED_MEMBER]
    found = Membership.objects.select_related("person").filter(role__in=OPENING_ROLES, ended_at__isnull=True)
    in_force = [one for one in found if one.is_in_force(today)]
    return sorted(in_force, key=lambda one: (order.index(Role(one.role)), one.person.full_name.casefold()))


def has_one_nominated_member(actor: Actor) -> bool:
    """Whether the setting would be locked out if one person fell ill (clauses 1.11)."""
    require(actor, Permission.PERSON_MANAGE)
    today = clock.today(actor.zone)
    found = Membership.objects.filter(role=Role.NOMINATED_MEMBER, ended_at__isnull=True)
    return sum(one.state(today) is PersonState.ACTIVE for one in found) < 2


def _locked_until(people: Sequence[Person], now: dt.datetime) -> Mapping[uuid.UUID, dt.datetime]:
    """Until when each of ``people`` is kept out by wrong passwords or codes from some source, if at all."""
    owners = {digest: person.pk for person in people for digest in queries.name_digests(person)}
    tries: defaultdict[tuple[str, str], list[dt.datetime]] = defaultdict(list)
    recent = SignInFailure.objects.filter(name_digest__in=owners, at__gt=now - WINDOW).order_by("-at")
    for digest, source, at in recent.values_list("name_digest", "source", "at"):
        tries[digest, source].append(at)
    found: dict[uuid.UUID, dt.datetime] = {}
    for (digest, _source), times in tries.items():
        if len(times) >= FAILURES_FOR_NAME_AND_SOURCE:
            until = times[FAILURES_FOR_NAME_AND_SOURCE - 1] + WINDOW
            found[owners[digest]] = max(until, found.get(owners[digest], until))
    return found
