"""Pictures are drawn by the program itself: the same for the same seed, and different from one another."""

import random

import pytest
import pyvips

from heartsease.cli.example.cast import CHILDREN
from heartsease.cli.example.drawing.hair import STYLES
from heartsease.cli.example.drawing.pictures import SCENES, draw_scene, portrait_jpeg, scene_jpeg
from heartsease.cli.example.drawing.portraits import Look, portrait
from heartsease.cli.example.prints import look_of


def svg(name: str, seed: int) -> str:
    return draw_scene(name, random.Random(seed)).to_svg(pixels_per_unit=0.2)


def test_there_is_much_to_see() -> None:
    assert len(SCENES) >= 25


@pytest.mark.parametrize("name", sorted(SCENES))
def test_each_scene_is_itself_again_and_never_the_same(name: str) -> None:
    drawings = [svg(name, seed) for seed in range(5)]
    assert svg(name, 3) == drawings[3]
    assert len(set(drawings)) == 5
    shapes = set()
    for drawing in drawings:
        image = pyvips.Image.svgload_buffer(drawing.encode())
        shapes.add((image.width, image.height))
        # Something is on the sheet: it is neither empty nor of one colour.
        assert image.extract_band(1).deviate() > 4
    assert shapes <= {(80, 60), (60, 80)}


def test_there_are_pictures_in_both_formats() -> None:
    shapes = [draw_scene(name, random.Random(name)).is_tall for name in SCENES]
    assert 8 < sum(shapes) < len(shapes) / 2


@pytest.mark.parametrize("name", sorted(SCENES))
def test_no_picture_depends_on_the_fonts_or_files_of_a_machine(name: str) -> None:
    drawing = svg(name, 1)
    assert "<text" not in drawing
    assert "<image" not in drawing
    assert "href" not in drawing


def test_a_scene_becomes_a_photograph() -> None:
    image = pyvips.Image.jpegload_buffer(scene_jpeg("leaves", random.Random(4)))
    assert sorted((image.width, image.height)) == [780, 1040]


@pytest.mark.parametrize("style", sorted(STYLES))
def test_every_way_of_wearing_hair_is_drawn(style: str) -> None:
    look = Look(skin="tan", hair="dark", style=style, has_glasses=True, has_freckles=True, has_hearing_aid=True)
    again = [portrait(look, random.Random(5)).to_svg(pixels_per_unit=0.5) for _time in range(2)]
    assert again[0] == again[1]
    assert pyvips.Image.svgload_buffer(again[0].encode()).width == 150


def test_every_child_has_a_portrait_of_its_own() -> None:
    looks = [look_of(child.look, months=40) for child in CHILDREN]
    drawings = {portrait(look, random.Random(number)).to_svg(pixels_per_unit=0.2) for number, look in enumerate(looks)}
    assert len(drawings) == len(CHILDREN)
    assert len({look.skin for look in looks}) >= 6
    assert {True, False} == {look.has_glasses for look in looks} == {look.has_hearing_aid for look in looks}
    image = pyvips.Image.jpegload_buffer(portrait_jpeg(looks[0], random.Random(1)))
    assert (image.width, image.height) == (480, 480)
