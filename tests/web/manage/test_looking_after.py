"""What nominated members look after beside people: incidents that are closed with a note, and agreements that stop."""

from heartsease.domain.incidents import actions as incidents
from heartsease.domain.incidents.models import Incident
from heartsease.domain.incidents.rules import IncidentKind
from heartsease.domain.policies import actions as policies
from heartsease.domain.policies.rules import Audience
from tests.cast import House
from tests.pages import text_of

HTML = {"Accept": "text/html"}


def test_an_incident_is_closed_with_a_note(house: House) -> None:
    made = incidents.open_incident(actor=house.system, kind=IncidentKind.DEVICE_LOST, happening="1")
    assert made is not None
    maggie, url = house.client("Maggie"), f"/manage/incidents/{made.pk}"
    assert "A device is lost or stolen" in text_of(maggie.get(url))
    refused = maggie.post(url, {"note": "  "})
    assert refused.status_code == 422
    assert Incident.objects.get().closed_at is None
    assert "The incident is closed." in text_of(maggie.post(url, {"note": "It lay under the sofa."}, follow=True))
    closed = Incident.objects.get()
    assert closed.closed_at is not None
    assert "It lay under the sofa." in text_of(maggie.get(url))
    assert maggie.post(url, {"note": "Again."}).status_code in {302, 409, 422}
    assert Incident.objects.get().note == "It lay under the sofa."


def test_an_agreement_stops_being_asked_for(house: House) -> None:
    policies.make_agreement(
        actor=house.system, audience=Audience.PARENTS, title="Our promise", text="We share nothing."
    )
    grace = house.client("Grace")
    assert grace.get("/journal", headers=HTML).status_code == 302
    maggie, url = house.client("Maggie"), "/manage/agreements/parents/none"
    assert maggie.get(url).status_code == 200
    assert grace.get("/journal", headers=HTML).status_code == 302, "looking at the page stops nothing"
    assert "Nobody is asked any more." in text_of(maggie.post(url, follow=True))
    assert grace.get("/journal").status_code == 200
    assert maggie.get("/manage/agreements/nobody/none").status_code == 404
