"""PINs and badges are counted exactly, whatever is tried at the same moment, and work on tablets only."""

import datetime as dt
import re
import uuid
from collections.abc import Callable

import pytest
from django.db.models import F

from heartsease.domain.access.scope import in_setting
from heartsease.domain.accounts import actions, rules
from heartsease.domain.accounts.actions.pins import verifier_of
from heartsease.domain.accounts.memory import WORDS
from heartsease.domain.accounts.models import Device, Membership, Pin, PinTry, Session
from heartsease.domain.audit.models import AuditEvent
from heartsease.kernel import clock
from heartsease.kernel.errors import InvalidInputError, NotAllowedError, NotFoundError
from tests.cast import House
from tests.racing import at_once

SOURCE = "192.0.2.1"


def pin_of(house: House, name: str) -> str:
    return actions.make_pin(actor=house.actor(name))


def wrong(pin: str, by: int = 1) -> str:
    return f"{(int(pin) + by) % 1_000_000:06}"


def attempt(house: House, name: str, digits: str) -> Membership:
    device = Device.objects.select_related("setting").get(pk=house.tablet.pk)
    return actions.try_pin(device=device, membership_id=house.staff[name].pk, digits=digits, source=SOURCE)


def refused(house: House, name: str, digits: str) -> str:
    with pytest.raises((InvalidInputError, NotAllowedError)) as raised:
        attempt(house, name, digits)
    return raised.value.sentence


def state(house: House) -> str:
    return Device.objects.get(pk=house.tablet.pk).state


def another_tablet(house: House, name: str = "Garden tablet") -> Device:
    code = actions.make_enrolment_code(actor=house.actor("Maggie"), name=name)
    return actions.enrol_tablet(code=code, browser="", source=SOURCE).device


def pass_time(delta: dt.timedelta) -> None:
    """Let everything that was tried have been tried ``delta`` earlier."""
    PinTry.objects.update(at=F("at") - delta)
    Device.objects.update(changed_at=F("changed_at") - delta)


def test_a_pin_is_drawn_and_easy_to_picture() -> None:
    drawn = {rules.new_pin() for _number in range(200)}
    assert len(drawn) > 190
    assert all(rules.is_valid_pin(pin) for pin in drawn)
    assert rules.memory_aid("000199") == [str(WORDS[0]), str(WORDS[1]), str(WORDS[99])]
    assert len({str(word) for word in WORDS}) == 100


def test_the_right_pin_counts_nothing_and_forgives_what_was_wrong(house: House) -> None:
    pin = pin_of(house, "Priya")
    for _number in range(4):
        refused(house, "Priya", wrong(pin))
    assert attempt(house, "Priya", pin) == house.staff["Priya"]
    assert Pin.objects.get().failures == 0
    assert PinTry.objects.count() == 4, "the tablet itself does not forget what was guessed on it"


def test_five_wrong_ones_close_the_person_and_nobody_else(house: House) -> None:
    pin, other = pin_of(house, "Priya"), pin_of(house, "Owen")
    for _number in range(5):
        refused(house, "Priya", wrong(pin))
    assert "five wrong tries" in refused(house, "Priya", pin)
    assert attempt(house, "Owen", other) == house.staff["Owen"]
    actions.release_pin(actor=house.actor("Maggie"), membership_id=house.staff["Priya"].pk)
    assert attempt(house, "Priya", pin) == house.staff["Priya"]


def test_ten_in_an_hour_lock_the_tablet_until_somebody_unlocks_it(house: House) -> None:
    pins = {name: pin_of(house, name) for name in ("Priya", "Owen", "Sen")}
    house.client("Sen")
    for name in ("Priya", "Owen"):
        for _number in range(5):
            refused(house, name, wrong(pins[name]))
    assert state(house) == "locked"
    assert not Session.objects.exists(), "whoever was signed in there is out"
    assert "locked" in refused(house, "Sen", pins["Sen"])
    actions.unlock_device(actor=house.actor("Maggie"), device_id=house.tablet.pk)
    assert attempt(house, "Sen", pins["Sen"]) == house.staff["Sen"]


