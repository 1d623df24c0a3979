"""Photographs for the journeys, and things that are none."""

from playwright.sync_api import FilePayload

from tests import pictures

_CHOSEN = ("photo-76.jpeg", "photo-68.jpg", "photo-69.jpg", "photo-71.jpg")
REAL = [path for path in (pictures.PHOTOGRAPHS / name for name in _CHOSEN) if path.exists()]
"""Real ones, where they lie beside the checkout; elsewhere drawn ones with light, shade and grain stand in. One person
is in the first, and nobody in the others."""


def photograph(number: int = 0) -> FilePayload:
    """A photograph as a device hands it over; another one for each number."""
    data = REAL[number % len(REAL)].read_bytes() if REAL else _drawn(1600, 1200, number)
    return {"name": f"photo-{number}.jpg", "mimeType": "image/jpeg", "buffer": data}


def small(number: int) -> FilePayload:
    """A little picture that is quickly taken in."""
    return {"name": f"small-{number}.jpg", "mimeType": "image/jpeg", "buffer": _drawn(320, 240, number)}


def text_called_jpg() -> FilePayload:
    """A text with a picture's name."""
    return {"name": "letter.jpg", "mimeType": "image/jpeg", "buffer": b"Dear parents, the bus leaves at nine.\n" * 20}


def empty() -> FilePayload:
    """A file of no bytes."""
    return {"name": "empty.jpg", "mimeType": "image/jpeg", "buffer": b""}


def _drawn(width: int, height: int, number: int) -> bytes:
    return pictures.jpeg(pictures.scene(width, height, seed=number + 1))
