"""From home: written, kept, sent once, given back, mended; seen by its own home alone."""

import datetime as dt
import re
import threading
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from heartsease.domain.children import queries as children
from heartsease.domain.children.rules import Purpose
from heartsease.domain.journal import actions, queries
from heartsease.domain.journal.models import Observation
from heartsease.domain.journal.rules import Source, State
from heartsease.kernel import clock
from heartsease.kernel.ids import new_id
from heartsease.web.family.home_cards import home_card
from tests.cast import House, add_family
from tests.web.family.making import entry_url, let_be_seen, say, write_at_home

SCRIPT = {"Accept": "application/json"}


def form_of(house: House, *names: str, **changes: str) -> dict[str, Any]:
    """What a browser sends about ``names``."""
    return {
        "children": [str(house.children[name].pk) for name in names or ("Amara",)],
        "text": "We baked bread.",
        "happened_at": (clock.now() - dt.timedelta(hours=3)).strftime("%Y-%m-%dT%H:%M"),
    } | changes


def send(client: Client, sent: dict[str, Any], entry_id: uuid.UUID | None = None) -> tuple[int, str]:
    """Send an entry; status and page."""
    response = client.post(f"/from-home/{entry_id or new_id()}", sent)
    return response.status_code, response.content.decode()


def beside(page: str, field: str) -> str:
    """The sentence beside a field."""
    found = re.search(rf'id="id_{field}_error".*?</div>', page, flags=re.DOTALL)
    return found[0] if found else ""


def test_an_entry_is_written_and_waits_for_the_setting(house: House) -> None:
    grace = house.client("Grace")
    status, _page = send(grace, form_of(house))
    assert status == 302
    entry = Observation.objects.get()
    assert (entry.source, entry.state, entry.text) == (Source.HOME, State.SUBMITTED, "We baked bread.")
    assert entry.household_id == house.links["Grace", "Amara"].household_id
    page = grace.get("/from-home").content.decode()
    assert "Sent. Sunflower reads it before it joins the journal." in page
    assert "Waiting for the setting" in page
    assert "Waiting for the setting" in grace.get(f"/from-home/{entry.pk}").content.decode()
    assert "We baked bread." not in house.client("Tunde").get("/journal").content.decode()


def test_approved_it_stands_in_the_journal(house: House) -> None:
    entry = write_at_home(house, "Grace", "Amara", send=True)
    actions.approve(actor=house.actor("Sen"), observation_id=entry.pk)
    grace = house.client("Grace")
    assert "In the journal from" in grace.get("/from-home").content.decode()
    let_be_seen(entry.pk)
    page = grace.get("/from-home").content.decode()
    assert "In the journal<" in page
    assert entry_url(house, entry) in page
    assert "We baked bread." in house.client("Tunde").get("/journal").content.decode()


def test_where_it_need_not_wait_it_goes_to_the_journal(house: House) -> None:
    house.choose(home_entries_wait=False, publish_delay_minutes=0)
    grace = house.client("Grace")
    send(grace, form_of(house))
    assert Observation.objects.get().state == State.PUBLISHED
    assert "It is in the journal now." in grace.get("/from-home").content.decode()
    assert "We baked bread." in house.client("Tunde").get("/journal").content.decode()


@pytest.mark.parametrize("reader", ["Nana", "Rosa"])
def test_another_home_never_sees_it(house: House, reader: str) -> None:
    entry = write_at_home(house, "Grace", "Amara", send=True)
    actions.approve(actor=house.actor("Sen"), observation_id=entry.pk)
    let_be_seen(entry.pk)
    client = house.client(reader)
    assert client.get(entry_url(house, entry)).status_code == 404
    assert "We baked bread." not in client.get("/journal").content.decode()


