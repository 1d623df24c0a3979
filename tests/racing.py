"""Things that happen at the same moment, each in a thread with a database connection of its own."""

import threading
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import connections

from heartsease.domain.access.scope import in_setting

Answer = TypeVar("Answer")


def at_once(setting_id: uuid.UUID, *acts: Callable[[], Answer]) -> list[Answer | Exception]:
    """What each of ``acts`` gave or raised when all began together. Needs a test with committed rows."""
    start = threading.Barrier(len(acts))

    def run(act: Callable[[], Answer]) -> Answer | Exception:
        try:
            with in_setting(setting_id):
                start.wait(timeout=10)
                return act()
        except Exception as problem:
            return problem
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))
