"""Who reads a child's journal (guarantees G9, G10). The identity checks around this come with the sign-in issue."""

import uuid

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor, require
from heartsease.domain.access.permissions import FAMILY_ROLES, Permission
from heartsease.domain.accounts.models import Membership
from heartsease.domain.audit import actions as audit
from heartsease.domain.audit.rules import Event
from heartsease.domain.children import queries
from heartsease.domain.children.models import FamilyLink, Household
from heartsease.kernel import clock
from heartsease.kernel.errors import ConflictError, InvalidInputError, NotFoundError
from heartsease.kernel.text import clean_line


@transaction.atomic
def link_family(
    *,
    actor: Actor,
    child_id: uuid.UUID,
    membership: Membership,
    relation: str,
    shares_home_with: uuid.UUID | None = None,
) -> FamilyLink:
    """Give a parent or relative access to a child's journal.

    ``shares_home_with`` is an existing link whose household the adult belongs to; without it the adult is a
    household of their own, which never learns of the others.
    """
    require(actor, Permission.FAMILY_LINK)
    child = queries.child(actor, child_id)
    relation = clean_line(relation)
    if membership.setting_id != actor.setting_id:
        raise NotFoundError(_("This person is not at your setting."))
    if membership.role not in FAMILY_ROLES:
        raise InvalidInputError(_("Only a parent, carer or relative can be linked to a child."))
    if not relation or len(relation) > 60:
        sentence = _("Say what this adult is to the child, for example mother.")
        raise InvalidInputError(sentence, fields={"relation": sentence})
    if shares_home_with:
        neighbour = FamilyLink.objects.filter(pk=shares_home_with, child=child, ended_at__isnull=True).first()
        if neighbour is None:
            raise NotFoundError(_("The adult they live with is no longer linked."))
        household = neighbour.household
    else:
        # A home that was shared with a former partner is not one to come back to by being linked again.
        known = FamilyLink.objects.filter(membership=membership, ended_at__isnull=True).order_by("linked_at").first()
        household = known.household if known else Household.objects.create(label=membership.person.full_name)
    try:
        with transaction.atomic():
            link = FamilyLink.objects.create(
                child=child,
                membership=membership,
                household=household,
                relation=relation,
                linked_by_id=actor.membership_id,
            )
    except IntegrityError:
        raise ConflictError(_("This adult is linked to the child already.")) from None
    audit.record(actor, Event.FAMILY_LINKED, subject_type="membership", subject_id=membership.pk, child_ids=[child.pk])
    return link


@transaction.atomic
def unlink_family(*, actor: Actor, child_id: uuid.UUID, link_id: uuid.UUID) -> None:
    """End an adult's access to the child's journal, from the next request on."""
    require(actor, Permission.FAMILY_LINK)
    child = queries.child(actor, child_id)
    link = FamilyLink.objects.filter(pk=link_id, child=child, ended_at__isnull=True).first()
    if link is None:
        raise NotFoundError(_("This access has ended already."))
    FamilyLink.objects.filter(pk=link.pk).update(ended_at=clock.now())
    audit.record(
        actor,
        Event.FAMILY_UNLINKED,
        subject_type="membership",
        subject_id=link.membership_id,
        child_ids=[child.pk],
    )
