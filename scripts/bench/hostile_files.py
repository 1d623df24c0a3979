"""Files that somebody might send to do harm: made by hand, and made from sound ones by damage that knows their parts.

The same ones for the same seed. Where ``heif-enc`` is not installed there are no HEIC among them.
"""

import functools
import io
import itertools
import random
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from scripts.bench.sound_files import PNG, mended, parts_of, sound_files, with_size
from tests import pictures

Dice = random.Random
_EXTREMES = (b"\x00\x00\x00\x00", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\x80\x00\x00\x00", b"\x00\x00\x00\x01")
_LENGTHS = (0, 1, 2, 3, 7, 8, 0x7FFF, 0xFFFF, 0x10000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
_SIDES = (0, 1, 2, 3, 255, 4096, 7700, 16383, 16384, 20_000, 20_001, 65_500, 65_535)
_PAGE = b"<!DOCTYPE html><html><script>alert(document.domain)</script></html>"
_MOST_BYTES = 4_000_000
"""Of a damaged file: what was repeated often enough is cut."""


@dataclass(frozen=True, slots=True)
class HostileFile:
    """What is sent, and what was done to it."""

    name: str
    data: bytes


def hostile_files(count: int, *, seed: int = 1, hand_made: int | None = None) -> Iterator[HostileFile]:
    """So many files: those made by hand (or some of them, spread evenly), and damaged ones for the rest."""
    made = made_by_hand()
    if hand_made is not None:
        made = tuple(made[at * len(made) // hand_made] for at in range(hand_made))
    yield from made[:count]
    for number in range(count - len(made)):
        yield damaged(Dice(f"{seed} {number}"), number)


def damaged(dice: Dice, number: int) -> HostileFile:
    """A sound file after one to three kinds of damage; every kind of file and of damage in its turn."""
    names = list(sound_files())
    name = names[number % len(names)]
    data, done = sound_files()[name], []
    for turn in range(dice.choice([1, 1, 2, 3])):
        damage = _DAMAGES[(number // len(names)) % len(_DAMAGES)] if turn == 0 else dice.choice(_DAMAGES)
        data = damage(data, dice)[:_MOST_BYTES]
        done.append(damage.__name__.strip("_"))
    if data.startswith(PNG) and dice.random() < 0.5:
        # Else nearly every damage is found by the first sum that is checked, and no decoder sees it.
        data = mended(data)
        done.append("mended")
    return HostileFile(f"{name}: {', '.join(done)} (number {number})", data)


def _flipped(data: bytes, dice: Dice) -> bytes:
    changed = bytearray(data)
    for _ in range(dice.randint(1, 16)):
        changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
    return bytes(changed)


def _other_header(data: bytes, dice: Dice) -> bytes:
    changed = bytearray(data)
    for _ in range(dice.randint(1, 6)):
        changed[dice.randrange(min(len(changed), 700))] = dice.randrange(256)
    return bytes(changed)


def _extreme(data: bytes, dice: Dice) -> bytes:
    at = dice.randrange(len(data))
    return data[:at] + dice.choice(_EXTREMES) + data[at + 4 :]


def _cut_off(data: bytes, dice: Dice) -> bytes:
    return data[: dice.randint(1, len(data))]


def _holed(data: bytes, dice: Dice) -> bytes:
    at = dice.randrange(len(data))
    return data[:at] + data[at + dice.randint(1, 2000) :] or data


def _zeroed(data: bytes, dice: Dice) -> bytes:
    at, length = dice.randrange(len(data)), dice.randint(1, 2000)
    return (data[:at] + bytes(length) + data[at + length :])[: len(data)]


def _filled(data: bytes, dice: Dice) -> bytes:
    at = dice.randrange(len(data))
    return data[:at] + dice.randbytes(dice.randint(1, 3000)) + data[at:]


def _repeated(data: bytes, dice: Dice) -> bytes:
    at = dice.randrange(len(data))
    return data[:at] + data[at : at + dice.randint(1, 2000)] * dice.randint(2, 60) + data[at:]


def _swapped(data: bytes, dice: Dice) -> bytes:
    first, second, third = sorted(dice.randrange(len(data)) for _ in range(3))
    return data[:first] + data[second:third] + data[first:second] + data[third:]


def _wrong_length(data: bytes, dice: Dice) -> bytes:
    """In the header of one part."""
    parts = parts_of(data)
    at = dice.randrange(len(parts))
    length = dice.choice([*_LENGTHS, dice.randrange(1 << 16)])
    part = parts[at]
    if data[:2] == b"\xff\xd8":
        parts[at] = part[:2] + (length & 0xFFFF).to_bytes(2) + part[4:]
    elif data[:4] == b"RIFF":
        parts[at] = part[:4] + length.to_bytes(4, "little") + part[8:]
    else:
        parts[at] = length.to_bytes(4) + part[4:]
    return b"".join(parts)


def _other_size(data: bytes, dice: Dice) -> bytes:
    return with_size(data, dice.choice(_SIDES), dice.choice(_SIDES))


def _shuffled(data: bytes, dice: Dice) -> bytes:
    """The parts after the first, in another order."""
    first, *rest = parts_of(data)
    dice.shuffle(rest)
    return first + b"".join(rest)


def _part_repeated(data: bytes, dice: Dice) -> bytes:
    parts = parts_of(data)
    at = dice.randrange(len(parts))
    return b"".join([*parts[:at], *[parts[at]] * dice.choice([2, 3, 40]), *parts[at + 1 :]])


def _part_lost(data: bytes, dice: Dice) -> bytes:
    parts = parts_of(data)
    at = dice.randrange(len(parts))
    return b"".join([*parts[:at], *parts[at + 1 :]]) or data


def _foreign_part(data: bytes, dice: Dice) -> bytes:
    """A part of another file within."""
    parts = parts_of(data)
    foreign = dice.choice(parts_of(dice.choice(list(sound_files().values()))))
    parts.insert(dice.randint(1, len(parts)), foreign)
    return b"".join(parts)


def _spliced(data: bytes, dice: Dice) -> bytes:
    """Begun as one file, ended as another."""
    other = dice.choice(list(sound_files().values()))
    return data[: dice.randint(1, len(data))] + other[dice.randrange(len(other)) :]


def _followed(data: bytes, dice: Dice) -> bytes:
    """Something else after its end."""
    return data + dice.choice([_PAGE, _archive(), *sound_files().values(), dice.randbytes(5000)])


_DAMAGES = (
    _flipped,
    _other_header,
    _extreme,
    _cut_off,
    _holed,
    _zeroed,
    _filled,
    _repeated,
    _swapped,
    _wrong_length,
    _other_size,
    _shuffled,
    _part_repeated,
    _part_lost,
    _foreign_part,
    _spliced,
    _followed,
)


def _archive() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        # A date of its own: the clock's would make other files each time.
        archive.writestr(zipfile.ZipInfo("names.csv"), "Ada Lovelace")
    return packed.getvalue()


@functools.cache
def made_by_hand() -> tuple[HostileFile, ...]:
    """What no chance would make: wrong kinds, bombs, two kinds in one, and each sound file cut at places of meaning."""
    made = itertools.chain(_wrong_kinds(), _bombs(), _two_in_one(), _cut_short())
    return tuple(HostileFile(name, data) for name, data in made)


def _wrong_kinds() -> Iterator[tuple[str, bytes]]:
    scene = pictures.scene(120, 90)
    yield "nothing", b""
    yield "one byte", b"\xff"
    for start in (b"\xff\xd8\xff", PNG, b"RIFF\x04\x00\x00\x00WEBP", b"\x00\x00\x00\x18ftypheic" + bytes(8) + b"heic"):
        yield f"only the beginning {start[:8]!r}", start
    yield "words", b"Dear nursery, this is no photo. " * 200
    yield "a page", _PAGE
    yield "a drawing", pictures.SVG
    entity = b'<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + level, b"&%c;" % (97 + level) * 10) for level in range(9)
    )
    yield "a drawing that multiplies", b'<?xml version="1.0"?>' + entity + b"]><svg>&j;</svg>"
    yield "an archive", _archive()
    yield "a program", b"MZ" + bytes(200)
    yield "another program", b"\x7fELF" + bytes(200)
    yield "a document", b"%PDF-1.7\n1 0 obj\n<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>\nendobj\n%%EOF"
    yield "a film", pictures.film()
    yield "a tiff", bytes(scene.write_to_buffer(".tif"))
    yield (
        "a bitmap",
        b"BM" + struct.pack("<IIIIiiHHIIIIII", 54 + 12, 0, 54, 40, 2, 2, 1, 24, 0, 0, 0, 0, 0, 0) + bytes(12),
    )
    yield "an icon", b"\x00\x00\x01\x00\x01\x00" + bytes(60)
    yield "a layered picture", b"8BPS\x00\x01" + bytes(60)
    yield "script behind an image's first letters", b"GIF89a=1;alert(document.domain);//"
    for brand in (b"avif", b"avis", b"mif1", b"hevc", b"msf1", b"jxl ", b"crx "):
        yield (
            f"brand {brand.decode()}",
            struct.pack(">I", 24) + b"ftyp" + brand + bytes(4) + brand + b"heic" + bytes(400),
        )
    for name in ("gif", "moving gif", "moving webp"):
        yield name, sound_files()[name]


def _bombs() -> Iterator[tuple[str, bytes]]:
    sound = sound_files()
    yield "png of 30,000 squared", pictures.png_bomb()
    yield "png of 7,700 squared, whole", pictures.png_bomb(7_700)
    for name in ("jpeg", "progressive jpeg", "png", "interlaced png", "deep png", "webp", "lossless webp", "heic"):
        for width, height in ((7_700, 7_700), (20_000, 3_000), (16_383, 3_600), (65_535, 65_535), (20_001, 1), (0, 0)):
            if name in sound:
                yield f"{name} that claims {width} x {height}", with_size(sound[name], width, height)
    yield "png that claims 2 to the 31", with_size(sound["png"], 0x7FFFFFFF, 0x7FFFFFFF)
    head, first, *rest = parts_of(sound["png"])
    packed = zlib.compress(bytes(100_000_000), 9)
    for chunk in (b"zTXt", b"iTXt", b"iCCP"):
        body = b"x\x00" + (b"\x01\x00\x00\x00" if chunk == b"iTXt" else b"\x00") + packed
        yield f"png with {chunk.decode()} that unpacks to 100 MB", b"".join([head, first, _chunk(chunk, body), *rest])
    words = _chunk(b"tEXt", b"Comment\x00" + b"w" * 100)
    yield "png with 20,000 words", b"".join([head, first, words * 20_000, *rest])
    soi, *segments = parts_of(sound["jpeg"])
    yield "jpeg with 2,000 comments", b"".join([soi, (b"\xff\xfe\x03\xea" + bytes(1000)) * 2_000, *segments])
    profile = b"\xff\xe2" + struct.pack(">H", 60_016) + b"ICC_PROFILE\x00\x01\xff" + bytes(60_000)
    yield "jpeg with 60 profiles", b"".join([soi, profile * 60, *segments])
    progressive = sound["progressive jpeg"]
    for side in (180, 2_000, 7_700):
        for scans in (60, 300):
            yield (
                f"jpeg of {side} squared with {scans} scans more",
                _with_scans(with_size(progressive, side, side), scans),
            )
    webp = parts_of(sound["moving webp"])
    frame = next(part for part in webp if part[:4] == b"ANMF")
    yield "webp with 3,000 frames", b"".join([*webp[:-1], frame * 3_000])
    if "heic" in sound:
        nested = b""
        for _ in range(2_000):
            nested = struct.pack(">I4sI", len(nested) + 12, b"meta", 0) + nested
        brands, *boxes = parts_of(sound["heic"])
        yield "heic with boxes in boxes", brands + nested + b"".join(boxes)
        yield (
            "heic with a free megabyte",
            brands + struct.pack(">I4s", 1_000_008, b"free") + bytes(1_000_000) + b"".join(boxes),
        )
        for box in (b"iloc", b"ipma", b"iinf", b"iref"):
            at = sound["heic"].find(box)
            if at > 0:
                yield (
                    f"heic with endless {box.decode()}",
                    sound["heic"][: at + 8] + b"\xff" * 8 + sound["heic"][at + 16 :],
                )


def _with_scans(data: bytes, count: int) -> bytes:
    """A progressive JPEG whose last scan is there so many times more."""
    at = data.rindex(b"\xff\xda")
    return data[:-2] + data[at:-2] * count + data[-2:]


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _two_in_one() -> Iterator[tuple[str, bytes]]:
    sound = sound_files()
    jpeg, png, webp = sound["jpeg"], sound["png"], sound["webp"]
    yield "jpeg and archive", jpeg + _archive()
    yield "jpeg and page", pictures.with_segment(jpeg, 0xFE, _PAGE)
    yield "jpeg in another's comment", pictures.with_segment(jpeg, 0xFE, jpeg[:60_000])
    yield "page, then jpeg", _PAGE + jpeg
    yield "archive, then jpeg", _archive() + jpeg
    yield "gif's first letters, then jpeg", b"GIF89a" + jpeg
    head, first, *rest = parts_of(png)
    yield "png and program", b"".join([head, first, _chunk(b"tEXt", b"Comment\x00<?php system($_GET['c']); ?>"), *rest])
    yield "png, then jpeg", png + jpeg
    yield "png's signature before jpeg", PNG + jpeg
    yield "webp and script", webp + b"*/=1;alert(1)//"
    yield "webp that holds png", b"RIFF" + struct.pack("<I", len(png) + 4) + b"WEBP" + png
    yield "webp that holds jpeg", b"RIFF" + struct.pack("<I", len(jpeg) + 4) + b"WEBP" + jpeg
    if "heic" in sound:
        heic = sound["heic"]
        yield "heic and jpeg", heic + jpeg
        yield "heic's brand before png", parts_of(heic)[0] + png


def _cut_short() -> Iterator[tuple[str, bytes]]:
    for name, data in sound_files().items():
        for share in (0.01, 0.25, 0.75, 0.99):
            yield f"{name}, the first {share:.0%}", data[: int(len(data) * share)]
        yield f"{name} without its last byte", data[:-1]
