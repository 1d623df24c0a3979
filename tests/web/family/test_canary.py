"""Canaries: marks that belong to others, and every page of a family searched for them (guarantee G10).

Amara and Ben stand in one entry. Whatever is Ben's, his parents', the other home's or staff's own carries a mark.
"""

import re
import uuid
from dataclasses import dataclass

import pytest
from django.db import models
from django.test import Client

from heartsease.domain.journal import actions
from heartsease.domain.journal.models import Observation, ObservationChild
from heartsease.domain.photos import actions as photos
from heartsease.domain.photos.intake import receive
from heartsease.kernel.ids import new_id
from tests.cast import House, add_child, add_family
from tests.web.family.making import entry_url, let_be_seen, photograph, publish, say, write_at_home

HTMX = {"HX-Request": "true"}


@dataclass
class Marks:
    """What must not be found, and the entry that is read."""

    entry: Observation
    foreign: list[str]


@pytest.fixture
def marks(house: House) -> Marks:
    """A group entry with a marked child beside Amara, another home's words under Amara's part, and staff's notes."""
    add_child(house, "Canarybird", "Acorns", key_person="Priya")
    add_family(house, "Canarymother", ("Canarybird", "mother"))
    add_family(house, "Canaryaunt", ("Amara", "aunt"))
    other = house.children["Canarybird"]
    with receive([photograph(99)]) as upload:
        portrait = photos.set_portrait(actor=house.actor("Sen"), child=other, photo_id=new_id(), upload=upload)
    entry = publish(
        house,
        "Amara",
        "Canarybird",
        text="They built a tower together.",
        lines={"Amara": "Amara carried blocks.", "Canarybird": "canary-line"},
        photos=2,
        next_step="Build a bridge.",
    )
    place = ObservationChild.objects.get(observation=entry, child=other)
    ObservationChild.objects.filter(pk=place.pk).update(well_being=4, involvement=5)
    comments = [
        say(house, entry, "Canarybird", "Canarymother", "canary-comment"),
        say(house, entry, "Canarybird", "Priya", "canary-answer"),
        say(house, entry, "Amara", "Canaryaunt", "canary-aunt"),
        actions.comment(
            actor=house.actor("Priya"),
            observation_id=entry.pk,
            child_id=house.children["Amara"].pk,
            comment_id=new_id(),
            text="canary-to-the-aunt",
            household_id=house.links["Canaryaunt", "Amara"].household_id,
        ),
    ]
    actions.like(actor=house.actor("Canaryaunt"), observation_id=entry.pk, child_id=house.children["Amara"].pk)
    publish(house, "Canarybird", text="canary-entry")
    publish(house, "Amara", text="canary-too-early", is_visible=False)
    draft = write_at_home(house, "Canaryaunt", "Amara", text="canary-from-the-aunt", send=True)
    actions.approve(actor=house.actor("Sen"), observation_id=draft.pk)
    let_be_seen(draft.pk)
    returned = write_at_home(house, "Tunde", "Amara", text="canary-of-tunde", send=True)
    actions.return_with_note(actor=house.actor("Sen"), observation_id=returned.pk, note="canary-note")
    rows: list[models.Model] = [
        other,
        portrait.photo,
        place,
        draft,
        returned,
        house.family["Canarymother"],
        house.family["Canaryaunt"],
        house.links["Canarymother", "Canarybird"].household,
        house.links["Canaryaunt", "Amara"].household,
        *comments,
    ]
    ids = [uuid.UUID(str(row.pk)) for row in rows]
    return Marks(entry, ["canary", *(str(one) for one in ids), *(one.hex for one in ids)])


def pages_of(client: Client, house: House, entry: Observation) -> dict[str, str]:
    """Everything that answers Grace, refusals too."""
    amara, url = house.children["Amara"].pk, entry_url(house, entry)
    other = house.children["Canarybird"].pk
    client.get(f"/journal/{amara}")
    gets = [
        "/journal",
        f"/journal/{amara}",
        f"/journal/{amara}?before=9999999999999999-{uuid.UUID(int=0).hex}",
        url,
        f"/journal/{other}",
        f"/journal/{other}/{entry.pk}",
        f"/portraits/{other}/small",
        "/from-home",
        "/from-home/new",
        f"/from-home/new?child={other}",
    ]
    answers = {path: client.get(path) for path in gets}
    answers["older"] = client.get(gets[2], headers=HTMX)
    for path, sent in {
        f"{url}/like": {"liked": "yes"},
        f"{url}/comment": {"text": "Hello."},
        f"{url}/comment?empty": {"text": ""},
        f"/journal/{other}/{entry.pk}/like": {},
        f"/journal/{other}/{entry.pk}/comment": {"text": "Hello."},
        f"/from-home/{entry.pk}": {"text": "Mine?"},
        f"/from-home/{new_id()}": {"text": "", "children": str(amara)},
    }.items():
        answers[f"POST {path}"] = client.post(path, sent)
        answers[f"HTMX {path}"] = client.post(path, sent, headers=HTMX)
    return {path: f"{answer.content.decode(errors='replace')}\n{answer.headers!r}" for path, answer in answers.items()}


def test_no_page_of_a_family_holds_anything_of_another(house: House, marks: Marks) -> None:
    pages = pages_of(house.client("Grace"), house, marks.entry)
    assert "They built a tower together." in pages["/journal"]
    assert "Amara carried blocks." in pages[entry_url(house, marks.entry)]
    for path, page in pages.items():
        assert not [mark for mark in marks.foreign if mark in page.lower()], path


def test_the_search_finds_what_is_there(house: House, marks: Marks) -> None:
    """The simulation proves that it can fail: the other family's own pages hold its marks."""
    url = entry_url(house, marks.entry, "Canarybird")
    page = house.client("Canarymother").get(url).content.decode()
    for mark in ("Canarybird", "canary-line", "canary-comment", "canary-answer", str(house.children["Canarybird"].pk)):
        assert mark in page


def test_an_entry_looks_the_same_whoever_else_is_in_it(house: House) -> None:
    """Not even a number tells that somebody else is there."""
    alone = publish(house, "Amara", text="Blocks.", lines={"Amara": "High."})
    grace = house.client("Grace")
    paths = (f"/journal/{house.children['Amara'].pk}", entry_url(house, alone))
    before = [_steady(grace.get(path).content.decode()) for path in paths]
    place = ObservationChild.objects.get(observation=alone)
    ObservationChild.objects.create(
        observation=alone,
        child=house.children["Ben"],
        line="Ben's.",
        position=1,
        happened_at=place.happened_at,
        visible_from=place.visible_from,
    )
    assert [_steady(grace.get(path).content.decode()) for path in paths] == before


def _steady(page: str) -> str:
    """A page without what is new each time it is asked for."""
    return re.sub(r'(csrf-token" content|name="(?:csrfmiddlewaretoken|comment)" value|entry)="?[^"&]+"', "", page)
