"""The databases under test behave as in production."""

import threading

import pytest
from django.db import connection, connections

from heartsease.domain.accounts.models import Person


@pytest.mark.django_db(transaction=True)
def test_each_thread_has_a_connection_of_its_own() -> None:
    """Otherwise a race between two threads would never be seen."""
    seen: list[object] = []

    def look() -> None:
        seen.append(connection.connection is not None)
        seen.append(Person.objects.count())
        connections.close_all()

    Person.objects.count()
    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert seen == [False, 0]


@pytest.mark.django_db
def test_sqlite_writes_ahead() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("SQLite only")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        assert cursor.fetchone() == ("wal",)
