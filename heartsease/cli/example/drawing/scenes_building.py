"""Building and driving: blocks, ramps, tracks, dens, models, small worlds."""

from collections.abc import Callable

from heartsease.cli.example.drawing import backdrops as b
from heartsease.cli.example.drawing import palette as p
from heartsease.cli.example.drawing import props_making as making
from heartsease.cli.example.drawing import props_nature as nature
from heartsease.cli.example.drawing import props_table as tableware
from heartsease.cli.example.drawing import props_toys as toys
from heartsease.cli.example.drawing.canvas import Canvas, arc, open_curve
from heartsease.cli.example.drawing.layout import along, spread


def towers(c: Canvas) -> None:
    """Towers of blocks on a rug."""
    ground = b.room(c)
    woods = c.chance(0.35)
    colours = [p.PINE_WOOD, p.STRAW, p.OAK, p.SAND, p.APRICOT] if woods else list(p.TOYS)
    size = c.between(30, 38)
    places = along(c, 2 if c.is_tall else 3, margin=36)
    for at, x in enumerate(places):
        most = ground - 40 if at == len(places) // 2 else ground - c.between(90, 150)
        y = ground + c.between(-6, 14)
        c.shadow(x, y, size * 1.3, 9)
        high, lean = 0.0, c.between(-1.6, 1.6)
        while high < most - size * 1.3:
            kind = c.one_of(["cube", "cube", "plank", "cylinder", "arch"])
            if kind == "arch" and high > 0:
                kind = "cube"
            with c.at(x + lean * high / size, y - high, turn=c.between(-2, 2)):
                high += toys.block(c, kind, c.one_of(colours), size)
        with c.at(x + lean * high / size, y - high):
            toys.block(c, c.one_of(["roof", "half", "roof"]), c.one_of(colours), size)
    for x in along(c, 4, margin=10):
        with c.at(x, c.height - c.between(4, 22), turn=c.between(-20, 20)):
            toys.block(c, c.one_of(["cube", "half", "roof", "cylinder"]), c.one_of(colours), size * 0.9)


def fortress(c: Canvas) -> None:
    """A wide building with arches and wooden animals in it."""
    c.nearness, c.interest = 1.12, 0.6
    ground = b.tabletop(c)
    colours = c.some_of(p.TOYS, 5)
    size = 30 if c.is_tall else 36
    middle = c.width / 2
    c.shadow(middle, ground + 4, size * 4.4, 14)
    for at in (-1, 0, 1):
        with c.at(middle + at * size * 1.7, ground):
            toys.block(c, "arch", colours[at], size)
    with c.at(middle, ground - size * 0.75):
        toys.block(c, "plank", colours[2], size * 1.9)
    level = ground - size * 0.75 - size * 0.76
    for at in (-2, -1, 0, 1, 2):
        with c.at(middle + at * size * 0.92, level):
            high = toys.block(c, "cube" if at % 2 else "cylinder", c.one_of(colours), size * 0.8)
        if at % 2:
            with c.at(middle + at * size * 0.92, level - high):
                toys.block(c, "roof", c.one_of(colours), size * 0.8)
    with c.at(middle, level - size * 0.8):
        toys.block(c, c.one_of(["half", "roof"]), c.one_of(colours), size)
    for x, flip in ((0.13, False), (0.87, True)):
        c.shadow(c.width * x, ground + 26, 30, 7)
        with c.at(c.width * x, ground + 26, flip=flip, scale=0.95):
            toys.creature(c, c.one_of(["sheep", "cow", "horse", "elephant", "pig"]))


