"""The worker: does queued work, and puts the recurring work into the queue."""

import os
import threading
import time
from dataclasses import dataclass

from django.core.management import call_command
from django.db import close_old_connections
from django_tasks.base import Task

from heartsease.domain.accounts.tasks import clear_expired
from heartsease.domain.photos.tasks import sweep_photos
from heartsease.domain.records.tasks import clear_import_files
from heartsease.kernel.statistics import refresh_statistics


@dataclass(frozen=True, slots=True)
class Recurring:
    """A task and how often it is queued, in seconds."""

    task: Task[[], None]
    every: float


RECURRING = (Recurring(clear_expired, 600), Recurring(sweep_photos, 600), Recurring(clear_import_files, 600))
HOUSEKEEPING_SECONDS = 24 * 60 * 60
STATISTICS_SECONDS = 60 * 60


def work() -> int:
    """Work until a signal says stop."""
    threading.Thread(target=_queue_recurring, daemon=True, name="recurring").start()
    call_command("db_worker", interval=1, verbosity=0, worker_id=f"heartsease-{os.getpid()}", startup_delay=False)
    return 0


def _queue_recurring() -> None:
    due = [0.0 for _recurring in RECURRING]
    next_housekeeping = next_statistics = 0.0
    while True:
        now = time.monotonic()
        for place, recurring in enumerate(RECURRING):
            if now >= due[place]:
                recurring.task.enqueue()
                due[place] = now + recurring.every
        if now >= next_statistics:
            refresh_statistics()
            next_statistics = now + STATISTICS_SECONDS
        if now >= next_housekeeping:
            call_command("clearsessions")
            call_command("prune_db_task_results", verbosity=0)
            next_housekeeping = now + HOUSEKEEPING_SECONDS
        close_old_connections()
        time.sleep(5)
