"""Before an entry is published its reviewer sees what each family would see (guarantee G12)."""

import re

import pytest
import pyvips
from django.test import Client

from heartsease.domain.children.rules import Purpose
from heartsease.domain.journal import actions
from heartsease.domain.journal.models import Observation
from heartsease.domain.journal.rules import State
from heartsease.domain.photos.covering import COLOUR
from heartsease.domain.photos.faces.boxes import Box
from heartsease.domain.setting.rules import MissingPermission
from tests import faces
from tests.cast import House
from tests.entries import content, drafted, photo_ids
from tests.faces import LEFT, RIGHT
from tests.pages import text_of
from tests.web.pictures.asking import tell_both
from tests.web.staff.sending import form_of, send


@pytest.fixture
def waiting(house: House) -> Observation:
    """A photograph of Amara, on the left, and Ben, on the right, that waits for review."""
    house.choose(missing_permission=MissingPermission.OBSCURE)
    entry = drafted(house, "Priya", "Amara", "Ben", photos=1)
    tell_both(house, entry)
    faces.look(LEFT, RIGHT)
    return actions.submit(actor=house.actor("Priya"), observation_id=entry.pk)


def shown(client: Client, entry: Observation) -> dict[str, str]:
    """Whose families get which photograph, as the review page says."""
    page = client.get(f"/review/{entry.pk}").content.decode()
    return {
        re.sub(r"\W+", "", names): address
        for names, address in re.findall(
            r'>Family of ([^<]+)</h3>\s*<div class="photos[^>]*><a href="([^"]+)large"', page
        )
    }


def painted(client: Client, address: str) -> set[Box]:
    """Which of the two places are painted over."""
    answer = client.get(f"{address}small")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    pixels = pyvips.Image.new_from_buffer(answer.getvalue(), "")
    return {
        box
        for box in (LEFT, RIGHT)
        if max(
            abs(found - wanted)
            for found, wanted in zip(
                pixels(int((box.left + box.right) / 2 * pixels.width), int((box.top + box.bottom) / 2 * pixels.height)),
                COLOUR,
                strict=False,
            )
        )
        < 12
    }


def test_each_family_has_its_own_picture(house: House, waiting: Observation) -> None:
    house.permit("Ben", {Purpose.OTHERS_JOURNALS: False}, by="Rosa")
    sen = house.client("Sen")
    assert "Shared with 2 families: what each will see" in text_of(sen.get(f"/review/{waiting.pk}"))
    views = shown(sen, waiting)
    assert {names: painted(sen, address) for names, address in views.items()} == {"Amara": {RIGHT}, "Ben": set()}


def test_a_family_that_gets_none_is_said(house: House, waiting: Observation) -> None:
    house.permit("Ben", {Purpose.OWN_JOURNAL: False}, by="Rosa")
    sen = house.client("Sen")
    assert set(shown(sen, waiting)) == {"Amara"}
    assert "No photograph of this entry." in text_of(sen.get(f"/review/{waiting.pk}"))


def test_what_is_seen_is_what_the_family_then_gets(house: House, waiting: Observation) -> None:
    house.choose(missing_permission=MissingPermission.OBSCURE, publish_delay_minutes=0)
    house.permit("Ben", {Purpose.OTHERS_JOURNALS: False}, by="Rosa")
    sen = house.client("Sen")
    before = {names: painted(sen, address) for names, address in shown(sen, waiting).items()}
    assert sen.post(f"/review/{waiting.pk}/approve").status_code == 302
    for name, child in (("Grace", "Amara"), ("Rosa", "Ben")):
        client = house.client(name)
        [photo_id] = photo_ids(waiting)
        answer = client.get(f"/pictures/{photo_id}/small")
        assert answer.status_code == 200
        foreseen = sen.get(f"/pictures/{photo_id}/as/{house.family[name].pk}/small")
        assert foreseen.getvalue() == answer.getvalue()
        assert before[child] == (set() if child == "Ben" else {RIGHT})


@pytest.mark.parametrize(
    ("name", "status"), [("Priya", 200), ("Owen", 404), ("Stu", 404), ("Grace", 403), ("Sen", 404)]
)
def test_it_is_for_its_author_and_reviewers_and_of_families_of_the_entry_only(
    house: House, waiting: Observation, name: str, status: int
) -> None:
    [photo_id] = photo_ids(waiting)
    stranger = house.staff["Owen"].pk if name == "Sen" else house.family["Grace"].pk
    assert house.client(name).get(f"/pictures/{photo_id}/as/{stranger}/small").status_code == status


