"""Who gets in to which of the children's pages: every address, every kind of caller."""

import uuid
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from heartsease.domain.children.actions import restrict_access
from heartsease.domain.children.models import AccessRestriction, FamilyLink, PhotoPermission
from heartsease.domain.journal.models import NextStep
from tests import links
from tests.cast import House
from tests.web.staff.children.making import add_contact, publish

HTML = {"Accept": "text/html"}
EVERYBODY = {"Maggie", "Sen", "Priya", "Stu"}
READERS = {"Maggie", "Sen", "Priya"}
SENIORS = {"Maggie", "Sen"}
NOMINATED = {"Maggie"}
CALLERS = ["Maggie", "Sen", "Priya", "Stu", "Grace", "Nana"]

PAGES: dict[str, tuple[set[str], str]] = {
    "children": (EVERYBODY, "GET"),
    "child-new": (SENIORS, "GET POST"),
    "child": (EVERYBODY, "GET"),
    "child-development": (EVERYBODY, "GET"),
    "next-step-done": (EVERYBODY, "POST"),
    "child-record": (READERS, "GET"),
    "child-edit": (SENIORS, "GET POST"),
    "child-portrait": (SENIORS, "GET POST"),
    "contact-new": (SENIORS, "GET POST"),
    "contact-edit": (SENIORS, "GET POST"),
    "contact-remove": (SENIORS, "GET POST"),
    "family-link": (NOMINATED, "GET POST"),
    "family-one": (NOMINATED, "GET"),
    "family-seen": (NOMINATED, "GET"),
    "family-pause": (NOMINATED, "GET POST"),
    "family-reopen": (NOMINATED, "POST"),
    "family-ask-again": (NOMINATED, "POST"),
    "family-end": (NOMINATED, "GET POST"),
    "restriction-new": (NOMINATED, "GET POST"),
    "restriction": (NOMINATED, "GET POST"),
    "child-permissions": (EVERYBODY, "GET"),
    "child-permissions-record": (SENIORS, "GET POST"),
    "child-facts": (SENIORS, "GET"),
    "child-facts-edit": (NOMINATED, "GET POST"),
}
OF_A_CHILD = [name for name in PAGES if name not in {"children", "child-new"}]
WITHOUT_QUESTIONS = {
    "next-step-done",
    "contact-remove",
    "family-reopen",
    "family-ask-again",
    "restriction",
    "child-facts-edit",
}
FORMS = [name for name in OF_A_CHILD if "POST" in PAGES[name][1] and name not in WITHOUT_QUESTIONS]
Address = Callable[[str, str], str]


@pytest.fixture
def address(house: House) -> Address:
    """The address of a page about a child, with what else it names; Amara has one of everything."""
    publish(house, "Amara", next_step="Pour from the small jug.")
    parts = {
        "next-step-done": NextStep.objects.get().pk,
        "contact-edit": (contact := add_contact(house, "Amara", "Grace Example").pk),
        "contact-remove": contact,
        "restriction": _restricted(house),
        "family-reopen": _paused(house),
        "family-ask-again": _frozen(house),
        **dict.fromkeys(["family-one", "family-seen", "family-pause", "family-end"], house.links["Nana", "Amara"].pk),
    }

    def of(name: str, child: str) -> str:
        if name not in OF_A_CHILD:
            return reverse(name)
        more = [parts[name]] if name in parts else []
        return reverse(name, args=[house.children[child].pk, *more])

    return of


def _restricted(house: House) -> uuid.UUID:
    restrict_access(actor=house.system, child_id=house.children["Amara"].pk, full_name="Uncle Bob", reason="An order.")
    return AccessRestriction.objects.get().pk


def _paused(house: House) -> uuid.UUID:
    links.suspend(house, "Tunde", "Amara")
    return house.links["Tunde", "Amara"].pk


