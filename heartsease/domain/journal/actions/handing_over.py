"""What a colleague had begun and not sent when their access ended goes to a senior (clauses 1.10)."""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor, require
from heartsease.domain.access.permissions import Permission
from heartsease.domain.accounts import queries as accounts
from heartsease.domain.accounts.rules import OPENING_ROLES, PersonState
from heartsease.domain.audit import actions as audit
from heartsease.domain.audit.rules import Event
from heartsease.domain.journal.models import Observation, ReviewStep
from heartsease.domain.journal.rules import WRITABLE_STATES, State
from heartsease.kernel import clock
from heartsease.kernel.errors import InvalidInputError, NotAllowedError


@transaction.atomic
def hand_over_drafts(*, actor: Actor, membership_id: uuid.UUID, to: uuid.UUID) -> int:
    """Give the drafts of somebody whose access has ended to a senior, who goes on with them; how many there were.

    What was sent keeps its author. Each entry remembers who had begun it.
    """
    require(actor, Permission.PERSON_MANAGE)
    today, now = clock.today(actor.zone), clock.now()
    leaver, heir = accounts.member(actor, membership_id), accounts.member(actor, to)
    if not leaver.is_staff or leaver.state(today) is not PersonState.ENDED:
        raise NotAllowedError(_("Drafts belong to their author alone, as long as they come in here."))
    if heir.role not in OPENING_ROLES or not heir.is_in_force(today):
        sentence = _("Drafts go to a senior or a nominated member who comes in here.")
        raise InvalidInputError(sentence, fields={"to": sentence})
    theirs = Observation.objects.filter(author=leaver, state__in=WRITABLE_STATES)
    count = 0
    for draft in theirs.prefetch_related("subjects"):
        if not theirs.filter(pk=draft.pk).update(author=heir, changed_at=now):
            continue
        count += 1
        ReviewStep.objects.create(observation=draft, state=State.DRAFT, member=leaver, at=draft.created_at)
        audit.record(
            actor,
            Event.DRAFT_HANDED_OVER,
            subject_type="observation",
            subject_id=draft.pk,
            child_ids=[subject.child_id for subject in draft.subjects.all()],
            details={"from": str(leaver.pk), "to": str(heir.pk)},
        )
    return count
