"""Threading, weaving, sewing and clay."""

import itertools
import math

from heartsease.cli.example.drawing import backdrops as b
from heartsease.cli.example.drawing import palette as p
from heartsease.cli.example.drawing import props_making as making
from heartsease.cli.example.drawing import props_nature as nature
from heartsease.cli.example.drawing import props_table as tableware
from heartsease.cli.example.drawing.canvas import Canvas, arc, closed_curve
from heartsease.cli.example.drawing.layout import along, ring, spread


def clay(c: Canvas) -> None:
    """Clay hedgehogs, snails and pots on a board."""
    c.nearness, c.interest = 1.3, 0.72
    ground = b.tabletop(c)
    earth = c.one_of([p.tone(0.62, 0.07, 48), p.tone(0.72, 0.04, 70), p.tone(0.66, 0.06, 30)])
    c.solid(c.box(c.width * 0.04, ground - 8, c.width * 0.92, 40, rounding=8), p.STRAW, depth=4)
    kinds = c.some_of(["hedgehog", "snail", "pot", "ball"], 4)
    for kind, x in zip(kinds, along(c, 2 if c.is_tall else 3, margin=24), strict=False):
        y = ground + c.between(2, 14)
        c.shadow(x, y, 46, 8)
        with c.at(x, y, scale=c.between(1.25, 1.5), flip=c.chance(0.5)):
            _clay_thing(c, kind, earth)
    for x in along(c, 3, margin=30):
        with c.at(x, c.height - c.between(6, 18), turn=c.between(-80, 80)):
            c.one_of_calls(
                lambda: nature.stick(c, 60),
                lambda: nature.shell(c, 28, p.BLUSH),
                lambda: nature.leaf(c, 36, c.one_of(p.AUTUMN)),
            )


def beads(c: Canvas) -> None:
    """Beads on a string, and loose ones in a dish."""
    b.table(c)
    colours = c.some_of(p.TOYS, 4)
    if c.is_tall:
        points = [(c.width * (0.5 + 0.3 * math.sin(s * 0.8)), c.height * (0.06 + 0.115 * s)) for s in range(9)]
    else:
        points = [(c.width * (0.04 + 0.115 * s), c.height * (0.42 + 0.2 * math.sin(s * 0.9))) for s in range(9)]
    c.line([(x + 3, y + 5) for x, y in points], p.PLUM, 6, opacity=0.15)
    c.line(points, p.CREAM, 4)
    count = 0
    size = c.between(11, 14)
    for (ax, ay), (bx, by) in itertools.pairwise(points[1:-1]):
        steps = max(int(math.dist((ax, ay), (bx, by)) / (size * 1.75)), 1)
        for step in range(steps):
            x, y = ax + (bx - ax) * step / steps, ay + (by - ay) * step / steps
            colour = colours[count % c.rng.choice([2, 3, 4]) if c.chance(0.2) else count % 3]
            _bead(c, x, y, size, colour, is_cube=count % 3 == 1)
            count += 1
    x, y = (c.width * 0.3, c.height * 0.82) if not c.is_tall else (c.width * 0.24, c.height * 0.84)
    with c.at(x, y):
        tableware.plate(c, 50, c.one_of([p.MAUVE, p.SAGE, p.SKY, p.CREAM]))
    for px, py in [*ring(c, x, y, 24, 6), (x, y)]:
        _bead(c, px, py, c.between(9, 12), c.one_of(colours), is_cube=c.chance(0.4))
    for px, py in spread(c, 4, 3, margin=20)[:6]:
        _bead(c, px, py, c.between(9, 12), c.one_of(colours), is_cube=c.chance(0.4))


def weaving(c: Canvas) -> None:
    """Ribbons woven through a frame, with wool and a big needle."""
    b.table(c)
    middle, half = c.width * 0.5, c.height * 0.47
    wide, high = (c.width * 0.6, c.height * 0.62) if not c.is_tall else (c.width * 0.72, c.height * 0.5)
    c.shadow(middle + 4, half + 8, wide * 0.62, high * 0.64)
    c.solid(c.box(middle - wide / 2 - 12, half - high / 2 - 12, wide + 24, high + 24, rounding=7), p.PINE_WOOD, depth=3)
    c.rect(middle - wide / 2, half - high / 2, wide, high, p.darker(p.SAND, 0.35))
    warp = [middle - wide / 2 + (at + 0.5) * wide / 11 for at in range(11)]
    for x in warp:
        c.line([(x, half - high / 2), (x, half + high / 2)], p.CREAM, 5)
    rows = int(high / 17 * c.between(0.6, 0.95))
    for row in range(rows):
        y, colour = half + high / 2 - 9 - row * 17, c.one_of(p.TOYS)
        end = wide / 2 if row < rows - 1 else c.between(0, wide / 3)
        c.line([(middle - wide / 2 - 3, y), (middle, y + c.between(-1.5, 1.5)), (middle + end, y)], colour, 12)
        for at, x in enumerate(warp):
            if (at + row) % 2 == 0 and x < middle + end:
                c.line([(x, y - 8), (x, y + 8)], p.CREAM, 5)
    for at, (x, y) in enumerate(((0.1, 0.82), (0.88, 0.8), (0.9, 0.2))):
        colour = c.some_of(p.TOYS, 3)[at]
        with c.at(c.width * x, c.height * y):
            c.shadow(2, 5, 28, 28)
            c.solid(c.blob(0, 0, 24, wobble=0.02), colour, depth=5)
            for turn in (-40, 20, 70):
                with c.at(0, 0, turn=turn):
                    for shift in (-12, -4, 4, 12):
                        c.line(
                            arc(shift * 0.4, 0, 17 + shift * 0.2, -50, 50, steps=5),
                            p.lighter(colour, 0.35),
                            1.4,
                            opacity=0.8,
                        )


