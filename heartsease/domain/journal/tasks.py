"""Background work on journals, for every setting at once."""

from django_tasks import task

from heartsease.domain.access.actor import system_actor
from heartsease.domain.access.scope import in_setting
from heartsease.domain.journal.actions import burn_withdrawn
from heartsease.domain.setting.models import Setting


@task()
def burn_withdrawn_faces() -> None:
    """Paint out of photographs whom a family wants to be in them no more. Safe to run at any time and again."""
    for setting in Setting.objects.all():
        with in_setting(setting.pk):
            burn_withdrawn(actor=system_actor(setting.pk, setting.zone))
