"""What one line says: dates with the day first, yes and no, and what does not fit."""

import datetime as dt

import pytest

from heartsease.domain.records.imports.cells import Cells, cells_of
from heartsease.domain.records.imports.kinds import COLUMNS, Kind, template
from heartsease.domain.records.imports.reading import decode, read
from tests.domain.records.files import table

HEADING = "Full name | DOB | Room | Start | Last day | Known as | Allergies"
DAYS = ["birth_date", "start_date", "leaving_date"]


def cells(*rows: str) -> list[Cells]:
    """The cells of lines below the heading."""
    return cells_of(Kind.CHILDREN, read(table(HEADING, *rows), Kind.CHILDREN), DAYS)


def day_in(text: str) -> tuple[dt.date | None, list[str]]:
    """The day in a cell, and what is wrong with it."""
    (one,) = cells(f"Ada | {text} | Acorns | | | |")
    return one.day("birth_date"), one.problems


@pytest.mark.parametrize("text", ["14/03/2022", "14.03.2022", "2022-03-14", "14/3/2022", " 14.3.2022 "])
def test_a_day_is_read(text: str) -> None:
    assert day_in(text) == (dt.date(2022, 3, 14), [])


def test_a_date_that_could_be_either_has_the_day_first() -> None:
    assert day_in("03/04/2022") == (dt.date(2022, 4, 3), [])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "03/25/2022",
            "“Date of birth”: “03/25/2022” has the month first. The day stands first here, like 25/03/2022.",
        ),
        ("3.25.2022", "has the month first"),
        ("31/02/2022", "“31/02/2022” is no day of the calendar."),
        ("2022-25-03", "is no day of the calendar"),
        ("0/3/2022", "is no day of the calendar"),
        ("14/03/0000", "is no day of the calendar"),
        ("14/03/22", "is no day. Write it like 14/03/2022."),
        ("14/03.2022", "is no day. Write it like"),
        ("44634", "is no day. Write it like"),
        ("١٤/٠٣/٢٠٢٢", "is no day. Write it like"),
        ("14 March 2022", "is no day. Write it like"),
        ("=TODAY()", "“=TODAY()” is no day."),
    ],
)
def test_what_is_no_day_is_refused_with_a_sentence(text: str, said: str) -> None:
    day, problems = day_in(text)
    assert day is None
    assert len(problems) == 1
    assert said in problems[0]


def test_one_date_with_the_month_first_makes_the_others_uncertain() -> None:
    """Half of such a file would be refused and the other half read wrongly, and a birth date opens a journal."""
    either, same, certain, iso, culprit = cells(
        "A | 03/04/2022 | | | | |", "B | 04/04/2022 | | | | |", "C | 25/04/2022 | | | | |", "D | 2022-04-03 | | | | |",
        "E | 01/01/2020 | | 03/25/2022 | | |",
    )  # fmt: skip
    assert either.day("birth_date") is None
    assert either.problems == [
        "“Date of birth”: “03/04/2022” could be either of two days, because line 6 has the month first."
    ]
    assert [one.day("birth_date") for one in (same, certain, iso, culprit)] == [
        dt.date(2022, 4, 4), dt.date(2022, 4, 25), dt.date(2022, 4, 3), dt.date(2020, 1, 1),
    ]  # fmt: skip
    assert culprit.day("start_date") is None


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Ada | 14/03/2022 | Acorns", "This line has 3 cells and there are 7 headings."),
        ("Ada | 14/03/2022 | Acorns | | | | | nuts", "This line has 8 cells and there are 7 headings."),
        (
            f"Ada | 14/03/2022 | Acorns | | | | {'x' * 2_001}",
            "Cell 7 holds 2001 characters, and at most 2,000 are read.",
        ),
    ],
)
def test_lines_of_another_shape_are_refused(row: str, said: str) -> None:
    (one,) = cells(row)
    assert said in one.problems[0]


def test_empty_cells_beyond_the_headings_are_nothing() -> None:
    (one,) = cells("Ada | 14/03/2022 | Acorns | | | | nuts | | ")
    assert one.problems == []


def test_what_is_too_long_for_its_column_is_refused_by_name() -> None:
    (one,) = cells(f"Ada | | | | | {'x' * 61} | {'y' * 1001}")
    one.words("known_as")
    one.words("allergies")
    assert one.problems == [
        "“Known as”: at most 60 characters fit here, and these are 61.",
        "“Allergies”: at most 1000 characters fit here, and these are 1001.",
    ]


def test_words_are_kept_whatever_they_begin_with() -> None:
    """A formula is words here, and nothing more."""
    (one,) = cells("=SUM(A1) | | | | | @Ada | +44 -1")
    assert [one.words(name) for name in ("full_name", "known_as", "allergies")] == ["=SUM(A1)", "@Ada", "+44 -1"]


@pytest.mark.parametrize("kind", Kind)
def test_a_template_is_read_by_its_own_headings_and_its_line_is_left_out(kind: Kind) -> None:
    text, _encoding = decode(("\ufeff" + template(kind)).encode())
    sheet = read(text, kind)
    assert set(sheet.heading.places) == {column.name for column in COLUMNS[kind]}
    assert sheet.heading.ignored == []
    (one,) = cells_of(kind, sheet, ["birth_date"])
    assert one.problems == ["This is the invented line of the template. It is left out."]
    assert not [cell for line in text.splitlines() for cell in line.split(",") if cell[:1] in {"=", "+", "-", "@"}]


@pytest.mark.parametrize("kind", Kind)
def test_no_heading_means_two_columns(kind: Kind) -> None:
    known = [
        (column.name, name)
        for column in COLUMNS[kind]
        for name in {*column.synonyms, *column.parts[0], *column.parts[1]}
    ]
    for owner, name in known:
        assert [other for other, same in known if same == name] == [owner]
