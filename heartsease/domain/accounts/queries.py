"""Reading people and what they are at a setting."""

import uuid

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor, require
from heartsease.domain.access.permissions import STAFF_ROLES, Permission, Role
from heartsease.domain.accounts.models import Membership, Person
from heartsease.domain.setting.rules import scope_of
from heartsease.kernel.errors import NotFoundError


def membership_in_force(membership_id: str) -> Membership | None:
    """The membership a session names, with person and setting, unless it has ended."""
    return (
        Membership.objects.unscoped(reason="the session says which setting it is")
        .select_related("person", "setting")
        .filter(pk=membership_id, ended_at__isnull=True, person__is_active=True)
        .first()
    )


def actor_of(membership: Membership, *, request_id: str = "", source: str = "") -> Actor:
    """The actor that a membership, loaded with person and setting, makes of its person."""
    role = Role(membership.role)
    return Actor(
        setting_id=membership.setting_id,
        role=role,
        zone=membership.setting.zone,
        scope=scope_of(role, membership.setting.chosen),
        person_id=membership.person_id,
        membership_id=membership.pk,
        name=membership.person.full_name,
        request_id=request_id,
        source=source,
    )


def memberships_of(person: Person) -> list[Membership]:
    """Everything a person is, anywhere: what they choose from after the password."""
    return list(
        Membership.objects.unscoped(reason="a person chooses the setting in which to act")
        .select_related("setting", "person")
        .filter(person=person, ended_at__isnull=True)
        .order_by("setting__name", "started_at")
    )


def people(actor: Actor) -> QuerySet[Membership]:
    """Everybody at the setting, with person and rooms: for those who admit people."""
    require(actor, Permission.PERSON_MANAGE)
    return Membership.objects.select_related("person").prefetch_related("rooms").order_by("person__full_name")


def member(actor: Actor, membership_id: uuid.UUID) -> Membership:
    """One of ``people``."""
    found = people(actor).filter(pk=membership_id).first()
    if found is None:
        raise NotFoundError(_("This person is not at your setting."))
    return found


def colleagues(actor: Actor) -> QuerySet[Membership]:
    """Staff in force: who can be a child's key person."""
    require(actor, Permission.CHILD_READ)
    return (
        Membership.objects.select_related("person")
        .filter(role__in=STAFF_ROLES, ended_at__isnull=True)
        .order_by("person__full_name")
    )
