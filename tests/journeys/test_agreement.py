"""A parent on a phone stops at the agreement, agrees, reads; a new version asks again (clauses 4.3)."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.stage import Stage
from tests.journeys.test_right_child import QUESTION, answer, come_in, link, user_name
from tests.journeys.visitor import PHONE, TABLET, Visitor

WORDS = "Amara filled the watering can to the very top."
ADDED = "I tell the setting when I change my telephone number."


def write(maggie: Visitor, *, signed_by: str = "", added: str = "") -> None:
    """Bring the parents' agreement into force, from the text that is offered."""
    maggie.go("/manage/agreements")
    maggie.look()
    parents = maggie.page.get_by_role("region", name="Parents and relatives")
    maggie.follow(re.compile("^Write a"), within=parents)
    if signed_by:
        maggie.page.get_by_label("Who signs it for the setting").fill(signed_by)
    if added:
        text = maggie.page.get_by_label("Text", exact=True)
        text.fill(f"{text.input_value()}\n\n{added}")
    maggie.look()
    maggie.press("Look at it first")
    maggie.sees("Bring it into force?", "everybody is asked to agree")
    maggie.look()
    maggie.press("Bring it into force")
    maggie.sees("The new version is in force.")
    maggie.look()


def test_parent_agrees_before_reading_and_again_to_a_new_version(
    stage: Stage, visit: Visit, open_screen: Visit
) -> None:
    house = stage.sunflower(most_linked_adults=9)
    entry = house.entry("published", "Priya", "Amara", text=WORDS, photos=1)
    maggie = visit(house, "Maggie", TABLET)
    write(maggie, signed_by="Maggie May")
    journal = f"/journal/{house.children['Amara']}"
    one_time_link = link(maggie, house, "Amara", "Femi Hale", "stepfather")

    femi = open_screen(PHONE)
    come_in(femi, one_time_link)
    femi.sees("Before you use the journal", "Version 1 of", "Signed for the setting by Maggie May.", house.name)
    femi.does_not_see(QUESTION, "Amara", "watering")
    femi.look()
    for path in (journal, "/from-home", "/relatives", f"/pictures/{entry.photos[0]}/large"):
        femi.go(path)
        femi.sees("I have read this and agree")
        femi.does_not_see("Amara", "watering")
    femi.press("Not now: sign out")
    expect(femi.page).to_have_url(re.compile("/sign-in"))
    femi.sign_in(user_name(house, "Femi Hale"))
    femi.sees("I have read this and agree")
    femi.press("I have read this and agree")
    answer(femi, house.born("Amara"))
    femi.sees("Amara’s journal", WORDS)

    write(maggie, added=ADDED)
    femi.go(journal)
    femi.sees("Version 2 of", ADDED)
    femi.does_not_see("Amara", "watering")
    femi.look()
    femi.press("I have read this and agree")
    expect(femi.page).to_have_url(re.compile(re.escape(journal)))
    femi.sees(WORDS)

    femi.touch(femi.page.locator("summary.person"))
    femi.follow("My account")
    femi.follow("What I agreed to")
    femi.sees("Version 2, agreed to on", "Version 1, agreed to on")
    femi.look()
    maggie.go("/manage/agreements")
    maggie.follow("Before you use the journal", within=maggie.page.get_by_role("region", name="Parents and relatives"))
    femi_row = maggie.page.get_by_role("listitem").filter(has_text="Femi Hale")
    expect(femi_row).to_contain_text("agreed on")
    expect(maggie.page.get_by_role("listitem").filter(has_text="Grace Example")).to_contain_text("not yet")
    maggie.look()
