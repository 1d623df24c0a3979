"""The brake at the door: every page that delivers a child has counted it, and past the budget none is delivered."""

import uuid

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.urls import get_resolver, reverse

from heartsease.config.checks import addresses
from heartsease.domain.access.permissions import ROLE_PERMISSIONS
from heartsease.domain.accounts.models import Membership
from heartsease.domain.incidents.models import Incident
from heartsease.domain.incidents.rules import IncidentKind
from heartsease.domain.photos.models import Portrait
from heartsease.domain.reading import actions
from heartsease.domain.reading.models import Reading
from heartsease.domain.reading.rules import Measure, ReadingPausedError, budget
from heartsease.kernel import clock
from heartsease.kernel.ids import new_id
from heartsease.web.routing import admission_of
from tests.background import run_queued
from tests.cast import PASSWORD, House
from tests.contracts.test_addresses import CAST, GUARDED, ONCE_MARKED, Address, Things, ask, things_of
from tests.pages import problem

NOT_OF_A_CHILD = {
    *("manage-agreement", "manage-agreements", "manage-messages", "manage-message-again"),
    *("account", "account-factors", "account-devices", "manage-import-look"),
    *("manage-export", "manage-export-answer", "manage-export-take"),
}
"""Pages whose marked words are those of an agreement or a message, the name of an own device or key, what a list is
wanted for, or of a file that the reader has just brought along."""
BEFORE_GATES = {
    pattern.name
    for _path, pattern in addresses(get_resolver().url_patterns)
    if (admission := admission_of(pattern.callback)) is not None and admission.is_before_gates
}
PLAIN = {"mark": "arrive", "size": "small", "audience": "parents"}


@pytest.fixture
def amaras(house: House) -> Things:
    """What belongs to Amara of the Acorns, her portrait among it."""
    things = things_of(house, author="Priya", child="Amara", parent="Grace")
    Portrait.objects.create(child=house.children["Amara"], photo_id=things.ids["photo_id"])
    return things


def with_password(house: House, name: str) -> None:
    person = house.staff[name].person
    person.set_password(PASSWORD)
    person.save()


def paused_incident() -> Incident:
    return Incident.objects.get(kind=IncidentKind.READING_PAUSED)


def url_of(address: Address, things: Things) -> str:
    """The address of ``things``; where they hold nothing of a kind, of something that never was."""
    return reverse(
        address.name,
        kwargs={
            name: things.ids.get(name) or PLAIN.get(name) or (new_id() if name.endswith("_id") else "nothing")
            for name in address.arguments
        },
    )


def spend(house: House, name: str) -> None:
    """Let ``name`` have come to the end of the budget of children, and one further."""
    actor = house.actor(name)
    actions.reserve(actor=actor, children=[new_id() for _number in range(budget(actor.role)[Measure.CHILD])])
    with pytest.raises(ReadingPausedError):
        actions.reserve(actor=actor, children=[new_id()])


@pytest.mark.parametrize("name", ["Maggie", "Sen", "Priya", "Stu"])
def test_whoever_is_shown_words_or_pixels_of_a_child_has_been_counted(name: str, house: House, amaras: Things) -> None:
    """Generated from the resolver: a new page that shows a child and counts nobody fails here."""
    client, shown = house.client(name), 0
    for address in GUARDED:
        if address.permission not in ROLE_PERMISSIONS[CAST[name]] or address.name in NOT_OF_A_CHILD:
            continue
        for method in address.methods:
            with transaction.atomic():
                Reading.objects.all().delete()
                response = ask(client, method, url_of(address, amaras))
                is_picture = address.name in {"photo", "portrait"} and response.status_code == 200
                is_marked = isinstance(response, HttpResponse) and ONCE_MARKED.encode() in response.content
                if is_picture or is_marked:
                    shown += 1
                    counted = set(Reading.objects.values_list("subject_id", flat=True))
                    assert amaras.ids["child_id"] in counted, (address, method)
                transaction.set_rollback(True)
    assert shown >= (6 if name == "Stu" else 9)


def test_large_pictures_count_as_photographs_and_small_portraits_as_faces(house: House, amaras: Things) -> None:
    priya, photo_id, child_id = house.client("Priya"), amaras.ids["photo_id"], amaras.ids["child_id"]

    def counted(address: str) -> set[tuple[str, uuid.UUID]]:
        Reading.objects.all().delete()
        assert priya.get(address).status_code == 200
        return set(Reading.objects.values_list("measure", "subject_id"))

    assert counted(f"/pictures/{photo_id}/small") == {("child", child_id)}
    for size in ("large", "master"):
        assert counted(f"/pictures/{photo_id}/{size}") == {("child", child_id), ("photo", photo_id)}
        assert counted(f"/portraits/{child_id}/{size}") == {("child", child_id), ("photo", photo_id)}
    assert counted(f"/portraits/{child_id}/small") == {("face", child_id)}


