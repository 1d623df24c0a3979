"""What lies behind and under things: tables, floors, rooms, gardens, and the light of the hour."""

import math

from heartsease.cli.example.drawing import palette as p
from heartsease.cli.example.drawing import props_nature as nature
from heartsease.cli.example.drawing.canvas import Canvas, closed_curve
from heartsease.cli.example.drawing.layout import spread
from heartsease.cli.example.drawing.walls import far_wall


def table(c: Canvas) -> None:
    """A table seen from above: wood, paint or an oilcloth."""
    kind = c.one_of(["wood", "wood", "paint", "dots", "checks"])
    if kind == "wood":
        wood = c.one_of([p.PINE_WOOD, p.STRAW, p.OAK, p.SAND])
        _boards(c, wood, c.between(70, 120))
        return
    colour = c.one_of([p.SAGE, p.MAUVE, p.SKY, p.BLUSH, p.OAT, p.PAPER])
    c.cover(colour)
    if kind == "paint":
        c.brushwork(-20, 0, c.width, c.height, colour, count=26, opacity=0.10)
    elif kind == "dots":
        gap = c.between(24, 34)
        for row in range(-1, int(c.height / gap) + 2):
            for column in range(-1, int(c.width / gap) + 2):
                c.dot((column + (row % 2) / 2) * gap, row * gap, 3.2, p.lighter(colour, 0.6))
    else:
        gap = c.between(34, 46)
        weave = p.darker(colour, 0.14)
        for step in range(int(max(c.width, c.height) / gap) + 2):
            c.rect(step * gap, -60, gap / 2, 560, weave, opacity=0.45)
            c.rect(-60, step * gap, 560, gap / 2, weave, opacity=0.45)


def floor(c: Canvas, *, rug: bool = True) -> None:
    """Floorboards seen from above, with a rug."""
    _boards(c, c.one_of([p.PINE_WOOD, p.STRAW, p.OAK]), c.between(38, 54))
    if not rug:
        return
    colour = c.one_of([p.MAUVE, p.SAGE, p.SKY, p.ROSE, p.BUTTER, p.LILAC])
    x, y = c.width * c.between(0.42, 0.58), c.height * c.between(0.48, 0.6)
    reach = max(c.width, c.height) * c.between(0.42, 0.52)
    kind = c.one_of(["rings", "plain", "petals"])
    c.shadow(x + 4, y + 6, reach * 1.06, reach * 1.06, strength=0.3)
    if kind == "petals":
        count = 12
        for step in range(count):
            angle = math.tau * step / count
            c.solid(
                c.blob(x + reach * 0.82 * math.cos(angle), y + reach * 0.82 * math.sin(angle), reach * 0.26), colour
            )
        c.fill(c.blob(x, y, reach * 0.88, wobble=0.01), p.lighter(colour, 0.35))
        c.stroke(c.blob(x, y, reach * 0.7, wobble=0.01), colour, 3, dash="6 9")
        return
    c.solid(c.blob(x, y, reach, wobble=0.012, points=14), colour, depth=2)
    rings = 4 if kind == "rings" else 1
    for ring in range(rings):
        size = reach * (0.86 - ring * 0.2)
        paint = p.lighter(colour, 0.5) if ring % 2 == 0 else p.darker(colour, 0.1)
        c.stroke(c.blob(x, y, size, wobble=0.01, points=14), paint, 9 if kind == "rings" else 4, opacity=0.7)


def tabletop(c: Canvas) -> float:
    """A table seen from the side with a quiet room behind; gives the height at which things stand."""
    wall = c.one_of([*p.SOFT])
    c.cover(c.linear(p.lighter(wall, 0.35), wall))
    edge = c.height * c.between(0.56, 0.62)
    far_wall(c, wall, edge)
    wood = c.one_of([p.PINE_WOOD, p.STRAW, p.OAK, p.SAGE, p.MAUVE])
    c.rect(-60, edge, c.width + 120, c.height, c.linear(p.darker(wood, 0.1), p.lighter(wood, 0.3)))
    c.brushwork(-30, edge + 8, c.width * 1.1, c.height - edge, wood, count=14, opacity=0.13)
    c.line([(-20, edge), (c.width / 2, edge + 0.6), (c.width + 20, edge)], p.lighter(wood, 0.55), 2.5, opacity=0.8)
    return edge + (c.height - edge) * 0.56


