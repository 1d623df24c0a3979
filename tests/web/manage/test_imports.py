"""Importing from a file, as a browser sees it: choose, look, done."""

import datetime as dt
import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from heartsease.domain.audit.models import AuditEvent
from heartsease.domain.children.models import Child
from heartsease.domain.records.imports.kinds import COLUMNS, Kind
from heartsease.domain.records.models import ImportFile
from heartsease.domain.setting.actions import save_room
from heartsease.kernel import clock
from tests.cast import House
from tests.domain.records.files import table
from tests.pages import Response, problem, text_of
from tests.tampering import forget_trace

HEADING = "Name | DOB | Room | Start | Allergies"
ADA = "Ada Moss | 14/03/2023 | Acorns | 01/09/2025 | nuts"
BO = "Bo Fern | 15/03/2023 | Elms | 01/09/2025 |"


def choose(client: Client, data: str | bytes, kind: Kind = Kind.CHILDREN, name: str = "list.csv") -> Response:
    """Send a file."""
    content = data.encode() if isinstance(data, str) else data
    return client.post(reverse("manage-import-kind", args=[kind]), {"file": SimpleUploadedFile(name, content)})


def look(client: Client, *rows: str) -> tuple[str, str]:
    """Send a list of children; the address of the look and what it says."""
    response = choose(client, table(HEADING, *rows))
    assert response.status_code == 302
    address = response.headers["Location"]
    shown = client.get(address)
    assert shown.status_code == 200
    return address, text_of(shown)


def seen_on(page: str) -> str:
    """What the button would send."""
    found = re.search(r'name="seen" value="(\w+)"', page)
    assert found is not None
    return found[1]


def test_the_whole_way(house: House) -> None:
    maggie = house.client("Maggie")
    address, page = look(maggie, ADA, BO)
    assert "read as UTF-8, with commas between the cells" in page
    assert "list.csv" in page
    for shown in (
        "Ada Moss", "Born 14 March 2023, in Acorns from 1 September 2025.", "Allergies: nuts", "will be added",
        "Bo Fern", "cannot be taken", "There is no room called Elms; add it first, or mend the file.",
        "Import 1 child", "Lines that cannot be taken are left out.",
    ):  # fmt: skip
        assert shown in page
    assert not Child.objects.filter(full_name="Ada Moss").exists()
    response = maggie.post(address, {"seen": seen_on(page)})
    assert response.status_code == 302
    assert Child.objects.filter(full_name="Ada Moss").count() == 1
    done = text_of(maggie.get(response.headers["Location"]))
    assert "1 line was left out" in done
    assert re.search(r"<dt>added</dt><dd>1 line</dd>.*<dt>left out</dt><dd>1 line</dd>", done, re.DOTALL)
    assert "Import their parents" in done
    assert "cannot come in yet" not in done
    assert maggie.post(address, {"seen": seen_on(page)}).headers["Location"] == response.headers["Location"]
    assert maggie.get(address).headers["Location"] == response.headers["Location"]
    assert Child.objects.filter(full_name="Ada Moss").count() == 1


def test_the_done_page_waits_for_the_import(house: House) -> None:
    maggie = house.client("Maggie")
    address, _page = look(maggie, ADA)
    assert maggie.get(f"{address}/done").headers["Location"] == address


def test_nothing_to_do_has_no_button(house: House) -> None:
    _address, page = look(house.client("Maggie"), BO)
    assert "There is nothing to import." in page
    assert 'name="seen"' not in page


def test_a_changed_house_is_shown_anew_and_nothing_is_written(house: House) -> None:
    maggie = house.client("Maggie")
    address, page = look(maggie, ADA)
    save_room(actor=house.system, room_id=house.rooms["Acorns"].pk, name="Elms")
    response = maggie.post(address, {"seen": seen_on(page)})
    assert response.status_code == 409
    assert "Something has changed since you looked. This is what would happen now." in text_of(response)
    assert "There is no room called Acorns" in text_of(response)
    assert not Child.objects.filter(full_name="Ada Moss").exists()


