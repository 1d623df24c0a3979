"""Things for making, reading, eating and music. On (0, 0), or around it where seen from above."""

import math

from heartsease.cli.example.drawing import palette as p
from heartsease.cli.example.drawing.canvas import Canvas, arc, closed_curve


def paint_pot(c: Canvas, colour: str) -> None:
    """A jar of paint with a drip."""
    c.solid(c.box(-13, -30, 26, 30, rounding=5), p.lighter(colour, 0.15), depth=4)
    c.fill(c.blob(0, -30, 13, 4, wobble=0.02), p.darker(colour, 0.12))
    c.line([(8, -28), (9, -20), (8.6, -15)], p.darker(colour, 0.12), 4)


def brush(c: Canvas, colour: str, handle: str, *, length: float = 62) -> None:
    """A paintbrush, its bristles at (0, 0), its handle upwards."""
    c.fill(closed_curve([(-4.5, -9), (0, 3), (4.5, -9), (4, -15), (-4, -15)]), colour)
    c.solid(c.box(-4, -24, 8, 10, rounding=1.5), p.STONE, depth=1.5)
    c.solid(c.slab([(-3.4, -24), (3.4, -24), (2, -length), (-2, -length)], rounding=2), handle, depth=1.5)


def crayon(c: Canvas, colour: str, *, length: float = 46) -> None:
    """A crayon from above, its tip upwards."""
    c.solid(
        c.slab([(-5, -length * 0.5 + 8), (0, -length * 0.5 - 3), (5, -length * 0.5 + 8)], rounding=1.5),
        colour,
        depth=1.2,
    )
    c.solid(c.box(-5.6, -length * 0.5 + 7, 11.2, length - 8, rounding=2), p.lighter(colour, 0.22), depth=2)
    for y in (-length * 0.5 + 13, length * 0.5 - 6):
        c.line([(-5, y), (0, y + 0.4), (5, y)], colour, 1.6)


def pencil(c: Canvas, colour: str, *, length: float = 70) -> None:
    """A pencil from above, its tip upwards."""
    top = -length / 2
    c.fill(c.slab([(-4.4, top + 12), (0, top - 2), (4.4, top + 12)], rounding=1), p.SAND)
    c.fill(c.slab([(-1.7, top + 3), (0, top - 2.5), (1.7, top + 3)], rounding=0.5), colour)
    c.solid(c.box(-4.6, top + 11, 9.2, length - 12, rounding=1.6), colour, depth=1.6)


def scissors(c: Canvas, colour: str) -> None:
    """Open children's scissors from above."""
    for side in (-1, 1):
        c.line([(side * 3, 4), (-side * 6, -34)], p.STONE, 5)
        c.stroke(c.blob(side * 9, 18, 8, 10, wobble=0.03), colour, 5)
    c.dot(0, -4, 2.4, p.INK)


def sheet(c: Canvas, width: float, height: float, colour: str = p.WHITE) -> str:
    """A sheet of paper from above around (0, 0), with its shadow; gives its outline to draw inside."""
    path = c.box(-width / 2, -height / 2, width, height, rounding=1.5, wobble=1.2)
    with c.at(3, 4):
        c.fill(path, p.PLUM, opacity=0.18)
    c.fill(path, colour)
    return path


def scribble(c: Canvas, width: float, height: float, colour: str, *, loops: int = 9) -> None:
    """Round and round, around (0, 0)."""
    points = []
    for step in range(loops * 7):
        angle = step * math.tau / 7
        reach = 0.35 + 0.65 * step / (loops * 7) * c.between(0.75, 1.0)
        points.append((reach * width / 2 * math.cos(angle), reach * height / 2 * math.sin(angle)))
    c.line(points, colour, c.between(1.8, 3.2), opacity=0.85)


def childs_picture(c: Canvas, width: float, height: float) -> None:
    """What a child painted on a sheet around (0, 0): a house, a rainbow, a flower, a face, blots or lines."""
    kind = c.one_of(list(_PICTURES))
    _PICTURES[kind](c, width * 0.4, height * 0.4, c.some_of(p.TOYS, 6))


def book(c: Canvas, width: float, colour: str) -> None:
    """A closed picture book from above around (0, 0), with a shape on its cover."""
    high = width * 1.22
    with c.at(4, 5):
        c.fill(c.box(-width / 2, -high / 2, width, high, rounding=3), p.PLUM, opacity=0.25)
    c.fill(c.box(-width / 2 + 3, -high / 2 + 3, width, high, rounding=2), p.PAPER)
    c.solid(c.box(-width / 2, -high / 2, width, high, rounding=3), colour, depth=2.5)
    c.line([(-width * 0.4, -high / 2 + 2), (-width * 0.4, high / 2 - 2)], p.darker(colour, 0.25), 2)
    _emblem(c, width * 0.27, c.one_of([p.BUTTER, p.CREAM, p.SKY, p.ROSE]))
    for at in range(2):
        c.line(
            [(-width * 0.2, high * (0.32 + at * 0.07)), (width * 0.26, high * (0.32 + at * 0.07))],
            p.lighter(colour, 0.6),
            3,
        )


