"""Nothing but pixels is left in any file: no place, no telephone, no name, no profile, no word after the end."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
import pyvips

from heartsease.domain.photos.rules import Size
from tests import pictures
from tests.domain.photos.conftest import Files, files_of

TRACES = (b"Exif", b"http", b"xmp", b"XMP", b"8BIM", b"ICC", b"lcms", b"GPS", b"Photoshop", b"COM", b"EXIF")
STRUCTURE_OF_JPEG = {0xE0, 0xDB, 0xC0, 0xC4, 0xDA}
"""JFIF, quantization and Huffman tables, frame, scan (ITU-T T.81, table B.1)."""


def segments_of_jpeg(data: bytes) -> tuple[set[int], int]:
    """The markers before the pixels, and how many bytes follow the end of the picture."""
    assert data[:2] == b"\xff\xd8"
    at, markers = 2, set()
    while True:
        assert data[at] == 0xFF
        marker = data[at + 1]
        markers.add(marker)
        at += 2 + int.from_bytes(data[at + 2 : at + 4])
        if marker == 0xDA:
            return markers, len(data) - (data.index(b"\xff\xd9", at) + 2)


def chunks_of_webp(data: bytes) -> list[bytes]:
    """The names of all chunks; fails where the file is longer than it says."""
    assert int.from_bytes(data[4:8], "little") + 8 == len(data)
    at, names = 12, []
    while at < len(data):
        names.append(data[at : at + 4])
        length = int.from_bytes(data[at + 4 : at + 8], "little")
        at += 8 + length + length % 2
    return names


def is_bare(files: Files) -> bool:
    """Whether the files hold nothing but structure and pixels."""
    markers, after = segments_of_jpeg(files[Size.MASTER])
    only_pixels = all(chunks_of_webp(files[size]) == [b"VP8 "] for size in (Size.LARGE, Size.SMALL))
    words = [word.encode() for word in pictures.WORDS]
    silent = not any(word in data for data in files.values() for word in words)
    traceless = not any(trace in data[:2000] for data in files.values() for trace in TRACES)
    return markers <= STRUCTURE_OF_JPEG and after == 0 and only_pixels and silent and traceless


def told_by_exiftool(data: bytes, folder: Path) -> set[str]:
    """The names of everything exiftool finds that is not the file's own structure."""
    path = folder / "picture"
    path.write_bytes(data)
    answer = subprocess.run(
        ["exiftool", "-G1", "-a", "-j", "-u", path], check=True, capture_output=True, text=True, timeout=60
    )
    structure = (
        "ExifTool:",
        "System:",
        "File:",
        "JFIF:",
        "RIFF:",
        "VP8:",
        "Composite:ImageSize",
        "Composite:Megapixels",
    )
    tags = set(json.loads(answer.stdout)[0])
    return {tag for tag in tags if not tag.startswith(structure) and tag != "SourceFile"} | (tags & {"File:Comment"})


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


@pytest.mark.skipif(shutil.which("exiftool") is None, reason="exiftool is not installed (libimage-exiftool-perl)")
def test_exiftool_finds_nothing(tmp_path: Path) -> None:
    source = pictures.full_of_metadata()
    told = told_by_exiftool(source, tmp_path)
    assert {"GPS:GPSLatitude", "IFD0:Artist", "XMP-dc:Creator", "IPTC:Caption-Abstract", "File:Comment"} <= told
    for data in files_of(source).values():
        assert told_by_exiftool(data, tmp_path) == set()
