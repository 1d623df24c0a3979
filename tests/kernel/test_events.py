"""Events: written with what happened, answered at least once, never lost on the way."""

import dataclasses
import datetime as dt
import enum
import uuid
from collections.abc import Callable

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult
from hypothesis import given
from hypothesis import strategies as some

from heartsease.config import wiring
from heartsease.domain.access.scope import NoActiveSettingError, active_setting
from heartsease.kernel import clock, events
from heartsease.kernel.events import PAUSES, Event, handle, publish
from heartsease.kernel.ids import new_id
from tests.background import QueuedTask, queued, run_queued
from tests.cast import House


class Colour(enum.StrEnum):
    VIOLET = "violet"


@dataclasses.dataclass(frozen=True, slots=True)
class Opened(Event):
    """One field of every kind that travels."""

    flower_id: uuid.UUID
    at: dt.datetime
    petals: int
    is_open: bool
    words: str
    colour: Colour
    seen_at: dt.datetime | None = None
    seen_by: uuid.UUID | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Closed(Event):
    """Another one."""

    number: int


OPENED = Opened(new_id(), dt.datetime(2026, 7, 7, 12, 30, 1, 5, tzinfo=dt.UTC), 5, True, "Żółć\n", Colour.VIOLET)


@pytest.fixture(autouse=True)
def nothing_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test begins without handlers, and the wiring's come back afterwards."""
    monkeypatch.setattr(events, "_handlers", {})


@pytest.fixture
def seen() -> list[Event]:
    """What the handlers were given."""
    seen: list[Event] = []
    handle(Opened, seen.append)
    handle(Closed, seen.append)
    return seen


@pytest.mark.django_db
@pytest.mark.parametrize(
    "event", [OPENED, dataclasses.replace(OPENED, seen_at=OPENED.at, seen_by=new_id(), is_open=False), Closed(0)]
)
def test_an_event_arrives_as_it_was_published(event: Event, seen: list[Event]) -> None:
    publish(event)
    assert seen == []
    assert run_queued() == 1
    assert seen == [event]
    [arrived] = seen
    for field in dataclasses.fields(event):
        assert type(getattr(arrived, field.name)) is type(getattr(event, field.name))
    assert run_queued() == 0


@given(
    some.builds(
        Opened,
        at=some.datetimes(timezones=some.just(dt.UTC)),
        words=some.text(some.characters(exclude_categories=["Cs"])),
        seen_at=some.none() | some.datetimes(timezones=some.just(dt.UTC)),
    )
)
def test_any_fields_survive_the_journey(event: Opened) -> None:
    fields = {field.name: events._to_json(getattr(event, field.name)) for field in dataclasses.fields(event)}
    restored = events._restore(Opened, fields)
    assert restored == event


@pytest.mark.django_db
def test_an_event_that_nobody_answers_is_a_fault_of_the_house() -> None:
    with pytest.raises(RuntimeError, match="Nobody answers Closed"):
        publish(Closed(1))
    assert queued() == []


def test_an_event_has_one_handler(seen: list[Event]) -> None:
    def another(event: Closed) -> None:
        raise AssertionError(event)

    assert events.handled() == {Opened, Closed}
    with pytest.raises(RuntimeError, match="Closed has a handler already"):
        handle(Closed, another)


def test_the_wiring_may_be_connected_twice(seen: list[Event]) -> None:
    """As happens where the house is put together twice in a process."""
    wiring.connect()
    first = events.handled()
    wiring.connect()
    assert events.handled() == first >= {Opened, Closed}


@pytest.mark.parametrize(
    "kind", [float, list[str], dict[str, str], dt.date, uuid.UUID | str, bytes, object, Colour | int]
)
def test_a_field_that_could_not_travel_is_refused_at_the_start(kind: object) -> None:
    event_type = dataclasses.make_dataclass("Odd", [("field", kind)], bases=(Event,), frozen=True)
    with pytest.raises(TypeError, match=r"Odd\.field cannot travel"):
        handle(event_type, print)
    assert events.handled() == set()


@pytest.mark.django_db(transaction=True)
def test_it_is_published_with_what_happened_and_goes_with_its_roll_back(seen: list[Event]) -> None:
    def act() -> None:
        with transaction.atomic():
            publish(Closed(1))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()
    assert queued() == []
    with transaction.atomic():
        publish(Closed(2))
    assert run_queued() == 1
    assert seen == [Closed(2)]


@pytest.mark.django_db(transaction=True)
def test_it_cannot_be_published_outside_a_transaction(seen: list[Event]) -> None:
    with pytest.raises(RuntimeError, match="outside the transaction"):
        publish(Closed(1))
    assert queued() == []


