"""Sealing: in batches, one chain for each setting, once for each line, whoever else seals at the same moment."""

from collections.abc import Callable, Iterator

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from heartsease.domain.access.scope import in_setting
from heartsease.domain.audit import actions as audit
from heartsease.domain.audit.models import AuditEvent, ChainHead, TraceIsKeptError
from heartsease.domain.audit.rules import Event
from heartsease.domain.audit.tasks import seal_trace
from heartsease.domain.audit.verification import verify
from heartsease.kernel import clock
from heartsease.kernel.ids import new_id
from tests.cast import House
from tests.domain.audit.lines import seal_all, sealed
from tests.racing import at_once, overlapping
from tests.tampering import execute


def record(house: House) -> None:
    audit.record(house.actor("Priya"), Event.CHILD_VIEWED, child_ids=[house.children["Amara"].pk])


def numbers() -> list[int]:
    found = AuditEvent.objects.filter(number__isnull=False).order_by("number").values_list("number", flat=True)
    return [number for number in found if number is not None]


def test_lines_get_their_numbers_in_the_order_of_their_times(house: House) -> None:
    rows = sealed(house, 8)
    assert [row.number for row in rows] == list(range(1, 9))
    assert [row.pk for row in rows] == [row.pk for row in sorted(rows, key=lambda row: (row.at, row.pk))]
    head = ChainHead.objects.get()
    assert (head.number, head.hash) == (8, rows[-1].hash)
    assert len({row.hash for row in rows}) == 8
    assert verify().is_whole


def test_a_line_that_became_visible_late_gets_the_next_number(house: House) -> None:
    sealed(house, 3)
    late = AuditEvent(setting_id=house.setting.pk, at=clock.now().replace(year=2020), event="late", role="system")
    AuditEvent.objects.bulk_create([late])
    seal_all(house)
    assert AuditEvent.objects.get(pk=late.pk).number == 4
    assert verify().is_whole


def test_each_setting_has_a_chain_of_its_own(house: House, hollies: House) -> None:
    seal_trace.call()
    lengths = {}
    for one in (house, hollies):
        with in_setting(one.setting.pk):
            lengths[one.setting.pk.hex] = AuditEvent.objects.count()
            assert numbers() == list(range(1, AuditEvent.objects.count() + 1))
    report = verify()
    assert report.is_whole
    assert {chain.setting: chain.number for chain in report.chains} == lengths
    assert report.waiting == 0
    assert audit.settings_to_seal() == []


def test_nothing_to_seal_is_nothing(house: House) -> None:
    sealed(house, 1)
    assert audit.seal(setting_id=house.setting.pk) == 0
    assert audit.seal(setting_id=new_id()) == 0
    assert ChainHead.objects.count() == 1


def test_writing_a_line_is_one_statement(house: House) -> None:
    actor = house.actor("Priya")
    with CaptureQueriesContext(connection) as asked:
        audit.record(actor, Event.CHILD_VIEWED, child_ids=[child.pk for child in house.children.values()])
    assert len(asked) == 1


def test_the_manager_offers_no_way_to_change_a_line(house: House) -> None:
    record(house)
    row = AuditEvent.objects.last()
    assert row is not None
    rows = AuditEvent.objects.all()
    ways: list[Callable[[], object]] = [
        lambda: rows.update(source="x"),
        lambda: AuditEvent.objects.update(source="x"),
        rows.delete,
        lambda: AuditEvent.objects.bulk_update([row], ["source"]),
        lambda: AuditEvent.objects.update_or_create(pk=row.pk, defaults={"source": "x"}),
        lambda: AuditEvent.objects.unscoped(reason="this test").update(source="x"),
        row.save,
        row.delete,
    ]
    before = list(rows.values())
    for way in ways:
        with pytest.raises(TraceIsKeptError):
            way()
    assert list(AuditEvent.objects.values()) == before
    AuditEvent(setting_id=house.setting.pk, at=clock.now(), event="new", role="system").save()


