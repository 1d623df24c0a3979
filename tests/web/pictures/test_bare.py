"""Every file that leaves holds only pixels: whatever was sent, every size, every reader's own, every way it came in."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from heartsease.domain.children.rules import Purpose
from heartsease.domain.photos import actions as photos
from heartsease.domain.photos.models import Region
from heartsease.kernel.ids import new_id
from tests import pictures
from tests.bare import has_only_pixels, needs_exiftool, told_by_exiftool
from tests.cast import House
from tests.entries import photo_ids
from tests.web.family.making import write_at_home
from tests.web.pictures.asking import SIZES, body_of, photographed

SOURCES = {
    "jpeg": pictures.full_of_metadata,
    "png": pictures.png_full_of_metadata,
    "webp": pictures.webp_full_of_metadata,
    "heic": pictures.heic_full_of_metadata,
}
TOLD = {"IFD0:Artist", "IFD0:Model", "GPS:GPSLatitude", "XMP-dc:Creator"}


def got(client: Client, address: str) -> bytes:
    response = client.get(address)
    assert response.status_code == 200, address
    return body_of(response)


def sizes(client: Client, address: str) -> list[bytes]:
    return [got(client, f"{address}/{size}") for size in SIZES]


def of_an_entry(house: House, data: bytes) -> list[bytes]:
    """Clear for staff and family, covered for another family, and with somebody painted out for good."""
    [photo_id] = photo_ids(photographed(house, data))
    address = f"/pictures/{photo_id}"
    clear = sizes(house.client("Priya"), address)
    assert sizes(house.client("Grace"), address) == clear
    house.permit("Ben", {Purpose.OTHERS_JOURNALS: False}, by="Rosa")
    covered = sizes(house.client("Grace"), address)
    ben = Region.objects.get(photo_id=photo_id, child=house.children["Ben"])
    assert photos.burn_regions(actor=house.system, photo_id=photo_id, region_ids=[ben.pk])
    burnt = sizes(house.client("Priya"), address)
    files = clear + covered + burnt
    assert not set(clear) & {*covered, *burnt}
    return files


def from_home(house: House, data: bytes) -> list[bytes]:
    draft = write_at_home(house, "Grace", "Amara")
    address = f"/from-home/{draft.pk}/photos/{new_id()}"
    answer = house.client("Grace").put(address, data, content_type="application/octet-stream")
    return sizes(house.client("Grace"), f"/pictures/{answer.json()['id']}")


def of_a_child(house: House, data: bytes) -> list[bytes]:
    child_id = house.children["Amara"].pk
    form = {"picture": SimpleUploadedFile("amara.jpg", data), "photo_id": str(new_id())}
    assert house.client("Maggie").post(f"/children/{child_id}/portrait", form).status_code == 302
    return sizes(house.client("Priya"), f"/portraits/{child_id}")


def on_the_lock_screen(house: House, data: bytes) -> list[bytes]:
    form = {"picture": SimpleUploadedFile("me.jpg", data), "photo_id": str(new_id())}
    assert house.client("Priya").post("/account/picture", form).status_code == 302
    return [got(house.at_tablet(Client()), f"/colleagues/{house.staff['Priya'].pk}/portrait")]


@needs_exiftool
@pytest.mark.parametrize("kind", SOURCES)
@pytest.mark.parametrize("way", [of_an_entry, from_home, of_a_child, on_the_lock_screen])
def test_nothing_but_pixels_is_served(
    house: House, tmp_path: Path, way: Callable[[House, bytes], list[bytes]], kind: str
) -> None:
    source = SOURCES[kind]()
    served = way(house, source)
    looked_at = tmp_path / "looked-at"
    looked_at.mkdir()
    of_source, *of_served = told_by_exiftool([source, *served], looked_at)
    assert of_source >= TOLD, "the source tells nothing"
    assert of_served == [set()] * len(served)
    assert all(map(has_only_pixels, served))
    assert not [word for word in pictures.WORDS for data in served if word.encode() in data]


@needs_exiftool
def test_a_word_in_any_kind_of_file_is_found(tmp_path: Path) -> None:
    said = [
        pictures.with_segment(pictures.jpeg(pictures.quarters(), keep="none"), 0xFE, b"Ada"),
        pictures.webp(pictures.turned(6)),
        pictures.png_full_of_metadata(),
    ]
    found = told_by_exiftool(said, tmp_path)
    assert found[0] == {"File:Comment"}
    assert "IFD0:Orientation" in found[1]
    assert found[2] >= {"PNG:Author", "PNG:Comment", "PNG:Description"}
    assert not any(map(has_only_pixels, said[:2]))
    assert not has_only_pixels(pictures.jpeg(pictures.quarters(), keep="none") + b"Ada")
