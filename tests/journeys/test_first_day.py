"""A manager's first day: from an empty folder to a family that reads its first entry, through pages alone."""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Page, expect

from tests.cast import PASSWORD
from tests.journeys import server
from tests.journeys.conftest import Visit
from tests.journeys.photographs import photograph
from tests.journeys.server import Server
from tests.journeys.visitor import DESK, PHONE, TABLET, Device, Visitor

BORN = str(dt.datetime.now(dt.UTC).date() - dt.timedelta(days=1200))
NOTE = "Ivy planted a bean and gave it a name."


@pytest.fixture
def bluebell(tmp_path: Path) -> Iterator[Server]:
    """A server on a data folder that ``heartsease init`` has not seen yet."""
    bluebell = Server(tmp_path / "data")
    said = server.run(
        bluebell.data, "init", "--name", "Bluebell", "--person", "Maggie May", "--user-name", "maggie@example.org",
        "--address", bluebell.address,
    )  # fmt: skip
    (tmp_path / "link").write_text(re.findall(r"http://\S+", said)[0])
    with bluebell:
        yield bluebell


def test_first_day(bluebell: Server, tmp_path: Path, open_screen: Visit) -> None:
    def come_in(link: str, device: Device, *, code: str = "", **more: bool) -> Visitor:
        visitor: Visitor = open_screen(device, address=bluebell.address, **more)
        if code:
            enrol(visitor, code)
        visitor.go(link)
        visitor.look()
        visitor.page.get_by_label("Choose a password").fill(PASSWORD)
        visitor.press("Come in")
        visitor.sees("Bluebell")
        visitor.look()
        return visitor

    maggie = come_in((tmp_path / "link").read_text(), DESK)
    set_up_second_factor(maggie)
    burnt(open_screen(PHONE, address=bluebell.address), (tmp_path / "link").read_text())
    add_room(maggie)
    links = {name: admit(maggie, name, role) for name, role in (("Paul Pine", "Practitioner"), ("Sara Sage", "Senior"))}
    maggie.follow("Children", within=maggie.page.locator("nav"))
    maggie.sees("No children yet")
    maggie.look()
    add_child(maggie)
    add_contact(maggie, "Olu Moss", "father", emergency=1)
    add_contact(maggie, "Bea Bush", "neighbour", emergency=2)
    record_permission(maggie)
    links["Olu Moss"] = link_parent(maggie)
    look_around(maggie)

    codes = [make_enrolment_code(maggie, name) for name in ("Wrens, blue cover", "Office")]
    paul = come_in(links["Paul Pine"], TABLET, code=codes[0], is_dark=True)
    burnt(open_screen(PHONE, address=bluebell.address), links["Paul Pine"])
    paul.follow(re.compile("^New observation"))
    paul.choose_files(paul.page.get_by_text("Choose photographs"), [photograph(1)])
    expect(paul.page.locator(".photo-thumb:not(.is-waiting)")).to_have_count(1)
    paul.tick(re.compile("^Ivy"))
    paul.page.get_by_label("Note").fill(NOTE)
    paul.press("Save")
    paul.sees("Saved. A colleague will look at it before families see it.")
    sara = come_in(links["Sara Sage"], TABLET, code=codes[1])
    sara.follow(re.compile("1 entry waits"))
    sara.sees(NOTE)
    sara.press("Approve")
    sara.sees("Published.")
    olu = come_in(links["Olu Moss"], PHONE, is_dark=True)
    olu.sees("what is the child’s date of birth?")
    olu.does_not_see("Ivy", NOTE)
    fill(olu.page, Date_of_birth_of_your_child=BORN)
    olu.press("Answer")
    olu.sees("Ivy’s journal", NOTE)
    expect(olu.page.locator("main .photos img")).to_have_count(1)
    olu.look()


def set_up_second_factor(maggie: Visitor) -> None:
    """Nothing opens away from the setting's tablets before there is one."""
    maggie.sees("One thing before you go on")
    maggie.go("/today")
    maggie.sees("One thing before you go on")
    maggie.press("Set up an app")
    seed = maggie.page.locator(".seed").inner_text().replace(" ", "")
    maggie.page.get_by_role("textbox", name="Code").fill(pyotp.TOTP(seed).now())
    maggie.press("Set it up")
    maggie.sees("Your recovery codes")
    maggie.follow("I have kept them")
    maggie.go("/today")


def make_enrolment_code(maggie: Visitor, name: str) -> str:
    """The one-time code for a new tablet."""
    maggie.go("/manage/devices")
    maggie.look()
    maggie.follow("Enrol a tablet")
    maggie.page.get_by_label("Name").fill(name)
    maggie.look()
    maggie.press("Make the code")
    maggie.sees(name)
    maggie.look()
    return maggie.page.locator(".big-code").inner_text()


def enrol(tablet: Visitor, code: str) -> None:
    """Type the code on the tablet: its lock screen comes, with no child on it."""
    tablet.go("/tablet")
    tablet.look()
    tablet.page.get_by_label("Code").fill(code.lower())
    tablet.press("Enrol this tablet")
    tablet.sees("Who is here?", "Paul Pine")
    tablet.does_not_see("Ivy")
    tablet.look()


