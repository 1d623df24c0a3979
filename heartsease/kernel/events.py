"""Effects that run upwards: an action says what has happened, and a higher room of the house answers.

``publish`` writes the event into the task queue in the transaction of the act itself, so that neither happens without
the other. ``config.wiring`` names the one handler of each event. A handler runs in the worker, at least once: it must
not mind being run again. What must hold at once never waits for an event.
"""

import dataclasses
import datetime as dt
import typing
import uuid
from collections.abc import Callable
from typing import Any, TypeVar

from django_tasks import task

from heartsease.kernel import clock

PAUSES = tuple(dt.timedelta(seconds=seconds) for seconds in (5, 30, 120, 600, 3600, 6 * 3600, 24 * 3600))
"""How long a handler that failed waits before its next try; after the last one the task stays as failed."""


@dataclasses.dataclass(frozen=True, slots=True)
class Event:
    """Something that has happened. Its fields are plain: text, whole numbers, flags, ids, instants, or None."""


EventT = TypeVar("EventT", bound=Event)
_handlers: dict[type[Event], Callable[[Any], None]] = {}


def handle(event_type: type[EventT], handler: Callable[[EventT], None]) -> None:
    """Let ``handler`` answer every event of ``event_type``: called by the wiring, once for each."""
    if _handlers.setdefault(event_type, handler) is not handler:
        raise RuntimeError(f"{event_type.__name__} has a handler already.")


def handled() -> set[type[Event]]:
    """The events that the wiring knows."""
    return set(_handlers)


def publish(event: Event) -> None:
    """Queue ``event`` with the present transaction."""
    if type(event) not in _handlers:
        raise RuntimeError(f"Nobody answers {type(event).__name__}: name its handler in config.wiring.")
    fields = {field.name: getattr(event, field.name) for field in dataclasses.fields(event)}
    deliver.enqueue(name=_name(type(event)), fields={name: _to_json(value) for name, value in fields.items()})


@task()
def deliver(name: str, fields: dict[str, Any], tries: int = 0) -> None:
    """Hand one event to its handler; when that fails, queue it again for later."""
    event_type, handler = next(known for known in _handlers.items() if _name(known[0]) == name)
    try:
        handler(_restore(event_type, fields))
    except Exception:
        if tries < len(PAUSES):
            later = deliver.using(run_after=clock.now() + PAUSES[tries])
            later.enqueue(name=name, fields=fields, tries=tries + 1)
        raise


def _name(event_type: type[Event]) -> str:
    return f"{event_type.__module__}.{event_type.__qualname__}"


def _to_json(value: object) -> object:
    return (
        str(value) if isinstance(value, uuid.UUID) else value.isoformat() if isinstance(value, dt.datetime) else value
    )


def _restore(event_type: type[Event], fields: dict[str, Any]) -> Event:
    types = typing.get_type_hints(event_type)
    return event_type(**{name: _from_json(value, types[name]) for name, value in fields.items()})


def _from_json(value: Any, wanted: Any) -> Any:
    if value is None:
        return None
    wanted = next((part for part in typing.get_args(wanted) if part is not type(None)), wanted)
    if wanted is uuid.UUID:
        return uuid.UUID(value)
    return dt.datetime.fromisoformat(value) if wanted is dt.datetime else value
