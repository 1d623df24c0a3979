"""Pure decisions about entries: states, limits, and when photographs may go to families."""

import datetime as dt
import enum
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heartsease.domain.children.rules import Purpose, allows_new_pictures, still_allows

MOST_PHOTOS = 12
MOST_CHILDREN = 60
LONGEST_NOTE = 10_000
LONGEST_LINE = 2_000
LONGEST_COMMENT = 2_000


class Source(enum.StrEnum):
    """Where an entry was written."""

    SETTING = "setting"
    HOME = "home"

    @property
    def label(self) -> Promise:
        """The source for people."""
        return {"setting": gettext_lazy("At the setting"), "home": gettext_lazy("From home")}[self.value]


class State(enum.StrEnum):
    """The way of an entry (clauses 12.1)."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> Promise:
        """The state for people."""
        return {
            "draft": gettext_lazy("Draft"),
            "submitted": gettext_lazy("Waiting for review"),
            "returned": gettext_lazy("Returned"),
            "published": gettext_lazy("Published"),
            "withdrawn": gettext_lazy("Withdrawn"),
        }[self.value]


WRITABLE_STATES = frozenset({State.DRAFT, State.RETURNED})
REVIEWABLE_STATES = frozenset({State.SUBMITTED})
RECALLABLE_STATES = frozenset({State.PUBLISHED})


@dataclass(frozen=True, slots=True)
class PictureSubject:
    """A child of an entry with photographs: the name that staff know, and what the family agreed to."""

    name: str
    permissions: Mapping[str, str | None]


def photo_problems(subjects: Sequence[PictureSubject], day: dt.date) -> list[str]:
    """Why an entry with photographs taken on ``day`` cannot go to families; empty when it can (guarantee G12).

    Each sentence is for staff and names one child; it says nothing of why a family answered as it did.
    """
    sentences = [
        _("%(name)s has no permission for photographs. Take the photographs out, or take %(name)s out of this entry.")
        % {"name": subject.name}
        for subject in subjects
        if not allows_new_pictures(subject.permissions, Purpose.OWN_JOURNAL, day)
    ]
    if len(subjects) > 1:
        sentences += [
            _("%(name)s may not be in photographs in other children's journals. Give %(name)s an entry of their own.")
            % {"name": subject.name}
            for subject in subjects
            if allows_new_pictures(subject.permissions, Purpose.OWN_JOURNAL, day)
            and not allows_new_pictures(subject.permissions, Purpose.OTHERS_JOURNALS, day)
        ]
    return sentences


def may_show_to_family(own: Mapping[str, str | None], others: Iterable[Mapping[str, str | None]]) -> bool:
    """Whether a family may see the photographs of a published entry now: its own child's picture permission holds,
    and every other child of the entry still agrees to other journals (guarantees G12, G14)."""
    return still_allows(own, Purpose.OWN_JOURNAL) and all(
        still_allows(permissions, Purpose.OTHERS_JOURNALS) for permissions in others
    )


def names_in(text: str, names: Iterable[str]) -> list[str]:
    """Which of ``names`` stand in ``text`` as words of their own, whatever their capitals; in the order given."""
    folded = text.casefold()
    return [name for name in names if re.search(rf"(?<!\w){re.escape(name.casefold())}(?!\w)", folded)]
