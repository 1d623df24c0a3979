"""Things from the toy shelf. Each stands on (0, 0) of where it is put unless it says that it is seen from above."""

import math
from collections.abc import Sequence

from heartsease.cli.example.drawing import palette as p
from heartsease.cli.example.drawing.canvas import Canvas, arc, open_curve

DIGITS: dict[str, tuple[tuple[tuple[float, float], ...], ...]] = {
    "0": (((0, -10), (-6, -7), (-6, 6), (0, 10), (6, 6), (6, -7), (0, -10)),),
    "1": (((-4, -5), (1, -10), (1, 10)),),
    "2": (((-5, -6), (0, -10), (5, -6), (3, 0), (-5, 9), (-1, 9.5), (6, 9)),),
    "3": (((-5, -8), (1, -10), (5, -6), (0, -1), (5, 4), (1, 10), (-5, 8)),),
    "4": (((3, 10), (2, -10), (-6, 4), (-1, 4.2), (6, 4)),),
    "5": (((5, -9), (-3, -9), (-4, -1), (1, -3), (5, 3), (1, 9), (-5, 8)),),
    "6": (((4, -9), (-3, -4), (-5, 4), (0, 10), (5, 5), (1, 0), (-5, 4)),),
    "7": (((-5, -9), (0, -9.3), (5, -9), (1, 0), (-2, 10)),),
    "8": (((0, -1), (-4, -5), (0, -10), (4, -5), (0, -1), (-5, 5), (0, 10), (5, 5), (0, -1)),),
    "9": (((5, -4), (0, 0), (-5, -5), (0, -10), (5, -5), (4, 3), (1, 10)),),
}
"""Strokes of digits as a hand writes them: pictures must not depend on the fonts of a machine."""


def digit(c: Canvas, text: str, colour: str, *, scale: float = 1, width: float = 3.4) -> None:
    """Digits around (0, 0)."""
    for at, character in enumerate(text):
        shift = (at - (len(text) - 1) / 2) * 15 * scale
        for stroke in DIGITS[character]:
            moved = [(x * scale + shift + c.between(-0.4, 0.4), y * scale + c.between(-0.4, 0.4)) for x, y in stroke]
            c.line(moved, colour, width)


def block(c: Canvas, kind: str, colour: str, size: float = 40) -> float:
    """A building block; gives its height. ``kind``: cube, plank, arch, roof, half or cylinder."""
    half = size / 2
    match kind:
        case "plank":
            c.solid(c.box(-size, -size * 0.4, size * 2, size * 0.4), colour)
            return size * 0.4
        case "arch":
            hole = open_curve([(-size * 0.42, 0), *arc(0, 0, size * 0.42, 180, 360, steps=6), (size * 0.42, 0)])
            c.solid(c.box(-size * 0.8, -size * 0.75, size * 1.6, size * 0.75), colour)
            c.fill(hole + "Z", p.darker(colour, 0.62))
            return size * 0.75
        case "roof":
            c.solid(c.slab([(-half * 1.15, 0), (half * 1.15, 0), (0, -size * 0.72)]), colour)
            return size * 0.72
        case "half":
            c.solid(open_curve([(-half, 0), *arc(0, 0, half, 180, 360, steps=8), (half, 0)]) + "Z", colour)
            return half
        case "cylinder":
            c.solid(c.box(-half * 0.62, -size, size * 0.62, size, rounding=5), colour)
            c.fill(c.blob(0, -size + 3, half * 0.6, 4, wobble=0.01), p.lighter(colour, 0.45))
            return size
        case _:
            c.solid(c.box(-half, -size, size, size, rounding=5), colour)
            if c.chance(0.4):
                c.stroke(
                    c.box(-half + 6, -size + 6, size - 12, size - 12, rounding=4),
                    p.lighter(colour, 0.4),
                    1.6,
                    opacity=0.7,
                )
            return size


def car(c: Canvas, colour: str) -> None:
    """A toy car that drives to the right."""
    c.solid(c.slab([(-16, -16), (-10, -30), (10, -30), (18, -16)], rounding=6), p.lighter(colour, 0.12))
    c.fill(c.slab([(-11, -17), (-7, -26), (-1, -26), (-1, -17)], rounding=2), p.SKY)
    c.fill(c.slab([(2, -17), (2, -26), (8, -26), (13, -17)], rounding=2), p.SKY)
    c.solid(c.box(-27, -18, 54, 13, rounding=6), colour)
    c.dot(25, -13, 2.4, p.BUTTER)
    for x in (-15, 15):
        c.dot(x, -5, 6.6, p.INK)
        c.dot(x, -5, 2.8, p.OAT)


