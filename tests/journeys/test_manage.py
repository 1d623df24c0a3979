"""The configuration screen on a desk, a tablet and a phone: people, devices, choices and the review of each term."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.cast import PASSWORD
from tests.journeys.conftest import Visit
from tests.journeys.stage import House, Stage
from tests.journeys.visitor import DESK, PHONE, TABLET, Device, Visitor

DEVICES = pytest.mark.parametrize("device", [DESK, TABLET, PHONE], ids=lambda device: device.name)


@pytest.fixture
def house(stage: Stage) -> House:
    """Sunflower, where tablets lock late enough for a busy machine, and badges are used."""
    return stage.sunflower(idle_tablet_minutes=15, badges_are_used=True)


def open_person(maggie: Visitor, name: str) -> None:
    """Somebody's page, from the list."""
    maggie.go("/manage/people")
    maggie.follow(re.compile(f"^{name} "))
    maggie.sees("Account")


@DEVICES
def test_a_colleague_from_the_admission_to_the_end(
    device: Device, house: House, visit: Visit, open_screen: Visit
) -> None:
    house.entry("drafted", "Owen", "Kofi")
    maggie = visit(house, "Maggie", device)
    maggie.go("/manage/")
    maggie.look()
    maggie.follow(re.compile("^People"))
    maggie.sees("Priya Sunflower", "There is only one nominated member")
    maggie.look()
    maggie.follow("Admit a colleague")
    maggie.look()
    maggie.press("Admit")
    maggie.sees("There is a problem", "Write the full name.")
    maggie.excuse("status of 422")
    maggie.look()
    maggie.page.get_by_label("Full name").fill("Nia Newcomer")
    maggie.page.get_by_label("User name").fill(f"nia-{house.key}")
    maggie.pick("Practitioner")
    maggie.tick("Oaks")
    maggie.press("Admit")
    maggie.sees("Nia Newcomer is admitted and waits for one thing")
    maggie.look()
    maggie.follow("Record the checks")
    maggie.look()
    maggie.page.get_by_label("Checks seen on").fill("2026-11-02")
    maggie.page.get_by_label("Checks seen by").fill("Olga Office")
    maggie.press("Save")
    maggie.sees("It is recorded for Nia Newcomer.", "2 November 2026, Olga Office")
    maggie.look()
    maggie.press("Make a link")
    maggie.sees("This page shows the link once")
    maggie.look()
    link = maggie.page.get_by_role("textbox", name="One-time link").input_value()

    nia = open_screen(TABLET)
    nia.stand_at_tablet(house.tablet_secret)
    nia.go(link)
    nia.page.get_by_label("Choose a password").fill(PASSWORD)
    nia.press("Come in")
    nia.page.wait_for_url("**/today")
    nia.go("/children/")
    nia.sees("Kofi")
    nia.does_not_see("Amara")

    open_person(maggie, "Nia")
    maggie.sees("by one-time link since")
    maggie.look()
    maggie.follow("Change")
    maggie.look()
    maggie.pick("Every child of the setting")
    maggie.press("See what would change")
    maggie.sees("Change what Nia Newcomer may do?", "more than now")
    maggie.look()
    maggie.press("Save")
    maggie.sees("Write why.")
    maggie.look()
    maggie.page.get_by_label("Why?").fill("Helps in both rooms")
    maggie.press("Save")
    maggie.sees("The access of Nia Newcomer is changed.", "Helps in both rooms")
    maggie.look()
    nia.go("/children/")
    nia.sees("Amara")

    maggie.press("Make a badge")
    maggie.sees("This page shows the badge once")
    expect(maggie.page.get_by_role("button", name="Print", exact=True)).to_be_visible()
    maggie.page.emulate_media(media="print")
    for shown, words in ((True, "Nia Newcomer"), (False, "This page shows the badge once"), (False, "Badge of")):
        expect(maggie.page.get_by_text(words).filter(visible=True)).to_have_count(int(shown))
    maggie.page.emulate_media(media="screen")
    maggie.look()

    open_person(maggie, "Nia")
    maggie.follow("Pause access")
    maggie.look()
    maggie.page.get_by_label("Why?").fill("A question is open")
    maggie.page.get_by_label("What they will read").fill("Please ring Maggie.")
    maggie.press("Pause access")
    maggie.sees("Access is paused", "Please ring Maggie.")
    maggie.look()
    nia.go("/children/")
    nia.does_not_see("Amara")
    maggie.follow("Let them in again")
    maggie.look()
    maggie.page.get_by_label("Why?").fill("It is answered")
    maggie.press("Let them in")
    maggie.sees("Nia Newcomer comes in again.")

    open_person(maggie, "Owen")
    maggie.follow("End access")
    maggie.sees("They have 1 draft that was not sent.")
    maggie.look()
    maggie.page.get_by_label("Who goes on with them?").select_option(label="Sen Sunflower, Senior")
    maggie.press("End access")
    maggie.sees("The access of Owen Sunflower has ended. 1 draft was handed over.")
    maggie.follow("Ended")
    maggie.look()
    maggie.follow(re.compile("^Owen "))
    maggie.look()
    maggie.follow("Let them in again")
    maggie.look()


