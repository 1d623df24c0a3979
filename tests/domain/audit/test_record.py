"""The trace: who, what, whom."""

import dataclasses

from heartsease.domain.audit import actions as audit
from heartsease.domain.audit.models import AuditEvent
from heartsease.domain.audit.rules import Event
from heartsease.kernel.ids import new_id
from tests.cast import House
from tests.tampering import forget_trace


def test_one_row_for_each_child(house: House) -> None:
    forget_trace()
    actor = dataclasses.replace(house.actor("Priya"), request_id="abc", source="192.0.2.7")
    children = [house.children["Amara"].pk, house.children["Ben"].pk]
    subject = new_id()
    audit.record(
        actor,
        Event.OBSERVATION_PUBLISHED,
        subject_type="observation",
        subject_id=subject,
        child_ids=children,
        details={"version": 2},
    )
    rows = list(AuditEvent.objects.all())
    assert [row.child_id for row in rows] == children
    for row in rows:
        assert (row.setting_id, row.person_id, row.membership_id) == (
            house.setting.pk,
            actor.person_id,
            actor.membership_id,
        )
        assert (row.event, row.role, row.request_id, row.source) == (
            "observation:published",
            "practitioner",
            "abc",
            "192.0.2.7",
        )
        assert (row.subject_type, row.subject_id, row.details) == ("observation", subject, {"version": 2})
        assert not row.is_refused
    assert rows[0].at == rows[1].at


def test_a_single_row_where_no_child_is_concerned(house: House) -> None:
    forget_trace()
    audit.record(house.system, Event.ACCESS_REFUSED, is_refused=True)
    row = AuditEvent.objects.get()
    assert (row.child_id, row.person_id, row.role, row.is_refused) == (None, None, "system", True)


def test_the_names_of_events_tell_a_thing_and_what_became_of_it() -> None:
    for event in Event:
        noun, _colon, what = event.value.partition(":")
        assert noun
        assert what
        assert event.value == event.value.lower()
        assert len(event.value) <= 60
