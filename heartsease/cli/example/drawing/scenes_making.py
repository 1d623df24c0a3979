"""Painting, drawing, sticking, kneading, threading."""

import math

from heartsease.cli.example.drawing import backdrops as b
from heartsease.cli.example.drawing import palette as p
from heartsease.cli.example.drawing import props_making as making
from heartsease.cli.example.drawing import props_nature as nature
from heartsease.cli.example.drawing.canvas import Canvas, arc, closed_curve
from heartsease.cli.example.drawing.layout import ring, spread


def easel(c: Canvas) -> None:
    """A painting on an easel."""
    ground = b.room(c) + 18 if c.chance(0.75) else b.garden(c) + 24
    middle = c.width * (0.5 if c.is_tall else c.between(0.4, 0.6))
    high = min(ground - 16, 226)
    wide = high * 0.66
    c.shadow(middle, ground, wide * 0.75, 11)
    for side in (-1, 1):
        c.solid(
            c.slab(
                [
                    (middle + side * wide * 0.5 - 4, ground + 4),
                    (middle + side * 18 - 4, ground - high),
                    (middle + side * 18 + 4, ground - high),
                    (middle + side * wide * 0.5 + 5, ground + 4),
                ]
            ),
            p.PINE_WOOD,
            depth=2,
        )
    with c.at(middle, ground - high * 0.56, turn=c.between(-1.5, 1.5)):
        c.solid(c.box(-wide * 0.46, -high * 0.4, wide * 0.92, high * 0.72, rounding=4), p.OAK, depth=3)
        path = making.sheet(c, wide * 0.82, high * 0.64, c.one_of([p.WHITE, p.PAPER, p.CREAM]))
        with c.inside(path):
            making.childs_picture(c, wide * 0.84, high * 0.66)
        for x in (-wide * 0.2, wide * 0.2):
            c.solid(c.box(x - 5, -high * 0.36, 10, 12, rounding=2), p.STONE, depth=1.5)
    y = ground - high * 0.19
    c.solid(c.box(middle - wide * 0.54, y, wide * 1.08, 10, rounding=3), p.STRAW, depth=2)
    for x, colour in zip((-0.4, -0.2, 0.0, 0.2, 0.4), c.some_of(p.TOYS, 5), strict=True):
        with c.at(middle + x * wide, y + 2, scale=0.72):
            with c.at(4, -26, turn=c.between(-18, 18)):
                making.brush(c, colour, c.one_of([p.BERRY, p.BLUE, p.OAK]), length=58)
            making.paint_pot(c, colour)


def paintings(c: Canvas) -> None:
    """Paintings that dry on a table, with pots and brushes."""
    b.table(c)
    rows = 3 if c.is_tall else 2
    columns = 2 if c.is_tall else 3
    places = spread(c, columns, rows, margin=14, loose=0.1)
    wide = (c.width - 28) / columns * 0.82
    for x, y in places[:-1]:
        with c.at(x, y, turn=c.between(-9, 9)):
            path = making.sheet(c, wide, wide * 0.94, c.one_of([p.WHITE, p.PAPER, p.CREAM]))
            with c.inside(path):
                making.childs_picture(c, wide, wide * 0.94)
    x, y = places[-1]
    for at, (px, py) in enumerate(ring(c, x, y, 26, 3)):
        colour = c.some_of(p.TOYS, 3)[at]
        c.shadow(px + 2, py + 3, 18, 18)
        c.solid(c.blob(px, py, 16, wobble=0.01), p.WHITE, depth=2)
        c.fill(c.blob(px, py, 12.5, wobble=0.02), colour)
    with c.at(x, y + 10, turn=c.between(100, 170)):
        making.brush(c, c.one_of(p.TOYS), p.OAK, length=80)


