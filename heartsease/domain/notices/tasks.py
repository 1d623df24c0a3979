"""Background work on messages."""

from django_tasks import task

from heartsease.domain.notices import actions


@task()
def settle_messages() -> None:
    """Say which messages are uncertain, give up what is too old, erase words, forget old rows."""
    actions.settle_messages()
