"""Handing a message to a mail server: what became of it is known, or known not to be known."""

import dataclasses
import email.policy
import socket
import time
from collections.abc import Callable
from email.message import EmailMessage

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from heartsease.kernel import smtp
from heartsease.kernel.smtp import Fate, MailAccount, Outcome, Security
from tests.certificates import Certificate, make_certificate
from tests.post import SENDER, account_at, open_post_office, rough_server

RECIPIENT = "ann@home.example"


def send(account: MailAccount, text: str = "Hello\n", *, recipient: str = RECIPIENT, may_begin: bool = True) -> Outcome:
    """Send a small mail."""
    mail = EmailMessage(policy=email.policy.SMTP)
    mail["From"], mail["Subject"] = SENDER, "Greeting"
    mail.set_content(text, cte="quoted-printable")
    return smtp.send(account, mail, sender="bounces+1@mail.example", recipient=recipient, may_begin=lambda: may_begin)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    """A certificate for the servers of these tests."""
    return make_certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture
def trusted(certificate: Certificate, monkeypatch: pytest.MonkeyPatch) -> Certificate:
    """The same, and this machine trusts it."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.path))
    return certificate


def test_a_message_is_delivered() -> None:
    with open_post_office() as (office, account):
        assert send(account, "Dear Ann,\n\n.\n..two dots\nend") == Outcome(Fate.TAKEN, "250 OK")
    [letter] = office.letters
    assert (letter.sender, letter.recipient) == ("bounces+1@mail.example", RECIPIENT)
    assert letter.body() == "Dear Ann,\n\n.\n..two dots\nend\n"


class Doorkeeper:
    """Lets in one user, and remembers what it was told."""

    def __init__(self) -> None:
        self.told: list[tuple[bytes, bytes]] = []

    def __call__(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, told: object
    ) -> AuthResult:
        assert isinstance(told, LoginPassword)
        self.told.append((told.login, told.password))
        return AuthResult(success=told.password == b"p@ss:/#", handled=False)


def test_starttls_with_a_certificate_of_ones_own_and_a_log_in(trusted: Certificate) -> None:
    doorkeeper = Doorkeeper()
    options = {"tls_context": trusted.context, "require_starttls": True, "auth_required": True}
    with open_post_office(**options, authenticator=doorkeeper) as (office, account):
        encrypted = dataclasses.replace(account, security=Security.STARTTLS, user="nursery", password="p@ss:/#")
        assert send(encrypted).fate is Fate.TAKEN
        wrong = send(dataclasses.replace(encrypted, password="wrong"))
        assert (wrong.fate, wrong.answer[:3]) == (Fate.UNREACHABLE, "535")
    assert [letter.is_encrypted for letter in office.letters] == [True]
    assert set(doorkeeper.told) == {(b"nursery", b"p@ss:/#"), (b"nursery", b"wrong")}


def test_tls_from_the_first_byte(trusted: Certificate) -> None:
    with open_post_office(ssl_context=trusted.context) as (office, account):
        assert send(dataclasses.replace(account, security=Security.TLS)).fate is Fate.TAKEN
    assert len(office.letters) == 1


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_a_certificate_that_nobody_vouches_for_is_told_nothing(security: Security, certificate: Certificate) -> None:
    options = (
        {"tls_context": certificate.context} if security is Security.STARTTLS else {"ssl_context": certificate.context}
    )
    doorkeeper = Doorkeeper()
    with open_post_office(**options, authenticator=doorkeeper) as (office, account):
        answer = send(dataclasses.replace(account, security=security, user="nursery", password="secret"))
    assert answer.fate is Fate.UNREACHABLE
    assert "certificate" in answer.answer.lower()
    assert (office.letters, doorkeeper.told) == ([], [])


def test_a_server_without_starttls_gets_neither_password_nor_message() -> None:
    """Otherwise whoever stands between could take the offer out and read along."""
    doorkeeper = Doorkeeper()
    with open_post_office(authenticator=doorkeeper, auth_require_tls=False) as (office, account):
        answer = send(dataclasses.replace(account, security=Security.STARTTLS, user="nursery", password="p@ss:/#"))
    assert answer.fate is Fate.UNREACHABLE
    assert "STARTTLS" in answer.answer
    assert (office.letters, doorkeeper.told) == ([], [])


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize(
    ("answer", "fate"),
    [
        ("450 4.2.0 Greylisted, come back later", Fate.POSTPONED),
        ("421 4.3.2 Shutting down", Fate.POSTPONED),
        ("550 5.1.1 No such person here", Fate.REFUSED),
        ("552 5.2.2 Mailbox full", Fate.REFUSED),
    ],
)
def test_a_refusal_is_for_now_or_for_good(step: str, answer: str, fate: Fate) -> None:
    with open_post_office() as (office, account):
        office.answers[step] = [answer]
        assert send(account) == Outcome(fate, answer)
        assert office.letters == []
        assert send(account).fate is Fate.TAKEN


def test_the_words_of_a_server_are_kept_short_and_on_one_line() -> None:
    with open_post_office() as (office, account):
        office.answers["RCPT"] = ["550-first\r\n550 second\x07 " + "x" * 400]
        answer = send(account).answer
    assert answer.startswith("550 first second x")
    assert len(answer) == smtp.LONGEST_ANSWER


def test_a_port_where_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert send(account_at(port)).fate is Fate.UNREACHABLE


Talk = Callable[[socket.socket], None]


def talk(*answers: bytes, then: Callable[[socket.socket], None] = lambda _connection: None) -> Talk:
    """A server that greets and gives one answer for each line, whatever it is, and ends as ``then`` says."""

    def converse(connection: socket.socket) -> None:
        connection.sendall(b"220 hello\r\n")
        lines = connection.makefile("rb")
        for answer in answers:
            if not lines.readline():
                return
            connection.sendall(answer + b"\r\n")
        then(connection)

    return converse


def read_some(connection: socket.socket) -> None:
    """Take part of the message and hang up."""
    connection.recv(10)


def read_all_and_wait(connection: socket.socket) -> None:
    """Take the whole message and say nothing."""
    while b"\r\n.\r\n" not in connection.recv(65536):
        continue
    time.sleep(2)


OK, GO_ON = b"250 OK", b"354 Go on"


@pytest.mark.parametrize(
    ("conversation", "fate"),
    [
        (lambda _connection: None, Fate.UNREACHABLE),
        (lambda _connection: time.sleep(1.5), Fate.UNREACHABLE),
        (lambda connection: connection.sendall(b"554 Go away\r\n"), Fate.UNREACHABLE),
        (lambda connection: connection.sendall(b"\xff\xfe nonsense\r\n" * 3), Fate.UNREACHABLE),
        (talk(), Fate.UNREACHABLE),
        (talk(OK), Fate.POSTPONED),
        (talk(OK, OK), Fate.POSTPONED),
        (talk(OK, OK, OK), Fate.POSTPONED),
        (talk(OK, b"what?"), Fate.POSTPONED),
        (talk(OK, b"250 " + b"x" * 70_000), Fate.POSTPONED),
        (talk(OK, OK, OK, GO_ON), Fate.UNKNOWN),
        (talk(OK, OK, OK, GO_ON, then=read_some), Fate.UNKNOWN),
        (talk(OK, OK, OK, GO_ON, then=read_all_and_wait), Fate.UNKNOWN),
        (talk(OK, OK, OK, GO_ON, b"what?"), Fate.UNKNOWN),
        (talk(OK, OK, OK, GO_ON, b"399 hm"), Fate.UNKNOWN),
        (talk(OK, OK, OK, GO_ON, b"250 yes"), Fate.TAKEN),
    ],
)
def test_a_conversation_that_breaks_off(conversation: Talk, fate: Fate) -> None:
    """From the first line of the message on nobody knows whether its last one arrived, so it is not sent again."""
    with rough_server(conversation) as account:
        outcome = send(account)
    assert outcome.fate is fate
    assert outcome.answer


def slowly() -> str:
    time.sleep(1.5)
    return "250 at last"


def test_a_server_that_takes_its_time_is_waited_for() -> None:
    with open_post_office() as (office, account):
        office.answers["DATA"] = [slowly]
        patient = dataclasses.replace(account, seconds_for_a_step=0.5, seconds_for_the_answer=5)
        assert send(patient) == Outcome(Fate.TAKEN, "250 at last")
    assert len(office.letters) == 1


def test_nothing_begins_too_late() -> None:
    """A process that slept since it took the message on must not send what another may have sent meanwhile."""
    with open_post_office() as (office, account):
        assert send(account, may_begin=False).fate is Fate.POSTPONED
    assert office.letters == []


def test_letters_that_the_server_does_not_know_before_the_at() -> None:
    with open_post_office(enable_SMTPUTF8=False) as (office, account):
        refused = send(account, recipient="zoë@home.example")
        assert refused.fate is Fate.REFUSED
        assert "letters like these" in refused.answer
    assert office.letters == []
    with open_post_office(enable_SMTPUTF8=True) as (office, account):
        assert send(account, recipient="zoë@home.example").fate is Fate.TAKEN
    assert office.letters[0].recipient == "zoë@home.example"


def test_the_password_is_not_shown() -> None:
    assert "secret" not in repr(account_at(25, password="secret"))
