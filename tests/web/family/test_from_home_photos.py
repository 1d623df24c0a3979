"""Photographs from home: looked at on the device, then sent one by one; taken in by content, kept for their author."""

import errno
import json
import re
import uuid
from pathlib import Path
from typing import IO, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from heartsease.domain.children import actions as children
from heartsease.domain.children.rules import Purpose
from heartsease.domain.journal import actions
from heartsease.domain.journal.models import Observation, ObservationPhoto
from heartsease.domain.journal.rules import State
from heartsease.domain.photos.models import Region
from heartsease.kernel.ids import new_id
from tests import links
from tests.cast import House
from tests.pictures import SVG, full_of_metadata, heic, jpeg, moving, png, png_bomb, scene, webp
from tests.web.family.making import let_be_seen, photograph, write_at_home
from tests.web.family.test_from_home import form_of

SCRIPT = {"Accept": "application/json"}
WHOLE = {"left": 0.1, "top": 0.1, "right": 0.4, "bottom": 0.5}


def begin(client: Client, house: House) -> uuid.UUID:
    """A draft as the page keeps it before the first photograph."""
    entry_id = new_id()
    assert client.post(f"/from-home/{entry_id}/save", form_of(house), headers=SCRIPT).status_code == 200
    return entry_id


def put(client: Client, entry_id: uuid.UUID, content: bytes, photo_id: uuid.UUID | None = None) -> Any:
    """Send one photograph, as the script of the page does."""
    address = f"/from-home/{entry_id}/photos/{photo_id or new_id()}"
    return client.put(address, content, content_type="application/octet-stream", headers=SCRIPT)


def tell(client: Client, entry_id: uuid.UUID, photo_id: str, *faces: dict[str, Any]) -> Any:
    """Say who is in a photograph."""
    address = f"/from-home/{entry_id}/photos/{photo_id}/faces"
    sent = json.dumps({"faces": [WHOLE | face for face in faces]})
    return client.post(address, sent, content_type="application/json", headers=SCRIPT)


def thumbs(page: str) -> list[str]:
    """The photographs that a page shows with a button to remove each."""
    return re.findall(r'data-photo="[^"]+"><img src="(/pictures/[^"]+)"', page)


@pytest.mark.parametrize(
    "content",
    [photograph(1), png(scene(64, 48)), webp(scene(64, 48)), full_of_metadata(), heic(scene(128, 96))],
    ids=["jpeg", "png", "webp", "metadata", "heic"],
)
def test_photographs_are_taken_by_what_they_are(house: House, content: bytes) -> None:
    grace = house.client("Grace")
    answer = put(grace, begin(grace, house), content)
    assert answer.status_code == 201
    small = answer.json()["small_url"]
    assert grace.get(small).status_code == 200
    assert house.client("Tunde").get(small).status_code == 404, "a draft is its author's alone"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"Dear all, the picnic is on Friday.", "This is not a photo of a kind that is taken."),
        (b"", "This file is empty."),
        (jpeg(scene(640, 480))[:9000], "This picture is damaged or was cut off"),
        (png_bomb(), "This picture is too big"),
        (SVG, "SVG drawings are not taken."),
        (moving(".gif"), "GIF pictures are not taken."),
        (moving(".webp"), "Moving pictures are not taken."),
        (photograph(1) + bytes(60_000_000), "This photo is larger than 40 MB."),
    ],
    ids=["text", "empty", "cut", "bomb", "svg", "gif", "moving", "huge"],
)
def test_a_bad_file_says_why_and_the_rest_is_kept(house: House, content: bytes, sentence: str) -> None:
    grace = house.client("Grace")
    entry_id = begin(grace, house)
    put(grace, entry_id, photograph(1))
    answer = put(grace, entry_id, content)
    assert 400 <= answer.status_code < 500
    assert sentence in answer.json()["sentence"]
    page = grace.get(f"/from-home/{entry_id}").content.decode()
    assert len(thumbs(page)) == 1
    assert "We baked bread.</textarea>" in page


def test_of_thirteen_photographs_twelve_are_kept(house: House) -> None:
    grace = house.client("Grace")
    entry_id = begin(grace, house)
    answers = [put(grace, entry_id, photograph(number)) for number in range(13)]
    assert [answer.status_code for answer in answers] == [201] * 12 + [409]
    assert "An entry holds at most 12 photographs." in answers[-1].json()["sentence"]
    assert grace.post(f"/from-home/{entry_id}", form_of(house)).status_code == 302


def test_the_same_photograph_sent_twice_is_there_once(house: House) -> None:
    grace, photo_id = house.client("Grace"), new_id()
    entry_id = begin(grace, house)
    ids = [put(grace, entry_id, photograph(1), again).json()["id"] for again in (photo_id, photo_id, None)]
    assert ids == [str(photo_id)] * 3, "neither under its id nor as the same bytes"
    assert ObservationPhoto.objects.count() == 1


def test_a_photograph_is_taken_out_and_can_be_added_again(house: House) -> None:
    grace = house.client("Grace")
    entry_id = begin(grace, house)
    first, second = (put(grace, entry_id, photograph(number)).json() for number in (1, 2))
    assert grace.delete(f"/from-home/{entry_id}/photos/{first['id']}", headers=SCRIPT).status_code == 200
    assert grace.get(first["small_url"]).status_code == 404
    assert thumbs(grace.get(f"/from-home/{entry_id}").content.decode()) == [second["small_url"]]
    assert put(grace, entry_id, photograph(1)).status_code == 201


