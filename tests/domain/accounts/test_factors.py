"""Second factors: codes that are taken once, seeds that the database alone does not give away, recovery codes."""

import datetime as dt
from collections.abc import Callable

import pyotp
import pytest
from pytest_django import Settings

from heartsease.domain.access.actor import Actor
from heartsease.domain.accounts import actions, queries
from heartsease.domain.accounts.models import CodeApp, Passkey, Person, RecoveryCode, Session, SignInFailure
from heartsease.domain.accounts.rules import new_seed, tidy_code
from heartsease.domain.audit.models import AuditEvent
from heartsease.kernel import clock
from heartsease.kernel.errors import InvalidInputError, NotAllowedError, NotFoundError
from tests.authenticator import SoftKey
from tests.cast import House
from tests.racing import at_once

HOME = "192.0.2.1"
ELSEWHERE = "198.51.100.9"
NOON = dt.datetime(2026, 3, 2, 12, 0, 0, tzinfo=dt.UTC)
STEP = dt.timedelta(seconds=30)
SEED = new_seed()

Travel = Callable[[dt.datetime], None]


@pytest.fixture
def travel(monkeypatch: pytest.MonkeyPatch) -> Travel:
    """Set the journal's clock."""

    def travel(instant: dt.datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: instant)

    travel(NOON)
    return travel


@pytest.fixture
def priya(house: House, travel: Travel) -> Actor:
    """Priya, signed in at noon."""
    return house.signed_in("Priya")


@pytest.fixture
def person(priya: Actor) -> Person:
    """Her account, with an app set up at noon."""
    add(priya)
    return Person.objects.get(pk=priya.person)


def code_at(instant: dt.datetime, seed: str = SEED) -> str:
    return pyotp.TOTP(seed).at(instant)


def add(actor: Actor, seed: str = SEED) -> list[str]:
    return actions.add_code_app(actor=actor, seed=seed, code=code_at(clock.now(), seed))


def is_taken(person: Person, code: str, source: str = HOME) -> bool:
    try:
        actions.check_code(person=person, code=code, source=source)
    except InvalidInputError as problem:
        assert set(problem.fields) == {"code"}
        return False
    return True


class TestCodesOfTheApp:
    def test_a_code_is_taken_once(self, person: Person, travel: Travel) -> None:
        travel(NOON + 2 * STEP)
        code = code_at(clock.now())
        assert is_taken(person, code)
        assert not is_taken(person, code)

    def test_the_code_that_set_it_up_opens_nothing(self, person: Person) -> None:
        assert not is_taken(person, code_at(NOON))

    @pytest.mark.parametrize("steps", [-1, 0, 1])
    def test_a_neighbouring_step_is_near_enough(self, person: Person, travel: Travel, steps: int) -> None:
        travel(NOON + 10 * STEP)
        assert is_taken(person, code_at(clock.now() + steps * STEP))

    @pytest.mark.parametrize("steps", [-2, 2, 100])
    def test_a_step_further_off_is_not(self, person: Person, travel: Travel, steps: int) -> None:
        travel(NOON + 10 * STEP)
        assert not is_taken(person, code_at(clock.now() + steps * STEP))

    def test_after_a_code_no_earlier_one_is_taken(self, person: Person, travel: Travel) -> None:
        """Otherwise the code that somebody watched a moment ago would still open (ASVS 6.5.1)."""
        travel(NOON + 10 * STEP)
        assert is_taken(person, code_at(clock.now() + STEP))
        assert not is_taken(person, code_at(clock.now()))
        travel(clock.now() + 2 * STEP)
        assert is_taken(person, code_at(clock.now()))

    def test_the_hour_in_which_clocks_change_is_like_any_other(self, person: Person, travel: Travel) -> None:
        """The setting's zone jumps at 01:00 UTC; codes are of UTC."""
        for minutes in range(-3, 4):
            travel(dt.datetime(2026, 3, 29, 1, 0, tzinfo=dt.UTC) + dt.timedelta(minutes=minutes))
            assert is_taken(person, code_at(clock.now())), minutes

    def test_a_server_clock_that_was_set_back_takes_no_code_again(self, person: Person, travel: Travel) -> None:
        travel(NOON + 20 * STEP)
        code = code_at(clock.now())
        assert is_taken(person, code)
        travel(clock.now() - STEP)
        assert not is_taken(person, code)
        assert not is_taken(person, code_at(clock.now()))
        travel(NOON + 22 * STEP)
        assert is_taken(person, code_at(clock.now()))

    def test_spaces_do_no_harm(self, person: Person, travel: Travel) -> None:
        travel(NOON + 3 * STEP)
        code = code_at(clock.now())
        assert is_taken(person, f" {code[:3]} {code[3:]}\t")

    @pytest.mark.parametrize(
        "code", ["", "1", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "１２３４５６", "\x00" * 6, "9" * 5000]
    )
    def test_nonsense_is_wrong_and_no_fault(self, person: Person, code: str) -> None:
        assert not is_taken(person, code)

    def test_a_code_of_another_person_is_wrong(self, person: Person, house: House, travel: Travel) -> None:
        travel(NOON + 3 * STEP)
        other = new_seed()
        add(house.signed_in("Owen"), other)
        travel(NOON + 6 * STEP)
        assert not is_taken(person, code_at(clock.now(), other))

    @pytest.mark.django_db(transaction=True)
    def test_one_code_sent_four_times_at_once_is_taken_once(self, person: Person, travel: Travel, house: House) -> None:
        travel(NOON + 3 * STEP)
        code = code_at(clock.now())
        assert sorted(at_once(house.setting.pk, *[lambda: is_taken(person, code)] * 4), key=str) == [
            *[False] * 3,
            True,
        ]


