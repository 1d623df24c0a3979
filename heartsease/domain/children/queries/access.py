"""What opens a child's journal to an adult: the one rule that every reader of family access uses (G9, G10)."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from heartsease.domain.access.actor import Actor, require
from heartsease.domain.access.permissions import Permission, Role
from heartsease.domain.accounts.models import Membership
from heartsease.domain.children.models import AccessRestriction, Child, FamilyLink
from heartsease.domain.children.rules import LinkState, link_state


def in_force() -> Q:
    """The condition of a link that opens the journal now; ``rules.link_state`` says the same of a loaded row."""
    return (
        Q(ended_at__isnull=True, confirmed_at__isnull=False, frozen_at__isnull=True, suspended_at__isnull=True)
        & (Q(second_reason="") | Q(second_confirmed_at__isnull=False))
        & ~Q(is_restricted())
    )


def asks_for_an_answer() -> Q:
    """The condition of a link that waits for its adult's own answer."""
    return Q(ended_at__isnull=True, confirmed_at__isnull=True, frozen_at__isnull=True, suspended_at__isnull=True) & ~Q(
        is_restricted()
    )


def is_restricted() -> Exists:
    """The condition of a link whose adult a restriction keeps from the child, whatever account they use."""
    standing = AccessRestriction.objects.filter(
        child=OuterRef("child_id"), person=OuterRef("membership__person_id"), lifted_at__isnull=True
    )
    return Exists(standing)


def links_in_force(actor: Actor) -> QuerySet[FamilyLink]:
    """The actor's own links that open a journal now."""
    require(actor, Permission.JOURNAL_READ)
    return FamilyLink.objects.filter(in_force(), membership_id=actor.member)


@dataclass(frozen=True, slots=True)
class OwnChild:
    """A child whose journal is open to a family member, from ``begins_at`` on where they are a relative."""

    child: Child
    household_id: uuid.UUID
    relation: str
    begins_at: dt.datetime | None = None
    has_parental_responsibility: bool = False
    open_ids: frozenset[uuid.UUID] = frozenset()
    """All children whose journals are open to this adult: this one, and its siblings."""
    another_asks: bool = False
    """Whether another journal waits for this adult's answer; nothing tells whose."""
    another_is_paused: bool = False

    def reaches(self, happened_at: dt.datetime) -> bool:
        """Whether what happened then is theirs to read."""
        return self.begins_at is None or self.begins_at <= happened_at


def own_children(actor: Actor) -> list[OwnChild]:
    """The children of a parent or relative, in one query."""
    require(actor, Permission.JOURNAL_READ)
    # Every page of a family begins here: the states are worked out from the few rows, where the same rule in the
    # database, three times in one statement, took longer to write down than to answer.
    links = (
        FamilyLink.objects.filter(membership_id=actor.member, ended_at__isnull=True)
        .select_related("child__portrait")
        .annotate(is_kept_away=is_restricted())
        .order_by("child__birth_date", "child__full_name")
    )
    states = {link: state_of(link, is_restricted=link.is_kept_away) for link in links}
    open_ids = frozenset(link.child_id for link, state in states.items() if state is LinkState.IN_FORCE)
    return [
        OwnChild(
            child=link.child,
            household_id=link.household_id,
            relation=link.relation,
            begins_at=link.begins_at,
            has_parental_responsibility=link.has_parental_responsibility,
            open_ids=open_ids,
            another_asks=LinkState.WAITING in states.values(),
            another_is_paused=any(state is LinkState.SUSPENDED and _was_open(one) for one, state in states.items()),
        )
        for link, state in states.items()
        if state is LinkState.IN_FORCE
    ]


def readers_of(
    actor: Actor, child_ids: Collection[uuid.UUID], happened_at: dt.datetime
) -> dict[frozenset[uuid.UUID], uuid.UUID]:
    """Who would read an entry about these children that happened then: every set of own children among them, in the
    order of the links, with the membership of one adult who has just this set."""
    require(actor, Permission.OBSERVATION_WRITE)
    reaching = Q(begins_at__isnull=True) | Q(begins_at__lte=happened_at)
    links = FamilyLink.objects.filter(in_force(), reaching, child_id__in=child_ids).order_by("linked_at", "pk")
    own: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for membership_id, child_id in links.values_list("membership_id", "child_id"):
        own[membership_id].add(child_id)
    found: dict[frozenset[uuid.UUID], uuid.UUID] = {}
    for membership_id, theirs in own.items():
        found.setdefault(frozenset(theirs), membership_id)
    return found


def household_of(actor: Actor, child_id: uuid.UUID) -> uuid.UUID | None:
    """The household in which the actor reads this child's journal; None where it is not open to them."""
    return links_in_force(actor).filter(child_id=child_id).values_list("household_id", flat=True).first()


def is_household_of(actor: Actor, child_id: uuid.UUID, household_id: uuid.UUID) -> bool:
    """Whether staff may write to this household about the child: somebody of it is, or was, linked."""
    require(actor, Permission.COMMENT_WRITE)
    return FamilyLink.objects.filter(child_id=child_id, household_id=household_id).exists()


@dataclass(frozen=True, slots=True)
class Standing:
    """What a family member is told while a journal is closed to them. It says nothing of any child."""

    asks: bool
    is_frozen: bool
    lacks_second: bool
    pauses: list[str]
    """The words that staff wrote for this adult, for each journal that is paused."""
    whom_to_ask: list[str]

    @property
    def is_anything(self) -> bool:
        """Whether there is anything to tell."""
        return self.asks or self.is_frozen or self.lacks_second or bool(self.pauses)


def standing(actor: Actor) -> Standing:
    """What waits, is stopped or paused for the actor; a restriction looks as if there had never been a link."""
    require(actor, Permission.JOURNAL_READ)
    own = FamilyLink.objects.filter(~is_restricted(), membership_id=actor.member, ended_at__isnull=True)
    states = {state_of(link, is_restricted=False) for link in own}
    pauses = _paused(own).order_by("linked_at", "pk").values_list("suspension_words", flat=True)
    nominated = Membership.objects.filter(role=Role.NOMINATED_MEMBER, ended_at__isnull=True)
    return Standing(
        asks=LinkState.WAITING in states,
        is_frozen=LinkState.FROZEN in states,
        lacks_second=LinkState.UNSECONDED in states,
        pauses=list(pauses),
        whom_to_ask=list(nominated.order_by("person__full_name").values_list("person__full_name", flat=True)),
    )


def state_of(link: FamilyLink, *, is_restricted: bool) -> LinkState:
    """The state of a loaded link."""
    return link_state(
        is_ended=link.ended_at is not None,
        is_restricted=is_restricted,
        is_suspended=link.suspended_at is not None,
        is_frozen=link.frozen_at is not None,
        is_confirmed=link.confirmed_at is not None,
        lacks_second=bool(link.second_reason) and link.second_confirmed_at is None,
    )


def _was_open(link: FamilyLink) -> bool:
    """Whether a link would be in force if it were not suspended, as ``_paused`` asks the database."""
    return link.confirmed_at is not None and (not link.second_reason or link.second_confirmed_at is not None)


def _paused(links: QuerySet[FamilyLink]) -> QuerySet[FamilyLink]:
    """Those that would be in force if they were not suspended: only these adults learn of it, by the words for them."""
    return links.filter(
        Q(second_reason="") | Q(second_confirmed_at__isnull=False),
        ~is_restricted(),
        ended_at__isnull=True,
        confirmed_at__isnull=False,
        suspended_at__isnull=False,
    )
