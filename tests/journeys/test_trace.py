"""Looking leaves a trace: a manager reads who looked, a parent reads it of the own child."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.stage import Stage
from tests.journeys.visitor import PHONE, TABLET


def test_a_look_is_read_by_the_manager_and_by_the_parent(stage: Stage, visit: Visit) -> None:
    house = stage.sunflower()
    amara = f"/children/{house.children['Amara']}"
    priya = visit(house, "Priya", TABLET)
    for path in (amara, f"{amara}/record", f"{amara}/record"):
        priya.go(path)
    priya.excuse("status of 403")
    priya.go("/manage/choices")

    grace = visit(house, "Grace", PHONE)
    grace.go(f"/journal/{house.children['Amara']}")
    grace.follow("Who has looked at Amara’s pages")
    grace.sees("Priya Sunflower, practitioner", "the journal · the record, 2 times")
    grace.does_not_see("Tunde")
    grace.does_not_see("Nana")
    grace.look()
    grace.follow("Amara’s journal")

    maggie = visit(house, "Maggie", TABLET)
    maggie.go("/manage/")
    maggie.follow(re.compile("^Trace"))
    maggie.sees("Priya Sunflower, practitioner, opened the page of Amara Example (record)")
    maggie.look()
    lines = maggie.page.locator(".list-text--plain")
    before = lines.count()
    maggie.page.get_by_role("link", name="Older").click()
    expect(lines.nth(before)).to_be_visible()
    maggie.look()
    maggie.page.get_by_label("Person").select_option("Priya Sunflower")
    maggie.tick("Refusals only")
    maggie.press("Show")
    expect(lines).to_have_count(1)
    maggie.sees("was refused: Change the setting's choices")
    maggie.look()
    maggie.follow("Show all")
    maggie.page.set_viewport_size({"width": 390, "height": 844})
    maggie.look()
