"""A photo folder of each test's own, and what intake makes of a picture."""

from collections.abc import Callable
from pathlib import Path

import pytest
import pyvips
from pytest_django import Settings

from heartsease.domain.photos import storage
from heartsease.domain.photos.intake import develop, receive
from heartsease.domain.photos.rules import Size, rendition_name

Files = dict[Size, bytes]


@pytest.fixture(autouse=True)
def photo_folder(settings: Settings, tmp_path: Path) -> Path:
    """An empty photo folder with its marker."""
    folder = tmp_path / "photos"
    settings.PHOTO_FOLDER = folder
    storage.ensure_marker()
    return folder


@pytest.fixture
def nothing_left(photo_folder: Path) -> Callable[[], bool]:
    """Whether the photo folder is as it was before the first upload."""
    return lambda: {path.name for path in photo_folder.rglob("*")} == {storage.MARKER, "incoming"}


def files_of(data: bytes, *, piece: int = 65536) -> Files:
    """The finished files of the picture ``data``, sent in pieces."""
    pieces = (data[at : at + piece] for at in range(0, len(data), piece))
    with receive(pieces) as upload:
        folder = develop(upload).folder
        return {size: (folder / rendition_name(size)).read_bytes() for size in Size}


def pictures_of(data: bytes) -> dict[Size, pyvips.Image]:
    """The same, decoded."""
    return {size: pyvips.Image.new_from_buffer(file, "") for size, file in files_of(data).items()}
