"""Photographs that cannot be taken: a sentence each, no 5xx of ours, nothing half written, and the next one works."""

import errno
import io
import shutil
import subprocess
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from heartsease.domain.audit.models import AuditEvent
from heartsease.domain.audit.rules import Event
from heartsease.domain.journal.models import Observation, ObservationPhoto
from heartsease.domain.photos.models import Photo
from heartsease.domain.photos.storage import MARKER
from heartsease.kernel.ids import new_id
from tests import pictures
from tests.cast import House
from tests.entries import drafted, photo_bytes, submitted
from tests.pages import Response
from tests.web.staff.sending import JSON, put_photo, sentence_of

MEGABYTE = 1_000_000


@pytest.fixture
def draft(house: House) -> Observation:
    """A draft of Priya's about Amara."""
    return drafted(house, "Priya", "Amara")


@pytest.fixture
def priya(house: House) -> Client:
    """Priya's tablet."""
    return house.client("Priya")


@pytest.fixture
def is_untouched(draft: Observation, nothing_left: Callable[[], bool]) -> Callable[[], bool]:
    """Whether neither rows nor files nor the trace say that a photograph was stored."""

    def look() -> bool:
        rows = Photo.objects.exists() or ObservationPhoto.objects.exists()
        traced = AuditEvent.objects.filter(event=Event.PHOTO_ADDED).exists()
        return not rows and not traced and nothing_left()

    return look


@pytest.mark.parametrize(
    ("make", "status", "words"),
    [
        pytest.param(lambda: b"Dear nursery, no photo here. " * 99, 415, "JPEG, PNG, WebP or HEIC", id="text"),
        pytest.param(lambda: b"", 422, "empty", id="no bytes"),
        pytest.param(lambda: pictures.jpeg(pictures.scene())[:9000], 422, "cut off", id="truncated JPEG"),
        pytest.param(pictures.png_bomb, 413, "60 million pixels", id="30,000 x 30,000 PNG"),
        pytest.param(lambda: pictures.SVG, 415, "SVG", id="SVG"),
        pytest.param(lambda: pictures.moving(".gif"), 415, "GIF", id="animated GIF"),
        pytest.param(lambda: pictures.moving(".webp"), 415, "Moving", id="animated WebP"),
        pytest.param(pictures.film, 415, "Films", id="MP4"),
    ],
)
def test_a_bad_file_is_refused_in_words_and_leaves_nothing(
    draft: Observation,
    priya: Client,
    *,
    make: Callable[[], bytes],
    status: int,
    words: str,
    is_untouched: Callable[[], bool],
) -> None:
    refused = put_photo(priya, draft.pk, make())
    assert refused.status_code == status
    assert words in sentence_of(refused)
    assert is_untouched()
    assert put_photo(priya, draft.pk, photo_bytes(1)).status_code == 201


def test_a_heic_is_taken(draft: Observation, priya: Client) -> None:
    answer = put_photo(priya, draft.pk, pictures.heic(pictures.quarters()))
    assert answer.status_code == 201
    assert (answer.json()["width"], answer.json()["height"]) == (480, 320)
    assert priya.get(answer.json()["small_url"]).status_code == 200


