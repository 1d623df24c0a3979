"""From the look to the import: what was seen is what is done, whole or not at all, once, by whoever chose the file."""

import dataclasses
import datetime as dt
from collections.abc import Sequence

import pytest
from django.db import connection

from heartsease.domain.access.actor import Actor
from heartsease.domain.access.permissions import ROLE_PERMISSIONS, Permission, Role
from heartsease.domain.audit.models import AuditEvent
from heartsease.domain.children import actions as children
from heartsease.domain.children.models import Child, FamilyLink
from heartsease.domain.records import actions, queries
from heartsease.domain.records.imports.kinds import Kind
from heartsease.domain.records.imports.plan import Fate
from heartsease.domain.records.models import ImportFile
from heartsease.domain.records.tasks import clear_import_files
from heartsease.domain.setting.actions import save_room
from heartsease.kernel import clock
from heartsease.kernel.errors import ConflictError, NotAllowedError, NotFoundError
from heartsease.kernel.ids import new_id
from tests.cast import House, add_staff
from tests.domain.records.files import Desk, table
from tests.racing import at_once, overlapping

HEADING = "Name | DOB | Room | Start"
ROWS = ["Ada Moss | 14/03/2023 | Acorns | 01/09/2025", "Bo Fern | 15/03/2023 | Oaks | 01/09/2025"]


@pytest.fixture
def desk(house: House) -> Desk:
    """Maggie with a list of children."""
    return Desk(house, heading=HEADING)


def fingerprint(desk: Desk, file: ImportFile) -> str:
    """What Maggie saw."""
    return queries.look(desk.house.actor("Maggie"), file).plan.fingerprint


def test_only_nominated_members_import(desk: Desk, house: House) -> None:
    holders = {role for role, held in ROLE_PERMISSIONS.items() if Permission.RECORDS_IMPORT in held}
    assert holders == {Role.NOMINATED_MEMBER, Role.SYSTEM}
    file = desk.keep(table(HEADING, *ROWS))
    for name in ("Sen", "Priya", "Stu", "Grace", "Nana"):
        actor = house.actor(name)
        with pytest.raises(NotAllowedError):
            actions.keep_file(actor=actor, kind=Kind.CHILDREN, name="", data=b"x")
        with pytest.raises(NotAllowedError):
            actions.import_file(actor=actor, file_id=file.pk, seen=fingerprint(desk, file))
        with pytest.raises(NotAllowedError):
            actions.forget_file(actor=actor, file_id=file.pk)
        with pytest.raises(NotAllowedError):
            queries.look(actor, file)
    assert not Child.objects.filter(full_name="Ada Moss").exists()


def test_a_file_is_its_uploaders_alone(desk: Desk, house: House, hollies: House) -> None:
    add_staff(house, "Mo", Role.NOMINATED_MEMBER)
    file = desk.keep(table(HEADING, *ROWS))
    seen = fingerprint(desk, file)
    for actor in (house.actor("Mo"), hollies.actor("Hazel")):
        with pytest.raises(NotFoundError):
            queries.import_file(actor, file.pk)
        with pytest.raises(NotFoundError):
            actions.import_file(actor=actor, file_id=file.pk, seen=seen)
        with pytest.raises(NotFoundError):
            actions.forget_file(actor=actor, file_id=file.pk)


def test_the_database_holds_no_word_of_the_file(desk: Desk) -> None:
    file = desk.keep(table(HEADING, *ROWS))
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM records_importfile")
        stored = str(cursor.fetchall())
    assert file.sealed in stored
    assert "Moss" not in stored
    assert "list.csv" not in stored


def test_it_is_forgotten_when_it_is_used_or_replaced_or_not_wanted(desk: Desk, house: House) -> None:
    first = desk.keep(table(HEADING, *ROWS))
    second = desk.keep(table(HEADING, *ROWS))
    assert not ImportFile.objects.filter(pk=first.pk).exists()
    actions.import_file(actor=house.actor("Maggie"), file_id=second.pk, seen=fingerprint(desk, second))
    assert ImportFile.objects.get(pk=second.pk).sealed == ""
    third = desk.keep(table(HEADING, *ROWS))
    assert set(ImportFile.objects.values_list("pk", flat=True)) == {second.pk, third.pk}
    actions.forget_file(actor=house.actor("Maggie"), file_id=third.pk)
    assert set(ImportFile.objects.values_list("pk", flat=True)) == {second.pk}


