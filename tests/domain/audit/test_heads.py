"""Heads outside the database: once a day for each setting, added and never rewritten, in every file."""

import datetime as dt
import stat
from pathlib import Path

import pytest

from heartsease.domain.access.scope import in_setting
from heartsease.domain.audit import actions as audit
from heartsease.domain.audit.heads import read
from heartsease.domain.audit.models import ChainHead
from heartsease.domain.audit.rules import Event
from heartsease.domain.audit.tasks import seal_trace
from heartsease.domain.audit.verification import verify
from heartsease.kernel import clock
from tests.cast import House
from tests.domain.audit.lines import seal_all, sealed

DAY = dt.datetime(2026, 11, 23, 23, 30, tzinfo=dt.UTC)


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> list[dt.datetime]:
    """What the clock says: the last of these."""
    moments = [DAY]
    monkeypatch.setattr(clock, "now", lambda: moments[-1])
    return moments


def test_a_line_says_day_setting_number_and_hash(house: House, heads: list[Path], now: list[dt.datetime]) -> None:
    sealed(house, 3)
    assert audit.write_heads() == []
    head = ChainHead.objects.get()
    for path in heads:
        assert path.read_text() == f"2026-11-23 {house.setting.pk} 3 {head.hash}\n"
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_it_is_written_once_a_day_and_added_to(house: House, heads: list[Path], now: list[dt.datetime]) -> None:
    sealed(house, 3)
    audit.write_heads()
    first = heads[0].read_text()
    audit.record(house.system, Event.SIGNED_OUT)
    seal_trace.call()
    assert heads[0].read_text() == first
    now.append(DAY + dt.timedelta(hours=1))
    seal_trace.call()
    marks, _unreadable = read(heads[0])
    assert heads[0].read_text().startswith(first)
    assert [(mark.day, mark.number) for mark in marks] == [("2026-11-23", 3), ("2026-11-24", 4)]
    assert verify().is_whole


def test_each_setting_has_its_line(house: House, hollies: House, heads: list[Path]) -> None:
    seal_all(house)
    audit.write_heads()
    with in_setting(hollies.setting.pk):
        seal_all(hollies)
    audit.write_heads()
    assert {mark.setting for mark in read(heads[1])[0]} == {house.setting.pk.hex, hollies.setting.pk.hex}
    assert len(read(heads[1])[0]) == 2


def test_a_file_that_was_lost_begins_anew(house: House, heads: list[Path]) -> None:
    sealed(house, 3)
    audit.write_heads()
    heads[0].unlink()
    audit.write_heads()
    assert [len(read(path)[0]) for path in heads] == [1, 1]


def test_a_disk_that_is_away_stops_nothing_else(
    house: House, heads: list[Path], caplog: pytest.LogCaptureFixture, settings: object
) -> None:
    sealed(house, 3)
    missing = heads[0].parent / "not mounted" / "heads.log"
    settings.AUDIT_HEADS = [missing, heads[1]]  # type: ignore[attr-defined]
    (sentence,) = audit.write_heads()
    assert sentence.startswith(f"{missing} cannot be written")
    assert sentence in caplog.text
    assert len(read(heads[1])[0]) == 1


def test_a_broken_chain_is_not_written_down_as_a_good_one(house: House, heads: list[Path]) -> None:
    sealed(house, 3)
    audit.write_heads(broken=[house.setting.pk.hex])
    assert not heads[0].exists()


@pytest.mark.parametrize("written", ["", "\n\n", "2026-11-23", "\xff\x00", "a b c d", "2026-11-23 x 1 y\n"])
def test_whatever_stands_in_a_file_is_read(heads: list[Path], written: str) -> None:
    heads[0].write_bytes(written.encode("latin-1"))
    marks, unreadable = read(heads[0])
    assert marks == []
    assert unreadable == ([1] if written.strip() else [])
