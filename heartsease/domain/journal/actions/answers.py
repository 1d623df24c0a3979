"""What families and staff say under an entry: one thread for each child and household (clauses 7.4)."""

import uuid

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor, require
from heartsease.domain.access.permissions import Mode, Permission
from heartsease.domain.audit import actions as audit
from heartsease.domain.audit.rules import Event
from heartsease.domain.children import queries as children
from heartsease.domain.journal import queries
from heartsease.domain.journal.models import Comment, Like, ObservationChild
from heartsease.domain.journal.rules import LONGEST_COMMENT
from heartsease.kernel import clock
from heartsease.kernel.errors import InvalidInputError, NotFoundError
from heartsease.kernel.text import clean_block


def like(*, actor: Actor, observation_id: uuid.UUID, child_id: uuid.UUID) -> None:
    """Put the reader's heart on an entry; a second tap at the same moment changes nothing."""
    require(actor, Permission.JOURNAL_ANSWER)
    subject = queries.subject(actor, observation_id, child_id)
    try:
        with transaction.atomic():
            Like.objects.create(subject=subject, membership_id=actor.member)
            audit.record(
                actor,
                Event.LIKED,
                subject_type="observation",
                subject_id=observation_id,
                child_ids=[child_id],
            )
    except IntegrityError:
        return


@transaction.atomic
def take_back_like(*, actor: Actor, observation_id: uuid.UUID, child_id: uuid.UUID) -> None:
    """Take the reader's heart back."""
    require(actor, Permission.JOURNAL_ANSWER)
    subject = queries.subject(actor, observation_id, child_id)
    if Like.objects.filter(subject=subject, membership_id=actor.member).delete()[0]:
        audit.record(actor, Event.UNLIKED, subject_type="observation", subject_id=observation_id, child_ids=[child_id])


def comment(
    *,
    actor: Actor,
    observation_id: uuid.UUID,
    child_id: uuid.UUID,
    comment_id: uuid.UUID,
    text: str,
    household_id: uuid.UUID | None = None,
) -> Comment:
    """Write under one child's part of an entry; the client's id makes a repeated sending one comment.

    A family writes in its own household's thread. Staff name the household they answer, or every linked adult reads.
    """
    require(actor, Permission.JOURNAL_ANSWER if actor.mode is Mode.FAMILY else Permission.COMMENT_WRITE)
    subject = queries.subject(actor, observation_id, child_id)
    text = clean_block(text)
    if not text or len(text) > LONGEST_COMMENT:
        sentence = (
            _("Write something first.")
            if not text
            else _("A comment holds at most %(most)d characters.") % {"most": LONGEST_COMMENT}
        )
        raise InvalidInputError(sentence, fields={"text": sentence})
    try:
        with transaction.atomic():
            written = Comment.objects.create(
                id=comment_id,
                subject=subject,
                household_id=_household(actor, subject, household_id),
                author_id=actor.member,
                text=text,
                written_at=clock.now(),
            )
            audit.record(
                actor,
                Event.COMMENT_WRITTEN,
                subject_type="comment",
                subject_id=comment_id,
                child_ids=[child_id],
            )
    except IntegrityError:
        earlier = Comment.objects.filter(pk=comment_id, subject=subject, author_id=actor.membership_id).first()
        if earlier is None:
            raise NotFoundError(_("This comment could not be stored. Reload the page and try again.")) from None
        return earlier
    return written


@transaction.atomic
def withdraw_comment(*, actor: Actor, comment_id: uuid.UUID) -> Comment:
    """Take the own comment away from readers; it stays in the record."""
    require(actor, Permission.ACCOUNT_USE)
    found = (
        Comment.objects.select_related("subject")
        .filter(pk=comment_id, author__person_id=actor.person, withdrawn_at__isnull=True)
        .first()
    )
    if found is None:
        raise NotFoundError(_("This comment is not here any more."))
    Comment.objects.filter(pk=found.pk).update(withdrawn_at=clock.now())
    audit.record(
        actor,
        Event.COMMENT_WITHDRAWN,
        subject_type="comment",
        subject_id=comment_id,
        child_ids=[found.subject.child_id],
    )
    return found


def _household(actor: Actor, subject: ObservationChild, wanted: uuid.UUID | None) -> uuid.UUID | None:
    if actor.mode is Mode.FAMILY:
        own = children.household_of(actor, subject.child_id)
        if own is None:
            raise NotFoundError(_("This entry is not here any more."))
        return own
    if wanted is not None and not children.is_household_of(actor, subject.child_id, wanted):
        raise NotFoundError(_("This family is not linked to the child."))
    return wanted
