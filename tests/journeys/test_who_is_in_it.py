"""Faces are found in the page, and who is hidden there never leaves it (guarantee G12)."""

import re

import pytest
import pyvips
from playwright.sync_api import FilePayload, Request, expect

from tests.journeys.conftest import Visit
from tests.journeys.stage import House, Stage
from tests.journeys.visitor import PHONE, TABLET, Device, Visitor, eventually
from tests.pictures import PHOTOGRAPHS, heic

THREE_PEOPLE = PHOTOGRAPHS / "photo-59.jpg"
FOUR_CHILDREN = PHOTOGRAPHS / "photo-44.jpg"
FROM_THE_LEFT = {"Finn": (0.18, 0.22), "Amara": (0.39, 0.13), "Ivy": (0.56, 0.2), "Ben": (0.71, 0.18)}
"""Who is who in it, and where the middle of the face is."""
SENT = "Saved. A colleague will look at it before families see it."
HIDING = [96, 84, 122]
MIDDLE_OF_SECOND_FACE = (0.427, 0.2)
"""Of the photograph of three, from its left and top."""
NO_PHOTOGRAPHS = re.compile(r"^Ben\W+no photographs$")

pytestmark = pytest.mark.skipif(
    not THREE_PEOPLE.exists(), reason="there are no photographs in shared/photos beside the checkout"
)


@pytest.fixture
def house(stage: Stage) -> House:
    """A setting with two children here, one of them without permission for photographs."""
    house = stage.sunflower()
    house.arrive("Amara", "Ben")
    house.allow("Ben")
    return house


def begin(visit: Visit, house: House, device: Device = TABLET) -> tuple[Visitor, list[str]]:
    """Priya chooses a photograph of three people; where each picture that leaves her page goes to."""
    priya = visit(house, "Priya", device)
    sent: list[str] = []

    def keep(request: Request) -> None:
        if request.method == "PUT":
            sent.append(request.url)

    priya.page.on("request", keep)
    priya.go("/capture")
    file: FilePayload = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": THREE_PEOPLE.read_bytes()}
    priya.choose_files(priya.page.get_by_text("Choose photographs"), [file])
    expect(priya.page.locator("#faces")).to_be_visible()
    priya.sees("Frame 1 of 3")
    return priya, sent


def answer(visitor: Visitor, name: str | re.Pattern[str]) -> None:
    """Say who is in the frame."""
    answers = visitor.page.locator("#faces .faces-answers")
    visitor.touch(answers.get_by_role("button", name=name, exact=isinstance(name, str)))


def colour_at(data: bytes, place: tuple[float, float]) -> list[float]:
    """The colour of a place in a picture."""
    picture = pyvips.Image.new_from_buffer(data, "").colourspace("srgb")
    return [float(part) for part in picture.getpoint(place[0] * picture.width, place[1] * picture.height)]


def is_hidden(data: bytes, place: tuple[float, float]) -> bool:
    """Whether a place in a picture was painted over."""
    return all(abs(one - other) < 4 for one, other in zip(colour_at(data, place), HIDING, strict=True))


def kept(visitor: Visitor, house: House) -> bytes:
    """The one photograph of the entry as the server has it: its author gets all of it."""
    [entry] = house.entries_of("Priya")
    [photo_id] = entry["photos"]
    return visitor.ask(f"/pictures/{photo_id}/large").body()


@pytest.mark.parametrize("device", [TABLET, PHONE], ids=lambda device: device.name)
def test_who_may_not_be_seen_never_leaves_the_page(house: House, visit: Visit, device: Device) -> None:
    priya, sent = begin(visit, house, device)
    priya.look()
    assert sent == []
    frames = priya.page.locator("#faces .faces-frame")
    lefts = [frames.nth(at).evaluate("frame => parseFloat(frame.style.left)") for at in range(3)]
    second = lefts.index(sorted(lefts)[1])
    priya.touch(frames.nth(second))
    answer(priya, NO_PHOTOGRAPHS)
    priya.sees("There is no permission for photographs of Ben. This face is hidden.")
    priya.look()
    answer(priya, "Amara")
    answer(priya, "An adult")
    expect(priya.page.locator("#faces")).to_be_hidden()
    expect(priya.page.locator(".photo-thumb:not(.is-waiting) [data-remove]")).to_have_count(1)
    expect(priya.page.get_by_role("checkbox", name="Amara")).to_be_checked()
    expect(priya.page.get_by_role("checkbox", name=NO_PHOTOGRAPHS)).not_to_be_checked()
    priya.look()
    priya.press("1 child: Amara, 1 hidden. Save")
    priya.sees(SENT)
    assert len(sent) == 1
    assert is_hidden(kept(priya, house), MIDDLE_OF_SECOND_FACE)
    assert not is_hidden(THREE_PEOPLE.read_bytes(), MIDDLE_OF_SECOND_FACE)
    [entry] = house.entries_of("Priya")
    assert (entry["state"], entry["children"]) == ("submitted", ["Amara"])
    assert eventually(lambda: house.questions(entry["id"]) == 0), "the second look holds it"


