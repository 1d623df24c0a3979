"""The process that decodes: it may die, hang, be too small or be forked away, and the next picture works."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import pyvips
from django.conf import settings

from heartsease.domain.photos.darkroom import ClosedError, Darkroom, Developed, RefusedError
from heartsease.domain.photos.rules import Kind, Refusal, Size, rendition_name
from tests import pictures


@pytest.fixture
def darkroom() -> Iterator[Darkroom]:
    """A darkroom of the test's own, in which a picture may take a second."""
    room = Darkroom(seconds_per_picture=1, most_waiting_seconds=0.2)
    yield room
    room.close()


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A file with four quarters."""
    path = tmp_path / "picture"
    path.write_bytes(pictures.jpeg(pictures.quarters()))
    return path


def develop(room: Darkroom, source: Path, kind: Kind = Kind.JPEG) -> Developed:
    folder = source.parent / f"finished-{time.monotonic_ns()}"
    folder.mkdir()
    return room.develop(source, folder, kind)


def corners_of(developed: Developed) -> list[pictures.Colour]:
    master = developed.folder / rendition_name(Size.MASTER)
    return pictures.corners(pyvips.Image.new_from_file(str(master)))


def pid_of(room: Darkroom) -> int:
    assert room.pid is not None
    return room.pid


def is_running(pid: int) -> bool:
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
    except FileNotFoundError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


def wait_until_gone(pid: int) -> None:
    deadline = time.monotonic() + 10
    while is_running(pid):
        assert time.monotonic() < deadline, f"process {pid} still runs"
        time.sleep(0.02)


def test_one_process_serves_many_pictures(darkroom: Darkroom, picture: Path) -> None:
    assert darkroom.pid is None
    first = develop(darkroom, picture)
    pid = pid_of(darkroom)
    assert (first.width, first.height) == (480, 320)
    assert first.stored_bytes == sum(file.stat().st_size for file in first.folder.iterdir())
    develop(darkroom, picture)
    assert darkroom.pid == pid


def test_it_is_replaced_before_it_grows_old(picture: Path) -> None:
    room = Darkroom(pictures_per_process=2)
    pids = []
    for _ in range(5):
        develop(room, picture)
        pids.append(pid_of(room))
    room.close()
    assert pids[0] == pids[1] != pids[2] == pids[3] != pids[4]
    assert not any(is_running(pid) for pid in pids)


def test_it_dies_between_two_pictures(darkroom: Darkroom, picture: Path) -> None:
    develop(darkroom, picture)
    pid = pid_of(darkroom)
    os.kill(pid, signal.SIGKILL)
    wait_until_gone(pid)
    assert pictures.is_close(corners_of(develop(darkroom, picture)))
    assert darkroom.pid != pid


@pytest.fixture
def endless(tmp_path: Path) -> Path:
    """A picture that never ends to come: reading it waits for a writer."""
    path = tmp_path / "endless"
    os.mkfifo(path)
    return path


def test_it_hangs_over_a_picture(darkroom: Darkroom, picture: Path, endless: Path) -> None:
    develop(darkroom, picture)
    pid = pid_of(darkroom)
    began = time.monotonic()
    with pytest.raises(RefusedError) as caught:
        develop(darkroom, endless)
    assert caught.value.refusal is Refusal.UNREADABLE
    assert 0.9 < time.monotonic() - began < 5
    assert not is_running(pid)
    assert pictures.is_close(corners_of(develop(darkroom, picture)))


def test_it_dies_over_a_picture(darkroom: Darkroom, picture: Path, endless: Path) -> None:
    develop(darkroom, picture)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(develop, darkroom, endless)
        time.sleep(0.3)
        os.kill(pid_of(darkroom), signal.SIGSEGV)
        with pytest.raises(RefusedError):
            waiting.result()
    assert pictures.is_close(corners_of(develop(darkroom, picture)))


class Interrupted(Exception):  # noqa: N818
    """What a server's worker raises in a request that it ends."""


def test_request_that_is_ended_leaves_no_answer_for_the_next(darkroom: Darkroom, endless: Path, tmp_path: Path) -> None:
    def interrupt(*_: object) -> None:
        raise Interrupted

    before = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, 0.8)
    try:
        with pytest.raises(Interrupted):
            develop(darkroom, endless)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    other = tmp_path / "other"
    other.write_bytes(pictures.png(pictures.quarters(90, 60)))
    assert develop(darkroom, other, Kind.PNG).width == 90


