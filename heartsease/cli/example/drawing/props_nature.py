"""Things from outside: leaves, flowers, small animals, garden tools. On (0, 0), or around it when seen from above."""

import math

from heartsease.cli.example.drawing import palette as p
from heartsease.cli.example.drawing.canvas import Canvas, arc, closed_curve


def leaf(c: Canvas, size: float, colour: str, *, kind: str = "") -> None:
    """A leaf from above, its tip upwards. ``kind``: round, oak, maple or long."""
    kind = kind or c.one_of(["round", "oak", "maple", "long"])
    vein = p.darker(colour, 0.3)
    match kind:
        case "oak":
            points = [(0.0, size * 0.55)]
            for side in (1, -1):
                lobes = [(0.16, 0.36), (0.34, 0.24), (0.2, 0.1), (0.42, -0.06), (0.2, -0.2), (0.3, -0.38)]
                row = [(side * x * size, y * size) for x, y in lobes]
                points += row if side == 1 else list(reversed(row))
                if side == 1:
                    points.append((0, -size * 0.58))
            c.solid(closed_curve(points), colour, depth=size * 0.05)
        case "maple":
            points = []
            for step in range(10):
                angle = math.tau * step / 10 - math.pi / 2
                reach = size * (0.58 if step % 2 == 0 else 0.27)
                points.append((reach * math.cos(angle), reach * math.sin(angle)))
            c.solid(c.slab(points, rounding=size * 0.06), colour, depth=size * 0.05)
            for step in (0, 2, 8):
                angle = math.tau * step / 10 - math.pi / 2
                c.line([(0, size * 0.2), (size * 0.36 * math.cos(angle), size * 0.36 * math.sin(angle))], vein, 1.2)
        case "long":
            c.solid(
                closed_curve([(0, -size * 0.62), (size * 0.2, 0), (0, size * 0.5), (-size * 0.2, 0)]),
                colour,
                depth=size * 0.05,
            )
        case _:
            c.solid(
                closed_curve(
                    [(0, -size * 0.56), (size * 0.36, -size * 0.06), (0, size * 0.46), (-size * 0.36, -size * 0.06)]
                ),
                colour,
                depth=size * 0.06,
            )
    c.line([(0, -size * 0.4), (size * 0.02, size * 0.1), (0, size * 0.68)], vein, max(size * 0.035, 1))
    if kind in {"round", "oak"}:
        for y in (-0.22, -0.02, 0.18):
            c.line(
                [(-size * 0.18, (y - 0.1) * size), (0, y * size), (size * 0.18, (y - 0.1) * size)],
                vein,
                0.9,
                opacity=0.8,
            )


def sprig(c: Canvas, x: float, y: float, high: float, colour: str) -> None:
    """A seedling that grows from (x, y)."""
    bow = c.between(-4, 4)
    c.line([(x, y), (x + bow, y - high * 0.6), (x + bow, y - high)], colour, 2.4)
    for side in (-1, 1):
        with c.at(x + bow, y - high * 0.92, turn=side * c.between(50, 75)):
            c.solid(c.blob(0, -high * 0.3, high * 0.16, high * 0.3), p.lighter(colour, 0.12), depth=1.5)
    if high > 34:
        for side in (-1, 1):
            with c.at(x + bow * 0.7, y - high * 0.5, turn=side * c.between(60, 85)):
                c.solid(c.blob(0, -high * 0.2, high * 0.1, high * 0.2), colour, depth=1.5)


def flower(c: Canvas, x: float, y: float, high: float, colour: str) -> None:
    """A round flower on a stem that grows from (x, y)."""
    bow = c.between(-6, 6)
    c.line([(x, y), (x + bow, y - high / 2), (x + bow, y - high)], p.MOSS, 3)
    with c.at(x + bow / 2, y - high * 0.35, turn=c.between(40, 70)):
        c.fill(c.blob(0, -9, 4, 10), p.LEAF)
    with c.at(x + bow, y - high):
        for step in range(7):
            angle = math.tau * step / 7
            c.solid(c.blob(9 * math.cos(angle), 9 * math.sin(angle), 6.6), colour, depth=1.5)
        c.solid(c.blob(0, 0, 6.4), p.HONEY, depth=1.5)


