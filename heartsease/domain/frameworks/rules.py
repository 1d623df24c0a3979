"""Pure decisions about frameworks: the kinds a node may be of, and which ages a span of months holds."""

import enum
from dataclasses import dataclass


class Kind(enum.StrEnum):
    """What a node is to the journal. A pack gives each kind its own word ("Strand" for an area, say)."""

    AREA = "area"
    ASPECT = "aspect"
    GOAL = "goal"
    OUTCOME = "outcome"
    STATEMENT = "statement"
    CHECKPOINT = "checkpoint"
    PROMPT = "prompt"
    CHARACTERISTIC = "characteristic"
    PRINCIPLE = "principle"
    SCHEMA = "schema"


NOTICED = frozenset({Kind.OUTCOME, Kind.STATEMENT, Kind.CHECKPOINT, Kind.PROMPT})
"""Kinds that say what a child may be seen doing: what is offered for an area and an age."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Months:
    """A span of ages in completed months: ``begin`` is inside, ``end`` is not; no ``end`` is open."""

    begin: int
    end: int | None = None

    def holds(self, age_in_months: int) -> bool:
        """Whether a child of that age is inside the span."""
        return self.begin <= age_in_months and (self.end is None or age_in_months < self.end)


def suits(months: Months | None, age_in_months: int) -> bool:
    """Whether something meant for ``months`` suits the age; something without a span suits every age."""
    return months is None or months.holds(age_in_months)
