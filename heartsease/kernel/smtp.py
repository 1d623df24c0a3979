"""One message to one address by SMTP (RFC 5321), and what certainly became of it."""

import contextlib
import dataclasses
import email.policy
import enum
import re
import smtplib
import ssl
from collections.abc import Callable
from email.message import EmailMessage

from django.utils.translation import gettext as _

from heartsease.kernel.text import clean_line

SECONDS_FOR_A_STEP = 60.0
SECONDS_FOR_THE_ANSWER = 300.0
"""A server that looks for viruses before it says yes takes its time, and hanging up would leave us not knowing."""
LONGEST_ANSWER = 300


class Security(enum.StrEnum):
    """How what is said to the server is kept from others."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


@dataclasses.dataclass(frozen=True, slots=True)
class MailAccount:
    """The server that takes our messages, and the addresses they come from."""

    host: str
    port: int
    security: Security
    sender_address: str
    bounce_address: str
    sender_name: str = ""
    user: str = ""
    password: str = dataclasses.field(default="", repr=False)
    seconds_for_a_step: float = SECONDS_FOR_A_STEP
    seconds_for_the_answer: float = SECONDS_FOR_THE_ANSWER


class Fate(enum.Enum):
    """What became of a message."""

    TAKEN = enum.auto()
    """The server said yes."""
    REFUSED = enum.auto()
    """The server said no for good, or never can: trying again would end the same."""
    POSTPONED = enum.auto()
    """Nothing was taken; later it may be."""
    UNREACHABLE = enum.auto()
    """Nothing was taken, nor would be any other message just now."""
    UNKNOWN = enum.auto()
    """All of it was sent and no answer came."""


@dataclasses.dataclass(frozen=True, slots=True)
class Outcome:
    """The fate of a message, and the server's words or ours about it."""

    fate: Fate
    answer: str = ""


def send(
    account: MailAccount, message: EmailMessage, *, sender: str, recipient: str, may_begin: Callable[[], bool]
) -> Outcome:
    """Hand ``message`` to the server. ``may_begin`` is asked at the last moment at which nothing has been sent.

    ``ValueError`` where the message cannot be written as mail; nothing has been sent then.
    """
    wire = _on_the_wire(message, is_international=not recipient.isascii())
    try:
        server = _connect(account)
    except (OSError, smtplib.SMTPException) as problem:
        return Outcome(Fate.UNREACHABLE, _words(problem))
    try:
        if not recipient.isascii() and not server.has_extn("smtputf8"):
            return Outcome(Fate.REFUSED, _("The mail server takes no address with letters like these before the @."))
        no = _refusal_of_addresses(server, sender, recipient)
        if no is None and not may_begin():
            no = Outcome(Fate.POSTPONED, _("The mail server took too long."))
        return no or _transmit(server, wire, account.seconds_for_the_answer)
    except (OSError, smtplib.SMTPException) as problem:
        return Outcome(Fate.POSTPONED, _words(problem))
    finally:
        # Nothing hangs on the answer to this, so nobody waits for it.
        with contextlib.suppress(OSError, smtplib.SMTPException):
            server.putcmd("quit")
        server.close()


def _connect(account: MailAccount) -> smtplib.SMTP:
    context = ssl.create_default_context()
    our_name = account.sender_address.rpartition("@")[2]
    timeout = account.seconds_for_a_step
    if account.security is Security.TLS:
        server: smtplib.SMTP = smtplib.SMTP_SSL(account.host, account.port, our_name, timeout=timeout, context=context)
    else:
        server = smtplib.SMTP(account.host, account.port, our_name, timeout=timeout)
    try:
        if account.security is Security.STARTTLS:
            server.starttls(context=context)
        server.ehlo_or_helo_if_needed()
        if account.user:
            server.login(account.user, account.password)
    except BaseException:
        server.close()
        raise
    return server


def _refusal_of_addresses(server: smtplib.SMTP, sender: str, recipient: str) -> Outcome | None:
    code, words = server.mail(sender, [] if recipient.isascii() else ["SMTPUTF8"])
    if code // 100 == 2:
        code, words = server.rcpt(recipient)
    return None if code // 100 == 2 else _refusal(code, words)


def _transmit(server: smtplib.SMTP, wire: bytes, seconds_for_the_answer: float) -> Outcome:
    code, words = server.docmd("DATA")
    if code != 354:
        return _refusal(code, words)
    try:
        server.send(wire)
        if server.sock is not None:
            server.sock.settimeout(seconds_for_the_answer)
        code, words = server.getreply()
    except (OSError, smtplib.SMTPException) as problem:
        # The last line may have arrived although its answer did not: sending again could make it two.
        return Outcome(Fate.UNKNOWN, _words(problem))
    if code // 100 in {4, 5}:
        return _refusal(code, words)
    return Outcome(Fate.TAKEN if code // 100 == 2 else Fate.UNKNOWN, _line(code, words))


def _on_the_wire(message: EmailMessage, *, is_international: bool) -> bytes:
    policy = email.policy.SMTPUTF8 if is_international else email.policy.SMTP
    lines = message.as_bytes(policy=policy.clone(cte_type="7bit"))
    return re.sub(rb"(?m)^\.", b"..", lines.rstrip(b"\r\n") + b"\r\n") + b".\r\n"


def _refusal(code: int, words: bytes) -> Outcome:
    return Outcome(Fate.REFUSED if code // 100 == 5 else Fate.POSTPONED, _line(code, words))


def _line(code: int, words: bytes) -> str:
    return clean_line(f"{code} {words.decode('utf-8', 'replace')}")[:LONGEST_ANSWER]


def _words(problem: Exception) -> str:
    if isinstance(problem, smtplib.SMTPResponseException):
        words = problem.smtp_error
        return _line(problem.smtp_code, words if isinstance(words, bytes) else str(words).encode())
    return clean_line(str(problem) or type(problem).__name__)[:LONGEST_ANSWER]