def pansy(c: Canvas, size: float, colour: str) -> None:
    """A heartsease from above, around (0, 0)."""
    for x, y, radius, paint in (
        (-0.32, -0.4, 0.42, p.darker(colour, 0.1)),
        (0.32, -0.4, 0.42, p.darker(colour, 0.1)),
        (-0.42, 0.08, 0.4, p.lighter(colour, 0.35)),
        (0.42, 0.08, 0.4, p.lighter(colour, 0.35)),
        (0, 0.36, 0.46, p.BUTTER),
    ):
        c.solid(c.blob(x * size, y * size, radius * size, wobble=0.05), paint, depth=size * 0.05)
    for x in (-0.18, 0, 0.18):
        c.line([(x * size * 0.3, 0), (x * size, size * 0.3)], p.PLUM, size * 0.045)
    c.dot(0, 0, size * 0.09, p.HONEY)


def snail(c: Canvas, colour: str) -> None:
    """A snail, going right."""
    c.line([(-30, -4), (-8, -4), (22, -5), (30, -14)], p.SAND, 9)
    for x in (28, 34):
        c.line([(30, -16), (x, -26)], p.SAND, 2)
        c.dot(x, -27, 1.8, p.INK)
    c.solid(c.blob(-2, -21, 19), colour)
    spiral = []
    for step in range(22):
        angle, reach = step * 0.62, 16 - step * 0.7
        spiral.append((-2 + reach * math.cos(angle), -21 + reach * math.sin(angle)))
    c.line(spiral, p.darker(colour, 0.35), 2.2)


def worm(c: Canvas, length: float) -> None:
    """An earthworm from above."""
    points = [(-length / 2 + length * s / 6, c.between(-6, 6)) for s in range(7)]
    c.line(points, p.darker(p.ROSE, 0.2), 6.5)
    c.line(points, p.ROSE, 4.6)
    middle = points[2:4]
    c.line(middle, p.APRICOT, 5)


def ladybird(c: Canvas, size: float = 12) -> None:
    """A ladybird from above, its head upwards."""
    c.dot(0, -size * 0.72, size * 0.5, p.INK)
    c.solid(c.blob(0, 0, size * 0.85, size, wobble=0.02), p.BERRY, depth=1.5)
    c.line([(0, -size), (0, size)], p.INK, 1.4)
    for x, y in ((-0.4, -0.35), (0.4, -0.35), (-0.42, 0.3), (0.42, 0.3)):
        c.dot(x * size, y * size, size * 0.17, p.INK)


def butterfly(c: Canvas, colour: str) -> None:
    """A butterfly with open wings, around (0, 0)."""
    for side in (-1, 1):
        with c.at(0, 0, flip=side < 0):
            c.solid(closed_curve([(1, -3), (16, -24), (32, -20), (28, -4), (10, 2)]), colour, depth=2)
            c.solid(closed_curve([(1, 1), (20, 2), (24, 14), (12, 22), (3, 12)]), p.lighter(colour, 0.3), depth=2)
            c.dot(22, -13, 3.6, p.BUTTER)
            c.dot(15, 11, 2.8, p.WHITE)
    c.line([(0, -10), (0, 12)], p.INK, 4)
    for x in (-6, 6):
        c.line([(0, -10), (x * 0.6, -18), (x, -21)], p.INK, 1.1)


def caterpillar(c: Canvas, x: float, y: float, colour: str) -> None:
    """A caterpillar that crawls to the right."""
    for at in range(6):
        c.solid(
            c.blob(x + at * 9, y - 6 - 4 * math.sin(at * 1.2), 7), p.mix(colour, p.BUTTER, 0.25 * (at % 2)), depth=1.5
        )
    c.solid(c.blob(x + 54, y - 9, 8.4), p.BERRY, depth=1.5)
    for shift in (-2.6, 2.6):
        c.dot(x + 55 + shift, y - 10.5, 1.5, p.INK)
    c.line([(x + 51, y - 16), (x + 49, y - 22)], p.INK, 1.2)
    c.line([(x + 57, y - 16), (x + 60, y - 22)], p.INK, 1.2)


def robin(c: Canvas) -> None:
    """A robin, looking right."""
    for x in (-3, 4):
        c.line([(x, -9), (x + 1, 0)], p.BARK, 1.8)
    c.solid(c.slab([(-30, -12), (-12, -24), (-8, -14)], rounding=3), p.WALNUT, depth=2)
    c.solid(c.blob(0, -20, 19, 14), p.WALNUT)
    c.fill(c.blob(8, -20, 13, 12), p.CORAL)
    c.fill(c.blob(2, -11, 10, 6), p.CREAM)
    c.solid(c.blob(12, -34, 11), p.WALNUT, depth=3)
    c.fill(c.blob(15, -31, 8.4, 8), p.CORAL)
    c.dot(14, -37, 1.8, p.INK)
    c.fill(c.slab([(22, -36), (29, -33.5), (22, -31.5)], rounding=1), p.INK)
    c.line([(-12, -22), (-4, -15), (4, -18)], p.BARK, 2.6)


