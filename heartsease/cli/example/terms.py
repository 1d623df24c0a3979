"""The year of an English nursery: closed days, school holidays, ages and school years. Days only, no database."""

import dataclasses
import datetime as dt
import random

from heartsease.cli.example.cast import CLUB, SAPLINGS, SEEDLINGS, Young
from heartsease.kernel.clock import age_in_months

DAYS_IN_MONTH = 30.4375
_YOUNGEST, _MOVES_UP, _OLDEST = 13.3, 36.4, 128.0
"""Ages in months: when a child comes, moves to the older room, is nearly too old for the club."""


def easter(year: int) -> dt.date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher)."""
    century, rest = divmod(year, 100)
    golden = year % 19
    skipped, leap = divmod(century, 4)
    moon = (19 * golden + century - skipped - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * leap + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return dt.date(year, month, day + 1)


def is_open(day: dt.date) -> bool:
    """Whether the nursery is open: no weekends, no bank holidays, closed from Christmas Eve to New Year's Day."""
    if day.weekday() > 4 or (day.month, day.day) >= (12, 24) or (day.month, day.day) == (1, 1):
        return False
    if day in {easter(day.year) - dt.timedelta(days=2), easter(day.year) + dt.timedelta(days=1)}:
        return False
    is_monday = day.weekday() == 0
    is_last_of_month = (day + dt.timedelta(days=7)).month != day.month
    return not (
        is_monday and ((day.month == 5 and (day.day <= 7 or is_last_of_month)) or (day.month == 8 and is_last_of_month))
    )


def is_school_day(day: dt.date) -> bool:
    """Whether schools are open: then the club begins in the afternoon, else it lasts all day."""
    around_easter = abs((day - easter(day.year)).days - 2) <= 8
    half_terms = (day.month == 2 and 14 <= day.day <= 20) or (day.month == 10 and day.day >= 24)
    half_terms |= day.month == 5 and day.day >= 25
    summer = day.month == 8 or (day.month == 7 and day.day >= 23)
    winter = (day.month == 12 and day.day >= 20) or (day.month == 1 and day.day <= 4)
    return is_open(day) and not (around_easter or half_terms or summer or winter)


def open_days(first: dt.date, last: dt.date) -> list[dt.date]:
    """Every open day from ``first`` to ``last``, both included."""
    span = range((last - first).days + 1)
    return [day for day in (first + dt.timedelta(days=number) for number in span) if is_open(day)]


def busyness(day: dt.date, today: dt.date) -> float:
    """How much is written on a day: more in term than in August, more in newer months, least on Fridays."""
    age = (today - day).days / 365
    season = 0.45 if day.month == 8 else 1.0 if is_school_day(day) else 0.7
    return season * (1.5 - 0.9 * age) * (0.8 if day.weekday() == 4 else 1.0)


@dataclasses.dataclass(frozen=True, slots=True)
class Stay:
    """When a child was born, comes and goes, and on which weekdays (Monday is 0)."""

    birth: dt.date
    start: dt.date
    leaving: dt.date | None
    weekdays: frozenset[int]

    def attends(self, day: dt.date) -> bool:
        """Whether the child is expected on an open day."""
        return self.start <= day and (self.leaving is None or day <= self.leaving) and day.weekday() in self.weekdays

    def months_on(self, day: dt.date) -> int:
        """The age in completed months."""
        return age_in_months(self.birth, day)

    def room_on(self, day: dt.date) -> str:
        """The room in which the child was on ``day``: nobody is born in the Saplings."""
        months = self.months_on(day)
        if months < 36:
            return SEEDLINGS
        return SAPLINGS if day < _starts_school(self.birth) else CLUB


def stay_of(young: Young, *, today: dt.date, rng: random.Random) -> Stay:
    """The dates of a child of the cast, as they fit its room today (or fitted when it left)."""
    seen_on = today - dt.timedelta(days=rng.randint(40, 120)) if young.stage == "left" else today
    least, most = _ages(young.room, seen_on)
    months = least + young.place * (most - least)
    if young.stage == "joining":
        months = 11.6
    birth = seen_on - dt.timedelta(days=round(months * DAYS_IN_MONTH))
    if young.room == CLUB:
        start = max(_starts_school(birth), today - dt.timedelta(days=rng.randint(250, 800)))
        start = min(start + dt.timedelta(days=rng.randint(1, 30)), today - dt.timedelta(days=24))
    else:
        begins = rng.uniform(10.2, 13) if months < 20 or rng.random() < 0.6 else rng.uniform(14, min(months - 3, 30))
        start = min(birth + dt.timedelta(days=round(begins * DAYS_IN_MONTH)), today - dt.timedelta(days=24))
    if young.stage == "joining":
        start = today + dt.timedelta(days=rng.randint(9, 16))
    start += dt.timedelta(days=(7 - start.weekday()) % 7 if start.weekday() > 4 else 0)
    weekdays = frozenset(rng.sample(range(5), rng.choice([2, 3, 3, 4, 4, 5, 5])))
    return Stay(birth, start, seen_on if young.stage == "left" else None, weekdays)


def _ages(room: str, day: dt.date) -> tuple[float, float]:
    """The least and greatest age in a room, in months. A child of the Saplings has not yet begun school."""
    begins = dt.date(day.year if day.month >= 9 else day.year - 1, 9, 1)
    school_age = (day - begins.replace(year=begins.year - 4)).days / DAYS_IN_MONTH
    return {
        SEEDLINGS: (_YOUNGEST, 35.4),
        SAPLINGS: (_MOVES_UP, school_age - 0.3),
        CLUB: (school_age + 1, _OLDEST),
    }[room]


def _starts_school(birth: dt.date) -> dt.date:
    """The first of September after the fourth birthday: the beginning of the reception year."""
    year = birth.year + (4 if (birth.month, birth.day) < (9, 1) else 5)
    return dt.date(year, 9, 1)
