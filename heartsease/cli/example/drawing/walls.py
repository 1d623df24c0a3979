"""What hangs on the wall of a room."""

import math
from collections.abc import Callable

from heartsease.cli.example.drawing import palette as p
from heartsease.cli.example.drawing import props_nature as nature
from heartsease.cli.example.drawing.canvas import Canvas, closed_curve


def bunting(c: Canvas, y: float) -> None:
    """A string of little flags across the picture."""
    sag = c.between(14, 30)
    colours = c.some_of(p.TOYS, 5)
    count = int(c.width / 34)
    string = [(c.width * s / 8, y + sag * (1 - (s / 4 - 1) ** 2)) for s in range(9)]
    c.line(string, p.WHITE, 1.6)
    for flag in range(count):
        s = (flag + 0.5) / count
        x, top = c.width * s, y + sag * (1 - (2 * s - 1) ** 2)
        c.solid(c.slab([(x - 11, top), (x + 11, top), (x, top + 20)], rounding=2), colours[flag % 5], depth=1.5)


def far_wall(c: Canvas, wall: str, edge: float) -> None:
    """What hangs on the wall: something large, and perhaps something light above it."""
    things: list[Callable[[Canvas, float], None]] = [_window, _frames, _shelf, _washing_line, _pegs, _clock, _plain]
    c.rng.choice(things)(c, edge)
    if c.chance(0.4):
        c.rng.choice([lambda sheet, at: bunting(sheet, at * 0.03), _lanterns])(c, edge)
    c.rect(-60, edge * 0.84, c.width + 120, edge * 0.16, p.lighter(wall, 0.2), opacity=0.3)


def _window(c: Canvas, edge: float) -> None:
    x, wide, high = c.width * c.between(0.1, 0.6), c.between(92, 124), edge * 0.66
    top = edge * 0.08
    c.fill(c.box(x - 7, top - 7, wide + 14, high + 14), p.WHITE)
    pane = c.box(x, top, wide, high, rounding=2)
    c.fill(pane, c.linear(p.tone(0.84, 0.07, 232), p.tone(0.94, 0.045, 120)))
    with c.inside(pane):
        c.fill(c.blob(x + wide * c.between(0.2, 0.8), top + high, wide * 0.4, high * 0.36), p.tone(0.76, 0.09, 140))
        if c.chance(0.5):
            nature.cloud(c, x + wide * 0.4, top + high * 0.25, 0.5)
    c.line([(x + wide / 2, top), (x + wide / 2, top + high)], p.WHITE, 4)
    c.line([(x, top + high / 2), (x + wide, top + high / 2)], p.WHITE, 4)
    c.fill(c.box(x - 12, top + high + 4, wide + 24, 7), p.lighter(p.PINE_WOOD, 0.4))


def _frames(c: Canvas, edge: float) -> None:
    left = c.width * c.between(0.06, 0.4)
    for at in range(3):
        x, top = left + at * 60, edge * c.between(0.14, 0.28)
        c.fill(c.box(x, top, 48, 54), p.WHITE)
        inner = c.box(x + 4, top + 4, 40, 46, rounding=2)
        c.fill(inner, p.lighter(c.one_of(p.TOYS), 0.6))
        with c.inside(inner):
            c.fill(c.blob(x + 24, top + 27, 13, wobble=0.15), c.one_of(p.TOYS), opacity=0.75)
            c.line([(x, top + 44), (x + 24, top + 41), (x + 48, top + 45)], c.one_of(p.TOYS), 5, opacity=0.6)


def _shelf(c: Canvas, edge: float) -> None:
    x, y = c.width * c.between(0.24, 0.7), edge * c.between(0.4, 0.56)
    for at in range(7):
        high = c.between(26, 42)
        c.fill(
            c.box(x - 62 + at * 13, y - high, 11, high, rounding=1.5), p.lighter(c.one_of(p.TOYS), 0.25), opacity=0.9
        )
    for lean in (-26, 0, 26):
        with c.at(x + 52, y - 20, turn=lean):
            c.fill(c.blob(0, -14, 6, 15), p.lighter(p.LEAF, c.between(0.05, 0.3)))
    c.fill(c.slab([(x + 40, y - 22), (x + 64, y - 22), (x + 60, y), (x + 44, y)], rounding=3), p.lighter(p.CORAL, 0.25))
    c.fill(c.box(x - 72, y, 150, 6), p.lighter(p.OAK, 0.2))


