"""Where an export stands: pure decisions."""

import datetime as dt
import enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from heartsease.domain.records.imports.kinds import Kind

KINDS = (Kind.CHILDREN, Kind.PARENTS)
LONGEST_REASON = 200
ANSWERED_WITHIN = dt.timedelta(days=7)
TAKEN_WITHIN = dt.timedelta(hours=24)


class ExportState(enum.StrEnum):
    """What can still be done with it."""

    WAITING = "waiting"
    ALLOWED = "allowed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    TAKEN = "taken"
    TOO_LATE = "too_late"

    @property
    def label(self) -> Promise:
        """The state for people."""
        return {
            "waiting": _("waits for another nominated member"),
            "allowed": _("may be taken"),
            "refused": _("refused"),
            "withdrawn": _("taken back"),
            "taken": _("was taken"),
            "too_late": _("too late"),
        }[self.value]


def state_at(
    now: dt.datetime,
    *,
    asked_at: dt.datetime,
    withdrawn_at: dt.datetime | None,
    answered_at: dt.datetime | None,
    is_approved: bool | None,
    taken_at: dt.datetime | None,
) -> ExportState:
    """The state of what was asked for then and answered so."""
    if taken_at is not None:
        return ExportState.TAKEN
    if withdrawn_at is not None:
        return ExportState.WITHDRAWN
    if answered_at is None:
        return ExportState.WAITING if now < asked_at + ANSWERED_WITHIN else ExportState.TOO_LATE
    if not is_approved:
        return ExportState.REFUSED
    return ExportState.ALLOWED if now < answered_at + TAKEN_WITHIN else ExportState.TOO_LATE