def truck(c: Canvas, colour: str, load: str) -> None:
    """A tipper that drives to the right, loaded."""
    c.fill(c.blob(-12, -30, 20, 11, wobble=0.12), load)
    c.solid(c.slab([(-36, -31), (10, -31), (5, -13), (-30, -13)], rounding=4), colour)
    c.solid(c.slab([(12, -38), (26, -38), (33, -24), (33, -12), (12, -12)], rounding=5), p.lighter(colour, 0.2))
    c.fill(c.slab([(17, -34), (24, -34), (29, -24), (17, -24)], rounding=2), p.SKY)
    c.solid(c.box(-34, -14, 68, 7, rounding=3), p.INK, shine=0.1)
    for x in (-22, -4, 22):
        c.dot(x, -7, 7.6, p.INK)
        c.dot(x, -7, 3, p.OAT)


def boat(c: Canvas, colour: str, sail: str) -> None:
    """A toy sailing boat; the water line is y = 0."""
    c.line([(0, -6), (0.6, -62)], p.WALNUT, 3)
    c.solid(c.slab([(4, -14), (4, -58), (36, -16)], rounding=3), sail)
    c.solid(c.slab([(-4, -16), (-4, -46), (-24, -17)], rounding=3), p.lighter(sail, 0.4))
    c.solid(c.slab([(-36, -12), (38, -12), (26, 6), (-26, 6)], rounding=6), colour)
    c.line([(-32, -7), (0, -6), (33, -7)], p.lighter(colour, 0.5), 2.2)


def duck(c: Canvas) -> None:
    """A bath duck."""
    c.solid(c.blob(0, -12, 20, 12), p.BUTTER)
    c.solid(c.slab([(-24, -24), (-10, -18), (-14, -10)], rounding=3), p.BUTTER, depth=2)
    c.solid(c.blob(13, -29, 11), p.BUTTER)
    c.fill(c.slab([(22, -31), (32, -28), (22, -25)], rounding=2), p.CORAL)
    c.dot(16, -32, 1.8, p.INK)
    c.line([(-6, -15), (0, -9), (8, -13)], p.HONEY, 2)


def teddy(c: Canvas, fur: str, scarf: str, *, with_plaster: bool = False) -> None:
    """A sitting teddy, about 80 units high."""
    for x in (-20, 20):
        c.solid(c.blob(x, -8, 13, 10), fur)
        c.dot(x, -7, 5, p.lighter(fur, 0.5))
    c.solid(c.blob(0, -26, 22, 24), fur)
    c.fill(c.blob(0, -23, 13, 15), p.lighter(fur, 0.42))
    for x, turn in ((-22, 24), (22, -24)):
        with c.at(x, -32, turn=turn):
            c.solid(c.blob(0, 0, 8, 15), fur)
    for x in (-16, 16):
        c.solid(c.blob(x, -76, 8), fur)
        c.dot(x, -76, 4, p.lighter(fur, 0.5))
    c.solid(c.blob(0, -62, 21, 19), fur)
    c.fill(c.blob(0, -56, 10, 8), p.lighter(fur, 0.55))
    c.fill(c.blob(0, -59, 3.6, 2.6, wobble=0.02), p.INK)
    c.line([(-4, -54), (0, -52), (4, -54)], p.INK, 1.3)
    for x in (-8, 8):
        c.dot(x, -66, 2.3, p.INK)
        c.dot(x - 0.7, -66.8, 0.8, p.WHITE)
    c.line([(-15, -45), (0, -41), (15, -45)], scarf, 7)
    c.solid(c.slab([(6, -43), (15, -43), (17, -22), (8, -21)], rounding=2), scarf, depth=2)
    if with_plaster:
        with c.at(9, -73, turn=28):
            c.fill(c.box(-9, -3.5, 18, 7, rounding=3.5), p.APRICOT)
            c.fill(c.box(-3, -2.4, 6, 4.8, rounding=1), p.BLUSH)


def train(c: Canvas, colours: Sequence[str]) -> None:
    """A wooden engine with waggons behind it, going right; (0, 0) under the engine."""
    c.solid(c.box(-20, -30, 20, 24, rounding=4), colours[0])
    c.fill(c.box(-15, -26, 10, 9, rounding=2), p.SKY)
    c.solid(c.box(0, -20, 24, 14, rounding=5), p.lighter(colours[0], 0.12))
    c.solid(c.box(12, -31, 7, 12, rounding=2), p.INK, shine=0.15)
    c.fill(c.box(-23, -34, 26, 5, rounding=2), p.darker(colours[0], 0.25))
    for x in (-12, 3, 17):
        _wheel(c, x)
    for at, colour in enumerate(colours[1:]):
        left = -58 - at * 36
        c.line([(left + 30, -8), (left + 36, -8)], p.INK, 2)
        c.solid(c.box(left, -19, 31, 13, rounding=3), colour)
        for bit in range(3):
            c.solid(c.blob(left + 7 + bit * 8, -21, 5, wobble=0.12), c.one_of(p.TOYS), depth=2)
        for x in (left + 7, left + 24):
            _wheel(c, x)


