"""Without a mouse: everything can be reached, the focus is always seen, and no bar hides what has it."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Visit
from tests.journeys.stage import Stage
from tests.journeys.visitor import DESK, Device, Visitor

MOST_STOPS = 150
NARROW = Device("narrow", 390, 844, is_touch=False)
"""A telephone with a keyboard, or a page at 328 %: the bars of actions and of navigation stand above each other."""
ALL_ABOUT_FOCUS = """() => {
  const element = document.activeElement;
  if (element === document.body) return null;
  const shown = element.closest("label") ?? element;
  const box = shown.getBoundingClientRect();
  // The sign that opens the calendar of a date field is drawn with a frame by the browser itself.
  const isInside = element.matches("input[type^=date]:not(:focus-visible)");
  const drawn = isInside || [element, shown, ...shown.querySelectorAll("*")].some((part) => {
    const style = getComputedStyle(part);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  });
  const isCovered = [...document.querySelectorAll(".action-bar, .shell-nav")].some((bar) => {
    const over = bar.getBoundingClientRect();
    const wide = Math.min(box.right, over.right) - Math.max(box.left, over.left);
    const high = Math.min(box.bottom, over.bottom) - Math.max(box.top, over.top);
    return !bar.contains(element) && wide > 0.5 && high > 0.5;
  });
  const visible = Math.min(box.bottom, innerHeight) - Math.max(box.top, 0);
  return {
    what: element.outerHTML.slice(0, 160),
    isDrawn: drawn,
    isOnScreen: visible > 0 && box.width > 0 && box.right > 0 && box.left < innerWidth,
    isCovered,
  };
}"""


def tab_to(page: Page, target: Locator, *, back: bool = False) -> None:
    """Press the tabulator until ``target`` has the focus, which is seen at every stop."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        focus = page.evaluate(ALL_ABOUT_FOCUS)
        if focus is not None:
            assert focus["isDrawn"], f"nothing shows the focus on {focus['what']}"
            assert focus["isOnScreen"], f"the focus is off the screen on {focus['what']}"
            assert not focus["isCovered"], f"a bar covers {focus['what']}"
        if target.evaluate("(element) => element === document.activeElement"):
            return
    raise AssertionError(f"{target} was not reached by {MOST_STOPS} stops")


def sign_in_by_keys(visitor: Visitor, user_name: str) -> None:
    """Come in without a mouse."""
    page = visitor.page
    visitor.go("/sign-in")
    tab_to(page, page.get_by_label("User name"))
    page.keyboard.type(user_name)
    tab_to(page, page.get_by_label("Password"))
    page.keyboard.type("seven purple pansies dance")
    page.keyboard.press("Enter")
    page.wait_for_url("**/today")


