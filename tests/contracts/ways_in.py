"""Every action on ways in and devices once, for test_trace.py: with the event that it leaves."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pyotp
import pytest

from heartsease.domain.accounts import actions as accounts
from heartsease.domain.accounts.models import Device, Passkey, Pin, Session
from heartsease.domain.accounts.rules import new_seed
from heartsease.domain.audit.models import AuditEvent
from heartsease.domain.audit.rules import Event
from heartsease.kernel.errors import InvalidInputError
from tests.cast import House

MARK = "zyzzyva"
"""In everything that somebody types: no line of the trace may hold it."""
Step = tuple[str, Event, Callable[[], object]]


def of_ways_in(house: House) -> Iterator[Step]:
    """Maggie at the setting's tablet, and Priya of whom she takes care."""
    maggie = house.signed_in("Maggie")
    priya: dict[str, Any] = {"actor": maggie, "membership_id": house.staff["Priya"].pk}
    me: dict[str, Any] = {"actor": maggie}
    house.choose(badges_are_used=True)
    person = house.staff["Maggie"].person
    person.set_password(f"{MARK} {MARK} {MARK}")
    person.save()
    session = Session.objects.get(public_id=maggie.session)
    yield "accounts.record_sign_in", Event.SIGNED_IN, lambda: accounts.record_sign_in(**me, session=session)
    yield (
        "accounts.prove_password",
        Event.SIGN_IN_PROVED,
        lambda: accounts.prove_password(**me, session_id=maggie.session, password=f"{MARK} {MARK} {MARK}"),
    )
    seed = new_seed()
    yield (
        "accounts.add_code_app",
        Event.FACTOR_ADDED,
        lambda: accounts.add_code_app(**me, seed=seed, code=pyotp.TOTP(seed).now()),
    )
    yield "accounts.make_recovery_codes", Event.RECOVERY_CODES_MADE, lambda: accounts.make_recovery_codes(**me)
    asked: list[str] = []
    email = f"maggie.{MARK}@example.org"
    yield (
        "accounts.ask_for_email",
        Event.EMAIL_ASKED,
        lambda: asked.append(accounts.ask_for_email(**me, email=email).secret),
    )
    yield (
        "accounts.confirm_email",
        Event.EMAIL_CHANGED,
        lambda: accounts.confirm_email(secret=asked[0], source="192.0.2.1"),
    )
    yield "accounts.remove_code_app", Event.FACTOR_REMOVED, lambda: accounts.remove_code_app(**me)
    key = Passkey.objects.create(person=person, name=MARK, credential_id=b"1", credential=b"2")
    yield "accounts.remove_passkey", Event.FACTOR_REMOVED, lambda: accounts.remove_passkey(**me, passkey_id=key.pk)
    pins: list[str] = []
    yield "accounts.make_pin", Event.PIN_MADE, lambda: pins.append(accounts.make_pin(**me))
    yield "accounts.bring_pin", Event.PIN_BROUGHT, lambda: accounts.bring_pin(**me, digits=pins[0])
    Pin.objects.update(failures=1)
    yield "accounts.release_own_pin", Event.PIN_RELEASED, lambda: accounts.release_own_pin(**me)
    yield "accounts.release_pin", Event.PIN_RELEASED, lambda: accounts.release_pin(**priya)
    yield "accounts.make_badge", Event.BADGE_MADE, lambda: accounts.make_badge(**priya)
    yield "accounts.revoke_badges", Event.BADGE_REVOKED, lambda: accounts.revoke_badges(**priya)
    yield "accounts.release_lock_out", Event.LOCK_OUT_RELEASED, lambda: accounts.release_lock_out(**priya)
    yield (
        "accounts.cancel_sign_in_links",
        Event.SIGN_IN_LINK_CANCELLED,
        lambda: accounts.cancel_sign_in_links(actor=maggie, membership=house.staff["Priya"]),
    )
    yield "accounts.end_own_sessions", Event.SESSION_CLOSED, lambda: accounts.end_own_sessions(**me, but=maggie.session)
    yield (
        "accounts.change_password",
        Event.PASSWORD_SET,
        lambda: accounts.change_password(**me, password=f"another {MARK} {MARK}"),
    )
    again = house.signed_in("Maggie").session
    yield (
        "accounts.end_own_session",
        Event.SESSION_CLOSED,
        lambda: accounts.end_own_session(**me, session_id=again),
    )
    yield "accounts.report_login_known", Event.LOGIN_REPORTED, lambda: accounts.report_login_known(**me)
    with pytest.raises(InvalidInputError):
        accounts.check_password(user_name=person.user_name, password=MARK, source="192.0.2.1")
    assert AuditEvent.objects.filter(event=Event.SIGN_IN_REFUSED, is_refused=True).exists()


def of_devices(house: House) -> Iterator[Step]:
    maggie, browser = house.actor("Maggie"), {"browser": f"{MARK} browser", "source": "192.0.2.1"}
    codes: list[str] = []
    yield (
        "accounts.make_enrolment_code",
        Event.ENROLMENT_CODE_MADE,
        lambda: codes.append(accounts.make_enrolment_code(actor=maggie, name=f"{MARK} tablet")),
    )
    made: list[Device] = []
    yield (
        "accounts.enrol_tablet",
        Event.DEVICE_ENROLLED,
        lambda: made.append(accounts.enrol_tablet(code=codes[0], **browser).device),
    )
    on: dict[str, Any] = {"actor": maggie, "device_id": made[0].pk}
    yield "accounts.save_device", Event.DEVICE_CHANGED, lambda: accounts.save_device(**on, name=MARK, room=None)
    Device.objects.filter(pk=made[0].pk).update(state="locked")
    yield "accounts.unlock_device", Event.DEVICE_UNLOCKED, lambda: accounts.unlock_device(**on)
    yield "accounts.retire_device", Event.DEVICE_RETIRED, lambda: accounts.retire_device(**on)
    yield "accounts.report_device_lost", Event.DEVICE_LOST, lambda: accounts.report_device_lost(**on)
    owen = house.staff["Owen"]
    asked: list[Device] = []
    ask = partial(accounts.ask_for_device, membership=owen, **browser)
    yield "accounts.ask_for_device", Event.DEVICE_ASKED, lambda: asked.append(ask().device)
    answer = partial(accounts.answer_device, actor=maggie, device_id=asked[0].pk)
    yield "accounts.answer_device", Event.DEVICE_APPROVED, lambda: answer(is_approved=True)
    other = ask().device
    yield (
        "accounts.answer_device",
        Event.DEVICE_REFUSED,
        lambda: accounts.answer_device(actor=maggie, device_id=other.pk, is_approved=False),
    )
    yield (
        "accounts.give_up_own_device",
        Event.DEVICE_RETIRED,
        lambda: accounts.give_up_own_device(actor=house.actor("Owen"), device_id=asked[0].pk),
    )
    yield (
        "accounts.vouch_for_device",
        Event.DEVICE_APPROVED,
        lambda: accounts.vouch_for_device(membership=owen, is_tablet=False, **browser),
    )
