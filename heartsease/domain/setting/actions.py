"""Founding a setting, its rooms and its choices."""

import uuid
import zoneinfo

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor, require, system_actor
from heartsease.domain.access.permissions import Permission, Role
from heartsease.domain.access.scope import in_setting
from heartsease.domain.audit import actions as audit
from heartsease.domain.audit.rules import Event
from heartsease.domain.setting import queries
from heartsease.domain.setting.models import ChoicesChange, Room, Setting
from heartsease.domain.setting.rules import LONGEST_REASON, Choices, widened_choices
from heartsease.kernel import clock
from heartsease.kernel.errors import ConflictError, InvalidInputError
from heartsease.kernel.text import clean_line

MOST_PLACES = 1_000


@transaction.atomic
def found_setting(*, name: str, time_zone: str = "Europe/London", is_example: bool = False) -> Setting:
    """A new, empty setting with the safe choices. Called by the command line only."""
    name = clean_line(name)
    if not name or len(name) > 120:
        raise InvalidInputError(_("A setting needs a name of at most 120 characters."))
    if time_zone not in zoneinfo.available_timezones():
        raise InvalidInputError(_("There is no such time zone. One looks like Europe/London."))
    setting = Setting.objects.create(
        name=name, time_zone=time_zone, is_example=is_example, choices=Choices().to_stored()
    )
    with in_setting(setting.pk):
        audit.record(system_actor(setting.pk, setting.zone), Event.SETTING_CREATED, subject_id=setting.pk)
    return setting


@transaction.atomic
def save_room(*, actor: Actor, name: str, room_id: uuid.UUID | None = None, capacity: int | None = None) -> Room:
    """Add a room, or change the one with ``room_id``."""
    require(actor, Permission.ROOM_MANAGE)
    room = queries.room(actor, room_id) if room_id else Room(position=Room.objects.count())
    room.name, room.capacity = clean_line(name), capacity
    fields = {}
    if not room.name or len(room.name) > 60:
        fields["name"] = _("A room needs a name of at most 60 characters.")
    if capacity is not None and not 1 <= capacity <= MOST_PLACES:
        fields["capacity"] = _("A room has from 1 to %(most)d places.") % {"most": MOST_PLACES}
    if fields:
        raise InvalidInputError(" ".join(fields.values()), fields=fields)
    try:
        with transaction.atomic():
            room.save()
    except IntegrityError:
        sentence = _("There is a room of this name already.")
        raise ConflictError(sentence, fields={"name": sentence}) from None
    audit.record(actor, Event.ROOM_CHANGED if room_id else Event.ROOM_CREATED, subject_type="room", subject_id=room.pk)
    return room


@transaction.atomic
def change_choices(*, actor: Actor, choices: Choices, reason: str = "") -> None:
    """Replace the setting's choices; the trace keeps what changed from what to what. What opens more needs a reason."""
    require(actor, Permission.SETTING_CONFIGURE)
    setting = queries.current_setting(actor)
    reason = clean_line(reason)
    needs_reason = bool(widened_choices(setting.chosen, choices)) and actor.role is not Role.SYSTEM
    if len(reason) > LONGEST_REASON or (needs_reason and not reason):
        sentence = _("Give a reason of at most %(most)d characters.") % {"most": LONGEST_REASON}
        raise InvalidInputError(sentence, fields={"reason": sentence})
    before, after = setting.chosen.to_stored(), choices.to_stored()
    changed = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    if not changed:
        return
    if not Setting.objects.filter(pk=setting.pk, choices=setting.choices).update(choices=after):
        raise ConflictError(_("Somebody else has just changed the choices. Please look again."))
    ChoicesChange.objects.create(
        at=clock.now(),
        membership_id=actor.membership_id,
        before={name: pair[0] for name, pair in changed.items()},
        after={name: pair[1] for name, pair in changed.items()},
        reason=reason,
    )
    audit.record(actor, Event.CHOICES_CHANGED, subject_id=setting.pk, details=changed)
