"""Sending by a real mail server on loopback: once, tried again only where that cannot make it twice."""

import socket

import pytest
from django.db import connection
from pytest_django import Settings

from heartsease.domain.access.scope import in_setting
from heartsease.domain.audit.models import AuditEvent
from heartsease.domain.notices import actions
from heartsease.domain.notices.actions import send_due
from heartsease.domain.notices.models import Message
from heartsease.domain.notices.rules import PAUSES, MessageState
from heartsease.domain.setting.models import Setting
from heartsease.kernel import clock
from tests.cast import House
from tests.domain.notices.making import LINK, fresh, make_due, put, queue
from tests.post import PostOffice, account_at, open_post_office, rough_server


def test_a_message_arrives_and_its_words_are_erased(house: House, post_office: PostOffice) -> None:
    message = queue(house, text=f"Open this:\n\n{LINK}\n")
    assert send_due() == 1
    [letter] = post_office.letters
    assert letter.recipient == "priya@home.example"
    assert letter.body() == f"Open this:\n\n{LINK}\n"
    assert LINK in letter.body("html")
    sent = fresh(message)
    assert (sent.state, sent.tries, sent.body, sent.answer) == ("sent", 1, "", "250 OK")
    assert sent.sent_at is not None
    assert AuditEvent.objects.filter(event="message:sent", subject_id=message.pk, role="system").count() == 1
    assert send_due() == 0
    assert len(post_office.letters) == 1


def test_what_the_mail_says_of_itself(house: House, post_office: PostOffice) -> None:
    """An envelope of its own for each message, and nothing by which opening it could be seen."""
    message = queue(house)
    send_due()
    [letter] = post_office.letters
    assert letter.sender == f"bounces+{message.pk.hex}@mail.example"
    headers = {name.lower(): str(value) for name, value in letter.mail.items()}
    assert headers["message-id"] == f"<{message.pk}@mail.example>"
    assert headers["auto-submitted"] == "auto-generated"
    assert (headers["from"], headers["to"]) == ("Sunflower <journal@mail.example>", "priya@home.example")
    assert headers["subject"] == "Your way in"
    assert set(headers) - {"date", "mime-version", "content-type", "x-peer", "x-mailfrom", "x-rcptto"} == {
        "message-id", "auto-submitted", "from", "to", "subject",
    }  # fmt: skip
    assert letter.raw.isascii()


def test_names_in_every_script(house: House, post_office: PostOffice) -> None:
    Setting.objects.filter(pk=house.setting.pk).update(name='Żółć & "Zoë", the <Nursery>')
    queue(house, subject="Żółć lädt dich ein 👩🏽‍🎨 " + "ź" * 100, address="priya@bücher.example")
    send_due()
    [letter] = post_office.letters
    assert letter.recipient == "priya@xn--bcher-kva.example"
    assert letter.raw.isascii()
    assert letter.mail["Subject"] == "Żółć lädt dich ein 👩🏽‍🎨 " + "ź" * 100
    [sender] = letter.mail["From"].addresses
    assert (sender.display_name, sender.addr_spec) == ('Żółć & "Zoë", the <Nursery>', "journal@mail.example")


@pytest.mark.parametrize("place", ["name", "subject"])
def test_a_line_break_in_a_name_or_a_subject_makes_no_header(place: str, house: House, post_office: PostOffice) -> None:
    """Also one that was stored before anybody looked: the rows are written behind the journal's back here."""
    message = queue(house)
    break_in = "Oak\r\nBcc: everybody@example.org\r\n\r\nHello"
    if place == "name":
        Setting.objects.filter(pk=house.setting.pk).update(name=break_in)
    else:
        Message.objects.filter(pk=message.pk).update(subject=break_in)
    assert send_due() == 1
    [letter] = post_office.letters
    assert letter.mail["Bcc"] is None
    assert letter.recipient == "priya@home.example"
    assert LINK in letter.body()


def test_an_address_with_letters_that_the_server_knows(house: House, post_office: PostOffice) -> None:
    queue(house, address="zoë@bücher.example", subject="Żółć")
    assert send_due() == 1
    [letter] = post_office.letters
    assert letter.recipient == letter.mail["To"] == "zoë@xn--bcher-kva.example"
    assert letter.mail["Subject"] == "Żółć"


