"""Taking typed values out of a pack's JSON. No fault ends the reading: each is noted with its place."""

import dataclasses
import difflib
import json
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import NoReturn

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heartsease.domain.frameworks.rules import Months
from heartsease.kernel.errors import InvalidInputError

LARGEST_FILE = 2 * 1024 * 1024
LAST_MONTH = 1200

_KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")


@dataclasses.dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a pack: the file, the path in its JSON, the code of the node around it."""

    file: str
    path: str = ""
    code: str = ""

    def key(self, name: str) -> "Place":
        """The place of a key of the object that stands here."""
        return dataclasses.replace(self, path=f"{self.path}.{name}" if self.path else name)

    def item(self, index: int) -> "Place":
        """The place of an item (from 0) of the list that stands here."""
        return dataclasses.replace(self, path=f"{self.path}[{index}]")

    def __str__(self) -> str:
        where = f"{self.file}, {self.path}" if self.path else self.file
        return f"{where} ({self.code})" if self.code else where


@dataclasses.dataclass(frozen=True, slots=True)
class PackProblem:
    """One thing that is wrong with a pack, in a sentence."""

    place: Place
    sentence: str

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}"


class PackError(InvalidInputError):
    """A pack cannot be taken as it is. ``problems`` holds everything that is wrong with it."""

    def __init__(self, pack: str, problems: Sequence[PackProblem]) -> None:
        self.problems = tuple(problems)
        headline = ngettext(
            "The framework pack '%(pack)s' has %(number)d problem:",
            "The framework pack '%(pack)s' has %(number)d problems:",
            len(self.problems),
        ) % {"pack": pack, "number": len(self.problems)}
        super().__init__("\n".join([headline, *map(str, self.problems)]))


class Reading:
    """One reading of one pack: what is wrong so far, and the languages its words may be in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[PackProblem] = []
        self.languages: tuple[str, ...] = ()
        """Empty until the header gave them; words are not held against languages before."""
        self.is_partial = False
        """Whether a file could not be read at all, so that what it would have named is not known."""

    def note(self, place: Place, sentence: str) -> None:
        """Record that something is wrong."""
        self.problems.append(PackProblem(place, sentence))

    def stop_if_wrong(self) -> None:
        """Raise ``PackError`` where anything is wrong."""
        if self.problems:
            raise PackError(self.folder.name, self.problems)

    def load(self, name: str) -> object:
        """The parsed JSON of a file, or None with the reason noted."""
        place = Place(name)
        try:
            return self._parse(place, self._bytes(name).decode("utf-8"))
        except FileNotFoundError:
            self.note(place, _("The file is not there."))
        except UnicodeDecodeError as problem:
            self.note(place, _("The file is not UTF-8 at byte %(byte)d.") % {"byte": problem.start})
        except json.JSONDecodeError as problem:
            self.note(
                place,
                _("This is not JSON at line %(line)d, column %(column)d: %(reason)s.")
                % {"line": problem.lineno, "column": problem.colno, "reason": problem.msg},
            )
        except (OSError, ValueError, RecursionError) as problem:
            self.note(place, _("The file cannot be read: %(reason)s.") % {"reason": problem})
        self.is_partial = True
        return None

    def _bytes(self, name: str) -> bytes:
        path = (self.folder / name).resolve()
        if not path.is_relative_to(self.folder.resolve()):
            raise ValueError(_("it is outside the folder of the pack"))
        if path.stat().st_size > LARGEST_FILE:
            raise ValueError(_("it is larger than %(most)d bytes") % {"most": LARGEST_FILE})
        return path.read_bytes()

    def _parse(self, place: Place, text: str) -> object:
        def keep_first(pairs: list[tuple[str, object]]) -> dict[str, object]:
            values: dict[str, object] = {}
            for key, value in pairs:
                if key in values:
                    self.note(place, _("The key '%(key)s' stands twice in one object.") % {"key": key})
                values.setdefault(key, value)
            return values

        def refuse(constant: str) -> NoReturn:
            raise ValueError(_("%(constant)s is not JSON") % {"constant": constant})

        parsed: object = json.loads(text, object_pairs_hook=keep_first, parse_constant=refuse)
        return parsed

    def text(self, value: object, place: Place, *, most: int) -> str:
        """``value`` as text of at most ``most`` characters on one line; "" where it is none."""
        if not isinstance(value, str):
            self.note(place, _("This must be text, not %(type)s.") % {"type": _type_name(value)})
            return ""
        if not value.strip():
            self.note(place, _("This is empty."))
        elif value != value.strip():
            self.note(place, _("This begins or ends with white space."))
        if len(value) > most:
            self.note(
                place,
                _("This has %(length)d characters; at most %(most)d fit.") % {"length": len(value), "most": most},
            )
        if odd := next((letter for letter in value if unicodedata.category(letter) in {"Cc", "Cs"}), None):
            self.note(place, _("This holds the control character U+%(number)04X.") % {"number": ord(odd)})
        elif not unicodedata.is_normalized("NFC", value):
            self.note(place, _("An accent stands apart from its letter here; write composed letters (Unicode NFC)."))
        return value

    def words(self, value: object, place: Place, *, most: int) -> dict[str, str]:
        """``value`` as text per language: always in the pack's first, in the others where there are words."""
        if not isinstance(value, dict):
            self.note(
                place,
                _("This must be an object with a text per language, not %(type)s.") % {"type": _type_name(value)},
            )
            return {}
        for language in value:
            if self.languages and language not in self.languages:
                self.note(place.key(language), _("The pack does not list this language."))
        if self.languages and self.languages[0] not in value:
            self.note(place.key(self.languages[0]), _("The text in the pack's first language is missing."))
        return {language: self.text(words, place.key(language), most=most) for language, words in value.items()}

    def known(self, value: str, place: Place, options: Collection[str], sentence: str) -> bool:
        """Whether ``value`` is one of ``options``; else ``sentence`` is noted, with the nearest option."""
        if value in options:
            return True
        nearest = difflib.get_close_matches(value, list(options), 1, 0.7)
        hint = _(" Did you mean '%(nearest)s'?") % {"nearest": nearest[0]} if nearest else ""
        self.note(place, sentence + hint)
        return False


