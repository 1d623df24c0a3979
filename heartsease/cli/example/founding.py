"""The rows of the place and its people: the setting, rooms, staff, families and the records of children.

What there is little of goes through the actions; records of children are written in bulk, as the actions would.
"""

import dataclasses
import datetime as dt
import random
import unicodedata
import uuid
from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from heartsease.cli.example.cast import FAMILIES, ROOMS, SAPLINGS, STAFF, Adult, Family, Home
from heartsease.cli.example.plan import PlannedChild
from heartsease.cli.example.trace import Trace
from heartsease.domain.access.actor import Actor, system_actor
from heartsease.domain.access.permissions import Role
from heartsease.domain.accounts import actions as accounts
from heartsease.domain.accounts.models import Membership
from heartsease.domain.audit.rules import Event
from heartsease.domain.children.models import (
    Child,
    Contact,
    FamilyLink,
    Household,
    PhotoPermission,
    SensitiveFacts,
)
from heartsease.domain.setting.actions import save_room
from heartsease.domain.setting.models import Room, Setting
from heartsease.kernel import clock

_FIRST_NUMBER = 100
"""Ofcom keeps 07700 900000 to 900999 for drama: nobody is ever called on them."""
_PLACEMENT = dt.timedelta(days=300)
_SINCE_CHECKS = dt.timedelta(days=400)
_PLAIN_LETTERS = str.maketrans({"ł": "l", "Ł": "l", "ı": "i", "ø": "o", "ß": "ss", "’": ""})


@dataclasses.dataclass(slots=True)
class Place:
    """What the journal's rows need to know of those who are there."""

    setting: Setting
    system: Actor
    rooms: dict[str, Room]
    staff: dict[str, Membership]
    """By key."""
    family: dict[str, Membership]
    """By full name."""
    households: dict[str, Household] = dataclasses.field(default_factory=dict)
    """By the full name of the first adult of the home."""
    children: dict[int, Child] = dataclasses.field(default_factory=dict)
    """By number in the cast."""

    @property
    def zone(self) -> ZoneInfo:
        """The setting's own."""
        return self.setting.zone


def user_name(full_name: str) -> str:
    """``first.last@example.org``, in plain letters."""
    plain = unicodedata.normalize("NFKD", full_name.translate(_PLAIN_LETTERS)).encode("ascii", "ignore").decode()
    words = plain.casefold().split()
    return f"{words[0]}.{words[-1]}@example.org"


def found_place(setting: Setting) -> Place:
    """Rooms, staff and the accounts of families, who have all come in since they were admitted."""
    system, today = system_actor(setting.pk, setting.zone), clock.today(setting.zone)
    rooms = {name: save_room(actor=system, name=name, capacity=capacity) for name, capacity in ROOMS}
    staff = {
        one.key: accounts.admit_person(
            actor=system,
            full_name=one.full_name,
            user_name=user_name(one.full_name),
            role=one.role,
            rooms=[rooms[name] for name in one.rooms],
            last_day=today + _PLACEMENT if one.role is Role.STUDENT else None,
        )
        for one in STAFF
    }
    family = {}
    for adult, role in _with_accounts():
        family[adult.full_name] = accounts.admit_person(
            actor=system, full_name=adult.full_name, user_name=user_name(adult.full_name), role=role
        )
    Membership.objects.update(came_in_at=setting.created_at, last_came_in_at=setting.created_at)
    Membership.objects.filter(pk__in=[one.pk for one in staff.values()]).update(
        checks_seen_on=today - _SINCE_CHECKS,
        checks_seen_by=staff["helen"].person.full_name,
        trained_on=today - _SINCE_CHECKS,
        trained_by=staff["temitope"].person.full_name,
    )
    return Place(setting, system, rooms, staff, family)


def write_records(
    place: Place, children: Sequence[PlannedChild], *, trace: Trace, now: dt.datetime, rng: random.Random
) -> None:
    """Children, their homes and people, what families allow, and the narrower facts."""
    setting_id = place.setting.pk
    helen = place.staff["helen"]
    for planned in children:
        place.children[planned.number] = _child(place, planned)
    Child.objects.bulk_create(place.children.values())
    for family in FAMILIES:
        for first in [home.adults[0] for home in family.homes] + ([family.relative] if family.relative else []):
            place.households[first.full_name] = Household(setting_id=setting_id, label=first.full_name)
    Household.objects.bulk_create(place.households.values())
    links: list[FamilyLink] = []
    contacts: list[Contact] = []
    answers: list[PhotoPermission] = []
    facts: list[SensitiveFacts] = []
    numbers = iter(range(_FIRST_NUMBER, 1000))
    people = {family.key: list(_contacts(family, numbers)) for family in FAMILIES}
    for planned in children:
        child = place.children[planned.number]
        links += [_link(place, child, adult, home) for adult, home in planned.readers()]
        contacts += [
            Contact(setting_id=setting_id, child=child, **{**details, "may_collect": _may_collect(planned, details)})
            for details in people[planned.young.family]
        ]
        answered = min(planned.stay.start - dt.timedelta(days=rng.randint(2, 9)), now.date() - dt.timedelta(days=1))
        answers += _answers(planned, child, helen.pk, answered, rng)
        facts.append(_facts(planned, child, rng))
        trace.of(Event.CHILD_CREATED, helen, now, child_ids=[child.pk])
    FamilyLink.objects.bulk_create(links)
    for link in links:
        start = dt.datetime.combine(link.child.start_date, dt.time(9), tzinfo=place.zone)
        link.linked_at = link.confirmed_at = min(start, now)
        if link.membership.role == Role.RELATIVE:
            link.begins_at = link.linked_at
        details = {"link": str(link.pk)}
        about = ("membership", link.membership_id)
        trace.of(Event.FAMILY_LINKED, helen, now, *about, child_ids=[link.child_id], details=details)
        trace.of(Event.FAMILY_CONFIRMED, link.membership, now, *about, child_ids=[link.child_id], details=details)
    FamilyLink.objects.bulk_update(links, ["linked_at", "confirmed_at", "begins_at"])
    Contact.objects.bulk_create(contacts)
    PhotoPermission.objects.bulk_create(answers)
    SensitiveFacts.objects.bulk_create(facts)


