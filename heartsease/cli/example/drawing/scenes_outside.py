"""Outside: puddles, leaves, sand, water, growing things and small animals."""

import math
from collections.abc import Callable

from heartsease.cli.example.drawing import backdrops as b
from heartsease.cli.example.drawing import palette as p
from heartsease.cli.example.drawing import props_nature as nature
from heartsease.cli.example.drawing import props_table as tableware
from heartsease.cli.example.drawing import props_toys as toys
from heartsease.cli.example.drawing.canvas import Canvas, closed_curve
from heartsease.cli.example.drawing.layout import along, spread


def puddles(c: Canvas) -> None:
    """Wellies in a puddle after rain."""
    c.interest = 0.62
    ground = b.garden(c) + 16
    c.fill(c.blob(c.width / 2, ground + 8, c.width * 0.42, 38, wobble=0.09), p.darker(p.SAND, 0.35), opacity=0.6)
    water = c.blob(c.width / 2, ground + 6, c.width * 0.39, 33, wobble=0.09)
    c.fill(water, c.linear(p.tone(0.80, 0.05, 240), p.tone(0.90, 0.035, 225)))
    with c.inside(water):
        with c.at(c.width * 0.62, ground + 12, scale=0.9):
            c.fill(c.blob(0, 0, 34, 7), p.WHITE, opacity=0.45)
            c.fill(c.blob(-8, 6, 22, 6), p.WHITE, opacity=0.45)
        for at in range(3):
            c.stroke(
                c.blob(c.width * 0.46, ground + 8, 34 + at * 24, 9 + at * 7, wobble=0.01),
                p.WHITE,
                1.6,
                opacity=0.7 - at * 0.15,
            )
    first, second = c.some_of([p.BERRY, p.HONEY, p.VIOLET, p.TEAL, p.BLUE, p.CORAL], 2)
    x = c.width * c.between(0.36, 0.46)
    for shift, colour in ((0, first), (44, first)):
        with c.at(x + shift, ground + 12 - shift * 0.06, turn=c.between(-3, 5), scale=1.5):
            nature.welly(c, colour)
    if c.chance(0.6):
        with c.at(c.width * 0.82, ground + 8, scale=0.95):
            nature.welly(c, second)
        with c.at(c.width * 0.9, ground + 14, scale=0.95):
            nature.welly(c, second)
    for _drop in range(16):
        angle, reach = c.between(190, 350), c.between(46, 92)
        px, py = x + 24 + reach * math.cos(math.radians(angle)), ground + reach * 0.7 * math.sin(math.radians(angle))
        c.fill(c.blob(px, py, c.between(2, 4.4), wobble=0.1), p.tone(0.90, 0.045, 230), opacity=0.9)
    if c.chance(0.5):
        for _rain in range(46):
            px, py = c.between(-10, c.width), c.between(-10, c.height)
            c.line([(px, py), (px - 4, py + 15)], p.WHITE, 1.3, opacity=0.6)


def leaves(c: Canvas) -> None:
    """Autumn leaves on the ground, with conkers and acorns."""
    c.one_of_calls(lambda: b.lawn(c), lambda: b.patio(c), lambda: b.floor(c, rug=False))
    for x, y in spread(c, 8, 6, margin=-14, loose=0.5):
        size = c.between(34, 66)
        with c.at(x + 3, y + 5, turn=c.between(0, 360)):
            c.fill(c.blob(0, 0, size * 0.36, size * 0.4, wobble=0.1), p.PLUM, opacity=0.13)
        with c.at(x, y, turn=c.between(0, 360)):
            nature.leaf(c, size, c.one_of(p.AUTUMN))
    for x, y in spread(c, 4, 3, margin=40)[: c.rng.randint(3, 7)]:
        c.shadow(x + 2, y + 4, 15, 15)
        c.solid(c.blob(x, y, 12, wobble=0.04), p.tone(0.40, 0.08, 40), depth=4)
        c.fill(c.blob(x - 1, y + 5, 6, 4), p.SAND, opacity=0.8)
        c.shine(x - 4, y - 5, 3.4, 2)


