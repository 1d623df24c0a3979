"""People with passwords, and browsers in other states than fresh on the setting's tablet."""

import datetime as dt

import pytest
from django.conf import settings
from django.test import Client

from heartsease.domain.accounts import actions
from heartsease.domain.accounts.models import Session
from heartsease.kernel import clock
from tests.cast import PASSWORD, House
from tests.web.account.asking import Browser, member, sessions


@pytest.fixture
def house(house: House) -> House:
    """Sunflower, where everybody has a password."""
    for membership in [*house.staff.values(), *house.family.values()]:
        membership.person.set_password(PASSWORD)
        membership.person.save(update_fields=["password"])
    return house


@pytest.fixture
def stale(house: House) -> Browser:
    """A browser of somebody whose password was given eleven minutes ago."""

    def open_browser(name: str) -> Client:
        client = house.client(name)
        newest = sessions(house, name)[0]
        Session.objects.filter(pk=newest.pk).update(proved_at=clock.now() - dt.timedelta(minutes=11))
        return client

    return open_browser


@pytest.fixture
def on_own_device(house: House) -> Browser:
    """A browser of somebody of the staff on an approved device of their own, without a second factor."""

    def open_browser(name: str) -> Client:
        membership = member(house, name)
        made = actions.ask_for_device(membership=membership, browser="", source="")
        actions.answer_device(actor=house.system, device_id=made.device.pk, is_approved=True)
        membership.has_offsite_right = True
        membership.save(update_fields=["has_offsite_right"])
        client = house.client(name)
        newest = sessions(house, name)[0]
        Session.objects.filter(pk=newest.pk).update(device=made.device)
        client.cookies[settings.DEVICE_COOKIE_NAME] = made.secret
        return client

    return open_browser