class TestLimits:
    def test_five_wrong_codes_make_this_source_wait_and_no_other(self, person: Person, travel: Travel) -> None:
        travel(NOON + 3 * STEP)
        for _ in range(5):
            assert not is_taken(person, "000000")
        with pytest.raises(NotAllowedError, match="wait"):
            actions.check_code(person=person, code=code_at(clock.now()), source=HOME)
        assert is_taken(person, code_at(clock.now()), ELSEWHERE)

    def test_twenty_from_everywhere_make_everywhere_wait(self, person: Person, travel: Travel) -> None:
        """Whoever guesses codes has the password and may have a thousand addresses."""
        travel(NOON + 3 * STEP)
        for number in range(20):
            assert not is_taken(person, "000000", f"203.0.113.{number}")
        with pytest.raises(NotAllowedError, match="wait"):
            actions.check_code(person=person, code=code_at(clock.now()), source=ELSEWHERE)
        travel(clock.now() + dt.timedelta(minutes=16))
        assert is_taken(person, code_at(clock.now()), ELSEWHERE)

    def test_being_refused_does_not_make_the_wait_longer(self, person: Person) -> None:
        for _ in range(5):
            is_taken(person, "000000")
        for _ in range(3):
            with pytest.raises(NotAllowedError):
                actions.check_code(person=person, code="000000", source=HOME)
        assert SignInFailure.objects.count() == 5

    def test_right_codes_are_not_counted(self, person: Person, travel: Travel) -> None:
        for number in range(1, 8):
            travel(NOON + 2 * number * STEP)
            assert is_taken(person, code_at(clock.now()))
        assert not SignInFailure.objects.exists()

    def test_a_nominated_member_lets_somebody_try_again(self, person: Person, house: House, travel: Travel) -> None:
        for _ in range(5):
            is_taken(person, "000000")
        actions.release_lock_out(actor=house.actor("Maggie"), membership_id=house.staff["Priya"].pk)
        travel(NOON + 3 * STEP)
        assert is_taken(person, code_at(clock.now()))

    def test_a_wrong_code_after_a_right_password_is_traced(self, person: Person) -> None:
        is_taken(person, "000000")
        row = AuditEvent.objects.get(event="session:refused")
        assert (row.details, row.is_refused, row.source) == ({"way": "second_factor"}, True, HOME)

    @pytest.mark.django_db(transaction=True)
    def test_thirty_at_once_count_as_thirty(self, person: Person, house: House) -> None:
        """At most five are judged, however many come before the first answer."""

        def guess() -> str:
            try:
                actions.check_code(person=person, code="000000", source=HOME)
            except (InvalidInputError, NotAllowedError) as problem:
                return type(problem).__name__
            return "taken"

        answers = at_once(house.setting.pk, *[guess] * 30)
        assert answers.count("InvalidInputError") <= 5
        assert set(answers) <= {"InvalidInputError", "NotAllowedError"}


class TestSettingUpAnApp:
    def test_a_wrong_code_sets_nothing_up(self, priya: Actor) -> None:
        with pytest.raises(InvalidInputError) as raised:
            actions.add_code_app(actor=priya, seed=SEED, code=code_at(NOON - 5 * STEP))
        assert set(raised.value.fields) == {"code"}
        assert not CodeApp.objects.exists()
        assert not RecoveryCode.objects.exists()

    def test_the_seed_lies_sealed(self, person: Person, settings: Settings, travel: Travel) -> None:
        """The database without the key is worth nothing, and a key that was lost is no fault."""
        assert SEED not in str(list(CodeApp.objects.values()))
        travel(NOON + 3 * STEP)
        settings.SECRET_KEY = "another key"
        assert not is_taken(person, code_at(clock.now()))

    def test_another_app_takes_the_place_of_the_first(self, person: Person, priya: Actor, travel: Travel) -> None:
        travel(NOON + 3 * STEP)
        other = new_seed()
        assert add(priya, other) == [], "the recovery codes that are there hold"
        travel(NOON + 6 * STEP)
        assert not is_taken(person, code_at(clock.now()))
        assert is_taken(person, code_at(clock.now(), other))

    def test_other_sign_ins_end_and_this_one_has_a_second_factor(self, house: House, priya: Actor) -> None:
        other = house.signed_in("Priya")
        colleague = house.signed_in("Owen")
        add(priya)
        assert {row.public_id for row in Session.objects.all()} == {priya.session, colleague.session}
        assert Session.objects.get(public_id=priya.session).has_second_factor
        assert not Session.objects.get(public_id=colleague.session).has_second_factor
        assert other.session != priya.session

    def test_nothing_is_added_or_taken_away_while_the_password_may_be_known(self, priya: Actor) -> None:
        """Whoever knows it would leave a way in that outlives the new one."""
        add(priya)
        Person.objects.update(must_set_password=True)
        for act in (
            lambda: add(priya, new_seed()),
            lambda: actions.remove_code_app(actor=priya),
            lambda: actions.make_recovery_codes(actor=priya),
            lambda: actions.add_passkey(actor=priya, name="", state={}, answer={}),
        ):
            with pytest.raises(NotAllowedError, match="new password"):
                act()


