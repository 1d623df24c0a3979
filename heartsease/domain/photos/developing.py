"""The process in which pictures are decoded: started by ``darkroom``, without Django or database.

It reads one request per line (JSON: ``source``, ``folder``, ``kind``) and answers each with two lines: that it
begins, and then ``width``, ``height`` and ``stored_bytes`` of what it made, or ``refused`` with a ``Refusal``.
Whatever a hostile picture does to a decoder, it does here: without the server's secrets, with limits on memory
and time.
"""

import functools
import json
import os
import resource
import signal
import sys
import uuid
from errno import EDQUOT, ENOSPC
from pathlib import Path
from typing import Any

import pyvips

from heartsease.domain.photos.rules import (
    MOST_HELD_BYTES,
    SECONDS_PER_PICTURE,
    Kind,
    Refusal,
    Size,
    is_within_limits,
    rendition_name,
)

_LOADERS = {
    Kind.JPEG: "VipsForeignLoadJpeg",
    Kind.PNG: "VipsForeignLoadPng",
    Kind.WEBP: "VipsForeignLoadWebp",
}
_PROFILE = "icc-profile-data"
_DISPLAY_P3_PRIMARIES = 12
"""Of ISO/IEC 23091-2, table 2."""
_DOTS_PER_MILLIMETRE = 72 / 25.4
_MOST_WRITTEN_BYTES = 64_000_000


class RefusedError(Exception):
    """The picture is not developed, for ``refusal``."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal)
        self.refusal = refusal


def develop(source: Path, folder: Path, kind: Kind) -> dict[str, int]:
    """Write every size of the picture ``source`` into ``folder``, durably; gives what the row keeps of it."""
    data = source.read_bytes()
    picture = _decode_heic(data) if kind is Kind.HEIC else _decode(data, kind)
    master = _as_opaque_srgb(picture).copy_memory()
    return {"width": master.width, "height": master.height, "stored_bytes": write_sizes(master, folder)}


def write_sizes(
    master: pyvips.Image, folder: Path, covered: frozenset[uuid.UUID] = frozenset(), *, is_again: bool = False
) -> int:
    """Write every size of ``master``, on which the regions ``covered`` are painted over; gives the bytes of all.

    With ``is_again``, the files take the place of those from which ``master`` was read.
    """
    large = _shrink(master, Size.LARGE).copy_memory()
    small = _shrink(large, Size.SMALL)
    stored = 0
    for size, image in ((Size.MASTER, master), (Size.LARGE, large), (Size.SMALL, small)):
        stored += _write(folder / rendition_name(size, covered), _encode(image, size, is_again=is_again))
    return stored


def _decode(data: bytes, kind: Kind) -> pyvips.Image:
    """The picture, upright and no larger than a master."""
    load = {
        Kind.JPEG: pyvips.Image.jpegload_buffer,
        Kind.PNG: pyvips.Image.pngload_buffer,
        Kind.WEBP: pyvips.Image.webpload_buffer,
    }[kind]
    header = load(data, access="sequential")
    _check(header.width, header.height)
    if kind is Kind.WEBP and "n-pages" in header.get_fields() and header.get("n-pages") > 1:
        raise RefusedError(Refusal.MOVING)
    if "interlaced" in header.get_fields() and _held_bytes(header, kind) > MOST_HELD_BYTES:
        raise RefusedError(Refusal.TOO_MUCH_AT_ONCE)
    edge = Size.MASTER.recipe.long_edge
    # "error" refuses what was cut off and keeps what cameras get slightly wrong. As an option of the loader,
    # since libvips 8.18 forgets the argument of that name when it reads from a buffer.
    upright = pyvips.Image.thumbnail_buffer(data, edge, height=edge, size="down", option_string="[fail_on=error]")
    if header.interpretation == "cmyk":
        # It is sRGB by now. What libvips leaves as its profile is another's, and where the file had none, freed memory.
        upright = upright.copy()
        upright.remove(_PROFILE)
    # The one decoding: a stream cannot be read twice, and three sizes are made of it.
    return upright.copy_memory()


def _held_bytes(header: pyvips.Image, kind: Kind) -> int:
    """What a picture in several passes takes while it is decoded: a JPEG's coefficients have two bytes each."""
    each = 2 if kind is Kind.JPEG or header.format != "uchar" else 1
    return int(header.width * header.height * header.bands * each)


