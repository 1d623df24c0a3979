"""Who is in a photo: what people say, and the second look that holds what nobody accounts for (guarantee G12)."""

import logging
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import pyvips
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor
from heartsease.domain.access.scope import in_setting
from heartsease.domain.photos import covering, storage
from heartsease.domain.photos.faces.accounting import Told, is_flat, unaccounted
from heartsease.domain.photos.faces.boxes import Box
from heartsease.domain.photos.faces.finding import detector, open_picture
from heartsease.domain.photos.models import Examination, Photo, Region, Resolution
from heartsease.domain.photos.queries import questions
from heartsease.domain.photos.rules import Size
from heartsease.kernel import clock
from heartsease.kernel.errors import ConflictError, InvalidInputError, NotFoundError
from heartsease.kernel.ids import new_id

logger = logging.getLogger(__name__)

MOST_FACES = 200
"""On one photo; a whole nursery in the garden is eighty."""


@dataclass(frozen=True, slots=True)
class ToldFace:
    """What somebody says of one place in a photo. ``child_id`` goes with a child, and with nothing else."""

    box: Box
    who: Resolution
    child_id: uuid.UUID | None = None


@transaction.atomic
def tell_faces(*, actor: Actor, photo_id: uuid.UUID, faces: Sequence[ToldFace]) -> int:
    """Keep what the person who took a photo says of everybody in it, in place of what was said before.

    The caller (``journal.actions``) has checked that the photo is the actor's own and that the children are among
    those they work with, and records the act. The photo is looked at again after this.
    """
    if len(faces) > MOST_FACES:
        raise InvalidInputError(_("These are more faces than a photograph can hold."))
    _begin(photo_id)
    Region.objects.filter(photo_id=photo_id).exclude(is_covered=True).delete()
    rows = [_row(actor, photo_id, face) for face in faces]
    for row in rows:
        row.belong()
    Region.objects.bulk_create(rows)
    Photo.objects.filter(pk=photo_id).update(told_at=clock.now())
    return len(rows)


def answer_region(
    *, actor: Actor, photo_id: uuid.UUID, region_id: uuid.UUID, who: Resolution, child_id: uuid.UUID | None = None
) -> Region:
    """Say who is at one place of a photo that is held. What is hidden is painted over before anybody gets it.

    The caller has checked what the actor may do, and records the act.
    """
    region = Region.objects.filter(photo_id=photo_id, pk=region_id).first()
    if region is None:
        raise NotFoundError(_("This face was dealt with already."))
    if who is Resolution.OPEN or (who is Resolution.CHILD) != (child_id is not None):
        raise InvalidInputError(_("Say who this is."))
    is_hidden = who is Resolution.MASKED
    if is_hidden:
        # First the files: were the answer there before them, nobody would get the photo at all.
        covered = Region.objects.filter(photo_id=photo_id, is_covered=True)
        covering.cover(photo_id, [*covered.exclude(pk=region.pk), region])
    with transaction.atomic():
        _begin(photo_id)
        changed = Region.objects.filter(photo_id=photo_id, pk=region_id).update(
            resolution=who,
            child_id=child_id,
            decided_by_id=actor.member,
            decided_at=clock.now(),
            is_covered=is_hidden,
            is_proven=None,
        )
        if not changed:
            raise ConflictError(_("This face was dealt with already."))
        _settle(photo_id)
    region.refresh_from_db()
    return region


def examine_waiting(*, limit: int) -> int:
    """Look at up to ``limit`` photos of any setting that nobody has looked at yet, the newest first; gives how many."""
    waiting = Photo.objects.unscoped(reason="the worker looks at the photos of every setting").filter(
        examination=Examination.UNEXAMINED, removed_at__isnull=True
    )
    rows = list(waiting.order_by("-created_at").values_list("pk", "setting_id", "faces_revision")[:limit])
    for photo_id, setting_id, revision in rows:
        with in_setting(setting_id):
            _examine(photo_id, revision)
    return len(rows)


def _examine(photo_id: uuid.UUID, revision: int) -> None:
    """Look at one photo, and write down what was seen unless somebody has said something meanwhile."""
    try:
        picture = open_picture(storage.path_of(photo_id, Size.LARGE))
        found = detector().find(picture)
    except (OSError, pyvips.Error):
        # Without a file there is nothing that anybody could get; with a broken one neither.
        logger.exception("The photo %s could not be looked at.", photo_id)
        found, picture = [], None
    regions = list(Region.objects.filter(photo_id=photo_id).exclude(resolution=Resolution.OPEN))
    for region in regions:
        if region.resolution == Resolution.MASKED and not region.is_covered:
            region.is_proven = picture is not None and is_flat(picture, region.box)
    told = [
        Told(one.box.grown() if one.is_covered else one.box, is_mask=bool(one.is_proven or one.is_covered))
        for one in regions
        if one.resolution != Resolution.MASKED or one.is_proven or one.is_covered
    ]
    with transaction.atomic():
        current = Photo.objects.filter(pk=photo_id, faces_revision=revision, examination=Examination.UNEXAMINED)
        if not current.update(faces_revision=F("faces_revision") + 1):
            return
        Region.objects.filter(photo_id=photo_id, resolution=Resolution.OPEN).delete()
        for region in regions:
            if region.is_proven is not None:
                region.save(update_fields=["is_proven"])
        for box in unaccounted(found, told):
            Region.objects.create(
                id=new_id(),
                photo_id=photo_id,
                **box.sides,
                resolution=Resolution.OPEN,
            )
        _settle(photo_id, is_readable=picture is not None)


def _begin(photo_id: uuid.UUID) -> None:
    """Hold the photo's row: whoever else says something of it, or has looked at it, waits and knows."""
    changed = Photo.objects.filter(pk=photo_id, removed_at__isnull=True).update(
        faces_revision=F("faces_revision") + 1, examination=Examination.UNEXAMINED
    )
    if not changed:
        raise NotFoundError(_("This photograph is not here any more."))


def _settle(photo_id: uuid.UUID, *, is_readable: bool = True) -> None:
    is_held = not is_readable or questions(photo_id).exists()
    Photo.objects.filter(pk=photo_id).update(examination=Examination.HELD if is_held else Examination.CLEAR)


def _row(actor: Actor, photo_id: uuid.UUID, face: ToldFace) -> Region:
    box = face.box.within_picture()
    if box.right <= box.left or box.bottom <= box.top or face.who is Resolution.OPEN:
        raise InvalidInputError(_("A face could not be read. Please mark it again."))
    if (face.who is Resolution.CHILD) != (face.child_id is not None):
        raise InvalidInputError(_("A face could not be read. Please mark it again."))
    return Region(
        # Never the client's: an id of another photo's region would take it over.
        id=new_id(),
        photo_id=photo_id,
        **box.sides,
        resolution=face.who,
        child_id=face.child_id,
        decided_by_id=actor.member,
        decided_at=clock.now(),
    )
