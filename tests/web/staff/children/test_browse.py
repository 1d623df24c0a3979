"""The list of children."""

import re

import pytest
from django.test import Client

from heartsease.domain.access.permissions import Role
from tests.cast import House, add_child, add_staff
from tests.web.staff.children.making import change_child


def names(client: Client, query: str = "") -> list[str]:
    """The names on the tiles of the page."""
    page = client.get(f"/children/{query}").content.decode()
    return re.findall(r'class="portrait-name">([^<]+)<', page)


def test_children_stand_room_by_room(house: House) -> None:
    maggie = house.client("Maggie")
    assert names(maggie) == ["Amara", "Ben", "Kofi"]
    page = maggie.get("/children/").content.decode()
    assert page.index("Acorns</h2>") < page.index("Ben") < page.index("Oaks</h2>") < page.index("Kofi")


def test_joining_and_left_are_lists_of_their_own(house: House) -> None:
    maggie = house.client("Maggie")
    assert names(maggie, "?show=joining") == ["Mia"]
    assert names(maggie, "?show=left") == ["Leo"]
    assert names(maggie, "?show=nonsense") == ["Amara", "Ben", "Kofi"]
    assert "Left on" in maggie.get("/children/?show=left").content.decode()


def test_a_practitioner_finds_own_rooms_and_key_children(house: House, hollies: House) -> None:
    assert names(house.client("Priya")) == ["Amara", "Ben"]
    assert names(house.client("Owen")) == ["Kofi"]
    add_staff(house, "New", Role.PRACTITIONER)
    assert names(house.client("New")) == []
    assert names(hollies.client("Hazel")) == ["Zed"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [("kof", ["Kofi"]), ("KOFI", ["Kofi"]), ("example be", ["Ben"]), ("zoe", ["Zoë"]), ("ZOË", ["Zoë"]), ("zzz", [])],
)
def test_search_by_any_part_of_the_name(house: House, wanted: str, found: list[str]) -> None:
    add_child(house, "Zoë", "Acorns")
    assert names(house.client("Maggie"), f"?q={wanted}") == found


def test_the_name_a_child_is_called_by_is_found_too(house: House) -> None:
    change_child(house, "Amara", known_as="Ami")
    assert names(house.client("Maggie"), "?q=ami") == ["Ami"]


def test_what_was_searched_for_is_shown_as_text(house: House) -> None:
    page = house.client("Maggie").get("/children/?q=%22><script>\x00").content.decode()
    assert "<script>\x00" not in page
    assert "&quot;&gt;&lt;script&gt;" in page
    assert "Nobody of this name" in page


def test_only_those_who_may_add_children_are_offered_to(house: House) -> None:
    assert "Add a child" in house.client("Sen").get("/children/").content.decode()
    assert "Add a child" not in house.client("Priya").get("/children/").content.decode()
