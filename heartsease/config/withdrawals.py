"""What follows at once when a family's agreement to photographs changes.

A handler of events: it runs in the worker, outside any setting, and may run twice.
"""

from heartsease.domain.access.actor import system_actor
from heartsease.domain.access.scope import in_setting
from heartsease.domain.children.events import PhotoPermissionsChanged
from heartsease.domain.journal import actions as journal
from heartsease.domain.setting.models import Setting


def of_changed_permissions(event: PhotoPermissionsChanged) -> None:
    """Files that were made for what was agreed before go, and what has to be painted out without grace is."""
    setting = Setting.objects.get(pk=event.setting_id)
    actor = system_actor(setting.pk, setting.zone)
    with in_setting(setting.pk):
        journal.forget_covered(actor=actor, child_id=event.child_id)
        journal.burn_withdrawn(actor=actor)
