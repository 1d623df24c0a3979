"""The count of addresses that tests use can fail: what was refused, walked through or led away is not used."""

import pytest
from django.test import Client

from tests import requested
from tests.cast import House


@pytest.fixture
def used(monkeypatch: pytest.MonkeyPatch) -> set[requested.Key]:
    """What is used from here on."""
    fresh: set[requested.Key] = set()
    monkeypatch.setattr(requested, "used", fresh)
    return fresh


def test_an_answer_of_the_page_counts(house: House, used: set[requested.Key]) -> None:
    house.client("Priya").get("/today")
    assert used == {("today", "GET")}


def test_what_never_reached_the_page_does_not(house: House, nobody: Client, used: set[requested.Key]) -> None:
    nobody.get("/today", headers={"Accept": "text/html"})
    house.client("Grace").get("/today")
    house.client("Priya").post("/today")
    house.client("Priya").get("/rooms/nowhere")
    with requested.uncounted():
        house.client("Priya").get("/today")
    assert used == set()


def test_whatever_was_not_used_is_listed() -> None:
    everything = requested.offered()
    assert requested.unused(everything) == []
    assert requested.unused(everything - {("today", "GET")}) == ["GET    today"]
    assert len(requested.unused(set())) == len(everything) > 150
