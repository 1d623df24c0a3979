"""Photographs of an entry that is being written."""

import uuid
from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor, require
from heartsease.domain.access.permissions import Permission
from heartsease.domain.audit import actions as audit
from heartsease.domain.audit.rules import Event
from heartsease.domain.journal.actions.drafts import hold_draft, own_draft, require_writing
from heartsease.domain.journal.models import Observation, ObservationPhoto
from heartsease.domain.journal.rules import MOST_PHOTOS
from heartsease.domain.photos import actions as photos
from heartsease.domain.photos.intake import Upload, develop, receive
from heartsease.domain.photos.models import Photo
from heartsease.domain.photos.tasks import examine_photos
from heartsease.kernel.errors import ConflictError


def add_photo(*, actor: Actor, observation_id: uuid.UUID, photo_id: uuid.UUID, chunks: Iterable[bytes]) -> Photo:
    """Take a photograph into the actor's own entry under the client's id.

    The same id, or the same bytes in the same entry, again is a success with the first answer. Pixels are worked on
    outside any transaction.
    """
    require_writing(actor)
    draft = own_draft(actor, observation_id)
    placed = _already_there(draft, photo_id)
    if placed is not None:
        return placed
    if ObservationPhoto.objects.filter(observation=draft).count() >= MOST_PHOTOS:
        raise _too_many()
    with receive(chunks) as upload:
        twin = _same_bytes(draft, upload.sha256)
        if twin is not None:
            return twin
        develop(upload)
        try:
            with transaction.atomic():
                return _place(actor, draft, photo_id, upload)
        except (IntegrityError, ConflictError):
            # The same photograph arrived twice at once: the one that was first is the answer to both.
            first = _already_there(draft, photo_id) or _same_bytes(draft, upload.sha256)
            if first is None:
                raise
            return first


@transaction.atomic
def remove_photo(*, actor: Actor, observation_id: uuid.UUID, photo_id: uuid.UUID) -> None:
    """Take a photograph out of the actor's own entry; its files are destroyed by the worker."""
    require_writing(actor)
    draft = hold_draft(actor, observation_id)
    if ObservationPhoto.objects.filter(observation=draft, photo_id=photo_id).delete()[0]:
        photos.mark_removed(actor=actor, photo_id=photo_id)
        audit.record(actor, Event.PHOTO_REMOVED, subject_type="photo", subject_id=photo_id)


def record_photo_view(*, actor: Actor, photo_id: uuid.UUID, portrait_of: uuid.UUID | None = None) -> None:
    """Trace that a member of staff opened a photograph they may see at full size: of an entry with each child it is
    about, or the portrait of one. What came from a home says so, for no other household may learn of it."""
    require(actor, Permission.CHILD_READ)
    details, child_ids = {}, [portrait_of] if portrait_of else []
    if portrait_of is None:
        placed = ObservationPhoto.objects.filter(photo_id=photo_id)
        for household_id, child_id in placed.values_list("observation__household", "observation__subjects__child"):
            child_ids += [child_id] if child_id else []
            details = {"household": str(household_id)} if household_id else {}
    audit.record(
        actor, Event.PHOTO_VIEWED, subject_type="photo", subject_id=photo_id, child_ids=child_ids, details=details
    )


def _place(actor: Actor, draft: Observation, photo_id: uuid.UUID, upload: Upload) -> Photo:
    hold_draft(actor, draft.pk)
    # The same photograph may have arrived while this one was developed: storing it again would leave files behind.
    first = _already_there(draft, photo_id) or _same_bytes(draft, upload.sha256)
    if first is not None:
        return first
    position = ObservationPhoto.objects.filter(observation=draft).count()
    if position >= MOST_PHOTOS:
        raise _too_many()
    photo = photos.store_photo(actor=actor, photo_id=photo_id, upload=upload)
    ObservationPhoto.objects.create(observation=draft, photo=photo, upload_hash=photo.upload_hash, position=position)
    examine_photos.enqueue()
    audit.record(
        actor, Event.PHOTO_ADDED, subject_type="photo", subject_id=photo.pk, details={"observation": str(draft.pk)}
    )
    return photo


def _already_there(draft: Observation, photo_id: uuid.UUID) -> Photo | None:
    photo = Photo.objects.filter(pk=photo_id).first()
    if photo is None:
        return None
    if not ObservationPhoto.objects.filter(observation=draft, photo=photo).exists():
        raise ConflictError(_("This photograph was removed, or belongs to another entry. Add it again."))
    return photo


def _same_bytes(draft: Observation, sha256: str) -> Photo | None:
    placed = ObservationPhoto.objects.select_related("photo").filter(observation=draft, upload_hash=sha256).first()
    return placed.photo if placed else None


def _too_many() -> ConflictError:
    return ConflictError(_("An entry holds at most %(most)d photographs.") % {"most": MOST_PHOTOS})