def test_somebody_with_a_pin_alone_scans_a_code_and_learns_it(house: House, visit: Visit, open_screen: Visit) -> None:
    sen = visit(house, "Sen", TABLET)
    sen.go("/today")
    sen.sign_out()
    maggie = visit(house, "Maggie", PHONE)
    maggie.go("/manage/people/new")
    maggie.page.get_by_label("Full name").fill("Pip Pinonly")
    maggie.tick(re.compile("^Comes in with a PIN alone"))
    maggie.pick("Practitioner")
    maggie.page.get_by_label("Checks seen on").fill("2026-11-02")
    maggie.page.get_by_label("Checks seen by").fill("Olga Office")
    maggie.press("Admit")
    maggie.sees("Let Pip Pinonly scan this with a tablet")
    maggie.look()
    link = maggie.page.get_by_role("textbox", name="One-time link").input_value()
    pip = open_screen(TABLET)
    pip.stand_at_tablet(house.tablet_secret)
    pip.go(link)
    pip.press("Come in")
    pip.page.wait_for_url("**/account/pin")
    pip.look()


def test_a_tablet_is_enrolled_by_its_code_and_lost(house: House, visit: Visit, open_screen: Visit) -> None:
    maggie = visit(house, "Maggie", DESK)
    maggie.go("/manage/devices")
    maggie.look()
    maggie.follow("Enrol a tablet")
    maggie.look()
    maggie.page.get_by_label("Name", exact=True).fill("Garden tablet")
    maggie.page.get_by_label("Room").select_option(label="Oaks")
    maggie.press("Make the code")
    maggie.sees("Now on the tablet, once and until")
    maggie.look()
    code = maggie.page.locator(".big-code").inner_text()

    tablet = open_screen(TABLET)
    tablet.go("/tablet")
    tablet.page.get_by_label("Code").fill(code.lower())
    tablet.press("Enrol this tablet")
    tablet.sees("Who is here?", "Garden tablet")
    tablet.follow("Sign in with your password")
    tablet.page.wait_for_url(re.compile("/sign-in"))
    tablet.sign_in(house.user_names["Owen"])
    tablet.go("/children/")
    tablet.sees("Kofi")

    maggie.go("/manage/devices")
    maggie.follow(re.compile("^Garden tablet"))
    maggie.sees("Owen Sunflower")
    maggie.look()
    maggie.press("It is lost")
    maggie.sees("The device lets nobody in any more")
    maggie.look()
    tablet.go("/children/")
    tablet.does_not_see("Kofi")
    assert urlsplit(tablet.page.url).path in {"/sign-in", "/lock"}


@DEVICES
def test_devices_that_wait_and_choices(device: Device, house: House, visit: Visit, open_screen: Visit) -> None:
    maggie = visit(house, "Maggie", device)
    maggie.go("/manage/choices")
    maggie.look()
    maggie.pick(re.compile("^No, we see to it outside"))
    maggie.press("See what would change")
    maggie.sees("Save these choices?", "not the safe answer")
    maggie.look()
    maggie.page.get_by_label("Why?").fill("Our office keeps the list")
    maggie.press("Save")
    maggie.sees("The choices are saved and hold from now on.", "Changes so far")
    maggie.look()
    maggie.go("/manage/devices")
    maggie.follow(re.compile("^Hall tablet"))
    maggie.look()
    maggie.go("/manage/roles")
    maggie.look()


@DEVICES
def test_everybody_is_reviewed_and_the_review_is_signed(device: Device, house: House, visit: Visit) -> None:
    maggie = visit(house, "Maggie", device)
    maggie.go("/manage/review")
    maggie.look()
    maggie.press("Begin")
    maggie.sees("10 people are still to be decided.")
    maggie.look()
    page = urlsplit(maggie.page.url).path
    maggie.follow("Remove Stu Sunflower")
    maggie.look()
    maggie.press("End access")
    maggie.page.wait_for_url(f"**{page}")
    maggie.sees("9 people are still to be decided.")
    boxes = maggie.page.get_by_role("checkbox")
    for number in range(boxes.count()):
        boxes.nth(number).check()
    maggie.press("Confirm whom I ticked")
    maggie.sees("9 confirmed.", "Everybody is decided")
    maggie.look()
    maggie.press("Sign the review")
    maggie.sees("The review is signed.", "signed by Maggie Sunflower")
    maggie.look()
    maggie.follow(re.compile("signed by Maggie Sunflower"))
    maggie.sees("Signed by Maggie Sunflower on")
    maggie.look()
