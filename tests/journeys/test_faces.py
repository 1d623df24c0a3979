"""A photograph with people in it is held until staff say who they are; a hidden face is gone for everybody (G12)."""

import re

import pytest
import pyvips

from tests.journeys.conftest import Visit
from tests.journeys.photographs import REAL
from tests.journeys.stage import Stage
from tests.journeys.visitor import PHONE, TABLET
from tests.pictures import PHOTOGRAPHS

THREE_PEOPLE = "photo-59.jpg"
WORDS = "They looked for the smallest snail."


@pytest.mark.skipif(not REAL, reason="there are no photographs in shared/photos beside the checkout")
def test_three_people_are_accounted_for(stage: Stage, visit: Visit) -> None:
    house = stage.sunflower()
    entry = house.show_photograph("Priya", "Amara", file=THREE_PEOPLE, text=WORDS)
    address = f"/pictures/{entry.photos[0]}/large"

    grace = visit(house, "Grace", PHONE)
    grace.go(f"/journal/{house.children['Amara']}")
    grace.sees(WORDS)
    assert grace.ask(address).status == 404
    grace.look()

    sen = visit(house, "Sen", TABLET)
    sen.go("/today")
    sen.follow(re.compile("^Who is this"))
    sen.look()
    sen.follow(re.compile("^Photograph of"))
    sen.sees("Who is in the frame?", "2 more questions follow.")
    sen.look()
    sen.press("Amara")
    sen.sees("1 more question follows.")
    sen.press("An adult")
    sen.sees("Who is in the frame?")
    sen.press("Hide this face")
    sen.sees("Everybody in this photograph is accounted for.")
    sen.look()

    answer = grace.ask(address)
    assert answer.status == 200
    shown = pyvips.Image.new_from_buffer(answer.body(), "")
    original = pyvips.Image.new_from_file(str(PHOTOGRAPHS / THREE_PEOPLE)).thumbnail_image(shown.width)
    changed = (shown - original).abs().bandmean() > 60
    left, top, width, height = changed.cast("uchar").find_trim(threshold=0.5, background=[0])
    assert width > shown.width / 20, "nobody was hidden"
    assert shown.extract_area(left, top, width, height).bandmean().deviate() < 30
    grace.go(f"/journal/{house.children['Amara']}")
    grace.look()
