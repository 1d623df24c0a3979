"""A sheet to draw on: soft, slightly uneven shapes that become SVG, the same for the same seed."""

import math
import random
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from heartsease.cli.example.drawing.palette import INK, PLUM, WHITE, darker, lighter

Point = tuple[float, float]
_NUMBER = re.compile(r"-?\d+\.?\d*")


class Canvas:
    """One picture in units of which the shorter side has 300. Everything drawn later lies on top."""

    def __init__(self, rng: random.Random, *, width: float = 400, height: float = 300) -> None:
        self.rng = rng
        self.width, self.height = width, height
        self.nearness = 1.0
        """How much nearer than usual the camera should come, to what lies at ``interest`` of the height."""
        self.interest = 0.5
        self._parts: list[str] = []
        self._definitions: list[str] = []
        self._sheens: dict[tuple[str, str], str] = {}

    # --- deciding -----------------------------------------------------------------------------------------

    def between(self, least: float, most: float) -> float:
        """A number from ``least`` to ``most``."""
        return self.rng.uniform(least, most)

    def one_of(self, choices: Sequence[str]) -> str:
        """One of ``choices``."""
        return self.rng.choice(choices)

    def one_of_numbers(self, *choices: float) -> float:
        """One of ``choices``."""
        return self.rng.choice(choices)

    def one_of_calls(self, *choices: Callable[[], object]) -> None:
        """Do one of ``choices``."""
        self.rng.choice(choices)()

    def some_of(self, choices: Sequence[str], count: int) -> list[str]:
        """``count`` of ``choices``, different ones as far as they go."""
        shuffled: list[str] = []
        while len(shuffled) < count:
            shuffled += self.rng.sample(list(choices), len(choices))
        return shuffled[:count]

    def chance(self, share: float) -> bool:
        """True in ``share`` of all cases."""
        return self.rng.random() < share

    @property
    def is_tall(self) -> bool:
        """Whether the picture is in portrait format."""
        return self.height > self.width

    # --- shapes: paths as text, to be filled, clipped or stroked -------------------------------------------

    def blob(
        self, x: float, y: float, rx: float, ry: float | None = None, *, wobble: float = 0.05, points: int = 9
    ) -> str:
        """An ellipse as a hand draws it."""
        ry = rx if ry is None else ry
        turn = self.between(0, math.tau)
        around = []
        for step in range(points):
            angle = turn + math.tau * step / points
            reach = 1 + self.between(-wobble, wobble)
            around.append((x + rx * reach * math.cos(angle), y + ry * reach * math.sin(angle)))
        return closed_curve(around)

    def slab(self, corners: Sequence[Point], *, rounding: float = 4, wobble: float = 0.8) -> str:
        """A polygon with rounded corners and sides that are not quite straight."""
        moved = [(x + self.between(-wobble, wobble), y + self.between(-wobble, wobble)) for x, y in corners]
        text: list[str] = []
        for at, corner in enumerate(moved):
            before, after = moved[at - 1], moved[(at + 1) % len(moved)]
            start, end = _towards(corner, before, rounding), _towards(corner, after, rounding)
            text.append(f"{'L' if text else 'M'}{_xy(start)}Q{_xy(corner)} {_xy(end)}")
        return "".join(text) + "Z"

    def box(self, x: float, y: float, width: float, height: float, *, rounding: float = 4, wobble: float = 0.8) -> str:
        """A slab with four corners; (x, y) is its upper left one."""
        return self.slab(
            [(x, y), (x + width, y), (x + width, y + height), (x, y + height)], rounding=rounding, wobble=wobble
        )

    # --- putting paint on ---------------------------------------------------------------------------------

    def add(self, text: str) -> None:
        """Raw SVG."""
        self._parts.append(text)

    def fill(self, path: str, colour: str, *, opacity: float = 1) -> None:
        """A flat shape."""
        self.add(f'<path d="{path}" fill="{colour}"{_opacity(opacity)}/>')

    def solid(self, path: str, colour: str, *, depth: float = 4, shade: float = 0.16, shine: float = 0.22) -> None:
        """A shape with a lit and a shaded side: light comes from the upper left. ``depth`` in units.

        The lit side is the same shape a little smaller, in the upper left of the shaded one: clipping would
        look the same and takes librsvg five times as long.
        """
        left, top, right, bottom = bounds(path)
        across, down = (max(1 - depth / max(length, 1), 0.55) for length in (right - left, bottom - top))
        self.add(f'<path d="{path}" fill="{darker(colour, shade)}"/>')
        self.add(
            f'<path d="{path}" fill="{self._sheen(lighter(colour, shine), colour)}" transform="matrix({across:.3f} 0 0'
            f' {down:.3f} {left * (1 - across):.2f} {top * (1 - down):.2f})"/>'
        )

    def line(self, points: Sequence[Point], colour: str, width: float = 2, *, opacity: float = 1) -> None:
        """A soft stroke through ``points``."""
        self.stroke(open_curve(points), colour, width, opacity=opacity)

    def stroke(self, path: str, colour: str, width: float = 2, *, opacity: float = 1, dash: str = "") -> None:
        """The outline of a path."""
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        self.add(
            f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width:.1f}" stroke-linecap="round"'
            f' stroke-linejoin="round"{dashes}{_opacity(opacity, "stroke")}/>'
        )

    def dot(self, x: float, y: float, radius: float, colour: str, *, opacity: float = 1) -> None:
        """A small round spot."""
        self.add(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{colour}"{_opacity(opacity)}/>')

    def shadow(self, x: float, y: float, rx: float, ry: float, *, strength: float = 0.28) -> None:
        """The soft shadow of something that stands at (x, y)."""
        paint = self.radial(PLUM, PLUM, inner_opacity=strength, outer_opacity=0)
        self.add(f'<ellipse cx="{x:.1f}" cy="{y:.1f}" rx="{rx:.1f}" ry="{ry:.1f}" fill="{paint}"/>')

    def glow(self, x: float, y: float, radius: float, colour: str, *, strength: float = 0.8) -> None:
        """Light around (x, y)."""
        paint = self.radial(colour, colour, inner_opacity=strength, outer_opacity=0)
        self.add(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{paint}"/>')

    def shine(self, x: float, y: float, rx: float, ry: float, *, turn: float = -25, opacity: float = 0.55) -> None:
        """A highlight on something glossy."""
        self.add(
            f'<ellipse cx="{x:.1f}" cy="{y:.1f}" rx="{rx:.1f}" ry="{ry:.1f}" fill="{WHITE}"'
            f' transform="rotate({turn:.0f} {x:.1f} {y:.1f})"{_opacity(opacity)}/>'
        )

    def rect(self, x: float, y: float, width: float, height: float, paint: str, *, opacity: float = 1) -> None:
        """A rectangle with sharp, straight sides, for surfaces that are larger than the picture."""
        self.add(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{paint}"'
            f"{_opacity(opacity)}/>"
        )

    def cover(self, paint: str, *, opacity: float = 1) -> None:
        """The whole sheet in one paint."""
        self.fill(f"M-60-60H{self.width + 60:.0f}V{self.height + 60:.0f}H-60Z", paint, opacity=opacity)

    def brushwork(
        self, x: float, y: float, width: float, height: float, colour: str, *, count: int = 14, opacity: float = 0.12
    ) -> None:
        """Broad strokes a little lighter and darker than ``colour``: makes a large surface look painted."""
        for _stroke in range(count):
            left, top = x + self.between(-0.1, 0.8) * width, y + self.between(0, 1) * height
            reach = self.between(0.15, 0.5) * width
            shade = lighter(colour, 0.5) if self.chance(0.5) else darker(colour, 0.25)
            self.line(
                [(left, top), (left + reach / 2, top + self.between(-4, 4)), (left + reach, top + self.between(-6, 6))],
                shade,
                self.between(5, 16),
                opacity=opacity,
            )

    # --- grouping -----------------------------------------------------------------------------------------

    @contextmanager
    def at(self, x: float, y: float, *, turn: float = 0, scale: float = 1, flip: bool = False) -> Iterator[None]:
        """Inside the block, (0, 0) is here; ``turn`` in degrees."""
        across = -scale if flip else scale
        self.add(f'<g transform="translate({x:.1f} {y:.1f}) rotate({turn:.1f}) scale({across:.3f} {scale:.3f})">')
        yield
        self.add("</g>")

    @contextmanager
    def inside(self, path: str) -> Iterator[None]:
        """Inside the block, nothing is drawn beyond ``path``."""
        clip = self.define(f'<clipPath id="@"><path d="{path}"/></clipPath>')
        self.add(f'<g clip-path="url(#{clip})">')
        yield
        self.add("</g>")

    # --- paints -------------------------------------------------------------------------------------------

    def linear(self, first: str, second: str, *, across: bool = False) -> str:
        """A paint that goes from ``first`` to ``second``, downwards or across."""
        ends = 'x2="1" y2="0"' if across else 'x2="0" y2="1"'
        name = self.define(
            f'<linearGradient id="@" x1="0" y1="0" {ends}><stop stop-color="{first}"/>'
            f'<stop offset="1" stop-color="{second}"/></linearGradient>'
        )
        return f"url(#{name})"

    def radial(
        self,
        inner: str,
        outer: str,
        *,
        inner_opacity: float = 1,
        outer_opacity: float = 1,
        x: float = 0.5,
        y: float = 0.5,
    ) -> str:
        """A paint that goes from ``inner`` outwards."""
        name = self.define(
            f'<radialGradient id="@" cx="{x}" cy="{y}" r=".5" fx="{x}" fy="{y}">'
            f'<stop stop-color="{inner}" stop-opacity="{inner_opacity}"/>'
            f'<stop offset="1" stop-color="{outer}" stop-opacity="{outer_opacity}"/></radialGradient>'
        )
        return f"url(#{name})"

    def _sheen(self, bright: str, colour: str) -> str:
        if (bright, colour) not in self._sheens:
            name = self.define(
                f'<linearGradient id="@" x1="0" y1="0" x2=".8" y2="1"><stop stop-color="{bright}"/>'
                f'<stop offset=".75" stop-color="{colour}"/></linearGradient>'
            )
            self._sheens[bright, colour] = f"url(#{name})"
        return self._sheens[bright, colour]

    def define(self, text: str) -> str:
        """Keep a definition, in which ``@`` stands for the name that is given back."""
        name = f"d{len(self._definitions)}"
        self._definitions.append(text.replace("@", name, 1))
        return name

    def look_from(self, x: float, y: float, *, zoom: float, turn: float, mirrored: bool) -> None:
        """Look at all that is drawn so far from nearer by, around (x, y), a little askew or from behind."""
        middle_x, middle_y = self.width / 2, self.height / 2
        across = -zoom if mirrored else zoom
        self._parts.insert(
            0,
            f'<g transform="translate({middle_x:.1f} {middle_y:.1f}) rotate({turn:.2f}) scale({across:.3f} {zoom:.3f})'
            f' translate({-x:.1f} {-y:.1f})">',
        )
        self._parts.append("</g>")

    def to_svg(self, *, pixels_per_unit: float) -> str:
        """The whole picture as an SVG document."""
        width, height = self.width * pixels_per_unit, self.height * pixels_per_unit
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width:.0f} {self.height:.0f}"'
            f' width="{width:.0f}" height="{height:.0f}"><rect width="100%" height="100%" fill="{INK}"/>'
            f"<defs>{''.join(self._definitions)}</defs>{''.join(self._parts)}</svg>"
        )


