"""The real server, started as people start it, on a data folder of its own."""

import os
import select
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Self

PROJECT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-m", "heartsease.cli"]
SECONDS_TO_START = 60
SECONDS_TO_END = 30
FOREIGN = ("SECRET_KEY", "SECRET_KEY_FILE", "DATABASE_URL", "DJANGO_SETTINGS_MODULE", "DEBUG", "PYTHONWARNINGS")
"""What the tests' own settings put into the environment, and what would make it another installation."""


def environment(data: Path) -> dict[str, str]:
    """The variables of an installation in ``data`` that is reached on this machine only."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HEARTSEASE_")}
    for name in FOREIGN:
        kept.pop(name, None)
    return {**kept, "HEARTSEASE_DATA": str(data), "HEARTSEASE_TLS": "no", "PYTHONUNBUFFERED": "1"}


def run(data: Path, *arguments: str) -> str:
    """What ``heartsease`` with ``arguments`` prints."""
    done = subprocess.run(
        [*COMMAND, *arguments],
        cwd=PROJECT,
        env=environment(data),
        check=True,
        capture_output=True,
        text=True,
        timeout=120,
    )
    return done.stdout


class Server:
    """``heartsease serve`` with its worker, from entering to leaving the block, or until the tests are killed."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.log = data.parent / "server.log"
        self.port = _free_port()
        self.address = f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        with self.log.open("wb") as log:
            self.guardian = subprocess.Popen(
                [sys.executable, "-m", "tests.journeys.server", "serve", "--bind", f"127.0.0.1:{self.port}"],
                cwd=PROJECT,
                env=environment(self.data),
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        try:
            self._wait_until_it_answers()
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def words(self, since: int = 0) -> str:
        """What it has said, from the byte ``since`` on."""
        return self.log.read_bytes()[since:].decode(errors="replace")

    def _wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < deadline and self.guardian.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.address}/sign-in", timeout=5):  # noqa: S310 - this machine
                    return
            except OSError:
                time.sleep(0.05)
        raise AssertionError(f"The server did not start:\n{self.words()}")

    def _end(self) -> None:
        assert self.guardian.stdin is not None
        self.guardian.stdin.close()
        self.guardian.wait(SECONDS_TO_END)


def guard(arguments: list[str]) -> int:
    """Run ``heartsease`` until it ends or whoever started this has gone, which closes the standard input."""
    server = subprocess.Popen([*COMMAND, *arguments], stdin=subprocess.DEVNULL)
    while server.poll() is None and not select.select([sys.stdin], [], [], 0.2)[0]:
        pass
    server.terminate()
    return server.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


if __name__ == "__main__":
    sys.exit(guard(sys.argv[1:]))
