"""Every write of the outbox. A message is sent at most once: docs/decisions/0007-mail-at-most-once.md."""

import datetime as dt
import json
import logging
import uuid
from collections.abc import Callable

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor, require, system_actor
from heartsease.domain.access.permissions import Permission
from heartsease.domain.access.scope import in_setting
from heartsease.domain.accounts.models import Membership, Person
from heartsease.domain.audit import actions as audit
from heartsease.domain.audit.rules import Event
from heartsease.domain.notices import queries
from heartsease.domain.notices.mail import compose, return_path
from heartsease.domain.notices.models import Message
from heartsease.domain.notices.rules import (
    KEPT,
    LIFETIME,
    LONGEST_ADDRESS,
    LONGEST_BEGINNING,
    LONGEST_SENDING,
    LONGEST_SUBJECT,
    REPEATABLE,
    Letter,
    MessageKind,
    MessageState,
    deliverable,
    next_try,
)
from heartsease.kernel import clock, smtp
from heartsease.kernel.errors import ConflictError, InvalidInputError, NotFoundError
from heartsease.kernel.hashing import sha256_hex
from heartsease.kernel.ids import new_id
from heartsease.kernel.sealing import BrokenSealError, seal, unseal
from heartsease.kernel.smtp import LONGEST_ANSWER, Fate, MailAccount, Outcome
from heartsease.kernel.text import clean_line

logger = logging.getLogger(__name__)


@transaction.atomic
def queue_message(*, actor: Actor, letter: Letter, person: Person, address: str, event: str) -> Message | None:
    """Send ``letter`` to ``person`` at ``address``, soon; the worker does it once this transaction is committed.

    ``event`` names what happened (an id of it): the same event makes one message, however often this is called. The
    caller has checked what the actor may do. Somebody without an address is told on the pages only: None. An address
    that is none makes a message that has failed, for nominated members to see, and disturbs nobody else.
    """
    require(actor, Permission.ACCOUNT_USE)
    if not Membership.objects.filter(person=person).exists():
        raise NotFoundError(_("This person is not at your setting."))
    address = clean_line(address)[:LONGEST_ADDRESS]
    if not address:
        return None
    now = clock.now()
    new = Message(
        id=new_id(),
        kind=letter.kind,
        person=person,
        address=address,
        subject=clean_line(letter.subject)[:LONGEST_SUBJECT],
        state=MessageState.QUEUED,
        next_try_at=now,
        expires_at=letter.worth_until or now + LIFETIME,
        created_at=now,
    )
    try:
        deliverable(address)
        new.body = seal(json.dumps([letter.text, letter.html]), purpose=new.purpose)
    except InvalidInputError as problem:
        new.state, new.answer = MessageState.FAILED, problem.sentence
    key = sha256_hex(f"mail {letter.kind} {event} {person.pk}".encode())
    defaults = {field.attname: getattr(new, field.attname) for field in Message._meta.concrete_fields}
    del defaults["setting_id"], defaults["dedupe_key"]
    message, is_new = Message.objects.get_or_create(setting_id=actor.setting_id, dedupe_key=key, defaults=defaults)
    if is_new:
        _trace(actor, Event.MESSAGE_QUEUED, message)
    return message


@transaction.atomic
def send_again(*, actor: Actor, message_id: uuid.UUID) -> None:
    """Put a message that failed, or may not have arrived, into the queue once more."""
    require(actor, Permission.MESSAGE_READ)
    message = queries.message(actor, message_id)
    now = clock.now()
    repeatable = Message.objects.filter(pk=message.pk, state__in=REPEATABLE, expires_at__gt=now).exclude(body="")
    if not repeatable.update(state=MessageState.QUEUED, tries=0, next_try_at=now, claimed_at=None, answer=""):
        raise ConflictError(
            _("This message cannot be sent again: it is on its way already, or its time is over. Make a new one.")
        )
    _trace(actor, Event.MESSAGE_SENT_AGAIN, message)


def send_due(*, may_go_on: Callable[[], bool] = lambda: True) -> int:
    """Send what is due, of every setting but an example; how many were taken by the mail server.

    Called by the worker, by as many as there are. No transaction is open while the mail server is spoken to.
    """
    account: MailAccount | None = settings.MAIL
    sent = 0
    while account is not None and may_go_on():
        message = _claim_next()
        if message is None:
            break
        outcome = _send(account, message)
        _record(message, outcome)
        sent += outcome.fate is Fate.TAKEN
        if outcome.fate is Fate.UNREACHABLE:
            break
    return sent


def record_bounce(*, message_id: uuid.UUID, reason: str) -> None:
    """Note that a mail server further on could not deliver the message. Once noted, again changes nothing."""
    messages = Message.objects.unscoped(reason="a bounce names its message, whichever setting sent it")
    message = messages.select_related("setting").filter(pk=message_id).first()
    if message is None:
        raise NotFoundError(_("There is no such message in the journal."))
    gone = {MessageState.SENDING, MessageState.SENT, MessageState.UNCERTAIN}
    _settle(message, MessageState.BOUNCED, Event.MESSAGE_BOUNCED, among=gone, answer=reason[:LONGEST_ANSWER], body="")


