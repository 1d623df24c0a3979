"""What the trace costs: writing a line, sealing, reading pages, proving 200,000 lines, finding each damage in them.

.venv/bin/python -m scripts.bench.trace                            SQLite
scripts/with-postgres .venv/bin/python -m scripts.bench.trace      the same on PostgreSQL
"""

import argparse
import datetime as dt
import os
import random
import statistics
import tempfile
import time
import uuid
from collections.abc import Callable
from functools import partial
from pathlib import Path

BATCH = 2_000
WRITTEN_ALONE = 1_000
PROOFS = 3


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=200_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="heartsease-bench-") as folder:
        os.environ |= {
            "HEARTSEASE_DATA": folder,
            "HEARTSEASE_TLS": "no",
            "SECRET_KEY": "only for this benchmark",
            "DJANGO_SETTINGS_MODULE": "scripts.bench.bench_settings",
            "PYTHONPATH": str(Path(__file__).resolve().parents[2]),
        }
        from heartsease.cli import prepare  # noqa: PLC0415 - after the environment

        prepare.start_django()
        prepare.bring_up_to_date()
        _measure(options.events)


def _measure(events: int) -> None:
    from django.db import connection, transaction  # noqa: PLC0415

    from heartsease.domain.access.scope import in_setting  # noqa: PLC0415
    from heartsease.domain.audit import actions  # noqa: PLC0415
    from heartsease.domain.audit.verification import verify  # noqa: PLC0415
    from heartsease.domain.setting.actions import found_setting  # noqa: PLC0415
    from tests import tampering  # noqa: PLC0415

    setting = found_setting(name="Benchmark")
    print(f"\n{connection.vendor}")
    with in_setting(setting.pk):
        alone = _fill(setting.pk, events)
        print(f"  one line, written alone: {alone * 1000:.2f} ms (median of {WRITTEN_ALONE})")
        begun = time.perf_counter()
        while actions.seal(setting_id=setting.pk):
            continue
        print(f"  {events:,} lines sealed in {time.perf_counter() - begun:.1f} s")
        actions.write_heads()
        seconds, busy = [], []
        for _proof in range(PROOFS):
            begun, worked = time.perf_counter(), time.process_time()
            report = verify()
            seconds.append(time.perf_counter() - begun)
            busy.append(time.process_time() - worked)
            if not report.is_whole or report.chains[0].number != events:
                raise SystemExit(f"not whole: {report}")
        print(f"  proved in {min(seconds):.2f} to {max(seconds):.2f} s, {min(busy):.2f} s of them of this process")
        _read_pages(setting.pk)
        tampering.remove_guards()
        for name, damage in tampering.DAMAGES.items():
            with transaction.atomic():
                damage(events // 2)
                begun = time.perf_counter()
                (chain,) = verify().chains
                took = time.perf_counter() - begun
                number, sentence = chain.damages[0]
                print(f"  {name} at {events // 2:,}: found in {took:.2f} s: {number:,}: {sentence}")
                transaction.set_rollback(True)
        if not verify().is_whole:
            raise SystemExit("something was left behind")


def _fill(setting_id: uuid.UUID, events: int) -> float:
    """Lines of a busy setting; gives the median of the seconds that one takes which is written alone."""
    from zoneinfo import ZoneInfo  # noqa: PLC0415

    from heartsease.domain.access.actor import Actor  # noqa: PLC0415
    from heartsease.domain.access.permissions import Role  # noqa: PLC0415
    from heartsease.domain.audit.actions import record  # noqa: PLC0415
    from heartsease.domain.audit.models import AuditEvent  # noqa: PLC0415
    from heartsease.domain.audit.rules import Event  # noqa: PLC0415
    from heartsease.kernel import clock  # noqa: PLC0415
    from heartsease.kernel.ids import new_id  # noqa: PLC0415

    chance = random.Random(2026)  # noqa: S311
    people, children = [new_id() for _ in range(40)], [new_id() for _ in range(120)]
    devices, names = [new_id() for _ in range(8)], list(Event)
    actors = [
        Actor(
            setting_id=setting_id,
            role=Role.PRACTITIONER,
            zone=ZoneInfo("Europe/London"),
            person_id=person,
            membership_id=new_id(),
            device_id=chance.choice(devices),
            session_id=new_id(),
            source="192.0.2.7",
            request_id=new_id().hex[:16],
        )
        for person in people
    ]
    begin = clock.now() - dt.timedelta(days=365)

    def line(place: int) -> AuditEvent:
        actor, event = chance.choice(actors), chance.choice(names)
        return AuditEvent(
            setting_id=actor.setting_id,
            at=begin + dt.timedelta(seconds=place * 100, microseconds=chance.randrange(1_000_000)),
            event=event,
            person_id=actor.person_id,
            membership_id=actor.membership_id,
            role=actor.role,
            device_id=actor.device_id,
            session_id=actor.session_id,
            source=actor.source,
            request_id=actor.request_id,
            subject_type="observation" if place % 2 else "",
            subject_id=new_id() if place % 2 else None,
            child_id=chance.choice(children) if place % 4 else None,
            is_refused=place % 50 == 0,
            details={"part": chance.choice(["journal", "record", "permissions"])} if place % 3 else {"n": place},
        )

    seconds = []
    written = AuditEvent.objects.count()
    while written < events - WRITTEN_ALONE:
        size = min(BATCH, events - WRITTEN_ALONE - written)
        AuditEvent.objects.bulk_create([line(written + place) for place in range(size)])
        written += size
    for place in range(WRITTEN_ALONE):
        begun = time.perf_counter()
        record(actors[place % len(actors)], Event.CHILD_VIEWED, child_ids=[children[0]], details={"part": "journal"})
        seconds.append(time.perf_counter() - begun)
    return statistics.median(seconds)


def _read_pages(setting_id: uuid.UUID) -> None:
    """What the queries behind the pages take: of everything and narrowed, the newest page and one in the middle."""
    from zoneinfo import ZoneInfo  # noqa: PLC0415

    from heartsease.domain.access.actor import Actor, system_actor  # noqa: PLC0415
    from heartsease.domain.access.permissions import Role  # noqa: PLC0415
    from heartsease.domain.audit.models import AuditEvent  # noqa: PLC0415
    from heartsease.domain.audit.queries import Narrowing, trace  # noqa: PLC0415
    from heartsease.domain.children.models import Child  # noqa: PLC0415
    from heartsease.domain.children.queries import OwnChild  # noqa: PLC0415
    from heartsease.domain.children.seen import who_has_seen  # noqa: PLC0415
    from heartsease.kernel.clock import day_bounds  # noqa: PLC0415
    from heartsease.kernel.cursors import Cursor  # noqa: PLC0415
    from heartsease.kernel.ids import new_id  # noqa: PLC0415
    from heartsease.kernel.statistics import refresh_statistics  # noqa: PLC0415

    refresh_statistics()
    zone = ZoneInfo("Europe/London")
    reader = system_actor(setting_id, zone)
    middle = AuditEvent.objects.order_by("at")[AuditEvent.objects.count() // 2]
    parent = Actor(setting_id=setting_id, role=Role.PARENT, zone=zone, membership_id=new_id())
    wanted = {
        "everything": Narrowing(),
        "a person": Narrowing(person_id=middle.person_id),
        "a child": Narrowing(child_id=AuditEvent.objects.exclude(child_id=None)[0].child_id),
        "a device": Narrowing(device_id=middle.device_id),
        "a day": Narrowing(day=day_bounds(middle.at.date(), zone)),
        "refusals": Narrowing(is_refusals_only=True),
        "all of these": Narrowing(
            middle.person_id, new_id(), middle.device_id, day_bounds(middle.at.date(), zone), True
        ),
    }
    for name, narrowing in wanted.items():
        newest = _milliseconds(partial(trace, reader, narrowing))
        older = _milliseconds(partial(trace, reader, narrowing, before=Cursor(middle.at, middle.pk)))
        print(f"  a page of {name}: {newest:.1f} ms, from the middle {older:.1f} ms")
    own = OwnChild(Child(pk=wanted["a child"].child_id), new_id(), "mother")
    print(f"  who has seen a child: {_milliseconds(lambda: who_has_seen(parent, own)):.1f} ms")


def _milliseconds(act: Callable[[], object]) -> float:
    seconds = []
    for _time in range(5):
        begun = time.perf_counter()
        act()
        seconds.append(time.perf_counter() - begun)
    return statistics.median(seconds) * 1000


if __name__ == "__main__":
    main()
