"""Whether anything of what is hidden gets into a file: pairs of pictures that differ only beneath a rectangle.

    .venv/bin/python -m scripts.bench.hidden [--pairs 500]

Both pictures of a pair go the way of every photograph: sent, covered for a family, covered for another from whom one
more place is hidden, that other place painted out for good, covered again, painted out. After each step the files of
both must be the same to the last byte. Two controls: before anything is hidden the pairs must differ, and where only
the rectangle itself is painted, as large as it is told, differences must be found. Ends with 1 where a pair differs or
a control fails. A shorter run is part of the tests (tests/domain/photos/test_covering.py).
"""

import argparse
import math
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from unittest.mock import patch

import numpy as np
import pyvips

from heartsease.domain.photos.faces.boxes import Box
from heartsease.kernel.ids import new_id
from tests import pictures
from tests.pictures import Pixels

SIZES = ((320, 240), (640, 480), (601, 399), (333, 500), (240, 427))
LARGE_SIZES = ((2700, 2025), (3400, 2550))
"""Larger than a master: what was sent is made smaller first."""
LARGE_EVERY = 49
KINDS = ("png", "webp", "jpeg", "png on its side", "png upside down")
_TURNED = {"png on its side": (6, 1), "png upside down": (3, 2)}
"""Exif orientation, and how many quarters to the left the pixels are stored for it."""
CONTROL_EVERY = 20
SAID_EVERY = 100


@dataclass(frozen=True, slots=True)
class Pair:
    """Two pictures with the same pixels but beneath ``face``, as it is grown; and another face, perhaps the same."""

    name: str
    first: bytes
    second: bytes
    face: Box
    other: Box


