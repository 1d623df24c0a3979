"""Games, maps and experiments of the older ones."""

from heartsease.cli.example.drawing import backdrops as b
from heartsease.cli.example.drawing import palette as p
from heartsease.cli.example.drawing import props_nature as nature
from heartsease.cli.example.drawing import props_toys as toys
from heartsease.cli.example.drawing.canvas import Canvas, closed_curve
from heartsease.cli.example.drawing.layout import along


def board_game(c: Canvas) -> None:
    """A game of counters and dice."""
    b.table(c)
    with c.at(c.width / 2, c.height / 2, turn=c.between(-6, 6)):
        wide, high = c.width * 0.78, c.height * 0.78
        c.shadow(5, 8, wide * 0.6, high * 0.6)
        c.solid(
            c.box(-wide / 2, -high / 2, wide, high, rounding=9),
            c.one_of([p.MAUVE, p.SAGE, p.SKY, p.BLUSH, p.OAT]),
            depth=3,
        )
        colours = c.some_of(p.TOYS, 4)
        rows = 4
        path = []
        for row in range(rows):
            line = [((at / 5 - 0.5) * wide * 0.82, (row / (rows - 1) - 0.5) * high * 0.76) for at in range(6)]
            path += line if row % 2 == 0 else line[::-1]
        c.line(path, p.WHITE, 25, opacity=0.9)
        for at, (x, y) in enumerate(path):
            c.fill(c.blob(x, y, 15.5, wobble=0.02), p.lighter(colours[at % 4], 0.2))
        nature.star(c, *path[-1], 14, p.HONEY)
        for at, colour in zip(sorted(c.rng.sample(range(1, 22), 3)), colours, strict=False):
            x, y = path[at]
            c.shadow(x + 2, y + 4, 15, 9)
            c.solid(
                c.slab([(x - 11, y + 4), (x + 11, y + 4), (x + 4, y - 20), (x - 4, y - 20)], rounding=4),
                p.darker(colour, 0.12),
                depth=2.5,
            )
            c.solid(c.blob(x, y - 23, 7.6, wobble=0.02), p.darker(colour, 0.12), depth=2)
    for x, y in ((0.9, 0.2), (0.84, 0.34)):
        with c.at(c.width * x, c.height * y, turn=c.between(0, 80)):
            c.shadow(3, 5, 24, 24)
            toys.die(c, 34, c.rng.randint(1, 6))


def draughts(c: Canvas) -> None:
    """Draughts or chess on a chequered board."""
    b.table(c)
    size = min(c.width, c.height) * 0.115
    first, second = c.one_of([p.WALNUT, p.VIOLET, p.PINE]), p.CREAM
    with c.at(c.width / 2, c.height / 2, turn=c.between(-10, 10)):
        edge = size * 4
        c.shadow(5, 9, edge * 1.2, edge * 1.2)
        c.solid(c.box(-edge - 12, -edge - 12, edge * 2 + 24, edge * 2 + 24, rounding=6), p.OAK, depth=3)
        for row in range(8):
            for column in range(8):
                c.rect(-edge + column * size, -edge + row * size, size, size, first if (row + column) % 2 else second)
        squares = [(row, column) for row in range(8) for column in range(8) if (row + column) % 2]
        dark, bright = c.one_of([p.BERRY, p.INK, p.TEAL]), c.one_of([p.HONEY, p.ROSE, p.SKY])
        for row, column in squares:
            colour = bright if row < 3 else dark
            if c.chance(0.74 if row in {0, 1, 6, 7} else 0.22):
                x, y = -edge + (column + 0.5) * size, -edge + (row + 0.5) * size
                c.shadow(x + 2, y + 3, size * 0.5, size * 0.5)
                c.solid(c.blob(x, y, size * 0.37, wobble=0.01), colour, depth=2.6)
                c.stroke(c.blob(x, y, size * 0.24, wobble=0.01), p.lighter(colour, 0.4), 1.5)


