"""Where files lie: found again, never in part, never on the wrong disk, never under another photo's name."""

import os
import subprocess
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from heartsease.domain.photos import storage
from heartsease.domain.photos.intake import develop, receive
from heartsease.domain.photos.rules import Size
from heartsease.domain.photos.storage import MARKER, PhotosUnavailableError
from heartsease.kernel.errors import StorageFullError
from heartsease.kernel.ids import new_id
from tests import pictures

DAY = 24 * 60 * 60


def store(photo_id: uuid.UUID, data: bytes | None = None) -> None:
    with receive([data or pictures.jpeg(pictures.quarters())]) as upload:
        storage.place(develop(upload), photo_id)


def read(photo_id: uuid.UUID, size: Size) -> bytes | None:
    opened = storage.open_rendition(photo_id, size)
    if opened is None:
        return None
    with opened:
        return opened.read()


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and path.name != MARKER]


def test_what_was_placed_is_found(photo_folder: Path) -> None:
    photo_id = new_id()
    store(photo_id)
    for size, start in ((Size.MASTER, b"\xff\xd8\xff"), (Size.LARGE, b"RIFF"), (Size.SMALL, b"RIFF")):
        data = read(photo_id, size)
        assert data is not None
        assert data.startswith(start)
        path = photo_folder / storage.rendition_path(photo_id, size)
        assert path.read_bytes() == data
        assert path.stat().st_mode & 0o777 == 0o640
        assert path.parent.stat().st_mode & 0o777 == 0o750
    assert len(files_in(photo_folder)) == 3
    assert list((photo_folder / "incoming").iterdir()) == []


def test_path_is_made_of_the_id_alone() -> None:
    photo_id = uuid.UUID("0190f3a2-7b1c-7def-8123-4567890abcde")
    assert storage.rendition_path(photo_id, Size.SMALL) == f"bc/de/{photo_id}/small-1-plain.webp"


def test_missing_file_is_never_another(photo_folder: Path) -> None:
    photo_id = new_id()
    store(photo_id)
    assert storage.open_rendition(new_id(), Size.SMALL) is None
    assert storage.open_rendition(photo_id, Size.SMALL, frozenset({new_id()})) is None
    assert storage.open_rendition(photo_id, Size.SMALL, pipeline_version=2) is None
    (photo_folder / storage.rendition_path(photo_id, Size.SMALL)).unlink()
    assert storage.open_rendition(photo_id, Size.SMALL) is None
    assert read(photo_id, Size.LARGE) is not None


def test_photo_that_has_files_keeps_them() -> None:
    photo_id = new_id()
    store(photo_id)
    before = read(photo_id, Size.MASTER)
    with pytest.raises(FileExistsError):
        store(photo_id, pictures.png(pictures.scene()))
    assert read(photo_id, Size.MASTER) == before


def test_destroyed_is_gone_and_only_that(photo_folder: Path) -> None:
    first, second = new_id(), new_id()
    store(first)
    store(second)
    storage.destroy(first)
    storage.destroy(first)
    assert read(first, Size.SMALL) is None
    assert read(second, Size.SMALL) is not None
    assert len(files_in(photo_folder)) == 3


def test_without_its_marker_the_folder_is_left_alone(photo_folder: Path) -> None:
    photo_id = new_id()
    with receive([pictures.jpeg(pictures.quarters())]) as upload:
        developed = develop(upload)
        (photo_folder / MARKER).unlink()
        with pytest.raises(PhotosUnavailableError):
            storage.place(developed, photo_id)
    assert files_in(photo_folder) == []
    for act in (
        storage.check_marker,
        lambda: storage.destroy(photo_id),
        lambda: storage.sweep_incoming(older_than_seconds=0),
        lambda: list(storage.stored_photos()),
    ):
        with pytest.raises(PhotosUnavailableError):
            act()
    storage.ensure_marker()
    storage.check_marker()


def test_place_that_cannot_be_reached_leaves_nothing(photo_folder: Path) -> None:
    photo_id = new_id()
    (photo_folder / photo_id.hex[-4:-2]).write_text("not a folder", encoding="utf-8")
    with pytest.raises(NotADirectoryError):
        store(photo_id)
    assert [path.name for path in files_in(photo_folder)] == [photo_id.hex[-4:-2]]


def test_old_entries_of_incoming_are_swept(photo_folder: Path) -> None:
    incoming = photo_folder / "incoming"
    for name, age in (("upload-old", 2 * DAY), ("upload-new", 60)):
        (incoming / name).mkdir()
        (incoming / name / "upload").write_bytes(b"pixels")
        os.utime(incoming / name, (time.time() - age,) * 2)
    assert storage.sweep_incoming(older_than_seconds=DAY) == 1
    assert [path.name for path in incoming.iterdir()] == ["upload-new"]


def test_only_photos_are_listed(photo_folder: Path) -> None:
    photo_id, other = new_id(), new_id()
    store(photo_id)
    (photo_folder / "ab" / "cd" / "lost+found").mkdir(parents=True)
    (photo_folder / "00" / "00" / str(other)).mkdir(parents=True)
    assert [found for found, _since in storage.stored_photos()] == [photo_id]


@pytest.fixture
def small_disk(photo_folder: Path) -> Iterator[Path]:
    """A real disk of 400 kB under the photo folder."""
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=400k", "none", photo_folder], capture_output=True, text=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"a small disk cannot be mounted here: {mounted.stderr.strip()}")
    storage.ensure_marker()
    yield photo_folder
    subprocess.run(["umount", photo_folder], check=True)


def test_disk_too_small_for_the_upload(small_disk: Path) -> None:
    large = pictures.png(pictures.scene(), compression=0)
    assert len(large) > 500_000
    with pytest.raises(StorageFullError):
        store(new_id(), large)
    assert files_in(small_disk) == []


def test_disk_too_small_for_the_finished_files(small_disk: Path) -> None:
    photo_id = new_id()
    picture = pictures.jpeg(pictures.scene(1600, 1200), Q=60)
    filler = small_disk / "filler"
    filler.write_bytes(bytes(400_000 - len(picture) - 60_000))
    with pytest.raises(StorageFullError):
        store(photo_id, picture)
    assert files_in(small_disk) == [filler]
    filler.unlink()
    store(photo_id, pictures.jpeg(pictures.quarters()))
    assert read(photo_id, Size.SMALL) is not None
