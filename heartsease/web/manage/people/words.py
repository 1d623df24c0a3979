"""What somebody may do, and what would change about it, in plain words."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heartsease.domain.access.permissions import ROLE_NAMES, UNSCOPED_ROLES, Scope
from heartsease.domain.accounts.models import AccessChange
from heartsease.domain.accounts.rules import Access, PersonState, widened
from heartsease.domain.setting.models import Room
from heartsease.domain.setting.rules import Choices

SCOPE_WORDS: Mapping[Scope, Promise] = {
    Scope.KEY_CHILDREN: gettext_lazy("their key children only"),
    Scope.ROOMS: gettext_lazy("their key children and the children of their rooms"),
    Scope.ALL: gettext_lazy("every child of the setting"),
}
LABELS: Mapping[str, Promise] = {
    "role": gettext_lazy("Role"),
    "scope": gettext_lazy("Works with"),
    "rooms": gettext_lazy("Rooms"),
    "has_offsite_right": gettext_lazy("Away from the setting"),
    "last_day": gettext_lazy("Last day"),
}
RoomNames = Mapping[uuid.UUID, str]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of somebody's access, before and after."""

    label: str
    before: str
    after: str
    is_wider: bool


@dataclass(frozen=True, slots=True)
class Remembered:
    """A change of somebody's access as it is remembered."""

    row: AccessChange
    title: str
    parts: list[Part]


def room_names() -> RoomNames:
    """Every room that the setting has or had."""
    return dict(Room.objects.values_list("pk", "name"))


def in_words(name: str, access: Access, *, choices: Choices, rooms: RoomNames) -> str:
    """One part of ``access``."""
    words = {
        "role": str(ROLE_NAMES[access.role]),
        "scope": _scope(access, choices),
        "rooms": ", ".join(sorted(rooms.get(room, _("a former room")) for room in access.rooms)) or _("none"),
        "has_offsite_right": _("on an approved device of their own") if access.has_offsite_right else _("not at all"),
        "last_day": date_format(access.last_day, "j F Y") if access.last_day else _("none: until it is ended"),
    }
    return words[name]


def differences(before: Access, after: Access, *, choices: Choices, rooms: RoomNames) -> list[Part]:
    """What would change, or was changed, from what to what."""
    wider = widened(before, after, choices=choices)
    found = []
    for name, label in LABELS.items():
        one, other = (in_words(name, access, choices=choices, rooms=rooms) for access in (before, after))
        if getattr(before, name) != getattr(after, name) or one != other:
            found.append(Part(str(label), one, other, name in wider))
    return found


def remembered(changes: list[AccessChange], *, choices: Choices) -> list[Remembered]:
    """The history of somebody's access."""
    rooms = room_names() if any("rooms" in one.after for one in changes) else {}
    return [_remembered(one, choices, rooms) for one in changes]


def _remembered(row: AccessChange, choices: Choices, rooms: RoomNames) -> Remembered:
    if "state" in row.after:
        return Remembered(row, _became(row.before, row.after), [])
    before, after = Access.from_stored(row.before), Access.from_stored(row.after)
    return Remembered(row, _("Access changed"), differences(before, after, choices=choices, rooms=rooms))


def _became(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    state = PersonState(after["state"])
    if state is PersonState.SUSPENDED:
        return _("Suspended")
    if state is PersonState.ENDED:
        return _("Access ended")
    return _("Suspension ended") if before["state"] == PersonState.SUSPENDED else _("Let in again")


def _scope(access: Access, choices: Choices) -> str:
    if access.role in UNSCOPED_ROLES:
        return str(SCOPE_WORDS[Scope.ALL])
    if access.scope is None:
        return _("as the setting chose: %(scope)s") % {"scope": SCOPE_WORDS[choices.staff_scope]}
    return str(SCOPE_WORDS[access.scope])