def ball(c: Canvas, radius: float, colour: str, stripe: str) -> None:
    """A ball on the ground."""
    path = c.blob(0, -radius, radius, wobble=0.008)
    c.solid(path, colour, depth=radius * 0.22)
    with c.inside(path):
        c.line([(-radius, -radius * 1.5), (0, -radius * 0.9), (radius, -radius * 1.3)], stripe, radius * 0.42)
    c.shine(-radius * 0.4, -radius * 1.45, radius * 0.2, radius * 0.12)


def stacking_rings(c: Canvas) -> None:
    """Rings on a peg, largest below."""
    c.solid(c.box(-30, -8, 60, 8, rounding=4), p.PINE_WOOD)
    c.solid(c.box(-4, -84, 8, 78, rounding=4), p.STRAW, depth=2)
    for at, colour in enumerate(c.some_of(p.TOYS, 5)):
        wide = 27 - at * 4
        c.solid(c.box(-wide, -23 - at * 14, wide * 2, 14, rounding=7), colour)


def nested_cups(c: Canvas, count: int = 5) -> None:
    """Cups stacked upside down into a tower."""
    y = 0.0
    for at, colour in enumerate(c.some_of(p.TOYS, count)):
        wide = 24 - at * 3.2
        high = 22 - at * 1.5
        c.solid(c.slab([(-wide, y), (wide, y), (wide * 0.84, y - high), (-wide * 0.84, y - high)], rounding=3), colour)
        c.line([(-wide, y - 3), (0, y - 2.4), (wide, y - 3)], p.lighter(colour, 0.5), 1.6)
        y -= high


def die(c: Canvas, size: float, spots: int) -> None:
    """A die seen from above, around (0, 0)."""
    c.solid(c.box(-size / 2, -size / 2, size, size, rounding=size * 0.2), p.WHITE, depth=2.4, shade=0.24)
    offset = size * 0.26
    places = {
        1: [(0, 0)],
        2: [(-1, -1), (1, 1)],
        3: [(-1, -1), (0, 0), (1, 1)],
        4: [(-1, -1), (1, -1), (-1, 1), (1, 1)],
        5: [(-1, -1), (1, -1), (0, 0), (-1, 1), (1, 1)],
        6: [(-1, -1), (1, -1), (-1, 0), (1, 0), (-1, 1), (1, 1)],
    }[spots]
    for x, y in places:
        c.dot(x * offset, y * offset, size * 0.085, p.VIOLET)


def creature(c: Canvas, kind: str) -> None:
    """A wooden animal, going right: sheep, pig, cow, hen, horse, elephant or dinosaur."""
    _ANIMALS[kind](c)


def _wheel(c: Canvas, x: float) -> None:
    c.dot(x, -5, 5.6, p.WALNUT)
    c.dot(x, -5, 2, p.SAND)


def _legs(c: Canvas, colour: str, *places: float, high: float = 14) -> None:
    for x in places:
        c.solid(c.box(x - 3.4, -high, 6.8, high, rounding=2.5), colour, depth=2)


def _sheep(c: Canvas) -> None:
    _legs(c, p.INK, -12, -4, 8, 15, high=12)
    for step in range(9):
        angle = math.tau * step / 9
        c.solid(c.blob(20 * math.cos(angle), -24 + 11 * math.sin(angle), 9), p.CREAM, depth=2)
    c.fill(c.blob(0, -24, 19, 12), p.CREAM)
    c.solid(c.blob(25, -30, 8, 10), p.INK, depth=2, shine=0.2)
    c.dot(28, -32, 1.5, p.WHITE)
    c.fill(c.blob(21, -39, 8, 5), p.CREAM)


def _pig(c: Canvas) -> None:
    _legs(c, p.darker(p.ROSE, 0.12), -14, -6, 9, 16, high=11)
    c.line([(-25, -22), (-31, -26), (-28, -31), (-33, -33)], p.darker(p.ROSE, 0.1), 2.2)
    c.solid(c.blob(0, -22, 25, 15), p.ROSE)
    c.solid(c.blob(23, -26, 12), p.ROSE)
    c.solid(c.slab([(16, -36), (24, -42), (25, -33)], rounding=2), p.darker(p.ROSE, 0.12), depth=2)
    c.solid(c.blob(33, -24, 4.5, 5.5), p.darker(p.ROSE, 0.14), depth=1)
    c.dot(25, -29, 1.7, p.INK)