def test_a_file_is_thrown_away(house: House) -> None:
    maggie = house.client("Maggie")
    address, _page = look(maggie, ADA)
    response = maggie.post(f"{address}/forget")
    assert response.headers["Location"] == reverse("manage-import-kind", args=["children"])
    assert "nothing was imported" in text_of(maggie.get(response.headers["Location"]))
    assert not ImportFile.objects.exists()
    gone = maggie.get(address)
    assert gone.status_code == 404
    assert problem(gone) == "This file is kept for an hour and for whoever chose it. Please choose it again."


def test_after_an_hour_it_is_not_there(house: House) -> None:
    maggie = house.client("Maggie")
    address, page = look(maggie, ADA)
    ImportFile.objects.update(chosen_at=clock.now() - dt.timedelta(minutes=61))
    assert maggie.get(address).status_code == 404
    assert maggie.post(address, {"seen": seen_on(page)}).status_code == 404
    assert maggie.post(f"{address}/forget").status_code == 404
    assert maggie.get(f"{address}/done").status_code == 404


@pytest.mark.parametrize(
    ("data", "status", "said"),
    [
        (b"", 422, "This file is empty."),
        (b"PK\x03\x04", 415, "This is a spreadsheet file; save it as CSV and choose that file."),
        (b"x" * (2 * 1024 * 1024 + 1), 413, "This file is larger than 2 MB. Split it into several."),
        (b"Name\r\nAda", 422, "The columns “Date of birth”, “Room” and “First day” are missing."),
    ],
)
def test_a_file_that_cannot_be_read_is_answered_beside_the_field(
    house: House, data: bytes, status: int, said: str
) -> None:
    response = choose(house.client("Maggie"), data)
    assert response.status_code == status
    assert problem(response) == said
    page = text_of(response)
    assert re.search(rf'id="id_file_error".*?{re.escape(said)}', page, re.DOTALL)
    assert not ImportFile.objects.exists()


def test_no_file_at_all_is_answered_too(house: House) -> None:
    maggie, address = house.client("Maggie"), reverse("manage-import-kind", args=["staff"])
    for sent in ({}, {"file": "no file"}):
        response = maggie.post(address, sent)
        assert response.status_code == 422
        assert problem(response) == "Choose a file."


def test_a_guessed_encoding_and_unused_columns_are_said(house: House) -> None:
    data = table(
        f"{HEADING} | Funding | Ward", "Zoë Müller | 14/03/2023 | Acorns | 01/09/2025 | | x | y", separator=";"
    )
    maggie = house.client("Maggie")
    page = text_of(maggie.get(choose(maggie, data.encode("cp1252")).headers["Location"]))
    assert "read as Windows-1252 (Western European), with semicolons between the cells" in page
    assert "Look at names with accents" in page
    assert "“Funding”, “Ward”" in page
    assert "Zoë Müller" in page


def test_what_a_file_says_is_words_on_the_page_and_no_markup(house: House) -> None:
    maggie = house.client("Maggie")
    name = "<script>alert(1)</script>"
    data = table(f"{HEADING} | <b>bold</b>", f"{name} | 14/03/2023 | <i>x</i> | 01/09/2025 | | ")
    page = maggie.get(choose(maggie, data, name="<u>.csv").headers["Location"]).content.decode()
    for markup in (name, "<b>bold", "<i>x", "<u>."):
        assert markup not in page
        assert html.escape(markup) in page


def test_present_facts_that_are_shown_are_a_view_in_the_trace(house: House) -> None:
    maggie, amara, ben = house.client("Maggie"), house.children["Amara"], house.children["Ben"]
    rows = [
        f"{child.full_name} | {child.birth_date:%d/%m/%Y} | Oaks | | {allergies}"
        for child, allergies in ((amara, "nuts"), (ben, ""))
    ]
    forget_trace()
    _address, page = look(maggie, *rows)
    assert "from Acorns to <strong>Oaks</strong>" in page
    # That a child is in the Acorns stands in every list; what Amara is allergic to stands in her record.
    viewed = AuditEvent.objects.filter(event="child:viewed")
    assert [(event.child_id, event.details) for event in viewed] == [(amara.pk, {"part": "import"})]


