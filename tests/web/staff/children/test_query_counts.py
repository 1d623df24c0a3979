"""A page costs the same for few and for many."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from heartsease.domain.children.rules import Purpose
from heartsease.domain.frameworks import queries as frameworks
from tests.cast import House, add_child, add_family
from tests.web.staff.children.making import add_contact, publish

Grow = Callable[[House], None]


def cost(house: House, address: str) -> int:
    """How many queries a page takes whose children were read a moment ago: new ones are written down first."""
    client = house.client("Maggie")
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def more_children(house: House) -> None:
    for number in range(8):
        add_child(house, f"Child{number}", "Acorns", key_person="Priya")


def more_of_one_record(house: House) -> None:
    for number in range(6):
        add_contact(house, "Amara", f"Contact {number}", emergency_order=number + 1, may_collect=True)
        add_family(house, f"Adult{number}", ("Amara", "aunt"))
        house.permit("Amara", {Purpose.OWN_JOURNAL: True}, by=f"Adult {number}")


def more_entries(house: House) -> None:
    for number in range(6):
        publish(house, "Amara", "Ben", next_step=f"Step {number}.", pictures=3)


@pytest.mark.parametrize(
    ("part", "grow", "most"),
    [
        ("", more_children, 4),
        ("?q=e", more_children, 5),
        ("{child}", more_entries, 14),
        ("{child}/development", more_entries, 8),
        ("{child}/record", more_of_one_record, 10),
        ("{child}/permissions", more_of_one_record, 8),
        ("{child}/permissions/record", more_of_one_record, 12),
        ("{child}/family/new", more_of_one_record, 8),
    ],
)
def test_the_number_of_queries_does_not_grow(house: House, part: str, grow: Grow, most: int) -> None:
    publish(house, "Amara", "Ben", next_step="Step.", pictures=1)
    add_contact(house, "Amara", "Grace Example")
    address = "/children/" + part.format(child=house.children["Amara"].pk)
    frameworks.frameworks(check=True)
    few = cost(house, address)
    grow(house)
    assert cost(house, address) == few
    assert few <= most
