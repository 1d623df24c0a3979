"""What a careful person saw in the photographs beside the checkout, and how well a detector agrees."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from heartsease.domain.photos.faces.boxes import Box
from tests.pictures import PHOTOGRAPHS

FOUND = 0.3
"""Of the union of two boxes: the smallest share at which one is the other."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A photograph: its file, its faces, and places that are neither right nor wrong."""

    path: Path
    width: int
    height: int
    faces: tuple[Box, ...]
    hard: tuple[Box, ...]
    """Half hidden, turned away or a few pixels high."""
    ignored: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """How many faces were found of how many, and how many findings were none."""

    found: int = 0
    faces: int = 0
    hard_found: int = 0
    hard: int = 0
    wrong: int = 0

    def __add__(self, other: "Score") -> "Score":
        return Score(
            self.found + other.found,
            self.faces + other.faces,
            self.hard_found + other.hard_found,
            self.hard + other.hard,
            self.wrong + other.wrong,
        )

    @property
    def recall(self) -> float:
        """Of the faces that are not hard."""
        return self.found / self.faces

    @property
    def hard_recall(self) -> float:
        """Of the hard ones."""
        return self.hard_found / self.hard if self.hard else 1.0

    @property
    def precision(self) -> float:
        """Of what was found, the share that are faces."""
        return (self.found + self.hard_found) / (self.found + self.hard_found + self.wrong)

    def __str__(self) -> str:
        return (
            f"{self.found} of {self.faces} faces ({self.recall:.1%}), {self.hard_found} of {self.hard} hard ones"
            f" ({self.hard_recall:.1%}), {self.wrong} wrong (precision {self.precision:.1%})"
        )


def seen_photographs() -> list[Seen]:
    """Every photograph with what is known of it; none where the folder is absent."""
    truth = PHOTOGRAPHS / "truth.json"
    return [_seen(entry) for entry in json.loads(truth.read_text())["images"]] if truth.exists() else []


def score(found: Sequence[Box], seen: Seen) -> Score:
    """How well ``found`` agrees with what was seen: every finding counts for the face that it fits best."""
    used: set[int] = set()

    def hits(wanted: Sequence[Box]) -> int:
        count = 0
        for face in wanted:
            best = max(range(len(found)), key=lambda at: found[at].overlap(face), default=None)
            if best is not None and found[best].overlap(face) > FOUND:
                used.add(best)
                count += 1
        return count

    faces, hard = hits(seen.faces), hits(seen.hard)
    rest = [box for at, box in enumerate(found) if at not in used]
    wrong = sum(not any(box.shared_with(place) > FOUND * box.area for place in seen.ignored) for box in rest)
    return Score(faces, len(seen.faces), hard, len(seen.hard), wrong)


def _seen(entry: dict[str, Any]) -> Seen:
    width, height = entry["size"]

    def box(sides: Sequence[int]) -> Box:
        left, top, right, bottom = sides
        return Box(left / width, top / height, right / width, bottom / height)

    return Seen(
        PHOTOGRAPHS / entry["file"],
        width,
        height,
        tuple(box(face["box"]) for face in entry["faces"] if not face["hard"]),
        tuple(box(face["box"]) for face in entry["faces"] if face["hard"]),
        tuple(box(place) for place in entry["ignore"]),
    )
