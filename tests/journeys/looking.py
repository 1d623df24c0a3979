"""What is wrong with a page that somebody looks at: for people who see little, on small screens, to the browser."""

import functools
import json
import re
from typing import Any

from playwright.sync_api import ConsoleMessage, Error, Page, Request, Response

from tests.journeys.server import PROJECT

AXE = PROJECT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "rules": {"target-size": {"enabled": True}},
    "checks": {"color-contrast": {"options": {"ignorePseudo": True}}},
    "resultTypes": ["violations"],
}
"""WCAG 2.2 at AA. axe leaves its rule about the size of targets out unless it is asked for by name, and gives up
about contrast on everything that stands on one of our endpapers, which are drawn by pseudo-elements."""

IS_SETTLED = """() =>
  document.readyState === "complete" && document.fonts.status === "loaded"
  && !document.querySelector(".htmx-request, .htmx-swapping, .htmx-settling, form[data-sending], #send.is-busy")
  && !document.querySelector("#photos .is-waiting")
  && [...document.images].every((image) => image.complete || image.loading === "lazy")
  && document.getAnimations().every((animation) => animation.playState !== "running")"""

APPEARANCE = """() => ({
  title: document.title.trim(),
  headings: document.querySelectorAll("h1").length,
  width: document.documentElement.scrollWidth,
  broken: [...document.images]
    .filter((image) => image.complete && image.naturalWidth === 0 && image.getAttribute("src"))
    .map((image) => image.currentSrc || image.src),
  bar: document.querySelector(".action-bar")?.getBoundingClientRect().height ?? 0,
  kept: parseFloat(getComputedStyle(document.documentElement).scrollPaddingBlockEnd),
})"""


class Watch:
    """What a page has complained of since it was last asked."""

    def __init__(self, page: Page, address: str) -> None:
        self.address = address
        self.excused: list[re.Pattern[str]] = []
        self._heard: list[str] = []
        page.on("console", self._hear_console)
        page.on("pageerror", self._hear_error)
        page.on("request", self._hear_request)
        page.on("response", self._hear_response)

    def take(self) -> list[str]:
        """The complaints that nobody excused, once."""
        heard, self._heard = self._heard, []
        return [words for words in heard if not any(pattern.search(words) for pattern in self.excused)]

    def _hear_console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self._heard.append(f"console {message.type}: {message.text} ({message.location.get('url', '')})")

    def _hear_error(self, problem: Error) -> None:
        self._heard.append(f"uncaught: {problem}")

    def _hear_request(self, request: Request) -> None:
        if not request.url.startswith((f"{self.address}/", "blob:", "data:", "about:")):
            self._heard.append(f"request to a foreign host: {request.url}")

    def _hear_response(self, response: Response) -> None:
        if response.status >= 500:
            self._heard.append(f"{response.status}: {response.request.method} {response.url}")


def settle(page: Page) -> None:
    """Wait until nothing loads, moves or is on its way."""
    page.wait_for_load_state()
    page.wait_for_function(IS_SETTLED)


def problems_of(page: Page) -> list[str]:
    """What is wrong with a settled page."""
    found = page.evaluate(APPEARANCE)
    assert page.viewport_size is not None
    wide = page.viewport_size["width"]
    problems = [f"a picture is broken: {source}" for source in found["broken"]]
    if not found["title"]:
        problems.append("the page has no title")
    if found["headings"] != 1:
        problems.append(f"the page has {found['headings']} first headings")
    if found["bar"] > found["kept"]:
        problems.append(f"the bar of actions is {found['bar']} px high and may cover what has the focus")
    if found["width"] > wide:
        problems.append(f"the page is {found['width']} px wide on a screen of {wide} px")
    return problems + _axe(page)


@functools.cache
def _axe_source() -> str:
    return AXE.read_text(encoding="utf-8")


def _axe(page: Page) -> list[str]:
    # Evaluated by the debugger, because the page's own policy lets no foreign script in.
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(f"{_axe_source()}\n;undefined")
    result: dict[str, Any] = page.evaluate(f"() => axe.run({json.dumps(OPTIONS)})")
    return [
        f"axe {violation['id']} ({violation['impact']}): {violation['help']}\n"
        f"    {' '.join(str(part) for part in node['target'])}\n    {node['html'][:300]}\n"
        f"    {' '.join(node['failureSummary'].split())}"
        for violation in result["violations"]
        for node in violation["nodes"]
    ]
