"""What the two most opened pages cost: queries, rows, bytes, processor time and waiting, against a bare view.

    .venv/bin/python -m scripts.bench.pages                            SQLite, 15,000 observations
    scripts/with-postgres .venv/bin/python -m scripts.bench.pages      the same on PostgreSQL
    ... --observations 1500 15000 500000                               whether a page grows with the journal

The server is the real one (gunicorn, one process). Processor time is the server process's own, from the kernel.
"""

import argparse
import datetime as dt
import http.client
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

REQUESTS = 300
ROUNDS = 10
WARM_UP = 40
AGES = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one page: processor milliseconds and median waiting milliseconds per request, bytes of HTML."""

    cpu: float
    p50: float
    size: int


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--observations", type=int, nargs="+", default=[15_000])
    options = parser.parse_args()
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
        from django.db import connection  # noqa: PLC0415

        print(f"\n{connection.vendor}, {REQUESTS} requests a page after {WARM_UP} to warm up\n")
        for count in options.observations:
            _measure(count)


def _measure(observations: int) -> None:
    from django.contrib.auth import HASH_SESSION_KEY  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    from heartsease.domain.access.scope import in_setting  # noqa: PLC0415
    from heartsease.domain.accounts.models import Device, Membership, Session, Way  # noqa: PLC0415
    from heartsease.domain.accounts.queries import digest_of_device  # noqa: PLC0415
    from heartsease.domain.accounts.sessions import SessionStore  # noqa: PLC0415
    from heartsease.kernel import clock  # noqa: PLC0415
    from scripts.bench.journal_rows import large_setting  # noqa: PLC0415

    started = time.monotonic()
    large = large_setting(observations=observations)
    print(f"{observations:,} observations written in {time.monotonic() - started:.0f} s")

    def cookie(membership: Membership) -> str:
        now, secret = clock.now(), str(membership.pk)
        device = None
        if membership.is_staff:
            with in_setting(membership.setting_id):
                device = Device(kind="tablet", state="active", name="Tablet", secret_digest=digest_of_device(secret))
                device.save()
        store, person = SessionStore(), membership.person
        # Far ahead: the last sign of life is then written by no request, as it is by one in many.
        store.begin(
            Session(
                person=person, membership=membership, device=device, way=Way.PIN, started_at=now, seen_at=now + AGES
            )
        )
        store[HASH_SESSION_KEY] = person.get_session_auth_hash()
        store.save()
        return f"heartsease={store.session_key}; device={secret}"

    parent, practitioner = cookie(large.parent), cookie(large.practitioner)
    pages = {
        "family timeline": (f"/journal/{large.child.pk}", parent),
        "staff room page": (f"/rooms/{large.room.pk}", practitioner),
    }
    for name, (address, who) in pages.items():
        queries, rows = _queries_and_rows(address, who)
        print(f"  {name}: {queries} queries, {rows} rows fetched, {_rows_read(address, who)}")
    connection.close()
    with _server() as (port, process):
        for name, (address, who) in pages.items():
            cost, base = _costs(port, process, (address, who), ("/bench/bare", practitioner))
            print(
                f"  {name}: {cost.size / 1000:.1f} KB; processor {cost.cpu:.2f} ms against {base.cpu:.2f} ms bare"
                f" = {cost.cpu / base.cpu:.1f} times; p50 {cost.p50:.2f} against {base.p50:.2f} ms"
                f" = {cost.p50 / base.p50:.1f} times"
            )


def _queries_and_rows(address: str, cookie: str) -> tuple[int, int]:
    """Statements of one warm request, and the rows that they gave."""
    rows = 0
    statements = 0

    def count(execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        nonlocal statements
        statements += 1
        return execute(sql, params, many, context)

    from django.db import connection  # noqa: PLC0415
    from django.db.backends.utils import CursorWrapper  # noqa: PLC0415

    class Counting(CursorWrapper):
        def fetchmany(self, *args: Any, **kwargs: Any) -> Any:
            nonlocal rows
            found = self.cursor.fetchmany(*args, **kwargs)
            rows += len(found)
            return found

        def fetchone(self) -> Any:
            nonlocal rows
            found = self.cursor.fetchone()
            rows += found is not None
            return found

    _request(address, cookie)
    make = connection.make_cursor
    connection.make_cursor = lambda cursor: Counting(cursor, connection)  # type: ignore[method-assign]
    try:
        with connection.execute_wrapper(count):
            _request(address, cookie)
    finally:
        connection.make_cursor = make  # type: ignore[method-assign]
    return statements, rows


def _rows_read(address: str, cookie: str) -> str:
    """Rows that PostgreSQL touched; for SQLite, which counts none, the tables it would walk from end to end."""
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    with CaptureQueriesContext(connection) as captured:
        _request(address, cookie)
    total, walked = 0, []
    with connection.cursor() as cursor:
        for query in captured.captured_queries:
            sql = query["sql"]
            if not sql.startswith("SELECT"):
                continue
            if connection.vendor == "postgresql":
                cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}")
                total += _touched(cursor.fetchone()[0][0]["Plan"])
            else:
                cursor.execute(f"EXPLAIN QUERY PLAN {_literal(sql)}")
                walked += [row[3] for row in cursor.fetchall() if re.match(r"SCAN (?!.*USING)", row[3])]
    if connection.vendor == "postgresql":
        return f"{total:,} rows read by the database"
    return f"tables walked from end to end: {', '.join(walked) or 'none'}"


def _literal(sql: str) -> str:
    return sql.replace("%%", "%")


def _touched(plan: dict[str, Any]) -> int:
    below = sum(_touched(part) for part in plan.get("Plans", []))
    if "Scan" not in plan["Node Type"]:
        return below
    removed = sum(value for key, value in plan.items() if key.startswith("Rows Removed by"))
    return below + int((plan["Actual Rows"] + removed) * plan["Actual Loops"])


def _request(address: str, cookie: str) -> bytes:
    from django.test import Client  # noqa: PLC0415

    response = Client(headers={"cookie": cookie}).get(address)
    if response.status_code != 200:
        raise SystemExit(f"{address} answered {response.status_code}")
    return response.content


@contextmanager
def _server() -> Iterator[tuple[int, int]]:
    """The real server on a free port: port and the process that answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable, "-m", "gunicorn", "heartsease.config.wsgi:application",
        "--bind", f"127.0.0.1:{port}", "--workers", "1", "--threads", "1", "--worker-class", "gthread",
        "--log-level", "warning", "--no-control-socket",
    ]  # fmt: skip
    with subprocess.Popen(command) as master:
        try:
            for _attempt in range(200):
                time.sleep(0.05)
                children = Path(f"/proc/{master.pid}/task/{master.pid}/children").read_text().split()
                with socket.socket() as probe:
                    if children and probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
            yield port, int(children[0])
        finally:
            master.terminate()