def handprints(c: Canvas) -> None:
    """Prints of hands and leaves on a long paper."""
    b.table(c)
    with c.at(c.width / 2, c.height / 2, turn=c.between(-5, 5)):
        making.sheet(c, c.width * 0.86, c.height * 0.84, c.one_of([p.WHITE, p.CREAM, p.PAPER]))
    colours = c.some_of(p.TOYS, 8)
    columns, rows = (2, 3) if c.is_tall else (4, 2)
    for at, (x, y) in enumerate(spread(c, columns, rows, margin=46, loose=0.16)):
        with c.at(x, y, turn=c.between(-40, 40), flip=c.chance(0.5), scale=c.between(0.85, 1.1)):
            _hand(c, colours[at % 8])
    for x, y in spread(c, 5, 3, margin=34)[:9]:
        c.dot(x, y, c.between(1.5, 3.4), c.one_of(colours), opacity=0.7)
    with c.at(c.width * 0.93, c.height * 0.9):
        c.shadow(0, 2, 30, 30)
        c.solid(c.blob(0, 0, 26, wobble=0.02), p.WHITE, depth=2)
        c.fill(c.blob(0, 0, 21, wobble=0.05), colours[0])


def collage(c: Canvas) -> None:
    """Sticking: paper, feathers, buttons, glue."""
    b.table(c)
    with c.at(c.width * 0.5, c.height * 0.5, turn=c.between(-8, 8)):
        path = making.sheet(c, c.width * 0.62, c.height * 0.68, c.one_of([p.SKY, p.MAUVE, p.SAGE, p.PAPER, p.BLUSH]))
        with c.inside(path):
            for _bit in range(20):
                x, y = c.between(-0.28, 0.28) * c.width, c.between(-0.3, 0.3) * c.height
                with c.at(x, y, turn=c.between(0, 180)):
                    _scrap(c, c.between(11, 20))
    for x, y in spread(c, 7, 5, margin=4)[:20]:
        if abs(x - c.width / 2) > c.width * 0.32 or abs(y - c.height / 2) > c.height * 0.35:
            with c.at(x, y, turn=c.between(0, 360)):
                _scrap(c, c.between(8, 14))
    with c.at(c.width * 0.88, c.height * 0.3, turn=c.between(-40, 40)):
        making.scissors(c, c.one_of(p.TOYS))
    x, y = c.width * 0.12, c.height * 0.78
    c.shadow(x + 2, y + 4, 28, 28)
    c.solid(c.blob(x, y, 24, wobble=0.01), p.WHITE, depth=3)
    c.fill(c.blob(x, y, 18, wobble=0.03), p.CREAM)
    with c.at(x, y, turn=c.between(100, 140)):
        making.brush(c, p.CREAM, p.BERRY, length=70)


def dough(c: Canvas) -> None:
    """Dough with a rolling pin, cutters and what was cut."""
    b.table(c)
    first, second = c.some_of([p.ROSE, p.LILAC, p.LIME, p.AQUA, p.BUTTER, p.CORAL], 2)
    middle, half = c.width * 0.45, c.height * 0.5
    c.shadow(middle + 3, half + 5, c.width * 0.33, c.height * 0.33)
    c.solid(c.blob(middle, half, c.width * 0.3, c.height * 0.29, wobble=0.08), first, depth=4)
    for (x, y), kind in zip(
        ring(c, middle, half, min(c.width, c.height) * 0.17, 4),
        c.some_of(["star", "heart", "round", "flower"], 4),
        strict=True,
    ):
        with c.at(x, y, scale=1.05):
            _cut_out(c, kind, p.darker(first, 0.22))
    for x, y in spread(c, 4, 3, margin=26):
        if abs(x - middle) > c.width * 0.27 or abs(y - half) > c.height * 0.3:
            kind = c.one_of(["star", "heart", "round", "flower"])
            with c.at(x, y, turn=c.between(-30, 30), scale=1.1):
                c.shadow(2, 4, 24, 24, strength=0.2)
                _cut_out(c, kind, c.one_of([first, second]), is_raised=True)
    with c.at(c.width * c.between(0.62, 0.72), c.height * c.between(0.6, 0.74), turn=c.between(-60, 30)):
        c.shadow(3, 7, 92, 16)
        for side in (-1, 1):
            c.solid(c.box(side * 76 - 17, -6, 34, 12, rounding=6), p.OAK, depth=2)
        c.solid(c.box(-64, -14, 128, 28, rounding=9), p.PINE_WOOD, depth=5)