def _bead(c: Canvas, x: float, y: float, size: float, colour: str, *, is_cube: bool) -> None:
    c.shadow(x + 2, y + 4, size * 1.2, size * 1.2, strength=0.22)
    path = (
        c.box(x - size * 0.85, y - size * 0.85, size * 1.7, size * 1.7, rounding=4)
        if is_cube
        else c.blob(x, y, size, wobble=0.015)
    )
    c.solid(path, colour, depth=3)
    c.shine(x - size * 0.35, y - size * 0.4, size * 0.24, size * 0.14)


def _clay_thing(c: Canvas, kind: str, earth: str) -> None:
    match kind:
        case "hedgehog":
            c.solid(
                closed_curve([(-30, 0), (-32, -18), (-10, -34), (16, -28), (30, -10), (36, -3), (24, 1)]),
                earth,
                depth=5,
            )
            for x, y in (
                (-26, -22),
                (-18, -29),
                (-8, -33),
                (2, -33),
                (12, -29),
                (-28, -12),
                (-16, -18),
                (-4, -22),
                (8, -19),
            ):
                c.line([(x, y), (x - 5, y - 10)], p.BARK, 2.4)
            c.dot(24, -14, 1.9, p.INK)
            c.dot(36, -4, 2.6, p.INK)
        case "snail":
            nature.snail(c, earth)
        case "pot":
            c.solid(closed_curve([(-22, 0), (-30, -22), (-24, -42), (24, -42), (30, -22), (22, 0)]), earth, depth=6)
            c.fill(c.blob(0, -42, 24, 6, wobble=0.04), p.darker(earth, 0.35))
            for at in range(5):
                c.dot(-20 + at * 10, -24 + c.between(-2, 2), 2.6, p.darker(earth, 0.28))
        case _:
            for x, size in ((-20, 13), (4, 16), (26, 11)):
                c.solid(c.blob(x, -size, size, wobble=0.04), earth, depth=4)


def sewing(c: Canvas) -> None:
    """Felt, buttons, a big needle and what is becoming of them."""
    b.table(c)
    felt, trim = c.some_of(p.TOYS, 2)
    x, y = c.width * 0.44, c.height * 0.5
    kind = c.one_of(["heart", "cat", "fish"])
    size = min(c.width, c.height) * 0.3
    with c.at(x, y, turn=c.between(-12, 12)):
        if kind == "heart":
            shape = closed_curve(
                [
                    (0, size),
                    (-size, -size * 0.1),
                    (-size * 0.6, -size * 0.85),
                    (0, -size * 0.4),
                    (size * 0.6, -size * 0.85),
                    (size, -size * 0.1),
                ]
            )
        elif kind == "fish":
            shape = closed_curve(
                [
                    (-size * 1.1, 0),
                    (-size * 0.3, -size * 0.7),
                    (size * 0.6, -size * 0.1),
                    (size * 1.2, -size * 0.6),
                    (size * 1.2, size * 0.6),
                    (size * 0.6, size * 0.1),
                    (-size * 0.3, size * 0.7),
                ]
            )
        else:
            shape = closed_curve(
                [
                    (-size * 0.8, size * 0.7),
                    (-size * 0.9, -size * 0.3),
                    (-size * 0.75, -size),
                    (-size * 0.3, -size * 0.55),
                    (size * 0.3, -size * 0.55),
                    (size * 0.75, -size),
                    (size * 0.9, -size * 0.3),
                    (size * 0.8, size * 0.7),
                ]
            )
        with c.at(4, 6):
            c.fill(shape, p.PLUM, opacity=0.2)
        c.solid(shape, felt, depth=4)
        with c.at(0, 0, scale=0.86):
            c.stroke(shape, p.CREAM, 3, dash="8 7")
        for side in (-1, 1):
            if kind != "fish" or side < 0:
                c.solid(
                    c.blob(side * size * 0.3 - (size * 0.3 if kind == "fish" else 0), -size * 0.12, 10, wobble=0.02),
                    trim,
                    depth=2,
                )
                c.dot(side * size * 0.3 - (size * 0.3 if kind == "fish" else 0), -size * 0.12, 3, p.INK)
    c.line(
        [(x + size * 0.4, y + size * 0.2), (c.width * 0.7, c.height * 0.62), (c.width * 0.84, c.height * 0.44)],
        p.CREAM,
        2.6,
    )
    with c.at(c.width * 0.86, c.height * 0.38, turn=24):
        c.line([(0, 20), (0, -44)], p.STONE, 4.4)
        c.dot(0, 17, 1.6, p.INK)
    for px, py in spread(c, 4, 4, margin=12):
        if math.dist((px, py), (x, y)) > size * 1.45:
            colour = c.one_of(p.TOYS)
            c.shadow(px + 2, py + 3, 13, 13)
            c.solid(c.blob(px, py, c.between(8, 13), wobble=0.02), colour, depth=2.4)
            for dx in (-2.6, 2.6):
                c.dot(px + dx, py, 1.5, p.darker(colour, 0.5))
    with c.at(c.width * 0.14, c.height * 0.24, turn=c.between(-40, 10)):
        making.scissors(c, c.one_of(p.TOYS))


SCENES = {
    "sewing": sewing,
    "beads": beads,
    "weaving": weaving,
    "clay": clay,
}
