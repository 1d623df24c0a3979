"""Snow, ice, bubbles, birds and patterns on the ground."""

import math
from collections.abc import Callable

from heartsease.cli.example.drawing import backdrops as b
from heartsease.cli.example.drawing import palette as p
from heartsease.cli.example.drawing import props_nature as nature
from heartsease.cli.example.drawing import props_toys as toys
from heartsease.cli.example.drawing.canvas import Canvas, arc, closed_curve
from heartsease.cli.example.drawing.layout import along, ring, spread


def snow(c: Canvas) -> None:
    """A snowy garden with a snowman or a robin."""
    c.cover(c.linear(p.tone(0.82, 0.04, 255), p.tone(0.95, 0.02, 250)))
    edge = c.height * 0.6
    for x in along(c, 4, margin=-10):
        with c.at(x, edge + 8, scale=c.between(0.8, 1.3)):
            c.solid(c.slab([(-5, 0), (-3, -30), (3, -30), (5, 0)]), p.BARK, depth=2)
            for level in range(3):
                y, wide = -24 - level * 24, 34 - level * 8
                c.solid(c.slab([(-wide, y), (wide, y), (0, y - 42)], rounding=4), p.tone(0.52, 0.06, 165), depth=4)
                c.fill(c.slab([(-wide * 0.55, y - 18), (wide * 0.55, y - 18), (0, y - 42)], rounding=4), p.WHITE)
    c.fill(
        closed_curve(
            [
                (-80, c.height + 80),
                (-80, edge),
                *((c.width * s / 4, edge + c.between(-9, 9)) for s in range(5)),
                (c.width + 80, edge),
                (c.width + 80, c.height + 80),
            ]
        ),
        c.linear(p.WHITE, p.tone(0.88, 0.035, 265)),
    )
    ground = edge + (c.height - edge) * 0.56
    x = c.width * c.between(0.36, 0.6)
    c.shadow(x, ground + 4, 60, 12, strength=0.25)
    snowball = p.tone(0.975, 0.012, 240)
    for y, size in ((-30, 42), (-88, 31), (-132, 23)):
        c.solid(c.blob(x, ground + y, size, wobble=0.03), snowball, depth=8, shade=0.14)
    top = ground - 132
    for dx in (-8, 8):
        c.dot(x + dx, top - 6, 3, p.INK)
    c.fill(c.slab([(x, top - 2), (x + 25, top + 4), (x, top + 6)], rounding=2), p.tone(0.75, 0.15, 58))
    for dx, dy in ((-9, 9), (-4, 12), (2, 13), (8, 11)):
        c.dot(x + dx, top + dy, 1.6, p.INK)
    scarf, hat = c.some_of([p.BERRY, p.VIOLET, p.TEAL, p.HONEY], 2)
    c.line([(x - 22, top + 22), (x, top + 29), (x + 22, top + 22)], scarf, 11)
    c.solid(
        c.slab([(x + 8, top + 24), (x + 21, top + 24), (x + 24, top + 62), (x + 11, top + 62)], rounding=3),
        scarf,
        depth=2,
    )
    c.solid(
        c.slab([(x - 21, top - 14), (x + 21, top - 14), (x + 16, top - 38), (x - 16, top - 38)], rounding=9),
        hat,
        depth=4,
    )
    c.solid(c.box(x - 25, top - 20, 50, 11, rounding=5), p.lighter(hat, 0.35), depth=2)
    c.dot(x, top - 41, 8, p.WHITE)
    for side in (-1, 1):
        c.line([(x + side * 26, ground - 92), (x + side * 56, ground - 112), (x + side * 64, ground - 124)], p.BARK, 4)
    with c.at(c.width * c.one_of_numbers(0.14, 0.84), ground + 30, scale=0.95):
        c.shadow(0, 0, 22, 5)
        nature.robin(c)
    for fx, fy in spread(c, 9, 7, margin=-10, loose=0.5)[:44]:
        nature.snowflake(c, fx, fy, c.between(1.6, 4.6))


