"""From the bytes that somebody sent to finished files: streamed, judged by content, developed elsewhere.

    with receive(chunks) as upload:
        develop(upload)

Everything lies in one private folder that is gone at the end of the block, whatever happens in it.
"""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from django.utils.translation import gettext as _

from heartsease.domain.photos.darkroom import ClosedError, Developed, RefusedError, darkroom
from heartsease.domain.photos.rules import (
    HEAD_BYTES,
    LONGEST_SIDE_PIXELS,
    MEGABYTE,
    MEGAPIXEL,
    MOST_PIXELS,
    MOST_UPLOAD_BYTES,
    Kind,
    Refusal,
    Unwanted,
    recognize,
)
from heartsease.domain.photos.storage import PhotosUnavailableError, incoming_folder
from heartsease.kernel.errors import DomainError, InvalidInputError, TooLargeError, UnsupportedTypeError
from heartsease.kernel.files import full_disk_error, is_full


@dataclass
class Upload:
    """What was sent, until the ``receive`` block ends. Size in bytes; SHA-256 in lower-case hexadecimal."""

    folder: Path
    path: Path
    size: int
    sha256: str
    kind: Kind
    developed: Developed | None = None


@contextmanager
def receive(chunks: Iterable[bytes]) -> Iterator[Upload]:
    """Take in a file in pieces.

    ``InvalidInputError`` (empty), ``UnsupportedTypeError``, ``TooLargeError``, ``StorageFullError`` or
    ``PhotosUnavailableError``, each as soon as it is certain and with nothing left behind.
    """
    with incoming_folder() as folder:
        yield _take_in(chunks, folder)


def develop(upload: Upload) -> Developed:
    """Make the finished files of ``upload``, once: a second call gives the same.

    Takes from a tenth of a second to ``SECONDS_PER_PICTURE``: call it before a transaction, not within.
    ``InvalidInputError``, ``TooLargeError``, ``UnsupportedTypeError`` where the picture cannot be taken;
    ``StorageFullError``; ``PhotosUnavailableError``.
    """
    if upload.developed is None:
        finished = upload.folder / "finished"
        finished.mkdir(exist_ok=True)
        try:
            upload.developed = darkroom.develop(upload.path, finished, upload.kind)
        except RefusedError as problem:
            raise _refusal_error(problem.refusal) from problem
        except ClosedError as problem:
            raise PhotosUnavailableError(
                _("Photos cannot be saved at the moment. Please try again in a minute.")
            ) from problem
    return upload.developed


def _take_in(chunks: Iterable[bytes], folder: Path) -> Upload:
    path = folder / "upload"
    digest = hashlib.sha256()
    head = b""
    size = 0
    try:
        with path.open("xb") as file:
            for chunk in chunks:
                size += len(chunk)
                if size > MOST_UPLOAD_BYTES:
                    raise _too_many_bytes_error()
                if len(head) < HEAD_BYTES:
                    head += chunk[: HEAD_BYTES - len(head)]
                    if len(head) == HEAD_BYTES:
                        _known_kind(head)
                digest.update(chunk)
                file.write(chunk)
    except OSError as problem:
        if is_full(problem):
            raise full_disk_error() from problem
        raise
    if not size:
        raise InvalidInputError(_("This file is empty. Please choose the photo again."))
    return Upload(folder=folder, path=path, size=size, sha256=digest.hexdigest(), kind=_known_kind(head))


def _known_kind(head: bytes) -> Kind:
    kind = recognize(head)
    if isinstance(kind, Unwanted):
        _refuse_kind(kind)
    return kind


def _refuse_kind(kind: Unwanted) -> NoReturn:
    match kind:
        case Unwanted.GIF:
            sentence = _("GIF pictures are not taken. Please send the photo as a JPEG or PNG.")
        case Unwanted.SVG:
            sentence = _("SVG drawings are not taken. Please save the drawing as a PNG or JPEG picture and send that.")
        case Unwanted.FILM:
            sentence = _("Films and live photos are not taken. Please send a still photo.")
        case Unwanted.OTHER:
            sentence = _("This is not a photo of a kind that is taken. Please send a JPEG, PNG, WebP or HEIC picture.")
    raise UnsupportedTypeError(sentence)


def _too_many_bytes_error() -> TooLargeError:
    return TooLargeError(
        _("This photo is larger than %(limit)d MB. Please send a smaller one.")
        % {"limit": MOST_UPLOAD_BYTES // MEGABYTE}
    )


def _refusal_error(refusal: Refusal) -> DomainError:
    match refusal:
        case Refusal.TOO_MANY_PIXELS:
            return TooLargeError(
                _(
                    "This picture is too big: at most %(megapixels)d million pixels, and %(side)d along a"
                    " side, are taken. Please make it smaller and send it again."
                )
                % {"megapixels": MOST_PIXELS // MEGAPIXEL, "side": LONGEST_SIDE_PIXELS}
            )
        case Refusal.TOO_MUCH_AT_ONCE:
            return TooLargeError(
                _(
                    "This picture is too big for the way it was saved (progressive or interlaced)."
                    " Please save it in the plain way or make it smaller, and send it again."
                )
            )
        case Refusal.MOVING:
            return UnsupportedTypeError(_("Moving pictures are not taken. Please send a still photo."))
        case Refusal.DISK_FULL:
            return full_disk_error()
        case Refusal.UNREADABLE:
            return InvalidInputError(
                _(
                    "This picture is damaged or was cut off on its way, so it was not saved."
                    " Please send it again or take another."
                )
            )
