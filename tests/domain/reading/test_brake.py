"""The brake on mass reading: how much, counted exactly, paused at once, and let go on by whom."""

import datetime as dt
import uuid
from collections.abc import Iterable
from functools import partial

import pytest
from django.db.models import F

from heartsease.domain.access.permissions import Role, Scope
from heartsease.domain.access.scope import in_setting
from heartsease.domain.accounts import actions as accounts
from heartsease.domain.accounts.models import Membership, Person
from heartsease.domain.audit.models import AuditEvent
from heartsease.domain.incidents.models import Incident
from heartsease.domain.notices.models import Message
from heartsease.domain.reading import actions, queries
from heartsease.domain.reading.models import Reading
from heartsease.domain.reading.rules import FRESH, HELD, Measure, ReadingPausedError, budget
from heartsease.kernel.errors import InvalidInputError, NotAllowedError, NotFoundError
from heartsease.kernel.ids import new_id
from tests.background import run_queued
from tests.cast import PASSWORD, House, add_child
from tests.racing import at_once

CHILDREN = budget(Role.PRACTITIONER)[Measure.CHILD]


def ids(number: int) -> list[uuid.UUID]:
    return [new_id() for _number in range(number)]


def read(house: House, name: str, children: Iterable[uuid.UUID]) -> int:
    """How many of ``children``, one after the other, are delivered before the brake."""
    actor, delivered = house.actor(name), 0
    for child_id in children:
        try:
            actions.reserve(actor=actor, children=[child_id])
        except ReadingPausedError:
            break
        delivered += 1
    return delivered


def pass_time(delta: dt.timedelta) -> None:
    """Let everything that was read and paused have been so ``delta`` earlier."""
    Reading.objects.update(at=F("at") - delta)
    Membership.objects.update(
        reading_paused_at=F("reading_paused_at") - delta, reading_begun_at=F("reading_begun_at") - delta
    )


def with_password(house: House, name: str) -> None:
    person = house.staff[name].person
    person.set_password(PASSWORD)
    person.save()


def go_on(house: House, name: str, password: str = PASSWORD) -> None:
    actions.go_on(actor=house.signed_in(name), password=password)


def is_paused(house: House, name: str) -> bool:
    return Membership.objects.get(pk=house.staff[name].pk).reading_paused_at is not None


@pytest.mark.parametrize(
    ("role", "own", "children", "faces"),
    [
        (Role.PRACTITIONER, 0, 30, 60),
        (Role.PRACTITIONER, 24, 30, 60),
        (Role.PRACTITIONER, 25, 31, 60),
        (Role.STUDENT, 44, 50, 60),
        (Role.PRACTITIONER, 130, 50, 136),
        (Role.SENIOR, 0, 80, 240),
        (Role.NOMINATED_MEMBER, 130, 80, 240),
    ],
)
def test_the_table(role: Role, own: int, children: int, faces: int) -> None:
    found = budget(role, own_children=own)
    assert (found[Measure.CHILD], found[Measure.FACE]) == (children, faces)
    assert set(found) == set(Measure)


def test_a_thief_with_the_password_as_well_reads_less_than_120() -> None:
    assert 2 * budget(Role.PRACTITIONER, own_children=1000)[Measure.CHILD] < 120


def test_past_the_budget_nothing_more_is_delivered(house: House) -> None:
    assert read(house, "Priya", ids(CHILDREN + 5)) == CHILDREN
    assert is_paused(house, "Priya")
    assert Reading.objects.count() == CHILDREN
    for known in Reading.objects.values_list("subject_id", flat=True)[:1]:
        Reading.objects.update(at=F("at") - FRESH)
        assert read(house, "Priya", [known]) == 0, "not even what was read before"


def test_the_same_child_counts_once(house: House) -> None:
    [child_id] = ids(1)
    assert read(house, "Priya", [child_id] * 200) == 200
    assert Reading.objects.count() == 1


def test_a_list_is_delivered_whole_or_not_at_all(house: House) -> None:
    with pytest.raises(ReadingPausedError):
        actions.reserve(actor=house.actor("Priya"), children=ids(CHILDREN + 1))
    assert not Reading.objects.exists()


def test_each_measure_has_its_own_budget(house: House) -> None:
    priya = house.actor("Priya")
    actions.reserve(actor=priya, children=ids(30), faces=ids(60), photos=ids(300))
    for measure in ("children", "faces", "photos"):
        with pytest.raises(ReadingPausedError):
            actions.reserve(actor=priya, **{measure: ids(1)})
        Membership.objects.update(reading_paused_at=None)


def test_whoever_has_more_children_of_their_own_may_read_more(house: House) -> None:
    for number in range(28):
        add_child(house, f"Child{number}", "Acorns")
    assert read(house, "Priya", ids(60)) == 30 + 6, "28, Amara and Ben, and six to spare"


def test_an_hour_rolls(house: House) -> None:
    assert read(house, "Priya", ids(CHILDREN)) == CHILDREN
    pass_time(HELD - dt.timedelta(seconds=1))
    assert read(house, "Priya", ids(1)) == 0
    pass_time(dt.timedelta(seconds=2))
    Membership.objects.update(reading_paused_at=None)
    assert read(house, "Priya", ids(CHILDREN)) == CHILDREN
    assert Reading.objects.count() == CHILDREN, "what no longer counts is swept"


