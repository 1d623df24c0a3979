"""The attacks of scripts/bench/attack, small and seeded: each finds what was planted, and nothing else."""

import pytest

from heartsease.domain.access.permissions import Scope
from heartsease.domain.frameworks.models import Framework
from scripts.bench.attacks import Outcome, guessing, thieves
from scripts.bench.attacks.nursery import Nursery, build


@pytest.fixture
def nursery(eyfs: Framework) -> Nursery:
    """Thirty-four children in two rooms: more than a practitioner's budget."""
    made = build(child_count=34, room_count=2, colleagues=3)
    made.thinning = 5
    return made


def test_an_outcome_counts_only_where_the_planted_leak_was_found() -> None:
    assert Outcome("", got=0, most=0, planted=1, note="").is_held
    assert not Outcome("", got=0, most=0, planted=0, note="").is_held
    assert not Outcome("", got=31, most=30, planted=40, note="").is_held


def test_a_password_alone_reads_no_child(nursery: Nursery) -> None:
    outcome = thieves.with_a_password(nursery)
    assert outcome.is_held, outcome
    assert outcome.got == 0


@pytest.mark.parametrize("scope", [Scope.ROOMS, Scope.ALL])
def test_an_unlocked_tablet_gives_the_budget_and_nothing_outside_the_rooms(nursery: Nursery, scope: Scope) -> None:
    outcomes = list(thieves.with_a_tablet(nursery, scope))
    for outcome in outcomes:
        if outcome.attack.endswith("faces"):  # 34 are fewer than any budget of faces
            assert outcome.got <= outcome.most
        else:
            assert outcome.is_held, outcome


def test_guessing_on_a_stolen_tablet_hardly_ever_succeeds(nursery: Nursery) -> None:
    for outcome in guessing.on_a_tablet(nursery, days=3):
        assert outcome.is_held, outcome


def test_a_stolen_database_gives_no_pin(nursery: Nursery) -> None:
    outcome = guessing.on_a_database(nursery, count=40)
    assert outcome.is_held, outcome
    assert outcome.planted == 40
