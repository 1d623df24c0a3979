"""The families of children as those who admit them see them: links, restrictions, requests for relatives."""

import uuid
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor, require
from heartsease.domain.access.permissions import Permission, Role
from heartsease.domain.accounts.models import Membership
from heartsease.domain.children.models import AccessRestriction, FamilyLink, RelativeRequest
from heartsease.domain.children.queries.access import in_force, is_restricted, state_of
from heartsease.domain.children.queries.records import child, visible_children
from heartsease.domain.children.rules import LinkState, RequestState
from heartsease.kernel.errors import NotFoundError


@dataclass(frozen=True, slots=True)
class Linked:
    """A link, and where it stands now."""

    link: FamilyLink
    state: LinkState


def family_links(actor: Actor, child_id: uuid.UUID) -> list[FamilyLink]:
    """Who is linked to the child, whether or not the journal is open to them yet."""
    return [one.link for one in linked(actor, child_id)]


def linked(actor: Actor, child_id: uuid.UUID) -> list[Linked]:
    """Who is linked to the child and what they see of the journal, the longest-linked first."""
    require(actor, Permission.CHILD_RECORD_READ)
    return _linked(FamilyLink.objects.filter(child=child(actor, child_id), ended_at__isnull=True))


def links_by_member(actor: Actor, membership_id: uuid.UUID | None = None) -> dict[uuid.UUID, list[FamilyLink]]:
    """The links of one member of a family, or of all of the setting, that have not ended, the oldest first."""
    require(actor, Permission.FAMILY_LINK)
    found = FamilyLink.objects.select_related("child").filter(ended_at__isnull=True).order_by("linked_at")
    if membership_id is not None:
        found = found.filter(membership=membership_id)
    links: dict[uuid.UUID, list[FamilyLink]] = {}
    for one in found:
        links.setdefault(one.membership_id, []).append(one)
    return links


def link(actor: Actor, child_id: uuid.UUID, link_id: uuid.UUID) -> Linked:
    """One adult's link to a child, ended or not."""
    require(actor, Permission.FAMILY_LINK)
    found = _linked(FamilyLink.objects.filter(pk=link_id, child=child(actor, child_id)))
    if not found:
        raise NotFoundError(_("This access is not on the child's record."))
    return found[0]


def link_anywhere(actor: Actor, link_id: uuid.UUID) -> FamilyLink | None:
    """A link of the setting, ended or not, with its child and adult: for whoever looks at what went wrong with it."""
    require(actor, Permission.FAMILY_LINK)
    return FamilyLink.objects.select_related("child", "membership__person").filter(pk=link_id).first()


def links_that_wait(actor: Actor) -> list[Linked]:
    """Every link of the setting that is neither in force nor ended, the longest-linked first."""
    require(actor, Permission.FAMILY_LINK)
    return _linked(FamilyLink.objects.filter(~in_force(), ended_at__isnull=True))


def link_that_waits(actor: Actor, link_id: uuid.UUID) -> Linked:
    """One of ``links_that_wait`` that a second nominated member has to look at."""
    found = next((one for one in links_that_wait(actor) if one.link.pk == link_id), None)
    if found is None or not found.link.second_reason or found.link.second_confirmed_at is not None:
        raise NotFoundError(_("This does not wait for a second nominated member any more."))
    return found


def has_second_member(actor: Actor) -> bool:
    """Whether somebody else could be the second pair of eyes: another nominated member in force (clauses 1.11)."""
    require(actor, Permission.FAMILY_LINK)
    nominated = Membership.objects.filter(role=Role.NOMINATED_MEMBER, ended_at__isnull=True)
    return nominated.exclude(pk=actor.member).exists()


def restrictions(actor: Actor, child_id: uuid.UUID) -> list[AccessRestriction]:
    """Restrictions that stand, with their reasons, oldest first."""
    require(actor, Permission.FAMILY_LINK)
    return list(_standing(actor).filter(child=child(actor, child_id)))


def restriction(actor: Actor, child_id: uuid.UUID, restriction_id: uuid.UUID) -> AccessRestriction:
    """One of ``restrictions``."""
    found = next((one for one in restrictions(actor, child_id) if one.pk == restriction_id), None)
    if found is None:
        raise NotFoundError(_("This restriction does not stand any more."))
    return found


def restrictions_to_lift(actor: Actor) -> list[AccessRestriction]:
    """Restrictions of which a nominated member has asked that they be lifted."""
    require(actor, Permission.FAMILY_LINK)
    return list(_standing(actor).filter(lift_asked_at__isnull=False).order_by("lift_asked_at"))


def relative_requests(actor: Actor) -> list[RelativeRequest]:
    """Parents' requests that wait for a decision, the longest-waiting first."""
    require(actor, Permission.FAMILY_LINK)
    return list(
        _requests().filter(state=RequestState.WAITING, child__in=visible_children(actor)).order_by("asked_at", "pk")
    )


def relative_request(actor: Actor, request_id: uuid.UUID) -> RelativeRequest:
    """One of ``relative_requests``."""
    found = next((one for one in relative_requests(actor) if one.pk == request_id), None)
    if found is None:
        raise NotFoundError(_("This request does not wait any more."))
    return found


def relatives_asked_for(actor: Actor, link: FamilyLink) -> list[RelativeRequest]:
    """Relatives who came in, or are to come in, at the request of this link's adult."""
    require(actor, Permission.FAMILY_LINK)
    asked = _requests().filter(child_id=link.child_id, asked_by_id=link.membership_id)
    return [one for one in asked if _is_live(one)]


def own_requests(actor: Actor) -> list[RelativeRequest]:
    """What a parent asked for, for children whose journal is open to them, newest first."""
    require(actor, Permission.RELATIVE_ASK)
    asked = _requests().filter(asked_by_id=actor.member, child__in=visible_children(actor))
    return list(asked.exclude(state=RequestState.TAKEN_BACK))


def own_request(actor: Actor, request_id: uuid.UUID) -> RelativeRequest:
    """One of ``own_requests`` that can still be taken back."""
    found = next((one for one in own_requests(actor) if one.pk == request_id and _is_live(one)), None)
    if found is None:
        raise NotFoundError(_("This is not here any more."))
    return found


def _is_live(asked: RelativeRequest) -> bool:
    if asked.state == RequestState.APPROVED:
        return asked.link is not None and asked.link.ended_at is None
    return asked.state == RequestState.WAITING


def _linked(links: QuerySet[FamilyLink]) -> list[Linked]:
    found = (
        links.select_related(
            "child__portrait", "child__room", "membership__person", "household", "linked_by__person",
            "second_confirmed_by__person", "suspended_by__person",
        )
        .annotate(has_restriction=is_restricted())
        .order_by("linked_at", "pk")
    )  # fmt: skip
    return [Linked(one, state_of(one, is_restricted=one.has_restriction)) for one in found]


def _standing(actor: Actor) -> QuerySet[AccessRestriction]:
    return AccessRestriction.objects.select_related(
        "child__portrait", "made_by__person", "lift_asked_by__person"
    ).filter(lifted_at__isnull=True, child__in=visible_children(actor))


def _requests() -> QuerySet[RelativeRequest]:
    return RelativeRequest.objects.select_related("child__portrait", "asked_by__person", "link")
