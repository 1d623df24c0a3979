"""Incidents are opened by the journal itself and closed by a nominated member with a note."""

import uuid

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor, require
from heartsease.domain.access.permissions import Permission, Role
from heartsease.domain.audit import actions as audit
from heartsease.domain.audit.rules import Event
from heartsease.domain.incidents import queries
from heartsease.domain.incidents.events import IncidentOpened
from heartsease.domain.incidents.models import Incident
from heartsease.domain.incidents.rules import LONGEST_NOTE, IncidentKind
from heartsease.kernel import clock
from heartsease.kernel.errors import ConflictError, InvalidInputError, NotAllowedError
from heartsease.kernel.events import publish
from heartsease.kernel.text import clean_block


@transaction.atomic
def open_incident(
    *,
    actor: Actor,
    kind: IncidentKind,
    happening: str,
    membership_id: uuid.UUID | None = None,
    device_id: uuid.UUID | None = None,
) -> Incident | None:
    """Open an incident, and let nominated members be told; nothing where ``happening`` has opened it already."""
    if actor.role is not Role.SYSTEM:
        raise NotAllowedError(_("Only the journal itself opens incidents."))
    incident = Incident(
        kind=kind, happening=happening, membership_id=membership_id, device_id=device_id, opened_at=clock.now()
    )
    try:
        with transaction.atomic():
            incident.save(force_insert=True)
    except IntegrityError:
        return None
    publish(IncidentOpened(setting_id=actor.setting_id, incident_id=incident.pk, kind=kind.value))
    audit.record(
        actor, Event.INCIDENT_OPENED, subject_type="incident", subject_id=incident.pk, details={"kind": kind.value}
    )
    return incident


@transaction.atomic
def close_incident(*, actor: Actor, incident_id: uuid.UUID, note: str) -> None:
    """Close an incident with a note of what it was and what was done."""
    require(actor, Permission.INCIDENT_CLOSE)
    incident = queries.incident(actor, incident_id)
    note = clean_block(note)
    if not note or len(note) > LONGEST_NOTE:
        sentence = _("Write what it was and what was done, in at most 2,000 characters.")
        raise InvalidInputError(sentence, fields={"note": sentence})
    closed = Incident.objects.filter(pk=incident.pk, closed_at__isnull=True).update(
        closed_at=clock.now(), closed_by_id=actor.member, note=note
    )
    if not closed:
        raise ConflictError(_("Somebody else has closed this already. Their note stands."))
    audit.record(actor, Event.INCIDENT_CLOSED, subject_type="incident", subject_id=incident.pk)
