"""Rows that many tests begin with, made once by the real actions and then copied back in a few statements."""

import copy
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from django.apps import apps
from django.db import connection, models, transaction

from heartsease.domain.frameworks import queries as frameworks

Kept = TypeVar("Kept")


class Shelf(Generic[Kept]):
    """What ``build`` wrote into the empty database, and what it returned.

    Made outside any test's transaction; the tables are empty again afterwards.
    """

    def __init__(self, name: str, build: Callable[[], Kept]) -> None:
        tables = [_table(model) for model in apps.get_models(include_auto_created=True)]
        with transaction.atomic():
            before = _counts(tables)
            self.kept = build()
            self.copies: dict[str, str] = {}
            for table, count in _counts(tables).items():
                if count != before[table]:
                    assert before[table] == 0, f"{table} held rows before the shelf {name!r} was filled"
                    self.copies[table] = connection.ops.quote_name(f"shelf_{name}_{len(self.copies)}")
        with transaction.atomic(), connection.cursor() as cursor:
            for table, copied in self.copies.items():
                cursor.execute(f"CREATE TABLE {copied} AS SELECT * FROM {table}")  # noqa: S608 - the names are our own
            for table in self.copies:
                cursor.execute(f"DELETE FROM {table}")  # noqa: S608
        frameworks.forget()

    def take(self) -> Kept:
        """Put the rows into the database again and give what was returned, as if just built."""
        with transaction.atomic(), connection.cursor() as cursor:
            for table, copied in self.copies.items():
                cursor.execute(f"INSERT INTO {table} SELECT * FROM {copied}")  # noqa: S608
        return copy.deepcopy(self.kept)


def _table(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _counts(tables: list[str]) -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{table}', count(*) FROM {table}" for table in tables))  # noqa: S608
        return dict(cursor.fetchall())
