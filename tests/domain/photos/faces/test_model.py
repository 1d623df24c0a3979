"""The models find faces and can do nothing else, and nothing that could is here (G12: detection only)."""

import re
from pathlib import Path

import onnx
import pytest

from heartsease.domain.photos.faces.choices import MODELS
from heartsease.domain.photos.faces.face_model import FaceModel
from heartsease.domain.photos.faces.finding import file_of
from scripts.face_models import blazeface, centerface
from scripts.face_models.__main__ import MAKERS

ROOT = Path(__file__).parents[4]
RECOGNIZERS = (
    "arcface|deepface|dlib|face-api|face-recognition|face_recognition|facenet|insightface|mobilefacenet|"
    "@vladmandic|sface|facial-similarity"
)
OPERATORS = {"centerface": centerface.OPERATORS, "blazeface": blazeface.OPERATORS}
each_model = pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)


@each_model
def test_it_answers_with_places_and_sizes_only(model: FaceModel) -> None:
    made = onnx.load(file_of(model))
    channels = {one.name: one.type.tensor_type.shape.dim[1].dim_value for one in made.graph.output}
    assert channels == {"places": 1, "sizes": 2, "offsets": 2}
    # Nothing that makes one vector of a whole face, as recognition does: each answer stands where its field lies.
    assert {node.op_type for node in made.graph.node} <= OPERATORS[model.name] | {"DequantizeLinear"}
    assert [one.name for one in made.graph.input] == ["picture"]


@each_model
def test_it_is_small_enough_for_a_tablet(model: FaceModel) -> None:
    assert file_of(model).stat().st_size < 2_100_000


@pytest.mark.parametrize("file", ["requirements/base.txt", "requirements/dev.txt", "frontend/package-lock.json"])
def test_no_package_recognizes_faces(file: str) -> None:
    listed = (ROOT / file).read_text()
    assert not re.findall(rf'^(?:{RECOGNIZERS})==|node_modules/(?:{RECOGNIZERS})"', listed, re.MULTILINE)


def test_there_is_no_other_model() -> None:
    kinds = {".onnx", ".tflite", ".pt", ".pth", ".h5", ".caffemodel", ".pb", ".safetensors"}
    found = {path for folder in ("heartsease", "frontend/src", "packs") for path in (ROOT / folder).rglob("*")}
    models = {path for path in found if path.suffix in kinds and "static" not in path.parts}
    assert models == {file_of(model) for model in MODELS.values()}


def test_every_model_that_can_be_chosen_is_made_at_set_up_and_known_to_the_page() -> None:
    page = (ROOT / "frontend/src/faces/choices.ts").read_text()
    [listed] = re.findall(r"models = \{(.+)\}", page)
    assert set(MAKERS) == set(MODELS) == set(re.findall(r"\w+", listed))
    setup = (ROOT / "scripts/setup").read_text()
    assert f"${{wanted:-{' '.join(MODELS)}}}" in setup


@each_model
def test_the_page_has_the_same_rule(model: FaceModel) -> None:
    page = (ROOT / f"frontend/src/faces/{model.name}.ts").read_text()
    assert re.findall(r"longEdge: (\d+)", page) == [str(look.long_edge) for look in model.looks]
    [certain_enough] = re.findall(r"certainEnough: ([\d.]+)", page)
    assert float(certain_enough) == model.certain_enough
