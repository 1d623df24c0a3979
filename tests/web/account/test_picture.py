"""The own picture: by it colleagues find each other on the lock screen, and nobody else gets it (guarantee G5)."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from heartsease.domain.accounts import actions as accounts
from heartsease.domain.photos import storage
from heartsease.domain.photos.models import Photo, StaffPortrait
from heartsease.kernel.ids import new_id
from tests.cast import House
from tests.pages import text_of
from tests.pictures import jpeg, scene


@pytest.fixture(autouse=True)
def photo_folder(settings: Settings, tmp_path: Path) -> None:
    """A photo folder of the test's own."""
    settings.PHOTO_FOLDER = tmp_path / "photos"
    storage.ensure_marker()


def form(content: bytes, name: str = "me.jpg") -> dict[str, object]:
    return {"picture": SimpleUploadedFile(name, content), "photo_id": str(new_id())}


def choose(house: House, name: str, seed: int = 1) -> str:
    """The address of somebody's picture, which they have just chosen."""
    response = house.client(name).post("/account/picture", form(jpeg(scene(64, 48, seed=seed))))
    assert response.status_code == 302, response.content
    return f"/colleagues/{house.staff[name].pk}/portrait"


def test_colleagues_find_each_other_by_it(house: House, nobody: Client) -> None:
    url = choose(house, "Priya")
    tablet = house.at_tablet(nobody)
    page = tablet.get("/lock").content.decode()
    assert page.count(f'src="{url}"') == 1
    assert page.count("/portrait") == 1, "the others have initials"
    answer = tablet.get(url)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/webp")
    assert answer.headers["Cache-Control"] == "no-store"
    assert house.client("Sen").get(url).status_code == 200
    assert "Colleagues find you" in text_of(house.client("Priya").get("/account/picture"))


def test_nobody_else_gets_it(house: House, hollies: House, nobody: Client) -> None:
    url = choose(house, "Priya")
    assert nobody.get(url).status_code == 404
    assert hollies.at_tablet(Client()).get(url).status_code == 404
    assert hollies.client("Hazel").get(url).status_code == 404
    assert house.client("Grace").get(url).status_code == 404
    assert house.at_tablet(Client()).get(f"/colleagues/{house.staff['Sen'].pk}/portrait").status_code == 404
    assert house.at_tablet(Client()).get(f"/colleagues/{house.family['Grace'].pk}/portrait").status_code == 404
    accounts.report_device_lost(actor=house.signed_in("Maggie"), device_id=house.tablet.pk)
    assert house.at_tablet(Client()).get(url).status_code == 404


def test_another_one_and_none(house: House) -> None:
    choose(house, "Priya")
    first = StaffPortrait.objects.get().photo_id
    url = choose(house, "Priya", seed=2)
    assert StaffPortrait.objects.get().photo_id != first
    assert Photo.objects.get(pk=first).removed_at is not None
    answer = house.client("Priya").post("/account/picture/remove", follow=True)
    assert "your initials stand in its place" in text_of(answer)
    assert house.client("Sen").get(url).status_code == 404
    assert house.client("Priya").post("/account/picture/remove").status_code == 302
    assert not StaffPortrait.objects.exists()


@pytest.mark.parametrize(
    ("content", "status"), [(b"", 422), (b"Dear parents, the bus leaves at nine.", 415), (b"\xff\xd8\xff\xe0cut", 422)]
)
def test_what_is_no_picture_is_said(house: House, content: bytes, status: int) -> None:
    answer = house.client("Priya").post("/account/picture", form(content))
    assert answer.status_code == status
    assert "error-summary" in answer.content.decode()
    assert not StaffPortrait.objects.exists()


def test_a_form_without_a_picture_and_the_same_one_twice(house: House) -> None:
    priya = house.client("Priya")
    assert "Choose a picture." in text_of(priya.post("/account/picture", {"photo_id": str(new_id())}))
    photo_id = str(new_id())
    for _time in range(2):
        sent = {"picture": SimpleUploadedFile("me.jpg", jpeg(scene(64, 48, seed=3))), "photo_id": photo_id}
        assert priya.post("/account/picture", sent).status_code == 302
    assert Photo.objects.count() == 1
    assert house.client("Grace").get("/account/picture").status_code == 403
