"""Pure decisions about children: states, which photo permissions are in force, whose names could be confused."""

import datetime as dt
import difflib
import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from heartsease.kernel.text import folded

OLDEST = dt.timedelta(days=366 * 13)
"""Out-of-school clubs look after children up to secondary school."""
LONGEST_EXPECTED = dt.timedelta(days=280)
"""A child may be put on the roll before birth."""
MOST_WRONG_ANSWERS = 2
"""Wrong birth dates after which a link is frozen (guarantee G9)."""
CLOSE_SPELLING = 0.8
"""From this likeness on two names read alike: Amara and Amira, Jon and John, but not Ben and Ken."""


class ChildState(enum.StrEnum):
    """Joining: record and links, no entries. Left: no new entries, in no picker (clauses 8.4)."""

    JOINING = "joining"
    ACTIVE = "active"
    LEFT = "left"

    @property
    def label(self) -> Promise:
        """The state's name for people."""
        return {"joining": _("Joining"), "active": _("Attending"), "left": _("Left")}[self.value]


class Purpose(enum.StrEnum):
    """What a family is asked for, one by one. No recorded answer is a no (clauses 5.1 to 5.3)."""

    OWN_JOURNAL = "own_journal"
    OTHERS_JOURNALS = "others_journals"
    CHILD_VIEW = "child_view"
    DISPLAY = "display"
    PUBLICITY = "publicity"

    @property
    def label(self) -> Promise:
        """The purpose in plain words."""
        return {
            "own_journal": _("Photographs in the child's own journal"),
            "others_journals": _("Being in photographs in other children's journals"),
            "child_view": _("Being seen by other children who look at their journals"),
            "display": _("Photographs on the walls of the setting"),
            "publicity": _("Photographs on the website or in leaflets"),
        }[self.value]


def state_on(day: dt.date, *, start: dt.date, leaving: dt.date | None) -> ChildState:
    """The state that follows from a child's dates; the leaving date is the last day of attendance."""
    if leaving is not None and day > leaving:
        return ChildState.LEFT
    return ChildState.JOINING if day < start else ChildState.ACTIVE


ENDING_SOON = dt.timedelta(days=14)
"""How long before an agreement about photographs ends its family is asked again."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One recorded answer, oldest first in every list of them."""

    purpose: Purpose
    is_allowed: bool
    answered_by: str
    last_day: dt.date | None = None
    is_decision: bool = False


class Voice(Protocol):
    """What one adult said of one purpose: an ``Answer``, or the row that keeps it."""

    @property
    def purpose(self) -> str: ...
    @property
    def answered_by(self) -> str: ...
    @property
    def is_decision(self) -> bool: ...


Said = TypeVar("Said", bound=Voice)


def standing(answers: Iterable[Said]) -> dict[Purpose, dict[str, Said]]:
    """Of every purpose the latest answer of each adult, by the name in small letters; ``answers`` come oldest first.

    A nominated member's decision replaces all that was answered before it.
    """
    found: dict[Purpose, dict[str, Said]] = {}
    for answer in answers:
        voices = found.setdefault(Purpose(answer.purpose), {})
        if answer.is_decision:
            voices.clear()
        voices[answer.answered_by.casefold()] = answer
    return found


def permissions_in_force(answers: Iterable[Answer], *, is_protected: bool) -> dict[str, str | None]:
    """Agreed purposes with their last day (ISO) or None.

    Of the answers that are ``standing`` the more protective holds. The protected flag turns every purpose beyond the
    child's own journal into a no.
    """
    in_force: dict[str, str | None] = {}
    for purpose, voices in standing(answers).items():
        if is_protected and purpose is not Purpose.OWN_JOURNAL:
            continue
        if all(answer.is_allowed for answer in voices.values()):
            days = [answer.last_day for answer in voices.values() if answer.last_day is not None]
            in_force[purpose.value] = min(days).isoformat() if days else None
    return in_force


def allows_new_pictures(in_force: Mapping[str, str | None], purpose: Purpose, day: dt.date) -> bool:
    """Whether a picture taken on ``day`` may be used for ``purpose``: an expired agreement stops new pictures."""
    if purpose.value not in in_force:
        return False
    last_day = in_force[purpose.value]
    return last_day is None or day <= dt.date.fromisoformat(last_day)