def ice(c: Canvas) -> None:
    """Things frozen into blocks of ice, on a tray."""
    b.table(c)
    c.shadow(c.width / 2, c.height / 2 + 8, c.width * 0.52, c.height * 0.52)
    c.solid(
        c.box(c.width * 0.08, c.height * 0.08, c.width * 0.84, c.height * 0.84, rounding=18),
        c.one_of([p.TEAL, p.VIOLET, p.BERRY, p.BLUE]),
        depth=5,
    )
    c.fill(
        c.box(c.width * 0.12, c.height * 0.12, c.width * 0.76, c.height * 0.76, rounding=14), p.tone(0.88, 0.045, 225)
    )
    columns, rows = (2, 3) if c.is_tall else (3, 2)
    for x, y in spread(c, columns, rows, margin=56, loose=0.14):
        size = c.between(30, 42)
        c.shadow(x + 3, y + 6, size * 1.3, size * 1.2, strength=0.2)
        path = c.box(x - size, y - size * 0.86, size * 2, size * 1.72, rounding=11, wobble=3)
        c.solid(path, p.tone(0.90, 0.04, 225), depth=6, shade=0.2, shine=0.5)
        with c.at(x, y + 4, turn=c.between(-30, 30), scale=0.72):
            c.one_of_calls(
                lambda: nature.leaf(c, 50, c.one_of(p.AUTUMN)),
                lambda: nature.pansy(c, 30, c.one_of([p.VIOLET, p.LILAC])),
                lambda: nature.star(c, 0, 0, 24, p.HONEY),
                lambda: nature.shell(c, 46, p.ROSE),
                lambda: _raised(c, lambda: toys.creature(c, "dinosaur")),
                lambda: _raised(c, lambda: toys.duck(c)),
            )
        c.fill(path, p.tone(0.95, 0.03, 225), opacity=0.42)
        c.shine(x - size * 0.5, y - size * 0.5, size * 0.26, size * 0.1, opacity=0.8)
        c.line([(x + size * 0.2, y + size * 0.2), (x + size * 0.5, y - size * 0.1)], p.WHITE, 1.6, opacity=0.7)
    with c.at(c.width * 0.88, c.height * 0.62, turn=c.between(-20, 20)):
        c.line([(0, 0), (0, 66)], p.PINE_WOOD, 8)
        c.solid(c.box(-19, -14, 38, 20, rounding=4), p.OAK, depth=3)


def bubbles(c: Canvas) -> None:
    """Soap bubbles over the garden."""
    b.garden(c)
    for x, y in spread(c, 6, 5, margin=-6, loose=0.5)[:20]:
        size = c.between(8, 36)
        tint = c.one_of([p.LILAC, p.SKY, p.ROSE, p.AQUA, p.BUTTER])
        c.fill(c.blob(x, y, size, wobble=0.012), c.radial(p.WHITE, tint, inner_opacity=0.08, outer_opacity=0.55))
        c.stroke(c.blob(x, y, size, wobble=0.008), p.WHITE, 1.3, opacity=0.75)
        c.line(arc(x, y, size * 0.72, 200, 262, steps=5), p.WHITE, max(size * 0.11, 1.4), opacity=0.9)
        c.dot(x + size * 0.4, y + size * 0.44, size * 0.08, p.WHITE, opacity=0.9)
    with c.at(c.width * c.between(0.2, 0.8), c.height + 6, turn=c.between(-24, 24)):
        colour = c.one_of(p.TOYS)
        c.line([(0, 0), (0, -86)], colour, 7)
        c.stroke(c.blob(0, -106, 20, wobble=0.01), colour, 6)
        c.fill(c.blob(0, -106, 18, wobble=0.01), p.LILAC, opacity=0.35)