def room(c: Canvas) -> float:
    """A nursery room at a child's eye level; gives the height of the floor on which things stand."""
    wall = c.one_of([*p.SOFT])
    c.cover(c.linear(p.lighter(wall, 0.4), p.lighter(wall, 0.05)))
    edge = c.height * c.between(0.58, 0.64)
    far_wall(c, wall, edge)
    wood = c.one_of([p.PINE_WOOD, p.STRAW, p.OAK])
    c.rect(-60, edge, c.width + 120, c.height, c.linear(p.darker(wood, 0.08), p.lighter(wood, 0.2)))
    middle = c.width / 2
    for step in range(-9, 10):
        c.line(
            [(middle + step * 26, edge), (middle + step * 62, c.height + 20)], p.darker(wood, 0.25), 1.2, opacity=0.35
        )
    c.rect(-60, edge - 7, c.width + 120, 8, p.WHITE, opacity=0.85)
    colour = c.one_of([p.MAUVE, p.SAGE, p.SKY, p.ROSE, p.BUTTER, p.LILAC])
    deep = (c.height - edge) * 0.62
    y = edge + (c.height - edge) * 0.56
    c.fill(c.blob(middle, y, c.width * 0.44, deep * 0.62, wobble=0.01, points=14), p.darker(colour, 0.2), opacity=0.6)
    c.fill(c.blob(middle, y - 3, c.width * 0.435, deep * 0.6, wobble=0.01, points=14), colour)
    c.stroke(c.blob(middle, y - 3, c.width * 0.39, deep * 0.5, wobble=0.008, points=14), p.lighter(colour, 0.6), 3.5)
    return y + 8


def garden(c: Canvas) -> float:
    """Outside, with sky, hedge or fence and grass; gives the height on which things stand."""
    weather = c.one_of(["fine", "fine", "soft", "golden"])
    top, low = {
        "fine": (p.tone(0.82, 0.075, 235), p.CREAM),
        "soft": (p.tone(0.88, 0.025, 250), p.CLOUD),
        "golden": (p.tone(0.90, 0.06, 75), p.tone(0.96, 0.05, 92)),
    }[weather]
    c.cover(c.linear(top, low))
    edge = c.height * c.between(0.56, 0.64)
    if weather != "soft":
        c.glow(c.width * c.between(0.1, 0.9), c.height * 0.12, 120, p.tone(0.96, 0.09, 95), strength=0.9)
    for _cloud in range(c.rng.randint(1, 3)):
        nature.cloud(c, c.width * c.between(0, 1), c.height * c.between(0.08, 0.26), c.between(0.5, 1.0))
    far = p.tone(0.80, 0.06, c.between(135, 165))
    c.fill(
        closed_curve(
            [
                (-60, edge + 30),
                (-40, edge - 34),
                *((c.width * s / 5, edge - c.between(26, 70)) for s in range(6)),
                (c.width + 50, edge - 30),
                (c.width + 60, edge + 30),
            ]
        ),
        far,
        opacity=0.8,
    )
    nature.tree(c, c.width * c.one_of_numbers(0.08, 0.9), edge + 6, c.between(0.9, 1.35))
    if c.chance(0.55):
        _fence(c, edge)
    else:
        nature.hedge(c, edge)
    green = p.tone(c.between(0.70, 0.76), 0.12, c.between(125, 140))
    c.fill(
        closed_curve(
            [
                (-80, c.height + 80),
                (-80, edge + 6),
                *((c.width * s / 4, edge + c.between(-3, 7)) for s in range(5)),
                (c.width + 80, edge + 6),
                (c.width + 80, c.height + 80),
            ]
        ),
        c.linear(p.lighter(green, 0.18), p.darker(green, 0.12)),
    )
    for _tuft in range(26):
        nature.tuft(c, c.between(0, c.width), c.between(edge + 14, c.height), p.darker(green, c.between(0.1, 0.3)))
    for _flower in range(c.rng.randint(3, 9)):
        c.dot(
            c.between(0, c.width),
            c.between(edge + 14, c.height),
            c.between(1.6, 2.6),
            c.one_of([p.WHITE, p.BUTTER, p.LILAC]),
        )
    return edge + (c.height - edge) * 0.55


def lawn(c: Canvas) -> None:
    """Grass seen from above."""
    green = p.tone(c.between(0.70, 0.77), 0.115, c.between(124, 140))
    c.cover(c.radial(p.lighter(green, 0.22), p.darker(green, 0.12), x=0.35, y=0.3))
    c.brushwork(-20, 0, c.width, c.height, green, count=26, opacity=0.10)
    for _tuft in range(95):
        nature.tuft(c, c.between(0, c.width), c.between(0, c.height), p.darker(green, c.between(0.08, 0.34)))
    for _flower in range(c.rng.randint(2, 8)):
        nature.daisy(c, c.between(10, c.width - 10), c.between(10, c.height - 10), c.between(3.2, 5))