def leaf_collection(c: Canvas) -> None:
    """Leaves, cones and stones sorted in rows on a cloth, with a magnifying glass."""
    b.table(c)
    columns, rows = (3, 4) if c.is_tall else (5, 3)
    colours = c.some_of([*p.AUTUMN, p.LEAF, p.LIME], rows)
    kinds = c.some_of(["round", "oak", "maple", "long"], rows)
    wide, high = (c.width - 50) / columns, (c.height - 50) / rows
    for row in range(rows):
        for column in range(columns):
            x, y = 25 + (column + 0.5) * wide, 25 + (row + 0.5) * high
            c.shadow(x + 2, y + 4, 24, 24, strength=0.2)
            if row == rows - 1 and c.chance(0.8):
                nature.pebble(c, x, y, c.between(12, 22))
                continue
            with c.at(x, y, turn=c.between(-14, 14)):
                nature.leaf(
                    c, 34 + (columns - column) * 7, p.mix(colours[row], c.one_of(p.AUTUMN), 0.15), kind=kinds[row]
                )
    with c.at(c.width * c.between(0.6, 0.76), c.height * c.between(0.5, 0.66), turn=c.between(20, 60)):
        c.line([(0, 44), (0, 104)], p.darker(p.VIOLET, 0.1), 11)
        c.fill(c.blob(0, 0, 42, wobble=0.005), p.WHITE, opacity=0.3)
        c.stroke(c.blob(0, 0, 43, wobble=0.005), p.VIOLET, 7)
        c.shine(-16, -18, 10, 5, opacity=0.7)


def sand(c: Canvas) -> None:
    """Castles, buckets and spades in the sand."""
    c.interest = 0.64
    ground = b.garden(c)
    c.solid(
        closed_curve(
            [
                (-90, c.height + 90),
                (-90, ground - 12),
                *((c.width * s / 4, ground - 18 + c.between(-7, 7)) for s in range(5)),
                (c.width + 90, ground - 12),
                (c.width + 90, c.height + 90),
            ]
        ),
        p.SAND,
        depth=4,
    )
    for _grain in range(120):
        c.dot(
            c.between(0, c.width),
            c.between(ground - 4, c.height),
            c.between(0.6, 1.3),
            p.darker(p.SAND, 0.25),
            opacity=0.5,
        )
    dark = p.darker(p.SAND, 0.08)
    for x in along(c, 2, margin=70, loose=0.1):
        y = ground + c.between(8, 22)
        c.shadow(x, y, 50, 9)
        for shift, high in ((-26, 34), (26, 34), (0, 58)):
            c.solid(
                c.slab(
                    [(x + shift - 19, y), (x + shift - 15, y - high), (x + shift + 15, y - high), (x + shift + 19, y)],
                    rounding=4,
                ),
                dark,
                depth=4,
            )
            for notch in (-10, 0, 10):
                c.solid(c.box(x + shift + notch - 3.6, y - high - 6, 7.2, 8, rounding=1.5), dark, depth=1.2)
        c.line([(x, y - 62), (x, y - 90)], p.WALNUT, 2.2)
        c.fill(c.slab([(x, y - 90), (x + 22, y - 83), (x, y - 75)], rounding=1.5), c.one_of(p.TOYS))
        c.fill(c.blob(x, y - 8, 7, 11), p.darker(dark, 0.35))
    with c.at(c.width * c.between(0.1, 0.2), ground + 44, turn=c.between(-10, 4), scale=1.1):
        c.shadow(0, 0, 36, 8)
        nature.bucket(c, c.one_of(p.TOYS), content=p.SAND)
    with c.at(c.width * c.between(0.8, 0.9), ground + 42, turn=c.between(8, 22), scale=1.1):
        nature.spade(c, c.one_of(p.TOYS))
    for x, y in [(c.between(0.3, 0.7) * c.width, c.height - c.between(6, 22)) for _shell in range(3)]:
        with c.at(x, y, turn=c.between(-60, 60)):
            nature.shell(c, c.between(18, 26), c.one_of([p.BLUSH, p.CREAM, p.MAUVE]))


