"""Background work on children's records."""

from django_tasks import task

from heartsease.domain.access.actor import system_actor
from heartsease.domain.access.scope import in_setting
from heartsease.domain.children import actions
from heartsease.domain.setting.models import Setting


@task()
def plant_decoys() -> None:
    """Give each setting its decoy. Safe to run at any time and again."""
    for setting in Setting.objects.all():
        with in_setting(setting.pk):
            actions.plant_decoy(actor=system_actor(setting.pk, setting.zone))
