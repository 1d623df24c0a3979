"""What would become of each line, before anything is written, and by what a later plan is known as the same."""

import enum
import json
import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from heartsease.domain.records.imports.kinds import Kind
from heartsease.domain.records.imports.reading import Sheet
from heartsease.kernel.hashing import sha256_hex


class Fate(enum.StrEnum):
    """What becomes of a line."""

    ADD = "add"
    CHANGE = "change"
    SAME = "same"
    REFUSE = "refuse"

    @property
    def label(self) -> Promise:
        """The fate in plain words."""
        return {
            "add": _("will be added"),
            "change": _("will be changed"),
            "same": _("here already"),
            "refuse": _("cannot be taken"),
        }[self.value]

    @property
    def label_afterwards(self) -> Promise:
        """The fate in plain words, once it has happened."""
        return {
            "add": _("added"),
            "change": _("changed"),
            "same": _("unchanged"),
            "refuse": _("left out"),
        }[self.value]


@dataclass(frozen=True, slots=True)
class Change:
    """What would change from what to what."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file and its fate."""

    number: int
    title: str
    fate: Fate
    sentences: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    warnings: tuple[str, ...] = ()
    child_id: uuid.UUID | None = None
    """The child of whose record ``changes`` shows something: a look into it, which is traced."""
    order: Any = field(default=None, compare=False)
    """What the planner needs to do it."""


class Planner(Protocol):
    """Decides the fate of each line of a kind of file, and does it through the actions."""

    def plan(self, sheet: Sheet, refusals: Mapping[int, str]) -> list[Line]:
        """The fate of every line; ``refusals`` are lines that an earlier try to write has refused."""

    def write(self, lines: Sequence[Line]) -> None:
        """Do what the plan says of some lines that change something, in the file's order: all of them or none."""


def write_each(lines: Sequence[Line]) -> None:
    """Carry out the orders of lines that do not build on each other."""
    for line in lines:
        line.order()


def refused(number: int, title: str, problems: Sequence[str]) -> Line:
    """A line that cannot be taken, and why."""
    return Line(number, title, Fate.REFUSE, tuple(problems))


@dataclass(frozen=True, slots=True)
class Plan:
    """The fate of every line of a file, in the file's order."""

    kind: Kind
    lines: tuple[Line, ...]

    @property
    def counts(self) -> dict[Fate, int]:
        """How many lines have each fate."""
        found = Counter(line.fate for line in self.lines)
        return {fate: found[fate] for fate in Fate}

    @property
    def to_write(self) -> list[Line]:
        """The lines that change something."""
        return [line for line in self.lines if line.fate in {Fate.ADD, Fate.CHANGE}]

    @property
    def fingerprint(self) -> str:
        """The same for two plans that say the same of every line, and for no others."""
        said = [
            (
                line.number,
                line.title,
                line.fate,
                line.sentences,
                [(change.label, change.before, change.after) for change in line.changes],
                line.warnings,
                str(line.child_id),
            )
            for line in self.lines
        ]
        return sha256_hex(json.dumps([self.kind, said], separators=(",", ":")).encode())
