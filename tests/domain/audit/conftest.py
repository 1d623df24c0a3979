"""Files of heads of each test's own."""

from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def heads(settings: Settings, tmp_path: Path) -> list[Path]:
    """One beside the database and one on another disk."""
    settings.AUDIT_HEADS = [tmp_path / "audit-heads.log", tmp_path / "elsewhere.log"]
    return list(settings.AUDIT_HEADS)