def chalk(c: Canvas) -> None:
    """Chalk drawings on the patio."""
    b.patio(c)
    colours = c.some_of([p.WHITE, p.BUTTER, p.ROSE, p.SKY, p.LIME, p.LILAC], 6)
    x, y = c.width * c.between(0.3, 0.4), c.height * c.between(0.3, 0.42)
    c.stroke(c.blob(x, y, 42, wobble=0.05), colours[0], 5, opacity=0.85)
    for step in range(11):
        angle = math.tau * step / 11
        c.line(
            [
                (x + 52 * math.cos(angle), y + 52 * math.sin(angle)),
                (x + c.between(66, 80) * math.cos(angle), y + c.between(66, 80) * math.sin(angle)),
            ],
            colours[0],
            4.5,
            opacity=0.8,
        )
    for dx in (-14, 14):
        c.dot(x + dx, y - 8, 4, colours[0])
    c.line(arc(x, y, 22, 25, 155, steps=6), colours[2], 4, opacity=0.85)
    rainbow = c.between(70, 96)
    for at, colour in enumerate(colours[1:5]):
        c.line(arc(c.width * 0.68, c.height * 0.86, rainbow - at * 11, 180, 360, steps=12), colour, 10.4)
    for at, fx in enumerate((0.12, 0.24, 0.36)):
        _chalk_flower(c, c.width * fx, c.height * 0.94, colours[at % 6])
    for fx, fy in ((0.82, 0.2), (0.58, 0.14)):
        c.line(
            [
                (
                    c.width * fx + 20 * math.cos(s * 0.7) * (1 - s / 26),
                    c.height * fy + 20 * math.sin(s * 0.7) * (1 - s / 26),
                )
                for s in range(24)
            ],
            c.one_of(colours),
            4,
            opacity=0.8,
        )
    for px, py in spread(c, 4, 3, margin=24)[:4]:
        with c.at(px, py, turn=c.between(0, 180)):
            c.shadow(1, 3, 14, 6)
            c.solid(c.box(-12, -4.4, 24, 8.8, rounding=4), c.one_of(colours), depth=2)


def drawing_table(c: Canvas) -> None:
    """Drawings, letters and cards in the making, with crayons."""
    b.table(c)
    sheets = [(0.3, 0.42), (0.7, 0.5)] if not c.is_tall else [(0.46, 0.28), (0.54, 0.7)]
    for fx, fy in sheets:
        with c.at(c.width * fx, c.height * fy, turn=c.between(-12, 12)):
            path = making.sheet(c, 138, 176 if not c.is_tall else 150)
            with c.inside(path):
                kind = c.one_of(["scribble", "letters", "face", "map"])
                if kind == "scribble":
                    for colour in c.some_of(p.TOYS, 4):
                        with c.at(c.between(-36, 36), c.between(-44, 44)):
                            making.scribble(c, c.between(44, 80), c.between(40, 70), colour)
                elif kind == "letters":
                    _wavy_writing(c)
                elif kind == "face":
                    making.childs_picture(c, 138, 160)
                else:
                    c.line([(-52, 60), (-20, 20), (10, 40), (24, -8), (-10, -30), (40, -58)], p.BERRY, 3, opacity=0.85)
                    nature.star(c, 40, -60, 12, p.HONEY)
                    c.fill(c.blob(-40, -40, 18, wobble=0.15), p.AQUA)
                    c.fill(c.blob(44, 30, 14, wobble=0.2), p.LEAF)
    colours = c.some_of(p.TOYS, 9)
    for at, (x, y) in enumerate(spread(c, 5, 3, margin=10)[:9]):
        with c.at(x, y, turn=c.between(0, 360)):
            c.shadow(2, 2, 8, 24, strength=0.2)
            if at % 3 == 0:
                making.pencil(c, colours[at])
            else:
                making.crayon(c, colours[at])


def _hand(c: Canvas, colour: str) -> None:
    """A child's left hand, printed."""
    opacity = c.between(0.72, 0.9)
    c.add(f'<g opacity="{opacity:.2f}">')
    c.fill(c.blob(0, 8, 18, 19, wobble=0.06), colour)
    for x, y, turn, length in (
        (-13, -10, -18, 15),
        (-4, -14, -5, 18),
        (6, -13, 8, 17),
        (15, -7, 22, 13),
        (20, 10, 66, 13),
    ):
        with c.at(x, y, turn=turn):
            c.fill(c.blob(0, -length * 0.6, 4.6, length * 0.78, wobble=0.05), colour)
    c.add("</g>")


