"""What is done to photos after a family has taken back its agreement (guarantee G14)."""

import logging
import uuid
from collections.abc import Iterable

import pyvips
from django.db import transaction
from django.db.models import F

from heartsease.domain.access.actor import Actor, require
from heartsease.domain.access.permissions import Permission
from heartsease.domain.photos import covering, storage
from heartsease.domain.photos.models import Photo, Region, Resolution

logger = logging.getLogger(__name__)


def burn_regions(*, actor: Actor, photo_id: uuid.UUID, region_ids: Iterable[uuid.UUID]) -> bool:
    """Paint the places ``region_ids`` out of a photo for good; who was there is forgotten too. Again is no error.
    False where its files cannot be read or written now: it has to be tried again, and other photos need not wait.

    First the files: were the rows first and the files not, who was there would stay and nobody would know where.
    """
    require(actor, Permission.PHOTO_PERMISSION_RECORD)
    regions = list(Region.objects.filter(photo_id=photo_id, pk__in=region_ids))
    if not regions:
        return True
    try:
        stored_bytes = covering.burn(photo_id, regions)
    except (OSError, pyvips.Error):
        logger.exception("Nobody could be painted out of the photo %s.", photo_id)
        return False
    with transaction.atomic():
        # A browser that kept the former pixels asks again: the photo's tag holds the revision.
        # Nor is there anything left by which a picture from elsewhere could be told to be the one that was sent.
        Photo.objects.filter(pk=photo_id).update(
            faces_revision=F("faces_revision") + 1, stored_bytes=stored_bytes, upload_hash=""
        )
        Region.objects.filter(pk__in=[region.pk for region in regions]).update(
            resolution=Resolution.MASKED, child=None, is_proven=True, is_covered=False
        )
    return True


def forget_covered(*, actor: Actor, photo_ids: Iterable[uuid.UUID]) -> None:
    """Remove the files that were made for readers of before; what somebody may still have is made when it is asked for.

    Nothing in it needs a trace: no photo is changed by it."""
    require(actor, Permission.PHOTO_PERMISSION_RECORD)
    for photo_id in photo_ids:
        storage.drop_covered(photo_id)
