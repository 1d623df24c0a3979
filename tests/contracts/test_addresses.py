"""Every address, for everybody: generated from the resolver, so that a new one is tried without being remembered."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from http.cookies import SimpleCookie

import pytest
from django.apps import apps
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.test import Client
from django.urls import get_resolver, reverse

from heartsease.config.checks import addresses
from heartsease.domain.access.permissions import ROLE_PERMISSIONS, Permission, Role
from heartsease.domain.access.scope import in_setting
from heartsease.domain.accounts import actions as accounts
from heartsease.domain.accounts.models import Passkey
from heartsease.domain.children import actions as children
from heartsease.domain.children.models import AccessRestriction, PhotoWithdrawal
from heartsease.domain.children.rules import Purpose
from heartsease.domain.incidents import actions as incidents
from heartsease.domain.incidents.rules import IncidentKind
from heartsease.domain.journal import actions
from heartsease.domain.journal.models import NextStep
from heartsease.domain.notices import actions as notices
from heartsease.domain.notices.rules import Letter, MessageKind
from heartsease.domain.photos.models import Region
from heartsease.domain.policies import actions as policies
from heartsease.domain.policies.rules import Audience
from heartsease.domain.records.actions import ask_for_export, keep_file
from heartsease.domain.records.imports.kinds import Kind
from heartsease.kernel import clock
from heartsease.kernel.ids import new_id
from heartsease.web.routing import admission_of
from tests import entries
from tests.authenticator import SoftKey
from tests.cast import House

PUBLIC = {
    *("sign-in", "second", "choose", "use-passkey", "sign-in-link", "sign-out"),
    *("lock", "enrol-tablet", "ask-device"),
    "account-email-confirm",
    "colleague-portrait",
}
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
CAST = {
    "Maggie": Role.NOMINATED_MEMBER,
    "Sen": Role.SENIOR,
    "Priya": Role.PRACTITIONER,
    "Stu": Role.STUDENT,
    "Grace": Role.PARENT,
    "Nana": Role.RELATIVE,
}
ONCE_MARKED = "marked-words-of-somebody-else"


@dataclass(frozen=True)
class Address:
    """One address of the house."""

    name: str
    permission: Permission | None
    methods: tuple[str, ...]
    arguments: tuple[str, ...]


def every_address() -> Iterator[Address]:
    """All of them, as the resolver has them."""
    for _path, pattern in addresses(get_resolver().url_patterns):
        admission = admission_of(pattern.callback)
        assert admission is not None
        assert pattern.name is not None
        yield Address(pattern.name, admission.permission, admission.methods, tuple(pattern.pattern.converters))


ADDRESSES = list(every_address())
GUARDED = [address for address in ADDRESSES if address.permission is not None]
WITH_IDS = [address for address in GUARDED if any(name.endswith("_id") for name in address.arguments)]


@dataclass(frozen=True)
class Things:
    """Something of each kind that belongs together, for filling in addresses."""

    ids: dict[str, uuid.UUID]

    def url(self, address: Address) -> str:
        """The address of these things."""
        other = {
            "mark": "arrive",
            "size": "small",
            "secret": "nothing",
            "audience": "parents",
            "answer": "approve",
            "act": "retire",
            "kind": "children",
        }
        return reverse(address.name, kwargs={name: self.ids.get(name) or other[name] for name in address.arguments})


def things_of(house: House, *, author: str, child: str, parent: str) -> Things:
    """A published entry with a photograph, a next step and a comment, and who and what stands around it."""
    house.choose(review_required=False, parents_save_pictures=True)
    sent = entries.submitted(house, author, child, photos=1, text=ONCE_MARKED, next_step=f"{ONCE_MARKED} next")
    entry = entries.publish_now(sent)
    child_id = house.children[child].pk
    comment = actions.comment(
        actor=house.actor(parent),
        observation_id=entry.pk,
        child_id=child_id,
        comment_id=new_id(),
        text=f"{ONCE_MARKED} said",
    )
    contact = children.save_contact(
        actor=house.system,
        child_id=child_id,
        details=children.ContactDetails(full_name=f"{ONCE_MARKED} aunt", relation="aunt"),
    )
    message = notices.queue_message(
        actor=house.system,
        letter=Letter(MessageKind.PASSWORD_CHANGED, f"{ONCE_MARKED} subject", f"{ONCE_MARKED} words"),
        person=house.staff[author].person,
        address=f"{ONCE_MARKED}@home.example",
        event="1",
    )
    assert message is not None
    agreement = policies.make_agreement(
        actor=house.system, audience=Audience.STAFF, title=ONCE_MARKED, text=ONCE_MARKED
    )
    policies.ask_for_none(actor=house.system, audience=Audience.STAFF)
    incident = incidents.open_incident(actor=house.system, kind=IncidentKind.DEVICE_LOST, happening="1")
    assert incident is not None
    asked = children.ask_for_relative(
        actor=house.actor(parent),
        child_id=child_id,
        full_name=f"{ONCE_MARKED} gran",
        email="gran@example.org",
        relation="gran",
    )
    children.restrict_access(
        actor=house.system, child_id=child_id, full_name=f"{ONCE_MARKED} uncle", reason=f"{ONCE_MARKED} order"
    )
    return Things(
        {
            "incident_id": incident.pk,
            "agreement_id": agreement.pk,
            "observation_id": entry.pk,
            "child_id": child_id,
            "photo_id": entries.photo_ids(entry)[0],
            "region_id": Region.objects.create(
                photo_id=entries.photo_ids(entry)[0], left=0, top=0, right=0.5, bottom=0.5, resolution="adult"
            ).pk,
            "room_id": house.children[child].room_id,
            "contact_id": contact.pk,
            "comment_id": comment.pk,
            "next_step_id": NextStep.objects.get(observation=entry).pk,
            "link_id": house.links[parent, child].pk,
            "request_id": asked.pk,
            "restriction_id": AccessRestriction.objects.get(child_id=child_id).pk,
            "membership_id": house.staff[author].pk,
            "message_id": message.pk,
            "file_id": file_of(house),
            "export_id": export_of(house),
            "review_id": accounts.start_review(actor=house.system).pk,
            "withdrawal_id": PhotoWithdrawal.objects.create(
                child_id=child_id, purpose=Purpose.DISPLAY, withdrawn_at=clock.now()
            ).pk,
            **ways_in_of(house, author),
        }
    )


def file_of(house: House) -> uuid.UUID:
    """A file that a nominated member is about to import."""
    manager = next(name for name, membership in house.staff.items() if membership.role == Role.NOMINATED_MEMBER)
    data = f"Name,E-mail,Role\n{ONCE_MARKED},marked,student\n".encode()
    return keep_file(actor=house.actor(manager), kind=Kind.STAFF, name="list.csv", data=data).pk


def export_of(house: House) -> uuid.UUID:
    """A list that a nominated member asks for."""
    manager = next(name for name, membership in house.staff.items() if membership.role == Role.NOMINATED_MEMBER)
    reason = f"{ONCE_MARKED} reason"
    return ask_for_export(actor=house.actor(manager), kind=Kind.CHILDREN, room_id=None, reason=reason).pk


def ways_in_of(house: House, name: str) -> dict[str, uuid.UUID]:
    """Where somebody is signed in, on what and with what."""
    membership = house.staff[name]
    key = SoftKey()
    passkey = Passkey.objects.create(
        person=membership.person, name=ONCE_MARKED, credential_id=key.id, credential=bytes(key.credential)
    )
    return {
        "session_id": house.signed_in(name).session,
        "device_id": accounts.ask_for_device(membership=membership, browser="", source="").device.pk,
        "passkey_id": passkey.pk,
    }


@pytest.fixture
def amaras(house: House) -> Things:
    """What belongs to Amara of the Acorns."""
    return things_of(house, author="Priya", child="Amara", parent="Grace")


@pytest.fixture
def zeds(hollies: House) -> Things:
    """What belongs to Zed at the other setting."""
    with in_setting(hollies.setting.pk):
        return things_of(hollies, author="Hazel", child="Zed", parent="Petra")


def ask(client: Client, method: str, url: str) -> HttpResponseBase:
    """One request as a browser sends it; a form without fields where one is sent."""
    return client.generic(
        method, url, content_type="application/x-www-form-urlencoded", headers={"accept": "text/html"}
    )


def everything_stored() -> dict[str, object]:
    """Every row of both settings but the trace, the sessions and the frameworks, to see that nothing was changed."""
    left_out = {"AuditEvent", "Session", "DBTaskResult", "SignInLink", "Device", "Node", "Band", "Framework"}
    return {
        model.__name__: sorted(map(repr, model._base_manager.values_list()))
        for model in apps.get_models()
        if model.__name__ not in left_out
    }


def test_the_open_addresses_are_known() -> None:
    """Whoever adds one has to say so here."""
    assert {address.name for address in ADDRESSES if address.permission is None} == PUBLIC


def test_no_name_stands_for_two_addresses() -> None:
    """Otherwise the tests below would try one of them only."""
    names = [address.name for address in ADDRESSES]
    assert len(names) == len(set(names))


def test_nobody_gets_in(amaras: Things, nobody: Client) -> None:
    """A stranger is sent to sign in, whatever the method, and nothing changes."""
    before = everything_stored()
    for address in GUARDED:
        for method in address.methods:
            response = ask(nobody, method, amaras.url(address))
            assert response.status_code == 302, (address, method)
            assert response.headers["Location"].startswith(reverse("sign-in")), (address, method)
    assert everything_stored() == before


@pytest.mark.parametrize("name", CAST)
def test_a_role_without_the_right_is_refused(name: str, house: House, amaras: Things) -> None:
    """Refused by the table, before the view runs; a refusal changes nothing."""
    before, client = everything_stored(), house.client(name)
    refused = [address for address in GUARDED if address.permission not in ROLE_PERMISSIONS[CAST[name]]]
    assert refused
    for address in refused:
        for method in address.methods:
            assert ask(client, method, amaras.url(address)).status_code == 403, (address, method)
    assert everything_stored() == before


@pytest.mark.parametrize("name", CAST)
def test_a_role_with_the_right_is_answered(name: str, house: House, amaras: Things) -> None:
    """Never a fault of ours, and a method that is not offered is said to be so."""
    client = house.client(name)
    for address in GUARDED:
        if address.permission in ROLE_PERMISSIONS[CAST[name]]:
            for method in METHODS:
                cookies = SimpleCookie(client.cookies.output(header="", sep=";"))
                with transaction.atomic():
                    status = ask(client, method, amaras.url(address)).status_code
                    transaction.set_rollback(True)
                client.cookies = cookies  # some addresses sign out
                expected = status < 500 if method in address.methods else status == 405
                assert expected, (address, method, status)


@pytest.mark.parametrize("name", CAST)
def test_another_settings_things_are_not_there(name: str, house: House, zeds: Things) -> None:
    """The same answer as for something that never was, for every role, and nothing changes over there."""
    _nothing_there(house, name, CAST[name], zeds, set())


@pytest.mark.parametrize(("name", "role"), [("Rosa", Role.PARENT), ("Omar", Role.PARENT), ("Owen", Role.PRACTITIONER)])
def test_another_familys_and_another_rooms_things_are_not_there(
    name: str, role: Role, house: House, amaras: Things
) -> None:
    """Rosa and Omar are of another family, Owen works in another room; that a room is there is no secret to staff."""
    _nothing_there(house, name, role, amaras, {"room", "manage-room"})


def _nothing_there(house: House, name: str, role: Role, things: Things, known: set[str]) -> None:
    before, client = everything_stored(), house.client(name)
    for address in WITH_IDS:
        if address.permission not in ROLE_PERMISSIONS[role] or address.name in known:
            continue
        for method in address.methods:
            response = ask(client, method, things.url(address))
            assert isinstance(response, HttpResponse), (address, method)
            assert ONCE_MARKED.encode() not in response.content, (address, method)
            # An empty form may be sent back before anything is looked for; that tells nothing either.
            expected = {404} if method == "GET" else {404, 422, 302 if address.name == "from-home-save" else 404}
            assert response.status_code in expected, (address, method, response.status_code)
    assert everything_stored() == before


@pytest.mark.parametrize("name", ["Maggie", "Grace"])
def test_nonsense_for_an_id_is_not_there(name: str, house: House, amaras: Things) -> None:
    """Not a fault, and the page says it kindly."""
    client = house.client(name)
    for address in WITH_IDS:
        url = amaras.url(address)
        for one in amaras.ids.values():
            url = url.replace(str(one), "0-or-1=1")
        response = client.get(url, headers={"accept": "text/html"})
        assert response.status_code == 404, address
        assert b"This page is not here" in response.content, address
