"""What is painted over is nowhere: pictures that differ only beneath it give the same files to the last byte (G14).

The same with five hundred pairs: scripts/bench/hidden.py.
"""

import functools
import math
import uuid
from pathlib import Path
from unittest.mock import patch

import pytest
import pyvips

from heartsease.domain.photos import covering, storage
from heartsease.domain.photos.developing import write_sizes
from heartsease.domain.photos.faces.boxes import Box
from heartsease.domain.photos.intake import develop, receive
from heartsease.domain.photos.models import Region
from heartsease.domain.photos.rules import Size, rendition_name
from heartsease.kernel.ids import new_id
from scripts.bench.hidden import BEFORE, Pair, differences, pairs
from tests import pictures

COUNT = 10
INNER = (100 * 0.4 / 1.8, 100 * 0.4 / 1.8, 100 * 1.4 / 1.8, 100 * 1.4 / 1.8)
"""The sides of a face that is just a square of 100 pixels as it is grown."""


@functools.cache
def some_pairs() -> list[Pair]:
    return list(pairs(COUNT, seed=7))


@pytest.mark.parametrize("number", range(COUNT))
def test_nothing_of_what_is_hidden_is_in_any_file(number: int) -> None:
    """Covered for one family, for another, after somebody else was painted out, and painted out for good."""
    pair = some_pairs()[number]
    assert differences(pair) == {BEFORE}, pair.name


def test_the_comparison_finds_what_is_painted_too_small() -> None:
    def as_told(low: float, high: float, length: int) -> tuple[int, int]:
        return math.floor(low * length), math.ceil(high * length)

    with patch("heartsease.domain.photos.covering._reached", as_told):
        assert any("covered" in differences(pair) for pair in some_pairs())


def test_the_comparison_finds_what_is_not_painted_out() -> None:
    with patch("heartsease.domain.photos.covering.burn"):
        assert "painted out" in differences(some_pairs()[0])


def after_many_were_painted_out(colour: pictures.Colour) -> dict[str, bytes]:
    """The files in which a face of one colour is covered, after another place was painted out eight times."""
    pixels = pictures.scene(640, 480).numpy().copy()
    pixels[200:300, 200:300] = colour
    photo_id = new_id()
    with receive([pictures.png(pictures.from_pixels(pixels))]) as upload:
        storage.place(develop(upload), photo_id)
    for _ in range(8):
        covering.burn(photo_id, [region(photo_id, Box(0.8, 0.8, 0.9, 0.9))])
    left, top, right, bottom = (200 + edge for edge in INNER)
    face = region(photo_id, Box(left / 640, top / 480, right / 640, bottom / 480))
    covering.cover(photo_id, [face])
    covered = frozenset([face.pk])
    return {
        size: (storage.path_of(photo_id, size).parent / rendition_name(size, covered)).read_bytes() for size in Size
    }


def region(photo_id: uuid.UUID, box: Box) -> Region:
    return Region(id=new_id(), photo_id=photo_id, **box.sides)


def test_colour_does_not_run_further_each_time_somebody_is_painted_out() -> None:
    red, cyan = (255, 0, 0), (0, 255, 255)
    assert after_many_were_painted_out(red) == after_many_were_painted_out(cyan)

    def as_at_first(master: pyvips.Image, folder: Path, *covered: frozenset[uuid.UUID], is_again: bool = False) -> int:
        return write_sizes(master, folder, *covered)

    with patch("heartsease.domain.photos.covering.write_sizes", as_at_first):
        assert after_many_were_painted_out(red) != after_many_were_painted_out(cyan), "the control"


@pytest.mark.parametrize("corner", [(0.0, 0.0), (0.8, 0.0), (0.0, 0.8), (0.8, 0.8)])
def test_little_more_than_what_is_hidden_is_lost(corner: tuple[float, float]) -> None:
    photo_id = new_id()
    with receive([pictures.png(pictures.quarters(1200, 900))]) as upload:
        storage.place(develop(upload), photo_id)
    left, top = corner
    box = Box(left, top, left + 0.2, top + 0.2)
    covering.burn(photo_id, [region(photo_id, box)])
    painted = pyvips.Image.new_from_buffer(storage.path_of(photo_id, Size.MASTER).read_bytes(), "")
    is_paint = (painted - list(covering.COLOUR)).abs() < 8
    share = is_paint.bandand().avg() / 255
    hidden = box.grown()
    # Never more than 27 pixels on each side.
    most = (hidden.right - hidden.left + 54 / 1200) * (hidden.bottom - hidden.top + 54 / 900)
    assert hidden.area <= share <= most
