"""Cleaning of what people type."""

import re
import unicodedata

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_APOSTROPHES = re.compile(r"['’`ʼ]")
_BETWEEN_WORDS = re.compile(r"[\W_]+")


def clean_line(text: str) -> str:
    """``text`` on one line: normalised (NFC), control characters removed, white space folded."""
    return " ".join(_CONTROL.sub("", unicodedata.normalize("NFC", text)).split())


def clean_block(text: str) -> str:
    """``text`` with its line breaks kept as ``\\n``, control characters removed, ends trimmed."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("", text).strip()


def first_name(full_name: str) -> str:
    """The first word of a name."""
    return full_name.split(" ", 1)[0]


def folded(text: str) -> str:
    """``text`` as it is compared: small letters without accents, single spaces for whatever stands between words."""
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    plain = "".join(sign for sign in letters if not unicodedata.combining(sign))
    return _BETWEEN_WORDS.sub(" ", _APOSTROPHES.sub("", plain)).strip()
