"""Time: aware UTC for instants, the setting's own zone for days."""

import calendar
import datetime as dt
from zoneinfo import ZoneInfo

from django.utils import timezone

DayBounds = tuple[dt.datetime, dt.datetime]


def now() -> dt.datetime:
    """This instant, aware, in UTC."""
    return timezone.now()


def today(zone: ZoneInfo) -> dt.date:
    """The calendar day it is now in ``zone``."""
    return now().astimezone(zone).date()


def day_bounds(day: dt.date, zone: ZoneInfo) -> DayBounds:
    """The instants at which ``day`` begins and ends in ``zone`` (23, 24 or 25 hours apart)."""
    begin = dt.datetime.combine(day, dt.time.min, tzinfo=zone)
    end = dt.datetime.combine(day + dt.timedelta(days=1), dt.time.min, tzinfo=zone)
    return begin.astimezone(dt.UTC), end.astimezone(dt.UTC)


def age_in_months(born: dt.date, day: dt.date) -> int:
    """Completed months of age on ``day``; a child born on the 31st completes a month on its last day."""
    months = (day.year - born.year) * 12 + day.month - born.month
    last_day_of_month = (day.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
    if day.day < min(born.day, last_day_of_month.day):
        months -= 1
    return months


def months_after(day: dt.date, months: int) -> dt.date:
    """The same day of a later month, or that month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
