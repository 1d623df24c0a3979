"""Mail as it runs: the worker's own process, a mail server on loopback, and the pipe of the mail server's bounces."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from heartsease import cli
from heartsease.domain.notices.bounces import LARGEST
from heartsease.kernel.ids import new_id
from heartsease.kernel.smtp import MailAccount
from tests.cli.test_commands import SECONDS, heartsease, surroundings
from tests.domain.notices.reports import report
from tests.post import SENDER, PostOffice, open_post_office

QUEUE = """
from heartsease.cli import prepare
prepare.start_django()
from heartsease.documents import messages
from heartsease.domain.access.actor import system_actor
from heartsease.domain.access.scope import in_setting
from heartsease.domain.accounts.models import Person
from heartsease.domain.notices.actions import queue_message
from heartsease.domain.setting.models import Setting
from heartsease.kernel import clock
setting, person = Setting.objects.get(), Person.objects.get()
with in_setting(setting.pk):
    letter = messages.password_changed(setting=setting, at=clock.now())
    system = system_actor(setting.pk, setting.zone)
    message = queue_message(actor=system, letter=letter, person=person, address=person.user_name, event="1")
print(message.pk)
"""


class Journal:
    """A real setting in a folder of its own, seen from outside."""

    def __init__(self, data: Path, account: MailAccount) -> None:
        self.data = data
        self.mail = {
            "HEARTSEASE_MAIL": f"smtp://127.0.0.1:{account.port}?starttls=no",
            "HEARTSEASE_MAIL_FROM": SENDER,
        }

    def queue(self) -> str:
        """Let the journal queue a message; its id."""
        done = subprocess.run(
            [sys.executable, "-c", QUEUE], env=surroundings(self.data), capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    @contextmanager
    def worker(self) -> Iterator["subprocess.Popen[bytes]"]:
        """The worker, stopped at the end if it has not ended by itself."""
        command = [sys.executable, "-m", "heartsease.cli", "worker"]
        with subprocess.Popen(command, env=surroundings(self.data, **self.mail)) as process:
            try:
                yield process
            finally:
                process.terminate()
                process.wait(SECONDS)

    def ask(self, question: str) -> list[tuple[str, ...]]:
        """What its database answers."""
        with sqlite3.connect(self.data / "heartsease.sqlite3", timeout=10) as database:
            return database.execute(question).fetchall()

    @property
    def state(self) -> str:
        """The state of its one message."""
        [(state,)] = self.ask("SELECT state FROM notices_message")
        return state

    def bounce(self, data: bytes) -> "subprocess.CompletedProcess[bytes]":
        """Give ``data`` to the pipe, as the mail server does."""
        return subprocess.run(
            [sys.executable, "-m", "heartsease.cli", "bounce"],
            env=surroundings(self.data),
            input=data,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )


@pytest.fixture
def office() -> Iterator[tuple[PostOffice, MailAccount]]:
    """A mail server."""
    with open_post_office() as both:
        yield both


@pytest.fixture
def journal(office: tuple[PostOffice, MailAccount], tmp_path: Path) -> Journal:
    """A setting with one message in its outbox."""
    data = tmp_path / "data"
    made = heartsease(data, "init", "--name", "Little Oaks", "--person", "Ann Lee", "--user-name", "ann@home.example")
    assert made.returncode == 0, made.stderr
    return Journal(data, office[1])


def until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_the_worker_sends_within_seconds_and_the_pipe_takes_what_comes_back(
    journal: Journal, office: tuple[PostOffice, MailAccount]
) -> None:
    post_office, _account = office
    with journal.worker():
        until(lambda: bool(journal.ask("SELECT 1 FROM django_tasks_database_dbtaskresult WHERE status = 'SUCCESSFUL'")))
        message_id = journal.queue()
        queued = time.monotonic()
        until(lambda: journal.state == "sent")
        assert time.monotonic() - queued < 10
    [letter] = post_office.letters
    assert letter.recipient == "ann@home.example"
    assert "Little Oaks" in letter.body()
    message = uuid.UUID(message_id)
    delayed = journal.bounce(report(message, action="delayed"))
    assert (delayed.returncode, journal.state) == (0, "sent")
    for wrong in (b"", b"nonsense", b"\xff" * 10, report(new_id())):
        refused = journal.bounce(wrong)
        assert refused.returncode == 2
        assert refused.stderr.decode().strip().endswith(".")
        assert b"Traceback" not in refused.stderr
    assert journal.state == "sent"
    taken = journal.bounce(report(message) + b"\n" + b"x" * LARGEST)
    assert (taken.returncode, taken.stderr) == (0, b"")
    assert journal.ask("SELECT state, answer, body FROM notices_message") == [
        ("bounced", "550 5.1.1 <ann@home.example>: unknown", "")
    ]


def test_a_pipe_that_is_closed_is_a_sentence(journal: Journal) -> None:
    command = f"{sys.executable} -m heartsease.cli bounce <&-"
    refused = subprocess.run(
        ["sh", "-c", command], env=surroundings(journal.data), capture_output=True, text=True, check=False
    )
    assert (refused.returncode, "Traceback" in refused.stderr) == (2, False)


def test_a_database_that_is_away_lets_the_mail_server_try_again(journal: Journal) -> None:
    message_id = journal.queue()
    (journal.data / "heartsease.sqlite3").rename(journal.data / "away")
    refused = journal.bounce(report(uuid.UUID(message_id)))
    assert refused.returncode == os.EX_TEMPFAIL
    assert b"Try again later" in refused.stderr


def test_a_worker_that_is_killed_between_the_yes_and_its_note(
    journal: Journal, office: tuple[PostOffice, MailAccount]
) -> None:
    """The message has arrived and the journal cannot know: no other worker sends it, and a person decides."""
    post_office, _account = office
    journal.queue()
    with journal.worker() as worker:

        def kill() -> str:
            os.kill(worker.pid, signal.SIGKILL)
            worker.wait(SECONDS)
            return "250 OK"

        post_office.answers["DATA"] = [kill]
        assert worker.wait(SECONDS) == -signal.SIGKILL
    until(lambda: len(post_office.letters) == 1)
    assert journal.state == "sending"
    journal.ask("UPDATE notices_message SET claimed_at = datetime('now', '-1 hour')")
    with journal.worker():
        until(lambda: journal.state == "uncertain")
        time.sleep(3)
    assert len(post_office.letters) == 1


def test_a_worker_that_is_told_to_stop_ends_its_message_first(
    journal: Journal, office: tuple[PostOffice, MailAccount]
) -> None:
    post_office, _account = office
    journal.queue()
    with journal.worker() as worker:

        def stop() -> str:
            worker.terminate()
            time.sleep(2)
            return "250 OK"

        post_office.answers["DATA"] = [stop]
        worker.wait(SECONDS)
    assert journal.state == "sent"
    assert len(post_office.letters) == 1


@pytest.mark.parametrize(
    ("url", "said"), [("mail.example.org", "must look like"), ("smtp://mail.example.org?starttls=no", "this machine")]
)
def test_a_mail_server_that_makes_no_sense_is_a_sentence(url: str, said: str, tmp_path: Path) -> None:
    made = heartsease(tmp_path / "data", "init", HEARTSEASE_MAIL=url, HEARTSEASE_MAIL_FROM=SENDER)
    assert (made.returncode, said in made.stderr) == (2, True)
    assert "Traceback" not in made.stderr


def test_the_example_writes_to_nobody_whatever_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HEARTSEASE_MAIL", "HEARTSEASE_MAIL_FILE"):
        monkeypatch.setenv(name, "smtps://mail.example.org")
    for name in ("HEARTSEASE_TLS", "HEARTSEASE_TRUSTED_PROXIES"):
        monkeypatch.setenv(name, "as it was")
    cli._for_this_machine_only()
    assert "HEARTSEASE_MAIL" not in os.environ
    assert "HEARTSEASE_MAIL_FILE" not in os.environ
