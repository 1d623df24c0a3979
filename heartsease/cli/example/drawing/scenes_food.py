"""Cooking, with food and with mud."""

import math

from heartsease.cli.example.drawing import backdrops as b
from heartsease.cli.example.drawing import palette as p
from heartsease.cli.example.drawing import props_nature as nature
from heartsease.cli.example.drawing import props_table as tableware
from heartsease.cli.example.drawing.canvas import Canvas, closed_curve
from heartsease.cli.example.drawing.layout import along, ring


def snack(c: Canvas) -> None:
    """Plates of fruit and cups on the snack table."""
    b.table(c)
    places = [(0.28, 0.36), (0.72, 0.6)] if not c.is_tall else [(0.4, 0.28), (0.6, 0.7)]
    for share_x, share_y in places:
        x = c.width * (share_x + c.between(-0.04, 0.04))
        y = c.height * (share_y + c.between(-0.04, 0.04))
        radius = c.between(80, 92)
        with c.at(x, y):
            tableware.plate(c, radius, c.one_of([p.CREAM, p.SKY, p.MAUVE, p.SAGE, p.BLUSH]))
        kinds = c.some_of(tableware.FRUIT, 3)
        if c.chance(0.4):
            for (px, py), turn in zip(ring(c, x, y, radius * 0.48, 8), range(0, 360, 45), strict=True):
                with c.at(px, py, turn=turn):
                    tableware.fruit(c, kinds[turn // 45 % 2], 38)
            with c.at(x, y):
                tableware.fruit(c, kinds[2], 40)
            continue
        for (px, py), kind in zip([*ring(c, x, y, radius * 0.46, 6), (x, y)], kinds * 3, strict=False):
            with c.at(px, py, turn=c.between(0, 360)):
                tableware.fruit(c, kind, c.between(40, 48))
    for x, y in ((0.86, 0.16), (0.12, 0.84)):
        colour = c.one_of(p.TOYS)
        with c.at(c.width * x, c.height * y):
            c.shadow(3, 5, 32, 32)
            c.solid(c.blob(0, 0, 27, wobble=0.01), colour, depth=3)
            c.fill(c.blob(0, 0, 22, wobble=0.01), c.one_of([p.CREAM, p.SKY, p.APRICOT]))


def baking(c: Canvas) -> None:
    """A mixing bowl, eggs, spoons and cake cases."""
    b.table(c)
    x, y = c.width * c.between(0.36, 0.46), c.height * c.between(0.42, 0.52)
    radius = min(c.width, c.height) * 0.29
    c.shadow(x + 4, y + 8, radius * 1.15, radius * 1.15)
    bowl = c.one_of([p.BLUE, p.CORAL, p.BUTTER, p.SAGE, p.LILAC])
    c.solid(c.blob(x, y, radius, wobble=0.006, points=14), bowl, depth=4)
    c.fill(c.blob(x, y, radius * 0.88, wobble=0.006, points=14), p.darker(bowl, 0.25))
    batter = c.one_of([p.SAND, p.tone(0.91, 0.07, 88), p.WALNUT, p.BLUSH])
    c.fill(c.blob(x + 2, y + 3, radius * 0.82, wobble=0.02, points=14), batter)
    spiral = [(x + radius * 0.06 * s * math.cos(s * 0.8), y + radius * 0.06 * s * math.sin(s * 0.8)) for s in range(13)]
    c.line(spiral, p.lighter(batter, 0.5), 4, opacity=0.8)
    with c.at(x + 12, y + 6, turn=c.between(40, 70)):
        tableware.spoon(c, p.OAK, length=radius * 1.7)
    cases = (
        [(0.78, 0.24), (0.9, 0.44), (0.74, 0.52), (0.88, 0.72)]
        if not c.is_tall
        else [(0.2, 0.86), (0.46, 0.88), (0.72, 0.84), (0.84, 0.68)]
    )
    for fx, fy in cases:
        with c.at(c.width * fx, c.height * fy):
            _cake(c, is_filled=c.chance(0.65), batter=batter)
    for fx, fy in ((0.1, 0.14), (0.2, 0.1)):
        with c.at(c.width * fx, c.height * fy, turn=c.between(-40, 40)):
            c.shadow(2, 4, 18, 20)
            c.solid(c.blob(0, 0, 13, 17, wobble=0.01), c.one_of([p.APRICOT, p.CREAM, p.BLUSH]), depth=3)
    c.fill(c.blob(c.width * 0.14, c.height * 0.78, 38, 24, wobble=0.12), p.WHITE, opacity=0.9)
    for _speck in range(40):
        c.dot(
            c.width * 0.14 + c.rng.gauss(0, 34),
            c.height * 0.78 + c.rng.gauss(0, 26),
            c.between(0.8, 2),
            p.WHITE,
            opacity=0.8,
        )


def mud_kitchen(c: Canvas) -> None:
    """Pots, pans and pies of mud outside."""
    c.nearness, c.interest = 1.08, 0.66
    b.garden(c)
    top = c.height * 0.56
    wood = c.one_of([p.OAK, p.STRAW, p.SAGE])
    c.solid(c.box(-20, top + 12, c.width + 40, c.height, rounding=4), p.darker(wood, 0.12), depth=3)
    for board in range(-10, int(c.width) + 60, 58):
        c.line([(board, top + 30), (board, c.height + 20)], p.darker(wood, 0.32), 2)
    c.solid(c.box(-20, top, c.width + 40, 34, rounding=4), wood, depth=3)
    c.line([(-10, top - 84), (c.width / 2, top - 82), (c.width + 20, top - 84)], p.WALNUT, 6)
    for x in along(c, 5, margin=10):
        c.line([(x, top - 82), (x, top - 70)], p.STONE, 2)
        with c.at(x, top - 40, turn=c.between(-4, 4)):
            c.one_of_calls(
                lambda: _ladle(c),
                lambda: tableware.spoon(c, p.PINE_WOOD, length=34),
                lambda: _frying_pan(c),
            )
    for x, kind in zip(along(c, 3, margin=24), c.some_of(["pot", "pie", "cups", "bowl"], 3), strict=True):
        y = top + 18
        c.shadow(x, y, 44, 7)
        with c.at(x, y, scale=1.05):
            _mud_thing(c, kind)
    for x in along(c, 4, margin=10):
        with c.at(x, c.height - c.between(14, 40), turn=c.between(0, 360)):
            c.one_of_calls(
                lambda: nature.leaf(c, 40, c.one_of(p.AUTUMN)),
                lambda: nature.pansy(c, 16, p.VIOLET),
                lambda: nature.stick(c, 50),
            )


def pumpkins(c: Canvas) -> None:
    """Pumpkins with golf tees and a hammer."""
    c.nearness, c.interest = 1.18, 0.66
    ground = b.tabletop(c)
    for x in along(c, 2 if c.is_tall else 3, margin=20):
        size, y = c.between(52, 76), ground + c.between(0, 24)
        c.shadow(x, y, size * 1.1, 11)
        with c.at(x, y):
            nature.pumpkin(c, size)
            for _tee in range(c.rng.randint(4, 10)):
                px, py = c.between(-0.55, 0.55) * size, -size * c.between(0.35, 0.85)
                colour = c.one_of(p.TOYS)
                c.line([(px, py), (px + 3, py - 9)], colour, 3)
                c.fill(c.blob(px + 3.6, py - 10, 5, 2.4), p.lighter(colour, 0.3))
    with c.at(c.width * c.between(0.4, 0.6), c.height - 16, turn=c.between(60, 110)):
        c.line([(0, 0), (0, 58)], p.PINE_WOOD, 7)
        c.solid(c.box(-18, -12, 36, 18, rounding=4), p.CORAL, depth=3)


def _cake(c: Canvas, *, is_filled: bool, batter: str) -> None:
    case = c.one_of([p.ROSE, p.SKY, p.BUTTER, p.LILAC, p.LIME])
    c.shadow(2, 4, 27, 27)
    points = []
    for step in range(24):
        angle = math.tau * step / 24
        reach = 23 if step % 2 else 19.5
        points.append((reach * math.cos(angle), reach * math.sin(angle)))
    c.solid(c.slab(points, rounding=2, wobble=0.2), case, depth=2)
    if is_filled:
        c.solid(c.blob(0, 0, 16.5, wobble=0.03), c.one_of([batter, p.BLUSH, p.CREAM]), depth=3)
        for _sprinkle in range(7):
            c.dot(c.between(-9, 9), c.between(-9, 9), 1.7, c.one_of(p.TOYS))
    else:
        c.fill(c.blob(0, 0, 15, wobble=0.02), p.darker(case, 0.14))


def _ladle(c: Canvas) -> None:
    c.line([(0, -32), (0, 0)], p.STONE, 4)
    c.fill(c.blob(0, 9, 12, 13), p.STONE)


def _frying_pan(c: Canvas) -> None:
    c.line([(0, -30), (0, -6)], p.INK, 4)
    c.solid(c.blob(0, 10, 17, wobble=0.01), p.NAVY, depth=3)


def _mud_thing(c: Canvas, kind: str) -> None:
    mud = p.BARK
    match kind:
        case "pot":
            c.solid(c.box(-32, -42, 64, 42, rounding=9), p.STONE, depth=5)
            c.fill(c.blob(0, -42, 32, 8, wobble=0.02), mud)
            for x in (-12, 4, 15):
                with c.at(x, -45, turn=c.between(0, 360)):
                    nature.leaf(c, 17, c.one_of(p.AUTUMN))
            c.line([(14, -46), (30, -86)], p.PINE_WOOD, 5)
        case "pie":
            c.solid(c.slab([(-40, -16), (40, -16), (32, 0), (-32, 0)], rounding=4), p.STONE, depth=3)
            c.solid(c.blob(0, -18, 37, 13, wobble=0.05), mud, depth=4)
            for x in (-20, 0, 20):
                with c.at(x, -26):
                    c.one_of_calls(lambda: nature.daisy(c, 0, 0, 7), lambda: nature.pansy(c, 10, p.LILAC))
        case "cups":
            for x in (-28, 0, 28):
                with c.at(x, 0, scale=0.8):
                    tableware.cup(c, c.one_of(p.TOYS))
        case _:
            c.solid(closed_curve([(-38, -30), (38, -30), (26, -4), (0, 0), (-26, -4)]), c.one_of(p.TOYS), depth=5)
            c.fill(c.blob(0, -30, 37, 9, wobble=0.02), p.WALNUT)
            for x in (-14, 2, 16):
                c.fill(c.blob(x, -33, 6, 4), p.LEAF)


SCENES = {
    "snack": snack,
    "baking": baking,
    "mud_kitchen": mud_kitchen,
    "pumpkins": pumpkins,
}
