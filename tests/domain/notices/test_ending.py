"""How messages end that did not just arrive: cut off, too late, came back, sent again, and one worker among several."""

import datetime as dt
import uuid

import pytest

from heartsease.domain.access.scope import in_setting
from heartsease.domain.audit.models import AuditEvent
from heartsease.domain.notices import actions
from heartsease.domain.notices.actions import record_bounce, send_again, send_due, settle_messages
from heartsease.domain.notices.models import Message
from heartsease.domain.notices.rules import KEPT, LONGEST_BEGINNING, LONGEST_SENDING, MessageState
from heartsease.domain.notices.tasks import settle_messages as settle_task
from heartsease.kernel import clock, smtp
from heartsease.kernel.errors import ConflictError, NotFoundError
from tests.background import run_queued
from tests.cast import House
from tests.domain.notices.making import fresh, make_due, put, queue
from tests.post import PostOffice
from tests.racing import at_once, overlapping


@pytest.mark.django_db(transaction=True)
def test_several_workers_send_each_message_once(house: House, post_office: PostOffice) -> None:
    messages = [queue(house, event=str(number), subject=f"Number {number}") for number in range(12)]
    taken = at_once(house.setting.pk, *[send_due] * 4)
    assert sum(one for one in taken if isinstance(one, int)) == 12, taken
    assert sorted(str(letter.mail["Subject"]) for letter in post_office.letters) == sorted(
        message.subject for message in messages
    )
    assert {(fresh(message).state, fresh(message).tries) for message in messages} == {("sent", 1)}


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_read_the_row_before_another_claimed_it(house: House, post_office: PostOffice) -> None:
    """The race itself, made sure of: both have seen the message as due when the first one claims it."""
    queue(house)
    second = overlapping(house.setting.pk, actions._claim_next, send_due)
    assert second == 0
    assert post_office.letters == []


class PowerCutError(BaseException):
    """Nothing catches it, like the end of the process."""


