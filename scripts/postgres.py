"""A real PostgreSQL for one run: a throw-away cluster, also as the command ``scripts/with-postgres``."""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

SECONDS_TO_START = 60
OPTIONS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_wal_size": "2GB",
    "timezone": "UTC",
}


class PostgresProblemError(Exception):
    """PostgreSQL is not installed, or did not start; the message says which."""


@contextlib.contextmanager
def throwaway_cluster() -> Iterator[str]:
    """The ``DATABASE_URL`` of an empty database whose server stops, and is deleted, at the end.

    It answers on a socket in its own folder only. Its safeguards against a power cut are off. Call it from
    the main thread: the server ends with the thread that started it.
    """
    programs = _programs()
    # Not TMPDIR: a socket's path has at most 107 bytes, and the server's user must be able to reach it.
    folder = Path(tempfile.mkdtemp(prefix="heartsease-postgres-", dir="/tmp"))
    as_owner = _as_owner(folder)
    data, log = folder / "data", folder / "log"
    settings = [word for name, value in OPTIONS.items() for word in ("-c", f"{name}={value}")]
    try:
        where: list[str | Path] = ["--pgdata", data, "--username=heartsease", "--auth=trust"]
        _finish([*as_owner, programs / "initdb", *where, "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"])
        with (
            log.open("wb") as output,
            subprocess.Popen(
                [*as_owner, programs / "postgres", "-D", data, "-k", folder, *settings],
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                process_group=0,
            ) as server,
        ):
            try:
                _wait_until_ready([programs / "pg_isready", "--quiet", "--host", folder], server, log)
                _finish([programs / "createdb", "--host", folder, "--username=heartsease", "heartsease"])
                yield f"postgresql://heartsease@/heartsease?host={folder}"
            finally:
                server.send_signal(signal.SIGQUIT)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    """The folder of the newest server programs."""
    folders = Path("/usr/lib/postgresql").glob("*/bin")
    for folder in sorted(folders, key=lambda folder: float(folder.parent.name), reverse=True):
        if (folder / "initdb").exists():
            return folder
    found = shutil.which("initdb")
    if found is None:
        raise PostgresProblemError("PostgreSQL is not installed: run scripts/setup test.")
    return Path(found).resolve().parent


def _as_owner(folder: Path) -> list[str]:
    """The start of a command that ends with this process and runs as a user whom PostgreSQL accepts."""
    command = ["setpriv", "--pdeathsig", "QUIT"]
    if os.geteuid() != 0:
        return command
    names = {entry.pw_name for entry in pwd.getpwall()}
    owner = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    os.chown(folder, owner.pw_uid, owner.pw_gid)
    return [*command, f"--reuid={owner.pw_uid}", f"--regid={owner.pw_gid}", "--clear-groups"]


def _finish(command: list[str | Path]) -> None:
    outcome = subprocess.run(command, cwd="/", capture_output=True, text=True, check=False)
    if outcome.returncode != 0:
        raise PostgresProblemError(f"PostgreSQL could not be prepared: {outcome.stderr.strip()}")


def _wait_until_ready(question: list[str | Path], server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while subprocess.run(question, cwd="/", check=False).returncode != 0:
        if server.poll() is not None or time.monotonic() > deadline:
            raise PostgresProblemError(f"PostgreSQL did not start: {log.read_text(errors='replace').strip()}")
        time.sleep(0.05)


def main(command: list[str]) -> int:
    """Runs ``command`` beside a cluster; the answer is its exit status."""
    if not command:
        print("Say which command to run: scripts/with-postgres COMMAND...", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        with (
            throwaway_cluster() as url,
            subprocess.Popen(command, env={**os.environ, "DATABASE_URL": url}) as child,
        ):
            try:
                status = child.wait()
            except KeyboardInterrupt:
                status = child.wait()  # The keyboard interrupts both; the command is tidying up.
            except SystemExit:
                child.terminate()
                raise
    except PostgresProblemError as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    return status if status >= 0 else 128 - status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
