"""The words of every message: whole, plain, safe in any mail programme, and telling no more than they must."""

import datetime as dt
import inspect
import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest

from heartsease.documents import messages
from heartsease.domain.access.permissions import FAMILY_ROLES, ROLE_NAMES, STAFF_ROLES, Role
from heartsease.domain.notices import actions
from heartsease.domain.notices.rules import LONGEST_SUBJECT, Letter, MessageKind
from heartsease.domain.setting.models import Setting
from tests.cast import House
from tests.post import waiting_messages

MAKERS: dict[str, Callable[..., Letter]] = {
    name: value
    for name, value in vars(messages).items()
    if inspect.isfunction(value) and value.__module__ == messages.__name__ and not name.startswith("_")
}
LINK = "https://journal.example.org/sign-in/link/only-once-and-never-again"
SUMMER = dt.datetime(2026, 7, 7, 22, 45, tzinfo=dt.UTC)
PLACES = {
    "setting": Setting(name="Oak & Ash’s <Nursery>", time_zone="Europe/London"),
    "at": SUMMER,
    "expires_at": SUMMER,
    "link": LINK,
    "invited_by": "Maggie O'Brien",
    "role": Role.PRACTITIONER,
    "device": "Acorns <tablet>",
    "source": "192.0.2.1",
    "factor": "a passkey",
    "person": "Priya Shah",
    "reported_by": "Sen Lee",
    "what": "a lost device",
    "count": 27,
    "is_allowed": True,
}
WITH_LINK = {"invitation", "sign_in_link", "email_confirmation"}


def write(name: str, **changes: Any) -> Letter:
    """The message ``name`` about things of these tests."""
    wanted = inspect.signature(MAKERS[name]).parameters
    return MAKERS[name](**{place: (PLACES | changes)[place] for place in wanted})


class Page(HTMLParser):
    """What a mail programme would find in the HTML."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.words = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _value in attrs}
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.words += f" {data}"


def test_every_kind_has_its_words() -> None:
    kinds = {write(name).kind for name in MAKERS} | {write("invitation", role=Role.PARENT).kind}
    assert kinds == set(MessageKind)
    assert all(str(kind.label) for kind in MessageKind)


@pytest.mark.parametrize("name", MAKERS)
def test_a_message_is_whole_in_both_of_its_forms(name: str) -> None:
    letter = write(name)
    assert 5 < len(letter.subject) <= LONGEST_SUBJECT
    assert letter.text.startswith("Hello,\n\n")
    assert letter.text.endswith(
        "\n\n-- \nSent by the journal of Oak & Ash’s <Nursery>. Nobody reads answers to this address.\n"
    )
    assert not re.search(r"[{}%]|&amp;|&#|\n{3}", letter.text), letter.text
    page = Page(letter.html)
    for paragraph in letter.text.split("\n\n-- \n")[0].split("\n\n"):
        assert paragraph in page.words
    assert letter.subject in page.words


@pytest.mark.parametrize("name", MAKERS)
def test_the_page_fetches_nothing_and_brings_no_colours(name: str) -> None:
    """No picture, no style, no script: nothing to track by, and readable on dark as on light."""
    page = Page(write(name).html)
    assert page.tags <= {"html", "head", "meta", "title", "body", "h1", "p", "a", "br", "hr", "small"}
    assert page.attributes <= {"lang", "charset", "name", "content", "href"}
    assert '<html lang="en-gb">' in write(name).html
    assert 'content="light dark"' in write(name).html


@pytest.mark.parametrize("name", MAKERS)
def test_only_a_message_that_must_holds_an_address_and_it_is_the_journals_own(name: str) -> None:
    letter = write(name)
    expected = [LINK] if name in WITH_LINK else []
    assert re.findall(r"\S+://\S+", letter.text) == expected
    assert Page(letter.html).links == expected
    assert ("no link on purpose" in letter.text) == (name not in WITH_LINK)
    assert letter.worth_until == (SUMMER if expected else None)


@pytest.mark.parametrize("name", MAKERS)
def test_times_are_those_of_the_settings_own_clock(name: str) -> None:
    """A quarter to eleven by world time on 7 July is the next day at a nursery in England."""
    text = write(name).text
    assert ("until Tuesday 7 July 2026, 23:45" if name in WITH_LINK else "Tuesday 7 July 2026, 23:45") in text


@pytest.mark.parametrize("name", MAKERS)
def test_a_name_makes_neither_markup_nor_a_line_of_its_own(name: str) -> None:
    evil = f"Eve\n\n{LINK}\n\n<a href='https://evil.example'>"
    places = {place: evil for place, value in PLACES.items() if type(value) is str and place != "link"}
    letter = write(name, **places, setting=Setting(name=evil, time_zone="Europe/London"))
    assert "\n" not in letter.subject
    assert letter.text.split("\n\n").count(LINK) == (name in WITH_LINK)
    assert Page(letter.html).links == ([LINK] if name in WITH_LINK else [])


@pytest.mark.parametrize("role", sorted(STAFF_ROLES | FAMILY_ROLES))
def test_an_invitation_says_who_invites_as_what_and_until_when(role: Role) -> None:
    letter = write("invitation", role=role)
    is_family = role in FAMILY_ROLES
    assert letter.kind is (MessageKind.FAMILY_INVITATION if is_family else MessageKind.STAFF_INVITATION)
    for said in ("Maggie O'Brien", "Oak & Ash’s <Nursery>", "7 July 2026", f"as: {ROLE_NAMES[role]}."):
        assert said in letter.text


@pytest.mark.parametrize("name", MAKERS)
def test_nothing_is_said_of_children_or_of_accounts_to_a_stranger(name: str) -> None:
    """A mistyped address brings these to somebody else."""
    text = write(name).text.casefold()
    assert "child" not in text
    if name in WITH_LINK:
        assert "account" not in text
        assert "user name" not in text


def test_no_maker_takes_a_child() -> None:
    """What a message is not given it cannot tell."""
    taken = {place for maker in MAKERS.values() for place in inspect.signature(maker).parameters}
    assert taken == set(PLACES)


@pytest.mark.django_db
def test_three_lines_send_one(house: House) -> None:
    """As callers do it."""
    priya = house.staff["Priya"].person
    letter = messages.password_changed(setting=house.setting, at=SUMMER)
    actions.queue_message(
        actor=house.actor("Priya"), letter=letter, person=priya, address="priya@home.example", event="some id"
    )
    [waiting] = waiting_messages()
    assert (waiting.subject, waiting.text) == ("Your password was changed", letter.text)
