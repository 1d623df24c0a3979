"""A parent takes a copy of a photograph away, where the setting chose that and every family agrees (clauses 10.4)."""

import datetime as dt
import uuid
from dataclasses import dataclass

import pyvips
from django.db import transaction
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor, require
from heartsease.domain.access.permissions import Permission
from heartsease.domain.audit import actions as audit
from heartsease.domain.audit.rules import Event
from heartsease.domain.journal import queries
from heartsease.domain.journal.models import ObservationPhoto
from heartsease.domain.photos.marking import mark, marked_copy, new_code
from heartsease.domain.reading import actions as reading
from heartsease.kernel import clock
from heartsease.kernel.errors import NotFoundError


@dataclass(frozen=True, slots=True)
class MarkedCopy:
    """A JPEG with its code in the pixels; ``day`` is that of the entry. It is held in memory and stored nowhere."""

    data: bytes
    code: str
    day: dt.date


def save_picture(*, actor: Actor, photo_id: uuid.UUID) -> MarkedCopy:
    """A copy of a photograph, marked for the actor's account; that it left stands in the trace, with its code."""
    require(actor, Permission.PICTURE_SAVE)
    reading.reserve(actor=actor, children=queries.picture_to_save(actor, photo_id).child_ids, photos=[photo_id])
    code = new_code()
    try:
        data = marked_copy(photo_id, mark(code, clock.today(actor.zone)))
    except (OSError, pyvips.Error) as problem:
        raise NotFoundError(_("This picture is not ready yet. Please try again in a moment.")) from problem
    with transaction.atomic():
        # Asked again: making the copy took a moment, in which an agreement may have been taken back.
        child_ids = queries.picture_to_save(actor, photo_id).child_ids
        audit.record(
            actor,
            Event.PICTURE_SAVED,
            subject_type="photo",
            subject_id=photo_id,
            child_ids=child_ids,
            details={"code": code},
        )
        placed = ObservationPhoto.objects.select_related("observation").get(photo_id=photo_id)
    return MarkedCopy(data, code, placed.observation.happened_at.astimezone(actor.zone).date())