def treasures(c: Canvas) -> None:
    """A pattern or picture made of stones, petals, sticks and shells."""
    c.one_of_calls(lambda: b.lawn(c), lambda: b.patio(c), lambda: b.earth(c), lambda: b.table(c))
    middle, half = c.width * 0.5, c.height * 0.5
    reach = min(c.width, c.height) * 0.44
    petal, tint = c.some_of([p.LILAC, p.ROSE, p.BUTTER, p.CORAL, p.WHITE], 2)
    for radius, count, kind in ((1.0, 16, "stone"), (0.72, 12, "leaf"), (0.47, 10, "petal"), (0.24, 6, "shell")):
        for x, y in ring(c, middle, half, reach * radius, count):
            turn = math.degrees(math.atan2(y - half, x - middle)) + 90
            if kind == "stone":
                nature.pebble(c, x, y, c.between(11, 15))
                continue
            with c.at(x, y, turn=turn):
                if kind == "leaf":
                    nature.leaf(c, 34, c.one_of([p.LEAF, p.MOSS, p.HONEY]), kind="long")
                elif kind == "petal":
                    c.solid(c.blob(0, 0, 9, 13), c.one_of([petal, tint]), depth=2)
                else:
                    nature.shell(c, 20, p.BLUSH)
    with c.at(middle, half):
        nature.pansy(c, 21, p.VIOLET)
    for x, y in ((0.06, 0.14), (0.94, 0.86), (0.08, 0.88)):
        with c.at(c.width * x, c.height * y, turn=c.between(0, 180)):
            nature.stick(c, c.between(46, 80))


def birds(c: Canvas) -> None:
    """A feeder with birds."""
    c.nearness, c.interest = 1.12, 0.36
    b.garden(c)
    c.line([(-20, 34), (c.width * 0.4, 26), (c.width + 30, 46)], p.BARK, 12)
    for x in along(c, 6, margin=-10):
        with c.at(x, 34, turn=c.between(-50, 50)):
            c.solid(c.blob(0, c.one_of_numbers(-16, 16), 8, 15), c.one_of([p.LEAF, p.MOSS, p.LIME]), depth=2)
    x = c.width * c.between(0.4, 0.6)
    c.line([(x, 32), (x, 78)], p.WALNUT, 2)
    with c.at(x, 170):
        c.solid(c.slab([(-58, -60), (0, -104), (58, -60), (52, -54), (-52, -54)], rounding=4), p.VIOLET, depth=4)
        for side in (-1, 1):
            c.solid(c.box(side * 40 - 4, -56, 8, 56, rounding=2), p.OAK, depth=2)
        c.solid(c.box(-60, -6, 120, 12, rounding=4), p.OAK, depth=3)
        for _seed in range(26):
            c.dot(c.between(-46, 46), -8 - c.between(0, 5), 2, c.one_of([p.HONEY, p.WALNUT, p.SAND]))
    with c.at(x - 14, 164, scale=0.92):
        nature.robin(c)
    for fx, y in ((0.16, 34), (0.86, 42)):
        with c.at(c.width * fx, y - 2, scale=0.82, flip=fx > 0.5):
            _small_bird(c)
    if c.chance(0.6):
        with c.at(x + 62, 118, scale=0.8, flip=True):
            _small_bird(c)


def _raised(c: Canvas, draw: Callable[[], None]) -> None:
    with c.at(0, 26, scale=0.85):
        draw()


def _small_bird(c: Canvas) -> None:
    colour = c.one_of([p.BLUE, p.HONEY, p.TEAL])
    for x in (-2, 4):
        c.line([(x, -8), (x, 0)], p.BARK, 1.6)
    c.solid(c.slab([(-26, -8), (-10, -20), (-6, -12)], rounding=2), p.darker(colour, 0.2), depth=1.5)
    c.solid(c.blob(0, -17, 16, 12), p.BUTTER, depth=3)
    c.fill(c.blob(-5, -20, 11, 8), colour)
    c.solid(c.blob(11, -28, 9), colour, depth=2)
    c.fill(c.blob(13, -25, 6, 5), p.WHITE)
    c.dot(13, -30, 1.5, p.INK)
    c.fill(c.slab([(19, -29), (25, -27), (19, -25.5)], rounding=1), p.INK)


SCENES = {
    "snow": snow,
    "ice": ice,
    "bubbles": bubbles,
    "treasures": treasures,
    "birds": birds,
}
