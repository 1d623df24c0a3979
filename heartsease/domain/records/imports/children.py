"""Lines about children: who is here already, what would change, and whom one could take for whom."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import partial

from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor
from heartsease.domain.accounts import queries as accounts
from heartsease.domain.accounts.models import Membership
from heartsease.domain.children import actions, queries
from heartsease.domain.children.actions import ChildDetails
from heartsease.domain.children.actions.records import check_dates
from heartsease.domain.children.models import Child, Sex
from heartsease.domain.records.imports.cells import Cells, cells_of
from heartsease.domain.records.imports.kinds import Kind
from heartsease.domain.records.imports.likeness import KnownChild, Likeness
from heartsease.domain.records.imports.plan import Change, Fate, Line, refused, write_each
from heartsease.domain.records.imports.reading import Sheet
from heartsease.domain.setting import queries as setting
from heartsease.domain.setting.models import Room
from heartsease.kernel.errors import InvalidInputError
from heartsease.kernel.text import first_name, folded

DAY_COLUMNS = ("birth_date", "start_date", "leaving_date")
SEXES = {
    **dict.fromkeys(("female", "girl", "f"), Sex.FEMALE.value),
    **dict.fromkeys(("male", "boy", "m"), Sex.MALE.value),
}
Identity = tuple[str, dt.date]


def identity(full_name: str, birth_date: dt.date) -> Identity:
    """By what a child is known in a file: name and birth date. Capitals and accents make no difference."""
    return folded(full_name) or full_name.casefold(), birth_date


class Roll:
    """Every child of the setting, by identity. Another setting's children are not in it."""

    def __init__(self, actor: Actor) -> None:
        self.children = list(queries.visible_children(actor).select_related("room", "key_person__person"))
        self._known: dict[Identity, list[Child]] = defaultdict(list)
        self._names: set[str] = set()
        for child in self.children:
            self._known[identity(child.full_name, child.birth_date)].append(child)
            self._names.add(folded(child.full_name))

    def find(self, full_name: str, birth_date: dt.date) -> list[Child]:
        """The children of this name and birth date: none, one, or by an old mistake several."""
        return self._known.get(identity(full_name, birth_date), [])

    def has_name(self, full_name: str) -> bool:
        """Whether a child of this name is here, whatever the birth date."""
        return folded(full_name) in self._names


@dataclass(slots=True)
class _Wish:
    """What a line asks for, once it makes sense."""

    cells: Cells
    details: ChildDetails
    child: Child | None
    warnings: list[str]


