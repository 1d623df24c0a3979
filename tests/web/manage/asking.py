"""Pages about people, asked for and answered in few words."""

import re
from html import unescape
from typing import Any

from tests.cast import House

LINK = re.compile(r'id="hand-over-link"[^>]*value="http://testserver([^"]+)"')


def person(house: House, name: str, part: str = "") -> str:
    """The address of somebody's page."""
    membership = house.staff.get(name) or house.family[name]
    return f"/manage/people/{membership.pk}{part}"


def hidden(page: str) -> dict[str, Any]:
    """What a browser would send from a page that asks once more."""
    form = page[page.index('<form class="form"') :]
    sent: dict[str, Any] = {}
    for name, value in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form):
        if name != "csrfmiddlewaretoken":
            sent.setdefault(name, []).append(unescape(value))
    return sent
