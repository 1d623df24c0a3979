"""Links and requests that wait for a nominated member."""

import pytest

from heartsease.domain.accounts.models import Person, SignInLink
from heartsease.domain.children import actions
from heartsease.domain.children.models import AccessRestriction, FamilyLink, RelativeRequest
from tests import links
from tests.cast import House
from tests.pages import problem, text_of

ACCOUNT = {"full_name": "Gran Hale", "user_name": "gran@example.org", "relation": "grandmother"}


@pytest.fixture
def unseconded(house: House) -> FamilyLink:
    """Femi, linked to Ben by Maggie, over the number that the setting chose."""
    house.choose(most_linked_adults=1)
    return links.link(house, "Femi", "Ben")


@pytest.fixture
def asked(house: House) -> RelativeRequest:
    """Rosa asks for Gran."""
    return actions.ask_for_relative(
        actor=house.actor("Rosa"),
        child_id=house.children["Ben"].pk,
        full_name="Gran Hale",
        email="gran@example.org",
        relation="grandmother",
    )


def test_nothing_waits(house: House) -> None:
    page = text_of(house.client("Maggie").get("/manage/links"))
    assert "Nothing waits" in page
    assert "Who is to read which journal" in text_of(house.client("Maggie").get("/manage/"))


def test_everything_that_waits_is_listed_once(house: House, unseconded: FamilyLink, asked: RelativeRequest) -> None:
    links.add_second_member(house)
    house.choose(most_linked_adults=9)
    links.link(house, "Ola", "Kofi")
    links.link(house, "Ade", "Kofi")
    for _ in range(2):
        links.answer(house, "Ade", links.wrong_day(house))
    links.suspend(house, "Grace", "Amara")
    links.restrict(house, "Omar", "Ben")
    actions.ask_to_lift(
        actor=house.actor("Maggie"),
        child_id=house.children["Ben"].pk,
        restriction_id=AccessRestriction.objects.get().pk,
    )
    page = text_of(house.client("Nora").get("/manage/links"))
    for words in (
        "Femi Example → Ben Example",
        "Gran Hale → Ben Example",
        "Omar Example → Ben Example",
        "Ade Example → Kofi Example",
        "Grace Example → Amara Example",
        "Ola Example → Kofi Example",
        "Stopped after two wrong answers",
        "to be looked at on",
    ):
        assert words in page
    assert page.count("Femi Example → Ben Example") == 2, "as the second, and because he has not answered"
    assert "you made it" not in page
    assert "only nominated member" not in page
    assert "you made it" in text_of(house.client("Maggie").get("/manage/links"))
    assert "4 wait for your decision." in text_of(house.client("Nora").get("/manage/"))


def test_the_second_pair_of_eyes(house: House, unseconded: FamilyLink) -> None:
    links.add_second_member(house)
    url, nora = f"/manage/links/{unseconded.pk}/second", house.client("Nora")
    page = text_of(nora.get(url))
    ben = house.children["Ben"]
    for words in ("Femi Example, aunt", "Ben Example", f"born {ben.birth_date.day} {ben.birth_date:%B %Y}"):
        assert words in page
    assert "Not one of these?" in page
    assert "Confirmed." in text_of(nora.post(url, follow=True))
    assert nora.get(url).status_code == nora.post(url).status_code == 404
    links.answer_rightly(house, "Femi", "Ben")
    assert links.own(house, "Femi") == ["Ben"]


def test_never_the_one_who_made_it(house: House, unseconded: FamilyLink) -> None:
    url, maggie = f"/manage/links/{unseconded.pk}/second", house.client("Maggie")
    page = text_of(maggie.get(url))
    assert "you are the only one. Admit a second one first." in page
    assert "Yes, they belong together" not in page
    assert maggie.post(url).status_code == 403
    assert "admit another nominated member first" in text_of(maggie.get("/manage/links"))
    links.add_second_member(house)
    assert "Another nominated member has to look at it." in text_of(maggie.get(url))


def test_what_needs_no_second_is_not_there(house: House, hollies: House) -> None:
    links.link(house, "Femi", "Ben")
    for link in (house.links["Femi", "Ben"], house.links["Grace", "Amara"], hollies.links["Petra", "Zed"]):
        assert house.client("Maggie").get(f"/manage/links/{link.pk}/second").status_code == 404


def test_agreeing_makes_account_and_link(house: House, asked: RelativeRequest) -> None:
    url, maggie = f"/manage/links/relatives/{asked.pk}", house.client("Maggie")
    page = text_of(maggie.get(url))
    for words in ("May Gran Hale read along?", "Rosa Example asked on", 'value="gran@example.org"', "Ben Example"):
        assert words in page
    page = text_of(maggie.post(url, ACCOUNT))
    assert "/sign-in/link/" in page
    assert SignInLink.objects.filter(membership__person__user_name="gran@example.org").count() == 1
    link = FamilyLink.objects.get(membership__person__user_name="gran@example.org")
    assert (link.relation, link.confirmed_at, link.linked_by) == ("grandmother", None, house.staff["Maggie"])
    assert maggie.get(url).status_code == maggie.post(url, ACCOUNT).status_code == 404


def test_who_has_an_account_needs_no_link(house: House, asked: RelativeRequest) -> None:
    nana = house.family["Nana"].person
    nana.set_password("seven purple pansies dance")
    nana.save()
    given = ACCOUNT | {"full_name": nana.full_name, "user_name": nana.user_name}
    page = text_of(house.client("Maggie").post(f"/manage/links/relatives/{asked.pk}", given))
    assert "sign in as always" in page
    assert not SignInLink.objects.exists()


def test_declining_takes_a_word(house: House, asked: RelativeRequest) -> None:
    url, maggie = f"/manage/links/relatives/{asked.pk}", house.client("Maggie")
    response = maggie.post(url, {"decline": "yes", "words": " "})
    assert response.status_code == 422
    assert "Write a word to the parent." in problem(response)
    assert 'value="gran@example.org"' in text_of(response)
    page = text_of(maggie.post(url, {"decline": "yes", "words": "Please come and see us."}, follow=True))
    assert "Declined. The parent reads your words." in page
    assert "Please come and see us." in text_of(house.client("Rosa").get("/relatives"))
    assert not Person.objects.filter(user_name="gran@example.org").exists()


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("full_name", "", "Write the full name."),
        ("full_name", "x" * 121, "at most 120 characters"),
        ("user_name", "two words", "A user name has no spaces in it."),
        ("user_name", "", "Write a user name."),
        ("relation", "", "Say what this adult is to the child"),
    ],
)
def test_each_limit_speaks(field: str, value: str, sentence: str, house: House, asked: RelativeRequest) -> None:
    response = house.client("Maggie").post(f"/manage/links/relatives/{asked.pk}", ACCOUNT | {field: value})
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert not Person.objects.filter(user_name="gran@example.org").exists()


def test_a_user_name_of_somebody_else_is_refused_beside_the_field(house: House, asked: RelativeRequest) -> None:
    taken = ACCOUNT | {"user_name": house.family["Grace"].person.user_name}
    response = house.client("Maggie").post(f"/manage/links/relatives/{asked.pk}", taken)
    assert response.status_code == 422
    assert "belongs to somebody else" in problem(response)


def test_requests_of_another_setting_are_not_there(house: House, hollies: House, asked: RelativeRequest) -> None:
    hazel = hollies.client("Hazel")
    assert "Gran" not in text_of(hazel.get("/manage/links"))
    for method in ("GET", "POST"):
        assert hazel.generic(method, f"/manage/links/relatives/{asked.pk}").status_code == 404
