"""What happens to accounts and devices that others must be told of. Handlers are named in ``config.wiring``."""

import uuid
from dataclasses import dataclass

from heartsease.kernel.events import Event


@dataclass(frozen=True, slots=True)
class SignedInSomewhereNew(Event):
    """A person's account was used from a browser or an address that it was not used from before."""

    setting_id: uuid.UUID
    person_id: uuid.UUID
    session_id: uuid.UUID
    browser: str
    source: str


@dataclass(frozen=True, slots=True)
class CredentialChanged(Event):
    """A password, a second factor or a PIN was set, added or taken away: ``what`` is one of ``rules.Credential``."""

    person_id: uuid.UUID
    change_id: uuid.UUID
    what: str


@dataclass(frozen=True, slots=True)
class EmailChanged(Event):
    """An account hangs on another address now: the old one is told (guarantee G7)."""

    person_id: uuid.UUID
    change_id: uuid.UUID
    old_email: str


@dataclass(frozen=True, slots=True)
class LoginCompromised(Event):
    """A person says that somebody may know their log-in; everything of theirs has ended already."""

    setting_id: uuid.UUID
    membership_id: uuid.UUID
    person_id: uuid.UUID
    report_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class DeviceAsked(Event):
    """Somebody with the right password asks for a device to be approved."""

    setting_id: uuid.UUID
    device_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class DeviceClosed(Event):
    """A device let nobody in any more from that moment: locked or ended by wrong PINs, or reported lost."""

    setting_id: uuid.UUID
    device_id: uuid.UUID
    state: str
    change_id: uuid.UUID
