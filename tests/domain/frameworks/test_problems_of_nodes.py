"""What may be wrong with a pack's nodes is named: the file, the place in it, the node's code and a sentence."""

import pytest

from tests.domain.frameworks.folders import Bend, Case, PackFolder, both, cases

LOOK = "looks.json, groups[0].nodes[0]"

NODES: list[Case] = [
    (
        "missing text",
        lambda pack: pack.looks[0].pop("text"),
        [f"{LOOK}.text (look.1): This is missing."],
    ),
    (
        "text without the first language",
        lambda pack: pack.looks[0].update(text={"mi": "Ka hongi ki te rau."}),
        [f"{LOOK}.text.en (look.1): The text in the pack's first language is missing."],
    ),
    (
        "empty text",
        lambda pack: pack.looks[0]["text"].update(en=""),
        [f"{LOOK}.text.en (look.1): This is empty."],
    ),
    (
        "blank text",
        lambda pack: pack.looks[0]["text"].update(en=" "),
        [f"{LOOK}.text.en (look.1): This is empty."],
    ),
    (
        "empty text in a second language",
        lambda pack: pack.looks[0]["text"].update(mi=""),
        [f"{LOOK}.text.mi (look.1): This is empty."],
    ),
    (
        "text too long",
        lambda pack: pack.looks[0]["text"].update(en="a" * 601),
        [f"{LOOK}.text.en (look.1): This has 601 characters; at most 600 fit."],
    ),
    (
        "plain words too long",
        lambda pack: pack.looks[0].update(plain={"en": "a" * 121}),
        [f"{LOOK}.plain.en (look.1): This has 121 characters; at most 120 fit."],
    ),
    (
        "white space at the end",
        lambda pack: pack.looks[0]["text"].update(en="Smells a leaf. "),
        [f"{LOOK}.text.en (look.1): This begins or ends with white space."],
    ),
    (
        "null byte",
        lambda pack: pack.looks[0]["text"].update(en="Smells\0a leaf."),
        [f"{LOOK}.text.en (look.1): This holds the control character U+0000."],
    ),
    (
        "half of a character",
        lambda pack: pack.looks[0]["text"].update(en="Smells \ud83d."),
        [f"{LOOK}.text.en (look.1): This holds the control character U+D83D."],
    ),
    (
        "macron apart from its letter",
        lambda pack: pack.looks[0]["text"].update(mi="Ma\u0304ra"),
        [
            f"{LOOK}.text.mi (look.1): An accent stands apart from its letter here;"
            " write composed letters (Unicode NFC)."
        ],
    ),
    (
        "text that is a number",
        lambda pack: pack.looks[0]["text"].update(en=7),
        [f"{LOOK}.text.en (look.1): This must be text, not a number."],
    ),
    (
        "unknown key",
        lambda pack: pack.looks[0].update(tagable=True),
        [f"{LOOK}.tagable (look.1): This key is not known here. Did you mean 'taggable'?"],
    ),
    (
        "duplicate code",
        lambda pack: pack.looks[2].update(code="LEAF"),
        ["looks.json, groups[0].nodes[2].code (LEAF): Another node has this code: pack.json, nodes[1] (LEAF)."],
    ),
    ("no code", lambda pack: pack.looks[0].pop("code"), [f"{LOOK}.code: This is missing."]),
    (
        "code with a colon",
        lambda pack: pack.looks[0].update(code="look:1"),
        [f"{LOOK}.code (look:1): A code has letters, figures, '.', '_' and '-'."],
    ),
    (
        "code that is a number",
        lambda pack: pack.looks[0].update(code=1),
        [f"{LOOK}.code: This must be text, not a number."],
    ),
    (
        "unknown parent, named by a node",
        lambda pack: pack.looks[0].update(parent="LEAVES"),
        [f"{LOOK}.parent (look.1): There is no node with the code 'LEAVES'."],
    ),
    (
        "unknown parent, named once by a group",
        lambda pack: pack.files["looks.json"]["groups"][0].update(parent="LEAD"),
        ["looks.json, groups[0].parent: There is no node with the code 'LEAD'. Did you mean 'LEAF'?"],
    ),
    (
        "unknown band",
        lambda pack: pack.looks[1].update(bands=["small", "bigg"]),
        [
            "looks.json, groups[0].nodes[1].bands[1] (look.2): There is no band with the code 'bigg'."
            " Did you mean 'big'?"
        ],
    ),
    (
        "band twice",
        lambda pack: pack.looks[1].update(bands=["small", "small"]),
        ["looks.json, groups[0].nodes[1].bands[1] (look.2): 'small' stands in this list twice."],
    ),
    (
        "months reversed",
        lambda pack: pack.looks[0].update(months={"from": 9, "to": 3}),
        [f"{LOOK}.months.to (look.1): The span ends (3) before it begins (9): 'to' must be more than 'from'."],
    ),
    (
        "unknown kind",
        lambda pack: pack.looks[0].update(kind="promt"),
        [f"{LOOK}.kind (look.1): 'promt' is not a kind of node. Did you mean 'prompt'?"],
    ),
    (
        "no kind",
        lambda pack: pack.header["nodes"][1].pop("kind"),
        ["pack.json, nodes[1].kind (LEAF): This is missing."],
    ),
    (
        "flag in words",
        lambda pack: pack.looks[0].update(taggable="yes"),
        [f"{LOOK}.taggable (look.1): This must be true or false, not text."],
    ),
    (
        "unknown reference",
        lambda pack: pack.looks[0].update(reference="weeding"),
        [f"{LOOK}.reference (look.1): The header has no reference 'weeding'."],
    ),
    (
        "unknown term",
        lambda pack: pack.looks[0].update(properties={"place": "shady"}),
        [f"{LOOK}.properties.place (look.1): The header has no term 'shady'."],
    ),
    (
        "unknown relation",
        lambda pack: pack.looks[0].update(relations={"part_of": ["ROSE"]}),
        [f"{LOOK}.relations.part_of (look.1): This key is not known here."],
    ),
    (
        "relation to a node that is not there",
        lambda pack: pack.looks[0].update(relations={"maps_to": ["ROSE", "DAISY"]}),
        [f"{LOOK}.relations.maps_to[1] (look.1): There is no node with the code 'DAISY'."],
    ),
    (
        "replaced by a node of another framework",
        lambda pack: pack.looks[0].update(relations={"replaced_by": ["eyfs:COM"]}),
        [f"{LOOK}.relations.replaced_by[0] (look.1): There is no node with the code 'eyfs:COM'."],
    ),
    (
        "under itself",
        lambda pack: pack.header["nodes"][0].update(parent="ROSE"),
        ["pack.json, nodes[0].parent (ROSE): The node hangs under itself: ROSE, ROSE."],
    ),
    (
        "circle of parents",
        lambda pack: pack.header["nodes"][0].update(parent="look.1"),
        ["pack.json, nodes[0].parent (ROSE): The node hangs under itself: ROSE, look.1, LEAF, ROSE."],
    ),
    (
        "circle of successors",
        both(
            lambda pack: pack.looks[0].update(relations={"replaced_by": ["look.2", "look.3"]}),
            lambda pack: pack.looks[2].update(relations={"replaced_by": ["look.1"]}),
        ),
        [f"{LOOK}.relations.replaced_by (look.1): The node replaces itself: look.1, look.3, look.1."],
    ),
    (
        "in force under a retired node",
        lambda pack: (
            pack.header["nodes"].append({"code": "BUD", "kind": "aspect", "parent": "look.1", "text": {"en": "Buds"}})
            or pack.looks[0].update(retired=True)
        ),
        ["pack.json, nodes[2] (BUD): The node hangs under 'look.1', which is retired."],
    ),
    (
        "node that is no object",
        lambda pack: pack.looks.append("look.4"),  # type: ignore[arg-type]  # the fault under test
        ["looks.json, groups[0].nodes[3]: This must be an object, not text."],
    ),
    (
        "group without nodes",
        lambda pack: pack.files["looks.json"]["groups"].append({"kind": "prompt"}),
        ["looks.json, groups[1].nodes: This is missing."],
    ),
    (
        "group with a text",
        lambda pack: pack.files["looks.json"]["groups"][0].update(text={"en": "Looks"}),
        ["looks.json, groups[0].text: This key is not known here."],
    ),
]


@pytest.mark.parametrize(("bend", "expected"), cases(NODES))
def test_names_the_place_and_the_fault(folder: PackFolder, bend: Bend, expected: list[str]) -> None:
    assert folder.problems() == []
    bend(folder)
    assert folder.problems() == expected
