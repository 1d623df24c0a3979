"""Letters of these tests."""

import datetime as dt
from typing import Any

from heartsease.domain.notices import actions
from heartsease.domain.notices.models import Message
from heartsease.domain.notices.rules import Letter, MessageKind, MessageState
from heartsease.kernel import clock
from tests.cast import House

LINK = "https://journal.example.org/sign-in/link/onceonly"


def letter(
    subject: str = "Your way in", *, text: str = f"Open this:\n\n{LINK}\n", worth_until: dt.datetime | None = None
) -> Letter:
    """An invitation with a link."""
    return Letter(MessageKind.STAFF_INVITATION, subject, text, f'<p><a href="{LINK}">Open</a></p>', worth_until)


def queue(
    house: House, name: str = "Priya", *, address: str = "priya@home.example", event: str = "1", **changes: Any
) -> Message:
    """A message to somebody of the cast, queued by the journal itself."""
    person = (house.staff.get(name) or house.family[name]).person
    made = actions.queue_message(
        actor=house.system, letter=letter(**changes), person=person, address=address, event=event
    )
    assert made is not None
    return made


def fresh(message: Message) -> Message:
    """Its row as it is now."""
    return Message.objects.unscoped(reason="a test reads the outbox").get(pk=message.pk)


def make_due(message: Message) -> None:
    """Let its pause be over."""
    Message.objects.filter(pk=message.pk).update(next_try_at=clock.now())


def put(message: Message, state: MessageState, **fields: object) -> Message:
    """Bring a row where a test needs it."""
    Message.objects.unscoped(reason="a test").filter(pk=message.pk).update(state=state, **fields)
    return fresh(message)
