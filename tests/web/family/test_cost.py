"""What a page costs: at most eight queries and 60 KB, however much there is (issue: Numbers)."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from heartsease.domain.frameworks import queries as frameworks
from heartsease.domain.journal.models import Observation
from tests.cast import House
from tests.web.family.making import entry_url, publish, say, write_at_home

MOST_QUERIES = 8
MOST_BYTES = 60_000


def cost(client: Client, path: str) -> tuple[int, int]:
    """Queries and bytes of a page."""
    with CaptureQueriesContext(connection) as asked:
        response = client.get(path)
    assert response.status_code == 200
    return len(asked), len(response.content)


def fill(house: House, number: int) -> Observation:
    """Entries with pictures, areas, a line, a friend and comments."""
    tree = frameworks.framework("eyfs")
    tags = frozenset(area.id for area in tree.areas)
    for count in range(number):
        entry = publish(
            house,
            "Amara",
            "Ben",
            text="Heavy blocks first. " * 20,
            lines={"Amara": "She carried the tenth. " * 15},
            photos=5 if count < 2 else 1,
            next_step="Draw the plan of a tower before building it. " * 5,
            tags=tags,
            days_ago=1 + 40 * count,
        )
        say(house, entry, "Amara", "Priya", "So proud.")
    return entry


def test_a_first_page_of_twelve_rich_entries_is_small_and_quick(house: House) -> None:
    fill(house, 13)
    tunde = house.client("Tunde")
    address = f"/journal/{house.children['Amara'].pk}"
    tunde.get(address)
    for path in ("/journal", address):
        queries, size = cost(tunde, path)
        assert queries <= MOST_QUERIES
        assert size <= MOST_BYTES


def test_the_worst_words_stay_small_too(house: House) -> None:
    for number in range(12):
        publish(
            house,
            "Amara",
            text="<&'\">" * 2000,
            lines={"Amara": "<&'\">" * 400},
            next_step="<&'\">" * 400,
            days_ago=1 + number,
        )
    assert cost(house.client("Tunde"), "/journal")[1] <= 2 * MOST_BYTES


def test_switching_children_writes_nothing(house: House) -> None:
    publish(house, "Amara")
    publish(house, "Kofi", by="Owen")
    grace = house.client("Grace")
    for child in ("Amara", "Kofi", "Amara"):
        assert cost(grace, f"/journal/{house.children[child].pk}")[0] <= MOST_QUERIES


@pytest.mark.parametrize("page", ["timeline", "entry", "from-home"])
def test_a_page_costs_the_same_for_few_and_for_many(house: House, page: str) -> None:
    grace = house.client("Grace")
    entry = fill(house, 1)
    write_at_home(house, "Grace", "Amara", photos=1)
    path = {
        "timeline": f"/journal/{house.children['Amara'].pk}",
        "entry": entry_url(house, entry),
        "from-home": "/from-home",
    }[page]
    grace.get(path)
    before = cost(grace, path)[0]
    fill(house, 4)
    for number in range(3):
        write_at_home(house, "Grace", "Amara", text=f"Number {number}.", photos=2, send=True)
        say(house, entry, "Amara", "Grace", f"Number {number}.")
    assert cost(grace, path)[0] == before
    # Opening an entry leaves a line in the trace, which is one of its ten.
    assert before <= (10 if page == "entry" else 12 if page == "from-home" else MOST_QUERIES)


def test_a_page_of_older_entries_costs_no_more(house: House) -> None:
    fill(house, 14)
    tunde = house.client("Tunde")
    older = re.search(r'hx-get="([^"]+)"', tunde.get("/journal").content.decode())
    assert older is not None
    assert cost(tunde, older[1])[0] <= MOST_QUERIES
