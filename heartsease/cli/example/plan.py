"""What the example will hold, before any row or picture exists: plain values, the same for the same seed and day."""

import dataclasses
import datetime as dt
import random
from collections.abc import Iterator, Mapping, Sequence

from heartsease.cli.example.cast import FAMILIES, LETTERS, STAFF, Adult, Colleague, Family, Home, Young
from heartsease.cli.example.terms import Stay, stay_of
from heartsease.domain.children.rules import Answer, Purpose, permissions_in_force
from heartsease.domain.journal.rules import Source, State
from heartsease.kernel.text import first_name

COLLEAGUES: Mapping[str, Colleague] = {colleague.key: colleague for colleague in STAFF}
FAMILY: Mapping[str, Family] = {family.key: family for family in FAMILIES}


@dataclasses.dataclass(frozen=True, slots=True)
class PlannedChild:
    """A child of the cast with its dates."""

    number: int
    """Place in the cast."""
    young: Young
    stay: Stay
    months_now: int
    """Completed months of age on the day of the example."""

    @property
    def name(self) -> str:
        """What the child is called."""
        return self.young.known_as or first_name(self.young.full_name)

    @property
    def is_girl(self) -> bool:
        """Whether notes say ``she``."""
        return self.young.sex == "female"

    @property
    def family(self) -> Family:
        """The child's homes and people."""
        return FAMILY[self.young.family]

    def answers(self) -> Iterator[tuple[Adult, dict[Purpose, bool]]]:
        """What the first adult of each home answered about photographs."""
        homes = self.family.homes
        yield homes[0].adults[0], _chosen(self.young.agreed)
        if self.young.agreed_by_other_home is not None:
            yield homes[1].adults[0], _chosen(self.young.agreed_by_other_home)

    def agreed(self) -> dict[str, str | None]:
        """The photo permissions in force, by the rule of the house."""
        return permissions_in_force(
            [
                Answer(purpose, is_allowed, adult.full_name)
                for adult, answers in self.answers()
                for purpose, is_allowed in answers.items()
            ],
            is_protected=self.young.is_protected,
        )

    def readers(self) -> list[tuple[Adult, Home | None]]:
        """Adults who read this child's journal, with the home they live in; a relative lives elsewhere."""
        found: list[tuple[Adult, Home | None]] = [
            (adult, home) for home in self.family.homes for adult in home.adults if adult.has_account
        ]
        if self.family.relative is not None:
            found.append((self.family.relative, None))
        return found


@dataclasses.dataclass(slots=True, kw_only=True)
class Part:
    """One child's part of an entry."""

    child: PlannedChild
    line: str = ""
    well_being: int | None = None
    involvement: int | None = None


@dataclasses.dataclass(slots=True, kw_only=True)
class Word:
    """A comment. ``home`` is the household whose thread it stands in; ``answer`` may follow from ``answerer``."""

    child: PlannedChild
    author: str
    home: str
    text: str
    at: dt.datetime
    answer: str = ""
    answerer: str = ""
    answered_at: dt.datetime | None = None


@dataclasses.dataclass(slots=True, kw_only=True)
class Entry:
    """An observation. ``author`` is a key of ``COLLEAGUES``, or a parent's full name when it comes from home."""

    situation: str
    source: Source
    author: str
    room: str | None
    text: str
    parts: list[Part]
    tags: list[str]
    happened_at: dt.datetime
    created_at: dt.datetime
    scenes: list[str] = dataclasses.field(default_factory=list)
    """One name of a scene for each photograph."""
    state: State = State.PUBLISHED
    submitted_at: dt.datetime | None = None
    published_at: dt.datetime | None = None
    reviewer: str = ""
    returned_at: dt.datetime | None = None
    resubmitted_at: dt.datetime | None = None
    note: str = ""
    """What a reviewer wrote on returning or withdrawing it."""
    withdrawn_at: dt.datetime | None = None
    edited_at: dt.datetime | None = None
    text_before_edit: str = ""
    next_step: str = ""
    next_step_is_for_home: bool = False
    answered_at: dt.datetime | None = None
    """When its next step was answered."""
    words: list[Word] = dataclasses.field(default_factory=list)
    hearts: list[tuple[PlannedChild, str]] = dataclasses.field(default_factory=list)
    """Whose part was liked, and by whom."""

    @property
    def is_from_home(self) -> bool:
        """Whether a parent wrote it."""
        return self.source is Source.HOME


@dataclasses.dataclass(frozen=True, slots=True)
class Plan:
    """Everything that will be written. ``now`` is the moment at which the example begins to live."""

    today: dt.date
    now: dt.datetime
    children: Sequence[PlannedChild]
    entries: Sequence[Entry]


def grow_children(children: Sequence[Young], *, today: dt.date, seed: int) -> list[PlannedChild]:
    """The cast with dates. Twins, of one family and age, share theirs."""
    grown = []
    for number, young in enumerate(children):
        rng = random.Random(f"{seed} {young.family} {young.place}")  # noqa: S311 - an example, not a secret
        stay = stay_of(young, today=today, rng=rng)
        grown.append(PlannedChild(number, young, stay, stay.months_on(today)))
    return grown


def _chosen(letters: str) -> dict[Purpose, bool]:
    return {purpose: letter in letters for letter, purpose in LETTERS.items()}
