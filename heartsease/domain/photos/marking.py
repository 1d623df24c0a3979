"""Copies that leave the journal: marked in their pixels with a code that leads to whoever saved them, never stored."""

import datetime as dt
import math
import secrets
import uuid

import pyvips

from heartsease.domain.photos import storage
from heartsease.domain.photos.lettering import CAP_HEIGHT, PEN, strokes, width_of
from heartsease.domain.photos.rules import Size

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without I, L, O and U, which are taken for others when somebody reads a code off a picture."""
_MEANT = str.maketrans("ILO", "110")
_HALF = 5
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_MARGIN = 4.0
_BAND = CAP_HEIGHT + 6.0
"""In units of a letter: the space before the line of words, and the height of the ground on which it stands."""
_LEAST_UNIT = 1.75
"""Pixels of a unit below which a code could not be read any more; then the copy grows, not the letters shrink."""
_LENGTH, _HEIGHT = 0.62, 0.07
"""What the words take up at most of the width, and their ground of the height."""
_GROUND = "#1d1628"


def new_code() -> str:
    """A code that no copy has: 50 bits by chance, in two halves that can be read out."""
    drawn = "".join(secrets.choice(_ALPHABET) for _ in range(2 * _HALF))
    return f"{drawn[:_HALF]}-{drawn[_HALF:]}"


def as_code(typed: str) -> str | None:
    """The code that somebody meant who read it off a picture; None where it cannot be one."""
    found = "".join(typed.upper().translate(_MEANT).replace("-", " ").split())
    if len(found) != 2 * _HALF or not set(found) <= set(_ALPHABET):
        return None
    return f"{found[:_HALF]}-{found[_HALF:]}"


def mark(code: str, day: dt.date) -> str:
    """The words on a copy: where it came from, for which code, on which day. Nobody's name."""
    return f"SAVED FROM HEARTSEASE FOR {code}, {day.day} {_MONTHS[day.month - 1]} {day.year}"


def marked_copy(photo_id: uuid.UUID, words: str) -> bytes:
    """The photo with ``words`` along its lower edge, as JPEG without anything but pixels.

    ``OSError`` or ``pyvips.Error`` where its file cannot be read now.
    """
    opened = storage.open_rendition(photo_id, Size.MASTER)
    if opened is None:
        raise FileNotFoundError(photo_id)
    with opened:
        picture = pyvips.Image.new_from_buffer(opened.read(), "")
    return bytes(
        _marked(picture, words).jpegsave_buffer(Q=Size.MASTER.recipe.quality, optimize_coding=True, keep="none")
    )


def _marked(picture: pyvips.Image, words: str) -> pyvips.Image:
    length = width_of(words)
    unit = max(_LEAST_UNIT, min(picture.width * _LENGTH / length, picture.height * _HEIGHT / _BAND))
    band = math.ceil(_BAND * unit)
    width = max(picture.width, math.ceil((length + 2 * _MARGIN) * unit))
    # Where the line would hide a quarter of the picture, it stands below.
    height = picture.height if picture.height >= 4 * band else picture.height + band
    if (width, height) != (picture.width, picture.height):
        ground = [int(_GROUND[at : at + 2], 16) for at in (1, 3, 5)]
        left = (width - picture.width) // 2
        picture = picture.embed(left, 0, width, height, extend="background", background=ground)
    drawn = pyvips.Image.svgload_buffer(_line(words, width, band, unit).encode())
    under = picture.crop(0, height - band, width, band)
    strip = under.composite2(drawn, "over").flatten().extract_band(0, n=3).cast("uchar")
    return picture.insert(strip, 0, height - band)


def _line(words: str, width: int, band: int, unit: float) -> str:
    down = (band - CAP_HEIGHT * unit) / 2
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{band}">'
        f'<rect width="{width}" height="{band}" fill="{_GROUND}" fill-opacity=".62"/>'
        f'<g transform="translate({_MARGIN * unit:.2f} {down:.2f}) scale({unit:.4f})" fill="none" stroke="#fff"'
        f' stroke-width="{PEN}" stroke-linecap="round" stroke-linejoin="round">{strokes(words)}</g></svg>'
    )
