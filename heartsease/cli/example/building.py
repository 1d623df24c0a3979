"""Building the example: plan, pictures, rows. All of it is there in the end, or nothing."""

import datetime as dt
import random
from collections.abc import Callable

from django.db import transaction

from heartsease.cli.example.agreements import write_agreements
from heartsease.cli.example.cast import SETTING_NAME
from heartsease.cli.example.founding import found_place, write_records
from heartsease.cli.example.journal import JournalRows
from heartsease.cli.example.planning import Year
from heartsease.cli.example.prints import choose_pictures, choose_portraits, printed
from heartsease.cli.example.register import write_register
from heartsease.cli.example.trace import Trace
from heartsease.domain.access.scope import in_setting
from heartsease.domain.frameworks import queries as frameworks
from heartsease.domain.setting.actions import found_setting
from heartsease.domain.setting.models import Setting
from heartsease.kernel import clock

TIME_ZONE = "Europe/London"
_FOUR_IN_THE_AFTERNOON = dt.time(16, 10)


def build_example(*, seed: int, progress: Callable[[str], None], today: dt.date, scale: float = 1.0) -> Setting:
    """Make the example setting as it stands on ``today``; gives it.

    The frameworks are loaded and the photo folder is set up before. ``progress`` is told, in plain words, whatever
    takes longer than two seconds. ``scale`` is the part of a year that is written, for tests.
    """
    unsaved = Setting(name=SETTING_NAME, time_zone=TIME_ZONE)
    now = clock.now()
    if clock.today(unsaved.zone) != today:
        now = dt.datetime.combine(today, _FOUR_IN_THE_AFTERNOON, tzinfo=unsaved.zone).astimezone(dt.UTC)
    year = Year(seed=seed, today=today, now=now, zone=unsaved.zone, scale=scale)
    plan = year.plan()
    prints = choose_pictures(plan.entries)
    portraits = choose_portraits(plan.children)
    every_print = [*portraits.values(), *(one for entry in prints for one in entry)]
    rng = random.Random(seed)  # noqa: S311 - an example, not a secret
    with printed(every_print, children=plan.children, seed=seed, progress=progress) as negatives:
        progress(f"Writing {len(plan.entries)} entries of {len(plan.children)} children ...")
        with transaction.atomic():
            setting = found_setting(name=SETTING_NAME, time_zone=TIME_ZONE, is_example=True)
            with in_setting(setting.pk):
                trace = Trace()
                place = found_place(setting)
                write_records(place, plan.children, trace=trace, now=now, rng=rng)
                write_agreements(place, trace=trace, now=now)
                rows = JournalRows(place, frameworks.framework(setting.framework_slug), negatives, trace)
                for child in plan.children:
                    if child.number in portraits:
                        rows.add_portrait(child, portraits[child.number], now)
                for entry, its_prints in zip(plan.entries, prints, strict=True):
                    rows.add(entry, its_prints)
                rows.write()
                write_register(place, plan.children, today=today, now=now, trace=trace, rng=rng)
                trace.write()
    return setting
