"""Somebody reads more than work explains: a calm page, the password, and on from where they were."""

import os
from pathlib import Path

import pytest

from tests.cast import PASSWORD
from tests.journeys.conftest import Visit
from tests.journeys.stage import Stage
from tests.journeys.visitor import PHONE, TABLET, Device


@pytest.mark.parametrize("device", [TABLET, PHONE], ids=["tablet", "phone"])
def test_a_pause_asks_for_the_password_and_leads_back(stage: Stage, visit: Visit, device: Device) -> None:
    house = stage.sunflower()
    house.entry("published", "Priya", "Amara", text="Hummed a song about puddles.")
    priya = visit(house, "Priya", device)
    house.read_much("Priya")
    priya.go(f"/children/{house.children['Amara']}")
    priya.sees("A short pause")
    priya.does_not_see("Amara", "puddles")
    priya.look()
    if folder := os.environ.get("PICTURES"):
        priya.page.screenshot(path=Path(folder) / f"pause-{device.name}.png", full_page=True)
    priya.excuse("status of 422")
    priya.page.get_by_label("Password").fill("something else")
    priya.press("It is me: go on")
    priya.sees("That is not your password.")
    priya.look()
    priya.page.get_by_label("Password").fill(PASSWORD)
    priya.press("It is me: go on")
    priya.sees("Amara", "puddles")
    house.read_much("Priya")
    priya.go(f"/children/{house.children['Ben']}")
    priya.sees("Please ask a nominated member")
    priya.look()
    if folder:
        priya.page.screenshot(path=Path(folder) / f"second-{device.name}.png", full_page=True)