def test_only_the_own_entry_takes_photographs(house: House) -> None:
    theirs = write_at_home(house, "Tunde", "Amara", photos=1)
    mine = write_at_home(house, "Grace", "Amara")
    grace, photo_id = house.client("Grace"), theirs.pictures.get().photo_id
    grace.delete(f"/from-home/{mine.pk}/photos/{photo_id}", headers=SCRIPT)
    assert grace.delete(f"/from-home/{theirs.pk}/photos/{photo_id}", headers=SCRIPT).status_code == 404
    assert put(grace, theirs.pk, photograph(1)).status_code == 404
    assert put(grace, new_id(), photograph(1)).status_code == 404, "nothing is kept yet that it could stand in"
    assert tell(grace, theirs.pk, str(photo_id), {"who": "masked"}).status_code == 404
    assert theirs.pictures.count() == 1
    assert mine.pictures.count() == 0


def test_after_the_child_was_taken_from_the_account_nothing_is_added(house: House) -> None:
    draft = write_at_home(house, "Rosa", "Ben", photos=1)
    children.unlink_family(**links.of(house, "Rosa", "Ben"))
    rosa, photo_id = house.client("Rosa"), str(draft.pictures.get().photo_id)
    assert put(rosa, draft.pk, photograph(2)).status_code in {302, 404}
    assert tell(rosa, draft.pk, photo_id, {"who": "masked"}).status_code in {302, 404}
    assert draft.pictures.count() == 1
    assert not Region.objects.filter(photo_id=photo_id).exists()


def test_a_family_shows_its_own_child_and_nobody_else(house: House) -> None:
    grace = house.client("Grace")
    entry_id = begin(grace, house)
    photo_id = put(grace, entry_id, photograph(1)).json()["id"]
    amara, ben = (str(house.children[name].pk) for name in ("Amara", "Ben"))
    refused = [
        ({"who": "child", "child": ben}, 404),
        ({"who": "child", "child": str(new_id())}, 404),
        ({"who": "adult"}, 422),
        ({"who": "open"}, 422),
    ]
    for face, status in refused:
        assert tell(grace, entry_id, photo_id, face).status_code == status, face
        assert not Region.objects.filter(photo_id=photo_id).exists()
    told = tell(grace, entry_id, photo_id, {"who": "child", "child": amara}, {"who": "masked"}, {"who": "not_a_face"})
    assert told.status_code == 200
    assert set(Region.objects.values_list("resolution", flat=True)) == {"child", "masked", "not_a_face"}


def test_a_child_without_permission_cannot_be_shown(house: House) -> None:
    house.permit("Amara", {Purpose.OWN_JOURNAL: False})
    grace = house.client("Grace")
    entry_id = begin(grace, house)
    page = grace.get(f"/from-home/{entry_id}").content.decode()
    amara = str(house.children["Amara"].pk)
    assert re.search(rf'value="{amara}" checked data-permission="none"', page)
    photo_id = put(grace, entry_id, photograph(1)).json()["id"]
    assert tell(grace, entry_id, photo_id, {"who": "child", "child": amara}).status_code == 422


def test_photographs_alone_are_enough(house: House) -> None:
    grace = house.client("Grace")
    entry_id = begin(grace, house)
    put(grace, entry_id, photograph(1))
    answer = grace.post(f"/from-home/{entry_id}", form_of(house) | {"text": ""}, headers=SCRIPT)
    assert answer.json() == {"next": "/from-home"}
    assert Observation.objects.get().state == State.SUBMITTED


def test_a_script_is_told_what_is_wrong_field_by_field(house: House) -> None:
    grace = house.client("Grace")
    answer = grace.post(f"/from-home/{new_id()}", form_of(house) | {"text": "", "children": []}, headers=SCRIPT)
    assert answer.status_code == 422
    assert set(answer.json()["fields"]) <= {"children", "text"}
    assert answer.json()["fields"]


def test_a_form_with_files_brings_no_photograph(house: House) -> None:
    sent = form_of(house) | {"photos": SimpleUploadedFile("a.jpg", photograph(1), content_type="image/jpeg")}
    entry_id = new_id()
    assert house.client("Grace").post(f"/from-home/{entry_id}/save", sent).status_code == 302
    assert Observation.objects.get(pk=entry_id).pictures.count() == 0, "nobody was looked for in it"


def test_after_a_withdrawal_a_photograph_is_not_sent(house: House) -> None:
    draft = write_at_home(house, "Grace", "Amara", photos=1)
    house.permit("Amara", {Purpose.OWN_JOURNAL: False})
    answer = house.client("Grace").post(f"/from-home/{draft.pk}", form_of(house), headers=SCRIPT)
    assert answer.status_code == 422
    assert "no permission from you to keep photographs" in answer.json()["fields"]["photos"]
    page = house.client("Grace").post(f"/from-home/{draft.pk}", form_of(house)).content.decode()
    assert "no permission from you to keep photographs" in page, "nor without a script"


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
    grace = house.client("Grace")
    entry_id = begin(grace, house)
    answer = put(grace, entry_id, photograph(1))
    assert answer.status_code == 507
    assert "disk is full" in answer.json()["sentence"]
    assert Observation.objects.get().text == "We baked bread."


def test_a_photo_disk_that_is_gone_is_said(house: House, photo_folder: Path) -> None:
    (photo_folder / ".heartsease-media").unlink()
    grace = house.client("Grace")
    answer = put(grace, begin(grace, house), photograph(1))
    assert answer.status_code in {503, 507}
    assert "The disk with the photos is not connected" in answer.json()["sentence"]


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