def open_book(c: Canvas, width: float) -> None:
    """An open picture book from above around (0, 0)."""
    half, high = width / 2, width * 0.62
    with c.at(4, 7):
        c.fill(c.box(-half, -high / 2, width, high, rounding=5), p.PLUM, opacity=0.25)
    c.solid(c.box(-half - 4, -high / 2 - 3, width + 8, high + 8, rounding=5), c.one_of(p.TOYS), depth=2)
    colours = c.some_of([p.SKY, p.SAGE, p.BLUSH, p.BUTTER, p.MAUVE, p.AQUA], 2)
    for side, colour in zip((-1, 1), colours, strict=True):
        with c.at(0, 0, flip=side < 0):
            page = closed_curve(
                [
                    (0, -high / 2 + 5),
                    (half * 0.5, -high / 2 - 2),
                    (half, -high / 2 + 2),
                    (half, high / 2),
                    (half * 0.5, high / 2 - 3),
                    (0, high / 2 + 3),
                ]
            )
            c.fill(page, c.linear(p.darker(p.CREAM, 0.14), p.CREAM, across=True))
            with c.inside(page):
                c.fill(c.box(half * 0.14, -high * 0.4, half * 0.74, high * 0.5, rounding=6), colour)
                c.fill(c.blob(half * 0.5, high * 0.04, half * 0.34, high * 0.12), p.lighter(p.MOSS, 0.3))
            with c.at(half * 0.5, -high * 0.14):
                _emblem(c, half * 0.2, c.one_of(p.TOYS))
            for row in range(3):
                y = high * (0.2 + row * 0.09)
                c.line([(half * 0.16, y), (half * c.between(0.6, 0.84), y)], p.STONE, 2.2, opacity=0.8)
    c.line([(0, -high / 2 + 4), (0, high / 2 + 2)], p.STONE, 1.6)


def _emblem(c: Canvas, size: float, colour: str) -> None:
    kind = c.one_of(["sun", "moon", "fish", "heart", "cat", "tree"])
    match kind:
        case "sun":
            for step in range(10):
                angle = math.tau * step / 10
                c.line(
                    [
                        (size * 0.7 * math.cos(angle), size * 0.7 * math.sin(angle)),
                        (size * math.cos(angle), size * math.sin(angle)),
                    ],
                    colour,
                    size * 0.13,
                )
            c.fill(c.blob(0, 0, size * 0.55), colour)
        case "moon":
            c.fill(
                closed_curve(
                    [*arc(0, 0, size * 0.85, 60, 300, steps=8), *arc(size * 0.35, 0, size * 0.62, 290, 70, steps=6)]
                ),
                colour,
            )
        case "fish":
            c.fill(c.blob(-size * 0.1, 0, size * 0.7, size * 0.45), colour)
            c.fill(c.slab([(size * 0.5, 0), (size, -size * 0.4), (size, size * 0.4)], rounding=2), colour)
            c.dot(-size * 0.45, -size * 0.1, size * 0.09, p.INK)
        case "heart":
            c.fill(
                closed_curve(
                    [
                        (0, size * 0.8),
                        (-size * 0.8, -size * 0.1),
                        (-size * 0.45, -size * 0.7),
                        (0, -size * 0.35),
                        (size * 0.45, -size * 0.7),
                        (size * 0.8, -size * 0.1),
                    ]
                ),
                colour,
            )
        case "cat":
            c.fill(c.blob(0, 0, size * 0.62, size * 0.55), colour)
            for side in (-1, 1):
                c.fill(
                    c.slab(
                        [
                            (side * size * 0.6, -size * 0.2),
                            (side * size * 0.55, -size * 0.85),
                            (side * size * 0.1, -size * 0.45),
                        ],
                        rounding=2,
                    ),
                    colour,
                )
                c.dot(side * size * 0.22, -size * 0.05, size * 0.08, p.INK)
        case _:
            c.fill(c.box(-size * 0.1, 0, size * 0.2, size * 0.8, rounding=1), p.WALNUT)
            c.fill(c.blob(0, -size * 0.25, size * 0.6), colour)


