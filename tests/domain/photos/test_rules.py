"""What is taken, and how files are named."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heartsease.domain.photos.rules import (
    LONGEST_SIDE_PIXELS,
    Kind,
    Size,
    Unwanted,
    are_leftovers,
    is_within_limits,
    recognize,
    rendition_name,
)
from tests import pictures

REGIONS = st.frozensets(st.uuids(), max_size=4)


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\xff\xd8\xff\xe0", Kind.JPEG),
        (b"\x89PNG\r\n\x1a\n", Kind.PNG),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", Kind.WEBP),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", Kind.HEIC),
        (b"\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00mif1heic", Kind.HEIC),
        (b"\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00mif1avif", Unwanted.OTHER),
        (b"\x00\x00\x00\x18ftypavif\x00\x00\x00\x00mif1heic", Unwanted.OTHER),
        (b"\x00\x00\x00\x18ftyphevc\x00\x00\x00\x00msf1hevc", Unwanted.FILM),
        (b"\x00\x00\x00\x14ftypqt  \x00\x00\x00\x00qt  ", Unwanted.FILM),
        (pictures.film(), Unwanted.FILM),
        (b"GIF89a", Unwanted.GIF),
        (pictures.SVG, Unwanted.SVG),
        (b"\xef\xbb\xbf\n<!-- drawn --><SVG>", Unwanted.SVG),
        (b"<html>", Unwanted.OTHER),
        (b"RIFF\x10\x00\x00\x00WAVEfmt ", Unwanted.OTHER),
        (b"%PDF-1.7", Unwanted.OTHER),
        (b"II*\x00", Unwanted.OTHER),
        (b"\xff\xd8", Unwanted.OTHER),
        (b"", Unwanted.OTHER),
    ],
)
def test_kind_is_told_by_content(head: bytes, kind: Kind | Unwanted) -> None:
    assert recognize(head) is kind


@given(st.binary(max_size=64))
def test_any_beginning_has_an_answer(head: bytes) -> None:
    assert recognize(b"\x00\x00\x00\x18ftyp" + head) in {*Kind, *Unwanted}


@pytest.mark.parametrize(
    ("width", "height", "is_taken"),
    [
        (1, 1, True),
        (LONGEST_SIDE_PIXELS, 3000, True),
        (LONGEST_SIDE_PIXELS, 3001, False),
        (LONGEST_SIDE_PIXELS + 1, 1, False),
        (1, LONGEST_SIDE_PIXELS + 1, False),
        (0, 5, False),
    ],
)
def test_limits_of_pixels(width: int, height: int, is_taken: bool) -> None:
    assert is_within_limits(width, height) is is_taken


@given(REGIONS, REGIONS)
def test_other_covered_regions_are_another_file(first: frozenset[uuid.UUID], second: frozenset[uuid.UUID]) -> None:
    assert (rendition_name(Size.LARGE, first) == rendition_name(Size.LARGE, second)) is (first == second)


def test_name_tells_size_and_pipeline() -> None:
    assert rendition_name(Size.MASTER) == "master-1-plain.jpg"
    names = {rendition_name(size, pipeline_version=version) for size in Size for version in (1, 2)}
    assert len(names) == 6


def test_few_leftovers_are_leftovers_and_many_are_another_database() -> None:
    assert are_leftovers(20, 20)
    assert not are_leftovers(21, 21)
    assert are_leftovers(400, 20_000)
    assert not are_leftovers(401, 20_000)
