"""Reading agreements."""

import uuid

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor, require
from heartsease.domain.access.permissions import ROLE_MODES, Permission, Role
from heartsease.domain.accounts.models import Membership
from heartsease.domain.policies.models import Acceptance, Agreement
from heartsease.domain.policies.rules import AUDIENCES, Audience, audience_of
from heartsease.domain.setting.models import Setting
from heartsease.kernel.errors import NotFoundError


def asked_of(membership: Membership) -> uuid.UUID | None:
    """The version that a membership, loaded with its setting, still has to accept. Asks the database nothing."""
    in_force = in_force_at(membership.setting, audience_of(Role(membership.role)))
    return in_force if in_force != membership.agreed_to else None


def in_force_at(setting: Setting, audience: Audience | None) -> uuid.UUID | None:
    """The version in force for an audience."""
    if audience is None:
        return None
    return setting.parent_agreement if audience is Audience.PARENTS else setting.staff_agreement


def own_agreement(actor: Actor) -> Agreement:
    """The version in force for the actor's own role."""
    require(actor, Permission.ACCOUNT_USE)
    in_force = in_force_at(Setting.objects.get(pk=actor.setting_id), audience_of(actor.role))
    found = Agreement.objects.filter(pk=in_force).first() if in_force is not None else None
    if found is None:
        raise NotFoundError(_("Your setting asks for no agreement."))
    return found


def own_acceptances(actor: Actor) -> list[Acceptance]:
    """What the actor has agreed to, the newest first."""
    require(actor, Permission.ACCOUNT_USE)
    return list(Acceptance.objects.select_related("agreement").filter(membership_id=actor.member).order_by("-at"))


def agreements(actor: Actor, audience: Audience) -> QuerySet[Agreement]:
    """Every version for an audience, the newest first."""
    require(actor, Permission.AGREEMENT_MANAGE)
    return Agreement.objects.select_related("made_by__person").filter(audience=audience).order_by("-version")


def agreement(actor: Actor, agreement_id: uuid.UUID) -> Agreement:
    """One version."""
    require(actor, Permission.AGREEMENT_MANAGE)
    found = Agreement.objects.filter(pk=agreement_id).first()
    if found is None:
        raise NotFoundError(_("There is no such agreement at your setting."))
    return found


def members_asked(actor: Actor, version: Agreement) -> list[Membership]:
    """Everybody in force who is asked for ``version``, with their acceptance of it, if any, as ``accepted``."""
    require(actor, Permission.AGREEMENT_MANAGE)
    roles = [role for role in Role if AUDIENCES.get(ROLE_MODES[role]) == version.audience]
    theirs = Acceptance.objects.filter(agreement=version)
    return list(
        Membership.objects.select_related("person")
        .prefetch_related(Prefetch("acceptances", queryset=theirs, to_attr="accepted"))
        .filter(role__in=roles, ended_at__isnull=True)
        .order_by("person__full_name")
    )
