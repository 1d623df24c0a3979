"""Which mail server the environment names."""

from pathlib import Path

import pytest

from heartsease.config import mail
from heartsease.kernel.environment import EnvironmentProblemError
from heartsease.kernel.smtp import MailAccount, Security

FROM = "journal@example.org"
CLEAR = "smtp://%s?starttls=no"


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment that says where messages come from and nothing else about mail."""
    for name in ("HEARTSEASE_MAIL", "HEARTSEASE_MAIL_FILE", "HEARTSEASE_MAIL_BOUNCES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HEARTSEASE_MAIL_FROM", FROM)


def read(monkeypatch: pytest.MonkeyPatch, url: str, sender: str = FROM) -> MailAccount:
    monkeypatch.setenv("HEARTSEASE_MAIL", url)
    monkeypatch.setenv("HEARTSEASE_MAIL_FROM", sender)
    account = mail.from_environment()
    assert account is not None
    return account


def test_without_an_address_there_is_no_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    assert mail.from_environment() is None
    monkeypatch.setenv("HEARTSEASE_MAIL", "")
    assert mail.from_environment() is None


@pytest.mark.parametrize(
    ("url", "server", "login"),
    [
        ("smtp://mail.example.org", ("mail.example.org", 587, Security.STARTTLS), ("", "")),
        ("smtp://mail.example.org:25?starttls=yes", ("mail.example.org", 25, Security.STARTTLS), ("", "")),
        ("smtp://us%40er:p%3A%2F%23@a.example", ("a.example", 587, Security.STARTTLS), ("us@er", "p:/#")),
        ("smtps://user:password@a.example", ("a.example", 465, Security.TLS), ("user", "password")),
        ("smtps://bücher.example:1465/", ("xn--bcher-kva.example", 1465, Security.TLS), ("", "")),
        ("smtp://localhost?starttls=no", ("localhost", 25, Security.NONE), ("", "")),
        ("smtp://[::1]:2525?starttls=no", ("::1", 2525, Security.NONE), ("", "")),
    ],
)
def test_every_part_of_an_address(
    url: str, server: tuple[str, int, Security], login: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    account = read(monkeypatch, url)
    assert (account.host, account.port, account.security) == server
    assert (account.user, account.password) == login


def test_the_address_may_come_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "mail").write_text("smtps://user:secret@mail.example.org\n")
    monkeypatch.setenv("HEARTSEASE_MAIL_FILE", str(tmp_path / "mail"))
    account = mail.from_environment()
    assert account is not None
    assert account.password == "secret"


@pytest.mark.parametrize(
    ("sender", "name", "address", "bounces"),
    [
        (FROM, "", FROM, "bounces@example.org"),
        (
            "Our journal <journal@Bücher.example>",
            "Our journal",
            "journal@xn--bcher-kva.example",
            "bounces@xn--bcher-kva.example",
        ),
        ('"Smith, Oak & Ash" <j@example.org>', "Smith, Oak & Ash", "j@example.org", "bounces@example.org"),
    ],
)
def test_where_messages_come_from(
    sender: str, name: str, address: str, bounces: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = read(monkeypatch, "smtps://mail.example.org", sender)
    assert (account.sender_name, account.sender_address, account.bounce_address) == (name, address, bounces)
    monkeypatch.setenv("HEARTSEASE_MAIL_BOUNCES", "returns@other.example")
    assert read(monkeypatch, "smtps://mail.example.org", sender).bounce_address == "returns@other.example"


@pytest.mark.parametrize("sender", ["", "journal", "journal@", "jöurnal@example.org", "a b@example.org", "x@-.org"])
def test_a_sender_that_is_none_says_how_one_looks(sender: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(EnvironmentProblemError, match="HEARTSEASE_MAIL_FROM must be an address"):
        read(monkeypatch, "smtps://mail.example.org", sender)
    monkeypatch.setenv("HEARTSEASE_MAIL_BOUNCES", sender or "-")
    with pytest.raises(EnvironmentProblemError, match="HEARTSEASE_MAIL_BOUNCES must be an address"):
        read(monkeypatch, "smtps://mail.example.org")


@pytest.mark.parametrize(
    "url",
    [
        "mail.example.org",
        "imap://mail.example.org",
        "smtp://",
        "smtp://user:secret/word@mail.example.org",
        "smtp://user:secret#word@mail.example.org",
        "smtp://mail.example.org:secret",
        "smtp://mail.example.org:99999",
        "smtp://[::1/",
        "smtp://a..b",
        "smtp://mail.example.org/inbox",
        "smtp://mail.example.org?starttls=maybe",
        "smtp://mail.example.org?starttls=yes&tls=no",
        "smtps://mail.example.org?verify=no",
    ],
)
def test_an_address_that_is_none_says_how_one_looks_and_tells_no_password(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(EnvironmentProblemError, match="HEARTSEASE_MAIL must look like") as raised:
        read(monkeypatch, url)
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize("host", ["mail.example.org", "192.0.2.1", "10.0.0.1"])
def test_what_could_be_read_on_the_way_stays_on_this_machine(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(EnvironmentProblemError, match="only for a mail server on this machine"):
        read(monkeypatch, CLEAR % host)


def test_a_password_that_servers_read_differently_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(EnvironmentProblemError, match="ASCII"):
        read(monkeypatch, "smtps://user:100%C2%A3@mail.example.org")
