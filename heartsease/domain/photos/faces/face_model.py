"""What the model of every detector is given, and what its answers mean.

It says for each field of four by four pixels how surely the middle of a face lies in it, how large that face is and
where its middle lies. What differs is in a ``FaceModel``: the measure of the latter two, what is sure enough, and the
sizes at which it is asked.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from heartsease.domain.photos.faces.boxes import Box, merged

FIELD_PIXELS = 4
MOST_OF_A_SQUARE = 0.75
SIDE_MULTIPLE = 32
"""The models halve their picture five times."""

Picture: TypeAlias = NDArray[np.uint8]
"""Height x width x 3, red, green, blue."""
Answer: TypeAlias = NDArray[np.float32]
"""1 x number x rows x columns of fields."""
InPixels: TypeAlias = Callable[[Answer], Answer]


@dataclass(frozen=True, slots=True)
class Look:
    """One size at which a picture is shown to a model: its long edge in pixels, and the quarters it is turned left."""

    long_edge: int
    quarters: tuple[int, ...]

    def edge_of(self, height: int, width: int) -> int:
        """The long edge at which a picture of that shape is shown: a square one has no more pixels than one of 4:3, for
        what looking takes grows with them."""
        ratio = max(height, width) / min(height, width)
        return min(self.long_edge, math.floor(self.long_edge * math.sqrt(MOST_OF_A_SQUARE * ratio)))


@dataclass(frozen=True, slots=True)
class FaceModel:
    """One way to find faces, the same on the server and in the page (frontend/src/faces). Its file has its name."""

    name: str
    looks: tuple[Look, ...]
    """A face is found where one of them finds it."""
    certain_enough: float
    """Below it more shadows and flowers are taken for faces than faces are found (see scripts/bench/faces.py)."""
    size: InPixels
    """Height and width of a face, from the answer to "sizes"."""
    offset: InPixels
    """How far down and to the right of its field's middle the middle of a face lies, from the answer to "offsets"."""

    def faces(self, picture: Picture, places: Answer, sizes: Answer, offsets: Answer) -> list[Box]:
        """The faces that the answers to ``prepared(picture)`` mean, in fractions of the picture."""
        return merged(self._boxes(picture, places[0, 0], sizes[0], offsets[0]))

    def _boxes(self, picture: Picture, places: Answer, sizes: Answer, offsets: Answer) -> Iterator[Box]:
        height, width = picture.shape[:2]
        for row, column in np.argwhere(places > self.certain_enough).tolist():
            down, aside = self.offset(offsets[:, row, column])
            middle_x, middle_y = (column + 0.5) * FIELD_PIXELS + aside, (row + 0.5) * FIELD_PIXELS + down
            half_height, half_width = self.size(sizes[:, row, column]) / 2
            yield Box(
                float(middle_x - half_width) / width,
                float(middle_y - half_height) / height,
                float(middle_x + half_width) / width,
                float(middle_y + half_height) / height,
                float(places[row, column]),
            )


def prepared(picture: Picture) -> NDArray[np.float32]:
    """``picture`` as a model takes it: 1 x 3 x height x width, black to the right and below where sides are odd."""
    height, width = picture.shape[:2]
    whole = np.zeros((1, 3, _rounded_up(height), _rounded_up(width)), np.float32)
    whole[0, :, :height, :width] = picture.transpose(2, 0, 1)
    return whole


def _rounded_up(pixels: int) -> int:
    return -(-pixels // SIDE_MULTIPLE) * SIDE_MULTIPLE