def test_what_is_held_is_shown_to_no_family(house: House, waiting: Observation) -> None:
    actions.return_with_note(actor=house.actor("Sen"), observation_id=waiting.pk, note="Who is that?")
    actions.tell_faces(actor=house.actor("Priya"), observation_id=waiting.pk, photo_id=photo_ids(waiting)[0], faces=[])
    faces.look(LEFT, RIGHT)
    actions.submit(actor=house.actor("Priya"), observation_id=waiting.pk)
    assert shown(house.client("Sen"), waiting) == {}


@pytest.fixture
def own(house: House) -> Observation:
    """A draft of Priya's, whose entries no colleague checks: Amara and Ben in one photograph."""
    house.choose(
        missing_permission=MissingPermission.OBSCURE, roles_without_review=["practitioner"], publish_delay_minutes=0
    )
    entry = drafted(house, "Priya", "Amara", "Ben", photos=1)
    tell_both(house, entry)
    return entry


def look_page(house: House, entry: Observation) -> str:
    return house.client("Priya").get(f"/capture/{entry.pk}/families").content.decode()


def test_who_publishes_alone_looks_first(house: House, own: Observation) -> None:
    house.permit("Ben", {Purpose.OTHERS_JOURNALS: False}, by="Rosa")
    priya, asked = house.client("Priya"), f"/capture/{own.pk}/families"
    assert send(priya, own.pk, form_of(house, "Amara", "Ben")).json() == {"next": asked}
    assert priya.post(f"/capture/{own.pk}/send", form_of(house, "Amara", "Ben")).headers["Location"] == asked
    own.refresh_from_db()
    assert own.state == State.DRAFT
    assert "Photographs are still being looked at." in look_page(house, own)
    assert 'hx-trigger="load delay:2s"' in look_page(house, own)
    faces.look(LEFT, RIGHT)
    page = look_page(house, own)
    assert "hx-trigger" not in page
    assert "Share with 2 families" in page
    views = {
        re.sub(r"\W+", "", names): painted(priya, address)
        for names, address in re.findall(
            r'>Family of ([^<]+)</h3>\s*<div class="photos[^>]*><a href="([^"]+)large"', page
        )
    }
    assert views == {"Amara": {RIGHT}, "Ben": set()}
    assert priya.post(f"/capture/{own.pk}/share").headers["Location"] == "/today"
    own.refresh_from_db()
    assert own.state == State.PUBLISHED
    assert priya.post(f"/capture/{own.pk}/share").status_code == 302, "the second of two taps"
    assert priya.get(asked).headers["Location"] == f"/observations/{own.pk}"


def test_somebody_not_accounted_for_is_said(house: House, own: Observation) -> None:
    actions.tell_faces(actor=house.actor("Priya"), observation_id=own.pk, photo_id=photo_ids(own)[0], faces=[])
    faces.look(LEFT, RIGHT)
    page = look_page(house, own)
    assert "Somebody in a photograph is not accounted for" in page
    assert f"/faces/{photo_ids(own)[0]}?next=/capture/{own.pk}/families" in page
    assert "No photograph of this entry." in page


def test_what_cannot_be_shared_is_said_before_anybody_looks(house: House, own: Observation) -> None:
    answer = send(house.client("Priya"), own.pk, form_of(house, "Amara", "Ben", happened_at="2999-01-01T10:00"))
    assert answer.status_code == 422
    assert "happened_at" in answer.json()["fields"]
    actions.save_draft(actor=house.actor("Priya"), observation_id=own.pk, content=content(house, "Amara"))
    answer = house.client("Priya").post(f"/capture/{own.pk}/share")
    assert answer.status_code == 422
    assert "Ben is in a photograph, but not chosen." in answer.content.decode()


@pytest.mark.parametrize(
    ("children", "role"), [(["Amara"], "practitioner"), (["Amara", "Ben"], "senior")], ids=["one family", "reviewed"]
)
def test_nothing_is_asked_where_one_family_or_a_colleague_looks(house: House, children: list[str], role: str) -> None:
    house.choose(roles_without_review=[role])
    entry = drafted(house, "Priya", *children, photos=1)
    assert send(house.client("Priya"), entry.pk, form_of(house, *children)).json() == {"next": "/today"}


@pytest.mark.parametrize("name", ["Sen", "Owen", "Stu", "Maggie"])
def test_the_draft_of_somebody_else_cannot_be_shared(house: House, own: Observation, name: str) -> None:
    client = house.client(name)
    assert client.get(f"/capture/{own.pk}/families").status_code == 404
    assert client.post(f"/capture/{own.pk}/share").status_code == 404
    own.refresh_from_db()
    assert own.state == State.DRAFT
