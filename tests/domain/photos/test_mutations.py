"""Two hundred damaged pictures: each is taken or refused in words, quickly, and a sound one works afterwards."""

import random
import time
from collections import Counter
from collections.abc import Callable

import pytest

from heartsease.kernel.errors import DomainError
from tests import pictures
from tests.domain.photos.conftest import files_of

ROUNDS = 40
MOST_SECONDS = 2.0


def flip(data: bytearray, dice: random.Random) -> None:
    for _ in range(dice.randint(1, 12)):
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)


def flip_in_header(data: bytearray, dice: random.Random) -> None:
    for _ in range(dice.randint(1, 4)):
        data[dice.randrange(12, min(len(data), 700))] = dice.randrange(256)


def cut(data: bytearray, dice: random.Random) -> None:
    del data[dice.randrange(20, len(data)) :]


def drop(data: bytearray, dice: random.Random) -> None:
    at = dice.randrange(12, len(data))
    del data[at : at + dice.randint(1, 400)]


def repeat(data: bytearray, dice: random.Random) -> None:
    at = dice.randrange(12, len(data))
    data[at:at] = data[at : at + dice.randint(1, 400)] * dice.randint(1, 20)


def extremes(data: bytearray, dice: random.Random) -> None:
    at = dice.randrange(12, len(data) - 4)
    data[at : at + 4] = dice.choice(
        [b"\x00\x00\x00\x00", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\x80\x00\x00\x00"]
    )


DAMAGES = (flip, flip_in_header, cut, drop, repeat, extremes)


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("jpeg", pictures.full_of_metadata),
        ("progressive jpeg", lambda: pictures.jpeg(pictures.scene(320, 240), interlace=True)),
        ("png", lambda: pictures.png(pictures.scene(160, 120), interlace=True)),
        ("webp", lambda: pictures.webp(pictures.scene(320, 240))),
        ("heic", lambda: pictures.heic(pictures.scene(320, 240))),
    ],
)
def test_damaged_pictures(name: str, make: Callable[[], bytes]) -> None:
    sound = make()
    dice = random.Random(name)
    outcomes: Counter[str] = Counter()
    for number in range(ROUNDS):
        data = bytearray(sound)
        damage = DAMAGES[number % len(DAMAGES)]
        damage(data, dice)
        began = time.monotonic()
        try:
            files_of(bytes(data))
            outcomes["taken"] += 1
        except DomainError as problem:
            assert problem.sentence
            assert problem.status < 500
            outcomes["refused"] += 1
        taken = time.monotonic() - began
        assert taken < MOST_SECONDS, f"{damage.__name__} number {number} of {name} took {taken:.1f} s"
    assert outcomes["refused"], f"no damage was noticed: {outcomes}"
    assert files_of(sound)
