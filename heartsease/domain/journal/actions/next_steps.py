"""Next steps: made when an entry is published, answered when a child has shown it."""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor, require
from heartsease.domain.access.permissions import Permission
from heartsease.domain.audit import actions as audit
from heartsease.domain.audit.rules import Event
from heartsease.domain.children import queries as children
from heartsease.domain.journal.models import NextStep, Observation
from heartsease.kernel import clock
from heartsease.kernel.errors import NotFoundError


@transaction.atomic
def answer_next_step(*, actor: Actor, next_step_id: uuid.UUID) -> None:
    """Mark a next step as done; a second tap changes nothing."""
    require(actor, Permission.OBSERVATION_WRITE)
    step = NextStep.objects.filter(pk=next_step_id, child__in=children.visible_children(actor)).first()
    if step is None:
        raise NotFoundError(_("This next step is not here any more."))
    if NextStep.objects.filter(pk=step.pk, answered_at__isnull=True).update(answered_at=clock.now()):
        audit.record(
            actor,
            Event.NEXT_STEP_ANSWERED,
            subject_type="next_step",
            subject_id=step.pk,
            child_ids=[step.child_id],
        )


def forget_observation(observation: Observation) -> None:
    """Take away the open next steps of an observation that is not published any more."""
    NextStep.objects.filter(observation=observation, answered_at__isnull=True).delete()


def follow_observation(observation: Observation) -> None:
    """Make the children's open next steps agree with what a published observation says."""
    open_steps = NextStep.objects.filter(observation=observation, answered_at__isnull=True)
    if not observation.next_step:
        open_steps.delete()
        return
    subjects = {subject.child_id for subject in observation.subjects.all()}
    open_steps.exclude(child_id__in=subjects).delete()
    open_steps.update(text=observation.next_step, is_for_home=observation.next_step_is_for_home)
    have = set(NextStep.objects.filter(observation=observation).values_list("child_id", flat=True))
    for child_id in subjects - have:
        NextStep.objects.create(
            child_id=child_id,
            observation=observation,
            text=observation.next_step,
            is_for_home=observation.next_step_is_for_home,
            created_at=clock.now(),
        )
