"""What a setting may choose for itself; the safe answer is the default (reference: "Where settings disagree")."""

import dataclasses
import enum
from collections.abc import Callable, Mapping
from typing import Any, Self

from heartsease.domain.access.permissions import (
    ROLE_PERMISSIONS,
    STAFF_ROLES,
    UNSCOPED_ROLES,
    Permission,
    Role,
    Scope,
)

LONGEST_REASON = 500


class Relatives(enum.StrEnum):
    """Whether anybody but parents and carers reads a child's journal (clauses 4.5)."""

    NONE = "none"
    ON_REQUEST = "on_request"


class MissingPermission(enum.StrEnum):
    """What becomes of a child in a photograph for several families who may not be in other children's journals."""

    EXCLUDE = "exclude"
    OBSCURE = "obscure"


class OthersNames(enum.StrEnum):
    """How families read the names of other children in an entry that they share."""

    NONE = "none"
    INITIAL = "initial"
    FIRST_NAME = "first_name"


@dataclasses.dataclass(frozen=True, slots=True)
class Choices:
    """A setting's choices. Unknown or broken stored values fall back to the safe answer, never to an error page."""

    review_required: bool = True
    """Whether a colleague checks an observation before families see it."""
    roles_without_review: frozenset[Role] = frozenset()
    """Roles that publish their own observations although review is required."""
    publish_delay_minutes: int = 5
    """How long a published entry waits before families see it: 0 to 1440."""
    home_entries_wait: bool = True
    """Whether what a family adds waits for staff before it stands in the journal."""
    staff_scope: Scope = Scope.ROOMS
    """Whose journals practitioners work with; seniors and nominated members see all."""
    quiet_after_days: int = 14
    """After how many days without an entry a child is listed on the room page: 3 to 90."""
    relatives: Relatives = Relatives.ON_REQUEST
    """Whether relatives come in, on a parent's request and the setting's approval, or not at all."""
    most_linked_adults: int = 4
    """How many adults are linked to a child before a second nominated member has to agree to another: 1 to 20."""

    missing_permission: MissingPermission = MissingPermission.EXCLUDE
    """Whether such a child stays out of entries with photographs of several, or is painted over for other families."""
    others_are_shown: bool = True
    """Whether a family sees children of other families who agree to it; else it sees its own alone in every picture."""
    others_names: OthersNames = OthersNames.INITIAL
    """How a family reads the name of another child of an entry."""
    burning_after_days: int = 30
    """How long after a family has taken back its agreement to photographs the child is painted out for good: 0 to 365.
    Nobody sees the child in them from the first moment."""
    agreement_months: int = 12
    """After how many months what a parent agrees to on screen has to be agreed to again; 0: never. At most 24."""
    room_move_ends_agreements: bool = False
    """Whether what was agreed to about photographs ends when a child moves to another room, where others are."""
    parents_save_pictures: bool = False
    """Whether parents may save pictures in which every child is their own or has agreed; nobody else ever may."""
    idle_tablet_minutes: int = 2
    """After how many minutes untouched a shared tablet locks: 1 to 15."""
    idle_own_minutes: int = 15
    """After how many minutes untouched staff are signed out on a device of their own: 5 to 60."""
    idle_family_hours: int = 12
    """After how many hours untouched a parent is signed out on a device of their own: 1 to 720."""
    badges_are_used: bool = False
    """Whether printed badges with a QR code let staff in on the setting's tablets."""
    checks_before_access: bool = True
    """Whether nobody new comes in before it is recorded that their checks were seen (clauses 3.6)."""
    access_review_days: int = 120
    """After how many days everybody's access has to be looked at again: 30 to 366 (clauses 3.4)."""

    @classmethod
    def from_stored(cls, stored: Mapping[str, Any]) -> Self:
        """Read what the database holds."""
        safe = cls()
        if not isinstance(stored, Mapping):
            return safe
        try:
            scope = Scope(stored.get("staff_scope", safe.staff_scope))
        except ValueError:
            scope = safe.staff_scope
        relaxed = stored.get("roles_without_review")
        if not isinstance(relaxed, list):
            relaxed = []
        return cls(
            review_required=_flag(stored, "review_required", safe.review_required),
            roles_without_review=frozenset(role for role in relaxable_roles() if role in relaxed),
            publish_delay_minutes=_number(stored, "publish_delay_minutes", safe.publish_delay_minutes, 0, 1440),
            home_entries_wait=_flag(stored, "home_entries_wait", safe.home_entries_wait),
            staff_scope=scope,
            quiet_after_days=_number(stored, "quiet_after_days", safe.quiet_after_days, 3, 90),
            idle_tablet_minutes=_number(stored, "idle_tablet_minutes", safe.idle_tablet_minutes, 1, 15),
            idle_own_minutes=_number(stored, "idle_own_minutes", safe.idle_own_minutes, 5, 60),
            idle_family_hours=_number(stored, "idle_family_hours", safe.idle_family_hours, 1, 720),
            badges_are_used=_flag(stored, "badges_are_used", safe.badges_are_used),
            relatives=Relatives.NONE if stored.get("relatives") == Relatives.NONE else safe.relatives,
            missing_permission=MissingPermission.OBSCURE
            if stored.get("missing_permission") == MissingPermission.OBSCURE
            else safe.missing_permission,
            others_are_shown=_flag(stored, "others_are_shown", safe.others_are_shown),
            room_move_ends_agreements=_flag(stored, "room_move_ends_agreements", safe.room_move_ends_agreements),
            others_names=next((one for one in OthersNames if one == stored.get("others_names")), safe.others_names),
            parents_save_pictures=_flag(stored, "parents_save_pictures", safe.parents_save_pictures),
            burning_after_days=_number(stored, "burning_after_days", safe.burning_after_days, 0, 365),
            agreement_months=_number(stored, "agreement_months", safe.agreement_months, 0, 24),
            most_linked_adults=_number(stored, "most_linked_adults", safe.most_linked_adults, 1, 20),
            checks_before_access=_flag(stored, "checks_before_access", safe.checks_before_access),
            access_review_days=_number(stored, "access_review_days", safe.access_review_days, 30, 366),
        )

    def to_stored(self) -> dict[str, Any]:
        """What the database holds of these choices."""
        stored = dataclasses.asdict(self)
        stored["roles_without_review"] = sorted(self.roles_without_review)
        return stored

    def needs_review(self, role: Role) -> bool:
        """Whether an observation by somebody in ``role`` waits for a colleague."""
        return self.review_required and role not in self.roles_without_review


