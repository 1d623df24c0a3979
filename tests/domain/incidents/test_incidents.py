"""What happened opens one incident, nominated members are told, and a note closes it."""

import pytest

from heartsease.domain.access.scope import in_setting
from heartsease.domain.accounts import actions as accounts
from heartsease.domain.accounts.models import Person
from heartsease.domain.incidents import actions, queries
from heartsease.domain.incidents.models import Incident
from heartsease.domain.incidents.rules import IncidentKind
from heartsease.domain.notices.models import Message
from heartsease.kernel.errors import ConflictError, InvalidInputError, NotAllowedError, NotFoundError
from tests.background import run_queued
from tests.cast import House
from tests.pages import problem
from tests.racing import at_once


def opened(house: House, happening: str = "1") -> Incident:
    incident = actions.open_incident(
        actor=house.system,
        kind=IncidentKind.LOGIN_KNOWN,
        happening=happening,
        membership_id=house.staff["Priya"].pk,
        device_id=house.tablet.pk,
    )
    assert incident is not None
    return incident


def test_a_known_login_opens_one_and_is_told(house: House) -> None:
    Person.objects.filter(pk=house.staff["Maggie"].person_id).update(email="maggie@example.org")
    accounts.report_login_known(actor=house.actor("Priya"))
    run_queued()
    incident = Incident.objects.get()
    assert (incident.kind, incident.membership) == ("login_known", house.staff["Priya"])
    message = Message.objects.get()
    assert (message.kind, message.address) == ("incident_opened", "maggie@example.org")


def test_a_lost_tablet_opens_one(house: House) -> None:
    accounts.report_device_lost(actor=house.actor("Maggie"), device_id=house.tablet.pk)
    run_queued()
    assert Incident.objects.get().device == house.tablet


def test_the_same_happening_opens_no_second_one(house: House) -> None:
    opened(house)
    again = actions.open_incident(actor=house.system, kind=IncidentKind.LOGIN_KNOWN, happening="1")
    assert again is None
    assert Incident.objects.count() == 1


def test_only_the_journal_opens_and_only_nominated_members_read_and_close(house: House) -> None:
    incident = opened(house)
    with pytest.raises(NotAllowedError):
        actions.open_incident(actor=house.actor("Maggie"), kind=IncidentKind.DEVICE_LOST, happening="2")
    for name in ("Sen", "Priya", "Stu", "Grace"):
        with pytest.raises(NotAllowedError):
            queries.incidents(house.actor(name))
        with pytest.raises(NotAllowedError):
            actions.close_incident(actor=house.actor(name), incident_id=incident.pk, note="done")


def test_another_settings_incident_is_not_there(house: House, hollies: House) -> None:
    with in_setting(hollies.setting.pk):
        theirs = actions.open_incident(actor=hollies.system, kind=IncidentKind.DEVICE_LOST, happening="1")
    assert theirs is not None
    with pytest.raises(NotFoundError):
        actions.close_incident(actor=house.actor("Maggie"), incident_id=theirs.pk, note="done")
    assert house.client("Maggie").get(f"/manage/incidents/{theirs.pk}").status_code == 404


@pytest.mark.parametrize("note", ["", "  \n ", "x" * 2_001])
def test_a_note_has_words_and_an_end(note: str, house: House) -> None:
    with pytest.raises(InvalidInputError):
        actions.close_incident(actor=house.actor("Maggie"), incident_id=opened(house).pk, note=note)


@pytest.mark.django_db(transaction=True)
def test_two_who_close_it_at_once_leave_one_note(house: House) -> None:
    incident, maggie = opened(house), house.actor("Maggie")
    answers = at_once(
        house.setting.pk,
        *[
            lambda note=note: actions.close_incident(actor=maggie, incident_id=incident.pk, note=note)
            for note in ("one", "two")
        ],
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["ConflictError", "NoneType"]
    assert ConflictError in {type(answer) for answer in answers}


def test_the_pages(house: House) -> None:
    maggie, incident = house.client("Maggie"), opened(house)
    assert "1 incident waits for you" in maggie.get("/manage/").content.decode()
    listed = maggie.get("/manage/incidents").content.decode()
    assert "Somebody may know a log-in" in listed
    assert "Priya Sunflower" in listed
    address = f"/manage/incidents/{incident.pk}"
    assert "Ask what happened" in maggie.get(address).content.decode()
    empty = maggie.post(address, {"note": ""})
    assert empty.status_code == 422
    assert problem(empty)
    assert maggie.post(address, {"note": "It was her brother."}).status_code == 302
    assert "It was her brother." in maggie.get(address).content.decode()
    assert maggie.post(address, {"note": "Again"}).status_code == 409
    assert "waits for you" not in maggie.get("/manage/").content.decode()
