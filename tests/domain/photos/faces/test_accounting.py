"""Whom an answer is about, and what a mask hides."""

import numpy as np
import pytest
import pyvips

from heartsease.domain.photos.faces.accounting import Told, is_flat, unaccounted
from heartsease.domain.photos.faces.boxes import Box

FACE = Box(0.2, 0.2, 0.3, 0.35)
NEXT = Box(0.31, 0.2, 0.41, 0.35)
WHOLE_PICTURE = Box(0, 0, 1, 1)
BOTH = Box(0.18, 0.15, 0.43, 0.4)


@pytest.mark.parametrize(
    ("told", "left"),
    [
        ([], [FACE, NEXT]),
        ([Told(FACE)], [NEXT]),
        ([Told(Box(0.22, 0.22, 0.32, 0.37)), Told(NEXT)], []),
        ([Told(FACE.grown())], [NEXT]),
        ([Told(WHOLE_PICTURE)], [FACE, NEXT]),
        ([Told(BOTH)], [NEXT]),
        ([Told(FACE), Told(FACE)], [NEXT]),
        ([Told(BOTH, is_mask=True)], []),
        ([Told(FACE.grown(), is_mask=True)], [NEXT]),
        ([Told(Box(0.2, 0.3, 0.3, 0.35), is_mask=True)], [FACE, NEXT]),
        ([Told(Box(0.8, 0.8, 0.9, 0.9)), Told(Box(0.7, 0.7, 0.8, 0.8), is_mask=True)], [FACE, NEXT]),
    ],
    ids=[
        "nothing",
        "one of two",
        "roughly",
        "drawn generously",
        "a box around everything",
        "a box around both",
        "said twice of one",
        "one mask over both",
        "a mask over one",
        "a mask over the chin",
        "somewhere else",
    ],
)
def test_who_is_left(told: list[Told], left: list[Box]) -> None:
    assert unaccounted([FACE, NEXT], told) == left


def test_the_nearer_answer_is_taken_first() -> None:
    """Two answers, two faces: neither answer is spent on the other's face."""
    assert unaccounted([FACE, NEXT], [Told(NEXT), Told(Box(0.2, 0.2, 0.36, 0.35))]) == []


@pytest.mark.parametrize("quality", [30, 60, 85, 95])
def test_a_mask_is_proved_after_jpeg_and_a_face_is_not(quality: int) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (300, 400, 3), np.uint8)
    picture = noise.copy()
    picture[90:210, 100:220] = (96, 84, 122)
    sent = pyvips.Image.new_from_buffer(pyvips.Image.new_from_array(picture).jpegsave_buffer(Q=quality), "").numpy()
    mask = Box(100 / 400, 90 / 300, 220 / 400, 210 / 300)
    assert is_flat(sent, mask)
    assert not is_flat(noise, mask)
    assert not is_flat(sent, Box(0, 0, 0.5, 0.5))


def test_a_mask_smaller_than_a_pixel_is_no_fault() -> None:
    assert is_flat(np.zeros((3, 3, 3), np.uint8), Box(0.4, 0.4, 0.41, 0.41))
