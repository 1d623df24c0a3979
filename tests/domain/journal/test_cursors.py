"""Places in a timeline: written into an address and read back, and pages that neither skip nor repeat."""

import datetime as dt
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as some

from heartsease.domain.children.queries import own_children
from heartsease.domain.journal import queries
from heartsease.domain.journal.models import Observation, ObservationChild
from heartsease.kernel import clock
from heartsease.kernel.cursors import Cursor
from tests.cast import House

moments = some.datetimes(dt.datetime(1970, 1, 2), dt.datetime(2100, 1, 1), timezones=some.just(dt.UTC))  # noqa: DTZ001


@given(moments, some.uuids())
def test_round_trip(moment: dt.datetime, row_id: uuid.UUID) -> None:
    cursor = Cursor(moment, row_id)
    assert Cursor.from_text(cursor.to_text()) == cursor


@given(some.text(max_size=80))
def test_anything_else_is_the_first_page(text: str) -> None:
    assert Cursor.from_text(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "1-",
        "-1-" + "0" * 32,
        "9" * 400 + "-" + "0" * 32,
        "9" * 5000 + "-" + "0" * 32,
        "nan-" + "0" * 32,
        "1.5-" + "0" * 32,
        "1-" + "g" * 32,
        "\x00-" + "0" * 32,
    ],
)
def test_broken_places(text: str) -> None:
    assert Cursor.from_text(text) is None


def same_minute_entries(house: House, number: int) -> list[Observation]:
    """Entries of which several happened at the same moment: only their ids tell them apart."""
    moment = clock.now().replace(microsecond=123456) - dt.timedelta(days=1)
    entries = []
    for place in range(number):
        at = moment - dt.timedelta(microseconds=place // 4)
        entry = Observation.objects.create(
            source="setting",
            state="published",
            author=house.staff["Priya"],
            happened_at=at,
            created_at=at,
            changed_at=at,
            published_at=at,
            visible_from=at,
            text=str(place),
        )
        ObservationChild.objects.create(
            observation=entry, child=house.children["Amara"], happened_at=at, visible_from=at
        )
        entries.append(entry)
    return entries


@pytest.mark.parametrize("limit", [1, 3, 4, 20])
def test_pages_neither_skip_nor_repeat(limit: int, house: House) -> None:
    entries = same_minute_entries(house, 11)
    grace, priya = house.actor("Grace"), house.actor("Priya")
    own = next(one for one in own_children(grace) if one.child == house.children["Amara"])
    for_family: list[uuid.UUID] = []
    before: Cursor | None = None
    while True:
        page = queries.family_timeline(grace, own, before=before, limit=limit)
        for_family += [entry.observation_id for entry in page.entries]
        if page.following is None:
            break
        before = Cursor.from_text(page.following.to_text())
        assert before == page.following
    for_staff: list[uuid.UUID] = []
    before = None
    while True:
        found, before = queries.child_timeline(priya, own.child, before=before, limit=limit)
        for_staff += [entry.pk for entry in found]
        if before is None:
            break
    assert for_family == for_staff
    assert sorted(for_family) == sorted(entry.pk for entry in entries)
    happened = {entry.pk: entry.happened_at for entry in entries}
    assert [happened[one] for one in for_family] == sorted(happened.values(), reverse=True)


@pytest.mark.parametrize("text", ["-62135596800000000-" + "0" * 32, "253402300799999999-" + "f" * 32])
def test_the_ends_of_time_are_pages_like_others(text: str, house: House) -> None:
    before = Cursor.from_text(text)
    grace = house.actor("Grace")
    for own in own_children(grace):
        assert queries.family_timeline(grace, own, before=before).entries == []
