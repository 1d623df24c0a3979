"""People, what they are at a setting, and every way in there is."""

from heartsease.domain.accounts.models.changes import AccessChange, AccessReview, AccessReviewAnswer
from heartsease.domain.accounts.models.devices import Device, DeviceKind, DeviceState, EnrolmentCode
from heartsease.domain.accounts.models.factors import CodeApp, Passkey, RecoveryCode
from heartsease.domain.accounts.models.people import Membership, PeopleRows, Person, RoomMembership
from heartsease.domain.accounts.models.pins import Badge, Pin, PinTry
from heartsease.domain.accounts.models.sessions import Session, Way
from heartsease.domain.accounts.models.ways_in import AddressProof, SignInFailure, SignInLink

__all__ = [
    "AccessChange",
    "AccessReview",
    "AccessReviewAnswer",
    "AddressProof",
    "Badge",
    "CodeApp",
    "Device",
    "DeviceKind",
    "DeviceState",
    "EnrolmentCode",
    "Membership",
    "Passkey",
    "PeopleRows",
    "Person",
    "Pin",
    "PinTry",
    "RecoveryCode",
    "RoomMembership",
    "Session",
    "SignInFailure",
    "SignInLink",
    "Way",
]
