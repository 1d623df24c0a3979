"""Effects that run upwards: an action says what has happened, and a higher room of the house answers.

``publish`` writes the event into the task queue in the transaction of the act itself, so that neither happens without
the other. ``config.wiring`` names the one handler of each event. A handler runs in the worker, outside any setting and
any transaction, at least once: it must not mind being run again. What must hold at once never waits for an event.
"""

import dataclasses
import datetime as dt
import enum
import logging
import types
import typing
import uuid
from collections.abc import Callable
from typing import Any, TypeVar

from django.db import transaction
from django_tasks import task
from django_tasks.base import TaskResultStatus

from heartsease.kernel import clock

logger = logging.getLogger(__name__)

PAUSES = tuple(dt.timedelta(seconds=seconds) for seconds in (5, 30, 120, 600, 3600, 6 * 3600, 24 * 3600))
"""How long a handler that failed waits before its next try; after the last one the task stays as failed."""
LONGEST_HANDLING = dt.timedelta(minutes=15)
"""A delivery that began longer ago was cut off with its worker."""


@dataclasses.dataclass(frozen=True, slots=True)
class Event:
    """Something that has happened. Its fields are plain: text, whole numbers, flags, ids, instants, words of an
    enumeration, or None."""


class AbandonedError(Exception):
    """The worker ended before the handler did."""


EventT = TypeVar("EventT", bound=Event)
_handlers: dict[type[Event], Callable[[Any], None]] = {}
_READERS: dict[Any, Callable[[Any], object]] = {
    str: str,
    int: int,
    bool: bool,
    uuid.UUID: uuid.UUID,
    dt.datetime: dt.datetime.fromisoformat,
}


def handle(event_type: type[EventT], handler: Callable[[EventT], None]) -> None:
    """Let ``handler`` answer every event of ``event_type``: called by the wiring, once for each."""
    _readers(event_type)
    if _handlers.setdefault(event_type, handler) is not handler:
        raise RuntimeError(f"{event_type.__name__} has a handler already.")


def handled() -> set[type[Event]]:
    """The events that the wiring knows."""
    return set(_handlers)


def publish(event: Event) -> None:
    """Queue ``event`` with the present transaction."""
    if type(event) not in _handlers:
        raise RuntimeError(f"Nobody answers {type(event).__name__}: name its handler in config.wiring.")
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{type(event).__name__} is published outside the transaction of what happened.")
    fields = {field.name: _to_json(getattr(event, field.name)) for field in dataclasses.fields(event)}
    deliver.enqueue(name=_name(type(event)), fields=fields)


@task()
def deliver(name: str, fields: dict[str, Any], tries: int = 0) -> None:
    """Hand one event to its handler; when that fails, queue it again for later.

    Also where nobody answers to the name: an older worker may meet an event of newer code.
    """
    try:
        event_type = next((known for known in _handlers if _name(known) == name), None)
        if event_type is None:
            raise LookupError(f"Nobody answers {name}.")  # noqa: TRY301 - it waits like any other failure
        _handlers[event_type](_restore(event_type, fields))
    except BaseException:  # a worker told twice to stop ends in the middle, and that event must not be lost
        logger.exception("%s was not answered (try %d of %d).", name, tries + 1, len(PAUSES) + 1)
        _try_later(name, fields, tries)
        raise


@task()
def take_up_abandoned() -> None:
    """Queue again what a worker that died had begun to deliver. Safe to run at any time and again."""
    from django_tasks_db.models import DBTaskResult  # noqa: PLC0415 - events are declared before there are tables

    begun = DBTaskResult.objects.filter(
        status=TaskResultStatus.RUNNING,
        task_path=deliver.module_path,
        started_at__lt=clock.now() - LONGEST_HANDLING,
    )
    for cut_off in begun:
        with transaction.atomic():
            cut_off.set_failed(AbandonedError())
            _try_later(**{"tries": 0, **cut_off.args_kwargs["kwargs"]})


def _try_later(name: str, fields: dict[str, Any], tries: int) -> None:
    if tries < len(PAUSES):
        later = deliver.using(run_after=clock.now() + PAUSES[tries])
        later.enqueue(name=name, fields=fields, tries=tries + 1)


def _name(event_type: type[Event]) -> str:
    return f"{event_type.__module__}.{event_type.__qualname__}"


def _to_json(value: object) -> object:
    return (
        str(value) if isinstance(value, uuid.UUID) else value.isoformat() if isinstance(value, dt.datetime) else value
    )


def _restore(event_type: type[Event], fields: dict[str, Any]) -> Event:
    readers = _readers(event_type)
    return event_type(**{name: None if value is None else readers[name](value) for name, value in fields.items()})


def _readers(event_type: type[Event]) -> dict[str, Callable[[Any], object]]:
    """How each field comes back from JSON. Refuses a field that would not: at the start, not when it happens."""
    readers: dict[str, Callable[[Any], object]] = {}
    for name, wanted in typing.get_type_hints(event_type).items():
        parts = typing.get_args(wanted) if typing.get_origin(wanted) in {types.UnionType, typing.Union} else (wanted,)
        kinds = [part for part in parts if part is not type(None)]
        kind = kinds[0]
        if len(kinds) == 1 and isinstance(kind, type) and issubclass(kind, enum.StrEnum):
            readers[name] = kind
        elif len(kinds) == 1 and kind in _READERS:
            readers[name] = _READERS[kind]
        else:
            raise TypeError(f"{event_type.__name__}.{name} cannot travel as {wanted}.")
    return readers
