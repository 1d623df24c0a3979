"""Who is at Heartsease Nursery: staff and families, all invented. Their words are facts of records, not notes."""

import dataclasses

from heartsease.domain.access.permissions import Role
from heartsease.domain.children.rules import Purpose

SETTING_NAME = "Heartsease Nursery"
SEEDLINGS, SAPLINGS, CLUB = "Seedlings", "Saplings", "After-school club"
ROOMS = ((SEEDLINGS, 18), (SAPLINGS, 24), (CLUB, 20))


@dataclasses.dataclass(frozen=True, slots=True)
class Colleague:
    """A member of staff. ``rooms`` are names."""

    key: str
    full_name: str
    role: Role
    rooms: tuple[str, ...]
    writes: float
    """How much of the writing is theirs, against their colleagues in the room."""


STAFF = (
    Colleague("helen", "Helen Ashworth", Role.NOMINATED_MEMBER, (), 0.0),
    Colleague("temitope", "Temitope Adeyemi-Cross", Role.NOMINATED_MEMBER, (CLUB,), 0.5),
    Colleague("priya", "Priya Raghunathan", Role.SENIOR, (SEEDLINGS,), 0.7),
    Colleague("siobhan", "Siobhán O’Rourke", Role.SENIOR, (SAPLINGS,), 0.7),
    Colleague("karolina", "Karolina Wiśniewska", Role.PRACTITIONER, (SEEDLINGS,), 1.0),
    Colleague("daniel", "Daniel Okonkwo", Role.PRACTITIONER, (SAPLINGS,), 1.0),
    Colleague("bethan", "Bethan Llewellyn-Price", Role.PRACTITIONER, (SAPLINGS, CLUB), 0.6),
    Colleague("jamie", "Jamie Tran", Role.STUDENT, (SAPLINGS,), 0.25),
)


@dataclasses.dataclass(frozen=True, slots=True)
class Adult:
    """Somebody who belongs to children. ``staff_key`` is set when they also work here."""

    full_name: str
    relation: str
    has_account: bool = True
    has_parental_responsibility: bool = True
    staff_key: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Home:
    """Adults who live together; their children live here unless it says that they only visit."""

    address: str
    adults: tuple[Adult, ...]
    is_main: bool = True


@dataclasses.dataclass(frozen=True, slots=True)
class Family:
    """One or more homes of the same children, and who else may be called."""

    key: str
    homes: tuple[Home, ...]
    others: tuple[Adult, ...] = ()
    relative: Adult | None = None
    """A relative with an account of their own, who lives elsewhere."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Young:
    """A child. ``place`` says how old within the room's ages, 0 to 1; ``look`` is skin, hair, style and eyes as
    ``drawing.portraits`` knows them, and perhaps glasses, freckles or hearing-aid; ``agreed`` holds the first
    letters of the purposes (own, then the others) to which the first home agreed: o, t, c, d, p."""

    full_name: str
    sex: str
    family: str
    room: str
    place: float
    key_person: str
    look: str
    known_as: str = ""
    home_languages: str = "English"
    language: str = ""
    interest: str = "books"
    interests: str = ""
    allergies: str = ""
    dietary_needs: str = ""
    health_needs: str = ""
    agreed: str = "otcd"
    agreed_by_other_home: str | None = None
    send_stage: str = ""
    send_notes: str = ""
    has_pupil_premium: bool = False
    is_protected: bool = False
    protection_notes: str = ""
    stage: str = "attending"
    """Or ``joining``, or ``left``."""
    is_quiet: bool = False
    """Nothing was written of this child in the last weeks: somebody should look."""


LETTERS = {
    "o": Purpose.OWN_JOURNAL,
    "t": Purpose.OTHERS_JOURNALS,
    "c": Purpose.CHILD_VIEW,
    "d": Purpose.DISPLAY,
    "p": Purpose.PUBLICITY,
}
"""What the letters of ``Young.agreed`` stand for."""