@pytest.mark.parametrize("column", [field.column for field in AuditEvent._meta.concrete_fields])
def test_the_database_refuses_to_change_a_sealed_line(house: House, column: str) -> None:
    sealed(house, 3)
    with pytest.raises(DatabaseError, match="neither changed nor removed"), transaction.atomic():
        execute(f"UPDATE audit_auditevent SET {column} = {column} WHERE number = 2")  # noqa: S608
    assert verify().is_whole


def test_the_database_refuses_to_remove_a_sealed_line(house: House) -> None:
    sealed(house, 3)
    for statement in ("DELETE FROM audit_auditevent WHERE number = 2", "DELETE FROM audit_auditevent"):
        with pytest.raises(DatabaseError, match="neither changed nor removed"), transaction.atomic():
            execute(statement)
    assert numbers() == [1, 2, 3]


def test_the_whole_trace_of_a_setting_can_go_its_head_first(house: House) -> None:
    """As docs/operating.md says: there is no other way, and what is outside still knows of it."""
    sealed(house, 3)
    execute("DELETE FROM audit_chainhead")
    execute("DELETE FROM audit_auditevent")
    assert not AuditEvent.objects.exists()


def test_a_line_that_is_gone_before_it_is_sealed_stops_the_batch(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    record(house)
    place = audit._place

    def with_a_thief(*arguments: object) -> None:
        execute("DELETE FROM audit_auditevent WHERE number IS NULL")
        place(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(audit, "_place", with_a_thief)
    with pytest.raises(RuntimeError, match="gone"), transaction.atomic():
        audit.seal(setting_id=house.setting.pk)
    assert not ChainHead.objects.exists()
    assert audit.settings_to_seal() == [house.setting.pk]


class TestAtOnce:
    """With rows that are really committed, by threads with connections of their own."""

    pytestmark = pytest.mark.django_db(transaction=True)

    @pytest.fixture(autouse=True)
    def let_go(self, house: House) -> Iterator[None]:  # noqa: ARG002 - before the rows go
        """Sealed lines could not be taken out again after the test while their chain has a head."""
        yield
        execute("DELETE FROM audit_chainhead")

    @pytest.mark.parametrize("is_first", [True, False])
    def test_sealers_make_one_chain(self, house: House, is_first: bool) -> None:
        if not is_first:
            seal_all(house)
        for _number in range(30):
            record(house)
        waiting = AuditEvent.objects.filter(number__isnull=True).count()

        def seal_some() -> int:
            return sum(audit.seal(setting_id=house.setting.pk, limit=4) for _time in range(60))

        done = at_once(house.setting.pk, *[seal_some] * 4)
        assert sum(one for one in done if isinstance(one, int)) == waiting, done
        assert numbers() == list(range(1, AuditEvent.objects.count() + 1))
        assert verify().is_whole

    def test_a_sealer_that_comes_second_does_nothing(self, house: House) -> None:
        record(house)

        def seal() -> int:
            return audit.seal(setting_id=house.setting.pk)

        def first() -> None:
            assert seal() > 0

        assert overlapping(house.setting.pk, first, seal) == 0
        assert numbers() == list(range(1, AuditEvent.objects.count() + 1))
        assert verify().is_whole

    def test_writing_waits_for_no_sealer(self, house: House) -> None:
        """On PostgreSQL; SQLite has one writer at a time, and a batch of a thousand is some hundredths of a second."""
        if connection.vendor != "postgresql":
            pytest.skip("PostgreSQL only")
        record(house)
        order: list[str] = []

        def write() -> None:
            record(house)
            order.append("written")

        with transaction.atomic():
            audit.seal(setting_id=house.setting.pk)
            assert at_once(house.setting.pk, write) == [None]
            order.append("sealed")
        assert order == ["written", "sealed"]
        assert AuditEvent.objects.filter(number__isnull=True).count() == 1

    def test_a_chain_is_proved_while_it_grows(self, house: House) -> None:
        for _number in range(40):
            record(house)

        def grow() -> bool:
            for _time in range(30):
                audit.seal(setting_id=house.setting.pk, limit=2)
            return True

        def prove() -> bool:
            return all(verify().is_whole for _time in range(10))

        assert at_once(house.setting.pk, grow, prove, prove) == [True, True, True]
