"""Which database the environment names."""

from pathlib import Path

import pytest

from heartsease.config import databases
from heartsease.kernel.environment import EnvironmentProblemError

UNREADABLE_PLACES = [
    "postgresql://user:pass/word@host/journal",
    "postgresql://user@host:port/journal",
    "postgresql://user@host:99999/journal",
    "postgresql://[::1/journal",
]


def test_without_an_address_it_is_a_file_in_the_data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    found = databases.from_environment(tmp_path)
    assert (found["ENGINE"], found["NAME"]) == ("django.db.backends.sqlite3", tmp_path / "heartsease.sqlite3")
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    for wanted in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=10000"):
        assert wanted in found["OPTIONS"]["init_command"]


def test_every_part_of_an_address(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nur%40se:p%2Fa%3Ass@db.example:5433/jour%20nal?sslmode=require")
    found = databases.from_environment(tmp_path)
    assert found["ENGINE"] == "django.db.backends.postgresql"
    assert (found["USER"], found["PASSWORD"]) == ("nur@se", "p/a:ss")
    assert (found["HOST"], found["PORT"], found["NAME"]) == ("db.example", "5433", "jour nal")
    assert found["OPTIONS"] == {"sslmode": "require"}


@pytest.mark.parametrize(
    ("url", "host", "port", "user"),
    [
        ("postgres:///journal", "", "", ""),
        ("postgresql://heartsease@/journal?host=/run/postgresql", "", "", "heartsease"),
        ("postgresql://[::1]:5432/journal", "::1", "5432", ""),
    ],
)
def test_parts_that_are_left_out(url: str, host: str, port: str, user: str) -> None:
    found = databases.postgresql(url)
    assert (found["HOST"], found["PORT"], found["USER"]) == (host, port, user)


def test_an_empty_address_means_sqlite(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", "")
    assert databases.from_environment(tmp_path)["ENGINE"].endswith("sqlite3")


@pytest.mark.parametrize(
    "url",
    [
        "mysql://root@localhost/journal",
        "postgresql://user@host",
        "postgresql://user@host/",
        "/var/lib/journal.sqlite3",
        *UNREADABLE_PLACES,
    ],
)
def test_an_address_that_is_none_says_how_one_looks(url: str) -> None:
    with pytest.raises(EnvironmentProblemError, match="DATABASE_URL must look like"):
        databases.postgresql(url)
