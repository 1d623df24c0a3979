"""The ``heartsease`` command as its owner types it: real processes on a data folder of their own."""

import os
import re
import socket
import stat
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

SECONDS = 60


def heartsease(data: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command to its end."""
    return subprocess.run(
        [sys.executable, "-m", "heartsease.cli", *arguments],
        env=surroundings(data, **environment),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )


def surroundings(data: Path, **more: str) -> dict[str, str]:
    """The environment of somebody who has only said where the data lies."""
    ours = {"SECRET_KEY", "DATABASE_URL", "DJANGO_SETTINGS_MODULE", "HEARTSEASE_TLS", "HEARTSEASE_DATA"}
    return {name: value for name, value in os.environ.items() if name not in ours} | {
        "HEARTSEASE_DATA": str(data),
        **more,
    }


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which a setting was founded."""
    folder = tmp_path_factory.mktemp("commands") / "data"
    made = heartsease(folder, "init", "--name", "Little Oaks", "--person", "Ann Lee", "--user-name", "ann@example.org")
    assert made.returncode == 0, made.stderr
    assert re.search(r"http://localhost:8000/sign-in/link/[\w-]{43}\n", made.stdout)
    assert "Ann Lee comes in, once" in made.stdout
    return folder


def test_init_keeps_the_secret_to_its_owner(data: Path) -> None:
    """Nobody else on the machine reads the folder or the key."""
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    assert stat.S_IMODE((data / "secret_key").stat().st_mode) == 0o600
    assert len((data / "secret_key").read_text()) >= 50


def test_check_says_that_all_is_well_and_finds_a_lost_disk(data: Path) -> None:
    """The marker file proves that the photo disk is there."""
    assert heartsease(data, "check").stdout == "Everything is as it must be.\n"
    marker = data / "photos" / ".heartsease-media"
    kept = marker.read_bytes()
    marker.unlink()
    try:
        lost = heartsease(data, "check")
        assert lost.returncode == 1
        assert lost.stderr.strip()
    finally:
        marker.write_bytes(kept)


def test_without_init_there_is_a_sentence(tmp_path: Path) -> None:
    """No default secret anywhere."""
    refused = heartsease(tmp_path / "nothing", "check")
    assert refused.returncode == 2
    assert "run 'heartsease init' first" in refused.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--bind", "0.0.0.0:8443"), "Without https"),
        (("--bind", "127.0.0.1:8443", "--certificate", "missing.pem"), "A certificate needs its key"),
        (("--bind", "127.0.0.1:8443", "--certificate", "missing.pem", "--key", "missing.pem"), "cannot be read"),
    ],
)
def test_serve_refuses_what_would_not_be_safe(data: Path, arguments: tuple[str, ...], said: str) -> None:
    """Plain http stays on this machine."""
    refused = heartsease(data, "serve", *arguments)
    assert refused.returncode == 2
    assert said in refused.stderr


def test_the_example_does_not_move_in_with_a_real_setting(data: Path) -> None:
    """A folder holds one or the other."""
    refused = heartsease(data, "demo", "--no-serve")
    assert refused.returncode == 2
    assert "holds a real setting" in refused.stderr


def test_the_example_is_not_served_elsewhere(data: Path, tmp_path: Path) -> None:
    """Its people come in by links that work on this machine only; it refuses any other address."""
    folder = tmp_path / "example"
    assert heartsease(folder, "init", "--name", "x", "--person", "x", "--user-name", "x").returncode == 0
    import sqlite3  # noqa: PLC0415 - the flag is set behind the journal's back

    with sqlite3.connect(folder / "heartsease.sqlite3") as database:
        database.execute("UPDATE setting_setting SET is_example = 1")
    refused = heartsease(folder, "serve", "--bind", "0.0.0.0:8443", HEARTSEASE_TRUSTED_PROXIES="1")
    assert refused.returncode == 2
    assert "only served on this machine" in refused.stderr
    again = heartsease(folder, "init", "--name", "y", "--person", "y", "--user-name", "y")
    assert "holds the example" in again.stderr


def test_link_lets_somebody_in_again(data: Path) -> None:
    """For the person who forgot everything; a stranger's name gives nothing."""
    made = heartsease(data, "link", "ANN@example.org", "--address", "https://journal.example.org")
    assert made.returncode == 0
    assert "https://journal.example.org/sign-in/link/" in made.stdout
    assert heartsease(data, "link", "nobody@example.org").returncode == 2


@pytest.fixture
def served(data: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """The server with its worker on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "heartsease.cli", "serve", "--bind", f"127.0.0.1:{port}", "--processes", "1"]
    with subprocess.Popen(command, env=surroundings(data, HEARTSEASE_TLS="no")) as process:
        try:
            yield process, port
        finally:
            process.terminate()
            assert process.wait(SECONDS) == 0


def test_serve_answers_and_looks_after_its_worker(served: tuple[subprocess.Popen[bytes], int]) -> None:
    """A worker that dies is started again; both end with the server."""
    process, port = served
    until = time.monotonic() + SECONDS

    def status() -> int:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in") as answer:
                return int(answer.status)
        except urllib.error.URLError:
            return 0

    while status() != 200:
        assert time.monotonic() < until
        time.sleep(0.1)

    def worker() -> int | None:
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        for child in map(int, children):
            if b"worker" in Path(f"/proc/{child}/cmdline").read_bytes().split(b"\0")[3:4]:
                return child
        return None

    while (first := worker()) is None:
        assert time.monotonic() < until
        time.sleep(0.1)
    os.kill(first, 9)
    while (second := worker()) is None or second == first:
        assert time.monotonic() < until
        time.sleep(0.1)
