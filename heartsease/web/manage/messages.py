"""What the journal could not tell somebody yet, or at all, and the button that sends it again."""

import enum
import uuid
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from heartsease.domain.access.actor import Actor
from heartsease.domain.notices import actions, queries
from heartsease.domain.notices.models import Message
from heartsease.domain.notices.rules import MessageState
from heartsease.kernel.errors import ConflictError
from heartsease.web.presenting import show
from heartsease.web.requests import actor_of, membership_of

MOST_SHOWN = 200


class Heap(enum.Enum):
    """What messages that were not sent have in common."""

    LOST = frozenset({MessageState.FAILED, MessageState.BOUNCED})
    UNCERTAIN = frozenset({MessageState.UNCERTAIN})
    WAITING = frozenset({MessageState.QUEUED, MessageState.SENDING})

    @property
    def title(self) -> Promise:
        """The heap's name for people."""
        return {
            "LOST": gettext_lazy("Not delivered"),
            "UNCERTAIN": gettext_lazy("Perhaps delivered"),
            "WAITING": gettext_lazy("Waiting"),
        }[self.name]

    @property
    def text(self) -> Promise:
        """What to do about them."""
        return {
            "LOST": gettext_lazy(
                "Ask the person for the right address, or hand the link over yourself. A message that came back"
                " after it was sent cannot be sent again: make a new one."
            ),
            "UNCERTAIN": gettext_lazy(
                "The mail server did not say whether it took them. Ask the person before you send one again, so that"
                " nobody gets it twice."
            ),
            "WAITING": gettext_lazy("The journal sends these by itself, and tries again where a server was busy."),
        }[self.name]


@dataclass(frozen=True, slots=True)
class Pile:
    """The messages of a heap."""

    heap: Heap
    messages: list[Message]


def unsent(request: HttpRequest) -> HttpResponse:
    """What waits, what failed or came back and why, and to whom; what was sent is not listed."""
    found = list(queries.unsent(actor_of(request))[: MOST_SHOWN + 1])
    shown = found[:MOST_SHOWN]
    return show(
        request,
        "manage/messages.html",
        {
            "piles": [
                Pile(heap, these) for heap in Heap if (these := [one for one in shown if one.state in heap.value])
            ],
            "is_cut": len(found) > MOST_SHOWN,
            "is_configured": queries.is_mail_configured(),
            "is_example": membership_of(request).setting.is_example,
        },
    )


def send_again(request: HttpRequest, message_id: uuid.UUID) -> HttpResponseBase:
    """Put one of them into the queue once more."""
    try:
        actions.send_again(actor=actor_of(request), message_id=message_id)
        messages.success(request, _("The message is on its way again."))
    except ConflictError as problem:
        messages.error(request, problem.sentence)
    return redirect("manage-messages")


def door_text(actor: Actor) -> str:
    """The line on the door of the page: whether there is something to look at."""
    count = queries.troubled(actor).count()
    if not count:
        return _("What waits to be sent, and what could not be delivered.")
    return ngettext(
        "%(count)d message perhaps did not arrive.", "%(count)d messages perhaps did not arrive.", count
    ) % {"count": count}
