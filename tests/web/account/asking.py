"""What tests of the own account look up."""

from collections.abc import Callable

import pyotp
from django.db.models import QuerySet
from django.test import Client

from heartsease.domain.accounts import actions
from heartsease.domain.accounts.models import (
    AddressProof,
    CodeApp,
    Device,
    Membership,
    Passkey,
    Person,
    Pin,
    RecoveryCode,
    Session,
)
from heartsease.domain.accounts.rules import new_seed
from tests.cast import House

HTML = {"Accept": "text/html"}
JSON = {"Accept": "application/json"}
Browser = Callable[[str], Client]


def member(house: House, name: str) -> Membership:
    """Somebody of the house."""
    return house.staff.get(name) or house.family[name]


def person(house: House, name: str) -> Person:
    """Somebody's account as it is now."""
    return Person.objects.get(pk=member(house, name).person_id)


def sessions(house: House, name: str) -> QuerySet[Session]:
    """Somebody's sign-ins, the last one first."""
    return Session.objects.filter(person_id=member(house, name).person_id).order_by("-started_at", "-public_id")


def set_up_app(house: House, name: str) -> str:
    """Let somebody have an app that shows codes; its seed."""
    seed = new_seed()
    actions.add_code_app(actor=house.signed_in(name), seed=seed, code=pyotp.TOTP(seed).now())
    return seed


def everything_of(house: House, name: str) -> list[object]:
    """All that somebody comes in with."""
    whose = {"person_id": member(house, name).person_id}
    return [
        Person.objects.filter(pk=whose["person_id"]).values().get(),
        *[list(model._default_manager.filter(**whose).values()) for model in (CodeApp, Passkey, AddressProof)],
        set(RecoveryCode.objects.filter(**whose).values_list("digest", flat=True)),
        set(Pin.objects.filter(membership=member(house, name)).values_list("verifier", flat=True)),
    ]


def enrol(house: House) -> Device:
    """Another tablet of the setting."""
    code = actions.make_enrolment_code(actor=house.system, name="Garden tablet")
    return actions.enrol_tablet(code=code, browser="", source="").device
