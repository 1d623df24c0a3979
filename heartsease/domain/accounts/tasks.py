"""Background work on accounts."""

from django_tasks import task

from heartsease.domain.accounts import actions


@task()
def clear_expired() -> None:
    """Remove sign-in links and counted failures whose time is over."""
    actions.clear_expired()
