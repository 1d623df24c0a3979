"""Pictures for tests, made here: honest ones with known colours, and hostile ones.

HEIC is written by ``heif-enc`` (Debian's libheif-examples), since no library of ours writes it: where the program is
absent, tests that need it are skipped.
"""

import shutil
import struct
import subprocess
import tempfile
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import pyvips

Colour = tuple[int, int, int]
Writer = Callable[[pyvips.Image], bytes]
Pixels = np.ndarray[tuple[int, ...], np.dtype[np.uint8]]

RED, GREEN, BLUE, YELLOW = (200, 40, 40), (40, 160, 60), (40, 60, 190), (220, 200, 60)
QUARTERS = (RED, GREEN, BLUE, YELLOW)
"""Top left, top right, bottom left, bottom right."""
WORDS = ("Ada Lovelace", "Acorns nursery", "51.5007", "SecretPhone 12", "photo taken by", "urn:uuid:f00dfeed")
"""What ``full_of_metadata`` says about the child, the place and the telephone."""
PHOTOGRAPHS = Path(__file__).resolve().parent.parent.parent / "shared" / "photos"
SVG = b"""<?xml version="1.0"?>
<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>"""


def quarters(width: int = 480, height: int = 320) -> pyvips.Image:
    """A picture of four flat colours, ``QUARTERS``."""
    return from_pixels(quarter_pixels(width, height))


