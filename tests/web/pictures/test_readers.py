"""Who gets a photograph: every reader, every state of its entry, every answer that can change (guarantees G10 to G14).

Each picture is asked for anew after each change: what a reader had a moment ago gives no right to have it again.
"""

import uuid

import pytest

from heartsease.domain.accounts import actions as accounts
from heartsease.domain.children.rules import Purpose
from heartsease.domain.journal import actions
from heartsease.domain.journal.models import Observation
from heartsease.domain.photos import actions as photos
from heartsease.domain.photos.actions import examine_waiting
from heartsease.domain.photos.intake import receive
from heartsease.kernel.ids import new_id
from tests import entries
from tests.cast import House
from tests.web.pictures.asking import (
    FAMILY,
    SIZES,
    address_of,
    assert_absent,
    assert_strangers_get_nothing,
    readers,
    unlink_grace,
)

AUTHOR = {"Priya"}
REVIEWERS = {"Maggie", "Sen"}
ROOM = AUTHOR | REVIEWERS | {"Stu"}
AMARAS, BENS = {"Grace", "Tunde", "Nana"}, {"Rosa", "Omar"}


def entry_in(house: House, state: str, *names: str) -> Observation:
    """An entry of Priya's with one photograph, on its way to families."""
    if state == "draft":
        return entries.drafted(house, "Priya", *names, photos=1)
    if state in {"submitted", "returned"}:
        entry = entries.submitted(house, "Priya", *names, photos=1)
        if state == "returned":
            actions.return_with_note(actor=house.actor("Sen"), observation_id=entry.pk, note="Sharper, please.")
        return entry
    if state == "waiting":
        return entries.approved(house, "Priya", *names, photos=1)
    entry = entries.published(house, "Priya", *names, photos=1)
    if state == "withdrawn":
        actions.withdraw(actor=house.actor("Sen"), observation_id=entry.pk)
    return entry


@pytest.mark.parametrize(
    ("state", "admitted"),
    [
        ("draft", AUTHOR),
        ("submitted", AUTHOR | REVIEWERS),
        ("returned", AUTHOR | REVIEWERS),
        ("waiting", ROOM),
        ("published", ROOM | AMARAS),
        ("withdrawn", ROOM),
    ],
)
def test_a_photograph_is_as_visible_as_its_entry(house: House, hollies: House, state: str, admitted: set[str]) -> None:
    entry = entry_in(house, state, "Amara")
    for size in SIZES if state in {"draft", "published"} else SIZES[:1]:
        assert readers(house, address_of(entry, size)) == admitted
        assert_strangers_get_nothing(hollies, address_of(entry, size))


def test_a_recalled_entry_is_its_authors_and_reviewers(house: House) -> None:
    entry = entry_in(house, "waiting", "Amara")
    actions.recall(actor=house.actor("Priya"), observation_id=entry.pk)
    assert readers(house, address_of(entry)) == AUTHOR | REVIEWERS


def test_a_group_photograph_is_for_every_family_of_it(house: House) -> None:
    assert readers(house, address_of(entry_in(house, "published", "Amara", "Ben"))) == ROOM | AMARAS | BENS


@pytest.mark.parametrize(
    ("child", "purpose", "lost"),
    [
        ("Amara", Purpose.OWN_JOURNAL, AMARAS),
        ("Ben", Purpose.OWN_JOURNAL, BENS),
        ("Amara", Purpose.OTHERS_JOURNALS, BENS),
        ("Ben", Purpose.OTHERS_JOURNALS, AMARAS),
    ],
)
def test_an_answer_withdrawn_a_moment_ago_counts_at_once(
    house: House, child: str, purpose: Purpose, lost: set[str]
) -> None:
    address = address_of(entry_in(house, "published", "Amara", "Ben"))
    assert readers(house, address) == ROOM | AMARAS | BENS
    house.permit(child, {purpose: False})
    left = readers(house, address)
    assert not left & lost
    assert left >= ROOM, "staff find out what to do about it"
    house.permit(child, {purpose: True})
    assert readers(house, address) == ROOM | AMARAS | BENS


def test_a_sibling_does_not_open_what_the_other_child_may_not_see(house: House) -> None:
    """Grace is mother of both: her Kofi's agreement must not stand in for Ben's family's, and the other way round."""
    address = address_of(entries.published(house, "Sen", "Amara", "Ben", photos=1, by="Maggie"))
    house.permit("Ben", {Purpose.OTHERS_JOURNALS: False})
    assert not readers(house, address) & AMARAS
    house.permit("Ben", {Purpose.OTHERS_JOURNALS: True})
    house.permit("Amara", {Purpose.OWN_JOURNAL: False})
    assert not readers(house, address) & AMARAS


def test_a_family_that_is_unlinked_has_lost_it(house: House) -> None:
    address = address_of(entry_in(house, "published", "Amara"))
    unlink_grace(house)
    assert readers(house, address) == ROOM | {"Tunde", "Nana"}


