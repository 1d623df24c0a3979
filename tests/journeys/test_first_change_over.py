"""First day of a new practitioner: invited, in by the link, a PIN shown once, the tablet changes hands (G5)."""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.cast import PASSWORD
from tests.journeys.conftest import Visit
from tests.journeys.stage import Stage
from tests.journeys.test_first_day import fill, handed_over
from tests.journeys.visitor import DESK, TABLET, Visitor

NOTE = "Sorted every stone by how round it is."
MOST_TAPS = 8
MOST_SECONDS = 2.0


class Counted:
    """The taps of whoever stands at a tablet, counted where they are made."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor, self.taps = visitor, 0

    def press(self, name: str) -> None:
        self.taps += 1
        self.visitor.press(name)

    def pick(self, name: str) -> None:
        self.taps += 1
        self.visitor.pick(name)


def admit(maggie: Visitor) -> str:
    """Invite Ida; the link that waits for the mail server too, on the page."""
    maggie.go("/manage/people")
    maggie.follow("Admit a colleague")
    fill(maggie.page, Full_name="Ida Iris", User_name=f"ida.{time.monotonic_ns()}", E="ida@example.org")
    maggie.pick("Practitioner")
    maggie.tick("Acorns")
    maggie.page.get_by_label("Checks seen on").fill("2026-11-02")
    maggie.page.get_by_label("Checks seen by").fill("Maggie May")
    maggie.press("Admit")
    maggie.sees("This page shows the link once", "The message waits")
    return handed_over(maggie)


def ask_staff_to_agree(maggie: Visitor) -> None:
    maggie.go("/manage/agreements")
    maggie.follow(re.compile("^Write a"), within=maggie.page.get_by_role("region", name="Staff"))
    maggie.press("Look at it first")
    maggie.press("Bring it into force")
    maggie.sees("The new version is in force.")


@pytest.mark.parametrize("agrees", [False, True])
def test_from_the_invitation_to_the_first_change_over(
    stage: Stage, visit: Visit, open_screen: Visit, agrees: bool
) -> None:
    house = stage.sunflower(idle_tablet_minutes=30)
    maggie = visit(house, "Maggie", DESK)
    link = admit(maggie)
    if agrees:
        ask_staff_to_agree(maggie)

    tablet: Visitor = open_screen(TABLET)
    tablet.stand_at_tablet(house.tablet_secret)
    tablet.go(link)
    tablet.page.get_by_label("Choose a password").fill(PASSWORD)
    tablet.press("Come in")
    if agrees:
        tablet.press("I have read this and agree")
    tablet.sees("Come in with six digits", "New observation")
    tablet.look()

    tablet.follow("Your PIN")
    tablet.press("Make my PIN")
    digits = tablet.page.locator(".big-code").inner_text().replace(" ", "")
    expect(tablet.page.locator(".pictured > li")).to_have_count(3)
    tablet.look()
    tablet.follow("Hide and go on")
    tablet.page.wait_for_url(re.compile("/today$"))
    tablet.does_not_see("Come in with six digits")
    tablet.page.go_back()
    tablet.does_not_see(digits, f"{digits[:3]} {digits[3:]}")

    tablet.go("/capture")
    tablet.tick(re.compile("^Amara"))
    tablet.page.get_by_label("Note").fill(NOTE)
    tablet.sees("Kept as a draft at")
    tablet.press("Change person")
    tablet.page.wait_for_url(re.compile("/lock"))
    tablet.does_not_see(NOTE, "Amara")

    tablet.sign_in(house.user_names["Owen"])
    if agrees:
        tablet.press("I have read this and agree")
    tablet.page.wait_for_url(re.compile("/today$"))
    tablet.go("/my-entries")
    tablet.does_not_see(NOTE)

    ida = Counted(tablet)
    begun = time.monotonic()
    ida.press("Change person")
    ida.pick("Ida Iris")
    for digit in digits:
        ida.press(digit)
    tablet.page.wait_for_url(re.compile("/today$"))
    assert ida.taps <= MOST_TAPS
    # The finger's own time is in it, and on a busy machine so is everybody else's.
    assert time.monotonic() - begun < 5 * MOST_SECONDS
    tablet.sees("1 draft to finish")
    tablet.go("/my-entries")
    tablet.sees(NOTE)
