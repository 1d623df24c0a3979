"""Long, curled, plaited and covered hair; every style by its name."""

import math
from collections.abc import Callable

from heartsease.cli.example.drawing import palette as p
from heartsease.cli.example.drawing import props_nature as nature
from heartsease.cli.example.drawing.canvas import Canvas, arc, closed_curve
from heartsease.cli.example.drawing.hair_short import (
    Face,
    X,
    Y,
    buzz,
    cap,
    crop,
    curls,
    nothing,
    side_parting,
    tuft,
    wisps,
)


def _afro_back(c: Canvas, face: Face) -> None:
    for angle in range(150, 391, 20):
        x, y = (
            X + face.rx * 1.18 * math.cos(math.radians(angle)),
            Y - 18 + face.ry * 1.12 * math.sin(math.radians(angle)),
        )
        c.solid(c.blob(x, y, 31, wobble=0.05), face.hair, depth=5, shine=0.12)


def _afro(c: Canvas, face: Face) -> None:
    for angle in range(196, 350, 18):
        x, y = (
            X + face.rx * 0.94 * math.cos(math.radians(angle)),
            Y - 4 + face.ry * 1.04 * math.sin(math.radians(angle)),
        )
        c.solid(c.blob(x, y, 22, wobble=0.06), p.lighter(face.hair, c.between(0, 0.07)), depth=4, shine=0.12)


def _puffs_back(c: Canvas, face: Face) -> None:
    for side in (-1, 1):
        x, y = X + side * face.rx * 0.94, Y - face.ry * 0.96
        for step in range(7):
            angle = math.tau * step / 7
            c.solid(
                c.blob(x + 17 * math.cos(angle), y + 17 * math.sin(angle), 17, wobble=0.06),
                face.hair,
                depth=3,
                shine=0.12,
            )
        c.solid(c.blob(x, y, 22), face.hair, depth=4, shine=0.12)


def _puffs(c: Canvas, face: Face) -> None:
    c.solid(cap(face, low=0.2, hairline=0.52), face.hair, depth=4, shine=0.12)
    c.line([(X, Y - face.ry * 1.2), (X, Y - face.ry * 0.66)], p.mix(face.hair, face.skin, 0.7), 2.6)
    for side in (-1, 1):
        c.line(
            [(X + side * face.rx * 0.66, Y - face.ry * 0.96), (X + side * face.rx * 0.86, Y - face.ry * 0.72)],
            face.accent,
            8,
        )


def _braids_back(c: Canvas, face: Face) -> None:
    for side in (-1, 1):
        for at in range(3):
            x = X + side * (face.rx * 0.92 + at * 11)
            for step in range(7):
                c.solid(c.blob(x + side * step * 0.8, Y - 16 + step * 15, 7.2, 8.4), face.hair, depth=2, shine=0.14)
            c.dot(x + side * 6, Y + 88, 6, c.one_of([face.accent, p.HONEY, p.WHITE]))
            c.dot(x + side * 6, Y + 98, 5, c.one_of([face.accent, p.HONEY, p.LILAC]))


def _braids(c: Canvas, face: Face) -> None:
    c.solid(cap(face, low=0.12, hairline=0.5), face.hair, depth=4, shine=0.12)
    for share in (-0.7, -0.42, -0.14, 0.14, 0.42, 0.7):
        c.line(
            [
                (X + share * face.rx * 0.3, Y - face.ry * 1.16),
                (X + share * face.rx * 0.9, Y - face.ry * 0.9),
                (X + share * face.rx * 1.1, Y - face.ry * 0.6),
            ],
            p.mix(face.hair, face.skin, 0.6),
            1.8,
        )


def _bob_back(c: Canvas, face: Face) -> None:
    c.solid(
        closed_curve(
            [
                (X, Y - face.ry * 1.24),
                (X + face.rx * 1.06, Y - face.ry * 0.8),
                (X + face.rx * 1.26, Y + face.ry * 0.2),
                (X + face.rx * 1.16, Y + face.ry * 0.82),
                (X + face.rx * 0.5, Y + face.ry * 0.9),
                (X - face.rx * 0.5, Y + face.ry * 0.9),
                (X - face.rx * 1.16, Y + face.ry * 0.82),
                (X - face.rx * 1.26, Y + face.ry * 0.2),
                (X - face.rx * 1.06, Y - face.ry * 0.8),
            ]
        ),
        face.hair,
        depth=5,
        shine=0.12,
    )