def main() -> int:
    """Hide, compare and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=500)
    count = parser.parse_args().pairs
    with tempfile.TemporaryDirectory(prefix="heartsease-hidden-") as folder:
        os.environ |= {
            "HEARTSEASE_DATA": folder,
            "SECRET_KEY": "only for this benchmark",
            "HEARTSEASE_PEPPER": "only for this benchmark",
            "DJANGO_SETTINGS_MODULE": "heartsease.config.settings",
        }
        from heartsease.cli import prepare  # noqa: PLC0415 - after the environment

        prepare.start_django()
        from heartsease.domain.photos import storage  # noqa: PLC0415

        storage.ensure_marker()
        return 0 if _compare(count) else 1


def pairs(count: int, *, seed: int = 1) -> Iterator[Pair]:
    """So many pairs of every kind, with faces everywhere and of every size; the same ones for the same seed."""
    for number in range(count):
        dice = random.Random(f"{seed} {number}")  # noqa: S311 - not for secrets
        yield _pair(dice, number, KINDS[number % len(KINDS)])


def differences(pair: Pair) -> set[str]:
    """In which steps the files of both pictures are not the same."""
    first, second = (_steps(data, pair) for data in (pair.first, pair.second))
    return {step for step, files in first.items() if files != second[step]}


BEFORE = "before anything is hidden"


def _steps(data: bytes, pair: Pair) -> Mapping[str, Mapping[str, bytes]]:
    """Every file of one picture after each step, by the rest of its name."""
    from heartsease.domain.photos import covering, storage  # noqa: PLC0415 - after the environment
    from heartsease.domain.photos.intake import develop, receive  # noqa: PLC0415
    from heartsease.domain.photos.models import Region  # noqa: PLC0415
    from heartsease.domain.photos.rules import Size  # noqa: PLC0415

    photo_id = new_id()
    hidden, other = (Region(id=new_id(), photo_id=photo_id, **box.sides) for box in (pair.face, pair.other))

    def files(*covered: Region) -> dict[str, bytes]:
        found = {}
        for size in Size:
            opened = storage.open_rendition(photo_id, size, frozenset(region.pk for region in covered))
            if opened is None:
                raise RuntimeError("A file was not made.")
            with opened:
                found[size.value] = opened.read()
        return found

    def made(*covered: Region) -> dict[str, bytes]:
        covering.cover(photo_id, covered)
        return files(*covered)

    with receive([data]) as upload:
        storage.place(develop(upload), photo_id)
    steps = {BEFORE: files(), "covered": made(hidden), "covered with another": made(hidden, other)}
    covering.burn(photo_id, [other])
    steps["covered after another was painted out"] = made(hidden)
    covering.burn(photo_id, [hidden])
    folder = storage.path_of(photo_id, Size.MASTER).parent
    steps["painted out"] = {path.name: path.read_bytes() for path in folder.iterdir()}
    storage.destroy(photo_id)
    return steps


def _compare(count: int) -> bool:
    began = time.monotonic()
    differing: Counter[str] = Counter()
    files = 0
    control: Counter[str] = Counter()
    for number, pair in enumerate(pairs(count), start=1):
        found = differences(pair)
        files += 4 * 3
        differing.update(found)
        for step in sorted(found - {BEFORE}):
            print(f"DIFFERS  {pair.name}: {step}", flush=True)
        if number % CONTROL_EVERY == 0:
            with patch("heartsease.domain.photos.covering._reached", _as_told):
                control.update(differences(pair))
        if number % SAID_EVERY == 0:
            print(f"{number} pairs in {time.monotonic() - began:.0f} s", flush=True)
    leaks = sum(differing.values()) - differing[BEFORE]
    tried = count // CONTROL_EVERY
    print(f"{count} pairs, {files:,} pairs of files, {time.monotonic() - began:.0f} s")
    print(f"differ {BEFORE}: {differing[BEFORE]} (all must)")
    print(f"differ afterwards: {leaks} (none may)")
    caught = max((times for step, times in control.items() if step != BEFORE), default=0)
    print(f"control, painted only as large as told: {caught} of {tried} pairs differ in a step (some must)")
    return leaks == 0 and differing[BEFORE] == count and (caught > 0 or not tried)


def _as_told(low: float, high: float, length: int) -> tuple[int, int]:
    """What stands for the place of a face on a master where nobody thinks of what shows around it."""
    return math.floor(low * length), math.ceil(high * length)


def _pair(dice: random.Random, number: int, kind: str) -> Pair:
    is_large = number % LARGE_EVERY == LARGE_EVERY - 1
    width, height = dice.choice(LARGE_SIZES if is_large else SIZES)
    face, other = _face(dice), _face(dice)
    rows, columns = _beneath(face, width, height)
    if kind == "jpeg":
        rows, columns = _whole_blocks(rows), _whole_blocks(columns)
    if kind == "webp" or rows.stop <= rows.start or columns.stop <= columns.start:
        # What a JPEG codes as one is larger than this face: there are no two JPEGs that differ only there.
        kind = "webp"
        rows, columns = _beneath(face, width, height)
    around = pictures.scene(width, height, seed=number + 1).numpy()
    shape = (rows.stop - rows.start, columns.stop - columns.start, 3)
    files = []
    for way in dice.sample(_WAYS, 2):
        pixels = around.copy()
        pixels[rows, columns] = way(dice, shape)
        files.append(_encoded(pixels, kind))
    name = f"number {number}, {kind}, {width} x {height}, {shape[1]} x {shape[0]} pixels hidden"
    pair = Pair(name, files[0], files[1], face, other)
    _check(pair, face, width, height)
    return pair


def _face(dice: random.Random) -> Box:
    """Anywhere, also over the edge, where the picture cuts it."""
    width = dice.choice([0.02, 0.05, 0.1, 0.2]) * dice.uniform(0.7, 1.3)
    height = width * dice.uniform(1, 1.6)
    left, top = dice.uniform(-width / 2, 1 - width / 2), dice.uniform(-height / 2, 1 - height / 2)
    return Box(left, top, left + width, top + height).within_picture()


def _beneath(face: Box, width: int, height: int) -> tuple[slice, slice]:
    """Rows and columns of every pixel that is touched by what has to be hidden."""
    box = face.grown()
    return (
        slice(math.floor(box.top * height), math.ceil(box.bottom * height)),
        slice(math.floor(box.left * width), math.ceil(box.right * width)),
    )


def _whole_blocks(side: slice) -> slice:
    """The part of ``side`` that blocks of eight pixels fill."""
    return slice(-(-side.start // 8) * 8, side.stop // 8 * 8)


def _flat(dice: random.Random, shape: tuple[int, ...]) -> Pixels:
    colour = [dice.choice([0, 255]) for _ in range(3)]
    return np.broadcast_to(np.array(colour, np.uint8), shape)


def _noise(dice: random.Random, shape: tuple[int, ...]) -> Pixels:
    return np.random.default_rng(dice.randrange(1 << 32)).integers(0, 2, shape).astype(np.uint8) * np.uint8(255)


def _stripes(dice: random.Random, shape: tuple[int, ...]) -> Pixels:
    rows = np.arange(shape[0])[:, None, None] // dice.randint(1, 4) % 2
    colour = np.array([dice.randrange(256) for _ in range(3)])
    return np.broadcast_to((rows * 255) ^ colour, shape).astype(np.uint8)


def _somebody(dice: random.Random, shape: tuple[int, ...]) -> Pixels:
    scene: Pixels = pictures.scene(shape[1], shape[0], seed=dice.randrange(1 << 20)).numpy()
    return scene


_WAYS = (_flat, _noise, _stripes, _somebody)


def _encoded(pixels: Pixels, kind: str) -> bytes:
    if kind == "jpeg":
        return pictures.jpeg(pictures.from_pixels(pixels), Q=95, subsample_mode="off")
    if kind == "webp":
        return pictures.webp(pictures.from_pixels(pixels), lossless=True)
    orientation, quarters = _TURNED.get(kind, (1, 0))
    picture = pictures.from_pixels(np.rot90(pixels, quarters)).copy()
    picture.set_type(pyvips.GValue.gint_type, "orientation", orientation)
    return pictures.png(picture)


def _check(pair: Pair, face: Box, width: int, height: int) -> None:
    """Fail where the pictures, as whoever sent them sees them, differ anywhere else, or nowhere."""
    first, second = (pyvips.Image.new_from_buffer(data, "").autorot().numpy() for data in (pair.first, pair.second))
    differs = (first != second).any(axis=2)
    rows, columns = _beneath(face, width, height)
    if not differs.any() or differs.shape != (height, width):
        raise AssertionError(f"{pair.name}: no pair")
    differs[rows, columns] = False
    if differs.any():
        raise AssertionError(f"{pair.name}: the pictures differ around it too")


if __name__ == "__main__":
    sys.exit(main())
