"""Faces where a test wants them: the drawn pictures of tests hold none that a detector would find."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from unittest.mock import patch

from heartsease.domain.photos.actions import examine_waiting
from heartsease.domain.photos.faces.boxes import Box
from heartsease.domain.photos.faces.face_model import Picture

LEFT = Box(0.1, 0.1, 0.3, 0.4, 0.9)
RIGHT = Box(0.6, 0.1, 0.8, 0.4, 0.8)


class Sees:
    """A detector that sees faces at fixed places, whatever it is shown."""

    def __init__(self, *boxes: Box) -> None:
        self.boxes = list(boxes)

    def find(self, picture: Picture) -> list[Box]:  # noqa: ARG002 - as detectors are asked
        """The same as ever."""
        return self.boxes


@contextmanager
def seen(boxes: Iterable[Box]) -> Iterator[None]:
    """Let the worker's detector see faces at ``boxes`` for the length of the block."""
    with patch("heartsease.domain.photos.actions.faces.detector", lambda: Sees(*boxes)):
        yield


def look(*boxes: Box) -> None:
    """The worker looks at what waits, and finds faces at ``boxes`` in it."""
    with seen(boxes):
        examine_waiting(limit=100)
