"""Decoys: planted by the journal itself, and reported whenever a request names one."""

import datetime as dt
import uuid

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor
from heartsease.domain.access.permissions import Role
from heartsease.domain.audit import actions as audit
from heartsease.domain.audit.rules import Event
from heartsease.domain.children import decoys
from heartsease.domain.children.events import DecoyTouched
from heartsease.domain.children.models import Child
from heartsease.domain.setting.models import Room
from heartsease.kernel import clock
from heartsease.kernel.errors import NotAllowedError
from heartsease.kernel.events import publish
from heartsease.kernel.hashing import sha256_hex

AGE = dt.timedelta(days=1100)
STAY = dt.timedelta(days=180)


@transaction.atomic
def plant_decoy(*, actor: Actor) -> None:
    """Give the setting its decoy, once it has a room. One that was made under another secret key is replaced."""
    if actor.role is not Role.SYSTEM:
        raise NotAllowedError(_("Only the journal itself does this."))
    child_id = decoys.decoy_id(actor.setting_id)
    room = Room.objects.order_by("position", "pk").first()
    if room is None or Child.decoys.filter(pk=child_id).exists():
        return
    Child.decoys.filter(is_decoy=True).delete()
    today = clock.today(actor.zone)
    decoy = Child(
        id=child_id,
        full_name=decoys.name_of(child_id),
        birth_date=today - AGE,
        start_date=today - STAY,
        room=room,
        is_decoy=True,
    )
    try:
        with transaction.atomic():
            decoy.save(force_insert=True)
    except IntegrityError:
        return
    audit.record(actor, Event.DECOY_PLANTED, child_ids=[child_id])


@transaction.atomic
def report_decoy(*, actor: Actor, child_id: uuid.UUID) -> None:
    """Raise the alarm at the actor's setting: ``child_id`` is its decoy, and was asked for."""
    who = actor.membership_id.hex if actor.membership_id is not None else sha256_hex(actor.source.encode())[:32]
    publish(
        DecoyTouched(
            setting_id=actor.setting_id,
            membership_id=actor.membership_id,
            device_id=actor.device_id,
            happening=f"{who}:{clock.now():%Y-%m-%dT%H}",
        )
    )
    audit.record(actor, Event.DECOY_TOUCHED, child_ids=[child_id], is_refused=True)