def ramps(c: Canvas) -> None:
    """Cars on a ramp of gutters and planks."""
    ground = b.room(c) + 16
    left, right = c.width * 0.06, c.width * 0.84
    top = ground - c.between(110, 140)
    colours = c.some_of(p.TOYS, 6)
    c.shadow(left + 30, ground, 40, 9)
    y = ground
    while y > top + 18:
        with c.at(left + 28, y):
            y -= toys.block(c, "cube", c.one_of(colours), 40)
    c.shadow((left + right) / 2 + 24, ground + 6, (right - left) * 0.45, 8, strength=0.2)
    wood = c.one_of([p.STRAW, p.PINE_WOOD, p.SAGE, p.SKY])
    c.solid(
        c.slab([(left, y - 10), (left + 58, y - 10), (right, ground - 8), (right, ground), (left + 50, y), (left, y)]),
        wood,
        depth=3,
    )
    slope = (ground - 8 - (y - 10)) / (right - left - 58)
    turn = 57.3 * slope * 0.85
    for share, colour in zip((0.12, 0.45, 0.75), colours, strict=False):
        x = left + 58 + (right - left - 58) * (share + c.between(-0.05, 0.05))
        with c.at(x, y - 11 + slope * (x - left - 58), turn=turn, scale=0.92):
            toys.car(c, colour)
    with c.at(c.width * 0.86, ground + 20, turn=c.between(-4, 4)):
        c.shadow(0, 0, 30, 6)
        toys.car(c, colours[4])
    with c.at(c.width * 0.3, min(c.height - 10, ground + 34)):
        c.shadow(0, 0, 34, 7)
        toys.truck(c, colours[5], c.one_of([p.SAND, p.LEAF, p.BERRY]))


def railway(c: Canvas) -> None:
    """A wooden railway on the floor, from above, with a train."""
    b.floor(c)
    middle, half = c.width / 2, c.height / 2
    rx, ry = c.width * c.between(0.33, 0.38), c.height * c.between(0.3, 0.35)
    loop = c.blob(middle, half, rx, ry, wobble=c.between(0.02, 0.09), points=9)
    c.stroke(loop, p.PLUM, 30, opacity=0.16)
    c.stroke(loop, p.PINE_WOOD, 27)
    c.stroke(loop, p.SAND, 22)
    c.stroke(loop, p.OAK, 16, dash="3 11")
    c.stroke(loop, p.OAK, 13)
    c.stroke(loop, p.SAND, 9.5)
    for x, y in ((middle - rx * 0.4, half), (middle + rx * 0.3, half + 10)):
        nature.tree(c, x, y + 20, c.between(0.36, 0.46))
    with c.at(middle, half - 4, turn=c.between(-15, 15)):
        high = toys.block(c, c.one_of(["cube", "arch"]), c.one_of(p.TOYS), 32)
        with c.at(0, -high):
            toys.block(c, "roof", c.one_of(p.TOYS), 34)
    with c.at(middle + c.between(10, 40), half + ry + 7, scale=0.9):
        toys.train(c, c.some_of([p.BERRY, p.BLUE, p.LEAF, p.VIOLET, p.HONEY], 3))


def den(c: Canvas) -> None:
    """A den of sheets with lights in it."""
    ground = b.room(c) + 18 if c.chance(0.65) else b.garden(c) + 30
    middle, high = c.width / 2, min(ground - 34, 190)
    wide = c.width * (0.36 if not c.is_tall else 0.42)
    first, second = c.some_of([p.VIOLET, p.LILAC, p.BUTTER, p.ROSE, p.TEAL, p.BLUE, p.LEAF], 2)
    c.shadow(middle, ground, wide * 1.15, 16, strength=0.4)
    cave = c.slab([(middle - wide, ground), (middle, ground - high), (middle + wide, ground)], rounding=6)
    c.fill(cave, p.PLUM)
    c.glow(middle, ground - high * 0.28, wide * 0.8, p.BUTTER, strength=0.75)
    with c.inside(cave):
        for shift, turn, colour in ((-26, 8, p.BUTTER), (28, -12, p.CORAL)):
            with c.at(middle + shift, ground - 12, turn=turn, scale=0.62):
                tableware.cushion(c, 58, colour)
        with c.at(middle + c.between(-14, 14), ground - 4, scale=0.62):
            toys.teddy(c, c.one_of([p.OAK, p.WALNUT, p.SAND]), c.one_of(p.TOYS))
    for side, colour in ((-1, first), (1, second)):
        edge = middle + side * wide * 0.3
        drape = open_curve(
            [
                (middle, ground - high - 8),
                (middle + side * wide * 0.62, ground - high * 0.46),
                (middle + side * wide * 1.1, ground + 5),
            ]
        )
        fold = (
            f"L{edge:.0f} {ground + 4:.0f}Q{middle + side * wide * 0.34:.0f} {ground - high * 0.5:.0f}"
            f" {middle:.0f} {ground - high - 8:.0f}Z"
        )
        c.solid(drape + fold, colour, depth=6)
        for share in (0.45, 0.7, 0.92):
            c.line(
                [
                    (middle + side * 5, ground - high + 6),
                    (middle + side * wide * share * 0.6, ground - high * 0.42),
                    (middle + side * wide * share, ground - 4),
                ],
                p.darker(colour, 0.25),
                2,
                opacity=0.6,
            )
        for _spot in range(12):
            share, drop = c.between(0.45, 0.9), c.between(0.35, 0.9)
            c.dot(
                middle + side * wide * share * drop,
                ground - high * (1 - drop) - 2,
                3.4,
                p.lighter(colour, 0.6),
                opacity=0.8,
            )
    lights = [
        (middle - wide * 0.9 + wide * 1.8 * s / 8, ground - high * (0.62 - 0.34 * abs(s - 4) / 4) - 10)
        for s in range(9)
    ]
    c.line(lights, p.CREAM, 1.4)
    for x, y in lights:
        c.glow(x, y + 3, 13, p.BUTTER, strength=0.9)
        c.dot(x, y + 3, 3, p.WHITE)


