"""Making links, one or many: the same rules for a page and for a file, and few questions to the database for many."""

import dataclasses
import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor, require
from heartsease.domain.access.permissions import FAMILY_ROLES, Permission, Role
from heartsease.domain.accounts.models import Membership
from heartsease.domain.audit.rules import Event
from heartsease.domain.children import queries
from heartsease.domain.children.actions.links import hold_children, trace_link
from heartsease.domain.children.models import AccessRestriction, Child, FamilyLink, Household
from heartsease.domain.children.rules import SecondReason, could_be_confused
from heartsease.domain.setting import queries as setting
from heartsease.domain.setting.rules import Choices, Relatives
from heartsease.kernel import clock
from heartsease.kernel.errors import ConflictError, InvalidInputError, NotAllowedError, NotFoundError
from heartsease.kernel.ids import new_id
from heartsease.kernel.text import clean_line

LONGEST_RELATION = 60


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class NewLink:
    """A link that is to be made; ``shares_home_with`` may name one that stands earlier among those made together."""

    child_id: uuid.UUID
    membership: Membership
    relation: str
    shares_home_with: uuid.UUID | None = None
    has_parental_responsibility: bool = False
    begins_at: dt.datetime | None = None
    id: uuid.UUID = dataclasses.field(default_factory=new_id)


@transaction.atomic
def link_families(*, actor: Actor, links: Sequence[NewLink], is_confirmed: bool = False) -> list[FamilyLink]:
    """Make every one of ``links``, as ``link_family`` makes one, or none."""
    require(actor, Permission.FAMILY_LINK)
    if is_confirmed and actor.role is not Role.SYSTEM:
        raise NotAllowedError(_("Only the adult’s own answer confirms a link."))
    families = _Families(actor, links)
    made = [families.link(wanted, is_confirmed=is_confirmed) for wanted in links]
    for household in families.new_households:
        household.belong()
    Household.objects.bulk_create(families.new_households)
    for link in made:
        link.belong()
    try:
        with transaction.atomic():
            FamilyLink.objects.bulk_create(made)
    except IntegrityError:
        raise _is_linked() from None
    for link in made:
        trace_link(actor, Event.FAMILY_LINKED, link)
    return made