def patio(c: Canvas, *, is_wet: bool = False) -> None:
    """Paving stones seen from above."""
    stone = p.tone(0.62 if is_wet else 0.70, 0.022, c.between(60, 300))
    c.cover(p.darker(stone, 0.28))
    size = c.between(70, 92)
    shift = c.between(0, size)
    for row in range(-1, int(c.height / size) + 2):
        for column in range(-1, int(c.width / size) + 2):
            paint = p.mix(stone, c.one_of([p.OAT, p.MAUVE, p.SAGE, p.CLOUD]), c.between(0.05, 0.25))
            left, top = column * size + (row % 2) * shift, row * size
            c.solid(c.box(left + 1.5, top + 1.5, size - 3.5, size - 3.5, rounding=6), paint, depth=1.6)
    for _grain in range(70):
        c.dot(c.between(0, c.width), c.between(0, c.height), c.between(0.5, 1.3), p.darker(stone, 0.4), opacity=0.4)


def camera(c: Canvas, *, may_mirror: bool) -> None:
    """Hold the camera like somebody who has a child on the other arm: near, and not quite level."""
    zoom = c.between(1.06, 1.22) * c.nearness
    free_x, free_y = c.width * (1 - 1 / zoom) / 2 - 6, c.height * (1 - 1 / zoom) / 2 - 6
    y = c.height * (c.interest + c.between(0, 0.06))
    c.look_from(
        c.width / 2 + c.between(-0.7, 0.7) * max(free_x, 0) / c.nearness**3,
        min(max(y, c.height / 2 - free_y), c.height / 2 + free_y),
        zoom=zoom,
        turn=c.between(-1.6, 1.6),
        mirrored=may_mirror and c.chance(0.5),
    )


def light(c: Canvas) -> None:
    """The light of the hour over the whole picture, and a little dusk in its corners."""
    warm, x = c.chance(0.7), c.one_of_numbers(0.08, 0.9)
    colour = p.tone(0.97, 0.075, 90) if warm else p.tone(0.97, 0.025, 235)
    reach = max(c.width, c.height)
    c.glow(c.width * x, c.height * c.between(-0.1, 0.15), reach * 0.7, colour, strength=c.between(0.16, 0.36))
    paint = c.radial(p.PLUM, p.PLUM, inner_opacity=0, outer_opacity=0.2)
    with c.at(c.width / 2, c.height / 2):
        c.add(f'<ellipse rx="{c.width * 0.95:.0f}" ry="{c.height * 0.95:.0f}" fill="{paint}"/>')


def _boards(c: Canvas, wood: str, size: float) -> None:
    c.cover(wood)
    turn = c.between(-5, 5)
    with c.at(c.width / 2, c.height / 2, turn=turn):
        reach = max(c.width, c.height)
        top = -reach
        while top < reach:
            paint = p.mix(wood, c.one_of([p.CREAM, p.OAK, p.HONEY, p.WALNUT]), c.between(0.02, 0.16))
            c.rect(-reach, top, 2 * reach, size - 1.4, paint)
            for _grain in range(4):
                y, x = top + c.between(4, size - 4), c.between(-reach, reach)
                c.line(
                    [(x, y), (x + 40, y + c.between(-2, 2)), (x + c.between(70, 160), y)],
                    p.darker(wood, 0.22),
                    1.1,
                    opacity=0.4,
                )
            c.line(
                [(-reach, top + size - 1), (0, top + size - 0.6), (reach, top + size - 1)],
                p.darker(wood, 0.35),
                1.3,
                opacity=0.55,
            )
            top += size


def _fence(c: Canvas, edge: float) -> None:
    colour = c.one_of([p.PINE_WOOD, p.STRAW, p.WHITE, p.SAGE])
    for y in (edge - 36, edge - 14):
        c.fill(c.box(-60, y, c.width + 120, 7, rounding=1), p.darker(colour, 0.14))
    for step in range(-1, int(c.width / 24) + 2):
        x = step * 24 + 4
        c.solid(
            c.slab(
                [(x, edge + 6), (x, edge - 48), (x + 8, edge - 58), (x + 16, edge - 48), (x + 16, edge + 6)], rounding=3
            ),
            colour,
            depth=1.8,
        )


def earth(c: Canvas) -> None:
    """Bare soil seen from above."""
    c.cover(c.radial(p.lighter(p.SOIL, 0.14), p.SOIL, x=0.4, y=0.3))
    for x, y in spread(c, 12, 9, margin=-10, loose=0.5):
        c.fill(
            c.blob(x, y, c.between(5, 14), wobble=0.15),
            p.mix(p.SOIL, c.one_of([p.WALNUT, p.BARK, p.OAK]), c.between(0.1, 0.5)),
            opacity=0.7,
        )
