"""Pretending, cooking and eating together."""

from heartsease.cli.example.drawing import backdrops as b
from heartsease.cli.example.drawing import palette as p
from heartsease.cli.example.drawing import props_nature as nature
from heartsease.cli.example.drawing import props_table as tableware
from heartsease.cli.example.drawing import props_toys as toys
from heartsease.cli.example.drawing.canvas import Canvas, arc, closed_curve
from heartsease.cli.example.drawing.layout import along


def tea_party(c: Canvas) -> None:
    """Teddies at a tea party."""
    ground = b.room(c)
    count = 2 if c.is_tall else 3
    furs = c.some_of([p.OAK, p.WALNUT, p.SAND, p.LILAC, p.ROSE, p.STONE], count)
    for x, fur in zip(along(c, count, margin=30), furs, strict=True):
        c.shadow(x, ground - 6, 42, 9)
        with c.at(x, ground - 6, scale=1.25):
            toys.teddy(c, fur, c.one_of(p.TOYS))
    cloth = c.one_of([p.WHITE, p.MAUVE, p.SKY, p.BLUSH])
    y = min(ground + 52, c.height - 36)
    c.shadow(c.width / 2, c.height - 4, c.width * 0.42, 14)
    c.solid(c.box(c.width * 0.08, y - 4, c.width * 0.84, c.height, rounding=12), p.darker(cloth, 0.1), depth=3)
    c.solid(c.blob(c.width / 2, y, c.width * 0.43, 22, wobble=0.01, points=14), cloth, depth=3)
    for x in along(c, count, margin=54):
        with c.at(x - 14, y + 6, scale=0.8):
            tableware.cup(c, c.one_of(p.TOYS))
        with c.at(x + 24, y + 6):
            c.fill(c.blob(0, 0, 17, 6), p.CREAM)
            c.solid(c.blob(0, -5, 9, 7), c.one_of([p.HONEY, p.ROSE, p.WALNUT]), depth=2)
    with c.at(c.width / 2 + c.between(-10, 10), y - 2):
        pot = c.one_of(p.TOYS)
        c.line(arc(-24, -20, 13, 90, 270), p.darker(pot, 0.2), 5)
        c.line([(20, -14), (34, -22), (40, -34)], pot, 8)
        c.solid(c.blob(0, -18, 25, 20, wobble=0.01), pot, depth=5)
        c.dot(0, -40, 4.5, p.lighter(pot, 0.4))


def teddy_hospital(c: Canvas) -> None:
    """A teddy in bed with a plaster, a bandage and a thermometer."""
    c.nearness, c.interest = 1.1, 0.62
    ground = b.room(c) + 22
    middle = c.width * 0.5
    wide = c.width * (0.42 if not c.is_tall else 0.46)
    c.shadow(middle, ground + 6, wide * 1.1, 13)
    frame = c.one_of([p.PINE_WOOD, p.WHITE, p.SAGE])
    c.solid(c.box(middle - wide, ground - 108, 13, 112, rounding=5), frame, depth=2)
    c.solid(c.box(middle + wide - 13, ground - 66, 13, 70, rounding=5), frame, depth=2)
    c.solid(c.box(middle - wide + 8, ground - 48, wide * 2 - 16, 36, rounding=6), p.WHITE, depth=3)
    with c.at(middle - wide * 0.56, ground - 54, turn=-8):
        c.solid(c.box(-38, -34, 76, 40, rounding=16), p.CREAM, depth=4)
    with c.at(middle - wide * 0.44, ground - 40, turn=-12, scale=1.12):
        toys.teddy(c, c.one_of([p.OAK, p.WALNUT, p.SAND, p.STONE]), c.one_of(p.TOYS), with_plaster=True)
    quilt = c.one_of([p.LILAC, p.ROSE, p.SKY, p.BUTTER, p.SAGE])
    path = closed_curve(
        [
            (middle - wide * 0.62, ground - 70),
            (middle, ground - 76),
            (middle + wide * 0.9, ground - 60),
            (middle + wide * 0.92, ground - 8),
            (middle, ground - 2),
            (middle - wide * 0.66, ground - 10),
        ]
    )
    c.solid(path, quilt, depth=5)
    with c.inside(path):
        for _patch in range(14):
            nature.star(
                c,
                middle + c.between(-0.6, 0.9) * wide,
                ground - c.between(8, 70),
                c.between(4, 7),
                p.lighter(quilt, 0.55),
            )
    with c.at(c.width * 0.84, c.height - 20):
        c.shadow(0, 2, 42, 8)
        c.solid(c.box(-36, -46, 72, 46, rounding=8), p.BERRY, depth=4)
        c.line(arc(0, -46, 15, 180, 360), p.darker(p.BERRY, 0.3), 5)
        c.fill(c.box(-6, -37, 12, 30, rounding=2), p.WHITE)
        c.fill(c.box(-15, -28, 30, 12, rounding=2), p.WHITE)
    with c.at(c.width * 0.2, c.height - 16, turn=-70):
        c.solid(c.box(-4, -40, 8, 60, rounding=4), p.WHITE, depth=1.5)
        c.line([(0, -30), (0, 14)], p.BERRY, 2.4)