def test_spread_over_hours_they_do_not_lock_and_twenty_in_a_day_end_the_enrolment(house: House) -> None:
    pins = {name: pin_of(house, name) for name in ("Priya", "Owen", "Sen", "Stu")}
    for name, pin in pins.items():
        for _number in range(4):
            refused(house, name, wrong(pin))
            pass_time(dt.timedelta(minutes=10))
    assert state(house) == "active"
    Pin.objects.update(failures=0)
    for name, pin in pins.items():
        refused(house, name, wrong(pin))
        pass_time(dt.timedelta(minutes=10))
    assert state(house) == "ended"
    assert not Pin.objects.exists(), "its PINs are gone with it"
    with pytest.raises(NotAllowedError):
        attempt(house, "Sen", pins["Sen"])


def test_unlocking_again_and_again_does_not_buy_more_than_twenty_guesses_a_day(house: House) -> None:
    names = ("Maggie", "Priya", "Owen", "Sen", "Stu")
    pins = {name: pin_of(house, name) for name in names}
    judged = 0
    for _round in range(10):
        for name in names:
            for _number in range(5):
                if state(house) == "active" and "not the PIN" in refused(house, name, wrong(pins[name])):
                    judged += 1
        if state(house) == "locked":
            actions.unlock_device(actor=house.actor("Maggie"), device_id=house.tablet.pk)
        Pin.objects.update(failures=0)
    assert (judged, state(house)) == (20, "ended")


@pytest.mark.parametrize("digits", ["", "12345", "1234567", "abcdef", "\x00", "١٢٣٤٥٦"])
def test_what_is_no_pin_is_wrong_and_counted(digits: str, house: House) -> None:
    pin_of(house, "Priya")
    refused(house, "Priya", digits)
    assert Pin.objects.get().failures == 1


def test_strangers_ended_and_suspended_people_do_not_come_in(house: House, hollies: House) -> None:
    with in_setting(hollies.setting.pk):
        of_hazel = actions.make_pin(actor=hollies.actor("Hazel"))
    device = Device.objects.select_related("setting").get(pk=house.tablet.pk)
    for who in (hollies.staff["Hazel"].pk, uuid.uuid4(), house.family["Grace"].pk):
        with pytest.raises(InvalidInputError):
            actions.try_pin(device=device, membership_id=who, digits=of_hazel, source=SOURCE)
    pin = pin_of(house, "Priya")
    Membership.objects.filter(pk=house.staff["Priya"].pk).update(suspended_at=clock.now())
    refused(house, "Priya", pin)
    actions.end_membership(actor=house.actor("Maggie"), membership_id=house.staff["Owen"].pk)
    assert not Pin.objects.filter(membership=house.staff["Owen"]).exists()


def test_a_pin_is_bound_to_its_tablet(house: House) -> None:
    pin = pin_of(house, "Priya")
    later = another_tablet(house)
    with pytest.raises(InvalidInputError, match="password"):
        actions.try_pin(device=later, membership_id=house.staff["Priya"].pk, digits=pin, source=SOURCE)
    stored = Pin.objects.get()
    settings_pepper = "another pepper"
    assert verifier_of(pin, stored.membership_id, later.pk, stored.salt, pepper=settings_pepper) != stored.verifier


def test_it_is_brought_to_a_later_tablet_after_a_full_sign_in_there(house: House) -> None:
    pin = pin_of(house, "Priya")
    later = another_tablet(house)
    house.tablet, first = later, house.tablet
    with pytest.raises(InvalidInputError):
        actions.bring_pin(actor=house.signed_in("Priya"), digits=wrong(pin))
    actions.bring_pin(actor=house.signed_in("Priya"), digits=pin)
    device = Device.objects.select_related("setting").get(pk=later.pk)
    for tablet in (device, Device.objects.select_related("setting").get(pk=first.pk)):
        found = actions.try_pin(device=tablet, membership_id=house.staff["Priya"].pk, digits=pin, source=SOURCE)
        assert found == house.staff["Priya"]


def test_bringing_is_no_way_to_guess(house: House) -> None:
    pin = pin_of(house, "Priya")
    later = another_tablet(house)
    house.tablet = later
    for _number in range(5):
        with pytest.raises(InvalidInputError):
            actions.bring_pin(actor=house.signed_in("Priya"), digits=wrong(pin))
    with pytest.raises(NotAllowedError):
        actions.bring_pin(actor=house.signed_in("Priya"), digits=pin)