def bounds(path: str) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of all points named in a path of absolute pairs."""
    numbers = [float(text) for text in _NUMBER.findall(path)]
    across, down = numbers[0::2], numbers[1::2]
    return min(across), min(down), max(across), max(down)


def closed_curve(points: Sequence[Point]) -> str:
    """A smooth closed path through ``points`` (Catmull-Rom, as Bézier curves)."""
    count = len(points)
    text = [f"M{_xy(points[0])}"]
    for at in range(count):
        text.append(_bend(points[at - 1], points[at], points[(at + 1) % count], points[(at + 2) % count]))
    return "".join(text) + "Z"


def open_curve(points: Sequence[Point]) -> str:
    """A smooth path through ``points``."""
    padded = [points[0], *points, points[-1]]
    text = [f"M{_xy(points[0])}"]
    for at in range(1, len(padded) - 2):
        text.append(_bend(padded[at - 1], padded[at], padded[at + 1], padded[at + 2]))
    return "".join(text)


def arc(x: float, y: float, radius: float, start: float, end: float, *, steps: int = 8) -> list[Point]:
    """Points on a circle from ``start`` to ``end``, in degrees clockwise from the right."""
    angles = [math.radians(start + (end - start) * step / steps) for step in range(steps + 1)]
    return [(x + radius * math.cos(angle), y + radius * math.sin(angle)) for angle in angles]


def _bend(before: Point, start: Point, end: Point, after: Point) -> str:
    first = (start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6)
    second = (end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6)
    return f"C{_xy(first)} {_xy(second)} {_xy(end)}"


def _towards(corner: Point, other: Point, distance: float) -> Point:
    length = math.dist(corner, other) or 1
    share = min(distance / length, 0.5)
    return corner[0] + (other[0] - corner[0]) * share, corner[1] + (other[1] - corner[1]) * share


def _xy(point: Point) -> str:
    return f"{point[0]:.1f} {point[1]:.1f}"


def _opacity(opacity: float, part: str = "fill") -> str:
    # Not the property "opacity", which makes librsvg draw each element on a sheet of its own.
    return "" if opacity == 1 else f' {part}-opacity="{opacity:.2f}"'
