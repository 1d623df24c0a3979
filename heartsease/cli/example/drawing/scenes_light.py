"""Light and dark, and a basket for babies."""

import math

from heartsease.cli.example.drawing import backdrops as b
from heartsease.cli.example.drawing import palette as p
from heartsease.cli.example.drawing import props_nature as nature
from heartsease.cli.example.drawing import props_table as tableware
from heartsease.cli.example.drawing.canvas import Canvas, arc, closed_curve
from heartsease.cli.example.drawing.layout import ring, spread


def stars(c: Canvas) -> None:
    """A night sky with moon and planets: the space corner."""
    c.cover(c.linear(p.tone(0.25, 0.09, 285), p.tone(0.42, 0.13, 300)))
    for x, y in spread(c, 14, 11, margin=-6, loose=0.5):
        c.dot(x, y, c.between(0.7, 2.2), c.one_of([p.WHITE, p.BUTTER, p.SKY]), opacity=c.between(0.5, 1))
    x, y = c.width * c.one_of_numbers(0.22, 0.76), c.height * c.between(0.2, 0.3)
    c.glow(x, y, 92, p.BUTTER, strength=0.45)
    c.solid(c.blob(x, y, 37, wobble=0.008), p.tone(0.94, 0.06, 92), depth=7)
    for dx, dy, size in ((-12, -8, 8), (10, 6, 6), (-2, 16, 4.6), (14, -14, 4)):
        c.fill(c.blob(x + dx, y + dy, size), p.darker(p.BUTTER, 0.12), opacity=0.5)
    px, py = c.width - x, c.height * c.between(0.36, 0.5)
    planet, belt = c.some_of([p.CORAL, p.TEAL, p.LILAC, p.HONEY], 2)
    c.solid(c.blob(px, py, 27, wobble=0.01), planet, depth=6)
    c.stroke(c.blob(px, py, 45, 12, wobble=0.01), belt, 5, opacity=0.9)
    c.solid(closed_curve(arc(px, py, 27, 188, 352, steps=8)), planet, depth=3)
    for _star in range(5):
        nature.star(
            c,
            c.between(0.08, 0.92) * c.width,
            c.between(0.06, 0.6) * c.height,
            c.between(5, 10),
            p.BUTTER,
            turn=c.between(0, 70),
        )
    c.fill(
        closed_curve(
            [
                (-90, c.height + 90),
                (-90, c.height * 0.86),
                *((c.width * s / 4, c.height * (0.84 + c.between(-0.03, 0.03))) for s in range(5)),
                (c.width + 90, c.height * 0.86),
                (c.width + 90, c.height + 90),
            ]
        ),
        c.linear(p.LILAC, p.VIOLET),
    )
    for _crater in range(6):
        c.fill(
            c.blob(c.between(0, c.width), c.height * c.between(0.88, 0.98), c.between(12, 26), c.between(4, 7)),
            p.PLUM,
            opacity=0.35,
        )
    with c.at(c.width * c.between(0.36, 0.64), c.height * 0.9, turn=c.between(-6, 10), scale=1.12):
        c.shadow(0, 0, 44, 9)
        for side in (-1, 1):
            c.solid(c.slab([(side * 14, -40), (side * 38, 0), (side * 12, -8)], rounding=4), p.BERRY, depth=2)
        c.solid(closed_curve([(-21, -8), (-25, -60), (0, -124), (25, -60), (21, -8)]), p.CREAM, depth=6)
        c.fill(closed_curve([(-16, -92), (0, -124), (16, -92), (0, -98)]), p.BERRY)
        c.solid(c.blob(0, -66, 12, wobble=0.01), p.SKY, depth=3)
        c.stroke(c.blob(0, -66, 13, wobble=0.01), p.HONEY, 3)


def light_table(c: Canvas) -> None:
    """Clear coloured shapes on a glowing table."""
    c.cover(c.radial(p.tone(0.97, 0.03, 90), p.tone(0.50, 0.09, 300)))
    c.fill(
        c.box(c.width * 0.07, c.height * 0.08, c.width * 0.86, c.height * 0.84, rounding=12),
        c.radial(p.WHITE, p.tone(0.93, 0.05, 92)),
    )
    colours = [p.BERRY, p.BLUE, p.HONEY, p.LEAF, p.VIOLET, p.TEAL, p.CORAL]
    columns, rows = (4, 5) if c.is_tall else (6, 4)
    for x, y in spread(c, columns, rows, margin=40, loose=0.4):
        size, colour = c.between(17, 32), c.one_of(colours)
        kind = c.one_of(["disc", "square", "triangle", "star", "strip"])
        with c.at(x, y, turn=c.between(0, 360)):
            match kind:
                case "disc":
                    c.fill(c.blob(0, 0, size, wobble=0.01), colour, opacity=0.62)
                    c.stroke(c.blob(0, 0, size, wobble=0.01), colour, 2)
                case "square":
                    c.fill(c.box(-size * 0.85, -size * 0.85, size * 1.7, size * 1.7), colour, opacity=0.62)
                case "triangle":
                    c.fill(c.slab([(-size, size * 0.7), (size, size * 0.7), (0, -size)]), colour, opacity=0.62)
                case "star":
                    c.fill(
                        c.slab(
                            [
                                (
                                    size * (1.05 if s % 2 == 0 else 0.48) * math.cos(math.tau * s / 10),
                                    size * (1.05 if s % 2 == 0 else 0.48) * math.sin(math.tau * s / 10),
                                )
                                for s in range(10)
                            ],
                            rounding=2,
                        ),
                        colour,
                        opacity=0.62,
                    )
                case _:
                    c.fill(c.box(-size * 1.3, -size * 0.3, size * 2.6, size * 0.6), colour, opacity=0.62)


