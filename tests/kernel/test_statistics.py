"""SQLite learns which index is worth walking."""

import pytest
from django.db import connection

from heartsease.kernel.statistics import refresh_statistics


@pytest.mark.django_db
def test_refreshing_leaves_what_the_planner_reads() -> None:
    """On PostgreSQL there is nothing to do, and nothing is done."""
    refresh_statistics()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM sqlite_stat1")
            assert cursor.fetchone()[0] > 0
