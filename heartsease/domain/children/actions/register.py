"""The daily register, one tap a child (EYFS 3.101)."""

import uuid

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor, require
from heartsease.domain.access.permissions import Permission
from heartsease.domain.audit import actions as audit
from heartsease.domain.audit.rules import Event
from heartsease.domain.children import queries
from heartsease.domain.children.models import Attendance, Child
from heartsease.domain.children.rules import ChildState
from heartsease.kernel import clock
from heartsease.kernel.errors import InvalidInputError


@transaction.atomic
def mark_arrived(*, actor: Actor, child_id: uuid.UUID) -> None:
    """The child is here now. A second tap, or a colleague's at the same moment, changes nothing."""
    child = _attending_child(actor, child_id)
    try:
        with transaction.atomic():
            row = Attendance.objects.create(
                child=child,
                day=clock.today(actor.zone),
                room_id=child.room_id,
                key_person_name=child.key_person.person.full_name if child.key_person else "",
                arrived_at=clock.now(),
            )
    except IntegrityError:
        return
    audit.record(actor, Event.REGISTER_ARRIVED, subject_type="attendance", subject_id=row.pk, child_ids=[child.pk])


@transaction.atomic
def mark_left(*, actor: Actor, child_id: uuid.UUID) -> None:
    """The child has gone home; a no-operation for a child who is not here."""
    child = _attending_child(actor, child_id)
    today = clock.today(actor.zone)
    if Attendance.objects.filter(child=child, day=today, left_at__isnull=True).update(left_at=clock.now()):
        audit.record(actor, Event.REGISTER_LEFT, child_ids=[child.pk])


@transaction.atomic
def take_back_arrival(*, actor: Actor, child_id: uuid.UUID) -> None:
    """Undo a wrong tap: the arrival that is still open today never happened."""
    child = _attending_child(actor, child_id)
    removed, _kinds = Attendance.objects.filter(child=child, day=clock.today(actor.zone), left_at__isnull=True).delete()
    if removed:
        audit.record(actor, Event.REGISTER_CORRECTED, child_ids=[child.pk], details={"taken_back": "arrival"})


@transaction.atomic
def take_back_leaving(*, actor: Actor, child_id: uuid.UUID) -> None:
    """Undo a wrong tap: the child is still here."""
    child = _attending_child(actor, child_id)
    today = clock.today(actor.zone)
    latest = Attendance.objects.filter(child=child, day=today).order_by("-arrived_at").first()
    if latest is not None and latest.left_at is not None:
        Attendance.objects.filter(pk=latest.pk).update(left_at=None)
        audit.record(actor, Event.REGISTER_CORRECTED, child_ids=[child.pk], details={"taken_back": "leaving"})


def _attending_child(actor: Actor, child_id: uuid.UUID) -> Child:
    require(actor, Permission.REGISTER_KEEP)
    child = queries.child(actor, child_id)
    if child.state_on(clock.today(actor.zone)) is not ChildState.ACTIVE:
        raise InvalidInputError(_("%(name)s is not attending at the moment.") % {"name": child.first_name})
    return child
