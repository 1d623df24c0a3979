"""Running, riding, balancing, and the games of the older ones."""

import math

from heartsease.cli.example.drawing import backdrops as b
from heartsease.cli.example.drawing import palette as p
from heartsease.cli.example.drawing.canvas import Canvas, arc, closed_curve
from heartsease.cli.example.drawing.layout import along, ring, spread


def trike(c: Canvas) -> None:
    """A tricycle on the garden path."""
    c.interest = 0.6
    ground = b.garden(c) + 20
    c.fill(
        closed_curve(
            [
                (-90, c.height + 60),
                (-80, ground + 6),
                (c.width * 0.5, ground - 14),
                (c.width + 80, ground),
                (c.width + 90, c.height + 60),
            ]
        ),
        p.tone(0.82, 0.03, 75),
    )
    c.stroke(f"M-40 {ground + 34:.0f}L{c.width + 40:.0f} {ground + 30:.0f}", p.WHITE, 4, dash="22 16")
    for x in along(c, 3, margin=10):
        with c.at(x, ground + 58):
            _cone(c)
    x, frame, seat = c.width * c.between(0.44, 0.56), *c.some_of(p.TOYS, 2)
    c.shadow(x, ground + 16, 84, 12)
    with c.at(x, ground + 14, scale=1.3, flip=c.chance(0.5)):
        for wx, size in ((-42, 19), (44, 26)):
            c.dot(wx, -size, size, p.INK)
            c.dot(wx, -size, size * 0.68, p.CLOUD)
            for step in range(6):
                angle = math.tau * step / 6
                c.line(
                    [(wx, -size), (wx + size * 0.66 * math.cos(angle), -size + size * 0.66 * math.sin(angle))],
                    p.STONE,
                    1.8,
                )
            c.dot(wx, -size, 4, frame)
        c.line([(-42, -20), (-10, -34), (26, -54)], frame, 8)
        c.line([(-42, -20), (-28, -46)], frame, 7)
        c.line([(44, -26), (30, -60), (24, -82)], frame, 8)
        c.line([(12, -88), (26, -84), (40, -88)], p.INK, 6)
        c.solid(closed_curve([(-46, -50), (-30, -58), (-8, -50), (-28, -44)]), seat, depth=3)
        c.line([(44, -26), (54, -12)], p.STONE, 4)
        c.solid(c.box(46, -13, 17, 7, rounding=3), p.BERRY, depth=1)


def obstacle_course(c: Canvas) -> None:
    """Planks, tyres, hoops and cones in the garden."""
    c.interest = 0.68
    ground = b.garden(c)
    left = c.width * c.between(0.06, 0.12)
    c.shadow(left + 74, ground + 4, 90, 9)
    for x in (left + 14, left + 128):
        c.solid(
            c.slab(
                [(x - 17, ground + 2), (x - 12, ground - 30), (x + 12, ground - 30), (x + 17, ground + 2)], rounding=3
            ),
            p.OAK,
            depth=3,
        )
    c.solid(c.box(left - 8, ground - 42, 160, 13, rounding=4), p.STRAW, depth=3)
    for at, x in enumerate((0.6, 0.74, 0.88)):
        y = ground + 4 + (at % 2) * 18
        c.fill(c.blob(c.width * x, y, 33, 13, wobble=0.01), p.INK)
        c.fill(c.blob(c.width * x, y - 4, 33, 13, wobble=0.01), p.lighter(p.INK, 0.2))
        c.fill(c.blob(c.width * x, y - 4, 18, 6.4, wobble=0.01), p.MOSS)
    for x, colour in zip(along(c, 4, margin=26), c.some_of(p.TOYS, 4), strict=True):
        y = min(ground + 44 + c.between(-8, 8), c.height - 22)
        c.stroke(c.blob(x, y + 3, 38, 14, wobble=0.01), p.PLUM, 6, opacity=0.2)
        c.stroke(c.blob(x, y, 38, 14, wobble=0.01), colour, 6.5)
    for x in (0.06, 0.52, 0.95):
        with c.at(c.width * x, ground + 20, scale=1.05):
            _cone(c)


