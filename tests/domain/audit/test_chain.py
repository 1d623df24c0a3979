"""The bytes of a line and the hash over them: the same on both databases, for ever."""

import datetime as dt
import hashlib
import json
import uuid

import pytest

from heartsease.domain.audit.chain import BEFORE_THE_FIRST, COLUMNS, WRITTEN, as_stored, as_text, link
from heartsease.domain.audit.models import AuditEvent
from tests.cast import House

ONE, TWO = uuid.UUID(int=1), uuid.UUID(int=0xABCDEF)
AT = dt.datetime(2026, 11, 23, 18, 18, tzinfo=dt.UTC)


def line_of(row: AuditEvent) -> tuple[object, ...]:
    return tuple(AuditEvent.objects.filter(pk=row.pk).values_list(*as_stored(COLUMNS)).get())


@pytest.fixture
def row(house: House) -> AuditEvent:
    """A line with something in every column."""
    filled = AuditEvent(
        id=ONE,
        setting_id=house.setting.pk,
        at=AT.replace(microsecond=1200),
        event="child:viewed",
        person_id=TWO,
        membership_id=TWO,
        role="practitioner",
        device_id=TWO,
        session_id=TWO,
        source="2001:db8::1",
        request_id="0123",
        subject_type="photo",
        subject_id=TWO,
        child_id=TWO,
        is_refused=True,
        details={"z": [1, True, None, "ä\u2028"], "a": {"d": 1, "c": 2}},
        number=7,
        sealed_at=AT,
        hash="0" * 64,
    )
    AuditEvent.objects.bulk_create([filled])
    return filled


def test_every_column_but_the_hash_is_covered() -> None:
    """Whoever adds a column to the trace reads here, and in ``chain``, what it needs."""
    assert set(COLUMNS) == {field.name for field in AuditEvent._meta.concrete_fields} - {"hash"}
    assert set(COLUMNS) - set(WRITTEN) == {"number", "sealed_at"}


def test_the_bytes_are_known(row: AuditEvent) -> None:
    """Written out as docs say them. Were this to change, no trace that exists could be proved any more."""
    two = "00000000000000000000000000abcdef"
    details = '{"a":{"c":2,"d":1},"z":[1,true,null,"\\u00e4\\u2028"]}'
    written = [
        "00000000000000000000000000000001", row.setting_id.hex, "2026-11-23 18:18:00.001200", "child:viewed", two, two,
        "practitioner", two, two, "2001:db8::1", "0123", "photo", two, two, 1, details,
        "2026-11-23 18:18:00.000000", 7,
    ]  # fmt: skip
    text = "f" * 64 + json.dumps(written, separators=(",", ":"))
    assert link("f" * 64, line_of(row)) == hashlib.sha256(text.encode("ascii")).hexdigest()


def test_a_pinned_hash() -> None:
    nothing = [None, "s", as_text(AT), "e", None, None, "r", None, None, "", "", "", None, None, 0, "{}", None, 1]
    assert link(BEFORE_THE_FIRST, nothing) == "c58e2f92fa05cf536dc77317818e56d58a451e90bf4d9d6eca5f9f39c5362fa5"


def test_what_stands_in_another_column_is_something_else() -> None:
    def values(**changes: object) -> list[object]:
        return [changes.get(name, "") for name in COLUMNS]

    lines = [
        values(source="a", request_id="b"),
        values(source="ab"),
        values(source='a","b'),
        values(source="a", request_id=None),
        values(source="a"),
        values(source="a", is_refused=False),
        values(source="a", is_refused=0),
        values(source="a", is_refused="false"),
        values(source="a", details="{}"),
        values(source="a", details='{"a":1}'),
        values(source="a", details="no JSON"),
        values(source="a", details=None),
        values(source="a", details=b"\xff"),
    ]
    assert len({link(BEFORE_THE_FIRST, line) for line in lines}) == len(lines)
    assert link("1" * 64, lines[0]) != link("2" * 64, lines[0])


def test_details_are_the_same_however_they_are_written() -> None:
    def digest(details: str) -> str:
        return link(BEFORE_THE_FIRST, [details if name == "details" else "" for name in COLUMNS])

    assert digest('{"b":2, "a":"\\u00e4"}') == digest('{"a": "ä", "b": 2}')
    assert digest('{"a": 1}') != digest('{"a": "1"}')
