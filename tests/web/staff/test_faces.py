"""Who is in a photograph, page by page: what capture says of it, and the question about one that is held."""

import json
import uuid
from typing import Any

import pytest
from django.test import Client

from heartsease.domain.children.rules import Purpose
from heartsease.domain.journal.models import Observation
from heartsease.domain.photos.models import Examination, Photo, Region
from tests import faces
from tests.cast import House
from tests.entries import drafted, photo_ids, submitted
from tests.faces import LEFT, RIGHT
from tests.pages import Response
from tests.web.staff.sending import HTML, JSON, sentence_of

SIDES = {"left": 0.1, "top": 0.1, "right": 0.3, "bottom": 0.4}


def tell(client: Client, entry: Observation, *told: dict[str, Any], photo_id: uuid.UUID | None = None) -> Response:
    """Say who is in the only photograph of an entry, as the capture page's script does."""
    return client.post(
        f"/capture/{entry.pk}/photos/{photo_id or photo_ids(entry)[0]}/faces",
        json.dumps({"faces": told}),
        content_type="application/json",
        headers=JSON,
    )


def held(house: House, author: str = "Priya") -> Observation:
    """An entry that waits for review, with a photograph in which two people are not accounted for."""
    entry = submitted(house, author, "Amara", photos=1)
    faces.look(LEFT, RIGHT)
    return entry


def asked(entry: Observation) -> str:
    """The address at which the first open question about an entry's photograph is answered."""
    region = Region.objects.filter(resolution="open").order_by("top", "left").first()
    assert region is not None
    return f"/faces/{photo_ids(entry)[0]}/{region.pk}"


def test_what_the_page_says_is_kept(house: House) -> None:
    entry = drafted(house, "Priya", "Amara", photos=1)
    child = {**SIDES, "who": "child", "child": str(house.children["Amara"].pk)}
    answer = tell(house.client("Priya"), entry, child, {**SIDES, "left": 0.6, "right": 0.8, "who": "adult"})
    assert (answer.status_code, answer.json()) == (200, {"faces": 2})
    assert tell(house.client("Priya"), entry, child).json() == {"faces": 1}
    region = Region.objects.get()
    assert (region.left, region.child_id, region.decided_by_id) == (
        0.1,
        house.children["Amara"].pk,
        house.staff["Priya"].pk,
    )


@pytest.mark.parametrize(
    "told",
    [
        {**SIDES, "who": "child"},
        {**SIDES, "who": "adult", "child": "01a211dc-a044-7772-a986-22c3d7ba0903"},
        {**SIDES, "who": "open"},
        {**SIDES, "who": "the queen"},
        {**SIDES, "who": "adult", "left": -0.1},
        {**SIDES, "who": "adult", "left": 0.5},
        {**SIDES, "who": "adult", "left": "0.1"},
        {**SIDES, "who": "adult", "left": True},
        {**SIDES, "who": "adult", "left": float("nan")},
        {"who": "adult"},
        {**SIDES},
        "adult",
        None,
    ],
    ids=str,
)
def test_what_is_no_face_is_refused(house: House, told: Any) -> None:
    entry = drafted(house, "Priya", "Amara", photos=1)
    answer = tell(house.client("Priya"), entry, told)
    assert answer.status_code == 422
    assert sentence_of(answer)
    assert not Region.objects.exists()


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'{"faces": 3}', b"\xff", b"[" * 5000])
def test_what_is_no_list_of_faces_is_refused(house: House, body: bytes) -> None:
    entry = drafted(house, "Priya", "Amara", photos=1)
    url = f"/capture/{entry.pk}/photos/{photo_ids(entry)[0]}/faces"
    answer = house.client("Priya").post(url, body, content_type="application/json", headers=JSON)
    assert answer.status_code == 422
    assert sentence_of(answer)


def test_more_faces_than_a_photograph_holds(house: House) -> None:
    entry = drafted(house, "Priya", "Amara", photos=1)
    assert tell(house.client("Priya"), entry, *[{**SIDES, "who": "adult"}] * 201).status_code == 422


