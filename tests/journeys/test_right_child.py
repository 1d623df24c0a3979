"""The right child on each parent's account: asked before anything is shown, undone at once when wrong (G9, G10)."""

import datetime as dt
import re

from playwright.sync_api import expect

from tests.cast import PASSWORD
from tests.journeys.conftest import Visit
from tests.journeys.stage import House, Stage
from tests.journeys.visitor import DESK, PHONE, TABLET, Visitor

QUESTION = "what is the child’s date of birth?"
FIELD = re.compile("^Date of birth of your child")
WORDS = "Amara filled the watering can to the very top."


def user_name(house: House, name: str) -> str:
    """Of this house alone: a user name is known to every setting of the server."""
    return f"{name.partition(' ')[0].lower()}.{house.key[-6:]}"


def link(maggie: Visitor, house: House, child: str, name: str, relation: str) -> str:
    """Link an adult to a child through the pages; the one-time link, where there is one."""
    maggie.go(f"/children/{house.children[child]}/record")
    maggie.follow("Give somebody access")
    maggie.page.get_by_label("Full name", exact=True).fill(name)
    maggie.page.get_by_label("What they are to the child").fill(relation)
    maggie.page.get_by_label("User name", exact=True).fill(user_name(house, name))
    maggie.press("Go on")
    maggie.sees(f"You give {name}, {relation}, the journal of:", f"{child} Example")
    maggie.look()
    maggie.press("Yes, this is the right child")
    maggie.sees(f"{name} is linked to {child}")
    maggie.look()
    field = maggie.page.get_by_role("textbox", name="One-time link")
    return field.input_value() if field.count() else ""


def come_in(somebody: Visitor, one_time_link: str) -> None:
    """Use a one-time link for the first time."""
    somebody.go(one_time_link)
    somebody.page.get_by_label("Choose a password").fill(PASSWORD)
    somebody.press("Come in")


def answer(somebody: Visitor, day: str) -> None:
    """Answer the one question."""
    somebody.sees(QUESTION)
    somebody.page.get_by_label(FIELD).fill(day)
    somebody.press("Answer")


def test_parent_from_the_first_sign_in_to_the_journal(stage: Stage, visit: Visit, open_screen: Visit) -> None:
    house = stage.sunflower(most_linked_adults=9)
    house.entry("published", "Priya", "Amara", text=WORDS, photos=1)
    maggie = visit(house, "Maggie", DESK)
    one_time_link = link(maggie, house, "Amara", "Femi Hale", "stepfather")

    femi = open_screen(PHONE)
    come_in(femi, one_time_link)
    femi.sees(QUESTION)
    femi.does_not_see("Amara", "watering", house.born("Amara"))
    femi.look()
    femi.excuse("status of 422")
    femi.press("Answer")
    femi.sees("Write the date of birth of your child.")
    expect(femi.page.locator(".error-summary")).to_be_focused()
    femi.page.get_by_label(FIELD).fill("2020-02-29")
    femi.press("Answer")
    femi.sees("This is not the date of birth that the setting wrote down.")
    femi.does_not_see("Amara", "watering")
    femi.look()
    for path in ("/from-home", "/relatives", f"/journal/{house.children['Amara']}"):
        femi.go(path)
        femi.sees(QUESTION)
    answer(femi, house.born("Amara"))
    femi.sees("Thank you, that is right.", "Amara’s journal", WORDS)
    femi.look()

    femi.touch(femi.page.locator("summary.person"))
    femi.follow("Relatives")
    femi.look()
    femi.follow("Ask for a relative")
    femi.look()
    femi.page.get_by_label("Their full name").fill("Gran Hale")
    femi.page.get_by_label("What they are to your child").fill("grandmother")
    femi.page.get_by_label("Their e-mail address").fill("gran@example.org")
    femi.press("Ask")
    femi.sees("Asked. The setting decides, and you see it here.", "waits for the setting")
    femi.look()

    maggie.go("/manage/links")
    maggie.look()
    maggie.follow(re.compile("^.*Gran Hale"))
    maggie.look()
    maggie.press("Agree and link")
    gran = open_screen(PHONE, is_dark=True)
    come_in(gran, maggie.page.get_by_role("textbox", name="One-time link").input_value())
    answer(gran, house.born("Amara"))
    gran.sees("Amara’s journal")
    femi.page.reload()
    femi.follow(re.compile("^End their access"))
    femi.look()
    femi.press("End access")
    femi.sees("Gran Hale does not read along.")
    gran.page.reload()
    gran.sees("No journal is open to you at the moment")
    gran.does_not_see("Amara", "watering")


