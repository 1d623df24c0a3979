"""Books, numbers, music, light: the quieter corners."""

from heartsease.cli.example.drawing import backdrops as b
from heartsease.cli.example.drawing import palette as p
from heartsease.cli.example.drawing import props_making as making
from heartsease.cli.example.drawing import props_nature as nature
from heartsease.cli.example.drawing import props_table as tableware
from heartsease.cli.example.drawing import props_toys as toys
from heartsease.cli.example.drawing.canvas import Canvas, closed_curve
from heartsease.cli.example.drawing.layout import along, ring


def books(c: Canvas) -> None:
    """Picture books on the rug."""
    b.floor(c)
    x, y = c.width * c.between(0.42, 0.58), c.height * (0.5 if c.is_tall else 0.52)
    around = (
        [(0.14, 0.22), (0.86, 0.24), (0.12, 0.82), (0.88, 0.8)]
        if not c.is_tall
        else [(0.24, 0.14), (0.76, 0.18), (0.22, 0.86), (0.78, 0.84)]
    )
    c.rng.shuffle(around)
    for (fx, fy), colour in zip(around[:3], c.some_of(p.TOYS, 3), strict=True):
        with c.at(c.width * fx, c.height * fy, turn=c.between(-26, 26)):
            making.book(c, c.between(72, 86), colour)
    with c.at(c.width * around[3][0], c.height * around[3][1], turn=c.between(-30, 30)):
        tableware.cushion(c, 96, c.one_of([p.ROSE, p.BUTTER, p.LILAC, p.SAGE, p.SKY]))
    with c.at(x, y, turn=c.between(-12, 12)):
        making.open_book(c, 196 if not c.is_tall else 180)


def story_corner(c: Canvas) -> None:
    """A low shelf of books, cushions and a teddy that listens."""
    ground = b.room(c)
    left, wide = c.width * 0.06, c.width * 0.88
    top = ground - 118
    c.solid(c.box(left, top, wide, 112, rounding=5), p.PINE_WOOD, depth=3)
    for row in (0, 1):
        y = top + 8 + row * 52
        c.fill(c.box(left + 8, y, wide - 16, 44, rounding=2), p.darker(p.PINE_WOOD, 0.3))
        x = left + 12
        while x < left + wide - 24:
            broad, high = c.between(8, 15), c.between(28, 41)
            if c.chance(0.12):
                x += c.between(10, 24)
                continue
            with c.at(x, y + 44, turn=c.between(-3, 3)):
                c.solid(
                    c.box(0, -high, broad, high, rounding=1.5, wobble=0.3),
                    c.one_of([*p.TOYS, p.ROSE, p.SKY]),
                    depth=1.5,
                )
            x += broad + 1.4
    with c.at(left + 30, top, scale=0.8):
        tableware.pot_plant(c)
    with c.at(left + wide - 50, top):
        c.one_of_calls(
            lambda: toys.block(c, "cube", c.one_of(p.TOYS), 26), lambda: toys.ball(c, 14, *c.some_of(p.TOYS, 2))
        )
    for x, colour in zip(
        along(c, 3, margin=24), c.some_of([p.ROSE, p.BUTTER, p.LILAC, p.SAGE, p.SKY, p.CORAL], 3), strict=True
    ):
        with c.at(x, ground + 34, turn=c.between(-14, 14)):
            tableware.cushion(c, 74, colour)
    with c.at(c.width * c.between(0.4, 0.6), ground + 32, scale=1.15):
        toys.teddy(c, c.one_of([p.OAK, p.WALNUT, p.SAND]), c.one_of(p.TOYS))
    with c.at(c.width * 0.5, min(ground + 62, c.height - 20), scale=0.55):
        making.open_book(c, 150)


def instruments(c: Canvas) -> None:
    """Drums, tambourines and maracas."""
    c.nearness, c.interest = 1.12, 0.66
    ground = b.room(c) + 10
    x = c.width * c.between(0.26, 0.34)
    c.shadow(x, ground, 62, 11)
    with c.at(x, ground, scale=1.45):
        toys_colour = c.one_of(p.TOYS)
        tableware.drum(c, toys_colour)
    for turn in (64, 108):
        with c.at(x + (18 if turn > 90 else -12), ground - 74, turn=turn):
            tableware.beater(c, c.one_of(p.TOYS))
    with c.at(c.width * 0.74, ground - 40, turn=c.between(-20, 20)):
        tableware.tambourine(c, c.one_of(p.TOYS))
    for dx, turn in ((-18, -16), (20, 18)):
        with c.at(c.width * 0.8 + dx, min(ground + 74, c.height - 8), turn=turn, scale=1.05):
            tableware.maraca(c, c.one_of(p.TOYS))
    with c.at(c.width * 0.42, min(ground + 62, c.height - 36), turn=c.between(-10, 10), scale=0.9):
        tableware.xylophone(c, c.some_of(p.TOYS, 7))


