"""What people type, cleaned."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from heartsease.kernel.text import clean_block, clean_line, first_name, folded


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ada \t Lovelace ", "Ada Lovelace"),
        ("Ada\x00Love\x07lace", "AdaLovelace"),
        ("Ada\r\nLovelace", "Ada Lovelace"),
        ("Zoe\u0308", "Zoë"),
        ("a\u2028b\u00a0c\u0085d", "a b c d"),
        ("עדה 👩🏽‍🎨", "עדה 👩🏽‍🎨"),
        ("\x00 \x1f", ""),
    ],
)
def test_a_line(typed: str, kept: str) -> None:
    assert clean_line(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("one\r\ntwo\rthree\n\nfour", "one\ntwo\nthree\n\nfour"),
        ("\n  padded \n", "padded"),
        ("nul\x00l, bell\x07, delete\x7f", "null, bell, delete"),
        ("tab\tstays", "tab\tstays"),
        ("\x00\n\x00", ""),
    ],
)
def test_a_block(typed: str, kept: str) -> None:
    assert clean_block(typed) == kept


@given(some.text())
def test_cleaning_again_changes_nothing(typed: str) -> None:
    line, block = clean_line(typed), clean_block(typed)
    assert clean_line(line) == line
    assert clean_block(block) == block
    assert "\x00" not in line + block
    assert "\n" not in line


@pytest.mark.parametrize(("full", "first"), [("Ada Lovelace", "Ada"), ("Ada", "Ada"), ("", "")])
def test_first_name(full: str, first: str) -> None:
    assert first_name(full) == first


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zoë O'Brien", "ZOE OBRIEN"),
        ("Anne-Marie", "anne marie"),
        ("  José\tPérez ", "jose perez"),
        ("Straße", "STRASSE"),
        ("Ağrı Çelik", "agrı celik"),
        ("ℌale Ⅳ", "hale iv"),
    ],
)
def test_names_are_compared_without_capitals_accents_and_signs(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@given(some.text())
def test_folding_again_changes_nothing(typed: str) -> None:
    assert folded(folded(typed)) == folded(typed)