def test_who_waits_too_long_is_told(darkroom: Darkroom, picture: Path, endless: Path) -> None:
    develop(darkroom, picture)
    with ThreadPoolExecutor(1) as pool:
        hanging = pool.submit(develop, darkroom, endless)
        time.sleep(0.1)
        with pytest.raises(ClosedError):
            develop(darkroom, picture)
        with pytest.raises(RefusedError):
            hanging.result()


def test_picture_that_needs_too_much_memory(tmp_path: Path, picture: Path) -> None:
    room = Darkroom(memory_bytes=240_000_000)
    large = tmp_path / "large"
    large.write_bytes(pictures.png(pictures.quarters(7000, 4500).colourspace("rgb16"), interlace=True, bitdepth=16))
    with pytest.raises(RefusedError) as caught:
        develop(room, large, Kind.PNG)
    assert caught.value.refusal is Refusal.UNREADABLE
    assert pictures.is_close(corners_of(develop(room, picture)))
    room.close()


def test_process_that_cannot_start(picture: Path) -> None:
    room = Darkroom(memory_bytes=1 << 80)
    with pytest.raises(ClosedError):
        develop(room, picture)
    assert room.pid is None


@pytest.mark.parametrize("suffix", [".gif", ".tif"])
def test_only_three_decoders_answer_to_libvips(darkroom: Darkroom, tmp_path: Path, suffix: str) -> None:
    other = tmp_path / "other"
    other.write_bytes(bytes(pictures.quarters().write_to_buffer(suffix)))
    for kind in Kind:
        with pytest.raises(RefusedError):
            develop(darkroom, other, kind)


def test_many_threads(picture: Path, tmp_path: Path) -> None:
    room = Darkroom()
    sizes = [(40 + step, 30 + step) for step in range(24)]

    def one(size: tuple[int, int]) -> tuple[int, int]:
        source = tmp_path / f"{size[0]}"
        source.write_bytes(pictures.png(pictures.quarters(*size)))
        folder = tmp_path / f"finished-{size[0]}"
        folder.mkdir()
        developed = room.develop(source, folder, Kind.PNG)
        assert pictures.is_close(corners_of(developed), within=20)
        return developed.width, developed.height

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(one, sizes)) == sizes
    room.close()


def test_server_that_is_forked_uses_a_process_of_its_own(picture: Path) -> None:
    room = Darkroom()
    develop(room, picture)
    ours = room.pid
    pid = os.fork()
    if pid == 0:
        status = 1
        with contextlib.suppress(BaseException):
            room.forget()
            develop(room, picture)
            status = 0 if room.pid != ours else 2
            room.close()
        os._exit(status)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    develop(room, picture)
    assert room.pid == ours
    room.close()


def test_it_goes_when_the_server_is_killed(picture: Path) -> None:
    code = (
        "import os, sys, tempfile, pathlib\n"
        "from heartsease.domain.photos.darkroom import darkroom\n"
        "darkroom.develop(pathlib.Path(sys.argv[1]), pathlib.Path(tempfile.mkdtemp(dir=sys.argv[2])), 'jpeg')\n"
        "print(darkroom.pid, flush=True)\n"
        "os.kill(os.getpid(), 9)\n"
    )
    server = subprocess.run(
        [sys.executable, "-c", code, picture, picture.parent], stdout=subprocess.PIPE, check=False, timeout=60
    )
    assert server.returncode == -signal.SIGKILL
    wait_until_gone(int(server.stdout))


def test_it_is_left_alone_by_the_keyboard_and_knows_no_secret(darkroom: Darkroom, picture: Path) -> None:
    develop(darkroom, picture)
    pid = pid_of(darkroom)
    environment = Path(f"/proc/{pid}/environ").read_bytes()
    assert b"VIPS_CONCURRENCY" in environment
    assert os.environ["SECRET_KEY"].encode() not in environment
    assert os.environ["SECRET_KEY"] == settings.SECRET_KEY
    os.kill(pid, signal.SIGINT)
    develop(darkroom, picture)
    assert darkroom.pid == pid
