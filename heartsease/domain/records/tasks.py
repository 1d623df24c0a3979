"""Background work on records."""

from django_tasks import task

from heartsease.domain.records import actions


@task()
def clear_import_files() -> None:
    """Remove files that nobody imported within an hour."""
    actions.clear_import_files()
