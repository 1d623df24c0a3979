"""A year on paper: who, when, what, and what became of it."""

import datetime as dt
import re
from collections import Counter
from itertools import combinations

import pytest

from heartsease.cli.example.cast import CHILDREN, CLUB, FAMILIES, SAPLINGS, SEEDLINGS, STAFF
from heartsease.cli.example.plan import COLLEAGUES, Plan
from heartsease.cli.example.prints import choose_pictures, choose_portraits
from heartsease.cli.example.terms import easter, is_open, is_school_day, open_days
from heartsease.domain.access.permissions import Role
from heartsease.domain.children.rules import Purpose
from heartsease.domain.journal.rules import PictureSubject, State, names_in, photo_problems
from tests.cli.example.conftest import LONDON, plan_year

NOVEMBER = dt.date(2026, 11, 23)
MOST_OF_ONE_SITUATION = 12


def texts_of(plan: Plan) -> list[str]:
    texts = []
    for entry in plan.entries:
        texts += [entry.text, entry.next_step, entry.note, *(part.line for part in entry.parts)]
        texts += [text for word in entry.words for text in (word.text, word.answer)]
    return texts


def test_the_same_seed_tells_the_same_year() -> None:
    first, again, other = (plan_year(seed=seed, today=NOVEMBER, scale=0.3) for seed in (1, 1, 2))
    assert texts_of(first) == texts_of(again)
    assert [entry.happened_at for entry in first.entries] == [entry.happened_at for entry in again.entries]
    assert [child.stay for child in first.children] == [child.stay for child in again.children]
    assert texts_of(first) != texts_of(other)


def test_there_are_as_many_people_as_promised() -> None:
    assert 43 <= len(CHILDREN) <= 48
    assert Counter(child.stage for child in CHILDREN) == {"attending": len(CHILDREN) - 3, "left": 2, "joining": 1}
    assert len({child.full_name for child in CHILDREN}) == len(CHILDREN)
    assert len(STAFF) == 8
    assert Counter(one.role for one in STAFF)[Role.NOMINATED_MEMBER] == 2
    assert sum(len(family.homes) == 2 for family in FAMILIES) == 3
    assert sum(family.relative is not None for family in FAMILIES) == 1
    siblings = Counter(child.family for child in CHILDREN)
    assert sum(count > 1 for count in siblings.values()) >= 6


def test_permissions_are_mixed() -> None:
    children = plan_year(seed=1, today=NOVEMBER, scale=0.01).children
    agreed = [child.agreed() for child in children]
    assert sum(not one for one in agreed) == 2
    assert 0.15 <= sum(Purpose.OTHERS_JOURNALS.value not in one for one in agreed) / len(agreed) <= 0.27
    assert sum(child.young.is_protected for child in children) == 1
    differing = [child for child in children if child.young.agreed_by_other_home not in {None, child.young.agreed}]
    assert {child.young.family for child in differing} == {"whitlock"}
    assert all(Purpose.OTHERS_JOURNALS.value not in child.agreed() for child in differing)


@pytest.mark.parametrize(
    "today",
    [
        NOVEMBER,
        dt.date(2026, 9, 1),
        dt.date(2027, 8, 31),
        dt.date(2028, 2, 29),
        dt.date(2027, 1, 1),
        dt.date(2030, 5, 5),
    ],
    ids=str,
)
def test_ages_fit_rooms_on_any_day(today: dt.date) -> None:
    children = plan_year(seed=3, today=today, scale=0.01).children
    spans = {SEEDLINGS: (12, 36), SAPLINGS: (36, 60), CLUB: (48, 132)}
    for child in children:
        stay, young = child.stay, child.young
        day = {"joining": stay.start, "left": stay.leaving}.get(young.stage) or today
        least, most = spans[young.room]
        assert least <= stay.months_on(day) < most or young.stage == "joining", young.full_name
        assert stay.room_on(day) == young.room, young.full_name
        assert stay.birth < stay.start
        assert (stay.start > today) == (young.stage == "joining")
        assert (stay.leaving is not None and stay.leaving < today) == (young.stage == "left")
    for one, other in combinations(children, 2):
        if one.young.family == other.young.family:
            apart = abs((one.stay.birth - other.stay.birth).days)
            assert apart == 0 or apart > 300, (one.name, other.name)


def test_the_year_has_the_promised_size(year: Plan) -> None:
    assert 1400 <= len(year.entries) <= 1620
    photos = sum(len(prints) for prints in choose_pictures(year.entries))
    assert 1450 <= photos + len(choose_portraits(year.children)) <= 1950
    assert 0.2 <= sum(bool(entry.next_step) for entry in year.entries) / len(year.entries) <= 0.3
    assert sum(entry.next_step_is_for_home for entry in year.entries) > 50
    assert sum(entry.answered_at is not None for entry in year.entries) > 100
    assert sum(len(entry.parts) > 1 for entry in year.entries) > 40
    assert sum(entry.is_from_home for entry in year.entries) > 40
    words = [word for entry in year.entries for word in entry.words]
    assert len(words) > 180
    assert sum(bool(word.answer) for word in words) > 60
    assert sum(len(entry.hearts) for entry in year.entries) > 500


def test_newer_months_are_denser(year: Plan) -> None:
    def written(months_ago: int) -> int:
        last = year.today - dt.timedelta(days=91 * months_ago)
        return sum(0 <= (last - entry.happened_at.date()).days < 91 for entry in year.entries)

    assert written(0) > 1.4 * written(3)


