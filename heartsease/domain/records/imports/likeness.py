"""Children whom adults could take for one another: almost the same name, the same name in a room, the same birthday."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from heartsease.kernel.text import folded

MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class KnownChild:
    """A child of the setting, or one that a file would add."""

    key: object
    full_name: str
    called: str
    birth_date: dt.date
    room_id: uuid.UUID | None
    place: str
    """Where it is found: a line of the file, or the journal."""

    @property
    def shown(self) -> str:
        """Name and place, for a sentence."""
        return f"{self.full_name} ({self.place})"


class Likeness:
    """Looks children up by what makes them alike, so that ten thousand are not compared with each other."""

    def __init__(self, known: Iterable[KnownChild]) -> None:
        self._alike: dict[object, list[KnownChild]] = defaultdict(list)
        for one in known:
            for key in _keys(one):
                self._alike[key].append(one)

    def warnings(self, child: KnownChild) -> list[str]:
        """A sentence for each way in which ``child`` could be taken for somebody else."""
        said = {child.key}
        names = self._others(_name_keys(child), said)
        same_call = self._others([_call_key(child)], said)
        same_day = self._others([child.birth_date], said)
        sentences = []
        if names:
            sentences.append(_("The name could be taken for %(names)s.") % {"names": _named(names)})
        if same_call:
            sentences.append(
                _("Called %(called)s like %(names)s, in the same room.")
                % {"called": child.called, "names": _named(same_call)}
            )
        if same_day:
            sentences.append(_("Born on the same day as %(names)s.") % {"names": _named(same_day)})
        return sentences

    def _others(self, keys: Iterable[object], said: set[object]) -> list[KnownChild]:
        """The first few who share a key and were not named yet; one too many tells that there are more."""
        found: list[KnownChild] = []
        for one in (one for key in keys for one in self._alike.get(key, ())):
            if one.key not in said:
                said.add(one.key)
                found.append(one)
            if len(found) > MOST_NAMED:
                break
        return found


def _keys(child: KnownChild) -> Iterator[object]:
    yield from _name_keys(child)
    yield _call_key(child)
    yield child.birth_date


def _call_key(child: KnownChild) -> object:
    return child.room_id, folded(child.called) or child.called


def _name_keys(child: KnownChild) -> set[str]:
    """The full name as it sounds, whole and with one letter left out: two names that differ in one letter share one."""
    name = folded(child.full_name).replace(" ", "") or child.full_name
    return {name, *(name[:place] + name[place + 1 :] for place in range(len(name)))} if len(name) > 2 else {name}


def _named(found: list[KnownChild]) -> str:
    shown = ", ".join(one.shown for one in found[:MOST_NAMED])
    return shown if len(found) <= MOST_NAMED else _("%(names)s and others") % {"names": shown}