def shop(c: Canvas) -> None:
    """A greengrocer's stall with a till."""
    c.interest = 0.5
    b.room(c)
    top = c.height * (0.7 if c.is_tall else 0.66)
    first, second = c.some_of([p.BERRY, p.VIOLET, p.LEAF, p.BLUE, p.CORAL], 2)
    for x in (c.width * 0.06, c.width * 0.94):
        c.solid(c.box(x - 5, c.height * 0.16, 10, c.height * 0.6, rounding=2), p.PINE_WOOD, depth=2)
    count = 8 if not c.is_tall else 6
    wide = c.width / count
    for at in range(count):
        colour = first if at % 2 else p.CREAM
        c.solid(
            c.slab(
                [
                    (at * wide, c.height * 0.1),
                    (at * wide + wide, c.height * 0.1),
                    (at * wide + wide, c.height * 0.24),
                    (at * wide + wide / 2, c.height * 0.28),
                    (at * wide, c.height * 0.24),
                ],
                rounding=3,
            ),
            colour,
            depth=2,
        )
    c.solid(c.box(-10, top, c.width + 20, c.height, rounding=4), second, depth=4)
    for y in (top + 40, top + 80):
        c.line([(0, y), (c.width, y)], p.darker(second, 0.2), 2, opacity=0.6)
    c.solid(c.box(-10, top - 6, c.width + 20, 18, rounding=4), p.PINE_WOOD, depth=3)
    for x in along(c, 4, margin=20):
        with c.at(x, top + 62, turn=c.between(-8, 8)):
            c.fill(c.box(-21, -14, 42, 28, rounding=4), p.CREAM)
            tableware.fruit(c, c.one_of(tableware.FRUIT), 22)
    boxes = along(c, 2 if c.is_tall else 3, margin=8)
    for x, kind in zip(
        boxes[: len(boxes)], c.some_of(["apple", "orange", "strawberry", "carrot", "grape"], len(boxes)), strict=True
    ):
        if x == boxes[-1]:
            with c.at(x, top - 2):
                _till(c)
            continue
        half = c.width / len(boxes) * 0.36
        for row in range(3):
            for at in range(4 - row):
                with c.at(x + (at - (3 - row) / 2) * half * 0.5, top - 26 - row * 17, turn=c.between(-30, 30)):
                    tableware.fruit(c, kind, 34)
        c.solid(c.box(x - half, top - 28, half * 2, 27, rounding=3), p.OAK, depth=3)


