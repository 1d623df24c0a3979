"""My own account, on phone and tablet: passkeys, an app with codes, a PIN, and what to do when a login is known."""

import re
import time
from urllib.parse import urlsplit

import pyotp
import pytest
from playwright.sync_api import CDPSession, expect

from tests.cast import PASSWORD
from tests.journeys.conftest import Visit
from tests.journeys.server import Server
from tests.journeys.stage import House, Stage
from tests.journeys.visitor import DESK, PHONE, TABLET, Device, Visitor

NEW = "eight yellow ducks swim"


@pytest.fixture
def house(stage: Stage) -> House:
    """Sunflower, where tablets lock late enough for a busy machine."""
    return stage.sunflower(idle_tablet_minutes=30)


@pytest.fixture
def localhost(server: Server) -> str:
    """The server by a name: browsers make no passkeys for a number."""
    return server.address.replace("127.0.0.1", "localhost")


def plug_in(visitor: Visitor) -> tuple[CDPSession, str]:
    """Give the device a reader for fingers, which finds its owner's."""
    wire = visitor.context.new_cdp_session(visitor.page)
    wire.send("WebAuthn.enable")
    how = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    made = wire.send("WebAuthn.addVirtualAuthenticator", {"options": how | {"isUserVerified": True}})
    return wire, made["authenticatorId"]


def path_of(visitor: Visitor) -> str:
    return urlsplit(visitor.page.url).path


def test_passkey_made_and_used_three_ways(house: House, localhost: str, open_screen: Visit) -> None:
    grace: Visitor = open_screen(PHONE, address=localhost)
    wire, reader = plug_in(grace)
    grace.sign_in(house.user_names["Grace"])
    grace.go("/account/second")
    grace.look()
    grace.excuse("WebAuthn")
    wire.send("WebAuthn.setUserVerified", {"authenticatorId": reader, "isUserVerified": False})
    grace.press("Make a passkey on this device")
    grace.sees("Nothing was done. Try again, or take another way.")
    grace.look()
    wire.send("WebAuthn.setUserVerified", {"authenticatorId": reader, "isUserVerified": True})
    grace.press("Make a passkey on this device")
    grace.sees("Your recovery codes", "The passkey is set up.")
    expect(grace.page.locator(".codes > li")).to_have_count(10)
    grace.look()
    grace.follow("I have kept them")
    grace.sees("1 passkey", "10 recovery codes left")
    grace.look()
    grace.go("/account/second")
    grace.press("Make a passkey on this device")
    grace.sees("This device holds a passkey of yours for the journal already.")

    grace.sign_out()
    grace.look()
    grace.press("Sign in with a passkey")
    grace.page.wait_for_url(re.compile("/journal"))
    grace.sign_out()
    grace.page.get_by_label("User name").fill(house.user_names["Grace"])
    grace.page.get_by_label("Password").fill(PASSWORD)
    grace.press("Sign in")
    grace.sees("One more step")
    grace.look()
    grace.press("Use your passkey")
    grace.page.wait_for_url(re.compile("/journal"))
    assert len(wire.send("WebAuthn.getCredentials", {"authenticatorId": reader})["credentials"]) == 1


def test_passkey_of_staff_opens_no_unknown_device(house: House, localhost: str, open_screen: Visit) -> None:
    priya: Visitor = open_screen(TABLET, address=localhost)
    plug_in(priya)
    priya.stand_at_tablet(house.tablet_secret)
    priya.sign_in(house.user_names["Priya"])
    priya.go("/account/second")
    priya.press("Make a passkey on this device")
    priya.sees("Your recovery codes")
    priya.sign_out()
    priya.context.clear_cookies()
    priya.go("/sign-in")
    priya.excuse("status of 403")
    priya.press("Sign in with a passkey")
    priya.sees("Not on this device")
    priya.look()


