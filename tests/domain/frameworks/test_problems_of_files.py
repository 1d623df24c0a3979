"""What may be wrong with a pack's files is named, and everything that is wrong is named at once."""

from pathlib import Path

import pytest

from heartsease.domain.frameworks.pack import PackError, read_pack
from heartsease.domain.frameworks.pack.reading import LARGEST_FILE
from tests.domain.frameworks.folders import Bend, Case, PackFolder, cases

FILES: list[Case] = [
    (
        "no JSON",
        lambda pack: pack.files.update({"looks.json": b'{\n  "nodes": [,]\n}'}),
        ["looks.json: This is not JSON at line 2, column 13: Expecting value."],
    ),
    (
        "byte order mark",
        lambda pack: pack.files.update({"looks.json": b"\xef\xbb\xbf{}"}),
        ["looks.json: This is not JSON at line 1, column 1: Unexpected UTF-8 BOM (decode using utf-8-sig)."],
    ),
    (
        "no UTF-8",
        lambda pack: pack.files.update({"looks.json": b'{"nodes": "\xe9"}'}),
        ["looks.json: The file is not UTF-8 at byte 11."],
    ),
    (
        "not a number",
        lambda pack: pack.files.update({"looks.json": b'{"nodes": NaN}'}),
        ["looks.json: The file cannot be read: NaN is not JSON."],
    ),
    (
        "key twice",
        lambda pack: pack.files.update({"looks.json": b'{"nodes": [], "nodes": [1]}'}),
        ["looks.json: The key 'nodes' stands twice in one object."],
    ),
    (
        "too large",
        lambda pack: pack.files.update({"looks.json": b" " * (LARGEST_FILE + 1)}),
        ["looks.json: The file cannot be read: it is larger than 2097152 bytes."],
    ),
    (
        "empty",
        lambda pack: pack.files.update({"looks.json": b""}),
        ["looks.json: This is not JSON at line 1, column 1: Expecting value."],
    ),
    (
        "listed and not there",
        lambda pack: pack.header["files"].append("more.json"),
        ["more.json: The file is not there."],
    ),
    (
        "there and not listed",
        lambda pack: pack.files.update({"more/buds.json": {}}),
        ["more/buds.json: The file is not listed under 'files' in pack.json."],
    ),
    (
        "outside the folder",
        lambda pack: pack.header["files"].append("../other/pack.json"),
        ["pack.json, files[1]: This is not the name of another .json file in the pack's folder."],
    ),
    (
        "absolute name",
        lambda pack: pack.header["files"].append("/etc/looks.json"),
        ["pack.json, files[1]: This is not the name of another .json file in the pack's folder."],
    ),
    (
        "header listed as a file",
        lambda pack: pack.header["files"].append("pack.json"),
        ["pack.json, files[1]: This is not the name of another .json file in the pack's folder."],
    ),
    (
        "header key in another file",
        lambda pack: pack.files["looks.json"].update(slug="garden"),
        ["looks.json, slug: This key is not known here."],
    ),
]


@pytest.mark.parametrize(("bend", "expected"), cases(FILES))
def test_names_the_place_and_the_fault(folder: PackFolder, bend: Bend, expected: list[str]) -> None:
    assert folder.problems() == []
    bend(folder)
    assert folder.problems() == expected


def test_every_problem_of_every_file_is_listed_at_once(folder: PackFolder) -> None:
    folder.header["bands"][0]["months"] = {"from": 36, "to": 0}
    folder.header["nodes"][1]["parent"] = "TULIP"
    folder.looks[0]["text"]["en"] = ""
    with pytest.raises(PackError) as caught:
        folder.read()
    assert caught.value.sentence.splitlines() == [
        "The framework pack 'garden' has 3 problems:",
        "pack.json, bands[0].months.to: The span ends (0) before it begins (36): 'to' must be more than 'from'.",
        "looks.json, groups[0].nodes[0].text.en (look.1): This is empty.",
        "pack.json, nodes[1].parent (LEAF): There is no node with the code 'TULIP'.",
    ]
    assert [problem.place.path for problem in caught.value.problems] == [
        "bands[0].months.to",
        "groups[0].nodes[0].text.en",
        "nodes[1].parent",
    ]


def test_a_file_that_cannot_be_read_does_not_make_its_nodes_missing(folder: PackFolder) -> None:
    folder.header["files"] = ["leaves.json", "looks.json"]
    folder.files["leaves.json"] = b"{"
    del folder.header["nodes"][1]
    assert folder.problems() == [
        "leaves.json: This is not JSON at line 1, column 2: Expecting property name enclosed in double quotes."
    ]


def test_a_link_out_of_the_folder_is_not_followed(folder: PackFolder, tmp_path: Path) -> None:
    secret = tmp_path / "secret.json"
    secret.write_text("{}", encoding="utf-8")
    folder.files["looks.json"]["groups"].append({"kind": "prompt", "nodes": []})
    path = folder.write()
    (path / "looks.json").unlink()
    (path / "looks.json").symlink_to(secret)
    with pytest.raises(PackError) as caught:
        read_pack(path)
    assert [str(problem) for problem in caught.value.problems] == [
        "looks.json: The file cannot be read: it is outside the folder of the pack."
    ]


def test_json_that_is_nested_without_end_is_refused(folder: PackFolder) -> None:
    folder.files["looks.json"] = b"[" * 200_000
    (problem,) = folder.problems()
    assert problem.startswith("looks.json: The file cannot be read: maximum recursion depth exceeded")
