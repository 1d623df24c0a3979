"""Nothing but pixels is left in any file: no place, no telephone, no name, no profile, no word after the end."""

from pathlib import Path

import pytest
import pyvips

from heartsease.domain.photos.rules import Size
from tests import pictures
from tests.bare import has_only_pixels, needs_exiftool, segments_of_jpeg, told_by_exiftool
from tests.domain.photos.conftest import Files, files_of

TRACES = (b"Exif", b"http", b"xmp", b"XMP", b"8BIM", b"ICC", b"lcms", b"GPS", b"Photoshop", b"COM", b"EXIF")


def is_bare(files: Files) -> bool:
    """Whether the files hold nothing but structure and pixels."""
    only_pixels = all(map(has_only_pixels, files.values()))
    words = [word.encode() for word in pictures.WORDS]
    silent = not any(word in data for data in files.values() for word in words)
    traceless = not any(trace in data[:2000] for data in files.values() for trace in TRACES)
    return only_pixels and silent and traceless


def test_the_search_itself_can_fail() -> None:
    told = pictures.full_of_metadata()
    assert all(word.encode() in told for word in pictures.WORDS)
    markers, after = segments_of_jpeg(told)
    assert {0xE1, 0xE2, 0xED, 0xFE} <= markers
    assert after > 90
    bare = files_of(told)
    for size in Size:
        assert not is_bare(bare | {size: told if size is Size.MASTER else pictures.webp(pictures.turned(6))})
        with pytest.raises(AssertionError):
            assert is_bare(bare | {size: bare[size] + b"Acorns nursery"})


def test_jpeg_that_tells_everything() -> None:
    assert is_bare(files_of(pictures.full_of_metadata()))


@pytest.mark.parametrize("write", [pictures.png, pictures.webp, pictures.heic])
def test_other_kinds(write: pictures.Writer) -> None:
    told = pyvips.Image.new_from_buffer(pictures.full_of_metadata(), "")
    data = write(told)
    assert b"Ada Lovelace" in data or write is pictures.heic
    assert is_bare(files_of(data))


def test_what_hides_behind_a_picture() -> None:
    honest = pictures.jpeg(pictures.quarters())
    page = b"<html><script>alert(document.domain)</script></html>"
    archive = b"PK\x03\x04" + bytes(26) + b"names.csv"
    files = files_of(pictures.with_segment(honest, 0xFE, page) + archive + page)
    assert is_bare(files)
    assert not any(part in data for data in files.values() for part in (page, archive, b"script"))


@needs_exiftool
def test_exiftool_finds_nothing(tmp_path: Path) -> None:
    source = pictures.full_of_metadata()
    told, *of_ours = told_by_exiftool([source, *files_of(source).values()], tmp_path)
    assert {"GPS:GPSLatitude", "IFD0:Artist", "XMP-dc:Creator", "IPTC:Caption-Abstract", "File:Comment"} <= told
    assert of_ours == [set()] * len(Size)