def models(c: Canvas) -> None:
    """Rockets, robots and castles made of boxes and tubes."""
    ground = b.tabletop(c)
    kinds = ["rocket", "robot", "castle"]
    c.rng.shuffle(kinds)
    for kind, x in zip(kinds, along(c, 2 if c.is_tall else 3, margin=20), strict=False):
        y = ground + c.between(0, 18)
        c.shadow(x, y, 52, 10)
        with c.at(x, y, scale=c.between(0.98, 1.14)):
            _model(c, kind)
    for x in along(c, 4, margin=10):
        with c.at(x, c.height - c.between(10, 20), turn=c.between(-80, 80)):
            c.one_of_calls(lambda: making.crayon(c, c.one_of(p.TOYS)), lambda: making.pencil(c, c.one_of(p.TOYS)))


def farm(c: Canvas) -> None:
    """A small-world farm on a green cloth."""
    c.nearness, c.interest = 1.08, 0.7
    ground = b.tabletop(c)
    edge = ground - (c.height - ground) * 0.9
    c.solid(
        c.blob(c.width / 2, ground + 34, c.width * 0.52, 72, wobble=0.06),
        p.tone(0.76, 0.11, c.between(125, 140)),
        depth=4,
    )
    x = c.width * c.one_of_numbers(0.24, 0.74)
    with c.at(x, edge + 34):
        _barn(c)
    c.fill(c.blob(c.width - x, ground + 8, 50, 15, wobble=0.12), p.AQUA)
    c.stroke(c.blob(c.width - x, ground + 8, 50, 15, wobble=0.12), p.lighter(p.AQUA, 0.6), 2)
    with c.at(c.width - x, ground + 8, scale=0.5):
        toys.duck(c)
    kinds = c.some_of(["sheep", "pig", "cow", "hen", "horse", "sheep"], 5)
    meadow = [(0.16, 34), (0.36, 52), (0.57, 40), (0.8, 58), (0.46, 84)]
    for kind, (share, depth) in zip(kinds, meadow, strict=True):
        px = c.width * (share + c.between(-0.03, 0.03))
        py = min(ground + depth, c.height - 8)
        c.shadow(px, py, 28, 6)
        with c.at(px, py, scale=c.between(0.72, 0.86), flip=c.chance(0.5)):
            toys.creature(c, kind)


