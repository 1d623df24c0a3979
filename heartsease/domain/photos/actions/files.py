"""Every write of photos: files and rows together. All but the sweeping needs an active setting."""

import logging
import time
import uuid

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor, require
from heartsease.domain.access.permissions import Permission
from heartsease.domain.audit import actions as audit
from heartsease.domain.audit.rules import Event
from heartsease.domain.children.models import Child
from heartsease.domain.photos import storage
from heartsease.domain.photos.intake import Upload, develop
from heartsease.domain.photos.models import Examination, Photo, Portrait, StaffPortrait
from heartsease.domain.photos.rules import are_leftovers
from heartsease.kernel import clock
from heartsease.kernel.errors import ConflictError, NotFoundError

logger = logging.getLogger(__name__)

_SECONDS_OF_A_DAY = 24 * 60 * 60
_LOOKED_UP_AT_ONCE = 500


def store_photo(
    *, actor: Actor, photo_id: uuid.UUID, upload: Upload, examination: Examination = Examination.UNEXAMINED
) -> Photo:
    """Keep ``upload`` as the photo ``photo_id``: its files are durable before its row is there to be read.

    The caller (``journal.actions``, ``set_portrait``) has checked what the actor may do and whether the photo is
    there already, and records the act. To store it in one transaction with other rows, call ``develop`` before
    that transaction begins; where it is rolled back afterwards, the files that stay have no row and so no reader,
    and go with a later sweep. Raises ``ConflictError`` where the id is taken, and what ``develop`` and
    ``storage.place`` raise; nothing is left behind then.
    """
    developed = develop(upload)
    photo = Photo(
        id=photo_id,
        setting_id=actor.setting_id,
        upload_hash=upload.sha256,
        width=developed.width,
        height=developed.height,
        stored_bytes=developed.stored_bytes,
        pipeline_version=developed.pipeline_version,
        examination=examination,
        created_at=clock.now(),
    )
    is_placed = False
    try:
        with transaction.atomic():
            _insert(photo)
            # The id is ours now, so files under it are what an attempt left that was cut off before its row.
            storage.destroy(photo_id)
            storage.place(developed, photo_id)
            is_placed = True
    except Exception:
        # A commit that failed without an answer may have been one: only a row that is surely absent counts.
        if is_placed and not _exists(photo_id):
            storage.destroy(photo_id)
        raise
    return photo


def mark_removed(*, actor: Actor, photo_id: uuid.UUID) -> None:
    """Take a photo out: from now on no query gives it, and the worker destroys its files. Again is no error.

    The caller has checked what the actor may do and records the act. ``NotFoundError`` where there is none.
    """
    photos = Photo.objects.filter(pk=photo_id, setting_id=actor.setting_id)
    if not photos.filter(removed_at__isnull=True).update(removed_at=clock.now()) and not photos.exists():
        raise NotFoundError(_("This photo is not here any more."))


def set_portrait(*, actor: Actor, child: Child, photo_id: uuid.UUID, upload: Upload) -> Portrait:
    """Make ``upload`` the picture by which adults find ``child``; the one before is taken out.

    The same id again is a success with the first answer.
    """
    require(actor, Permission.CHILD_RECORD_WRITE)
    if child.setting_id != actor.setting_id:
        raise NotFoundError(_("This child is not here."))
    before = Portrait.objects.filter(child=child).first()
    if before is not None and before.photo_id == photo_id:
        return before
    develop(upload)
    with transaction.atomic():
        photo = store_photo(actor=actor, photo_id=photo_id, upload=upload, examination=Examination.NOT_NEEDED)
        _take_out(actor, Portrait.objects.filter(child=child).first())
        portrait, _is_new = Portrait.objects.update_or_create(child=child, defaults={"photo": photo})
        audit.record(
            actor,
            Event.PORTRAIT_CHANGED,
            subject_type="photo",
            subject_id=photo_id,
            child_ids=[child.pk],
        )
    return portrait


