"""What must be refused: with a sentence, without a trace, and without harm to the next picture."""

import errno
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from heartsease.domain.photos.intake import develop, receive
from heartsease.domain.photos.rules import MOST_UPLOAD_BYTES
from heartsease.domain.photos.storage import MARKER, PhotosUnavailableError
from heartsease.kernel.errors import (
    DomainError,
    InvalidInputError,
    StorageFullError,
    TooLargeError,
    UnsupportedTypeError,
)
from scripts.bench.sound_files import with_size
from tests import pictures
from tests.domain.photos.conftest import files_of


def text() -> bytes:
    return b"Dear nursery, this is not a photo. " * 100


def cut(share: float) -> bytes:
    whole = pictures.jpeg(pictures.scene())
    return whole[: int(len(whole) * share)]


def cut_png() -> bytes:
    return pictures.png(pictures.scene())[:200_000]


def cut_interlaced_png() -> bytes:
    return pictures.png(pictures.scene(), interlace=True)[:200_000]


def cut_webp() -> bytes:
    return pictures.webp(pictures.scene())[:10_000]


def progressive_jpeg_that_claims_too_much() -> bytes:
    """59 million pixels: allowed in one pass, but not where every pass goes over all of them."""
    return with_size(pictures.jpeg(pictures.scene(64, 64), interlace=True), 7_700, 7_700)


def jpeg_of_a_scan_for_each_colour() -> bytes:
    """The same without being progressive: its first scan holds one colour of three."""
    claims = pictures.jpeg_that_claims(7_700, 7_700)
    at = claims.index(b"\xff\xda")
    return claims[:at] + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00" + claims[at + 14 :]


def interlaced_png_that_claims_too_much() -> bytes:
    deep = pictures.scene(64, 64).colourspace("rgb16")
    return with_size(pictures.png(deep, interlace=True, bitdepth=16), 7_700, 7_700)