def test_a_process_that_dies_between_the_yes_and_our_record(
    house: House, post_office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """tests/cli kills a real worker at this moment; here every later step is looked at."""

    def die(*_given: object) -> None:
        raise PowerCutError

    message = queue(house)
    with monkeypatch.context() as cut:
        cut.setattr(actions, "_record", die)
        with pytest.raises(PowerCutError):
            send_due()
    assert len(post_office.letters) == 1
    assert fresh(message).state == "sending"
    settle_messages()
    assert fresh(message).state == "sending", "perhaps it is still at work"
    put(message, MessageState.SENDING, claimed_at=clock.now() - LONGEST_SENDING - dt.timedelta(seconds=1))
    settle_messages()
    assert fresh(message).state == "uncertain"
    assert "may have arrived" in fresh(message).answer
    make_due(message)
    assert send_due() == 0
    assert len(post_office.letters) == 1, "never by itself"
    assert AuditEvent.objects.filter(event="message:failed", details__state="uncertain").count() == 1


def test_nobody_is_taken_for_dead_who_may_still_be_sending() -> None:
    account = smtp.SECONDS_FOR_THE_ANSWER + smtp.SECONDS_FOR_A_STEP
    assert LONGEST_BEGINNING + dt.timedelta(seconds=account) < LONGEST_SENDING


def test_one_that_slept_before_it_began_does_not_begin(
    house: House, post_office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The machine was suspended in the middle; meanwhile somebody may have sent the message again."""
    message = queue(house)
    monkeypatch.setattr(actions, "LONGEST_BEGINNING", dt.timedelta(0))
    assert send_due() == 0
    assert post_office.letters == []
    assert fresh(message).state == "queued"


def test_a_person_sends_an_uncertain_message_again(house: House, post_office: PostOffice) -> None:
    message = put(queue(house), MessageState.UNCERTAIN, tries=3, claimed_at=clock.now(), answer="Cut off")
    send_again(actor=house.actor("Maggie"), message_id=message.pk)
    again = fresh(message)
    assert (again.state, again.tries, again.answer) == ("queued", 0, "")
    assert send_due() == 1
    assert post_office.letters[0].mail["Message-ID"] == f"<{message.pk}@mail.example>"
    [event] = AuditEvent.objects.filter(event="message:sent_again")
    assert (event.person_id, event.subject_id) == (house.staff["Maggie"].person_id, message.pk)


@pytest.mark.parametrize("state", [MessageState.QUEUED, MessageState.SENDING, MessageState.BOUNCED])
def test_what_is_on_its_way_or_came_back_is_not_sent_again(house: House, state: MessageState) -> None:
    message = put(queue(house), state)
    with pytest.raises(ConflictError):
        send_again(actor=house.actor("Maggie"), message_id=message.pk)
    assert fresh(message).state == state


@pytest.mark.parametrize("change", [{"body": ""}, {"expires_at": dt.datetime(2020, 1, 1, tzinfo=dt.UTC)}])
def test_what_has_no_words_or_no_time_left_is_not_sent_again(house: House, change: dict[str, object]) -> None:
    message = put(queue(house), MessageState.FAILED, **change)
    with pytest.raises(ConflictError):
        send_again(actor=house.actor("Maggie"), message_id=message.pk)
    assert fresh(message).state == "failed"


@pytest.mark.django_db(transaction=True)
def test_two_members_who_send_again_at_once_send_one(house: House, post_office: PostOffice) -> None:
    message = put(queue(house), MessageState.FAILED)
    maggie = house.actor("Maggie")
    answers = at_once(house.setting.pk, *[lambda: send_again(actor=maggie, message_id=message.pk)] * 3)
    assert sorted(type(answer).__name__ for answer in answers) == ["ConflictError", "ConflictError", "NoneType"]
    assert send_due() == 1
    assert len(post_office.letters) == 1


def test_what_was_not_sent_in_time_is_given_up_and_erased(house: House) -> None:
    waiting, tried = queue(house), put(queue(house, "Owen"), MessageState.QUEUED, answer="450 Later")
    kept = queue(house, "Sen")
    for message in (waiting, tried):
        put(message, MessageState.QUEUED, expires_at=clock.now())
    settle_messages()
    assert (fresh(waiting).state, fresh(waiting).body) == ("failed", "")
    assert "time was over" in fresh(waiting).answer
    assert (fresh(tried).state, fresh(tried).answer) == ("failed", "450 Later")
    assert fresh(kept).state == "queued"
    assert fresh(kept).body


@pytest.mark.parametrize("state", [MessageState.FAILED, MessageState.UNCERTAIN])
def test_words_stay_only_as_long_as_sending_again_makes_sense(house: House, state: MessageState) -> None:
    message = put(queue(house), state)
    settle_messages()
    assert fresh(message).body
    put(message, state, expires_at=clock.now())
    settle_messages()
    assert (fresh(message).body, fresh(message).state) == ("", state)


def test_what_is_just_being_sent_keeps_its_words(house: House) -> None:
    message = put(queue(house), MessageState.SENDING, claimed_at=clock.now(), expires_at=clock.now())
    settle_messages()
    assert fresh(message).body


def test_old_rows_are_forgotten(house: House, hollies: House) -> None:
    old = put(queue(house), MessageState.SENT, created_at=clock.now() - KEPT - dt.timedelta(hours=1))
    with in_setting(hollies.setting.pk):
        theirs = put(queue(hollies, "Hazel"), MessageState.BOUNCED, created_at=clock.now() - KEPT * 2)
    recent = put(queue(house, "Owen"), MessageState.SENT, created_at=clock.now() - KEPT + dt.timedelta(hours=1))
    settle_messages()
    everything = Message.objects.unscoped(reason="a test looks at both settings")
    assert list(everything) == [recent]
    assert {old.pk, theirs.pk}.isdisjoint(everything.values_list("pk", flat=True))


def test_the_worker_settles_and_sends(house: House, post_office: PostOffice) -> None:
    message = put(queue(house), MessageState.QUEUED, expires_at=clock.now())
    queue(house, "Owen")
    settle_task.enqueue()
    assert run_queued() == 1
    assert fresh(message).state == "failed"
    assert len(post_office.letters) == 1


def test_a_bounce_is_noted_once_with_its_reason(house: House, post_office: PostOffice) -> None:
    message = queue(house)
    send_due()
    for reason in ("550 No such person", "Said again"):
        record_bounce(message_id=message.pk, reason=reason)
    assert (fresh(message).state, fresh(message).answer) == ("bounced", "550 No such person")
    assert AuditEvent.objects.filter(event="message:bounced").count() == 1


def test_a_bounce_makes_an_uncertain_message_certain(house: House) -> None:
    message = put(queue(house), MessageState.UNCERTAIN, claimed_at=clock.now())
    record_bounce(message_id=message.pk, reason="550 No such person")
    assert (fresh(message).state, fresh(message).body) == ("bounced", "")


@pytest.mark.parametrize("state", [MessageState.QUEUED, MessageState.FAILED])
def test_what_never_went_out_cannot_come_back(house: House, state: MessageState) -> None:
    message = put(queue(house), state)
    record_bounce(message_id=message.pk, reason="550 Forged")
    assert fresh(message).state == state
    assert fresh(message).body


@pytest.mark.django_db
def test_a_bounce_of_no_message_of_ours() -> None:
    with pytest.raises(NotFoundError):
        record_bounce(message_id=uuid.uuid4(), reason="550 No such person")
