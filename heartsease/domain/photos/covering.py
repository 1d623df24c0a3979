"""Paints over places in a photo: new files of every size, from the master, beside those that are there.

Whatever was there, the files are the same to the last byte: two pictures that differ only beneath what is painted over
give the same ones. A master shows a little of every pixel that was sent beside that pixel too, because it was made
smaller and coded in blocks; so what is painted is as large as that (``_reached``).
"""

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

_SHRINKING = 4
"""Pixels around it in which a pixel of what was sent shows, where the master is smaller: three, and one of rounding."""
_BLOCK = 16
"""Pixels of a side of what JPEG codes as one: what is in a block shows in all of it."""
_RUNNING = 8
"""Pixels: colour runs one further when a master is decoded, so into a block of eight when it is written again."""


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


def burn(photo_id: uuid.UUID, regions: Sequence[Region]) -> int:
    """Paint ``regions`` into the photo itself: every file of it, so that what was there is nowhere any more. Gives the
    bytes of all of them.

    Again is no error. ``OSError``, ``PhotosUnavailableError`` where it cannot be stored: then it has to be done again.
    """
    master = _master(photo_id)
    with storage.incoming_folder() as folder:
        stored = write_sizes(_painted(master, [region.box.grown() for region in regions]), folder, is_again=True)
        storage.add(folder, photo_id)
    storage.drop_covered(photo_id)
    return stored


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
        left, right = _reached(box.left, box.right, master.width)
        top, bottom = _reached(box.top, box.bottom, master.height)
        painted = painted.draw_rect(list(COLOUR), left, top, right - left, bottom - top, fill=True)
    return painted.copy_memory()


def _reached(low: float, high: float, length: int) -> tuple[int, int]:
    """From where to where, along a side of ``length`` pixels of a master, anything between the fractions shows."""
    first = (math.floor(low * length) - _SHRINKING) // _BLOCK * _BLOCK - _RUNNING
    last = -((-math.ceil(high * length) - _SHRINKING) // _BLOCK) * _BLOCK + _RUNNING
    return max(first, 0), min(last, length)