class Body:
    """A request's body that is made while it is read; counts what was asked for."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self.pieces = pieces
        self.taken = 0
        self.rest = b""

    def read(self, size: int = -1) -> bytes:
        while len(self.rest) < size and (piece := next(self.pieces, b"")):
            self.rest += piece
        data, self.rest = self.rest[:size], self.rest[size:]
        self.taken += len(data)
        return data

    readline = read


def put_body(client: Client, address: str, body: Body | io.BytesIO, length: int, method: str = "PUT") -> Response:
    """Send a request whose body is ``body`` and whose header promises ``length`` bytes."""
    return client.generic(
        method,
        address,
        content_type="application/octet-stream",
        headers=JSON,
        **{"CONTENT_LENGTH": str(length), "wsgi.input": body},  # type: ignore[arg-type]  # WSGI's own names
    )


def test_60_megabytes_are_refused_before_they_are_all_there(
    draft: Observation, priya: Client, is_untouched: Callable[[], bool]
) -> None:
    head = photo_bytes(1)
    pieces = iter([head, *([bytes(MEGABYTE)] * 60)])
    body = Body(pieces)
    refused = put_body(priya, f"/capture/{draft.pk}/photos/{new_id()}", body, len(head) + 60 * MEGABYTE)
    assert refused.status_code == 413
    assert "40 MB" in sentence_of(refused)
    assert body.taken < 41 * MEGABYTE
    assert is_untouched()


def test_a_photograph_that_is_cut_off_is_not_half_kept(
    draft: Observation, priya: Client, is_untouched: Callable[[], bool]
) -> None:
    whole = pictures.jpeg(pictures.scene())
    address = f"/capture/{draft.pk}/photos/{new_id()}"
    refused = put_body(priya, address, io.BytesIO(whole[: len(whole) // 2]), len(whole))
    assert refused.status_code == 422
    assert "cut off" in sentence_of(refused)
    assert is_untouched()
    assert put_body(priya, address, io.BytesIO(whole), len(whole)).status_code == 201


def test_a_connection_that_breaks_is_said_and_leaves_nothing(
    draft: Observation, priya: Client, is_untouched: Callable[[], bool]
) -> None:
    def breaking() -> Iterator[bytes]:
        yield photo_bytes(1)
        raise ConnectionResetError(errno.ECONNRESET, "reset by peer")

    refused = put_body(priya, f"/capture/{draft.pk}/photos/{new_id()}", Body(breaking()), MEGABYTE)
    assert refused.status_code == 422
    assert "did not arrive whole" in sentence_of(refused)
    assert is_untouched()


def test_of_thirteen_photographs_twelve_are_kept(draft: Observation, priya: Client, photo_folder: Path) -> None:
    answers = [put_photo(priya, draft.pk, photo_bytes(number)) for number in range(13)]
    assert [answer.status_code for answer in answers] == [201] * 12 + [409]
    assert "12 photographs" in sentence_of(answers[12])
    assert Photo.objects.count() == ObservationPhoto.objects.count() == 12
    assert len(list(photo_folder.rglob("small-*"))) == 12
    assert not list((photo_folder / "incoming").iterdir())
    first = answers[0].json()["id"]
    assert put_photo(priya, draft.pk, photo_bytes(0), uuid.UUID(first)).json()["id"] == first, "still a success"
    assert priya.delete(f"/capture/{draft.pk}/photos/{first}").status_code == 200
    assert put_photo(priya, draft.pk, photo_bytes(12)).status_code == 201


def test_the_same_id_and_the_same_bytes_are_one_photograph(draft: Observation, priya: Client) -> None:
    photo_id = new_id()
    first = put_photo(priya, draft.pk, photo_bytes(1), photo_id)
    for data, again in ((photo_bytes(1), photo_id), (photo_bytes(2), photo_id), (photo_bytes(1), new_id())):
        answer = put_photo(priya, draft.pk, data, again)
        assert (answer.status_code, answer.json()) == (201, first.json())
    assert Photo.objects.count() == 1


def test_a_photograph_goes_into_an_own_draft_only(house: House, hollies: House, draft: Observation) -> None:
    sent = submitted(house, "Priya", "Amara")
    cases = [
        ("Owen", draft.pk, 404),
        ("Sen", draft.pk, 404),
        ("Priya", new_id(), 404),
        ("Priya", sent.pk, 409),
        ("Grace", draft.pk, 403),
    ]
    for name, entry_id, status in cases:
        refused = put_photo(house.client(name), entry_id, photo_bytes(1))
        assert refused.status_code == status, name
        assert sentence_of(refused)
    assert put_photo(hollies.client("Hazel"), draft.pk, photo_bytes(1)).status_code == 404
    assert put_photo(Client(), draft.pk, photo_bytes(1)).status_code == 401
    assert not Photo.objects.exists()


def test_the_id_of_another_entrys_photograph_is_refused(house: House, draft: Observation, priya: Client) -> None:
    """Also of another setting's: the answer is the same, and neither photograph changes."""
    theirs = put_photo(house.client("Sen"), drafted(house, "Sen", "Ben").pk, photo_bytes(1))
    refused = put_photo(priya, draft.pk, photo_bytes(2), uuid.UUID(theirs.json()["id"]))
    assert refused.status_code == 409
    assert sentence_of(refused)
    assert house.client("Sen").get(theirs.json()["small_url"]).status_code == 200
    assert priya.delete(f"/capture/{draft.pk}/photos/{theirs.json()['id']}").status_code == 200
    assert house.client("Sen").get(theirs.json()["small_url"]).status_code == 200


def test_a_full_disk_while_the_bytes_come(
    draft: Observation, priya: Client, monkeypatch: pytest.MonkeyPatch, is_untouched: Callable[[], bool]
) -> None:
    opened = Path.open

    def open_full(path: Path, mode: str = "r", *more: Any, **named: Any) -> Any:
        return opened(Path("/dev/full"), "wb") if path.name == "upload" else opened(path, mode, *more, **named)

    monkeypatch.setattr(Path, "open", open_full)
    refused = put_photo(priya, draft.pk, pictures.jpeg(pictures.scene()))
    assert refused.status_code == 507
    assert "disk is full" in sentence_of(refused)
    assert is_untouched()


@pytest.fixture
def small_disk(photo_folder: Path) -> Iterator[Path]:
    """The photo folder on a disk of its own that holds 256 kB."""
    mount, unmount = shutil.which("mount"), shutil.which("umount")
    command = [mount or "mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(photo_folder)]
    if mount is None or unmount is None or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("a small disk can only be mounted by root")
    try:
        (photo_folder / MARKER).touch()
        (photo_folder / "incoming").mkdir()
        yield photo_folder
    finally:
        subprocess.run([unmount, str(photo_folder)], check=True)


@pytest.mark.parametrize("taken", [0, 60_000, 120_000, 180_000, 230_000, 258_000])
def test_a_full_disk_wherever_it_fills_up(
    draft: Observation, priya: Client, small_disk: Path, taken: int, nothing_left: Callable[[], bool]
) -> None:
    """While the bytes come, while the renditions are written, or while they are put in their place."""
    data = pictures.jpeg(pictures.scene(1600, 1200), Q=70)
    assert len(data) > 150_000
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(taken))
    refused = put_photo(priya, draft.pk, data)
    assert refused.status_code == 507
    assert "disk is full" in sentence_of(refused)
    assert not Photo.objects.exists()
    assert not ObservationPhoto.objects.exists()
    ballast.unlink()
    assert nothing_left()
    assert put_photo(priya, draft.pk, photo_bytes(1)).status_code == 201


def test_a_photo_disk_that_is_gone(draft: Observation, priya: Client, photo_folder: Path) -> None:
    (photo_folder / MARKER).unlink()
    refused = put_photo(priya, draft.pk, photo_bytes(1))
    assert refused.status_code == 503
    assert "not connected" in sentence_of(refused)
    assert not Photo.objects.exists()
    assert [path.name for path in photo_folder.rglob("*")] == ["incoming"]
