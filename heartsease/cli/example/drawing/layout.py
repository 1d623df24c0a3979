"""Where things go: spread without heaps, or in a ring."""

import math

from heartsease.cli.example.drawing.canvas import Canvas, Point


def spread(c: Canvas, columns: int, rows: int, *, margin: float = 30, loose: float = 0.3) -> list[Point]:
    """Places on a loosened grid over the whole picture, in random order."""
    wide, high = (c.width - 2 * margin) / columns, (c.height - 2 * margin) / rows
    places = [
        (
            margin + (column + 0.5 + c.between(-loose, loose)) * wide,
            margin + (row + 0.5 + c.between(-loose, loose)) * high,
        )
        for row in range(rows)
        for column in range(columns)
    ]
    c.rng.shuffle(places)
    return places


def ring(c: Canvas, x: float, y: float, radius: float, count: int, *, squash: float = 1.0) -> list[Point]:
    """Places around (x, y), the first at a random angle."""
    turn = c.between(0, math.tau)
    return [
        (
            x + radius * math.cos(turn + math.tau * step / count),
            y + radius * squash * math.sin(turn + math.tau * step / count),
        )
        for step in range(count)
    ]


def along(c: Canvas, count: int, *, margin: float = 40, loose: float = 0.15) -> list[float]:
    """Places from left to right."""
    wide = (c.width - 2 * margin) / count
    return [margin + (at + 0.5 + c.between(-loose, loose)) * wide for at in range(count)]
