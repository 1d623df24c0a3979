"""Paints over places in a photo: new files of every size, from the master, beside those that are there."""

import logging
import math
import uuid
from collections.abc import Sequence

import pyvips

from heartsease.domain.photos import storage
from heartsease.domain.photos.developing import write_sizes
from heartsease.domain.photos.faces.boxes import Box
from heartsease.domain.photos.models import Region
from heartsease.domain.photos.rules import Size

logger = logging.getLogger(__name__)

COLOUR = (96, 84, 122)
"""Of what is painted over: plain, so that nothing of what was there can be read from it."""


def cover(photo_id: uuid.UUID, regions: Sequence[Region]) -> None:
    """Make the files in which ``regions`` are painted over, with hair and head; what is there already is left.

    ``PhotosUnavailableError``, ``OSError`` where they cannot be stored; then nothing is there that was not before.
    """
    covered = frozenset(region.pk for region in regions)
    if storage.has_renditions(photo_id, covered):
        return
    master = _master(photo_id)
    with storage.incoming_folder() as folder:
        write_sizes(_painted(master, [region.box.grown() for region in regions]), folder, covered)
        storage.add(folder, photo_id)


def burn(photo_id: uuid.UUID, regions: Sequence[Region]) -> None:
    """Paint ``regions`` into the photo itself: every file of it, so that what was there is nowhere any more.

    Again is no error. ``OSError``, ``PhotosUnavailableError`` where it cannot be stored: then it has to be done again.
    """
    master = _master(photo_id)
    with storage.incoming_folder() as folder:
        write_sizes(_painted(master, [region.box.grown() for region in regions]), folder)
        storage.add(folder, photo_id)
    storage.drop_covered(photo_id)


def prepare(photo_id: uuid.UUID, covered: frozenset[uuid.UUID]) -> None:
    """Make the files with the regions ``covered`` painted over, where somebody is the first to get them so.

    Where they cannot be made nothing is there, and nobody gets anything clearer in their stead (decision 16).
    """
    if not covered or storage.has_renditions(photo_id, covered):
        return
    regions = list(Region.objects.filter(photo_id=photo_id, pk__in=covered))
    if len(regions) == len(covered):
        try:
            cover(photo_id, regions)
        except (OSError, pyvips.Error):
            logger.exception("The photo %s could not be covered.", photo_id)


def _master(photo_id: uuid.UUID) -> pyvips.Image:
    # From its bytes: libvips remembers by name what a file held before somebody was painted out of it.
    return pyvips.Image.new_from_buffer(storage.path_of(photo_id, Size.MASTER).read_bytes(), "")


def _painted(master: pyvips.Image, boxes: Sequence[Box]) -> pyvips.Image:
    painted = master
    for box in boxes:
        left, top = math.floor(box.left * master.width), math.floor(box.top * master.height)
        width, height = math.ceil(box.right * master.width) - left, math.ceil(box.bottom * master.height) - top
        painted = painted.draw_rect(list(COLOUR), left, top, width, height, fill=True)
    return painted.copy_memory()
