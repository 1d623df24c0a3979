"""The domain and the kernel know no HTTP and no templates. import-linter cannot look inside another package."""

import ast
from pathlib import Path

import pytest

import heartsease

PACKAGE = Path(heartsease.__file__).parent
FORBIDDEN = ("django.http", "django.shortcuts", "django.template", "django.urls", "django.views", "django_htmx")


def forbidden_imports(source: str) -> list[str]:
    """The names in ``FORBIDDEN`` that a module imports, at whatever depth."""
    names: list[str] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names += [f"{node.module}.{alias.name}" for alias in node.names]
    return [name for name in names if f"{name}.".startswith(tuple(f"{start}." for start in FORBIDDEN))]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import django.http", ["django.http"]),
        ("from django import urls", ["django.urls"]),
        ("def go():\n    from django.template.loader import get_template", ["django.template.loader.get_template"]),
        ("from django.utils.html import escape\nfrom django.db import models", []),
    ],
)
def test_a_forbidden_import_is_found(source: str, found: list[str]) -> None:
    assert forbidden_imports(source) == found


@pytest.mark.parametrize("floor", ["domain", "kernel"])
def test_no_http_and_no_templates(floor: str) -> None:
    modules = list((PACKAGE / floor).rglob("*.py"))
    assert len(modules) > 5
    offending = {path: found for path in modules if (found := forbidden_imports(path.read_text(encoding="utf-8")))}
    assert offending == {}
