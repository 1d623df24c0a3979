"""Guessing PINs: on a stolen tablet, against the policy as it is implemented; and on a stolen database."""

import datetime as dt
import hashlib
import random
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

from django.conf import settings

from heartsease.domain.access.scope import in_setting
from heartsease.domain.accounts import actions, rules
from heartsease.domain.accounts.actions import pins
from heartsease.domain.accounts.models import Device, DeviceKind, Membership, Pin, PinTry
from heartsease.domain.accounts.queries import actor_of, membership_in_force
from heartsease.kernel import clock
from heartsease.kernel.errors import InvalidInputError, NotAllowedError
from scripts.bench.attacks import Outcome
from scripts.bench.attacks.nursery import Nursery

STEP = dt.timedelta(minutes=20)
TRIALS = 20_000
MOST = 0.001
"""Of all stolen tablets, so many may be opened within 30 days."""
CANDIDATES = 20
"""To how many PINs the thief of the database has narrowed each person's down, the right one among them: all million
would only take longer, as each is tried in the same way."""


def cheap(pin: str, membership_id: object, device_id: object, salt: str, *, pepper: str) -> str:
    """In place of the slow hash: the policy is attacked here, not the hash."""
    return hashlib.sha256(f"{pin}{membership_id}{device_id}{salt}{pepper}".encode()).hexdigest()


@contextmanager
def digits(number: int) -> Iterator[None]:
    """PINs of so many digits."""
    with mock.patch.object(rules, "PIN_DIGITS", number):
        yield


class Tablet:
    """A stolen tablet, a clock that is moved, and colleagues who make the thief's life as easy as they can."""

    def __init__(self, nursery: Nursery, *, days: int, is_patient: bool) -> None:
        self.nursery, self.days, self.is_patient = nursery, days, is_patient
        self.judged: list[tuple[int, str]] = []
        """Whose PIN was tried with which digits, each a different guess."""
        self.came_in = False
        self.begun = clock.now()
        self.at = self.begun

    def guess_for_days(self) -> "Tablet":
        """Try whatever is let through. The nominated member unlocks the tablet and releases everybody at once, each
        time; who is patient keeps below the number that ends the enrolment."""
        members = self.nursery.staff
        nominated = membership_in_force(members[-1].pk)
        if nominated is None:
            raise RuntimeError("There is nobody to unlock.")
        actor = actor_of(nominated)
        with mock.patch.object(clock, "now", lambda: self.at), in_setting(self.nursery.setting.pk):
            device = Device.objects.select_related("setting").get(pk=self.nursery.tablet.pk)
            while self.at - self.begun < dt.timedelta(days=self.days) and not self.came_in:
                self._guess(device, members)
                if Device.objects.filter(pk=device.pk, state="locked").exists():
                    actions.unlock_device(actor=actor, device_id=device.pk)
                if not Device.objects.filter(pk=device.pk, state="active").exists():
                    break
                for closed in Pin.objects.filter(failures__gte=rules.TRIES_OF_PERSON):
                    actions.release_pin(actor=actor, membership_id=closed.membership_id)
                self.at += STEP
        return self

    def _guess(self, device: Device, members: list[Membership]) -> None:
        for place, member in enumerate(members):
            for _try in range(rules.TRIES_OF_PERSON):
                last_day = PinTry.objects.filter(device=device, at__gt=self.at - dt.timedelta(days=1)).count()
                if self.came_in or (self.is_patient and last_day >= rules.TRIES_IN_DAY - 1):
                    return
                tried = f"{sum(whose == place for whose, _digits in self.judged):0{rules.PIN_DIGITS}}"
                before = PinTry.objects.count()
                try:
                    actions.try_pin(device=device, membership_id=member.pk, digits=tried, source="")
                    self.came_in = True
                except InvalidInputError:
                    pass
                except NotAllowedError:
                    break
                if self.came_in or PinTry.objects.count() > before:
                    self.judged.append((place, tried))


