"""Every right there is, as ``noun:verb``, and which role holds it.

This table is the code's rule, the configuration screen's text and docs/permissions.md at once (guarantee G8).
"""

import enum
from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Permission(enum.StrEnum):
    """What a person may do. The sentence for people stands in ``SENTENCES``."""

    ACCOUNT_USE = "account:use"
    CHILD_READ = "child:read"
    CHILD_RECORD_READ = "child_record:read"
    CHILD_RECORD_WRITE = "child_record:write"
    CHILD_SENSITIVE_READ = "child_sensitive:read"
    CHILD_SENSITIVE_WRITE = "child_sensitive:write"
    REGISTER_KEEP = "register:keep"
    PHOTO_PERMISSION_READ = "photo_permission:read"
    PHOTO_PERMISSION_RECORD = "photo_permission:record"
    PHOTO_PERMISSION_ANSWER = "photo_permission:answer"
    OBSERVATION_READ = "observation:read"
    OBSERVATION_WRITE = "observation:write"
    OBSERVATION_REVIEW = "observation:review"
    OBSERVATION_WITHDRAW = "observation:withdraw"
    COMMENT_WRITE = "comment:write"
    JOURNAL_READ = "journal:read"
    JOURNAL_ANSWER = "journal:answer"
    JOURNAL_CONTRIBUTE = "journal:contribute"
    RELATIVE_ASK = "relative:ask"
    ROOM_MANAGE = "room:manage"
    PERSON_MANAGE = "person:manage"
    DEVICE_MANAGE = "device:manage"
    PIN_USE = "pin:use"
    FAMILY_LINK = "family:link"
    AGREEMENT_MANAGE = "agreement:manage"
    INCIDENT_READ = "incident:read"
    INCIDENT_CLOSE = "incident:close"
    SETTING_CONFIGURE = "setting:configure"
    STYLE_READ = "style:read"
    MESSAGE_READ = "message:read"
    TRACE_READ = "trace:read"
    SEEN_READ = "seen:read"
    PICTURE_SAVE = "picture:save"
    RECORDS_IMPORT = "records:import"
    RECORDS_EXPORT = "records:export"


class Role(enum.StrEnum):
    """As what a person acts. A person may hold several memberships and acts as one at a time."""

    NOMINATED_MEMBER = "nominated_member"
    SENIOR = "senior"
    PRACTITIONER = "practitioner"
    STUDENT = "student"
    PARENT = "parent"
    RELATIVE = "relative"
    MAINTAINER = "maintainer"
    SYSTEM = "system"


class Mode(enum.StrEnum):
    """The side of the house in which somebody acts."""

    STAFF = "staff"
    FAMILY = "family"
    MAINTENANCE = "maintenance"
    SYSTEM = "system"


class Scope(enum.StrEnum):
    """Whose journals a member of staff works with."""

    ALL = "all"
    ROOMS = "rooms"
    KEY_CHILDREN = "key_children"


SENTENCES: Mapping[Permission, Promise] = {
    Permission.ACCOUNT_USE: _("Sign in and see the own account"),
    Permission.CHILD_READ: _("See the children: name, room, key person, allergies"),
    Permission.CHILD_RECORD_READ: _("Read a child's record: family, contacts, languages, needs"),
    Permission.CHILD_RECORD_WRITE: _("Add children and change their records"),
    Permission.CHILD_SENSITIVE_READ: _("Read the narrower facts: SEND, pupil premium, funded hours, protection"),
    Permission.CHILD_SENSITIVE_WRITE: _("Change the narrower facts"),
    Permission.REGISTER_KEEP: _("Keep the daily register"),
    Permission.PHOTO_PERMISSION_READ: _("See which photographs a family allows"),
    Permission.PHOTO_PERMISSION_RECORD: _("Record a family's answers about photographs"),
    Permission.PHOTO_PERMISSION_ANSWER: _("Answer what may be done with photographs of their own child"),
    Permission.OBSERVATION_READ: _("Read the observations of the children they work with"),
    Permission.OBSERVATION_WRITE: _("Write observations and add photographs"),
    Permission.OBSERVATION_REVIEW: _("Check colleagues' observations and publish them"),
    Permission.OBSERVATION_WITHDRAW: _("Take a published observation back from families"),
    Permission.COMMENT_WRITE: _("Answer families' comments"),
    Permission.JOURNAL_READ: _("Read the journal of their own child"),
    Permission.JOURNAL_ANSWER: _("Like and comment on their own child's entries"),
    Permission.JOURNAL_CONTRIBUTE: _("Add entries from home"),
    Permission.RELATIVE_ASK: _("Ask that a relative may read along, and take that back"),
    Permission.ROOM_MANAGE: _("Add and change rooms"),
    Permission.PERSON_MANAGE: _("Admit staff, give roles and end access"),
    Permission.DEVICE_MANAGE: _("Enrol tablets, approve people's own devices, close lost ones"),
    Permission.PIN_USE: _("Come in with a PIN on the setting's tablets"),
    Permission.AGREEMENT_MANAGE: _("Write what parents and staff agree to before they see anything"),
    Permission.INCIDENT_READ: _("Read incidents, such as a lost tablet or a log-in that somebody may know"),
    Permission.INCIDENT_CLOSE: _("Close an incident with a note"),
    Permission.FAMILY_LINK: _("Give a parent or relative access to a child's journal, pause, restrict and end it"),
    Permission.SETTING_CONFIGURE: _("Change the setting's choices"),
    Permission.STYLE_READ: _("See the pattern page of the journal's design"),
    Permission.MESSAGE_READ: _("See which messages wait or came back, and send them again"),
    Permission.TRACE_READ: _("Read the trace: who did what, and who was refused"),
    Permission.SEEN_READ: _("See which staff have looked at their own child"),
    Permission.PICTURE_SAVE: _("Save pictures of their own child, where the setting's choices allow it"),
    Permission.RECORDS_IMPORT: _("Import children, parents and staff from a file"),
    Permission.RECORDS_EXPORT: _("Take a list of children away, when another nominated member allows it"),
}

