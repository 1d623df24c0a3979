"""Cleaning of what people type."""

import re
import unicodedata

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


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
