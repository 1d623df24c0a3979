"""Whoever wrote the addresses of photographs down gets none of them after the right to them has gone (G10, G14).

``HEARTSEASE_ADDRESSES=1000`` asks for so many instead of three.
"""

import os
from collections.abc import Callable

import pytest

from heartsease.domain.accounts import actions as accounts
from heartsease.domain.children import actions as children
from heartsease.domain.children.rules import Purpose
from heartsease.domain.journal import actions
from heartsease.domain.journal.models import Observation
from heartsease.domain.photos.actions import examine_waiting
from tests import links
from tests.background import run_queued
from tests.cast import House
from tests.entries import add_photo, drafted, photo_ids, publish_now
from tests.pages import Response
from tests.pictures import jpeg, scene
from tests.web.pictures.asking import SIZES, assert_absent, body_of, photographed

ADDRESSES = int(os.environ.get("HEARTSEASE_ADDRESSES", "3"))
PHOTOS_OF_AN_ENTRY = 12
READERS = ("Grace", "Tunde", "Nana")


@pytest.fixture
def entries(house: House) -> list[Observation]:
    """Published entries of Amara's, with as many photographs as there are addresses to know, in three sizes each."""
    photographs = -(-ADDRESSES // len(SIZES))
    return [
        _published(house, min(PHOTOS_OF_AN_ENTRY, photographs - begun))
        for begun in range(0, photographs, PHOTOS_OF_AN_ENTRY)
    ]


def _published(house: House, photographs: int) -> Observation:
    entry = drafted(house, "Priya", "Amara")
    for _number in range(photographs):
        add_photo(house, "Priya", entry)
    actions.submit(actor=house.actor("Priya"), observation_id=entry.pk)
    examine_waiting(limit=100)
    return publish_now(actions.approve(actor=house.actor("Sen"), observation_id=entry.pk))


def addresses_of(entries: list[Observation]) -> list[str]:
    known = [f"/pictures/{one}/{size}" for entry in entries for one in photo_ids(entry) for size in SIZES]
    assert len(known) >= ADDRESSES
    return known


def withdraw(house: House, _entries: list[Observation]) -> None:
    house.permit("Amara", {Purpose.OWN_JOURNAL: False})


def unlink(house: House, _entries: list[Observation]) -> None:
    for adult in READERS:
        children.unlink_family(**links.of(house, adult, "Amara"))


def pause(house: House, _entries: list[Observation]) -> None:
    for adult in READERS:
        links.suspend(house, adult, "Amara")


def keep_away(house: House, _entries: list[Observation]) -> None:
    for adult in READERS:
        links.restrict(house, adult, "Amara")


def take_down(house: House, entries: list[Observation]) -> None:
    for entry in entries:
        actions.withdraw(actor=house.actor("Sen"), observation_id=entry.pk, note="A family asked for it.")


def report(house: House, entries: list[Observation]) -> None:
    for entry in entries:
        for photo_id in photo_ids(entry):
            actions.report_picture(actor=house.actor("Nana"), photo_id=photo_id)


@pytest.mark.parametrize("end", [withdraw, unlink, pause, keep_away, take_down, report])
def test_of_the_addresses_a_family_knew_none_is_served(
    house: House, entries: list[Observation], end: Callable[[House, list[Observation]], None]
) -> None:
    known = addresses_of(entries)
    clients = {name: house.client(name) for name in READERS}
    tags = {address: clients["Grace"].get(address)["ETag"] for address in known}
    end(house, entries)
    served = 0
    for address in known:
        for name in READERS:
            # As the own device asks that has kept it: it is not told either that it may go on showing it.
            answer = clients[name].get(address, headers={"If-None-Match": tags[address]})
            served += answer.status_code in {200, 304}
            assert_absent(answer)
    assert served == 0
    run_queued()
    assert [clients["Grace"].get(address).status_code for address in known[:3]] == [404] * 3


def lose_the_tablet(house: House) -> None:
    accounts.report_device_lost(actor=house.actor("Maggie"), device_id=house.tablet.pk)


def let_priya_go(house: House) -> None:
    accounts.end_membership(actor=house.actor("Maggie"), membership_id=house.staff["Priya"].pk)


@pytest.mark.parametrize("end", [lose_the_tablet, let_priya_go])
def test_nor_of_those_that_staff_knew(house: House, entries: list[Observation], end: Callable[[House], None]) -> None:
    known = addresses_of(entries)
    priya = house.client("Priya")
    # A few of them: of all of a thousand the brake on reading would keep most back anyway.
    assert {priya.get(address).status_code for address in known[:3]} == {200}
    end(house)
    for address in known:
        answer: Response = priya.get(address)
        assert answer.status_code in {401, 403, 404}, address
        assert "image" not in answer["Content-Type"]


def test_who_is_covered_gets_no_larger_file(house: House) -> None:
    """Every size of it changes; none of the tags that were kept is still right, and none leads to what was before."""
    entry = photographed(house, jpeg(scene(640, 480)))
    rosa, known = house.client("Rosa"), addresses_of_one(entry)
    before = {address: rosa.get(address) for address in known}
    clear = {address: body_of(answer) for address, answer in before.items()}
    house.permit("Amara", {Purpose.OTHERS_JOURNALS: False})
    for address in known:
        answer = rosa.get(address, headers={"If-None-Match": before[address]["ETag"]})
        assert answer.status_code == 200
        assert body_of(answer) != clear[address]
        assert answer["ETag"] != before[address]["ETag"]


def addresses_of_one(entry: Observation) -> list[str]:
    return [f"/pictures/{photo_ids(entry)[0]}/{size}" for size in SIZES]
