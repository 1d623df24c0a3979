"""Every action of the rooms that tell, watch and ask, once, with the event that it leaves."""

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from django.test import override_settings

from heartsease.domain.access.permissions import Role
from heartsease.domain.audit.rules import Event
from heartsease.domain.children import actions as children
from heartsease.domain.children.decoys import decoy_id
from heartsease.domain.incidents import actions as incidents
from heartsease.domain.incidents.models import Incident
from heartsease.domain.incidents.rules import IncidentKind
from heartsease.domain.notices import actions as notices
from heartsease.domain.notices.models import Message
from heartsease.domain.notices.rules import KEPT, Letter, MessageKind, MessageState
from heartsease.domain.policies import actions as policies
from heartsease.domain.policies.models import Agreement
from heartsease.domain.policies.rules import Audience
from heartsease.domain.reading import actions as reading
from heartsease.domain.reading.rules import ReadingPausedError
from heartsease.domain.records import actions as records
from heartsease.domain.records import queries
from heartsease.domain.records.imports.kinds import Kind
from heartsease.domain.records.models import Export
from heartsease.kernel import clock
from heartsease.kernel.ids import new_id
from tests.cast import House, add_staff
from tests.contracts.ways_in import MARK, Step
from tests.post import open_post_office


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


def of_messages(house: House) -> Iterator[Step]:
    maggie, person = house.actor("Maggie"), house.staff["Priya"].person
    letter = Letter(MessageKind.PASSWORD_CHANGED, f"{MARK} subject", f"{MARK} words")
    made: list[Message] = []

    def queue(event: str) -> None:
        address = f"{MARK}@home.example"
        message = notices.queue_message(actor=maggie, letter=letter, person=person, address=address, event=event)
        assert message is not None
        made.append(message)

    def lose() -> None:
        queue("2")
        Message.objects.filter(pk=made[1].pk).update(state=MessageState.SENDING, claimed_at=clock.now() - KEPT / 2)
        notices.settle_messages()

    yield "notices.queue_message", Event.MESSAGE_QUEUED, lambda: queue("1")
    with open_post_office() as (_office, account), override_settings(MAIL=account):
        yield "notices.send_due", Event.MESSAGE_SENT, notices.send_due
    yield (
        "notices.record_bounce",
        Event.MESSAGE_BOUNCED,
        lambda: notices.record_bounce(message_id=made[0].pk, reason=f"550 {MARK}"),
    )
    yield "notices.settle_messages", Event.MESSAGE_FAILED, lose
    yield (
        "notices.send_again",
        Event.MESSAGE_SENT_AGAIN,
        lambda: notices.send_again(actor=maggie, message_id=made[1].pk),
    )


def of_records(house: House) -> Iterator[Step]:
    maggie = house.actor("Maggie")
    data = f"Name,DOB,Room,Start,Allergies\nBo {MARK},14/03/2023,Acorns,01/09/2025,{MARK} nuts\n".encode()
    file = records.keep_file(actor=maggie, kind=Kind.CHILDREN, name=f"{MARK}.csv", data=data)
    seen = queries.look(maggie, file).plan.fingerprint
    write = partial(records.import_file, actor=maggie, file_id=file.pk, seen=seen)
    yield "records.import_file", Event.RECORDS_IMPORTED, write
    thrown_away = records.keep_file(actor=maggie, kind=Kind.CHILDREN, name="", data=data)
    records.forget_file(actor=maggie, file_id=thrown_away.pk)
    add_staff(house, "Ruth", Role.NOMINATED_MEMBER)
    ruth, made = house.actor("Ruth"), list[Export]()

    def ask() -> None:
        made.append(records.ask_for_export(actor=maggie, kind=Kind.CHILDREN, room_id=None, reason=f"{MARK} reason"))

    def answer(is_approved: bool) -> Callable[[], None]:
        return lambda: records.answer_export(actor=ruth, export_id=made[-1].pk, is_approved=is_approved)

    yield "records.ask_for_export", Event.EXPORT_ASKED, ask
    yield "records.answer_export", Event.EXPORT_ALLOWED, answer(True)
    yield "records.take_export", Event.EXPORT_TAKEN, lambda: records.take_export(actor=maggie, export_id=made[-1].pk)
    ask()
    yield "records.answer_export", Event.EXPORT_REFUSED, answer(False)
    ask()
    take_back = lambda: records.withdraw_export(actor=maggie, export_id=made[-1].pk)  # noqa: E731
    yield "records.withdraw_export", Event.EXPORT_WITHDRAWN, take_back


def of_reading(house: House) -> Iterator[Step]:
    maggie, priya = house.actor("Maggie"), house.staff["Priya"]
    priya.person.set_password(f"{MARK} {MARK} {MARK}")
    priya.person.save()

    def pause() -> None:
        with pytest.raises(ReadingPausedError):
            reading.reserve(actor=house.actor("Priya"), children=[new_id() for _number in range(100)])

    yield "reading.reserve", Event.READING_PAUSED, pause
    yield (
        "reading.go_on",
        Event.READING_RESUMED,
        lambda: reading.go_on(actor=house.signed_in("Priya"), password=f"{MARK} {MARK} {MARK}"),
    )
    pause()
    yield "reading.release", Event.READING_RELEASED, lambda: reading.release(actor=maggie, membership_id=priya.pk)
    yield "children.plant_decoy", Event.DECOY_PLANTED, lambda: children.plant_decoy(actor=house.system)
    decoy = decoy_id(house.setting.pk)
    yield (
        "children.report_decoy",
        Event.DECOY_TOUCHED,
        lambda: children.report_decoy(actor=house.actor("Priya"), child_id=decoy),
    )
