"""A small pack on disk that tests bend."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from heartsease.domain.frameworks.pack import Pack, PackError, read_pack


class PackFolder:
    """A right pack: two languages, two overlapping bands, an area, an aspect and a group of prompts in a second
    file. ``header`` and ``files`` may be changed before it is read."""

    def __init__(self, parent: Path) -> None:
        self.path = parent / "garden"
        self.header: dict[str, Any] = {
            "format": 1,
            "slug": "garden",
            "version": "1.0",
            "title": {"en": "Garden", "mi": "Māra"},
            "languages": ["en", "mi"],
            "publisher": "The gardeners",
            "source": {"title": {"en": "Notes from the garden"}, "url": "https://garden.example.org/notes"},
            "licence": {"name": "CC BY 4.0"},
            "kinds": {
                "area": {"one": {"en": "Bed"}, "many": {"en": "Beds"}},
                "aspect": {"one": {"en": "Row"}, "many": {"en": "Rows"}},
                "prompt": {"one": {"en": "Look"}, "many": {"en": "Looks"}},
            },
            "terms": {"sunny": {"en": "In the sun"}},
            "references": {"watering": {"where": "2.1", "about": {"en": "When to water"}}},
            "bands": [
                {"code": "small", "label": {"en": "Small"}, "months": {"from": 0, "to": 36}},
                {"code": "big", "label": {"en": "Big"}, "months": {"from": 30, "to": 60}},
            ],
            "files": ["looks.json"],
            "nodes": [
                {
                    "code": "ROSE",
                    "kind": "area",
                    "text": {"en": "Roses", "mi": "Ngā rōhi"},
                    "plain": {"en": "Flowers that prick"},
                    "taggable": True,
                    "reference": "watering",
                    "properties": {"place": "sunny"},
                },
                {
                    "code": "LEAF",
                    "kind": "aspect",
                    "parent": "ROSE",
                    "text": {"en": "Leaves"},
                    "taggable": True,
                },
            ],
        }
        self.files: dict[str, Any] = {
            "looks.json": {
                "groups": [
                    {
                        "kind": "prompt",
                        "parent": "LEAF",
                        "bands": ["small"],
                        "taggable": True,
                        "nodes": [
                            {"code": "look.1", "text": {"en": "Smells a leaf."}},
                            {
                                "code": "look.2",
                                "text": {"en": "Counts the leaves."},
                                "bands": ["small", "big"],
                            },
                            {"code": "look.3", "text": {"en": "Draws a leaf."}, "bands": ["big"]},
                        ],
                    }
                ]
            }
        }

    @property
    def looks(self) -> list[dict[str, Any]]:
        """The prompts of the second file."""
        nodes: list[dict[str, Any]] = self.files["looks.json"]["groups"][0]["nodes"]
        return nodes

    def write(self) -> Path:
        """Put the pack on disk. A file given as ``bytes`` is written as it is."""
        for name, content in {"pack.json": self.header, **self.files}.items():
            path = self.path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        return self.path

    def read(self) -> Pack:
        """The pack, read."""
        return read_pack(self.write())

    def problems(self) -> list[str]:
        """What reading it complains about, each problem as people see it."""
        try:
            self.read()
        except PackError as error:
            return [str(problem) for problem in error.problems]
        return []


Bend = Callable[[PackFolder], object]
"""A change of the small pack."""

Case = tuple[str, Bend, list[str]]
"""What is wrong, the change that makes it so, and every problem that is then named."""


def both(*bends: Bend) -> Bend:
    """Several changes after one another."""
    return lambda pack: [bend(pack) for bend in bends]


def cases(*tables: list[Case]) -> list[object]:
    """The change and the problems of each case, for ``parametrize``."""
    return [pytest.param(bend, expected, id=name) for table in tables for name, bend, expected in table]
