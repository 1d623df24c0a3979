"""A right pack is read as it stands."""

import dataclasses
from pathlib import Path

import pytest

from heartsease.domain.frameworks.pack import Pack, PackError, read_pack
from heartsease.domain.frameworks.rules import Kind, Months, suits
from tests.domain.frameworks.folders import PackFolder


def test_reads_what_the_header_says(folder: PackFolder) -> None:
    pack = folder.read()
    assert (pack.slug, pack.version, pack.languages) == ("garden", "1.0", ("en", "mi"))
    assert pack.title == {"en": "Garden", "mi": "Māra"}
    assert pack.references["watering"].where == "2.1"
    assert pack.kinds["area"].many == {"en": "Beds"}
    assert [(band.code, band.months) for band in pack.bands] == [
        ("small", Months(begin=0, end=36)),
        ("big", Months(begin=30, end=60)),
    ]


def test_nodes_stand_in_reading_order_with_their_depth(folder: PackFolder) -> None:
    folder.header["nodes"].append({"code": "TULIP", "kind": "area", "text": {"en": "Tulips"}})
    assert [(node.code, node.depth) for node in folder.read().nodes] == [
        ("ROSE", 0),
        ("LEAF", 1),
        ("look.1", 2),
        ("look.2", 2),
        ("look.3", 2),
        ("TULIP", 0),
    ]


def test_a_node_says_more_than_its_group(folder: PackFolder) -> None:
    folder.looks[2].update({"parent": "ROSE", "taggable": False, "months": {"from": 40}})
    nodes = {node.code: node for node in folder.read().nodes}
    assert (nodes["look.1"].parent, nodes["look.1"].bands, nodes["look.1"].is_taggable) == (
        "LEAF",
        ("small",),
        True,
    )
    assert (nodes["look.3"].parent, nodes["look.3"].bands, nodes["look.3"].is_taggable) == (
        "ROSE",
        ("big",),
        False,
    )
    assert nodes["look.3"].months == Months(begin=40, end=None)


def test_bands_months_and_second_languages_may_be_left_out(folder: PackFolder) -> None:
    del folder.header["bands"]
    folder.files = {}
    del folder.header["files"]
    pack = folder.read()
    assert pack.bands == ()
    assert pack.nodes[1].text == {"en": "Leaves"}


def test_relations_may_point_into_another_framework(folder: PackFolder) -> None:
    folder.looks[0]["relations"] = {"maps_to": ["eyfs:UTW_E15", "ROSE"]}
    pack = folder.read()
    assert pack.nodes[2].relations == {"maps_to": ("eyfs:UTW_E15", "ROSE")}


def test_a_retired_node_keeps_its_place_and_names_its_successor(folder: PackFolder) -> None:
    folder.looks[0].update({"retired": True, "relations": {"replaced_by": ["look.2"]}})
    node = folder.read().nodes[2]
    assert node.is_retired
    assert node.relations == {"replaced_by": ("look.2",)}


def test_the_hash_follows_the_content_and_not_the_layout(folder: PackFolder) -> None:
    before = folder.read().content_hash
    folder.header["nodes"] += [
        {"kind": "prompt", "parent": "LEAF", "taggable": True, "bands": ["small"], **look} for look in folder.looks
    ]
    folder.files, folder.header["files"] = {"looks.json": {"nodes": []}}, ["looks.json"]
    assert folder.read().content_hash == before
    folder.header["nodes"][0]["text"]["mi"] = "Rōhi"
    assert folder.read().content_hash != before


def test_every_word_of_a_pack_is_in_its_hash(folder: PackFolder) -> None:
    pack = folder.read()
    others: dict[str, object] = {
        "slug": "x", "version": "x", "title": {}, "description": {"en": "x"}, "languages": ("en",), "publisher": "x",
        "source_title": {}, "source_url": "x", "licence_name": "x", "licence_url": "x", "licence_note": {"en": "x"},
        "kinds": {}, "terms": {}, "references": {}, "bands": (), "nodes": (),
    }  # fmt: skip
    assert set(others) == {field.name for field in dataclasses.fields(Pack)}
    for name, other in others.items():
        changed = dataclasses.replace(pack, **{name: other})  # type: ignore[arg-type]  # one field after the other
        assert changed.content_hash != pack.content_hash, name


def test_a_missing_folder_says_so(tmp_path: Path) -> None:
    with pytest.raises(PackError) as caught:
        read_pack(tmp_path / "nowhere")
    assert caught.value.sentence == ("The framework pack 'nowhere' has 1 problem:\npack.json: The file is not there.")


@pytest.mark.parametrize(
    ("months", "age", "expected"),
    [
        (Months(begin=36, end=60), 35, False),
        (Months(begin=36, end=60), 36, True),
        (Months(begin=36, end=60), 59, True),
        (Months(begin=36, end=60), 60, False),
        (Months(begin=40), 900, True),
        (None, 0, True),
    ],
)
def test_a_span_holds_its_first_month_and_not_its_last(months: Months | None, age: int, expected: bool) -> None:
    assert suits(months, age) is expected


def test_kinds_are_those_the_guide_explains() -> None:
    guide = (Path(__file__).parents[3] / "docs" / "packs.md").read_text(encoding="utf-8")
    assert [kind.value for kind in Kind if f"| `{kind.value}` |" not in guide] == []
