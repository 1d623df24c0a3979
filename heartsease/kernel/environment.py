"""Typed readers of environment variables. A secret ``X`` may also come from the file named by ``X_FILE``."""

import os
from collections.abc import Collection
from pathlib import Path


class EnvironmentProblemError(Exception):
    """A variable is missing or makes no sense; the message says which and what to write instead."""


def text(name: str, default: str | None = None) -> str:
    """The value of ``name``, or of the file that ``name``_FILE names, or ``default``."""
    file_name = os.environ.get(f"{name}_FILE")
    if file_name is not None:
        try:
            return Path(file_name).read_text(encoding="utf-8").strip()
        except OSError as problem:
            raise EnvironmentProblemError(f"{name}_FILE names {file_name}, which cannot be read.") from problem
    value = os.environ.get(name, default)
    if value is None:
        raise EnvironmentProblemError(f"{name} is not set.")
    return value


def flag(name: str, *, default: bool) -> bool:
    """Whether ``name`` says yes."""
    value = os.environ.get(name)
    if value is None:
        return default
    answers = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
    try:
        return answers[value.strip().lower()]
    except KeyError:
        raise EnvironmentProblemError(f"{name} must be yes or no, not {value!r}.") from None


def choice(name: str, default: str, among: Collection[str]) -> str:
    """The word in ``name``, one of those in ``among``."""
    value = os.environ.get(name, default).strip()
    if value not in among:
        raise EnvironmentProblemError(f"{name} must be {' or '.join(among)}, not {value!r}.")
    return value


def number(name: str, default: int, *, least: int, most: int) -> int:
    """The whole number in ``name``, between ``least`` and ``most``."""
    value = os.environ.get(name)
    if value is None:
        return default
    if not value.strip().isdecimal() or not least <= int(value) <= most:
        raise EnvironmentProblemError(f"{name} must be a whole number from {least} to {most}, not {value!r}.")
    return int(value)


def words(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """The comma-separated words in ``name``."""
    value = os.environ.get(name)
    if value is None:
        return list(default)
    return [word.strip() for word in value.split(",") if word.strip()]


def secret(name: str, path: Path) -> str:
    """The secret in ``name`` or ``name``_FILE, else in the file ``path`` that the setting-up command made."""
    value = text(name, "")
    if not value and path.is_file():
        value = path.read_text(encoding="utf-8").strip()
    if not value:
        raise EnvironmentProblemError(f"{name} is not set and {path} does not exist: run 'heartsease init' first.")
    return value
