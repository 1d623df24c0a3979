"""``heartsease audit verify``: says whether the trace is as it was sealed, and what is not."""

import sys

from django.db import DatabaseError

from heartsease.domain.audit.actions import write_heads
from heartsease.domain.audit.verification import Chain, verify
from heartsease.domain.setting.models import Setting


def verify_trace() -> int:
    """Print what was found; 1 where anything is wrong."""
    try:
        report = verify()
    except (DatabaseError, TypeError, ValueError) as problem:  # SQLite lets an intruder write anything anywhere
        sys.stderr.write(f"The trace cannot be read: {problem}\n")
        return 1
    names = {setting.pk.hex: setting.name for setting in Setting.objects.all()}
    for chain in report.chains:
        _print(chain, names.get(chain.setting, chain.setting))
    for path, count in report.compared.items():
        print(f"Compared with {count} heads in {path}.")
    print(f"{report.waiting} lines wait to be sealed.")
    broken = {chain.setting for chain in report.chains if chain.damages}
    problems = [*report.problems, *write_heads(broken=broken)]
    for sentence in problems:
        sys.stderr.write(f"{sentence}\n")
    return 1 if broken or problems else 0


def _print(chain: Chain, name: str) -> None:
    if not chain.damages:
        print(f"{name}: {chain.number} lines, as they were sealed.")
        return
    for number, sentence in chain.damages:
        sys.stderr.write(f"{name}, number {number}: {sentence}.\n")
    if chain.more_damages:
        sys.stderr.write(f"{name}: and {chain.more_damages} more.\n")
