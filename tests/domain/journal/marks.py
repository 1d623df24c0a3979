"""Photographs in which each child is a colour, so that a test sees in the pixels who can be seen."""

import numpy as np
from numpy.typing import NDArray

from heartsease.domain.photos.covering import COLOUR
from heartsease.domain.photos.faces.boxes import Box
from tests.pictures import from_pixels, png

Pixels = NDArray[np.uint8]

WIDTH, HEIGHT, CELL = 500, 120, 100
CHILDREN = ["Amara", "Kofi", "Ben", "Leo", "Ivy"]
"""Ivy is a sister of Ben's whom Rosa alone reads of; Leo's mother has no other child here."""
MARKS = dict(zip(CHILDREN, [(220, 30, 30), (30, 200, 30), (30, 30, 220), (230, 210, 20), (20, 200, 210)], strict=True))


def place_of(name: str) -> Box:
    """Where the face of a child is, in every photograph that shows it."""
    left = CHILDREN.index(name) * CELL + 35
    return Box(left / WIDTH, 0.3, (left + 30) / WIDTH, 0.7, 0.9)


def middle(name: str) -> tuple[int, int]:
    """The row and column of the middle of it."""
    return HEIGHT // 2, CHILDREN.index(name) * CELL + 50


def photograph(shown: set[str], hidden: set[str], seed: int) -> bytes:
    """A picture with the marks of some children, of whom the ``hidden`` were painted over in the page."""
    pixels = np.full((HEIGHT, WIDTH, 3), 200, np.uint8)
    pixels[0, 0] = seed % 256, seed // 256 % 256, 0
    for name in sorted(shown):
        box = place_of(name).grown() if name in hidden else place_of(name)
        rows = slice(round(box.top * HEIGHT), round(box.bottom * HEIGHT))
        pixels[rows, round(box.left * WIDTH) : round(box.right * WIDTH)] = COLOUR if name in hidden else MARKS[name]
    return png(from_pixels(pixels))


def marks_in(pixels: Pixels) -> set[str]:
    """Which children can be seen."""
    return {name for name, colour in MARKS.items() if np.abs(pixels[middle(name)].astype(int) - colour).max() < 40}


class SeesMarks:
    """A detector whose faces are the marks."""

    def find(self, picture: Pixels) -> list[Box]:
        """A box for each."""
        return [place_of(name) for name in sorted(marks_in(picture))]
