"""CenterFace: what its model is given and what its answers mean.

The model (Xu, Yan, Yang, Sun, 2019) says for each field of four by four pixels how surely the middle of a face lies in
it, how large that face is and where in the field its middle lies.
"""

from collections.abc import Iterator
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from heartsease.domain.photos.faces.boxes import Box, merged

CERTAIN_ENOUGH = 0.35
"""Below it more shadows and flowers are taken for faces than faces are found (see scripts/bench/faces.py)."""
FIELD_PIXELS = 4
SIDE_MULTIPLE = 32
"""The model halves its picture five times."""

Picture: TypeAlias = NDArray[np.uint8]
"""Height x width x 3, red, green, blue."""
Answer: TypeAlias = NDArray[np.float32]


def prepared(picture: Picture) -> NDArray[np.float32]:
    """``picture`` as the model takes it: 1 x 3 x height x width, black to the right and below where sides are odd."""
    height, width = picture.shape[:2]
    whole = np.zeros((1, 3, _rounded_up(height), _rounded_up(width)), np.float32)
    whole[0, :, :height, :width] = picture.transpose(2, 0, 1)
    return whole


def faces(picture: Picture, places: Answer, sizes: Answer, offsets: Answer) -> list[Box]:
    """The faces that the model's answers to ``prepared(picture)`` mean, in fractions of the picture."""
    height, width = picture.shape[:2]
    return merged(_boxes(width, height, places[0, 0], sizes[0], offsets[0]))


def _boxes(width: int, height: int, places: Answer, sizes: Answer, offsets: Answer) -> Iterator[Box]:
    for row, column in np.argwhere(places > CERTAIN_ENOUGH).tolist():
        middle_x = (column + offsets[1, row, column] + 0.5) * FIELD_PIXELS
        middle_y = (row + offsets[0, row, column] + 0.5) * FIELD_PIXELS
        half_height, half_width = np.exp(sizes[:, row, column]) * FIELD_PIXELS / 2
        yield Box(
            float(middle_x - half_width) / width,
            float(middle_y - half_height) / height,
            float(middle_x + half_width) / width,
            float(middle_y + half_height) / height,
            float(places[row, column]),
        )


def _rounded_up(pixels: int) -> int:
    return -(-pixels // SIDE_MULTIPLE) * SIDE_MULTIPLE