def test_an_address_with_letters_that_the_server_does_not_know(house: House, settings: Settings) -> None:
    message = queue(house, address="zoë@home.example")
    with open_post_office(enable_SMTPUTF8=False) as (office, account):
        settings.MAIL = account
        assert send_due() == 0
    assert office.letters == []
    assert fresh(message).state == MessageState.FAILED
    assert "letters like these" in fresh(message).answer


def test_a_refusal_for_now_is_tried_again_after_growing_pauses(house: House, post_office: PostOffice) -> None:
    message = queue(house)
    post_office.answers["RCPT"] = ["450 4.2.0 Come back later"] * 2
    for number in (1, 2):
        before = clock.now()
        assert send_due() == 0
        waiting = fresh(message)
        assert (waiting.state, waiting.tries, waiting.answer) == ("queued", number, "450 4.2.0 Come back later")
        assert before + PAUSES[number - 1] <= waiting.next_try_at <= clock.now() + PAUSES[number - 1]
        assert send_due() == 0
        assert fresh(message).tries == number, "not before its pause is over"
        make_due(message)
    assert send_due() == 1
    assert fresh(message).state == "sent"
    assert len(post_office.letters) == 1
    assert sorted(PAUSES) == list(PAUSES)


def test_after_the_last_pause_it_has_failed(house: House, post_office: PostOffice) -> None:
    message = queue(house)
    post_office.answers["RCPT"] = ["450 Come back later"] * 20
    for _try in range(len(PAUSES) + 1):
        make_due(message)
        send_due()
    failed = fresh(message)
    assert (failed.state, failed.tries, failed.answer) == ("failed", len(PAUSES) + 1, "450 Come back later")
    assert AuditEvent.objects.filter(event="message:failed", subject_id=message.pk).count() == 1
    assert failed.is_repeatable


@pytest.mark.parametrize("step", ["RCPT", "DATA"])
def test_a_refusal_for_good_is_not_tried_again(step: str, house: House, post_office: PostOffice) -> None:
    message = queue(house)
    post_office.answers[step] = ["550 5.1.1 Nobody here is called priya"]
    assert send_due() == 0
    failed = fresh(message)
    assert (failed.state, failed.answer) == ("failed", "550 5.1.1 Nobody here is called priya")
    make_due(message)
    assert send_due() == 0
    assert post_office.letters == []


def test_one_that_is_refused_does_not_hold_up_the_others(house: House, post_office: PostOffice) -> None:
    for name in ("Priya", "Owen", "Sen"):
        queue(house, name, address=f"{name}@home.example")
    post_office.answers["RCPT"] = ["250 OK", "550 No"]
    assert send_due() == 2
    assert {letter.recipient for letter in post_office.letters} == {"Priya@home.example", "Sen@home.example"}


def test_a_server_that_is_not_there_is_asked_once_and_not_for_each(house: House, settings: Settings) -> None:
    for name in ("Priya", "Owen", "Sen"):
        queue(house, name)
    with rough_server(lambda _connection: None) as account:
        settings.MAIL = account
        assert send_due() == 0
    assert sorted(Message.objects.values_list("tries", flat=True)) == [0, 0, 1]
    assert set(Message.objects.values_list("state", flat=True)) == {"queued"}


@pytest.mark.parametrize("stage", ["before the message", "in the middle of it", "before the answer"])
def test_a_connection_that_is_cut(stage: str, house: House, settings: Settings, post_office: PostOffice) -> None:
    """Before the message begins it is tried again. Afterwards nobody knows, so a person decides."""
    message, good = queue(house), settings.MAIL

    def cut(connection: socket.socket) -> None:
        connection.sendall(b"220 hello\r\n")
        lines = connection.makefile("rb")
        for answer in (b"250 OK", b"250 OK", b"250 OK", b"354 Go on"):
            if stage == "before the message" and answer == b"354 Go on":
                return
            lines.readline()
            connection.sendall(answer + b"\r\n")
        while stage == "before the answer" and lines.readline() != b".\r\n":
            continue
        lines.readline()

    with rough_server(cut) as account:
        settings.MAIL = account
        assert send_due() == 0
    state = fresh(message).state
    assert state == ("queued" if stage == "before the message" else "uncertain")
    make_due(message)
    settings.MAIL = good
    assert send_due() == (state == "queued")
    assert len(post_office.letters) == (state == "queued")


