"""Reads a FlatBuffer, the format in which TensorFlow Lite keeps its models: tables whose fields are known by number."""

import struct
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Table:
    """One table of ``data``, at byte ``at``. Fields that it does not hold are zero or empty."""

    data: bytes
    at: int

    def number(self, field: int, kind: str = "i") -> int:
        """A whole number; ``kind`` as the module struct names it."""
        place = self._place(field)
        return self._read(kind, place) if place else 0

    def table(self, field: int) -> "Table":
        """Another table that this one points to, and must have."""
        return Table(self.data, self._pointed(self._place(field)))

    def numbers(self, field: int, kind: str) -> NDArray[Any]:
        """A row of numbers; ``kind`` as numpy names it."""
        place = self._place(field)
        if not place:
            return np.empty(0, kind)
        start = self._pointed(place)
        return np.frombuffer(self.data, kind, self._read("I", start), start + 4)

    def tables(self, field: int) -> "list[Table]":
        """A row of tables."""
        start = self._pointed(self._place(field))
        places = range(start + 4, start + 4 + 4 * self._read("I", start), 4)
        return [Table(self.data, self._pointed(place)) for place in places]

    def _place(self, field: int) -> int:
        """Where a field lies; 0 where the table has none."""
        layout = self.at - self._read("i", self.at)
        entry = 4 + 2 * field
        offset = self._read("H", layout + entry) if entry < self._read("H", layout) else 0
        return self.at + offset if offset else 0

    def _pointed(self, place: int) -> int:
        return place + self._read("I", place)

    def _read(self, kind: str, place: int) -> int:
        number: int = struct.unpack_from(f"<{kind}", self.data, place)[0]
        return number


def root(data: bytes) -> Table:
    """The table with which a FlatBuffer begins."""
    return Table(data, struct.unpack_from("<I", data)[0])