@pytest.mark.parametrize("device", [DESK, NARROW], ids=lambda device: device.name)
def test_capture_and_approve_without_a_mouse(stage: Stage, open_screen: Visit, device: Device) -> None:
    house = stage.sunflower()
    house.arrive("Amara", "Ben")
    priya = open_screen(device)
    priya.stand_at_tablet(house.tablet_secret)
    page = priya.page
    sign_in_by_keys(priya, house.user_names["Priya"])
    tab_to(page, page.get_by_role("link", name=re.compile("^New observation")))
    page.keyboard.press("Enter")
    page.wait_for_url("**/capture")
    tab_to(page, page.get_by_role("checkbox", name="Ben"))
    page.keyboard.press("Space")
    tab_to(page, page.get_by_label("Note"))
    page.keyboard.type("Ben tied his first knot.")
    tab_to(page, page.get_by_role("checkbox", name="Physical Development"))
    page.keyboard.press("Space")
    tab_to(page, page.get_by_role("checkbox", name="Fine Motor Skills"))
    page.keyboard.press("Space")
    tab_to(page, page.get_by_text("Next step, how the child learned, when"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("Next step (optional)"))
    page.keyboard.type("A bow.")
    tab_to(page, page.get_by_role("button", name="Save"))
    priya.look()
    tab_to(page, page.get_by_role("checkbox", name="Amara"), back=True)
    tab_to(page, page.get_by_role("button", name="Save"))
    page.keyboard.press("Enter")
    priya.sees("Saved. A colleague will look at it before families see it.")
    [entry] = house.entries_of("Priya")
    assert (entry["state"], entry["children"], entry["text"]) == ("submitted", ["Ben"], "Ben tied his first knot.")

    house.entry("submitted", "Priya", "Amara", text="Amara sorted the shells by size.")
    sen = open_screen(device, is_dark=True)
    sen.stand_at_tablet(house.tablet_secret)
    page = sen.page
    sign_in_by_keys(sen, house.user_names["Sen"])
    tab_to(page, page.get_by_role("link", name=re.compile("^Review.*2 entries wait")))
    page.keyboard.press("Enter")
    sen.sees("Ben tied his first knot.")
    tab_to(page, page.get_by_role("button", name="Approve", exact=True))
    page.keyboard.press("Enter")
    sen.sees("Published.", "Amara sorted the shells by size.")
    sen.look()
    page.keyboard.press("r")
    expect(page.get_by_label("A word to Priya")).to_be_focused()
    page.keyboard.type("a very good start")
    expect(page.get_by_label("A word to Priya")).to_have_value("a very good start")
    tab_to(page, page.get_by_role("button", name="Approve", exact=True))
    page.keyboard.press("a")
    sen.sees("Nothing waits for you")
    assert {entry["state"] for entry in house.entries_of("Priya")} == {"published"}


def test_keys_can_be_turned_off(stage: Stage, visit: Visit) -> None:
    house = stage.sunflower()
    house.entry("submitted", "Priya", "Amara")
    sen = visit(house, "Sen", DESK)
    sen.go("/review")
    switch = sen.page.get_by_role("button", name=re.compile("^Keys: A approves"))
    sen.touch(switch)
    expect(switch).to_have_attribute("aria-pressed", "false")
    sen.page.locator("main").focus()
    sen.page.keyboard.press("a")
    sen.page.reload()
    expect(switch).to_have_attribute("aria-pressed", "false")
    sen.page.keyboard.press("a")
    sen.look()
    assert house.entries_of("Priya")[0]["state"] == "submitted"


def test_register_by_keys_keeps_its_place(stage: Stage, visit: Visit) -> None:
    house = stage.sunflower()
    priya = visit(house, "Priya", DESK)
    priya.go(f"/rooms/{house.rooms['Acorns']}")
    page = priya.page
    tab_to(page, page.get_by_role("button", name=re.compile(r"^Here\W+Ben$")))
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name=re.compile("Ben, here since this time"))).to_be_focused()
    tab_to(page, page.get_by_role("button", name=re.compile("^Undo the arrival")))


def test_family_reads_and_answers_without_a_mouse(stage: Stage, visit: Visit) -> None:
    house = stage.sunflower()
    house.entry("published", "Priya", "Ben", text="Ben found a feather.", photos=3)
    rosa = visit(house, "Rosa", DESK)
    page = rosa.page
    tab_to(page, page.get_by_role("button", name="Like"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Like")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("button", name="Like")).to_be_focused()
    tab_to(page, page.get_by_role("link", name="Comment"))
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("#comments$"))
    picture = page.locator(".photos a").first
    page.locator("main").focus()
    tab_to(page, picture)
    page.keyboard.press("Enter")
    expect(page.locator("dialog[open]")).to_be_visible()
    rosa.look()
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(picture).to_be_focused()
    tab_to(page, page.get_by_label("Write a comment"))
    page.keyboard.type("Which bird was it?")
    tab_to(page, page.get_by_role("button", name="Send"))
    page.keyboard.press("Enter")
    rosa.sees("Which bird was it?")
    rosa.look()
