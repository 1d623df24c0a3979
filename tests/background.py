"""What happens in the background, done now: events, other queued work, and the messages that came of it."""

import contextvars
import datetime as dt
from typing import Any, TypeAlias

from django.db.models import Q
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult, get_date_max

from heartsease.domain.notices.actions import send_due
from heartsease.kernel import clock

AT_ONCE = dt.timedelta()
QueuedTask: TypeAlias = DBTaskResult[..., Any]


def run_queued(*, within: dt.timedelta = AT_ONCE, may_fail: bool = False) -> int:
    """Do what is queued as the worker does, until nothing is, then send the messages; how many tasks were done.

    Outside any setting, like the worker. ``within`` also does what is due only then, such as the next try of an event
    that was not answered. A task that fails fails the test unless it ``may_fail``.
    """
    done = 0
    while tasks := list(_due(within)):
        for task in tasks:
            task.claim("test")
            contextvars.Context().run(_worker().run_task, task)
            task.refresh_from_db()
            assert may_fail or not task.traceback, task.traceback
            done += 1
    contextvars.Context().run(send_due)
    return done


def queued() -> list[QueuedTask]:
    """What waits for the worker, also for later."""
    return list(DBTaskResult.objects.filter(status="READY"))


def _due(within: dt.timedelta) -> list[QueuedTask]:
    is_due = Q(run_after=get_date_max()) | Q(run_after__lte=clock.now() + within)
    return list(DBTaskResult.objects.filter(is_due, status="READY"))


def _worker() -> Worker:
    return Worker(
        queue_names=["default"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="test",
        excluded_queue_names=[],
    )
