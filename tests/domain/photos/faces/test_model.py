"""The model finds faces and can do nothing else, and nothing that could is here (G12: detection only)."""

import re
from pathlib import Path

import onnx
import pytest

from heartsease.domain.photos.faces.finding import MODEL
from scripts.face_model import OPERATORS

ROOT = Path(__file__).parents[4]
RECOGNIZERS = (
    "arcface|deepface|dlib|face-api|face-recognition|face_recognition|facenet|insightface|mobilefacenet|"
    "@vladmandic|sface|facial-similarity"
)


def test_it_answers_with_places_and_sizes_only() -> None:
    model = onnx.load(MODEL)
    channels = {one.name: one.type.tensor_type.shape.dim[1].dim_value for one in model.graph.output}
    assert channels == {"places": 1, "sizes": 2, "offsets": 2}
    # Nothing that makes one vector of a whole face, as recognition does: each answer stands where its field lies.
    assert {node.op_type for node in model.graph.node} <= OPERATORS | {"DequantizeLinear"}
    assert [one.name for one in model.graph.input] == ["picture"]


def test_it_is_small_enough_for_a_tablet() -> None:
    assert MODEL.stat().st_size < 2_100_000


@pytest.mark.parametrize("file", ["requirements/base.txt", "requirements/dev.txt", "frontend/package-lock.json"])
def test_no_package_recognizes_faces(file: str) -> None:
    listed = (ROOT / file).read_text()
    assert not re.findall(rf'^(?:{RECOGNIZERS})==|node_modules/(?:{RECOGNIZERS})"', listed, re.MULTILINE)


def test_there_is_no_other_model() -> None:
    kinds = {".onnx", ".tflite", ".pt", ".pth", ".h5", ".caffemodel", ".pb", ".safetensors"}
    found = {path for folder in ("heartsease", "frontend/src", "packs") for path in (ROOT / folder).rglob("*")}
    models = {path for path in found if path.suffix in kinds and "static" not in path.parts}
    assert models == {MODEL}
