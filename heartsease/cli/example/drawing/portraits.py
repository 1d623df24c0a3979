"""Children's portraits: simple, friendly, each drawn from a few words about how the child looks."""

import dataclasses
import random

from heartsease.cli.example.drawing import palette as p
from heartsease.cli.example.drawing import props_nature as nature
from heartsease.cli.example.drawing.canvas import Canvas, arc, closed_curve
from heartsease.cli.example.drawing.hair import STYLES
from heartsease.cli.example.drawing.hair_short import Face, X, Y

SKINS = {
    "fair": p.tone(0.915, 0.035, 52),
    "rosy": p.tone(0.885, 0.048, 48),
    "light": p.tone(0.865, 0.052, 62),
    "golden": p.tone(0.805, 0.066, 66),
    "olive": p.tone(0.745, 0.068, 66),
    "tan": p.tone(0.675, 0.072, 60),
    "brown": p.tone(0.57, 0.068, 54),
    "deep": p.tone(0.46, 0.058, 48),
}
HAIRS = {
    "black": p.tone(0.27, 0.025, 290),
    "dark": p.tone(0.34, 0.04, 45),
    "brown": p.tone(0.44, 0.065, 52),
    "chestnut": p.tone(0.50, 0.09, 45),
    "red": p.tone(0.62, 0.135, 48),
    "sandy": p.tone(0.70, 0.085, 72),
    "blond": p.tone(0.83, 0.095, 86),
}
EYES = {
    "dark": p.tone(0.28, 0.035, 45),
    "brown": p.tone(0.42, 0.07, 55),
    "green": p.tone(0.55, 0.09, 140),
    "blue": p.tone(0.56, 0.10, 245),
}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a child looks; the words are the keys of ``SKINS``, ``HAIRS``, ``EYES`` and ``STYLES``."""

    skin: str
    hair: str
    style: str
    eyes: str = "dark"
    is_little: bool = False
    has_glasses: bool = False
    has_freckles: bool = False
    has_hearing_aid: bool = False
    accent: str = ""
    """Colour of clips, bobbles or cloth; without one it is drawn by lot."""


def portrait(look: Look, rng: random.Random) -> Canvas:
    """A square picture of a child."""
    c = Canvas(rng, width=300, height=300)
    face = Face(
        rx=66 if look.is_little else 60,
        ry=63 if look.is_little else 66,
        skin=SKINS[look.skin],
        hair=HAIRS[look.hair],
        accent=look.accent or c.one_of([p.BERRY, p.HONEY, p.VIOLET, p.TEAL, p.LEAF, p.CORAL]),
    )
    ground = c.one_of([p.MAUVE, p.SAGE, p.SKY, p.BLUSH, p.tone(0.93, 0.065, 94), p.ROSE, p.OAT])
    c.cover(c.radial(p.lighter(ground, 0.6), ground, x=0.4, y=0.35))
    _pattern(c, p.lighter(ground, 0.5))
    back, front = STYLES[look.style]
    back(c, face)
    _clothes(c, face)
    _head(c, face, look)
    front(c, face)
    if look.has_hearing_aid:
        c.line(arc(X + face.rx * 1.0, Y + 2, 13, 150, 330), p.TEAL, 6)
        c.dot(X + face.rx * 0.93, Y + 17, 5, p.AQUA)
    if look.has_glasses:
        _glasses(c, face)
    c.look_from(X, 152, zoom=1.18, turn=c.between(-1.5, 1.5), mirrored=False)
    c.glow(70, 40, 220, p.tone(0.97, 0.07, 90), strength=0.2)
    return c


def _pattern(c: Canvas, colour: str) -> None:
    kind = c.one_of(["dots", "leaves", "rings", "plain"])
    if kind == "plain":
        c.fill(c.blob(X, 160, 132, wobble=0.02), colour, opacity=0.45)
        return
    for row in range(7):
        for column in range(7):
            x, y = (column + (row % 2) / 2) * 50, row * 48 + 8
            if kind == "dots":
                c.dot(x, y, 4.4, colour)
            elif kind == "rings":
                c.stroke(c.blob(x, y, 8), colour, 2.4)
            else:
                with c.at(x, y, turn=40 if row % 2 else -40):
                    c.fill(c.blob(0, 0, 4.5, 10), colour)


def _clothes(c: Canvas, face: Face) -> None:
    colour = c.one_of([*p.TOYS, p.ROSE, p.SKY, p.SAGE])
    top = Y + face.ry + 20
    wide = 88 if face.rx < 64 else 82
    c.solid(c.box(X - 20, Y + face.ry - 24, 40, 60, rounding=10), p.darker(face.skin, 0.12), depth=3, shine=0.05)
    body = closed_curve(
        [
            (X - wide, 330),
            (X - wide + 2, top + 46),
            (X - 52, top + 8),
            (X - 22, top - 6),
            (X, top + 4),
            (X + 22, top - 6),
            (X + 52, top + 8),
            (X + wide - 2, top + 46),
            (X + wide, 330),
        ]
    )
    c.solid(body, colour, depth=7)
    with c.inside(body):
        match c.one_of(["stripes", "dungarees", "dots", "plain", "emblem", "stripes"]):
            case "stripes":
                for step in range(8):
                    y = top + 10 + step * 18
                    c.line([(X - 110, y), (X, y + 9), (X + 110, y)], p.lighter(colour, 0.55), 7)
            case "dungarees":
                bib = p.BLUE if colour != p.BLUE else p.BERRY
                for side in (-1, 1):
                    c.line([(X + side * 40, top - 4), (X + side * 30, top + 60)], bib, 15)
                c.solid(c.box(X - 42, top + 34, 84, 80, rounding=7), bib, depth=3)
                for side in (-1, 1):
                    c.dot(X + side * 31, top + 44, 5.4, p.BUTTER)
            case "dots":
                for row in range(4):
                    for column in range(9):
                        c.dot(X - 96 + column * 24 + (row % 2) * 12, top + 16 + row * 20, 4.2, p.lighter(colour, 0.6))
            case "emblem":
                if c.chance(0.5):
                    nature.star(c, X, top + 48, 20, p.BUTTER)
                else:
                    with c.at(X, top + 48):
                        nature.pansy(c, 21, p.VIOLET if colour != p.VIOLET else p.LILAC)
            case _:
                pass
    c.line([(X - 24, top - 5), (X, top + 9), (X + 24, top - 5)], p.lighter(colour, 0.4), 7)


def _head(c: Canvas, face: Face, look: Look) -> None:
    for side in (-1, 1):
        c.solid(c.blob(X + side * face.rx * 0.98, Y + 10, 12, 15, wobble=0.02), face.skin, depth=2)
        c.fill(c.blob(X + side * face.rx * 0.98, Y + 11, 5.4, 8, wobble=0.02), p.darker(face.skin, 0.13))
    jaw = closed_curve(
        [
            (X, Y - face.ry),
            (X + face.rx * 0.72, Y - face.ry * 0.72),
            (X + face.rx, Y),
            (X + face.rx * 0.78, Y + face.ry * 0.66),
            (X, Y + face.ry * (0.98 if look.is_little else 1.02)),
            (X - face.rx * 0.78, Y + face.ry * 0.66),
            (X - face.rx, Y),
            (X - face.rx * 0.72, Y - face.ry * 0.72),
        ]
    )
    c.solid(jaw, face.skin, depth=5, shade=0.10, shine=0.14)
    eye_y = Y + (14 if look.is_little else 9)
    gap = face.rx * 0.42
    deep = look.skin in {"tan", "brown", "deep"}
    flush = p.mix(face.skin, p.BERRY if deep else p.CORAL, 0.34)
    for side in (-1, 1):
        c.fill(c.blob(X + side * face.rx * 0.6, eye_y + 21, 14, 9, wobble=0.03), flush, opacity=0.6)
    is_beaming = c.chance(0.16)
    for side in (-1, 1):
        x = X + side * gap
        if is_beaming:
            c.line(arc(x, eye_y + 5, 9, 205, 335, steps=6), EYES["dark"], 4.2)
        else:
            _eye(c, x, eye_y, look)
        brow = p.darker(face.hair, 0.15) if look.hair in {"blond", "sandy", "red"} else face.hair
        lift = c.between(-1, 1)
        c.line(
            [(x - 10, eye_y - 21 + lift - side), (x, eye_y - 25 + lift), (x + 10, eye_y - 21 + lift + side)],
            brow,
            3.2,
            opacity=0.8,
        )
    c.line([(X - 4, eye_y + 17), (X, eye_y + 20), (X + 4.5, eye_y + 16.5)], p.darker(face.skin, 0.3), 2.8)
    _mouth(c, eye_y + 33, face)
    if look.has_freckles:
        for x, y in (
            (-27, 14),
            (-20, 18),
            (-33, 20),
            (-24, 24),
            (27, 14),
            (20, 18),
            (33, 20),
            (24, 24),
            (-5, 12),
            (6, 13),
        ):
            c.dot(X + x, eye_y + y - 2, 1.5, p.darker(face.skin, 0.3), opacity=0.7)


def _eye(c: Canvas, x: float, y: float, look: Look) -> None:
    size = 1.12 if look.is_little else 1.0
    c.fill(c.blob(x, y, 8.2 * size, 9.4 * size, wobble=0.01), p.WHITE)
    c.fill(c.blob(x + 0.3, y + 0.6, 6.7 * size, 8.3 * size, wobble=0.01), EYES[look.eyes])
    c.dot(x + 0.3, y + 1, 4 * size, EYES["dark"] if look.eyes != "dark" else p.INK)
    c.dot(x - 2.4, y - 3, 2.3, p.WHITE)
    c.dot(x + 2.6, y + 4, 1.1, p.WHITE, opacity=0.8)
    c.line(arc(x, y + 1, 9.4 * size, 205, 335, steps=6), EYES["dark"], 2.6)


def _mouth(c: Canvas, y: float, face: Face) -> None:
    lips = p.mix(p.darker(face.skin, 0.35), p.BERRY, 0.4)
    kind = c.one_of(["smile", "smile", "open", "lopsided"])
    if kind == "open":
        mouth = closed_curve(
            [(X - 15, y - 1), (X, y + 1), (X + 15, y - 1), (X + 10, y + 10), (X, y + 14), (X - 10, y + 10)]
        )
        c.fill(mouth, p.tone(0.40, 0.10, 15))
        with c.inside(mouth):
            c.fill(c.blob(X, y + 13, 9, 6), p.CORAL)
            c.fill(c.box(X - 11, y - 3, 22, 6, rounding=2), p.WHITE)
    elif kind == "lopsided":
        c.line([(X - 12, y + 2), (X, y + 7), (X + 15, y - 2)], lips, 4)
    else:
        c.line([(X - 15, y), (X, y + 8), (X + 15, y)], lips, 4)


def _glasses(c: Canvas, face: Face) -> None:
    y, gap = Y + 11, face.rx * 0.42
    for side in (-1, 1):
        ring = c.blob(X + side * gap, y, 18.5, 17, wobble=0.005)
        c.fill(ring, p.WHITE, opacity=0.2)
        c.stroke(ring, face.accent, 4)
        c.line([(X + side * (gap + 18), y - 3), (X + side * face.rx * 0.98, y - 2)], face.accent, 3.4)
    c.line([(X - gap + 18, y - 2), (X, y - 5), (X + gap - 18, y - 2)], face.accent, 3.6)
