"""Which children could be taken for one another (clauses 4.2)."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from heartsease.domain.access.permissions import Role
from heartsease.domain.children import queries
from heartsease.domain.children.rules import could_be_confused
from heartsease.kernel.errors import NotAllowedError
from tests.cast import House, add_child

names = some.tuples(some.text("abcdeéÅ -'", max_size=12), some.text("abcé", max_size=5))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Amara Okafor", ""), ("Amara Whitlock", "")),
        (("Amara Okafor", ""), ("Kofi Okafor", "")),
        (("Amara Okafor", ""), ("Amira Hale", "")),
        (("Amara Okafor", ""), ("Tamara Hale", "")),
        (("Jon Hale", ""), ("John Moss", "")),
        (("Sara Hale", ""), ("Sarah Moss", "")),
        (("Zoë Hale", ""), ("Zoe Moss", "")),
        (("Benjamin Hale", "Ben"), ("Benedict Moss", "Ben")),
        (("Benjamin Hale", "Ben"), ("Ben Moss", "")),
        (("Leo Hale", ""), ("LEON Moss", "")),
        (("Ivy", ""), ("Ivy", "")),
        (("Anna O'Brien", ""), ("Tom Obrien", "")),
    ],
)
def test_names_that_are_alike(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert could_be_confused(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Amara Okafor", ""), ("Ben Hale", "")),
        (("Ben Hale", ""), ("Ken Moss", "")),
        (("Leo Hale", ""), ("Theo Moss", "")),
        (("Ivy", ""), ("Ian", "")),
        (("", ""), ("Ivy", "")),
        (("", ""), ("", "")),
    ],
)
def test_names_that_are_not(one: tuple[str, str], other: tuple[str, str]) -> None:
    # Two children without any name are a fault of another kind, and the table does not take them.
    assert could_be_confused(one, other) is (one == other == ("", ""))


@given(names, names)
def test_it_is_the_same_both_ways(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert could_be_confused(one, other) == could_be_confused(other, one)


@given(names)
def test_everybody_is_like_themselves(one: tuple[str, str]) -> None:
    assert could_be_confused(one, one)


def test_those_who_could_be_meant_are_listed_the_likeliest_first(house: House) -> None:
    """Leo has left and is not offered; everybody of the cast has one surname."""
    add_child(house, "Amira", "Oaks")
    maggie, amara = house.actor("Maggie"), house.children["Amara"]
    assert [one.first_name for one in queries.could_be_taken_for(maggie, amara)] == ["Amira", "Ben", "Kofi", "Mia"]
    house.children["Ben"].full_name = "Ben Hale"
    house.children["Ben"].save()
    assert "Ben" not in {one.first_name for one in queries.could_be_taken_for(maggie, amara)}


def test_only_those_who_link_are_told(house: House) -> None:
    for name in [name for name, one in house.staff.items() if one.role != Role.NOMINATED_MEMBER] + ["Grace"]:
        with pytest.raises(NotAllowedError):
            queries.could_be_taken_for(house.actor(name), house.children["Amara"])
