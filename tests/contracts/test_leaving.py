"""What leaves the journal as a file: a list of more than one child only past two persons (clauses 3.7)."""

import ast
from pathlib import Path

import heartsease

WEB = Path(heartsease.__file__).parent / "web"
LEAVING = {
    ("manage/imports.py", "download_template"): "headings and one invented line",
    ("manage/exports.py", "take"): "an export that another nominated member has allowed",
    ("pictures/views.py", "_with_headers"): "one picture, shown inline",
    ("pictures/views.py", "save"): "one picture, where every family in it agrees, marked and recorded",
}


def test_every_file_that_leaves_is_known() -> None:
    """Whoever adds a download says here why one person is enough, or sends it through an export."""
    found = {
        (path.relative_to(WEB).as_posix(), function.name)
        for path in WEB.rglob("*.py")
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef)
        and any(
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and ("Content-Disposition" in node.value or "text/csv" in node.value or "application/zip" in node.value)
            for node in ast.walk(function)
        )
    }
    assert found == LEAVING.keys()