def settle_messages() -> None:
    """Bring to an end what has none by itself: called by the worker."""
    now = clock.now()
    messages = Message.objects.unscoped(reason="the worker settles messages of every setting")
    lost = messages.filter(state=MessageState.SENDING, claimed_at__lt=now - LONGEST_SENDING)
    for message in lost.select_related("setting"):
        words = _("The journal stopped while it was being sent. It may have arrived.")
        _settle(message, MessageState.UNCERTAIN, Event.MESSAGE_FAILED, among={MessageState.SENDING}, answer=words)
    late = messages.filter(state=MessageState.QUEUED, expires_at__lte=now)
    for message in late.select_related("setting"):
        words = message.answer or _("Its time was over before it could be sent.")
        _settle(message, MessageState.FAILED, Event.MESSAGE_FAILED, among={MessageState.QUEUED}, answer=words)
    messages.filter(expires_at__lte=now).exclude(state=MessageState.SENDING).exclude(body="").update(body="")
    messages.filter(created_at__lt=now - KEPT).exclude(state=MessageState.SENDING).delete()


def _claim_next() -> Message | None:
    """The message that is due longest, ours alone from now on: of several workers, one changes its row."""
    everything = Message.objects.unscoped(reason="the worker sends for every setting")
    while True:
        now = clock.now()
        due = everything.filter(
            state=MessageState.QUEUED, next_try_at__lte=now, expires_at__gt=now, setting__is_example=False
        )
        message = due.select_related("setting").order_by("next_try_at", "id").first()
        if message is None:
            return None
        # On the row alone: with another table in it PostgreSQL would not look again at what it had to wait for.
        seen = everything.filter(pk=message.pk, state=MessageState.QUEUED, tries=message.tries)
        message.tries, message.claimed_at = message.tries + 1, now
        if seen.update(state=MessageState.SENDING, tries=message.tries, claimed_at=now):
            return message


def _send(account: MailAccount, message: Message) -> Outcome:
    begun = clock.now()
    try:
        text, html = json.loads(unseal(message.body, purpose=message.purpose))
        recipient = deliverable(message.address)
        return smtp.send(
            account,
            compose(
                Letter(MessageKind(message.kind), message.subject, text, html),
                account=account,
                message_id=message.pk,
                recipient=recipient,
                from_name=message.setting.name,
                at=begun,
            ),
            sender=return_path(account, message.pk),
            recipient=recipient,
            may_begin=lambda: clock.now() < begun + LONGEST_BEGINNING,
        )
    except BrokenSealError:
        return Outcome(Fate.REFUSED, _("Its words cannot be read any more: the journal’s secret was changed."))
    except (ValueError, InvalidInputError):
        logger.exception("Message %s cannot be written as mail.", message.pk)
        return Outcome(Fate.REFUSED, _("It cannot be written as mail."))


def _record(message: Message, outcome: Outcome) -> None:
    """Write down what became of a message that we claimed; what others noted of it meanwhile stays."""
    now = clock.now()
    ours = {MessageState.SENDING, MessageState.UNCERTAIN}
    if outcome.fate is Fate.TAKEN:
        _settle(message, MessageState.SENT, Event.MESSAGE_SENT, among=ours, answer=outcome.answer, sent_at=now, body="")
        return
    again = next_try(message.tries, now) if outcome.fate in {Fate.POSTPONED, Fate.UNREACHABLE} else None
    if again is not None:
        _change(message, among=ours, state=MessageState.QUEUED, next_try_at=again, answer=outcome.answer)
        return
    state = MessageState.UNCERTAIN if outcome.fate is Fate.UNKNOWN else MessageState.FAILED
    _settle(message, state, Event.MESSAGE_FAILED, among=ours, answer=outcome.answer)


def _settle(
    message: Message, state: MessageState, event: Event, *, among: set[MessageState], **fields: str | dt.datetime
) -> None:
    """Bring ``message`` from one of the states ``among`` to ``state``, unless somebody was quicker, and trace it."""
    with transaction.atomic(), in_setting(message.setting_id):
        if _change(message, among=among, state=state, **fields):
            _trace(system_actor(message.setting_id, message.setting.zone), event, message, state=state)


def _change(message: Message, *, among: set[MessageState], **fields: str | dt.datetime) -> int:
    with in_setting(message.setting_id):
        held = Message.objects.filter(pk=message.pk, state__in=among, claimed_at=message.claimed_at)
        return held.update(**fields)


def _trace(actor: Actor, event: Event, message: Message, **details: str) -> None:
    audit.record(
        actor,
        event,
        subject_type="message",
        subject_id=message.pk,
        details={"kind": message.kind, "to": str(message.person_id), **details},
    )
