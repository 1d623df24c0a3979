"""The address on which an account hangs (guarantee G7): proved by its owner, once, in time; the old one is told."""

import datetime as dt
from typing import Any

import pytest
from django_tasks_db.models import DBTaskResult

from heartsease.domain.access.actor import Actor
from heartsease.domain.accounts import actions, queries
from heartsease.domain.accounts.models import AddressProof, Person
from heartsease.domain.audit.models import AuditEvent
from heartsease.kernel import clock
from heartsease.kernel.errors import ConflictError, InvalidInputError, NotAllowedError
from tests.cast import House
from tests.racing import at_once

NEW = "Priya.New@example.org"


@pytest.fixture
def priya(house: House) -> Actor:
    """Priya, with an address."""
    Person.objects.filter(pk=house.staff["Priya"].person_id).update(email="priya@example.org")
    return house.signed_in("Priya")


def ask(actor: Actor, email: str = NEW) -> str:
    return actions.ask_for_email(actor=actor, email=email).secret


def confirm(secret: str) -> Person:
    return actions.confirm_email(secret=secret, source="192.0.2.1")


def email_of(actor: Actor) -> str:
    return Person.objects.get(pk=actor.person).email


def told() -> list[dict[str, Any]]:
    """The events that wait for whoever tells the old address."""
    rows = [row.args_kwargs["kwargs"] for row in DBTaskResult.objects.all()]
    return [row["fields"] for row in rows if row["name"].endswith("EmailChanged")]


def test_it_counts_once_its_owner_has_answered(priya: Actor) -> None:
    secret = ask(priya, f"  {NEW}\x00 ")
    assert email_of(priya) == "priya@example.org"
    waiting = queries.waiting_email(priya)
    assert waiting is not None
    assert waiting.email == NEW
    assert actions.open_email_proof(secret=secret).email == NEW
    assert confirm(secret).pk == priya.person
    assert email_of(priya) == NEW
    assert queries.waiting_email(priya) is None
    [event] = told()
    assert (event["person_id"], event["old_email"]) == (str(priya.person), "priya@example.org")


def test_it_is_traced_without_the_address(priya: Actor) -> None:
    confirm(ask(priya))
    rows = AuditEvent.objects.filter(event__startswith="email:")
    assert [row.event for row in rows.order_by("at")] == ["email:asked", "email:changed"]
    assert {row.person_id for row in rows} == {priya.person}
    assert "example.org" not in str(list(rows.values()))


def test_the_database_holds_no_link(priya: Actor) -> None:
    secret = ask(priya)
    assert secret not in str(list(AddressProof.objects.values()))


def test_wrong_used_late_and_replaced_links_look_alike(priya: Actor, house: House) -> None:
    def sentence(secret: str) -> str:
        told = set()
        for act in (lambda: actions.open_email_proof(secret=secret), lambda: confirm(secret)):
            with pytest.raises(NotAllowedError) as raised:
                act()
            told.add(raised.value.sentence)
        [one] = told
        return one

    used, replaced = ask(priya), ask(house.signed_in("Owen"), "owen.1@example.org")
    confirm(used)
    ask(house.signed_in("Owen"), "owen.2@example.org")
    late = ask(house.signed_in("Stu"), "stu@example.org")
    AddressProof.objects.filter(email="stu@example.org").update(expires_at=clock.now())
    closed = ask(house.signed_in("Sen"), "sen@example.org")
    Person.objects.filter(pk=house.staff["Sen"].person_id).update(is_active=False)
    links = [used, replaced, late, closed, "", "nonsense", "\x00", "x" * 5000, used.upper()]
    assert len({sentence(link) for link in links}) == 1


def test_the_newest_of_several_counts(priya: Actor) -> None:
    old, new = ask(priya), ask(priya, "priya.other@example.org")
    with pytest.raises(NotAllowedError):
        confirm(old)
    confirm(new)
    assert email_of(priya) == "priya.other@example.org"
    with pytest.raises(NotAllowedError):
        confirm(old)


@pytest.mark.parametrize(
    "email",
    [
        "",
        "x",
        "x@",
        "@example.org",
        "a b@example.org",
        "a@b",
        "é@example.org",
        "a" * 250 + "@example.org",
        "x@example.org, y@example.org",
        "\x00",
    ],
)
def test_what_is_no_address_is_refused(priya: Actor, email: str) -> None:
    with pytest.raises(InvalidInputError) as raised:
        ask(priya, email)
    assert set(raised.value.fields) == {"email"}
    assert not AddressProof.objects.exists()


def test_the_present_one_needs_no_proof(priya: Actor) -> None:
    with pytest.raises(InvalidInputError, match="already"):
        ask(priya, "PRIYA@example.org")


def test_an_address_of_somebody_else_looks_free_until_it_is_confirmed(priya: Actor, house: House) -> None:
    owens = house.staff["Owen"].person
    Person.objects.filter(pk=owens.pk).update(email="owen@example.org")
    secret = ask(priya, "OWEN@example.org")
    assert actions.open_email_proof(secret=secret).email == "OWEN@example.org"
    with pytest.raises(ConflictError, match="cannot be used"):
        confirm(secret)
    assert email_of(priya) == "priya@example.org"
    assert told() == []
    assert not AuditEvent.objects.filter(event="email:changed").exists()


def test_nobodys_letter_box_is_filled(priya: Actor, house: House) -> None:
    for number in range(5):
        ask(priya, f"stranger{number}@example.org")
    with pytest.raises(NotAllowedError, match="tomorrow"):
        ask(priya)
    ask(house.signed_in("Owen"))
    AddressProof.objects.filter(person_id=priya.person).update(expires_at=clock.now() - dt.timedelta(seconds=1))
    actions.clear_expired()
    ask(priya)


@pytest.mark.django_db(transaction=True)
def test_one_link_opened_four_times_at_once_counts_once(priya: Actor, house: House) -> None:
    secret = ask(priya)
    answers = at_once(house.setting.pk, *[lambda: confirm(secret)] * 4)
    assert sorted(type(answer).__name__ for answer in answers) == [*["NotAllowedError"] * 3, "Person"]
    assert len(told()) == 1


@pytest.mark.django_db(transaction=True)
def test_two_people_with_one_address_at_once_leave_it_to_one(priya: Actor, house: House) -> None:
    secrets = [ask(priya), ask(house.signed_in("Owen"))]
    answers = at_once(house.setting.pk, *[lambda secret=secret: confirm(secret) for secret in secrets])
    assert sorted(type(answer).__name__ for answer in answers) == ["ConflictError", "Person"]
    assert Person.objects.filter(email__iexact=NEW).count() == 1
