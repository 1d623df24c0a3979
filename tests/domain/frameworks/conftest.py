from collections.abc import Iterator
from pathlib import Path

import pytest

from heartsease.domain.frameworks import queries
from tests.domain.frameworks.folders import PackFolder


@pytest.fixture
def folder(tmp_path: Path) -> PackFolder:
    """A small right pack."""
    return PackFolder(tmp_path)


@pytest.fixture(autouse=True)
def nothing_in_memory() -> Iterator[None]:
    """Each test undoes what it loaded, so no tree of it may stay."""
    queries.forget()
    yield
    queries.forget()
