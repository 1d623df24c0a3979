"""A year on paper, quickly planned, and a small example that was really built."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings as django_settings
from pytest_django import Settings
from pytest_django.plugin import DjangoDbBlocker

from heartsease.cli.example import build_example
from heartsease.cli.example.plan import Plan
from heartsease.cli.example.planning import Year
from heartsease.domain.access.scope import in_setting
from heartsease.domain.frameworks import queries as frameworks
from heartsease.domain.frameworks.actions import load_pack
from heartsease.domain.frameworks.pack import read_pack
from heartsease.domain.photos import storage
from heartsease.domain.photos.models import Photo
from heartsease.domain.setting.models import Setting
from tests.cast import Shelves
from tests.shelf import Shelf

LONDON = ZoneInfo("Europe/London")
SMALL = 0.035
A_MONDAY = dt.date(2025, 11, 24)
"""In the past of every machine, so that the actions find nothing in their future."""


def plan_year(*, seed: int, today: dt.date, hour: int = 17, scale: float = 1.0) -> Plan:
    """The plan of an example that begins on ``today`` at ``hour``."""
    now = dt.datetime.combine(today, dt.time(hour, 30), tzinfo=LONDON).astimezone(dt.UTC)
    return Year(seed=seed, today=today, now=now, zone=LONDON, scale=scale).plan()


@pytest.fixture(
    scope="session", params=[(2026, dt.date(2026, 11, 23)), (7, dt.date(2027, 6, 13))], ids=["autumn", "summer"]
)
def year(request: pytest.FixtureRequest) -> Plan:
    """A whole year, seen from a Monday in November and from a Sunday in June."""
    seed, today = request.param
    return plan_year(seed=seed, today=today)


@pytest.fixture(scope="session")
def example_folder() -> Path:
    """Where the photographs of the small example lie, until the run is over."""
    return Path(django_settings.DATA) / "example-photos"


@pytest.fixture(scope="session")
def example_shelf(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, example_folder: Path, shelves: Shelves
) -> Shelf[Setting]:
    """A small example, built once. The other shelves are filled before, because they want empty tables."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        patch.setattr(django_settings, "PHOTO_FOLDER", example_folder)
        storage.ensure_marker()
        return Shelf("example", build_small)


@pytest.fixture
def example(db: None, example_shelf: Shelf[Setting], example_folder: Path, settings: Settings) -> Iterator[Setting]:
    """The small example, active for the test."""
    settings.PHOTO_FOLDER = example_folder
    setting = example_shelf.take()
    frameworks.frameworks(check=True)
    with in_setting(setting.pk):
        yield setting


def build_small() -> Setting:
    """The frameworks and two weeks of the example."""
    load_pack(pack=read_pack(django_settings.PACKS / "eyfs"))
    said: list[str] = []
    setting = build_example(seed=2026, progress=said.append, today=A_MONDAY, scale=SMALL)
    assert any(words.startswith("Drawing") for words in said)
    assert any(words.startswith("Writing") for words in said)
    photos = Photo.objects.unscoped(reason="the only setting there is").values_list("pk", flat=True)
    assert set(photos) == set(dict(storage.stored_photos()))
    return setting
