"""Files that survive a power cut: written beside their place, flushed to the disk, then renamed."""

import errno
import os
from collections.abc import Iterable
from pathlib import Path

from django.utils.translation import gettext as _

from heartsease.kernel.errors import StorageFullError


def flush_folder(folder: Path) -> None:
    """Make the names in ``folder`` durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def flush_file(path: Path) -> None:
    """Make the bytes of ``path`` durable."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def is_full(problem: OSError) -> bool:
    """Whether ``problem`` says that the disk or the quota is used up."""
    return problem.errno in {errno.ENOSPC, errno.EDQUOT}


def full_disk_error() -> StorageFullError:
    """The error that a person sees when the disk is full."""
    return StorageFullError(
        _("The journal's disk is full, so this was not saved. Please tell the person who looks after it.")
    )


def append_lines(path: Path, lines: Iterable[str]) -> None:
    """Add ``lines`` to the end of ``path``, which only this user may read, and make them durable."""
    is_new = not path.exists()
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "a", encoding="utf-8") as file:
        file.write("".join(f"{line}\n" for line in lines))
        file.flush()
        os.fsync(handle)
    if is_new:
        flush_folder(path.parent)
