"""Real photographs, from a folder beside the checkout that is not part of it."""

from pathlib import Path

import pytest
import pyvips

from heartsease.domain.photos.rules import Size
from tests import pictures
from tests.domain.photos.conftest import files_of
from tests.domain.photos.test_metadata import is_bare

PHOTOGRAPHS = sorted(pictures.PHOTOGRAPHS.glob("*.jpg"))


@pytest.mark.skipif(
    not PHOTOGRAPHS, reason=f"there are no photographs in {pictures.PHOTOGRAPHS.name} beside the checkout"
)
@pytest.mark.parametrize("path", PHOTOGRAPHS, ids=lambda path: path.stem)
def test_photograph_is_kept_as_it_looks(path: Path) -> None:
    original = pyvips.Image.new_from_file(str(path)).autorot()
    files = files_of(path.read_bytes())
    assert is_bare(files)
    edges = {Size.MASTER: 2560, Size.LARGE: 1280, Size.SMALL: 320}
    for size, edge in edges.items():
        made = pyvips.Image.new_from_buffer(files[size], "")
        assert max(made.width, made.height) == min(edge, max(original.width, original.height))
        small = original.thumbnail_image(made.width, height=made.height, size="force").colourspace("srgb")
        if small.get_typeof("icc-profile-data"):
            small = small.icc_transform("srgb", embedded=True, intent="relative")
        assert (made - small).abs().avg() < 6
