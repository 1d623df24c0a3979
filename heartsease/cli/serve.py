"""Serving: gunicorn and a worker as two processes under one roof."""

import ipaddress
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

SHARED_MEMORY = Path("/dev/shm")  # noqa: S108
"""Where processes show that they live: on a slow disk a process that waits for it would be taken for hung."""
RESTART_PAUSE_SECONDS = 2.0
LONGEST_PAUSE_SECONDS = 60.0
REQUEST_SECONDS = 120
"""Twelve photographs from a slow line; the worker process that hangs longer is replaced."""


def is_loopback(bind: str) -> bool:
    """Whether an address like ``127.0.0.1:8000`` is reached from this machine only."""
    host = bind.rpartition(":")[0].strip("[]")
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def serve(
    *,
    bind: str,
    processes: int,
    threads: int,
    has_worker: bool,
    certificate: Path | None = None,
    key: Path | None = None,
) -> int:
    """Run the server, and a worker that is started again whenever it ends, until a signal says stop."""
    command = [
        sys.executable, "-m", "gunicorn", "heartsease.config.wsgi:application",
        "--bind", bind, "--workers", str(processes), "--threads", str(threads), "--worker-class", "gthread",
        "--timeout", str(REQUEST_SECONDS), "--graceful-timeout", "20", "--keep-alive", "5",
        "--max-requests", "5000", "--max-requests-jitter", "500",
        "--log-level", "warning", "--no-control-socket",
        "--forwarded-allow-ips", os.environ.get("HEARTSEASE_PROXY_ADDRESSES", "127.0.0.1"),
    ]  # fmt: skip
    if SHARED_MEMORY.is_dir():
        command += ["--worker-tmp-dir", str(SHARED_MEMORY)]
    if certificate is not None and key is not None:
        command += ["--certfile", str(certificate), "--keyfile", str(key)]
    return _Household(command, has_worker=has_worker).live()


class _Household:
    """The server and its worker: they start together and end together."""

    def __init__(self, server_command: list[str], *, has_worker: bool) -> None:
        self.is_ending = False
        self.server = subprocess.Popen(server_command)  # noqa: S603 - our own command
        self.has_worker = has_worker
        self.worker: subprocess.Popen[bytes] | None = None
        self.pause = RESTART_PAUSE_SECONDS
        self.next_start = 0.0

    def live(self) -> int:
        """Look after both until the server ends; its exit status."""
        signal.signal(signal.SIGTERM, self._end)
        signal.signal(signal.SIGINT, self._end)
        try:
            while self.server.poll() is None:
                if self.has_worker and not self.is_ending:
                    self._keep_worker()
                time.sleep(0.2)
        finally:
            if self.worker is not None and self.worker.poll() is None:
                self.worker.terminate()
                try:
                    self.worker.wait(timeout=20)
                except subprocess.TimeoutExpired:
                    self.worker.kill()
        return 0 if self.is_ending else self.server.returncode

    def _keep_worker(self) -> None:
        now = time.monotonic()
        if self.worker is not None and self.worker.poll() is None:
            if now > self.next_start + LONGEST_PAUSE_SECONDS:
                self.pause = RESTART_PAUSE_SECONDS
            return
        if now >= self.next_start:
            self.worker = subprocess.Popen([sys.executable, "-m", "heartsease.cli", "worker"])
            self.next_start = now + self.pause
            self.pause = min(self.pause * 2, LONGEST_PAUSE_SECONDS)

    def _end(self, _signal: int, _frame: FrameType | None) -> None:
        self.is_ending = True
        if self.server.poll() is None:
            self.server.terminate()
