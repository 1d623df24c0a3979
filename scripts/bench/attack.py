"""What thieves get: with a password, with a tablet, by guessing PINs, from a stolen database.

    .venv/bin/python -m scripts.bench.attack                          SQLite, 120 children, 30 days, 1,000 PINs
    scripts/with-postgres .venv/bin/python -m scripts.bench.attack    the same on PostgreSQL

Each attack first finds a leak that was planted in the same run; where it does not, its clean result counts for nothing.
Answers 1 where anything got out. A seeded smaller run is part of the tests (tests/security).
"""

import argparse
import logging
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from scripts.bench.attacks import Outcome


def main() -> int:
    """Attack and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--children", type=int, default=120)
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--pins", type=int, default=1_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="heartsease-attack-") as folder:
        os.environ |= {
            "HEARTSEASE_DATA": folder,
            "HEARTSEASE_TLS": "no",
            "SECRET_KEY": "only for this attack",
            "HEARTSEASE_PEPPER": "only for this attack, and not in its database",
            "DJANGO_SETTINGS_MODULE": "scripts.bench.attack_settings",
            "PYTHONPATH": str(Path(__file__).resolve().parents[2]),
        }
        from heartsease.cli import prepare  # noqa: PLC0415 - after the environment

        prepare.start_django()
        prepare.bring_up_to_date()
        logging.disable(logging.CRITICAL)  # a thief is refused thousands of times
        from django.db import connection  # noqa: PLC0415

        print(f"\n{connection.vendor}\n\n{'attack':44} {'got':>10} {'at most':>10} {'planted':>10}")
        outcomes = []
        for outcome in _attacks(options):
            outcomes.append(outcome)
            print(
                f"{outcome.attack:44} {outcome.got:>10.6g} {outcome.most:>10.6g} {outcome.planted:>10.4g} "
                f" {'held' if outcome.is_held else 'NOT HELD'}: {outcome.note}",
                flush=True,
            )
    return 0 if all(outcome.is_held for outcome in outcomes) else 1


def _attacks(options: argparse.Namespace) -> Iterator[Outcome]:
    from heartsease.domain.access.permissions import Scope  # noqa: PLC0415
    from scripts.bench.attacks import guessing, nursery, thieves  # noqa: PLC0415

    robbed = nursery.build(child_count=options.children, room_count=5)
    yield thieves.with_a_password(robbed)
    yield from thieves.with_a_tablet(robbed, Scope.ROOMS)
    yield from thieves.with_a_tablet(robbed, Scope.ALL)
    yield from guessing.on_a_tablet(robbed, days=options.days)
    yield guessing.on_a_database(robbed, count=options.pins)


if __name__ == "__main__":
    sys.exit(main())
