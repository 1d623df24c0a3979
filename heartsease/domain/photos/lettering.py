"""Capital letters and figures as strokes of a pen, so that words can be drawn on a machine without any font."""

from collections.abc import Iterator

CAP_HEIGHT = 6.0
"""Of every letter, in units; the pen is ``PEN`` wide, and a tail may reach one unit below the line."""
PEN = 0.85
_BETWEEN = 1.9

_STROKES = {
    " ": (1.4, ""),
    ",": (0.4, "M.4 5.7 0 7"),
    "-": (2.0, "M0 3.1H2"),
    "A": (4.2, "M0 6 2.1 0 4.2 6M.8 4H3.4"),
    "B": (3.8, "M0 0V6H2.2A1.55 1.55 0 0 0 2.2 2.9H0M2.2 2.9A1.45 1.45 0 0 0 2.2 0H0"),
    "C": (3.9, "M3.9 1.3A2 2 0 0 0 0 2V4A2 2 0 0 0 3.9 4.7"),
    "D": (4.0, "M0 0V6H1.6A2.4 2.4 0 0 0 4 3.6V2.4A2.4 2.4 0 0 0 1.6 0Z"),
    "E": (3.5, "M3.5 0H0V6H3.5M0 3H3"),
    "F": (3.5, "M3.5 0H0V6M0 3H3"),
    "G": (4.0, "M3.9 1.3A2 2 0 0 0 0 2V4A2 2 0 0 0 4 4V3.3H2.4"),
    "H": (4.0, "M0 0V6M4 0V6M0 3H4"),
    "I": (0.0, "M0 0V6"),
    "J": (3.0, "M3 0V4.4A1.5 1.6 0 0 1 0 4.6"),
    "K": (4.0, "M0 0V6M3.8 0 0 3.7M1.4 2.4 4 6"),
    "L": (3.3, "M0 0V6H3.3"),
    "M": (4.8, "M0 6V0L2.4 4 4.8 0V6"),
    "N": (4.0, "M0 6V0L4 6V0"),
    "O": (4.0, "M0 2A2 2 0 0 1 4 2V4A2 2 0 0 1 0 4Z"),
    "P": (3.9, "M0 6V0H2.2A1.7 1.7 0 0 1 2.2 3.4H0"),
    "Q": (4.2, "M0 2A2 2 0 0 1 4 2V4A2 2 0 0 1 0 4ZM2.6 4.5 4.2 6.3"),
    "R": (4.0, "M0 6V0H2.2A1.65 1.65 0 0 1 2.2 3.3H0M2.1 3.3 4 6"),
    "S": (3.8, "M3.7 1.2A1.8 1.5 0 0 0 1.9 0A1.7 1.5 0 0 0 1.9 3A1.8 1.5 0 0 1 1.9 6A1.9 1.5 0 0 1 0 4.8"),
    "T": (4.0, "M0 0H4M2 0V6"),
    "U": (4.0, "M0 0V4A2 2 0 0 0 4 4V0"),
    "V": (4.2, "M0 0 2.1 6 4.2 0"),
    "W": (5.6, "M0 0 1.4 6 2.8 1 4.2 6 5.6 0"),
    "X": (4.0, "M0 0 4 6M4 0 0 6"),
    "Y": (4.0, "M0 0 2 3.1 4 0M2 3.1V6"),
    "Z": (4.0, "M0 0H4L0 6H4"),
    "0": (3.6, "M0 1.8A1.8 1.8 0 0 1 3.6 1.8V4.2A1.8 1.8 0 0 1 0 4.2Z"),
    "1": (1.6, "M0 1.4 1.6 0V6"),
    "2": (3.7, "M.1 1.5A1.75 1.6 0 0 1 3.6 1.7C3.6 3.3 1 4.4 0 6H3.7"),
    "3": (
        3.4,
        "M.2 .9A1.7 1.45 0 0 1 1.8 0A1.45 1.45 0 0 1 1.8 2.9H1.2M1.8 2.9A1.55 1.55 0 0 1 1.8 6A1.8 1.6 0 0 1 0 4.9",
    ),
    "4": (3.9, "M2.9 6V0L0 4.4H3.9"),
    "5": (3.4, "M3.3 0H.5L.3 2.7H1.7A1.65 1.65 0 0 1 1.7 6A1.9 1.6 0 0 1 0 5.1"),
    "6": (3.6, "M3.2 .3C1.4 .2 0 1.8 0 4.1A1.8 1.9 0 1 0 1.8 2.2A1.8 1.9 0 0 0 0 4.1"),
    "7": (3.7, "M0 0H3.7L1.2 6"),
    "8": (3.5, "M1.75 2.8A1.45 1.4 0 0 1 1.75 0A1.45 1.4 0 0 1 1.75 2.8A1.7 1.6 0 0 1 1.75 6A1.7 1.6 0 0 1 1.75 2.8"),
    "9": (3.6, "M.4 5.7C2.2 5.8 3.6 4.2 3.6 1.9A1.8 1.9 0 1 0 1.8 3.8A1.8 1.9 0 0 0 3.6 1.9"),
}
"""The width of each character and its strokes, in units, as the data of an SVG path."""


def strokes(words: str) -> str:
    """``words`` as elements of an SVG, from the origin on; the caller scales and colours them.

    ``KeyError`` where a character has no strokes: what is to be read later must not have gaps.
    """
    return "".join(f'<path transform="translate({at:g})" d="{path}"/>' for at, path in _placed(words) if path)


def width_of(words: str) -> float:
    """How long a line ``strokes`` draws, in units."""
    return max(0.0, sum(_STROKES[letter][0] + _BETWEEN for letter in words) - _BETWEEN)


def _placed(words: str) -> Iterator[tuple[float, str]]:
    at = 0.0
    for letter in words:
        width, path = _STROKES[letter]
        yield at, path
        at += width + _BETWEEN