def test_the_handler_is_in_no_setting(house: House) -> None:
    """It has to enter the one that its event names, like every piece of background work."""
    missing: list[bool] = []

    def look(event: Closed) -> None:
        with pytest.raises(NoActiveSettingError):
            active_setting()
        missing.append(True)

    handle(Closed, look)
    publish(Closed(1))
    run_queued()
    assert missing == [True]


class Stubborn:
    """Fails a number of times."""

    def __init__(self, failures: int, problem: BaseException) -> None:
        self.failures, self.problem, self.calls = failures, problem, 0

    def __call__(self, _event: Closed) -> None:
        self.calls += 1
        if self.calls <= self.failures:
            raise self.problem


@pytest.mark.django_db
@pytest.mark.parametrize("problem", [ValueError("no"), SystemExit(1), KeyboardInterrupt()])
def test_a_handler_that_fails_is_tried_again_later(problem: BaseException) -> None:
    """Also when the worker is told to stop in the middle of it."""
    stubborn = Stubborn(2, problem)
    handle(Closed, stubborn)
    publish(Closed(1))
    run_queued(may_fail=True)
    assert stubborn.calls == 1
    [waiting] = queued()
    assert dt.timedelta(0) < waiting.run_after - clock.now() <= PAUSES[0]
    run_queued(within=PAUSES[0], may_fail=True)
    assert stubborn.calls == 2
    run_queued(within=PAUSES[1])
    assert (stubborn.calls, queued()) == (3, [])


@pytest.mark.django_db
def test_it_is_given_up_after_the_last_pause_and_stays_to_be_seen() -> None:
    stubborn = Stubborn(100, ValueError("never"))
    handle(Closed, stubborn)
    publish(Closed(1))
    for pause in (dt.timedelta(), *PAUSES):
        run_queued(within=pause, may_fail=True)
    assert stubborn.calls == len(PAUSES) + 1
    assert queued() == []
    assert DBTaskResult.objects.filter(status="FAILED").count() == len(PAUSES) + 1


@pytest.mark.django_db
def test_what_a_failed_handler_wrote_is_undone(house: House) -> None:
    """A handler writes through actions, and those are whole or not at all; here one that fails after writing."""

    @transaction.atomic
    def half(event: Closed) -> None:
        house.setting.__class__.objects.filter(pk=house.setting.pk).update(name="Half")
        raise ValueError

    handle(Closed, half)
    publish(Closed(1))
    run_queued(may_fail=True)
    house.setting.refresh_from_db()
    assert house.setting.name == "Sunflower"


@pytest.mark.django_db
def test_an_event_of_newer_code_waits_for_a_newer_worker(monkeypatch: pytest.MonkeyPatch, seen: list[Event]) -> None:
    """While a new version is put in place, the old worker still runs."""
    publish(Closed(1))
    known = dict(events._handlers)
    monkeypatch.setattr(events, "_handlers", {})
    run_queued(may_fail=True)
    monkeypatch.setattr(events, "_handlers", known)
    assert run_queued(within=PAUSES[0]) == 1
    assert seen == [Closed(1)]


@pytest.fixture
def cut_off(seen: list[Event], db: None) -> Callable[[dt.timedelta], QueuedTask]:
    """An event whose worker was killed some time ago, in the middle of answering it."""

    def make(ago: dt.timedelta) -> QueuedTask:
        publish(Closed(1))
        [task] = queued()
        task.claim("killed")
        DBTaskResult.objects.filter(pk=task.pk).update(started_at=clock.now() - ago)
        return task

    return make


def test_what_a_killed_worker_held_is_taken_up(
    cut_off: Callable[[dt.timedelta], QueuedTask], seen: list[Event]
) -> None:
    """Killed with kill -9, or by a power cut: the queue itself would keep it as running for ever."""
    task = cut_off(events.LONGEST_HANDLING + dt.timedelta(seconds=1))
    events.take_up_abandoned.call()
    task.refresh_from_db()
    assert task.status == "FAILED"
    assert run_queued(within=PAUSES[0]) == 1
    assert seen == [Closed(1)]
    events.take_up_abandoned.call()
    assert queued() == []


def test_what_may_still_be_at_work_is_left_alone(cut_off: Callable[[dt.timedelta], QueuedTask]) -> None:
    cut_off(events.LONGEST_HANDLING - dt.timedelta(seconds=30))
    events.take_up_abandoned.call()
    assert queued() == []


def test_what_kills_its_worker_each_time_is_given_up(
    cut_off: Callable[[dt.timedelta], QueuedTask], seen: list[Event]
) -> None:
    cut_off(dt.timedelta(days=1))
    for _pause in PAUSES:
        events.take_up_abandoned.call()
        [task] = queued()
        task.claim("killed")
        DBTaskResult.objects.filter(pk=task.pk).update(started_at=clock.now() - dt.timedelta(days=1))
    events.take_up_abandoned.call()
    assert (queued(), seen) == ([], [])
