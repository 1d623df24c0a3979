"""Faces are found, upright and lying down, in real photographs and never in a plain wall."""

from pathlib import Path

import numpy as np
import pytest
import pyvips
from pytest_django import Settings

from heartsease.domain.photos.faces.boxes import Box
from heartsease.domain.photos.faces.choices import MODELS
from heartsease.domain.photos.faces.finding import chosen_model, detector, file_of, find_faces, loaded, open_picture
from scripts.bench.face_truth import Score, score, seen_photographs
from scripts.bench.faces import turned
from tests import pictures

SEEN = seen_photographs()
needs_photographs = pytest.mark.skipif(not SEEN, reason="there are no photographs in shared/photos beside the checkout")

each_detector = pytest.mark.parametrize("name", MODELS)


def test_the_score_can_fail() -> None:
    """A blind detector, and one that sees faces everywhere."""
    face = Box(0.1, 0.1, 0.3, 0.3)
    seen = SEEN[0] if SEEN else pytest.skip("there are no photographs in shared/photos beside the checkout")
    assert score([], seen).recall == 0
    assert score([face] * 20, seen).precision < 0.2


@needs_photographs
@pytest.mark.parametrize(
    ("name", "angle", "recall", "hard", "precision"),
    [
        ("centerface", 0, 0.99, 0.85, 0.9),
        ("centerface", 90, 0.95, 0.5, 0.85),
        ("blazeface", 0, 0.97, 0.4, 0.9),
        ("blazeface", 90, 0.95, 0.1, 0.85),
    ],
)
def test_faces_in_real_photographs(name: str, angle: int, recall: float, hard: float, precision: float) -> None:
    total = Score()
    for seen in SEEN:
        picture, there = turned(seen, angle)
        total += score(loaded(name).find(picture.numpy()), there)
    assert total.recall >= recall, total
    assert total.hard_recall >= hard, total
    assert total.precision >= precision, total


@needs_photographs
def test_a_kept_file_gives_the_boxes_of_its_picture(tmp_path: Path) -> None:
    seen = SEEN[0]
    small = tmp_path / "large.webp"
    pyvips.Image.thumbnail(str(seen.path), 1280, height=1280, size="down").webpsave(str(small), Q=80)
    assert score(find_faces(small), seen).recall == 1


@needs_photographs
@each_detector
def test_boxes_are_fractions_of_the_picture(name: str) -> None:
    found = [box for seen in SEEN[:3] for box in loaded(name).find(open_picture(seen.path))]
    assert found
    for box in found:
        assert 0 <= box.left < box.right <= 1
        assert 0 <= box.top < box.bottom <= 1
        assert 0 < box.score <= 1


@each_detector
@pytest.mark.parametrize("shape", [(1, 1), (1, 1280), (31, 33), (960, 1280)], ids=str)
def test_nobody_is_in_a_plain_picture(name: str, shape: tuple[int, int]) -> None:
    assert loaded(name).find(np.full((*shape, 3), 127, np.uint8)) == []


@each_detector
def test_nobody_is_in_drawn_quarters(name: str, settings: Settings, tmp_path: Path) -> None:
    settings.FACE_DETECTOR = name
    path = tmp_path / "drawn.jpg"
    path.write_bytes(pictures.jpeg(pictures.quarters(640, 480)))
    assert find_faces(path) == []


@each_detector
def test_the_detector_is_the_one_that_was_chosen(name: str, settings: Settings) -> None:
    settings.FACE_DETECTOR = name
    assert detector() is loaded(name)
    assert file_of(chosen_model()).name == f"{name}.onnx"
