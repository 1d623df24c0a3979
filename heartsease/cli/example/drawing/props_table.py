"""Things on tables and rugs: food, crockery, instruments. On (0, 0), or around it where seen from above."""

import math
from collections.abc import Sequence

from heartsease.cli.example.drawing import palette as p
from heartsease.cli.example.drawing.canvas import Canvas, arc, closed_curve


def plate(c: Canvas, radius: float, colour: str) -> None:
    """A plate from above around (0, 0)."""
    c.shadow(3, 5, radius * 1.12, radius * 1.12)
    c.solid(c.blob(0, 0, radius, wobble=0.006, points=14), colour, depth=2.5)
    c.fill(c.blob(0, 0, radius * 0.74, wobble=0.006, points=14), p.lighter(colour, 0.4))


def fruit(c: Canvas, kind: str, size: float) -> None:
    """A piece of fruit or vegetable from above around (0, 0)."""
    _FRUIT[kind](c, size)


def cup(c: Canvas, colour: str) -> None:
    """A mug from the side."""
    c.line(arc(15, -17, 10, -70, 80), p.darker(colour, 0.12), 5)
    c.solid(c.slab([(-17, -34), (17, -34), (14, 0), (-14, 0)], rounding=5), colour, depth=4)
    c.fill(c.blob(0, -34, 17, 4.6, wobble=0.01), p.darker(colour, 0.25))


def pan(c: Canvas, colour: str, content: str, *, radius: float = 34) -> None:
    """A saucepan from above around (0, 0), full of something."""
    c.line([(radius * 0.9, 0), (radius * 2.1, 0)], p.darker(colour, 0.3), 8)
    c.shadow(3, 5, radius * 1.1, radius * 1.1)
    c.solid(c.blob(0, 0, radius, wobble=0.006, points=14), colour, depth=2.5)
    c.fill(c.blob(0, 0, radius * 0.84, wobble=0.01), p.darker(colour, 0.35))
    c.fill(c.blob(1, 1, radius * 0.8, wobble=0.03), content)


def spoon(c: Canvas, colour: str, *, length: float = 74) -> None:
    """A wooden spoon from above, its bowl at (0, 0)."""
    c.line([(0, 0), (0, -length)], colour, 6)
    c.solid(c.blob(0, 0, 10, 13, wobble=0.02), colour, depth=2.5)


def drum(c: Canvas, colour: str) -> None:
    """A drum from the side."""
    path = c.box(-40, -46, 80, 46, rounding=8)
    c.solid(path, colour, depth=6)
    with c.inside(path):
        for at in range(6):
            x = -40 + at * 16
            c.line([(x, -42), (x + 8, -4), (x + 16, -42)], p.CREAM, 2)
    c.solid(c.blob(0, -46, 42, 12, wobble=0.006, points=14), p.PAPER, depth=2)
    c.stroke(c.blob(0, -46, 42, 12, wobble=0.004, points=14), p.darker(colour, 0.25), 3)


def xylophone(c: Canvas, colours: Sequence[str]) -> None:
    """A xylophone from above around (0, 0)."""
    c.line([(-70, -22), (70, -13)], p.OAK, 8)
    c.line([(-70, 22), (70, 13)], p.OAK, 8)
    for at, colour in enumerate(colours):
        x, half = -60 + at * 120 / (len(colours) - 1), 38 - at * 2.6
        c.solid(c.box(x - 8, -half, 16, half * 2, rounding=4), colour, depth=3)
        for y in (-half + 7, half - 7):
            c.dot(x, y, 1.9, p.lighter(colour, 0.6))


def beater(c: Canvas, colour: str) -> None:
    """A beater from above, its head at (0, 0)."""
    c.line([(0, 0), (0, -70)], p.PINE_WOOD, 4)
    c.solid(c.blob(0, 0, 9, wobble=0.02), colour, depth=2.5)


def tambourine(c: Canvas, colour: str) -> None:
    """A tambourine from above around (0, 0)."""
    c.shadow(3, 5, 44, 44)
    c.solid(c.blob(0, 0, 40, wobble=0.006, points=14), colour, depth=3)
    c.fill(c.blob(0, 0, 33, wobble=0.006, points=14), p.PAPER)
    for step in range(6):
        angle = math.tau * step / 6
        c.solid(c.blob(37 * math.cos(angle), 37 * math.sin(angle), 6, 3.4), p.HONEY, depth=1.2)


def maraca(c: Canvas, colour: str) -> None:
    """A maraca, its handle down at (0, 0)."""
    c.solid(c.box(-3.4, -34, 6.8, 34, rounding=3), p.PINE_WOOD, depth=1.5)
    c.solid(c.blob(0, -50, 18, 21, wobble=0.02), colour, depth=4)
    c.line([(-16, -52), (0, -46), (16, -52)], p.BUTTER, 3)


def pot_plant(c: Canvas, scale: float = 1) -> None:
    """A house plant in a pot."""
    with c.at(0, 0, scale=scale):
        for turn in (-58, -30, 0, 28, 56):
            with c.at(0, -26, turn=turn):
                c.solid(c.blob(0, -26, 8, 26), p.mix(p.LEAF, p.PINE, c.between(0, 0.4)), depth=3)
        c.solid(
            c.slab([(-18, -28), (18, -28), (13, 0), (-13, 0)], rounding=4),
            c.one_of([p.CORAL, p.MAUVE, p.CREAM]),
            depth=4,
        )