def post(c: Canvas) -> None:
    """Letters, stamps and a red post box of card."""
    c.interest = 0.58
    ground = b.room(c) + 16
    x = c.width * c.one_of_numbers(0.3, 0.68)
    c.shadow(x, ground, 52, 10)
    c.solid(c.box(x - 42, ground - 160, 84, 160, rounding=14), p.BERRY, depth=6)
    c.solid(c.box(x - 48, ground - 172, 96, 22, rounding=10), p.lighter(p.BERRY, 0.1), depth=3)
    c.fill(c.box(x - 26, ground - 132, 52, 9, rounding=4), p.INK)
    with c.at(x + 6, ground - 134, turn=-14):
        c.fill(c.box(-18, -20, 36, 24, rounding=1), p.WHITE)
    c.fill(c.box(x - 20, ground - 106, 40, 34, rounding=3), p.CREAM)
    for at in range(3):
        c.line([(x - 12, ground - 98 + at * 9), (x + 12, ground - 98 + at * 9)], p.STONE, 2)
    c.fill(c.box(x - 42, ground - 26, 84, 26, rounding=3), p.INK)
    for px, py in [(0.14, 0.86), (0.36, 0.93), (0.6, 0.88), (0.84, 0.92), (0.84, 0.74)]:
        with c.at(c.width * px, c.height * py, turn=c.between(-24, 24)):
            colour = c.one_of([p.WHITE, p.BLUSH, p.SKY, p.BUTTER, p.MAUVE])
            c.fill(c.box(-27, -15, 58, 40, rounding=2), p.PLUM, opacity=0.2)
            c.fill(c.box(-30, -19, 60, 40, rounding=2), colour)
            c.line([(-29, -18), (0, 5), (29, -18)], p.darker(colour, 0.2), 1.8)
            c.fill(closed_curve([(0, 11), (-8, 2), (-4, -4), (0, -1), (4, -4), (8, 2)]), p.BERRY)


def dressing_up(c: Canvas) -> None:
    """Capes, crowns and hats on a rail."""
    b.room(c)
    y = c.height * 0.2
    for x in (c.width * 0.07, c.width * 0.93):
        c.line([(x, y), (x, c.height * 0.86)], p.PINE_WOOD, 8)
        c.shadow(x, c.height * 0.87, 26, 6)
    c.line([(c.width * 0.04, y), (c.width * 0.96, y)], p.PINE_WOOD, 8)
    for x in along(c, 3 if c.is_tall else 4, margin=34, loose=0.05):
        colour, trim = c.some_of(p.TOYS, 2)
        c.line(arc(x, y - 2, 7, 180, 400), p.STONE, 2.4)
        c.line([(x - 18, y + 20), (x, y + 8), (x + 18, y + 20)], p.STONE, 3)
        low = y + c.between(112, 140)
        cape = closed_curve(
            [
                (x - 16, y + 18),
                (x, y + 14),
                (x + 16, y + 18),
                (x + 34, low - 8),
                (x + 14, low),
                (x, low - 6),
                (x - 14, low),
                (x - 34, low - 8),
            ]
        )
        c.solid(cape, colour, depth=5)
        with c.inside(cape):
            kind = c.one_of(["stars", "hem", "spots"])
            if kind == "hem":
                c.line([(x - 36, low - 12), (x, low - 14), (x + 36, low - 12)], trim, 12)
            for _mark in range(11 if kind != "hem" else 0):
                px, py = x + c.between(-26, 26), c.between(y + 30, low - 8)
                if kind == "stars":
                    nature.star(c, px, py, 6, p.BUTTER)
                else:
                    c.dot(px, py, 4.4, trim)
        c.dot(x, y + 20, 4, p.HONEY)
    for x, kind in zip(along(c, 3, margin=30), c.some_of(["crown", "helmet", "wizard"], 3), strict=True):
        with c.at(x, c.height - c.between(10, 24), turn=c.between(-8, 8)):
            c.shadow(0, 0, 32, 7)
            _hat(c, kind)


def puppets(c: Canvas) -> None:
    """A puppet theatre."""
    c.interest = 0.48
    b.room(c)
    left, top, wide, high = c.width * 0.12, c.height * 0.1, c.width * 0.76, c.height * 0.86
    frame, curtain = c.some_of([p.BERRY, p.VIOLET, p.TEAL, p.HONEY, p.LILAC], 2)
    c.shadow(c.width / 2, top + high, wide * 0.6, 12)
    c.solid(c.box(left, top, wide, high, rounding=8), frame, depth=5)
    stage = c.box(left + 26, top + 34, wide - 52, high * 0.5, rounding=4)
    c.fill(stage, c.linear(p.NAVY, p.VIOLET))
    with c.inside(stage):
        for _star in range(16):
            c.dot(c.between(left, left + wide), c.between(top + 34, top + high * 0.4), c.between(0.8, 2), p.BUTTER)
        c.glow(c.width / 2, top + 40, wide * 0.5, p.BUTTER, strength=0.4)
        for x, kind in zip((0.36, 0.64), c.some_of(["fox", "hen", "wolf", "mouse"], 2), strict=True):
            with c.at(c.width * x, top + 36 + high * 0.5, scale=1.15):
                _puppet(c, kind)
        for side in (-1, 1):
            x = c.width / 2 + side * (wide / 2 - 26)
            c.solid(
                closed_curve(
                    [
                        (x, top + 20),
                        (x - side * wide * 0.22, top + 24),
                        (x - side * wide * 0.14, top + high * 0.3),
                        (x - side * wide * 0.2, top + high * 0.66),
                        (x + side * 10, top + high * 0.66),
                    ]
                ),
                curtain,
                depth=5,
            )
    for at in range(7):
        x = left + (at + 0.5) * wide / 7
        c.solid(c.blob(x, top + 34, wide / 13, 15, wobble=0.02), curtain, depth=3)
    nature.star(c, c.width / 2, top + high * 0.82, 22, p.BUTTER)
    for x in (0.28, 0.72):
        nature.star(c, c.width * x, top + high * 0.82, 12, p.lighter(frame, 0.5))


