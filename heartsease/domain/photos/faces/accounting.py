"""Whether what was found in a picture is what people said of it. Pure decisions, and the proof of a mask."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from heartsease.domain.photos.faces.boxes import Box
from heartsease.domain.photos.faces.face_model import Picture

LEAST_OVERLAP = 0.2
"""Of the union: below it, what was said is said of another place."""
MOST_TIMES_LARGER = 4.0
"""A box drawn around a whole child may be for the face in it; one around the whole picture is for nobody."""
WITHIN = 0.6
"""The share of a face that has to lie in a box around it, or under a mask."""
FLATTEST_FACE = 6.0
"""Standard deviation of brightness, 0 to 255: masks had 3.8 at most after JPEG, faces 19 at least."""
INNER = 0.75
"""The part of a mask that is looked at: at its edge JPEG lets the picture shine through."""


@dataclass(frozen=True, slots=True)
class Told:
    """A place of which people said who is there; a mask is a place at which nothing can be seen any more."""

    box: Box
    is_mask: bool = False

    def accounts_for(self, face: Box) -> bool:
        """Whether ``face`` can be the one that was meant."""
        inside = self.box.shared_with(face) > WITHIN * face.area
        if self.is_mask:
            return inside
        return self.box.overlap(face) > LEAST_OVERLAP or (inside and self.box.area < MOST_TIMES_LARGER * face.area)


def unaccounted(found: Sequence[Box], told: Sequence[Told]) -> list[Box]:
    """The faces of which nobody said who they are. One answer is for one face; a mask hides all that are under it."""
    open_faces = [face for face in found if not any(one.is_mask and one.accounts_for(face) for one in told)]
    pairs = sorted(
        (
            (-one.box.overlap(face), place, at)
            for place, face in enumerate(open_faces)
            for at, one in enumerate(told)
            if not one.is_mask and one.accounts_for(face)
        ),
    )
    answered: set[int] = set()
    used: set[int] = set()
    for _overlap, place, at in pairs:
        if place not in answered and at not in used:
            answered.add(place)
            used.add(at)
    return [face for place, face in enumerate(open_faces) if place not in answered]


def is_flat(picture: Picture, mask: Box) -> bool:
    """Whether nothing but one colour is left under ``mask``."""
    height, width = picture.shape[:2]
    aside = (mask.right - mask.left) * (1 - INNER) / 2
    above = (mask.bottom - mask.top) * (1 - INNER) / 2
    left, right = round((mask.left + aside) * width), round((mask.right - aside) * width)
    top, bottom = round((mask.top + above) * height), round((mask.bottom - above) * height)
    inner = picture[top : max(bottom, top + 1), left : max(right, left + 1)]
    brightness = inner @ np.array([0.299, 0.587, 0.114])
    return bool(brightness.std() <= FLATTEST_FACE)
