"""A parent takes an agreement back on the phone while another family's page is open; a picture is reported (G14)."""

import re

import pytest
import pyvips

from tests.journeys.conftest import Visit
from tests.journeys.photographs import REAL
from tests.journeys.stage import Entry, House, Stage
from tests.journeys.visitor import PHONE, TABLET, Visitor, eventually

THREE_PEOPLE = "photo-59.jpg"
WORDS = "They built a bridge for the snails."

pytestmark = pytest.mark.skipif(not REAL, reason="there are no photographs in shared/photos beside the checkout")


def pixels(data: bytes) -> pyvips.Image:
    return pyvips.Image.new_from_buffer(data, "")


def say_who(house: House, reviewer: Visitor, entry: Entry, *answers: str) -> None:
    """Answer for each of the three people in the photograph."""
    assert eventually(lambda: house.questions(entry.id) == len(answers))
    reviewer.go("/faces")
    reviewer.follow(re.compile("^Photograph of"))
    for answer in answers:
        reviewer.sees("Who is in the frame?")
        reviewer.press(answer)
    reviewer.sees("Everybody in this photograph is accounted for.")


def test_withdrawn_on_the_phone_while_another_familys_page_is_open(stage: Stage, visit: Visit) -> None:
    house = stage.sunflower()
    house.be_responsible("Grace")
    entry = house.show_photograph("Priya", "Amara", "Ben", file=THREE_PEOPLE, text=WORDS)
    address = f"/pictures/{entry.photos[0]}/large"
    sen = visit(house, "Sen", TABLET)
    say_who(house, sen, entry, "Amara", "Ben", "Hide this face")

    rosa, grace = visit(house, "Rosa", PHONE), visit(house, "Grace", PHONE)
    rosa.go(f"/journal/{house.children['Ben']}")
    rosa.sees(WORDS)
    before, graces = rosa.ask(address).body(), grace.ask(address).body()
    assert before == graces

    grace.go(f"/journal/{house.children['Amara']}")
    grace.follow("Photographs of Amara: what you agree to")
    grace.look()
    grace.page.locator("input[name=others_journals][value=no]").check(force=True)
    grace.press("Save")
    grace.sees("This will happen", "in 1 photograph. What they kept of it outside the journal cannot be taken back")
    grace.look()
    grace.press("Yes, take it back")
    grace.sees("Your answers hold from now on.")
    grace.look()

    after = rosa.ask(address)
    assert after.status == 200
    changed = ((pixels(before) - pixels(after.body())).abs().bandmean() > 20).cast("uchar")
    left, top, width, height = changed.find_trim(threshold=0.5, background=[0])
    assert width > changed.width / 20, "Amara was not painted over"
    assert pixels(after.body()).extract_area(left, top, width, height).bandmean().deviate() < 30
    assert grace.ask(address).body() == graces, "the own family goes on seeing what it saw"

    sen.go("/today")
    sen.follow(re.compile("1 agreement was taken back"))
    sen.sees("Every other family sees a plain field where Amara is.")
    sen.look()
    sen.touch(sen.page.get_by_role("button", name=re.compile("^Seen to")))
    sen.sees("Seen to by Sen")


def test_a_reported_picture_is_hidden_until_a_senior_decides(stage: Stage, visit: Visit) -> None:
    house = stage.sunflower()
    entry = house.show_photograph("Priya", "Amara", file=THREE_PEOPLE, text=WORDS)
    address = f"/pictures/{entry.photos[0]}/large"
    sen = visit(house, "Sen", TABLET)
    say_who(house, sen, entry, "Amara", "Hide this face", "Hide this face")

    grace, tunde = visit(house, "Grace", PHONE), visit(house, "Tunde", PHONE)
    grace.go(f"/journal/{house.children['Amara']}/{entry.id}")
    grace.look()
    assert tunde.ask(address).status == 200
    grace.press("Report this photograph")
    grace.sees("No family sees this photograph any more")
    grace.look()
    assert tunde.ask(address).status == 404

    sen.go("/today")
    sen.follow(re.compile("1 photograph is hidden from families"))
    sen.sees("Reported by Grace Example")
    sen.look()
    sen.press("Nothing is wrong with it: show it again")
    sen.sees("Families see the photograph again.")
    assert tunde.ask(address).status == 200
