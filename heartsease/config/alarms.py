"""What opens an incident. Handlers of events: they run in the worker and may run twice; one happening, one incident."""

import uuid

from heartsease.config import telling
from heartsease.domain.access.actor import system_actor
from heartsease.domain.access.scope import in_setting
from heartsease.domain.accounts import events
from heartsease.domain.accounts.models import Device, DeviceState
from heartsease.domain.children.events import DecoyTouched, LinkFrozen, LinkWasWrong
from heartsease.domain.children.models import FamilyLink
from heartsease.domain.incidents.actions import open_incident
from heartsease.domain.incidents.rules import IncidentKind
from heartsease.domain.journal.events import PictureReported
from heartsease.domain.reading.events import ReadingPaused
from heartsease.domain.setting.models import Setting

CLOSED = {
    DeviceState.LOST: IncidentKind.DEVICE_LOST,
    DeviceState.LOCKED: IncidentKind.DEVICE_LOCKED,
    DeviceState.ENDED: IncidentKind.DEVICE_ENDED,
}


def of_known_login(event: events.LoginCompromised) -> None:
    """Somebody may know a log-in (clauses 1.5)."""
    _open(event.setting_id, IncidentKind.LOGIN_KNOWN, event.report_id, membership_id=event.membership_id)
    telling.of_known_login(event)


def of_closed_device(event: events.DeviceClosed) -> None:
    """A device was lost, or closed by wrong PINs (clauses 2.5)."""
    _open(event.setting_id, CLOSED[DeviceState(event.state)], event.change_id, device_id=event.device_id)
    telling.of_closed_device(event)


def of_frozen_link(event: LinkFrozen) -> None:
    """A parent answered the child's birth date wrongly twice: perhaps the wrong child was linked (guarantee G9)."""
    with in_setting(event.setting_id):
        link = FamilyLink.objects.filter(pk=event.link_id).first()
    if link is not None:
        _open(event.setting_id, IncidentKind.LINK_FROZEN, event.link_id, membership_id=link.membership_id)


def of_wrong_link(event: LinkWasWrong) -> None:
    """A family was linked to the wrong child: another family has to be told what was seen (clauses 4.2)."""
    with in_setting(event.setting_id):
        link = FamilyLink.objects.filter(pk=event.link_id).first()
    if link is not None:
        _open(event.setting_id, IncidentKind.LINK_WRONG, event.link_id, membership_id=link.membership_id)


def of_paused_reading(event: ReadingPaused) -> None:
    """Somebody of the staff opened more than their work explains (ASVS 2.4.1)."""
    who, device = event.membership_id, event.device_id
    _open(event.setting_id, IncidentKind.READING_PAUSED, event.pause_id, membership_id=who, device_id=device)
    telling.of_paused_reading(event)


def of_reported_picture(event: PictureReported) -> None:
    """Somebody saw a photograph that should not be there: who leads looks at it (clauses 6.8)."""
    _open(event.setting_id, IncidentKind.PICTURE_REPORTED, event.report_id, membership_id=event.membership_id)


def of_touched_decoy(event: DecoyTouched) -> None:
    """Somebody asked for a record to which nothing leads."""
    who, device = event.membership_id, event.device_id
    _open(event.setting_id, IncidentKind.DECOY_TOUCHED, event.happening, membership_id=who, device_id=device)


def _open(
    setting_id: uuid.UUID,
    kind: IncidentKind,
    happening: uuid.UUID | str,
    *,
    membership_id: uuid.UUID | None = None,
    device_id: uuid.UUID | None = None,
) -> None:
    setting = Setting.objects.get(pk=setting_id)
    with in_setting(setting_id):
        if device_id is not None and not Device.objects.filter(pk=device_id).exists():
            if membership_id is None:
                return
            device_id = None
        open_incident(
            actor=system_actor(setting_id, setting.zone),
            kind=kind,
            happening=str(happening),
            membership_id=membership_id,
            device_id=device_id,
        )
