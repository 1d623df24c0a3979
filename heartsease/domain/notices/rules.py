"""What messages there are, what becomes of them, and when the next try is due."""

import datetime as dt
import enum
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heartsease.kernel.errors import InvalidInputError
from heartsease.kernel.text import clean_line

LONGEST_SUBJECT = 200
LONGEST_ADDRESS = 254
LIFETIME = dt.timedelta(days=3)
"""How long a message is worth sending when it does not say so itself: older news would only confuse."""
PAUSES = (
    dt.timedelta(minutes=1),
    dt.timedelta(minutes=5),
    dt.timedelta(minutes=15),
    *(dt.timedelta(hours=hours) for hours in (1, 3, 6, 12, 24)),
)
"""After the first try that did not succeed, the second, and so on; after the last one the message has failed."""
LONGEST_BEGINNING = dt.timedelta(minutes=5)
"""A message that is not on the wire so long after it was claimed is not begun any more, but tried again later."""
LONGEST_SENDING = dt.timedelta(minutes=15)
"""After this a claimed message has lost its process. More than the beginning and the wait for the server's answer."""
KEPT = dt.timedelta(days=90)
"""How long the row of a message stays; the trace stays longer."""


class MessageKind(enum.StrEnum):
    """What a message is about."""

    STAFF_INVITATION = "staff_invitation"
    FAMILY_INVITATION = "family_invitation"
    SIGN_IN_LINK = "sign_in_link"
    NEW_DEVICE = "new_device"
    NEW_SOURCE = "new_source"
    FACTOR_ADDED = "factor_added"
    FACTOR_REMOVED = "factor_removed"
    EMAIL_CHANGED = "email_changed"
    EMAIL_CONFIRMATION = "email_confirmation"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105
    LOGIN_SECURED = "login_secured"
    DEVICE_REQUEST = "device_request"
    DEVICE_LOCKED = "device_locked"
    DEVICE_LOST = "device_lost"
    DEVICE_ENDED = "device_ended"
    LINK_FROZEN = "link_frozen"
    READING_PAUSED = "reading_paused"
    INCIDENT_OPENED = "incident_opened"
    RELATIVE_ASKED = "relative_asked"
    RELATIVE_DECIDED = "relative_decided"
    EXPORT_ASKED = "export_asked"
    EXPORT_ANSWERED = "export_answered"

    @property
    def label(self) -> Promise:
        """The kind for people."""
        return _LABELS[self]


_LABELS: Mapping[MessageKind, Promise] = {
    MessageKind.STAFF_INVITATION: gettext_lazy("Invitation of a colleague"),
    MessageKind.FAMILY_INVITATION: gettext_lazy("Invitation of a parent or relative"),
    MessageKind.SIGN_IN_LINK: gettext_lazy("New one-time link"),
    MessageKind.NEW_DEVICE: gettext_lazy("A new device was used"),
    MessageKind.NEW_SOURCE: gettext_lazy("Signed in from a new address"),
    MessageKind.FACTOR_ADDED: gettext_lazy("A second step was added"),
    MessageKind.FACTOR_REMOVED: gettext_lazy("A second step was removed"),
    MessageKind.EMAIL_CHANGED: gettext_lazy("The e-mail address was changed"),
    MessageKind.EMAIL_CONFIRMATION: gettext_lazy("Confirm a new e-mail address"),
    MessageKind.PASSWORD_CHANGED: gettext_lazy("The password was changed"),
    MessageKind.LOGIN_SECURED: gettext_lazy("Somebody may know a log-in"),
    MessageKind.DEVICE_REQUEST: gettext_lazy("A device waits for approval"),
    MessageKind.DEVICE_LOCKED: gettext_lazy("A device was locked"),
    MessageKind.DEVICE_LOST: gettext_lazy("A device was lost"),
    MessageKind.DEVICE_ENDED: gettext_lazy("A device’s enrolment ended"),
    MessageKind.LINK_FROZEN: gettext_lazy("A parent’s link was frozen"),
    MessageKind.READING_PAUSED: gettext_lazy("Reading was paused"),
    MessageKind.INCIDENT_OPENED: gettext_lazy("An incident was opened"),
    MessageKind.RELATIVE_ASKED: gettext_lazy("A parent asks for a relative"),
    MessageKind.RELATIVE_DECIDED: gettext_lazy("A request for a relative was answered"),
    MessageKind.EXPORT_ASKED: gettext_lazy("Somebody asks for a list of children"),
    MessageKind.EXPORT_ANSWERED: gettext_lazy("A request for a list was answered"),
}


class MessageState(enum.StrEnum):
    """The way of a message. From ``SENDING`` on it is sent again only when a person says so."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    BOUNCED = "bounced"
    UNCERTAIN = "uncertain"


TROUBLED = frozenset({MessageState.FAILED, MessageState.BOUNCED, MessageState.UNCERTAIN})
"""What a nominated member must know of: somebody was perhaps not told."""
REPEATABLE = frozenset({MessageState.FAILED, MessageState.UNCERTAIN})


@dataclass(frozen=True, slots=True)
class Letter:
    """A message before it has an address: made by ``documents.messages``."""

    kind: MessageKind
    subject: str
    text: str
    html: str = ""
    worth_until: dt.datetime | None = None
    """When its link ends; it is not sent afterwards, and its words are erased."""


def next_try(tries: int, now: dt.datetime) -> dt.datetime | None:
    """When a message is due after ``tries`` that did not succeed; None: it is given up."""
    return now + PAUSES[tries - 1] if tries <= len(PAUSES) else None


def deliverable(address: str) -> str:
    """``address`` as servers take it: the domain in its ASCII form. ``InvalidInputError`` where it is no address."""
    address = clean_line(address)
    local, _at, domain = address.rpartition("@")
    try:
        domain = domain.encode("idna").decode("ascii")
        validate_email("".join(sign if sign.isascii() else "x" for sign in local.replace('"', " ")) + f"@{domain}")
    except (ValidationError, ValueError):
        sentence = _("This is no e-mail address.")
        raise InvalidInputError(sentence, fields={"email": sentence}) from None
    return f"{local}@{domain}"
