"""A message as mail (RFC 5322): its headers, its two bodies, and the address to which it comes back."""

import datetime as dt
import email.policy
import email.utils
import re
import uuid
from email.headerregistry import Address
from email.message import EmailMessage

from heartsease.domain.notices.rules import Letter
from heartsease.kernel.smtp import MailAccount
from heartsease.kernel.text import clean_line

_POLICY = email.policy.SMTP.clone(cte_type="7bit")
_RETURN_MARK = re.compile(r"\+([0-9a-f]{32})@", re.IGNORECASE)
_MESSAGE_ID = re.compile(r"<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@", re.IGNORECASE)


def compose(
    letter: Letter, *, account: MailAccount, message_id: uuid.UUID, recipient: str, from_name: str, at: dt.datetime
) -> EmailMessage:
    """The mail, with nothing in it that tells whether or when it was opened."""
    local, _at, home = recipient.rpartition("@")
    domain = account.sender_address.rpartition("@")[2]
    mail = EmailMessage(policy=_POLICY)
    mail["From"] = Address(clean_line(account.sender_name or from_name), addr_spec=account.sender_address)
    mail["To"] = Address(username=local, domain=home)
    mail["Subject"] = clean_line(letter.subject)
    mail["Date"] = email.utils.format_datetime(at)
    mail["Message-ID"] = f"<{message_id}@{domain}>"
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday reply is due
    mail.set_content(letter.text, cte="quoted-printable")
    if letter.html:
        mail.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    return mail


def return_path(account: MailAccount, message_id: uuid.UUID) -> str:
    """The envelope's sender: an address of its own for each message, so that what comes back names it."""
    local, _at, domain = account.bounce_address.rpartition("@")
    return f"{local}+{message_id.hex}@{domain}"


def message_in_return_path(text: str) -> uuid.UUID | None:
    """The message that an address made by ``return_path`` stands for, anywhere in ``text``."""
    found = _RETURN_MARK.search(text)
    return uuid.UUID(found[1]) if found else None


def message_in_header(text: str) -> uuid.UUID | None:
    """The message that a ``Message-ID`` made by ``compose`` stands for."""
    found = _MESSAGE_ID.search(text)
    return uuid.UUID(found[1]) if found else None