def test_of_other_peoples_photographs_nothing_is_said(house: House, hollies: House) -> None:
    entry = drafted(house, "Priya", "Amara", photos=1)
    mine = drafted(house, "Sen", "Amara", photos=1)
    adult = {**SIDES, "who": "adult"}
    assert tell(house.client("Sen"), entry, adult).status_code == 404
    assert tell(house.client("Sen"), mine, adult, photo_id=photo_ids(entry)[0]).status_code == 404
    zed = {**SIDES, "who": "child", "child": str(hollies.children["Zed"].pk)}
    assert tell(house.client("Priya"), entry, zed).status_code == 404
    assert not Region.objects.exists()
    submit = house.client("Priya").post(f"/capture/{entry.pk}/send", {"happened_at": "", "children": []})
    assert submit.status_code in {302, 422}


def test_what_was_sent_cannot_be_said_otherwise(house: House) -> None:
    entry = submitted(house, "Priya", "Amara", photos=1)
    assert tell(house.client("Priya"), entry, {**SIDES, "who": "adult"}).status_code == 409


@pytest.mark.parametrize("name", ["Priya", "Sen"])
def test_from_today_to_the_last_answer(house: House, name: str) -> None:
    entry = held(house)
    client = house.client(name)
    assert b"1 photograph is held" in client.get("/today").content
    waiting = client.get("/faces").content.decode()
    assert f"/faces/{photo_ids(entry)[0]}" in waiting
    page = client.get(f"/faces/{photo_ids(entry)[0]}").content.decode()
    assert page.count("<rect") == 2
    assert "1 more question follows." in page
    assert "Amara" in page
    answer = client.post(asked(entry), {"child": str(house.children["Amara"].pk)})
    assert answer.headers["Location"] == f"/faces/{photo_ids(entry)[0]}"
    answer = client.post(asked(entry), {"who": "masked"}, follow=True)
    assert b"Everybody in this photograph is accounted for." in answer.content
    assert Photo.objects.get().examination == Examination.CLEAR
    assert b"is held" not in client.get("/today").content
    assert client.get(f"/faces/{photo_ids(entry)[0]}").status_code == 404


def test_an_answer_that_is_none_is_asked_again(house: House) -> None:
    entry = held(house)
    client = house.client("Sen")
    for form in ({}, {"who": "the queen"}, {"who": "open"}, {"who": "child"}):
        answer = client.post(asked(entry), form)
        assert answer.status_code == 422, form
        assert b"Say who this is." in answer.content
    house.permit("Amara", {Purpose.OWN_JOURNAL: False})
    answer = client.post(asked(entry), {"child": str(house.children["Amara"].pk)})
    assert answer.status_code == 422
    assert b"Amara has no permission for photographs. Hide the face." in answer.content
    answer = client.post(asked(entry), {"child": str(house.children["Ben"].pk)}, headers=HTML)
    assert answer.status_code == 404


def test_the_same_answer_twice(house: House) -> None:
    entry = held(house)
    client, url = house.client("Sen"), asked(entry)
    assert client.post(url, {"who": "adult"}).status_code == 302
    assert client.post(url, {"who": "adult"}).status_code in {302, 404}


def test_who_is_not_asked_sees_nothing(house: House, hollies: House, nobody: Client) -> None:
    entry = held(house)
    url = f"/faces/{photo_ids(entry)[0]}"
    for name in ("Stu", "Owen"):
        client = house.client(name)
        assert str(photo_ids(entry)[0]) not in client.get("/faces").content.decode()
        assert (client.get(url).status_code, client.post(asked(entry), {"who": "adult"}).status_code) == (404, 404)
    for client in (house.client("Grace"), nobody):
        assert client.get(url, headers=HTML).status_code in {302, 403}
    assert hollies.client("Hazel").get(url).status_code == 404
    assert Photo.objects.get().examination == Examination.HELD


def test_a_photograph_that_cannot_be_looked_at_says_what_to_do(house: House) -> None:
    entry = submitted(house, "Priya", "Amara", photos=1)
    Photo.objects.update(examination=Examination.HELD)
    page = house.client("Priya").get(f"/faces/{photo_ids(entry)[0]}")
    assert b"Take it out of the entry and add it again." in page.content