@pytest.mark.parametrize("name", ["Maggie", "Sen", "Priya", "Stu"])
def test_nothing_at_all_is_delivered_during_a_pause(name: str, house: House, amaras: Things) -> None:
    """Neither at the request that went too far, nor at any later one, on no page."""
    spend(house, name)
    client = house.client(name)
    assert {"paused", "account-factors"} <= BEFORE_GATES
    for address in GUARDED:
        for method in address.methods:
            response = ask(client, method, url_of(address, amaras))
            if address.name not in BEFORE_GATES:
                assert response.status_code == 302, (address, method)
                assert response.headers["Location"].startswith("/paused"), (address, method)
            elif address.name not in NOT_OF_A_CHILD:
                assert isinstance(response, HttpResponse), (address, method)
                assert ONCE_MARKED.encode() not in response.content, (address, method)


def test_the_very_request_that_goes_too_far_is_led_to_the_pause(house: House, amaras: Things) -> None:
    actions.reserve(actor=house.actor("Priya"), children=[new_id() for _number in range(30)])
    priya, address = house.client("Priya"), f"/children/{amaras.ids['child_id']}"
    response = priya.get(address, headers={"accept": "text/html"})
    assert (response.status_code, response.headers["Location"]) == (302, f"/paused?next={address.replace('/', '%2F')}")
    assert priya.get(f"/pictures/{amaras.ids['photo_id']}/large").status_code == 401
    run_queued()
    assert paused_incident().membership == house.staff["Priya"]


def test_the_password_leads_back_to_where_one_was(house: House, amaras: Things) -> None:
    with_password(house, "Priya")
    spend(house, "Priya")
    priya, address = house.client("Priya"), f"/children/{amaras.ids['child_id']}"
    page = priya.get("/paused")
    assert "A short pause" in page.content.decode()
    assert "Amara" not in page.content.decode()
    wrong = priya.post("/paused", {"password": "not this one", "next": address})
    assert wrong.status_code == 422
    assert problem(wrong)
    assert priya.post("/paused", {"password": ""}).status_code == 422
    right = priya.post("/paused", {"password": PASSWORD, "next": address})
    assert (right.status_code, right.headers["Location"]) == (302, address)
    assert priya.get(address).status_code == 200
    assert priya.get("/paused").status_code == 302, "nothing to do there any more"


def test_a_nominated_member_lets_somebody_go_on_from_the_incident(house: House, amaras: Things) -> None:
    with_password(house, "Priya")
    spend(house, "Priya")
    Membership.objects.filter(pk=house.staff["Priya"].pk).update(reading_begun_at=clock.now())
    assert "ask a nominated member" in house.client("Priya").get("/paused").content.decode()
    run_queued()
    maggie, address = house.client("Maggie"), f"/manage/incidents/{paused_incident().pk}"
    assert "Let them go on" in maggie.get(address).content.decode()
    release = f"/manage/people/{house.staff['Priya'].pk}/reading"
    assert house.client("Maggie", proved=False).post(release).status_code == 403, "the password first"
    assert maggie.post(release).status_code == 302
    assert "Let them go on" not in maggie.get(address).content.decode()
    assert house.client("Priya").get(f"/children/{amaras.ids['child_id']}").status_code == 200


def test_an_ordinary_day_in_a_room_of_24_meets_no_brake(house: House) -> None:
    """Every child's pages, every entry, the lists again and again, every portrait."""
    from tests.web.staff.test_cost import add_children, write  # noqa: PLC0415

    names = ["Amara", "Ben", *add_children(house, 22)]
    write(house, 12, *names)
    priya = house.client("Priya")
    for _round in range(2):
        for path in (
            "/today",
            f"/rooms/{house.rooms['Acorns'].pk}",
            "/my-entries",
            "/children/",
            "/capture",
            "/register",
        ):
            assert priya.get(path).status_code == 200, path
        for name in names:
            child = f"/children/{house.children[name].pk}"
            for part in ("", "/record", "/development", "/permissions"):
                assert priya.get(f"{child}{part}").status_code == 200, name
    assert not Membership.objects.filter(reading_paused_at__isnull=False).exists()
