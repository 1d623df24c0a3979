"""A list from the old system becomes the roll: five children and a mother, through pages alone."""

import re

from playwright.sync_api import FilePayload, expect

from tests.domain.records.files import table
from tests.journeys.conftest import Visit
from tests.journeys.stage import Stage
from tests.journeys.visitor import DESK, PHONE, TABLET, Visitor

HEADING = "First name | Surname | DOB | Room | Start | Keyworker | Allergies | Funding"
CHILDREN = [
    "Ada | Moss | 14/03/2023 | Acorns | 15/09/2025 | Priya Sunflower | Sesame: never, not even traces | 15",
    "Zoë | Müller | 15.03.2023 | Oaks | 2025-09-01 | Owen Sunflower | | 30",
    "Ida | Moss | 14/03/2023 | Acorns | 15/09/2025 | Somebody Else | | 15",
    "Finn | Fern | 03/25/2023 | Oaks | 15/09/2025 | | | 15",
    "Cleo | Clover | 16/03/2023 | Elms | 15/09/2025 | | | 15",
]
MENDED = [
    *CHILDREN[:3],
    CHILDREN[3].replace("03/25/2023", "25/03/2023"),
    CHILDREN[4].replace("Elms", "Oaks"),
]


def choose(visitor: Visitor, text: str, encoding: str = "utf-8") -> None:
    """Choose a file and ask what would happen."""
    payload = FilePayload(name="our children.csv", mimeType="text/csv", buffer=text.encode(encoding))
    visitor.choose_files(visitor.page.get_by_label("CSV file"), [payload])
    visitor.press("See what would happen")


def test_five_children_are_imported(stage: Stage, visit: Visit) -> None:
    house = stage.sunflower()
    maggie = visit(house, "Maggie", DESK)
    maggie.go("/manage/")
    maggie.follow(re.compile("^Import"))
    maggie.look()
    maggie.follow(re.compile("^Children The roll"))
    maggie.look()
    maggie.excuse("status of 4(15|22)")
    maggie.press("See what would happen")
    maggie.sees("Choose a file.")
    expect(maggie.page.locator(".error-summary")).to_be_focused()
    choose(maggie, "PK\x03\x04")
    maggie.sees("This is a spreadsheet file; save it as CSV and choose that file.")
    maggie.look()
    choose(maggie, table(HEADING, *CHILDREN, separator=";"), "cp1252")
    maggie.sees(
        "read as Windows-1252 (Western European), with semicolons between the cells",
        "“Funding”",
        "Zoë Müller",
        "The name could be taken for Ida Moss (line 4).",
        "There is no colleague called Somebody Else, so no key person is taken from this line.",
        "“Date of birth”: “03/25/2023” has the month first. The day stands first here, like 25/03/2023.",
        "There is no room called Elms; add it first, or mend the file.",
    )
    maggie.look()
    maggie.follow(re.compile("^Cannot be taken"))
    expect(maggie.page.locator("tbody tr")).to_have_count(2)
    maggie.look()
    maggie.press("Choose another file")
    maggie.sees("The file is forgotten and nothing was imported.")
    choose(maggie, table(HEADING, *MENDED))
    maggie.press("Import 5 children")
    maggie.sees("Imported")
    maggie.look()
    maggie.follow("Import their parents")
    maggie.look()
    parents = table(
        "Child | DOB | Parent | Relation | E-mail | Lives with | Phone",
        "Ada Moss | 14/03/2023 | Mara Moss | mother | mara@example.org | | 01632 960001",
        "Ida Moss | 14/03/2023 | Mara Moss | mother | mara@example.org | | 01632 960001",
    )
    choose(maggie, parents)
    maggie.sees("Is to read the journal of Ada as parent or carer (mother), with the user name mara@example.org.")
    maggie.press("Import 2 lines")
    maggie.sees("cannot come in yet")
    maggie.look()
    maggie.go("/children/")
    maggie.follow(re.compile("^Ada"))
    maggie.follow("Record", within=maggie.page.locator(".tabs"))
    maggie.sees("Sesame: never, not even traces", "Mara Moss", "Priya Sunflower")
    for device in (TABLET, PHONE):
        again = visit(house, "Maggie", device, is_dark=device is PHONE)
        for kind in ("", "/children", "/parents", "/staff"):
            again.go(f"/manage/import{kind}")
            again.look()
        again.go("/manage/import/children")
        again.excuse("status of 4(15|22)")
        choose(again, "sep=;\r\n")
        again.sees("This file is empty.")
        again.look()
        choose(
            again,
            table(HEADING, *CHILDREN, MENDED[3].replace("Finn", "Fynn"), "Zoë | Müller | 15.03.2023 | Acorns | | | |"),
        )
        again.sees("will be added")
        again.look()
