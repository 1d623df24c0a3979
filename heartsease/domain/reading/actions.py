"""The brake: readings are reserved before they are delivered, and past the budget nothing is."""

import uuid
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor, require
from heartsease.domain.access.permissions import Mode, Permission
from heartsease.domain.accounts import actions as accounts
from heartsease.domain.accounts.models import Membership
from heartsease.domain.accounts.queries import member
from heartsease.domain.audit import actions as audit
from heartsease.domain.audit.rules import Event
from heartsease.domain.children import decoys
from heartsease.domain.children.actions import report_decoy
from heartsease.domain.children.queries import own_roll
from heartsease.domain.reading.events import ReadingPaused
from heartsease.domain.reading.models import Reading
from heartsease.domain.reading.rules import FRESH, HELD, Measure, ReadingPausedError, budget
from heartsease.kernel import clock
from heartsease.kernel.errors import NotAllowedError, NotFoundError
from heartsease.kernel.events import publish
from heartsease.kernel.ids import new_id

Wanted = dict[Measure, set[uuid.UUID]]


def reserve(
    *,
    actor: Actor,
    children: Iterable[uuid.UUID] = (),
    faces: Iterable[uuid.UUID] = (),
    photos: Iterable[uuid.UUID] = (),
) -> None:
    """Count what is about to be delivered to ``actor``; ``ReadingPausedError`` where it must not be.

    One query for what the person has read a moment ago. Families read their own children, and are not counted.
    """
    wanted: Wanted = {Measure.CHILD: set(children), Measure.FACE: set(faces), Measure.PHOTO: set(photos)}
    wanted = {measure: ids for measure, ids in wanted.items() if ids}
    if actor.mode is not Mode.STAFF or not wanted:
        return
    for child_id in {*wanted.get(Measure.CHILD, ()), *wanted.get(Measure.FACE, ())}:
        if decoys.is_decoy(child_id):
            report_decoy(actor=actor, child_id=child_id)
            raise NotFoundError(_("There is no such child, or not one you work with."))
    fresh = _readings(actor).filter(_any_of(wanted), at__gt=clock.now() - FRESH)
    if fresh.count() < sum(map(len, wanted.values())) and not _take(actor, wanted):
        raise ReadingPausedError(_("You have opened unusually much. Please sign in again to go on."))


@transaction.atomic
def _take(actor: Actor, wanted: Wanted) -> bool:
    """Write readings down where the budget allows all of them; else none, and pause the person."""
    # Writing the person's rows first makes the requests of one person take turns, on both databases.
    if not _memberships(actor.person).filter(reading_paused_at__isnull=True).update(reading_paused_at=None):
        return False
    now = clock.now()
    begun = Membership.objects.values_list("reading_begun_at", flat=True).get(pk=actor.member)
    _readings(actor).filter(at__lte=now - HELD).delete()
    counted = _readings(actor).filter(at__gt=max(now - HELD, begun or now - HELD))
    for measure, ids in wanted.items():
        total = counted.filter(measure=measure).exclude(subject_id__in=ids).count() + len(ids)
        if total > budget(actor.role)[measure] and total > _whole_budget(actor, measure):
            _pause(actor, measure)
            return False
    rows = [
        Reading(person_id=actor.person, measure=measure, subject_id=subject_id, at=now)
        for measure, ids in wanted.items()
        for subject_id in ids
    ]
    for row in rows:
        row.belong()
    Reading.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["person", "setting", "measure", "subject_id"],
        update_fields=["at"],
    )
    return True


def _whole_budget(actor: Actor, measure: Measure) -> int:
    """With the children of the person's rooms: asked for only where the least budget is used up."""
    return budget(actor.role, own_children=own_roll(actor).count())[measure]


def _pause(actor: Actor, measure: Measure) -> None:
    _memberships(actor.person).update(reading_paused_at=clock.now())
    publish(
        ReadingPaused(
            setting_id=actor.setting_id, membership_id=actor.member, device_id=actor.device_id, pause_id=new_id()
        )
    )
    audit.record(
        actor,
        Event.READING_PAUSED,
        subject_type="membership",
        subject_id=actor.member,
        is_refused=True,
        details={"measure": measure.value},
    )


def go_on(*, actor: Actor, password: str) -> None:
    """After a pause: the password gives one new budget; the second pause within an hour needs somebody else."""
    require(actor, Permission.ACCOUNT_USE)
    accounts.prove_password(actor=actor, session_id=actor.session, password=password)
    with transaction.atomic():
        now = clock.now()
        first = Q(reading_begun_at__isnull=True) | Q(reading_begun_at__lte=now - HELD)
        paused = _memberships(actor.person).filter(reading_paused_at__isnull=False)
        if paused.filter(first).update(reading_paused_at=None, reading_begun_at=now):
            audit.record(actor, Event.READING_RESUMED, subject_type="membership", subject_id=actor.member)
        elif paused.exists():
            raise NotAllowedError(_("This was the second pause within an hour. Please ask a nominated member."))


@transaction.atomic
def release(*, actor: Actor, membership_id: uuid.UUID) -> None:
    """A nominated member lets somebody go on, with a new budget."""
    require(actor, Permission.PERSON_MANAGE)
    membership = member(actor, membership_id)
    if membership.person_id == actor.person_id:
        raise NotAllowedError(_("Another nominated member has to do this."))
    paused = _memberships(membership.person_id).filter(reading_paused_at__isnull=False)
    if paused.update(reading_paused_at=None, reading_begun_at=clock.now()):
        audit.record(actor, Event.READING_RELEASED, subject_type="membership", subject_id=membership.pk)


def _memberships(person_id: uuid.UUID) -> QuerySet[Membership]:
    """Everything a person is at the setting: a second role brings no second budget."""
    return Membership.objects.filter(person_id=person_id)


def _readings(actor: Actor) -> QuerySet[Reading]:
    return Reading.objects.filter(person_id=actor.person)


def _any_of(wanted: Wanted) -> Q:
    found = Q()
    for measure, ids in wanted.items():
        found |= Q(measure=measure, subject_id__in=ids)
    return found
