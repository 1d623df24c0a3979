"""SQLite in the data folder, or PostgreSQL where ``DATABASE_URL`` names one."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from heartsease.kernel import environment


def from_environment(data: Path) -> dict[str, Any]:
    """Django's description of the database."""
    url = environment.text("DATABASE_URL", "")
    return postgresql(url) if url else sqlite(data / "heartsease.sqlite3")


def sqlite(path: Path) -> dict[str, Any]:
    """One file. WAL lets readers go on while one writes; FULL keeps an acknowledged photo through a power cut."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 10,
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=10000;"
                " PRAGMA cache_size=-32000; PRAGMA mmap_size=134217728; PRAGMA journal_size_limit=27103364;"
            ),
        },
    }


def postgresql(url: str) -> dict[str, Any]:
    """``postgresql://user:password@host:port/name?option=value``."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise _unreadable_address() from None
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        raise _unreadable_address()
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


def _unreadable_address() -> environment.EnvironmentProblemError:
    return environment.EnvironmentProblemError(
        "DATABASE_URL must look like postgresql://user:password@host:5432/name; leave it out to use SQLite."
    )
