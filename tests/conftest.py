"""What every test stands on: a data folder of the run, no foreign host, journeys in a real browser last."""

import ipaddress
import os
import shutil
import socket
import sys
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings

from heartsease.domain.photos import storage

CHROMIUM = Path("/usr/bin/chromium")
JOURNEYS = Path(__file__).parent / "journeys"

pytest_plugins = ["tests.cast", "tests.post", "tests.requested"]

# A busy machine is no reason to fail, hence no deadlines.
hypothesis.settings.register_profile(
    "ci", derandomize=True, deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.register_profile(
    "long", hypothesis.settings.get_profile("ci"), derandomize=False, max_examples=5000
)
hypothesis.settings.load_profile("ci")


def pytest_configure(config: pytest.Config) -> None:
    settings.DATA.mkdir(mode=0o700)
    storage.ensure_marker()


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(settings.DATA, ignore_errors=True)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if JOURNEYS in item.path.parents:
            item.add_marker("journey")
    items.sort(key=is_journey)
    if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        # What asks no database was proven by the run on SQLite.
        alike = [item for item in items if not uses_database(item)]
        config.hook.pytest_deselected(items=alike)
        items[:] = [item for item in items if uses_database(item)]


def pytest_runtest_setup(item: pytest.Item) -> None:
    if is_journey(item) and not CHROMIUM.exists():
        reason = f"there is no {CHROMIUM}: run scripts/setup test"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)


def uses_database(item: pytest.Item) -> bool:
    """Whether the test asks the database, by a fixture or by its mark."""
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(fixtures & {"db", "transactional_db"}) or item.get_closest_marker("django_db") is not None


def is_journey(item: pytest.Item) -> bool:
    """Whether the test drives a real browser."""
    return item.get_closest_marker("journey") is not None


def refuse_foreign_hosts(event: str, arguments: tuple[object, ...]) -> None:
    """An audit hook of Python's: fails the test that talks to another machine, or asks for its address.

    Not an error that the code under test could take for a network that is down.
    """
    if event in {"socket.connect", "socket.sendto"}:
        address = arguments[1]
    elif event == "socket.getaddrinfo":
        address = arguments
    else:
        return
    if isinstance(address, tuple) and not is_this_machine(address[0]):
        pytest.fail(f"A test tried to reach {address[0]!r}.")


def is_this_machine(host: object) -> bool:
    """Whether ``host``, as sockets take it, is the machine that runs the tests."""
    if isinstance(host, bytes):
        host = host.decode()
    if not isinstance(host, str) or host in {"", "localhost", socket.gethostname()}:
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


sys.addaudithook(refuse_foreign_hosts)
