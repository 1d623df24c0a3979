"""A large picture is looked at in two strips, and every face is told of by one of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from heartsease.domain.photos.faces.boxes import Box
from heartsease.domain.photos.faces.strips import BEYOND, MOST_PIXELS_AT_ONCE, strips_of


@pytest.mark.parametrize("size", [(1, 1), (960, 640), (1000, 1000), (640, 1280)])
def test_a_small_picture_is_shown_whole(size: tuple[int, int]) -> None:
    [strip] = strips_of(*size)
    box = Box(0.1, -0.2, 0.3, 1.2, 0.5)
    assert (strip.first, strip.last) == (0, size[0])
    assert strip.placed(box) == box, "also a face that is cut off by the edge"


@given(some.integers(960, 1280), some.floats(-20, 1300), some.floats(1, 2 * BEYOND))
def test_each_face_is_told_of_once_and_in_its_place(height: int, middle: float, length: float) -> None:
    top, bottom = (middle - length / 2) / height, (middle + length / 2) / height
    told = []
    for strip in strips_of(height, 1280):
        rows = strip.last - strip.first
        assert rows * 1280 < MOST_PIXELS_AT_ONCE
        there = Box(0.2, (top * height - strip.first) / rows, 0.3, (bottom * height - strip.first) / rows, 0.7)
        found = strip.placed(there)
        if found is not None:
            told.append(found)
            is_inside = -length <= middle <= height + length
            assert not is_inside or there.top * rows >= -length or strip.begins == 0, "its strip shows all of it"
    assert len(told) == 1
    assert [told[0].top, told[0].bottom] == pytest.approx([top, bottom])
