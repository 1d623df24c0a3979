"""Finds faces on the server, in the process that asks."""

import functools
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import numpy as np
import pyvips

import heartsease
from heartsease.domain.photos.faces import centerface
from heartsease.domain.photos.faces.boxes import Box, merged
from heartsease.domain.photos.faces.centerface import Picture

MODEL = Path(heartsease.__file__).parent / "models" / "faces.onnx"
"""Made by scripts/setup."""
LONG_EDGE = 1280
"""Of the picture in which faces are looked for: in it a face of a hundredth of the long edge is found."""
TURNED_LONG_EDGE = 640
QUARTERS = 4
"""Small children lie on the floor: a picture that is never turned hides a third of their faces."""


class Detector(Protocol):
    """Says where faces are in a picture, and nothing about whose they are."""

    def find(self, picture: Picture) -> list[Box]:
        """The faces of an upright picture of ``LONG_EDGE`` at most, the most certain first."""


class CenterFace:
    """The detector that was measured to find most (decision 15)."""

    def __init__(self, model: Path = MODEL) -> None:
        import onnxruntime  # noqa: PLC0415  # 30 MB that only the process which looks needs

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        # Pictures differ in size, and every size would be kept for ever.
        options.enable_cpu_mem_arena = False
        # The small weights are made large once, not at every picture.
        options.add_session_config_entry("session.disable_quant_qdq", "1")
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])

    def find(self, picture: Picture) -> list[Box]:
        """Upright as it is, and at half the size turned by each quarter."""
        return [box.within_picture() for box in merged(self._candidates(picture))]

    def _candidates(self, picture: Picture) -> Iterator[Box]:
        yield from self._look(picture)
        small = _at_most(picture, TURNED_LONG_EDGE)
        for quarters in range(QUARTERS):
            turned = np.ascontiguousarray(np.rot90(small, quarters))
            for box in self._look(turned):
                yield box.turned_back(quarters)

    def _look(self, picture: Picture) -> list[Box]:
        answers = self._session.run(["places", "sizes", "offsets"], {"picture": centerface.prepared(picture)})
        return centerface.faces(picture, *answers)


@functools.cache
def detector() -> Detector:
    """The detector of this process, loaded when it is first needed."""
    return CenterFace()


def find_faces(path: Path) -> list[Box]:
    """The faces in one of our own files, in fractions of it."""
    return detector().find(open_picture(path))


def open_picture(path: Path) -> Picture:
    """One of our own files as the detector takes it."""
    # From its bytes: libvips remembers by name what a file held before somebody was painted out of it.
    image = pyvips.Image.thumbnail_buffer(path.read_bytes(), LONG_EDGE, height=LONG_EDGE, size="down").colourspace(
        "srgb"
    )
    picture: Picture = (image.flatten() if image.hasalpha() else image).numpy()
    return picture


def _at_most(picture: Picture, long_edge: int) -> Picture:
    image = pyvips.Image.new_from_array(picture, interpretation="srgb")
    smaller: Picture = image.thumbnail_image(long_edge, height=long_edge, size="down").numpy()
    return smaller
