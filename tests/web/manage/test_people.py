"""Everybody at the setting."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from heartsease.domain.access.permissions import Role
from heartsease.domain.accounts.models import Membership, Person, SignInLink
from heartsease.domain.audit.models import AuditEvent
from heartsease.domain.children.models import FamilyLink
from heartsease.kernel import clock
from heartsease.web.handover import LIFETIME
from tests.cast import PASSWORD, House, add_family, add_staff

COLLEAGUE = {"full_name": "Nia New", "user_name": "nia@example.org", "role": "practitioner"}
LINK = re.compile(r'id="hand-over-link"[^>]*value="http://testserver([^"]+)"')


def person(house: House, name: str, part: str = "") -> str:
    """The address of somebody's page."""
    membership = house.staff.get(name) or house.family[name]
    return f"/manage/people/{membership.pk}{part}"


def names(house: House, query: str = "") -> list[str]:
    """The names in the list."""
    page = house.client("Maggie").get(f"/manage/people{query}").content.decode()
    return re.findall(r'class="list-text">(\w+)', page)


def test_staff_stand_by_role_with_their_rooms(house: House) -> None:
    assert names(house) == ["Maggie", "Sen", "Owen", "Priya", "Stu"]
    page = house.client("Maggie").get("/manage/people").content.decode()
    assert re.search(r"Priya Sunflower<small>Acorns</small>", page)
    assert page.count("<small>every child</small>") == 2


def test_families_stand_with_their_children(house: House) -> None:
    assert names(house, "?show=families") == ["Grace", "Omar", "Rosa", "Tunde", "Nana"]
    page = house.client("Maggie").get("/manage/people?show=families").content.decode()
    assert "<small>Amara (mother), Kofi (mother)</small>" in page


def test_search_and_the_list_of_those_who_ended(house: House) -> None:
    assert names(house, "?q=PRI") == ["Priya"]
    assert names(house, "?show=ended") == []
    house.client("Maggie").post(person(house, "Owen", "/end"))
    assert names(house, "?show=ended") == ["Owen"]
    assert "Owen" not in names(house)


def test_a_colleague_is_admitted_and_comes_in_by_the_link(house: House, nobody: Client) -> None:
    sent = COLLEAGUE | {"rooms": [str(house.rooms["Acorns"].pk)]}
    response = house.client("Maggie").post("/manage/people/new", sent)
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    found = LINK.search(response.content.decode())
    assert found is not None
    membership = Membership.objects.get(person__user_name="nia@example.org")
    assert (membership.role, list(membership.rooms.all())) == ("practitioner", [house.rooms["Acorns"]])
    assert abs(SignInLink.objects.get().expires_at - clock.now() - LIFETIME).total_seconds() < 60
    house.at_tablet(nobody).post(found[1], {"password": PASSWORD})
    page = nobody.get("/children/").content.decode()
    assert "Amara" in page
    assert "Kofi" not in page
    assert nobody.get(found[1]).status_code == 403


def test_the_link_is_on_no_later_page(house: House) -> None:
    maggie = house.client("Maggie")
    found = LINK.search(maggie.post("/manage/people/new", COLLEAGUE).content.decode())
    assert found is not None
    secret = found[1].rsplit("/", 1)[1]
    membership = Membership.objects.get(person__user_name="nia@example.org")
    for address in ("/manage/people", f"/manage/people/{membership.pk}", "/manage/people/new"):
        assert secret not in maggie.get(address).content.decode()
    assert not [row for row in AuditEvent.objects.values() if secret in str(row)]
    assert secret not in str(SignInLink.objects.values().get())
    assert secret not in str(dict(maggie.session))


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("full_name", "", "Write the full name."),
        ("full_name", "\x00", "Write the full name."),
        ("full_name", "x" * 300, "at most 120 characters fit here"),
        ("user_name", "", "Write a user name."),
        ("user_name", "x" * 300, "at most 150 characters fit here"),
        ("user_name", "nia new", "A user name has no spaces in it."),
        ("role", "", "Choose a role."),
        ("role", "parent", "Choose one of the roles."),
        ("role", "system", "Choose one of the roles."),
        ("role", "maintainer", "Choose one of the roles."),
        ("rooms", "nonsense", "Choose among the rooms of your setting."),
    ],
)
def test_each_limit_speaks_beside_its_field(house: House, field: str, value: str, sentence: str) -> None:
    before = Person.objects.count()
    response = house.client("Maggie").post("/manage/people/new", COLLEAGUE | {field: value})
    page = response.content.decode()
    assert response.status_code == 422
    beside = re.search(rf'id="id_{field}_error".*?</div>', page, flags=re.DOTALL)
    assert beside is not None
    assert sentence in beside[0]
    assert "error-summary" in page
    assert Person.objects.count() == before


def test_names_of_every_kind_are_kept(house: House) -> None:
    sent = COLLEAGUE | {"full_name": "نادية 🦋 O\x00'Brien"}
    assert house.client("Maggie").post("/manage/people/new", sent).status_code == 200
    assert Membership.objects.filter(person__full_name="نادية 🦋 O'Brien").exists()


def test_a_taken_user_name_is_refused_beside_the_field(house: House) -> None:
    taken = house.staff["Priya"].person.user_name.upper()
    response = house.client("Maggie").post("/manage/people/new", COLLEAGUE | {"user_name": taken})
    assert response.status_code == 422
    assert "belongs to somebody else" in response.content.decode()


