"""What the trace costs: writing a line, sealing, proving 200,000 lines, and finding each kind of damage in them.

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
        seconds = []
        for _proof in range(PROOFS):
            begun = time.perf_counter()
            report = verify()
            seconds.append(time.perf_counter() - begun)
            if not report.is_whole or report.chains[0].number != events:
                raise SystemExit(f"not whole: {report}")
        print(f"  proved in {', '.join(f'{one:.2f}' for one in seconds)} s")
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


def _fill(setting_id: object, events: int) -> float:
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
            setting_id=setting_id,  # type: ignore[arg-type]
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


if __name__ == "__main__":
    main()
