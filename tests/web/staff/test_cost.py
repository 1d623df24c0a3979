"""What a page of staff costs: few queries, the same for many as for few, and none while a template renders."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.template.base import Template
from django.test import Client
from django.test.utils import CaptureQueriesContext

from heartsease.domain.children import actions as children
from heartsease.domain.frameworks import queries as frameworks
from heartsease.domain.journal import actions
from heartsease.domain.journal.models import Observation, ObservationPhoto
from heartsease.domain.photos.models import Photo
from heartsease.kernel import clock
from heartsease.kernel.ids import new_id
from tests import entries
from tests.cast import House, add_child

MOST_QUERIES = 8
MOST_BYTES = 60_000


def cost(client: Client, path: str) -> tuple[int, int]:
    """Queries and bytes of a page whose children were read a moment ago: new ones are written down first."""
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        response = client.get(path)
    assert response.status_code == 200
    return len(asked), len(response.content)


def add_children(house: House, number: int) -> list[str]:
    """So many more children in the Acorns, all here."""
    names = [f"Child{len(house.children) + place}" for place in range(number)]
    for name in names:
        add_child(house, name, "Acorns", key_person="Priya")
        children.mark_arrived(actor=house.system, child_id=house.children[name].pk)
    return names


def with_pictures(entry: Observation, number: int) -> Observation:
    """Give an entry rows of photographs, as if they had been taken in."""
    for position in range(number):
        photo = Photo.objects.create(
            upload_hash=new_id().hex * 2,
            width=2560,
            height=1920,
            stored_bytes=1,
            pipeline_version=1,
            created_at=clock.now(),
        )
        ObservationPhoto.objects.create(
            observation=entry, photo=photo, upload_hash=photo.upload_hash, position=position
        )
    return entry


def write(house: House, number: int, *names: str) -> None:
    """So many published entries about two children each, with pictures, areas and a family's word."""
    tags = frozenset(area.id for area in frameworks.framework("eyfs").areas[:3])
    for place in range(number):
        about = (names[place % len(names)], names[(place + 1) % len(names)])
        happened_at = clock.now() - dt.timedelta(hours=1 + place)
        entry = entries.published(
            house, "Priya", *about, text="A long afternoon. " * 12, tags=tags, happened_at=happened_at
        )
        with_pictures(entry, 3)
        amara = house.children["Amara"].pk
        if "Amara" in about:
            actions.comment(
                actor=house.actor("Grace"), observation_id=entry.pk, child_id=amara, comment_id=new_id(), text="Oh!"
            )


def test_a_full_room_costs_eight_queries_and_twice_as_much_costs_no_more(house: House) -> None:
    names = ["Amara", "Ben", *add_children(house, 28)]
    write(house, 12, *names)
    priya, path = house.client("Priya"), f"/rooms/{house.rooms['Acorns'].pk}"
    queries, size = cost(priya, path)
    assert queries <= MOST_QUERIES
    assert size <= MOST_BYTES
    write(house, 12, *names, *add_children(house, 30))
    assert cost(priya, path)[0] == queries


@pytest.mark.parametrize("path", ["/today", "/my-entries", "/capture", "/register", "/review"])
def test_a_page_costs_the_same_for_few_and_for_many(house: House, path: str) -> None:
    reader = house.client("Sen" if path == "/review" else "Priya")

    def fill() -> Observation:
        names = ["Amara", *add_children(house, 3)]
        write(house, 3, *names)
        for name in names:
            entries.drafted(house, "Priya", name)
            sent = with_pictures(entries.submitted(house, "Priya", name), 2)
            returned = entries.submitted(house, "Priya", name)
            actions.return_with_note(actor=house.actor("Sen"), observation_id=returned.pk, note="Why?")
        return sent

    waiting = fill()
    place = f"/review/{waiting.pk}" if path == "/review" else path
    reader.get(place)
    before = cost(reader, place)[0]
    fill()
    assert cost(reader, place)[0] == before
    assert before <= 20


@contextmanager
def no_queries_in_templates(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Any query while a template renders is an error."""
    render = Template.render

    def refuse(_execute: Any, sql: str, *_more: Any) -> Any:
        pytest.fail(f"a template asked the database: {sql[:200]}")

    def guarded(template: Template, context: Any) -> Any:
        with connection.execute_wrapper(refuse):
            return render(template, context)

    with monkeypatch.context() as patch:
        patch.setattr(Template, "render", guarded)
        yield


def test_no_template_asks_the_database(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ["Amara", "Ben", *add_children(house, 2)]
    write(house, 3, *names)
    draft = entries.drafted(house, "Priya", "Amara", "Ben")
    with_pictures(draft, 2)
    returned = entries.submitted(house, "Priya", "Amara")
    actions.return_with_note(actor=house.actor("Sen"), observation_id=returned.pk, note="Why?")
    waiting = with_pictures(entries.submitted(house, "Priya", "Amara", "Ben"), 2)
    home = entries.submitted(house, "Grace", "Amara")
    shown = entries.published(house, "Priya", "Amara", "Ben", text="before")
    actions.edit_published(
        actor=house.actor("Sen"),
        observation_id=shown.pk,
        content=entries.content(house, "Amara", text="after"),
        seen_version=1,
    )
    for name in ("Rosa", "Omar"):
        actions.comment(
            actor=house.actor(name),
            observation_id=entries.published(house, "Priya", "Ben").pk,
            child_id=house.children["Ben"].pk,
            comment_id=new_id(),
            text="Oh!",
        )
    pages = {
        "Priya": [
            "/today",
            "/my-entries",
            "/register",
            "/capture",
            f"/capture/{draft.pk}",
            f"/capture/{returned.pk}",
            f"/rooms/{house.rooms['Acorns'].pk}",
            f"/observations/{shown.pk}",
            f"/observations/{waiting.pk}",
            f"/observations/{shown.pk}/edit",
            f"/capture/prompts?children={house.children['Amara'].pk}",
        ],
        "Sen": ["/today", f"/review/{waiting.pk}", f"/review/{home.pk}", f"/observations/{home.pk}"],
    }
    for name, addresses in pages.items():
        client = house.client(name)
        with no_queries_in_templates(monkeypatch):
            for address in addresses:
                assert client.get(address).status_code == 200, address
    with no_queries_in_templates(monkeypatch):
        sen = house.client("Sen")
        assert sen.post(f"/review/{waiting.pk}/return", {"note": ""}).status_code == 422
        address = f"/observations/{shown.pk}/children/{house.children['Amara'].pk}/comment"
        assert sen.post(address, {"text": ""}).status_code == 422
        marked = sen.post(f"/register/{house.children['Amara'].pk}/arrive", headers={"HX-Request": "true"})
        assert marked.status_code == 200