def _decode_heic(data: bytes) -> pyvips.Image:
    """The main picture of a HEIC file, no larger than a master.

    libheif turns it upright as the file itself says; Exif has no say in this format (ISO/IEC 23008-12).
    """
    import pi_heif  # noqa: PLC0415  # 25 MB that most settings never need

    pi_heif.options.THUMBNAILS = False
    pi_heif.options.DEPTH_IMAGES = False
    pi_heif.options.AUX_IMAGES = False
    pi_heif.options.DECODE_THREADS = 2
    file = pi_heif.open_heif(data, convert_hdr_to_8bit=True)
    _check(*file.size)
    bands = len(file.mode)
    image = pyvips.Image.new_from_memory(file.data, *file.size, bands, "uchar")
    image = image.copy(interpretation="srgb" if bands > 2 else "b-w")
    if file.premultiplied_alpha:
        image = image.unpremultiply().cast("uchar")
    profile = file.info.get("icc_profile")
    if not profile and file.info.get("nclx_profile", {}).get("color_primaries") == _DISPLAY_P3_PRIMARIES:
        profile = pyvips.Image.profile_load("p3")
    if profile:
        image.set_type(pyvips.GValue.blob_type, _PROFILE, profile)
    # Now, while pi_heif still holds the pixels: its data do not keep them alive.
    return _shrink(image, Size.MASTER).copy_memory()


def _check(width: int, height: int) -> None:
    if not is_within_limits(width, height):
        raise RefusedError(Refusal.TOO_MANY_PIXELS)


def _shrink(image: pyvips.Image, size: Size) -> pyvips.Image:
    edge = size.recipe.long_edge
    return image.thumbnail_image(edge, height=edge, size="down")


def _as_opaque_srgb(image: pyvips.Image) -> pyvips.Image:
    """Three bands of eight bits in sRGB, transparency on white."""
    if image.get_typeof(_PROFILE):
        profile = image.get(_PROFILE)
        if not _changes_nothing(profile, "b-w" if image.bands < 3 else "srgb"):
            image = image.icc_transform("srgb", embedded=True, intent="relative", black_point_compensation=True)
    image = image.colourspace("srgb")
    if image.hasalpha():
        image = image.flatten(background=255)
    # The density would tell one camera from another.
    return image.cast("uchar").copy(xres=_DOTS_PER_MILLIMETRE, yres=_DOTS_PER_MILLIMETRE)


@functools.lru_cache(maxsize=16)
def _changes_nothing(profile: bytes, interpretation: str) -> bool:
    """Whether converting from ``profile`` to sRGB would leave every colour as it is, or is impossible.

    Tried on a grid of colours: a profile's name can say anything, and sRGB comes in many spellings.
    """
    if interpretation == "srgb":
        grid = pyvips.Image.xyz(6, 36)
        column, row = grid[0], grid[1]
        colours = (column * 51).bandjoin([(row % 6) * 51, (row / 6).floor() * 51])
    else:
        colours = pyvips.Image.xyz(256, 1)[0]
    colours = colours.cast("uchar").copy(interpretation=interpretation)
    colours.set_type(pyvips.GValue.blob_type, _PROFILE, profile)
    try:
        seen = colours.icc_transform("srgb", embedded=True, intent="relative", black_point_compensation=True)
        return bool((seen - colours).abs().max() <= 3)
    except pyvips.Error:
        return True


def _encode(image: pyvips.Image, size: Size, *, is_again: bool) -> bytes:
    """The file of ``image``, without anything but pixels in it."""
    recipe = size.recipe
    if recipe.suffix == "jpg":
        # Halved colour runs a pixel into the next block at each decoding. Once is reckoned with where somebody is
        # painted out (``covering``); a file that was written again and again would carry it further each time.
        colour = "off" if is_again else "auto"
        return bytes(image.jpegsave_buffer(Q=recipe.quality, optimize_coding=True, subsample_mode=colour, keep="none"))
    return bytes(image.webpsave_buffer(Q=recipe.quality, effort=recipe.effort, keep="none"))


def _write(path: Path, data: bytes) -> int:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return len(data)


def _answer(request: dict[str, str]) -> dict[str, Any]:
    try:
        return develop(Path(request["source"]), Path(request["folder"]), Kind(request["kind"]))
    except RefusedError as problem:
        return {"refused": problem.refusal}
    except OSError as problem:
        is_full = problem.errno in {ENOSPC, EDQUOT}
        return {"refused": Refusal.DISK_FULL if is_full else Refusal.UNREADABLE, "detail": repr(problem)}
    except Exception as problem:  # decoders raise what they like, and every one of them means the same
        return {"refused": Refusal.UNREADABLE, "detail": repr(problem)[:500]}


def _limit(memory_bytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_MOST_WRITTEN_BYTES, _MOST_WRITTEN_BYTES))


def _limit_processor_time() -> None:
    """End the process when this picture uses far too much, even when the server is not there to do it."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime + 2 * SECONDS_PER_PICTURE) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))


def _restrict_decoders() -> None:
    pyvips.block_untrusted_set(True)
    pyvips.operation_block_set("VipsForeignLoad", True)
    for name in _LOADERS.values():
        pyvips.operation_block_set(name, False)
    pyvips.cache_set_max(0)


def main() -> None:
    """Answer requests until the server goes away."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit(int(sys.argv[1]))
    _restrict_decoders()
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    # What a decoder prints must not be taken for an answer.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    print("{}", file=replies, flush=True)
    for line in sys.stdin:
        print("{}", file=replies, flush=True)
        _limit_processor_time()
        print(json.dumps(_answer(json.loads(line))), file=replies, flush=True)


if __name__ == "__main__":
    main()