def _cow(c: Canvas) -> None:
    _legs(c, p.CREAM, -18, -10, 10, 17, high=17)
    body = c.box(-26, -40, 50, 26, rounding=9)
    c.solid(body, p.CREAM)
    with c.inside(body):
        for x, y in ((-17, -35), (2, -24), (15, -38)):
            c.fill(c.blob(x, y, 10, 8, wobble=0.2), p.WALNUT)
    c.solid(c.box(18, -52, 18, 21, rounding=7), p.CREAM)
    c.fill(c.blob(30, -36, 8, 5.5), p.ROSE)
    c.dot(27, -45, 1.7, p.INK)
    for x in (20, 33):
        c.line([(x, -51), (x + (x - 26) * 0.4, -58)], p.SAND, 3)
    c.line([(-26, -36), (-32, -26), (-31, -18)], p.WALNUT, 2.4)


def _hen(c: Canvas) -> None:
    for x in (-3, 5):
        c.line([(x, -9), (x, -1), (x + 5, 0)], p.HONEY, 2.2)
    c.solid(c.slab([(-24, -34), (-14, -20), (-6, -10), (-20, -14)], rounding=4), p.darker(p.OAK, 0.1))
    c.solid(c.blob(0, -19, 18, 12), p.OAK)
    c.solid(c.blob(14, -33, 8, 9), p.OAK)
    c.fill(c.blob(14, -43, 5, 3.4, wobble=0.25), p.BERRY)
    c.fill(c.slab([(21, -35), (28, -32), (21, -30)], rounding=1), p.HONEY)
    c.dot(16, -35, 1.5, p.INK)
    c.line([(-8, -20), (0, -13), (8, -18)], p.lighter(p.OAK, 0.4), 2)


def _horse(c: Canvas) -> None:
    _legs(c, p.WALNUT, -17, -10, 10, 17, high=20)
    c.line([(-24, -38), (-32, -30), (-31, -16)], p.BARK, 5)
    c.solid(c.box(-25, -42, 47, 24, rounding=10), p.WALNUT)
    c.solid(c.slab([(10, -34), (20, -62), (31, -58), (24, -28)], rounding=6), p.WALNUT)
    c.solid(c.slab([(18, -66), (40, -56), (37, -46), (22, -50)], rounding=6), p.WALNUT)
    c.line([(10, -38), (15, -52), (20, -66)], p.BARK, 6)
    c.dot(28, -58, 1.7, p.INK)


def _elephant(c: Canvas) -> None:
    grey = p.tone(0.72, 0.03, 285)
    _legs(c, grey, -18, -8, 10, 18, high=17)
    c.solid(c.blob(-2, -32, 28, 21), grey)
    c.solid(c.blob(24, -40, 16), grey)
    c.line([(36, -40), (44, -30), (43, -16), (49, -12)], grey, 7.5)
    c.solid(c.blob(14, -40, 11, 14), p.darker(grey, 0.12), depth=2)
    c.dot(29, -45, 1.8, p.INK)
    c.line([(-29, -36), (-35, -26)], p.darker(grey, 0.2), 2.6)


def _dinosaur(c: Canvas) -> None:
    green = c.one_of([p.LEAF, p.TEAL, p.MOSS, p.LILAC, p.CORAL])
    _legs(c, p.darker(green, 0.1), -10, -2, 12, 19, high=15)
    c.line([(-16, -24), (-36, -22), (-54, -8)], green, 9)
    c.solid(c.blob(3, -27, 26, 17), green)
    c.line([(18, -34), (32, -52), (35, -62)], green, 12)
    c.solid(c.blob(40, -66, 14, 8.5), green, depth=3)
    for x, y in ((-20, -38), (-8, -45), (6, -47), (18, -44)):
        c.fill(c.slab([(x - 6, y + 5), (x, y - 7), (x + 6, y + 5)], rounding=2), p.BUTTER)
    c.dot(44, -68, 1.8, p.INK)
    c.line([(44, -62), (49, -61), (52, -63)], p.darker(green, 0.5), 1.2)


_ANIMALS = {
    "sheep": _sheep,
    "pig": _pig,
    "cow": _cow,
    "hen": _hen,
    "horse": _horse,
    "elephant": _elephant,
    "dinosaur": _dinosaur,
}
