"""Finished pictures: a scene or a portrait, drawn, lit and rendered as the JPEG bytes of a photograph."""

import random
from collections.abc import Callable, Mapping

import pyvips

from heartsease.cli.example.drawing import (
    backdrops,
    scenes_building,
    scenes_food,
    scenes_games,
    scenes_light,
    scenes_making,
    scenes_moving,
    scenes_outside,
    scenes_play,
    scenes_quiet,
    scenes_threads,
    scenes_weather,
)
from heartsease.cli.example.drawing.canvas import Canvas
from heartsease.cli.example.drawing.portraits import Look, portrait

SCENES: Mapping[str, Callable[[Canvas], None]] = {
    **scenes_building.SCENES,
    **scenes_food.SCENES,
    **scenes_games.SCENES,
    **scenes_light.SCENES,
    **scenes_making.SCENES,
    **scenes_moving.SCENES,
    **scenes_outside.SCENES,
    **scenes_play.SCENES,
    **scenes_quiet.SCENES,
    **scenes_threads.SCENES,
    **scenes_weather.SCENES,
}
"""Everything that can be in a picture, by name."""

_WITH_DIGITS = frozenset({"numbers"})
_TALL_SHARE = 0.3
_SCENE_PIXELS_PER_UNIT = 2.6
"""400 by 300 units become 1040 by 780 pixels: sharp on a phone, and a third less work than 1280."""
_PORTRAIT_PIXELS_PER_UNIT = 1.6
_JPEG_QUALITY = 90


def draw_scene(name: str, rng: random.Random) -> Canvas:
    """A scene by its name in ``SCENES``, as somebody would photograph it."""
    is_tall = rng.random() < _TALL_SHARE
    c = Canvas(rng, width=300 if is_tall else 400, height=400 if is_tall else 300)
    SCENES[name](c)
    backdrops.camera(c, may_mirror=name not in _WITH_DIGITS)
    backdrops.light(c)
    return c


def scene_jpeg(name: str, rng: random.Random) -> bytes:
    """``draw_scene`` as a JPEG of 1040 by 780 pixels, or upright."""
    return _jpeg(draw_scene(name, rng), _SCENE_PIXELS_PER_UNIT)


def portrait_jpeg(look: Look, rng: random.Random) -> bytes:
    """A child's portrait as a JPEG of 480 by 480 pixels."""
    return _jpeg(portrait(look, rng), _PORTRAIT_PIXELS_PER_UNIT)


def _jpeg(c: Canvas, pixels_per_unit: float) -> bytes:
    svg = c.to_svg(pixels_per_unit=pixels_per_unit)
    image = pyvips.Image.svgload_buffer(svg.encode())
    return bytes(image.flatten(background=255).jpegsave_buffer(Q=_JPEG_QUALITY, keep="none"))
