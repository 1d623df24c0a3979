"""The access review of each term: everybody confirmed or removed, then signed (clauses 3.4)."""

import uuid

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor, require
from heartsease.domain.access.permissions import Permission
from heartsease.domain.accounts import queries, reviewing
from heartsease.domain.accounts.actions.leaving import end_membership
from heartsease.domain.accounts.models import AccessReview, AccessReviewAnswer, Membership
from heartsease.domain.audit import actions as audit
from heartsease.domain.audit.rules import Event
from heartsease.kernel import clock
from heartsease.kernel.errors import ConflictError, InvalidInputError


@transaction.atomic
def start_review(*, actor: Actor) -> AccessReview:
    """Begin to look at everybody's access; there is one review at a time."""
    require(actor, Permission.PERSON_MANAGE)
    review = AccessReview(started_by_id=actor.membership_id, started_at=clock.now())
    try:
        with transaction.atomic():
            review.save(force_insert=True)
    except IntegrityError:
        raise ConflictError(_("A review has been started already. Go on with that one.")) from None
    audit.record(actor, Event.REVIEW_STARTED, subject_type="access_review", subject_id=review.pk)
    return review


@transaction.atomic
def confirm_in_review(*, actor: Actor, review_id: uuid.UUID, membership_id: uuid.UUID, seen: str) -> None:
    """Say that somebody needs the rights whose stamp is ``seen``; if they have others by now, nothing is confirmed."""
    require(actor, Permission.PERSON_MANAGE)
    review = _hold(actor, review_id)
    membership = queries.member(actor, membership_id)
    # Writing the row makes a change of these rights wait until they are confirmed, or this until they are changed.
    Membership.objects.filter(pk=membership.pk).update(reviewed_at=clock.now())
    membership = queries.member(actor, membership_id)
    rights = reviewing.rights_of(membership)
    if reviewing.stamp(rights) != seen or not reviewing.is_to_be_reviewed(membership, clock.today(actor.zone)):
        raise ConflictError(
            _("The rights of %(name)s were changed in the meantime. Please look again.")
            % {"name": membership.person.full_name}
        )
    _answer(actor, review, membership, is_confirmed=True, rights=rights)


@transaction.atomic
def remove_in_review(*, actor: Actor, review_id: uuid.UUID, membership_id: uuid.UUID) -> None:
    """Say that somebody needs no access any more, and end it: with the same rules as anywhere."""
    require(actor, Permission.PERSON_MANAGE)
    review = _hold(actor, review_id)
    membership = queries.member(actor, membership_id)
    rights = reviewing.rights_of(membership)
    end_membership(actor=actor, membership_id=membership.pk)
    _answer(actor, review, membership, is_confirmed=False, rights=rights)


@transaction.atomic
def sign_review(*, actor: Actor, review_id: uuid.UUID) -> None:
    """Sign the review once everybody is decided; from then on it stays as it is."""
    require(actor, Permission.PERSON_MANAGE)
    review = _hold(actor, review_id)
    waiting = sum(one.is_undecided for one in reviewing.lines(actor, review))
    if waiting:
        raise InvalidInputError(_("Somebody is still to be confirmed or removed, so this cannot be signed yet."))
    AccessReview.objects.filter(pk=review.pk).update(signed_by_id=actor.member, signed_at=clock.now())
    audit.record(actor, Event.REVIEW_SIGNED, subject_type="access_review", subject_id=review.pk)


def _hold(actor: Actor, review_id: uuid.UUID) -> AccessReview:
    """The review, open and held until this transaction ends: answers and the signature take turns."""
    reviewing.review(actor, review_id)
    if not AccessReview.objects.filter(pk=review_id, signed_at__isnull=True).update(started_at=F("started_at")):
        raise ConflictError(_("This review is signed already."))
    return reviewing.review(actor, review_id)


def _answer(
    actor: Actor, review: AccessReview, membership: Membership, *, is_confirmed: bool, rights: dict[str, object]
) -> None:
    AccessReviewAnswer.objects.update_or_create(
        setting_id=actor.setting_id,
        review=review,
        membership=membership,
        defaults={
            "is_confirmed": is_confirmed,
            "rights": rights,
            "answered_by_id": actor.member,
            "answered_at": clock.now(),
        },
    )
    audit.record(
        actor,
        Event.REVIEW_ANSWERED,
        subject_type="membership",
        subject_id=membership.pk,
        details={"review": str(review.pk), "is_confirmed": is_confirmed},
    )