@pytest.mark.parametrize("device", [PHONE, TABLET])
def test_where_browsers_have_no_passkeys_none_is_offered(house: House, visit: Visit, device: Device) -> None:
    """The address is a number here, and an old browser knows nothing of them."""
    grace = visit(house, "Grace", device)
    grace.page.add_init_script("delete window.PublicKeyCredential")
    grace.go("/account/second")
    grace.sees("This browser makes no passkeys here.")
    grace.look()
    expect(grace.page.get_by_role("button", name="Make a passkey on this device")).to_be_hidden()
    grace.sign_out()
    expect(grace.page.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()


@pytest.mark.parametrize(("device", "is_dark"), [(PHONE, True), (TABLET, False)])
def test_app_with_codes_and_a_recovery_code(house: House, open_screen: Visit, device: Device, is_dark: bool) -> None:
    rosa: Visitor = open_screen(device, is_dark=is_dark)
    rosa.sign_in(house.user_names["Rosa"])
    rosa.go("/account/")
    rosa.look()
    rosa.follow(re.compile("^Set up"))
    rosa.look()
    rosa.press("Set up an app")
    rosa.look()
    seed = rosa.page.locator(".seed").inner_text().replace(" ", "")
    rosa.page.get_by_role("textbox", name="Code").fill("123")
    rosa.excuse("status of 422")
    rosa.press("Set it up")
    rosa.sees("This code is not the one the app shows now.")
    rosa.look()
    rosa.page.get_by_role("textbox", name="Code").fill(pyotp.TOTP(seed).now())
    rosa.press("Set it up")
    rosa.sees("Your recovery codes")
    rosa.look()
    code = rosa.page.locator(".codes > li").first.inner_text()
    rosa.follow("I have kept them")
    rosa.sees("My account")
    rosa.go("/account/second/recovery")
    rosa.does_not_see(code)
    rosa.go("/account/second")
    rosa.look()
    rosa.sign_out()
    rosa.sign_in(house.user_names["Rosa"])
    rosa.page.get_by_role("textbox", name="Code").fill(pyotp.TOTP(seed).at(int(time.time()) + 30))
    rosa.press("Go on")
    rosa.page.wait_for_url(re.compile("/journal"))
    rosa.sign_out()
    rosa.sign_in(house.user_names["Rosa"])
    rosa.page.get_by_role("textbox", name="Code").fill(code.lower())
    rosa.press("Go on")
    rosa.page.wait_for_url(re.compile("/journal"))


@pytest.mark.parametrize("device", [TABLET, PHONE])
def test_pin_shown_once_then_the_lock_screen_takes_it(house: House, visit: Visit, device: Device) -> None:
    priya = visit(house, "Priya", device)
    priya.go("/account/pin")
    priya.look()
    priya.press("Make my PIN")
    shown = priya.page.locator(".big-code").inner_text()
    priya.look()
    priya.follow("Hide and go on")
    priya.sees("My account")
    priya.look()
    priya.page.go_back()
    priya.sees("You have a PIN since")
    priya.does_not_see(shown)
    priya.go("/account/")
    priya.press("Change person")
    priya.page.wait_for_url(re.compile("/lock"))
    priya.pick("Priya Sunflower")
    for digit in shown.replace(" ", ""):
        priya.press(digit)
    priya.page.wait_for_url(re.compile("/today"))


@pytest.mark.parametrize("device", [PHONE, TABLET])
def test_somebody_knows_the_login(house: House, visit: Visit, device: Device) -> None:
    other = visit(house, "Owen", DESK)
    owen = visit(house, "Owen", device)
    owen.touch(owen.page.locator("summary.person"))
    owen.follow("My account")
    owen.look()
    owen.follow("Someone may know my login")
    owen.look()
    owen.press("Close everything now")
    owen.sees("Everything is closed now")
    owen.look()
    other.go("/today")
    assert path_of(other) == "/lock"
    owen.sign_in(house.user_names["Owen"])
    owen.sees("Somebody may know your present password")
    owen.look()
    owen.page.get_by_label("New password").fill(PASSWORD)
    owen.excuse("status of 422")
    owen.press("Change the password")
    owen.sees("This is the password that somebody may know.")
    owen.look()
    owen.page.get_by_label("New password").fill(NEW)
    owen.press("Change the password")
    owen.sees("Your new password holds from now on")
    owen.go("/today")
    assert path_of(owen) == "/today"


@pytest.mark.parametrize(("device", "is_dark"), [(PHONE, False), (TABLET, True)])
def test_pages_of_the_account(house: House, visit: Visit, device: Device, is_dark: bool) -> None:
    maggie = visit(house, "Maggie", device, is_dark=is_dark)
    visit(house, "Maggie", DESK)
    maggie.go("/account/")
    maggie.sees("Where I am signed in", "this one", "End all others")
    maggie.look()
    maggie.go("/account/email")
    maggie.look()
    maggie.page.get_by_label("New e-mail address").fill("maggie@example.org")
    maggie.press("Send the link")
    maggie.sees("A message is on its way to maggie@example.org.", "maggie@example.org waits")
    maggie.look()
    maggie.go("/account/password")
    maggie.look()
    maggie.go("/account/")
    maggie.press("End all others")
    maggie.sees("Every other sign-in has ended.")
    maggie.look()
