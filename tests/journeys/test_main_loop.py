"""The main loop: captured, given back, mended, approved, read on a phone, answered, and shut to everybody else."""

import re
from urllib.parse import urlsplit

import pyvips
from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.photographs import REAL, photograph
from tests.journeys.stage import House, Stage
from tests.journeys.visitor import PHONE, TABLET, Visitor, eventually

FIRST_WORDS = "Amara stacked nine blocks."
MENDED_WORDS = "Amara stacked nine blocks and said: taller than the chair!"
WISH = "Which words did she use? Please add an area."
NEXT_STEP = "Offer longer planks and talk about higher and lower."
COMMENT = "She built a tower of tins at home as well."
ANSWER = "Please send us a picture of the tins!"
SECRETS = ("Amara", "stacked", "planks", "tower of tins", "picture of the tins")
PICTURE_STARTS = (b"\xff\xd8", b"RIFF", b"\x89PNG")


def test_observation_goes_all_the_way_round(stage: Stage, visit: Visit, open_screen: Visit) -> None:
    house = stage.sunflower()
    priya = visit(house, "Priya", TABLET)
    sen = visit(house, "Sen", TABLET, is_dark=True)

    capture(priya)
    give_back(sen)
    entry_id = mend(priya, house)
    name_who_is_in_it(sen, house, entry_id)
    approve(sen)

    grace = visit(house, "Grace", PHONE)
    grace.follow("Amara")
    grace.sees("Amara’s journal", "The first page is still empty")
    grace.does_not_see("stacked")
    take_back_and_send_again(priya, entry_id)
    approve(sen)
    grace.page.reload()
    grace.does_not_see("stacked")
    house.pass_waiting_time(entry_id)

    picture = read_and_answer(grace)
    see_the_comment(priya)
    grace.page.reload()
    grace.sees(ANSWER)
    grace.look()

    entry = urlsplit(grace.page.url).path
    addresses = [entry, f"/journal/{house.children['Amara']}", f"/observations/{entry_id}"]
    addresses += [picture.replace("/large", size) for size in ("/small", "/large", "/master")]
    assert grace.ask(picture).body().startswith(PICTURE_STARTS)
    rosa = visit(house, "Rosa", PHONE, is_dark=True)
    rosa.does_not_see(*SECRETS)
    rosa.look()
    gets_nothing(rosa, addresses, statuses={403, 404})
    petra = visit(stage.hollies(), "Petra", PHONE)
    gets_nothing(petra, addresses, statuses={403, 404})
    gets_nothing(open_screen(PHONE), addresses, statuses={302, 401})
    house.end_sessions("Grace")
    gets_nothing(grace, [*addresses, "/journal"], statuses={302, 401})
    grace.page.reload()
    expect(grace.page.get_by_role("heading", name="Sign in")).to_be_visible()
    grace.does_not_see(*SECRETS)
    grace.look()


def capture(priya: Visitor) -> None:
    priya.look()
    priya.follow(re.compile("^New observation"))
    priya.look()
    priya.choose_files(priya.page.get_by_text("Choose photographs"), [photograph()])
    expect(priya.page.locator(".photo-thumb:not(.is-waiting)")).to_have_count(1)
    if REAL:
        priya.sees("Who is in the frame?")
        priya.look()
        priya.touch(priya.page.locator("#faces .portrait-tile").filter(has_text="Amara"))
    else:
        priya.tick("Amara")
    expect(priya.page.locator(".photo-thumb:not(.is-waiting) [data-remove]")).to_have_count(1)
    priya.page.get_by_label("Note").fill(FIRST_WORDS)
    priya.look()
    priya.press("1 child: Amara. Save" if REAL else "Save")
    priya.sees("Saved. A colleague will look at it before families see it.")
    priya.look()


def give_back(sen: Visitor) -> None:
    sen.page.reload()
    sen.look()
    sen.follow(re.compile("1 entry waits"))
    sen.sees(FIRST_WORDS)
    sen.look()
    sen.press("Give back")
    sen.sees("Write a word on what to change.")
    sen.excuse("status of 422")
    sen.look()
    sen.page.get_by_label("A word to Priya").fill(WISH)
    sen.press("Give back")
    sen.sees("Given back with your note.", "Nothing waits for you")
    sen.look()


