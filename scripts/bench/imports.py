"""What an import of 10,000 lines costs: the dry run and the import itself, in processor time and in waiting.

    .venv/bin/python -m scripts.bench.imports [--lines 10000]                      SQLite
    scripts/with-postgres .venv/bin/python -m scripts.bench.imports                the same on PostgreSQL

Staff, then children, then a parent for each child; then the children's file again, which must change nothing. Ends
with 1 where a limit is passed. The limits are of processor time, because other work on the machine is not ours.
"""

import argparse
import csv
import datetime as dt
import io
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

MOST_SECONDS_OF_LOOKING = 10
MOST_SECONDS_OF_IMPORTING = 60
ROOMS = 8


def main() -> None:
    """Measure, print a table, say whether the limits are kept."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=int, default=10_000)
    lines = parser.parse_args().lines
    with tempfile.TemporaryDirectory(prefix="heartsease-bench-") as folder:
        os.environ |= {
            "HEARTSEASE_DATA": folder,
            "HEARTSEASE_TLS": "no",
            "SECRET_KEY": "only for this benchmark",
            "HEARTSEASE_PEPPER": "only for this benchmark",
            "DJANGO_SETTINGS_MODULE": "scripts.bench.bench_settings",
            "PYTHONPATH": str(Path(__file__).resolve().parents[2]),
        }
        from heartsease.cli import prepare  # noqa: PLC0415 - after the environment

        prepare.start_django()
        prepare.bring_up_to_date()
        sys.exit(0 if _measure(lines) else 1)


def _measure(lines: int) -> bool:
    from django.db import connection  # noqa: PLC0415

    from heartsease.domain.access.actor import system_actor  # noqa: PLC0415
    from heartsease.domain.access.permissions import Role  # noqa: PLC0415
    from heartsease.domain.access.scope import in_setting  # noqa: PLC0415
    from heartsease.domain.accounts.actions import admit_person  # noqa: PLC0415
    from heartsease.domain.accounts.queries import actor_of, membership_in_force  # noqa: PLC0415
    from heartsease.domain.records import actions, queries  # noqa: PLC0415
    from heartsease.domain.records.imports.kinds import Kind  # noqa: PLC0415
    from heartsease.domain.setting.actions import found_setting, save_room  # noqa: PLC0415

    setting = found_setting(name="Large")
    system = system_actor(setting.pk, setting.zone)
    is_kept = True
    print(f"\n{connection.vendor}, {lines:,} lines; seconds of processor (of waiting)\n")
    with in_setting(setting.pk):
        for number in range(ROOMS):
            save_room(actor=system, name=f"Room {number}")
        maggie = admit_person(actor=system, full_name="Maggie", user_name="maggie", role=Role.NOMINATED_MEMBER)
        actor = actor_of(membership_in_force(str(maggie.pk)) or maggie)
        for title, kind in [("staff", Kind.STAFF), ("children", Kind.CHILDREN), ("parents", Kind.PARENTS),
                            ("children again", Kind.CHILDREN)]:  # fmt: skip
            begun = time.process_time(), time.perf_counter()
            file = actions.keep_file(actor=actor, kind=kind, name="large.csv", data=_file(kind, lines))
            plan = queries.look(actor, file).plan
            looked = time.process_time(), time.perf_counter()
            actions.import_file(actor=actor, file_id=file.pk, seen=plan.fingerprint)
            imported = time.process_time(), time.perf_counter()
            counts = ", ".join(f"{count:,} {fate.label}" for fate, count in plan.counts.items() if count)
            print(
                f"  {title:15} dry run {looked[0] - begun[0]:5.1f} ({looked[1] - begun[1]:5.1f})"
                f"   import {imported[0] - looked[0]:5.1f} ({imported[1] - looked[1]:5.1f})   {counts}",
                flush=True,
            )
            is_kept &= looked[0] - begun[0] <= MOST_SECONDS_OF_LOOKING
            is_kept &= imported[0] - looked[0] <= MOST_SECONDS_OF_IMPORTING
    return is_kept


def _file(kind: str, lines: int) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(_rows(kind, lines))
    return text.getvalue().encode()


def _rows(kind: str, lines: int) -> Iterator[list[str]]:
    first_day = dt.date(2021, 9, 1)
    born = [(first_day + dt.timedelta(days=number % 1_400)).strftime("%d/%m/%Y") for number in range(lines)]
    if kind == "staff":
        yield ["Name", "E-mail", "Role", "Rooms"]
        for number in range(lines):
            yield [f"Colleague No{number}", f"c{number}@example.org", "practitioner", f"Room {number % ROOMS}"]
    elif kind == "children":
        yield ["Name", "DOB", "Room", "Start", "Key person", "Allergies"]
        for number in range(lines):
            colleague = f"Colleague No{number}" if number % 3 else ""
            yield [f"Child No{number}", born[number], f"Room {number % ROOMS}", "01/09/2025", colleague, "nuts"]
    else:
        yield ["Child", "DOB", "Parent", "Relation", "E-mail", "Lives with", "Phone"]
        for number in range(lines):
            of = number - number % 2
            with_whom = f"Adult No{of}" if number % 2 else ""
            yield [f"Child No{of}", born[of], f"Adult No{number}", "mother", f"a{number}@example.org", with_whom, "1"]


if __name__ == "__main__":
    main()