def quarter_pixels(width: int, height: int) -> Pixels:
    """The pixels of ``quarters``: rows, columns, bands."""
    pixels = np.empty((height, width, 3), np.uint8)
    for place, colour in enumerate(QUARTERS):
        rows = slice(0, height // 2) if place < 2 else slice(height // 2, height)
        columns = slice(0, width // 2) if place % 2 == 0 else slice(width // 2, width)
        pixels[rows, columns] = colour
    return pixels


def from_pixels(pixels: Pixels) -> pyvips.Image:
    """An sRGB picture of ``pixels``."""
    return pyvips.Image.new_from_array(np.ascontiguousarray(pixels)).copy(interpretation="srgb")


def scene(width: int = 640, height: int = 480, *, seed: int = 1) -> pyvips.Image:
    """Something with light, shade and grain, as a photograph has."""
    bands = [
        pyvips.Image.perlin(width, height, cell_size=max(width // 5, 16), seed=seed * 3 + band) * 90 + 128
        for band in range(3)
    ]
    grain = pyvips.Image.gaussnoise(width, height, sigma=6, mean=0, seed=seed)
    picture = (bands[0].bandjoin(bands[1:]) + grain).cast("uchar")
    return picture.copy(interpretation="srgb")


def corners(picture: pyvips.Image) -> list[Colour]:
    """The colours in the middle of the four quarters, in the order of ``QUARTERS``."""
    places = [(x, y) for y in (0.25, 0.75) for x in (0.25, 0.75)]
    found = [picture(int(picture.width * x), int(picture.height * y)) for x, y in places]
    return [(round(red), round(green), round(blue)) for red, green, blue in found]


def is_close(found: list[Colour], wanted: tuple[Colour, ...] = QUARTERS, *, within: int = 8) -> bool:
    """Whether every channel of every colour is ``within`` so many levels of the wanted one."""
    return int(np.abs(np.array(found, int) - np.array(wanted, int)).max()) <= within


def jpeg(picture: pyvips.Image, **options: object) -> bytes:
    """``picture`` as JPEG."""
    return bytes(picture.jpegsave_buffer(**({"Q": 92} | options)))


def png(picture: pyvips.Image, **options: object) -> bytes:
    """``picture`` as PNG."""
    return bytes(picture.pngsave_buffer(**({"compression": 1} | options)))


def webp(picture: pyvips.Image, **options: object) -> bytes:
    """``picture`` as WebP."""
    return bytes(picture.webpsave_buffer(**({"Q": 90, "effort": 0} | options)))


def turned(orientation: int, *, width: int = 480, height: int = 320) -> pyvips.Image:
    """``quarters`` as a camera held another way stores them: Exif orientation 1 to 8 turns them upright."""
    upright = quarter_pixels(width, height)
    stored = {
        1: upright,
        2: upright[:, ::-1],
        3: upright[::-1, ::-1],
        4: upright[::-1],
        5: upright.transpose(1, 0, 2),
        6: np.rot90(upright, 1),
        7: upright[::-1, ::-1].transpose(1, 0, 2),
        8: np.rot90(upright, -1),
    }[orientation]
    picture = from_pixels(stored).copy()
    picture.set_type(pyvips.GValue.gint_type, "orientation", orientation)
    return picture


def full_of_metadata() -> bytes:
    """A JPEG that tells everything: Exif with place and telephone, XMP, IPTC, a profile, a comment, and
    bytes after its end. Every one of ``WORDS`` is in it."""
    picture = quarters().icc_transform("p3")
    told = {
        "exif-ifd0-Artist": WORDS[0],
        "exif-ifd0-Model": WORDS[3],
        "exif-ifd2-UserComment": WORDS[1],
        "exif-ifd3-GPSLatitudeRef": "N",
        "exif-ifd3-GPSLatitude": "51/1 30/1 2/1",
        "exif-ifd3-GPSLongitudeRef": "W",
        "exif-ifd3-GPSLongitude": "0/1 7/1 29/1",
    }
    for name, value in told.items():
        picture.set_type(pyvips.GValue.gstr_type, name, f"{value} ({value}, ASCII, 1 components, 1 bytes)")
    xmp = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about="{WORDS[5]}" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:creator><rdf:Seq><rdf:li>{WORDS[0]}</rdf:li></rdf:Seq></dc:creator></rdf:Description>"
        "</rdf:RDF></x:xmpmeta>"
    )
    caption = WORDS[1].encode()
    iptc = b"\x1c\x02\x78" + struct.pack(">H", len(caption)) + caption
    resource = b"8BIM\x04\x04\x00\x00" + struct.pack(">I", len(iptc)) + iptc + b"\x00" * (len(iptc) % 2)
    picture.set_type(pyvips.GValue.blob_type, "xmp-data", xmp.encode())
    data = jpeg(picture, keep="all")
    data = with_segment(data, 0xED, b"Photoshop 3.0\x00" + resource)
    data = with_segment(data, 0xFE, f"{WORDS[4]} {WORDS[0]} at {WORDS[2]}".encode())
    return data + b"after the end: " + " ".join(WORDS).encode()


def png_full_of_metadata() -> bytes:
    """The same as a PNG, with words in its three kinds of text and after its end."""
    data = png(new_from(full_of_metadata()))
    words = " ".join(WORDS).encode()
    texts = (
        _chunk(b"tEXt", b"Author\x00" + words)
        + _chunk(b"zTXt", b"Comment\x00\x00" + zlib.compress(words))
        + _chunk(b"iTXt", b"Description\x00\x00\x00\x00\x00" + words)
    )
    end_of_header = data.index(b"IHDR") + 4 + 13 + 4
    return data[:end_of_header] + texts + data[end_of_header:] + words


def webp_full_of_metadata() -> bytes:
    """The same as a WebP."""
    return webp(new_from(full_of_metadata())) + " ".join(WORDS).encode()


def heic_full_of_metadata() -> bytes:
    """The same as a HEIC: its Exif and XMP are items of their own."""
    return heic(new_from(full_of_metadata())) + " ".join(WORDS).encode()


def new_from(data: bytes) -> pyvips.Image:
    """The picture of a file, with all that it tells."""
    return pyvips.Image.new_from_buffer(data, "")


def with_segment(data: bytes, marker: int, payload: bytes) -> bytes:
    """A JPEG with one more segment at its beginning."""
    return data[:2] + bytes([0xFF, marker]) + struct.pack(">H", len(payload) + 2) + payload + data[2:]


def png_bomb(side: int = 30_000) -> bytes:
    """A valid PNG of ``side`` squared white pixels in about a hundred kilobytes."""
    row = b"\x00" + b"\xff" * ((side + 7) // 8)
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", packed) + _chunk(b"IEND", b"")


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def jpeg_that_claims(width: int, height: int) -> bytes:
    """A small JPEG whose header names another size."""
    data = bytearray(jpeg(quarters(64, 64)))
    at = data.index(b"\xff\xc0") + 5
    data[at : at + 4] = struct.pack(">HH", height, width)
    return bytes(data)


def moving(suffix: str) -> bytes:
    """Three frames, as ``.gif`` or ``.webp``."""
    frames = pyvips.Image.arrayjoin([scene(64, 48, seed=seed) for seed in range(3)], across=1).copy()
    frames.set_type(pyvips.GValue.gint_type, "page-height", 48)
    return bytes(frames.write_to_buffer(suffix))


def film() -> bytes:
    """The beginning of an MP4."""
    return b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + bytes(3000)


def heic(picture: pyvips.Image, *, quality: int = 70, quarter_turns: int = 0) -> bytes:
    """``picture`` as HEIC, to be turned anticlockwise by so many quarters when it is shown."""
    program = shutil.which("heif-enc")
    if program is None:
        pytest.skip("heif-enc is not installed (Debian: libheif-examples), so no HEIC can be made")
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "picture.png", Path(folder) / "picture.heic"
        picture.pngsave(str(source), compression=1)
        subprocess.run(
            [program, "-q", str(quality), source, "-o", target], check=True, capture_output=True, timeout=120
        )
        data = target.read_bytes()
    return with_rotation(data, quarter_turns) if quarter_turns else data


def with_rotation(data: bytes, quarter_turns: int) -> bytes:
    """A HEIC with a rotation property (``irot``, ISO/IEC 23008-12) on its main picture, as telephones write it."""
    rotation = struct.pack(">I4sB", 9, b"irot", quarter_turns)
    meta, iprp, ipco, ipma, iloc = (_find(data, *path) for path in _PATHS)
    properties = 0
    at = ipco + 8
    while at < ipco + _length(data, ipco):
        properties += 1
        at += _length(data, at)
    added = len(rotation) + 1
    grown = bytearray(data)
    _shift_offsets(grown, iloc, added)
    # Version and flags, one entry, its 16-bit item, its count of associations: see the specification, 9.3.1.
    assert grown[ipma + 8 : ipma + 12] == bytes(4)
    count = ipma + 8 + 4 + 4 + 2
    end_of_entry = count + 1 + grown[count]
    grown[count] += 1
    for box, growth in ((meta, added), (iprp, added), (ipco, len(rotation)), (ipma, 1)):
        grown[box : box + 4] = struct.pack(">I", _length(data, box) + growth)
    grown[end_of_entry:end_of_entry] = bytes([0x80 | (properties + 1)])
    end_of_properties = ipco + _length(data, ipco)
    grown[end_of_properties:end_of_properties] = rotation
    return bytes(grown)


_PATHS = (
    (b"meta",),
    (b"meta", b"iprp"),
    (b"meta", b"iprp", b"ipco"),
    (b"meta", b"iprp", b"ipma"),
    (b"meta", b"iloc"),
)


def _length(data: bytes | bytearray, at: int) -> int:
    return int.from_bytes(data[at : at + 4])


def _find(data: bytes, *path: bytes) -> int:
    """Where the box at ``path`` begins."""
    begin, end = 0, len(data)
    at = 0
    for name in path:
        at = begin
        while data[at + 4 : at + 8] != name:
            at += _length(data, at)
            assert at < end, f"no {name!r} in the file"
        begin, end = at + (12 if name == b"meta" else 8), at + _length(data, at)
    return at


def _shift_offsets(data: bytearray, iloc: int, by: int) -> None:
    """Move what ``iloc`` points at, for the layout that heif-enc writes: 32-bit offsets from the file's beginning."""
    assert data[iloc + 8] == 0
    assert data[iloc + 12 : iloc + 14] in (bytearray(b"\x44\x00"), bytearray(b"\x44\x40"))
    base_size = data[iloc + 13] >> 4
    at = iloc + 16
    for _ in range(int.from_bytes(data[iloc + 14 : iloc + 16])):
        at += 4 + base_size
        extents = int.from_bytes(data[at : at + 2])
        at += 2
        for _extent in range(extents):
            data[at : at + 4] = struct.pack(">I", int.from_bytes(data[at : at + 4]) + by)
            at += 8
