"""Generated pages of docs/ say what the code does."""

from pathlib import Path

from heartsease.cli.docs import write_permissions
from heartsease.domain.access.permissions import ROLE_NAMES, ROLE_PERMISSIONS, Permission, Role

DOCS = Path(__file__).parents[2] / "docs"


def test_the_committed_page_of_permissions_is_the_table() -> None:
    """Write it anew with ``write_permissions`` after a change of the table."""
    assert (DOCS / "permissions.md").read_text(encoding="utf-8") == write_permissions()


def test_the_table_holds_every_right_of_every_role() -> None:
    rows = [line.strip("| ").split(" | ") for line in write_permissions().splitlines() if line.startswith("|")]
    heads = rows[0]
    assert [row[-1] for row in rows[2:]] == [f"`{permission}`" for permission in Permission]
    for role in Role:
        if role is not Role.SYSTEM:
            column = heads.index(str(ROLE_NAMES[role]))
            held = {row[-1].strip("`") for row in rows[2:] if row[column].strip() == "yes"}
            assert held == ROLE_PERMISSIONS[role]
