"""Where somebody is signed in: seen and ended by themselves alone; and their own devices."""

import dataclasses
import datetime as dt
import uuid

import pytest

from heartsease.domain.access.permissions import Role
from heartsease.domain.access.scope import in_setting
from heartsease.domain.accounts import actions, queries
from heartsease.domain.accounts.models import Device, DeviceState, Session
from heartsease.domain.audit.models import AuditEvent
from heartsease.kernel import clock
from heartsease.kernel.errors import ConflictError, NotAllowedError, NotFoundError
from heartsease.kernel.ids import new_id
from tests.cast import House


def alive() -> set[uuid.UUID]:
    return set(Session.objects.values_list("public_id", flat=True))


class TestSessions:
    def test_only_the_own_ones_are_seen(self, house: House) -> None:
        here, other = house.signed_in("Priya"), house.signed_in("Priya")
        house.signed_in("Owen")
        house.signed_in("Grace")
        assert {row.public_id for row in queries.own_sessions(here)} == {here.session, other.session}

    def test_one_in_another_setting_is_seen_too(self, house: House, hollies: House) -> None:
        """It is the same account: whoever looks for a stranger in it must see everything."""
        hazel = hollies.staff["Hazel"].person
        actions.admit_person(
            actor=house.actor("Maggie"), full_name=hazel.full_name, user_name=hazel.user_name, role=Role.PRACTITIONER
        )
        house.staff["Hazel"] = hazel.memberships.get(setting_id=house.setting.pk)
        here, there = house.signed_in("Hazel"), hollies.signed_in("Hazel")
        assert {row.public_id for row in queries.own_sessions(here)} == {here.session, there.session}
        actions.end_own_session(actor=here, session_id=there.session)
        assert alive() == {here.session}

    def test_those_that_are_over_are_not(self, house: House) -> None:
        here, idle, late = (house.signed_in("Priya") for _ in range(3))
        Session.objects.filter(public_id=idle.session).update(seen_at=clock.now() - dt.timedelta(hours=2))
        Session.objects.filter(public_id=late.session).update(expire_date=clock.now())
        assert [row.public_id for row in queries.own_sessions(here)] == [here.session]

    def test_one_is_ended(self, house: House) -> None:
        here, other, owen = house.signed_in("Priya"), house.signed_in("Priya"), house.signed_in("Owen")
        actions.end_own_session(actor=here, session_id=other.session)
        assert alive() == {here.session, owen.session}
        assert AuditEvent.objects.filter(event="session:closed", person_id=here.person).count() == 1

    def test_somebody_elses_is_not_there(self, house: House) -> None:
        here, owen = house.signed_in("Priya"), house.signed_in("Owen")
        for wanted in (owen.session, new_id()):
            with pytest.raises(NotFoundError):
                actions.end_own_session(actor=here, session_id=wanted)
        assert alive() == {here.session, owen.session}
        assert not AuditEvent.objects.filter(event="session:closed").exists()

    def test_ended_twice_is_said(self, house: House) -> None:
        here, other = house.signed_in("Priya"), house.signed_in("Priya")
        actions.end_own_session(actor=here, session_id=other.session)
        with pytest.raises(NotFoundError, match="ended already"):
            actions.end_own_session(actor=here, session_id=other.session)

    def test_all_others_are_ended(self, house: House) -> None:
        here, _other, _third = (house.signed_in("Priya") for _ in range(3))
        owen = house.signed_in("Owen")
        actions.end_own_sessions(actor=here, but=here.session)
        assert alive() == {here.session, owen.session}

    def test_the_idle_limit_is_that_of_the_place(self, house: House) -> None:
        house.choose(idle_tablet_minutes=2, idle_own_minutes=30, idle_family_hours=12)
        tablet = Session.objects.select_related("membership__setting", "device").get(
            public_id=house.signed_in("Priya").session
        )
        family = Session.objects.select_related("membership__setting", "device").get(
            public_id=house.signed_in("Grace").session
        )
        assert queries.idle_limit(tablet) == dt.timedelta(minutes=2)
        assert queries.idle_limit(family) == dt.timedelta(hours=12)
        family.is_on_shared_computer = True
        assert queries.idle_limit(family) == dt.timedelta(minutes=5)
        tablet.device = None
        assert queries.idle_limit(tablet) == dt.timedelta(minutes=30)


class TestDevices:
    @pytest.fixture
    def own(self, house: House) -> Device:
        """A device of Priya's, approved."""
        own = actions.ask_for_device(membership=house.staff["Priya"], browser="x" * 500, source="").device
        actions.answer_device(actor=house.actor("Maggie"), device_id=own.pk, is_approved=True)
        own.refresh_from_db()
        return own

    def test_they_are_seen_by_their_owner(self, house: House, own: Device) -> None:
        assert queries.own_devices(house.actor("Priya")) == [own]
        assert queries.own_devices(house.actor("Owen")) == []
        assert len(own.browser) == 200

    def test_their_owner_ends_them(self, house: House, own: Device) -> None:
        here = house.signed_in("Priya")
        Session.objects.filter(public_id=here.session).update(device=own)
        actions.give_up_own_device(actor=dataclasses.replace(here, device_id=own.pk), device_id=own.pk)
        own.refresh_from_db()
        assert own.state == DeviceState.RETIRED
        assert not Session.objects.filter(device=own).exists()
        assert queries.own_devices(here) == []
        with pytest.raises(ConflictError):
            actions.give_up_own_device(actor=here, device_id=own.pk)

    def test_nobody_else_does(self, house: House, hollies: House, own: Device) -> None:
        for actor in (house.actor("Owen"), house.actor("Grace")):
            with pytest.raises(NotFoundError):
                actions.give_up_own_device(actor=actor, device_id=own.pk)
        with in_setting(hollies.setting.pk), pytest.raises(NotFoundError):
            actions.give_up_own_device(actor=hollies.actor("Hazel"), device_id=own.pk)
        own.refresh_from_db()
        assert own.state == DeviceState.ACTIVE

    def test_a_tablet_of_the_setting_is_nobodys_own(self, house: House) -> None:
        with pytest.raises(NotFoundError):
            actions.give_up_own_device(actor=house.actor("Maggie"), device_id=house.tablet.pk)

    def test_a_nominated_member_does_not_approve_a_device_of_their_own(self, house: House) -> None:
        own = actions.ask_for_device(membership=house.staff["Maggie"], browser="", source="").device
        with pytest.raises(NotAllowedError, match="Another nominated member"):
            actions.answer_device(actor=house.actor("Maggie"), device_id=own.pk, is_approved=True)