def mend(priya: Visitor, house: House) -> str:
    priya.go("/")
    priya.sees("Came back to you", WISH)
    priya.look()
    priya.follow(re.compile(re.escape(WISH)))
    priya.sees("A colleague asks", WISH)
    expect(priya.page.get_by_role("checkbox", name="Amara")).to_be_checked()
    expect(priya.page.locator(".photo-thumb img")).to_have_count(1)
    expect(priya.page.get_by_label("Note")).to_have_value(FIRST_WORDS)
    priya.page.get_by_label("Note").fill(MENDED_WORDS)
    priya.tick("Communication and Language", "Speaking")
    priya.touch(priya.page.get_by_text("What was noticed?"))
    priya.touch(priya.page.locator("#prompts .prompts label").first)
    priya.touch(priya.page.get_by_text("Next step, how the child learned, when"))
    priya.page.get_by_label("Next step (optional)").fill(NEXT_STEP)
    priya.tick("An idea for home too: families see it")
    priya.sees("Kept as a draft at")
    priya.look()
    priya.press("Save")
    priya.sees("Saved. A colleague will look at it before families see it.")
    [entry] = house.entries_of("Priya")
    assert entry["text"] == MENDED_WORDS
    assert len(entry["photos"]) == 1
    return str(entry["id"])


def approve(sen: Visitor) -> None:
    sen.go("/review")
    sen.sees(MENDED_WORDS, NEXT_STEP)
    sen.look()
    sen.press("Approve")
    sen.sees("Published.")


def take_back_and_send_again(priya: Visitor, entry_id: str) -> None:
    priya.go(f"/observations/{entry_id}")
    priya.sees("Families see it at")
    priya.look()
    priya.press("Take back")
    priya.sees("Taken back. No family has seen it.")
    expect(priya.page.get_by_label("Note")).to_have_value(MENDED_WORDS)
    priya.press("Save")
    priya.sees("Saved. A colleague will look at it before families see it.")


def name_who_is_in_it(sen: Visitor, house: House, entry_id: str) -> None:
    """The worker has found a face, where the photograph is a real one: until somebody names it, no family sees it."""
    assert eventually(lambda: house.questions(entry_id) is not None)
    while house.questions(entry_id):
        sen.go(f"/review/{entry_id}")
        sen.sees("A photograph is held")
        sen.look()
        sen.follow("Say who it is")
        sen.sees("Who is in the frame?")
        sen.press("Amara")
        sen.sees("Everybody in this photograph is accounted for.")


def read_and_answer(grace: Visitor) -> str:
    """Read the entry on the phone; the address of its photograph."""
    grace.page.reload()
    grace.sees(MENDED_WORDS, "Talking and listening", "To try at home", NEXT_STEP)
    grace.look()
    picture = grace.page.locator("main .photos img")
    expect(picture).to_have_count(1)
    source = picture.get_attribute("src")
    assert source is not None
    assert shows_the_photograph(grace.ask(source).body())
    grace.touch(picture)
    grace.sees("What it shows", "Talking", MENDED_WORDS)
    grace.press("Like")
    expect(grace.page.get_by_role("button", name="Like")).to_have_attribute("aria-pressed", "true")
    grace.look()
    grace.page.get_by_label("Write a comment").fill(COMMENT)
    grace.press("Send")
    expect(grace.page.locator(".comment")).to_contain_text(COMMENT)
    expect(grace.page.get_by_label("Write a comment")).to_have_value("")
    grace.look()
    return source


def shows_the_photograph(data: bytes) -> bool:
    """Whether a picture looks like the photograph that was captured."""
    seen = pyvips.Image.new_from_buffer(data, "")
    taken = pyvips.Image.thumbnail_buffer(photograph()["buffer"], seen.width, height=seen.height, size="force")
    return bool((seen - taken.colourspace("srgb")).abs().avg() < 6)


def see_the_comment(priya: Visitor) -> None:
    priya.go("/")
    priya.sees("New from families", COMMENT)
    priya.look()
    priya.follow(re.compile(re.escape(COMMENT)))
    priya.sees("Amara’s family", COMMENT)
    expect(priya.page.get_by_role("heading", name="Amara’s family").locator("xpath=..")).to_contain_text("1")
    priya.look()
    priya.page.get_by_label("Answer Grace").fill(ANSWER)
    priya.press("Send")
    expect(priya.page.locator(".comment--own")).to_contain_text(ANSWER)


def gets_nothing(somebody: Visitor, addresses: list[str], *, statuses: set[int]) -> None:
    for accept in ("text/html", "image/webp,image/*", "application/json"):
        for address in addresses:
            answer = somebody.ask(address, accept=accept)
            assert answer.status in statuses, f"{answer.status} for {address}"
            body = answer.body()
            assert not body.startswith(PICTURE_STARTS)
            assert not any(secret.encode() in body for secret in SECRETS), f"{address} tells something"