def dinosaurs(c: Canvas) -> None:
    """A dinosaur land in a tray with sand, rocks and ferns."""
    c.nearness, c.interest = 1.2, 0.7
    ground = b.tabletop(c)
    c.solid(c.box(-14, ground - 26, c.width + 28, c.height, rounding=12), c.one_of([p.SAGE, p.SKY, p.MAUVE]), depth=3)
    c.solid(c.blob(c.width / 2, ground + 60, c.width * 0.6, 78, wobble=0.06), p.SAND, depth=3)
    x = c.width * c.one_of_numbers(0.22, 0.78)
    c.solid(
        c.slab(
            [(x - 66, ground + 22), (x - 18, ground - 66), (x + 18, ground - 66), (x + 70, ground + 22)], rounding=12
        ),
        p.WALNUT,
        depth=9,
    )
    c.fill(
        c.slab(
            [
                (x - 19, ground - 60),
                (x + 19, ground - 60),
                (x + 26, ground - 30),
                (x + 8, ground - 44),
                (x - 8, ground - 22),
                (x - 20, ground - 40),
            ],
            rounding=6,
        ),
        p.CORAL,
    )
    c.glow(x, ground - 70, 34, p.HONEY, strength=0.6)
    for fx in along(c, 5, margin=0):
        with c.at(fx, ground + c.between(0, 10)):
            for turn in (-50, -25, 0, 25, 50):
                with c.at(0, 0, turn=turn + c.between(-8, 8)):
                    c.solid(c.blob(0, -18, 4.5, 19), c.one_of([p.LEAF, p.MOSS, p.PINE]), depth=2)
    for share, depth, scale in ((0.26, 40, 1.1), (0.62, 52, 1.3), (0.86, 34, 0.8)):
        px, py = c.width * (share + c.between(-0.05, 0.05)), min(ground + depth, c.height - 12)
        c.shadow(px, py, 34 * scale, 7)
        with c.at(px, py, scale=scale, flip=c.chance(0.5)):
            toys.creature(c, "dinosaur")
    for px, py in spread(c, 5, 1, margin=20):
        nature.pebble(c, px, min(ground + 60 + py * 0.12, c.height - 6), c.between(5, 11))


def nesting(c: Canvas) -> None:
    """Cups, rings and balls for the youngest."""
    ground = b.room(c) + 4
    items: list[Callable[[Canvas], object]] = [toys.stacking_rings, toys.nested_cups, _big_ball]
    c.rng.shuffle(items)
    for draw, x in zip(items, along(c, 2 if c.is_tall else 3, margin=30), strict=False):
        c.shadow(x, ground, 38, 9)
        with c.at(x, ground, scale=c.between(1.15, 1.4)):
            draw(c)
    for x in along(c, 3, margin=24):
        y = c.height - c.between(10, 26)
        c.shadow(x, y, 22, 5)
        with c.at(x, y, scale=0.9):
            c.one_of_calls(
                lambda: toys.ball(c, 15, *c.some_of(p.TOYS, 2)),
                lambda: toys.block(c, "cube", c.one_of(p.TOYS), 28),
                lambda: toys.duck(c),
            )


