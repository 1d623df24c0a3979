"""Things that happen at the same moment, each in a thread with a database connection of its own."""

import threading
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import connections, transaction

from heartsease.domain.access.scope import in_setting

Answer = TypeVar("Answer")


def at_once(setting_id: uuid.UUID, *acts: Callable[[], Answer]) -> list[Answer | Exception]:
    """What each of ``acts`` gave or raised when all began together. Needs a test with committed rows."""
    start = threading.Barrier(len(acts))

    def run(act: Callable[[], Answer]) -> Answer | Exception:
        try:
            with in_setting(setting_id):
                start.wait(timeout=60)
                return act()
        except Exception as problem:
            return problem
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def overlapping(setting_id: uuid.UUID, first: Callable[[], object], second: Callable[[], Answer]) -> Answer | Exception:
    """What ``second`` gave or raised when it began while the transaction of ``first`` was not yet finished."""
    begun, done = threading.Event(), threading.Event()

    def run() -> Answer | Exception:
        try:
            with in_setting(setting_id):
                begun.set()
                return second()
        except Exception as problem:
            return problem
        finally:
            done.set()
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            first()
            answer = pool.submit(run)
            begun.wait(timeout=10)
            # Either it is finished, or it waits for what the first one has written.
            done.wait(timeout=0.3)
        return answer.result()
