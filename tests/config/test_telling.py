"""What happens to an account or a device reaches whom it concerns, once, and nobody else (guarantees G7, G16)."""

import dataclasses
from typing import Any

import pyotp
import pytest
from django.db import transaction

from heartsease.domain.accounts import actions, events
from heartsease.domain.accounts.models import Person, Session
from heartsease.domain.accounts.rules import new_seed
from heartsease.domain.children import actions as children
from heartsease.domain.children.events import LinkFrozen, LinkWasWrong, RelativeAsked, RelativeDecided
from heartsease.domain.children.models import RelativeRequest
from heartsease.domain.incidents.models import Incident
from heartsease.domain.notices.models import Message
from heartsease.kernel.events import handled, publish
from heartsease.kernel.ids import new_id
from tests.background import run_queued
from tests.cast import PASSWORD, House
from tests.post import waiting_messages

WHERE = {"browser": "Firefox on Linux", "source": "192.0.2.1"}


@pytest.fixture(autouse=True)
def addresses(house: House) -> None:
    """Everybody has an address of their own."""
    for name, membership in {**house.staff, **house.family}.items():
        Person.objects.filter(pk=membership.person_id).update(email=f"{name.lower()}@example.org")


def told() -> set[tuple[str, str]]:
    """The messages that came of it: kind and address."""
    run_queued()
    return set(Message.objects.values_list("kind", "address"))


def test_every_event_of_accounts_has_its_handler() -> None:
    ours = {one for one in vars(events).values() if isinstance(one, type) and one.__module__ == events.__name__}
    assert ours <= handled()
    assert len(ours) >= 6


def test_owner_hears_of_a_password_a_factor_and_a_pin(house: House) -> None:
    person = house.staff["Maggie"].person
    person.set_password(PASSWORD)
    person.save(update_fields=["password"])
    maggie = house.signed_in("Maggie")
    seed = new_seed()
    actions.add_code_app(actor=maggie, seed=seed, code=pyotp.TOTP(seed).now())
    actions.make_pin(actor=maggie)
    actions.remove_code_app(actor=maggie)
    actions.change_password(actor=maggie, password="four other words then")
    kinds = ["factor_added", "factor_removed", "password_changed"]
    assert told() == {(kind, "maggie@example.org") for kind in kinds}
    assert Message.objects.filter(kind="factor_added").count() == 2


def test_a_report_of_a_known_login_reaches_its_owner(house: House) -> None:
    actions.report_login_known(actor=house.actor("Priya"))
    assert told() == {("login_secured", "priya@example.org"), ("incident_opened", "maggie@example.org")}


def test_a_request_for_a_device_reaches_nominated_members_and_the_person_in_whose_name_it_was_made(
    house: House,
) -> None:
    actions.ask_for_device(membership=house.staff["Priya"], **WHERE)
    assert told() == {("device_request", "maggie@example.org"), ("new_device", "priya@example.org")}


@pytest.mark.parametrize("state", ["lost", "locked", "ended"])
def test_a_closed_device_reaches_nominated_members_only(state: str, house: House) -> None:
    with transaction.atomic():
        publish(events.DeviceClosed(house.setting.pk, house.tablet.pk, state, new_id()))
    assert told() == {(f"device_{state}", "maggie@example.org")}


def test_a_device_that_is_gone_and_a_person_without_an_address_trouble_nobody(house: House) -> None:
    Person.objects.update(email="")
    with transaction.atomic():
        publish(events.DeviceClosed(house.setting.pk, new_id(), "lost", new_id()))
        publish(events.DeviceAsked(house.setting.pk, new_id()))
        publish(events.EmailChanged(house.staff["Priya"].person_id, new_id(), "old@example.org"))
    assert told() == {("email_changed", "old@example.org")}


def test_somewhere_new_is_told_once_and_the_first_time_is_no_news(house: House) -> None:
    grace = house.family["Grace"]
    for source in ("192.0.2.1", "192.0.2.1", "198.51.100.7", "198.51.100.7"):
        row = Session(person=grace.person, membership=grace, way="password", source=source, browser="x")
        actions.record_sign_in(actor=dataclasses.replace(house.actor("Grace"), source=source), session=row)
    assert told() == {("new_source", "grace@example.org")}
    assert Message.objects.count() == 1


