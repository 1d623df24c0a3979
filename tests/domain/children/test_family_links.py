"""Who reads a child's journal, and who shares a home (guarantees G9, G10)."""

import pytest

from heartsease.domain.children import actions, queries
from heartsease.domain.children.models import FamilyLink, Household
from heartsease.kernel.errors import ConflictError, InvalidInputError, NotAllowedError, NotFoundError
from heartsease.kernel.ids import new_id
from tests.cast import House, add_family
from tests.racing import at_once


def link(house: House, adult: str, child: str, *, relation: str = "aunt", by: str = "Maggie") -> FamilyLink:
    return actions.link_family(
        actor=house.actor(by),
        child_id=house.children[child].pk,
        membership=house.family.get(adult) or house.staff[adult],
        relation=relation,
    )


def unlink(house: House, adult: str, child: str) -> None:
    actions.unlink_family(
        actor=house.actor("Maggie"), child_id=house.children[child].pk, link_id=house.links[adult, child].pk
    )


def own(house: House, adult: str) -> list[str]:
    return [one.child.first_name for one in queries.own_children(house.actor(adult))]


def test_an_adult_sees_the_children_they_are_linked_to(house: House) -> None:
    assert own(house, "Grace") == ["Kofi", "Amara"]
    assert own(house, "Tunde") == ["Amara"]
    assert own(house, "Omar") == own(house, "Rosa") == ["Ben"]


def test_an_ended_link_ends_at_once(house: House) -> None:
    grace = house.actor("Grace")
    unlink(house, "Grace", "Amara")
    assert [one.child.first_name for one in queries.own_children(grace)] == ["Kofi"]
    assert not queries.visible_children(grace).filter(pk=house.children["Amara"].pk).exists()
    with pytest.raises(NotFoundError):
        unlink(house, "Grace", "Amara")


def test_homes(house: House) -> None:
    home = {pair: link.household_id for pair, link in house.links.items()}
    assert home["Grace", "Amara"] == home["Grace", "Kofi"] == home["Tunde", "Amara"]
    assert len({home["Rosa", "Ben"], home["Omar", "Ben"], home["Nana", "Amara"], home["Grace", "Amara"]}) == 4


def test_who_moved_out_is_a_home_of_their_own_when_linked_again(house: House) -> None:
    unlink(house, "Tunde", "Amara")
    again = link(house, "Tunde", "Amara", relation="father")
    assert again.household_id != house.links["Grace", "Amara"].household_id
    assert again.household.label == "Tunde Example"


def test_a_second_child_joins_the_home_that_is(house: House) -> None:
    assert link(house, "Rosa", "Kofi").household_id == house.links["Rosa", "Ben"].household_id


@pytest.mark.parametrize("relation", ["", " \x00", "x" * 61])
def test_a_relation_must_be_said(relation: str, house: House) -> None:
    with pytest.raises(InvalidInputError) as raised:
        link(house, "Rosa", "Amara", relation=relation)
    assert "relation" in raised.value.fields


def test_what_cannot_be_linked(house: House, hollies: House) -> None:
    households = Household.objects.count()
    with pytest.raises(ConflictError):
        link(house, "Grace", "Amara")
    with pytest.raises(InvalidInputError):
        link(house, "Priya", "Amara")
    with pytest.raises(NotFoundError):
        actions.link_family(
            actor=house.actor("Maggie"),
            child_id=hollies.children["Zed"].pk,
            membership=house.family["Grace"],
            relation="aunt",
        )
    with pytest.raises(NotFoundError):
        actions.link_family(
            actor=house.actor("Maggie"),
            child_id=house.children["Ben"].pk,
            membership=hollies.family["Petra"],
            relation="aunt",
        )
    for neighbour in (new_id(), hollies.links["Petra", "Zed"].pk):
        with pytest.raises(NotFoundError):
            actions.link_family(
                actor=house.actor("Maggie"),
                child_id=house.children["Ben"].pk,
                membership=house.family["Grace"],
                relation="aunt",
                shares_home_with=neighbour,
            )
    for name in ("Sen", "Priya", "Grace"):
        with pytest.raises(NotAllowedError):
            link(house, "Rosa", "Amara", by=name)
    assert Household.objects.count() == households
    assert FamilyLink.objects.count() == len(house.links)


def test_links_are_listed_for_staff_who_read_records(house: House, hollies: House) -> None:
    amara = house.children["Amara"].pk
    listed = [one.membership for one in queries.family_links(house.actor("Priya"), amara)]
    assert listed == [house.family[name] for name in ("Grace", "Tunde", "Nana")]
    with pytest.raises(NotAllowedError):
        queries.family_links(house.actor("Stu"), amara)
    with pytest.raises(NotAllowedError):
        queries.family_links(house.actor("Grace"), amara)
    for child_id in (hollies.children["Zed"].pk, house.children["Kofi"].pk):
        with pytest.raises(NotFoundError):
            queries.family_links(house.actor("Priya"), child_id)


def test_a_link_of_another_child_is_not_ended(house: House) -> None:
    with pytest.raises(NotFoundError):
        actions.unlink_family(
            actor=house.actor("Maggie"),
            child_id=house.children["Ben"].pk,
            link_id=house.links["Grace", "Amara"].pk,
        )
    assert FamilyLink.objects.filter(ended_at__isnull=True).count() == len(house.links)


@pytest.mark.django_db(transaction=True)
def test_the_same_link_twice_at_once_is_one(house: House) -> None:
    add_family(house, "Rosa", ("Kofi", "neighbour"))
    answers = at_once(house.setting.pk, *[lambda: link(house, "Rosa", "Amara") for _ in range(3)])
    assert sorted(type(answer).__name__ for answer in answers) == ["ConflictError", "ConflictError", "FamilyLink"]
