"""Reading the setting and its rooms."""

import uuid

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor, require
from heartsease.domain.access.permissions import Permission
from heartsease.domain.setting.models import ChoicesChange, Room, Setting
from heartsease.kernel.errors import NotFoundError


def current_setting(actor: Actor) -> Setting:
    """The setting in which the actor acts."""
    return Setting.objects.get(pk=actor.setting_id)


def choices_changes(actor: Actor) -> QuerySet[ChoicesChange]:
    """How the choices came to be what they are, the latest change first."""
    require(actor, Permission.SETTING_CONFIGURE)
    return ChoicesChange.objects.all()


def rooms(actor: Actor) -> QuerySet[Room]:
    """Rooms in use, in the setting's order."""
    require(actor, Permission.CHILD_READ)
    return Room.objects.filter(is_open=True)


def room(actor: Actor, room_id: uuid.UUID) -> Room:
    """One of ``rooms``."""
    found = rooms(actor).filter(pk=room_id).first()
    if found is None:
        raise NotFoundError(_("There is no such room at your setting."))
    return found
