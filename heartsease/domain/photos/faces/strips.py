"""A large picture is shown to a model in two strips: what a model needs while it looks grows with what it is shown."""

from dataclasses import dataclass, replace

from heartsease.domain.photos.faces.boxes import Box

MOST_PIXELS_AT_ONCE = 1_000_000
BEYOND = 64
"""Rows that a strip shows of the other half: a face of twice that height is seen whole by the strip in whose half its
middle lies. Larger ones are found in the smaller pictures as well."""


@dataclass(frozen=True, slots=True)
class Strip:
    """The rows ``first`` to ``last`` of a picture of ``height``; it tells of faces from row ``begins`` to ``ends``."""

    first: int
    last: int
    begins: int
    ends: int
    height: int

    def placed(self, box: Box) -> Box | None:
        """A box that was found in the strip, on the whole picture; None where it is the other strip's to tell of."""
        rows = self.last - self.first
        top, bottom = (self.first + box.top * rows) / self.height, (self.first + box.bottom * rows) / self.height
        middle = (top + bottom) / 2 * self.height
        # The middle of a face that is cut off may lie outside of the picture.
        if (middle < self.begins and self.begins > 0) or (middle >= self.ends and self.ends < self.height):
            return None
        return replace(box, top=top, bottom=bottom)


def strips_of(height: int, width: int) -> list[Strip]:
    """How a picture of that size is shown: whole where it is small enough, else its upper and its lower half."""
    if height * width <= MOST_PIXELS_AT_ONCE:
        return [Strip(0, height, 0, height, height)]
    half = height // 2
    return [Strip(0, half + BEYOND, 0, half, height), Strip(half - BEYOND, height, half, height, height)]