def test_wrong_link_is_undone(stage: Stage, visit: Visit, open_screen: Visit) -> None:
    house = stage.sunflower(most_linked_adults=3)
    house.nominate("Nora")
    entry = house.entry("published", "Priya", "Amara", text=WORDS, photos=2)
    maggie, nora = visit(house, "Maggie", TABLET), visit(house, "Nora", TABLET, is_dark=True)
    one_time_link = link(maggie, house, "Amara", "Ade Hale", "father")

    ade = open_screen(PHONE)
    come_in(ade, one_time_link)
    answer(ade, house.born("Amara"))
    ade.sees("A second person looks at it")
    ade.does_not_see("Amara", "watering")
    ade.look()
    maggie.go("/manage/links")
    maggie.follow(re.compile("^.*Ade Hale"))
    maggie.sees("You made this link yourself")
    maggie.look()
    nora.go("/manage/")
    nora.follow(re.compile("1 waits for your decision"))
    nora.look()
    nora.follow(re.compile("^.*Ade Hale"))
    nora.look()
    nora.press("Yes, they belong together")
    nora.sees("Nothing waits")
    nora.look()
    ade.page.reload()
    ade.sees(WORDS)
    ade.go(f"/journal/{house.children['Amara']}/{entry.id}")
    ade.sees(WORDS)

    maggie.go(f"/children/{house.children['Amara']}/record")
    maggie.look()
    maggie.follow(re.compile("^.*Ade Hale"))
    maggie.look()
    maggie.follow("End access")
    maggie.sees("What they have seen so far", "1 entry", "2 photographs")
    maggie.look()
    maggie.pick("This was the wrong child")
    maggie.press("End access")
    maggie.sees("Ade Hale no longer reads this journal.", "They opened 1 entry on a page of its own.")
    maggie.look()
    ade.excuse("status of 404")
    ade.page.reload()
    ade.sees("This page is not here")
    ade.does_not_see("Amara", "watering")

    link(maggie, house, "Ben", "Ade Hale", "father")
    ade.go("/")
    ade.excuse("status of 422")
    answer(ade, house.born("Amara"))
    answer(ade, house.born("Amara"))
    ade.sees("The answers did not fit", "Maggie Sunflower, Nora Sunflower")
    ade.does_not_see("Ben")
    ade.look()
    nora.go("/manage/links")
    nora.look()
    nora.follow(re.compile("^.*Ade Hale"))
    nora.press("Ask them again")
    nora.sees("They are asked for the date of birth again.")
    ade.page.reload()
    answer(ade, house.born("Ben"))
    ade.sees("Ben’s journal")


def test_a_pause_and_a_restriction(stage: Stage, visit: Visit) -> None:
    house = stage.sunflower()
    house.nominate("Nora")
    house.entry("published", "Priya", "Ben", text="Ben rode without the small wheels.")
    maggie, nora = visit(house, "Maggie", TABLET), visit(house, "Nora", DESK)
    rosa, omar = visit(house, "Rosa", PHONE), visit(house, "Omar", PHONE)
    record = f"/children/{house.children['Ben']}/record"
    maggie.go(record)
    maggie.follow(re.compile("^.*Rosa Example"))
    maggie.follow("Pause access")
    maggie.look()
    maggie.page.get_by_label("Why").fill("Pictures were passed on.")
    maggie.page.get_by_label("What they read instead of the journal").fill("Please come and talk to us.")
    maggie.page.get_by_label("When you look at it again").fill(in_a_month())
    maggie.press("Pause access")
    maggie.sees("The access of Rosa Example is paused from now on.")
    maggie.look()
    rosa.page.reload()
    rosa.sees("Please come and talk to us.", "Maggie Sunflower")
    rosa.does_not_see("Ben", "wheels", "Pictures")
    rosa.look()
    maggie.press("Open it again")
    rosa.page.reload()
    rosa.go("/")
    rosa.sees("without the small wheels")

    maggie.go(record)
    maggie.follow("Keep an adult from it")
    maggie.look()
    maggie.pick("Omar Example (father)")
    maggie.page.get_by_label("Why").fill("An order of the court.")
    maggie.press("Restrict access")
    maggie.sees("The restriction holds from now on.")
    maggie.look()
    omar.page.reload()
    omar.sees("No journal is open to you at the moment")
    omar.does_not_see("Ben", "wheels", "order")
    maggie.follow(re.compile("^.*Omar Example.*since"), within=maggie.page.get_by_role("region", name="Restrictions"))
    maggie.look()
    maggie.press("Ask to lift it")
    maggie.sees("Asked. Another nominated member has to agree.")
    nora.go("/manage/links")
    nora.follow(re.compile("^.*Omar Example"))
    nora.look()
    nora.press("Agree and lift it")
    nora.sees("The restriction is lifted.")
    omar.page.reload()
    omar.sees("without the small wheels")


def in_a_month() -> str:
    """A day for a review."""
    return str(dt.datetime.now(dt.UTC).date() + dt.timedelta(days=30))
