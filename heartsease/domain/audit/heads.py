"""Where each chain ended on each day, written to files outside the database: a trace that was cut or written anew as a
whole, its head too, no longer fits them."""

import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from heartsease.kernel.files import append_lines

_LINE = re.compile(r"(\d{4}-\d\d-\d\d) ([0-9a-f-]{36}) (\d{1,18}) ([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Mark:
    """On ``day`` the chain of a setting (32 hexadecimal digits) ended with this number and hash; ``place`` says so."""

    day: str
    setting: str
    number: int
    hash: str
    place: str = ""


def read(path: Path) -> tuple[list[Mark], list[int]]:
    """The marks in a file, and the numbers of lines that are none. A file that is not there has none yet."""
    if not path.exists():
        return [], []
    marks, unreadable = [], []
    for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
        if found := _LINE.fullmatch(line):
            day, setting, at, digest = found.groups()
            marks.append(Mark(day, setting.replace("-", ""), int(at), digest, f"{path}:{number}"))
        elif line:
            unreadable.append(number)
    return marks, unreadable


def append(path: Path, marks: Iterable[Mark]) -> None:
    """Add marks to the end of a file."""
    lines = [f"{mark.day} {uuid.UUID(mark.setting)} {mark.number} {mark.hash}" for mark in marks]
    if lines:
        append_lines(path, lines)
