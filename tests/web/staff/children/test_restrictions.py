"""Restrictions on a child's record: made with a reason, lifted by two (clauses 4.9)."""

import pytest

from heartsease.domain.children.models import AccessRestriction
from tests import links
from tests.cast import House
from tests.pages import problem, text_of


def url(house: House, child: str = "Ben") -> str:
    return f"/children/{house.children[child].pk}/restrictions/{AccessRestriction.objects.get().pk}"


def new_url(house: House, child: str = "Ben") -> str:
    return f"/children/{house.children[child].pk}/restrictions/new"


def form(house: House, **changes: str) -> dict[str, str]:
    return {"adult": str(house.links["Omar", "Ben"].pk), "reason": "Order FD26 of the court."} | changes


def test_made_at_once_and_read_by_nominated_members_alone(house: House) -> None:
    maggie, omar = house.client("Maggie"), house.client("Omar")
    assert "Omar Example (father)" in text_of(maggie.get(new_url(house)))
    assert "The restriction holds from now on." in text_of(maggie.post(new_url(house), form(house), follow=True))
    assert "No journal is open to you" in text_of(omar.get("/journal", follow=True))
    assert "Order FD26 of the court." in text_of(maggie.get(url(house)))
    record = f"/children/{house.children['Ben'].pk}/record"
    assert "Omar Example<small>" in text_of(maggie.get(record))
    assert "Order" not in text_of(maggie.get(record))
    for name in ("Sen", "Priya"):
        client = house.client(name)
        assert client.get(url(house)).status_code == client.post(url(house), {"act": "lift"}).status_code == 403
        assert client.post(new_url(house), form(house)).status_code == 403
        assert "estriction" not in text_of(client.get(record))
    assert "Ben’s journal" in text_of(house.client("Rosa").get("/journal"))


def test_somebody_who_is_not_linked_is_named(house: House) -> None:
    maggie = house.client("Maggie")
    response = maggie.post(new_url(house), form(house, adult="else"))
    assert response.status_code == 422
    assert "Say whom this is about" in problem(response)
    assert maggie.post(new_url(house), form(house, adult="else", full_name="Uncle Bob")).status_code == 302
    response = maggie.post(new_url(house), form(house, adult="else", full_name="uncle bob"))
    assert response.status_code == 422
    assert "kept from the journal already" in problem(response)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("adult", "", "Choose an adult, or somebody else."),
        ("adult", "nonsense", "Select a valid choice."),
        ("reason", "", "Write down why"),
        ("reason", "x" * 1001, "at most 1000 characters"),
        ("full_name", "x" * 121, "at most 120 characters"),
    ],
)
def test_each_limit_speaks(field: str, value: str, sentence: str, house: House) -> None:
    response = house.client("Maggie").post(new_url(house), form(house, **{field: value}))
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert not AccessRestriction.objects.exists()


def test_an_adult_of_another_child_is_no_choice(house: House) -> None:
    response = house.client("Maggie").post(new_url(house), form(house, adult=str(house.links["Grace", "Amara"].pk)))
    assert response.status_code == 422


def test_lifted_by_two(house: House) -> None:
    links.add_second_member(house)
    maggie, nora, omar = house.client("Maggie"), house.client("Nora"), house.client("Omar")
    maggie.post(new_url(house), form(house))
    assert maggie.post(url(house), {"act": "lift"}).status_code == 409
    assert "Asked. Another nominated member" in text_of(maggie.post(url(house), {"act": "ask"}, follow=True))
    page = text_of(maggie.get(url(house)))
    assert "Another nominated member has to agree." in page
    assert "Agree and lift it" not in page
    assert maggie.post(url(house), {"act": "lift"}).status_code == 403
    assert "No journal is open to you" in text_of(omar.get("/journal", follow=True))
    page = text_of(nora.get(url(house)))
    assert "asked by Maggie Sunflower" in page
    assert "Agree and lift it" in page
    assert "The restriction is lifted." in text_of(nora.post(url(house), {"act": "lift"}, follow=True))
    assert "Ben’s journal" in text_of(omar.get("/journal"))
    assert nora.get(url(house)).status_code == 404


def test_kept_by_the_second(house: House) -> None:
    links.add_second_member(house)
    maggie, nora = house.client("Maggie"), house.client("Nora")
    maggie.post(new_url(house), form(house))
    maggie.post(url(house), {"act": "ask"})
    assert "The restriction stays as it is." in text_of(nora.post(url(house), {"act": "keep"}, follow=True))
    assert nora.post(url(house), {"act": "lift"}).status_code == 409


def test_one_member_alone_is_told_that_there_must_be_two(house: House) -> None:
    maggie = house.client("Maggie")
    maggie.post(new_url(house), form(house))
    assert "You are the only nominated member" in text_of(maggie.get(url(house)))


@pytest.mark.parametrize("act", ["", "destroy", "ask\x00"])
def test_nonsense_is_answered_kindly(act: str, house: House) -> None:
    maggie = house.client("Maggie")
    maggie.post(new_url(house), form(house))
    response = maggie.post(url(house), {"act": act})
    assert response.status_code == 422
    assert "Choose what is to happen" in problem(response)


def test_a_restriction_under_another_child_or_setting_is_not_there(house: House, hollies: House) -> None:
    house.client("Maggie").post(new_url(house), form(house))
    for method in ("GET", "POST"):
        assert house.client("Maggie").generic(method, url(house, "Kofi")).status_code == 404
        assert hollies.client("Hazel").generic(method, url(house)).status_code == 404
    house.children["Zed"] = hollies.children["Zed"]
    assert house.client("Maggie").get(new_url(house, "Zed")).status_code == 404