def _till(c: Canvas) -> None:
    colour = c.one_of([p.SKY, p.BUTTER, p.MAUVE, p.CORAL])
    c.solid(c.box(-36, -30, 72, 30, rounding=5), colour, depth=4)
    c.solid(c.slab([(-30, -30), (30, -30), (24, -58), (-24, -58)], rounding=5), p.lighter(colour, 0.25), depth=3)
    for row in range(3):
        for column in range(3):
            c.dot(-13 + column * 13, -51 + row * 8, 3.2, c.one_of(p.TOYS))
    c.fill(c.box(-20, -20, 40, 10, rounding=2), p.WHITE)
    c.fill(c.box(18, -84, 7, 26, rounding=1), p.WHITE)


def _hat(c: Canvas, kind: str) -> None:
    colour = c.one_of(p.TOYS)
    match kind:
        case "crown":
            c.solid(
                c.slab([(-28, 0), (-32, -36), (-14, -18), (0, -42), (14, -18), (32, -36), (28, 0)], rounding=2),
                p.HONEY,
                depth=3,
            )
            for x, jewel in ((-16, p.BERRY), (0, p.VIOLET), (16, p.TEAL)):
                c.dot(x, -8, 4, jewel)
        case "helmet":
            c.solid(closed_curve([(-30, -6), (-26, -32), (0, -44), (26, -32), (30, -6), (0, -2)]), p.HONEY, depth=5)
            c.solid(c.box(-38, -10, 76, 11, rounding=5), p.darker(p.HONEY, 0.12), depth=2)
            nature.star(c, 0, -24, 10, p.BERRY)
        case _:
            c.solid(c.slab([(-24, -4), (24, -4), (6, -72)], rounding=3), colour, depth=4)
            c.solid(c.blob(0, -4, 38, 8, wobble=0.01), p.darker(colour, 0.15), depth=2)
            for x, y in ((-6, -18), (8, -28), (3, -48)):
                nature.star(c, x, y, 5, p.BUTTER)


def _puppet(c: Canvas, kind: str) -> None:
    colour = {"fox": p.CORAL, "hen": p.CREAM, "wolf": p.STONE, "mouse": p.LILAC}[kind]
    c.solid(c.slab([(-24, 10), (-15, -40), (15, -40), (24, 10)], rounding=6), c.one_of(p.TOYS), depth=4)
    for side in (-1, 1):
        if kind == "mouse":
            c.solid(c.blob(side * 19, -80, 12), colour, depth=3)
        elif kind != "hen":
            c.solid(c.slab([(side * 6, -76), (side * 24, -72), (side * 20, -98)], rounding=3), colour, depth=2)
    if kind == "hen":
        c.fill(c.blob(0, -88, 9, 7, wobble=0.2), p.BERRY)
    c.solid(c.blob(0, -60, 25, 23), colour, depth=5)
    if kind in {"fox", "wolf"}:
        c.fill(c.blob(0, -50, 15, 12), p.CREAM)
    for side in (-1, 1):
        c.dot(side * 9, -64, 3, p.INK)
        c.dot(side * 9 - 1, -65, 1, p.WHITE)
    c.fill(c.blob(0, -54, 5, 3.6), p.HONEY if kind == "hen" else p.INK)


SCENES = {
    "tea_party": tea_party,
    "teddy_hospital": teddy_hospital,
    "shop": shop,
    "post": post,
    "dressing_up": dressing_up,
    "puppets": puppets,
}
