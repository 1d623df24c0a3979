"""What stands in an export: the columns of the import, so that another journal can take the list in.

Nothing of the narrower facts (support, funding, protection): no column of the import holds them either.
"""

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias

from heartsease.domain.access.actor import Actor
from heartsease.domain.access.permissions import Role
from heartsease.domain.children import queries as children
from heartsease.domain.children.models import Child, Contact, FamilyLink, Sex
from heartsease.domain.records.imports.cells import shielded
from heartsease.domain.records.imports.kinds import COLUMNS, Kind, table
from heartsease.kernel import clock
from heartsease.kernel.text import folded

Line: TypeAlias = Mapping[str, str]
MARK_OF_UTF8 = "\ufeff"
_SEXES = {Sex.FEMALE.value: "girl", Sex.MALE.value: "boy"}
_DAY = "%d/%m/%Y"


def children_of(actor: Actor, room_id: uuid.UUID | None) -> list[Child]:
    """The children whom an export is about: on the roll or still to come, of one room or of all."""
    today = clock.today(actor.zone)
    found = children.visible_children(actor).exclude(leaving_date__lt=today)
    found = found.select_related("room", "key_person__person")
    return list((found.filter(room_id=room_id) if room_id else found).order_by("full_name", "pk"))


def sheet(kind: Kind, about: Iterable[Child]) -> str:
    """The CSV file of ``kind`` about these children, with the mark by which spreadsheets know UTF-8."""
    lines = _LINES[kind](list(about))
    return MARK_OF_UTF8 + table(
        kind, ([shielded(line.get(column.name, "")) for column in COLUMNS[kind]] for line in lines)
    )


def _of_children(about: list[Child]) -> Iterator[Line]:
    for child in about:
        yield {
            "full_name": child.full_name,
            "known_as": child.known_as,
            "birth_date": child.birth_date.strftime(_DAY),
            "room": child.room.name,
            "start_date": child.start_date.strftime(_DAY),
            "leaving_date": child.leaving_date.strftime(_DAY) if child.leaving_date else "",
            "key_person": child.key_person.person.user_name if child.key_person else "",
            "sex": _SEXES.get(child.sex, ""),
            "home_languages": child.home_languages,
            "allergies": child.allergies,
            "dietary_needs": child.dietary_needs,
            "health_needs": child.health_needs,
            "interests": child.interests,
        }


def _of_parents(about: list[Child]) -> Iterator[Line]:
    """Adults who read a journal, with the telephone of the contact of their name, and then the contacts who do not."""
    links: dict[uuid.UUID, list[FamilyLink]] = defaultdict(list)
    standing = FamilyLink.objects.filter(child__in=about, ended_at__isnull=True)
    for link in standing.select_related("membership__person").order_by("linked_at", "pk"):
        links[link.child_id].append(link)
    contacts: dict[uuid.UUID, dict[str, Contact]] = defaultdict(dict)
    for known_contact in Contact.objects.filter(child__in=about).order_by("full_name", "pk"):
        contacts[known_contact.child_id][folded(known_contact.full_name)] = known_contact
    for child in about:
        of_child = {"child_name": child.full_name, "birth_date": child.birth_date.strftime(_DAY)}
        known = contacts[child.pk]
        homes: dict[uuid.UUID, str] = {}
        for link in links[child.pk]:
            person = link.membership.person
            name = folded(person.full_name)
            contact: Contact | None = known.pop(name) if name in known else None
            yield {
                **of_child,
                "full_name": person.full_name,
                "relation": link.relation,
                "user_name": person.user_name,
                "reads_as": "relative" if link.membership.role == Role.RELATIVE else "parent",
                "lives_with": homes.get(link.household_id, ""),
                "has_parental_responsibility": "yes" if link.has_parental_responsibility else "no",
                "phone_numbers": contact.phone_numbers if contact else "",
            }
            homes.setdefault(link.household_id, person.full_name)
        for other in known.values():
            yield {
                **of_child,
                "full_name": other.full_name,
                "relation": other.relation,
                "has_parental_responsibility": "yes" if other.has_parental_responsibility else "no",
                "phone_numbers": other.phone_numbers,
            }


_LINES: Mapping[Kind, Callable[[list[Child]], Iterator[Line]]] = {
    Kind.CHILDREN: _of_children,
    Kind.PARENTS: _of_parents,
}