def test_a_new_pin_ends_the_one_before_on_every_tablet(house: House) -> None:
    another_tablet(house)
    first = pin_of(house, "Priya")
    second = pin_of(house, "Priya")
    assert Pin.objects.count() == 2
    assert attempt(house, "Priya", second)
    if first != second:
        refused(house, "Priya", first)


def test_families_have_no_pin(house: House) -> None:
    with pytest.raises(NotAllowedError):
        actions.make_pin(actor=house.actor("Grace"))


def test_a_wrong_try_is_traced_with_the_tablet_and_without_the_digits(house: House) -> None:
    pin = pin_of(house, "Priya")
    refused(house, "Priya", wrong(pin))
    line = AuditEvent.objects.get(event="session:refused")
    assert (line.device_id, line.subject_id, line.is_refused) == (house.tablet.pk, house.staff["Priya"].pk, True)
    assert wrong(pin) not in str(list(AuditEvent.objects.values()))


def test_a_lost_tablet_takes_sessions_and_pins_with_it(house: House) -> None:
    pin = pin_of(house, "Priya")
    client = house.client("Priya")
    actions.report_device_lost(actor=house.actor("Maggie"), device_id=house.tablet.pk)
    assert client.get("/today").status_code == 401
    assert not Pin.objects.exists()
    with pytest.raises(NotAllowedError):
        attempt(house, "Priya", pin)


def test_nobody_approves_their_own_device(house: House) -> None:
    Membership.objects.filter(pk=house.staff["Maggie"].pk).update(has_offsite_right=True)
    asked = actions.ask_for_device(membership=house.staff["Maggie"], browser="", source=SOURCE).device
    with pytest.raises(NotAllowedError, match="Another nominated member"):
        actions.answer_device(actor=house.actor("Maggie"), device_id=asked.pk, is_approved=True)


def test_another_settings_devices_are_not_there(house: House, hollies: House) -> None:
    maggie = house.actor("Maggie")
    for act in (actions.retire_device, actions.report_device_lost, actions.unlock_device):
        with pytest.raises(NotFoundError):
            act(actor=maggie, device_id=hollies.tablet.pk)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("people", [1, 3])
def test_fifty_at_once_count_exactly(people: int, house: House) -> None:
    """Whatever runs in parallel: five tries of a person are judged, ten of a tablet, and not one more."""
    names = ("Priya", "Owen", "Sen")[:people]
    pins = {name: pin_of(house, name) for name in names}

    def one(name: str) -> Callable[[], str]:
        def go() -> str:
            try:
                attempt(house, name, wrong(pins[name]))
            except InvalidInputError:
                return "judged"
            except NotAllowedError:
                return "not even tried"
            return "in"

        return go

    answers = at_once(house.setting.pk, *[one(names[number % people]) for number in range(50)])
    assert "in" not in answers
    expected = 5 if people == 1 else 10
    assert answers.count("judged") == expected
    assert PinTry.objects.count() == expected
    assert max(Pin.objects.values_list("failures", flat=True)) <= 5
    assert state(house) == ("active" if people == 1 else "locked")


def test_the_right_pin_of_somebody_suspended_answers_as_a_wrong_one(house: House) -> None:
    """Else the tablet would say that it was right, for the day on which the person comes back."""
    pin = pin_of(house, "Priya")
    Membership.objects.filter(pk=house.staff["Priya"].pk).update(suspended_at=clock.now())
    answers = [refused(house, "Priya", digits) for digits in (wrong(pin), pin, pin, wrong(pin), pin)]
    assert [next(iter(re.findall(r"\d+", answer)), "") for answer in answers] == ["4", "3", "2", "1", ""]
    assert PinTry.objects.count() == 5


def test_a_revoked_badge_opens_nothing_and_counts_as_a_wrong_try(house: House) -> None:
    house.choose(badges_are_used=True)
    maggie, priya = house.actor("Maggie"), house.staff["Priya"]
    device = Device.objects.select_related("setting").get(pk=house.tablet.pk)
    token = actions.make_badge(actor=maggie, membership_id=priya.pk)
    assert actions.try_badge(device=device, token=token, source=SOURCE) == priya
    assert not PinTry.objects.exists()
    actions.revoke_badges(actor=maggie, membership_id=priya.pk)
    for number in range(1, 11):
        with pytest.raises(InvalidInputError):
            actions.try_badge(device=device, token=token, source=SOURCE)
        assert PinTry.objects.count() == number
    assert state(house) == "locked"
