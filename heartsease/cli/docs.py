"""Pages of docs/ that are generated from the code, so that they cannot say anything else than it does."""

from collections.abc import Iterable, Iterator

from heartsease.domain.access.permissions import (
    ROLE_MODES,
    ROLE_NAMES,
    ROLE_PERMISSIONS,
    SENTENCES,
    STAFF_ROLES,
    UNSCOPED_ROLES,
    Permission,
    Role,
)


def write_permissions() -> str:
    """The text of docs/permissions.md: the table of roles and rights in plain words."""
    return "\n".join(_permissions()) + "\n"


def _permissions() -> Iterator[str]:
    people = [role for role in Role if role is not Role.SYSTEM]
    yield "# Who may do what"
    yield ""
    yield (
        "Generated from `heartsease/domain/access/permissions.py`, the table that the journal itself follows; "
        "a test compares the two. A nominated member sees the same table under Manage, Roles and rights."
    )
    yield ""
    yield _row(["Right", *(str(ROLE_NAMES[role]) for role in people), "Name in the code"])
    yield _row(["---", *(":---:" for _role in people), "---"])
    for permission in Permission:
        ticks = ["yes" if permission in ROLE_PERMISSIONS[role] else "" for role in people]
        yield _row([str(SENTENCES[permission]), *ticks, f"`{permission}`"])
    yield ""
    yield "## Whose journals"
    yield ""
    yield f"* Every child of the setting: {_names(role for role in people if role in UNSCOPED_ROLES)}."
    yield f"* As the setting chose (Manage, Choices): {_names(role for role in people if role in _scoped_staff())}."
    yield (
        "* The children they are linked to, and no other: "
        f"{_names(role for role in people if ROLE_MODES[role] == 'family')}."
    )
    yield (f"* No child at all: {_names(role for role in people if ROLE_MODES[role] == 'maintenance')}.")
    yield ""
    yield (
        "The journal's own background work acts as a role of its own, which holds every right, is never given to a "
        "person and stands in the trace under its own name."
    )


def _scoped_staff() -> frozenset[Role]:
    return STAFF_ROLES - UNSCOPED_ROLES


def _names(roles: Iterable[Role]) -> str:
    return ", ".join(str(ROLE_NAMES[role]).lower() for role in roles)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
