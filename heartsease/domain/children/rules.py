"""Pure decisions about children: states, and which photo permissions are in force."""

import datetime as dt
import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


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


@dataclass(frozen=True, slots=True)
class Answer:
    """One recorded answer, oldest first in every list of them."""

    purpose: Purpose
    is_allowed: bool
    answered_by: str
    last_day: dt.date | None = None
    is_decision: bool = False


def permissions_in_force(answers: Iterable[Answer], *, is_protected: bool) -> dict[str, str | None]:
    """Agreed purposes with their last day (ISO) or None.

    Each adult's latest answer counts and the more protective holds, until a nominated member's decision replaces
    all that was answered before. The protected flag turns every purpose beyond the child's own journal into a no.
    """
    standing: dict[Purpose, dict[str, Answer]] = {}
    for answer in answers:
        voices = standing.setdefault(answer.purpose, {})
        if answer.is_decision:
            voices.clear()
        voices[answer.answered_by.casefold()] = answer
    in_force: dict[str, str | None] = {}
    for purpose, voices in standing.items():
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


def still_allows(in_force: Mapping[str, str | None], purpose: Purpose) -> bool:
    """Whether what is already published may still be shown: expiry changes nothing, withdrawal does."""
    return purpose.value in in_force
