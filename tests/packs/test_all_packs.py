"""Every pack that comes along is right and says where it is from."""

from pathlib import Path

import pytest
from django.conf import settings

from heartsease.domain.frameworks.pack import Pack, read_pack
from heartsease.domain.frameworks.rules import Kind

FOLDERS = sorted(path for path in settings.PACKS.iterdir() if path.is_dir())


@pytest.fixture(params=FOLDERS, ids=lambda path: path.name)
def pack(request: pytest.FixtureRequest) -> Pack:
    folder: Path = request.param
    return read_pack(folder)


def test_two_packs_of_different_shape_come_along() -> None:
    assert {"eyfs", "te-whariki"} <= {folder.name for folder in FOLDERS}


def test_a_pack_says_where_it_is_from(pack: Pack) -> None:
    assert pack.source_url.startswith("https://")
    assert pack.licence_note
    assert pack.description


def test_a_pack_has_areas_that_may_be_tagged(pack: Pack) -> None:
    areas = [node for node in pack.nodes if node.kind == Kind.AREA]
    assert areas
    assert all(node.is_taggable and node.plain for node in areas)


def test_nothing_that_speaks_to_adults_is_tagged_on_a_child(pack: Pack) -> None:
    assert [node.code for node in pack.nodes if node.is_adult_facing and node.is_taggable] == []


def test_te_whariki_keeps_its_shape_and_its_macrons() -> None:
    pack = read_pack(settings.PACKS / "te-whariki")
    strands = [node for node in pack.nodes if node.kind == Kind.AREA]
    assert [node.text["mi"] for node in strands] == [
        "Mana atua",
        "Mana whenua",
        "Mana tangata",
        "Mana reo",
        "Mana aotūroa",
    ]
    counts = {
        kind: [sum(node.kind == kind and node.parent == strand.code for node in pack.nodes) for strand in strands]
        for kind in (Kind.GOAL, Kind.OUTCOME)
    }
    assert counts == {Kind.GOAL: [3, 4, 3, 4, 4], Kind.OUTCOME: [3, 4, 3, 6, 4]}
    assert pack.bands == ()
    assert all(node.is_adult_facing for node in pack.nodes if node.kind == Kind.GOAL)