def cushion(c: Canvas, size: float, colour: str) -> None:
    """A cushion from above around (0, 0)."""
    half = size / 2
    c.shadow(4, 6, half * 1.15, half * 1.15)
    path = closed_curve(
        [
            (-half, -half),
            (0, -half * 0.88),
            (half, -half),
            (half * 0.88, 0),
            (half, half),
            (0, half * 0.88),
            (-half, half),
            (-half * 0.88, 0),
        ]
    )
    c.solid(path, colour, depth=5)
    with c.inside(path):
        for at in range(-3, 4):
            c.line([(at * size * 0.17, -half), (at * size * 0.17 + 3, half)], p.lighter(colour, 0.5), 3, opacity=0.6)


def _fruit_apple(c: Canvas, size: float) -> None:
    path = closed_curve(
        [
            (0, -size * 0.5),
            (size * 0.52, -size * 0.34),
            (size * 0.3, size * 0.5),
            (-size * 0.3, size * 0.5),
            (-size * 0.52, -size * 0.34),
        ]
    )
    c.solid(path, c.one_of([p.BERRY, p.LIME]), depth=2)
    c.fill(c.blob(0, 0, size * 0.36, size * 0.4), p.CREAM)
    for x in (-0.08, 0.08):
        c.fill(c.blob(x * size, 0, size * 0.045, size * 0.09), p.WALNUT)


def _fruit_banana(c: Canvas, size: float) -> None:
    c.solid(c.blob(0, 0, size * 0.36, wobble=0.02), p.BUTTER, depth=1.5)
    c.fill(c.blob(0, 0, size * 0.29, wobble=0.02), p.CREAM)
    for step in range(3):
        angle = math.tau * step / 3
        c.dot(size * 0.1 * math.cos(angle), size * 0.1 * math.sin(angle), size * 0.035, p.WALNUT)


def _fruit_orange(c: Canvas, size: float) -> None:
    c.solid(c.blob(0, 0, size * 0.46, wobble=0.01), p.tone(0.77, 0.15, 62), depth=2)
    c.fill(c.blob(0, 0, size * 0.39, wobble=0.01), p.CREAM)
    for step in range(8):
        with c.at(0, 0, turn=step * 45):
            c.fill(
                closed_curve(
                    [
                        (0, -size * 0.06),
                        (size * 0.12, -size * 0.32),
                        (0, -size * 0.36),
                        (-size * 0.12, -size * 0.32),
                    ]
                ),
                p.tone(0.82, 0.13, 68),
            )


def _fruit_strawberry(c: Canvas, size: float) -> None:
    c.solid(
        closed_curve(
            [
                (0, size * 0.46),
                (-size * 0.34, -size * 0.1),
                (-size * 0.2, -size * 0.34),
                (size * 0.2, -size * 0.34),
                (size * 0.34, -size * 0.1),
            ]
        ),
        p.BERRY,
        depth=2,
    )
    for x, y in ((-0.14, -0.1), (0.12, -0.14), (0, 0.06), (-0.1, 0.18), (0.12, 0.14)):
        c.dot(x * size, y * size, size * 0.03, p.BUTTER)
    for turn in (-50, 0, 50):
        with c.at(0, -size * 0.34, turn=turn):
            c.fill(c.blob(0, -size * 0.06, size * 0.07, size * 0.14), p.LEAF)


def _fruit_grape(c: Canvas, size: float) -> None:
    c.solid(c.blob(0, 0, size * 0.2, size * 0.28, wobble=0.02), c.one_of([p.VIOLET, p.LIME, p.LILAC]), depth=1.6)
    c.shine(-size * 0.06, -size * 0.1, size * 0.04, size * 0.07)


def _fruit_carrot(c: Canvas, size: float) -> None:
    c.solid(c.box(-size * 0.1, -size * 0.5, size * 0.2, size, rounding=3), p.tone(0.75, 0.15, 55), depth=1.6)


def _fruit_cucumber(c: Canvas, size: float) -> None:
    c.solid(c.blob(0, 0, size * 0.38, wobble=0.02), p.MOSS, depth=1.5)
    c.fill(c.blob(0, 0, size * 0.32, wobble=0.02), p.tone(0.92, 0.06, 125))
    for step in range(6):
        angle = math.tau * step / 6
        c.dot(size * 0.15 * math.cos(angle), size * 0.15 * math.sin(angle), size * 0.035, p.SAGE)


def _fruit_berries(c: Canvas, size: float) -> None:
    for _berry in range(3):
        c.solid(
            c.blob(c.between(-0.2, 0.2) * size, c.between(-0.2, 0.2) * size, size * 0.16),
            p.tone(0.45, 0.1, 280),
            depth=1.5,
        )


_FRUIT = {
    "apple": _fruit_apple,
    "banana": _fruit_banana,
    "orange": _fruit_orange,
    "strawberry": _fruit_strawberry,
    "grape": _fruit_grape,
    "carrot": _fruit_carrot,
    "cucumber": _fruit_cucumber,
    "berries": _fruit_berries,
}

FRUIT = tuple(_FRUIT)
"""What ``fruit`` draws."""
