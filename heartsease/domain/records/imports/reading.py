"""From the bytes of a file to its lines: which encoding, which separator, where each line begins."""

import csv
import enum
import io
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heartsease.domain.records.imports.heading import Heading, recognise
from heartsease.domain.records.imports.kinds import Kind
from heartsease.kernel.errors import DomainError, InvalidInputError, TooLargeError, UnsupportedTypeError

MOST_BYTES = 2 * 1024 * 1024
MOST_LINES = 10_000
MOST_COLUMNS = 60
MOST_SIGNS = 2_000
SEPARATORS = {",": gettext_lazy("commas"), ";": gettext_lazy("semicolons"), "\t": gettext_lazy("tabs")}
_SEPARATOR_LINE = re.compile(r'"?sep=([^"\r\n]*)"?[^\S\r\n]*(?:\r\n|\r|\n|$)', re.IGNORECASE)
"""What Excel writes and reads as the very first line, to say what stands between the cells."""
_NO_TEXT = (
    (b"PK\x03\x04", gettext_lazy("This is a spreadsheet file; save it as CSV and choose that file.")),
    (b"\xd0\xcf\x11\xe0", gettext_lazy("This is a spreadsheet file; save it as CSV and choose that file.")),
    (b"%PDF", gettext_lazy("This is a PDF. The journal reads CSV files.")),
    (b"\x89PNG", gettext_lazy("This is a picture. The journal reads CSV files.")),
    (b"\xff\xd8\xff", gettext_lazy("This is a picture. The journal reads CSV files.")),
    (b"GIF8", gettext_lazy("This is a picture. The journal reads CSV files.")),
    (b"RIFF", gettext_lazy("This is a picture. The journal reads CSV files.")),
    (b"{\\rtf", gettext_lazy("This is a text document; save the table in it as CSV and choose that file.")),
)
_NOTHING = "".join(SEPARATORS) + string.whitespace + "\ufeff"
"""What a line without words is made of, whatever separates its cells."""
_OF_THE_WEB = ("<!doctype", "<html", "<?xml", "<table", "<meta")


class Encoding(enum.StrEnum):
    """How the signs of a file were written."""

    UTF_8 = "utf-8"
    UTF_16 = "utf-16"
    WINDOWS = "cp1252"

    @property
    def label(self) -> Promise:
        """The encoding's name for people."""
        return {
            "utf-8": gettext_lazy("UTF-8"),
            "utf-16": gettext_lazy("UTF-16"),
            "cp1252": gettext_lazy("Windows-1252 (Western European)"),
        }[self.value]


@dataclass(frozen=True, slots=True)
class Row:
    """One line: where it begins in the file, as an editor counts, and its cells as they are."""

    number: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file that could be read."""

    separator: str
    heading: Heading
    rows: list[Row]


def decode(data: bytes) -> tuple[str, Encoding]:
    """The text of a file and how it was written; what is no text is refused with a sentence."""
    if len(data) > MOST_BYTES:
        raise about_file(_("This file is larger than 2 MB. Split it into several."), TooLargeError)
    for beginning, sentence in _NO_TEXT:
        if data.startswith(beginning):
            raise about_file(str(sentence), UnsupportedTypeError)
    text, encoding = _decode(data)
    if "\0" in text:
        raise about_file(
            _("This is no text file: it holds zero bytes. Save the table as CSV (UTF-8) and choose that file."),
            UnsupportedTypeError,
        )
    if text.lstrip()[:20].lower().startswith(_OF_THE_WEB):
        raise about_file(
            _("This is a web page with a table in it. Open it in a spreadsheet, save it as CSV and choose that file."),
            UnsupportedTypeError,
        )
    return text, encoding


def _decode(data: bytes) -> tuple[str, Encoding]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16"), Encoding.UTF_16
        except UnicodeDecodeError:
            raise about_file(
                _("This file begins as UTF-16 and then is not. Save the table as CSV (UTF-8) and choose that file.")
            ) from None
    try:
        return data.decode("utf-8-sig"), Encoding.UTF_8
    except UnicodeDecodeError:
        says_utf_8 = data.startswith(b"\xef\xbb\xbf")
    try:
        if not says_utf_8:
            return data.decode("cp1252"), Encoding.WINDOWS
    except UnicodeDecodeError:
        pass
    raise about_file(
        _("The signs of this file can be read neither as UTF-8 nor as Windows-1252. Save the table as CSV (UTF-8).")
    )


def read(text: str, kind: Kind) -> Sheet:
    """The lines of ``text`` and which column is which. What is wrong with the whole file is refused here."""
    said, body, skipped = _said_separator(text)
    separator = said or max(SEPARATORS, key=lambda one: _promise(kind, body, one))
    rows = _rows(body, separator, skipped)
    first = next(rows, None)
    if first is None:
        raise about_file(_("This file is empty."))
    heading = recognise(kind, first.cells)
    found: list[Row] = []
    for row in rows:
        if len(found) == MOST_LINES:
            raise about_file(_("This file has more than 10,000 lines. Split it into several."), TooLargeError)
        found.append(row)
    if not found:
        raise about_file(_("This file has headings and no lines below them."))
    return Sheet(separator, heading, found)


def about_file(sentence: str, error: type[DomainError] = InvalidInputError) -> DomainError:
    """An error whose sentence stands beside the field in which the file was chosen."""
    return error(sentence, fields={"file": sentence})


def _said_separator(text: str) -> tuple[str, str, int]:
    """What the file itself says stands between cells, the text after that line, and how many lines it took."""
    found = _SEPARATOR_LINE.match(text)
    if found is None:
        return "", text, 0
    said = found[1] or "\t"
    if said not in SEPARATORS:
        raise about_file(
            _("This file says that “%(sign)s” stands between its cells. Use commas, semicolons or tabs.")
            % {"sign": said[:10]}
        )
    return said, text[found.end() :], 1


def _promise(kind: Kind, text: str, separator: str) -> tuple[int, int]:
    """How well the headings can be read with ``separator``: how many are known, and how many there are."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        cells = next((cells for cells in reader if any(cell.strip() for cell in cells)), [])
    except csv.Error:
        return -1, 0
    return recognise(kind, cells, is_sure=False).known, len(cells)


def _rows(text: str, separator: str, skipped: int) -> Iterator[Row]:
    """Lines with something in them. Each error names the line on which the trouble begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        number = reader.line_num + skipped + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            _refuse_quotes(number)
        if not any(cell.strip(_NOTHING) for cell in cells):
            continue
        if len(cells) > MOST_COLUMNS and any(cell.strip() for cell in cells[MOST_COLUMNS:]):
            raise about_file(_("Line %(line)d has more than 60 columns.") % {"line": number}, TooLargeError)
        yield Row(number, cells)


def _refuse_quotes(number: int) -> NoReturn:
    raise about_file(
        _(
            "Line %(line)d: the quotation marks do not match. A cell that begins with one ends with one, and one inside"
            " is written twice."
        )
        % {"line": number}
    )
