"""Browsers in plain words."""

import pytest

from heartsease.web.browsers import in_words

WEBKIT = "AppleWebKit/605.1.15 (KHTML, like Gecko)"
BLINK = "AppleWebKit/537.36 (KHTML, like Gecko)"
MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)"
PC = f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {BLINK} Chrome/120.0.0.0 Safari/537.36"


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (f"{MAC} {WEBKIT} Version/17.1 Safari/605.1.15", "Safari on an iPad or a Mac"),
        (f"{MAC} {BLINK} Chrome/120.0.0.0 Safari/537.36", "Chrome on a Mac"),
        (
            f"Mozilla/5.0 (iPad; CPU OS 16_6 like Mac OS X) {WEBKIT} CriOS/120.0.6099.119 Mobile/15E148 Safari/604.1",
            "Chrome on an iPad",
        ),
        (
            f"Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) {WEBKIT} Version/17.1 Mobile/15E148 Safari/604.1",
            "Safari on an iPhone",
        ),
        (PC, "Chrome on a Windows computer"),
        (f"{PC} Edg/120.0.0.0", "Edge on a Windows computer"),
        (f"{PC} OPR/106.0.0.0", "Opera on a Windows computer"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0", "Firefox on a Linux computer"),
        (
            f"Mozilla/5.0 (Linux; Android 13; SM-X200) {BLINK} SamsungBrowser/23.0 Chrome/115.0.0.0 Safari/537.36",
            "Samsung Internet on an Android tablet",
        ),
        (
            f"Mozilla/5.0 (Linux; Android 10; K) {BLINK} Chrome/120.0.0.0 Mobile Safari/537.36",
            "Chrome on an Android phone",
        ),
        (
            f"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) {BLINK} Chrome/120.0.0.0 Safari/537.36",
            "Chrome on a Chromebook",
        ),
        ("curl/8.4.0", "An unknown browser"),
        ("", "An unknown browser"),
        ("Android " * 25, "an Android tablet"),
        ("<script>alert(1)</script>", "An unknown browser"),
    ],
)
def test_it_says_what_people_would_say(user_agent: str, words: str) -> None:
    assert in_words(user_agent) == words
