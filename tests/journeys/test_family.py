"""Families: they write from home, go from one child to the next, and meet nothing of anybody else's."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.photographs import small, text_called_jpg
from tests.journeys.stage import Stage
from tests.journeys.visitor import PHONE, TABLET

HOME_WORDS = "Amara fed the ducks and saved the last crust for the smallest one."


def test_entry_from_home_joins_the_journal(stage: Stage, visit: Visit) -> None:
    house = stage.sunflower(publish_delay_minutes=0)
    grace = visit(house, "Grace", PHONE)
    grace.follow("From home")
    grace.sees("Nothing from home yet")
    grace.look()
    grace.follow(re.compile("Add something from home"))
    grace.look()
    grace.page.get_by_role("checkbox").first.uncheck(force=True)
    grace.page.get_by_role("checkbox").nth(1).uncheck(force=True)
    grace.tick("Amara")
    grace.page.get_by_label("What happened?").fill(HOME_WORDS)
    expect(grace.page.locator("#draft-status")).to_contain_text("Kept as a draft at")
    chooser = grace.page.get_by_text("Choose photographs")
    grace.choose_files(chooser, [small(1), text_called_jpg(), small(2)])
    expect(grace.page.locator(".photo-thumb:not(.is-waiting) [data-remove]")).to_have_count(2)
    expect(grace.page.locator("#photo-problem")).to_contain_text(
        "letter.jpg: This is not a photograph that can be opened."
    )
    grace.look()
    grace.page.reload()
    expect(grace.page.get_by_label("What happened?")).to_have_value(HOME_WORDS)
    expect(grace.page.locator(".photo-thumb img")).to_have_count(2)
    grace.look()
    grace.press("Send to Sunflower")
    grace.sees("Sent. Sunflower reads it before it joins the journal.", "Waiting for ")
    grace.look()
    grace.go(f"/journal/{house.children['Amara']}")
    grace.does_not_see("ducks")

    sen = visit(house, "Sen", TABLET)
    sen.go("/review")
    sen.sees(HOME_WORDS, "From home")
    expect(sen.page.locator("main .photos img")).to_have_count(2)
    sen.look()
    sen.press("Approve")
    sen.sees("Published.")
    grace.page.reload()
    grace.sees(HOME_WORDS, "From home")
    expect(grace.page.locator("main .photos img")).to_have_count(2)
    grace.look()
    tunde = visit(house, "Tunde", PHONE, is_dark=True)
    tunde.sees(HOME_WORDS)
    tunde.look()
    priya = visit(house, "Priya", TABLET)
    priya.go(f"/children/{house.children['Amara']}")
    priya.sees(HOME_WORDS)
    priya.look()
    nana = visit(house, "Nana", PHONE)
    assert nana.ask("/from-home/new").status == 403


def test_entry_from_home_comes_back_with_a_word(stage: Stage, visit: Visit) -> None:
    house = stage.sunflower()
    waiting = house.entry("submitted", "Rosa", "Ben", text="Ben rode without the small wheels.")
    sen = visit(house, "Sen", TABLET)
    sen.go(f"/review/{waiting.id}")
    sen.page.get_by_label("A word to Rosa").fill("Lovely! Was it on Saturday?")
    sen.press("Give back")
    sen.sees("Given back with your note.")
    rosa = visit(house, "Rosa", PHONE, is_dark=True)
    rosa.follow("From home")
    rosa.sees("Sunflower gave this back to you", "Lovely! Was it on Saturday?")
    rosa.look()
    rosa.follow("Change it and send it again")
    rosa.page.get_by_label("What happened?").fill("Ben rode without the small wheels, on Saturday.")
    rosa.press("Send to Sunflower")
    rosa.sees("Waiting for ")


def test_siblings_are_one_tap_apart(stage: Stage, visit: Visit) -> None:
    house = stage.sunflower()
    house.entry("published", "Priya", "Amara", text="Amara painted a blue sun.", photos=1)
    house.entry("published", "Owen", "Kofi", text="Kofi wrote his name on the boat.", photos=1)
    grace = visit(house, "Grace", PHONE)
    grace.follow("Kofi")
    grace.sees("Kofi wrote his name on the boat.")
    grace.does_not_see("blue sun")
    grace.look()
    grace.follow("Amara")
    grace.sees("Amara painted a blue sun.")
    grace.does_not_see("on the boat")
    grace.look()
    grace.go("/")
    grace.sees("Amara’s journal")
    tunde = visit(house, "Tunde", PHONE)
    tunde.sees("Amara painted a blue sun.")
    tunde.does_not_see("Kofi")


def test_group_entry_shows_each_family_its_own_child(stage: Stage, visit: Visit) -> None:
    house = stage.sunflower()
    lines = {"Amara": "Mixed purple by herself.", "Ben": "Washed every brush."}
    entry = house.entry("published", "Priya", "Amara", "Ben", text="We painted outside.", lines=lines, photos=2)
    secrets = {"Amara": ("Ben", lines["Ben"], "Rosa"), "Ben": ("Amara", lines["Amara"], "Grace")}
    for parent, child in (("Grace", "Amara"), ("Rosa", "Ben")):
        screen = visit(house, parent, PHONE)
        screen.go(f"/journal/{house.children[child]}")
        screen.sees("We painted outside.", lines[child])
        screen.does_not_see(*secrets[child])
        screen.look()
        screen.go(f"/journal/{house.children[child]}/{entry.id}")
        screen.sees(lines[child])
        screen.page.get_by_label("Write a comment").fill(f"A word from {parent}.")
        screen.press("Send")
        screen.sees(f"A word from {parent}.")
        screen.does_not_see(*secrets[child])
        screen.look()
        other = "Ben" if child == "Amara" else "Amara"
        for path in (f"/journal/{house.children[other]}/{entry.id}", f"/portraits/{house.children[other]}/small"):
            assert screen.ask(path).status == 404
    priya = visit(house, "Priya", TABLET)
    priya.go(f"/observations/{entry.id}")
    priya.sees("A word from Grace.", "A word from Rosa.", lines["Amara"], lines["Ben"])
    priya.look()


def test_parents_living_apart_never_meet(stage: Stage, visit: Visit) -> None:
    house = stage.sunflower(home_entries_wait=False, publish_delay_minutes=0)
    entry = house.entry("published", "Priya", "Ben", text="Ben built a garage.", photos=1)
    rosa = visit(house, "Rosa", PHONE)
    rosa.go(f"/journal/{house.children['Ben']}/{entry.id}")
    rosa.page.get_by_label("Write a comment").fill("He wants one at my flat.")
    rosa.press("Send")
    rosa.sees("He wants one at my flat.")
    rosa.press("Like")
    expect(rosa.page.get_by_role("button", name="Like")).to_have_attribute("aria-pressed", "true")
    rosa.follow("From home")
    rosa.follow(re.compile("Add something from home"))
    rosa.page.get_by_label("What happened?").fill("Ben slept in the new bed.")
    rosa.press("Send to Sunflower")
    rosa.sees("Sent. It is in the journal now.")
    rosa.go("/")
    rosa.sees("Ben slept in the new bed.")

    omar = visit(house, "Omar", PHONE, is_dark=True)
    omar.sees("Ben built a garage.")
    omar.does_not_see("Rosa", "new bed", "my flat")
    omar.look()
    omar.go(f"/journal/{house.children['Ben']}/{entry.id}")
    omar.sees("Ben built a garage.")
    omar.does_not_see("Rosa", "new bed", "my flat")
    expect(omar.page.get_by_role("button", name="Like")).to_have_attribute("aria-pressed", "false")
    omar.page.get_by_label("Write a comment").fill("I shall get the planks.")
    omar.press("Send")
    omar.sees("I shall get the planks.")
    priya = visit(house, "Priya", TABLET)
    priya.go(f"/observations/{entry.id}")
    priya.sees("Answer Rosa", "Answer Omar")
    priya.look()
    priya.page.get_by_label("Answer Omar").fill("We have a saw for you.")
    priya.touch(priya.page.locator("form.composer").filter(has_text="Answer Omar").get_by_role("button"))
    priya.sees("We have a saw for you.")
    rosa.go(f"/journal/{house.children['Ben']}/{entry.id}")
    rosa.sees("He wants one at my flat.")
    rosa.does_not_see("Omar", "planks", "saw for you")
    omar.page.reload()
    omar.sees("We have a saw for you.")