def cut_heic() -> bytes:
    whole = pictures.heic(pictures.scene())
    return whole[: len(whole) // 2]


@pytest.mark.parametrize(
    ("make", "error", "words"),
    [
        pytest.param(text, UnsupportedTypeError, "JPEG, PNG, WebP or HEIC", id="text called .jpg"),
        pytest.param(lambda: b"", InvalidInputError, "empty", id="no bytes"),
        pytest.param(lambda: cut(0.02), InvalidInputError, "cut off", id="JPEG without pixels"),
        pytest.param(lambda: cut(0.5), InvalidInputError, "cut off", id="half a JPEG"),
        pytest.param(lambda: cut(0.99), InvalidInputError, "cut off", id="nearly a whole JPEG"),
        pytest.param(lambda: b"\xff\xd8\xff", InvalidInputError, "damaged", id="beginning of a JPEG"),
        pytest.param(cut_png, InvalidInputError, "cut off", id="half a PNG"),
        pytest.param(cut_interlaced_png, InvalidInputError, "cut off", id="half an interlaced PNG"),
        pytest.param(cut_webp, InvalidInputError, "cut off", id="half a WebP"),
        pytest.param(cut_heic, InvalidInputError, "cut off", id="half a HEIC"),
        pytest.param(pictures.png_bomb, TooLargeError, "60 million pixels", id="PNG of 30,000 x 30,000"),
        pytest.param(
            lambda: pictures.jpeg_that_claims(60_000, 60_000), TooLargeError, "60 million", id="JPEG that claims"
        ),
        pytest.param(
            lambda: pictures.jpeg_that_claims(20_001, 64), TooLargeError, "20000 along a side", id="one pixel long"
        ),
        pytest.param(progressive_jpeg_that_claims_too_much, TooLargeError, "progressive", id="passes over 59 MP"),
        pytest.param(jpeg_of_a_scan_for_each_colour, TooLargeError, "progressive", id="scan for each colour"),
        pytest.param(interlaced_png_that_claims_too_much, TooLargeError, "interlaced", id="deep interlaced PNG"),
        pytest.param(lambda: pictures.SVG, UnsupportedTypeError, "SVG", id="SVG"),
        pytest.param(lambda: pictures.moving(".gif"), UnsupportedTypeError, "GIF", id="animated GIF"),
        pytest.param(lambda: pictures.moving(".webp"), UnsupportedTypeError, "Moving", id="animated WebP"),
        pytest.param(pictures.film, UnsupportedTypeError, "Films", id="MP4"),
    ],
)
def test_is_refused_in_words_and_leaves_nothing(
    make: Callable[[], bytes], error: type[DomainError], words: str, nothing_left: Callable[[], bool]
) -> None:
    data = make()
    with pytest.raises(error) as caught:
        files_of(data)
    assert words in caught.value.sentence
    assert nothing_left()
    assert files_of(pictures.jpeg(pictures.quarters()))


def test_60_megabytes_are_refused_before_they_are_all_there(nothing_left: Callable[[], bool]) -> None:
    taken = 0

    def endless() -> Iterator[bytes]:
        nonlocal taken
        yield pictures.jpeg(pictures.quarters())
        while taken < 60:
            taken += 1
            yield bytes(1_000_000)

    with pytest.raises(TooLargeError, match="40 MB"):
        files_of_chunks(endless())
    assert taken == 40
    assert nothing_left()


def test_the_last_byte_that_is_taken() -> None:
    head = pictures.jpeg(pictures.quarters())
    exactly = [head, bytes(MOST_UPLOAD_BYTES - len(head))]
    with receive(exactly) as upload:
        assert upload.size == MOST_UPLOAD_BYTES
    with pytest.raises(TooLargeError), receive([*exactly, b"\x00"]):
        pytest.fail("one byte more was taken")


def test_a_film_is_refused_after_its_first_kilobyte() -> None:
    def one_piece() -> Iterator[bytes]:
        yield pictures.film()
        pytest.fail("more was asked for")

    with pytest.raises(UnsupportedTypeError):
        files_of_chunks(one_piece())


def test_the_largest_picture_that_is_taken() -> None:
    plain = pictures.png(pictures.quarters(20_000, 3_000))
    assert files_of(plain)


@pytest.mark.parametrize("write", [pictures.jpeg, pictures.png])
def test_24_megapixels_in_several_passes_are_taken(write: Callable[..., bytes]) -> None:
    assert files_of(write(pictures.quarters(6_000, 4_000), interlace=True))


@pytest.mark.parametrize("size", [(1, 1), (20_000, 1), (1, 20_000), (321, 1), (2561, 3)])
def test_thin_and_tiny_pictures_are_taken(size: tuple[int, int]) -> None:
    assert files_of(pictures.png(pictures.quarters(*size)))


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_disk_that_fills_up_while_bytes_come(code: int, nothing_left: Callable[[], bool]) -> None:
    def filling() -> Iterator[bytes]:
        yield pictures.jpeg(pictures.quarters())
        raise OSError(code, "full")

    with pytest.raises(StorageFullError):
        files_of_chunks(filling())
    assert nothing_left()


def test_sender_that_goes_away(nothing_left: Callable[[], bool]) -> None:
    def breaking() -> Iterator[bytes]:
        yield pictures.jpeg(pictures.quarters())
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        files_of_chunks(breaking())
    assert nothing_left()


def test_whatever_happens_afterwards_the_upload_is_gone(nothing_left: Callable[[], bool]) -> None:
    with (
        pytest.raises(ZeroDivisionError),
        receive([pictures.jpeg(pictures.quarters())]) as upload,
    ):
        assert develop(upload) is develop(upload)
        assert upload.path.exists()
        raise ZeroDivisionError
    assert nothing_left()


def test_disk_that_is_not_mounted_takes_nothing(photo_folder: Path) -> None:
    (photo_folder / MARKER).unlink()
    with pytest.raises(PhotosUnavailableError):
        files_of(pictures.jpeg(pictures.quarters()))
    assert [path.name for path in photo_folder.rglob("*")] == ["incoming"]


def files_of_chunks(chunks: Iterator[bytes]) -> None:
    with receive(chunks) as upload:
        develop(upload)
