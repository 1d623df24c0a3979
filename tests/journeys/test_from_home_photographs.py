"""A family's photographs: faces are found on its own phone, and only its own child leaves it (guarantee G12)."""

import pytest
from playwright.sync_api import FilePayload, Request, expect

from tests.journeys.conftest import Visit
from tests.journeys.stage import House, Stage
from tests.journeys.test_who_is_in_it import MIDDLE_OF_SECOND_FACE, THREE_PEOPLE, answer, is_hidden
from tests.journeys.visitor import PHONE, Visitor, eventually


def begin(visit: Visit, house: House, *, who: str = "Grace") -> Visitor:
    """The page on which an entry from home is written, on a phone."""
    grace = visit(house, who, PHONE)
    grace.go("/from-home/new")
    return grace


@pytest.mark.skipif(not THREE_PEOPLE.exists(), reason="there are no photographs in shared/photos beside the checkout")
def test_only_the_own_child_leaves_the_phone(stage: Stage, visit: Visit) -> None:
    house = stage.sunflower()
    grace, sent = begin(visit, house), []

    def keep(request: Request) -> None:
        if request.method == "PUT":
            sent.append(request.url)

    grace.page.on("request", keep)
    file: FilePayload = {"name": "picnic.jpg", "mimeType": "image/jpeg", "buffer": THREE_PEOPLE.read_bytes()}
    grace.choose_files(grace.page.get_by_text("Choose photographs"), [file])
    grace.sees("Frame 1 of 3", "Only your own child is shown.")
    expect(grace.page.get_by_role("button", name="An adult")).to_have_count(0)
    grace.look()
    frames = grace.page.locator("#faces .faces-frame")
    lefts = [frames.nth(at).evaluate("frame => parseFloat(frame.style.left)") for at in range(3)]
    grace.touch(frames.nth(lefts.index(min(lefts))))
    answer(grace, "Amara")
    assert sent == []
    grace.press("Hide the other 2")
    expect(grace.page.locator(".photo-thumb:not(.is-waiting) [data-remove]")).to_have_count(1)
    expect(grace.page.get_by_role("checkbox", name="Amara")).to_be_checked()
    grace.look()
    grace.press("Send to Sunflower")
    grace.sees("Is this right?", "In this entry, but in none of its photographs: Kofi.")
    grace.look()
    grace.press("Look again")
    grace.tick("Kofi")
    grace.press("Send to Sunflower")
    grace.sees("Sent. Sunflower reads it before it joins the journal.")
    [entry] = house.entries_of("Grace")
    assert (entry["children"], len(sent)) == (["Amara"], 1)
    picture = grace.ask(f"/pictures/{entry['photos'][0]}/large").body()
    assert is_hidden(picture, MIDDLE_OF_SECOND_FACE)
    assert eventually(lambda: house.questions(entry["id"]) == 0), "the second look holds it"


def test_without_what_finds_faces_words_are_welcome(stage: Stage, visit: Visit) -> None:
    house = stage.sunflower()
    grace = visit(house, "Grace", PHONE)
    grace.page.add_init_script("delete window.WebAssembly")
    grace.go("/from-home/new")
    grace.sees("No photographs can be added from this device")
    expect(grace.page.get_by_text("Choose photographs")).to_be_hidden()
    grace.look()
    grace.page.get_by_label("What happened?").fill("We counted snails.")
    grace.tick("Amara")
    grace.press("Send to Sunflower")
    grace.sees("Sent. Sunflower reads it before it joins the journal.", "We counted snails.")


def test_a_torn_network_loses_nothing_of_it(stage: Stage, visit: Visit) -> None:
    house = stage.sunflower()
    tunde = begin(visit, house, who="Tunde")
    tunde.page.context.set_offline(True)
    tunde.excuse("ERR_INTERNET_DISCONNECTED")
    tunde.page.get_by_label("What happened?").fill("Amara slept in her tent.")
    tunde.sees("No connection. What you typed is still here")
    tunde.press("Send to Sunflower")
    tunde.sees("There is a problem")
    tunde.look()
    expect(tunde.page.get_by_label("What happened?")).to_have_value("Amara slept in her tent.")
    tunde.page.context.set_offline(False)
    expect(tunde.page.locator("#draft-status")).to_contain_text("Kept as a draft at")
    tunde.press("Send to Sunflower")
    tunde.sees("Sent. Sunflower reads it before it joins the journal.", "Amara slept in her tent.")


def test_what_cannot_be_sent_is_said_where_it_stands(stage: Stage, visit: Visit) -> None:
    house = stage.sunflower()
    grace = begin(visit, house)
    grace.excuse("status of 422")
    grace.page.get_by_label("When was it?").fill("1999-01-01T10:00")
    grace.tick("Amara")
    grace.press("Send to Sunflower")
    grace.sees("There is a problem")
    grace.look()
    grace.page.locator("#problems a").first.click()
    expect(grace.page.locator("#id_happened_at, #id_text").and_(grace.page.locator(":focus"))).to_have_count(1)
