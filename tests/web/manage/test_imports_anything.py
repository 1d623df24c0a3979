"""Whatever bytes are sent as a file: never a fault of ours, and never a word written before the button."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.apps import apps
from django.db import transaction
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as some

from heartsease.domain.records import actions, queries
from heartsease.domain.records.imports.kinds import COLUMNS, Kind
from heartsease.domain.records.imports.plan import Fate
from heartsease.kernel import clock
from heartsease.kernel.errors import DomainError
from tests.cast import House
from tests.web.manage.test_imports import choose

UNTOUCHED = {"AuditEvent", "Session", "ImportFile"}
HEADINGS = sorted(
    {str(column.label) for columns in COLUMNS.values() for column in columns} | {"Surname", "First name", "x"}
)
WORDS = [
    "", " ", "yes", "no", "girl", "=1+1", "@x", "\x01", "😀", "é" * 70, 'say "so"', "two\nlines", "ǅ", "İ", "ß" * 100,
    "\u2028", "-", "x" * 2_001, "03/25/2023",
]  # fmt: skip
LONDON = ZoneInfo("Europe/London")
OF_THE_CAST = (clock.today(LONDON) - dt.timedelta(days=1200)).isoformat()
LIKELY = {
    "full_name": ["Ada Moss", "ADA  MOSS", "Zoë Brun", "Zoe Brun", "Grace Example", "Lena Lake", "Luca Lake"],
    "child_name": ["Amara Example", "ben example", "Leo Example"],
    "birth_date": [OF_THE_CAST, OF_THE_CAST, "14/03/2023", "03/04/2023"],
    "start_date": ["01/09/2025", "2025-09-02"],
    "leaving_date": ["", "31.08.2027"],
    "room": ["acorns", "Oaks"],
    "rooms": ["", "Acorns; Oaks", "oaks"],
    "relation": ["mother", "grandmother", "uncle"],
    "reads_as": ["", "relative", "Parent"],
    "role": ["practitioner", "Student"],
    "user_name": ["lena@example.org", "LENA@example.org", "luca", "ada", "zoe", ""],
    "lives_with": ["", "Lena Lake", "luca lake", "Grace Example"],
    "key_person": ["", "Priya Sunflower", "nobody"],
}
EACH_IN_TURN = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


def quoted(cell: str) -> str:
    """A cell between quotation marks."""
    return '"' + cell.replace('"', '""') + '"'


@some.composite
def tables(draw: some.DrawFn) -> tuple[Kind, str]:
    """A table that is almost right: known headings, likely cells, some lines of another length."""
    kind = draw(some.sampled_from(list(Kind)))
    columns = {str(column.label): column for column in COLUMNS[kind]}
    needed = [label for label, column in columns.items() if column.is_required]
    more = draw(some.lists(some.sampled_from([*columns, *HEADINGS]), max_size=5, unique=True))
    headings = draw(some.permutations([*needed, *(label for label in more if label not in needed)]))
    lines = [headings]
    for _number in range(draw(some.integers(0, 6))):
        line = []
        for heading in headings:
            likely = LIKELY.get(columns[heading].name) if heading in columns else None
            words = some.sampled_from(WORDS) | some.text(max_size=8)
            line.append(draw(some.sampled_from(likely) if likely and draw(some.integers(0, 15)) else words))
        lines.append(line[: -1 if not draw(some.integers(0, 15)) else None])
    separator, end = draw(some.sampled_from(",;\t")), draw(some.sampled_from(["\n", "\r\n", "\r"]))
    return kind, end.join(separator.join(map(quoted, line)) for line in lines)


@some.composite
def files(draw: some.DrawFn) -> tuple[Kind, bytes]:
    """Bytes of every kind, some of them tables in one encoding or another, whole or cut."""
    kind, text = draw(tables())
    data = text.encode(draw(some.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"])), "replace")
    cut = data[: draw(some.integers(0, len(data)))]
    noise = draw(some.binary(max_size=300))
    return kind, draw(some.sampled_from([data, cut, noise, cut + noise, noise + cut]))


def everything_stored() -> dict[str, list[str]]:
    """Every row but the trace, the sessions and the file itself."""
    tables = [model for model in apps.get_models() if model.__name__ not in UNTOUCHED]
    return {model.__name__: sorted(map(repr, model._base_manager.values_list())) for model in tables}


@EACH_IN_TURN
@given(file=files())
def test_any_bytes_are_answered_and_write_nothing(house: House, file: tuple[Kind, bytes]) -> None:
    kind, data = file
    maggie = house.client("Maggie")
    before = everything_stored()
    response = choose(maggie, data, kind)
    assert response.status_code in {302, 413, 415, 422}
    if response.status_code == 302:
        assert maggie.get(response.headers["Location"]).status_code == 200
    assert everything_stored() == before


@EACH_IN_TURN
@given(file=tables())
def test_any_table_is_imported_as_it_was_shown_and_a_second_time_changes_nothing(
    house: House, file: tuple[Kind, str]
) -> None:
    kind, data = file[0], file[1].encode("utf-8", "replace")
    maggie = house.actor("Maggie")
    with transaction.atomic():
        try:
            kept = actions.keep_file(actor=maggie, kind=kind, name="", data=data)
        except DomainError as problem:
            event(type(problem).__name__)
        else:
            plan = queries.look(maggie, kept).plan
            actions.import_file(actor=maggie, file_id=kept.pk, seen=plan.fingerprint)
            event(f"{kind}: {bool(plan.to_write)}")
            again = queries.look(maggie, actions.keep_file(actor=maggie, kind=kind, name="", data=data)).plan
            taken = [line.fate for line in plan.lines if line.fate is not Fate.REFUSE]
            assert again.counts[Fate.SAME] == len(taken)
            assert len(again.lines) == len(plan.lines)
        transaction.set_rollback(True)