def bricks(c: Canvas) -> None:
    """A tower and a bridge of studded bricks."""
    c.interest = 0.62
    ground = b.tabletop(c)
    base = c.one_of([p.LEAF, p.SKY, p.SAGE, p.HONEY])
    c.solid(c.box(c.width * 0.06, ground - 2, c.width * 0.88, 16, rounding=4), base, depth=3)
    columns = 5 if c.is_tall else 8
    wide = c.width * 0.78 / columns
    heights = [c.rng.randint(1, 5) for _column in range(columns)]
    heights[columns // 2] = 6
    for column, levels in enumerate(heights):
        x = c.width * 0.11 + column * wide
        for level in range(levels):
            colour = c.one_of(p.TOYS)
            y = ground - 2 - level * 20
            for stud in (0.28, 0.72):
                c.fill(c.box(x + wide * stud - 5, y - 24, 10, 6, rounding=2), p.lighter(colour, 0.12))
            c.solid(c.box(x + 0.6, y - 20, wide - 1.2, 19.4, rounding=2.5, wobble=0.3), colour, depth=2.6)
    for x in along(c, 5, margin=10):
        with c.at(x, c.height - c.between(6, 24), turn=c.between(-12, 12)):
            colour = c.one_of(p.TOYS)
            for stud in (-8, 8):
                c.fill(c.box(stud - 5, -22, 10, 6, rounding=2), p.lighter(colour, 0.12))
            c.solid(c.box(-17, -18, 34, 18, rounding=2.5), colour, depth=2.6)


def _big_ball(c: Canvas) -> None:
    toys.ball(c, 30, *c.some_of(p.TOYS, 2))


def _barn(c: Canvas) -> None:
    c.shadow(0, 0, 62, 8)
    c.solid(c.slab([(-52, 0), (-52, -50), (-34, -84), (34, -84), (52, -50), (52, 0)], rounding=3), p.BERRY, depth=5)
    c.fill(
        c.slab(
            [(-58, -48), (-37, -90), (37, -90), (58, -48), (50, -46), (31, -82), (-31, -82), (-50, -46)], rounding=2
        ),
        p.PLUM,
    )
    c.fill(c.box(-20, -44, 40, 44, rounding=2), p.WHITE)
    c.fill(c.box(-16, -40, 32, 40, rounding=1), p.darker(p.BERRY, 0.35))
    c.line([(-16, -40), (16, 0)], p.WHITE, 3)
    c.line([(16, -40), (-16, 0)], p.WHITE, 3)
    c.fill(c.blob(0, -64, 9, wobble=0.02), p.WHITE)
    c.fill(c.blob(0, -64, 6, wobble=0.02), p.PLUM)


def _model(c: Canvas, kind: str) -> None:
    first, second, third = c.some_of([p.HONEY, p.SKY, p.ROSE, p.SAGE, p.LILAC, p.STRAW, p.CORAL], 3)
    match kind:
        case "rocket":
            for side in (-1, 1):
                c.solid(c.slab([(side * 14, -34), (side * 40, 0), (side * 14, -4)], rounding=4), second, depth=2)
            c.solid(c.box(-19, -96, 38, 96, rounding=6), first, depth=5)
            c.solid(c.slab([(-22, -94), (22, -94), (0, -134)], rounding=4), third, depth=4)
            for y in (-74, -44):
                c.solid(c.blob(0, y, 10, wobble=0.03), p.STONE, depth=2)
                c.fill(c.blob(0, y, 6.6, wobble=0.03), p.SKY)
            c.fill(c.box(-20, -24, 40, 8, rounding=1), p.CREAM, opacity=0.8)
        case "robot":
            for side in (-1, 1):
                c.solid(c.box(side * 15 - 9, -26, 18, 26, rounding=4), third, depth=3)
                c.line([(side * 30, -74), (side * 47, -60), (side * 44, -42)], p.STONE, 8)
            c.solid(c.box(-31, -82, 62, 58, rounding=5), first, depth=5)
            c.solid(c.box(-23, -122, 46, 38, rounding=5), second, depth=4)
            c.line([(0, -122), (0, -138)], p.STONE, 3)
            c.dot(0, -140, 5, p.BERRY)
            for x in (-10, 10):
                c.dot(x, -106, 7, p.WHITE)
                c.dot(x, -105, 3.2, p.INK)
            c.line(arc(0, -98, 9, 20, 160, steps=5), p.INK, 2.4)
            for at, colour in enumerate(c.some_of(p.TOYS, 3)):
                c.dot(-14 + at * 14, -60, 5, colour)
            c.stroke(c.box(-20, -50, 40, 14, rounding=2), p.darker(first, 0.3), 2)
        case _:
            for x, high in ((-42, 78), (42, 84)):
                c.solid(c.box(x - 15, -high, 30, high, rounding=4), second, depth=4)
                c.solid(c.slab([(x - 19, -high), (x + 19, -high), (x, -high - 32)], rounding=3), third, depth=3)
            c.solid(c.box(-32, -58, 64, 58, rounding=3), first, depth=4)
            for at in range(4):
                c.solid(c.box(-31 + at * 16, -70, 11, 14, rounding=2), first, depth=2)
            c.fill(c.box(-13, -34, 26, 34, rounding=12), p.WALNUT)
            c.line([(42, -116), (42, -136)], p.WALNUT, 2.4)
            c.fill(c.slab([(42, -136), (62, -130), (42, -123)], rounding=1), p.BERRY)


SCENES = {
    "towers": towers,
    "fortress": fortress,
    "ramps": ramps,
    "railway": railway,
    "den": den,
    "models": models,
    "farm": farm,
    "dinosaurs": dinosaurs,
    "nesting": nesting,
    "bricks": bricks,
}
