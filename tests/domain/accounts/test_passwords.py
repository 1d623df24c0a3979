"""Name and password: one sentence for every failure, and limits that never lock a colleague out (ASVS 6.1.1)."""

import datetime as dt

import pytest

from heartsease.domain.accounts import actions
from heartsease.domain.accounts.models import Person, SignInFailure
from heartsease.domain.accounts.rules import FAILURES_FOR_SOURCE, WINDOW
from heartsease.kernel import clock
from heartsease.kernel.errors import DomainError, InvalidInputError, NotAllowedError
from tests.cast import PASSWORD, House

HOME = "192.0.2.1"
ELSEWHERE = "198.51.100.9"


@pytest.fixture
def priya(house: House) -> Person:
    """Somebody with a password."""
    person = house.staff["Priya"].person
    person.set_password(PASSWORD)
    person.save(update_fields=["password"])
    return person


def sentence(user_name: str, password: str, source: str = HOME) -> str:
    """What is said to somebody who is not let in."""
    with pytest.raises(DomainError) as raised:
        actions.check_password(user_name=user_name, password=password, source=source)
    assert raised.value.fields == {}
    return raised.value.sentence


def test_the_right_password_whatever_the_capitals_of_the_name(priya: Person) -> None:
    for name in (priya.user_name, f"  {priya.user_name.upper()} "):
        assert actions.check_password(user_name=name, password=PASSWORD, source=HOME) == priya
    assert not SignInFailure.objects.exists()


def test_every_failure_sounds_the_same(priya: Person, house: House) -> None:
    without_password = house.staff["Sen"].person.user_name
    inactive = house.staff["Owen"].person
    inactive.set_password(PASSWORD)
    inactive.is_active = False
    inactive.save()
    told = {
        sentence(priya.user_name, "wrong"),
        sentence(priya.user_name, PASSWORD.upper()),
        sentence(priya.user_name, f" {PASSWORD}"),
        sentence("nobody.at.all", PASSWORD),
        sentence(without_password, ""),
        sentence(inactive.user_name, PASSWORD),
        sentence("\x00", "\x00"),
        sentence("x" * 5000, "y" * 1000),
    }
    assert len(told) == 1
    assert SignInFailure.objects.count() == 8


def test_what_was_typed_as_a_name_is_not_kept(priya: Person) -> None:
    sentence("my secret passphrase", "x")
    row = SignInFailure.objects.values().get()
    assert "secret" not in str(row)


def test_five_wrong_tries_make_this_source_wait_and_no_other(priya: Person) -> None:
    for _ in range(5):
        assert "not right" in sentence(priya.user_name, "wrong")
    assert "wait" in sentence(priya.user_name.upper(), PASSWORD)
    assert actions.check_password(user_name=priya.user_name, password=PASSWORD, source=ELSEWHERE) == priya


def test_a_colleague_at_the_same_source_is_not_locked_out(priya: Person, house: House) -> None:
    for _ in range(6):
        sentence(house.staff["Sen"].person.user_name, "wrong")
    assert actions.check_password(user_name=priya.user_name, password=PASSWORD, source=HOME) == priya


def test_many_names_from_one_source_are_stopped(priya: Person) -> None:
    SignInFailure.objects.bulk_create(
        SignInFailure(name_digest=f"{number:064}", source=HOME, at=clock.now()) for number in range(FAILURES_FOR_SOURCE)
    )
    with pytest.raises(NotAllowedError, match="wait"):
        actions.check_password(user_name=priya.user_name, password=PASSWORD, source=HOME)
    assert actions.check_password(user_name=priya.user_name, password=PASSWORD, source=ELSEWHERE) == priya


def test_the_wait_ends_and_is_swept(priya: Person) -> None:
    for _ in range(5):
        sentence(priya.user_name, "wrong")
    SignInFailure.objects.update(at=clock.now() - WINDOW - dt.timedelta(seconds=1))
    sentence("somebody", "else")
    assert actions.check_password(user_name=priya.user_name, password=PASSWORD, source=HOME) == priya
    actions.clear_expired()
    assert SignInFailure.objects.count() == 1


@pytest.mark.parametrize(
    "password",
    [
        "",
        "elevenchars",
        "password1234",
        "qwertyuiop123",
        "priya.{tail}",
        "Priya Sunflower",
    ],
)
def test_short_common_and_own_names_are_no_passwords(password: str, priya: Person) -> None:
    password = password.replace("{tail}", priya.user_name.split(".")[1])
    with pytest.raises(InvalidInputError) as raised:
        actions.check_new_password(person=priya, password=password)
    assert raised.value.fields["password"]


@pytest.mark.parametrize(
    "password", ["correct horse battery", "пять слов и ещё одно", "x" * 200, "🦋" * 12, "   spaced   "]
)
def test_no_puzzles(password: str, priya: Person) -> None:
    actions.check_new_password(person=priya, password=password)
