"""How a picture leaves: its headers for each kind of reader, what is asked again, the front server's part."""

import io
import uuid

import pytest
import pyvips
from pytest_django import Settings

from heartsease.domain.children.rules import Purpose
from heartsease.domain.journal import actions
from heartsease.domain.journal.models import Observation
from heartsease.domain.photos import storage
from heartsease.domain.photos.rules import Size, rendition_name
from tests.cast import House
from tests.entries import photo_ids, published
from tests.web.pictures.asking import SIZES, address_of, any_id, assert_absent, body_of, unlink_grace

TYPES = {"small": "image/webp", "large": "image/webp", "master": "image/jpeg"}


@pytest.fixture
def entry(house: House) -> Observation:
    """What families see: Amara and Ben in one photograph."""
    return published(house, "Priya", "Amara", "Ben", photos=1)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("reader", ["Priya", "Grace"])
def test_the_right_file_under_the_right_name(house: House, entry: Observation, size: str, reader: str) -> None:
    response = house.client(reader).get(address_of(entry, size))
    data = body_of(response)
    stored = storage.open_rendition(photo_ids(entry)[0], Size(size))
    assert stored is not None
    with stored:
        assert data == stored.read()
    assert (response["Content-Type"], response["Content-Length"]) == (TYPES[size], str(len(data)))
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"] == "inline; filename=picture"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    picture = pyvips.Image.new_from_buffer(data, "")
    assert (picture.width, picture.height) == (240, 160)


def test_no_header_tells_anything_of_anybody(house: House, entry: Observation) -> None:
    people = [*house.children, *house.staff, *house.family, "Example", "Sunflower"]
    ids = [str(one.pk) for one in (*house.children.values(), *house.staff.values(), house.setting, entry)]
    for reader in ("Priya", "Grace"):
        told = str(house.client(reader).get(address_of(entry)).headers)
        assert not [word for word in (*people, *ids) if word in told]


def test_a_shared_device_keeps_nothing(house: House, entry: Observation) -> None:
    for reader in ("Priya", "Maggie", "Stu"):
        response = house.client(reader).get(address_of(entry), headers={"If-None-Match": "*"})
        assert response.status_code == 200
        assert response["Cache-Control"] == "no-store"
        assert "ETag" not in response
        assert "Last-Modified" not in response


