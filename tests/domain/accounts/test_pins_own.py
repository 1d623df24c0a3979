"""The own PIN: drawn by chance, kept on every tablet in use as something that tells nothing, brought to a new one."""

import dataclasses
import datetime as dt

import pytest

from heartsease.domain.access.actor import Actor
from heartsease.domain.accounts import actions, queries
from heartsease.domain.accounts.actions.devices import NewDevice
from heartsease.domain.accounts.models import Device, DeviceState, Pin, PinTry
from heartsease.domain.accounts.rules import TRIES_IN_HOUR, TRIES_OF_PERSON, memory_aid, new_pin
from heartsease.domain.audit.models import AuditEvent
from heartsease.kernel import clock
from heartsease.kernel.errors import InvalidInputError, NotAllowedError, NotFoundError
from tests.cast import House
from tests.racing import at_once


def enrol(house: House, name: str = "Garden tablet") -> NewDevice:
    code = actions.make_enrolment_code(actor=house.actor("Maggie"), name=name)
    return actions.enrol_tablet(code=code, browser="", source="")


def is_right(device: Device, actor: Actor, digits: str) -> bool:
    try:
        actions.try_pin(device=device, membership_id=actor.member, digits=digits, source="")
    except InvalidInputError:
        return False
    return True


def wrong(digits: str) -> str:
    return f"{(int(digits) + 1) % 10**6:06}"


@pytest.fixture
def priya(house: House) -> Actor:
    """Priya at the hall's tablet."""
    return house.signed_in("Priya")


class TestMaking:
    def test_it_works_on_every_tablet_in_use_and_nowhere_else(self, house: House, priya: Actor) -> None:
        garden, retired = enrol(house).device, enrol(house, "Old tablet").device
        actions.retire_device(actor=house.actor("Maggie"), device_id=retired.pk)
        own = actions.ask_for_device(membership=house.staff["Priya"], browser="", source="").device
        digits = actions.make_pin(actor=priya)
        assert set(Pin.objects.values_list("device_id", flat=True)) == {house.tablet.pk, garden.pk}
        assert is_right(house.tablet, priya, digits)
        assert is_right(garden, priya, digits)
        with pytest.raises(NotAllowedError):
            is_right(own, priya, digits)

    def test_the_database_tells_nothing_of_it(self, house: House, priya: Actor) -> None:
        enrol(house)
        digits = actions.make_pin(actor=priya)
        rows = list(Pin.objects.values())
        assert digits not in str(rows)
        assert len({row["verifier"] for row in rows}) == len({row["salt"] for row in rows}) == 2
        assert digits not in str(list(AuditEvent.objects.values()))

    def test_a_new_one_ends_the_old_one(self, house: House, priya: Actor) -> None:
        old = actions.make_pin(actor=priya)
        new = actions.make_pin(actor=priya)
        assert not is_right(house.tablet, priya, old) or old == new
        assert is_right(house.tablet, priya, new)

    def test_where_there_is_no_tablet_nothing_is_promised(self, priya: Actor) -> None:
        actions.make_pin(actor=priya)
        Device.objects.update(state=DeviceState.LOST)
        with pytest.raises(InvalidInputError, match="no tablet"):
            actions.make_pin(actor=priya)

    @pytest.mark.parametrize("name", ["Grace", "Nana"])
    def test_families_have_none(self, house: House, name: str) -> None:
        with pytest.raises(NotAllowedError):
            actions.make_pin(actor=house.signed_in(name))
        with pytest.raises(NotAllowedError):
            queries.own_pin(house.signed_in(name))

    @pytest.mark.django_db(transaction=True)
    def test_made_three_times_at_once_one_holds(self, house: House, priya: Actor) -> None:
        made = at_once(house.setting.pk, *[lambda: actions.make_pin(actor=priya)] * 3)
        assert all(isinstance(digits, str) for digits in made), made
        assert Pin.objects.count() == 1
        assert [is_right(house.tablet, priya, str(digits)) for digits in made].count(True) >= 1

    def test_every_pair_of_digits_has_a_picture_of_its_own(self) -> None:
        pictures = {memory_aid(f"{pair:02}0000")[0] for pair in range(100)}
        assert len(pictures) == 100
        assert all(len(new_pin()) == 6 for _ in range(50))


