"""Reading what a mail server sends back when it could not deliver (RFC 3464, RFC 6522)."""

import email
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message

from django.utils.translation import gettext as _

from heartsease.domain.notices.mail import message_in_header, message_in_return_path
from heartsease.kernel.errors import InvalidInputError
from heartsease.kernel.smtp import LONGEST_ANSWER
from heartsease.kernel.text import clean_line

LARGEST = 1024 * 1024
"""As much of a report as is looked at: it begins with what matters."""
_ARRIVED_AT = ("Delivered-To", "X-Original-To", "Envelope-To", "To")


@dataclass(frozen=True, slots=True)
class Report:
    """What a report says about a message of ours."""

    message_id: uuid.UUID
    is_final: bool
    """False: it was delivered, or is only delayed; the mail server goes on trying."""
    reason: str


def read_report(data: bytes) -> Report:
    """What ``data`` reports; ``InvalidInputError`` where it is no report, or none about a message of ours."""
    mail = email.message_from_bytes(data[:LARGEST])
    recipients = [block for block in _status_blocks(mail) if "Action" in block]
    if not recipients:
        raise InvalidInputError(_("This is no delivery status notification (RFC 3464)."))
    message_id = _message_of(mail)
    if message_id is None:
        raise InvalidInputError(_("This notification names no message of the journal."))
    for block in recipients:
        if clean_line(str(block["Action"])).casefold() == "failed":
            return Report(message_id, is_final=True, reason=_reason(block))
    return Report(message_id, is_final=False, reason=_reason(recipients[0]))


def _status_blocks(mail: Message) -> Iterator[Message]:
    for part in mail.walk():
        if part.get_content_type() == "message/delivery-status" and part.is_multipart():
            yield from (block for block in part.get_payload() if isinstance(block, Message))


def _message_of(mail: Message) -> uuid.UUID | None:
    for name in _ARRIVED_AT:
        for value in mail.get_all(name, []):
            if found := message_in_return_path(str(value)):
                return found
    for part in mail.walk():
        if part is mail:
            continue
        header = part.get("Message-ID", "")
        if part.get_content_type() == "text/rfc822-headers":
            payload = part.get_payload(decode=True)
            header = email.message_from_bytes(payload if isinstance(payload, bytes) else b"").get("Message-ID", "")
        if found := message_in_header(str(header)):
            return found
    return None


def _reason(block: Message) -> str:
    diagnosis = str(block.get("Diagnostic-Code", "")).partition(";")[2] or str(block.get("Status", ""))
    return clean_line(diagnosis)[:LONGEST_ANSWER]
