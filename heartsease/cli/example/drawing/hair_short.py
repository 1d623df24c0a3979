"""The head that hair lies on, and short hair."""

import dataclasses
import math

from heartsease.cli.example.drawing import palette as p
from heartsease.cli.example.drawing.canvas import Canvas, closed_curve

X = 150.0


Y = 150.0


@dataclasses.dataclass(frozen=True, slots=True)
class Face:
    """Measures of a head around (X, Y)."""

    rx: float
    ry: float
    skin: str
    hair: str
    accent: str


def nothing(c: Canvas, face: Face) -> None:
    """Nothing behind the head."""


def cap(face: Face, *, low: float = 0.1, hairline: float = 0.42, lean: float = 0.0, reach: float = 1.07) -> str:
    """Hair that lies on the head from ear to ear. Measures are shares of the head's."""
    rx, ry = face.rx, face.ry
    return closed_curve(
        [
            (X - rx * reach, Y - ry * low),
            (X - rx * 1.0, Y - ry * 0.62),
            (X - rx * 0.6, Y - ry * 1.08),
            (X, Y - ry * 1.22),
            (X + rx * 0.6, Y - ry * 1.08),
            (X + rx * 1.0, Y - ry * 0.62),
            (X + rx * reach, Y - ry * low),
            (X + rx * 0.88, Y - ry * (low + 0.16)),
            (X + rx * 0.62, Y - ry * (hairline + 0.1 - lean)),
            (X + rx * 0.1, Y - ry * (hairline + 0.14)),
            (X - rx * 0.5, Y - ry * (hairline + 0.1 + lean)),
            (X - rx * 0.88, Y - ry * (low + 0.16)),
        ]
    )


def strands(c: Canvas, face: Face, count: int = 5) -> None:
    """Lighter lines in the hair."""
    for at in range(count):
        share = (at + 0.5) / count * 2 - 1
        c.line(
            [
                (X + share * face.rx * 0.3, Y - face.ry * 1.14),
                (X + share * face.rx * 0.66, Y - face.ry * 0.9),
                (X + share * face.rx * 0.82, Y - face.ry * 0.62),
            ],
            p.lighter(face.hair, 0.22),
            2.4,
            opacity=0.55,
        )


def crop(c: Canvas, face: Face) -> None:
    """Short and straight."""
    c.solid(cap(face, lean=0.08), face.hair, depth=4, shine=0.14)
    strands(c, face)


def side_parting(c: Canvas, face: Face) -> None:
    """Short with a side parting."""
    c.solid(cap(face, lean=0.0), face.hair, depth=4, shine=0.14)
    sweep = closed_curve(
        [
            (X - face.rx * 0.45, Y - face.ry * 1.14),
            (X + face.rx * 0.5, Y - face.ry * 1.1),
            (X + face.rx * 0.98, Y - face.ry * 0.5),
            (X + face.rx * 0.5, Y - face.ry * 0.36),
            (X - face.rx * 0.1, Y - face.ry * 0.62),
        ]
    )
    c.solid(sweep, face.hair, depth=4, shine=0.18)
    strands(c, face, 4)


def tuft(c: Canvas, face: Face) -> None:
    """Short, standing up."""
    for turn in (-34, -16, 2, 20, 38):
        with c.at(X + turn * 1.1, Y - face.ry * 0.98, turn=turn):
            c.solid(c.slab([(-12, 8), (0, -26), (12, 8)], rounding=6), face.hair, depth=2, shine=0.14)
    c.solid(cap(face, hairline=0.5), face.hair, depth=4, shine=0.14)


def wisps(c: Canvas, face: Face) -> None:
    """The first hair."""
    c.fill(cap(face, low=0.2, hairline=0.62, reach=1.0), face.hair, opacity=0.75)
    for x, bow in ((-9, -10), (3, 7), (14, 15)):
        c.line(
            [
                (X + x, Y - face.ry * 1.0),
                (X + x + bow * 0.4, Y - face.ry * 1.24),
                (X + x + bow * 1.2, Y - face.ry * 1.2),
            ],
            face.hair,
            4.6,
        )


def buzz(c: Canvas, face: Face) -> None:
    """Very short."""
    c.fill(cap(face, low=0.16, hairline=0.46, reach=1.02), face.hair, opacity=0.9)
    for _dot in range(60):
        angle, reach = c.between(205, 335), c.between(0.78, 1.06)
        c.dot(
            X + face.rx * reach * math.cos(math.radians(angle)),
            Y + face.ry * 1.08 * reach * math.sin(math.radians(angle)),
            1.1,
            p.lighter(face.hair, 0.25),
            opacity=0.6,
        )


def curls(c: Canvas, face: Face) -> None:
    """Short curls."""
    for angle in range(186, 356, 14):
        x, y = (
            X + face.rx * 0.92 * math.cos(math.radians(angle)),
            Y - 4 + face.ry * 1.0 * math.sin(math.radians(angle)),
        )
        c.solid(c.blob(x, y, 19, wobble=0.08), p.mix(face.hair, p.CREAM, c.between(0, 0.08)), depth=4, shine=0.16)
    for x in (-34, -12, 12, 34):
        c.solid(c.blob(X + x, Y - face.ry * 0.8, 18, wobble=0.08), face.hair, depth=4, shine=0.16)