def test_after_an_hour_it_is_gone_even_before_the_worker_comes(desk: Desk, house: House) -> None:
    file, maggie = desk.keep(table(HEADING, *ROWS)), house.actor("Maggie")
    seen = fingerprint(desk, file)
    ImportFile.objects.filter(pk=file.pk).update(chosen_at=clock.now() - dt.timedelta(minutes=59))
    clear_import_files.call()
    assert queries.import_file(maggie, file.pk) == file
    ImportFile.objects.filter(pk=file.pk).update(chosen_at=clock.now() - dt.timedelta(minutes=61))
    with pytest.raises(NotFoundError, match="kept for an hour"):
        queries.import_file(maggie, file.pk)
    with pytest.raises(NotFoundError):
        actions.import_file(actor=maggie, file_id=file.pk, seen=seen)
    clear_import_files.call()
    assert not ImportFile.objects.exists()


def test_another_secret_key_makes_it_unreadable_not_a_fault(desk: Desk, settings: object) -> None:
    file = desk.keep(table(HEADING, *ROWS))
    settings.SECRET_KEY = "another"  # type: ignore[attr-defined]
    with pytest.raises(NotFoundError):
        queries.look(desk.house.actor("Maggie"), file)


def test_sent_twice_it_is_done_once(desk: Desk, house: House) -> None:
    file, maggie = desk.keep(table(HEADING, *ROWS)), house.actor("Maggie")
    seen = fingerprint(desk, file)
    done = [actions.import_file(actor=maggie, file_id=file.pk, seen=seen).counts for _time in range(2)]
    assert done[0] == done[1] == {"add": 2, "change": 0, "same": 0, "refuse": 0}
    assert Child.objects.filter(full_name="Ada Moss").count() == 1
    assert AuditEvent.objects.filter(event="records:imported").count() == 1


def test_what_has_changed_in_between_is_not_done_unseen(desk: Desk, house: House) -> None:
    file, maggie = desk.keep(table(HEADING, *ROWS)), house.actor("Maggie")
    seen = fingerprint(desk, file)
    save_room(actor=house.system, room_id=house.rooms["Oaks"].pk, name="Elms")
    for wrong in (seen, "", "nonsense"):
        with pytest.raises(ConflictError, match="Something has changed since you looked"):
            actions.import_file(actor=maggie, file_id=file.pk, seen=wrong)
    assert not Child.objects.filter(full_name="Ada Moss").exists()
    counts = actions.import_file(actor=maggie, file_id=file.pk, seen=fingerprint(desk, file)).counts
    assert counts == {"add": 1, "change": 0, "same": 0, "refuse": 1}


def test_a_plan_says_the_same_until_something_is_different(desk: Desk) -> None:
    plan = desk.look(*ROWS)
    assert desk.look(*ROWS).fingerprint == plan.fingerprint
    lines = list(plan.lines)
    for changed in (
        dataclasses.replace(lines[0], number=9), dataclasses.replace(lines[0], title="x"),
        dataclasses.replace(lines[0], fate=Fate.SAME), dataclasses.replace(lines[0], sentences=("x",)),
        dataclasses.replace(lines[0], warnings=("x",)), dataclasses.replace(lines[0], child_id=new_id()),
    ):  # fmt: skip
        assert dataclasses.replace(plan, lines=(changed, lines[1])).fingerprint != plan.fingerprint
    assert dataclasses.replace(plan, lines=(lines[1], lines[0])).fingerprint != plan.fingerprint
    assert dataclasses.replace(plan, kind=Kind.STAFF).fingerprint != plan.fingerprint


