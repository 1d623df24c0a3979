"""Who reads a child's journal, from the first link to the last day (guarantees G9, G10; clauses 4.1, 4.2)."""

import datetime as dt
import enum
import uuid

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor, require
from heartsease.domain.access.permissions import Permission
from heartsease.domain.accounts.models import Membership
from heartsease.domain.audit.rules import Event
from heartsease.domain.children import queries
from heartsease.domain.children.actions.linking import NewLink, link_families
from heartsease.domain.children.actions.links import end_link, live_link, trace_link
from heartsease.domain.children.events import LinkFrozen, LinkWasWrong
from heartsease.domain.children.models import Child, FamilyLink
from heartsease.domain.children.rules import MOST_WRONG_ANSWERS, SecondReason, could_be_confused
from heartsease.kernel import clock
from heartsease.kernel.errors import ConflictError, NotAllowedError
from heartsease.kernel.events import publish


class Answered(enum.Enum):
    """What an adult's answer to the question about the birth date came to."""

    RIGHT = "right"
    WRONG = "wrong"
    FROZEN = "frozen"
    NOT_ASKED = "not asked"


def link_family(
    *,
    actor: Actor,
    child_id: uuid.UUID,
    membership: Membership,
    relation: str,
    shares_home_with: uuid.UUID | None = None,
    has_parental_responsibility: bool = False,
    begins_at: dt.datetime | None = None,
    is_confirmed: bool = False,
) -> FamilyLink:
    """Link a parent or relative to a child; nothing opens before the adult has confirmed it by an answer of their own.

    ``shares_home_with`` is an existing link whose household the adult belongs to; without it the adult is a
    household of their own, which never learns of the others. A relative reads what happens from ``begins_at`` on,
    by itself today. ``is_confirmed`` is for the journal itself, which asks nobody.
    """
    wanted = NewLink(
        child_id=child_id,
        membership=membership,
        relation=relation,
        shares_home_with=shares_home_with,
        has_parental_responsibility=has_parental_responsibility,
        begins_at=begins_at,
    )
    return link_families(actor=actor, links=[wanted], is_confirmed=is_confirmed)[0]


@transaction.atomic
def unlink_family(
    *, actor: Actor, child_id: uuid.UUID, link_id: uuid.UUID, was_wrong_child: bool = False
) -> FamilyLink:
    """End an adult's access to the child's journal, from the next request on."""
    require(actor, Permission.FAMILY_LINK)
    link = queries.link(actor, child_id, link_id).link
    end_link(actor, link, was_wrong_child=was_wrong_child)
    if was_wrong_child:
        publish(LinkWasWrong(setting_id=link.setting_id, link_id=link.pk))
    return link


@transaction.atomic
def answer_birth_date(*, actor: Actor, birth_date: dt.date) -> Answered:
    """An adult's own answer, before anything of a child is shown to them (guarantee G9).

    It is tried on every link of theirs that waits, and confirms one that it fits. One that fits none counts as wrong
    for each of them; the second wrong answer freezes a link. Tries at the same moment count exactly.
    """
    require(actor, Permission.JOURNAL_READ)
    waiting = FamilyLink.objects.filter(queries.asks_for_an_answer(), membership_id=actor.member)
    asked = list(waiting.select_related("child", "membership__person").order_by("linked_at", "pk"))
    fitting = next((link for link in asked if link.child.birth_date == birth_date), None)
    if fitting is not None:
        return Answered.RIGHT if _confirm(actor, fitting) else Answered.NOT_ASKED
    counted = [link for link in asked if _still_asks(link).update(wrong_answers=F("wrong_answers") + 1)]
    for link in counted:
        trace_link(actor, Event.FAMILY_ANSWERED_WRONG, link, is_refused=True)
        if _still_asks(link).filter(wrong_answers__gte=MOST_WRONG_ANSWERS).update(frozen_at=clock.now()):
            trace_link(actor, Event.FAMILY_FROZEN, link)
            publish(LinkFrozen(setting_id=link.setting_id, link_id=link.pk))
    if waiting.exists():
        return Answered.WRONG
    return Answered.FROZEN if counted else Answered.NOT_ASKED


@transaction.atomic
def let_answer_again(*, actor: Actor, child_id: uuid.UUID, link_id: uuid.UUID) -> None:
    """After a talk with the adult: ask for the birth date anew."""
    link = live_link(actor, child_id, link_id)
    if not FamilyLink.objects.filter(pk=link.pk, frozen_at__isnull=False, ended_at__isnull=True).update(
        frozen_at=None, wrong_answers=0
    ):
        raise ConflictError(_("This link is not stopped any more."))
    trace_link(actor, Event.FAMILY_UNFROZEN, link)


@transaction.atomic
def second_link(*, actor: Actor, link_id: uuid.UUID) -> FamilyLink:
    """A second nominated member says that the right child is linked; never the one who made the link."""
    require(actor, Permission.FAMILY_LINK)
    link = queries.link_that_waits(actor, link_id).link
    if link.linked_by_id == actor.member:
        raise NotAllowedError(_("You made this link yourself. Another nominated member has to look at it."))
    unseconded = FamilyLink.objects.filter(pk=link.pk, ended_at__isnull=True, second_confirmed_at__isnull=True)
    if not unseconded.update(second_confirmed_at=clock.now(), second_confirmed_by_id=actor.member):
        raise ConflictError(_("Somebody else has just looked at this link."))
    trace_link(actor, Event.FAMILY_SECONDED, link)
    return link


def _still_asks(link: FamilyLink) -> QuerySet[FamilyLink]:
    """The link's row while it waits for an answer. Plain columns of its own, so that PostgreSQL looks again at a row
    that somebody else has changed meanwhile."""
    return FamilyLink.objects.filter(
        pk=link.pk,
        ended_at__isnull=True,
        confirmed_at__isnull=True,
        frozen_at__isnull=True,
        suspended_at__isnull=True,
    )


def _confirm(actor: Actor, link: FamilyLink) -> bool:
    # Another child may have come, or a birth date been corrected, since the link was made.
    reason = link.second_reason or (SecondReason.NAMESAKE if _has_namesake(actor, link.child, link.membership) else "")
    if not _still_asks(link).update(confirmed_at=clock.now(), second_reason=reason):
        return False
    trace_link(actor, Event.FAMILY_CONFIRMED, link)
    return True


def _has_namesake(actor: Actor, child: Child, membership: Membership) -> bool:
    """Whether an answer of the birth date would fit another child too who could be meant: a twin, or a namesake."""
    born_then = Child.objects.filter(birth_date=child.birth_date).exclude(pk=child.pk)
    if FamilyLink.objects.filter(
        child__in=born_then, membership__person=membership.person_id, ended_at__isnull=True
    ).exists():
        return True
    here = born_then.exclude(leaving_date__lt=clock.today(actor.zone)).values_list("full_name", "known_as")
    return any(could_be_confused((child.full_name, child.known_as), other) for other in here)
