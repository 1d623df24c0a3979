"""The picture by which adults find a child, sent through the form."""

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from heartsease.domain.photos import storage
from heartsease.domain.photos.models import Photo, Portrait
from heartsease.kernel.ids import new_id
from tests import pictures
from tests.cast import House


@pytest.fixture(autouse=True)
def photo_folder() -> None:
    """The folder that setting up makes."""
    storage.ensure_marker()


def send(house: House, data: bytes, *, photo_id: str = "", child: str = "Amara") -> tuple[int, str]:
    """What Sen's browser gets for the form with a file."""
    address = f"/children/{house.children[child].pk}/portrait"
    sent = {"photo_id": photo_id or str(new_id()), "picture": SimpleUploadedFile("face.jpg", data)}
    response = house.client("Sen").post(address, sent)
    return response.status_code, response.content.decode()


def test_a_picture_is_shown_wherever_the_child_is(house: House) -> None:
    assert send(house, pictures.jpeg(pictures.scene()))[0] == 302
    address = f"/portraits/{house.children['Amara'].pk}/small"
    for page in ("/children/", f"/children/{house.children['Amara'].pk}"):
        assert address in house.client("Priya").get(page).content.decode()
    response = house.client("Priya").get(address)
    assert response.status_code == 200
    assert response.getvalue()[:4] == b"RIFF"
    assert response.headers["Cache-Control"] == "no-store"
    assert house.client("Owen").get(address).status_code == 404


def test_a_new_picture_takes_the_place_of_the_old(house: House) -> None:
    send(house, pictures.jpeg(pictures.scene(seed=1)))
    first = Portrait.objects.get().photo_id
    send(house, pictures.jpeg(pictures.scene(seed=2)))
    assert Portrait.objects.get().photo_id != first
    assert Photo.objects.get(pk=first).removed_at is not None


def test_the_same_form_sent_twice_is_one_picture(house: House) -> None:
    photo_id = str(new_id())
    data = pictures.jpeg(pictures.scene())
    assert [send(house, data, photo_id=photo_id)[0] for _ in range(2)] == [302, 302]
    assert Photo.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "status", "sentence"),
    [
        (b"not a picture at all, only text", 415, "not a photo of a kind that is taken"),
        (b"", 422, "This file is empty."),
        (pictures.SVG, 415, "SVG drawings are not taken."),
        (pictures.jpeg(pictures.scene())[:4000], 422, "damaged or was cut off"),
        (bytes(60_000_000), 415, "not a photo of a kind that is taken"),
        (pictures.jpeg(pictures.quarters(64, 64)) + bytes(60_000_000), 413, "larger than 40 MB"),
        (pictures.png_bomb(), 413, "This picture is too big"),
    ],
    ids=["text", "empty", "svg", "truncated", "60 MB of zeros", "60 MB", "bomb"],
)
def test_what_is_no_picture_is_refused_beside_the_field(house: House, data: bytes, status: int, sentence: str) -> None:
    answered, page = send(house, data)
    assert answered == status
    assert sentence in page[page.index("id_picture_error") :]
    assert "error-summary" in page
    assert not Portrait.objects.exists()
    assert not list((settings.PHOTO_FOLDER / "incoming").iterdir())


def test_nothing_chosen_and_a_broken_id_are_said(house: House) -> None:
    address = f"/children/{house.children['Amara'].pk}/portrait"
    response = house.client("Sen").post(address, {"photo_id": "nonsense"})
    assert response.status_code == 422
    assert "Choose a picture." in response.content.decode()
