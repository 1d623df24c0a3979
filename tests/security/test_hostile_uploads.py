"""A seeded run of scripts/bench/hostile: files sent to do harm are refused in words, and what is taken is clean."""

import os
import random
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from heartsease.domain.photos import storage
from heartsease.domain.photos.darkroom import Darkroom, _Process, darkroom
from scripts.bench.hostile import ACCEPTED, Sender
from scripts.bench.hostile_files import HostileFile, damaged, hostile_files, made_by_hand
from scripts.bench.sound_files import parts_of, sound_files
from tests import pictures
from tests.bare import needs_exiftool
from tests.cast import House

FILES = 150
HAND_MADE = 50


@pytest.fixture
def sender(house: House, settings: Settings, tmp_path: Path) -> Iterator[Sender]:
    """Somebody of the staff and of a family, with folders of the test's own."""
    photos, uploads = tmp_path / "photos", tmp_path / "uploads"
    uploads.mkdir()
    settings.PHOTO_FOLDER = photos
    settings.FILE_UPLOAD_TEMP_DIR = str(uploads)
    storage.ensure_marker()
    yield Sender(house, photos, uploads)
    darkroom.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where what was made of accepted files is looked at."""
    made = tmp_path / "looked-at"
    made.mkdir()
    return made


@needs_exiftool
def test_hostile_files_do_no_harm(sender: Sender, folder: Path) -> None:
    tally = sender.send_all(hostile_files(FILES, hand_made=HAND_MADE), folder)
    assert not tally.problems
    assert not tally.deaths
    assert sum(tally.answers.values()) == FILES
    assert 5 < tally.answers[ACCEPTED] < FILES / 2, "damage of both kinds was done"
    assert len(tally.answers) > 6
    assert not [sentence for sentence in tally.answers if "Error" in sentence or "/" in sentence]


@needs_exiftool
def test_a_file_that_ends_the_process_is_refused_and_the_next_is_taken(
    sender: Sender, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = _Process.ask

    def ask_and_die(process: _Process, request: dict[str, str], seconds: float) -> object:
        if b"deadly" in Path(request["source"]).read_bytes():
            os.kill(process.pid, signal.SIGKILL)
            raise EOFError
        return ask(process, request, seconds)

    monkeypatch.setattr(_Process, "ask", ask_and_die)
    deadly = [HostileFile(f"number {number}", sound_files()["jpeg"] + b"deadly") for number in range(2)]
    tally = sender.send_all(deadly, folder)
    assert tally.deaths == ["number 0", "number 1"]
    assert not tally.problems
    [(sentence, times)] = tally.answers.items()
    assert (times, "damaged" in sentence) == (2, True)


@needs_exiftool
def test_the_run_finds_what_it_looks_for(
    sender: Sender, folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Files that keep what they say, an answer of 500, something left over: each is a problem of its own."""
    develop = Darkroom.develop

    def careless(room: Darkroom, source: Path, to: Path, kind: object) -> object:
        data = source.read_bytes()
        if b"broken" in data:
            (tmp_path / "uploads" / "left").touch()
            raise ZeroDivisionError
        developed = develop(room, source, to, kind)  # type: ignore[arg-type]
        for path in to.glob("master*"):
            path.write_bytes(pictures.full_of_metadata())
        return developed

    monkeypatch.setattr(Darkroom, "develop", careless)
    sound = sound_files()["jpeg"]
    for data, found in ((sound, ["unclean"]), (sound + b"broken", ["5xx", "left something"])):
        for left in folder.iterdir():
            left.unlink()
        tally = sender.send_all([HostileFile("x", data)] * 2, folder)
        assert [what for what in found if not any(problem.startswith(what) for problem in tally.problems)] == []


def test_the_same_seed_makes_the_same_files() -> None:
    first, second = (list(hostile_files(300, seed=3, hand_made=20)) for _ in range(2))
    assert first == second
    assert len({file.data for file in first}) > 290
    assert first[20:] != list(hostile_files(300, seed=4, hand_made=20))[20:]
    assert len({file.data for file in made_by_hand()}) > 150


def test_damage_is_done_to_parts_that_are_there() -> None:
    for number, (name, data) in enumerate(sound_files().items()):
        parts = parts_of(data)
        assert b"".join(parts) == data
        assert len(parts) > 2, name
        assert damaged(random.Random(1), number).name.startswith(name)
