"""Words that only the journal can read again."""

import pytest
from hypothesis import given
from hypothesis import strategies as some
from pytest_django import Settings

from heartsease.kernel.sealing import BrokenSealError, seal, unseal

WORDS = "https://journal.example.org/sign-in/link/secret Żółć 👩🏽‍🎨"


@given(some.text(some.characters(exclude_categories=["Cs"])), some.text(some.characters(exclude_categories=["Cs"])))
def test_what_was_sealed_opens_again(text: str, purpose: str) -> None:
    assert unseal(seal(text, purpose=purpose), purpose=purpose) == text


def test_a_seal_shows_nothing_and_no_two_are_alike() -> None:
    first, second = seal(WORDS, purpose="letter"), seal(WORDS, purpose="letter")
    assert first.isascii()
    assert "secret" not in first
    assert first != second


def test_it_opens_for_its_purpose_only() -> None:
    """Somebody who writes in the database cannot have the words of one row read as those of another."""
    with pytest.raises(BrokenSealError):
        unseal(seal(WORDS, purpose="letter 1"), purpose="letter 2")


@pytest.mark.parametrize(
    "changed", [lambda seal: seal[:-2] + "AA", lambda seal: seal[1:], lambda _seal: "", lambda _seal: "é"]
)
def test_what_was_changed_does_not_open(changed: object) -> None:
    assert callable(changed)
    with pytest.raises(BrokenSealError):
        unseal(changed(seal(WORDS, purpose="letter")), purpose="letter")


def test_another_secret_does_not_open_it_and_an_earlier_one_does(settings: Settings) -> None:
    sealed, before = seal(WORDS, purpose="letter"), settings.SECRET_KEY
    settings.SECRET_KEY = "another"
    with pytest.raises(BrokenSealError):
        unseal(sealed, purpose="letter")
    settings.SECRET_KEY_FALLBACKS = [before]
    assert unseal(sealed, purpose="letter") == WORDS
