"""A copy that leaves carries words in its pixels which lead back to who saved it, and nothing beside its pixels."""

import datetime as dt
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
import pyvips

from heartsease.domain.photos import lettering, storage
from heartsease.domain.photos.intake import develop, receive
from heartsease.domain.photos.marking import as_code, mark, marked_copy, new_code
from heartsease.domain.photos.rules import Size
from heartsease.kernel.ids import new_id
from tests import pictures
from tests.bare import has_only_pixels
from tests.entries import in_pieces

DAY = dt.date(2026, 11, 25)
SHAPES = [(48, 32), (640, 480), (1920, 2560), (2560, 1920), (2560, 90), (90, 2560), (1, 1)]


def stored(picture: pyvips.Image) -> uuid.UUID:
    photo_id = new_id()
    with receive(in_pieces(pictures.jpeg(picture))) as upload:
        storage.place(develop(upload), photo_id)
    return photo_id


def copy(picture: pyvips.Image, words: str) -> pyvips.Image:
    return pyvips.Image.new_from_buffer(marked_copy(stored(picture), words), "")


def test_a_code_is_by_chance_and_reads_as_it_is_written() -> None:
    codes = {new_code() for _ in range(500)}
    assert len(codes) == 500
    assert all(as_code(code) == code and len(code) == 11 for code in codes)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("k7mq2-rxd4t", "K7MQ2-RXD4T"),
        (" K7MQ2 RXD4T ", "K7MQ2-RXD4T"),
        ("k7mq2rxd4t", "K7MQ2-RXD4T"),
        ("OIL00-11111", "01100-11111"),
        ("K7MQ2-RXD4", None),
        ("K7MQ2-RXD4TT", None),
        ("K7MQ2-RXD4U", None),
        ("K7MQ2-RXD4é", None),
        ("", None),
    ],
)
def test_a_code_is_understood_as_people_type_it(typed: str, meant: str | None) -> None:
    assert as_code(typed) == meant


def test_the_words_say_where_from_for_which_code_and_when() -> None:
    assert mark("K7MQ2-RXD4T", DAY) == "SAVED FROM HEARTSEASE FOR K7MQ2-RXD4T, 25 NOV 2026"


def test_every_letter_of_every_mark_can_be_drawn() -> None:
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    for month in range(1, 13):
        words = mark(alphabet, DAY.replace(month=month, day=1))
        assert lettering.strokes(words).count("<path") == len(words.replace(" ", ""))
        assert lettering.width_of(words) > 0
    with pytest.raises(KeyError):
        lettering.strokes("é")


@pytest.mark.parametrize(("width", "height"), SHAPES)
def test_every_shape_is_marked_readably(photo_folder: Path, width: int, height: int) -> None:
    made = copy(pictures.quarters(width, height), mark("K7MQ2-RXD4T", DAY))
    assert made.width >= width
    assert made.height >= height
    assert made.bands == 3
    left, top, long, high = letters(made)
    assert long > 450, "letters of ten pixels can be read"
    assert high >= 10
    assert top + high > made.height * 0.5
    assert left >= 5
    assert left + long <= made.width


def letters(made: pyvips.Image) -> tuple[int, int, int, int]:
    """Where something white stands: the pictures of these tests hold none."""
    dimmest = made.extract_band(0).bandrank([made.extract_band(1), made.extract_band(2)], index=0)
    left, top, width, height = (dimmest > 185).find_trim(threshold=1, background=[0])
    return left, top, width, height


def test_all_but_the_line_is_as_it_was(photo_folder: Path) -> None:
    before = pictures.scene(640, 480)
    photo_id = stored(before)
    made = pyvips.Image.new_from_buffer(marked_copy(photo_id, mark("K7MQ2-RXD4T", DAY)), "")
    master = pyvips.Image.new_from_file(str(storage.path_of(photo_id, Size.MASTER)))
    above = 440
    assert (made.width, made.height) == (640, 480)
    assert (made.crop(0, 0, 640, above) - master.crop(0, 0, 640, above)).abs().avg() < 3
    assert (made.crop(0, 460, 640, 20) - master.crop(0, 460, 640, 20)).abs().avg() > 15


def test_it_is_read_back_after_it_was_sent_on_smaller_and_worse(photo_folder: Path) -> None:
    """Of many codes the one that was drawn fits best, also when a messenger has made the picture small and coarse."""
    photo_id = stored(pictures.scene(1600, 1200))
    codes = [new_code() for _ in range(12)]
    sent = small(marked_copy(photo_id, mark(codes[7], DAY)))
    distances = [(sent - small(marked_copy(photo_id, mark(code, DAY)), quality=90)).abs().avg() for code in codes]
    assert distances.index(min(distances)) == 7
    assert sorted(distances)[1] > 1.2 * min(distances), "two codes may differ in a few letters only"


def small(data: bytes, *, quality: int = 50) -> pyvips.Image:
    made = pyvips.Image.new_from_buffer(data, "").thumbnail_image(800)
    coarse = pyvips.Image.new_from_buffer(made.jpegsave_buffer(Q=quality), "")
    return coarse.crop(0, coarse.height - 40, coarse.width, 40)


def test_the_file_holds_pixels_alone_and_nothing_is_stored(photo_folder: Path) -> None:
    photo_id = new_id()
    with receive(in_pieces(pictures.full_of_metadata())) as upload:
        storage.place(develop(upload), photo_id)
    before = everything(photo_folder)
    data = marked_copy(photo_id, mark("K7MQ2-RXD4T", DAY))
    assert everything(photo_folder) == before
    assert has_only_pixels(data)
    assert not [word for word in (*pictures.WORDS, "K7MQ2") if word.encode() in data]


def everything(folder: Path) -> set[str]:
    return {str(path) for path in folder.rglob("*")}


@pytest.mark.parametrize("spoil", ["gone", "broken"])
def test_without_a_file_there_is_no_copy(photo_folder: Path, spoil: str) -> None:
    photo_id = stored(pictures.quarters())
    path = storage.path_of(photo_id, Size.MASTER)
    change: Callable[[], object] = path.unlink if spoil == "gone" else lambda: path.write_bytes(b"\xff\xd8\xffnothing")
    change()
    with pytest.raises((OSError, pyvips.Error)):
        marked_copy(photo_id, mark("K7MQ2-RXD4T", DAY))