def welly(c: Canvas, colour: str) -> None:
    """A welly, toe to the right."""
    c.solid(c.slab([(-13, -58), (9, -58), (10, -24), (27, -17), (30, -4), (-14, -4)], rounding=9), colour, depth=5)
    c.fill(c.box(-15, -6, 46, 6, rounding=3), p.darker(colour, 0.4))
    c.fill(c.box(-15, -61, 26, 8, rounding=4), p.lighter(colour, 0.4))
    c.shine(-5, -38, 2.6, 11, turn=4)


def bucket(c: Canvas, colour: str, *, content: str = "") -> None:
    """A bucket, perhaps heaped."""
    c.line(arc(0, -40, 26, 190, 350), p.darker(colour, 0.35), 2.6)
    if content:
        c.solid(c.blob(0, -42, 24, 13, wobble=0.1), content)
    c.solid(c.slab([(-28, -42), (28, -42), (20, 0), (-20, 0)], rounding=5), colour, depth=5)
    c.solid(c.box(-30, -46, 60, 8, rounding=4), p.lighter(colour, 0.2), depth=2)


def spade(c: Canvas, colour: str) -> None:
    """A sand spade, blade down, its tip at (0, 0)."""
    c.solid(c.box(-2.6, -74, 5.2, 52, rounding=2), p.PINE_WOOD, depth=1.5)
    c.solid(c.box(-10, -80, 20, 7, rounding=3.5), colour, depth=1.5)
    c.solid(c.slab([(-12, -30), (12, -30), (11, -8), (0, 2), (-11, -8)], rounding=6), colour, depth=3)


def watering_can(c: Canvas, colour: str) -> None:
    """A watering can, spout to the right."""
    c.line([(-24, -34), (-46, -36), (-44, -10), (-24, -6)], p.darker(colour, 0.2), 5)
    c.line([(20, -12), (36, -26), (50, -46)], colour, 8)
    with c.at(51, -48, turn=36):
        c.solid(c.box(-11, -6, 22, 8, rounding=3), p.lighter(colour, 0.2), depth=1.5)
    c.solid(c.slab([(-27, -42), (23, -42), (26, 0), (-30, 0)], rounding=7), colour, depth=6)
    c.line([(-14, -42), (-4, -58), (12, -42)], p.darker(colour, 0.2), 4.5)


def flowerpot(c: Canvas, size: float = 34, colour: str = p.CORAL) -> None:
    """A clay pot full of soil."""
    c.fill(c.blob(0, -size, size * 0.52, size * 0.12), p.SOIL)
    c.solid(
        c.slab(
            [(-size * 0.5, -size * 0.8), (size * 0.5, -size * 0.8), (size * 0.36, 0), (-size * 0.36, 0)], rounding=3
        ),
        colour,
        depth=4,
    )
    c.solid(c.box(-size * 0.57, -size, size * 1.14, size * 0.26, rounding=3), p.lighter(colour, 0.12), depth=2.5)


def pumpkin(c: Canvas, size: float) -> None:
    """A pumpkin."""
    for x, wide in ((-0.5, 0.42), (0.5, 0.42), (-0.24, 0.42), (0.24, 0.42), (0, 0.36)):
        c.solid(
            c.blob(x * size, -size * 0.5, wide * size, size * 0.52, wobble=0.02),
            p.tone(0.76, 0.15, 60),
            depth=size * 0.06,
        )
    c.solid(
        c.slab([(-5, -size * 0.96), (-8, -size * 1.18), (4, -size * 1.2), (7, -size * 0.95)], rounding=3),
        p.MOSS,
        depth=2,
    )


def shell(c: Canvas, size: float, colour: str) -> None:
    """A scallop shell from above."""
    c.solid(
        closed_curve(
            [
                (0, size * 0.5),
                (-size * 0.5, size * 0.02),
                (-size * 0.36, -size * 0.4),
                (0, -size * 0.54),
                (size * 0.36, -size * 0.4),
                (size * 0.5, size * 0.02),
            ]
        ),
        colour,
        depth=size * 0.07,
    )
    for x in (-0.3, -0.15, 0, 0.15, 0.3):
        c.line([(0, size * 0.4), (x * size, -size * (0.44 - abs(x) * 0.5))], p.darker(colour, 0.2), 1.1)


