"""What one line says, column by column. A cell that makes no sense becomes a sentence, never a guess."""

import datetime as dt
import re
from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

from heartsease.domain.records.imports.kinds import COLUMNS, TELLS_APART, Column, Kind
from heartsease.domain.records.imports.reading import MOST_SIGNS, Row, Sheet
from heartsease.kernel.text import clean_block, clean_line

_DAY_FIRST = re.compile(r"(\d{1,2})([/.])(\d{1,2})\2(\d{4})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_YES = {"yes", "y", "true", "1", "x"}
_NO = {"no", "n", "false", "0"}
_FORMULA = re.compile(r"'*[=+\-@]")
"""What a spreadsheet would work out, behind any number of the signs that keep it from doing so."""


def shielded(text: str) -> str:
    """``text`` so that no spreadsheet takes it for a formula: ``unshielded`` takes away the sign before it."""
    return f"'{text}" if _FORMULA.match(text) else text


def unshielded(text: str) -> str:
    """What was shielded."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


class Cells:
    """The cells of one line. ``problems`` collects what cannot be taken, one sentence each."""

    def __init__(self, kind: Kind, sheet: Sheet, row: Row, *, month_first_on: int | None) -> None:
        self.number = row.number
        self.problems: list[str] = []
        self._columns: Mapping[str, Column] = {column.name: column for column in COLUMNS[kind]}
        self._places = sheet.heading.places
        self._month_first_on = month_first_on
        self._cells = row.cells
        self._check_width(sheet.heading.width)
        self._check_lengths(sheet.heading.width)
        if all(self.text(name) == self._columns[name].example for name in TELLS_APART[kind]):
            self.problems = [_("This is the invented line of the template. It is left out.")]

    def label(self, name: str) -> str:
        """The column's name for people."""
        return str(self._columns[name].label)

    def text(self, name: str) -> str:
        """The words in a column, cleaned as the journal keeps them; nothing where the file has no such column."""
        column = self._columns[name]
        clean = clean_block if column.is_block else clean_line
        found = [self._cells[place] for place in self._places.get(name, ()) if place < len(self._cells)]
        return clean(" ".join(unshielded(cell) for cell in found if cell.strip()))

    def words(self, name: str) -> str:
        """``text``, with a problem where it is longer than what fits."""
        return self.fits(name, self.text(name))

    def fits(self, name: str, text: str) -> str:
        """``text``, which is to be kept for a column, with a problem where it is too long."""
        most = self._columns[name].most
        if len(text) > most:
            self._add(
                name,
                _("at most %(most)d characters fit here, and these are %(count)d.")
                % {"most": most, "count": len(text)},
            )
        return text

    def day(self, name: str) -> dt.date | None:
        """The day in a column: the day stands before the month, or the year first. Never the month first."""
        text = self.text(name)
        if not text:
            return None
        if found := _YEAR_FIRST.fullmatch(text):
            return self._calendar_day(name, text, int(found[1]), int(found[2]), int(found[3]))
        if found := _DAY_FIRST.fullmatch(text):
            first, second, year = int(found[1]), int(found[3]), int(found[4])
            if is_month_first(text):
                self._add(
                    name,
                    _("“%(text)s” has the month first. The day stands first here, like %(day)s.")
                    % {"text": text, "day": f"{second:02}{found[2]}{first:02}{found[2]}{year:04}"},
                )
                return None
            if self._month_first_on is not None and first != second <= 12 and first <= 12:
                self._add(
                    name,
                    _("“%(text)s” could be either of two days, because line %(line)d has the month first.")
                    % {"text": text, "line": self._month_first_on},
                )
                return None
            return self._calendar_day(name, text, year, second, first)
        self._add(name, _("“%(text)s” is no day. Write it like 14/03/2022.") % {"text": text[:40]})
        return None

    def flag(self, name: str) -> bool | None:
        """Yes or no, or None where the cell is empty."""
        text = self.text(name).casefold()
        if not text:
            return None
        if text in _YES | _NO:
            return text in _YES
        self._add(name, _("“%(text)s” is neither yes nor no.") % {"text": text[:40]})
        return None

    def need(self, *names: str) -> None:
        """Add a problem for each of these columns that is empty on this line."""
        for name in names:
            if not self.text(name):
                self._add(name, _("this cell is empty."))

    def _calendar_day(self, name: str, text: str, year: int, month: int, day: int) -> dt.date | None:
        try:
            return dt.date(year, month, day)
        except ValueError:
            self._add(name, _("“%(text)s” is no day of the calendar.") % {"text": text})
            return None

    def _add(self, name: str, sentence: str) -> None:
        self.problems.append(_("“%(label)s”: %(sentence)s") % {"label": self.label(name), "sentence": sentence})

    def _check_width(self, width: int) -> None:
        count = len(self._cells)
        if count < width or any(cell.strip() for cell in self._cells[width:]):
            self.problems.append(
                _(
                    "This line has %(count)d cells and there are %(width)d headings. Perhaps a separator is missing, or"
                    " one stands inside a cell without quotation marks."
                )
                % {"count": count, "width": width}
            )

    def _check_lengths(self, width: int) -> None:
        for place, cell in enumerate(self._cells[:width], 1):
            if len(cell) > MOST_SIGNS:
                self.problems.append(
                    _("Cell %(place)d holds %(count)d characters, and at most 2,000 are read.")
                    % {"place": place, "count": len(cell)}
                )


def is_month_first(text: str) -> bool:
    """Whether ``text`` is a date that only makes sense with the month first."""
    found = _DAY_FIRST.fullmatch(text)
    return found is not None and int(found[3]) > 12 >= int(found[1]) > 0 and int(found[3]) <= 31


def cells_of(kind: Kind, sheet: Sheet, day_columns: Collection[str]) -> list[Cells]:
    """The cells of every line. One date with the month first makes every date that could be either uncertain."""
    places = [place for name in day_columns for place in sheet.heading.places.get(name, ())]
    month_first_on = next(
        (
            row.number
            for row in sheet.rows
            for place in places
            if place < len(row.cells) and is_month_first(row.cells[place].strip())
        ),
        None,
    )
    return [Cells(kind, sheet, row, month_first_on=month_first_on) for row in sheet.rows]