class TestRecoveryCodes:
    def test_ten_come_with_the_first_factor(self, priya: Actor) -> None:
        codes = add(priya)
        assert len(set(codes)) == 10
        assert all(len(code) == 10 == len(tidy_code(code)) for code in codes)
        assert not any(code in str(list(RecoveryCode.objects.values())) for code in codes)

    def test_each_opens_once_however_it_is_typed(self, priya: Actor, person: Person) -> None:
        codes = actions.make_recovery_codes(actor=priya)
        assert is_taken(person, f"{codes[0][:5]}-{codes[0][5:]}".lower())
        assert not is_taken(person, codes[0])
        assert all(is_taken(person, code) for code in codes[1:])
        assert queries.own_factors(priya).recovery_codes == 0

    def test_new_ones_end_the_old_ones(self, priya: Actor, person: Person) -> None:
        old = actions.make_recovery_codes(actor=priya)
        new = actions.make_recovery_codes(actor=priya)
        assert not is_taken(person, old[0])
        assert is_taken(person, new[0])

    def test_nobody_elses_codes_open(self, person: Person, house: House) -> None:
        owens = add(house.signed_in("Owen"), new_seed())
        assert not is_taken(person, owens[0])

    def test_without_a_second_factor_there_are_none(self, priya: Actor) -> None:
        with pytest.raises(InvalidInputError, match="first"):
            actions.make_recovery_codes(actor=priya)

    def test_the_pepper_is_needed_to_guess_them(self, priya: Actor, person: Person, settings: Settings) -> None:
        codes = actions.make_recovery_codes(actor=priya)
        settings.PEPPER = "another pepper"
        assert not is_taken(person, codes[0])

    @pytest.mark.django_db(transaction=True)
    def test_one_code_used_four_times_at_once_opens_once(self, priya: Actor, person: Person, house: House) -> None:
        [code, *_rest] = actions.make_recovery_codes(actor=priya)
        answers = at_once(house.setting.pk, *[lambda: is_taken(person, code)] * 4)
        assert sorted(answers, key=str) == [*[False] * 3, True]

    @pytest.mark.django_db(transaction=True)
    def test_made_twice_at_once_only_ten_hold(self, priya: Actor, person: Person, house: House) -> None:
        """A double tap must not leave twenty codes of which the person sees ten."""
        made = at_once(house.setting.pk, *[lambda: actions.make_recovery_codes(actor=priya)] * 3)
        assert all(isinstance(codes, list) for codes in made)
        assert RecoveryCode.objects.filter(person=person).count() == 10


class TestRemoving:
    def test_the_last_factor_takes_the_recovery_codes_with_it(self, priya: Actor, house: House) -> None:
        [code, *_rest] = add(priya)
        house.signed_in("Priya")
        actions.remove_code_app(actor=priya)
        assert not queries.own_factors(priya).has_any
        assert not RecoveryCode.objects.exists()
        assert not is_taken(Person.objects.get(pk=priya.person), code)
        [here] = Session.objects.filter(person_id=priya.person)
        assert (here.public_id, here.has_second_factor) == (priya.session, False)

    def test_one_of_two_leaves_the_other(self, priya: Actor) -> None:
        add(priya)
        key = SoftKey()
        passkey = Passkey.objects.create(
            person_id=priya.person, name="x", credential_id=key.id, credential=bytes(key.credential)
        )
        actions.remove_code_app(actor=priya)
        assert queries.own_factors(priya).has_any
        assert RecoveryCode.objects.count() == 10
        assert Session.objects.get(public_id=priya.session).has_second_factor
        actions.remove_passkey(actor=priya, passkey_id=passkey.pk)
        assert not queries.own_factors(priya).has_any

    def test_what_is_not_there_or_not_theirs_cannot_be_removed(self, priya: Actor, house: House) -> None:
        owen = house.signed_in("Owen")
        add(owen, new_seed())
        key = SoftKey()
        passkey = Passkey.objects.create(
            person_id=owen.person, name="x", credential_id=key.id, credential=bytes(key.credential)
        )
        with pytest.raises(NotFoundError):
            actions.remove_code_app(actor=priya)
        with pytest.raises(NotFoundError):
            actions.remove_passkey(actor=priya, passkey_id=passkey.pk)
        assert CodeApp.objects.exists()
        assert Passkey.objects.exists()
