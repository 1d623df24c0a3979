"""Suspending people, ending their access, and letting them in again (clauses 1.10, 14.6)."""

import datetime as dt
import uuid

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor, require
from heartsease.domain.access.permissions import STAFF_ROLES, Permission, Role
from heartsease.domain.accounts import queries
from heartsease.domain.accounts.actions.devices import close_device
from heartsease.domain.accounts.actions.history import checked_reason, keep_a_nominated_member, note_change
from heartsease.domain.accounts.models import (
    Badge,
    Device,
    DeviceState,
    Membership,
    Pin,
    Session,
    SignInLink,
)
from heartsease.domain.accounts.rules import PersonState
from heartsease.domain.audit import actions as audit
from heartsease.domain.audit.rules import Event
from heartsease.domain.setting.rules import LONGEST_REASON
from heartsease.kernel import clock
from heartsease.kernel.errors import ConflictError, InvalidInputError, NotAllowedError
from heartsease.kernel.text import clean_block


@transaction.atomic
def suspend_member(
    *, actor: Actor, membership_id: uuid.UUID, reason: str, words: str = "", review_on: dt.date | None = None
) -> None:
    """Pause somebody's access from the next request on, without taking anything away.

    ``reason`` is for nominated members; ``words`` and ``review_on`` are what the person reads.
    """
    require(actor, Permission.PERSON_MANAGE)
    membership = _member_of_staff(actor, membership_id)
    reason, words = checked_reason(reason, is_required=True), clean_block(words)
    fields = {}
    if len(words) > LONGEST_REASON:
        fields["words"] = _("Write at most %(most)d characters.") % {"most": LONGEST_REASON}
    if review_on is not None and review_on < clock.today(actor.zone):
        fields["review_on"] = _("This day is over.")
    if fields:
        raise InvalidInputError(" ".join(fields.values()), fields=fields)
    if membership.pk == actor.membership_id:
        raise NotAllowedError(_("You cannot suspend yourself. Ask another nominated member."))
    if membership.role == Role.NOMINATED_MEMBER:
        keep_a_nominated_member(membership)
    is_done = Membership.objects.filter(pk=membership.pk, suspended_at__isnull=True, ended_at__isnull=True).update(
        suspended_at=clock.now(), suspension_reason=reason, suspension_words=words, review_on=review_on
    )
    if not is_done:
        raise _overtaken()
    Session.objects.filter(membership=membership).delete()
    SignInLink.objects.filter(membership=membership, used_at__isnull=True).delete()
    _note(actor, membership, PersonState.SUSPENDED, Event.PERSON_SUSPENDED, reason)


@transaction.atomic
def reinstate_member(*, actor: Actor, membership_id: uuid.UUID, reason: str) -> None:
    """Let somebody who was suspended in again, with all they had."""
    require(actor, Permission.PERSON_MANAGE)
    membership = _member_of_staff(actor, membership_id)
    reason = checked_reason(reason, is_required=True)
    is_done = Membership.objects.filter(pk=membership.pk, suspended_at__isnull=False, ended_at__isnull=True).update(
        suspended_at=None, suspension_reason="", suspension_words="", review_on=None
    )
    if not is_done:
        raise _overtaken()
    _note(actor, membership, PersonState.ACTIVE, Event.PERSON_REINSTATED, reason)


@transaction.atomic
def end_membership(*, actor: Actor, membership_id: uuid.UUID) -> None:
    """End somebody's access from the next request on. The last nominated member stays (clauses 1.11)."""
    require(actor, Permission.PERSON_MANAGE)
    membership = queries.member(actor, membership_id)
    if membership.role == Role.NOMINATED_MEMBER:
        keep_a_nominated_member(membership)
    if not Membership.objects.filter(pk=membership.pk, ended_at__isnull=True).update(ended_at=clock.now()):
        raise _overtaken()
    close_ways_in(membership)
    if membership.is_staff:
        _close_own_devices(actor, membership)
    _note(actor, membership, PersonState.ENDED, Event.PERSON_ENDED)


@transaction.atomic
def readmit_member(*, actor: Actor, membership_id: uuid.UUID, reason: str, last_day: dt.date | None = None) -> None:
    """Let a former member of staff in again, in the same role and rooms, without the ways in that ended."""
    require(actor, Permission.PERSON_MANAGE)
    membership = _member_of_staff(actor, membership_id)
    reason, today = checked_reason(reason, is_required=True), clock.today(actor.zone)
    if (last_day is None and membership.role == Role.STUDENT) or (last_day is not None and last_day < today):
        sentence = _("Give a last day that is still to come.")
        raise InvalidInputError(sentence, fields={"last_day": sentence})
    is_over = Q(ended_at__isnull=False) | Q(last_day__lt=today)
    is_done = Membership.objects.filter(is_over, pk=membership.pk).update(
        ended_at=None,
        last_day=last_day,
        suspended_at=None,
        suspension_reason="",
        suspension_words="",
        review_on=None,
    )
    if not is_done:
        raise _overtaken()
    close_ways_in(membership)
    _note(actor, membership, PersonState.ACTIVE, Event.PERSON_READMITTED, reason)


@transaction.atomic
def end_sessions_of_member(*, actor: Actor, membership_id: uuid.UUID) -> None:
    """End everything in which somebody is signed in here; they may come in again."""
    require(actor, Permission.PERSON_MANAGE)
    membership = queries.member(actor, membership_id)
    Session.objects.filter(membership=membership).delete()
    audit.record(actor, Event.SESSIONS_ENDED, subject_type="membership", subject_id=membership.pk)


def close_ways_in(membership: Membership) -> None:
    """Inside an action: every session, PIN, badge and unused link of a membership is over (clauses 1.10)."""
    Session.objects.filter(membership=membership).delete()
    Pin.objects.filter(membership=membership).delete()
    Badge.objects.filter(membership=membership, revoked_at__isnull=True).update(revoked_at=clock.now())
    SignInLink.objects.filter(membership=membership, used_at__isnull=True).delete()


def _close_own_devices(actor: Actor, membership: Membership) -> None:
    """Whoever comes back has to have an own device approved anew; one used in another role here stays."""
    others = Membership.objects.filter(person=membership.person_id, role__in=STAFF_ROLES, ended_at__isnull=True)
    if others.exclude(pk=membership.pk).exists():
        return
    open_states = (DeviceState.WAITING, DeviceState.ACTIVE, DeviceState.LOCKED)
    for device in Device.objects.filter(owner=membership.person_id, state__in=open_states):
        close_device(device, DeviceState.RETIRED)
        audit.record(actor, Event.DEVICE_RETIRED, subject_type="device", subject_id=device.pk)


def _member_of_staff(actor: Actor, membership_id: uuid.UUID) -> Membership:
    membership = queries.member(actor, membership_id)
    if not membership.is_staff:
        raise NotAllowedError(_("The access of families is changed on the record of their child."))
    return membership


def _overtaken() -> ConflictError:
    return ConflictError(_("Somebody else has just changed this person. Please look again."))


def _note(actor: Actor, membership: Membership, after: PersonState, event: Event, reason: str = "") -> None:
    before = membership.state(clock.today(actor.zone))
    note_change(actor, membership, before={"state": before.value}, after={"state": after.value}, reason=reason)
    audit.record(actor, event, subject_type="membership", subject_id=membership.pk)