def test_a_line_that_its_action_refuses_stops_everything_and_is_said(
    desk: Desk, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever else an action forbids, an order of court for instance, no file goes round it."""
    real = children.link_families

    def forbids_uncles(*, actor: Actor, links: Sequence[children.NewLink]) -> list[FamilyLink]:
        if any(link.relation == "uncle" for link in links):
            raise NotAllowedError("No uncles today.")
        return real(actor=actor, links=links)

    monkeypatch.setattr(children, "link_families", forbids_uncles)
    desk.kind, desk.heading = Kind.PARENTS, "Child | DOB | Parent | Relation | E-mail | Lives with"
    leo = f"Leo Example | {house.children['Leo'].birth_date:%d/%m/%Y}"
    rows = [
        f"{leo} | Lena Lake | mother | lena |",
        f"{leo} | Uri Lake | relative | uri |",
        f"{leo} | Otto Lake | uncle | otto |",
        f"{leo} | Olga Lake | aunt | olga | Otto Lake",
    ]
    file, maggie = desk.keep(table(desk.heading, *rows)), house.actor("Maggie")
    events = AuditEvent.objects.count()
    with pytest.raises(ConflictError, match="Some lines could not be written, so nothing was"):
        actions.import_file(actor=maggie, file_id=file.pk, seen=fingerprint(desk, file))
    assert AuditEvent.objects.count() == events
    assert not FamilyLink.objects.filter(child=house.children["Leo"]).exists()
    file = queries.import_file(maggie, file.pk)
    lines = queries.look(maggie, file).plan.lines
    assert [line.fate for line in lines] == [Fate.ADD, Fate.ADD, Fate.REFUSE, Fate.REFUSE]
    assert lines[2].sentences == ("No uncles today.",)
    actions.import_file(actor=maggie, file_id=file.pk, seen=fingerprint(desk, file))
    assert FamilyLink.objects.filter(child=house.children["Leo"]).count() == 2


def test_the_trace_counts_and_tells_no_name(desk: Desk) -> None:
    file = desk.put_in(*ROWS, "Cy Ivy | 15/03/2023 | Nowhere | 01/09/2025")
    event = AuditEvent.objects.get(event="records:imported")
    assert (event.subject_id, event.person_id) == (file.pk, desk.house.staff["Maggie"].person_id)
    assert event.details == {"kind": "children", "add": 2, "change": 0, "same": 0, "refuse": 1}
    assert AuditEvent.objects.filter(event="child:created", membership_id=desk.house.staff["Maggie"].pk).count() == 2


def test_everybody_without_a_way_in_is_counted(desk: Desk, house: House) -> None:
    maggie = house.actor("Maggie")
    before = queries.without_way_in(maggie, Kind.PARENTS), queries.without_way_in(maggie, Kind.STAFF)
    desk.kind, desk.heading = Kind.STAFF, "Name | E-mail | Role"
    desk.put_in("Nia New | nia@example.org | student", "Noa New | noa@example.org | student")
    assert queries.without_way_in(maggie, Kind.STAFF) == before[1] + 2
    assert queries.without_way_in(maggie, Kind.PARENTS) == before[0]


# --- at the same moment ----------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_who_send_the_same_file_at_once_are_both_told_of_one_import(house: House) -> None:
    desk = Desk(house, heading=HEADING)
    file, maggie = desk.keep(table(HEADING, *ROWS)), house.actor("Maggie")
    seen = fingerprint(desk, file)
    answers = at_once(
        house.setting.pk,
        *[lambda: actions.import_file(actor=maggie, file_id=file.pk, seen=seen) for _time in range(4)],
    )
    assert [answer.counts for answer in answers if isinstance(answer, ImportFile)] == [file_counts(2)] * 4, answers
    assert Child.objects.filter(full_name="Ada Moss").count() == 1
    assert AuditEvent.objects.filter(event="records:imported").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_files_at_once_add_no_child_twice(house: House) -> None:
    add_staff(house, "Mo", Role.NOMINATED_MEMBER)
    desks = [Desk(house, name, heading=HEADING) for name in ("Maggie", "Mo")]
    files = [desk.keep(table(HEADING, *ROWS)) for desk in desks]
    actors = [house.actor(desk.name) for desk in desks]
    seen = [queries.look(actor, file).plan.fingerprint for actor, file in zip(actors, files, strict=True)]
    answers = at_once(
        house.setting.pk,
        lambda: actions.import_file(actor=actors[0], file_id=files[0].pk, seen=seen[0]),
        lambda: actions.import_file(actor=actors[1], file_id=files[1].pk, seen=seen[1]),
    )
    assert Child.objects.filter(full_name="Ada Moss").count() == 1
    assert sorted(type(answer).__name__ for answer in answers) == ["ConflictError", "ImportFile"]
    assert not ImportFile.objects.filter(is_being_imported=True).exists()


@pytest.mark.django_db(transaction=True)
def test_a_second_file_waits_until_the_first_is_written(house: House) -> None:
    add_staff(house, "Mo", Role.NOMINATED_MEMBER)
    files = {name: Desk(house, name, heading=HEADING).keep(table(HEADING, *ROWS)) for name in ("Maggie", "Mo")}
    actors = {name: house.actor(name) for name in files}
    seen = {name: queries.look(actors[name], file).plan.fingerprint for name, file in files.items()}

    def import_as(name: str) -> ImportFile:
        return actions.import_file(actor=actors[name], file_id=files[name].pk, seen=seen[name])

    second = overlapping(house.setting.pk, lambda: import_as("Maggie"), lambda: import_as("Mo"))
    assert isinstance(second, ConflictError), second
    assert Child.objects.filter(full_name="Ada Moss").count() == 1


def file_counts(added: int) -> dict[str, int]:
    """The counts of an import that only added."""
    return {"add": added, "change": 0, "same": 0, "refuse": 0}
