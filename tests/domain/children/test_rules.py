"""States of a child, and which answers about photographs are in force."""

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as some

from heartsease.domain.children.rules import (
    Answer,
    ChildState,
    Purpose,
    allows_new_pictures,
    permissions_in_force,
    state_on,
    still_allows,
)

DAY = dt.date(2026, 6, 15)
OWN, OTHERS = Purpose.OWN_JOURNAL, Purpose.OTHERS_JOURNALS
days = some.dates(dt.date(2024, 1, 1), dt.date(2028, 12, 31))
answers = some.lists(
    some.builds(
        Answer,
        purpose=some.sampled_from([OWN, OTHERS]),
        is_allowed=some.booleans(),
        answered_by=some.sampled_from(["Rosa", "rosa", "Omar"]),
        last_day=some.none() | days,
        is_decision=some.sampled_from([False, False, False, True]),
    ),
    max_size=8,
)


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (dt.date(2026, 1, 4), ChildState.JOINING),
        (dt.date(2026, 1, 5), ChildState.ACTIVE),
        (dt.date(2026, 7, 31), ChildState.ACTIVE),
        (dt.date(2026, 8, 1), ChildState.LEFT),
    ],
)
def test_the_first_and_the_last_day_count(day: dt.date, state: ChildState) -> None:
    assert state_on(day, start=dt.date(2026, 1, 5), leaving=dt.date(2026, 7, 31)) is state


def test_a_child_without_a_leaving_date_stays() -> None:
    assert state_on(dt.date(2999, 1, 1), start=DAY, leaving=None) is ChildState.ACTIVE


def test_a_child_who_came_for_one_day() -> None:
    assert [state_on(DAY + dt.timedelta(days=after), start=DAY, leaving=DAY).value for after in (-1, 0, 1)] == [
        "joining",
        "active",
        "left",
    ]


@given(days, days, some.none() | days)
def test_states_only_go_forward(day: dt.date, start: dt.date, leaving: dt.date | None) -> None:
    order = list(ChildState)
    if leaving is not None and leaving < start:
        return
    today, tomorrow = (state_on(one, start=start, leaving=leaving) for one in (day, day + dt.timedelta(days=1)))
    assert order.index(today) <= order.index(tomorrow)


def in_force(*given_answers: Answer, is_protected: bool = False) -> dict[str, str | None]:
    return permissions_in_force(given_answers, is_protected=is_protected)


def yes(by: str, last_day: dt.date | None = None) -> Answer:
    return Answer(OWN, True, by, last_day)


def no(by: str) -> Answer:
    return Answer(OWN, False, by)


def test_no_recorded_answer_is_a_no() -> None:
    assert in_force() == {}
    assert not allows_new_pictures({}, OWN, DAY)
    assert not still_allows({}, OWN)


def test_each_adults_latest_answer_counts_and_the_more_protective_holds() -> None:
    assert in_force(yes("Rosa")) == {"own_journal": None}
    assert in_force(no("Rosa"), yes("Rosa")) == {"own_journal": None}
    assert in_force(yes("Rosa"), no("ROSA")) == {}
    for order in itertools.permutations([yes("Rosa"), no("Omar"), yes("Nana")]):
        assert in_force(*order) == {}


def test_a_decision_replaces_what_was_answered_before_and_nothing_after() -> None:
    decided = Answer(OWN, True, "Maggie", is_decision=True)
    assert in_force(yes("Rosa"), no("Omar"), decided) == {"own_journal": None}
    assert in_force(decided, no("Omar")) == {}
    assert in_force(no("Omar"), Answer(OTHERS, True, "Maggie", is_decision=True)) == {"others_journals": None}


def test_the_earliest_last_day_holds() -> None:
    early, late = dt.date(2026, 7, 1), dt.date(2026, 9, 1)
    assert in_force(yes("Rosa", late), yes("Omar", early), yes("Nana")) == {"own_journal": early.isoformat()}


def test_protection_turns_everything_beyond_the_own_journal_into_a_no() -> None:
    given_answers = [Answer(purpose, True, "Rosa") for purpose in Purpose]
    assert in_force(*given_answers, is_protected=True) == {"own_journal": None}
    assert len(in_force(*given_answers)) == len(Purpose)
    assert in_force(Answer(OTHERS, True, "Maggie", is_decision=True), is_protected=True) == {}


@given(answers, some.booleans())
def test_no_order_of_answers_agrees_more_than_every_adult_does(given_answers: list[Answer], is_protected: bool) -> None:
    found = permissions_in_force(given_answers, is_protected=is_protected)
    for purpose in (OWN, OTHERS):
        about = [answer for answer in given_answers if answer.purpose is purpose]
        since = max((place for place, answer in enumerate(about) if answer.is_decision), default=0)
        latest = {answer.answered_by.casefold(): answer for answer in about[since:]}
        agreed = bool(latest) and all(answer.is_allowed for answer in latest.values())
        assert (purpose.value in found) == (agreed and not (is_protected and purpose is OTHERS))


@given(answers, some.sampled_from(["Rosa", "Omar"]))
def test_a_withdrawal_always_works(given_answers: list[Answer], by: str) -> None:
    withdrawn = [*given_answers, Answer(OWN, False, by)]
    assert OWN.value not in permissions_in_force(withdrawn, is_protected=False)


def test_expiry_stops_new_pictures_and_takes_nothing_away() -> None:
    agreed = {"own_journal": DAY.isoformat()}
    assert allows_new_pictures(agreed, OWN, DAY)
    assert not allows_new_pictures(agreed, OWN, DAY + dt.timedelta(days=1))
    assert still_allows(agreed, OWN)
    assert not allows_new_pictures(agreed, OTHERS, DAY)


def test_every_state_and_purpose_has_words() -> None:
    labels = [str(one.label) for one in (*ChildState, *Purpose)]
    assert all(labels)
    assert len(set(labels)) == len(labels)
