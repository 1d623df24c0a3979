"""The decoy of a setting: a record of no child, which no page leads to. Whoever asks for it looks through everything.

Its id carries a mark that only the server can read, so that seeing whether a request names a decoy asks no database.
"""

import hashlib
import hmac
import uuid

from django.conf import settings

FIRST_NAMES = ("Alfie", "Isla", "Noah", "Freya", "Zain", "Elsie", "Oscar", "Maya")
LAST_NAMES = ("Barker", "Hughes", "Khan", "Marsh", "Osei", "Patel", "Reid", "Walsh")


def decoy_id(setting_id: uuid.UUID) -> uuid.UUID:
    """The id of a setting's decoy: as old as the setting, and to anybody else as good as any other (RFC 9562)."""
    chosen = _digest(b"decoy of", setting_id.bytes)
    head = setting_id.bytes[:6] + bytes([0x70 | chosen[0] & 0x0F, chosen[1]])
    return uuid.UUID(bytes=head + _mark(head))


def is_decoy(child_id: uuid.UUID) -> bool:
    """Whether an id is that of a decoy, of whatever setting."""
    return hmac.compare_digest(child_id.bytes[8:], _mark(child_id.bytes[:8]))


def name_of(child_id: uuid.UUID) -> str:
    """A name like others."""
    chosen = _digest(b"name of", child_id.bytes)
    return f"{FIRST_NAMES[chosen[0] % len(FIRST_NAMES)]} {LAST_NAMES[chosen[1] % len(LAST_NAMES)]}"


def _mark(head: bytes) -> bytes:
    marked = _digest(b"mark of", head)[:8]
    return bytes([0x80 | marked[0] & 0x3F]) + marked[1:]


def _digest(purpose: bytes, data: bytes) -> bytes:
    return hmac.new(settings.SECRET_KEY.encode(), purpose + b":" + data, hashlib.sha256).digest()
