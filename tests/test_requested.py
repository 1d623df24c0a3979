"""The count of addresses that tests use can fail: what was refused, walked through or led away is not used."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from tests import requested
from tests.cast import House

TODAY = ("today", "GET")


@pytest.fixture
def used(monkeypatch: pytest.MonkeyPatch) -> set[requested.Key]:
    """What is used from here on."""
    fresh: set[requested.Key] = set()
    monkeypatch.setattr(requested, "used", fresh)
    return fresh


def test_an_answer_of_the_page_counts(house: House, used: set[requested.Key]) -> None:
    house.client("Priya").get("/today")
    assert used == {TODAY}


def test_what_never_reached_the_page_does_not(house: House, nobody: Client, used: set[requested.Key]) -> None:
    nobody.get("/today", headers={"Accept": "text/html"})
    house.client("Grace").get("/today")
    house.client("Priya").post("/today")
    house.client("Priya").get("/rooms/nowhere")
    assert used == set()


@pytest.mark.parametrize("walk", requested.WALKS)
def test_what_walks_through_all_of_them_does_not(
    house: House, used: set[requested.Key], monkeypatch: pytest.MonkeyPatch, walk: str
) -> None:
    client = house.client("Priya")
    monkeypatch.setenv("PYTEST_CURRENT_TEST", f"{walk}::test_something (call)")
    client.get("/today")
    assert used == set()


def test_whatever_was_not_used_is_listed() -> None:
    everything = requested.offered()
    assert requested.unused(everything) == []
    assert requested.unused(everything - {TODAY}) == ["GET    today"]
    assert len(requested.unused(set())) == len(everything) > 150


def finish(config: Any, exitstatus: int = 0) -> int:
    """How a run ends."""
    session: Any = SimpleNamespace(config=config, exitstatus=exitstatus)
    requested.pytest_sessionfinish(session, exitstatus)
    return int(session.exitstatus)


def test_a_whole_run_that_misses_one_fails(used: set[requested.Key], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(requested, "is_whole", lambda _config: True)
    used |= requested.offered()
    assert finish(SimpleNamespace()) == 0
    used.discard(TODAY)
    assert finish(SimpleNamespace()) == 1
    assert finish(SimpleNamespace(), 2) == 2
    monkeypatch.setattr(requested, "is_whole", lambda _config: False)
    assert finish(SimpleNamespace()) == 0


def test_processes_bring_together_what_they_saw(used: set[requested.Key]) -> None:
    used.add(TODAY)
    worker: Any = SimpleNamespace(workeroutput={})
    assert finish(worker) == 0
    used.clear()
    requested.pytest_testnodedown(worker)
    assert used == {TODAY}
