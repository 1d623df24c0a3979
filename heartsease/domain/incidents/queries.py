"""Reading incidents: nominated members, and nobody else."""

import uuid

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor, require
from heartsease.domain.access.permissions import Permission
from heartsease.domain.incidents.models import Incident
from heartsease.kernel.errors import NotFoundError


def incidents(actor: Actor) -> QuerySet[Incident]:
    """The setting's incidents, open ones first, the newest first."""
    require(actor, Permission.INCIDENT_READ)
    return Incident.objects.select_related("membership__person", "device", "closed_by__person").order_by(
        F("closed_at").desc(nulls_first=True), "-opened_at"
    )


def incident(actor: Actor, incident_id: uuid.UUID) -> Incident:
    """One of ``incidents``."""
    found = incidents(actor).filter(pk=incident_id).first()
    if found is None:
        raise NotFoundError(_("There is no such incident at your setting."))
    return found


def open_count(actor: Actor) -> int:
    """How many wait for somebody."""
    return incidents(actor).filter(closed_at__isnull=True).count()
