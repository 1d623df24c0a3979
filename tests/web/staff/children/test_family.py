"""Giving access to a child's journal: the child in view, a page that asks, a link that is handed over once."""

import re
from html import unescape

import pytest
from django.test import Client

from heartsease.domain.accounts.models import Membership, Person, SignInLink
from heartsease.domain.audit.models import AuditEvent
from heartsease.domain.children.actions import restrict_access
from heartsease.domain.children.models import Child, FamilyLink
from heartsease.domain.photos.actions import set_portrait
from heartsease.domain.photos.intake import receive
from heartsease.kernel.ids import new_id
from tests.cast import PASSWORD, House
from tests.entries import photo_bytes
from tests.links import share_birthday

ADULT = {
    "full_name": "Femi Example",
    "user_name": "femi@example.org",
    "relation": "uncle",
    "role": "relative",
    "home": "",
}
LINK = re.compile(r'id="hand-over-link"[^>]*value="([^"]+)"')


def give_access(house: House, child: str, *, press: str = "give", **changes: str) -> tuple[int, str]:
    """What Maggie's browser gets for the form with ``changes``, when she looked at the child and said yes."""
    address = f"/children/{house.children[child].pk}/family/new"
    response = house.client("Maggie").post(address, ADULT | changes | ({press: "yes"} if press else {}))
    return response.status_code, unescape(response.content.decode())


def test_a_new_adult_comes_in_by_the_link_that_is_shown_once(house: House, nobody: Client) -> None:
    status, page = give_access(house, "Amara")
    assert status == 200
    found = LINK.search(page)
    assert found is not None
    assert found[1].startswith("http://testserver/sign-in/link/")
    assert Membership.objects.get(person__user_name="femi@example.org").role == "relative"
    response = nobody.post(found[1].removeprefix("http://testserver"), {"password": PASSWORD}, follow=True)
    assert response.redirect_chain[-1][0] == "/journal/confirm?next=%2Fjournal"
    assert "Amara" not in response.content.decode()
    born = str(house.children["Amara"].birth_date)
    response = nobody.post("/journal/confirm", {"birth_date": born}, follow=True)
    assert "Amara’s journal" in response.content.decode()
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


def test_the_page_that_asks_shows_the_child_and_makes_nothing(house: House) -> None:
    amara = house.children["Amara"]
    with receive([photo_bytes(1)]) as upload:
        set_portrait(actor=house.system, child=amara, photo_id=new_id(), upload=upload)
    people, links = Person.objects.count(), FamilyLink.objects.count()
    events = AuditEvent.objects.exclude(event="child:viewed").count()
    status, page = give_access(house, "Amara", press="", role="parent", has_parental_responsibility="on")
    assert status == 200
    assert "You give Femi Example, uncle, the journal of:" in page
    assert f'src="/portraits/{amara.pk}/small"' in page
    assert f"born {amara.birth_date.day} {amara.birth_date:%B %Y}" in page
    assert "They read every published entry of Amara’s journal" in page
    assert "with parental responsibility" in page
    assert "In a home of their own" in page
    assert (Person.objects.count(), FamilyLink.objects.count()) == (people, links)
    assert AuditEvent.objects.exclude(event="child:viewed").count() == events
    _status, page = give_access(house, "Amara", press="")
    assert "They see no earlier entries, no assessments and nothing of the record" in page


def test_what_was_filled_in_is_not_lost_on_the_way(house: House) -> None:
    """From the page that asks: forward with the same words, or back to the filled form."""
    _status, page = give_access(house, "Amara", press="", has_parental_responsibility="on", role="parent")
    form = page[page.index('<form class="form') :]
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
    del hidden["csrfmiddlewaretoken"]
    address = f"/children/{house.children['Amara'].pk}/family/new"
    again = unescape(house.client("Maggie").post(address, hidden | {"again": "yes"}).content.decode())
    assert 'value="Femi Example"' in again
    assert re.search(r'name="role" value="parent"[^>]* checked', again)
    assert not Person.objects.filter(user_name="femi@example.org").exists()
    assert house.client("Maggie").post(address, hidden | {"give": "yes"}).status_code == 200
    made = FamilyLink.objects.get(membership__person__user_name="femi@example.org")
    assert (made.relation, made.has_parental_responsibility, made.confirmed_at) == ("uncle", True, None)


def test_children_who_could_be_meant_instead_are_shown_with_their_birth_dates(house: House) -> None:
    _status, page = give_access(house, "Amara", press="")
    ben = house.children["Ben"]
    assert "Not one of these?" in page
    assert "<strong>Ben Example</strong>" in page
    assert f"born {ben.birth_date.day} {ben.birth_date:%B %Y}" in page
    assert "same birth date" not in page
    share_birthday(house, "Ben", "Amara")
    _status, page = give_access(house, "Amara", press="")
    assert "same birth date" in page
    assert "A second nominated member has to confirm this link" in page
    assert "You are the only nominated member" in page
    Child.objects.exclude(pk=house.children["Amara"].pk).update(full_name="Oscar Whitlock")
    _status, page = give_access(house, "Amara", press="")
    assert "Not one of these?" not in page
    assert "second nominated member" not in page


def test_what_would_be_refused_is_said_before_the_page_that_asks(house: House) -> None:
    status, page = give_access(house, "Amara", press="", user_name=house.family["Rosa"].person.user_name)
    assert status == 422
    assert "belongs to somebody else" in page
    house.choose(relatives="none")
    status, page = give_access(house, "Amara", press="")
    assert status == 422
    assert "nobody but parents and carers reads a journal" in page


def test_a_restricted_adult_is_refused_without_the_reason(house: House) -> None:
    restrict_access(
        actor=house.actor("Maggie"), child_id=house.children["Amara"].pk, full_name="femi example", reason="A secret."
    )
    status, page = give_access(house, "Amara")
    assert status == 422
    assert "A restriction on the child’s record keeps this adult from the journal." in page
    assert "A secret." not in page
    assert not Person.objects.filter(user_name="femi@example.org").exists()


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
