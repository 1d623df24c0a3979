"""What becomes of the pixels: upright, the right colours, the right sizes, nothing beside them."""

import uuid

import pytest
import pyvips

from heartsease.domain.photos.darkroom import darkroom
from heartsease.domain.photos.rules import Size
from tests import pictures
from tests.domain.photos.conftest import pictures_of

SOFT = ((180, 120, 120), (120, 150, 120), (110, 120, 160), (190, 180, 130))
"""Colours that ink can print, so that CMYK and back leaves them where they were."""


def is_upright(found: dict[Size, pyvips.Image]) -> bool:
    return all(pictures.is_close(pictures.corners(picture), within=12) for picture in found.values())


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("write", [pictures.jpeg, pictures.png, pictures.webp])
def test_every_orientation_is_turned_upright(write: pictures.Writer, orientation: int) -> None:
    found = pictures_of(write(pictures.turned(orientation)))
    assert is_upright(found)
    assert (found[Size.MASTER].width, found[Size.MASTER].height) == (480, 320)
    assert (found[Size.SMALL].width, found[Size.SMALL].height) == (320, 213)


@pytest.mark.parametrize("quarter_turns", range(4))
def test_heic_is_turned_as_its_own_property_says(quarter_turns: int) -> None:
    stored = pictures.quarters()
    for _ in range(quarter_turns):
        stored = stored.rot90()
    assert is_upright(pictures_of(pictures.heic(stored, quarter_turns=quarter_turns)))


def test_sizes() -> None:
    found = pictures_of(pictures.jpeg(pictures.scene(3000, 4000)))
    assert {size: (picture.width, picture.height) for size, picture in found.items()} == {
        Size.MASTER: (1920, 2560),
        Size.LARGE: (960, 1280),
        Size.SMALL: (240, 320),
    }


def test_small_pictures_are_not_blown_up() -> None:
    found = pictures_of(pictures.jpeg(pictures.quarters(500, 200)))
    assert [(picture.width, picture.height) for picture in found.values()] == [(500, 200), (500, 200), (320, 128)]


def with_profile(picture: pyvips.Image, profile: str) -> pyvips.Image:
    return picture.icc_transform(profile, intent="relative", black_point_compensation=True)


@pytest.mark.parametrize("write", [pictures.jpeg, pictures.png, pictures.webp, pictures.heic])
def test_display_p3_comes_out_as_the_same_colours(write: pictures.Writer) -> None:
    wide = with_profile(pictures.quarters(), "p3")
    assert not pictures.is_close(pictures.corners(wide)), "the stored numbers are other ones"
    assert all(pictures.is_close(pictures.corners(picture)) for picture in pictures_of(write(wide)).values())


def test_srgb_profile_changes_no_number() -> None:
    named = with_profile(pictures.quarters(), "srgb")
    plain = pictures.quarters()
    first, second = (pictures_of(pictures.png(picture))[Size.MASTER] for picture in (named, plain))
    assert (first - second).abs().max() <= 1


def test_profile_that_is_rubbish_is_left_aside() -> None:
    odd = pictures.quarters().copy()
    odd.set_type(pyvips.GValue.blob_type, "icc-profile-data", b"\x00\x00\x02\x00lcms" + uuid.uuid4().bytes * 40)
    data = pictures.with_segment(
        pictures.jpeg(pictures.quarters()), 0xE2, b"ICC_PROFILE\x00\x01\x01" + odd.get("icc-profile-data")
    )
    assert all(pictures.is_close(pictures.corners(picture)) for picture in pictures_of(data).values())


@pytest.mark.parametrize("keep", ["icc", "none"])
def test_cmyk(keep: str) -> None:
    pixels = pictures.quarter_pixels(480, 320)
    for colour, soft in zip(pictures.QUARTERS, SOFT, strict=True):
        pixels[(pixels == colour).all(axis=2)] = soft
    printed = pictures.from_pixels(pixels).icc_transform("cmyk")
    data = pictures.jpeg(printed, keep=keep)
    assert pyvips.Image.new_from_buffer(data, "").bands == 4
    # In a process that has freed nothing yet: in another, what was freed is often still there to be read.
    darkroom.close()
    master = pictures_of(data)[Size.MASTER]
    assert pictures.is_close(pictures.corners(master), SOFT, within=20)


def test_sixteen_bits() -> None:
    deep = pictures.quarters().colourspace("rgb16")
    data = pictures.png(deep, bitdepth=16)
    assert pyvips.Image.new_from_buffer(data, "").format == "ushort"
    assert is_upright(pictures_of(data))


def test_grey_becomes_three_equal_bands() -> None:
    grey = pyvips.Image.black(400, 300) + 77
    for data in (pictures.png(grey.cast("uchar")), pictures.jpeg(grey.cast("uchar"))):
        master = pictures_of(data)[Size.MASTER]
        assert master.bands == 3
        assert pictures.is_close(pictures.corners(master), ((77, 77, 77),) * 4, within=2)


@pytest.mark.parametrize("write", [pictures.png, pictures.webp, pictures.heic])
def test_transparency_becomes_white(write: pictures.Writer) -> None:
    picture = pictures.quarters()
    alpha = (pyvips.Image.xyz(picture.width, picture.height)[0] < picture.width / 2).ifthenelse(255, 0)
    found = pictures_of(write(picture.bandjoin(alpha.cast("uchar"))))
    white = (255, 255, 255)
    for made in found.values():
        assert made.bands == 3
        assert pictures.is_close(pictures.corners(made), (pictures.RED, white, pictures.BLUE, white), within=12)


def test_density_is_everybodys() -> None:
    dense = pictures.quarters().copy(xres=300 / 25.4, yres=300 / 25.4)
    assert round(pictures_of(pictures.jpeg(dense))[Size.MASTER].xres * 25.4) == 72