def _picture_house(c: Canvas, w: float, h: float, colours: list[str]) -> None:
    c.fill(c.box(-w * 0.5, -h * 0.1, w, h * 0.95, wobble=2), colours[0], opacity=0.9)
    c.fill(c.slab([(-w * 0.7, -h * 0.05), (w * 0.7, -h * 0.1), (0, -h * 0.75)], wobble=2), colours[1], opacity=0.9)
    c.fill(c.box(-w * 0.14, h * 0.35, w * 0.3, h * 0.5, wobble=1.5), colours[2])
    c.fill(c.blob(w * 0.72, -h * 0.75, w * 0.18), p.HONEY)
    c.line([(-w, h * 0.88), (0, h * 0.94), (w, h * 0.86)], p.LEAF, h * 0.12)


def _picture_rainbow(c: Canvas, w: float, h: float, colours: list[str]) -> None:
    for at, colour in enumerate(colours[:5]):
        c.line(
            arc(c.between(-2, 2), h * 0.6, w * (0.95 - at * 0.15), 182, 358, steps=7),
            colour,
            w * 0.12,
            opacity=0.9,
        )
    for x in (-0.75, 0.75):
        c.fill(c.blob(x * w, h * 0.66, w * 0.26, h * 0.15, wobble=0.15), p.SKY)


def _picture_flowers(c: Canvas, w: float, h: float, colours: list[str]) -> None:
    for at in range(3):
        x = (at - 1) * w * 0.68
        c.line([(x, h * 0.9), (x + c.between(-4, 4), 0)], p.LEAF, w * 0.06)
        for step in range(6):
            angle = math.tau * step / 6
            c.fill(
                c.blob(x + w * 0.16 * math.cos(angle), -h * 0.15 + w * 0.16 * math.sin(angle), w * 0.1),
                colours[at],
            )
        c.fill(c.blob(x, -h * 0.15, w * 0.09), p.BUTTER)


def _picture_blots(c: Canvas, w: float, h: float, colours: list[str]) -> None:
    for _blot in range(9):
        c.fill(
            c.blob(c.between(-w, w), c.between(-h, h), c.between(0.1, 0.3) * w, wobble=0.22),
            c.one_of(colours),
            opacity=0.82,
        )


def _picture_lines(c: Canvas, w: float, h: float, colours: list[str]) -> None:
    for at in range(7):
        y = -h * 0.9 + at * h * 0.3
        c.line(
            [(-w, y), (-w * 0.3, y + c.between(-9, 9)), (w * 0.3, y + c.between(-9, 9)), (w, y)],
            colours[at % 6],
            h * 0.11,
            opacity=0.85,
        )


def _picture_person(c: Canvas, w: float, h: float, colours: list[str]) -> None:
    c.stroke(c.blob(0, -h * 0.25, w * 0.46, wobble=0.06), colours[0], w * 0.07)
    for x in (-0.16, 0.16):
        c.dot(x * w, -h * 0.32, w * 0.06, p.INK)
        c.line([(x * w, h * 0.12), (x * 1.3 * w, h * 0.9)], colours[1], w * 0.07)
        c.line([(x * 2.6 * w, -h * 0.1), (x * 5 * w, h * 0.1)], colours[1], w * 0.06)
    c.line([(-w * 0.2, -h * 0.12), (0, -h * 0.02), (w * 0.2, -h * 0.12)], colours[2], w * 0.06)
    for at in range(-3, 4):
        c.line([(at * w * 0.1, -h * 0.62), (at * w * 0.15, -h * 0.86)], colours[3], w * 0.05)


def _picture_sea(c: Canvas, w: float, h: float, colours: list[str]) -> None:
    for at in range(4):
        y = h * (0.1 + at * 0.24)
        c.line(
            [(-w, y), (-w / 2, y - 6), (0, y + 5), (w / 2, y - 6), (w, y)],
            c.one_of([p.BLUE, p.TEAL, p.AQUA]),
            h * 0.16,
            opacity=0.85,
        )
    c.fill(
        c.slab([(-w * 0.5, -h * 0.1), (w * 0.5, -h * 0.1), (w * 0.3, h * 0.2), (-w * 0.3, h * 0.2)], wobble=2),
        colours[0],
    )
    c.fill(c.slab([(0, -h * 0.15), (0, -h * 0.85), (w * 0.5, -h * 0.2)], wobble=2), colours[1])


_PICTURES = {
    "house": _picture_house,
    "rainbow": _picture_rainbow,
    "flowers": _picture_flowers,
    "blots": _picture_blots,
    "lines": _picture_lines,
    "person": _picture_person,
    "sea": _picture_sea,
}
