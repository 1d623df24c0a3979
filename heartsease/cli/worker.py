"""The worker: does queued work, sends messages, and puts the recurring work into the queue."""

import logging
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from django.core.management import call_command
from django.db import close_old_connections
from django_tasks.base import Task

from heartsease.domain.accounts.tasks import clear_expired
from heartsease.domain.audit.tasks import seal_trace
from heartsease.domain.children.tasks import plant_decoys
from heartsease.domain.journal.tasks import burn_withdrawn_faces
from heartsease.domain.notices.actions import send_due
from heartsease.domain.notices.tasks import settle_messages
from heartsease.domain.photos.tasks import examine_photos, sweep_photos
from heartsease.domain.records.tasks import clear_import_files
from heartsease.kernel.events import take_up_abandoned
from heartsease.kernel.statistics import refresh_statistics

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Recurring:
    """Work and how often it comes again, in seconds: a task is queued, anything else done at once."""

    work: Task[[], None] | Callable[[], object]
    every: float
    due: float = field(default=0.0, init=False)

    def begin(self) -> None:
        """Queue it or do it."""
        self.due = time.monotonic() + self.every
        if isinstance(self.work, Task):
            self.work.enqueue()
        else:
            self.work()


RECURRING = (
    Recurring(clear_expired, 600),
    Recurring(sweep_photos, 600),
    Recurring(examine_photos, 300),
    Recurring(burn_withdrawn_faces, 3600),
    Recurring(seal_trace, 60),
    Recurring(settle_messages, 300),
    Recurring(take_up_abandoned, 300),
    Recurring(clear_import_files, 600),
    Recurring(plant_decoys, 3600),
    Recurring(refresh_statistics, 60 * 60),
    Recurring(lambda: call_command("clearsessions"), 24 * 60 * 60),
    Recurring(lambda: call_command("prune_db_task_results", verbosity=0), 24 * 60 * 60),
)
LAST_MESSAGE_SECONDS = 15
"""Who stops the worker waits 20 seconds (``cli.serve``): what is being sent may end, so that nobody has to guess."""


def work() -> int:
    """Work until a signal says stop."""
    is_ending = threading.Event()
    postman = threading.Thread(target=_send_messages, args=[is_ending], daemon=True, name="messages")
    postman.start()
    threading.Thread(target=_do_recurring, args=[is_ending], daemon=True, name="recurring").start()
    try:
        call_command("db_worker", interval=1, verbosity=0, worker_id=f"heartsease-{os.getpid()}", startup_delay=False)
    finally:
        is_ending.set()
        postman.join(LAST_MESSAGE_SECONDS)
    return 0


def _send_messages(is_ending: threading.Event) -> None:
    """Beside the queue: a mail server that is slow must not keep other work waiting, nor the other way round."""
    while not is_ending.wait(2):
        _try(lambda: send_due(may_go_on=lambda: not is_ending.is_set()))


def _do_recurring(is_ending: threading.Event) -> None:
    while not is_ending.wait(1):
        for recurring in RECURRING:
            if time.monotonic() >= recurring.due:
                _try(recurring.begin)


def _try(work: Callable[[], object]) -> None:
    """Do ``work``; what goes wrong once, such as a database that is busy, must not end it for ever."""
    try:
        work()
    except Exception:
        logger.exception("Work that comes again has failed this time.")
    finally:
        close_old_connections()
