"""Queueing: one message for each event and person, of this setting, its words sealed."""

import dataclasses
import datetime as dt

import pytest
from django.db import connection, transaction

from heartsease.domain.access.permissions import Role
from heartsease.domain.access.scope import in_setting
from heartsease.domain.accounts.models import Membership
from heartsease.domain.audit.models import AuditEvent
from heartsease.domain.notices import actions, queries
from heartsease.domain.notices.models import Message
from heartsease.domain.notices.rules import LIFETIME, MessageState
from heartsease.kernel import clock
from heartsease.kernel.errors import NotAllowedError, NotFoundError
from tests.cast import House, add_staff
from tests.domain.notices.making import LINK, fresh, letter, queue
from tests.post import Waiting, waiting_messages
from tests.racing import at_once


def test_a_message_waits_with_its_words(house: House) -> None:
    message = queue(house)
    assert (message.state, message.tries, message.person_id) == ("queued", 0, house.staff["Priya"].person_id)
    made = letter()
    assert waiting_messages() == [
        Waiting("staff_invitation", "priya@home.example", "Your way in", made.text, made.html)
    ]
    assert dt.timedelta(0) < message.expires_at - clock.now() <= LIFETIME


def test_it_is_worth_sending_as_long_as_its_link_works(house: House) -> None:
    until = clock.now() + dt.timedelta(days=7)
    person = house.staff["Priya"].person
    made = actions.queue_message(
        actor=house.system, letter=letter(worth_until=until), person=person, address="p@home.example", event="1"
    )
    assert made is not None
    assert fresh(made).expires_at == until


def test_an_event_that_is_handled_twice_makes_one_message(house: House) -> None:
    first = queue(house)
    assert queue(house, subject="Said in other words").pk == first.pk
    assert [message.subject for message in waiting_messages()] == ["Your way in"]
    assert AuditEvent.objects.filter(event="message:queued").count() == 1
    others = {queue(house, event="2").pk, queue(house, "Owen").pk, first.pk}
    assert len(others) == 3


def test_two_settings_may_tell_the_same_person_of_the_same_event(house: House, hollies: House) -> None:
    hazel = hollies.staff["Hazel"].person
    house.staff["Hazel"] = Membership.objects.create(person=hazel, role=Role.SENIOR)
    here = queue(house, "Hazel")
    with in_setting(hollies.setting.pk):
        there = queue(hollies, "Hazel")
    assert here.pk != there.pk
    assert here.setting_id != there.setting_id


@pytest.mark.django_db(transaction=True)
def test_an_event_that_is_handled_twice_at_once_makes_one_message(house: House) -> None:
    answers = at_once(house.setting.pk, *[lambda: queue(house).pk for _ in range(4)])
    assert len(set(answers)) == 1, answers
    assert Message.objects.count() == 1
    assert AuditEvent.objects.filter(event="message:queued").count() == 1


def test_the_database_does_not_hold_the_words(house: House) -> None:
    queue(house, text=f"Dear Priya {LINK}")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM notices_message")
        stored = str(cursor.fetchall())
    assert "onceonly" not in stored
    assert "Dear" not in stored
    assert "onceonly" not in str(list(AuditEvent.objects.values()))


@pytest.mark.parametrize(
    "address",
    [
        "nobody",
        "a b@home.example",
        "a@",
        "@home.example",
        "a@b@c.example",
        '"a,b"@home.example',
        "a@home.example, b@home.example",
    ],
)
def test_what_is_no_address_is_shown_as_failed_and_disturbs_nobody(house: House, address: str) -> None:
    """An alarm to three people must reach two of them even when the third has a broken address."""
    message = queue(house, address=address)
    assert (message.state, message.body, message.answer) == (MessageState.FAILED, "", "This is no e-mail address.")
    assert not message.is_repeatable


@pytest.mark.parametrize("address", ["", "  ", "\x00"])
def test_somebody_without_an_address_gets_none(house: House, address: str) -> None:
    person = house.staff["Priya"].person
    made = actions.queue_message(actor=house.system, letter=letter(), person=person, address=address, event="1")
    assert made is None
    assert not Message.objects.exists()


def test_a_stranger_and_somebody_of_another_setting_get_none(house: House, hollies: House) -> None:
    with pytest.raises(NotFoundError):
        queue(house=dataclasses.replace(house, staff=hollies.staff), name="Hazel")
    assert not Message.objects.unscoped(reason="a test").exists()


def test_a_subject_is_one_line_of_bounded_length(house: House) -> None:
    assert queue(house, subject="Hello\r\nBcc: all@example.org").subject == "Hello Bcc: all@example.org"
    assert len(queue(house, event="2", subject="x" * 500).subject) == 200


def test_it_goes_with_the_roll_back_of_what_happened(house: House) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        queue(house)
        raise ZeroDivisionError
    assert waiting_messages() == []


def test_who_reads_the_outbox(house: House, hollies: House) -> None:
    """Nominated members of the setting, and there only what was not sent."""
    message, sent = queue(house), queue(house, event="2")
    Message.objects.filter(pk=sent.pk).update(state=MessageState.SENT)
    maggie = house.actor("Maggie")
    assert list(queries.unsent(maggie)) == [message]
    assert queries.message(maggie, message.pk) == message
    with pytest.raises(NotFoundError):
        queries.message(maggie, sent.pk)
    for name in ("Sen", "Priya", "Stu", "Grace", "Nana"):
        with pytest.raises(NotAllowedError):
            queries.unsent(house.actor(name))
        with pytest.raises(NotAllowedError):
            actions.send_again(actor=house.actor(name), message_id=message.pk)
    with in_setting(hollies.setting.pk):
        hazel = hollies.actor("Hazel")
        assert list(queries.unsent(hazel)) == []
        for act in (lambda: queries.message(hazel, message.pk), lambda: again(hollies, message)):
            with pytest.raises(NotFoundError):
                act()


def again(house: House, message: Message) -> None:
    actions.send_again(actor=house.actor("Hazel"), message_id=message.pk)


def test_whoever_has_a_role_may_tell_somebody_something(house: House) -> None:
    """A colleague who changes her own password is told of it; nobody reaches this action but through others."""
    add_staff(house, "Kim", Role.STUDENT)
    for name in ("Maggie", "Kim", "Nana"):
        membership = house.staff.get(name) or house.family[name]
        made = actions.queue_message(
            actor=house.actor(name), letter=letter(), person=membership.person, address="x@home.example", event="1"
        )
        assert made is not None
    assert len(waiting_messages()) == 3
