"""Background work on photos, for every setting at once."""

from django_tasks import task

from heartsease.domain.photos import actions

_AT_ONCE = 200
_LOOKED_AT_ONCE = 20
"""About ten seconds of work."""


@task()
def examine_photos() -> None:
    """Look for faces in what nobody has looked at yet: a few at a time, so that other work does not wait for all the
    photographs of an older version. Safe to run at any time and again."""
    if actions.examine_waiting(limit=_LOOKED_AT_ONCE) == _LOOKED_AT_ONCE:
        examine_photos.enqueue()


@task()
def sweep_photos() -> None:
    """Destroy what was taken out and what interrupted uploads left. Safe to run at any time and again."""
    while actions.destroy_removed(limit=_AT_ONCE) == _AT_ONCE:
        continue
    actions.destroy_leftovers()
