import pytest
from django.conf import settings

from heartsease.domain.frameworks.pack import read_pack
from heartsease.domain.frameworks.tree import FrameworkTree
from tests.domain.frameworks.suggesting.trees import tree_of


@pytest.fixture(scope="session")
def eyfs() -> FrameworkTree:
    """The EYFS as its pack has it."""
    return tree_of(read_pack(settings.PACKS / "eyfs"))


@pytest.fixture(scope="session")
def te_whariki() -> FrameworkTree:
    """Te Whāriki as its pack has it."""
    return tree_of(read_pack(settings.PACKS / "te-whariki"))