SCOPES = (Scope.KEY_CHILDREN, Scope.ROOMS, Scope.ALL)
"""From the narrowest to the widest."""
NAMING = (OthersNames.NONE, OthersNames.INITIAL, OthersNames.FIRST_NAME)
"""From what tells least to what tells most."""
WIDER: Mapping[str, Callable[[Any, Any], bool]] = {
    "review_required": lambda before, after: before and not after,
    "roles_without_review": lambda before, after: not after <= before,
    "publish_delay_minutes": lambda before, after: after < before,
    "home_entries_wait": lambda before, after: before and not after,
    "staff_scope": lambda before, after: SCOPES.index(after) > SCOPES.index(before),
    "quiet_after_days": lambda before, after: False,  # noqa: ARG005 - opens nothing to anybody
    "idle_tablet_minutes": lambda before, after: after > before,
    "idle_own_minutes": lambda before, after: after > before,
    "idle_family_hours": lambda before, after: after > before,
    "badges_are_used": lambda before, after: after and not before,
    "checks_before_access": lambda before, after: before and not after,
    "relatives": lambda before, after: before is Relatives.NONE and after is not Relatives.NONE,
    "missing_permission": lambda before, after: before is MissingPermission.EXCLUDE and after is not before,
    "others_are_shown": lambda before, after: after and not before,
    "room_move_ends_agreements": lambda before, after: before and not after,
    "others_names": lambda before, after: NAMING.index(after) > NAMING.index(before),
    "parents_save_pictures": lambda before, after: after and not before,
    "burning_after_days": lambda before, after: after > before,
    "agreement_months": lambda before, after: before != 0 and (after == 0 or after > before),
    "most_linked_adults": lambda before, after: after > before,
    "access_review_days": lambda before, after: after > before,
}
"""For each choice, whether a change from the one to the other opens more, or sooner, or for longer."""


def widened_choices(before: Choices, after: Choices) -> frozenset[str]:
    """The choices whose change needs a reason (clauses 3.1)."""
    return frozenset(name for name, is_wider in WIDER.items() if is_wider(getattr(before, name), getattr(after, name)))


def scope_of(role: Role, choices: Choices, own: Scope | None = None) -> Scope:
    """Whose journals somebody in ``role`` works with; ``own`` is what was decided for this person."""
    return Scope.ALL if role in UNSCOPED_ROLES else own or choices.staff_scope


def relaxable_roles() -> list[Role]:
    """Roles that a setting may let publish without review: students never (clauses 3.5)."""
    return [
        role
        for role in Role
        if role in STAFF_ROLES and role is not Role.STUDENT and Permission.OBSERVATION_WRITE in ROLE_PERMISSIONS[role]
    ]


def _flag(stored: Mapping[str, Any], name: str, safe: bool) -> bool:
    value = stored.get(name, safe)
    return value if isinstance(value, bool) else safe


def _number(stored: Mapping[str, Any], name: str, safe: int, least: int, most: int) -> int:
    value = stored.get(name, safe)
    return value if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most else safe
