"""A photograph that should not be seen: one tap hides it from every family, a senior shows it again or destroys it."""

import uuid

import pytest

from heartsease.domain.incidents.models import Incident
from heartsease.domain.incidents.rules import IncidentKind
from heartsease.domain.journal.models import Observation
from heartsease.domain.photos import storage
from heartsease.domain.photos.models import Photo
from heartsease.domain.photos.rules import Size
from tests.background import run_queued
from tests.cast import House
from tests.entries import photo_ids, published
from tests.pages import text_of

READERS = ("Grace", "Tunde", "Nana", "Priya", "Stu", "Sen", "Maggie")


@pytest.fixture
def entry(house: House) -> Observation:
    """Priya's published entry about Amara with a photograph."""
    return published(house, "Priya", "Amara", photos=1)


def statuses(house: House, photo_id: uuid.UUID) -> dict[str, set[int]]:
    """What everybody gets of the photograph, in every size."""
    return {
        name: {house.client(name).get(f"/pictures/{photo_id}/{size}").status_code for size in Size} for name in READERS
    }


def report(house: House, name: str, entry: Observation, **form: str) -> int:
    return house.client(name).post(f"/pictures/{photo_ids(entry)[0]}/report", form).status_code


@pytest.mark.parametrize("name", ["Grace", "Nana", "Stu", "Sen"])
def test_one_tap_hides_it_from_everybody_but_reviewers(house: House, entry: Observation, name: str) -> None:
    assert set.union(*statuses(house, photo_ids(entry)[0]).values()) == {200}
    assert report(house, name, entry) == 302
    seen = statuses(house, photo_ids(entry)[0])
    assert {who for who, found in seen.items() if found == {200}} == {"Sen", "Maggie"}
    assert {who for who, found in seen.items() if found == {404}} == set(READERS) - {"Sen", "Maggie"}
    assert storage.has_renditions(photo_ids(entry)[0], frozenset()), "nothing is destroyed"


def test_who_leads_is_told_once(house: House, entry: Observation) -> None:
    assert [report(house, name, entry) for name in ("Grace", "Grace", "Sen", "Sen")] == [302, 404, 302, 302]
    run_queued()
    incident = Incident.objects.get(kind=IncidentKind.PICTURE_REPORTED)
    assert incident.membership == house.family["Grace"]
    page = text_of(house.client("Maggie").get("/today"))
    assert "1 photograph is hidden from families" in page


@pytest.mark.parametrize("name", ["Rosa", "Owen"])
def test_who_does_not_see_it_cannot_report_it(house: House, entry: Observation, name: str) -> None:
    assert report(house, name, entry) == 404
    assert Photo.objects.get(pk=photo_ids(entry)[0]).hidden_at is None


def test_the_pages_say_so(house: House, entry: Observation) -> None:
    journal = f"/journal/{house.children['Amara'].pk}/{entry.pk}"
    grace = house.client("Grace")
    assert "Report this photograph" in text_of(grace.get(journal))
    [photo_id] = photo_ids(entry)
    back = grace.post(f"/pictures/{photo_id}/report", {"next": journal}, follow=True)
    assert back.redirect_chain == [(journal, 302)]
    assert "No family sees this photograph any more" in text_of(back)
    assert str(photo_id) not in back.content.decode()
    assert str(photo_id) not in grace.get(f"/journal/{house.children['Amara'].pk}").content.decode()
    sen = house.client("Sen")
    assert "A photograph was reported" in text_of(sen.get(f"/observations/{entry.pk}"))
    assert "Reported by Grace" in text_of(sen.get("/photographs/hidden"))


def test_a_senior_shows_it_again(house: House, entry: Observation) -> None:
    report(house, "Grace", entry)
    [photo_id] = photo_ids(entry)
    assert house.client("Priya").post(f"/photographs/{photo_id}/show").status_code == 403
    sen = house.client("Sen")
    assert [sen.post(f"/photographs/{photo_id}/show").status_code for _ in range(2)] == [302, 404]
    assert set.union(*statuses(house, photo_ids(entry)[0]).values()) == {200}


def test_a_senior_destroys_every_copy_and_a_line_stays(house: House, entry: Observation) -> None:
    [photo_id] = photo_ids(entry)
    folder = storage.path_of(photo_id, Size.MASTER).parent
    sen = house.client("Sen")
    assert sen.post(f"/photographs/{photo_id}/destroy").status_code == 404, "only what is hidden"
    report(house, "Grace", entry)
    assert house.client("Priya").post(f"/photographs/{photo_id}/destroy").status_code == 403
    assert [sen.post(f"/photographs/{photo_id}/destroy").status_code for _ in range(2)] == [302, 404]
    assert set.union(*statuses(house, photo_id).values()) == {404}
    run_queued()
    assert (folder.exists(), Photo.objects.filter(pk=photo_id).exists()) == (False, False)
    assert "1 photograph of this entry was destroyed." in text_of(sen.get(f"/observations/{entry.pk}"))


def test_what_came_from_a_home_is_hidden_from_that_home_too(house: House, entry: Observation) -> None:
    Observation.objects.filter(pk=entry.pk).update(author=house.family["Grace"], source="home")
    report(house, "Sen", entry)
    [photo_id] = photo_ids(entry)
    grace = house.client("Grace")
    assert grace.get(f"/pictures/{photo_id}/large").status_code == 404
    for address in ("/from-home", f"/from-home/{entry.pk}"):
        assert str(photo_id) not in grace.get(address).content.decode(), address