class ChildrenPlanner:
    """Decides the fate of each line about children."""

    def __init__(self, actor: Actor) -> None:
        self._actor = actor
        self._roll = Roll(actor)
        self._rooms = {room.name.casefold(): room for room in setting.rooms(actor)}
        self._colleagues: dict[str, list[Membership]] = defaultdict(list)
        for colleague in accounts.colleagues(actor):
            self._colleagues[folded(colleague.person.full_name)].append(colleague)
            self._colleagues[colleague.person.user_name.casefold()].append(colleague)
        self._lines_of: dict[Identity, int] = {}

    def plan(self, sheet: Sheet, refusals: Mapping[int, str]) -> list[Line]:
        """The fate of every line, and the order that would add or change it."""
        fates = [self._decide(cells, refusals) for cells in cells_of(Kind.CHILDREN, sheet, DAY_COLUMNS)]
        likeness = Likeness(
            [
                *(_known(child.pk, child, _("here already")) for child in self._roll.children),
                *(
                    _known(fate.cells.number, fate.details, _("line %(line)d") % {"line": fate.cells.number})
                    for fate in fates
                    if isinstance(fate, _Wish) and fate.child is None
                ),
            ]
        )
        return [self._line(fate, likeness) if isinstance(fate, _Wish) else fate for fate in fates]

    def write(self, lines: Sequence[Line]) -> None:
        """Add and change children."""
        write_each(lines)

    def _decide(self, cells: Cells, refusals: Mapping[int, str]) -> _Wish | Line:
        title = cells.text("full_name")[:120]
        if cells.problems:
            return refused(cells.number, title, cells.problems)
        full_name, birth_date = cells.words("full_name"), cells.day("birth_date")
        cells.need("full_name", "birth_date")
        if cells.problems or birth_date is None:
            return refused(cells.number, title, cells.problems)
        earlier = self._lines_of.setdefault(identity(full_name, birth_date), cells.number)
        if earlier != cells.number:
            return refused(cells.number, title, [_("Line %(line)d is about the same child.") % {"line": earlier}])
        found = self._roll.find(full_name, birth_date)
        if len(found) > 1:
            sentence = _("Several children of this name and birth date are here already. Change their records by hand.")
            return refused(cells.number, title, [sentence])
        if cells.number in refusals:
            return refused(cells.number, title, [refusals[cells.number]])
        return self._wish(cells, full_name, birth_date, found[0] if found else None)

    def _wish(self, cells: Cells, full_name: str, birth_date: dt.date, child: Child | None) -> _Wish | Line:
        if child is None:
            cells.need("room", "start_date")
        warnings: list[str] = []
        room, key_person = self._room(cells), self._key_person(cells, warnings)
        texts = {field.name: cells.words(field.name) for field in fields(ChildDetails) if field.name in _TEXTS}
        sex: str = SEXES.get(cells.text("sex").casefold(), "")
        if not sex and cells.text("sex"):
            cells.problems.append(_("“%(label)s”: write girl, boy or nothing.") % {"label": cells.label("sex")})
        start_date, leaving_date = cells.day("start_date"), cells.day("leaving_date")
        if child is not None:
            # An empty cell says nothing, so what the record says stays.
            full_name, birth_date, room = child.full_name, child.birth_date, room or child.room
            key_person, sex = key_person or child.key_person, sex or child.sex
            start_date, leaving_date = start_date or child.start_date, leaving_date or child.leaving_date
            texts = {name: text or getattr(child, name) for name, text in texts.items()}
        if cells.problems or room is None or start_date is None:
            return refused(cells.number, full_name, cells.problems)
        details = ChildDetails(
            full_name=full_name, birth_date=birth_date, room=room, start_date=start_date, leaving_date=leaving_date,
            key_person=key_person, sex=sex, **texts,
        )  # fmt: skip
        try:
            check_dates(self._actor, details)
        except InvalidInputError as problem:
            return refused(cells.number, full_name, list(problem.fields.values()))
        return _Wish(cells, details, child, warnings)

    def _room(self, cells: Cells) -> Room | None:
        name = cells.text("room")
        room = self._rooms.get(name.casefold())
        if room is None and name:
            cells.problems.append(no_such_room(name))
        return room

    def _key_person(self, cells: Cells, warnings: list[str]) -> Membership | None:
        name = cells.text("key_person")
        found = {one.pk: one for key in (folded(name), name.casefold()) for one in self._colleagues.get(key, [])}
        if len(found) == 1:
            return next(iter(found.values()))
        if found:
            warnings.append(
                _("Several colleagues are called %(name)s: no key person is taken. Write the user name instead.")
                % {"name": name[:120]}
            )
        elif name:
            warnings.append(
                _("There is no colleague called %(name)s, so no key person is taken from this line.")
                % {"name": name[:120]}
            )
        return None

    def _line(self, wish: _Wish, likeness: Likeness) -> Line:
        number, details, child = wish.cells.number, wish.details, wish.child
        order = partial(
            actions.save_child, actor=self._actor, details=details, child_id=child.pk if child is not None else None
        )
        if child is None:
            warnings = [*wish.warnings, *likeness.warnings(_known(number, details, ""))]
            return Line(
                number, details.full_name, Fate.ADD, tuple(_sentences(details)), warnings=tuple(warnings), order=order
            )
        differences = [one for one in _differences(child, details) if one[1] != one[2]]
        changes = [Change(wish.cells.label(name), before, after) for name, before, after in differences]
        is_of_record = any(name not in _LISTED for name, _before, _after in differences)
        fate = Fate.CHANGE if changes else Fate.SAME
        return Line(
            number,
            child.full_name,
            fate,
            (),
            tuple(changes),
            tuple(wish.warnings),
            child.pk if is_of_record else None,
            order,
        )


_TEXTS = ("known_as", "home_languages", "allergies", "dietary_needs", "health_needs", "interests")
_LISTED = {"known_as", "room", "key_person"}
"""What lists of children show anyway: a line that changes no more is no look into the record."""
_NOTHING = "–"


def no_such_room(name: str) -> str:
    """Why a line with this room is not taken: a room is made by somebody who means it, never by a slip of the pen."""
    return _("There is no room called %(name)s; add it first, or mend the file.") % {"name": name[:60]}


def in_words(day: dt.date) -> str:
    """A day as nobody can misread it."""
    return format_date(day, "j F Y")


def _known(key: object, child: Child | ChildDetails, place: str) -> KnownChild:
    called = child.known_as or first_name(child.full_name)
    return KnownChild(key, child.full_name, called, child.birth_date, child.room.pk, place)


def _sentences(details: ChildDetails) -> list[str]:
    """What the reader should see at a glance of a child who would be added."""
    facts = {"born": in_words(details.birth_date), "room": details.room.name, "start": in_words(details.start_date)}
    sentences = [_("Born %(born)s, in %(room)s from %(start)s.") % facts]
    if details.leaving_date is not None:
        sentences.append(_("Last day: %(day)s.") % {"day": in_words(details.leaving_date)})
    if details.key_person is not None:
        sentences.append(_("Key person: %(name)s.") % {"name": details.key_person.person.full_name})
    if details.allergies:
        sentences.append(_("Allergies: %(text)s") % {"text": details.allergies})
    return sentences


def _differences(child: Child, details: ChildDetails) -> list[tuple[str, str, str]]:
    return [
        (field.name, _value(getattr(child, field.name)), _value(getattr(details, field.name)))
        for field in fields(details)
    ]


def _value(value: object) -> str:
    if isinstance(value, Room):
        return value.name
    if isinstance(value, Membership):
        return value.person.full_name
    if isinstance(value, dt.date):
        return in_words(value)
    if isinstance(value, str) and value in Sex.values:
        return str(Sex(value).label)
    return str(value) if value else _NOTHING