def test_without_a_server_messages_wait(house: House, settings: Settings) -> None:
    settings.MAIL = None
    message = queue(house)
    assert send_due() == 0
    assert (fresh(message).state, fresh(message).tries) == ("queued", 0)


def test_the_people_of_an_example_get_no_mail(house: House, post_office: PostOffice) -> None:
    Setting.objects.filter(pk=house.setting.pk).update(is_example=True)
    queue(house)
    assert send_due() == 0
    assert post_office.letters == []


def test_a_message_whose_time_is_over_is_not_sent(house: House, post_office: PostOffice) -> None:
    message = queue(house)
    Message.objects.filter(pk=message.pk).update(expires_at=clock.now())
    assert send_due() == 0
    assert post_office.letters == []


def test_after_a_change_of_the_secret_it_has_failed(house: House, post_office: PostOffice, settings: Settings) -> None:
    message = queue(house)
    settings.SECRET_KEY = "another"
    assert send_due() == 0
    assert fresh(message).state == "failed"
    assert "secret was changed" in fresh(message).answer


def test_the_worker_stops_between_two_messages(house: House, post_office: PostOffice) -> None:
    queue(house)
    queue(house, "Owen")
    assert send_due(may_go_on=lambda: not post_office.letters) == 1
    assert send_due(may_go_on=lambda: False) == 0
    assert send_due() == 1


@pytest.mark.django_db(transaction=True)
def test_no_transaction_is_open_while_the_server_is_spoken_to(house: House, post_office: PostOffice) -> None:
    """A server that takes a minute must not keep anybody from writing: here it writes to the very row itself."""
    message = queue(house)
    seen: list[str] = []

    def write() -> str:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SET lock_timeout = '2s'")
        seen.append(fresh(message).state)
        everything = Message.objects.unscoped(reason="a test writes beside")
        everything.filter(pk=message.pk).update(subject="Written beside")
        return "250 OK"

    post_office.answers["DATA"] = [write]
    assert send_due() == 1
    assert seen == ["sending"]
    assert (fresh(message).subject, fresh(message).state) == ("Written beside", "sent")


@pytest.mark.django_db(transaction=True)
def test_a_yes_that_came_very_late_still_counts(house: House, post_office: PostOffice) -> None:
    message = queue(house)

    def settle() -> str:
        put(message, MessageState.UNCERTAIN)
        return "250 at last"

    post_office.answers["DATA"] = [settle]
    assert send_due() == 1
    assert (fresh(message).state, fresh(message).answer) == ("sent", "250 at last")


@pytest.mark.django_db(transaction=True)
def test_who_took_too_long_does_not_undo_what_others_did_meanwhile(house: House, post_office: PostOffice) -> None:
    """A member has sent it again and another worker is at it: our own "later" must not make it due once more."""
    message = queue(house)

    def overtake() -> str:
        put(message, MessageState.UNCERTAIN)
        with in_setting(house.setting.pk):
            actions.send_again(actor=house.actor("Maggie"), message_id=message.pk)
        assert actions._claim_next() == message
        return "451 Later"

    post_office.answers["DATA"] = [overtake]
    assert send_due() == 0
    assert (fresh(message).state, fresh(message).answer) == ("sending", "")


@pytest.mark.django_db(transaction=True)
def test_a_bounce_that_was_quicker_than_our_own_note_stays(house: House, post_office: PostOffice) -> None:
    message = queue(house)

    def bounce() -> str:
        actions.record_bounce(message_id=message.pk, reason="550 Nobody")
        return "250 OK"

    post_office.answers["DATA"] = [bounce]
    send_due()
    assert (fresh(message).state, fresh(message).answer, fresh(message).body) == ("bounced", "550 Nobody", "")


def test_an_account_that_cannot_log_in_loses_nothing(house: House, settings: Settings, post_office: PostOffice) -> None:
    message, good = queue(house), settings.MAIL
    settings.MAIL = account_at(good.port, user="nursery", password="wrong")
    assert send_due() == 0
    assert fresh(message).state == "queued"
    settings.MAIL = good
    make_due(message)
    assert send_due() == 1