def beanbags(c: Canvas) -> None:
    """Hoops and beanbags on the grass from above."""
    c.one_of_calls(lambda: b.lawn(c), lambda: b.patio(c))
    columns, rows = (2, 2) if c.is_tall else (3, 2)
    for x, y in spread(c, columns, rows, margin=34, loose=0.14)[:5]:
        colour, size = c.one_of(p.TOYS), c.between(46, 58)
        c.stroke(c.blob(x + 3, y + 4, size, wobble=0.01), p.PLUM, 8, opacity=0.2)
        c.stroke(c.blob(x, y, size, wobble=0.01), colour, 8)
        c.stroke(c.blob(x, y, size + 1, wobble=0.008), p.lighter(colour, 0.45), 2.4)
    for x, y in spread(c, 4, 3, margin=28)[:8]:
        colour = c.one_of(p.TOYS)
        c.shadow(x + 3, y + 5, 22, 20)
        with c.at(x, y, turn=c.between(0, 90)):
            path = closed_curve([(-15, -15), (0, -13), (15, -15), (13, 0), (15, 15), (0, 13), (-15, 15), (-13, 0)])
            c.solid(path, colour, depth=4)
            c.stroke(path, p.lighter(colour, 0.5), 1.4, dash="3 3")


def football(c: Canvas) -> None:
    """A football and a small goal."""
    c.interest = 0.6
    ground = b.garden(c)
    left, wide, high = c.width * 0.24, c.width * 0.52, 92
    for at in range(1, 10):
        x = left + wide * at / 10
        c.line([(x, ground - high), (x, ground)], p.WHITE, 1, opacity=0.6)
    for at in range(1, 6):
        y = ground - high + high * at / 6
        c.line([(left, y), (left + wide, y)], p.WHITE, 1, opacity=0.6)
    c.line([(left, ground + 2), (left, ground - high)], p.WHITE, 7)
    c.line([(left + wide, ground + 2), (left + wide, ground - high)], p.WHITE, 7)
    c.line([(left - 2, ground - high), (left + wide + 2, ground - high)], p.WHITE, 7)
    x, y, size = c.width * c.between(0.3, 0.7), min(ground + 62, c.height - 14), 29
    c.shadow(x + 4, y, 36, 9)
    ball = c.blob(x, y - size, size, wobble=0.006)
    c.solid(ball, p.WHITE, depth=6, shade=0.22)
    patch = c.one_of([p.VIOLET, p.INK, p.BERRY, p.TEAL])
    with c.inside(ball):
        for px, py in [(x, y - size), *ring(c, x, y - size, size * 0.95, 5)]:
            c.fill(
                c.slab(
                    [(px + 9.5 * math.cos(math.tau * s / 5), py + 9.5 * math.sin(math.tau * s / 5)) for s in range(5)],
                    rounding=2,
                ),
                patch,
            )
    for fx in (0.08, 0.92):
        with c.at(c.width * fx, min(ground + 44, c.height - 8), scale=1.15):
            _cone(c)


def parachute(c: Canvas) -> None:
    """The play parachute from above, with balls on it."""
    b.lawn(c)
    middle, half = c.width / 2, c.height / 2
    reach = min(c.width, c.height) * 0.52
    colours = c.some_of(p.TOYS, 4)
    turn = c.between(0, 30)
    c.shadow(middle + 5, half + 9, reach * 1.12, reach * 1.12)
    for step in range(12):
        points = [(middle, half), *arc(middle, half, reach, turn + step * 30, turn + step * 30 + 30.6, steps=3)]
        c.solid(c.slab(points, rounding=1, wobble=0.4), colours[step % 4], depth=3)
        angle = math.radians(turn + step * 30)
        c.line(
            [(middle, half), (middle + reach * math.cos(angle), half + reach * math.sin(angle))],
            p.PLUM,
            1.2,
            opacity=0.2,
        )
    for share in (0.4, 0.75):
        c.stroke(c.blob(middle, half, reach * share, wobble=0.02, points=14), p.WHITE, 7, opacity=0.22)
    c.fill(c.blob(middle, half, reach * 0.09), p.CREAM)
    for x, y in ring(c, middle, half, reach * c.between(0.35, 0.6), c.rng.randint(3, 5)):
        colour = c.one_of(p.TOYS)
        c.shadow(x + 4, y + 7, 20, 18, strength=0.35)
        c.solid(c.blob(x, y, 15, wobble=0.01), colour, depth=4)
        c.shine(x - 5, y - 6, 4, 2.4)


def _cone(c: Canvas) -> None:
    c.shadow(0, 0, 20, 4)
    colour = c.one_of([p.CORAL, p.HONEY, p.LEAF, p.VIOLET])
    c.solid(c.slab([(-13, 0), (-3, -34), (3, -34), (13, 0)], rounding=3), colour, depth=3)
    c.line([(-7, -16), (0, -14.5), (7, -16)], p.CREAM, 5)
    c.solid(c.box(-18, -4, 36, 6, rounding=3), p.darker(colour, 0.12), depth=1)


SCENES = {
    "trike": trike,
    "obstacle_course": obstacle_course,
    "beanbags": beanbags,
    "football": football,
    "parachute": parachute,
}
