"""Boxes: what is one face, what is two, and what a turn of the picture does to them."""

from dataclasses import astuple, replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from heartsease.domain.photos.faces.boxes import Box, merged

FACE = Box(0.2, 0.2, 0.4, 0.5, 0.9)
parts = some.floats(0, 1, allow_nan=False)


@some.composite
def boxes(draw: some.DrawFn) -> Box:
    """Anywhere on a picture."""
    left, right = sorted((draw(parts), draw(parts)))
    top, bottom = sorted((draw(parts), draw(parts)))
    return Box(left, top, right, bottom, draw(parts))


@pytest.mark.parametrize(
    ("other", "are_one"),
    [
        (replace(FACE, score=0.5), True),
        (Box(0.25, 0.25, 0.45, 0.55), True),
        (Box(0.25, 0.3, 0.3, 0.4), True),  # a mouth
        (Box(0.39, 0.2, 0.59, 0.5), False),  # cheek by cheek
        (Box(0.6, 0.6, 0.8, 0.9), False),
        (Box(0.0, 0.0, 0.0, 0.0), False),
    ],
    ids=["itself", "moved", "within", "touching", "far", "empty"],
)
def test_one_face_or_two(other: Box, are_one: bool) -> None:
    assert FACE.is_same_as(other) is other.is_same_as(FACE) is are_one
    assert len(merged([FACE, other])) == (1 if are_one else 2)


def test_the_most_certain_stays() -> None:
    assert merged([replace(FACE, score=0.5), FACE, replace(FACE, score=0.7)]) == [FACE]


def test_a_quarter_to_the_left_and_back() -> None:
    # In a picture turned left, what was in the upper right corner is in the upper left one.
    assert astuple(Box(0.0, 0.0, 0.1, 0.2).turned_back(1)) == pytest.approx((0.8, 0.0, 1.0, 0.1, 1.0))


@given(boxes(), some.integers(0, 7))
def test_four_quarters_are_none(box: Box, quarters: int) -> None:
    there_and_back = box.turned_back(quarters).turned_back(-quarters % 4)
    assert astuple(there_and_back) == pytest.approx(astuple(box), abs=1e-9)
    assert box.turned_back(quarters).area == pytest.approx(box.area, abs=1e-9)


@given(some.lists(boxes(), max_size=12))
def test_merged_boxes_are_of_different_faces(found: list[Box]) -> None:
    kept = merged(found)
    assert merged(kept) == kept
    assert all(not one.is_same_as(other) for one in kept for other in kept if one is not other)
    assert all(any(box is one or box.is_same_as(one) for one in kept) for box in found)