def test_the_same_event_twice_is_one_message(house: House) -> None:
    event = events.CredentialChanged(house.staff["Priya"].person_id, new_id(), "password_set")
    for _time in range(2):
        with transaction.atomic():
            publish(event)
    assert told() == {("password_changed", "priya@example.org")}
    assert Message.objects.count() == 1


def test_a_frozen_link_opens_an_incident_about_its_parent(house: House) -> None:
    link = house.links["Grace", "Amara"]
    with transaction.atomic():
        publish(LinkFrozen(house.setting.pk, link.pk))
        publish(LinkFrozen(house.setting.pk, new_id()))
    assert told() == {("incident_opened", "maggie@example.org")}
    assert Incident.objects.get().membership == house.family["Grace"]


def test_a_wrong_child_opens_an_incident_once_and_any_other_end_none(house: House) -> None:
    for adult, child, is_wrong in (("Grace", "Amara", True), ("Rosa", "Ben", False)):
        link = house.links[adult, child]
        children.unlink_family(
            actor=house.actor("Maggie"), child_id=link.child_id, link_id=link.pk, was_wrong_child=is_wrong
        )
    with transaction.atomic():
        publish(LinkWasWrong(house.setting.pk, house.links["Grace", "Amara"].pk))
        publish(LinkWasWrong(house.setting.pk, new_id()))
    assert told() == {("incident_opened", "maggie@example.org")}
    incident = Incident.objects.get()
    assert (incident.kind, incident.membership) == ("link_wrong", house.family["Grace"])
    [message] = waiting_messages()
    assert "A family was linked to the wrong child" in message.text
    assert "Amara" not in message.text
    assert "Grace" not in message.text


def ask_for_gran(house: House) -> RelativeRequest:
    return children.ask_for_relative(
        actor=house.actor("Rosa"),
        child_id=house.children["Ben"].pk,
        full_name="Gran Hale",
        email="gran@example.org",
        relation="grandmother",
    )


def decide(house: House, asked: RelativeRequest, is_approved: bool) -> None:
    maggie: dict[str, Any] = {"actor": house.actor("Maggie"), "request_id": asked.pk}
    if is_approved:
        children.approve_relative(**maggie, full_name="Gran Hale", user_name="gran.hale", relation="grandmother")
    else:
        children.decline_relative(**maggie, words="Not while Ben settles in.")


@pytest.mark.parametrize("is_approved", [True, False])
def test_a_request_for_a_relative_is_told_to_nominated_members_and_its_answer_to_the_parent_alone(
    is_approved: bool, house: House
) -> None:
    asked = ask_for_gran(house)
    assert told() == {("relative_asked", "maggie@example.org")}
    decide(house, asked, is_approved)
    assert told() == {("relative_asked", "maggie@example.org"), ("relative_decided", "rosa@example.org")}
    for message in waiting_messages():
        for name in ("Ben", "Rosa", "Omar", "Gran", "Hale", "gran", "settles", "approv", "declin"):
            assert name not in message.subject + message.text


def test_what_is_settled_or_whose_parent_is_gone_is_not_told(house: House) -> None:
    asked = ask_for_gran(house)
    children.take_back_relative(actor=house.actor("Rosa"), request_id=asked.pk)
    assert told() == set()
    again = ask_for_gran(house)
    assert told() == {("relative_asked", "maggie@example.org")}
    decide(house, again, is_approved=False)
    actions.end_membership(actor=house.actor("Maggie"), membership_id=house.family["Rosa"].pk)
    assert told() == {("relative_asked", "maggie@example.org")}


def test_the_same_request_twice_is_told_once(house: House) -> None:
    asked = ask_for_gran(house)
    with transaction.atomic():
        publish(RelativeAsked(house.setting.pk, asked.pk))
        publish(RelativeAsked(house.setting.pk, new_id()))
        publish(RelativeDecided(house.setting.pk, new_id()))
    assert told() == {("relative_asked", "maggie@example.org")}
    assert Message.objects.count() == 1
