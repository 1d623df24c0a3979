"""From text to the stems of its words, per language."""

import re
from collections.abc import Collection, Iterator
from itertools import islice, pairwise

import snowballstemmer

QUOTATION = "“”"
"""Stands for anything that somebody is quoted with."""
FIGURES = "0"
"""Stands for any number in figures."""

_STEMMERS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "es": "spanish", "et": "estonian", "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi",
    "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian", "nb": "norwegian",
    "ne": "nepali", "nl": "dutch", "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian",
    "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+|(?<!\w)[“‘\"'](?=[\w£…]|\Z|”)")
_TITLES = frozenset({"miss", "mrs", "mr", "ms", "auntie", "aunty", "uncle"})


class Stemmer:
    """Stems of one language; in one for which there is no stemmer every word is its own stem.

    Each use makes its own: the library's works on one word at a time.
    """

    def __init__(self, language: str) -> None:
        name = _STEMMERS.get(language.split("-", 1)[0])
        self._algorithm = snowballstemmer.stemmer(name) if name in snowballstemmer.algorithms() else None

    def stem(self, word: str) -> str:
        """The stem of a word that ``spoken`` gave."""
        if self._algorithm is None or not word[0].isalpha():
            return word
        return str(self._algorithm.stemWord(word))


def spoken(text: str, most: int, names: Collection[str] = (), names_in_capitals: Collection[str] = ()) -> Iterator[str]:
    """The first ``most`` words of a text in small letters, without what only marks whose something is.

    A personal name comes as "", so that no phrase reaches across it: every word of ``names``; those of
    ``names_in_capitals`` where they begin with a capital; and whatever does so behind a title, with the title. Both
    hold small letters only.
    """
    is_behind_title = False
    for match, following in pairwise([*islice(_WORD.finditer(text), most), None]):
        if match is None:
            return
        written = match[0].replace("’", "'")
        word = written.casefold().removesuffix("'s").removesuffix("s'")
        is_title = word in _TITLES and following is not None and following[0][0].isupper()
        is_named = word in names or (written[0].isupper() and word in names_in_capitals)
        if is_title or is_named or is_behind_title:
            yield ""
        elif written[0].isdigit():
            yield FIGURES
        else:
            yield word if written[0].isalpha() else QUOTATION
        is_behind_title = is_title
