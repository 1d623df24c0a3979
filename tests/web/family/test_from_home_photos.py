"""Photographs from home: taken in by content, each refusal by name, what was accepted kept."""

import errno
import re
import uuid
from pathlib import Path
from typing import IO, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from heartsease.domain.children.rules import Purpose
from heartsease.domain.journal import actions
from heartsease.domain.journal.models import Observation, ObservationPhoto
from heartsease.domain.journal.rules import State
from heartsease.kernel.ids import new_id
from tests.cast import House
from tests.pictures import SVG, full_of_metadata, heic, jpeg, moving, png, png_bomb, scene, webp
from tests.web.family.making import let_be_seen, photograph, write_at_home
from tests.web.family.test_from_home import beside, form_of

PHOTOS = {"HX-Request": "true", "HX-Target": "home-photos"}


def file(content: bytes, name: str = "walk.jpg") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


def add(
    client: Client, house: House, *files: SimpleUploadedFile, to: uuid.UUID | None = None, **more: Any
) -> tuple[int, str]:
    """Choose files on the page of an entry; status and the part of the page that answers."""
    sent = form_of(house) | {"photos": list(files)} | more
    response = client.post(f"/from-home/{to or new_id()}/save", sent, headers=PHOTOS)
    return response.status_code, response.content.decode()


def thumbs(page: str) -> list[str]:
    """The photographs that a page shows with a button to remove each."""
    return re.findall(r'class="photo-thumb"><img src="(/pictures/[^"]+)"', page)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jpg", photograph(1)),
        ("a.png", png(scene(64, 48))),
        ("a.webp", webp(scene(64, 48))),
        ("no-name", full_of_metadata()),
        ("wrong.pdf", photograph(1)),
    ],
)
def test_photographs_are_taken_by_what_they_are(house: House, name: str, content: bytes) -> None:
    status, page = add(house.client("Grace"), house, file(content, name))
    assert status == 200
    assert len(thumbs(page)) == 1
    assert house.client("Grace").get(thumbs(page)[0]).status_code == 200
    assert house.client("Tunde").get(thumbs(page)[0]).status_code == 404, "a draft is its author's alone"


def test_a_heic_is_taken(house: House) -> None:
    status, page = add(house.client("Grace"), house, file(heic(scene(128, 96)), "IMG_1.HEIC"))
    assert status == 200
    assert len(thumbs(page)) == 1


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("notes.jpg", b"Dear all, the picnic is on Friday.", "This is not a photo of a kind that is taken."),
        ("empty.jpg", b"", "This file is empty."),
        ("cut.jpg", jpeg(scene(640, 480))[:9000], "This picture is damaged or was cut off"),
        ("bomb.png", png_bomb(), "This picture is too big"),
        ("logo.svg", SVG, "SVG drawings are not taken."),
        ("dance.gif", moving(".gif"), "GIF pictures are not taken."),
        ("dance.webp", moving(".webp"), "Moving pictures are not taken."),
        ("huge.jpg", photograph(1) + bytes(60_000_000), "This photo is larger than 40 MB."),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 12 else "",
)
@pytest.mark.parametrize("has_script", [True, False])
def test_a_bad_file_is_named_and_the_rest_is_kept(
    house: House, name: str, content: bytes, sentence: str, has_script: bool
) -> None:
    grace, entry_id = house.client("Grace"), new_id()
    sent = form_of(house) | {"photos": [file(photograph(1), "good.jpg"), file(content, name)]}
    if has_script:
        response = grace.post(f"/from-home/{entry_id}/save", sent, headers=PHOTOS)
    else:
        response = grace.post(f"/from-home/{entry_id}", sent)
    page = response.content.decode()
    assert response.status_code == 422
    assert f"{name}: {sentence}" in beside(page, "photos")
    assert "good.jpg" not in page
    assert len(thumbs(page)) == 1
    entry = Observation.objects.get(pk=entry_id)
    assert (entry.state, entry.text) == (State.DRAFT, "We baked bread.")
    if not has_script:
        assert "We baked bread.</textarea>" in page
        assert "<title>Error: " in page
    again = grace.get(f"/from-home/{entry_id}").content.decode()
    assert thumbs(again) == thumbs(page)


def test_a_name_is_shown_as_a_name(house: House) -> None:
    name = "<img src=x onerror=alert(1)>" + "x" * 300 + ".jpg"
    _status, page = add(house.client("Grace"), house, file(b"nothing", name))
    assert "<img src=x" not in page
    assert "x" * 61 not in page


def test_of_thirteen_photographs_twelve_are_kept(house: House) -> None:
    grace, entry_id = house.client("Grace"), new_id()
    files = [file(photograph(number), f"{number}.jpg") for number in range(13)]
    status, page = add(grace, house, *files, to=entry_id)
    assert status == 422
    assert "12.jpg: An entry holds at most 12 photographs." in beside(page, "photos")
    assert len(thumbs(page)) == 12
    assert 'type="file"' not in page, "there is no room for more"
    assert grace.post(f"/from-home/{entry_id}", form_of(house)).status_code == 302


