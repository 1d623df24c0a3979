"""A photo folder of each test's own."""

from pathlib import Path

import pytest
from pytest_django import Settings

from heartsease.domain.photos import storage


@pytest.fixture(autouse=True)
def photo_folder(settings: Settings, tmp_path: Path) -> Path:
    """An empty photo folder with its marker."""
    folder = tmp_path / "photos"
    settings.PHOTO_FOLDER = folder
    storage.ensure_marker()
    return folder
