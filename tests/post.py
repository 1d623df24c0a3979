"""A real mail server on loopback, and what lies in the journal's outbox."""

import asyncio
import dataclasses
import email
import email.policy
import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import connections
from pytest_django import Settings

from heartsease.domain.notices.models import Message
from heartsease.domain.notices.rules import MessageState
from heartsease.kernel.sealing import unseal
from heartsease.kernel.smtp import MailAccount, Security

SENDER = "journal@mail.example"
Answer = str | Callable[[], str]


@dataclasses.dataclass(frozen=True)
class Delivered:
    """What arrived: the envelope and the mail."""

    sender: str
    recipient: str
    raw: bytes
    is_encrypted: bool = False

    @property
    def mail(self) -> EmailMessage:
        """The mail, read."""
        read = email.message_from_bytes(self.raw, policy=email.policy.default)
        assert isinstance(read, EmailMessage)
        return read

    def body(self, kind: str = "plain") -> str:
        """The words, as text or (``"html"``) as a page."""
        part = self.mail.get_body((kind,))
        assert part is not None
        return str(part.get_content()).replace("\r\n", "\n")


class PostOffice:
    """A mail server that takes everything, unless ``answers`` says otherwise for a step (MAIL, RCPT or DATA).

    Each answer is used once; a function is called in a thread of its own, after the step arrived and before the server
    answers with what it returns.
    """

    def __init__(self) -> None:
        self.letters: list[Delivered] = []
        self.answers: dict[str, list[Answer]] = {}

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return await self._answer("MAIL")

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if (answer := await self._answer("RCPT")).startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, _server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.content
        assert isinstance(content, bytes)
        letter = Delivered(str(envelope.mail_from), envelope.rcpt_tos[0], content, session.ssl is not None)
        answer = await self._answer("DATA", letter)
        if answer.startswith("250") and letter not in self.letters:
            self.letters.append(letter)
        return answer

    async def _answer(self, step: str, letter: Delivered | None = None) -> str:
        waiting = self.answers.get(step)
        answer = waiting.pop(0) if waiting else "250 OK"
        if not callable(answer):
            return answer
        if letter is not None:
            self.letters.append(letter)
        return await asyncio.to_thread(_with_connections_of_its_own, answer)


def _with_connections_of_its_own(answer: Callable[[], str]) -> str:
    try:
        return answer()
    finally:
        connections.close_all()


@contextmanager
def open_post_office(**options: Any) -> Iterator[tuple[PostOffice, MailAccount]]:
    """A mail server on a free port and the account for it; ``options`` are aiosmtpd's."""
    office = PostOffice()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(office, hostname="127.0.0.1", port=port, server_hostname="mail.example", **options)
    controller.start()
    try:
        yield office, account_at(port)
    finally:
        controller.stop()


def account_at(port: int, **changes: Any) -> MailAccount:
    """An account at a server on loopback."""
    account = MailAccount("127.0.0.1", port, Security.NONE, SENDER, "bounces@mail.example", seconds_for_a_step=10)
    return dataclasses.replace(account, **changes)


@pytest.fixture
def post_office(settings: Settings) -> Iterator[PostOffice]:
    """The mail server by which the journal sends during the test."""
    with open_post_office() as (office, account):
        settings.MAIL = account
        yield office


@contextmanager
def rough_server(talk: Callable[[socket.socket], None]) -> Iterator[MailAccount]:
    """A server of one's own making: ``talk`` has each connection, and closes it by returning."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _peer = listener.accept()
            except OSError:
                return
            with connection:
                talk(connection)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield account_at(listener.getsockname()[1], seconds_for_a_step=1, seconds_for_the_answer=1)
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(10)


@dataclasses.dataclass(frozen=True)
class Waiting:
    """A message in the outbox that still has its words."""

    kind: str
    address: str
    subject: str
    text: str
    html: str


def waiting_messages() -> list[Waiting]:
    """What is queued at every setting, oldest first, with its words."""
    queued = Message.objects.unscoped(reason="a test reads the outbox").filter(state=MessageState.QUEUED)
    return [
        Waiting(one.kind, one.address, one.subject, *json.loads(unseal(one.body, purpose=one.purpose)))
        for one in queued.order_by("created_at", "id")
    ]
