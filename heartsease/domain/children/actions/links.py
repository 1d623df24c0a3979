"""What every act on a family link does: find it, take turns, end it, trace it."""

import uuid
from collections.abc import Iterable

from django.db.models import F
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor, require
from heartsease.domain.access.permissions import Permission
from heartsease.domain.audit import actions as audit
from heartsease.domain.audit.rules import Event
from heartsease.domain.children import queries
from heartsease.domain.children.models import Child, FamilyLink
from heartsease.kernel import clock
from heartsease.kernel.errors import InvalidInputError, NotFoundError
from heartsease.kernel.text import clean_block

LONGEST_WORDS = 1_000


def live_link(actor: Actor, child_id: uuid.UUID, link_id: uuid.UUID) -> FamilyLink:
    """A link that has not ended, for a member who may link families."""
    require(actor, Permission.FAMILY_LINK)
    link = queries.link(actor, child_id, link_id).link
    if link.ended_at is not None:
        raise NotFoundError(_("This access has ended already."))
    return link


def hold_children(child_ids: Iterable[uuid.UUID]) -> None:
    """Let whoever else links or bars an adult of these children wait until this transaction ends: each looks at what
    the other has written."""
    Child.objects.filter(pk__in=list(child_ids)).update(known_as=F("known_as"))


def end_link(actor: Actor, link: FamilyLink, *, was_wrong_child: bool = False) -> None:
    """End ``link``: called inside the actions that have checked who may."""
    link.ended_at = clock.now()
    if not FamilyLink.objects.filter(pk=link.pk, ended_at__isnull=True).update(ended_at=link.ended_at):
        raise NotFoundError(_("This access has ended already."))
    trace_link(actor, Event.FAMILY_UNLINKED, link, was_wrong_child=was_wrong_child)


def trace_link(actor: Actor, event: Event, link: FamilyLink, *, is_refused: bool = False, **details: bool) -> None:
    """Trace what happened to ``link``; of ``details`` those that are true."""
    audit.record(
        actor,
        event,
        subject_type="membership",
        subject_id=link.membership_id,
        child_ids=[link.child_id],
        is_refused=is_refused,
        details={"link": str(link.pk), **{name: True for name, holds in details.items() if holds}},
    )


def check_words(**written: tuple[str, str]) -> list[str]:
    """Each text cleaned; ``written`` gives, by the field's name, the text and the sentence for where it is missing."""
    cleaned = {name: clean_block(text) for name, (text, _missing) in written.items()}
    too_long = _("At most %(most)d characters fit here.") % {"most": LONGEST_WORDS}
    fields = {
        name: too_long if text else written[name][1]
        for name, text in cleaned.items()
        if not 0 < len(text) <= LONGEST_WORDS
    }
    if fields:
        raise InvalidInputError(" ".join(fields.values()), fields=fields)
    return list(cleaned.values())
