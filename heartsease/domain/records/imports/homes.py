"""Who lives with whom, child by child. Adults of two homes must never meet in one by a file (docs/decisions/0005)."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from heartsease.kernel.text import folded


@dataclass(slots=True)
class Home:
    """Adults of one child who share a home; ``link_id`` is a link in it, where there is one already."""

    household_id: uuid.UUID | None = None
    link_id: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class Resident:
    """An adult who reads, or would read, a child's journal. ``number`` is the line that would add them."""

    key: str
    full_name: str
    number: int | None = None


class Homes:
    """The homes of one child: those that are there, and those that a file asks for."""

    def __init__(self) -> None:
        self._residents: dict[str, Resident] = {}
        self._by_name: dict[str, list[str]] = defaultdict(list)
        self._over: dict[str, str] = {}
        self._homes: dict[str, Home] = {}
        self._first_of: dict[uuid.UUID, str] = {}
        self._leaning: dict[str, list[Resident]] = defaultdict(list)
        self.problems: dict[int, str] = {}

    def add(self, resident: Resident, home: Home) -> None:
        """Somebody who is linked already, or whom a line would link."""
        self._residents[resident.key] = resident
        self._by_name[folded(resident.full_name) or resident.full_name].append(resident.key)
        if home.household_id is not None and home.household_id in self._first_of:
            self._over[resident.key] = self._first_of[home.household_id]
            return
        self._homes[resident.key] = home
        if home.household_id is not None:
            self._first_of[home.household_id] = resident.key

    def knows(self, full_name: str) -> bool:
        """Whether somebody of this name is among them."""
        return bool(self._by_name.get(folded(full_name) or full_name))

    def join(self, resident: Resident, number: int, neighbour: str) -> None:
        """Let ``resident`` live with the adult called ``neighbour``, as line ``number`` says; or note why not."""
        keys = [key for key in self._by_name.get(folded(neighbour) or neighbour, []) if key != resident.key]
        if len(keys) != 1:
            self.problems[number] = (
                _("Two adults of this child are called %(name)s: say on the record who lives with whom.")
                if keys
                else _("%(name)s is not among the adults who read this child’s journal, here or in the file.")
            ) % {"name": neighbour}
            return
        self._leaning[keys[0]].append(Resident(resident.key, resident.full_name, number))
        one, other = self._top(resident.key), self._top(keys[0])
        if one == other:
            return
        if self._homes[one].household_id is not None:
            one, other = other, one
        if self._homes[one].household_id is not None:
            self.problems[number] = _(
                "%(name)s and %(neighbour)s live apart in the journal. An import does not bring them together."
            ) % {"name": resident.full_name, "neighbour": neighbour}
            return
        self._over[one] = other

    def settle(self) -> None:
        """Whoever would live with somebody who is not taken cannot be taken either."""
        gone = [one for one in self._residents.values() if one.number in self.problems]
        while gone:
            missing = gone.pop()
            for one in self._leaning.pop(missing.key, []):
                if one.number is not None and one.number not in self.problems:
                    self.problems[one.number] = _("%(name)s, with whom they live, cannot be taken.") % {
                        "name": missing.full_name
                    }
                    if self._residents[one.key].number is not None:
                        gone.append(one)

    def home_of(self, key: str) -> Home:
        """The home of somebody."""
        return self._homes[self._top(key)]

    def _top(self, key: str) -> str:
        while key in self._over:
            above = self._over[key]
            # Each walk halves the way of the next one: a file may hold a chain of thousands.
            self._over[key] = self._over.get(above, above)
            key = above
        return key


def refuse_all(homes: Iterable[Homes]) -> dict[int, str]:
    """Every line that the homes refuse, and why."""
    found: dict[int, str] = {}
    for one in homes:
        one.settle()
        found |= one.problems
    return found
