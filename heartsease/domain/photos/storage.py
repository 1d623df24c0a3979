"""Where the files of photos lie: ``ab/cd/<photo>/<rendition>`` in the photo folder, named after nobody.

Every byte of a picture is read through ``open_rendition`` or handed to the front server by
``rendition_path``; whether a reader may have it was decided before (``journal.queries.picture``).
"""

import shutil
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _

from heartsease.domain.photos.darkroom import Developed
from heartsease.domain.photos.rules import PIPELINE_VERSION, Size, rendition_name
from heartsease.kernel.errors import DomainError
from heartsease.kernel.files import flush_folder, full_disk_error, is_full
from heartsease.kernel.ids import parse_id

MARKER = ".heartsease-media"
_INCOMING = "incoming"
_FOLDER_MODE = 0o750
_FILE_MODE = 0o640
"""The front server may be admitted by its group; nobody else reads photos beside the journal."""
_NOTHING_COVERED: frozenset[uuid.UUID] = frozenset()


class PhotosUnavailableError(DomainError):
    """The photo folder or the process that decodes is not there now; nothing was stored."""

    status = 503


def ensure_marker() -> None:
    """Make the photo folder and the file that proves it is the right one. Only for setting up."""
    root = _root()
    root.mkdir(mode=_FOLDER_MODE, parents=True, exist_ok=True)
    (root / _INCOMING).mkdir(mode=0o700, exist_ok=True)
    marker = root / MARKER
    if not marker.exists():
        marker.write_text("Heartsease keeps photographs here. Without this file it stores none.\n", encoding="utf-8")
        flush_folder(root)


def check_marker() -> None:
    """Refuse (``PhotosUnavailableError``) where the photo folder is not the one that was set up.

    An unmounted disk leaves an empty folder; photos written there would vanish when the disk comes back.
    """
    if not (_root() / MARKER).is_file():
        raise PhotosUnavailableError(
            _(
                "The disk with the photos is not connected, so no photo can be saved."
                " Please tell the person who looks after it."
            )
        )


@contextmanager
def incoming_folder() -> Iterator[Path]:
    """A private folder on the photo disk that is gone with all it holds when the block ends."""
    check_marker()
    incoming = _root() / _INCOMING
    try:
        incoming.mkdir(mode=0o700, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix="upload-", dir=incoming))
    except OSError as problem:
        if is_full(problem):
            raise full_disk_error() from problem
        raise
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def place(developed: Developed, photo_id: uuid.UUID) -> None:
    """Move finished files to where ``photo_id`` is read from: all of them or none, durably.

    ``FileExistsError`` where the photo has files; ``StorageFullError``; ``PhotosUnavailableError``.
    """
    check_marker()
    target = _folder(photo_id)
    if target.exists():
        raise FileExistsError(target)
    is_moved = False
    try:
        for file in developed.folder.iterdir():
            file.chmod(_FILE_MODE)
        developed.folder.chmod(_FOLDER_MODE)
        # The files themselves were flushed by the process that wrote them.
        flush_folder(developed.folder)
        _make_durable(target.parent)
        developed.folder.rename(target)
        is_moved = True
        flush_folder(target.parent)
    except OSError as problem:
        if is_moved:
            destroy(photo_id)
        if is_full(problem):
            raise full_disk_error() from problem
        raise


def rendition_path(
    photo_id: uuid.UUID,
    size: Size,
    covered: frozenset[uuid.UUID] = _NOTHING_COVERED,
    *,
    pipeline_version: int = PIPELINE_VERSION,
) -> str:
    """The file's path inside the photo folder, for ``X-Accel-Redirect``. It may not exist."""
    folder = _folder(photo_id).relative_to(_root())
    return (folder / rendition_name(size, covered, pipeline_version)).as_posix()


def path_of(photo_id: uuid.UUID, size: Size) -> Path:
    """Where the file of ``size`` lies, with nothing painted over: for looking at it, never for sending it."""
    return _root() / rendition_path(photo_id, size)


def has_renditions(photo_id: uuid.UUID, covered: frozenset[uuid.UUID]) -> bool:
    """Whether every size with the regions ``covered`` painted over is there."""
    return all((_root() / rendition_path(photo_id, size, covered)).exists() for size in Size)


def add(folder: Path, photo_id: uuid.UUID) -> None:
    """Move more finished files to those of a photo, durably. ``FileNotFoundError`` where it has none any more."""
    check_marker()
    target = _folder(photo_id)
    for file in folder.iterdir():
        file.chmod(_FILE_MODE)
        file.replace(target / file.name)
    flush_folder(target)


def drop_covered(photo_id: uuid.UUID) -> None:
    """Remove every file of the photo in which something is painted over; what a reader may have is made again."""
    check_marker()
    target = _folder(photo_id)
    plain = {rendition_name(size) for size in Size}
    if not target.exists():
        return
    for file in target.iterdir():
        if file.name not in plain:
            file.unlink(missing_ok=True)
    flush_folder(target)


def open_rendition(
    photo_id: uuid.UUID,
    size: Size,
    covered: frozenset[uuid.UUID] = _NOTHING_COVERED,
    *,
    pipeline_version: int = PIPELINE_VERSION,
) -> BinaryIO | None:
    """The file, open for reading, or None where there is none: never a larger or clearer one in its stead."""
    path = _root() / rendition_path(photo_id, size, covered, pipeline_version=pipeline_version)
    try:
        return path.open("rb")
    except FileNotFoundError:
        return None


def destroy(photo_id: uuid.UUID) -> None:
    """Remove every file of the photo. What is gone already is no error; a disk that is not there is one."""
    check_marker()
    target = _folder(photo_id)
    if not target.exists():
        return
    incoming = _root() / _INCOMING
    incoming.mkdir(mode=0o700, exist_ok=True)
    doomed = incoming / f"doomed-{uuid.uuid4().hex}"
    # All at once, so that no reader ever finds half of a photo.
    target.rename(doomed)
    flush_folder(target.parent)
    shutil.rmtree(doomed)


def sweep_incoming(*, older_than_seconds: float) -> int:
    """Remove what interrupted uploads left in ``incoming``; gives how many entries went."""
    check_marker()
    before = time.time() - older_than_seconds
    swept = 0
    for entry in (_root() / _INCOMING).iterdir():
        if entry.stat().st_mtime < before:
            shutil.rmtree(entry, ignore_errors=True)
            swept += 1
    return swept


def stored_photos() -> Iterator[tuple[uuid.UUID, float]]:
    """Every photo that has a folder, and when that folder was made, in seconds since 1970."""
    check_marker()
    for folder in _root().glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*"):
        photo_id = parse_id(folder.name)
        if photo_id is not None and folder == _folder(photo_id):
            yield photo_id, folder.stat().st_mtime


def _root() -> Path:
    return Path(settings.PHOTO_FOLDER)


def _folder(photo_id: uuid.UUID) -> Path:
    # The last digits: the first of a UUIDv7 are its time, and would put a whole month into one folder.
    return _root() / photo_id.hex[-4:-2] / photo_id.hex[-2:] / str(photo_id)


def _make_durable(folder: Path) -> None:
    """Make ``folder`` below the photo folder, each new level on the disk before the next."""
    missing = [level for level in (folder.parent, folder) if not level.exists()]
    for level in missing:
        level.mkdir(mode=_FOLDER_MODE, exist_ok=True)
        flush_folder(level.parent)
