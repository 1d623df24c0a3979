"""What families agreed to about photographs, and what they took back (guarantee G14)."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor, require
from heartsease.domain.access.permissions import Permission
from heartsease.domain.children.models import FamilyLink, PhotoPermission, PhotoWithdrawal
from heartsease.domain.children.queries.access import links_in_force
from heartsease.domain.children.queries.records import attending, child, visible_children
from heartsease.domain.children.rules import Purpose, ending, standing
from heartsease.kernel.errors import NotFoundError


def photo_permission_history(actor: Actor, child_id: uuid.UUID) -> list[PhotoPermission]:
    """Every answer about photographs, newest first."""
    require(actor, Permission.PHOTO_PERMISSION_READ)
    return list(
        PhotoPermission.objects.select_related("recorded_by__person")
        .filter(child=child(actor, child_id))
        .order_by("-recorded_at", "-id")
    )


def photo_withdrawals(actor: Actor) -> QuerySet[PhotoWithdrawal]:
    """What was agreed and is not any more, of the children the actor works with, the latest first."""
    require(actor, Permission.PHOTO_PERMISSION_READ)
    return PhotoWithdrawal.objects.select_related("child", "handled_by__person").filter(
        agreed_again_at__isnull=True, child__in=visible_children(actor)
    )


def withdrawals_to_handle(actor: Actor) -> QuerySet[PhotoWithdrawal]:
    """Those of ``photo_withdrawals`` after which nobody has looked yet."""
    return photo_withdrawals(actor).filter(handled_at__isnull=True)


@dataclass(frozen=True, slots=True)
class EndingAgreement:
    """A child on roll for whom some agreement about photographs has ended, or soon will."""

    child_id: uuid.UUID
    first_name: str
    last_day: dt.date
    """Of the first that ends."""


def ending_agreements(actor: Actor, day: dt.date) -> list[EndingAgreement]:
    """Whose families have to be asked again, of the children the actor works with: the first to end first."""
    require(actor, Permission.PHOTO_PERMISSION_RECORD)
    found = []
    for one in visible_children(actor).filter(attending(day)).only("known_as", "full_name", "photo_permissions"):
        last_day = ending(one.photo_permissions, day)
        if last_day is not None:
            found.append(EndingAgreement(one.pk, one.first_name, last_day))
    return sorted(found, key=lambda one: (one.last_day, one.first_name))


def link_of_own(actor: Actor, child_id: uuid.UUID) -> FamilyLink:
    """The link by which a parent answers for a child; one of somebody else's child looks like none."""
    require(actor, Permission.PHOTO_PERMISSION_ANSWER)
    found = links_in_force(actor).select_related("child", "membership__person").filter(child_id=child_id).first()
    if found is None:
        raise NotFoundError(_("This journal is not here, or not one you can see."))
    return found


def own_answers(child_id: uuid.UUID, full_name: str) -> Mapping[Purpose, PhotoPermission]:
    """What one adult answered last to each question, as far as no decision of the setting came after it."""
    rows = PhotoPermission.objects.filter(child_id=child_id).order_by("recorded_at", "id")
    own = full_name.casefold()
    return {purpose: voices[own] for purpose, voices in standing(rows).items() if own in voices}
