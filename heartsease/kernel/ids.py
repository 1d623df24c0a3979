"""Identifiers of every row: UUIDv7 (RFC 9562), made by the client or the server, ordered by time."""

import uuid

from uuid_utils.compat import uuid7


def new_id() -> uuid.UUID:
    """A fresh UUIDv7."""
    return uuid7()


def parse_id(text: str) -> uuid.UUID | None:
    """The identifier written in ``text``, or None where it is none."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