def _washing_line(c: Canvas, edge: float) -> None:
    y = edge * c.between(0.12, 0.2)
    c.line([(-20, y), (c.width / 2, y + 10), (c.width + 20, y)], p.WALNUT, 1.3)
    x = c.between(6, 26)
    while x < c.width - 40:
        top = y + 10 * (1 - (2 * (x + 20) / c.width - 1) ** 2)
        paper = c.box(x, top, 42, c.one_of_numbers(34, 52), rounding=1)
        c.fill(paper, p.WHITE)
        with c.inside(paper):
            for _mark in range(4):
                c.fill(
                    c.blob(x + c.between(6, 36), top + c.between(8, 44), c.between(4, 10), wobble=0.25),
                    c.one_of(p.TOYS),
                    opacity=0.7,
                )
        c.fill(c.box(x + 19, top - 4, 4, 9, rounding=1), p.OAK)
        x += c.between(54, 70)


def _pegs(c: Canvas, edge: float) -> None:
    y, colours = edge * 0.3, c.some_of(p.TOYS, 6)
    c.fill(c.box(-60, y, c.width + 120, 9, rounding=1), p.lighter(p.OAK, 0.3))
    for at, x in enumerate(range(int(c.between(14, 40)), int(c.width), 66)):
        c.dot(x, y + 4.5, 4, p.WHITE)
        colour = p.lighter(colours[at % 6], 0.2)
        if c.chance(0.7):
            c.fill(c.slab([(x - 9, y + 8), (x + 9, y + 8), (x + 20, y + 62), (x - 20, y + 62)], rounding=7), colour)
            c.line([(x, y + 14), (x, y + 60)], p.darker(colour, 0.2), 1.4)
        else:
            c.fill(c.blob(x, y + 30, 16, 20), colour)
            c.line([(x - 6, y + 14), (x, y + 5), (x + 6, y + 14)], p.darker(colour, 0.2), 2)


def _clock(c: Canvas, edge: float) -> None:
    x, y = c.width * c.between(0.2, 0.8), edge * 0.3
    c.fill(c.blob(x, y, 27, wobble=0.01), c.one_of(p.TOYS))
    c.fill(c.blob(x, y, 22, wobble=0.01), p.WHITE)
    for step in range(12):
        angle = math.tau * step / 12
        c.dot(x + 18 * math.cos(angle), y + 18 * math.sin(angle), 1.2, p.INK)
    for reach in (10, 15):
        angle = c.between(0, math.tau)
        c.line([(x, y), (x + reach * math.cos(angle), y + reach * math.sin(angle))], p.INK, 2)


def _plain(c: Canvas, edge: float) -> None:
    """A wall with painted hills or hearts low down."""
    colour = c.one_of([p.SAGE, p.MAUVE, p.BLUSH, p.SKY])
    c.fill(
        closed_curve(
            [
                (-80, edge + 40),
                (-60, edge * 0.6),
                *((c.width * s / 4, edge * c.between(0.5, 0.76)) for s in range(5)),
                (c.width + 60, edge * 0.6),
                (c.width + 80, edge + 40),
            ]
        ),
        p.darker(colour, 0.05),
        opacity=0.6,
    )


def _lanterns(c: Canvas, _edge: float) -> None:
    for x in range(int(c.between(20, 60)), int(c.width), 78):
        y, size = c.between(14, 34), c.between(12, 18)
        c.line([(x, -20), (x, y - size)], p.WALNUT, 1)
        path = c.blob(x, y, size, size * 0.92, wobble=0.01)
        colour = p.lighter(c.one_of(p.TOYS), 0.3)
        c.solid(path, colour, depth=3)
        for share in (-0.5, 0, 0.5):
            c.line(
                [(x - size, y + share * size), (x, y + share * size * 1.5), (x + size, y + share * size)],
                p.darker(colour, 0.1),
                0.9,
            )
