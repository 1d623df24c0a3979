"""Each kind of damage to the trace is found and named, and a whole trace is not suspected."""

import uuid
from pathlib import Path

import pytest
from django.db import connection

from heartsease.domain.access.scope import in_setting
from heartsease.domain.audit import actions as audit
from heartsease.domain.audit.models import AuditEvent
from heartsease.domain.audit.rules import Event
from heartsease.domain.audit.verification import MOST_NAMED, Report, verify
from tests import tampering
from tests.cast import House
from tests.domain.audit.lines import seal_all, sealed
from tests.tampering import change, execute, remove_guards

OTHER = uuid.UUID(int=5).hex
VALUES: dict[str, object] = {
    "id": OTHER,
    "at": "2020-01-01 00:00:00.000001",
    "event": "photo:viewed",
    "person_id": OTHER,
    "membership_id": None,
    "role": "senior",
    "device_id": OTHER,
    "session_id": OTHER,
    "source": "203.0.113.9",
    "request_id": "0",
    "subject_type": "child",
    "subject_id": OTHER,
    "child_id": None,
    "is_refused": True,
    "details": '{"part": "development"}',
    "sealed_at": "2020-01-01 00:00:00.000001",
    "hash": "0" * 64,
}


def found(report: Report | None = None) -> list[tuple[int, str]]:
    """The damages of the only chain."""
    report = report or verify()
    assert len(report.chains) == 1
    assert not report.problems
    assert report.is_whole is not bool(report.chains[0].damages)
    return report.chains[0].damages


def test_a_whole_trace_is_whole(house: House) -> None:
    sealed(house, 9)
    audit.write_heads()
    audit.record(house.system, Event.SIGNED_OUT)
    report = verify()
    assert found(report) == []
    assert (report.chains[0].number, report.waiting) == (9, 1)
    assert list(report.compared.values()) == [1, 1]


@pytest.mark.parametrize("is_marked", [False, True])
@pytest.mark.parametrize(
    ("damage", "number", "words"),
    [
        ("edited", 5, "not what was sealed"),
        ("removed", 5, "this line is missing"),
        ("removed and closed up", 5, "not what was sealed"),
        ("reordered", 5, "not what was sealed"),
        ("inserted", 5, "not what was sealed"),
        ("inserted beside", 5, "another line stands beside"),
    ],
)
def test_a_damage_inside_is_found_and_named(
    house: House, damage: str, number: int, words: str, is_marked: bool
) -> None:
    sealed(house, 9)
    if is_marked:
        audit.write_heads()
    remove_guards()
    tampering.DAMAGES[damage](5)
    first = found()[0]
    assert first[0] == number
    assert words in first[1]


@pytest.mark.parametrize("damage", ["cut at the end", "written anew from there on"])
def test_what_fits_in_itself_is_found_from_outside(house: House, damage: str, heads: list[Path]) -> None:
    """Against both, and nothing else, the heads are written elsewhere."""
    sealed(house, 9)
    audit.write_heads()
    heads[0].unlink()
    remove_guards()
    tampering.DAMAGES[damage](5)
    damages = found()
    assert [number for number, _words in damages] == [6 if damage == "cut at the end" else 9]
    assert all(f"{heads[1]}:1" in words for _number, words in damages)
    heads[1].unlink()
    assert found() == []


def test_every_kind_of_damage_is_tried() -> None:
    assert set(tampering.DAMAGES) == {
        "edited",
        "removed",
        "removed and closed up",
        "reordered",
        "inserted",
        "inserted beside",
        "cut at the end",
        "written anew from there on",
    }


@pytest.mark.parametrize("number", [1, 4, 9])
@pytest.mark.parametrize("column", sorted(VALUES))
def test_no_column_of_any_line_can_be_changed(house: House, column: str, number: int) -> None:
    sealed(house, 9)
    remove_guards()
    before = AuditEvent.objects.filter(number=number).values_list(column)[0]
    change(number, column, VALUES[column])
    moved = AuditEvent.objects.filter(number=number).values_list(column)[0]
    assert before != moved
    assert found()[0][0] == number


def test_every_column_was_tried(house: House) -> None:
    """``setting_id`` and ``number``: below."""
    columns = {field.column for field in AuditEvent._meta.concrete_fields}
    assert columns - set(VALUES) == {"setting_id", "number"}


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [(1, 1, "this line is missing"), (1, 3, "3 lines are missing"), (4, 5, "2 lines are missing")],
)
def test_lines_that_are_missing_are_counted(house: House, first: int, last: int, words: str) -> None:
    sealed(house, 9)
    remove_guards()
    execute("DELETE FROM audit_auditevent WHERE number BETWEEN %s AND %s", first, last)
    ((number, sentence),) = found()
    assert number == first
    assert words in sentence


