"""A family's answers about photographs (guarantee G14). What is in force is worked out anew after each answer."""

import datetime as dt
import uuid

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor, require
from heartsease.domain.access.permissions import Permission, Role
from heartsease.domain.audit import actions as audit
from heartsease.domain.audit.rules import Event
from heartsease.domain.children import queries
from heartsease.domain.children.models import METHODS, Child, PhotoPermission, SensitiveFacts
from heartsease.domain.children.rules import Answer, Purpose, permissions_in_force
from heartsease.kernel import clock
from heartsease.kernel.errors import InvalidInputError, NotAllowedError
from heartsease.kernel.text import clean_line


@transaction.atomic
def record_photo_permission(
    *,
    actor: Actor,
    child_id: uuid.UUID,
    answers: dict[Purpose, bool],
    answered_by: str,
    answered_on: dt.date,
    method: str,
    last_day: dt.date | None = None,
    is_decision: bool = False,
) -> Child:
    """Record what one adult answered, purpose by purpose; it holds from the next request of anybody."""
    require(actor, Permission.PHOTO_PERMISSION_RECORD)
    if is_decision and actor.role not in {Role.NOMINATED_MEMBER, Role.SYSTEM}:
        raise NotAllowedError(_("Only a nominated member can decide where two adults' answers differ."))
    child = queries.child(actor, child_id)
    answered_by = clean_line(answered_by)
    fields = {}
    if not answered_by or len(answered_by) > 120:
        fields["answered_by"] = _("Say who answered.")
    if answered_on > clock.today(actor.zone):
        fields["answered_on"] = _("The day of the answer is in the future.")
    if last_day is not None and last_day < answered_on:
        fields["last_day"] = _("The last day is before the day of the answer.")
    if method not in METHODS:
        fields["method"] = _("Say how the answer was given.")
    if not answers:
        fields["answers"] = _("Record at least one answer.")
    if fields:
        raise InvalidInputError(" ".join(fields.values()), fields=fields)
    now = clock.now()
    for purpose, is_allowed in answers.items():
        PhotoPermission.objects.create(
            child=child,
            purpose=purpose,
            is_allowed=is_allowed,
            answered_by=answered_by,
            answered_on=answered_on,
            method=method,
            last_day=last_day if is_allowed else None,
            is_decision=is_decision,
            recorded_by_id=actor.membership_id,
            recorded_at=now,
        )
    refresh_permissions(child)
    audit.record(
        actor,
        Event.PHOTO_PERMISSION_RECORDED,
        child_ids=[child.pk],
        details={"answers": {purpose.value: is_allowed for purpose, is_allowed in answers.items()}},
    )
    return child


def refresh_permissions(child: Child) -> None:
    """Work out what is in force from every answer and the protected flag, and store it on the child's row."""
    # Writing the row first makes two answers at the same moment take turns: the second is worked out from both.
    Child.objects.filter(pk=child.pk).update(photo_permissions=F("photo_permissions"))
    rows = PhotoPermission.objects.filter(child=child).order_by("recorded_at", "id")
    in_force = permissions_in_force(
        (Answer(Purpose(row.purpose), row.is_allowed, row.answered_by, row.last_day, row.is_decision) for row in rows),
        is_protected=SensitiveFacts.objects.filter(child=child, is_protected=True).exists(),
    )
    child.photo_permissions = in_force
    child.save(update_fields=["photo_permissions"])
