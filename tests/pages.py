"""Reading the pages that a test got."""

import re
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response
else:
    from django.http import HttpResponse as Response

__all__ = ["Response", "led_to", "problem", "text_of"]


def text_of(response: Response) -> str:
    """A page's body, its entities read."""
    return unescape(response.content.decode())


def problem(response: Response) -> str:
    """The sentence that a page says about what went wrong: of a form's summary, or of the page of an error."""
    page = response.content.decode()
    found = re.search(r'class="error-summary".*?<li>(.*?)</li>', page, re.DOTALL)
    found = found or re.search(r"<h1>.*?</h1>\s*<p[^>]*>(.*?)</p>", page, re.DOTALL)
    assert found is not None, page
    return unescape(re.sub(r"<.*?>", "", found[1])).strip()


def led_to(response: Response) -> str:
    """The page that an answer leads to, without what it is to lead to afterwards."""
    return urlsplit(response.headers.get("Location", "")).path