def burnt(somebody: Visitor, link: str) -> None:
    """The link lets nobody in any more."""
    somebody.excuse("status of 403")
    somebody.go(link)
    somebody.sees("This link was used already, or its time is over.")
    somebody.look()


def fill(page: Page, **values: str) -> None:
    """Fill in fields by their labels (an underscore for each space)."""
    for label, value in values.items():
        page.get_by_label(re.compile(f"^{label.replace('_', ' ')}")).fill(value)


def add_room(maggie: Visitor) -> None:
    maggie.sees("No children yet")
    maggie.follow("Manage", within=maggie.page.locator("nav"))
    maggie.sees("There is only one nominated member")
    maggie.look()
    maggie.follow(re.compile("^Choices"))
    maggie.page.get_by_label(re.compile("minutes", re.IGNORECASE)).fill("0")
    maggie.look()
    maggie.press("See what would change")
    maggie.sees("Save these choices?")
    maggie.look()
    maggie.press("Save")
    maggie.go("/manage/")
    maggie.follow(re.compile("^Rooms"))
    maggie.sees("No rooms yet")
    maggie.look()
    maggie.press("Add")
    maggie.excuse("status of 422")
    maggie.sees("Write the room's name.")
    expect(maggie.page.locator(".error-summary")).to_be_focused()
    maggie.look()
    fill(maggie.page, Name="Wrens", Places="12")
    maggie.press("Add")
    maggie.sees("The room Wrens is added.")
    maggie.look()


def admit(maggie: Visitor, name: str, role: str) -> str:
    """Admit a colleague; the one-time link."""
    maggie.go("/manage/people")
    maggie.follow("Admit a colleague")
    fill(maggie.page, Full_name=name, User_name=name.partition(" ")[0].lower())
    maggie.pick(role)
    maggie.tick("Wrens")
    maggie.press("Admit")
    maggie.sees("This page shows the link once")
    maggie.look()
    return handed_over(maggie)


def handed_over(maggie: Visitor) -> str:
    """The link on the page."""
    return maggie.page.get_by_role("textbox", name="One-time link").input_value()


def add_child(maggie: Visitor) -> None:
    today = dt.datetime.now(dt.UTC).date()
    maggie.follow("Add a child")
    maggie.press("Save")
    maggie.sees("Write the child's full name.", "Choose a room.")
    maggie.look()
    fill(
        maggie.page,
        Full_name="Ivy Moss",
        Date_of_birth=BORN,
        First_day=str(today - dt.timedelta(days=30)),
        Allergies="Sesame: never, not even traces.",
    )
    maggie.page.get_by_label(re.compile("^Room")).select_option("Wrens")
    maggie.page.get_by_label(re.compile("^Key person")).select_option(label="Paul Pine")
    maggie.press("Save")
    maggie.sees("Ivy is on the roll.", "Sesame: never, not even traces.", "Still missing from this record")
    maggie.look()


def add_contact(maggie: Visitor, name: str, relation: str, *, emergency: int) -> None:
    maggie.follow("Add a contact")
    fill(maggie.page, Full_name=name, What_they_are_to_the_child=relation, Telephone_numbers="01632 960123")
    fill(maggie.page, Place_in_the_emergency_list=str(emergency))
    maggie.tick("Has parental responsibility", "The child normally lives with this person")
    if emergency == 1:
        maggie.look()
    maggie.press("Save")
    maggie.sees("The contact is saved.", name)


def record_permission(maggie: Visitor) -> None:
    maggie.follow("Photographs", within=maggie.page.locator(".tabs"))
    maggie.look()
    maggie.follow("Record answers")
    maggie.pick("Yes", within=maggie.page.get_by_role("group", name="Photographs in the child's own journal"))
    fill(maggie.page, Who_answered="Olu Moss")
    maggie.pick("On a paper form")
    maggie.look()
    maggie.press("Record")
    maggie.sees("The answers are recorded and hold from now on.")
    maggie.look()


def link_parent(maggie: Visitor) -> str:
    """Give the father access; his one-time link."""
    maggie.follow("Record", within=maggie.page.locator(".tabs"))
    maggie.follow("Give somebody access")
    fill(maggie.page, Full_name="Olu Moss", What_they_are_to_the_child="father", User_name="olu")
    maggie.tick(re.compile("^Has parental responsibility"))
    maggie.look()
    maggie.press("Go on")
    maggie.sees("You give Olu Moss, father, the journal of:", "Ivy Moss")
    maggie.look()
    maggie.press("Yes, this is the right child")
    maggie.sees("Olu Moss is linked to Ivy")
    maggie.look()
    return handed_over(maggie)


def look_around(maggie: Visitor) -> None:
    """The pages that a first day does not need, and a curious manager opens all the same."""
    for path in (
        "/manage/links",
        "/manage/roles",
        "/manage/frameworks",
        "/manage/people?show=families",
        "/manage/style",
        "/register",
    ):
        maggie.go(path)
        maggie.look()
    maggie.go("/children/")
    maggie.follow(re.compile("^Ivy"))
    for tab in maggie.page.locator(".tabs a").all_inner_texts():
        maggie.follow(tab, within=maggie.page.locator(".tabs"))
        maggie.look()