def chime_bars(c: Canvas) -> None:
    """A xylophone and bells from above, with a row of coloured spots to play from."""
    b.floor(c)
    with c.at(
        c.width * 0.5, c.height * (0.42 if c.is_tall else 0.5), turn=c.between(-14, 14), scale=1.7 if c.is_tall else 2
    ):
        c.shadow(4, 9, 86, 44)
        rainbow = [p.BERRY, p.CORAL, p.HONEY, p.LEAF, p.TEAL, p.BLUE, p.VIOLET]
        tableware.xylophone(c, rainbow)
    with c.at(c.width * 0.62, c.height * 0.62, turn=c.between(120, 160)):
        tableware.beater(c, c.one_of(p.TOYS))
    with c.at(c.width * 0.3, c.height * 0.9, turn=c.between(-6, 6)):
        path = making.sheet(c, 150, 44)
        with c.inside(path):
            for at, colour in enumerate(c.some_of(rainbow, 6)):
                c.dot(-60 + at * 24, 0, 8.5, colour)
    with c.at(c.width * 0.88, c.height * 0.16):
        tableware.tambourine(c, c.one_of(p.TOYS))


def numbers(c: Canvas) -> None:
    """Number tiles with stones to count beside them."""
    b.table(c)
    first = c.rng.randint(1, 5)
    count = 3
    for at in range(count):
        number = first + at
        x, y = (
            (c.width * (at + 0.5) / count, c.height * 0.27)
            if not c.is_tall
            else (c.width * 0.24, c.height * (at + 0.5) / count)
        )
        colour = c.one_of(p.TOYS)
        with c.at(x, y, turn=c.between(-6, 6)):
            c.shadow(3, 6, 44, 44)
            c.solid(c.box(-34, -36, 68, 72, rounding=10), p.PINE_WOOD, depth=4)
            c.fill(c.box(-28, -30, 56, 60, rounding=7), p.CREAM)
            toys.digit(c, str(number), colour, scale=2.2, width=7)
        kind = c.one_of(["stone", "button", "bear", "shell"])
        middle = (x, c.height * 0.7) if not c.is_tall else (c.width * 0.68, y)
        places = ring(c, *middle, 34 if number > 1 else 0, min(number, 6), squash=0.85) + (
            [middle] if number == 7 else []
        )
        for px, py in places:
            with c.at(px, py, turn=c.between(-30, 30)):
                if kind == "stone":
                    nature.pebble(c, 0, 0, 13)
                elif kind == "shell":
                    nature.shell(c, 27, c.one_of([p.BLUSH, p.MAUVE, p.APRICOT]))
                else:
                    c.shadow(2, 4, 16, 16)
                    c.solid(c.blob(0, 0, 12.5, wobble=0.02), colour, depth=3)
                    for dx, dy in ((-4, -4), (4, -4), (-4, 4), (4, 4)) if kind == "button" else ():
                        c.dot(dx, dy, 1.8, p.darker(colour, 0.5))


