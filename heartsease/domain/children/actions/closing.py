"""What closes a journal to an adult: a pause with a review date, or a restriction that two members lift (4.9, 4.10)."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor, require
from heartsease.domain.access.permissions import Permission
from heartsease.domain.accounts.models import Person
from heartsease.domain.audit import actions as audit
from heartsease.domain.audit.rules import Event
from heartsease.domain.children import queries
from heartsease.domain.children.actions.links import check_words, hold_children, live_link, trace_link
from heartsease.domain.children.models import AccessRestriction, Child, FamilyLink
from heartsease.kernel import clock
from heartsease.kernel.errors import ConflictError, InvalidInputError, NotAllowedError
from heartsease.kernel.text import clean_line, folded

LATEST_REVIEW = dt.timedelta(days=366)


@transaction.atomic
def suspend_family(
    *, actor: Actor, child_id: uuid.UUID, link_id: uuid.UUID, reason: str, words: str, review_on: dt.date
) -> None:
    """Close the journal to an adult for a while; they read ``words`` instead, and nothing is lost."""
    link = live_link(actor, child_id, link_id)
    reason, words = check_words(
        reason=(reason, _("Write down why.")), words=(words, _("Write what they will read instead of the journal."))
    )
    today = clock.today(actor.zone)
    if not today < review_on <= today + LATEST_REVIEW:
        sentence = _("Choose a day within the coming year on which you look at this again.")
        raise InvalidInputError(sentence, fields={"review_on": sentence})
    if not FamilyLink.objects.filter(pk=link.pk, ended_at__isnull=True, suspended_at__isnull=True).update(
        suspended_at=clock.now(),
        suspended_by_id=actor.membership_id,
        suspension_reason=reason,
        suspension_words=words,
        review_on=review_on,
    ):
        raise ConflictError(_("This access is paused already."))
    trace_link(actor, Event.FAMILY_SUSPENDED, link)


@transaction.atomic
def reinstate_family(*, actor: Actor, child_id: uuid.UUID, link_id: uuid.UUID) -> None:
    """Open the journal again to an adult whose access was suspended."""
    link = live_link(actor, child_id, link_id)
    suspended = FamilyLink.objects.filter(pk=link.pk, ended_at__isnull=True, suspended_at__isnull=False)
    if not suspended.update(suspended_at=None, review_on=None):
        raise ConflictError(_("This access is not paused any more."))
    trace_link(actor, Event.FAMILY_REINSTATED, link)


@transaction.atomic
def restrict_access(
    *, actor: Actor, child_id: uuid.UUID, reason: str, link_id: uuid.UUID | None = None, full_name: str = ""
) -> None:
    """Keep an adult from a child's journal: the one of ``link_id``, or whoever is called ``full_name``.

    What they read ends with the next request, and they cannot be linked to this child again.
    """
    require(actor, Permission.FAMILY_LINK)
    child = queries.child(actor, child_id)
    chosen = [live_link(actor, child_id, link_id).membership.person] if link_id else []
    full_name = chosen[0].full_name if chosen else clean_line(full_name)
    [reason] = check_words(reason=(reason, _("Write down why, for example which order of a court.")))
    if not folded(full_name) or len(full_name) > 120:
        sentence = _("Say whom this is about: choose an adult or write the full name.")
        raise InvalidInputError(sentence, fields={"full_name": sentence})
    hold_children([child.pk])
    barred = _standing(child)
    people: set[Person | None] = set(chosen or _linked_by_name(child, full_name))
    if people:
        people -= {one.person for one in barred if one.person is not None}
    elif not any(folded(one.full_name) == folded(full_name) for one in barred):
        people = {None}
    if not people:
        raise ConflictError(_("This adult is kept from the journal already."))
    for person in people:
        restriction = AccessRestriction.objects.create(
            child=child,
            full_name=full_name,
            person=person,
            reason=reason,
            made_by_id=actor.membership_id,
            made_at=clock.now(),
        )
        _trace(actor, Event.RESTRICTION_MADE, restriction)


@transaction.atomic
def ask_to_lift(*, actor: Actor, child_id: uuid.UUID, restriction_id: uuid.UUID) -> None:
    """The first of the two who are needed to lift a restriction."""
    restriction = queries.restriction(actor, child_id, restriction_id)
    unasked = AccessRestriction.objects.filter(pk=restriction.pk, lifted_at__isnull=True, lift_asked_at__isnull=True)
    if not unasked.update(lift_asked_at=clock.now(), lift_asked_by_id=actor.member):
        raise ConflictError(_("Somebody else has just asked for this."))
    _trace(actor, Event.RESTRICTION_LIFT_ASKED, restriction)


@transaction.atomic
def keep_restriction(*, actor: Actor, child_id: uuid.UUID, restriction_id: uuid.UUID) -> None:
    """Answer the wish to lift a restriction with no, or take the own wish back."""
    restriction = queries.restriction(actor, child_id, restriction_id)
    asked = AccessRestriction.objects.filter(pk=restriction.pk, lifted_at__isnull=True, lift_asked_at__isnull=False)
    if not asked.update(lift_asked_at=None, lift_asked_by=None):
        raise ConflictError(_("Nobody asks to lift this restriction any more."))
    _trace(actor, Event.RESTRICTION_KEPT, restriction)


@transaction.atomic
def lift_restriction(*, actor: Actor, child_id: uuid.UUID, restriction_id: uuid.UUID) -> None:
    """The second of the two; what the adult could read before opens again, if the link has not ended."""
    restriction = queries.restriction(actor, child_id, restriction_id)
    if restriction.lift_asked_by_id == actor.member:
        raise NotAllowedError(_("You asked for this yourself. Another nominated member has to agree."))
    asked = AccessRestriction.objects.filter(
        pk=restriction.pk, lifted_at__isnull=True, lift_asked_by_id=restriction.lift_asked_by_id
    )
    if restriction.lift_asked_by_id is None or not asked.update(lifted_at=clock.now(), lifted_by_id=actor.member):
        raise ConflictError(_("Nobody asks to lift this restriction any more."))
    _trace(actor, Event.RESTRICTION_LIFTED, restriction)


def _standing(child: Child) -> list[AccessRestriction]:
    return list(AccessRestriction.objects.filter(child=child, lifted_at__isnull=True).select_related("person"))


def _linked_by_name(child: Child, full_name: str) -> list[Person]:
    linked = FamilyLink.objects.filter(child=child, ended_at__isnull=True).select_related("membership__person")
    people = [one.membership.person for one in linked]
    return [person for person in people if folded(person.full_name) == folded(full_name)]


def _trace(actor: Actor, event: Event, restriction: AccessRestriction) -> None:
    audit.record(actor, event, subject_type="restriction", subject_id=restriction.pk, child_ids=[restriction.child_id])
