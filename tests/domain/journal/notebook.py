"""What somebody notes down who knows only the rules, and whom each family may see by them (guarantees G12 and G14)."""

import uuid
from dataclasses import dataclass, field

from heartsease.domain.children.rules import Purpose
from tests.cast import House
from tests.domain.journal.marks import CHILDREN

READERS = ["Grace", "Tunde", "Nana", "Rosa", "Omar", "Vera"]
OWN, OTHERS = Purpose.OWN_JOURNAL, Purpose.OTHERS_JOURNALS


@dataclass
class Shot:
    """A photograph and whom it shows clearly as it was sent; ``known`` are those of whom somebody said who they are."""

    pk: uuid.UUID
    shows: set[str]
    known: set[str] = field(default_factory=set)


@dataclass
class Entry:
    """An entry, as somebody who knows only the rules would note it down."""

    pk: uuid.UUID
    author: str
    about: set[str]
    shots: list[Shot]
    is_shared: bool = False
    """Whether families may see it."""


class Notebook:
    """Entries, answers and families of one setting."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.entries: list[Entry] = []
        self.answers = {(name, "A parent"): {OWN: True, OTHERS: True} for name in CHILDREN}
        self.protected: set[str] = set()
        self.closed: set[tuple[str, str]] = set()
        self.paused: set[tuple[str, str]] = set()
        self.hidden: set[uuid.UUID] = set()

    def agrees(self, name: str, purpose: Purpose) -> bool:
        """Whether every adult who answered for a child said yes; a protected child is for its own family alone."""
        if name in self.protected and purpose is not OWN:
            return False
        return all(answers.get(purpose, True) for (child, _by), answers in self.answers.items() if child == name)

    def open_to(self, reader: str) -> set[str]:
        """Whose journals somebody may read."""
        linked = {child for adult, child in self.house.links if adult == reader}
        return {child for child in linked if (reader, child) not in self.closed | self.paused}

    def may_see(self, reader: str, entry: Entry, shot: Shot) -> set[str]:
        """The children whom a reader may see in a photograph of an entry now."""
        own = self.open_to(reader) & entry.about
        if shot.pk in self.hidden or not own:
            return set()
        if reader == entry.author:
            return shot.shows
        if not entry.is_shared or not any(self.agrees(name, OWN) for name in own):
            return set()
        if entry.author in READERS and not self.lives_with(reader, entry.author, own):
            return set()
        return {
            name
            for name in shot.shows & shot.known & entry.about
            if self.agrees(name, OWN) and (name in own or self.agrees(name, OTHERS))
        }

    def lives_with(self, reader: str, other: str, about: set[str]) -> bool:
        """Whether two adults are of one household for some of these children."""
        homes = {self.house.links[reader, name].household_id for name in about}
        return bool(homes & {link.household_id for (adult, _name), link in self.house.links.items() if adult == other})
