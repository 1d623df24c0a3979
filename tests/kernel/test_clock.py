"""Days of the setting's own zone, and ages in completed months."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from heartsease.kernel import clock

LONDON = ZoneInfo("Europe/London")
ZONES = [LONDON, ZoneInfo("UTC"), ZoneInfo("Pacific/Auckland"), ZoneInfo("America/St_Johns")]
days = some.dates(dt.date(1990, 1, 1), dt.date(2060, 12, 31))


def test_now_is_aware_and_utc() -> None:
    assert clock.now().utcoffset() == dt.timedelta(0)


def test_today_is_the_day_of_the_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: dt.datetime(2026, 6, 30, 23, 30, tzinfo=dt.UTC))
    assert clock.today(LONDON) == dt.date(2026, 7, 1)
    assert clock.today(ZoneInfo("UTC")) == dt.date(2026, 6, 30)


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        (dt.date(2026, 3, 29), 23),
        (dt.date(2026, 10, 25), 25),
        (dt.date(2026, 6, 1), 24),
        (dt.date(2024, 2, 29), 24),
        (dt.date(2026, 12, 31), 24),
    ],
)
def test_a_day_has_the_hours_its_clocks_give_it(day: dt.date, hours: int) -> None:
    begin, end = clock.day_bounds(day, LONDON)
    assert end - begin == dt.timedelta(hours=hours)
    assert begin.astimezone(LONDON).date() == day
    assert (end - dt.timedelta(microseconds=1)).astimezone(LONDON).date() == day
    assert end.astimezone(LONDON).date() == day + dt.timedelta(days=1)


@given(days, some.sampled_from(ZONES))
def test_days_follow_each_other_without_gap_or_overlap(day: dt.date, zone: ZoneInfo) -> None:
    begin, end = clock.day_bounds(day, zone)
    assert begin < end == clock.day_bounds(day + dt.timedelta(days=1), zone)[0]


@pytest.mark.parametrize(
    ("born", "day", "months"),
    [
        (dt.date(2024, 1, 31), dt.date(2024, 2, 28), 0),
        (dt.date(2024, 1, 31), dt.date(2024, 2, 29), 1),
        (dt.date(2023, 1, 31), dt.date(2023, 2, 28), 1),
        (dt.date(2023, 1, 31), dt.date(2023, 4, 29), 2),
        (dt.date(2023, 1, 31), dt.date(2023, 4, 30), 3),
        (dt.date(2024, 2, 29), dt.date(2025, 2, 28), 12),
        (dt.date(2024, 2, 29), dt.date(2025, 2, 27), 11),
        (dt.date(2024, 2, 29), dt.date(2028, 2, 28), 47),
        (dt.date(2024, 2, 29), dt.date(2028, 2, 29), 48),
        (dt.date(2023, 12, 15), dt.date(2024, 1, 14), 0),
        (dt.date(2023, 12, 15), dt.date(2024, 1, 15), 1),
        (dt.date(2023, 5, 5), dt.date(2023, 5, 5), 0),
        (dt.date(2023, 12, 31), dt.date(2024, 12, 31), 12),
    ],
)
def test_age_in_completed_months(born: dt.date, day: dt.date, months: int) -> None:
    assert clock.age_in_months(born, day) == months


@given(days, some.integers(0, 4000))
def test_age_never_falls_and_grows_by_one_at_a_time(born: dt.date, after: int) -> None:
    day = born + dt.timedelta(days=after)
    today, tomorrow = clock.age_in_months(born, day), clock.age_in_months(born, day + dt.timedelta(days=1))
    assert tomorrow - today in {0, 1}