def test_parents_who_live_apart_do_not_see_what_the_other_wrote(house: House) -> None:
    entry = write_at_home(house, "Rosa", "Ben", text="Rosa's weekend.", send=True)
    actions.approve(actor=house.actor("Sen"), observation_id=entry.pk)
    let_be_seen(entry.pk)
    omar = house.client("Omar")
    for path in ("/journal", "/from-home"):
        assert "weekend" not in omar.get(path).content.decode()
    assert omar.get(entry_url(house, entry, "Ben")).status_code == 404
    assert omar.get(f"/from-home/{entry.pk}").status_code == 404


def test_an_only_child_is_not_asked_for(house: House) -> None:
    tunde = house.client("Tunde")
    assert re.search(r'id="id_children"[^>]* hidden', tunde.get("/from-home/new").content.decode())
    status, _page = send(tunde, form_of(house) | {"children": []})
    assert status == 302
    assert [part.child_id for part in Observation.objects.get().subjects.all()] == [house.children["Amara"].pk]


def test_several_own_children_can_be_in_it(house: House) -> None:
    page = house.client("Grace").get(f"/from-home/new?child={house.children['Kofi'].pk}").content.decode()
    chosen = re.findall(r'name="children" value="([^"]+)" checked', page)
    assert chosen == [str(house.children["Kofi"].pk)]
    status, _page = send(house.client("Grace"), form_of(house, "Amara", "Kofi"))
    assert status == 302
    assert {part.child_id for part in Observation.objects.get().subjects.all()} == {
        house.children["Amara"].pk,
        house.children["Kofi"].pk,
    }


@pytest.mark.parametrize("children", [["Amara", "Ben"], ["Ben"], ["Leo"], ["nobody"], ["nonsense"], [""]])
def test_a_child_of_somebody_else_cannot_be_named(house: House, children: list[str]) -> None:
    made_up = {"nobody": str(new_id()), "nonsense": "1 OR 1=1", "": "\x00"}
    named = [made_up.get(name) or str(house.children[name].pk) for name in children]
    for action in ("", "/save"):
        response = house.client("Grace").post(f"/from-home/{new_id()}{action}", form_of(house) | {"children": named})
        assert response.status_code == 404
    assert not Observation.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"children": []}, "children", "Choose at least one child."),
        ({"text": ""}, "text", "Add a photograph or write what you saw."),
        ({"text": "\x00 \x07"}, "text", "Add a photograph or write what you saw."),
        ({"text": "x" * 10_001}, "text", "This note is longer than 10000 characters."),
        ({"happened_at": "2999-01-01T10:00"}, "happened_at", "This time is in the future."),
        ({"happened_at": "1999-01-01T10:00"}, "happened_at", "This was before Amara was born."),
        ({"happened_at": "0001-01-01T00:00"}, "happened_at", "This was before Amara was born."),
        ({"happened_at": "9999-12-31T23:59"}, "happened_at", "This time is in the future."),
        ({"happened_at": "yesterday"}, "happened_at", "This is not a date and time."),
        ({"happened_at": "2025-02-30T10:00"}, "happened_at", "This is not a date and time."),
        ({"happened_at": "\x00"}, "happened_at", "Null characters are not allowed."),
    ],
)
def test_what_cannot_be_sent_says_why_and_keeps_the_rest(
    house: House, changes: dict[str, Any], field: str, sentence: str
) -> None:
    grace = house.client("Grace")
    typed = form_of(house) | {"text": "We baked\nbread & <b>rolls</b>."} | changes
    status, page = send(grace, typed)
    assert status == 422
    assert sentence in beside(page, field)
    assert page.count(sentence) == 2, "in the summary and beside the field"
    assert "<title>Error: " in page
    assert f'href="#id_{field}"' in page
    assert f'id="id_{field}"' in page
    text = re.search(r"<textarea[^>]*>\n?([^<]*)</textarea>", page)
    assert text is not None
    if "text" not in changes:
        assert text[1] == "We baked\nbread &amp; &lt;b&gt;rolls&lt;/b&gt;."
    assert not Observation.objects.exclude(state=State.DRAFT).exists()


