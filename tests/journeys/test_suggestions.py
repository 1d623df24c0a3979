"""While a note is written the page offers what it may be about; one tap takes it, and nothing is taken by itself."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.stage import Stage
from tests.journeys.visitor import DESK, PHONE, TABLET, eventually

NOTE = "Ben climbed to the top of the ladder, counted to three and jumped."
CHIP = re.compile("^Physical Development · Gross Motor Skills")


def test_one_tap_takes_what_the_note_is_about(stage: Stage, visit: Visit) -> None:
    house = stage.sunflower()
    priya = visit(house, "Priya", TABLET)
    priya.go("/capture")
    priya.tick("Ben")
    asked: list[str] = []
    priya.page.on("request", lambda request: asked.append(request.url))
    priya.page.get_by_label("Note").press_sequentially(NOTE, delay=5)
    priya.sees("Perhaps this is about")
    expect(priya.page.get_by_role("checkbox", name="Physical Development", exact=True)).not_to_be_checked()
    expect(priya.page.locator("#suggestions-said")).to_contain_text("Physical Development · Gross Motor Skills")
    priya.look()
    priya.touch(priya.page.get_by_role("button", name=CHIP))
    expect(priya.page.get_by_role("button", name=CHIP)).to_have_count(0)
    for name in ("Physical Development", "Gross Motor Skills"):
        expect(priya.page.get_by_role("checkbox", name=name, exact=True)).to_be_checked()
    expect(priya.page.locator("#suggestions-said")).to_have_text("Added: Physical Development · Gross Motor Skills")
    expect(priya.page.locator("#prompts fieldset details")).to_have_attribute("open", "")
    expect(priya.page.locator("input[name=tags]:checked")).to_have_count(2)
    priya.sees("Kept as a draft at")
    priya.look()
    assert not [address for address in asked if "climbed" in address]
    priya.page.reload()
    for name in ("Physical Development", "Gross Motor Skills"):
        expect(priya.page.get_by_role("checkbox", name=name, exact=True)).to_be_checked()


def test_the_keyboard_is_enough_and_stays_where_it_writes(stage: Stage, visit: Visit) -> None:
    priya = visit(stage.sunflower(), "Priya", DESK, is_dark=True)
    priya.go("/capture")
    note = priya.page.get_by_label("Note")
    note.press_sequentially(NOTE, delay=5)
    priya.sees("Perhaps this is about")
    expect(note).to_be_focused()
    priya.look()
    note.press("Tab")
    chips = priya.page.locator("#suggestions button")
    expect(chips.first).to_be_focused()
    count = chips.count()
    priya.page.keyboard.press("Enter")
    expect(chips).to_have_count(count - 1)
    expect(chips.first).to_be_focused()
    while chips.count():
        priya.page.keyboard.press("Enter")
        priya.look_settled()
    expect(note).to_be_focused()
    expect(priya.page.get_by_text("Perhaps this is about")).to_have_count(0)


@pytest.mark.parametrize("status", [500, 403])
def test_where_they_cannot_come_the_note_is_written_all_the_same(stage: Stage, visit: Visit, status: int) -> None:
    house = stage.sunflower()
    priya = visit(house, "Priya", PHONE)
    priya.excuse("capture/suggestions", "Failed to load resource", "Response Status Error Code")
    priya.page.route("**/capture/suggestions", lambda route: route.fulfill(status=status, body=""))
    priya.go("/capture")
    with priya.page.expect_response("**/capture/suggestions"):
        priya.page.get_by_label("Note").press_sequentially(NOTE, delay=5)
    priya.sees("Kept as a draft at")
    expect(priya.page.locator("#status")).to_have_text("")
    assert eventually(lambda: [entry["text"] for entry in house.entries_of("Priya")] == [NOTE])
    priya.look()