class TestBringing:
    @pytest.fixture
    def digits(self, priya: Actor) -> str:
        """Her PIN, from before the garden's tablet came."""
        return actions.make_pin(actor=priya)

    @pytest.fixture
    def garden(self, house: House, digits: str) -> Device:  # noqa: ARG002 - after it
        """A tablet that is new."""
        return enrol(house).device

    @pytest.fixture
    def there(self, priya: Actor, garden: Device) -> Actor:
        """Priya at the new tablet."""
        return dataclasses.replace(priya, device_id=garden.pk)

    def test_typed_once_it_works_there(self, digits: str, garden: Device, there: Actor) -> None:
        assert queries.own_pin(there).is_anywhere
        assert not queries.own_pin(there).is_here
        assert not is_right(garden, there, digits)
        actions.bring_pin(actor=there, digits=digits)
        assert queries.own_pin(there).is_here
        assert is_right(garden, there, digits)

    def test_another_number_is_not_brought(self, digits: str, garden: Device, there: Actor) -> None:
        with pytest.raises(InvalidInputError) as raised:
            actions.bring_pin(actor=there, digits=wrong(digits))
        assert set(raised.value.fields) == {"pin"}
        assert not Pin.objects.filter(device=garden).exists()
        assert AuditEvent.objects.filter(event="session:refused", device_id=garden.pk).exists()

    def test_five_wrong_tries_end_it(self, digits: str, there: Actor) -> None:
        for _ in range(TRIES_OF_PERSON):
            with pytest.raises(InvalidInputError):
                actions.bring_pin(actor=there, digits=wrong(digits))
        with pytest.raises(NotAllowedError, match="five wrong tries"):
            actions.bring_pin(actor=there, digits=digits)

    def test_tries_elsewhere_do_not_stand_in_the_way_of_another_tablet(
        self, house: House, digits: str, there: Actor
    ) -> None:
        """Somebody mistyped it at the hall: the kitchen's row of it will do."""
        kitchen = enrol(house, "Kitchen tablet").device
        actions.bring_pin(actor=dataclasses.replace(there, device_id=kitchen.pk), digits=digits)
        Pin.objects.filter(device=house.tablet).update(failures=TRIES_OF_PERSON)
        actions.bring_pin(actor=there, digits=digits)
        assert queries.own_pin(there).is_here

    def test_wrong_tries_close_the_tablet_as_on_its_lock_screen(
        self, digits: str, garden: Device, there: Actor
    ) -> None:
        for number in range(TRIES_IN_HOUR):
            Pin.objects.update(failures=0)
            with pytest.raises(InvalidInputError):
                actions.bring_pin(actor=there, digits=wrong(digits))
            assert PinTry.objects.filter(device=garden).count() == number + 1
        garden.refresh_from_db()
        assert garden.state == DeviceState.LOCKED
        with pytest.raises(NotAllowedError, match="locked"):
            actions.bring_pin(actor=there, digits=digits)

    def test_a_right_one_is_not_counted(self, digits: str, garden: Device, there: Actor) -> None:
        actions.bring_pin(actor=there, digits=digits)
        assert not PinTry.objects.filter(device=garden).exists()
        assert set(Pin.objects.values_list("failures", flat=True)) == {0}

    def test_where_there_is_none_there_is_none_to_bring(self, house: House, digits: str, garden: Device) -> None:
        owen = dataclasses.replace(house.signed_in("Owen"), device_id=garden.pk)
        with pytest.raises(NotFoundError):
            actions.bring_pin(actor=owen, digits=digits)

    @pytest.mark.usefixtures("digits")
    @pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "１２３４５６", "\x00" * 6])
    def test_nonsense_is_wrong(self, there: Actor, typed: str) -> None:
        with pytest.raises(InvalidInputError):
            actions.bring_pin(actor=there, digits=typed)

    def test_away_from_a_tablet_there_is_nowhere_to_bring_it(self, digits: str, priya: Actor, house: House) -> None:
        with pytest.raises(NotAllowedError):
            actions.bring_pin(actor=dataclasses.replace(priya, device_id=None), digits=digits)
        own = actions.ask_for_device(membership=house.staff["Priya"], browser="", source="").device
        with pytest.raises(NotFoundError):
            actions.bring_pin(actor=dataclasses.replace(priya, device_id=own.pk), digits=digits)

    def test_a_tablet_of_another_setting_is_not_there(self, digits: str, priya: Actor, hollies: House) -> None:
        with pytest.raises(NotFoundError):
            actions.bring_pin(actor=dataclasses.replace(priya, device_id=hollies.tablet.pk), digits=digits)

    @pytest.mark.django_db(transaction=True)
    def test_brought_three_times_at_once_it_is_there_once(
        self, house: House, digits: str, garden: Device, there: Actor
    ) -> None:
        at_once(house.setting.pk, *[lambda: actions.bring_pin(actor=there, digits=digits)] * 3)
        assert Pin.objects.filter(device=garden).count() == 1


def test_a_full_sign_in_lets_it_be_tried_again_here_alone(house: House, priya: Actor) -> None:
    garden = enrol(house).device
    digits = actions.make_pin(actor=priya)
    Pin.objects.update(failures=TRIES_OF_PERSON)
    actions.release_own_pin(actor=priya)
    assert is_right(house.tablet, priya, digits)
    with pytest.raises(NotAllowedError):
        is_right(garden, priya, digits)
    assert AuditEvent.objects.filter(event="pin:released").count() == 1
    actions.release_own_pin(actor=priya)
    assert AuditEvent.objects.filter(event="pin:released").count() == 1, "nothing was to be released"


def test_when_it_was_made_is_told_and_of_nobody_else(house: House, priya: Actor) -> None:
    assert queries.own_pin(house.signed_in("Owen")) == queries.OwnPin(False, False, None)
    actions.make_pin(actor=priya)
    found = queries.own_pin(priya)
    assert (found.is_here, found.is_anywhere) == (True, True)
    assert found.made_at is not None
    assert clock.now() - found.made_at < dt.timedelta(minutes=1)
    assert queries.own_pin(house.signed_in("Owen")) == queries.OwnPin(False, False, None)