def test_a_device_of_the_family_asks_each_time(house: House, entry: Observation) -> None:
    grace, address = house.client("Grace"), address_of(entry)
    first = grace.get(address)
    assert first["Cache-Control"] == "private, no-cache"
    assert "Cookie" in first["Vary"]
    again = grace.get(address, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert not again.content
    for header in ("Cache-Control", "ETag", "Content-Security-Policy", "Cross-Origin-Resource-Policy"):
        assert again[header] == first[header]
    assert "Cookie" in again["Vary"]


@pytest.mark.parametrize("etag", ['"another"', "nonsense", 'W/"x"', ""])
def test_another_tag_gets_the_picture(house: House, entry: Observation, etag: str) -> None:
    response = house.client("Grace").get(address_of(entry), headers={"If-None-Match": etag})
    assert response.status_code == 200
    assert body_of(response)


def test_every_size_and_photograph_has_a_tag_of_its_own(house: House, entry: Observation) -> None:
    other = published(house, "Priya", "Amara", photos=1)
    grace = house.client("Grace")
    tags = {grace.get(address_of(one, size))["ETag"] for one in (entry, other) for size in SIZES}
    assert len(tags) == 2 * len(SIZES)


@pytest.mark.parametrize("change", ["withdrawn", "own answer", "other child's answer", "unlinked"])
def test_what_was_kept_is_not_confirmed_once_it_may_not_be_seen(house: House, entry: Observation, change: str) -> None:
    grace, address = house.client("Grace"), address_of(entry)
    tag = grace.get(address)["ETag"]
    if change == "withdrawn":
        actions.withdraw(actor=house.actor("Sen"), observation_id=entry.pk)
    elif change == "unlinked":
        unlink_grace(house)
    elif change == "own answer":
        house.permit("Amara", {Purpose.OWN_JOURNAL: False})
    else:
        house.permit("Ben", {Purpose.OTHERS_JOURNALS: False})
    assert_absent(grace.get(address, headers={"If-None-Match": tag}))
    assert_absent(grace.get(address, headers={"If-None-Match": "*"}))


@pytest.mark.parametrize("reader", ["Priya", "Grace"])
def test_head_tells_what_get_would(house: House, entry: Observation, reader: str) -> None:
    client, address = house.client(reader), address_of(entry)
    got, told = client.get(address), client.head(address)
    assert told.status_code == 200
    assert not body_of(told)
    for header in ("Content-Type", "Cache-Control", "Content-Length"):
        assert told[header] == got[header]
    assert told.get("ETag") == got.get("ETag")
    assert house.client("Owen").head(address).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_picture_is_only_read(house: House, entry: Observation, method: str) -> None:
    assert getattr(house.client("Maggie"), method)(address_of(entry)).status_code == 405


@pytest.mark.parametrize("kind", ["pictures", "portraits"])
@pytest.mark.parametrize(
    "rest",
    [
        "ID/original",
        "ID/upload",
        "ID/",
        "ID",
        "ID/small/",
        "ID/SMALL",
        "ID/small.webp",
        "ID/../small",
        "ID%00/small",
        "..%2f..%2fsecret_key/small",
        "0/small",
        "not-an-id/small",
        "%E2%80%AE/small",
    ],
)
def test_other_sizes_and_broken_ids_are_nowhere(house: House, entry: Observation, kind: str, rest: str) -> None:
    known = photo_ids(entry)[0] if kind == "pictures" else house.children["Amara"].pk
    for client in (house.client("Grace"), house.client("Priya")):
        assert client.get(f"/{kind}/{rest.replace('ID', str(known))}").status_code == 404


def test_ids_of_other_things_are_nowhere(house: House, entry: Observation) -> None:
    others: list[uuid.UUID] = [any_id(), entry.pk, house.children["Amara"].pk, house.setting.pk]
    for one in others:
        assert_absent(house.client("Maggie").get(f"/pictures/{one}/small"))
        assert_absent(house.client("Maggie").get(f"/portraits/{one}/small"))


def test_a_file_that_is_not_there_is_said_calmly(house: House, entry: Observation) -> None:
    storage.destroy(photo_ids(entry)[0])
    response = house.client("Grace").get(address_of(entry))
    assert response.status_code == 404
    assert "ETag" not in response
    assert "not ready yet" in response.content.decode()


class TestFrontServer:
    """Where nginx serves the folder internally, the journal decides and names the file."""

    @pytest.fixture(autouse=True)
    def front_server(self, settings: Settings) -> None:
        settings.ACCEL_REDIRECT_PREFIX = "/internal-photos/"

    @pytest.mark.parametrize("size", SIZES)
    @pytest.mark.parametrize("reader", ["Priya", "Grace"])
    def test_the_path_is_handed_over_and_no_byte(
        self, house: House, entry: Observation, size: str, reader: str
    ) -> None:
        photo_id = photo_ids(entry)[0]
        response = house.client(reader).get(address_of(entry, size))
        path = f"{photo_id.hex[-4:-2]}/{photo_id.hex[-2:]}/{photo_id}/{rendition_name(Size(size))}"
        assert response.status_code == 200
        assert response["X-Accel-Redirect"] == f"/internal-photos/{path}"
        assert not response.content
        assert response["Content-Type"] == TYPES[size]
        assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert response["Cache-Control"] == ("no-store" if reader == "Priya" else "private, no-cache")

    def test_whoever_may_not_see_it_is_told_no_path(self, house: House, hollies: House, entry: Observation) -> None:
        address = address_of(entry)
        for response in (house.client("Owen").get(address), hollies.client("Petra").get(address)):
            assert_absent(response)

    def test_what_is_kept_is_confirmed_without_a_path(self, house: House, entry: Observation) -> None:
        grace, address = house.client("Grace"), address_of(entry)
        again = grace.get(address, headers={"If-None-Match": grace.get(address)["ETag"]})
        assert again.status_code == 304
        assert "X-Accel-Redirect" not in again


def test_large_files_are_streamed(house: House, entry: Observation) -> None:
    response = house.client("Grace").get(address_of(entry, "master"))
    assert response.streaming
    assert io.BytesIO(body_of(response)).read(3) == b"\xff\xd8\xff"
