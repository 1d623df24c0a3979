"""Who reads a child's journal: given, handed over once, ended."""

import re

import pytest
from django.test import Client

from heartsease.domain.accounts.models import Membership, Person, SignInLink
from heartsease.domain.children.models import FamilyLink
from tests.cast import PASSWORD, House

ADULT = {
    "full_name": "Femi Example",
    "user_name": "femi@example.org",
    "relation": "uncle",
    "role": "relative",
    "home": "",
}
LINK = re.compile(r'id="hand-over-link"[^>]*value="([^"]+)"')


def give_access(house: House, child: str, **changes: str) -> tuple[int, str]:
    """What Maggie's browser gets for the form with ``changes``."""
    address = f"/children/{house.children[child].pk}/family/new"
    response = house.client("Maggie").post(address, ADULT | changes)
    return response.status_code, response.content.decode()


def test_a_new_adult_comes_in_by_the_link_that_is_shown_once(house: House, nobody: Client) -> None:
    status, page = give_access(house, "Amara")
    assert status == 200
    found = LINK.search(page)
    assert found is not None
    assert found[1].startswith("http://testserver/sign-in/link/")
    assert Membership.objects.get(person__user_name="femi@example.org").role == "relative"
    response = nobody.post(found[1].removeprefix("http://testserver"), {"password": PASSWORD}, follow=True)
    assert response.status_code == 200
    assert "Amara" in response.content.decode()
    secret = found[1].rsplit("/", 1)[1]
    for page_of_it in ("record", "family/new"):
        later = house.client("Maggie").get(f"/children/{house.children['Amara'].pk}/{page_of_it}").content.decode()
        assert secret not in later
    assert not SignInLink.objects.filter(digest=secret).exists()


def test_the_page_names_child_and_birth_date_before_access_is_given(house: House) -> None:
    amara = house.children["Amara"]
    page = house.client("Maggie").get(f"/children/{amara.pk}/family/new").content.decode()
    assert "<strong>Amara Example</strong>" in page
    assert f"{amara.birth_date.day} {amara.birth_date:%B %Y}" in page


def test_a_parent_who_has_an_account_needs_no_link(house: House) -> None:
    grace = house.family["Grace"].person
    grace.set_password(PASSWORD)
    grace.save()
    status, page = give_access(
        house, "Ben", full_name=grace.full_name, user_name=grace.user_name, role="parent", relation="stepmother"
    )
    assert status == 200
    assert not LINK.search(page)
    assert "sign in as always" in page
    assert FamilyLink.objects.filter(membership=house.family["Grace"], child=house.children["Ben"]).exists()
    assert not SignInLink.objects.exists()


def test_adults_share_a_home_only_where_that_was_said(house: House) -> None:
    give_access(house, "Amara", home=str(house.links["Nana", "Amara"].pk))
    give_access(house, "Amara", full_name="Ola Example", user_name="ola", relation="aunt")
    home_of = {
        link.membership.person.full_name: link.household_id
        for link in FamilyLink.objects.filter(child=house.children["Amara"]).select_related("membership__person")
    }
    assert home_of["Femi Example"] == home_of["Nana Example"]
    assert home_of["Ola Example"] not in {home_of["Nana Example"], home_of["Grace Example"]}
    page = house.client("Sen").get(f"/children/{house.children['Amara'].pk}/record").content.decode()
    assert page.count("Home ") == 3


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("full_name", "", "Write the full name."),
        ("full_name", "x" * 300, "at most 120 characters fit here"),
        ("user_name", "", "Write a user name."),
        ("user_name", "two words", "A user name has no spaces in it."),
        ("user_name", "x" * 151, "at most 150 characters fit here"),
        ("relation", "", "Say what this adult is to the child"),
        ("relation", "x" * 61, "at most 60 characters fit here"),
        ("role", "nominated_member", "Select a valid choice."),
        ("role", "", "Choose as what they read."),
        ("home", "nonsense", "Select a valid choice."),
    ],
)
def test_each_limit_speaks_beside_its_field(house: House, field: str, value: str, sentence: str) -> None:
    people, links = Person.objects.count(), FamilyLink.objects.count()
    status, page = give_access(house, "Amara", **{field: value})
    assert status == 422
    beside = re.search(rf'id="id_{field}_error".*?</div>', page, flags=re.DOTALL)
    assert beside is not None
    assert sentence in beside[0]
    assert "uncle" in page or field == "relation"
    assert (Person.objects.count(), FamilyLink.objects.count()) == (people, links)


def test_the_home_of_another_childs_family_is_no_choice(house: House) -> None:
    status, _page = give_access(house, "Amara", home=str(house.links["Rosa", "Ben"].pk))
    assert status == 422


def test_a_user_name_of_somebody_else_is_refused_beside_the_field(house: House) -> None:
    status, page = give_access(house, "Amara", user_name=house.family["Rosa"].person.user_name.upper())
    assert status == 422
    assert "belongs to somebody else" in page
    assert not FamilyLink.objects.filter(membership=house.family["Rosa"], child=house.children["Amara"]).exists()


def test_linking_twice_is_refused_and_leaves_nothing_behind(house: House) -> None:
    grace = house.family["Grace"].person
    status, page = give_access(
        house, "Amara", full_name=grace.full_name, user_name=grace.user_name, role="parent", relation="mother"
    )
    assert status == 422
    assert "linked to the child already" in page
    assert not SignInLink.objects.exists()
    status, _page = give_access(house, "Amara", full_name=grace.full_name, user_name=grace.user_name, relation="mother")
    assert status == 200


def test_a_failed_link_takes_the_admission_back(house: House) -> None:
    """An adult who was admitted for a link that could not be made would be let in to nothing."""
    tunde = house.family["Tunde"]
    Membership.objects.filter(pk=tunde.pk).update(ended_at="2026-01-01T00:00Z")
    status, _page = give_access(
        house,
        "Amara",
        full_name=tunde.person.full_name,
        user_name=tunde.person.user_name,
        role="parent",
        relation="father",
    )
    assert status == 422
    tunde.refresh_from_db()
    assert tunde.ended_at is not None


def test_ending_access_asks_first_and_holds_from_the_next_tap(house: House) -> None:
    link = house.links["Nana", "Amara"]
    address = f"/children/{house.children['Amara'].pk}/family/{link.pk}/end"
    maggie, nana = house.client("Maggie"), house.client("Nana")
    assert "End the access of Nana Example?" in maggie.get(address).content.decode()
    assert "Amara" in nana.get("/journal", follow=True).content.decode()
    assert maggie.post(address).status_code == 302
    assert "Amara" not in nana.get("/journal", follow=True).content.decode()
    page = maggie.get(f"/children/{house.children['Amara'].pk}/record").content.decode()
    assert str(link.pk) not in page
    assert maggie.post(address).status_code == 404
