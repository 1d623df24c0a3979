"""Variables of the environment, read with sentences for whoever set them wrongly."""

from pathlib import Path

import pytest

from heartsease.kernel import environment
from heartsease.kernel.environment import EnvironmentProblemError

NAME = "HEARTSEASE_TESTED"


def test_text_of_the_variable_its_file_or_the_default(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert environment.text(NAME, "default") == "default"
    monkeypatch.setenv(NAME, "plain")
    assert environment.text(NAME, "default") == "plain"
    file = tmp_path / "secret"
    file.write_text("from a file\n")
    monkeypatch.setenv(f"{NAME}_FILE", str(file))
    assert environment.text(NAME, "default") == "from a file"


def test_text_that_is_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblemError, match=NAME):
        environment.text(NAME)
    monkeypatch.setenv(f"{NAME}_FILE", str(tmp_path / "absent"))
    with pytest.raises(EnvironmentProblemError, match="absent"):
        environment.text(NAME, "default")


@pytest.mark.parametrize(
    ("value", "meant"),
    [("yes", True), (" TRUE ", True), ("1", True), ("no", False), ("False", False), ("0", False)],
)
def test_flag(value: str, meant: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, value)
    assert environment.flag(NAME, default=not meant) is meant


@pytest.mark.parametrize("value", ["", "on", "2", "y"])
def test_flag_that_says_neither(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert environment.flag(NAME, default=True) is True
    monkeypatch.setenv(NAME, value)
    with pytest.raises(EnvironmentProblemError, match=NAME):
        environment.flag(NAME, default=True)


def test_number(monkeypatch: pytest.MonkeyPatch) -> None:
    assert environment.number(NAME, 3, least=0, most=5) == 3
    for value in ("0", " 5 "):
        monkeypatch.setenv(NAME, value)
        assert environment.number(NAME, 3, least=0, most=5) == int(value)


@pytest.mark.parametrize("value", ["", "6", "-1", "1.5", "two", "²", "1e3"])
def test_number_outside_its_limits(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, value)
    with pytest.raises(EnvironmentProblemError, match="from 0 to 5"):
        environment.number(NAME, 3, least=0, most=5)


def test_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    assert environment.choice(NAME, "tea", ("tea", "milk")) == "tea"
    monkeypatch.setenv(NAME, " milk ")
    assert environment.choice(NAME, "tea", ("tea", "milk")) == "milk"


@pytest.mark.parametrize("value", ["", "Tea", "water", "tea,milk"])
def test_choice_of_something_else(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, value)
    with pytest.raises(EnvironmentProblemError, match=f"{NAME} must be tea or milk, not '{value}'"):
        environment.choice(NAME, "tea", ("tea", "milk"))


def test_words(monkeypatch: pytest.MonkeyPatch) -> None:
    assert environment.words(NAME, ("localhost",)) == ["localhost"]
    monkeypatch.setenv(NAME, " a.example, ,b.example,")
    assert environment.words(NAME, ("localhost",)) == ["a.example", "b.example"]
    monkeypatch.setenv(NAME, "")
    assert environment.words(NAME, ("localhost",)) == []


def test_secret(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "secret_key"
    with pytest.raises(EnvironmentProblemError, match="heartsease init"):
        environment.secret(NAME, path)
    path.write_text("\n")
    with pytest.raises(EnvironmentProblemError, match="heartsease init"):
        environment.secret(NAME, path)
    path.write_text("made by init\n")
    assert environment.secret(NAME, path) == "made by init"
    monkeypatch.setenv(NAME, "set by hand")
    assert environment.secret(NAME, path) == "set by hand"
