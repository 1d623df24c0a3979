"""Background work on photos, for every setting at once."""

from django_tasks import task

from heartsease.domain.photos import actions

_AT_ONCE = 200


@task()
def examine_photos() -> None:
    """Look for faces in what nobody has looked at yet. Safe to run at any time and again."""
    while actions.examine_waiting(limit=_AT_ONCE) == _AT_ONCE:
        continue


@task()
def sweep_photos() -> None:
    """Destroy what was taken out and what interrupted uploads left. Safe to run at any time and again."""
    while actions.destroy_removed(limit=_AT_ONCE) == _AT_ONCE:
        continue
    actions.destroy_leftovers()