def _costs(port: int, process: int, *pages: tuple[str, str]) -> list[Cost]:
    """Of some pages, each an address with a cookie, in turns: what else the machine does meets all of them alike."""
    connection = http.client.HTTPConnection("127.0.0.1", port)

    def once(address: str, cookie: str) -> int:
        connection.request("GET", address, headers={"Cookie": cookie, "Accept": "text/html"})
        response = connection.getresponse()
        body = response.read()
        if response.status != 200:
            raise SystemExit(f"{address} answered {response.status}")
        return len(body)

    sizes = [max(once(*page) for _number in range(WARM_UP)) for page in pages]
    used, times = [0.0 for _page in pages], [list[float]() for _page in pages]
    for _round in range(ROUNDS):
        for at, page in enumerate(pages):
            before = _processor(process)
            for _number in range(REQUESTS // ROUNDS):
                begun = time.perf_counter()
                once(*page)
                times[at].append(time.perf_counter() - begun)
            used[at] += _processor(process) - before
    connection.close()
    return [
        Cost(cpu=used[at] / REQUESTS * 1000, p50=statistics.median(times[at]) * 1000, size=sizes[at])
        for at in range(len(pages))
    ]


def _processor(process: int) -> float:
    """Seconds that a process has had of a processor, in all its threads."""
    threads = Path(f"/proc/{process}/task").iterdir()
    return sum(int((thread / "schedstat").read_text().split()[0]) for thread in threads) / 1e9


if __name__ == "__main__":
    main()