def on_a_tablet(nursery: Nursery, *, days: int, seed: int = 1) -> Iterator[Outcome]:
    """30 days of guessing. The control has PINs of three digits: it shows that the same simulation can succeed."""
    chance = random.Random(seed)  # noqa: S311 - a simulation is repeated with its seed
    with mock.patch.object(pins, "verifier_of", cheap), in_setting(nursery.setting.pk):
        _deal_pins(nursery, 6)
        greedy = Tablet(nursery, days=days, is_patient=False).guess_for_days()
        _deal_pins(nursery, 6)
        patient = Tablet(nursery, days=days, is_patient=True).guess_for_days()
        with digits(3):
            # The last PIN that the thief would come to in a tenth of the time: it is found by the same door.
            _deal_pins(nursery, 3, known=f"{max(1, len(patient.judged) // len(nursery.staff) // 10):03}")
            control = Tablet(nursery, days=days, is_patient=True).guess_for_days()
    people = len(nursery.staff)
    for name, run in (("greedy", greedy), ("patient", patient)):
        three = _succeeds(run.judged, people, 3, chance)
        six = _succeeds(run.judged, people, 6, chance)
        note = (
            f"{len(run.judged)} guesses judged in {days} days, unlocked and released at once each time;"
            f" {six:.4%} of {TRIALS:,} drawn; planted: three digits"
        )
        yield Outcome(f"{name} PIN guessing: probability", len(run.judged) / 10**6, MOST, three, note)
    yield Outcome(
        "PIN of three digits, same door: came in", 0, 0, float(control.came_in), f"after {len(control.judged)} guesses"
    )


def _deal_pins(nursery: Nursery, length: int, *, known: str | None = None) -> None:
    """An active tablet on which everybody has a PIN that the thief's row of guesses does not meet, or ``known``."""
    PinTry.objects.all().delete()
    Pin.objects.all().delete()
    Device.objects.filter(pk=nursery.tablet.pk).update(state="active", changed_at=None)
    for member in nursery.staff:
        pins._pin_row(member.pk, nursery.tablet.pk, known or "9" * length).save(force_insert=True)


def _succeeds(judged: list[tuple[int, str]], people: int, length: int, chance: random.Random) -> float:
    """How many of ``TRIALS`` stolen tablets open, each with PINs drawn anew, where the same number of guesses is
    judged for each person."""
    tried = [sum(whose == place for whose, _digits in judged) for place in range(people)]
    opened = sum(any(chance.randrange(10**length) < count for count in tried) for _trial in range(TRIALS))
    return opened / TRIALS


def on_a_database(nursery: Nursery, *, count: int) -> Outcome:
    """Every row of the PINs, with and without the pepper that is not in the database."""
    right: dict[object, str] = {}
    with in_setting(nursery.setting.pk):
        Pin.objects.all().delete()
        for number in range(count):
            pin, member = rules.new_pin(), nursery.staff[number % len(nursery.staff)]
            if number % len(nursery.staff) == 0:
                tablet = Device(
                    kind=DeviceKind.TABLET, state="active", name="Tablet", secret_digest=secrets.token_hex(32)
                )
                tablet.save(force_insert=True)
            row = pins._pin_row(member.pk, tablet.pk, pin)
            row.save(force_insert=True)
            right[row.pk] = pin
        stolen = list(Pin.objects.all())
    guessed_peppers = ["", settings.SECRET_KEY, str(nursery.setting.pk), "pepper", secrets.token_urlsafe(50)]
    with_pepper = sum(_is_found(row, right[row.pk], [settings.PEPPER]) for row in stolen)
    without = sum(_is_found(row, right[row.pk], guessed_peppers) for row in stolen)
    note = f"of {len(stolen):,}, each narrowed down to {CANDIDATES} with the right one among them; planted: the pepper"
    return Outcome("stolen database: PINs found", without, 0, with_pepper, note)


def _is_found(row: Pin, right: str, peppers: list[str]) -> bool:
    """Whether trying what the PIN may be, under peppers that may have been used, gives what the database holds."""
    candidates = [right, *(rules.new_pin() for _number in range(CANDIDATES - 1))]
    return any(
        pins.verifier_of(pin, row.membership_id, row.device_id, row.salt, pepper=pepper) == row.verifier
        for pin in candidates
        for pepper in peppers
    )