def test_nobody_is_named(house: House, visit: Visit) -> None:
    priya, sent = begin(visit, house)
    priya.press("Later")
    priya.sees("Who is this?")
    priya.tick("Amara")
    priya.press("Save")
    priya.sees("Not everybody is named yet")
    priya.look()
    priya.press("Name them")
    expect(priya.page.locator("#faces")).to_be_visible()
    priya.press("Later")
    assert sent == []
    priya.press("Save")
    priya.press("Hide them and go on")
    priya.sees("Is this right?", "In this entry, but in none of its photographs: Amara.")
    priya.look()
    priya.press("Yes, save")
    priya.sees(SENT)
    assert is_hidden(kept(priya, house), MIDDLE_OF_SECOND_FACE)


def test_somebody_is_hidden_afterwards(house: House, visit: Visit) -> None:
    priya, sent = begin(visit, house)
    for name in ("An adult", "An adult", "Amara"):
        answer(priya, name)
    expect(priya.page.locator(".photo-thumb:not(.is-waiting) [data-remove]")).to_have_count(1)
    [entry] = house.entries_of("Priya")
    assert not is_hidden(kept(priya, house), MIDDLE_OF_SECOND_FACE)
    priya.press("Amara", within=priya.page.locator("#photos"))
    for frame in (0, 1):
        priya.touch(priya.page.locator("#faces .faces-frame").nth(frame))
        answer(priya, "Hide")
    priya.press("Done")
    expect(priya.page.locator(".photo-thumb:not(.is-waiting) [data-remove]")).to_have_count(1)
    assert len(sent) == 2
    [changed] = house.entries_of("Priya")
    assert len(changed["photos"]) == 1
    assert changed["photos"] != entry["photos"]
    assert priya.ask(f"/pictures/{entry['photos'][0]}/large").status == 404


def test_a_frame_is_set_by_keys_alone(house: House, visit: Visit) -> None:
    priya, _sent = begin(visit, house)
    for name in ("An adult", "An adult"):
        answer(priya, name)
    keys = priya.page.keyboard
    priya.page.locator("#faces").get_by_role("button", name="Mark a face").focus()
    keys.press("Enter")
    priya.page.get_by_role("button", name="A frame in the middle").focus()
    keys.press("Enter")
    priya.sees("Frame 4 of 4")
    frame = priya.page.locator("#faces .faces-frame").nth(3)
    before = frame.evaluate("frame => [frame.style.left, frame.style.width].map(parseFloat)")
    for name in ("To the left", "To the left", "Larger"):
        priya.page.get_by_role("button", name=name).focus()
        keys.press("Enter")
    after = frame.evaluate("frame => [frame.style.left, frame.style.width].map(parseFloat)")
    assert [after[0] - before[0], after[1] - before[1]] == pytest.approx([-3, 2], abs=0.01)
    priya.look()
    frame.focus()
    keys.press("ArrowDown")
    answer(priya, "Hide")
    answer(priya, "Amara")
    priya.press("Done")
    expect(priya.page.locator(".photo-thumb:not(.is-waiting) [data-remove]")).to_have_count(1)
    assert is_hidden(kept(priya, house), (0.47, 0.5))


def test_a_frame_is_drawn_and_moved_with_a_finger(house: House, visit: Visit) -> None:
    priya, _sent = begin(visit, house)
    priya.press("Mark a face")
    picture = priya.page.locator("#faces .faces-picture")
    corner = picture.bounding_box()
    assert corner is not None

    def at(x: float, y: float) -> tuple[float, float]:
        return corner["x"] + x * corner["width"], corner["y"] + y * corner["height"]

    mouse = priya.page.mouse
    mouse.move(*at(0.1, 0.7))
    mouse.down()
    mouse.move(*at(0.2, 0.85), steps=4)
    mouse.up()
    frame = priya.page.locator("#faces .faces-frame").nth(3)
    sides = "frame => ['left', 'top', 'width', 'height'].map((side) => parseFloat(frame.style[side]))"
    assert frame.evaluate(sides) == pytest.approx([10, 70, 10, 15], abs=0.5)
    mouse.move(*at(0.15, 0.75))
    mouse.down()
    mouse.move(*at(0.35, 0.65), steps=4)
    mouse.up()
    assert frame.evaluate(sides) == pytest.approx([30, 60, 10, 15], abs=0.5)
    priya.press("Take the frame away")
    expect(priya.page.locator("#faces .faces-frame")).to_have_count(3)
    priya.page.mouse.click(*at(0.5, 0.8))
    expect(priya.page.locator("#faces .faces-frame")).to_have_count(4)


