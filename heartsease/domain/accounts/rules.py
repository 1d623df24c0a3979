"""Pure decisions about coming in: what a PIN is, which browser lets whom in, when a session is over."""

import datetime as dt
import enum
import secrets

import pyotp

from heartsease.domain.access.permissions import Role
from heartsease.domain.accounts.memory import WORDS

PIN_DIGITS = 6
TRIES_OF_PERSON = 5
"""Wrong PINs of one person in a row on one tablet; then the person needs a full sign-in or a release."""
TRIES_IN_HOUR = 10
"""Wrong tries on one tablet within an hour; then it is locked until a nominated member unlocks it."""
TRIES_IN_DAY = 20
"""Wrong tries on one tablet within a day; then its enrolment ends. With six digits that were drawn by chance, 20 tries
find a PIN once in 50,000 (reference: PIN arithmetic)."""
FRESH = dt.timedelta(minutes=10)
"""For how long a password that was given counts as given just now."""
CODE_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Letters and digits that nobody takes for one another."""


class Credential(enum.StrEnum):
    """What was set, added or taken away."""

    PASSWORD_SET = "password_set"  # noqa: S105
    CODE_APP_ADDED = "code_app_added"
    CODE_APP_REMOVED = "code_app_removed"
    PASSKEY_ADDED = "passkey_added"
    PASSKEY_REMOVED = "passkey_removed"
    RECOVERY_CODES_MADE = "recovery_codes_made"
    RECOVERY_CODE_USED = "recovery_code_used"
    PIN_MADE = "pin_made"


class Standing(enum.Enum):
    """What a browser means for somebody who wants to act in one membership."""

    OPEN = "open"
    """They may come in here."""
    NEEDS_FACTOR = "needs_factor"
    """An approved device of their own, but a second factor is missing."""
    OUT_OF_HOURS = "out_of_hours"
    UNKNOWN = "unknown"
    """A device that nobody approved: the right password leads to a request and to no child's data (G6)."""
    NO_OFFSITE_RIGHT = "no_offsite_right"
    """This person comes in on the setting's tablets only."""
    NOT_OPENED = "not_opened"
    """A PIN-only person on a tablet that no senior has opened today."""


def new_pin() -> str:
    """Six digits by chance: never chosen, because people choose a tenth of the digits there are."""
    return f"{secrets.randbelow(10**PIN_DIGITS):0{PIN_DIGITS}}"


def memory_aid(pin: str) -> list[str]:
    """Three things to picture, one for each pair of digits: pictures stay where digits do not."""
    return [str(WORDS[int(pin[place : place + 2])]) for place in range(0, PIN_DIGITS, 2)]


def new_code(length: int = 10) -> str:
    """A one-time code for typing: about 5 bits a letter."""
    return "".join(secrets.choice(CODE_ALPHABET) for _letter in range(length))


def new_seed() -> str:
    """A fresh seed for an app that shows codes (160 bits, base 32)."""
    return pyotp.random_base32()


def tidy_code(text: str) -> str:
    """A code as it was made, however it was typed."""
    return "".join(text.split()).replace("-", "").upper()[:40]


def is_fresh(proved_at: dt.datetime | None, now: dt.datetime) -> bool:
    """Whether a proof is recent enough for what needs a fresh sign-in (ASVS 7.5.1, 7.5.3)."""
    return proved_at is not None and now - proved_at <= FRESH


def is_valid_pin(text: str) -> bool:
    """Whether ``text`` could be a PIN at all."""
    return len(text) == PIN_DIGITS and text.isascii() and text.isdecimal()


OPENING_ROLES = frozenset({Role.NOMINATED_MEMBER, Role.SENIOR})
"""Whose signing in on a tablet opens it, for that day, to PIN-only people (clauses 2.7)."""