def lamps(c: Canvas) -> None:
    """A festival of lights: a pattern of coloured powder with small lamps."""
    c.cover(c.radial(p.tone(0.42, 0.07, 40), p.tone(0.26, 0.06, 300)))
    middle, half = c.width / 2, c.height / 2
    reach = min(c.width, c.height) * 0.44
    for radius, count, colour in zip(
        (1, 0.76, 0.54, 0.33),
        (16, 14, 10, 8),
        c.some_of([p.CORAL, p.HONEY, p.BERRY, p.LEAF, p.LILAC, p.BUTTER, p.AQUA], 4),
        strict=True,
    ):
        for x, y in ring(c, middle, half, reach * radius * 0.9, count):
            turn = math.degrees(math.atan2(y - half, x - middle)) + 90
            with c.at(x, y, turn=turn):
                c.fill(
                    closed_curve([(0, -reach * 0.17), (reach * 0.1, 0), (0, reach * 0.1), (-reach * 0.1, 0)]), colour
                )
                c.dot(0, 0, reach * 0.03, p.CREAM)
        c.stroke(c.blob(middle, half, reach * radius * 0.76, wobble=0.005, points=14), p.CREAM, 2, dash="0.1 6")
    nature.star(c, middle, half, reach * 0.15, p.HONEY)
    for x, y in [*ring(c, middle, half, reach * 1.06, 7), (middle, half)]:
        c.glow(x, y - 8, 44, p.HONEY, strength=0.7)
        with c.at(x, y):
            c.solid(closed_curve([(-15, -4), (15, -4), (9, 7), (-9, 7)]), p.CORAL, depth=2.5)
            c.fill(closed_curve([(0, -24), (5.5, -10), (0, -4), (-5.5, -10)]), p.BUTTER)
            c.fill(closed_curve([(0, -16), (2.6, -9), (0, -5), (-2.6, -9)]), p.WHITE)


def basket(c: Canvas) -> None:
    """A basket of everyday things for babies to handle."""
    b.floor(c)
    middle, half = c.width / 2, c.height / 2
    reach = min(c.width, c.height) * 0.4
    c.shadow(middle + 5, half + 8, reach * 1.15, reach * 1.12)
    c.solid(c.blob(middle, half, reach, wobble=0.01, points=14), p.STRAW, depth=4)
    c.stroke(c.blob(middle, half, reach * 0.93, wobble=0.006, points=14), p.OAK, 9, dash="7 6")
    c.fill(c.blob(middle, half, reach * 0.84, wobble=0.01, points=14), p.darker(p.STRAW, 0.32))
    things = ["spoon", "shell", "brush", "ring", "cone", "cloth", "ball", "whisk", "pebble"]
    c.rng.shuffle(things)
    places = [*ring(c, middle, half, reach * 0.5, 6), (middle, half)]
    for kind, (x, y) in zip(things, places, strict=False):
        with c.at(x, y, turn=c.between(0, 360)):
            c.shadow(2, 4, 26, 18)
            _household(c, kind)
    for kind, (x, y) in zip(things[7:], ((0.1, 0.16), (0.9, 0.86)), strict=True):
        with c.at(c.width * x, c.height * y, turn=c.between(0, 360)):
            c.shadow(2, 4, 26, 18)
            _household(c, kind)


def _household(c: Canvas, kind: str) -> None:
    match kind:
        case "spoon":
            with c.at(0, 26):
                tableware.spoon(c, p.OAK, length=64)
        case "shell":
            nature.shell(c, 46, p.BLUSH)
        case "brush":
            c.solid(c.box(-32, -9, 64, 18, rounding=8), p.PINE_WOOD, depth=3)
            for x in range(-26, 28, 5):
                c.line([(x, 8), (x + 1, 20)], p.CREAM, 3)
        case "ring":
            c.stroke(c.blob(0, 0, 21, wobble=0.01), p.OAK, 10)
            c.stroke(c.blob(-1, -1, 21, wobble=0.01), p.STRAW, 5)
        case "cone":
            c.solid(c.blob(0, 0, 17, 25, wobble=0.04), p.WALNUT, depth=4)
            for y in (-14, -6, 2, 10):
                c.line([(-13, y), (0, y + 6), (13, y)], p.lighter(p.WALNUT, 0.4), 2.4)
        case "cloth":
            colour = c.one_of([p.VIOLET, p.ROSE, p.TEAL, p.HONEY])
            path = closed_curve([(-30, -20), (0, -26), (28, -18), (34, 10), (8, 24), (-22, 20), (-36, 4)])
            c.solid(path, colour, depth=5)
            c.line([(-20, -10), (0, 0), (22, -6)], p.lighter(colour, 0.4), 2)
            c.line([(-22, 8), (2, 12), (20, 6)], p.darker(colour, 0.25), 2)
        case "ball":
            c.solid(c.blob(0, 0, 22, wobble=0.01), c.one_of(p.TOYS), depth=5)
            c.shine(-8, -9, 6, 3.4)
        case "whisk":
            c.solid(c.box(-5, 4, 10, 36, rounding=4), p.OAK, depth=2)
            for wide in (6, 13, 19):
                c.stroke(closed_curve([(0, 6), (-wide, -18), (0, -40), (wide, -18)]), p.CLOUD, 2.2)
        case _:
            nature.pebble(c, 0, 0, 22)


SCENES = {
    "stars": stars,
    "light_table": light_table,
    "lamps": lamps,
    "basket": basket,
}
