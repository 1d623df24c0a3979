"""Review: the next one is there at once, nobody checks their own, and what a colleague dealt with is calmly said."""

import re

import pytest
from django.test import Client

from heartsease.domain.children.rules import Purpose
from heartsease.domain.journal import actions
from heartsease.domain.journal.models import Observation, ReviewStep
from heartsease.domain.journal.rules import State
from tests import entries
from tests.cast import House
from tests.pages import text_of


@pytest.fixture
def sen(house: House) -> Client:
    """The senior's computer."""
    return house.client("Sen")


@pytest.fixture
def waiting(house: House) -> list[Observation]:
    """Three entries, the longest-waiting first."""
    return [entries.submitted(house, "Priya", "Amara", text=text) for text in ("first", "second", "third")]


def test_the_longest_waiting_comes_first(house: House, sen: Client, waiting: list[Observation]) -> None:
    assert sen.get("/review")["Location"] == f"/review/{waiting[0].pk}"
    page = text_of(sen.get(f"/review/{waiting[0].pk}"))
    assert "Entry 1 of 3 that wait" in page
    assert f'href="/review/{waiting[1].pk}"' in page, "it can be skipped"
    assert "3 entries wait" in text_of(sen.get("/today"))


def test_the_next_one_loads_after_each_decision(house: House, sen: Client, waiting: list[Observation]) -> None:
    first, second, third = (entry.pk for entry in waiting)
    assert sen.post(f"/review/{second}/approve")["Location"] == f"/review/{third}"
    assert sen.post(f"/review/{third}/return", {"note": "Why?"})["Location"] == f"/review/{first}"
    last = sen.post(f"/review/{first}/approve", follow=True)
    assert last.redirect_chain == [("/review", 302)]
    assert last.status_code == 200
    assert [entries.fresh(entry).state for entry in waiting] == [State.PUBLISHED, State.PUBLISHED, State.RETURNED]


def test_the_own_entry_is_not_in_the_queue_and_cannot_be_approved(house: House, sen: Client) -> None:
    own = entries.submitted(house, "Sen", "Amara")
    assert sen.get("/review").status_code == 200
    page = text_of(sen.get(f"/review/{own.pk}"))
    assert "a colleague will look at it" in page
    assert "Approve" not in page
    for action in ("approve", "return"):
        refused = sen.post(f"/review/{own.pk}/{action}", {"note": "Fine by me."})
        assert refused.status_code == 403
        assert "Nobody approves their own entry." in text_of(refused)
    assert entries.fresh(own).state == State.SUBMITTED
    assert house.client("Maggie").post(f"/review/{own.pk}/approve").status_code == 302


@pytest.mark.parametrize("action", ["approve", "return"])
def test_what_a_colleague_dealt_with_is_calmly_said(
    house: House, sen: Client, waiting: list[Observation], action: str
) -> None:
    first, second, _third = waiting
    actions.approve(actor=house.actor("Maggie"), observation_id=first.pk)
    response = sen.post(f"/review/{first.pk}/{action}", {"note": "Too late."}, follow=True)
    assert response.redirect_chain[-1][0] == f"/review/{second.pk}"
    assert "somebody has dealt with it" in text_of(response)
    assert "error-summary" not in text_of(response)
    assert ReviewStep.objects.filter(observation=first).count() == 2
    opened = sen.get(f"/review/{first.pk}", follow=True)
    assert "somebody has dealt with it" in text_of(opened)


@pytest.mark.parametrize(
    ("note", "words"), [("", "Write a word"), (" \n\x00", "Write a word"), ("é" * 2001, "longer than 2000")]
)
def test_a_return_without_a_good_note_keeps_what_was_typed(
    house: House, sen: Client, waiting: list[Observation], note: str, words: str
) -> None:
    refused = sen.post(f"/review/{waiting[0].pk}/return", {"note": note})
    page = text_of(refused)
    assert refused.status_code == 422
    assert page.count(words) == 2, "in the summary and beside the field"
    typed = re.search(r'<textarea id="note"[^>]*>([^<]*)</textarea>', page)
    assert typed is not None
    assert typed[1].strip("\n") == note.strip("\n")
    assert "<title>Error: " in page
    assert entries.fresh(waiting[0]).state == State.SUBMITTED


def test_what_cannot_be_published_any_more_says_why_on_the_page(house: House, sen: Client) -> None:
    entry = entries.submitted(house, "Priya", "Amara", "Ben", photos=1)
    house.permit("Ben", {Purpose.OTHERS_JOURNALS: False})
    refused = sen.post(f"/review/{entry.pk}/approve")
    assert refused.status_code == 422
    assert "Ben may not be in photographs in other children's journals." in text_of(refused)
    assert entries.fresh(entry).state == State.SUBMITTED


def test_names_of_others_are_pointed_out(house: House, sen: Client) -> None:
    named = entries.submitted(house, "Priya", "Amara", text="Amara and Kofi built a den.")
    assert "This entry names Kofi" in text_of(sen.get(f"/review/{named.pk}"))
    plain = entries.submitted(house, "Priya", "Amara", text="Amara built a den.")
    assert "This entry names" not in text_of(sen.get(f"/review/{plain.pk}"))


def test_an_entry_from_home_is_reviewed_like_the_others(house: House, sen: Client) -> None:
    entry = entries.submitted(house, "Grace", "Amara", text="We baked bread.")
    assert "We baked bread." in text_of(sen.get(f"/review/{entry.pk}"))
    sen.post(f"/review/{entry.pk}/approve")
    assert entries.fresh(entry).state == State.PUBLISHED
