"""A photograph that should not be seen: reported by anybody who sees it, shown again or destroyed by a senior (G14)."""

import uuid

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor, require
from heartsease.domain.access.permissions import Permission
from heartsease.domain.audit import actions as audit
from heartsease.domain.audit.rules import Event
from heartsease.domain.journal import queries
from heartsease.domain.journal.events import PictureReported
from heartsease.domain.journal.models import Observation, ObservationPhoto
from heartsease.domain.photos import actions as photos
from heartsease.domain.photos.rules import Size
from heartsease.domain.photos.tasks import sweep_photos
from heartsease.kernel.errors import NotFoundError
from heartsease.kernel.events import publish
from heartsease.kernel.ids import new_id


@transaction.atomic
def report_picture(*, actor: Actor, photo_id: uuid.UUID) -> None:
    """Hide a photograph that the actor sees from every family at once, and tell who leads; nothing is destroyed.

    Of two who report at the same time the first is told of, and both are right.
    """
    queries.picture(actor, photo_id, Size.LARGE)
    if not photos.hide_photo(actor=actor, photo_id=photo_id):
        return
    audit.record(
        actor, Event.PICTURE_REPORTED, subject_type="photo", subject_id=photo_id, child_ids=_children_in(photo_id)
    )
    publish(PictureReported(actor.setting_id, new_id(), actor.member))


@transaction.atomic
def show_again(*, actor: Actor, photo_id: uuid.UUID) -> None:
    """Give a hidden photograph back to whom it was shown before."""
    _hidden(actor, photo_id)
    if photos.show_photo(actor=actor, photo_id=photo_id):
        audit.record(
            actor,
            Event.PICTURE_SHOWN_AGAIN,
            subject_type="photo",
            subject_id=photo_id,
            child_ids=_children_in(photo_id),
        )


@transaction.atomic
def destroy_picture(*, actor: Actor, photo_id: uuid.UUID) -> None:
    """Destroy every copy of a hidden photograph; its entry keeps the line that says so."""
    placed = _hidden(actor, photo_id)
    child_ids = _children_in(photo_id)
    if not ObservationPhoto.objects.filter(pk=placed.pk).delete()[0]:
        return
    photos.mark_removed(actor=actor, photo_id=photo_id)
    Observation.objects.filter(pk=placed.observation_id).update(destroyed_pictures=F("destroyed_pictures") + 1)
    audit.record(actor, Event.PICTURE_DESTROYED, subject_type="photo", subject_id=photo_id, child_ids=child_ids)
    sweep_photos.enqueue()


def _hidden(actor: Actor, photo_id: uuid.UUID) -> ObservationPhoto:
    require(actor, Permission.OBSERVATION_WITHDRAW)
    placed = queries.hidden_pictures(actor).filter(photo_id=photo_id).first()
    if placed is None:
        raise NotFoundError(_("This photograph is not hidden any more: somebody has dealt with it."))
    return placed


def _children_in(photo_id: uuid.UUID) -> list[uuid.UUID]:
    in_entry = ObservationPhoto.objects.filter(photo_id=photo_id, observation__subjects__isnull=False)
    return list(in_entry.values_list("observation__subjects__child_id", flat=True))