def test_somebody_with_an_account_gets_another_role_and_no_link(house: House) -> None:
    grace = house.family["Grace"].person
    grace.set_password(PASSWORD)
    grace.save()
    sent = COLLEAGUE | {"full_name": grace.full_name, "user_name": grace.user_name}
    page = house.client("Maggie").post("/manage/people/new", sent).content.decode()
    assert "sign in as always" in page
    assert not SignInLink.objects.exists()


def test_rooms_are_changed(house: House) -> None:
    maggie = house.client("Maggie")
    page = maggie.get(person(house, "Priya")).content.decode()
    assert re.search(rf'value="{house.rooms["Acorns"].pk}"[^>]* checked', page)
    assert not re.search(rf'value="{house.rooms["Oaks"].pk}"[^>]* checked', page)
    response = maggie.post(person(house, "Priya", "/rooms"), {"rooms": [str(house.rooms["Oaks"].pk)]})
    assert response.status_code == 302
    assert list(house.staff["Priya"].rooms.all()) == [house.rooms["Oaks"]]
    maggie.post(person(house, "Priya", "/rooms"))
    assert list(house.staff["Priya"].rooms.all()) == []


def test_rooms_of_another_setting_are_no_choice(house: House, hollies: House) -> None:
    sent = {"rooms": [str(hollies.rooms["Ivy"].pk)]}
    assert house.client("Maggie").post(person(house, "Priya", "/rooms"), sent).status_code == 422
    assert list(house.staff["Priya"].rooms.all()) == [house.rooms["Acorns"]]


def test_a_new_link_takes_the_place_of_an_unused_one(house: House, nobody: Client) -> None:
    maggie = house.client("Maggie")
    links = [LINK.search(maggie.post(person(house, "Rosa", "/link")).content.decode()) for _ in range(2)]
    assert links[0] is not None
    assert links[1] is not None
    assert nobody.get(links[0][1]).status_code == 403
    assert nobody.get(links[1][1]).status_code == 200


def test_ending_access_asks_first_and_holds_from_the_next_tap(house: House) -> None:
    maggie, priya = house.client("Maggie"), house.client("Priya")
    assert "End the access of Priya" in maggie.get(person(house, "Priya", "/end")).content.decode()
    assert priya.get("/children/").status_code == 200
    assert maggie.post(person(house, "Priya", "/end")).status_code == 302
    assert priya.get("/children/").status_code == 401
    page = maggie.get(person(house, "Priya")).content.decode()
    assert "Admit again" in page
    assert "Make a link" not in page
    assert maggie.post(person(house, "Priya", "/link")).status_code == 422
    assert maggie.post(person(house, "Priya", "/again")).status_code == 302
    assert house.client("Priya").get("/children/").status_code == 200
    assert list(house.staff["Priya"].rooms.all()) == [house.rooms["Acorns"]]


def test_ending_a_parents_access_ends_every_link(house: House) -> None:
    """A later admission for another child must not bring the earlier journals back."""
    maggie = house.client("Maggie")
    assert maggie.post(person(house, "Grace", "/end")).status_code == 302
    assert not FamilyLink.objects.filter(membership=house.family["Grace"], ended_at__isnull=True).exists()
    unlinked = AuditEvent.objects.filter(event="family:unlinked").values_list("child_id", flat=True)
    assert set(unlinked) == {house.children["Amara"].pk, house.children["Kofi"].pk}
    assert maggie.post(person(house, "Grace", "/again")).status_code == 422


def test_the_last_nominated_member_stays(house: House) -> None:
    maggie = house.client("Maggie")
    assert "only one nominated member" in maggie.get("/manage/").content.decode()
    response = maggie.post(person(house, "Maggie", "/end"))
    assert response.status_code == 403
    assert "This is the last nominated member" in response.content.decode()
    add_staff(house, "Second", Role.NOMINATED_MEMBER)
    assert "only one nominated member" not in maggie.get("/manage/people").content.decode()
    assert "This is you" in maggie.get(person(house, "Maggie", "/end")).content.decode()
    assert maggie.post(person(house, "Maggie", "/end")).status_code == 302
    assert maggie.get("/manage/").status_code == 401


def test_the_page_of_a_parent_says_whose_journal_they_read(house: House) -> None:
    page = house.client("Maggie").get(person(house, "Grace")).content.decode()
    assert "Amara Example" in page
    assert "Kofi Example" in page
    assert 'name="rooms"' not in page


def test_times_are_those_of_the_setting(house: House) -> None:
    ended = dt.datetime(2026, 6, 30, 23, 30, tzinfo=dt.UTC)
    Membership.objects.filter(pk=house.staff["Owen"].pk).update(ended_at=ended)
    assert "1 July 2026, 00:30" in house.client("Maggie").get(person(house, "Owen")).content.decode()


@pytest.mark.parametrize("show", ["staff", "families"])
def test_the_number_of_queries_does_not_grow(house: House, show: str) -> None:
    def cost() -> int:
        client = house.client("Maggie")
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/manage/people?show={show}").status_code == 200
        return len(asked)

    few = cost()
    for number in range(6):
        add_staff(house, f"Colleague{number}", Role.PRACTITIONER, "Acorns", "Oaks")
        add_family(house, f"Parent{number}", ("Ben", "aunt"), ("Kofi", "aunt"))
    assert cost() == few
    assert few <= 6
