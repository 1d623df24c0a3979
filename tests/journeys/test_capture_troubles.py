"""Capture when things go wrong: no network, hasty fingers, files that are no pictures, a session that has ended."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Route, expect

from tests.journeys.conftest import Visit
from tests.journeys.photographs import empty, photograph, small, text_called_jpg
from tests.journeys.stage import House, Stage
from tests.journeys.visitor import PHONE, TABLET, Device, Visitor

OFFLINE = "No connection. What you typed is still here and will be kept as soon as there is one."
NOT_LOOKED_AT = "Photographs need a connection once, to load what finds faces. Try again when there is one."
NOT_SENT = "This photograph could not be sent. Try it again."
NO_PHOTOGRAPHS_OF_BEN = re.compile(r"^Ben\W+no photographs$")
SENT = "Saved. A colleague will look at it before families see it."


@pytest.fixture
def house(stage: Stage) -> House:
    """A setting."""
    return stage.sunflower()


@pytest.fixture
def priya(house: House, visit: Visit) -> Visitor:
    """A practitioner with a new entry before her."""
    priya: Visitor = visit(house, "Priya", TABLET)
    priya.go("/capture")
    return priya


def choose(visitor: Visitor, *files: object) -> None:
    """Choose photographs from the device."""
    visitor.choose_files(visitor.page.get_by_text("Choose photographs"), files)  # type: ignore[arg-type]


def kept_photos(visitor: Visitor, count: int) -> None:
    """So many photographs are on the server, with who is in them."""
    expect(visitor.page.locator(".photo-thumb:not(.is-waiting) [data-remove]")).to_have_count(count)


@pytest.mark.parametrize("device", [TABLET, PHONE], ids=lambda device: device.name)
def test_network_goes_while_typing(house: House, visit: Visit, device: Device) -> None:
    priya = visit(house, "Priya", device)
    priya.go("/capture")
    # What offers suggestions asks in vain too, and may do so without a word to the person.
    priya.excuse("ERR_INTERNET_DISCONNECTED", "htmx:(afterRequest|sendError)")
    priya.page.get_by_label("Note").fill("Before the gap.")
    priya.sees("Kept as a draft at")
    priya.context.set_offline(True)
    priya.page.get_by_label("Note").fill("Before the gap. And after it.")
    priya.tick("Amara")
    priya.sees(OFFLINE)
    priya.look()
    priya.press("Save")
    expect(priya.page.locator("#problems")).to_be_focused()
    expect(priya.page.locator("#problems")).to_contain_text(OFFLINE)
    priya.context.set_offline(False)
    priya.sees("Kept as a draft at")
    assert house.entries_of("Priya")[0]["text"] == "Before the gap. And after it."
    priya.press("Save")
    priya.sees(SENT)


def test_network_goes_while_photographs_are_sent(house: House, priya: Visitor) -> None:
    priya.excuse("ERR_INTERNET_DISCONNECTED", "ERR_CONNECTION_RESET")
    choose(priya, small(1))
    kept_photos(priya, 1)
    priya.page.route("**/photos/*", lambda route: route.abort("connectionreset"))
    choose(priya, small(2), photograph(3))
    priya.sees(NOT_SENT)
    expect(priya.page.get_by_role("button", name="Try again")).to_have_count(2)
    priya.look()
    priya.tick("Amara")
    priya.press("Save")
    expect(priya.page.locator("#problems")).to_contain_text(NOT_SENT)
    assert house.entries_of("Priya")[0]["state"] == "draft"
    priya.page.unroute("**/photos/*")
    priya.touch(priya.page.get_by_role("button", name="Try again").first)
    kept_photos(priya, 2)
    priya.touch(priya.page.get_by_role("button", name="Try again"))
    kept_photos(priya, 3)
    priya.press("Save")
    priya.sees(SENT)
    assert len(house.entries_of("Priya")[0]["photos"]) == 3


def test_photographs_go_on_by_themselves_when_the_network_is_back(house: House, priya: Visitor) -> None:
    priya.excuse("ERR_INTERNET_DISCONNECTED")
    choose(priya, small(3))
    kept_photos(priya, 1)
    priya.press("Take this photograph out")
    expect(priya.page.locator(".photo-thumb")).to_have_count(0)
    priya.context.set_offline(True)
    choose(priya, small(1), small(2))
    priya.sees(NOT_SENT)
    priya.context.set_offline(False)
    kept_photos(priya, 2)
    expect(priya.page.locator("#photo-problem")).to_be_hidden()
    assert len(house.entries_of("Priya")[0]["photos"]) == 2


def test_faces_cannot_be_looked_for_before_the_finder_has_come(house: House, visit: Visit) -> None:
    priya = visit(house, "Priya", TABLET)
    priya.excuse("ERR_FAILED", "ERR_INTERNET_DISCONNECTED")
    priya.page.route("**/centerface-*.onnx", lambda route: route.abort())
    priya.go("/capture")
    choose(priya, small(1))
    priya.sees(NOT_LOOKED_AT)
    priya.look()
    assert house.entries_of("Priya") == []
    priya.page.unroute("**/centerface-*.onnx")
    priya.press("Try again")
    kept_photos(priya, 1)


def test_without_compiled_code_there_are_no_photographs(house: House, visit: Visit) -> None:
    priya = visit(house, "Priya", TABLET, has_camera=True)
    priya.context.add_init_script("delete window.WebAssembly")
    priya.go("/capture")
    priya.sees("No photographs can be added from this device")
    expect(priya.page.get_by_text("Choose photographs")).to_be_hidden()
    expect(priya.page.locator("#viewfinder")).to_be_hidden()
    priya.look()
    priya.tick("Amara")
    priya.page.get_by_label("Note").fill("Words do as well.")
    priya.press("Save")
    priya.sees(SENT)


def test_lost_answer_makes_no_second_photograph(house: House, priya: Visitor) -> None:
    def lose_the_answer(route: Route) -> None:
        route.fetch()
        route.abort("connectionreset")

    priya.excuse("ERR_CONNECTION_RESET")
    priya.page.route("**/photos/*", lose_the_answer)
    choose(priya, small(1))
    priya.sees(NOT_SENT)
    priya.page.unroute("**/photos/*")
    priya.press("Try again")
    kept_photos(priya, 1)
    assert len(house.entries_of("Priya")[0]["photos"]) == 1


def test_photograph_that_cannot_be_sent_can_be_taken_out(house: House, priya: Visitor) -> None:
    priya.excuse("status of 503", "^503: PUT")
    priya.page.route("**/photos/*", lambda route: _fail(route) if route.request.method == "PUT" else route.continue_())
    choose(priya, small(1))
    priya.sees(NOT_SENT)
    priya.press("Take this photograph out")
    expect(priya.page.locator(".photo-thumb")).to_have_count(0)
    expect(priya.page.locator("#photo-problem")).to_be_hidden()
    priya.tick("Amara")
    priya.page.get_by_label("Note").fill("Words do as well.")
    priya.press("Save")
    priya.sees(SENT)
    assert house.entries_of("Priya")[0]["photos"] == []


def _fail(route: Route) -> None:
    route.fulfill(status=503, content_type="text/plain", body="The proxy is tired.")


def test_two_quick_taps_make_one_entry(house: House, priya: Visitor) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    priya.page.route("**/send", hold)
    priya.tick("Amara")
    priya.page.get_by_label("Note").fill("Jumped from the log, both feet at once.")
    box = priya.page.get_by_role("button", name="Save").bounding_box()
    assert box is not None
    for _ in range(2):
        priya.page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(priya.page.get_by_role("button", name="Save")).to_have_attribute("aria-disabled", "true")
    for route in held:
        route.continue_()
    priya.sees(SENT)
    assert [entry["state"] for entry in house.entries_of("Priya")] == ["submitted"]
    assert len(held) == 1


def test_sending_again_after_a_lost_answer_makes_one_entry(house: House, priya: Visitor) -> None:
    def lose_the_answer(route: Route) -> None:
        route.fetch()
        route.abort("connectionreset")

    priya.excuse("ERR_CONNECTION_RESET", "status of 409")
    priya.page.route("**/send", lose_the_answer, times=1)
    priya.tick("Amara")
    priya.page.get_by_label("Note").fill("Poured the rice from the blue jug.")
    priya.press("Save")
    expect(priya.page.locator("#problems")).to_contain_text(OFFLINE)
    priya.press("Save")
    priya.sees(SENT)
    assert [entry["state"] for entry in house.entries_of("Priya")] == ["submitted"]


def test_files_that_are_no_photographs(house: House, priya: Visitor) -> None:
    priya.excuse("status of 4")
    choose(priya, text_called_jpg(), empty(), small(1))
    problem = priya.page.locator("#photo-problem")
    expect(problem).to_contain_text(
        "letter.jpg: This is not a photograph that can be opened. JPEG, PNG, WebP and HEIC can."
    )
    expect(problem).to_contain_text("empty.jpg: This file is empty. Please choose the photo again.")
    kept_photos(priya, 1)
    expect(priya.page.locator(".photo-thumb")).to_have_count(1)
    priya.look()
    choose(priya, small(2))
    kept_photos(priya, 2)
    expect(problem).to_be_hidden()
    expect(priya.page.get_by_label("Choose photographs")).to_have_css("opacity", "0")
    assert len(house.entries_of("Priya")[0]["photos"]) == 2


def test_thirteen_photographs(house: House, priya: Visitor) -> None:
    choose(priya, *(small(number) for number in range(13)))
    expect(priya.page.locator("#photo-problem")).to_contain_text("An entry holds at most 12 photographs.")
    kept_photos(priya, 12)
    priya.look()
    choose(priya, small(13))
    expect(priya.page.locator("#photo-problem")).to_contain_text("An entry holds at most 12 photographs.")
    assert len(house.entries_of("Priya")[0]["photos"]) == 12


def test_signed_out_in_another_tab_while_typing(house: House, priya: Visitor) -> None:
    priya.excuse("status of 401")
    priya.page.get_by_label("Note").fill("Ben found a snail")
    priya.tick("Ben")
    priya.sees("Kept as a draft at")
    writing, priya.page = priya.page, priya.open_tab()
    priya.go("/today")
    priya.sign_out()
    priya.page = writing
    priya.page.get_by_label("Note").press_sequentially(" and named it")
    expect(priya.page.get_by_role("heading", name="Who is here?")).to_be_visible()
    priya.does_not_see("snail")
    priya.look()
    priya.follow("Sign in with your password")
    priya.page.wait_for_url(re.compile("/sign-in"))
    priya.sign_in(house.user_names["Priya"])
    assert urlsplit(priya.page.url).path == f"/capture/{house.entries_of('Priya')[0]['id']}"
    expect(priya.page.get_by_label("Note")).to_have_value(re.compile("Ben found a snail"))
    expect(priya.page.get_by_role("checkbox", name="Ben")).to_be_checked()


def test_child_without_permission(house: House, priya: Visitor) -> None:
    house.allow("Ben")
    priya.page.reload()
    priya.excuse("status of 422", "status of 4")
    choose(priya, small(1))
    priya.tick("Amara")
    expect(priya.page.locator("#permission-note")).to_be_hidden()
    priya.tick(NO_PHOTOGRAPHS_OF_BEN)
    warning = "Ben has no permission for photographs. Take the photographs out, or take Ben out of this entry."
    expect(priya.page.locator("#permission-note")).to_have_text(warning)
    priya.look()
    priya.press("Save")
    expect(priya.page.locator("#problems")).to_be_focused()
    expect(priya.page.locator("#problems")).to_contain_text("Ben")
    priya.look()
    assert house.entries_of("Priya")[0]["state"] == "draft"
    priya.tick(NO_PHOTOGRAPHS_OF_BEN)
    expect(priya.page.locator("#permission-note")).to_be_hidden()
    priya.press("Save")
    priya.sees(SENT)


def test_permission_that_ends_while_it_is_written(house: House, priya: Visitor) -> None:
    priya.excuse("status of 422", "status of 4")
    choose(priya, small(1))
    priya.tick("Amara")
    kept_photos(priya, 1)
    house.allow("Amara")
    priya.press("Save")
    expect(priya.page.locator("#problems")).to_contain_text("Amara")
    assert house.entries_of("Priya")[0]["state"] == "draft"


def test_nothing_filled_in(house: House, visit: Visit) -> None:
    priya = visit(house, "Priya", PHONE, is_dark=True)
    priya.excuse("status of 422", "status of 4")
    priya.go("/capture")
    priya.look()
    priya.press("Save")
    problems = priya.page.locator("#problems")
    expect(problems.get_by_role("link")).to_have_text(
        ["Choose at least one child.", "Add a photograph or write what you saw."]
    )
    priya.look()
    priya.touch(problems.get_by_role("link", name="Add a photograph or write what you saw."))
    expect(priya.page.get_by_label("Note")).to_be_focused()
    priya.look()
