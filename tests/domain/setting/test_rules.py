"""A setting's choices: whatever the database holds, the safe answer stands where nothing sensible was chosen."""

import dataclasses
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from heartsease.domain.access.permissions import Role, Scope
from heartsease.domain.setting.rules import WIDER, Choices, Relatives, relaxable_roles, widened_choices

SAFE = Choices()
anything = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(max_size=20),
    lambda inside: some.lists(inside, max_size=3) | some.dictionaries(some.text(max_size=9), inside, max_size=3),
    max_leaves=5,
)
names = some.sampled_from(sorted(SAFE.to_stored()))


def test_the_safe_answers() -> None:
    assert SAFE.review_required
    assert SAFE.home_entries_wait
    assert SAFE.publish_delay_minutes == 5
    assert SAFE.staff_scope is Scope.ROOMS
    assert SAFE.relatives is Relatives.ON_REQUEST
    assert SAFE.most_linked_adults == 4
    assert not SAFE.parents_save_pictures
    assert all(SAFE.needs_review(role) for role in Role)


def test_choices_survive_the_database() -> None:
    chosen = Choices(
        review_required=True,
        roles_without_review=frozenset({Role.SENIOR, Role.NOMINATED_MEMBER}),
        publish_delay_minutes=1440,
        home_entries_wait=False,
        staff_scope=Scope.ALL,
        quiet_after_days=90,
        relatives=Relatives.NONE,
        most_linked_adults=20,
    )
    assert Choices.from_stored(chosen.to_stored()) == chosen


def test_every_choice_says_which_change_of_it_opens_more() -> None:
    """A new choice without an answer here would be widened without a reason."""
    assert set(WIDER) == {field.name for field in dataclasses.fields(Choices)}
    assert not widened_choices(SAFE, SAFE)


@pytest.mark.parametrize(
    ("name", "narrow", "wide"),
    [
        ("review_required", True, False),
        ("roles_without_review", frozenset(), frozenset({Role.SENIOR})),
        ("publish_delay_minutes", 5, 4),
        ("home_entries_wait", True, False),
        ("staff_scope", Scope.KEY_CHILDREN, Scope.ROOMS),
        ("staff_scope", Scope.ROOMS, Scope.ALL),
        ("relatives", Relatives.NONE, Relatives.ON_REQUEST),
        ("most_linked_adults", 4, 5),
        ("idle_tablet_minutes", 2, 3),
        ("idle_own_minutes", 15, 16),
        ("idle_family_hours", 12, 13),
        ("badges_are_used", False, True),
        ("parents_save_pictures", False, True),
        ("checks_before_access", True, False),
        ("access_review_days", 120, 121),
    ],
)
def test_what_opens_more_needs_a_reason_and_back_again_none(name: str, narrow: object, wide: object) -> None:
    one, other = (dataclasses.replace(SAFE, **{name: value}) for value in (narrow, wide))  # type: ignore[arg-type]
    assert widened_choices(one, other) == {name}
    assert not widened_choices(other, one)


def test_when_a_child_counts_as_quiet_opens_nothing() -> None:
    for days in (3, 90):
        assert not widened_choices(SAFE, dataclasses.replace(SAFE, quiet_after_days=days))


@given(some.dictionaries(names, anything, max_size=6))
def test_nonsense_is_never_an_error_and_never_less_safe(stored: dict[str, Any]) -> None:
    found = Choices.from_stored(stored)
    if stored.get("review_required") is not False:
        assert found.review_required
    if stored.get("home_entries_wait") is not False:
        assert found.home_entries_wait
    assert 0 <= found.publish_delay_minutes <= 1440
    assert 3 <= found.quiet_after_days <= 90
    assert 1 <= found.most_linked_adults <= 20
    assert found.roles_without_review <= set(relaxable_roles())
    if stored.get("checks_before_access") is not False:
        assert found.checks_before_access
    if stored.get("parents_save_pictures") is not True:
        assert not found.parents_save_pictures
    if stored.get("badges_are_used") is not True:
        assert not found.badges_are_used
    assert 1 <= found.idle_tablet_minutes <= 15
    assert 30 <= found.access_review_days <= 366


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("roles_without_review", None),
        ("roles_without_review", 5),
        ("roles_without_review", "senior"),
        ("roles_without_review", "practitioner or senior"),
        ("roles_without_review", {"senior": False}),
        ("roles_without_review", [["senior"], {"role": "senior"}]),
        ("roles_without_review", ["student", "parent", "system"]),
        ("publish_delay_minutes", True),
        ("publish_delay_minutes", -1),
        ("publish_delay_minutes", 1441),
        ("publish_delay_minutes", "5"),
        ("publish_delay_minutes", float("nan")),
        ("quiet_after_days", 2),
        ("review_required", 0),
        ("review_required", "no"),
        ("home_entries_wait", None),
        ("parents_save_pictures", "yes"),
        ("parents_save_pictures", 1),
        ("staff_scope", "everything"),
        ("staff_scope", ["all"]),
        ("relatives", "everybody"),
        ("relatives", ["none"]),
        ("most_linked_adults", 0),
        ("most_linked_adults", 21),
        ("most_linked_adults", "4"),
    ],
)
def test_broken_values_fall_back(name: str, value: object) -> None:
    assert Choices.from_stored({name: value}) == SAFE


@pytest.mark.parametrize("stored", [None, [], "all", 7, {}])
def test_a_broken_whole_falls_back(stored: Any) -> None:
    assert Choices.from_stored(stored) == SAFE


def test_students_and_families_are_always_reviewed() -> None:
    relaxed = Choices(roles_without_review=frozenset(relaxable_roles()))
    assert {role for role in Role if not relaxed.needs_review(role)} == {
        Role.NOMINATED_MEMBER,
        Role.SENIOR,
        Role.PRACTITIONER,
    }