def _fringe(c: Canvas, face: Face) -> None:
    rx, ry = face.rx, face.ry
    c.solid(
        closed_curve(
            [
                (X - rx * 1.08, Y - ry * 0.05),
                (X - rx * 1.0, Y - ry * 0.7),
                (X - rx * 0.55, Y - ry * 1.12),
                (X, Y - ry * 1.23),
                (X + rx * 0.55, Y - ry * 1.12),
                (X + rx * 1.0, Y - ry * 0.7),
                (X + rx * 1.08, Y - ry * 0.05),
                (X + rx * 0.86, Y - ry * 0.3),
                (X + rx * 0.5, Y - ry * 0.32),
                (X, Y - ry * 0.38),
                (X - rx * 0.5, Y - ry * 0.32),
                (X - rx * 0.86, Y - ry * 0.3),
            ]
        ),
        face.hair,
        depth=4,
        shine=0.14,
    )
    for share in (-0.6, -0.3, 0, 0.3, 0.6):
        c.line(
            [
                (X + share * rx * 0.5, Y - ry * 1.1),
                (X + share * rx * 0.9, Y - ry * 0.72),
                (X + share * rx * 1.0, Y - ry * 0.42),
            ],
            p.lighter(face.hair, 0.22),
            2.2,
            opacity=0.5,
        )


def _parted(c: Canvas, face: Face) -> None:
    rx, ry = face.rx, face.ry
    for side in (-1, 1):
        with c.at(X, Y, flip=side < 0):
            c.solid(
                closed_curve(
                    [
                        (-2, -ry * 1.22),
                        (rx * 0.6, -ry * 1.1),
                        (rx * 1.06, -ry * 0.6),
                        (rx * 1.14, ry * 0.14),
                        (rx * 0.96, -ry * 0.1),
                        (rx * 0.7, -ry * 0.52),
                        (rx * 0.1, -ry * 0.84),
                    ]
                ),
                face.hair,
                depth=4,
                shine=0.14,
            )
            c.line(
                [(6, -ry * 1.08), (rx * 0.6, -ry * 0.84), (rx * 0.96, -ry * 0.3)],
                p.lighter(face.hair, 0.22),
                2.4,
                opacity=0.5,
            )


def _long_back(c: Canvas, face: Face) -> None:
    rx, ry = face.rx, face.ry
    c.solid(
        closed_curve(
            [
                (X, Y - ry * 1.24),
                (X + rx * 1.06, Y - ry * 0.8),
                (X + rx * 1.26, Y + ry * 0.3),
                (X + rx * 1.3, Y + ry * 1.5),
                (X + rx * 0.7, Y + ry * 1.75),
                (X - rx * 0.7, Y + ry * 1.75),
                (X - rx * 1.3, Y + ry * 1.5),
                (X - rx * 1.26, Y + ry * 0.3),
                (X - rx * 1.06, Y - ry * 0.8),
            ]
        ),
        face.hair,
        depth=5,
        shine=0.12,
    )


def _wavy_back(c: Canvas, face: Face) -> None:
    for side in (-1, 1):
        for step in range(7):
            x = X + side * face.rx * (1.05 + 0.1 * (step % 2))
            c.solid(c.blob(x, Y - face.ry * 0.5 + step * 23, 23, wobble=0.08), face.hair, depth=4, shine=0.14)
    c.solid(c.blob(X, Y - 8, face.rx * 1.16, face.ry * 1.16, wobble=0.02), face.hair, depth=4)


def _bunches_back(c: Canvas, face: Face) -> None:
    for side in (-1, 1):
        with c.at(X + side * face.rx * 1.12, Y - 8, flip=side < 0):
            c.solid(
                closed_curve([(0, -12), (30, -10), (40, 26), (24, 62), (12, 40), (-2, 14)]),
                face.hair,
                depth=4,
                shine=0.14,
            )


def _bobbles(c: Canvas, face: Face) -> None:
    _parted(c, face)
    for side in (-1, 1):
        c.solid(c.blob(X + side * face.rx * 1.12, Y - 10, 8.5), face.accent, depth=2)


def _plaits_back(c: Canvas, face: Face) -> None:
    for side in (-1, 1):
        for step in range(7):
            x = X + side * (face.rx * 1.06 - step * 1.5)
            c.solid(c.blob(x, Y + 10 + step * 17, 13 - step * 0.5, 12), face.hair, depth=3, shine=0.16)


def _plaits(c: Canvas, face: Face) -> None:
    _parted(c, face)
    for side in (-1, 1):
        for step in range(4, 7):
            x = X + side * (face.rx * 1.06 - step * 1.5)
            c.solid(c.blob(x, Y + 10 + step * 17, 13 - step * 0.5, 12), face.hair, depth=3, shine=0.16)
        c.line([(X + side * face.rx * 0.86, Y + 124), (X + side * face.rx * 1.06, Y + 126)], face.accent, 8)


