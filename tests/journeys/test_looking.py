"""Looking at a page can find something wrong: each fault is planted in a real page and then seen."""

import pytest

from tests.journeys.conftest import Visit
from tests.journeys.visitor import PHONE

PLANTS = {
    "picture without words": (
        "() => document.querySelector('main').append(Object.assign(new Image(), {src: '/favicon.ico?'}))",
        "axe image-alt",
    ),
    "pale words": (
        "() => { const words = document.createElement('p'); words.textContent = 'Hardly to be read';"
        " words.style.color = '#ccc'; words.style.background = '#fff'; document.querySelector('h1').after(words); }",
        "axe color-contrast",
    ),
    "tiny buttons side by side": (
        "() => { const row = document.createElement('div'); document.querySelector('h1').after(row);"
        " for (const name of 'abc') { const button = document.createElement('button'); button.textContent = name;"
        " button.style.cssText = 'all: unset; display: inline-block; width: 9px; font: 9px/9px serif';"
        " row.append(button); } }",
        "axe target-size",
    ),
    "broken picture": (
        "() => document.querySelector('main').append(Object.assign(new Image(), {src: '/nowhere', alt: 'A picture'}))",
        "a picture is broken",
    ),
    "too wide": (
        "() => { document.querySelector('main').style.minWidth = '900px'; }",
        "px wide on a screen of 390 px",
    ),
    "no title": ("() => { document.title = ' '; }", "the page has no title"),
    "two first headings": (
        "() => { document.querySelector('h1').after(document.querySelector('h1').cloneNode(true)); }",
        "2 first headings",
    ),
    "script in the page": (
        "() => { const script = document.createElement('script'); script.text = '1'; document.body.append(script); }",
        "Content Security Policy",
    ),
    "foreign host": (
        "() => { document.body.append(Object.assign(new Image(), {src: 'https://example.org/a.png', alt: 'A'})); }",
        "example.org",
    ),
    "uncaught error": ("() => { setTimeout(() => { throw new Error('planted'); }); }", "planted"),
}


@pytest.mark.parametrize("fault", PLANTS)
def test_planted_fault_is_seen(fault: str, open_screen: Visit) -> None:
    script, expected = PLANTS[fault]
    visitor = open_screen(PHONE)
    visitor.go("/sign-in")
    visitor.page.evaluate(script)
    with pytest.raises(AssertionError, match=expected):
        visitor.look()
    visitor.excuse("")
