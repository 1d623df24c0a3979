"""Faces are found, upright and lying down, in real photographs and never in a plain wall."""

from pathlib import Path

import numpy as np
import pytest
import pyvips

from heartsease.domain.photos.faces.boxes import Box
from heartsease.domain.photos.faces.finding import detector, find_faces
from scripts.bench.face_truth import Score, score, seen_photographs
from scripts.bench.faces import turned
from tests import pictures

SEEN = seen_photographs()
needs_photographs = pytest.mark.skipif(not SEEN, reason="there are no photographs in shared/photos beside the checkout")


def test_the_score_can_fail() -> None:
    """A blind detector, and one that sees faces everywhere."""
    face = Box(0.1, 0.1, 0.3, 0.3)
    seen = SEEN[0] if SEEN else pytest.skip("there are no photographs in shared/photos beside the checkout")
    assert score([], seen).recall == 0
    assert score([face] * 20, seen).precision < 0.2


@needs_photographs
@pytest.mark.parametrize(("angle", "recall", "hard", "precision"), [(0, 0.99, 0.85, 0.9), (90, 0.95, 0.5, 0.85)])
def test_faces_in_real_photographs(angle: int, recall: float, hard: float, precision: float) -> None:
    total = Score()
    for seen in SEEN:
        picture, there = turned(seen, angle)
        total += score(detector().find(picture.numpy()), there)
    assert total.recall >= recall, total
    assert total.hard_recall >= hard, total
    assert total.precision >= precision, total


@needs_photographs
def test_a_kept_file_gives_the_boxes_of_its_picture(tmp_path: Path) -> None:
    seen = SEEN[0]
    small = tmp_path / "large.webp"
    pyvips.Image.thumbnail(str(seen.path), 1280, height=1280, size="down").webpsave(str(small), Q=80)
    assert score(find_faces(small), seen).recall == 1


@pytest.mark.parametrize("shape", [(1, 1), (1, 1280), (31, 33), (960, 1280)], ids=str)
def test_nobody_is_in_a_plain_picture(shape: tuple[int, int]) -> None:
    assert detector().find(np.full((*shape, 3), 127, np.uint8)) == []


def test_nobody_is_in_drawn_quarters(tmp_path: Path) -> None:
    path = tmp_path / "drawn.jpg"
    path.write_bytes(pictures.jpeg(pictures.quarters(640, 480)))
    assert find_faces(path) == []