def test_every_state_can_be_seen(year: Plan) -> None:
    states = Counter(entry.state for entry in year.entries)
    assert states[State.DRAFT] >= 3
    assert 4 <= states[State.SUBMITTED] <= 8
    assert states[State.RETURNED] == 2
    assert states[State.WITHDRAWN] == 1
    assert sum(entry.edited_at is not None for entry in year.entries) >= 2
    assert all(entry.note and entry.returned_at for entry in year.entries if entry.state is State.RETURNED)
    published = [entry.published_at for entry in year.entries if entry.published_at is not None]
    assert year.now - max(published) < dt.timedelta(minutes=1)


def test_times_are_in_order_and_in_the_settings_hours(year: Plan) -> None:
    for entry in year.entries:
        moments = [entry.happened_at, entry.created_at, entry.submitted_at]
        moments += [entry.returned_at, entry.resubmitted_at, entry.published_at, entry.edited_at]
        known = [moment for moment in moments if moment is not None]
        assert known == sorted(known), entry
        assert known[-1] <= year.now
        local = entry.happened_at.astimezone(LONDON)
        if not entry.is_from_home:
            assert is_open(local.date())
            assert dt.time(8) <= local.time() <= dt.time(18)
            if entry.room == CLUB and is_school_day(local.date()):
                assert local.time() >= dt.time(15, 30)
        for part in entry.parts:
            stay = part.child.stay
            assert stay.start < local.date()
            assert stay.leaving is None or local.date() <= stay.leaving
            assert entry.is_from_home or entry.room == stay.room_on(local.date())
        for word in entry.words:
            assert entry.published_at is not None
            assert entry.published_at <= word.at <= year.now
            assert word.answered_at is None or word.at <= word.answered_at <= year.now


def test_nobody_checks_their_own_or_their_own_childs(year: Plan) -> None:
    parents = {"karolina": "wisniewska"}
    for entry in year.entries:
        if entry.published_at is not None:
            assert entry.reviewer
            assert COLLEAGUES[entry.reviewer].role in {Role.SENIOR, Role.NOMINATED_MEMBER}
        assert entry.reviewer != entry.author
        assert parents.get(entry.author) not in {part.child.young.family for part in entry.parts}


def test_photographs_go_only_where_they_may(year: Plan) -> None:
    for entry in year.entries:
        if entry.scenes:
            subjects = [PictureSubject(part.child.name, part.child.agreed()) for part in entry.parts]
            assert photo_problems(subjects, entry.happened_at.astimezone(LONDON).date()) == []
    assert sum(bool(entry.scenes) for entry in year.entries) > 0.6 * len(year.entries)


def test_no_picture_comes_twice_in_an_entry(year: Plan) -> None:
    for prints in choose_pictures(year.entries):
        assert len({one.picture for one in prints}) == len(prints)
    ids = [one.photo_id for prints in choose_pictures(year.entries) for one in prints]
    assert len(set(ids)) == len(ids)


def test_a_note_names_no_other_child(year: Plan) -> None:
    """What families read names their own child at most (guarantee G10)."""
    everybody = [child.name for child in year.children]
    for entry in year.entries:
        own = [part.child.name for part in entry.parts]
        allowed = own if len(own) == 1 else []
        for text in (entry.text, entry.next_step):
            assert names_in(text, [name for name in everybody if name not in allowed]) == []
        for part in entry.parts:
            assert names_in(part.line, [name for name in everybody if name != part.child.name]) == []
        for word in entry.words:
            others = [name for name in everybody if name != word.child.name]
            assert names_in(f"{word.text} {word.answer}", others) == []


def test_nothing_sounds_generated(year: Plan) -> None:
    """No situation is told too often, none again in the same room soon, none twice of the same child."""
    assert max(Counter(entry.situation for entry in year.entries).values()) <= MOST_OF_ONE_SITUATION
    told = Counter((entry.situation, entry.parts[0].child.number) for entry in year.entries if len(entry.parts) == 1)
    assert max(told.values()) <= 2
    assert sum(count == 2 for count in told.values()) <= 8
    alone = Counter(
        re.sub(entry.parts[0].child.name, "", entry.text) for entry in year.entries if len(entry.parts) == 1
    )
    assert sum(count > 1 for count in alone.values()) <= 12
    for room in (SEEDLINGS, SAPLINGS, CLUB):
        order = [entry.situation for entry in year.entries if entry.room == room]
        assert all(len(set(order[at : at + 10])) == 10 for at in range(len(order) - 10))


def test_somebody_has_not_been_written_about_for_a_while(year: Plan) -> None:
    last: dict[str, dt.datetime] = {}
    for entry in year.entries:
        for part in entry.parts:
            last[part.child.name] = entry.happened_at
    quiet = [child.name for child in year.children if child.young.is_quiet]
    assert len(quiet) == 3
    assert all(year.now - last[name] > dt.timedelta(days=14) for name in quiet)


def test_closed_days_are_those_of_england() -> None:
    assert [easter(year) for year in (2024, 2026, 2038)] == [
        dt.date(2024, 3, 31),
        dt.date(2026, 4, 5),
        dt.date(2038, 4, 25),
    ]
    closed = [dt.date(2026, 4, 3), dt.date(2026, 4, 6), dt.date(2026, 5, 4), dt.date(2026, 5, 25), dt.date(2026, 8, 31)]
    closed += [dt.date(2026, 12, 25), dt.date(2027, 1, 1), dt.date(2026, 11, 22)]
    assert not any(is_open(day) for day in closed)
    assert is_open(dt.date(2026, 5, 11))
    assert open_days(dt.date(2026, 11, 20), dt.date(2026, 11, 24)) == [
        dt.date(2026, 11, 20),
        dt.date(2026, 11, 23),
        dt.date(2026, 11, 24),
    ]
    assert is_school_day(dt.date(2026, 11, 23))
    assert not is_school_day(dt.date(2026, 8, 12))
