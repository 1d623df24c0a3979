"""What the capture page sends, as a browser sends it."""

import datetime as dt
import uuid
from typing import Any

from django.test import Client

from heartsease.kernel import clock
from heartsease.kernel.ids import new_id
from tests.cast import House
from tests.pages import Response

JSON = {"Accept": "application/json"}
HTML = {"Accept": "text/html"}
HTMX = {"HX-Request": "true"}
INSIDE = ("Traceback", "Error", "Exception", "errno", "object at", "None", "UUID", "/photos/", "incoming")
"""What no sentence for people holds."""


def form_of(house: House, *children: str, **more: Any) -> dict[str, Any]:
    """The fields of the form with ``children`` (by first name) chosen; ``more`` replaces or adds fields."""
    happened_at = clock.now().astimezone(house.system.zone) - dt.timedelta(hours=1)
    return {
        "text": "She poured water.",
        "children": [str(house.children[name].pk) for name in children],
        "next_step": "",
        "happened_at": happened_at.strftime("%Y-%m-%dT%H:%M"),
    } | more


def save(client: Client, entry_id: uuid.UUID, form: dict[str, Any]) -> Response:
    """Keep the draft, as the page's script does."""
    return client.post(f"/capture/{entry_id}/save", form, headers=JSON)


def send(client: Client, entry_id: uuid.UUID, form: dict[str, Any]) -> Response:
    """Save and send on, as the page's script does."""
    return client.post(f"/capture/{entry_id}/send", form, headers=JSON)


def put_photo(client: Client, entry_id: uuid.UUID, data: bytes, photo_id: uuid.UUID | None = None) -> Response:
    """Send one photograph, as the page's script does."""
    return client.put(
        f"/capture/{entry_id}/photos/{photo_id or new_id()}",
        data,
        content_type="application/octet-stream",
        headers=JSON,
    )


def sentence_of(response: Response) -> str:
    """What an answer to the script tells the person: whole words, and nothing of our insides."""
    sentence: str = response.json()["sentence"]
    assert sentence.endswith("."), sentence
    assert " " in sentence
    assert not [word for word in INSIDE if word in sentence], sentence
    return sentence
