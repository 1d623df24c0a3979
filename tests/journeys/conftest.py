"""One server, one stagehand and one browser for all journeys of a run; a screen for each person of a journey."""

import os
import re
import tempfile
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Playwright, expect, sync_playwright

from tests.journeys.server import Server
from tests.journeys.stage import House, Stage
from tests.journeys.visitor import Device, Visitor

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-device-for-media-stream",
]
PATIENCE_MILLISECONDS = 30_000
"""For whatever a page should do at once: a busy machine is no reason to fail."""
VISITORS = pytest.StashKey[list[Visitor]]()
HAS_FAILED = pytest.StashKey[bool]()

Visit = Callable[..., Visitor]
STAFF = {"Maggie", "Sen", "Priya", "Owen", "Stu", "Hazel"}
"""Who comes in on the setting's tablet; families have devices of their own."""


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the run."""
    return tmp_path_factory.mktemp("journeys") / "data"


@pytest.fixture(scope="session")
def stage(data: Path) -> Iterator[Stage]:
    """Who writes what a journey finds."""
    with Stage(data) as stage:
        yield stage


@pytest.fixture(scope="session")
def server(data: Path, stage: Stage) -> Iterator[Server]:
    """The server, on the stagehand's data folder."""
    with Server(data) as server:
        yield server


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """What drives browsers."""
    expect.set_options(timeout=PATIENCE_MILLISECONDS)
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Chromium, with a camera that films a test picture for whoever allows it."""
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
    yield browser
    browser.close()


@pytest.fixture
def open_screen(request: pytest.FixtureRequest, browser: Browser, server: Server) -> Iterator[Visit]:
    """Open a browser on a device that nobody has signed in on."""
    visitors = request.node.stash.setdefault(VISITORS, [])
    said = server.log.stat().st_size

    def open_screen(
        device: Device, *, address: str = server.address, is_dark: bool = False, has_camera: bool = False
    ) -> Visitor:
        visitor = Visitor(browser, address, device, is_dark=is_dark, has_camera=has_camera)
        visitor.context.set_default_timeout(PATIENCE_MILLISECONDS)
        visitors.append(visitor)
        return visitor

    yield open_screen
    complaints = [words for visitor in visitors for words in visitor.complaints()]
    for visitor in visitors:
        visitor.context.close()
    if not request.node.stash.get(HAS_FAILED, False):
        assert not complaints, "\n".join(complaints)
        assert "Traceback" not in server.words(said), server.words(said)


@pytest.fixture
def visit(open_screen: Visit) -> Visit:
    """Let somebody of a house sign in on a device."""

    def visit(house: House, name: str, device: Device, **more: bool) -> Visitor:
        visitor = open_screen(device, **more)
        if name in STAFF:
            visitor.stand_at_tablet(house.tablet_secret)
        visitor.sign_in(house.user_names[name])
        return visitor

    return visit


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Photograph every screen of a journey that failed, while they are still open."""
    report = yield
    if report.when == "call" and report.failed:
        item.stash[HAS_FAILED] = True
        name = re.sub(r"[^a-z]+", "-", item.name)[:40]
        folder = Path(tempfile.mkdtemp(prefix=f"heartsease-{name}-"))
        shown = [f"The screens are photographed in {folder}"]
        visitors = item.stash.get(VISITORS, None) or []
        for number, visitor in enumerate(visitors, 1):
            for tab, page in enumerate(visitor.watches, 1):
                picture = folder / f"{number}-{tab}-{visitor.device.name}.png"
                try:
                    page.screenshot(path=picture, full_page=True, caret="initial", timeout=10_000)
                except Error as problem:
                    shown.append(f"{picture.name} could not be taken: {problem}")
                else:
                    shown.append(f"{picture.name}: {page.url}")
        report.sections.append(("What the browser showed", "\n".join(shown)))
    return report
