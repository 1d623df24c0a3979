"""How a line of the trace becomes bytes, and how a hash holds it together with all the lines before it.

The hash of a line is SHA-256 of the hash before it (64 hexadecimal digits; zeros before the first) and of the line as
JSON: an array of every column but the hash, in the order of ``COLUMNS``. Identifiers are 32 hexadecimal digits,
instants UTC like ``2026-11-23 18:18:00.123456``, yes and no 1 and 0, the details their own JSON with sorted keys, as
text. Both databases give the same bytes, so a trace that moves from one to the other keeps its hashes. A column that is
added later must be left out of the array where it is empty, or no earlier hash would fit any more.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from typing import Any

from django.db.models import BooleanField, DateTimeField, F, Func, IntegerField, JSONField, TextField, UUIDField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Replace

from heartsease.domain.audit.models import AuditEvent

WRITTEN = (
    "id", "setting_id", "at", "event", "person_id", "membership_id", "role", "device_id", "session_id", "source",
    "request_id", "subject_type", "subject_id", "child_id", "is_refused", "details",
)  # fmt: skip
COLUMNS = (*WRITTEN, "sealed_at", "number")
BEFORE_THE_FIRST = "0" * 64
_DETAILS = COLUMNS.index("details")
_MOST_REMEMBERED = 10_000

_to_json = json.JSONEncoder(separators=(",", ":"), sort_keys=True, default=repr).encode
_remembered: dict[str, str] = {}


class _Moment(Func):
    """An instant as text, to the microsecond. SQLite holds it so already, without a fraction where that is zero."""

    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Whatever stands there, also where somebody has put what is no instant."""
        template = "%(expressions)s || CASE length(%(expressions)s) WHEN 19 THEN '.000000' ELSE '' END"
        return self.as_sql(compiler, connection, template=template, **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Whichever zone and style the session has."""
        template = "to_char(%(expressions)s AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')"
        return self.as_sql(compiler, connection, template=template, **context)


def as_stored(names: Sequence[str]) -> list[Combinable]:
    """Columns for ``values_list``, as text from the database itself: no object is made of two million of them."""
    return [_as_stored(name) for name in names]


def _as_stored(name: str) -> Combinable:
    field = AuditEvent._meta.get_field(name)
    if isinstance(field, UUIDField):
        return Replace(Cast(name, TextField()), Value("-"), Value(""), output_field=TextField())
    if isinstance(field, JSONField):
        return Cast(name, TextField())
    if isinstance(field, BooleanField):
        return Cast(name, IntegerField())
    return _Moment(name) if isinstance(field, DateTimeField) else F(name)


def as_text(moment: dt.datetime) -> str:
    """``moment`` as ``as_stored`` gives it."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


def link(before: str, line: Sequence[object]) -> str:
    """The hash of ``line``, as ``as_stored(COLUMNS)`` gives it, standing after the line whose hash is ``before``."""
    values = list(line)
    values[_DETAILS] = _canonical(values[_DETAILS])
    return hashlib.sha256(f"{before}{_to_json(values)}".encode()).hexdigest()


def _canonical(details: Any) -> Any:
    """The same text for the same details, however a database writes them. Most lines share a few."""
    known = _remembered.get(details)
    if known is None:
        try:
            known = _to_json(json.loads(details))
        except (TypeError, ValueError, RecursionError):
            return details
        if len(_remembered) >= _MOST_REMEMBERED:
            _remembered.clear()
        _remembered[details] = known
    return known