def test_the_same_page_sent_twice_brings_each_photograph_once(house: House) -> None:
    grace, entry_id = house.client("Grace"), new_id()
    sent = form_of(house)
    for _ in range(2):
        files = [file(photograph(number)) for number in range(12)]
        response = grace.post(f"/from-home/{entry_id}/save", sent | {"photos": files}, headers=PHOTOS)
        assert response.status_code == 200
    assert ObservationPhoto.objects.count() == 12


def test_the_same_bytes_twice_are_one_photograph(house: House) -> None:
    status, page = add(house.client("Grace"), house, file(photograph(1)), file(photograph(1), "copy.jpg"))
    assert status == 200
    assert len(thumbs(page)) == 1


def test_a_photograph_is_removed_and_can_be_added_again(house: House) -> None:
    grace, entry_id = house.client("Grace"), new_id()
    _status, page = add(grace, house, file(photograph(1)), file(photograph(2)), to=entry_id)
    photo_id = thumbs(page)[0].split("/")[2]
    remove = f"/from-home/{entry_id}/photos/{photo_id}/remove"
    answer = grace.post(remove, form_of(house) | {"text": "Typed meanwhile."}, headers=PHOTOS)
    assert answer.status_code == 200
    assert len(thumbs(answer.content.decode())) == 1
    assert Observation.objects.get().text == "Typed meanwhile."
    assert grace.get(thumbs(page)[0]).status_code == 404
    status, page = add(grace, house, file(photograph(1)), to=entry_id)
    assert status == 200
    assert len(thumbs(page)) == 2


def test_without_a_script_a_photograph_is_removed_too(house: House) -> None:
    draft = write_at_home(house, "Grace", "Amara", photos=2)
    photo_id = draft.pictures.all()[0].photo_id
    response = house.client("Grace").post(f"/from-home/{draft.pk}/photos/{photo_id}/remove", form_of(house))
    assert response.headers["Location"] == f"/from-home/{draft.pk}"
    assert draft.pictures.count() == 1


def test_a_photograph_of_another_entry_stays(house: House) -> None:
    theirs = write_at_home(house, "Tunde", "Amara", photos=1)
    mine = write_at_home(house, "Grace", "Amara")
    photo_id = theirs.pictures.get().photo_id
    house.client("Grace").post(f"/from-home/{mine.pk}/photos/{photo_id}/remove", form_of(house))
    assert theirs.pictures.count() == 1


def test_photographs_are_kept_when_the_words_cannot_be(house: House) -> None:
    sent = form_of(house) | {"text": "x" * 10_001, "photos": [file(photograph(1))]}
    response = house.client("Grace").post(f"/from-home/{new_id()}", sent)
    page = response.content.decode()
    assert response.status_code == 422
    assert len(thumbs(page)) == 1
    assert "x" * 10_001 in page


def test_photographs_alone_are_enough(house: House) -> None:
    sent = form_of(house) | {"text": "", "photos": [file(photograph(1))]}
    assert house.client("Grace").post(f"/from-home/{new_id()}", sent).status_code == 302
    assert Observation.objects.get().state == State.SUBMITTED


def test_without_permission_a_photograph_is_not_sent(house: House) -> None:
    draft = write_at_home(house, "Grace", "Amara", photos=1)
    house.permit("Amara", {Purpose.OWN_JOURNAL: False})
    response = house.client("Grace").post(f"/from-home/{draft.pk}", form_of(house))
    assert response.status_code == 422
    assert "no permission from you to keep photographs" in beside(response.content.decode(), "photos")


def test_a_full_disk_is_said_and_nothing_is_lost(
    house: House, photo_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class FullDisk:
        """A file on a disk that takes no more."""

        def __init__(self, inside: IO[Any]) -> None:
            self.inside = inside

        def __enter__(self) -> "FullDisk":
            return self

        def __exit__(self, *_: object) -> None:
            self.inside.close()

        def write(self, _data: bytes) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    opened = Path.open

    def open_full(path: Path, mode: str = "r", *more: Any, **named: Any) -> Any:
        stream = opened(path, mode, *more, **named)
        return FullDisk(stream) if photo_folder in path.parents and "x" in mode else stream

    monkeypatch.setattr(Path, "open", open_full)
    status, page = add(house.client("Grace"), house, file(photograph(1)))
    assert status == 422
    assert "disk is full" in beside(page, "photos")
    assert Observation.objects.get().text == "We baked bread."


def test_a_photo_disk_that_is_gone_is_said(house: House, photo_folder: Path) -> None:
    (photo_folder / ".heartsease-media").unlink()
    status, page = add(house.client("Grace"), house, file(photograph(1)))
    assert status == 422
    assert "The disk with the photos is not connected" in beside(page, "photos")


def test_published_photographs_are_for_the_own_home(house: House) -> None:
    entry = write_at_home(house, "Grace", "Amara", photos=1, send=True)
    url = f"/pictures/{entry.pictures.get().photo_id}/large"
    assert house.client("Tunde").get(url).status_code == 404
    actions.approve(actor=house.actor("Sen"), observation_id=entry.pk)
    let_be_seen(entry.pk)
    assert [house.client(who).get(url).status_code for who in ("Grace", "Tunde", "Nana", "Rosa")] == [
        200,
        200,
        404,
        404,
    ]