def _pony_back(c: Canvas, face: Face) -> None:
    c.solid(
        closed_curve(
            [
                (X + 10, Y - face.ry * 1.24),
                (X + 58, Y - face.ry * 1.5),
                (X + 92, Y - face.ry * 0.7),
                (X + 84, Y + face.ry * 0.5),
                (X + 66, Y + face.ry * 0.1),
                (X + 54, Y - face.ry * 0.8),
            ]
        ),
        face.hair,
        depth=5,
        shine=0.14,
    )
    c.solid(c.blob(X + 34, Y - face.ry * 1.18, 11), face.accent, depth=2)


def _bun_back(c: Canvas, face: Face) -> None:
    c.solid(c.blob(X, Y - face.ry * 1.42, 25, 22, wobble=0.03), face.hair, depth=4, shine=0.16)
    c.line([(X - 16, Y - face.ry * 1.2), (X, Y - face.ry * 1.16), (X + 16, Y - face.ry * 1.2)], face.accent, 8)


def _clip(c: Canvas, face: Face) -> None:
    _fringe(c, face)
    with c.at(X + face.rx * 0.66, Y - face.ry * 0.66, turn=30):
        nature.pansy(c, 14, face.accent)


def _band(c: Canvas, face: Face) -> None:
    _parted(c, face)
    c.line(arc(X, Y - 4, face.rx * 1.06, 204, 336, steps=9), face.accent, 10)


def _patka_back(c: Canvas, face: Face) -> None:
    c.solid(c.blob(X, Y - face.ry * 1.28, 21, 18, wobble=0.02), face.accent, depth=4)


def _patka(c: Canvas, face: Face) -> None:
    c.solid(cap(face, low=0.2, hairline=0.5), face.accent, depth=5)
    for share in (-0.5, 0, 0.5):
        c.line(
            [
                (X + share * 10, Y - face.ry * 1.18),
                (X + share * face.rx, Y - face.ry * 0.84),
                (X + share * face.rx * 1.3, Y - face.ry * 0.58),
            ],
            p.darker(face.accent, 0.2),
            2.4,
        )


def _scarf_back(c: Canvas, face: Face) -> None:
    c.solid(
        closed_curve(
            [
                (X, Y - face.ry * 1.26),
                (X + face.rx * 1.12, Y - face.ry * 0.7),
                (X + face.rx * 1.2, Y + face.ry * 0.6),
                (X + 76, Y + 118),
                (X, Y + 132),
                (X - 76, Y + 118),
                (X - face.rx * 1.2, Y + face.ry * 0.6),
                (X - face.rx * 1.12, Y - face.ry * 0.7),
            ]
        ),
        face.accent,
        depth=6,
    )


def _scarf(c: Canvas, face: Face) -> None:
    rx, ry = face.rx, face.ry
    outer = [
        (X + rx * 1.2 * math.cos(math.radians(a)), Y - 2 + ry * 1.22 * math.sin(math.radians(a)))
        for a in range(130, 411, 20)
    ]
    inner = [
        (X + rx * 0.9 * math.cos(math.radians(a)), Y + 6 + ry * 0.96 * math.sin(math.radians(a)))
        for a in range(410, 129, -20)
    ]
    c.solid(c.slab([*outer, *inner], rounding=9, wobble=0.3), face.accent, depth=4)
    c.solid(
        closed_curve(
            [
                (X - 46, Y + ry * 0.86),
                (X, Y + ry * 1.04),
                (X + 46, Y + ry * 0.86),
                (X + 58, Y + ry * 1.5),
                (X, Y + ry * 1.75),
                (X - 58, Y + ry * 1.5),
            ]
        ),
        face.accent,
        depth=4,
    )
    c.line([(X - 34, Y + ry * 1.16), (X, Y + ry * 1.34), (X + 40, Y + ry * 1.1)], p.darker(face.accent, 0.18), 2.6)


Layer = Callable[[Canvas, Face], None]


STYLES: dict[str, tuple[Layer, Layer]] = {
    "crop": (nothing, crop),
    "side": (nothing, side_parting),
    "tuft": (nothing, tuft),
    "wisps": (nothing, wisps),
    "buzz": (nothing, buzz),
    "curls": (nothing, curls),
    "afro": (_afro_back, _afro),
    "puffs": (_puffs_back, _puffs),
    "braids": (_braids_back, _braids),
    "bob": (_bob_back, _fringe),
    "clip": (_bob_back, _clip),
    "long": (_long_back, _parted),
    "band": (_long_back, _band),
    "fringe": (_long_back, _fringe),
    "wavy": (_wavy_back, _parted),
    "bunches": (_bunches_back, _bobbles),
    "plaits": (_plaits_back, _plaits),
    "pony": (_pony_back, _fringe),
    "bun": (_bun_back, crop),
    "patka": (_patka_back, _patka),
    "headscarf": (_scarf_back, _scarf),
}
"""For each style what lies behind the head, and what lies over it."""
