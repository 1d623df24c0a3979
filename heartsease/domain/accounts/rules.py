"""Pure decisions about coming in: what a PIN is, which browser lets whom in, when a session is over; and about people:
where they stand, and which change of their access lets them do more."""

import datetime as dt
import enum
import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import pyotp
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from heartsease.domain.access.permissions import ROLE_PERMISSIONS, Role, Scope
from heartsease.domain.accounts.memory import WORDS
from heartsease.domain.setting.rules import SCOPES, Choices, scope_of

PIN_DIGITS = 6
TRIES_OF_PERSON = 5
"""Wrong PINs of one person in a row on one tablet; then the person needs a full sign-in or a release."""
TRIES_IN_HOUR = 10
"""Wrong tries on one tablet within an hour; then it is locked until a nominated member unlocks it."""
TRIES_IN_DAY = 20
"""Wrong tries on one tablet within a day; then its enrolment ends. With six digits that were drawn by chance, 20 tries
find a PIN once in 50,000 (reference: PIN arithmetic)."""
WINDOW = dt.timedelta(minutes=15)
"""How long a wrong password or code counts."""
FAILURES_FOR_NAME_AND_SOURCE = 5
FAILURES_FOR_SOURCE = 50
"""A tablet or a home's router stands behind one address, so the second limit is wider. Neither locks a colleague
out: both hold for the source that guessed wrong, never for the account (ASVS 6.1.1)."""
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
    CHECKS_MISSING = "checks_missing"
    """Somebody new whose checks nobody has recorded yet (clauses 3.6)."""


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


# --- people ----------------------------------------------------------------------------------------------------------

FIRST_STAY = dt.timedelta(days=30)
"""How long students and supply come in where nobody has said more: they always have a last day (clauses 3.5)."""
PIN_ONLY_ROLES = frozenset({Role.PRACTITIONER, Role.STUDENT})
"""Who may come in with a PIN alone: whoever opens tablets or manages needs a password (clauses 2.7)."""


class PersonState(enum.StrEnum):
    """Where somebody stands at a setting."""

    INVITED = "invited"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    ENDED = "ended"

    @property
    def label(self) -> Promise:
        """The state for people."""
        return {
            "invited": _("not come in yet"),
            "active": _("active"),
            "suspended": _("suspended"),
            "ended": _("ended"),
        }[self.value]


IN_FORCE = frozenset({PersonState.INVITED, PersonState.ACTIVE})
"""The states in which somebody may come in."""


def state_of(
    *,
    today: dt.date,
    ended_at: dt.datetime | None,
    last_day: dt.date | None,
    suspended_at: dt.datetime | None,
    came_in_at: dt.datetime | None,
) -> PersonState:
    """Where somebody stands on ``today``: an end weighs more than a suspension, and this more than not having come."""
    if ended_at is not None or (last_day is not None and last_day < today):
        return PersonState.ENDED
    if suspended_at is not None:
        return PersonState.SUSPENDED
    return PersonState.ACTIVE if came_in_at is not None else PersonState.INVITED


@dataclass(frozen=True, slots=True)
class Access:
    """What somebody of the staff may do, and until when: what nominated members change, and look at each term."""

    role: Role
    scope: Scope | None = None
    """Whose journals they work with; None: as the setting chose."""
    rooms: frozenset[uuid.UUID] = frozenset()
    has_offsite_right: bool = False
    last_day: dt.date | None = None

    def to_stored(self) -> dict[str, Any]:
        """As JSON: ids, never names."""
        return {
            "role": self.role.value,
            "scope": self.scope.value if self.scope else "",
            "rooms": sorted(str(room) for room in self.rooms),
            "has_offsite_right": self.has_offsite_right,
            "last_day": self.last_day.isoformat() if self.last_day else None,
        }

    @classmethod
    def from_stored(cls, stored: Mapping[str, Any]) -> Self:
        """What ``to_stored`` gave."""
        return cls(
            role=Role(stored["role"]),
            scope=Scope(stored["scope"]) if stored["scope"] else None,
            rooms=frozenset(uuid.UUID(room) for room in stored["rooms"]),
            has_offsite_right=stored["has_offsite_right"],
            last_day=dt.date.fromisoformat(stored["last_day"]) if stored["last_day"] else None,
        )


def widened(before: Access, after: Access, *, choices: Choices) -> frozenset[str]:
    """In which parts ``after`` lets somebody do or see more than ``before``: that needs a reason (clauses 3.1)."""
    reach_before, reach_after = (SCOPES.index(scope_of(one.role, choices, one.scope)) for one in (before, after))
    works_by_room = reach_before == reach_after == SCOPES.index(Scope.ROOMS)
    is_longer = before.last_day is not None and (after.last_day is None or after.last_day > before.last_day)
    parts = {
        "role": not ROLE_PERMISSIONS[after.role] <= ROLE_PERMISSIONS[before.role],
        "scope": reach_after > reach_before,
        "rooms": works_by_room and not after.rooms <= before.rooms,
        "has_offsite_right": after.has_offsite_right and not before.has_offsite_right,
        "last_day": is_longer,
    }
    return frozenset(name for name, is_wider in parts.items() if is_wider)