@pytest.mark.parametrize("left", [0, 6])
def test_a_cut_that_forgot_the_head_is_found_within(house: House, left: int) -> None:
    sealed(house, 9)
    remove_guards()
    execute("DELETE FROM audit_auditevent WHERE number > %s", left)
    ((number, sentence),) = found()
    assert number == left + 1
    assert "cut off" in sentence


def test_lines_that_nobody_sealed_are_found(house: House) -> None:
    sealed(house, 9)
    remove_guards()
    tampering.copy_of(9, 10)
    damages = found()
    assert damages[0][0] == 10
    assert "behind the head" in damages[1][1]


def test_a_line_whose_number_was_taken_away_is_missing_also_after_it_got_another(house: House) -> None:
    sealed(house, 9)
    remove_guards()
    execute("UPDATE audit_auditevent SET number = NULL, hash = '', sealed_at = NULL WHERE number = 4")
    assert found()[0] == (4, "this line is missing")
    seal_all(house)
    assert found()[0] == (4, "this line is missing")


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("DELETE FROM audit_chainhead", "no head"),
        ("UPDATE audit_chainhead SET number = 12", "cut off"),
        ("UPDATE audit_chainhead SET number = 7", "another hash"),
        ("UPDATE audit_chainhead SET hash = 'a'", "another hash"),
    ],
)
def test_a_head_that_does_not_fit_is_found(house: House, statement: str, words: str) -> None:
    sealed(house, 9)
    execute(statement)
    assert words in found()[0][1]


def test_a_setting_that_vanished_is_missed_by_the_heads_outside(house: House, hollies: House) -> None:
    with in_setting(hollies.setting.pk):
        sealed(hollies, 3)
    sealed(house, 3)
    audit.write_heads()
    execute("DELETE FROM audit_chainhead WHERE setting_id = %s", hollies.setting.pk.hex)
    execute("DELETE FROM audit_auditevent WHERE setting_id = %s", hollies.setting.pk.hex)
    report = verify()
    damages = {chain.setting: chain.damages for chain in report.chains}
    assert damages[house.setting.pk.hex] == []
    assert [number for number, _words in damages[hollies.setting.pk.hex]] == [1, 0]


def test_a_line_that_was_moved_to_another_setting_is_found_in_both(house: House, hollies: House) -> None:
    with in_setting(hollies.setting.pk):
        sealed(hollies, 3)
    sealed(house, 5)
    remove_guards()
    execute("UPDATE audit_auditevent SET setting_id = %s WHERE number = 4", hollies.setting.pk.hex)
    assert [bool(chain.damages) for chain in verify().chains] == [True, True]


def test_another_settings_damage_is_not_ours(house: House, hollies: House) -> None:
    with in_setting(hollies.setting.pk):
        sealed(hollies, 3)
    sealed(house, 5)
    remove_guards()
    change(5, "source", "x")
    damaged = {chain.setting: bool(chain.damages) for chain in verify().chains}
    assert damaged == {house.setting.pk.hex: True, hollies.setting.pk.hex: False}


def test_of_many_damages_the_rest_is_counted(house: House) -> None:
    count = MOST_NAMED + 20
    sealed(house, count)
    remove_guards()
    tampering.remove_and_close_up(1)
    (chain,) = verify().chains
    assert len(chain.damages) == MOST_NAMED
    assert len(chain.damages) + chain.more_damages == count


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("at", "yesterday"),
        ("at", 5),
        ("details", "{"),
        ("details", "[" * 100_000),
        ("details", b"{}"),
        ("number", "four"),
        ("event", b"\x00"),
        ("is_refused", 7),
        ("person_id", "nobody"),
        ("sealed_at", ""),
    ],
)
def test_what_is_no_value_at_all_is_a_damage_and_no_fault(house: House, column: str, value: object) -> None:
    """SQLite takes anything anywhere."""
    if connection.vendor != "sqlite":
        pytest.skip("SQLite only")
    sealed(house, 9)
    remove_guards()
    execute("PRAGMA ignore_check_constraints = ON")
    try:
        change(4, column, value)
    finally:
        execute("PRAGMA ignore_check_constraints = OFF")
    assert found()[0][0] == 4


def test_a_heads_file_that_holds_something_else_is_said(house: House, heads: list[Path]) -> None:
    sealed(house, 3)
    audit.write_heads()
    heads[0].write_text(heads[0].read_text() + "2026-11-23 nonsense\n")
    report = verify()
    assert not report.is_whole
    assert report.problems == [f"{heads[0]}:2 is no line of its kind"]


def test_a_heads_file_that_cannot_be_read_is_said(house: House, heads: list[Path]) -> None:
    sealed(house, 3)
    heads[1].mkdir()
    (problem,) = verify().problems
    assert problem.startswith(f"{heads[1]} cannot be read")
