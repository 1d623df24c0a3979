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
from heartsease.domain.children.events import PhotoPermissionsChanged
from heartsease.domain.children.models import METHODS, Child, PhotoPermission, PhotoWithdrawal, SensitiveFacts
from heartsease.domain.children.rules import Answer, Purpose, permissions_in_force, standing
from heartsease.domain.setting import queries as setting
from heartsease.kernel import clock
from heartsease.kernel.errors import InvalidInputError, NotAllowedError, NotFoundError
from heartsease.kernel.events import publish
from heartsease.kernel.ids import new_id
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
    _keep(
        actor,
        child,
        answers,
        answered_by=answered_by,
        answered_on=answered_on,
        method=method,
        last_day=last_day,
        is_decision=is_decision,
    )
    audit.record(
        actor,
        Event.PHOTO_PERMISSION_RECORDED,
        child_ids=[child.pk],
        details={"answers": {purpose.value: is_allowed for purpose, is_allowed in answers.items()}},
    )
    return child


@transaction.atomic
def answer_photo_permission(*, actor: Actor, child_id: uuid.UUID, answers: dict[Purpose, bool]) -> frozenset[Purpose]:
    """Keep what a parent answers on screen; gives the purposes in which that is anything new.

    A yes holds as long as the setting chose, and answered again it begins anew. Only who has parental responsibility
    answers; what follows from another adult's answer stays as it is.
    """
    require(actor, Permission.PHOTO_PERMISSION_ANSWER)
    link = queries.link_of_own(actor, child_id)
    if not link.has_parental_responsibility:
        raise NotAllowedError(_("Only somebody with parental responsibility can answer this. Please ask the setting."))
    name = link.membership.person.full_name
    before = queries.own_answers(child_id, name)
    new = {
        purpose: is_allowed
        for purpose, is_allowed in answers.items()
        if purpose not in before
        or before[purpose].is_allowed is not is_allowed
        or (is_allowed and before[purpose].last_day is not None)
    }
    if not new:
        return frozenset()
    today = clock.today(actor.zone)
    months = setting.current_setting(actor).chosen.agreement_months
    _keep(
        actor,
        link.child,
        new,
        answered_by=name,
        answered_on=today,
        method="screen",
        last_day=clock.months_after(today, months) if months else None,
    )
    audit.record(
        actor,
        Event.PHOTO_PERMISSION_ANSWERED,
        child_ids=[child_id],
        details={"answers": {purpose.value: is_allowed for purpose, is_allowed in new.items()}},
    )
    return frozenset(new)


def end_agreements(*, actor: Actor, child: Child) -> None:
    """Let what is agreed to about a child end with today, so that it is asked for again; no answer is lost by it.

    The caller (``save_child``) records why. Nothing that is published changes.
    """
    require(actor, Permission.CHILD_RECORD_WRITE)
    today, now = clock.today(actor.zone), clock.now()
    rows = PhotoPermission.objects.filter(child=child).order_by("recorded_at", "id")
    for row in [one for voices in standing(rows).values() for one in voices.values()]:
        if row.is_allowed and (row.last_day is None or row.last_day > today):
            # A row more: what was answered before, and until when, stays in the history.
            row.pk, row.last_day, row.is_decision = new_id(), today, False
            row.recorded_by_id, row.recorded_at = actor.membership_id, now
            row.save(force_insert=True)
    refresh_permissions(child)


@transaction.atomic
def handle_withdrawal(*, actor: Actor, withdrawal_id: uuid.UUID) -> None:
    """Say that what staff have to do is done, such as taking a picture off a wall; again is no error."""
    require(actor, Permission.PHOTO_PERMISSION_RECORD)
    found = queries.photo_withdrawals(actor).filter(pk=withdrawal_id).first()
    if found is None:
        raise NotFoundError(_("This is not here any more: the family has agreed again."))
    changed = PhotoWithdrawal.objects.filter(pk=found.pk, handled_at__isnull=True).update(
        handled_at=clock.now(), handled_by_id=actor.member
    )
    if changed:
        audit.record(actor, Event.PHOTO_WITHDRAWAL_HANDLED, child_ids=[found.child_id])


def mark_burnt(*, actor: Actor, withdrawal_id: uuid.UUID) -> None:
    """Keep that the child was painted out of photographs. The caller (``journal.actions``) has done it, and records."""
    require(actor, Permission.PHOTO_PERMISSION_RECORD)
    PhotoWithdrawal.objects.filter(pk=withdrawal_id, burnt_at__isnull=True).update(burnt_at=clock.now())


def _keep(
    actor: Actor,
    child: Child,
    answers: dict[Purpose, bool],
    *,
    answered_by: str,
    answered_on: dt.date,
    method: str,
    last_day: dt.date | None,
    is_decision: bool = False,
) -> None:
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


@transaction.atomic
def refresh_permissions(child: Child) -> None:
    """Work out what is in force from every answer and the protected flag, and store it on the child's row; where that
    is a change, whoever has to act on it learns of it."""
    # Writing the row first makes two answers at the same moment take turns: the second is worked out from both.
    Child.objects.filter(pk=child.pk).update(photo_permissions=F("photo_permissions"))
    before = Child.objects.values_list("photo_permissions", flat=True).get(pk=child.pk)
    rows = PhotoPermission.objects.filter(child=child).order_by("recorded_at", "id")
    in_force = permissions_in_force(
        (Answer(Purpose(row.purpose), row.is_allowed, row.answered_by, row.last_day, row.is_decision) for row in rows),
        is_protected=SensitiveFacts.objects.filter(child=child, is_protected=True).exists(),
    )
    child.photo_permissions = in_force
    child.save(update_fields=["photo_permissions"])
    if before.keys() == in_force.keys():
        return
    now, withdrawn = clock.now(), before.keys() - in_force.keys()
    PhotoWithdrawal.objects.bulk_create(
        PhotoWithdrawal(setting_id=child.setting_id, child=child, purpose=purpose, withdrawn_at=now)
        for purpose in sorted(withdrawn)
    )
    again = PhotoWithdrawal.objects.filter(child=child, purpose__in=in_force.keys(), agreed_again_at__isnull=True)
    if again.update(agreed_again_at=now) or withdrawn:
        # After a first answer there is nothing to take away: nobody was shown more than after it.
        publish(PhotoPermissionsChanged(child.setting_id, child.pk))