def pebble(c: Canvas, x: float, y: float, size: float) -> None:
    """A smooth stone from above."""
    paint = p.mix(p.STONE, c.one_of([p.OAT, p.LILAC, p.SAGE, p.WALNUT, p.CLOUD, p.SKY]), c.between(0.15, 0.6))
    c.solid(c.blob(x, y, size, size * c.between(0.7, 0.95), wobble=0.07), paint, depth=size * 0.16)


def stick(c: Canvas, length: float) -> None:
    """A stick from above."""
    c.line([(-length / 2, c.between(-3, 3)), (0, c.between(-3, 3)), (length / 2, 0)], p.BARK, 6)
    c.line([(-length / 2, -1), (0, -1), (length / 2, -2)], p.WALNUT, 2.4)
    c.line([(length * 0.1, 0), (length * 0.24, -12)], p.BARK, 3.6)


def snowflake(c: Canvas, x: float, y: float, size: float) -> None:
    """A six-armed flake."""
    for step in range(3):
        angle = math.pi * step / 3
        dx, dy = size * math.cos(angle), size * math.sin(angle)
        c.line([(x - dx, y - dy), (x + dx, y + dy)], p.WHITE, max(size * 0.16, 1.1))
    c.dot(x, y, size * 0.24, p.WHITE)


def star(c: Canvas, x: float, y: float, size: float, colour: str, *, turn: float = 0) -> None:
    """A five-pointed star with soft points."""
    points = []
    for step in range(10):
        angle = math.tau * step / 10 - math.pi / 2 + math.radians(turn)
        reach = size if step % 2 == 0 else size * 0.46
        points.append((x + reach * math.cos(angle), y + reach * math.sin(angle)))
    c.solid(c.slab(points, rounding=size * 0.14, wobble=0.3), colour, depth=size * 0.08)


def cloud(c: Canvas, x: float, y: float, scale: float) -> None:
    """A small fair-weather cloud."""
    with c.at(x, y, scale=scale):
        for dx, dy, radius in ((-26, 4, 15), (-8, -6, 20), (16, -2, 17), (32, 6, 11)):
            c.fill(c.blob(dx, dy, radius, radius * 0.8), p.WHITE, opacity=0.85)
        c.fill(c.box(-36, 4, 78, 13, rounding=7), p.WHITE, opacity=0.85)


def tree(c: Canvas, x: float, y: float, scale: float) -> None:
    """A round tree that stands at (x, y)."""
    green = p.tone(c.between(0.58, 0.72), 0.11, c.one_of_numbers(95, 125, 140, 60))
    with c.at(x, y, scale=scale):
        c.solid(c.slab([(-7, 0), (-4, -60), (5, -60), (8, 0)]), p.BARK, depth=3)
        for dx, dy, radius in ((-24, -74, 26), (22, -78, 28), (0, -98, 32), (-4, -66, 26)):
            c.solid(c.blob(dx, dy, radius, wobble=0.08), p.mix(green, p.LIME, c.between(0, 0.25)), depth=7, shade=0.2)


def hedge(c: Canvas, edge: float) -> None:
    """A clipped hedge along the far side of the grass."""
    green = p.tone(0.60, 0.095, c.between(130, 150))
    for step in range(-1, int(c.width / 34) + 3):
        c.solid(
            c.blob(step * 34, edge - c.between(4, 14), 30, 26, wobble=0.08),
            p.mix(green, p.MOSS, c.between(0, 0.5)),
            depth=5,
        )


def tuft(c: Canvas, x: float, y: float, colour: str) -> None:
    """Three blades of grass."""
    for lean in (-3, 0.5, 3.5):
        c.line([(x, y), (x + lean * 0.5, y - 3.5), (x + lean, y - c.between(5, 8))], colour, 1.1, opacity=0.75)


def daisy(c: Canvas, x: float, y: float, radius: float) -> None:
    """A daisy from above."""
    for step in range(8):
        angle = math.tau * step / 8
        c.dot(x + radius * 0.72 * math.cos(angle), y + radius * 0.72 * math.sin(angle), radius * 0.42, p.WHITE)
    c.dot(x, y, radius * 0.45, p.HONEY)