class Fields:
    """The keys of one JSON object. Asking for one notes what is wrong with it and gives what there is."""

    def __init__(self, reading: Reading, value: object, place: Place, known: Collection[str]) -> None:
        self.reading = reading
        self.here = place
        self._values: Mapping[str, object] = {}
        if not isinstance(value, dict):
            reading.note(place, _("This must be an object, not %(type)s.") % {"type": _type_name(value)})
            self.is_object = False
            return
        self.is_object = True
        self._values = value
        for key in value:
            reading.known(key, place.key(key), known, _("This key is not known here."))

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def raw(self, key: str) -> object:
        """The value as it stands; None where there is none."""
        return self._values.get(key)

    def _is_there(self, key: str, *, required: bool) -> bool:
        if key in self._values:
            return True
        if required and self.is_object:
            self.reading.note(self.here.key(key), _("This is missing."))
        return False

    def text(self, key: str, *, most: int, required: bool = True) -> str:
        """A text; "" where there is none."""
        if not self._is_there(key, required=required):
            return ""
        return self.reading.text(self._values[key], self.here.key(key), most=most)

    def code(self, key: str, pattern: re.Pattern[str], sentence: str, *, required: bool = True) -> str:
        """A text that fits ``pattern``; ``sentence`` says what would."""
        text = self.text(key, most=60, required=required)
        if text and not pattern.fullmatch(text):
            self.reading.note(self.here.key(key), sentence)
        return text

    def address(self, key: str, *, required: bool = True) -> str:
        """A web address; "" where there is none."""
        text = self.text(key, most=500, required=required)
        if text and not re.fullmatch(r"https?://[^\s/]+\.[^\s/]+(/\S*)?", text):
            self.reading.note(self.here.key(key), _("This is not a web address."))
        return text

    def words(self, key: str, *, most: int, required: bool = True) -> dict[str, str]:
        """A text per language; {} where there is none."""
        if not self._is_there(key, required=required):
            return {}
        return self.reading.words(self._values[key], self.here.key(key), most=most)

    def flag(self, key: str) -> bool:
        """A yes or no; a no where there is none."""
        value = self._values.get(key, False)
        if not isinstance(value, bool):
            self.reading.note(
                self.here.key(key),
                _("This must be true or false, not %(type)s.") % {"type": _type_name(value)},
            )
        return value is True

    def fields(self, key: str, known: Collection[str], *, required: bool = True) -> "Fields":
        """An object with known keys; without keys where there is none."""
        if not self._is_there(key, required=required):
            empty = Fields(self.reading, {}, self.here.key(key), known)
            empty.is_object = False
            return empty
        return Fields(self.reading, self._values[key], self.here.key(key), known)

    def entries(self, key: str, *, required: bool = False) -> Iterator[tuple[str, object, Place]]:
        """Key, value and place of each entry of an object whose keys the author chooses."""
        if not self._is_there(key, required=required):
            return
        value, place = self._values[key], self.here.key(key)
        if not isinstance(value, dict):
            self.reading.note(place, _("This must be an object, not %(type)s.") % {"type": _type_name(value)})
            return
        for name, inner in value.items():
            if not _KEY.fullmatch(name):
                self.reading.note(place.key(name), _("A key of your own has small letters, figures, '_' and '-'."))
            yield name, inner, place.key(name)

    def items(self, key: str, *, required: bool = False) -> Iterator[tuple[object, Place]]:
        """Value and place of each item of a list."""
        if not self._is_there(key, required=required):
            return
        value, place = self._values[key], self.here.key(key)
        if not isinstance(value, list):
            self.reading.note(place, _("This must be a list, not %(type)s.") % {"type": _type_name(value)})
            return
        for index, item in enumerate(value):
            yield item, place.item(index)

    def texts(self, key: str, *, most: int, required: bool = False) -> list[tuple[str, Place]]:
        """Text and place of each item of a list of texts, each text once."""
        found: dict[str, Place] = {}
        for item, place in self.items(key, required=required):
            text = self.reading.text(item, place, most=most)
            if text in found:
                self.reading.note(place, _("'%(text)s' stands in this list twice.") % {"text": text})
            found.setdefault(text, place)
        return [(text, place) for text, place in found.items() if text]

    def months(self, key: str) -> Months | None:
        """A span of ages; None where there is none or it makes no sense."""
        if key not in self._values:
            return None
        span = self.fields(key, ("from", "to"))
        begin, end = span._month("from", required=True), span._month("to", required=False)
        if begin is None:
            return None
        if end is not None and end <= begin:
            self.reading.note(
                span.here.key("to"),
                _("The span ends (%(end)d) before it begins (%(begin)d): 'to' must be more than 'from'.")
                % {"end": end, "begin": begin},
            )
        return Months(begin=begin, end=end)

    def _month(self, key: str, *, required: bool) -> int | None:
        if not self._is_there(key, required=required):
            return None
        value = self._values[key]
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= LAST_MONTH:
            self.reading.note(
                self.here.key(key),
                _("This must be a whole number of months from 0 to %(most)d.") % {"most": LAST_MONTH},
            )
            return None
        return value


def is_inside(name: str) -> bool:
    """Whether ``name`` is the name of a JSON file inside the pack's own folder."""
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in name and path.suffix == ".json"


def _type_name(value: object) -> str:
    if value is None:
        return _("null")
    if isinstance(value, bool):
        return _("true or false")
    names = {
        dict: _("an object"),
        list: _("a list"),
        str: _("text"),
        int: _("a number"),
        float: _("a number"),
    }
    return names[type(value)]
