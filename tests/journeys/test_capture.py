"""Capture costs seconds: the camera in the page, four taps, no keys; and what is typed outlives the page."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.photographs import small
from tests.journeys.stage import Stage
from tests.journeys.visitor import TABLET, Visitor, eventually

COUNT_TOUCHES = """
function count(kind) { sessionStorage.setItem(kind, 1 + Number(sessionStorage.getItem(kind))); }
let latest = -1;
addEventListener("click", (event) => {
  // A tap on a label is followed by a click of the same moment on what it labels.
  if (event.pointerType === "touch" && event.timeStamp !== latest) count("taps");
  latest = event.timeStamp;
}, true);
addEventListener("keydown", () => count("keys"), true);"""
TEXT = "Ben counted the spoons, one to seven, and began again at one."


def touches(visitor: Visitor, kind: str) -> int:
    """How many taps or keys there were, in all pages since the counting began."""
    return int(visitor.page.evaluate(f"() => Number(sessionStorage.getItem('{kind}'))"))


def test_photo_observation_takes_four_taps_and_no_typing(stage: Stage, visit: Visit) -> None:
    house = stage.sunflower()
    house.arrive("Ben")
    priya = visit(house, "Priya", TABLET, has_camera=True)
    priya.context.add_init_script(COUNT_TOUCHES)
    priya.go("/today")
    priya.follow(re.compile("^New observation"))
    expect(priya.page.locator("#viewfinder")).to_be_visible()
    priya.page.wait_for_function("() => document.querySelector('#viewfinder').videoWidth > 0")
    priya.press("Take the photograph")
    priya.tick("Ben")
    priya.press("Save")
    priya.sees("Saved. A colleague will look at it before families see it.")
    assert touches(priya, "taps") == 4
    assert touches(priya, "keys") == 0
    [entry] = house.entries_of("Priya")
    assert (entry["state"], entry["children"], len(entry["photos"])) == ("submitted", ["Ben"], 1)


def test_camera_takes_several_and_lets_go_of_the_lens(stage: Stage, visit: Visit) -> None:
    priya = visit(stage.sunflower(), "Priya", TABLET, has_camera=True, is_dark=True)
    priya.go("/capture")
    expect(priya.page.locator("#viewfinder")).to_be_visible()
    priya.look()
    for number in (1, 2):
        priya.page.wait_for_function("() => document.querySelector('#viewfinder').videoWidth > 0")
        priya.press("Take the photograph")
        expect(priya.page.locator(".photo-thumb")).to_have_count(number)
        expect(priya.page.locator("#viewfinder")).to_be_hidden()
        assert priya.page.evaluate("() => document.querySelector('#viewfinder').srcObject") is None
        priya.press("Camera")
    priya.press("Close the camera")
    expect(priya.page.locator("#viewfinder")).to_be_hidden()
    priya.look()
    priya.touch(priya.page.get_by_role("button", name="Take this photograph out").first)
    expect(priya.page.locator(".photo-thumb")).to_have_count(1)


def test_children_who_are_here_come_first(stage: Stage, visit: Visit) -> None:
    house = stage.sunflower(staff_scope="all")
    house.arrive("Ben")
    priya = visit(house, "Priya", TABLET)
    priya.go("/capture")
    groups = priya.page.locator("fieldset legend, details.more-children summary")
    expect(groups.filter(visible=True)).to_have_text(["Here today", "Not here today", "Other rooms"])
    assert names(priya) == ["Ben", "Amara"]
    priya.touch(priya.page.get_by_text("Other rooms"))
    assert names(priya) == ["Ben", "Amara", "Kofi"]
    priya.look()


def names(visitor: Visitor) -> list[str]:
    """The children to choose from, from the top."""
    return visitor.page.locator(".portrait-tile .portrait-name").filter(visible=True).all_inner_texts()


def fill_in(priya: Visitor) -> None:
    """A whole entry about two children, with two photographs, not sent."""
    priya.go("/capture")
    priya.choose_files(priya.page.get_by_text("Choose photographs"), [small(1), small(2)])
    priya.tick("Amara", "Ben", "Mathematics", "Number")
    priya.page.get_by_label("Note").fill(TEXT)
    priya.page.get_by_label("A line for Ben alone").fill("He laughed at eight.")
    priya.touch(priya.page.locator("fieldset[data-child]").nth(1).get_by_text("4").first)
    priya.sees("Kept as a draft at")
    priya.look_settled()


def is_filled_in(priya: Visitor) -> None:
    """Everything of ``fill_in`` is there."""
    expect(priya.page.get_by_label("Note")).to_have_value(TEXT)
    expect(priya.page.get_by_label("A line for Ben alone")).to_have_value("He laughed at eight.")
    for name in ("Amara", "Ben", "Mathematics", "Number"):
        expect(priya.page.get_by_role("checkbox", name=name, exact=True)).to_be_checked()
    expect(priya.page.locator("input[type=radio]:checked")).to_have_count(1)
    expect(priya.page.locator(".photo-thumb:not(.is-waiting) img")).to_have_count(2)


def test_draft_survives_reload_signing_out_and_another_device(stage: Stage, visit: Visit) -> None:
    house = stage.sunflower()
    priya = visit(house, "Priya", TABLET)
    fill_in(priya)
    priya.page.reload()
    is_filled_in(priya)
    priya.look()
    priya.sign_out()
    priya.sign_in(house.user_names["Priya"])
    priya.sees("1 draft to finish")
    elsewhere = visit(house, "Priya", TABLET, is_dark=True)
    elsewhere.follow("My entries", within=elsewhere.page.locator("nav"))
    elsewhere.sees("Drafts", TEXT)
    elsewhere.look()
    elsewhere.follow(re.compile("^Amara, Ben$"))
    is_filled_in(elsewhere)
    elsewhere.look()
    owen = visit(house, "Owen", TABLET)
    assert owen.ask(f"/capture/{house.entries_of('Priya')[0]['id']}").status == 404
    elsewhere.press("Throw this draft away")
    elsewhere.sees("The draft is thrown away.")
    assert house.entries_of("Priya") == []


@pytest.mark.parametrize("way", ["later", "signing out"])
def test_words_typed_in_the_last_moment_survive_leaving(stage: Stage, visit: Visit, way: str) -> None:
    house = stage.sunflower()
    priya = visit(house, "Priya", TABLET)
    priya.go("/capture")
    priya.page.get_by_label("Note").fill("The beginning")
    priya.sees("Kept as a draft at")
    priya.page.get_by_label("Note").fill("The beginning and the end")
    if way == "later":
        priya.follow("Later")
        priya.sees("1 draft to finish")
    else:
        priya.sign_out()
    assert eventually(lambda: house.entries_of("Priya")[0]["text"] == "The beginning and the end")


def test_who_publishes_alone_looks_at_every_familys_picture_first(stage: Stage, visit: Visit) -> None:
    house = stage.sunflower(roles_without_review=["practitioner"], publish_delay_minutes=0)
    house.arrive("Amara", "Ben")
    priya = visit(house, "Priya", TABLET)
    priya.go("/capture")
    priya.choose_files(priya.page.get_by_text("Choose photographs"), [small(1)])
    expect(priya.page.locator(".photo-thumb:not(.is-waiting) [data-remove]")).to_have_count(1)
    priya.tick("Amara", "Ben")
    priya.press("Save")
    priya.sees("Who will see it", "Family of Amara", "Family of Ben")
    expect(priya.page.locator("#families + .grid img")).to_have_count(2)
    priya.look()
    priya.press("Share with 2 families")
    priya.sees("Saved. It is in the journal.")
    assert [entry["state"] for entry in house.entries_of("Priya")] == ["published"]
