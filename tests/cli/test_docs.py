"""Pages of docs/ say what the code does."""

import ast
import re
from pathlib import Path

from heartsease.cli.docs import write_permissions
from heartsease.domain.access.permissions import ROLE_NAMES, ROLE_PERMISSIONS, Permission, Role
from heartsease.domain.accounts.models import Way

PROJECT = Path(__file__).parents[2]
DOCS = PROJECT / "docs"


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


def test_every_way_in_is_in_the_table_with_tests_that_are_there() -> None:
    rows = [line.strip("| ").split(" | ") for line in (DOCS / "ways-in.md").read_text(encoding="utf-8").splitlines()]
    table = [row for row in rows if len(row) > 1][2:]
    assert all(len(row) == 6 and all(row) for row in table)
    names = " ".join(row[0] for row in table).casefold()
    ways = {Way.LINK: "link"}
    assert all(ways.get(way, str(way.label).casefold()) in names for way in Way)
    for row in table:
        proofs = re.findall(r"`(tests/\S+\.py)::(\w+)`", row[5])
        assert len(proofs) == row[5].count("::") > 0, row[0]
        for path, name in proofs:
            tree = ast.parse((PROJECT / path).read_text(encoding="utf-8"))
            found = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
            assert name in found, f"{row[0]}: {path} has no {name}"
