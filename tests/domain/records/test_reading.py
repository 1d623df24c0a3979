"""Bytes become lines, or one sentence that says why not."""

import pytest

from heartsease.domain.records.imports.kinds import Kind
from heartsease.domain.records.imports.reading import Encoding, decode, read
from heartsease.kernel.errors import DomainError, InvalidInputError, TooLargeError, UnsupportedTypeError
from tests.domain.records.files import table

HEADING = "Full name | Date of birth | Room | First day"
LINE = "Zoë Müller | 14/03/2022 | Acorns | 01/09/2024"
TEXT = table(HEADING, LINE)


def sentence(data: bytes | str) -> str:
    """Why a file is refused, which stands beside the field."""
    with pytest.raises(DomainError) as refused:
        text = decode(data)[0] if isinstance(data, bytes) else data
        read(text, Kind.CHILDREN)
    assert refused.value.fields == {"file": refused.value.sentence}
    return refused.value.sentence


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), Encoding.UTF_8),
        (TEXT.encode("utf-8-sig"), Encoding.UTF_8),
        (TEXT.encode("utf-16"), Encoding.UTF_16),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), Encoding.UTF_16),
        (TEXT.encode("cp1252"), Encoding.WINDOWS),
    ],
)
def test_each_encoding_is_read_and_named(data: bytes, encoding: Encoding) -> None:
    text, found = decode(data)
    assert found is encoding
    assert read(text, Kind.CHILDREN).rows[0].cells[0] == "Zoë Müller"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("says_so", [True, False])
def test_each_dialect_is_read(separator: str, line_end: str, says_so: bool) -> None:
    text = table(HEADING, LINE, separator=separator).replace("\r\n", line_end)
    if says_so:
        text = f"sep={separator}{line_end}{text}"
    sheet = read(text, Kind.CHILDREN)
    assert sheet.separator == separator
    assert [(row.number, row.cells[3]) for row in sheet.rows] == [(3 if says_so else 2, "01/09/2024")]


def test_the_separator_is_found_by_the_headings_not_by_the_words() -> None:
    text = "Full name;DOB;Room;Start;Languages, at home, as said\r\nAda Moss;14/03/2022;Acorns;01/09/2024;a, b, c\r\n"
    assert read(text, Kind.CHILDREN).separator == ";"


