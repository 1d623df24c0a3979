"""Which column of a file is which: headings are known by many names, whatever their capitals, spaces and marks."""

import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heartsease.domain.records.imports.kinds import COLUMNS, Column, Kind
from heartsease.kernel.errors import InvalidInputError
from heartsease.kernel.text import clean_line

LONGEST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Heading:
    """What the first line of a file says."""

    places: dict[str, tuple[int, ...]]
    """For each known column where it stands; two places where a first name and a surname stand for it."""
    ignored: list[str]
    """Headings that are not used, as they were written."""
    width: int
    known: int


def recognise(kind: Kind, cells: list[str], *, is_sure: bool = True) -> Heading:
    """Find the columns of ``kind``. Where ``is_sure``, what is missing or stands there twice is refused by its name."""
    shown = [_shown(place, cell) for place, cell in enumerate(cells)]
    while cells and not cells[-1].strip():
        cells = cells[:-1]
    keys = [_key(cell) for cell in cells]
    places: dict[str, tuple[int, ...]] = {}
    problems: list[str] = []
    used: set[int] = set()
    for column in COLUMNS[kind]:
        found = _places(column, keys)
        if not found:
            continue
        twice = next((both for both in found if len(both) > 1), None)
        if twice is not None:
            problems.append(
                _("The columns %(headings)s both mean “%(label)s”. Keep one of them.")
                % {"headings": _list([shown[place] for place in twice[:2]]), "label": column.label}
            )
        places[column.name] = tuple(where[0] for where in found)
        used.update(place for where in found for place in where)
    missing = [column for column in COLUMNS[kind] if column.is_required and column.name not in places]
    if is_sure and (missing or problems):
        _refuse(missing, problems, is_known=bool(places))
    ignored = [shown[place] for place in range(len(cells)) if place not in used]
    return Heading(places, ignored, len(cells), len(used))


def _refuse(missing: list[Column], problems: list[str], *, is_known: bool) -> None:
    if missing:
        names = _list([f"“{column.label}”" for column in missing])
        problems.insert(
            0,
            ngettext("The column %(names)s is missing.", "The columns %(names)s are missing.", len(missing))
            % {"names": names}
            if is_known
            else _("The first line holds no headings that are known here. At least these are needed: %(names)s.")
            % {"names": names},
        )
    sentence = " ".join(problems)
    raise InvalidInputError(sentence, fields={"file": sentence})


def _places(column: Column, keys: list[str]) -> list[list[int]]:
    """Where the column stands: one list of places, two for first name and surname, none where it is not there.

    A file that has both the whole name and its parts is read by the whole name.
    """
    names = {_key(str(column.label)), _key(column.name), *column.synonyms}
    whole = [place for place, key in enumerate(keys) if key in names]
    if whole:
        return [whole]
    parts = [[place for place, key in enumerate(keys) if key in part] for part in column.parts]
    return parts if all(parts) else []


def _key(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text[:200].casefold())
    return "".join(sign for sign in plain if sign.isalnum())


def _shown(place: int, cell: str) -> str:
    name = clean_line(cell)
    if not name:
        return _("column %(number)d, which has no heading") % {"number": place + 1}
    return f"“{name if len(name) <= LONGEST_SHOWN else name[:LONGEST_SHOWN] + '…'}”"


def _list(names: list[str]) -> str:
    return ", ".join(names[:-1]) + _(" and ") + names[-1] if len(names) > 1 else names[0]
