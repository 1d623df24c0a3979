"""Framework packs: a folder of JSON that describes one curriculum. docs/packs.md is its author's guide.

Pure: files in, and out comes a ``Pack``, or a ``PackError`` that lists all that is wrong.
"""

from heartsease.domain.frameworks.pack.parts import FORMAT, KindName, Pack, PackBand, PackNode, Reference
from heartsease.domain.frameworks.pack.reader import read_pack
from heartsease.domain.frameworks.pack.reading import PackError, PackProblem, Place

__all__ = [
    "FORMAT",
    "KindName",
    "Pack",
    "PackBand",
    "PackError",
    "PackNode",
    "PackProblem",
    "Place",
    "Reference",
    "read_pack",
]
