"""What a photo may be, what is made of it and how the results are called.

No Django and no database: the process that decodes pictures imports this and nothing else of the house.
"""

import enum
import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

PIPELINE_VERSION = 1
"""Goes up whenever the same upload would become other pixels; part of every file's name."""

MEGABYTE = 1_000_000
MEGAPIXEL = 1_000_000
MOST_UPLOAD_BYTES = 40 * MEGABYTE
MOST_PIXELS = 60 * MEGAPIXEL
LONGEST_SIDE_PIXELS = 20_000
MOST_HELD_BYTES = 190 * MEGABYTE
"""Of a picture that has to be in memory whole while it is decoded, since each of its passes goes over all of it
(progressive JPEG, interlaced PNG): 31 million pixels of a JPEG, 63 of a plain PNG."""
SECONDS_PER_PICTURE = 20.0
"""After which the process that decodes is ended. The largest picture allowed was seen to need three."""
MOST_WAITING_SECONDS = 60.0
"""How long an upload waits for the pictures before it."""
PICTURES_PER_PROCESS = 200
"""After which the process that decodes is replaced, so that nothing it lost stays lost for long."""
PROCESS_MEMORY_BYTES = 1 << 30
"""Address space; the largest picture allowed was seen to need 0.86 GB of it, a 12-megapixel one 0.23 GB."""
HEAD_BYTES = 1024
"""How much of a file's beginning ``recognize`` looks at."""


class Kind(enum.StrEnum):
    """A kind of picture that is taken."""

    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    HEIC = "heic"


class Unwanted(enum.StrEnum):
    """A kind of file that is not taken, as far as its sender needs to know it."""

    GIF = "gif"
    SVG = "svg"
    FILM = "film"
    OTHER = "other"


class Refusal(enum.StrEnum):
    """Why a picture of a kind that is taken was not developed."""

    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_MUCH_AT_ONCE = "too_much_at_once"
    MOVING = "moving"
    UNREADABLE = "unreadable"
    DISK_FULL = "disk_full"


class Size(enum.StrEnum):
    """The files that are made of every photo."""

    MASTER = "master"
    LARGE = "large"
    SMALL = "small"

    @property
    def recipe(self) -> "Recipe":
        """How this file is made."""
        return RECIPES[self]


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a file is made: pixels of its long edge at most, quality up to 100, effort (WebP) up to 6."""

    long_edge: int
    quality: int
    suffix: str
    content_type: str
    effort: int = 0


RECIPES: Mapping[Size, Recipe] = {
    Size.MASTER: Recipe(2560, 85, "jpg", "image/jpeg"),
    Size.LARGE: Recipe(1280, 80, "webp", "image/webp", effort=2),
    Size.SMALL: Recipe(320, 75, "webp", "image/webp", effort=4),
}


def rendition_name(
    size: Size, covered: frozenset[uuid.UUID] = frozenset(), pipeline_version: int = PIPELINE_VERSION
) -> str:
    """The name, inside a photo's folder, of the file of ``size`` with the regions ``covered`` painted over.

    Photo, size, covered regions and pipeline are all that decides a file's pixels: when one of them changes,
    another file is asked for.
    """
    regions = "".join(sorted(region.hex for region in covered))
    cover = hashlib.sha256(regions.encode()).hexdigest()[:32] if regions else "plain"
    return f"{size}-{pipeline_version}-{cover}.{size.recipe.suffix}"


_STARTS: Mapping[bytes, Kind | Unwanted] = {
    b"\xff\xd8\xff": Kind.JPEG,
    b"\x89PNG\r\n\x1a\n": Kind.PNG,
    b"GIF87a": Unwanted.GIF,
    b"GIF89a": Unwanted.GIF,
}
_STILL_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis"})
_SEQUENCE_BRANDS = frozenset({b"hevc", b"hevx", b"hevm", b"hevs", b"msf1"})
_STILL_MAJOR_BRANDS = _STILL_HEIC_BRANDS | {b"mif1", b"mif2", b"MiHB", b"MiHE"}
_FILM_MAJOR_PREFIXES = (b"isom", b"iso", b"mp4", b"M4V", b"qt", b"3gp", b"avc1")


def recognize(head: bytes) -> Kind | Unwanted:
    """The kind of file that begins with ``head``. Names and declared types can say anything."""
    for start, kind in _STARTS.items():
        if head.startswith(start):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Kind.WEBP
    if head[4:8] == b"ftyp":
        return _recognize_by_brands(head)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and b"<svg" in head.lower():
        return Unwanted.SVG
    return Unwanted.OTHER


def _recognize_by_brands(head: bytes) -> Kind | Unwanted:
    """The kind of an ISO base media file (ISO/IEC 14496-12, 4.3): its major and compatible brands."""
    box = head[8 : int.from_bytes(head[:4])]
    major = box[:4]
    brands = {box[at : at + 4] for at in range(8, len(box), 4)} | {major}
    if major in _STILL_MAJOR_BRANDS and brands & _STILL_HEIC_BRANDS:
        return Kind.HEIC
    if major in _SEQUENCE_BRANDS or major.startswith(_FILM_MAJOR_PREFIXES):
        return Unwanted.FILM
    return Unwanted.OTHER


def is_within_limits(width: int, height: int) -> bool:
    """Whether a picture of this many pixels is taken: asked of the header, before any pixel is decoded."""
    return 0 < width <= LONGEST_SIDE_PIXELS and 0 < height <= LONGEST_SIDE_PIXELS and width * height <= MOST_PIXELS


def are_leftovers(unknown: int, stored: int) -> bool:
    """Whether ``unknown`` of ``stored`` photo folders without a row can be what interrupted uploads left.

    More of them mean that the folder and the database do not belong together: then nothing may be destroyed.
    """
    return unknown <= max(20, stored // 50)
