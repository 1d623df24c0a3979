"""Pure decisions about entries: states, limits, and when photographs may go to families."""

import datetime as dt
import enum
import re
import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heartsease.domain.children.rules import Purpose, allows_new_pictures, still_allows
from heartsease.domain.setting.rules import OthersNames

MOST_PHOTOS = 12
MOST_CHILDREN = 60
LONGEST_NOTE = 10_000
LONGEST_LINE = 2_000
LONGEST_COMMENT = 2_000
SEEN_BY_OTHERS = frozenset({Purpose.OWN_JOURNAL, Purpose.OTHERS_JOURNALS})
"""Both have to be agreed before another family sees a child: who is in no picture of their own is in none."""


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
    """A child who is, or may be, in photographs: the name that staff know, and what the family agreed to."""

    name: str
    permissions: Mapping[str, str | None]


def photo_problems(
    subjects: Sequence[PictureSubject], day: dt.date, *, is_shared: bool | None = None, are_covered: bool = False
) -> list[str]:
    """Why photographs taken on ``day`` that show ``subjects`` cannot go to families; empty when they can (G12).

    They go to more than one family where they are shared (more than one subject, unless said otherwise). Where
    faces ``are_covered`` for every family that may not see them, sharing needs nobody's permission. Each sentence
    is for staff and names one child; it says nothing of why a family answered as it did.
    """
    sentences = [
        _("%(name)s has no permission for photographs. Take the photographs out, or take %(name)s out of this entry.")
        % {"name": subject.name}
        for subject in subjects
        if not allows_new_pictures(subject.permissions, Purpose.OWN_JOURNAL, day)
    ]
    if not are_covered and (len(subjects) > 1 if is_shared is None else is_shared):
        sentences += [
            _("%(name)s may not be in photographs in other children's journals. Give %(name)s an entry of their own.")
            % {"name": subject.name}
            for subject in subjects
            if allows_new_pictures(subject.permissions, Purpose.OWN_JOURNAL, day)
            and not allows_new_pictures(subject.permissions, Purpose.OTHERS_JOURNALS, day)
        ]
    return sentences


def covered_for_family(
    own: Mapping[uuid.UUID, Mapping[str, str | None]],
    others: Mapping[uuid.UUID, Mapping[str, str | None]],
    regions: Mapping[uuid.UUID, uuid.UUID],
    *,
    is_told: bool,
) -> frozenset[uuid.UUID] | None:
    """Which regions of a published photograph are painted over for a family now; None where it gets none of it.

    ``own`` and ``others`` are the permissions of the children of the entry, ``regions`` who stands in which. Where
    nobody said of everybody who that is, a child who refuses may be anywhere in it (guarantees G12, G14).
    """
    if not any(still_allows(permissions, Purpose.OWN_JOURNAL) for permissions in own.values()):
        return None
    refusing = {child_id for child_id, permissions in own.items() if not still_allows(permissions, Purpose.OWN_JOURNAL)}
    refusing |= {child_id for child_id, permissions in others.items() if not agrees_to_others(permissions)}
    if not is_told and refusing - set(regions.values()):
        return None
    return frozenset(region_id for region_id, child_id in regions.items() if child_id in refusing)


def agrees_to_others(permissions: Mapping[str, str | None]) -> bool:
    """Whether other families may see a child in what is published."""
    return all(still_allows(permissions, purpose) for purpose in SEEN_BY_OTHERS)


def may_be_saved(
    shown: Mapping[uuid.UUID, Mapping[str, str | None]], own_ids: Collection[uuid.UUID], day: dt.date
) -> bool:
    """Whether a family may take a copy of a photograph away: its own child is in it, and each of the children
    ``shown`` is its own or agrees on this ``day`` to be in other families' pictures.

    A copy is new, and for good: so unlike in what is published already, an agreement that has ended is none here.
    """
    return any(child_id in own_ids for child_id in shown) and all(
        still_allows(permissions, Purpose.OWN_JOURNAL)
        if child_id in own_ids
        else all(allows_new_pictures(permissions, purpose, day) for purpose in SEEN_BY_OTHERS)
        for child_id, permissions in shown.items()
    )


def with_others_named(text: str, names: Iterable[str], how: OthersNames) -> str:
    """``text`` as a family reads it to whom ``names`` are other children: words of their own with just these capitals,
    because a Will who is meant is written so and a will is not."""
    wanted = sorted({name for name in names if name}, key=len, reverse=True)
    if how is OthersNames.FIRST_NAME or not wanted:
        return text
    found = "|".join(re.escape(form) for name in wanted for form in dict.fromkeys((name, name.upper())))

    def named(match: re.Match[str]) -> str:
        return f"{match[0][0]}." if how is OthersNames.INITIAL else _("another child")

    return re.sub(rf"(?<!\w)(?:{found})(?!\w)", named, text)


def names_in(text: str, names: Iterable[str]) -> list[str]:
    """Which of ``names`` stand in ``text`` as words of their own, whatever their capitals; in the order given."""
    folded = text.casefold()
    return [name for name in names if re.search(rf"(?<!\w){re.escape(name.casefold())}(?!\w)", folded)]