def test_a_text_that_is_too_long_stays_on_the_page(house: House) -> None:
    _status, page = send(house.client("Grace"), form_of(house) | {"text": "long " * 3000})
    assert page.count("long ") == 3000


@pytest.mark.parametrize("text", ["مرحبا بكم", "🌻🐌", "A" * 10_000, "Zoë\u0301", "a\x00b"])
def test_any_words_are_taken(house: House, text: str) -> None:
    assert send(house.client("Grace"), form_of(house) | {"text": text})[0] == 302
    assert Observation.objects.get().text.replace("é", "e\u0301") == text.replace("\x00", "")


@pytest.mark.parametrize(("child", "sentence"), [("Leo", "Leo has left"), ("Mia", "Mia has not started yet")])
def test_a_child_who_is_not_on_roll_gets_no_new_entries(house: House, child: str, sentence: str) -> None:
    add_family(house, "Vera", (child, "mother"))
    status, page = send(house.client("Vera"), form_of(house, child))
    assert status == 422
    assert sentence in page


def test_sending_twice_is_once(house: House) -> None:
    grace, entry_id, sent = house.client("Grace"), new_id(), form_of(house)
    for _ in range(2):
        assert send(grace, sent, entry_id)[0] == 302
    assert Observation.objects.get().review_steps.count() == 1


def test_what_was_sent_cannot_be_changed_by_sending_again(house: House) -> None:
    grace, entry = house.client("Grace"), write_at_home(house, "Grace", "Amara", send=True)
    assert send(grace, form_of(house) | {"text": "Something else."}, entry.pk)[0] == 302
    assert grace.post(f"/from-home/{entry.pk}/save", form_of(house) | {"text": "Else."}).status_code == 409
    assert grace.post(f"/from-home/{entry.pk}/discard").status_code == 409
    entry.refresh_from_db()
    assert entry.text == "We baked bread."


