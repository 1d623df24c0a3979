"""Every action of the rooms above the journal once, with the event that it leaves."""

from collections.abc import Iterator
from functools import partial

from heartsease.domain.audit.rules import Event
from heartsease.domain.incidents import actions as incidents
from heartsease.domain.incidents.models import Incident
from heartsease.domain.incidents.rules import IncidentKind
from heartsease.domain.policies import actions as policies
from heartsease.domain.policies.models import Agreement
from heartsease.domain.policies.rules import Audience
from tests.cast import House
from tests.contracts.ways_in import MARK, Step


def of_incidents(house: House) -> Iterator[Step]:
    opened: list[Incident | None] = []
    kind = IncidentKind.LOGIN_KNOWN
    yield (
        "incidents.open_incident",
        Event.INCIDENT_OPENED,
        lambda: opened.append(incidents.open_incident(actor=house.system, kind=kind, happening=MARK)),
    )
    assert opened[0] is not None
    close = partial(incidents.close_incident, actor=house.actor("Maggie"), incident_id=opened[0].pk)
    yield "incidents.close_incident", Event.INCIDENT_CLOSED, lambda: close(note=f"{MARK} closed")


def of_agreements(house: House) -> Iterator[Step]:
    made: list[Agreement] = []
    maggie, audience = house.actor("Maggie"), Audience.PARENTS
    write = partial(policies.make_agreement, actor=maggie, audience=audience, title=MARK, text=f"{MARK} text")
    yield "policies.make_agreement", Event.AGREEMENT_MADE, lambda: made.append(write())
    accept = partial(policies.accept_agreement, actor=house.actor("Grace"))
    yield "policies.accept_agreement", Event.AGREEMENT_ACCEPTED, lambda: accept(agreement_id=made[0].pk)
    end = partial(policies.ask_for_none, actor=maggie, audience=audience)
    yield "policies.ask_for_none", Event.AGREEMENT_ENDED, end
