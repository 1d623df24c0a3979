"""Files that survive a power cut: written beside their place, flushed to the disk, then renamed."""

import errno
import os
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
