"""Inside actions on people: the change and its reason kept, and the last nominated member kept (clauses 1.11, 3.1)."""

from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor
from heartsease.domain.access.permissions import Role
from heartsease.domain.accounts.models import AccessChange, Membership
from heartsease.domain.setting.rules import LONGEST_REASON
from heartsease.kernel import clock
from heartsease.kernel.errors import InvalidInputError, NotAllowedError
from heartsease.kernel.text import clean_line


def note_change(
    actor: Actor, membership: Membership, *, before: dict[str, Any], after: dict[str, Any], reason: str = ""
) -> None:
    """Keep what was changed, and why, on the person's page."""
    AccessChange.objects.create(
        membership=membership,
        changed_by_id=actor.membership_id,
        at=clock.now(),
        before=before,
        after=after,
        reason=reason,
    )


def checked_reason(reason: str, *, is_required: bool) -> str:
    """The reason as it is kept; refused where it is missing or too long."""
    reason = clean_line(reason)
    if len(reason) > LONGEST_REASON or (is_required and not reason):
        sentence = _("Give a reason of at most %(most)d characters.") % {"most": LONGEST_REASON}
        raise InvalidInputError(sentence, fields={"reason": sentence})
    return reason


def keep_a_nominated_member(leaving: Membership) -> None:
    """Refuse what would leave the setting without a nominated member who can come in, today or after a last day.

    Writing their rows makes two who remove each other at the same moment take turns.
    """
    nominated = Membership.objects.filter(role=Role.NOMINATED_MEMBER, ended_at__isnull=True)
    nominated.update(role=F("role"))
    others = nominated.exclude(pk=leaving.pk).filter(
        suspended_at__isnull=True, last_day__isnull=True, came_in_at__isnull=False, person__is_active=True
    )
    if not others.exists():
        raise NotAllowedError(
            _("This is the last nominated member who comes in here. Another one has to come in first.")
        )
