"""``heartsease audit verify``: what it says, and the status by which a watchman knows."""

from pathlib import Path

import pytest
from pytest_django import Settings

from heartsease.cli.audit import verify_trace
from heartsease.domain.audit import actions as audit
from heartsease.domain.audit.heads import read
from tests import tampering
from tests.cast import House
from tests.cli.test_commands import heartsease
from tests.domain.audit.lines import sealed


@pytest.fixture(autouse=True)
def heads(settings: Settings, tmp_path: Path) -> Path:
    """A file of heads of the test's own."""
    path = tmp_path / "audit-heads.log"
    settings.AUDIT_HEADS = [path]
    return path


def test_a_whole_trace(house: House, heads: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sealed(house, 5)
    assert verify_trace() == 0
    said = capsys.readouterr()
    assert said.out.splitlines() == [
        "Sunflower: 5 lines, as they were sealed.",
        f"Compared with 0 heads in {heads}.",
        "0 lines wait to be sealed.",
    ]
    assert said.err == ""
    assert [mark.number for mark in read(heads)[0]] == [5], "the day's head was missing and is written"
    assert verify_trace() == 0
    assert f"Compared with 1 heads in {heads}." in capsys.readouterr().out


@pytest.mark.parametrize("damage", tampering.DAMAGES)
def test_each_damage_is_named_and_ends_in_status_1(
    house: House, damage: str, heads: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sealed(house, 9)
    audit.write_heads()
    before = heads.read_text()
    tampering.remove_guards()
    tampering.DAMAGES[damage](5)
    assert verify_trace() == 1
    said = capsys.readouterr()
    number = {"cut at the end": 6, "written anew from there on": 9}.get(damage, 5)
    assert said.err.startswith(f"Sunflower, number {number}: ")
    assert "as they were sealed" not in said.out
    assert heads.read_text() == before


def test_a_broken_head_of_a_day_that_is_missing_is_not_written(house: House, heads: Path) -> None:
    sealed(house, 9)
    tampering.remove_guards()
    tampering.remove(5)
    assert verify_trace() == 1
    assert not heads.exists()


def test_a_file_of_heads_that_cannot_be_had_is_said(
    house: House, heads: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sealed(house, 3)
    heads.mkdir()
    assert verify_trace() == 1
    assert f"{heads} cannot be read" in capsys.readouterr().err


def test_many_damages_do_not_fill_the_screen(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    sealed(house, 130)
    tampering.remove_guards()
    tampering.remove_and_close_up(1)
    assert verify_trace() == 1
    assert capsys.readouterr().err.splitlines()[-1] == "Sunflower: and 30 more."


def test_the_command_as_it_is_typed(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    assert heartsease(folder, "init", "--name", "x", "--person", "x", "--user-name", "x").returncode == 0
    proved = heartsease(folder, "audit", "verify")
    assert (proved.returncode, proved.stderr) == (0, "")
    waiting = int(proved.stdout.splitlines()[-1].split()[0])
    assert waiting > 0
    (folder / "audit-heads.log").write_text("torn")
    other = tmp_path / "other.log"
    broken = heartsease(folder, "audit", "verify", HEARTSEASE_AUDIT_HEADS=str(other))
    assert broken.returncode == 1
    assert "audit-heads.log:1 is no line of its kind" in broken.stderr
    assert f"Compared with 0 heads in {other}." in broken.stdout
    assert heartsease(folder, "audit").returncode == 2
