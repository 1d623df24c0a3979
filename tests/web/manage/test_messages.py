"""The page of messages that wait or did not arrive."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from heartsease.domain.access.scope import in_setting
from heartsease.domain.notices.models import Message
from heartsease.domain.notices.rules import MessageState
from heartsease.domain.setting.models import Setting
from heartsease.kernel.ids import new_id
from heartsease.web.manage import messages
from tests.cast import House
from tests.domain.notices.making import LINK, fresh, put, queue
from tests.pages import text_of
from tests.post import PostOffice

ADDRESS = "/manage/messages"


@pytest.fixture
def maggie(house: House) -> Client:
    """The browser of a nominated member."""
    return house.client("Maggie")


def part(page: str, title: str) -> str:
    """The section of a page under ``title``."""
    found = re.search(rf"<section[^>]*>\s*<h2[^>]*>{title}</h2>(.*?)</section>", page, re.DOTALL)
    assert found is not None, page
    return found[1]


def test_each_message_stands_where_it_belongs(house: House, maggie: Client, post_office: PostOffice) -> None:
    put(queue(house, "Priya", address="priya@home.example"), MessageState.FAILED, answer="550 5.1.1 <b>No</b> such")
    put(queue(house, "Owen", address="owen@home.example"), MessageState.BOUNCED, answer="550 Full", body="")
    put(queue(house, "Sen", address="sen@home.example"), MessageState.UNCERTAIN, answer="It may have arrived.")
    put(queue(house, "Stu", address="stu@home.example"), MessageState.QUEUED, tries=2, answer="450 Later")
    put(queue(house, "Grace", address="grace@home.example"), MessageState.SENT)
    page = maggie.get(ADDRESS).content.decode()
    lost, unsure, waiting = (part(page, title) for title in ("Not delivered", "Perhaps delivered", "Waiting"))
    assert "priya@home.example" in lost
    assert "550 5.1.1 &lt;b&gt;No&lt;/b&gt; such" in lost
    assert "owen@home.example" in lost
    assert "It came back<" in lost
    assert lost.count("Send again<") == 1, "what came back has no words any more"
    assert "sen@home.example" in unsure
    assert "It may have arrived." in unsure
    assert "stu@home.example" in waiting
    assert "450 Later" in waiting
    assert re.search(r"Next try</dt><dd>\w+day ", waiting)
    assert "Priya Sunflower" in lost
    assert "grace@home.example" not in page
    assert "Mail is not configured" not in page


def test_no_page_holds_the_words_of_a_message(house: House, maggie: Client) -> None:
    for number, state in enumerate(MessageState):
        put(queue(house, event=str(number), subject="The subject itself"), state)
    page = text_of(maggie.get(ADDRESS))
    assert "onceonly" not in page
    assert LINK not in page
    assert "The subject itself" not in page


def test_it_says_that_mail_is_not_configured(house: House, maggie: Client, settings: Settings) -> None:
    settings.MAIL = None
    queue(house)
    page = text_of(maggie.get(ADDRESS))
    assert "Mail is not configured" in page
    assert "priya@home.example" in page


def test_it_says_that_an_example_writes_to_nobody(house: House, maggie: Client, post_office: PostOffice) -> None:
    Setting.objects.filter(pk=house.setting.pk).update(is_example=True)
    assert "never sent" in text_of(maggie.get(ADDRESS))


def test_nothing_to_see_is_said_so(maggie: Client, post_office: PostOffice) -> None:
    assert "Nothing waits, and nothing came back" in text_of(maggie.get(ADDRESS))


def test_send_again(house: House, maggie: Client) -> None:
    message = put(queue(house), MessageState.FAILED, answer="550 No")
    page = maggie.get(ADDRESS).content.decode()
    assert f'action="{ADDRESS}/{message.pk}/again"' in page
    answer = maggie.post(f"{ADDRESS}/{message.pk}/again", follow=True)
    assert "on its way again" in text_of(answer)
    assert fresh(message).state == "queued"
    twice = maggie.post(f"{ADDRESS}/{message.pk}/again", follow=True)
    assert "cannot be sent again" in text_of(twice)
    assert fresh(message).state == "queued"


@pytest.mark.parametrize("message_id", ["nothing", "1", "../people"])
def test_nonsense_is_no_message(maggie: Client, message_id: str) -> None:
    assert maggie.post(f"{ADDRESS}/{message_id}/again").status_code == 404
    assert maggie.post(f"{ADDRESS}/{new_id()}/again").status_code == 404


def test_what_was_sent_is_nobodys_business(house: House, maggie: Client) -> None:
    message = put(queue(house), MessageState.SENT)
    assert maggie.post(f"{ADDRESS}/{message.pk}/again").status_code == 404


def test_another_settings_messages_are_not_there(house: House, hollies: House) -> None:
    message = put(queue(house), MessageState.FAILED)
    hazel = hollies.client("Hazel")
    assert "priya@home.example" not in text_of(hazel.get(ADDRESS))
    assert hazel.post(f"{ADDRESS}/{message.pk}/again").status_code == 404
    assert fresh(message).state == "failed"


def test_the_door_says_that_there_is_something_to_look_at(house: House, hollies: House, maggie: Client) -> None:
    assert "could not be delivered" in text_of(maggie.get("/manage/"))
    for number, state in enumerate(MessageState):
        put(queue(house, event=str(number)), state)
    assert "3 messages perhaps did not arrive." in text_of(maggie.get("/manage/"))
    with in_setting(hollies.setting.pk):
        assert "perhaps did not" not in text_of(hollies.client("Hazel").get("/manage/"))


def test_a_long_list_is_cut_and_costs_no_more(house: House, maggie: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert maggie.get(ADDRESS).status_code == 200
        return len(asked)

    queue(house)
    few = cost()
    for number in range(8):
        queue(house, event=f"more {number}")
    assert cost() == few <= 4
    monkeypatch.setattr(messages, "MOST_SHOWN", 5)
    page = text_of(maggie.get(ADDRESS))
    assert page.count("priya@home.example") == 5
    assert "older ones are not shown" in page


def test_times_are_the_settings_own(house: House, maggie: Client) -> None:
    Setting.objects.filter(pk=house.setting.pk).update(time_zone="Pacific/Auckland")
    message = queue(house)
    Message.objects.filter(pk=message.pk).update(created_at=dt.datetime(2026, 7, 7, 22, 45, tzinfo=dt.UTC))
    assert "Wednesday 8 July 2026, 10:45" in text_of(maggie.get(ADDRESS))
