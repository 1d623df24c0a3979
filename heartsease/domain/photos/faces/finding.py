"""Finds faces on the server, in the process that asks."""

import functools
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import numpy as np
import pyvips
from django.conf import settings

import heartsease
from heartsease.domain.photos.faces.boxes import Box, merged
from heartsease.domain.photos.faces.choices import MODELS
from heartsease.domain.photos.faces.face_model import FaceModel, Picture, prepared
from heartsease.domain.photos.faces.strips import strips_of

FOLDER = Path(heartsease.__file__).parent / "models"
"""Filled by scripts/setup."""
LONG_EDGE = 1280
"""Of the picture in which faces are looked for."""


class Detector(Protocol):
    """Says where faces are in a picture, and nothing about whose they are."""

    def find(self, picture: Picture) -> list[Box]:
        """The faces of an upright picture of ``LONG_EDGE`` at most, the most certain first."""


class ModelDetector:
    """Asks a model, through ONNX Runtime."""

    def __init__(self, model: FaceModel) -> None:
        import onnxruntime  # noqa: PLC0415  # 30 MB that only the process which looks needs

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        # Pictures differ in size, and every size would be kept for ever.
        options.enable_cpu_mem_arena = False
        # The small weights are made large once, not at every picture.
        options.add_session_config_entry("session.disable_quant_qdq", "1")
        self._model = model
        self._session = onnxruntime.InferenceSession(file_of(model), options, providers=["CPUExecutionProvider"])

    def find(self, picture: Picture) -> list[Box]:
        """At each of the sizes and in each of the turns that the model needs."""
        return [box.within_picture() for box in merged(self._candidates(picture))]

    def _candidates(self, picture: Picture) -> Iterator[Box]:
        for look in self._model.looks:
            small = _at_most(picture, look.edge_of(*picture.shape[:2]))
            for quarters in look.quarters:
                turned = np.ascontiguousarray(np.rot90(small, quarters))
                for box in self._look(turned):
                    yield box.turned_back(quarters)

    def _look(self, picture: Picture) -> Iterator[Box]:
        for strip in strips_of(*picture.shape[:2]):
            shown = picture[strip.first : strip.last]
            answers = self._session.run(["places", "sizes", "offsets"], {"picture": prepared(shown)})
            for box in self._model.faces(shown, *answers):
                found = strip.placed(box)
                if found is not None:
                    yield found


def chosen_model() -> FaceModel:
    """The model that whoever runs the journal chose."""
    return MODELS[settings.FACE_DETECTOR]


def file_of(model: FaceModel) -> Path:
    """Where scripts/setup put it."""
    return FOLDER / f"{model.name}.onnx"


def detector() -> Detector:
    """The chosen detector of this process, loaded when it is first needed."""
    return loaded(chosen_model().name)


@functools.cache
def loaded(name: str) -> Detector:
    """The detector of that name, once for this process."""
    return ModelDetector(MODELS[name])


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
    if max(picture.shape) <= long_edge:
        return picture
    image = pyvips.Image.new_from_array(picture, interpretation="srgb")
    smaller: Picture = image.thumbnail_image(long_edge, height=long_edge, size="down").numpy()
    return smaller
