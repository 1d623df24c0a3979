"""Small tags for every page: built files, icons, initials, steady colours. None asks the database."""

import json
import unicodedata
import zlib
from functools import cache
from pathlib import Path
from typing import TypedDict

from django import template
from django.core.exceptions import ImproperlyConfigured
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from heartsease.web import browsers

register = template.Library()

BUILD = Path(__file__).resolve().parents[2] / "static" / "build"
PORTRAIT_HUES = 12
AREA_HUES = 7
# Pictures with colours of their own; the others are strokes in the colour of the words beside them.
MARKS = frozenset({"heartsease"})
# These point along the line of reading and are mirrored where it runs from right to left.
DIRECTED = frozenset({"back", "chevron-left", "chevron-right", "return", "send", "sign-out"})


class Manifest(TypedDict):
    """What the front end's build left: logical name to hashed file name, and the names in the icon sprite."""

    files: dict[str, str]
    icons: list[str]


@cache
def manifest() -> Manifest:
    """The build's manifest, read once per process; ImproperlyConfigured where nothing was built."""
    try:
        found: Manifest = json.loads((BUILD / "manifest.json").read_text(encoding="utf-8"))
    except FileNotFoundError as missing:
        raise ImproperlyConfigured(
            "The front end was not built: run `npm ci` and `npm run build` in the folder frontend."
        ) from missing
    return found


@register.simple_tag
@cache
def asset(name: str) -> str:
    """The address of a built file by its logical name, for instance `app.css`."""
    try:
        return static(f"build/{manifest()['files'][name]}")
    except KeyError as missing:
        raise ImproperlyConfigured(f"The front end's build holds no file called {name}: build it again.") from missing


@cache
def _icon(name: str, label: str) -> SafeString:
    if name not in manifest()["icons"]:
        raise ImproperlyConfigured(
            f"There is no icon called {name}: add it to frontend/src/icons.json and build again."
        )
    style = "mark" if name in MARKS else "icon icon--directed" if name in DIRECTED else "icon"
    address = f"{asset('icons.svg')}#{name}"
    if label:
        return format_html(
            '<svg class="{}" width="24" height="24" role="img" aria-label="{}"><use href="{}"/></svg>',
            style,
            label,
            address,
        )
    return format_html(
        '<svg class="{}" width="24" height="24" aria-hidden="true"><use href="{}"/></svg>', style, address
    )


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon of the sprite: silent beside words, named by `label` where it stands alone."""
    return _icon(str(name), str(label))


@register.filter
def initials(name: str) -> str:
    """One or two letters for a person without a picture: of the first and the last word of the name."""
    words = [word for word in str(name).split() if any(unicodedata.category(sign)[0] == "L" for sign in word)]
    if not words:
        return "?"
    chosen = words[:1] if len(words) == 1 else [words[0], words[-1]]
    return "".join(_first_letter(word) for word in chosen)


def _first_letter(word: str) -> str:
    start = next(place for place, sign in enumerate(word) if unicodedata.category(sign)[0] == "L")
    end = start + 1
    while end < len(word) and unicodedata.combining(word[end]):
        end += 1
    return word[start:end].upper()


@register.filter
def hue(identifier: object) -> int:
    """The number 0 to 11 of the class `hue-N` for an id: the same id has the same colour for ever."""
    return zlib.crc32(str(identifier).encode()) % PORTRAIT_HUES


@register.filter
def area_number(position: int) -> int:
    """The number 1 to 7 of the class `area-N` for the place (1, 2, ...) of an area in its framework."""
    return (int(position) - 1) % AREA_HUES + 1


@register.filter
def paragraphs(text: str) -> list[dict[str, object]]:
    """The paragraphs of a text, and the items of those whose lines all begin with a dash."""
    found: list[dict[str, object]] = []
    for part in text.split("\n\n"):
        lines = [line.strip() for line in part.strip().splitlines()]
        if lines and all(line.startswith("- ") for line in lines):
            found.append({"items": [line[2:] for line in lines]})
        elif lines:
            found.append({"text": "\n".join(lines)})
    return found


@register.filter
def browser(user_agent: str) -> str:
    """What a browser says of itself, in plain words."""
    return browsers.in_words(user_agent)