def _scrap(c: Canvas, size: float) -> None:
    colour = c.one_of(p.TOYS)
    c.one_of_calls(
        lambda: c.solid(
            c.slab([(-size, -size * 0.7), (size, -size), (size * 0.7, size), (-size * 0.8, size * 0.6)], rounding=2),
            colour,
            depth=1.5,
        ),
        lambda: c.solid(c.blob(0, 0, size * 0.8, wobble=0.1), colour, depth=1.5),
        lambda: nature.star(c, 0, 0, size, colour),
        lambda: _feather(c, size * 1.6, colour),
        lambda: _button(c, size * 0.62, colour),
        lambda: c.line([(-size, 0), (-size * 0.3, -size * 0.5), (size * 0.3, size * 0.5), (size, 0)], colour, 4),
    )


def _feather(c: Canvas, size: float, colour: str) -> None:
    c.solid(
        closed_curve([(0, -size * 0.7), (size * 0.24, -size * 0.1), (0, size * 0.44), (-size * 0.24, -size * 0.1)]),
        colour,
        depth=1.5,
    )
    c.line([(0, -size * 0.55), (0, size * 0.72)], p.lighter(colour, 0.6), 1.4)


def _button(c: Canvas, size: float, colour: str) -> None:
    c.solid(c.blob(0, 0, size, wobble=0.01), colour, depth=1.5)
    c.stroke(c.blob(0, 0, size * 0.72, wobble=0.01), p.darker(colour, 0.2), 1)
    for x in (-0.25, 0.25):
        for y in (-0.25, 0.25):
            c.dot(x * size, y * size, size * 0.13, p.darker(colour, 0.5))


def _cut_out(c: Canvas, kind: str, colour: str, *, is_raised: bool = False) -> None:
    match kind:
        case "star":
            nature.star(c, 0, 0, 19, colour)
        case "heart":
            path = closed_curve([(0, 17), (-17, -2), (-10, -15), (0, -8), (10, -15), (17, -2)])
            c.solid(path, colour, depth=2) if is_raised else c.fill(path, colour)
        case "flower":
            for step in range(6):
                angle = math.tau * step / 6
                c.fill(c.blob(10 * math.cos(angle), 10 * math.sin(angle), 7.4), colour)
            c.fill(c.blob(0, 0, 9), p.lighter(colour, 0.25) if is_raised else colour)
        case _:
            path = c.blob(0, 0, 16, wobble=0.02)
            c.solid(path, colour, depth=2) if is_raised else c.fill(path, colour)


def _chalk_flower(c: Canvas, x: float, y: float, colour: str) -> None:
    top = y - c.between(50, 78)
    c.line([(x, y), (x + 3, (y + top) / 2), (x, top)], p.LIME, 4, opacity=0.85)
    for step in range(6):
        angle = math.tau * step / 6
        c.stroke(
            c.blob(x + 13 * math.cos(angle), top + 13 * math.sin(angle), 8, wobble=0.08), colour, 3.4, opacity=0.85
        )
    c.dot(x, top, 5, p.BUTTER, opacity=0.9)


def _wavy_writing(c: Canvas) -> None:
    for row in range(5):
        y = -56 + row * 22
        end = c.between(10, 52)
        points, x = [], -54.0
        while x < end:
            points.append((x, y + c.between(-6, 6)))
            x += c.between(5, 9)
        c.line(points, c.one_of([p.VIOLET, p.BLUE, p.INK, p.BERRY]), 2.4)
    with c.at(26, 52, scale=1.2):
        c.fill(closed_curve([(0, 14), (-14, -2), (-8, -12), (0, -6), (8, -12), (14, -2)]), p.BERRY)


SCENES = {
    "easel": easel,
    "paintings": paintings,
    "handprints": handprints,
    "collage": collage,
    "dough": dough,
    "chalk": chalk,
    "drawing_table": drawing_table,
}