class _Families:
    """What is known around the children and adults of some links, read once, and kept up as links are added."""

    def __init__(self, actor: Actor, links: Sequence[NewLink]) -> None:
        self._actor = actor
        self._choices: Choices = setting.current_setting(actor).chosen
        self._children = queries.visible_children(actor).in_bulk({one.child_id for one in links})
        hold_children(self._children)
        self._barred: dict[uuid.UUID, list[AccessRestriction]] = defaultdict(list)
        for restriction in AccessRestriction.objects.filter(child_id__in=self._children, lifted_at__isnull=True):
            self._barred[restriction.child_id].append(restriction)
        self._of_child: dict[uuid.UUID, list[FamilyLink]] = defaultdict(list)
        self._of_person: dict[uuid.UUID, list[FamilyLink]] = defaultdict(list)
        here = FamilyLink.objects.select_related("household", "membership", "child").filter(ended_at__isnull=True)
        people = {one.membership.person_id for one in links}
        ours = here.filter(child_id__in=self._children) | here.filter(membership__person__in=people)
        for link in ours.order_by("linked_at"):
            self._add(link)
        self._born: dict[dt.date, list[Child]] = defaultdict(list)
        dates = {child.birth_date for child in self._children.values()}
        today = clock.today(actor.zone)
        for child in Child.objects.filter(birth_date__in=dates).exclude(leaving_date__lt=today):
            self._born[child.birth_date].append(child)
        self.new_households: list[Household] = []

    def link(self, wanted: NewLink, *, is_confirmed: bool) -> FamilyLink:
        """The link that is wanted, not stored yet; refused where a rule forbids it."""
        child, relation = self._check(wanted)
        is_relative = wanted.membership.role == Role.RELATIVE
        begins_at = wanted.begins_at
        if is_relative and begins_at is None:
            begins_at, _end = clock.day_bounds(clock.today(self._actor.zone), self._actor.zone)
        made = FamilyLink(
            id=wanted.id,
            child=child,
            membership=wanted.membership,
            household=self._household(child, wanted),
            relation=relation,
            has_parental_responsibility=wanted.has_parental_responsibility and not is_relative,
            linked_by_id=self._actor.membership_id,
            begins_at=begins_at if is_relative else None,
            confirmed_at=clock.now() if is_confirmed else None,
            second_reason="" if is_confirmed else self._second_reason(child, wanted.membership),
        )
        self._add(made)
        return made

    def _check(self, wanted: NewLink) -> tuple[Child, str]:
        membership, relation = wanted.membership, clean_line(wanted.relation)
        child = self._children.get(wanted.child_id)
        if child is None:
            raise NotFoundError(_("There is no such child, or not one you work with."))
        if membership.setting_id != self._actor.setting_id:
            raise NotFoundError(_("This person is not at your setting."))
        if membership.role not in FAMILY_ROLES:
            raise InvalidInputError(_("Only a parent, carer or relative can be linked to a child."))
        if not relation or len(relation) > LONGEST_RELATION:
            sentence = _("Say what this adult is to the child, for example mother.")
            raise InvalidInputError(sentence, fields={"relation": sentence})
        forbids_relatives = self._choices.relatives is Relatives.NONE and self._actor.role is not Role.SYSTEM
        if membership.role == Role.RELATIVE and forbids_relatives:
            sentence = _("Your setting has chosen that nobody but parents and carers reads a journal.")
            raise InvalidInputError(sentence, fields={"role": sentence})
        if any(one.keeps_away(membership.person_id, membership.person.full_name) for one in self._barred[child.pk]):
            raise InvalidInputError(_("A restriction on the child’s record keeps this adult from the journal."))
        if any(one.membership_id == membership.pk for one in self._of_child[child.pk]):
            raise _is_linked()
        return child, relation

    def _household(self, child: Child, wanted: NewLink) -> Household:
        if wanted.shares_home_with:
            shared = [one for one in self._of_child[child.pk] if one.pk == wanted.shares_home_with]
            if not shared:
                raise NotFoundError(_("The adult they live with is no longer linked."))
            return shared[0].household
        # A home that was shared with a former partner is not one to come back to by being linked again.
        own = (one for one in self._of_person[wanted.membership.person_id] if one.membership_id == wanted.membership.pk)
        if (first := next(own, None)) is not None:
            return first.household
        made = Household(label=wanted.membership.person.full_name)
        self.new_households.append(made)
        return made

    def _second_reason(self, child: Child, membership: Membership) -> str:
        if membership.person_id == self._actor.person_id:
            return SecondReason.OWN
        if self._has_namesake(child, membership):
            return SecondReason.NAMESAKE
        others = {one.membership.person_id for one in self._of_child[child.pk]} - {membership.person_id}
        return SecondReason.NUMBER if len(others) >= self._choices.most_linked_adults else ""

    def _has_namesake(self, child: Child, membership: Membership) -> bool:
        """Whether an answer of the birth date would fit another child too who could be meant: a twin, or a namesake."""
        own = self._of_person[membership.person_id]
        if any(one.child_id != child.pk and one.child.birth_date == child.birth_date for one in own):
            return True
        name = (child.full_name, child.known_as)
        others = (other for other in self._born[child.birth_date] if other.pk != child.pk)
        return any(could_be_confused(name, (other.full_name, other.known_as)) for other in others)

    def _add(self, link: FamilyLink) -> None:
        self._of_child[link.child_id].append(link)
        self._of_person[link.membership.person_id].append(link)


def _is_linked() -> ConflictError:
    return ConflictError(_("This adult is linked to the child already."))
