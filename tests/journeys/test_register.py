"""Here today: one tap for each child, a wrong tap undone, and capture shows first who is here."""

import re

from playwright.sync_api import Locator, expect

from tests.journeys.conftest import Visit
from tests.journeys.stage import Stage
from tests.journeys.visitor import DESK, TABLET, Visitor


def tile(visitor: Visitor, name: str) -> Locator:
    """A child in the register."""
    return visitor.page.locator(".register-tile").filter(has_text=name)


def tap(visitor: Visitor, name: str) -> None:
    """The one button of a child."""
    visitor.touch(tile(visitor, name).locator(".register-mark"))


def undo(visitor: Visitor, name: str) -> None:
    """Take the last tap back."""
    visitor.touch(tile(visitor, name).locator(".register-undo"))


def test_children_come_and_go_by_one_tap(stage: Stage, visit: Visit) -> None:
    house = stage.sunflower()
    priya = visit(house, "Priya", TABLET)
    priya.follow(re.compile("^Acorns"))
    priya.sees("0 of 2 here today")
    priya.look()
    tap(priya, "Ben")
    expect(tile(priya, "Ben").get_by_role("button", name="goes home")).to_be_visible()
    tap(priya, "Amara")
    expect(tile(priya, "Amara").get_by_role("button", name="goes home")).to_be_focused()
    priya.look()
    undo(priya, "Amara")
    expect(tile(priya, "Amara").get_by_role("button", name="Here")).to_be_visible()
    tap(priya, "Ben")
    expect(tile(priya, "Ben").get_by_role("button", name="is back")).to_be_visible()
    undo(priya, "Ben")
    expect(tile(priya, "Ben").get_by_role("button", name="goes home")).to_be_visible()
    priya.page.reload()
    priya.sees("1 of 2 here today")
    priya.follow(re.compile("^New observation"))
    first = priya.page.locator("fieldset", has=priya.page.get_by_text("Here today", exact=True))
    expect(first.get_by_role("checkbox")).to_have_count(1)
    expect(first).to_contain_text("Ben")
    maggie = visit(house, "Maggie", DESK)
    maggie.go("/register")
    expect(maggie.page.locator("tbody tr")).to_have_count(1)
    expect(maggie.page.locator("tbody tr")).to_contain_text("Ben Example")
    expect(maggie.page.locator("tbody tr")).to_contain_text("still here")
    expect(maggie.page.locator("tbody tr")).to_contain_text("Priya Sunflower")
    maggie.look()


def test_register_says_when_the_network_is_gone(stage: Stage, visit: Visit) -> None:
    house = stage.sunflower()
    priya = visit(house, "Priya", TABLET, is_dark=True)
    priya.go(f"/rooms/{house.rooms['Acorns']}")
    priya.look()
    priya.excuse("ERR_INTERNET_DISCONNECTED", "htmx:")
    priya.context.set_offline(True)
    tap(priya, "Ben")
    priya.sees("There is no connection at the moment. Nothing was lost; please try again.")
    priya.look()
    priya.context.set_offline(False)
    tap(priya, "Ben")
    expect(tile(priya, "Ben").get_by_role("button", name="goes home")).to_be_visible()
    expect(priya.page.locator("#status")).to_be_empty()
