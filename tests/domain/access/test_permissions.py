"""The table of rights: what it must say whatever else changes (guarantee G8; clauses 3.5)."""

import dataclasses
from zoneinfo import ZoneInfo

import pytest

from heartsease.domain.access.actor import Actor, require, system_actor
from heartsease.domain.access.permissions import (
    FAMILY_ROLES,
    ROLE_PERMISSIONS,
    SENTENCES,
    STAFF_ROLES,
    Permission,
    Role,
    Scope,
)
from heartsease.domain.setting.rules import Choices, scope_of
from heartsease.kernel.errors import NotAllowedError
from heartsease.kernel.ids import new_id

ZONE = ZoneInfo("Europe/London")
OF_FAMILIES = {
    Permission.ACCOUNT_USE,
    Permission.JOURNAL_READ,
    Permission.JOURNAL_ANSWER,
    Permission.JOURNAL_CONTRIBUTE,
    Permission.PHOTO_PERMISSION_ANSWER,
    Permission.RELATIVE_ASK,
    Permission.SEEN_READ,
    Permission.PICTURE_SAVE,
}


def holders(permission: Permission) -> set[Role]:
    """The roles of people that hold a right."""
    return {role for role, held in ROLE_PERMISSIONS.items() if permission in held} - {Role.SYSTEM}


def test_families_hold_nothing_of_staff_and_staff_nothing_of_families() -> None:
    for role in FAMILY_ROLES:
        assert ROLE_PERMISSIONS[role] <= OF_FAMILIES
    for role in STAFF_ROLES:
        assert ROLE_PERMISSIONS[role] & OF_FAMILIES == {Permission.ACCOUNT_USE}


def test_who_holds_the_rights_that_matter_most() -> None:
    assert holders(Permission.PERSON_MANAGE) == {Role.NOMINATED_MEMBER}
    assert holders(Permission.FAMILY_LINK) == {Role.NOMINATED_MEMBER}
    assert holders(Permission.SETTING_CONFIGURE) == {Role.NOMINATED_MEMBER}
    assert holders(Permission.CHILD_SENSITIVE_WRITE) == {Role.NOMINATED_MEMBER}
    assert holders(Permission.CHILD_SENSITIVE_READ) == {Role.NOMINATED_MEMBER, Role.SENIOR}
    assert holders(Permission.OBSERVATION_REVIEW) == {Role.NOMINATED_MEMBER, Role.SENIOR}
    assert holders(Permission.OBSERVATION_WITHDRAW) == {Role.NOMINATED_MEMBER, Role.SENIOR}
    assert holders(Permission.JOURNAL_CONTRIBUTE) == {Role.PARENT}
    assert holders(Permission.PHOTO_PERMISSION_ANSWER) == {Role.PARENT}
    assert holders(Permission.RELATIVE_ASK) == {Role.PARENT}
    assert holders(Permission.TRACE_READ) == {Role.NOMINATED_MEMBER}
    assert holders(Permission.SEEN_READ) == {Role.PARENT}
    assert holders(Permission.PICTURE_SAVE) == {Role.PARENT}
    assert Role.STUDENT not in holders(Permission.CHILD_RECORD_READ)


def test_a_maintainer_sees_no_child() -> None:
    assert ROLE_PERMISSIONS[Role.MAINTAINER] == {Permission.ACCOUNT_USE}


def test_every_right_is_held_by_some_person_and_has_words() -> None:
    for permission in Permission:
        assert holders(permission), permission
        assert str(SENTENCES[permission]).strip()


def test_seniors_see_all_and_others_what_the_setting_chose() -> None:
    chosen = Choices(staff_scope=Scope.KEY_CHILDREN)
    assert {role for role in STAFF_ROLES if scope_of(role, chosen) is Scope.ALL} == {
        Role.NOMINATED_MEMBER,
        Role.SENIOR,
    }
    assert scope_of(Role.PRACTITIONER, chosen) is Scope.KEY_CHILDREN
    assert scope_of(Role.STUDENT, Choices()) is Scope.ROOMS


def test_require() -> None:
    student = Actor(setting_id=new_id(), role=Role.STUDENT, zone=ZONE)
    require(student, Permission.OBSERVATION_WRITE)
    with pytest.raises(NotAllowedError, match="role"):
        require(student, Permission.OBSERVATION_REVIEW)


def test_an_actor_cannot_be_changed_and_sees_least_by_default() -> None:
    actor = Actor(setting_id=new_id(), role=Role.PRACTITIONER, zone=ZONE)
    assert actor.scope is Scope.KEY_CHILDREN
    with pytest.raises(dataclasses.FrozenInstanceError):
        actor.role = Role.NOMINATED_MEMBER  # type: ignore[misc]  # that is the point


def test_the_journal_itself_is_no_person() -> None:
    system = system_actor(new_id(), ZONE)
    with pytest.raises(NotAllowedError):
        _ = system.member
    with pytest.raises(NotAllowedError):
        _ = system.person