def water_tray(c: Canvas) -> None:
    """Boats and ducks in a water tray."""
    c.interest = 0.6
    ground = b.garden(c) if c.chance(0.6) else b.tabletop(c)
    rim = c.one_of([p.LEAF, p.BERRY, p.VIOLET, p.HONEY, p.TEAL])
    top = ground - 30
    c.shadow(c.width / 2, c.height + 6, c.width * 0.6, 30)
    water = c.box(14, top, c.width - 28, c.height, rounding=22)
    c.solid(c.box(2, top - 12, c.width - 4, c.height, rounding=28), rim, depth=5)
    c.fill(water, c.linear(p.tone(0.86, 0.06, 215), p.tone(0.66, 0.10, 240)))
    with c.inside(water):
        for _wave in range(15):
            x, y = c.between(0, c.width), c.between(top + 14, c.height)
            c.line([(x, y), (x + 14, y - 3), (x + 28, y), (x + 42, y - 3)], p.WHITE, 1.8, opacity=0.5)
    items = along(c, 2 if c.is_tall else 3, margin=34)
    for at, x in enumerate(items):
        y = top + 44 + (at % 2) * 30
        c.fill(c.blob(x, y + 8, 44, 7), p.tone(0.55, 0.10, 250), opacity=0.35)
        with c.at(x, y, scale=c.between(0.95, 1.15), turn=c.between(-5, 5), flip=c.chance(0.5)):
            if at == 1 and c.chance(0.6):
                toys.duck(c)
            else:
                toys.boat(c, c.one_of(p.TOYS), c.one_of([p.CREAM, p.BUTTER, p.ROSE, p.SKY]))
    for x in along(c, 3, margin=30):
        y = min(top + c.between(96, 122), c.height - 14)
        with c.at(x, y, scale=0.8):
            c.one_of_calls(
                lambda: toys.duck(c),
                lambda: c.solid(c.slab([(-20, -20), (20, -20), (15, 6), (-15, 6)], rounding=5), c.one_of(p.TOYS)),
                lambda: c.solid(c.blob(0, 0, 13, 10), p.SAND),
            )


def growing(c: Canvas) -> None:
    """A raised bed with seedlings, labels and a watering can."""
    c.interest = 0.64
    ground = b.garden(c)
    top = ground - 8
    c.shadow(c.width / 2, c.height, c.width * 0.56, 24)
    c.fill(c.box(12, top - 16, c.width - 24, 60, rounding=10), p.SOIL)
    for _clod in range(50):
        c.fill(
            c.blob(c.between(20, c.width - 20), c.between(top - 12, top + 12), c.between(3, 7)),
            p.mix(p.SOIL, p.WALNUT, c.between(0, 0.6)),
        )
    for row, (y, scale) in enumerate(((top - 4, 0.8), (top + 12, 1.15))):
        for x in along(c, 5 if c.is_tall else 8, margin=34 - row * 8):
            nature.sprig(c, x, y, c.between(22, 52) * scale, c.one_of([p.LEAF, p.LIME, p.MOSS]))
    for x in along(c, 3, margin=60):
        c.solid(c.box(x - 2, top - 22, 4, 34, rounding=1), p.SAND, depth=1)
        c.solid(c.box(x - 12, top - 40, 24, 20, rounding=3), p.WHITE, depth=1.5)
        with c.at(x, top - 30):
            c.one_of_calls(
                lambda: tableware.fruit(c, c.one_of(["carrot", "strawberry", "cucumber"]), 15),
                lambda: nature.leaf(c, 15, p.LEAF, kind="round"),
            )
    for y in (top + 16, top + 42):
        c.solid(c.box(2, y, c.width - 4, 24, rounding=4), p.OAK, depth=3)
    with c.at(c.width * c.one_of_numbers(0.2, 0.78), c.height - 12, scale=1.15, flip=c.chance(0.5)):
        c.shadow(0, 0, 46, 8)
        nature.watering_can(c, c.one_of(p.TOYS))


def pots(c: Canvas) -> None:
    """Flowers and beans in pots on a sill."""
    ground = b.tabletop(c) - 6
    for x in along(c, 3 if c.is_tall else 4, margin=16):
        size = c.between(44, 58)
        y = ground + c.between(0, 12)
        c.shadow(x, y, size * 0.75, 8)
        top = y - size
        kind = c.one_of(["flower", "bean", "pansy", "sprigs"])
        if kind == "flower":
            nature.flower(c, x, top + 4, c.between(58, 96), c.one_of([p.LILAC, p.CORAL, p.BUTTER, p.ROSE, p.VIOLET]))
        elif kind == "bean":
            high = c.between(80, 120)
            c.line([(x + 8, top), (x + 8, top - high)], p.OAK, 3)
            c.line([(x + 4 + 7 * math.sin(s * 1.6), top - high * s / 8) for s in range(9)], p.LEAF, 3)
            for s in range(1, 8):
                with c.at(x + 4 + 7 * math.sin(s * 1.6), top - high * s / 8, turn=80 if s % 2 else -80):
                    c.solid(c.blob(0, -10, 6.4, 10), p.LEAF, depth=1.5)
        elif kind == "pansy":
            for dx, dy in ((-13, -8), (14, -10), (0, -28)):
                c.line([(x, top), (x + dx, top + dy)], p.MOSS, 2.5)
                with c.at(x + dx, top + dy, turn=c.between(-12, 12)):
                    nature.pansy(c, 20, c.one_of([p.VIOLET, p.LILAC, p.PLUM]))
        else:
            for dx in (-11, 0, 11):
                nature.sprig(c, x + dx, top + 2, c.between(24, 46), p.LEAF)
        with c.at(x, y):
            nature.flowerpot(c, size, c.one_of([p.CORAL, p.APRICOT, p.MAUVE, p.SAGE, p.HONEY]))
    with c.at(c.width * c.between(0.3, 0.7), c.height - 14, scale=0.7):
        nature.watering_can(c, c.one_of(p.TOYS))


