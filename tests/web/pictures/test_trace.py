"""Every photograph that staff open at full size stands in the trace before its first byte leaves (guarantee G20)."""

import uuid

import pytest
from pytest_django import Settings

from heartsease.domain.audit.models import AuditEvent
from heartsease.domain.audit.rules import Event
from heartsease.domain.photos import actions as photos
from heartsease.domain.photos import storage
from heartsease.domain.photos.intake import receive
from heartsease.kernel.ids import new_id
from tests import entries
from tests.cast import House
from tests.web.pictures.asking import address_of, body_of


def views() -> list[tuple[object, ...]]:
    """Who opened what, about whom."""
    lines = AuditEvent.objects.filter(event=Event.PHOTO_VIEWED)
    return sorted(lines.values_list("person_id", "subject_type", "subject_id", "child_id"), key=str)


@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize("size", ["large", "master"])
@pytest.mark.parametrize("who", ["Priya", "Sen", "Stu"])
def test_a_view_at_full_size_is_recorded_with_every_child(house: House, who: str, size: str, method: str) -> None:
    entry = entries.published(house, "Priya", "Amara", "Ben", photos=1)
    response = getattr(house.client(who), method)(address_of(entry, size))
    assert response.status_code == 200
    photo_id, person_id = entries.photo_ids(entry)[0], house.staff[who].person_id
    children = sorted(house.children[name].pk for name in ("Amara", "Ben"))
    assert views() == [(person_id, "photo", photo_id, child_id) for child_id in children]


def test_each_request_is_one_view(house: House) -> None:
    entry = entries.published(house, "Priya", "Amara", photos=1)
    priya = house.client("Priya")
    for _time in range(3):
        assert priya.get(address_of(entry, "large"), headers={"If-None-Match": "*"}).status_code == 200
    assert len(views()) == 3
    assert AuditEvent.objects.filter(event=Event.PHOTO_VIEWED).values("request_id").distinct().count() == 3


def test_thumbnails_leave_no_line(house: House) -> None:
    entry = entries.published(house, "Priya", "Amara", photos=1)
    for name in ("Priya", "Grace"):
        body_of(house.client(name).get(address_of(entry, "small")))
    assert views() == []


def test_a_family_leaves_a_line_for_the_day_on_which_it_proves_to_be_the_wrong_one(house: House) -> None:
    entry = entries.published(house, "Priya", "Amara", photos=1)
    body_of(house.client("Grace").get(address_of(entry, "large")))
    grace = house.family["Grace"].person_id
    assert views() == [(grace, "photo", entries.photo_ids(entry)[0], house.children["Amara"].pk)]


def test_an_entry_without_a_child_yet_is_recorded_too(house: House) -> None:
    draft = entries.drafted(house, "Priya", photos=1)
    assert house.client("Priya").get(address_of(draft, "large")).status_code == 200
    assert views() == [(house.staff["Priya"].person_id, "photo", entries.photo_ids(draft)[0], None)]


def test_a_portrait_at_full_size_is_a_photograph_of_its_child(house: House) -> None:
    photo_id, amara = new_id(), house.children["Amara"]
    with receive(entries.in_pieces(entries.photo_bytes(7))) as upload:
        photos.set_portrait(actor=house.actor("Maggie"), child=amara, photo_id=photo_id, upload=upload)
    for size in ("small", "large"):
        assert house.client("Priya").get(f"/portraits/{amara.pk}/{size}").status_code == 200
    assert views() == [(house.staff["Priya"].person_id, "photo", photo_id, amara.pk)]


@pytest.mark.parametrize("who", ["Owen", "Rosa"])
def test_a_refused_picture_is_no_view(house: House, who: str) -> None:
    entry = entries.published(house, "Priya", "Amara", photos=1)
    for size in ("large", "master"):
        assert house.client(who).get(address_of(entry, size)).status_code == 404
    assert house.client("Priya").get(f"/pictures/{uuid.uuid4()}/large").status_code == 404
    assert views() == []


def test_a_picture_that_is_not_ready_was_not_seen(house: House) -> None:
    entry = entries.published(house, "Priya", "Amara", photos=1)
    storage.destroy(entries.photo_ids(entry)[0])
    assert house.client("Priya").get(address_of(entry, "large")).status_code == 404
    assert views() == []


def test_what_the_front_server_hands_out_is_recorded(house: House, settings: Settings) -> None:
    settings.ACCEL_REDIRECT_PREFIX = "/internal-photos/"
    entry = entries.published(house, "Priya", "Amara", photos=1)
    assert "X-Accel-Redirect" in house.client("Priya").get(address_of(entry, "large"))
    assert len(views()) == 1


def test_what_cannot_be_recorded_is_not_shown(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = entries.published(house, "Priya", "Amara", photos=1)

    def fail(**_given: object) -> None:
        raise ConnectionError

    monkeypatch.setattr("heartsease.domain.journal.actions.record_photo_view", fail)
    client = house.client("Priya")
    client.raise_request_exception = False
    response = client.get(address_of(entry, "large"))
    assert response.status_code == 500
    assert not response.streaming


@pytest.mark.parametrize("method", ["get", "head"])
def test_asking_for_a_childs_page_is_a_view_by_whatever_method(house: House, method: str) -> None:
    getattr(house.client("Priya"), method)(f"/children/{house.children['Amara'].pk}")
    line = AuditEvent.objects.get(event=Event.CHILD_VIEWED)
    assert (line.child_id, line.details) == (house.children["Amara"].pk, {"part": "journal"})
