"""The server that sends the journal's messages, where ``HEARTSEASE_MAIL`` names one."""

import email.utils
import ipaddress
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from heartsease.kernel import environment
from heartsease.kernel.smtp import MailAccount, Security

PORTS = {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}


def from_environment() -> MailAccount | None:
    """The account in ``HEARTSEASE_MAIL``, ``HEARTSEASE_MAIL_FROM`` and ``HEARTSEASE_MAIL_BOUNCES``; None without."""
    url = environment.text("HEARTSEASE_MAIL", "")
    if not url:
        return None
    name, sender = _address("HEARTSEASE_MAIL_FROM", environment.text("HEARTSEASE_MAIL_FROM", ""))
    default = f"bounces@{sender.rpartition('@')[2]}"
    _name, bounces = _address("HEARTSEASE_MAIL_BOUNCES", environment.text("HEARTSEASE_MAIL_BOUNCES", default))
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").encode("idna").decode("ascii"), parts.port
    except ValueError:
        raise _unreadable() from None
    if parts.scheme not in {"smtp", "smtps"} or not host or parts.path.strip("/") or parts.fragment:
        raise _unreadable()
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if not (user + password).isascii():
        raise environment.EnvironmentProblemError(
            "The user name and the password in HEARTSEASE_MAIL may hold ASCII characters only: servers differ in how"
            " they read others."
        )
    security = _security(parts, host)
    return MailAccount(
        host=host,
        port=port or PORTS[security],
        security=security,
        user=user,
        password=password,
        sender_name=name,
        sender_address=sender,
        bounce_address=bounces,
    )


def _security(parts: SplitResult, host: str) -> Security:
    options = parse_qs(parts.query, keep_blank_values=True)
    starttls = options.pop("starttls", ["yes"])
    if options or starttls not in (["yes"], ["no"]):
        raise _unreadable()
    if parts.scheme == "smtps":
        return Security.TLS
    if starttls == ["yes"]:
        return Security.STARTTLS
    if not _is_this_machine(host):
        raise environment.EnvironmentProblemError(
            "HEARTSEASE_MAIL says starttls=no, which is only for a mail server on this machine: messages hold links"
            " that let people in."
        )
    return Security.NONE


def _is_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _address(variable: str, text: str) -> tuple[str, str]:
    name, address = email.utils.parseaddr(text)
    try:
        validate_email(address)
        local, _at, domain = address.rpartition("@")
        address = f"{local.encode('ascii').decode()}@{domain.encode('idna').decode('ascii')}"
    except (ValidationError, ValueError):
        raise environment.EnvironmentProblemError(
            f"{variable} must be an address like journal@example.org, or: Our journal <journal@example.org>."
        ) from None
    return name, address


def _unreadable() -> environment.EnvironmentProblemError:
    return environment.EnvironmentProblemError(
        "HEARTSEASE_MAIL must look like smtp://user:password@mail.example.org:587?starttls=yes or"
        " smtps://user:password@mail.example.org. Write @, :, / and # in the password as %40, %3A, %2F and %23."
    )
