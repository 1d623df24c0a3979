"""Pure decisions about entries: states, limits, and when photographs may go to families."""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

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
        return {"setting": _("At the setting"), "home": _("From home")}[self.value]


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
            "draft": _("Draft"),
            "submitted": _("Waiting for review"),
            "returned": _("Returned"),
            "published": _("Published"),
            "withdrawn": _("Withdrawn"),
        }[self.value]


WRITABLE_STATES = frozenset({State.DRAFT, State.RETURNED})
REVIEWABLE_STATES = frozenset({State.SUBMITTED})
RECALLABLE_STATES = frozenset({State.PUBLISHED})
