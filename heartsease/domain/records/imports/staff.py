"""Lines about staff: accounts, roles and rooms."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor
from heartsease.domain.access.permissions import FAMILY_ROLES, ROLE_NAMES, STAFF_ROLES, UNSCOPED_ROLES, Role
from heartsease.domain.accounts import actions
from heartsease.domain.accounts.models import Membership
from heartsease.domain.records.imports.cells import Cells, cells_of
from heartsease.domain.records.imports.children import no_such_room
from heartsease.domain.records.imports.kinds import Kind
from heartsease.domain.records.imports.people import People, Wanted, user_name_in
from heartsease.domain.records.imports.plan import Change, Fate, Line, refused, write_each
from heartsease.domain.records.imports.reading import Sheet
from heartsease.domain.setting import queries as setting
from heartsease.domain.setting.models import Room
from heartsease.kernel.text import folded

_SEPARATORS = (r"[;|\n]", r"[;|\n,/&]")
_ALSO_CALLED = {
    "student": Role.STUDENT, "supply": Role.STUDENT, "bank": Role.STUDENT, "agency": Role.STUDENT,
    "room leader": Role.SENIOR, "senior practitioner": Role.SENIOR,
    "early years practitioner": Role.PRACTITIONER, "nursery practitioner": Role.PRACTITIONER,
    "nursery nurse": Role.PRACTITIONER, "key person": Role.PRACTITIONER,
}  # fmt: skip
"""Words for roles that see no more than their bearer expects. A "manager" is not one of them: whether a manager is to
be a nominated member is for the setting to say."""


@dataclass(frozen=True, slots=True)
class _Read:
    """A line that makes sense."""

    wanted: Wanted
    rooms: list[Room] | None


class StaffPlanner:
    """Decides the fate of each line about staff."""

    def __init__(self, actor: Actor) -> None:
        self._actor = actor
        self._rooms = {room.name.casefold(): room for room in setting.rooms(actor)}
        self._roles = {
            **{folded(str(ROLE_NAMES[role])): role for role in Role if role in STAFF_ROLES},
            **{folded(role.value): role for role in Role if role in STAFF_ROLES},
            **_ALSO_CALLED,
        }

    def plan(self, sheet: Sheet, refusals: Mapping[int, str]) -> list[Line]:
        """The fate of every line, and the order that would add or change it."""
        read = [self._read(cells, refusals) for cells in cells_of(Kind.STAFF, sheet, ())]
        people = People(self._actor, (one.wanted.user_name for one in read if isinstance(one, _Read)))
        lines_of: dict[str, int] = {}
        return [one if isinstance(one, Line) else self._line(one, people, lines_of) for one in read]

    def write(self, lines: Sequence[Line]) -> None:
        """Admit people and change their rooms."""
        write_each(lines)

    def _read(self, cells: Cells, refusals: Mapping[int, str]) -> _Read | Line:
        title = cells.text("full_name")[:120]
        if cells.problems:
            return refused(cells.number, title, cells.problems)
        full_name, user_name = cells.words("full_name"), user_name_in(cells)
        cells.need("full_name", "user_name", "role")
        role = self._roles.get(folded(cells.text("role")))
        if role is None and cells.text("role"):
            cells.problems.append(
                _("There is no role called %(name)s. These are: %(roles)s.")
                % {
                    "name": cells.text("role")[:60],
                    "roles": ", ".join(str(ROLE_NAMES[one]).lower() for one in Role if one in STAFF_ROLES),
                }
            )
        rooms = self._rooms_in(cells)
        if cells.problems or role is None:
            return refused(cells.number, title, cells.problems)
        if cells.number in refusals:
            return refused(cells.number, title, [refusals[cells.number]])
        return _Read(Wanted(cells.number, full_name, user_name, role), rooms)

    def _rooms_in(self, cells: Cells) -> list[Room] | None:
        """The rooms on a line; None where it says nothing of rooms. A room's own name may hold a separator."""
        text = cells.words("rooms")
        if not text:
            return None
        names = [text]
        for separators in _SEPARATORS:
            if not all(name.casefold() in self._rooms for name in names):
                names = [name.strip() for name in re.split(separators, text) if name.strip()]
        found = {name.casefold(): self._rooms.get(name.casefold()) for name in names}
        for name in names:
            if found[name.casefold()] is None:
                cells.problems.append(no_such_room(name))
        return [room for room in found.values() if room is not None]

    def _line(self, read: _Read, people: People, lines_of: dict[str, int]) -> Line:
        wanted = read.wanted
        earlier = lines_of.setdefault(wanted.user_name, wanted.number)
        problem = people.problem(wanted)
        if not problem and earlier != wanted.number:
            problem = _("Line %(line)d is about the same colleague.") % {"line": earlier}
        present = people.in_roles(wanted.user_name, STAFF_ROLES)
        membership = next((one for one in present if one.role == wanted.role), None)
        if not problem and membership is None and present:
            problem = _("%(name)s is here already as %(role)s. A role is not changed by an import.") % {
                "name": wanted.full_name,
                "role": str(ROLE_NAMES[Role(present[0].role)]).lower(),
            }
        if problem:
            return refused(wanted.number, wanted.full_name, [problem])
        if membership is not None:
            return self._present(wanted, membership, read.rooms)
        warnings = people.warnings(wanted)
        if people.in_roles(wanted.user_name, FAMILY_ROLES):
            warnings.append(
                _("This person reads a journal here as family. After signing in they choose as what they act.")
            )
        if wanted.role is Role.NOMINATED_MEMBER:
            warnings.append(_("A nominated member sees every child and configures everything."))
        return Line(
            wanted.number,
            wanted.full_name,
            Fate.ADD,
            (_sentence(wanted, read.rooms or []),),
            warnings=tuple(warnings),
            order=partial(
                actions.admit_person, actor=self._actor, full_name=wanted.full_name, user_name=wanted.user_name,
                role=wanted.role, rooms=read.rooms or [],
            ),
        )  # fmt: skip

    def _present(self, wanted: Wanted, membership: Membership, rooms: list[Room] | None) -> Line:
        before = sorted(membership.rooms.all(), key=lambda room: (room.position, room.name))
        if rooms is None or {room.pk for room in rooms} == {room.pk for room in before}:
            return Line(wanted.number, wanted.full_name, Fate.SAME)
        return Line(
            wanted.number,
            wanted.full_name,
            Fate.CHANGE,
            changes=(Change(_("Rooms"), _names(before), _names(rooms)),),
            order=partial(
                actions.change_rooms,
                actor=self._actor,
                membership_id=membership.pk,
                rooms=rooms,
                reason=_("From a file of staff"),
            ),
        )


def _sentence(wanted: Wanted, rooms: list[Room]) -> str:
    facts = {"role": str(ROLE_NAMES[wanted.role]).lower(), "user_name": wanted.user_name, "rooms": _names(rooms)}
    if wanted.role in UNSCOPED_ROLES:
        return _("Comes in as %(role)s, with the user name %(user_name)s, and works with every child.") % facts
    if rooms:
        return _("Comes in as %(role)s, with the user name %(user_name)s. Rooms: %(rooms)s.") % facts
    return _("Comes in as %(role)s, with the user name %(user_name)s, in no room yet.") % facts


def _names(rooms: Sequence[Room]) -> str:
    return ", ".join(room.name for room in rooms) or _("none")
