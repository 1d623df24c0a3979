"""What an intruder who holds the database can do to the trace: the damages that its verification must find."""

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from django.db import connection

from heartsease.domain.audit.chain import BEFORE_THE_FIRST, COLUMNS, as_stored, link
from heartsease.domain.audit.models import AuditEvent, ChainHead

OWN = {"id", "number"}
FAR = 10**12
"""Further than any number: where lines stand while others take their places."""


def execute(sql: str, *values: Any) -> None:
    """SQL as the intruder types it."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def forget_trace() -> None:
    """Take out every line that was not sealed yet: for tests that look at what comes after."""
    execute("DELETE FROM audit_auditevent WHERE number IS NULL")


def remove_guards() -> None:
    """Take away the triggers, as whoever owns the database can: until the end of the test's transaction."""
    if connection.vendor == "postgresql":
        execute("DROP TRIGGER audit_no_change ON audit_auditevent")
    else:
        execute("DROP TRIGGER audit_no_update")
        execute("DROP TRIGGER audit_no_delete")


def change(number: int, column: str, value: object) -> None:
    """Write another value into a line."""
    execute(f"UPDATE audit_auditevent SET {column} = %s WHERE number = %s", value, number)  # noqa: S608 - our own names


def remove(number: int) -> None:
    """Take out a line."""
    execute("DELETE FROM audit_auditevent WHERE number = %s", number)


def remove_and_close_up(number: int) -> None:
    """Take out a line and let those after it move up."""
    remove(number)
    _move(number, -1)


def swap(number: int) -> None:
    """Let a line and the next change places."""
    change(number, "number", FAR)
    change(number + 1, "number", number)
    change(FAR, "number", number + 1)


def push_in(number: int) -> None:
    """Put a line of one's own before another."""
    _move(number - 1, 1)
    copy_of(number + 1, number)


def put_beside(number: int) -> None:
    """Put a line of one's own in the place of another that stays, the constraint being gone."""
    execute("DROP INDEX number_once_in_chain")
    copy_of(number, number)


def copy_of(source: int, number: int) -> None:
    """A line like another, under a number and an id of its own."""
    names = ", ".join(str(field.column) for field in AuditEvent._meta.concrete_fields if field.name not in OWN)
    execute(
        f"INSERT INTO audit_auditevent (id, number, {names})"  # noqa: S608
        f" SELECT %s, %s, {names} FROM audit_auditevent WHERE number = %s",
        uuid.uuid4().hex,
        number,
        source,
    )


def cut_after(number: int) -> None:
    """Take out all lines after one, and let the head stand there as if it had never gone further."""
    execute("DELETE FROM audit_auditevent WHERE number > %s", number)
    _move_head(number)


def write_anew(number: int) -> None:
    """Change a line and make every hash after it, and the head, fit again."""
    change(number, "source", "203.0.113.9")
    lines = AuditEvent.objects.filter(number__isnull=False).order_by("number").values_list(*as_stored(COLUMNS))
    digest, hashes = BEFORE_THE_FIRST, []
    for line in list(lines):
        digest = link(digest, line)
        hashes.append((digest, line[0]))
    with connection.cursor() as cursor:
        cursor.executemany("UPDATE audit_auditevent SET hash = %s WHERE id = %s", hashes[number - 1 :])
    ChainHead.objects.update(hash=digest)


def _move(number: int, by: int) -> None:
    execute("UPDATE audit_auditevent SET number = number + %s WHERE number > %s", FAR, number)
    execute("UPDATE audit_auditevent SET number = number + %s WHERE number > %s", by - FAR, FAR)


def _move_head(number: int) -> None:
    digest = AuditEvent.objects.get(number=number).hash
    ChainHead.objects.update(number=number, hash=digest)


DAMAGES: Mapping[str, Callable[[int], Any]] = {
    "edited": lambda number: change(number, "source", "203.0.113.9"),
    "removed": remove,
    "removed and closed up": remove_and_close_up,
    "reordered": swap,
    "inserted": push_in,
    "inserted beside": put_beside,
    "cut at the end": cut_after,
    "written anew from there on": write_anew,
}
"""Each kind, at a number. All act on one setting's chain only where there is no other."""