def scales(c: Canvas) -> None:
    """A balance with things in both pans."""
    c.interest = 0.58
    ground = b.tabletop(c)
    middle = c.width * 0.5
    tilt = c.between(4, 11) * c.one_of_numbers(-1, 1)
    reach = c.width * 0.3
    colour, pan_colour = c.some_of(p.TOYS, 2)
    c.shadow(middle, ground + 4, 70, 12)
    c.solid(
        c.slab(
            [
                (middle - 46, ground + 6),
                (middle - 10, ground - 14),
                (middle + 10, ground - 14),
                (middle + 46, ground + 6),
            ],
            rounding=6,
        ),
        colour,
        depth=4,
    )
    c.solid(c.box(middle - 7, ground - 120, 14, 112, rounding=5), colour, depth=3)
    ends = [(middle + side * reach, ground - 118 + side * tilt * reach / 57) for side in (-1, 1)]
    c.line([ends[0], (middle, ground - 118), ends[1]], p.darker(colour, 0.15), 9)
    c.dot(middle, ground - 118, 9, p.HONEY)
    kinds = c.some_of(["apples", "stones", "bricks", "cones"], 2)
    for (x, y), kind in zip(ends, kinds, strict=True):
        for side in (-1, 1):
            c.line([(x, y), (x + side * 36, y + 60)], p.STONE, 1.8)
        for dx in (-18, 0, 18):
            with c.at(x + dx, y + 56 + c.between(-3, 3)):
                match kind:
                    case "apples":
                        c.solid(c.blob(0, -10, 13), c.one_of([p.BERRY, p.LIME]), depth=3)
                    case "stones":
                        nature.pebble(c, 0, -8, 12)
                    case "bricks":
                        toys.block(c, "cube", c.one_of(p.TOYS), 19)
                    case _:
                        c.solid(c.blob(0, -11, 10, 13, wobble=0.1), p.WALNUT, depth=3)
        c.solid(
            closed_curve([(x - 42, y + 56), (x + 42, y + 56), (x + 28, y + 76), (x, y + 81), (x - 28, y + 76)]),
            pan_colour,
            depth=4,
        )
    for x in along(c, 5, margin=14):
        nature.pebble(c, x, c.height - c.between(6, 24), c.between(8, 14))


def puzzle(c: Canvas) -> None:
    """A jigsaw or tray of shapes, one piece still missing."""
    b.table(c)
    columns, rows = (3, 4) if c.is_tall else (4, 3)
    size = min((c.width - 90) / columns, (c.height - 60) / rows)
    left, top = (c.width - columns * size) / 2 - 10, (c.height - rows * size) / 2
    wide, high = columns * size, rows * size
    c.shadow(left + wide / 2 + 4, top + high / 2 + 7, wide * 0.6, high * 0.6)
    c.solid(c.box(left - 12, top - 12, wide + 24, high + 24, rounding=8), p.PINE_WOOD, depth=3)
    board = c.box(left, top, wide, high, rounding=3)
    with c.inside(board):
        c.rect(left, top, wide, high, c.linear(p.SKY, p.lighter(p.SKY, 0.4)))
        c.fill(c.blob(left + wide * 0.2, top + high * 0.2, size * 0.4), p.BUTTER)
        c.fill(c.blob(left + wide / 2, top + high * 1.1, wide * 0.7, high * 0.5), p.LEAF)
        with c.at(left + wide * 0.55, top + high * 0.82, scale=size / 26):
            toys.creature(c, c.one_of(["cow", "elephant", "dinosaur", "horse", "sheep"]))
    missing = (c.rng.randrange(columns), c.rng.randrange(rows))
    for column in range(columns):
        for row in range(rows):
            x, y = left + column * size, top + row * size
            if (column, row) == missing:
                c.rect(x, y, size, size, p.darker(p.PINE_WOOD, 0.3))
    for column in range(1, columns):
        for row in range(rows):
            _joint(c, left + column * size, top + row * size, size, is_upright=True)
    for row in range(1, rows):
        for column in range(columns):
            _joint(c, left + column * size, top + row * size, size, is_upright=False)
    with c.at(min(left + wide + 26, c.width - 26), top + high * c.between(0.3, 0.8), turn=c.between(-30, 30)):
        c.shadow(3, 5, size * 0.6, size * 0.6)
        c.solid(c.box(-size / 2, -size / 2, size, size, rounding=4), c.one_of([p.SKY, p.LEAF]), depth=3)
        c.solid(c.blob(-size * 0.56, 0, size * 0.14), p.LEAF, depth=1)


def _joint(c: Canvas, x: float, y: float, size: float, *, is_upright: bool) -> None:
    points = [(0.0, 0.0), (0.34, 0.02), (0.4, -0.1), (0.5, -0.15), (0.6, -0.1), (0.66, 0.02), (1.0, 0.0)]
    moved = [(x + b_ * size, y + a * size) if is_upright else (x + a * size, y + b_ * size) for a, b_ in points]
    c.line(moved, p.darker(p.PINE_WOOD, 0.35), 1.6, opacity=0.75)


SCENES = {
    "books": books,
    "story_corner": story_corner,
    "instruments": instruments,
    "chime_bars": chime_bars,
    "numbers": numbers,
    "scales": scales,
    "puzzle": puzzle,
}