def test_a_look_into_many_records_is_braked_as_any_other(house: House) -> None:
    """Otherwise a list of names and birth dates would be a way round the brake."""
    maggie = house.client("Maggie")
    born = [f"Child{number:03}x | {1 + number % 28:02}/03/2023" for number in range(90)]
    address, page = look(maggie, *(f"{one} | Acorns | 01/09/2025 | nuts" for one in born))
    maggie.post(address, {"seen": seen_on(page)})
    address, page = look(maggie, *(f"{one} | | | sesame" for one in born))
    assert page.count("from nuts to") == 50
    paused = maggie.get(f"{address}?from=50", headers={"accept": "text/html"})
    assert paused.status_code == 302
    assert paused.headers["Location"].startswith(reverse("paused"))


def test_lines_are_shown_by_fate_and_page_by_page(house: House) -> None:
    maggie = house.client("Maggie")
    many = [f"Child{number:03}x | {1 + number % 28:02}/03/2023 | Acorns | 01/09/2025 |" for number in range(150)]
    address, page = look(maggie, BO, *many)
    assert page.count("will be added</span></td>") == 49
    assert "1 to 50 of 151" in page
    last = text_of(maggie.get(f"{address}?show=all&from=150"))
    assert "151 to 151 of 151" in last
    assert "Child149x" in last
    refused = text_of(maggie.get(f"{address}?show=refuse"))
    assert "Bo Fern" in refused
    assert "Child000x" not in refused
    for nonsense in ("?show=x", "?from=x", "?from=-1", "?from=9999999999999", "?from=²", "?show=change&from=600"):
        assert "1 to 50 of 151" in text_of(maggie.get(address + nonsense)), nonsense


@pytest.mark.parametrize("kind", Kind)
def test_a_template_can_be_filled_in(house: House, kind: Kind) -> None:
    maggie = house.client("Maggie")
    response = maggie.get(reverse("manage-import-template", args=[kind]))
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"] == f'attachment; filename="heartsease-{kind}.csv"'
    page = text_of(maggie.get(reverse("manage-import-kind", args=[kind])))
    for column in COLUMNS[kind]:
        assert str(column.label) in page
        assert str(column.explanation) in page
    looked = text_of(maggie.get(choose(maggie, response.content, kind).headers["Location"]))
    assert "This is the invented line of the template. It is left out." in looked
    assert "There is nothing to import." in looked


def test_there_is_no_fourth_kind(house: House) -> None:
    for address in ("/manage/import/rooms", "/manage/import/file", "/manage/import/rooms/template"):
        assert house.client("Maggie").get(address).status_code == 404


def test_the_done_page_says_who_cannot_come_in_yet(house: House) -> None:
    maggie = house.client("Maggie")
    response = choose(maggie, "Name,E-mail,Role\r\nNia New,nia@example.org,student\r\n", Kind.STAFF)
    address = response.headers["Location"]
    done = maggie.post(address, {"seen": seen_on(text_of(maggie.get(address)))}).headers["Location"]
    page = text_of(maggie.get(done))
    # Nobody of the cast has chosen a password either.
    assert "6 people cannot come in yet" in page
    assert "Nobody was invited by the import" in page
    assert 'href="/manage/people?show=staff"' in page


@pytest.mark.parametrize("caller", ["Sen", "Priya", "Stu", "Grace", "Nana"])
def test_nobody_else_gets_in(house: House, caller: str) -> None:
    address, page = look(house.client("Maggie"), ADA)
    client = house.client(caller)
    assert client.get("/manage/import").status_code == 403
    assert choose(client, table(HEADING, ADA)).status_code == 403
    assert client.get(address).status_code == 403
    assert client.post(address, {"seen": seen_on(page)}).status_code == 403
    assert client.get(reverse("manage-import-template", args=["children"])).status_code == 403
    assert not Child.objects.filter(full_name="Ada Moss").exists()


def test_queries_do_not_grow_with_the_file(house: House) -> None:
    def cost(count: int) -> int:
        maggie = house.client("Maggie")
        rows = [f"Child{number:03}x | 14/03/2023 | Acorns | 01/09/2025 |" for number in range(count)]
        address = choose(maggie, table(HEADING, *rows)).headers["Location"]
        with CaptureQueriesContext(connection) as asked:
            maggie.get(address)
        return len(asked)

    assert cost(40) == cost(2) <= 12
