"""The decoy: no page leads to it, nobody reads it, and whoever names it is reported."""

import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from heartsease.domain.access.scope import in_setting
from heartsease.domain.audit.models import AuditEvent
from heartsease.domain.children import decoys, queries
from heartsease.domain.children.actions import plant_decoy
from heartsease.domain.children.models import Child
from heartsease.domain.children.tasks import plant_decoys
from heartsease.domain.incidents.models import Incident
from heartsease.kernel.errors import NotAllowedError
from heartsease.kernel.ids import new_id
from tests.background import run_queued
from tests.cast import House
from tests.contracts.test_addresses import CAST, WITH_IDS, Things, ask, things_of
from tests.pages import Response

EVERYBODY = ("Maggie", "Sen", "Priya", "Owen", "Stu", "Grace", "Nana", "Rosa")


@pytest.fixture
def decoy(house: House) -> Child:
    """Sunflower's decoy."""
    plant_decoy(actor=house.system)
    return Child.decoys.get(is_decoy=True)


def opened(kind: str = "decoy_touched") -> list[Incident]:
    run_queued()
    return list(Incident.objects.filter(kind=kind))


def test_its_id_looks_like_any_other_and_only_the_server_knows_it(house: House, decoy: Child) -> None:
    assert decoy.pk.version == 7
    assert decoy.pk.variant == uuid.RFC_4122
    assert decoy.pk.bytes[:6] == house.setting.pk.bytes[:6]
    assert decoys.is_decoy(decoy.pk)
    assert not any(decoys.is_decoy(new_id()) for _number in range(1000))
    assert not decoys.is_decoy(uuid.UUID(bytes=decoy.pk.bytes[:15] + bytes([decoy.pk.bytes[15] ^ 1])))


def test_it_is_planted_once_where_there_is_a_room(house: House, hollies: House) -> None:
    for _time in range(2):
        plant_decoys.call()
        assert Child.decoys.filter(is_decoy=True).count() == 1
    with in_setting(hollies.setting.pk):
        assert Child.decoys.get(is_decoy=True).pk == decoys.decoy_id(hollies.setting.pk)
    with pytest.raises(NotAllowedError):
        plant_decoy(actor=house.actor("Maggie"))


def test_no_list_holds_it(house: House, decoy: Child) -> None:
    assert decoy.full_name
    for name in ("Maggie", "Sen", "Priya", "Stu"):
        assert decoy.pk not in set(queries.visible_children(house.actor(name)).values_list("pk", flat=True))
        client = house.client(name)
        for path in ("/today", "/children/", f"/children/?q={decoy.full_name}", "/capture", "/register"):
            page = client.get(path).content.decode()
            assert str(decoy.pk) not in page
            assert path.startswith("/children/?q=") or decoy.full_name not in page
        assert str(decoy.pk) not in client.get(f"/rooms/{decoy.room_id}").content.decode()
    assert decoy.pk not in set(Child.objects.values_list("pk", flat=True))
    assert decoy.pk not in set(decoy.room.children.values_list("pk", flat=True))
    assert not opened()


@pytest.mark.parametrize("name", EVERYBODY)
@pytest.mark.parametrize("path", ["/children/{}", "/portraits/{}/small", "/journal/{}"])
def test_whoever_asks_for_it_gets_the_answer_of_a_child_who_never_was(
    name: str, path: str, house: House, decoy: Child
) -> None:
    client = house.client(name)
    never = client.get(path.format(new_id()))
    assert not opened()
    touched = client.get(path.format(decoy.pk))
    assert touched.status_code == never.status_code

    def words(response: Response) -> str:
        """The page, but for what is drawn anew for each: the token of its forms, and the request's id."""
        return re.sub(r"\b(?:[A-Za-z0-9]{64}|[0-9a-f]{16})\b", "", response.content.decode())

    assert words(touched) == words(never)
    [incident] = opened()
    assert incident.membership == (house.staff.get(name) or house.family[name])
    assert AuditEvent.objects.get(event="decoy:touched").child_id == decoy.pk


@pytest.mark.parametrize("name", CAST)
def test_every_address_that_names_a_child_is_watched(name: str, house: House, decoy: Child) -> None:
    things = things_of(house, author="Priya", child="Amara", parent="Grace")
    bait, client = Things({**things.ids, "child_id": decoy.pk}), house.client(name)
    for address in WITH_IDS:
        if "child_id" in address.arguments:
            for method in address.methods:
                before = AuditEvent.objects.filter(event="decoy:touched").count()
                status = ask(client, method, bait.url(address)).status_code
                assert status in {403, 404, 422}, (address, method, status)
                after = AuditEvent.objects.filter(event="decoy:touched").count()
                assert after > before, (address, method)


@pytest.mark.parametrize("write", [str, lambda one: one.hex, lambda one: str(one).upper(), lambda one: f"{{{one}}}"])
def test_naming_it_in_a_query_or_a_form_is_enough(write: Callable[[Any], str], house: House, decoy: Child) -> None:
    priya = house.client("Priya")
    acts: list[Callable[[], Any]] = [
        lambda: priya.get("/capture", {"child": write(decoy.pk)}),
        lambda: priya.get("/capture/prompts", {"children": write(decoy.pk)}),
        lambda: priya.post("/capture/suggestions", {"text": "Ran.", "children": write(decoy.pk)}),
        lambda: priya.post(f"/capture/{new_id()}/save", {"children": write(decoy.pk), "happened_at": ""}),
        lambda: priya.post(f"/capture/{new_id()}/save", {f"line-{write(decoy.pk)}": "x", "happened_at": ""}),
    ]
    for act in acts:
        before = AuditEvent.objects.filter(event="decoy:touched").count()
        assert act().status_code in {200, 404, 422}
        assert AuditEvent.objects.filter(event="decoy:touched").count() > before
    assert len(opened()) == 1, "one person's tries of an hour are one incident"


def test_strangers_and_people_of_other_settings_are_reported_where_it_stands(
    house: House, hollies: House, decoy: Child, nobody: Client
) -> None:
    assert nobody.get(f"/children/{decoy.pk}").status_code in {302, 401}
    [incident] = opened()
    assert incident.membership is None
    assert hollies.client("Hazel").get(f"/children/{decoy.pk}").status_code == 404
    assert {one.setting_id for one in opened()} == {house.setting.pk}
    with in_setting(hollies.setting.pk):
        assert not opened()


def test_a_decoy_that_was_never_planted_is_nothing(house: House, hollies: House) -> None:
    assert house.client("Priya").get(f"/children/{decoys.decoy_id(house.setting.pk)}").status_code == 404
    assert not opened()