def ending(in_force: Mapping[str, str | None], day: dt.date) -> dt.date | None:
    """The last day of the first agreement that has ended on ``day`` or soon will; None where none does."""
    ends = min((dt.date.fromisoformat(last) for last in in_force.values() if last is not None), default=None)
    return ends if ends is not None and ends <= day + ENDING_SOON else None


def still_allows(in_force: Mapping[str, str | None], purpose: Purpose) -> bool:
    """Whether what is already published may still be shown: expiry changes nothing, withdrawal does."""
    return purpose.value in in_force


class LinkState(enum.StrEnum):
    """Where an adult's access to a child's journal stands. Only ``IN_FORCE`` opens anything (guarantees G9, G10)."""

    WAITING = "waiting"
    FROZEN = "frozen"
    UNSECONDED = "unseconded"
    IN_FORCE = "in_force"
    SUSPENDED = "suspended"
    RESTRICTED = "restricted"
    ENDED = "ended"

    @property
    def label(self) -> Promise:
        """The state in plain words."""
        return {
            "waiting": _("waits for their own answer"),
            "frozen": _("stopped: two wrong answers"),
            "unseconded": _("waits for a second nominated member"),
            "in_force": _("reads the journal"),
            "suspended": _("paused"),
            "restricted": _("closed by a restriction"),
            "ended": _("ended"),
        }[self.value]


def link_state(
    *, is_ended: bool, is_restricted: bool, is_suspended: bool, is_frozen: bool, is_confirmed: bool, lacks_second: bool
) -> LinkState:
    """The state that follows from what happened to a link; the first of several reasons to be closed names it.

    ``queries.in_force`` says the same to the database.
    """
    reasons = (
        (is_ended, LinkState.ENDED),
        (is_restricted, LinkState.RESTRICTED),
        (is_suspended, LinkState.SUSPENDED),
        (is_frozen, LinkState.FROZEN),
        (not is_confirmed, LinkState.WAITING),
        (lacks_second, LinkState.UNSECONDED),
    )
    return next((state for holds, state in reasons if holds), LinkState.IN_FORCE)


class SecondReason(enum.StrEnum):
    """Why a second nominated member looks at a link as well."""

    NAMESAKE = "namesake"
    NUMBER = "number"
    OWN = "own"

    @property
    def label(self) -> Promise:
        """The reason in plain words."""
        return {
            "namesake": _("Another child was born on the same day and could be taken for this one."),
            "number": _("More adults are linked to this child than your setting’s choice foresees."),
            "own": _("A nominated member linked a child to their own account."),
        }[self.value]


class RequestState(enum.StrEnum):
    """What became of a parent's request for a relative."""

    WAITING = "waiting"
    APPROVED = "approved"
    DECLINED = "declined"
    TAKEN_BACK = "taken_back"


def is_a_childs_birth_date(day: dt.date, today: dt.date) -> bool:
    """Whether somebody who was born on ``day`` could be on a roll now."""
    return today - OLDEST <= day <= today + LONGEST_EXPECTED


def could_be_confused(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two children, each a full name and what the child is known as, could be taken for one another:
    the same first name, calling name or surname, or a close spelling. Capitals and accents make no difference."""
    (called, surname), (other_called, other_surname) = _spoken(one), _spoken(other)
    if called & other_called or (surname and surname == other_surname):
        return True
    if _likeness(folded(one[0]), folded(other[0])) >= CLOSE_SPELLING:
        return True
    return any(_likeness(name, other_name) >= CLOSE_SPELLING for name in called for other_name in other_called)


def _spoken(name: tuple[str, str]) -> tuple[set[str], str]:
    """The names by which a child is called, and the surname."""
    words = folded(name[0]).split()
    called = {*words[:1], folded(name[1])} - {""}
    return called, words[-1] if len(words) > 1 else ""


def _likeness(one: str, other: str) -> float:
    # In one order, because difflib's answer depends on it.
    first, second = sorted((one, other))
    return difflib.SequenceMatcher(None, first, second, autojunk=False).ratio()
