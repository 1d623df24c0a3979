"""Who gets in to the pages of the own account: every address, every kind of caller."""

import uuid
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from heartsease.domain.accounts import actions
from heartsease.domain.accounts.models import Device, DeviceState, Passkey, Person, Pin, Session
from tests.authenticator import SoftKey
from tests.cast import House
from tests.pages import led_to
from tests.web.account.asking import HTML, Browser, enrol, everything_of, person, set_up_app

PAGES = {
    "account": "GET",
    "account-sessions-end": "POST",
    "account-session-end": "POST",
    "account-device-end": "POST",
    "account-password": "GET POST",
    "account-email": "GET POST",
    "account-factors": "GET POST",
    "account-code-app": "GET POST",
    "account-code-app-remove": "POST",
    "account-passkey": "GET POST",
    "account-passkey-remove": "POST",
    "account-recovery": "GET POST",
    "account-pin": "GET POST",
    "account-pin-bring": "GET POST",
    "account-known": "GET POST",
}
OF_STAFF = {"account-pin", "account-pin-bring"}
OF_SOMETHING = ["account-session-end", "account-device-end", "account-passkey-remove"]
NEED_PROOF = {name for name, methods in PAGES.items() if "POST" in methods} - {
    *("account-sessions-end", "account-session-end", "account-device-end", "account-known"),
}
BEFORE_GATES = {
    *("account-password", "account-known"),
    *("account-factors", "account-code-app", "account-passkey", "account-recovery"),
}
EVERYBODY = ["Maggie", "Sen", "Priya", "Stu", "Grace", "Nana"]
STAFF = {"Maggie", "Sen", "Priya", "Stu"}

Address = Callable[[str], str]


@pytest.fixture
def address(house: House) -> Address:
    """The address of a page; what it is about is Owen's."""
    owen = house.staff["Owen"]
    key = SoftKey()
    ids = {
        "account-session-end": house.signed_in("Owen").session,
        "account-device-end": actions.ask_for_device(membership=owen, browser="", source="").device.pk,
        "account-passkey-remove": Passkey.objects.create(
            person=owen.person, name="x", credential_id=key.id, credential=bytes(key.credential)
        ).pk,
    }
    return lambda name: reverse(name, args=[ids[name]] if name in ids else [])


@pytest.mark.parametrize("caller", EVERYBODY)
@pytest.mark.parametrize("name", [name for name in PAGES if "GET" in PAGES[name]])
def test_everybody_gets_in_to_their_own(house: House, address: Address, name: str, caller: str) -> None:
    if name in OF_STAFF and caller not in STAFF:
        return
    response = house.client(caller).get(address(name), headers=HTML)
    assert response.status_code in {200, 302}
    assert not response.headers.get("Location", "").startswith("/lock")
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("caller", ["Grace", "Nana"])
@pytest.mark.parametrize("name", sorted(OF_STAFF))
def test_pins_are_for_staff(house: House, address: Address, name: str, caller: str) -> None:
    client = house.client(caller)
    for method in PAGES[name].split():
        assert client.generic(method, address(name)).status_code == 403


@pytest.mark.parametrize("name", PAGES)
def test_nobody_is_asked_to_sign_in(address: Address, nobody: Client, name: str) -> None:
    for method in PAGES[name].split():
        response = nobody.generic(method, address(name), headers=HTML)
        assert response.status_code == 302
        assert response.headers["Location"].startswith(reverse("sign-in"))


@pytest.mark.parametrize("name", PAGES)
def test_other_methods_are_refused(house: House, address: Address, name: str) -> None:
    client = house.client("Maggie")
    for method in {"GET", "POST", "PUT", "DELETE", "PATCH"} - set(PAGES[name].split()):
        assert client.generic(method, address(name)).status_code == 405


@pytest.mark.parametrize("name", OF_SOMETHING)
def test_what_is_of_somebody_else_is_not_there(house: House, address: Address, name: str) -> None:
    """Nominated members, colleagues and families: the same answer as for what never was, and nothing changes."""
    for caller in EVERYBODY:
        response = house.client(caller).post(address(name), headers=HTML)
        assert response.status_code == 404, caller
    assert Session.objects.filter(person=person(house, "Owen")).exists()
    assert Passkey.objects.filter(person=person(house, "Owen")).exists()
    assert Device.objects.get(owner=person(house, "Owen")).state == DeviceState.WAITING


@pytest.mark.parametrize("name", OF_SOMETHING)
def test_what_is_of_another_setting_is_not_there(house: House, hollies: House, address: Address, name: str) -> None:
    assert hollies.client("Hazel").post(address(name)).status_code == 404
    assert Device.objects.get(owner=person(house, "Owen")).state == DeviceState.WAITING


@pytest.mark.parametrize("name", OF_SOMETHING)
def test_malformed_and_unknown_ids_are_not_there(house: House, address: Address, name: str) -> None:
    known = next(part for part in address(name).split("/") if len(part) == 36)
    client = house.client("Owen")
    for wrong in ("1", "none", known[:-1], f"{known}0", str(uuid.uuid4()), "%00"):
        assert client.post(address(name).replace(known, wrong)).status_code == 404, wrong


@pytest.mark.parametrize("name", sorted(NEED_PROOF))
def test_an_old_sign_in_is_asked_for_the_password_and_changes_nothing(
    house: House, stale: Browser, address: Address, name: str
) -> None:
    set_up_app(house, "Owen")
    actions.make_pin(actor=house.signed_in("Owen"))
    client = stale("Owen")
    if name == "account-pin-bring":  # asks only where a PIN is to be brought
        Pin.objects.update(device=enrol(house))
    before = everything_of(house, "Owen")
    response = client.post(address(name), {"password": "eight yellow ducks swim", "email": "o@example.org", "pin": "1"})
    assert response.status_code == 403
    assert 'name="password_again"' in response.content.decode()
    assert everything_of(house, "Owen") == before


@pytest.mark.parametrize("name", PAGES)
def test_while_the_password_may_be_known_nothing_is_added(house: House, address: Address, name: str) -> None:
    """Only the page that replaces it is open, and those that say so by themselves."""
    Person.objects.filter(pk=person(house, "Owen").pk).update(must_set_password=True)
    before = everything_of(house, "Owen")
    for method in PAGES[name].split():
        response = house.client("Owen").generic(method, address(name), headers=HTML)
        is_led = led_to(response) == reverse("account-password")
        assert is_led == (name not in BEFORE_GATES), method
        assert everything_of(house, "Owen") == before


@pytest.mark.parametrize("name", PAGES)
def test_on_a_device_without_a_second_factor_only_its_pages_are_open(
    house: House, address: Address, on_own_device: Browser, name: str
) -> None:
    """Whatever else is asked for leads there, and is not done."""
    Passkey.objects.all().delete()
    client = on_own_device("Owen")
    before = everything_of(house, "Owen")
    for method in PAGES[name].split():
        if name in BEFORE_GATES:
            continue
        response = client.generic(method, address(name), headers=HTML)
        assert (response.status_code, led_to(response)) == (302, reverse("account-factors")), method
        assert everything_of(house, "Owen") == before