def test_no_picture_is_left_when_the_page_is(house: House, visit: Visit) -> None:
    priya, sent = begin(visit, house)
    priya.press("Later")
    priya.page.on("dialog", lambda dialog: dialog.accept())
    priya.go("/today")
    priya.page.go_back()
    priya.look_settled()
    expect(priya.page.locator(".photo-thumb")).to_have_count(0)
    assert sent == []
    stores = """async () => ({
      caches: (await caches.keys()).length, databases: (await indexedDB.databases()).length,
      words: [...Object.values(localStorage), ...Object.values(sessionStorage)].join("").length})"""
    stored = priya.page.evaluate(stores)
    assert (stored["caches"], stored["databases"]) == (0, 0)
    assert stored["words"] < 200, "more than the time of the last touch"


def test_a_picture_of_an_iphone_is_opened_in_the_page(house: House, visit: Visit) -> None:
    data = heic(pyvips.Image.new_from_file(str(THREE_PEOPLE)))
    priya = visit(house, "Priya", TABLET)
    priya.go("/capture")
    file: FilePayload = {"name": "a.heic", "mimeType": "image/heic", "buffer": data}
    priya.choose_files(priya.page.get_by_text("Choose photographs"), [file])
    priya.sees("Frame 1 of 3")


def test_of_four_children_each_family_gets_its_own_picture(stage: Stage, visit: Visit) -> None:
    """Finn's family wants no photographs, Ben's none in other journals; Amara's and Ivy's agree to everything."""
    house = stage.sunflower(missing_permission="obscure", publish_delay_minutes=0)
    house.join("Ivy", "Vera")
    house.join("Finn", "Pat")
    house.arrive("Amara", "Ben", "Ivy", "Finn")
    house.allow("Ben", "own_journal")
    house.allow("Finn")
    priya = visit(house, "Priya", TABLET)
    priya.go("/capture")
    file: FilePayload = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": FOUR_CHILDREN.read_bytes()}
    priya.choose_files(priya.page.get_by_text("Choose photographs"), [file])
    priya.sees("Frame 1 of 4")
    frames = priya.page.locator("#faces .faces-frame")
    lefts = [frames.nth(at).evaluate("frame => parseFloat(frame.style.left)") for at in range(4)]
    in_order = [lefts.index(left) for left in sorted(lefts)]
    for place, name in zip(in_order, FROM_THE_LEFT, strict=True):
        priya.touch(frames.nth(place))
        answer(priya, re.compile(f"^{name}"))
        if name == "Finn":
            priya.sees("There is no permission for photographs of Finn. This face is hidden.")
            priya.look()
    expect(priya.page.locator("#faces")).to_be_hidden()
    expect(priya.page.locator(".photo-thumb:not(.is-waiting) [data-remove]")).to_have_count(1)
    priya.touch(priya.page.get_by_role("button", name=re.compile(r"^3 children: .+, 1 hidden\. Save$")))
    priya.sees(SENT)
    [entry] = house.entries_of("Priya")
    assert eventually(lambda: house.questions(entry["id"]) == 0)

    sen = visit(house, "Sen", TABLET)
    sen.go(f"/review/{entry['id']}")
    sen.sees("Shared with 3 families: what each will see")
    foreseen = {
        name: sen.ask(
            sen.page.locator("article.card", has_text=f"Family of {name}").locator("a").get_attribute("href") or ""
        ).body()
        for name in ("Amara", "Ben", "Ivy")
    }
    sen.look()
    sen.press("Share with 3 families")
    sen.sees("Published.")
    address = f"/pictures/{entry['photos'][0]}/large"
    seen = {parent: visit(house, parent, PHONE).ask(address) for parent in ("Grace", "Rosa", "Vera", "Pat")}
    assert [seen[parent].status for parent in seen] == [200, 200, 200, 404]
    for parent, child in (("Grace", "Amara"), ("Rosa", "Ben"), ("Vera", "Ivy")):
        picture = seen[parent].body()
        assert picture == foreseen[child]
        hidden = [name for name, place in FROM_THE_LEFT.items() if is_hidden(picture, place)]
        assert hidden == (["Finn"] if parent == "Rosa" else ["Finn", "Ben"])
