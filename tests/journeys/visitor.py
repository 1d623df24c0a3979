"""Somebody in front of a screen."""

import itertools
import os
import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import APIResponse, Browser, FilePayload, Locator, Page, expect

from tests.cast import PASSWORD
from tests.journeys import looking

ALBUM = os.environ.get("HEARTSEASE_JOURNEY_ALBUM")
"""A folder: where it is named, every page that is looked at is photographed into it."""
_numbers = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Device:
    """A screen, in CSS pixels, and whether it is touched."""

    name: str
    width: int
    height: int
    is_touch: bool


TABLET = Device("tablet", 820, 1180, is_touch=True)
PHONE = Device("phone", 390, 844, is_touch=True)
DESK = Device("desk", 1280, 900, is_touch=False)


class Visitor:
    """A browser of one person, with its own cookies; ``page`` is the tab in front."""

    def __init__(
        self, browser: Browser, address: str, device: Device, *, is_dark: bool = False, has_camera: bool = False
    ) -> None:
        self.address = address
        self.device = device
        self.context = browser.new_context(
            base_url=address,
            viewport={"width": device.width, "height": device.height},
            has_touch=device.is_touch,
            is_mobile=device.is_touch,
            color_scheme="dark" if is_dark else "light",
            reduced_motion="reduce",
            locale="en-GB",
            timezone_id="Europe/London",
            permissions=["camera"] if has_camera else [],
        )
        self.watches: dict[Page, looking.Watch] = {}
        self.page = self.open_tab()

    def open_tab(self) -> Page:
        """Another tab of the same browser."""
        page = self.context.new_page()
        self.watches[page] = looking.Watch(page, self.address)
        return page

    def excuse(self, *patterns: str) -> None:
        """Complaints of the browser that the journey means to cause."""
        for watch in self.watches.values():
            watch.excused.extend(re.compile(pattern) for pattern in patterns)

    def go(self, path: str) -> None:
        """Type an address."""
        self.page.goto(path)

    def stand_at_tablet(self, secret: str) -> None:
        """This browser is the setting's tablet, enrolled long ago."""
        cookie = {"name": "device", "value": secret, "url": self.address, "httpOnly": True, "sameSite": "Lax"}
        self.context.add_cookies([cookie])  # type: ignore[list-item]  # a plain dictionary is one

    def sign_in(self, user_name: str, password: str = PASSWORD) -> None:
        """Come in by the sign-in page."""
        if urlsplit(self.page.url).path != "/sign-in":
            self.go("/sign-in")
        self.page.get_by_label("User name").fill(user_name)
        self.page.get_by_label("Password").fill(password)
        self.press("Sign in")
        self.page.wait_for_url(lambda url: urlsplit(url).path != "/sign-in")

    def sign_out(self) -> None:
        """Go, by the menu under the name."""
        self.touch(self.page.locator("summary.person"))
        self.press("Sign out")
        self.page.wait_for_url(lambda url: urlsplit(url).path in {"/sign-in", "/lock"})

    def touch(self, target: Locator) -> None:
        """One tap with a finger, or one click where there is a mouse."""
        if self.device.is_touch:
            target.tap()
        else:
            target.click()

    def press(self, name: str, *, within: Locator | None = None) -> None:
        """Tap the button of this name."""
        self.touch((within or self.page).get_by_role("button", name=name, exact=True))

    def follow(self, name: str | re.Pattern[str], *, within: Locator | None = None) -> None:
        """Tap the link of this name, or of a name like this."""
        self.touch((within or self.page).get_by_role("link", name=name, exact=isinstance(name, str)))

    def tick(self, *names: str | re.Pattern[str], within: Locator | None = None) -> None:
        """Tap each of these children, areas or other choices."""
        for name in names:
            box = self.page.get_by_role("checkbox", name=name, exact=True)
            self.touch((within or self.page).locator("label").filter(has=box))

    def pick(self, name: str | re.Pattern[str], *, within: Locator | None = None) -> None:
        """Tap the one of several answers."""
        answer = self.page.get_by_role("radio", name=name, exact=isinstance(name, str))
        self.touch((within or self.page).locator("label").filter(has=answer))

    def sees(self, *words: str) -> None:
        """Each of these words comes to stand on the page."""
        for text in words:
            expect(self.page.get_by_text(text).filter(visible=True).first).to_be_visible()

    def does_not_see(self, *words: str) -> None:
        """None of these words stands anywhere in the page, hidden or not."""
        self.look_settled()
        content = self.page.content()
        for text in words:
            # Where a word begins: a short name may be somewhere inside of a token by chance.
            found = re.search(rf"(?<![A-Za-z0-9]){re.escape(text)}", content)
            assert not found, f"{text!r} stands in {self.page.url}"

    def look_settled(self) -> None:
        """Wait until the page has become quiet."""
        looking.settle(self.page)

    def look(self) -> None:
        """Look at the page in front: it must be well-made for everybody, on this screen, and the browser content."""
        looking.settle(self.page)
        problems = [*self.watches[self.page].take(), *looking.problems_of(self.page)]
        if ALBUM:
            path = urlsplit(self.page.url).path.strip("/")
            name = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "x", path).replace("/", "-") or "home"
            Path(ALBUM).mkdir(parents=True, exist_ok=True)
            picture = Path(ALBUM) / f"{os.getpid()}-{next(_numbers):03}-{self.device.name}-{name}.png"
            self.page.screenshot(path=picture, full_page=True, caret="initial")
        assert not problems, "\n".join([f"{self.page.url} on a {self.device.name}:", *problems])

    def choose_files(self, control: Locator, files: Iterable[FilePayload]) -> None:
        """Tap ``control`` and choose files in what the device shows then."""
        with self.page.expect_file_chooser() as chooser:
            self.touch(control)
        chooser.value.set_files(list(files))

    def ask(self, path: str, *, accept: str = "text/html") -> APIResponse:
        """Ask for an address with this browser's cookies, going nowhere else."""
        return self.context.request.get(path, headers={"Accept": accept}, max_redirects=0)

    def complaints(self) -> list[str]:
        """What the browser complained of since the last look, in all tabs."""
        return [words for watch in self.watches.values() for words in watch.take()]


def eventually(is_so: Callable[[], bool], seconds: float = 30) -> bool:
    """Whether something that no page shows comes about."""
    deadline = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True
