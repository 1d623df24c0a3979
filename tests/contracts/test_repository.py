"""Promises about the files of this repository."""

import importlib.metadata
import json
import re
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest
import pyvips

ROOT = Path(__file__).parents[2]
MOST_LINES = 400
REGISTRIES = [
    ".".join(parts)
    for parts in [
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
        ("jsdelivr", "net"),
        ("unpkg", "com"),
        ("deb", "debian", "org"),
    ]
]


def repository_files() -> list[Path]:
    """Every file that is, or would be, committed."""
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    assert len(paths) > 50
    return [path for path in paths if path.is_file()]


def requirements(name: str) -> dict[str, list[str]]:
    """The pinned requirements (with their markers) of one list, and the hashes of each."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    entries = re.findall(r"^(\S.*?)((?:\s*\\\n\s+.*)*)$", text, flags=re.MULTILINE)
    return {entry: re.findall(r"--hash=sha256:[0-9a-f]{64}", hashes) for entry, hashes in entries}


def test_no_registry_is_named() -> None:
    """Where packages come from is the business of the machine that installs them."""
    pattern = re.compile("|".join(map(re.escape, REGISTRIES)).encode(), flags=re.IGNORECASE)
    assert [path for path in repository_files() if pattern.search(path.read_bytes())] == []


@pytest.mark.parametrize("name", ["build", "base", "dev"])
def test_every_requirement_is_pinned_by_hash(name: str) -> None:
    entries = requirements(name)
    assert entries
    assert [entry for entry, hashes in entries.items() if "==" not in entry or not hashes] == []


def test_what_is_tested_is_what_runs() -> None:
    tested = requirements("dev")
    assert [entry for entry in requirements("base") if entry not in tested] == []


def test_the_front_ends_packages_are_pinned_by_hash_and_name_no_address() -> None:
    lock = json.loads((ROOT / "frontend" / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert packages
    assert [name for name, package in packages.items() if "resolved" in package or "integrity" not in package] == []


def test_pictures_are_made_by_the_libvips_that_was_chosen() -> None:
    """Debian 12's own libvips leaves the camera's position in a rendition."""
    chosen = importlib.metadata.version("pyvips-binary").split(".")
    assert [str(pyvips.version(part)) for part in range(2)] == chosen[:2]
    assert pyvips.API_mode


def test_ci_runs_the_newcomers_command_and_nothing_else() -> None:
    shebang, *lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert shebang.startswith("#!")
    assert lines == ['exec "$(dirname "$0")/../scripts/test"']


def test_the_readme_begins_with_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    first_block = readme.split("```")[1]
    assert re.findall(r"^scripts/\w+", first_block, flags=re.MULTILINE) == ["scripts/run", "scripts/test"]


def test_no_file_is_too_long_to_read() -> None:
    too_long = [
        path
        for path in repository_files()
        if path.suffix in {".py", ".ts", ".css", ".html"}
        and "migrations" not in path.parts
        and len(path.read_text(encoding="utf-8").splitlines()) > MOST_LINES
    ]
    assert too_long == []


class InlineFinder(HTMLParser):
    """Collects what the content security policy would refuse."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        self.found += [name for name in names if name == "style" or name.startswith(("on", "hx-on"))]
        self.found += [value for _, value in attrs if value and value.strip().lower().startswith("javascript:")]
        if tag == "style" or (tag == "script" and "src" not in names):
            self.found.append(tag)


def inline_code(template: str) -> list[str]:
    """The inline code and style in a template of Django's."""
    finder = InlineFinder()
    finder.feed(re.sub(r"\{([%{#]).*?[%}#]\}", " ", template, flags=re.DOTALL))
    finder.close()
    return finder.found


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ('<p style="color: red">', ["style"]),
        ("<p {% if true %}ONCLICK=go(){% endif %}>", ["onclick"]),
        ('<button hx-on:click="go()">', ["hx-on:click"]),
        ('<a href=" javascript:go()">', [" javascript:go()"]),
        ("<script>go()</script><style>p {}</style>", ["script", "style"]),
        ('<script type="module" src="{% asset "app.js" %}"></script><svg fill="red"></svg>', []),
    ],
)
def test_inline_code_is_found(template: str, found: list[str]) -> None:
    assert inline_code(template) == found


def test_templates_hold_no_inline_code_or_style() -> None:
    pages = [path for path in repository_files() if path.is_relative_to(ROOT / "heartsease") and path.suffix == ".html"]
    assert {page: found for page in pages if (found := inline_code(page.read_text(encoding="utf-8")))} == {}
