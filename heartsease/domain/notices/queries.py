"""Reading the outbox."""

import uuid

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor, require
from heartsease.domain.access.permissions import Permission
from heartsease.domain.notices.models import Message
from heartsease.domain.notices.rules import TROUBLED, MessageState
from heartsease.kernel.errors import NotFoundError


def is_mail_configured() -> bool:
    """Whether there is a server to send by; without one messages wait."""
    return settings.MAIL is not None


def unsent(actor: Actor) -> QuerySet[Message]:
    """Messages that wait or did not arrive, with their person, newest first; what was sent is nobody's business."""
    require(actor, Permission.MESSAGE_READ)
    return Message.objects.select_related("person").exclude(state=MessageState.SENT)


def troubled(actor: Actor) -> QuerySet[Message]:
    """Those of ``unsent`` that will not arrive by themselves."""
    return unsent(actor).filter(state__in=TROUBLED)


def message(actor: Actor, message_id: uuid.UUID) -> Message:
    """One of ``unsent``."""
    found = unsent(actor).filter(pk=message_id).first()
    if found is None:
        raise NotFoundError(_("There is no such message."))
    return found
