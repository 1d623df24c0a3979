"""A list of children is taken away: one nominated member asks, another allows, the first takes it (clauses 3.7)."""

import re
from pathlib import Path

from tests.journeys.conftest import Visit
from tests.journeys.stage import Stage
from tests.journeys.visitor import DESK, TABLET


def test_two_persons_let_a_list_go(stage: Stage, visit: Visit) -> None:
    house = stage.sunflower()
    house.nominate("Nora")
    maggie = visit(house, "Maggie", DESK)
    maggie.go("/manage/")
    maggie.follow(re.compile("^Lists to take away"))
    maggie.look()
    maggie.excuse("status of 4(09|22)")
    maggie.press("Ask")
    maggie.sees("Write what it is for.")
    maggie.page.get_by_label("What is it for?").fill("For the fire folder")
    maggie.press("Ask")
    maggie.sees("One of them has to allow it.", "waits for another nominated member")
    maggie.does_not_see("Allow it", "Take the list")
    maggie.look()
    address = maggie.page.url

    nora = visit(house, "Nora", TABLET)
    nora.go("/manage/exports")
    nora.follow(re.compile("^Maggie"))
    nora.sees("For the fire folder")
    nora.look()
    nora.press("Allow it")
    nora.sees("Allowed. They have one day to take it.")
    nora.does_not_see("Take the list")
    nora.look()

    maggie.go(address)
    with maggie.page.expect_download() as download:
        maggie.press("Take the list")
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert text.startswith("Full name,")
    assert "Amara Example" in text
    maggie.go(address)
    maggie.sees("was taken")
    maggie.does_not_see("Take the list")
    maggie.look()
