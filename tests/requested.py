"""Which addresses the tests have used: one that no test was ever answered at fails the run.

Loaded as a plugin. What counts is an answer of the view itself, below 400, to a test about that address; those that
walk through all addresses do not count (``WALKS``). Only a whole run is judged, and only one that passed.
"""

import os
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponseBase
from django.urls import get_resolver

from heartsease.config.checks import addresses
from heartsease.web.routing import admission_of

Key = tuple[str, str]
"""An address by name, and a method."""
WHOLE_RUNS = {"", "not journey"}
WALKS = (
    "tests/contracts/",
    "tests/web/test_brake.py::test_whoever_is_shown",
    "tests/web/test_brake.py::test_nothing_at_all",
    "tests/web/test_errors.py",
    "tests/web/family/test_admission.py",
    "tests/web/signin/test_agreement.py",
    "tests/web/staff/test_admission.py",
    "tests/web/staff/children/test_facts.py::test_no_other_page",
)
"""Tests that ask for whatever addresses there are: that shows nothing about any one of them."""
used: set[Key] = set()


class Recorder:
    """The innermost middleware: sees what the view answered, and only where the request got as far."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.respond(request)
        match = request.resolver_match
        is_answered = getattr(request, "has_reached_view", False) and response.status_code < 400
        if is_answered and match is not None and not os.environ.get("PYTEST_CURRENT_TEST", "").startswith(WALKS):
            used.add((match.view_name, str(request.method)))
        return response

    def process_view(self, request: HttpRequest, *_arguments: object) -> None:
        """Asked last, where nobody before has answered in the view's stead."""
        request.has_reached_view = True  # type: ignore[attr-defined]


def offered() -> set[Key]:
    """Every address with every method that it offers."""
    found = set()
    for _path, pattern in addresses(get_resolver().url_patterns):
        admission = admission_of(pattern.callback)
        assert admission is not None
        found |= {(str(pattern.name), method) for method in admission.methods}
    return found


def unused(answered: set[Key]) -> list[str]:
    """What is offered and was never answered."""
    return [f"{method:6} {name}" for name, method in sorted(offered() - answered)]


def is_whole(config: pytest.Config) -> bool:
    """Whether every test was asked for."""
    options = config.option
    return (
        config.args_source is pytest.Config.ArgsSource.TESTPATHS
        and options.markexpr in WHOLE_RUNS
        and not any(getattr(options, name, None) for name in ("keyword", "collectonly", "deselect", "ignore", "lf"))
    )


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """A process of pytest-xdist has ended: what it saw comes to the others'."""
    used.update((name, method) for name, method in getattr(node, "workeroutput", {}).get("used", []))


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["used"] = [list(key) for key in sorted(used)]
    elif exitstatus == 0 and is_whole(session.config) and unused(used):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    missing = unused(used) if is_whole(config) and not terminalreporter.stats.get("failed") else []
    if missing:
        terminalreporter.section("addresses that no test has used", red=True)
        for line in missing:
            terminalreporter.line(line)