def test_cells_in_quotation_marks_hold_separators_marks_and_line_ends() -> None:
    text = 'Full name,DOB,Room,Start,Allergies\r\nAda Moss,14/03/2022,Acorns,01/09/2024,"nuts, ""all""\r\nof them"\r\n'
    text += "\r\n , ,,\r\nBen Moss,15/03/2022,Acorns,01/09/2024,\r\n"
    rows = read(text, Kind.CHILDREN).rows
    assert rows[0].cells[4] == 'nuts, "all"\r\nof them'
    assert [row.number for row in rows] == [2, 6], "counted as an editor counts; empty lines are nothing"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "This file is empty."),
        (b"\xef\xbb\xbf", "This file is empty."),
        (b"\r\n \r\n\t\r\n", "This file is empty."),
        ("sep=;\r\n", "This file is empty."),
        (",,,\r\n", "This file is empty."),
        (table(HEADING), "This file has headings and no lines below them."),
        (table(HEADING) + ",,,\r\n", "This file has headings and no lines below them."),
        (b"PK\x03\x04" + bytes(60), "This is a spreadsheet file; save it as CSV and choose that file."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1" + bytes(60), "This is a spreadsheet file; save it as CSV and choose that file."),
        (b"\x89PNG\r\n\x1a\n" + bytes(60), "This is a picture. The journal reads CSV files."),
        (b"\xff\xd8\xff\xe0" + bytes(60), "This is a picture. The journal reads CSV files."),
        (b"%PDF-1.7\n", "This is a PDF. The journal reads CSV files."),
        (b"<!DOCTYPE html><table>", "This is a web page with a table in it."),
        (b"\xff\xfeA\x00\x00\xd8", "This file begins as UTF-16 and then is not."),
        (TEXT.encode("utf-16-le"), "it holds zero bytes"),
        (TEXT.encode().replace(b"Room", b"Ro\x00m"), "it holds zero bytes"),
        (b"\xef\xbb\xbfName \xe9", "neither as UTF-8 nor as Windows-1252"),
        (b"Name \x81\x8d", "neither as UTF-8 nor as Windows-1252"),
        ("sep=|\r\nName|DOB\r\n", "This file says that “|” stands between its cells."),
        (TEXT + '"Ada Moss,14/03/2022\r\nBen', "Line 3: the quotation marks do not match."),
        (TEXT + '"Ada" Moss,14/03/2022,,\r\n', "Line 3: the quotation marks do not match."),
        (TEXT + f'"{"x" * 200_000}",,,\r\n', "Line 3: the quotation marks do not match."),
        (TEXT + "," * 60 + "x\r\n", "Line 3 has more than 60 columns."),
        ("a," * 60 + "\r\nb\r\n", "no headings that are known here"),
        ("x," * 60 + "x\r\n", "Line 1 has more than 60 columns."),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(data: bytes | str, said: str) -> None:
    assert said in sentence(data)


def test_the_limits_are_those_that_are_said() -> None:
    line = LINE.replace("|", ",") + "\r\n"
    whole = table(HEADING) + line * 10_000
    assert len(read(whole, Kind.CHILDREN).rows) == 10_000
    with pytest.raises(TooLargeError, match="more than 10,000 lines"):
        read(whole + line, Kind.CHILDREN)
    decode(b"x" * (2 * 1024 * 1024))
    with pytest.raises(TooLargeError, match="larger than 2 MB"):
        decode(b"x" * (2 * 1024 * 1024 + 1))
    with pytest.raises(UnsupportedTypeError):
        decode(b"PK\x03\x04")


@pytest.mark.parametrize(
    "headings",
    [
        "Full name | Date of birth | Room | First day",
        "FULL NAME | DATE OF BIRTH | ROOM | START DATE",
        " full_name | d.o.b. | Room name | start",
        "Child's Name | Birth-date | Group | Admission date",
        "Name | Birthday | Class | Starts",
        "Surname | First name | DOB | Room | Start",
        "Forename | DOB | Last Name | Room | Start",
    ],
)
def test_headings_are_known_by_many_names(headings: str) -> None:
    heading = read(table(headings, headings), Kind.CHILDREN).heading
    assert set(heading.places) == {"full_name", "birth_date", "room", "start_date"}
    assert heading.ignored == []


def test_columns_that_are_not_known_are_named_and_left_alone() -> None:
    headings = "Full name | DOB | Room | Start | Funding | | First name | " + "y" * 80
    sheet = read(table(headings, "a | b | c | d | e | f | g | h"), Kind.CHILDREN)
    assert sheet.heading.ignored == ["“Funding”", "column 6, which has no heading", "“First name”", f"“{'y' * 60}…”"]


@pytest.mark.parametrize(
    ("headings", "said"),
    [
        ("Full name | Room", "The columns “Date of birth” and “First day” are missing."),
        ("Full name | DOB | Room", "The column “First day” is missing."),
        ("First name | DOB | Room | Start", "The column “Full name” is missing."),
        (
            "One | Two | Three",
            "The first line holds no headings that are known here. At least these are needed: “Full name”",
        ),
        (
            "Name | DOB | Date of birth | Room | Start",
            "The columns “DOB” and “Date of birth” both mean “Date of birth”.",
        ),
        ("First name | Forename | Surname | DOB | Room | Start", "both mean “Full name”. Keep one of them."),
    ],
)
def test_what_is_missing_or_stands_there_twice_is_named(headings: str, said: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        read(table(headings, headings), Kind.CHILDREN)
    assert said in refused.value.sentence