def test_reading_again_at_the_end_of_an_hour_opens_no_second_budget_within_it(house: House) -> None:
    """What is delivered again late counts from then on: no hour holds more than the budget."""
    first = ids(CHILDREN)
    read(house, "Priya", first)
    pass_time(dt.timedelta(minutes=59))
    assert read(house, "Priya", first) == CHILDREN
    pass_time(dt.timedelta(minutes=10))
    assert read(house, "Priya", ids(1)) == 0


def test_families_are_never_stopped(house: House) -> None:
    assert read(house, "Grace", ids(500)) == 500
    assert not Reading.objects.exists()


def test_a_second_role_brings_no_second_budget(house: House) -> None:
    priya = house.staff["Priya"]
    Membership.objects.create(person=priya.person, role=Role.STUDENT, setting=house.setting)
    assert read(house, "Priya", ids(CHILDREN)) == CHILDREN
    house.staff["Other"] = Membership.objects.get(person=priya.person, role=Role.STUDENT)
    assert read(house, "Other", ids(1)) == 0
    assert is_paused(house, "Priya")


def test_colleagues_and_other_settings_are_not_touched(house: House, hollies: House) -> None:
    read(house, "Priya", ids(CHILDREN + 1))
    assert read(house, "Owen", ids(3)) == 3
    assert not is_paused(house, "Owen")
    with in_setting(hollies.setting.pk):
        assert read(hollies, "Hazel", ids(3)) == 3


def test_nominated_members_are_told_and_an_incident_opens(house: House) -> None:
    Person.objects.filter(pk=house.staff["Maggie"].person_id).update(email="maggie@example.org")
    read(house, "Priya", ids(CHILDREN + 1))
    run_queued()
    incident = Incident.objects.get()
    assert (incident.kind, incident.membership) == ("reading_paused", house.staff["Priya"])
    message = Message.objects.get()
    assert (message.kind, message.address) == ("reading_paused", "maggie@example.org")
    assert AuditEvent.objects.get(event="reading:paused").subject_id == house.staff["Priya"].pk


def test_the_password_gives_one_more_budget_and_then_somebody_else_has_to(house: House) -> None:
    with_password(house, "Priya")
    read(house, "Priya", ids(CHILDREN + 1))
    assert queries.may_go_on_alone(Membership.objects.get(pk=house.staff["Priya"].pk))
    with pytest.raises(InvalidInputError):
        go_on(house, "Priya", "not this one at all")
    assert is_paused(house, "Priya")
    go_on(house, "Priya")
    assert read(house, "Priya", ids(CHILDREN + 1)) == CHILDREN
    with pytest.raises(NotAllowedError, match="nominated member"):
        go_on(house, "Priya")
    assert not queries.may_go_on_alone(Membership.objects.get(pk=house.staff["Priya"].pk))
    actions.release(actor=house.actor("Maggie"), membership_id=house.staff["Priya"].pk)
    assert read(house, "Priya", ids(CHILDREN + 1)) == CHILDREN
    with pytest.raises(NotAllowedError):
        go_on(house, "Priya")
    pass_time(HELD)
    go_on(house, "Priya")
    assert not is_paused(house, "Priya")


def test_a_right_pin_opens_no_pause(house: House) -> None:
    pin = accounts.make_pin(actor=house.signed_in("Priya"))
    read(house, "Priya", ids(CHILDREN + 1))
    accounts.try_pin(device=house.tablet, membership_id=house.staff["Priya"].pk, digits=pin, source="")
    assert is_paused(house, "Priya")


def test_only_another_nominated_member_releases(house: House, hollies: House) -> None:
    read(house, "Maggie", ids(81))
    assert is_paused(house, "Maggie")
    for name in ("Sen", "Priya", "Stu", "Grace"):
        with pytest.raises(NotAllowedError):
            actions.release(actor=house.actor(name), membership_id=house.staff["Maggie"].pk)
    with pytest.raises(NotAllowedError, match="Another"):
        actions.release(actor=house.actor("Maggie"), membership_id=house.staff["Maggie"].pk)
    with in_setting(hollies.setting.pk), pytest.raises(NotFoundError):
        actions.release(actor=hollies.actor("Hazel"), membership_id=house.staff["Maggie"].pk)
    assert is_paused(house, "Maggie")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("each", [1, 4])
def test_fifty_at_once_are_never_given_more_than_the_budget(each: int, house: House) -> None:
    """Whatever runs in parallel; and one pause opens one incident."""
    house.choose(staff_scope=Scope.ALL)
    priya = house.actor("Priya")

    def one(wanted: list[uuid.UUID]) -> int:
        actions.reserve(actor=priya, children=wanted)
        return len(wanted)

    answers = at_once(house.setting.pk, *[partial(one, ids(each)) for _number in range(50)])
    delivered = sum(answer for answer in answers if isinstance(answer, int))
    assert delivered == Reading.objects.count()
    assert delivered == CHILDREN // each * each
    assert {type(answer) for answer in answers if not isinstance(answer, int)} == {ReadingPausedError}
    run_queued()
    assert Incident.objects.count() == 1
