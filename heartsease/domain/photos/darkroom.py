"""The server's side of the process that decodes pictures: one for each server process, made when needed."""

import atexit
import json
import logging
import os
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import heartsease
from heartsease.domain.photos.rules import (
    MOST_WAITING_SECONDS,
    PICTURES_PER_PROCESS,
    PIPELINE_VERSION,
    PROCESS_MEMORY_BYTES,
    SECONDS_PER_PICTURE,
    Kind,
    Refusal,
)

logger = logging.getLogger(__name__)

_MODULE = "heartsease.domain.photos.developing"
_SECONDS_TO_START = 30.0
_SECONDS_TO_BEGIN = 5.0
_INHERITED = ("PATH", "LD_LIBRARY_PATH", "VIRTUAL_ENV")
"""All that it gets of the server's environment: a decoder that was taken over finds no secrets there."""


@dataclass(frozen=True, slots=True)
class Developed:
    """The finished files of one picture, flushed, in a private folder. Pixels of the master, bytes of all."""

    folder: Path
    width: int
    height: int
    stored_bytes: int
    pipeline_version: int = PIPELINE_VERSION


class RefusedError(Exception):
    """This picture is not developed, for ``refusal``."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal)
        self.refusal = refusal


class ClosedError(Exception):
    """No picture can be developed now: the process does not start, or too many wait for it."""


class _GoneError(Exception):
    """The process ended, or did not answer, before it began with the picture."""


class _Process:
    """One running process, the line to it, and how many pictures it has had."""

    def __init__(self, memory_bytes: int) -> None:
        environment = {name: os.environ[name] for name in _INHERITED if name in os.environ}
        environment |= {
            "PYTHONPATH": str(Path(heartsease.__file__).resolve().parent.parent),
            "LANG": "C.UTF-8",
            "VIPS_CONCURRENCY": "1",
            "MALLOC_ARENA_MAX": "2",
        }
        self._line, its_end = socket.socketpair()
        with its_end:
            self._popen = subprocess.Popen(  # noqa: S603  # our own interpreter and module
                [sys.executable, "-P", "-m", _MODULE, str(memory_bytes)],
                stdin=its_end.fileno(),
                stdout=its_end.fileno(),
                cwd="/",
                env=environment,
            )
        self._unread = bytearray()
        self.pictures = 0

    @property
    def pid(self) -> int:
        return self._popen.pid

    @property
    def is_running(self) -> bool:
        return self._popen.poll() is None

    def ask(self, request: dict[str, str], seconds: float) -> dict[str, Any]:
        """The answer to ``request``."""
        self.pictures += 1
        try:
            self._line.sendall(json.dumps(request).encode() + b"\n")
            self.answer(_SECONDS_TO_BEGIN)
        except (OSError, EOFError) as problem:
            raise _GoneError from problem
        return self.answer(seconds)

    def answer(self, seconds: float) -> dict[str, Any]:
        """The next line that the process sends.

        ``TimeoutError`` where none comes within ``seconds``, ``EOFError`` or another ``OSError`` where it ended.
        """
        deadline = time.monotonic() + seconds
        while b"\n" not in self._unread:
            self._line.settimeout(max(deadline - time.monotonic(), 0.001))
            part = self._line.recv(65536)
            if not part:
                raise EOFError
            self._unread += part
        text, _, self._unread = self._unread.partition(b"\n")
        answer: dict[str, Any] = json.loads(text)
        return answer

    def end(self) -> int:
        """End the process now, whatever it does; gives how it ended, negative for a signal."""
        self._popen.kill()
        self.let_go()
        return self._popen.wait()

    def let_go(self) -> None:
        """Close our end of the line."""
        self._line.close()


class Darkroom:
    """Develops pictures one at a time in a process that is replaced when it dies, hangs or grows old.

    Safe to use from many threads. A picture that ends the process is refused like any that cannot be read.
    """

    def __init__(
        self,
        *,
        seconds_per_picture: float = SECONDS_PER_PICTURE,
        pictures_per_process: int = PICTURES_PER_PROCESS,
        memory_bytes: int = PROCESS_MEMORY_BYTES,
        most_waiting_seconds: float = MOST_WAITING_SECONDS,
    ) -> None:
        self._seconds = seconds_per_picture
        self._most_waiting_seconds = most_waiting_seconds
        self._pictures_per_process = pictures_per_process
        self._memory_bytes = memory_bytes
        self._lock = threading.Lock()
        self._process: _Process | None = None

    @property
    def pid(self) -> int | None:
        """The id of the process that runs now."""
        return self._process.pid if self._process else None

    def develop(self, source: Path, folder: Path, kind: Kind) -> Developed:
        """Make every file of the picture ``source`` in the empty folder ``folder``.

        Raises ``RefusedError`` where the picture is at fault and ``ClosedError`` where the server is.
        """
        if not self._lock.acquire(timeout=self._most_waiting_seconds):
            raise ClosedError("Too many pictures are waiting.")
        try:
            request = {"source": str(source.resolve()), "folder": str(folder.resolve()), "kind": kind}
            answer = self._ask(request)
        finally:
            self._lock.release()
        if "refused" in answer:
            logger.info("A picture was refused: %s", answer)
            raise RefusedError(Refusal(answer["refused"]))
        return Developed(folder=folder, **answer)

    def close(self) -> None:
        """End the process; the next picture starts another."""
        with self._lock:
            self._end()

    def forget(self) -> None:
        """After a fork, drop the process and the lock: they are those of the server we came from."""
        self._lock = threading.Lock()
        if self._process:
            self._process.let_go()
            self._process = None

    def _ask(self, request: dict[str, str]) -> dict[str, Any]:
        try:
            try:
                return self._running().ask(request, self._seconds)
            except _GoneError:
                # It died before it saw the picture, which is not the picture's fault.
                self._end()
                return self._running().ask(request, self._seconds)
        except _GoneError as problem:
            self._end()
            raise ClosedError("The process that decodes pictures ends by itself.") from problem
        except (OSError, EOFError) as problem:
            status = self._end()
            logger.warning(
                "A %s picture ended the process that decodes (status %s): %r", request["kind"], status, problem
            )
            raise RefusedError(Refusal.UNREADABLE) from problem
        except BaseException:
            # Its answer is still to come and would be taken for that of the next picture.
            self._end()
            raise

    def _running(self) -> _Process:
        process = self._process
        if process and process.is_running and process.pictures < self._pictures_per_process:
            return process
        self._end()
        try:
            self._process = process = _Process(self._memory_bytes)
            process.answer(_SECONDS_TO_START)
        except (OSError, EOFError) as problem:
            logger.exception("The process that decodes pictures does not start.")
            raise ClosedError("The process that decodes pictures does not start.") from problem
        return process

    def _end(self) -> int | None:
        process, self._process = self._process, None
        return process.end() if process else None


darkroom = Darkroom()
atexit.register(darkroom.close)
os.register_at_fork(after_in_child=darkroom.forget)
