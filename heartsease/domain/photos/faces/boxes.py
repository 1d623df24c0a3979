"""Boxes around faces: pure geometry."""

from collections.abc import Iterable
from dataclasses import dataclass

MOST_OVERLAP = 0.3
"""Of two boxes' union; the less certain of two that share more is the same face found twice."""
MOST_CONTAINED = 0.6
"""Of the smaller box: a nose and mouth within a face are not another face."""
GROWTH = 0.4
"""Of a face's width and height, on each side."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a picture, in fractions of its width and height, and how certain the detector is (0 to 1)."""

    left: float
    top: float
    right: float
    bottom: float
    score: float = 1.0

    @property
    def sides(self) -> dict[str, float]:
        """The four sides by name."""
        return {"left": self.left, "top": self.top, "right": self.right, "bottom": self.bottom}

    @property
    def area(self) -> float:
        """As a fraction of the picture's."""
        return max(0.0, self.right - self.left) * max(0.0, self.bottom - self.top)

    def shared_with(self, other: "Box") -> float:
        """The area that both cover."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(0.0, width) * max(0.0, height)

    def overlap(self, other: "Box") -> float:
        """The share of the area of both that both cover."""
        shared = self.shared_with(other)
        union = self.area + other.area - shared
        return shared / union if union else 0.0

    def is_same_as(self, other: "Box") -> bool:
        """Whether both are around one face."""
        contained = MOST_CONTAINED * min(self.area, other.area)
        return self.overlap(other) > MOST_OVERLAP or self.shared_with(other) > contained

    def grown(self) -> "Box":
        """With hair and head around the face: what has to be hidden so that nobody is recognized."""
        aside, above = (self.right - self.left) * GROWTH, (self.bottom - self.top) * GROWTH
        box = Box(self.left - aside, self.top - above, self.right + aside, self.bottom + above, self.score)
        return box.within_picture()

    def turned_back(self, quarters: int) -> "Box":
        """The box on the picture as it was before it was turned left by so many quarters."""
        box = self
        for _ in range(quarters % 4):
            box = Box(1 - box.bottom, box.left, 1 - box.top, box.right, box.score)
        return box

    def within_picture(self) -> "Box":
        """The part of it that lies on the picture."""
        left, top = min(max(self.left, 0.0), 1.0), min(max(self.top, 0.0), 1.0)
        return Box(left, top, min(max(self.right, left), 1.0), min(max(self.bottom, top), 1.0), self.score)


def merged(boxes: Iterable[Box]) -> list[Box]:
    """One box a face, the most certain first."""
    kept: list[Box] = []
    for box in sorted(boxes, key=lambda one: -one.score):
        if not any(box.is_same_as(other) for other in kept):
            kept.append(box)
    return kept