def experiment(c: Canvas) -> None:
    """Bottles of coloured water, a fizzing jar and pipettes."""
    c.nearness, c.interest = 1.08, 0.6
    ground = b.tabletop(c)
    for x in along(c, 3 if c.is_tall else 4, margin=20):
        colour, y = c.one_of(p.TOYS), ground + c.between(0, 16)
        kind = c.one_of(["bottle", "jar", "glass"])
        high = c.between(74, 110)
        c.shadow(x, y, 36, 8)
        if kind == "bottle":
            shape = closed_curve(
                [
                    (x - 30, y),
                    (x - 30, y - 22),
                    (x - 9, y - high * 0.62),
                    (x - 9, y - high),
                    (x + 9, y - high),
                    (x + 9, y - high * 0.62),
                    (x + 30, y - 22),
                    (x + 30, y),
                ]
            )
        else:
            shape = c.box(x - 25, y - high * 0.8, 50, high * 0.8, rounding=9 if kind == "jar" else 4)
        c.fill(shape, p.WHITE, opacity=0.45)
        with c.inside(shape):
            level = y - high * c.between(0.28, 0.55)
            c.rect(x - 40, level, 80, high, colour, opacity=0.8)
            c.line([(x - 34, level), (x, level + 2), (x + 34, level)], p.lighter(colour, 0.5), 3)
            for _bubble in range(7):
                c.dot(x + c.between(-18, 18), c.between(level, y), c.between(1.4, 3.4), p.WHITE, opacity=0.6)
        c.stroke(shape, p.WHITE, 2.4, opacity=0.9)
        c.shine(x - 14, y - high * 0.36, 2.6, high * 0.14, turn=4, opacity=0.8)
        if kind == "jar":
            for _foam in range(12):
                c.fill(
                    c.blob(x + c.between(-27, 27), y - high * 0.8 - c.between(-4, 14), c.between(6, 11)),
                    p.lighter(colour, 0.6),
                )
    for x in along(c, 3, margin=40):
        with c.at(x, c.height - c.between(10, 20), turn=c.between(60, 120)):
            c.solid(c.box(-3, -30, 6, 40, rounding=2), p.CLOUD, depth=1)
            c.solid(c.blob(0, 16, 8, 11, wobble=0.02), c.one_of(p.TOYS), depth=2.5)


def treasure_map(c: Canvas) -> None:
    """A treasure map with a chest of shells and gold."""
    b.table(c)
    middle, half = c.width * 0.46, c.height * 0.5
    paper = p.tone(0.90, 0.06, 80)
    with c.at(middle, half, turn=c.between(-7, 7)):
        wide, high = c.width * 0.8, c.height * 0.78
        points = [
            (-wide / 2, -high / 2),
            (0, -high / 2 + 5),
            (wide / 2, -high / 2),
            (wide / 2 - 6, 0),
            (wide / 2, high / 2),
            (0, high / 2 - 6),
            (-wide / 2, high / 2),
            (-wide / 2 + 7, 0),
        ]
        c.fill(c.slab([(x + 4, y + 6) for x, y in points], rounding=5, wobble=2), p.PLUM, opacity=0.22)
        sheet = c.slab(points, rounding=5, wobble=2)
        c.solid(sheet, paper, depth=4)
        with c.inside(sheet):
            for island_x, island_y, size in ((-0.28, -0.24, 0.16), (0.22, 0.16, 0.2)):
                land = c.one_of([p.SAGE, p.SAND, p.LIME])
                reach = size * c.between(0.9, 1.25)
                c.fill(c.blob(wide * island_x, high * island_y, wide * reach, high * reach, wobble=0.2), land)
            for x, y in ((-0.06, -0.3), (0.3, -0.3), (-0.3, 0.24)):
                c.line(
                    [
                        (wide * x - 18, high * y),
                        (wide * x - 6, high * y - 5),
                        (wide * x + 6, high * y),
                        (wide * x + 18, high * y - 5),
                    ],
                    p.TEAL,
                    3,
                )
            with c.at(-wide * 0.28, -high * 0.2, scale=0.3):
                nature.tree(c, 0, 0, 1)
            c.stroke(
                f"M{-wide * 0.22:.0f} {-high * 0.14:.0f}Q0 {high * 0.3:.0f} {wide * 0.2:.0f} {high * 0.12:.0f}",
                p.BERRY,
                4,
                dash="9 8",
            )
            for side in (-1, 1):
                c.line(
                    [(wide * 0.22 - 10, high * 0.12 - side * 10), (wide * 0.22 + 10, high * 0.12 + side * 10)],
                    p.BERRY,
                    6,
                )
            with c.at(-wide * 0.3, high * 0.3):
                for turn in (0, 90, 180, 270):
                    with c.at(0, 0, turn=turn):
                        c.fill(c.slab([(-5, 0), (0, -19), (5, 0)], rounding=1), p.WALNUT if turn else p.BERRY)
    with c.at(c.width * 0.88, c.height * 0.78, turn=c.between(-16, 10)):
        c.shadow(0, 4, 52, 40)
        for x, y in ((-20, -22), (-4, -28), (14, -24), (22, -18), (4, -20)):
            c.solid(c.blob(x, y, 9, wobble=0.03), p.HONEY, depth=2.4)
        c.solid(c.box(-38, -20, 76, 46, rounding=6), p.WALNUT, depth=4)
        for x in (-24, 24):
            c.fill(c.box(x - 5, -20, 10, 46, rounding=1), p.HONEY)
        c.fill(c.box(-8, -14, 16, 18, rounding=3), p.BUTTER)


SCENES = {
    "board_game": board_game,
    "draughts": draughts,
    "experiment": experiment,
    "treasure_map": treasure_map,
}
