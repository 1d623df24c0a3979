"""Who is acting: an immutable value that every action and query takes."""

import uuid
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from heartsease.domain.access.permissions import (
    ROLE_MODES,
    ROLE_NAMES,
    ROLE_PERMISSIONS,
    Mode,
    Permission,
    Role,
    Scope,
)
from heartsease.kernel.errors import NotAllowedError


@dataclass(frozen=True, slots=True)
class Actor:
    """A person in one role at one setting, for one request or one piece of background work."""

    setting_id: uuid.UUID
    role: Role
    zone: ZoneInfo
    scope: Scope = Scope.KEY_CHILDREN
    person_id: uuid.UUID | None = None
    membership_id: uuid.UUID | None = None
    name: str = ""
    device_id: uuid.UUID | None = None
    session_id: uuid.UUID | None = None
    request_id: str = ""
    source: str = ""

    @property
    def mode(self) -> Mode:
        """The side of the house in which this actor moves."""
        return ROLE_MODES[self.role]

    @property
    def role_label(self) -> str:
        """The role's name for people."""
        return str(ROLE_NAMES[self.role])

    @property
    def member(self) -> uuid.UUID:
        """The membership in which a person acts; writes that carry an author need one."""
        if self.membership_id is None:
            raise NotAllowedError(_("This can only be done by a person."))
        return self.membership_id

    @property
    def person(self) -> uuid.UUID:
        """The person who acts; background work has none."""
        if self.person_id is None:
            raise NotAllowedError(_("This can only be done by a person."))
        return self.person_id

    @property
    def session(self) -> uuid.UUID:
        """The sign-in in which a person acts; background work has none."""
        if self.session_id is None:
            raise NotAllowedError(_("This can only be done by a person who is signed in."))
        return self.session_id

    @property
    def device(self) -> uuid.UUID:
        """The enrolled or approved device at which a person acts."""
        if self.device_id is None:
            raise NotAllowedError(_("This can only be done on one of the setting's tablets."))
        return self.device_id

    def may(self, permission: Permission) -> bool:
        """Whether the actor's role holds ``permission``."""
        return permission in ROLE_PERMISSIONS[self.role]


def require(actor: Actor, permission: Permission) -> None:
    """Refuse (``NotAllowedError``) unless ``actor`` holds ``permission``: the first line of every action."""
    if not actor.may(permission):
        raise NotAllowedError(_("Your role does not include this. A nominated member can tell you more."))


def system_actor(setting_id: uuid.UUID, zone: ZoneInfo) -> Actor:
    """The journal itself, acting in one setting: background work and the example."""
    return Actor(setting_id=setting_id, role=Role.SYSTEM, zone=zone, scope=Scope.ALL)
