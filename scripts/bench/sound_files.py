"""Sound files of every kind; into which parts their own lengths divide them, and where their size stands."""

import functools
import shutil
import struct
import zlib
from collections.abc import Callable, Mapping

import pyvips

from tests import pictures

PNG = b"\x89PNG\r\n\x1a\n"
"""How a PNG begins."""


@functools.cache
def sound_files() -> Mapping[str, bytes]:
    """What damage is done to."""
    scene = pictures.scene(240, 180)
    alpha = (pyvips.Image.xyz(240, 180)[0] % 256).cast("uchar")
    see_through = scene.bandjoin(alpha)
    told = pyvips.Image.new_from_buffer(pictures.full_of_metadata(), "")
    files = {
        "jpeg": pictures.jpeg(scene),
        "jpeg that tells": pictures.full_of_metadata(),
        "progressive jpeg": pictures.jpeg(scene, interlace=True),
        "jpeg with restarts": pictures.jpeg(scene, restart_interval=4),
        "grey jpeg": pictures.jpeg(scene[0]),
        "cmyk jpeg": pictures.jpeg(scene.icc_transform("cmyk"), keep="none"),
        "png": pictures.png(scene),
        "interlaced png": pictures.png(see_through, interlace=True),
        "png with a palette": pictures.png(scene, palette=True),
        "deep png": pictures.png(see_through.colourspace("rgb16"), bitdepth=16),
        "png that tells": pictures.png(told, keep="all"),
        "webp": pictures.webp(scene),
        "lossless webp": pictures.webp(scene, lossless=True),
        "webp to see through": pictures.webp(see_through),
        "webp that tells": pictures.webp(told, keep="all"),
        "moving webp": pictures.moving(".webp"),
        "gif": bytes(scene.write_to_buffer(".gif")),
        "moving gif": pictures.moving(".gif"),
    }
    if shutil.which("heif-enc"):
        files |= {
            "heic": pictures.heic(scene),
            "heic to see through": pictures.heic(see_through),
            "turned heic": pictures.heic(scene, quarter_turns=1),
        }
    return files


def parts_of(data: bytes) -> list[bytes]:
    """The parts that a file's own lengths make of it, in order; the last holds the rest."""
    if data[:2] == b"\xff\xd8":
        return _cut(data, 2, lambda at: 2 + int.from_bytes(data[at + 2 : at + 4]), last=b"\xff\xda")
    if data.startswith(PNG):
        return _cut(data, len(PNG), lambda at: 12 + int.from_bytes(data[at : at + 4]))
    if data[:4] == b"RIFF":
        return _cut(data, 12, lambda at: 8 + (int.from_bytes(data[at + 4 : at + 8], "little") + 1) // 2 * 2)
    if data[4:8] == b"ftyp":
        return _cut(data, 0, lambda at: int.from_bytes(data[at : at + 4]))
    step = max(len(data) // 8, 1)
    return [data[at : at + step] for at in range(0, len(data), step)]


def _cut(data: bytes, begin: int, length: Callable[[int], int], last: bytes | None = None) -> list[bytes]:
    parts, at = [data[:begin]], begin
    while at < len(data) and (last is None or data[at : at + 2] != last) and length(at) >= 4:
        parts.append(data[at : at + length(at)])
        at += length(at)
    return [part for part in [*parts, data[at:]] if part]


def with_size(data: bytes, width: int, height: int) -> bytes:
    """The file with another size in its header, wherever that stands."""
    big, narrow = struct.pack(">II", width, height), struct.pack("<HH", width & 0x3FFF, height & 0x3FFF)
    if data.startswith(PNG):
        return mended(data[:16] + big + data[24:])
    if data[:3] == b"GIF":
        return data[:6] + struct.pack("<HH", min(width, 0xFFFF), min(height, 0xFFFF)) + data[10:]
    if data[4:8] == b"ftyp":
        pieces = data.split(b"ispe\x00\x00\x00\x00")
        return b"".join([pieces[0], *(b"ispe\x00\x00\x00\x00" + big + piece[8:] for piece in pieces[1:])])
    changed = []
    for part in parts_of(data):
        if part[:2] in {b"\xff\xc0", b"\xff\xc1", b"\xff\xc2"}:
            changed.append(part[:5] + struct.pack(">HH", min(height, 0xFFFF), min(width, 0xFFFF)) + part[9:])
        elif part[:4] == b"VP8X":
            sides = (max(width - 1, 0).to_bytes(4, "little")[:3], max(height - 1, 0).to_bytes(4, "little")[:3])
            changed.append(part[:12] + sides[0] + sides[1] + part[18:])
        elif part[:4] == b"VP8 ":
            changed.append(part[:14] + narrow + part[18:])
        elif part[:4] == b"VP8L":
            bits = (max(width - 1, 0) & 0x3FFF) | (max(height - 1, 0) & 0x3FFF) << 14
            changed.append(part[:9] + bits.to_bytes(4, "little") + part[13:])
        else:
            changed.append(part)
    return b"".join(changed)


def mended(data: bytes) -> bytes:
    """A PNG with the right sum after every chunk."""
    head, *chunks = parts_of(data)
    return head + b"".join(
        chunk[:-4] + struct.pack(">I", zlib.crc32(chunk[4:-4])) if len(chunk) >= 12 else chunk for chunk in chunks
    )
