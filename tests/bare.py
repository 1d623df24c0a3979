"""What is in a picture's file beside its pixels: as we read its parts, and as exiftool does."""

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

needs_exiftool = pytest.mark.skipif(
    shutil.which("exiftool") is None, reason="exiftool is not installed (libimage-exiftool-perl)"
)
_STRUCTURE_OF_JPEG = {0xE0, 0xDB, 0xC0, 0xC4, 0xDA}
"""JFIF, quantization and Huffman tables, frame, scan (ITU-T T.81, table B.1)."""
_JFIF_BYTES = 16
"""Of its segment without a thumbnail, as its length counts."""
_STRUCTURE_BY_EXIFTOOL = (
    "ExifTool:",
    "System:",
    "File:",
    "JFIF:",
    "RIFF:",
    "VP8:",
    "Composite:ImageSize",
    "Composite:Megapixels",
)
_COMMENT = "File:Comment"
"""Words of somebody's, which exiftool counts among the structure."""


def has_only_pixels(data: bytes) -> bool:
    """Whether a JPEG or WebP file holds nothing but its structure and pixels, and ends where they end."""
    if data[:4] == b"RIFF":
        return chunks_of_webp(data) == [b"VP8 "]
    markers, after = segments_of_jpeg(data)
    return markers <= _STRUCTURE_OF_JPEG and after == 0


def segments_of_jpeg(data: bytes) -> tuple[set[int], int]:
    """The markers before the pixels, and how many bytes follow the end of the picture."""
    assert data[:2] == b"\xff\xd8"
    at, markers = 2, set()
    while True:
        assert data[at] == 0xFF
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4])
        markers.add(marker if marker != 0xE0 or length == _JFIF_BYTES else -1)
        at += 2 + length
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


def told_by_exiftool(files: Sequence[bytes], folder: Path) -> list[set[str]]:
    """Of each file, the names of everything exiftool finds that is not its own structure; ``folder`` is empty."""
    paths = [folder / f"{number:06}" for number in range(len(files))]
    for path, data in zip(paths, files, strict=True):
        path.write_bytes(data)
    names = folder / "names"
    names.write_text("\n".join(map(str, paths)), encoding="utf-8")
    answer = subprocess.run(
        ["exiftool", "-G1", "-json", "-a", "-u", "-@", names], check=True, capture_output=True, text=True, timeout=600
    )
    found = {Path(tags["SourceFile"]): tags.keys() - {"SourceFile"} for tags in json.loads(answer.stdout)}
    return [
        {tag for tag in found[path] if tag == _COMMENT or not tag.startswith(_STRUCTURE_BY_EXIFTOOL)} for path in paths
    ]
