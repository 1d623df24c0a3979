"""Whatever stands in the files, a reading ends with a pack or with a list of problems."""

import copy
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as some

from heartsease.domain.frameworks.pack import PackError
from tests.domain.frameworks.folders import PackFolder

WORDS = ("ROSE", "LEAF", "look.1", "small", "en", "area", "sunny", "code", "parent", "bands", "relations")
SCALARS = some.one_of(
    some.none(), some.booleans(), some.integers(), some.floats(allow_nan=False), some.text(), some.sampled_from(WORDS)
)
VALUES = some.recursive(
    SCALARS,
    lambda inner: (
        some.lists(inner, max_size=3) | some.dictionaries(some.sampled_from(WORDS) | some.text(), inner, max_size=3)
    ),
    max_leaves=6,
)


def holders(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every object and list inside ``value`` with each of its keys or indices."""
    if isinstance(value, dict | list):
        for key in list(value) if isinstance(value, dict) else range(len(value)):
            yield value, key
            yield from holders(value[key])


@given(data=some.data())
def test_any_change_is_read_or_refused(data: some.DataObject) -> None:
    with tempfile.TemporaryDirectory() as parent:
        folder = PackFolder(Path(parent))
        whole = {"header": folder.header, "looks": folder.files["looks.json"]}
        original = copy.deepcopy(whole)
        for _ in range(data.draw(some.integers(1, 4))):
            holder, key = data.draw(some.sampled_from(list(holders(whole)) or [(whole, "looks")]))
            holder[key] = data.draw(VALUES)
        folder.header, folder.files["looks.json"] = whole["header"], whole["looks"]
        try:
            pack = folder.read()
        except PackError as error:
            assert error.problems
            assert json.dumps(whole) != json.dumps(original)
            assert all(problem.sentence and problem.place.file for problem in error.problems)
        else:
            codes = [node.code for node in pack.nodes]
            assert len(codes) == len(set(codes))
            for node in pack.nodes:
                assert node.parent is None or codes.index(node.parent) < codes.index(node.code)
            assert len(pack.content_hash) == 64