def set_own_portrait(*, actor: Actor, photo_id: uuid.UUID, upload: Upload) -> StaffPortrait:
    """Make ``upload`` the picture by which colleagues find the actor on a tablet; the one before is taken out.

    The same id again is a success with the first answer.
    """
    require(actor, Permission.PIN_USE)
    before = _own_portrait(actor)
    if before is not None and before.photo_id == photo_id:
        return before
    develop(upload)
    with transaction.atomic():
        photo = store_photo(actor=actor, photo_id=photo_id, upload=upload, examination=Examination.NOT_NEEDED)
        _take_out(actor, _own_portrait(actor))
        portrait, _is_new = StaffPortrait.objects.update_or_create(
            membership_id=actor.member, defaults={"photo": photo}
        )
        audit.record(actor, Event.OWN_PORTRAIT_CHANGED, subject_type="membership", subject_id=actor.member)
    return portrait


@transaction.atomic
def remove_own_portrait(*, actor: Actor) -> None:
    """Take the own picture out; where there is none, nothing happens."""
    require(actor, Permission.PIN_USE)
    former = _own_portrait(actor)
    if former is not None:
        _take_out(actor, former)
        former.delete()
        audit.record(actor, Event.OWN_PORTRAIT_CHANGED, subject_type="membership", subject_id=actor.member)


def _own_portrait(actor: Actor) -> StaffPortrait | None:
    return StaffPortrait.objects.filter(membership_id=actor.member).first()


def _take_out(actor: Actor, former: Portrait | StaffPortrait | None) -> None:
    if former is not None:
        mark_removed(actor=actor, photo_id=former.photo_id)


def destroy_removed(*, limit: int) -> int:
    """Destroy the files of up to ``limit`` photos that were taken out, then their rows; gives how many.

    Cut off anywhere, it goes on where it was: the row, which says that the files must go, goes last.
    """
    removed = Photo.objects.unscoped(reason="the worker destroys removed photos of every setting").filter(
        removed_at__isnull=False
    )
    photo_ids = list(removed.order_by("removed_at").values_list("pk", flat=True)[:limit])
    for photo_id in photo_ids:
        storage.destroy(photo_id)
        removed.filter(pk=photo_id).delete()
    return len(photo_ids)


def destroy_leftovers(*, older_than_seconds: float = _SECONDS_OF_A_DAY) -> int:
    """Destroy what interrupted uploads left: entries of ``incoming``, folders without a row; gives how many.

    Destroys no folder where so many lack a row that this cannot be the database which belongs to the folder.
    """
    swept = storage.sweep_incoming(older_than_seconds=older_than_seconds)
    before = time.time() - older_than_seconds
    stored = dict(storage.stored_photos())
    unknown = _without_row(list(stored))
    if not are_leftovers(len(unknown), len(stored)):
        logger.error(
            "%d of %d photo folders have no row in the database. This does not seem to be the database that"
            " belongs to the photo folder, so none of them was destroyed.",
            len(unknown),
            len(stored),
        )
        return swept
    for photo_id in unknown:
        if stored[photo_id] < before:
            storage.destroy(photo_id)
            swept += 1
    return swept


def _insert(photo: Photo) -> None:
    try:
        photo.save(force_insert=True)
    except IntegrityError as problem:
        raise ConflictError(_("This photo was sent already.")) from problem


def _exists(photo_id: uuid.UUID) -> bool:
    photos = Photo.objects.unscoped(reason="an id is taken whichever setting took it")
    return photos.filter(pk=photo_id).exists()


def _without_row(photo_ids: list[uuid.UUID]) -> list[uuid.UUID]:
    photos = Photo.objects.unscoped(reason="the photo folder holds the files of every setting")
    unknown: list[uuid.UUID] = []
    for start in range(0, len(photo_ids), _LOOKED_UP_AT_ONCE):
        part = photo_ids[start : start + _LOOKED_UP_AT_ONCE]
        known = set(photos.filter(pk__in=part).values_list("pk", flat=True))
        unknown += [photo_id for photo_id in part if photo_id not in known]
    return unknown
