"""The daily register of the last two weeks, and the children who are here today."""

import datetime as dt
import random
from collections.abc import Iterator, Sequence

from heartsease.cli.example.cast import CLUB, STAFF
from heartsease.cli.example.founding import Place
from heartsease.cli.example.plan import PlannedChild
from heartsease.cli.example.terms import is_school_day, open_days
from heartsease.cli.example.trace import Trace
from heartsease.domain.audit.rules import Event
from heartsease.domain.children.models import Attendance

_DAYS_BACK = 14
_PRESENT = 0.94
_A_WEDNESDAY = 2

_NAMES = {one.key: one.full_name for one in STAFF}


def write_register(
    place: Place,
    children: Sequence[PlannedChild],
    *,
    today: dt.date,
    now: dt.datetime,
    trace: Trace,
    rng: random.Random,
) -> None:
    """Rows of two weeks; today's are written on any day of the week, so that the rooms are alive."""
    rows = []
    for day in open_days(today - dt.timedelta(days=_DAYS_BACK), today - dt.timedelta(days=1)):
        rows += [
            _row(place, child, day, *_hours(child, day, rng), now=None)
            for child in children
            if child.stay.attends(day) and rng.random() < _PRESENT
        ]
    rows += _today(place, children, today=today, now=now, rng=rng)
    Attendance.objects.bulk_create(rows)
    for row in rows:
        if (member := row.child.key_person) is None:
            continue
        trace.of(Event.REGISTER_ARRIVED, member, row.arrived_at, "attendance", row.pk, child_ids=[row.child_id])
        if row.left_at is not None:
            trace.of(Event.REGISTER_LEFT, member, row.left_at, child_ids=[row.child_id])


def _today(
    place: Place, children: Sequence[PlannedChild], *, today: dt.date, now: dt.datetime, rng: random.Random
) -> Iterator[Attendance]:
    """Everybody who comes today, here already and not yet gone; whatever the hour."""
    weekday = today.weekday() if today.weekday() < 5 else _A_WEDNESDAY
    for child in children:
        stay = child.stay
        is_on_roll = stay.start <= today and (stay.leaving is None or today <= stay.leaving)
        if not is_on_roll or weekday not in stay.weekdays or rng.random() > _PRESENT:
            continue
        arrives, _leaves = _hours(child, today, rng)
        yield _row(place, child, today, arrives, None, now=now)


def _hours(child: PlannedChild, day: dt.date, rng: random.Random) -> tuple[float, float]:
    if child.young.room == CLUB and is_school_day(day):
        return rng.uniform(15.4, 15.7), rng.uniform(16.6, 17.9)
    is_half_day = rng.random() < 0.18
    return rng.uniform(7.9, 9.3), rng.uniform(12.6, 13.1) if is_half_day else rng.uniform(15.6, 17.8)


def _row(
    place: Place,
    child: PlannedChild,
    day: dt.date,
    arrives: float,
    leaves: float | None,
    *,
    now: dt.datetime | None,
) -> Attendance:
    midnight = dt.datetime.combine(day, dt.time.min, tzinfo=place.zone)
    arrived_at = midnight + dt.timedelta(hours=arrives)
    if now is not None and arrived_at >= now:
        # Started before anybody comes, the example still shows rooms with children in them.
        arrived_at = max(midnight, now - dt.timedelta(minutes=3 + child.number % 17))
    return Attendance(
        setting_id=place.setting.pk,
        child=place.children[child.number],
        day=day,
        room=place.rooms[child.stay.room_on(day)],
        key_person_name=_NAMES[child.young.key_person],
        arrived_at=arrived_at,
        left_at=midnight + dt.timedelta(hours=leaves) if leaves is not None else None,
    )