@pytest.mark.django_db(transaction=True)
def test_two_taps_at_the_same_moment_are_one_entry(house: House) -> None:
    entry_id, sent = new_id(), form_of(house)
    clients = [house.client("Grace") for _ in range(3)]
    begin, answers = threading.Barrier(len(clients)), []

    def tap(client: Client) -> None:
        begin.wait()
        answers.append(send(client, sent, entry_id)[0])
        connection.close()

    threads = [threading.Thread(target=tap, args=[client]) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [302, 302, 302]
    assert Observation.objects.get(pk=entry_id).review_steps.count() == 1


def test_a_draft_is_kept_as_it_is_typed(house: House) -> None:
    grace = house.client("Grace")
    page = grace.get("/from-home").content.decode()
    start = re.search(r'href="(/from-home/new\?entry=([^"]+))"', page)
    assert start is not None
    address, entry_id = start[1], start[2]
    assert grace.get(address).status_code == 200
    assert not Observation.objects.exists(), "looking stores nothing"
    answer = grace.post(f"/from-home/{entry_id}/save", form_of(house) | {"text": "Half a"}, headers=SCRIPT)
    assert answer.status_code == 200
    assert re.fullmatch(r"\d\d:\d\d", answer.json()["saved_at"])
    reloaded = house.client("Grace").get(address, follow=True)
    assert reloaded.redirect_chain[-1][0] == f"/from-home/{entry_id}"
    assert "Half a</textarea>" in reloaded.content.decode()
    assert "Not sent yet" in grace.get("/from-home").content.decode()


def test_nothing_typed_stores_nothing(house: House) -> None:
    url = f"/from-home/{new_id()}/save"
    assert house.client("Grace").post(url, form_of(house) | {"text": " "}).status_code == 302
    assert not Observation.objects.exists()


def test_what_cannot_be_kept_is_said_while_typing(house: House) -> None:
    url = f"/from-home/{new_id()}/save"
    answer = house.client("Grace").post(url, form_of(house) | {"text": "x" * 10_001}, headers=SCRIPT)
    assert answer.status_code == 422
    assert "This note is longer than 10000 characters." in answer.content.decode()


def test_a_draft_is_for_its_author_alone(house: House) -> None:
    draft = write_at_home(house, "Grace", "Amara", text="Nobody else's.")
    assert "Nobody else&#x27;s." in house.client("Grace").get(f"/from-home/{draft.pk}").content.decode()
    for who in ("Tunde", "Rosa"):
        assert house.client(who).get(f"/from-home/{draft.pk}").status_code == 404
        assert "Nobody else" not in house.client(who).get("/from-home").content.decode()


def test_a_draft_can_be_thrown_away(house: House) -> None:
    draft = write_at_home(house, "Grace", "Amara", photos=1)
    grace = house.client("Grace")
    assert grace.post(f"/from-home/{draft.pk}/discard").status_code == 302
    assert not Observation.objects.exists()
    assert grace.post(f"/from-home/{draft.pk}/discard").status_code == 404


def test_an_entry_given_back_shows_the_word_and_is_mended(house: House) -> None:
    entry = write_at_home(house, "Grace", "Amara", send=True)
    actions.return_with_note(actor=house.actor("Sen"), observation_id=entry.pk, note="Which bread was it?")
    grace = house.client("Grace")
    for path in ("/from-home", f"/from-home/{entry.pk}"):
        page = grace.get(path).content.decode()
        assert "Which bread was it?" in page
        assert "Sen Sunflower" not in page
    assert "Given back with a word" in grace.get("/from-home").content.decode()
    assert "Throw away" not in grace.get(f"/from-home/{entry.pk}").content.decode()
    assert send(grace, form_of(house) | {"text": "Rye bread."}, entry.pk)[0] == 302
    entry.refresh_from_db()
    assert (entry.state, entry.text) == (State.SUBMITTED, "Rye bread.")
    page = grace.get("/from-home").content.decode()
    assert "Waiting for the setting" in page
    assert "Which bread was it?" not in page


def test_what_came_back_stands_first(house: House) -> None:
    back = write_at_home(house, "Grace", "Amara", text="Came back.", send=True)
    actions.return_with_note(actor=house.actor("Sen"), observation_id=back.pk, note="Please.")
    write_at_home(house, "Grace", "Amara", text="Newer.", send=True)
    page = house.client("Grace").get("/from-home").content.decode()
    assert page.index("Came back.") < page.index("Newer.")


def test_words_of_staff_among_themselves_stay_there(house: House) -> None:
    entry = write_at_home(house, "Grace", "Amara", send=True)
    actions.approve(actor=house.actor("Sen"), observation_id=entry.pk)
    let_be_seen(entry.pk)
    actions.withdraw(actor=house.actor("Sen"), observation_id=entry.pk, note="Ben's mother asked for it.")
    grace = house.client("Grace")
    for path in ("/from-home", f"/from-home/{entry.pk}"):
        page = grace.get(path).content.decode()
        assert "Taken out of the journal" in page
        assert "Ben" not in page
    card = home_card(queries.whole(entry.pk), children.own_children(house.actor("Grace")), house.system.zone)
    assert card is not None
    assert card.note == ""


def test_without_permission_for_photographs_only_words_are_asked_for(house: House) -> None:
    house.permit("Amara", {Purpose.OWN_JOURNAL: False})
    page = house.client("Tunde").get("/from-home/new").content.decode()
    assert 'type="file"' not in page
    assert "has no permission from you to keep photographs of Amara" in page
    assert send(house.client("Tunde"), form_of(house))[0] == 302


def test_the_own_entry_in_the_journal_is_talked_about_like_any(house: House) -> None:
    entry = write_at_home(house, "Grace", "Amara", send=True)
    actions.approve(actor=house.actor("Sen"), observation_id=entry.pk)
    let_be_seen(entry.pk)
    say(house, entry, "Amara", "Priya", "What a loaf!")
    page = house.client("Tunde").get(entry_url(house, entry)).content.decode()
    assert "What a loaf!" in page
    assert "From home" in page
    assert "Grace" in page