ROLE_NAMES: Mapping[Role, Promise] = {
    Role.NOMINATED_MEMBER: _("Nominated member"),
    Role.SENIOR: _("Senior"),
    Role.PRACTITIONER: _("Practitioner"),
    Role.STUDENT: _("Student or supply"),
    Role.PARENT: _("Parent or carer"),
    Role.RELATIVE: _("Relative"),
    Role.MAINTAINER: _("Maintainer"),
    Role.SYSTEM: _("The journal itself"),
}

ROLE_MODES: Mapping[Role, Mode] = {
    Role.NOMINATED_MEMBER: Mode.STAFF,
    Role.SENIOR: Mode.STAFF,
    Role.PRACTITIONER: Mode.STAFF,
    Role.STUDENT: Mode.STAFF,
    Role.PARENT: Mode.FAMILY,
    Role.RELATIVE: Mode.FAMILY,
    Role.MAINTAINER: Mode.MAINTENANCE,
    Role.SYSTEM: Mode.SYSTEM,
}

STAFF_ROLES = frozenset(role for role, mode in ROLE_MODES.items() if mode is Mode.STAFF)
FAMILY_ROLES = frozenset(role for role, mode in ROLE_MODES.items() if mode is Mode.FAMILY)

_STUDENT = frozenset(
    {
        Permission.ACCOUNT_USE,
        Permission.PIN_USE,
        Permission.CHILD_READ,
        Permission.REGISTER_KEEP,
        Permission.PHOTO_PERMISSION_READ,
        Permission.OBSERVATION_READ,
        Permission.OBSERVATION_WRITE,
    }
)
_PRACTITIONER = _STUDENT | {Permission.CHILD_RECORD_READ, Permission.COMMENT_WRITE}
_SENIOR = _PRACTITIONER | {
    Permission.CHILD_RECORD_WRITE,
    Permission.CHILD_SENSITIVE_READ,
    Permission.PHOTO_PERMISSION_RECORD,
    Permission.OBSERVATION_REVIEW,
    Permission.OBSERVATION_WITHDRAW,
}
_NOMINATED_MEMBER = _SENIOR | {
    Permission.CHILD_SENSITIVE_WRITE,
    Permission.ROOM_MANAGE,
    Permission.PERSON_MANAGE,
    Permission.DEVICE_MANAGE,
    Permission.FAMILY_LINK,
    Permission.SETTING_CONFIGURE,
    Permission.STYLE_READ,
    Permission.MESSAGE_READ,
    Permission.AGREEMENT_MANAGE,
    Permission.INCIDENT_READ,
    Permission.INCIDENT_CLOSE,
    Permission.TRACE_READ,
    Permission.RECORDS_IMPORT,
    Permission.RECORDS_EXPORT,
}
_RELATIVE = frozenset({Permission.ACCOUNT_USE, Permission.JOURNAL_READ, Permission.JOURNAL_ANSWER})
_PARENT = _RELATIVE | {
    Permission.JOURNAL_CONTRIBUTE,
    Permission.PHOTO_PERMISSION_ANSWER,
    Permission.RELATIVE_ASK,
    Permission.SEEN_READ,
    Permission.PICTURE_SAVE,
}

ROLE_PERMISSIONS: Mapping[Role, frozenset[Permission]] = {
    Role.NOMINATED_MEMBER: _NOMINATED_MEMBER,
    Role.SENIOR: _SENIOR,
    Role.PRACTITIONER: _PRACTITIONER,
    Role.STUDENT: _STUDENT,
    Role.PARENT: _PARENT,
    Role.RELATIVE: _RELATIVE,
    Role.MAINTAINER: frozenset({Permission.ACCOUNT_USE}),
    Role.SYSTEM: frozenset(Permission),
}

UNSCOPED_ROLES = frozenset({Role.NOMINATED_MEMBER, Role.SENIOR, Role.SYSTEM})
"""Roles that work with every child of the setting, whatever the setting chose for the others."""