def test_a_membership_that_ended_has_lost_it(house: House) -> None:
    address = address_of(entry_in(house, "published", "Amara"))
    priya, grace = house.client("Priya"), house.client("Grace")
    assert [client.get(address).status_code for client in (priya, grace)] == [200, 200]
    for membership in (house.staff["Priya"], house.family["Grace"]):
        accounts.end_membership(actor=house.system, membership_id=membership.pk)
    assert [client.get(address).status_code for client in (priya, grace)] == [401, 401]


def test_a_colleague_who_changed_rooms_has_lost_it(house: House) -> None:
    entry = entries.published(house, "Owen", "Kofi", photos=1)
    assert "Owen" in readers(house, address_of(entry))
    entry = entry_in(house, "published", "Amara")
    accounts.change_rooms(actor=house.system, membership_id=house.staff["Stu"].pk, rooms=[house.rooms["Oaks"]])
    assert readers(house, address_of(entry)) == (ROOM - {"Stu"}) | AMARAS


@pytest.mark.parametrize(
    ("state", "admitted"),
    [
        ("draft", {"Rosa"}),
        ("submitted", {"Rosa"} | REVIEWERS),
        ("waiting", {"Rosa"} | ROOM),
        ("published", {"Rosa"} | ROOM),
        ("withdrawn", {"Rosa"} | ROOM),
    ],
)
def test_what_came_from_one_home_is_not_for_the_other(house: House, state: str, admitted: set[str]) -> None:
    """Rosa and Omar live apart."""
    entry = entries.drafted(house, "Rosa", "Ben", photos=1)
    if state != "draft":
        actions.submit(actor=house.actor("Rosa"), observation_id=entry.pk)
    if state not in {"draft", "submitted"}:
        actions.approve(actor=house.actor("Sen"), observation_id=entry.pk)
        examine_waiting(limit=1)
    if state in {"published", "withdrawn"}:
        entries.publish_now(entry)
    if state == "withdrawn":
        actions.withdraw(actor=house.actor("Sen"), observation_id=entry.pk)
    assert readers(house, address_of(entry)) == admitted


def test_what_came_from_home_is_for_those_who_live_there(house: House) -> None:
    entry = entries.drafted(house, "Grace", "Amara", photos=1)
    actions.submit(actor=house.actor("Grace"), observation_id=entry.pk)
    actions.approve(actor=house.actor("Sen"), observation_id=entry.pk)
    entries.publish_now(entry)
    assert readers(house, address_of(entry)) == ROOM | {"Grace", "Tunde"}
    unlink_grace(house)
    assert readers(house, address_of(entry)) == ROOM | {"Tunde"}


def test_a_photograph_that_was_taken_out_is_gone_for_everybody(house: House) -> None:
    entry = entry_in(house, "returned", "Amara")
    address = address_of(entry)
    photo_id = entries.photo_ids(entry)[0]
    assert house.client("Priya").delete(f"/capture/{entry.pk}/photos/{photo_id}").status_code == 200
    assert readers(house, address) == set()


def test_a_draft_that_was_thrown_away_takes_its_photographs_with_it(house: House) -> None:
    entry = entry_in(house, "draft", "Amara")
    address = address_of(entry)
    house.client("Priya").post(f"/capture/{entry.pk}/discard")
    assert readers(house, address) == set()


def portrait_of(house: House, child: str) -> uuid.UUID:
    """Give ``child`` a portrait; the photograph's id."""
    photo_id = new_id()
    with receive(entries.in_pieces(entries.photo_bytes(7))) as upload:
        photos.set_portrait(actor=house.actor("Maggie"), child=house.children[child], photo_id=photo_id, upload=upload)
    return photo_id


def test_a_portrait_is_for_those_who_work_or_live_with_the_child(house: House, hollies: House) -> None:
    portrait_of(house, "Amara")
    for size in SIZES:
        address = f"/portraits/{house.children['Amara'].pk}/{size}"
        assert readers(house, address) == ROOM | AMARAS
        assert_strangers_get_nothing(hollies, address)


def test_a_portrait_is_not_reached_as_a_photograph(house: House) -> None:
    photo_id = portrait_of(house, "Amara")
    assert readers(house, f"/pictures/{photo_id}/small") == set()


def test_a_portrait_that_was_replaced_is_the_new_one(house: House) -> None:
    portrait_of(house, "Amara")
    address = f"/portraits/{house.children['Amara'].pk}/small"
    grace = house.client("Grace")
    before = grace.get(address)["ETag"]
    portrait_of(house, "Amara")
    again = grace.get(address, headers={"If-None-Match": before})
    assert again.status_code == 200
    assert again["ETag"] != before


def test_no_portrait_is_no_picture(house: House) -> None:
    for name in ("Priya", *FAMILY):
        assert_absent(house.client(name).get(f"/portraits/{house.children['Amara'].pk}/small"))