def _frozen(house: House) -> uuid.UUID:
    links.link(house, "Femi", "Amara")
    for _ in range(2):
        links.answer(house, "Femi", links.wrong_day(house))
    return house.links["Femi", "Amara"].pk


@pytest.mark.parametrize("caller", CALLERS)
@pytest.mark.parametrize("name", PAGES)
def test_each_role_gets_what_it_may_and_nothing_else(house: House, address: Address, name: str, caller: str) -> None:
    admitted, methods = PAGES[name]
    method = methods.split()[0]
    response = house.client(caller).generic(method, address(name, "Amara"), headers=HTML)
    expected = {"GET": 200, "POST": 302}[method] if caller in admitted else 403
    assert response.status_code == expected


@pytest.mark.parametrize("name", PAGES)
def test_nobody_is_asked_to_sign_in(address: Address, nobody: Client, name: str) -> None:
    response = nobody.get(address(name, "Amara"), headers=HTML)
    assert response.status_code == 302
    assert response.headers["Location"].startswith(reverse("sign-in"))


@pytest.mark.parametrize("name", PAGES)
def test_other_methods_are_refused(house: House, address: Address, name: str) -> None:
    allowed = PAGES[name][1].split()
    client = house.client("Maggie")
    for method in {"GET", "POST", "PUT", "DELETE"} - set(allowed):
        assert client.generic(method, address(name, "Amara")).status_code == 405


@pytest.mark.parametrize("name", OF_A_CHILD)
def test_a_child_of_another_setting_is_not_there(house: House, hollies: House, address: Address, name: str) -> None:
    house.children["Zed"] = hollies.children["Zed"]
    client = house.client("Maggie")
    for method in PAGES[name][1].split():
        assert client.generic(method, address(name, "Zed")).status_code == 404


@pytest.mark.parametrize("name", ["child", "child-development", "next-step-done", "child-record", "child-permissions"])
def test_a_child_outside_the_scope_is_not_there(house: House, address: Address, name: str) -> None:
    """Owen works in the Oaks; the setting chose rooms as the scope."""
    owen = house.client("Owen")
    method = PAGES[name][1].split()[0]
    assert owen.generic(method, address(name, "Amara")).status_code == 404
    house.choose(staff_scope="all")
    assert owen.generic(method, address(name, "Amara")).status_code in {200, 302}


@pytest.mark.parametrize("name", OF_A_CHILD)
def test_a_malformed_id_is_not_there(house: House, address: Address, name: str) -> None:
    child_id = str(house.children["Amara"].pk)
    client = house.client("Maggie")
    method = PAGES[name][1].split()[0]
    for wrong in ("1", "none", child_id[:-1], f"{child_id}x"):
        assert client.generic(method, address(name, "Amara").replace(child_id, wrong)).status_code == 404


@pytest.mark.parametrize("name", OF_A_CHILD)
def test_an_unknown_child_is_not_there(house: House, address: Address, name: str) -> None:
    unknown = address(name, "Amara").replace(str(house.children["Amara"].pk), str(uuid.uuid4()))
    assert house.client("Maggie").generic(PAGES[name][1].split()[0], unknown).status_code == 404


def test_parts_of_another_child_are_not_there(house: House, address: Address) -> None:
    """A contact or a link is found under its own child only."""
    maggie = house.client("Maggie")
    for name in ("contact-edit", "contact-remove", "family-pause", "family-end", "restriction"):
        assert maggie.get(address(name, "Ben")).status_code == 404
        assert maggie.post(address(name, "Ben")).status_code == 404
    assert FamilyLink.objects.get(pk=house.links["Nana", "Amara"].pk).ended_at is None


@pytest.mark.parametrize("name", FORMS)
def test_an_empty_form_changes_nothing(house: House, address: Address, name: str) -> None:
    answers = PhotoPermission.objects.count()
    response = house.client("Maggie").post(address(name, "Amara"))
    assert response.status_code == 422
    assert b"error-summary" in response.content
    assert PhotoPermission.objects.count() == answers
