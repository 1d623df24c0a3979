"""A setting lets parents save pictures: one is saved on a phone, led back by its code, told of later (10.2 to 10.4)."""

import re
from pathlib import Path

import pyvips
from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.photographs import REAL
from tests.journeys.stage import Entry, House, Stage
from tests.journeys.visitor import DESK, PHONE, Visitor, eventually

WORDS = "They built a bridge for the snails."
NOBODY_IN_IT = "photo-69.jpg"
MEANS = "Pictures with other children cannot be saved unless each family has agreed."


def shown(house: House) -> Entry:
    """A picture in an entry about Amara and Ben, which both families see."""
    if not REAL:
        return house.entry("published", "Priya", "Amara", "Ben", text=WORDS, photos=1)
    entry = house.show_photograph("Priya", "Amara", "Ben", file=NOBODY_IN_IT, text=WORDS)
    assert eventually(lambda: house.questions(entry.id) == 0)
    return entry


def choose(maggie: Visitor) -> None:
    """Turn it on, with a reason."""
    maggie.go("/manage/choices")
    maggie.pick(re.compile("^Yes, those in which every child is their own or has agreed"))
    maggie.press("See what would change")
    maggie.sees("May parents save pictures?", "not the safe answer")
    maggie.look()
    maggie.page.get_by_label("Why?").fill("Families asked for it")
    maggie.press("Save")
    maggie.sees("The choices are saved and hold from now on.")


def test_a_picture_is_saved_led_back_and_told_of(stage: Stage, visit: Visit) -> None:
    house = stage.sunflower()
    house.be_responsible("Grace")
    entry = shown(house)
    page = f"/journal/{house.children['Ben']}/{entry.id}"
    rosa = visit(house, "Rosa", PHONE)
    rosa.go(page)
    rosa.sees(WORDS)
    rosa.does_not_see("Save this picture", MEANS)

    maggie = visit(house, "Maggie", DESK)
    choose(maggie)

    rosa.go(page)
    rosa.sees("Save this picture", MEANS, "carries a line with a code")
    rosa.look()
    with rosa.page.expect_download() as download:
        rosa.press("Save this picture")
    assert re.fullmatch(r"heartsease-\d{4}-\d\d-\d\d\.jpg", download.value.suggested_filename)
    picture = pyvips.Image.new_from_buffer(Path(download.value.path()).read_bytes(), "")
    assert picture.width > 400
    rosa.look()
    with rosa.page.expect_download() as again:
        rosa.press("Save this picture")
    assert again.value.path().read_bytes() != download.value.path().read_bytes(), "each has a code of its own"

    maggie.go("/manage/trace")
    maggie.sees("Rosa Example, parent or carer, saved a copy of a photograph of Amara Example and Ben Example, marked")
    codes = re.findall(r"marked (\w{5}-\w{5})", maggie.page.content())
    assert len(set(codes)) == 2
    maggie.page.get_by_label("Code on a saved picture").fill(codes[0].lower().replace("-", " "))
    maggie.press("Show")
    maggie.sees(f"marked {codes[0]}")
    maggie.does_not_see(codes[1])
    maggie.look()
    maggie.page.set_viewport_size({"width": 390, "height": 844})
    maggie.look()

    grace = visit(house, "Grace", PHONE)
    grace.go(f"/journal/{house.children['Amara']}/photographs")
    grace.sees("their parents may also save such a picture", "2 copies of pictures with Amara were saved by adults")
    grace.look()
    grace.page.locator("input[name=others_journals][value=no]").check(force=True)
    grace.press("Save")
    grace.sees(
        "This will happen",
        "2 copies of pictures with Amara",
        "Heartsease cannot take them back. Anybody can photograph a screen",
    )
    grace.look()
    grace.press("Yes, take it back")
    grace.sees("Your answers hold from now on.", "Heartsease cannot take them back.")

    rosa.excuse("status of 404")
    rosa.press("Save this picture")
    rosa.sees("This picture is not here")
    rosa.look()
    rosa.go(page)
    rosa.sees(WORDS)
    rosa.does_not_see("Save this picture", "Amara")


def test_each_of_several_pictures_is_saved_by_itself(stage: Stage, visit: Visit) -> None:
    house = stage.sunflower(parents_save_pictures=True)
    entry = house.entry("published", "Priya", "Amara", text=WORDS, photos=3)
    for device, is_dark in ((DESK, False), (PHONE, True)):
        tunde = visit(house, "Tunde", device, is_dark=is_dark)
        tunde.go(f"/journal/{house.children['Amara']}/{entry.id}")
        buttons = tunde.page.get_by_role("button", name="Save this picture")
        expect(buttons).to_have_count(3)
        tunde.look()
        with tunde.page.expect_download():
            tunde.touch(buttons.nth(2))
        tunde.look()
    nana = visit(house, "Nana", PHONE)
    nana.go(f"/journal/{house.children['Amara']}/{entry.id}")
    nana.sees(WORDS)
    nana.does_not_see("Save this picture", MEANS)