def minibeasts(c: Canvas) -> None:
    """Snails, worms and ladybirds under a log."""
    c.one_of_calls(lambda: b.lawn(c), lambda: b.earth(c))
    with c.at(c.width * 0.5, c.height * c.between(0.18, 0.26), turn=c.between(-8, 8)):
        c.shadow(0, 26, c.width * 0.44, 30)
        c.solid(c.box(-c.width * 0.4, -26, c.width * 0.8, 52, rounding=16), p.BARK, depth=7)
        c.brushwork(-c.width * 0.36, -20, c.width * 0.7, 40, p.BARK, count=14, opacity=0.25)
        c.solid(c.blob(c.width * 0.4, 0, 15, 26, wobble=0.03), p.STRAW, depth=3)
        for ring_at in (0.7, 0.4):
            c.stroke(c.blob(c.width * 0.4, 0, 15 * ring_at, 26 * ring_at, wobble=0.03), p.OAK, 1.6)
        for x in (-0.25, -0.05, 0.2):
            c.solid(c.blob(c.width * x, -27, c.between(14, 26), 8, wobble=0.12), p.MOSS, depth=2)
    for x, y in spread(c, 4, 3, margin=20)[:6]:
        with c.at(x, y * 0.6 + c.height * 0.36, turn=c.between(0, 360)):
            nature.leaf(c, c.between(26, 44), c.one_of([*p.AUTUMN, p.MOSS]))
    draws: list[Callable[[], None]] = [
        lambda: nature.snail(c, c.one_of([p.CORAL, p.OAK, p.LILAC, p.HONEY])),
        lambda: nature.worm(c, c.between(56, 88)),
        lambda: nature.ladybird(c, 14),
        lambda: nature.snail(c, c.one_of([p.WALNUT, p.VIOLET])),
        lambda: nature.ladybird(c, 11),
        lambda: nature.caterpillar(c, -26, 0, p.LEAF),
    ]
    c.rng.shuffle(draws)
    places = [(0.22, 0.56), (0.56, 0.62), (0.8, 0.52), (0.34, 0.84), (0.72, 0.86)]
    for draw, (x, y) in zip(draws, places, strict=False):
        c.shadow(c.width * x, c.height * y + 3, 34, 11, strength=0.25)
        with c.at(c.width * x, c.height * y, turn=c.between(-16, 16), flip=c.chance(0.5), scale=1.2):
            draw()


def butterflies(c: Canvas) -> None:
    """Butterflies and a caterpillar on flowers."""
    ground = b.garden(c)
    for x in along(c, 5 if c.is_tall else 7, margin=-6):
        y = c.height + c.between(-20, 10)
        nature.flower(
            c, x, y, y - ground + c.between(14, 70), c.one_of([p.LILAC, p.CORAL, p.ROSE, p.VIOLET, p.BUTTER, p.WHITE])
        )
    for x, y in spread(c, 3, 2, margin=50)[:4]:
        with c.at(x, y * 0.62 + 14, turn=c.between(-40, 40), scale=c.between(0.8, 1.3)):
            nature.butterfly(c, c.one_of([p.CORAL, p.VIOLET, p.BLUE, p.HONEY, p.BERRY]))
    x = c.width * c.between(0.15, 0.5)
    c.line([(x - 20, c.height - 34), (x + 40, c.height - 32), (x + 96, c.height - 40)], p.MOSS, 7)
    nature.caterpillar(c, x, c.height - 36, p.LEAF)


SCENES = {
    "puddles": puddles,
    "leaves": leaves,
    "leaf_collection": leaf_collection,
    "sand": sand,
    "water_tray": water_tray,
    "growing": growing,
    "pots": pots,
    "minibeasts": minibeasts,
    "butterflies": butterflies,
}