def _with_accounts() -> Iterator[tuple[Adult, Role]]:
    for family in FAMILIES:
        for home in family.homes:
            for adult in home.adults:
                if adult.has_account:
                    yield adult, Role.PARENT
        if family.relative is not None:
            yield family.relative, Role.RELATIVE


def _child(place: Place, planned: PlannedChild) -> Child:
    young, stay = planned.young, planned.stay
    return Child(
        setting_id=place.setting.pk,
        full_name=young.full_name,
        known_as=young.known_as,
        birth_date=stay.birth,
        sex=young.sex,
        room=place.rooms[young.room],
        key_person=place.staff[young.key_person],
        start_date=stay.start,
        leaving_date=stay.leaving,
        home_languages=young.home_languages,
        allergies=young.allergies,
        dietary_needs=young.dietary_needs,
        health_needs=young.health_needs,
        interests=young.interests or young.interest.capitalize(),
        photo_permissions=planned.agreed(),
    )


def _link(place: Place, child: Child, adult: Adult, home: Home | None) -> FamilyLink:
    first = home.adults[0] if home else adult
    return FamilyLink(
        setting_id=place.setting.pk,
        child=child,
        membership=place.family[adult.full_name],
        household=place.households[first.full_name],
        relation=adult.relation,
        has_parental_responsibility=adult.has_parental_responsibility,
        linked_by=place.staff["helen"],
    )


def _contacts(family: Family, numbers: Iterator[int]) -> Iterator[dict[str, object]]:
    """The adults of a family as they stand on the record of each of its children, the first to call first."""
    listed = [(adult, home) for home in family.homes for adult in home.adults]
    extra = [family.relative] if family.relative else []
    everybody = [*listed, *((one, None) for one in (*extra, *family.others))]
    for order, (adult, home) in enumerate(everybody, 1):
        calls = [f"07700 900{next(numbers):03}"]
        if home is not None and adult.has_account:
            calls.append(f"07700 900{next(numbers):03} (work)")
        yield {
            "full_name": adult.full_name,
            "relation": adult.relation,
            "address": home.address if home else "",
            "phone_numbers": ", ".join(calls),
            "email": user_name(adult.full_name) if adult.has_account else "",
            "has_parental_responsibility": adult.has_parental_responsibility,
            "child_lives_with": home is not None and home.is_main,
            "emergency_order": order,
        }


def _may_collect(planned: PlannedChild, details: dict[str, object]) -> bool:
    return not planned.young.is_protected or details["relation"] in {"mother", "grandmother"}


def _answers(
    planned: PlannedChild, child: Child, recorded_by: uuid.UUID, answered_on: dt.date, rng: random.Random
) -> Iterator[PhotoPermission]:
    recorded_at = dt.datetime.combine(answered_on, dt.time(16, 10), tzinfo=dt.UTC)
    method = rng.choice(["paper", "paper", "screen", "talk"])
    for adult, answers in planned.answers():
        for purpose, is_allowed in answers.items():
            yield PhotoPermission(
                setting_id=child.setting_id,
                child=child,
                purpose=purpose,
                is_allowed=is_allowed,
                answered_by=adult.full_name,
                answered_on=answered_on,
                method=method,
                recorded_by_id=recorded_by,
                recorded_at=recorded_at,
            )


def _facts(planned: PlannedChild, child: Child, rng: random.Random) -> SensitiveFacts:
    young = planned.young
    hours = rng.choice([15, 30, 30]) if young.room == SAPLINGS else None
    return SensitiveFacts(
        setting_id=child.setting_id,
        child=child,
        send_stage=young.send_stage,
        send_notes=young.send_notes,
        has_pupil_premium=young.has_pupil_premium,
        funded_hours=hours,
        is_protected=young.is_protected,
        protection_notes=young.protection_notes,
    )
