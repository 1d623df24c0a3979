"""Who gets in to the configuration screen: every address, every kind of caller."""

import uuid
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from heartsease.domain.access.scope import in_setting
from heartsease.domain.accounts import actions, reviewing
from heartsease.domain.children.actions import ask_for_relative
from heartsease.kernel.ids import new_id, parse_id
from tests import links
from tests.cast import PASSWORD, House

HTML = {"Accept": "text/html"}
PAGES = {
    "manage": "GET",
    "manage-people": "GET",
    "manage-person-new": "GET POST",
    "manage-person": "GET",
    "manage-person-access": "GET POST",
    "manage-person-checks": "GET POST",
    "manage-person-link": "POST",
    "manage-person-link-cancel": "POST",
    "manage-person-badge": "POST",
    "manage-person-badge-revoke": "POST",
    "manage-person-release": "POST",
    "manage-person-release-pin": "POST",
    "manage-person-sessions": "POST",
    "manage-person-suspend": "GET POST",
    "manage-person-reinstate": "GET POST",
    "manage-person-end": "GET POST",
    "manage-person-again": "GET POST",
    "manage-person-drafts": "POST",
    "manage-devices": "GET",
    "manage-device-new": "GET POST",
    "manage-device": "GET POST",
    "manage-device-unlock": "POST",
    "manage-device-answer": "POST",
    "manage-device-act": "POST",
    "manage-reviews": "GET",
    "manage-review-start": "POST",
    "manage-review": "GET POST",
    "manage-review-sign": "POST",
    "manage-rooms": "GET POST",
    "manage-room": "GET POST",
    "manage-choices": "GET POST",
    "manage-roles": "GET",
    "manage-frameworks": "GET",
    "manage-style": "GET",
    "manage-messages": "GET",
    "manage-links": "GET",
    "manage-link-second": "GET POST",
    "manage-relative": "GET POST",
    "manage-trace": "GET",
    "manage-import": "GET",
}
OF_SOMETHING = [name for name in PAGES if name.startswith("manage-person-") and name != "manage-person-new"]
OF_SOMETHING += ["manage-person", "manage-room", "manage-link-second", "manage-relative"]
OF_SOMETHING += ["manage-device", "manage-device-unlock", "manage-device-answer", "manage-device-act"]
OF_SOMETHING += ["manage-review", "manage-review-sign"]
MORE = {"manage-device-answer": ["approve"], "manage-device-act": ["retire"]}
"""What stands in an address besides its subject."""
PROVEN = [
    name
    for name, methods in PAGES.items()
    if "POST" in methods and name.startswith(("manage-person", "manage-device", "manage-review", "manage-choices"))
]
TAKES_AWAY = {
    *("manage-person-link-cancel", "manage-person-badge-revoke", "manage-person-sessions", "manage-device-act"),
    "manage-review-start",
}
"""What is sent without the password being given again: it only takes away, or begins what needs it later."""
Address = Callable[[str], str]


def subject_of(name: str, house: House) -> uuid.UUID:
    """What a page is about: a room, a link, a request or a member of staff of ``house``."""
    child, parent, room, member = {
        "Sunflower": ("Ben", "Rosa", "Acorns", "Priya"),
        "Hollies": ("Zed", "Petra", "Ivy", "Hazel"),
    }[house.setting.name]
    with in_setting(house.setting.pk):
        if name == "manage-link-second":
            if ("Femi", child) in house.links:
                return house.links["Femi", child].pk
            house.choose(most_linked_adults=1)
            return links.link(house, "Femi", child, by=member if member == "Hazel" else "Maggie").pk
        if name == "manage-relative":
            return ask_for_relative(
                actor=house.actor(parent),
                child_id=house.children[child].pk,
                full_name="Gran Hale",
                email=f"{new_id()}@example.org",
                relation="grandmother",
            ).pk
        if name.startswith("manage-review"):
            return (reviewing.open_review(house.system) or actions.start_review(actor=house.system)).pk
        if name.startswith("manage-device"):
            return house.tablet.pk
    return house.rooms[room].pk if name == "manage-room" else house.staff[member].pk


@pytest.fixture
def address(house: House) -> Address:
    """The address of a page, about Priya or the Acorns."""

    def of(name: str) -> str:
        if name not in OF_SOMETHING:
            return reverse(name)
        return reverse(name, args=[subject_of(name, house), *MORE.get(name, [])])

    return of


@pytest.mark.parametrize("name", PAGES)
def test_a_nominated_member_gets_in(house: House, address: Address, name: str) -> None:
    method = PAGES[name].split()[0]
    response = house.client("Maggie").generic(method, address(name))
    assert response.status_code in ({200} if method == "GET" else {200, 302})


@pytest.mark.parametrize("caller", ["Sen", "Priya", "Stu", "Grace", "Nana"])
@pytest.mark.parametrize("name", PAGES)
def test_no_other_role_does(house: House, address: Address, name: str, caller: str) -> None:
    client = house.client(caller)
    for method in PAGES[name].split():
        assert client.generic(method, address(name)).status_code == 403


@pytest.mark.parametrize("name", PAGES)
def test_nobody_is_asked_to_sign_in(address: Address, nobody: Client, name: str) -> None:
    response = nobody.get(address(name), headers=HTML)
    assert response.status_code == 302
    assert response.headers["Location"].startswith(reverse("sign-in"))


@pytest.mark.parametrize("name", PAGES)
def test_other_methods_are_refused(house: House, address: Address, name: str) -> None:
    client = house.client("Maggie")
    for method in {"GET", "POST", "PUT", "DELETE"} - set(PAGES[name].split()):
        assert client.generic(method, address(name)).status_code == 405


@pytest.mark.parametrize("name", PROVEN)
def test_what_gives_or_changes_needs_the_password_again(house: House, address: Address, name: str) -> None:
    """A manager's tablet that lies open for a moment must not be enough (ASVS 7.5.1)."""
    url, person = address(name), house.staff["Maggie"].person
    person.set_password(PASSWORD)
    person.save(update_fields=["password"])
    response = house.client("Maggie", proved=False).post(url, {"full_name": "Nia New"})
    asks = "Your password, please" in response.content.decode()
    assert asks == (name not in TAKES_AWAY)
    if asks:
        assert response.status_code == 403
        assert 'name="full_name" value="Nia New"' in response.content.decode()


@pytest.mark.parametrize("name", OF_SOMETHING)
def test_what_is_of_another_setting_is_not_there(house: House, hollies: House, name: str) -> None:
    subject = subject_of(name, hollies)
    client = house.client("Maggie")
    for method in PAGES[name].split():
        assert client.generic(method, reverse(name, args=[subject, *MORE.get(name, [])])).status_code == 404
    hollies.staff["Hazel"].refresh_from_db()
    assert hollies.staff["Hazel"].ended_at is None


@pytest.mark.parametrize("name", OF_SOMETHING)
def test_malformed_and_unknown_ids_are_not_there(house: House, address: Address, name: str) -> None:
    right = address(name)
    known = next(part for part in right.split("/") if parse_id(part))
    client = house.client("Maggie")
    for wrong in ("1", "none", known[:-1], str(uuid.uuid4())):
        assert client.generic(PAGES[name].split()[0], right.replace(known, wrong)).status_code == 404
