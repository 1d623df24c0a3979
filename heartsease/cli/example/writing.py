"""From a situation to a note: one way of saying it is drawn for each choice, and the slots are filled."""

import dataclasses
import random
import re
from collections.abc import Mapping

_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_ARTICLE = re.compile(r"\b([Aa]) (?=[aeioAEIO])(?!one\b|once\b)")
_SPACES = re.compile(r"\s+")
_GAP = re.compile(r" (?=[.,;:!?](?:\s|$))")
_SECOND_STOP = re.compile(r"(?<=[!?])\.(?=’)|(?<=[!?]’)\.")

_SHE = {"he": "she", "him": "her", "his": "her", "himself": "herself"}
_FEW = ("two", "three", "four")
_NUMBERS = ("four", "five", "six", "seven", "eight", "nine")
_MORE = ("six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_ANIMALS = ("bear", "fox", "owl", "elephant", "penguin", "hedgehog", "mouse", "rabbit", "tiger", "badger", "otter")
_FARM = ("cow", "pig", "sheep", "horse", "hen")
_COLOURS = ("red", "blue", "yellow", "green", "purple", "orange", "pink", "turquoise")
_FRUITS = ("banana", "apple", "pear", "melon", "mango", "peach")
_VEHICLES = ("digger", "lorry", "bus", "tractor", "fire engine", "crane")
_SONGS = (
    "The wheels on the bus",
    "Twinkle, twinkle",
    "Five little ducks",
    "Row, row, row your boat",
    "Incy Wincy Spider",
    "Wind the bobbin up",
    "Old MacDonald",
    "Heads, shoulders, knees and toes",
    "Baa, baa, black sheep",
    "Hickory, dickory, dock",
)
_LONG_WORDS = ("hippopotamus", "spaghetti", "caterpillar", "helicopter", "pterodactyl")


@dataclasses.dataclass(frozen=True, slots=True)
class About:
    """The child, and the adult who writes."""

    name: str
    is_girl: bool
    age_in_months: int
    writer: str
    interest: str = "diggers"
    language: str = ""


def write(text: str, about: About, rng: random.Random) -> str:
    """``text`` with its choices drawn and its slots filled, on one line."""
    while _CHOICE.search(text):
        text = _CHOICE.sub(lambda found: rng.choice(found.group(1).split("|")), text)
    text = text.format_map(_slots(about, rng))
    text = _ARTICLE.sub(r"\1n ", text)
    return _SECOND_STOP.sub("", _GAP.sub("", _SPACES.sub(" ", text))).strip()


def _slots(about: About, rng: random.Random) -> Mapping[str, str]:
    colours, fruits = rng.sample(_COLOURS, 2), rng.sample(_FRUITS, 2)
    number = rng.choice(_NUMBERS if about.age_in_months < 60 else _MORE)
    slots = {
        "name": about.name,
        "me": about.writer,
        "interest": about.interest,
        "language": about.language,
        "colour": colours[0],
        "colour2": colours[1],
        "fruit": fruits[0],
        "fruits": _plural(fruits[0]),
        "fruits2": _plural(fruits[1]),
        "animal": rng.choice(_ANIMALS),
        "farm": rng.choice(_FARM),
        "vehicle": rng.choice(_VEHICLES),
        "song": rng.choice(_SONGS),
        "long": rng.choice(_LONG_WORDS),
        "few": rng.choice(_FEW),
        "few2": rng.choice(_FEW[:2]),
        "number": number,
        "number2": str(rng.randint(23, 87)),
    }
    slots |= _SHE if about.is_girl else {word: word for word in _SHE}
    return slots | {word.capitalize(): value[:1].upper() + value[1:] for word, value in slots.items()}


def _plural(fruit: str) -> str:
    if fruit.endswith("o"):
        return f"{fruit}es"
    return f"{fruit}es" if fruit.endswith("ch") else f"{fruit}s"
