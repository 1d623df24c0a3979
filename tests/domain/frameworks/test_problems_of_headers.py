"""What may be wrong with a pack's header and bands is named: the place and a sentence."""

import pytest

from tests.domain.frameworks.folders import Bend, Case, PackFolder, both, cases

HEADER: list[Case] = [
    (
        "unknown key with a hint",
        lambda pack: pack.header.update(langauges=["en"]),
        ["pack.json, langauges: This key is not known here. Did you mean 'languages'?"],
    ),
    (
        "unknown key without a hint",
        lambda pack: pack.header.update(colour="red"),
        ["pack.json, colour: This key is not known here."],
    ),
    ("missing title", lambda pack: pack.header.pop("title"), ["pack.json, title: This is missing."]),
    (
        "title in the wrong shape",
        lambda pack: pack.header.update(title="Garden"),
        ["pack.json, title: This must be an object with a text per language, not text."],
    ),
    (
        "title without the first language",
        lambda pack: pack.header["title"].pop("en"),
        ["pack.json, title.en: The text in the pack's first language is missing."],
    ),
    (
        "title in a language that is not listed",
        lambda pack: pack.header["title"].update(cy="Gardd"),
        ["pack.json, title.cy: The pack does not list this language."],
    ),
    (
        "slug that is no slug",
        lambda pack: pack.header.update(slug="My Garden"),
        [
            "pack.json, slug: A slug has small letters, figures and single hyphens.",
            "pack.json, slug: The slug must be the name of the pack's folder.",
        ],
    ),
    (
        "slug of another folder",
        lambda pack: pack.header.update(slug="orchard"),
        ["pack.json, slug: The slug must be the name of the pack's folder."],
    ),
    (
        "version with a space",
        lambda pack: pack.header.update(version="1 0"),
        ["pack.json, version: A version has at most 40 letters, figures, '.', '+' and '-'."],
    ),
    (
        "version as a number",
        lambda pack: pack.header.update(version=1.0),
        ["pack.json, version: This must be text, not a number."],
    ),
    (
        "unsupported format",
        lambda pack: pack.header.update(format=2, colour="red"),
        ["pack.json, format: This is format 2; this version of Heartsease reads format 1."],
    ),
    (
        "format in words",
        lambda pack: pack.header.update(format="1"),
        ['pack.json, format: This is format "1"; this version of Heartsease reads format 1.'],
    ),
    ("no format", lambda pack: pack.header.pop("format"), ["pack.json, format: This is missing; write 1."]),
    (
        "header that is a list",
        lambda pack: pack.files.update({"pack.json": b"[]"}),
        ["pack.json: The file must hold one object."],
    ),
    (
        "no languages",
        lambda pack: pack.header.update(languages=[]),
        ["pack.json, languages: A pack needs at least one language."],
    ),
    (
        "language that is no tag",
        lambda pack: pack.header.update(languages=["en", "mi", "Klingon!"]),
        ["pack.json, languages[2]: This is not a language tag such as 'en' or 'mi'."],
    ),
    (
        "language twice",
        lambda pack: pack.header.update(languages=["en", "mi", "en"]),
        ["pack.json, languages[2]: 'en' stands in this list twice."],
    ),
    (
        "languages that are no list",
        lambda pack: pack.header.update(languages="en"),
        ["pack.json, languages: This must be a list, not text."],
    ),
    (
        "source that is no address",
        lambda pack: pack.header["source"].update(url="javascript:alert(1)"),
        ["pack.json, source.url: This is not a web address."],
    ),
    (
        "licence without a name",
        lambda pack: pack.header.update(licence={}),
        ["pack.json, licence.name: This is missing."],
    ),
    ("no licence", lambda pack: pack.header.pop("licence"), ["pack.json, licence: This is missing."]),
    (
        "licence that is no object",
        lambda pack: pack.header.update(licence=None),
        ["pack.json, licence: This must be an object, not null."],
    ),
    (
        "word for a kind that does not exist",
        lambda pack: pack.header["kinds"].update(flower={"one": {"en": "F"}, "many": {"en": "F"}}),
        ["pack.json, kinds.flower: This is not a kind of node."],
    ),
    (
        "kind without a word",
        lambda pack: pack.header["kinds"].pop("prompt"),
        ["pack.json, kinds.prompt: This is missing: the pack has nodes of this kind."],
    ),
    (
        "kind with one word only",
        lambda pack: pack.header["kinds"]["prompt"].pop("many"),
        ["pack.json, kinds.prompt.many: This is missing."],
    ),
    (
        "key of one's own with a space",
        lambda pack: pack.header["terms"].update({"half shade": {"en": "Half shade"}}),
        ["pack.json, terms.half shade: A key of your own has small letters, figures, '_' and '-'."],
    ),
    (
        "reference without paragraphs",
        lambda pack: pack.header["references"]["watering"].pop("where"),
        ["pack.json, references.watering.where: This is missing."],
    ),
    (
        "no nodes",
        both(lambda pack: pack.header.update(nodes=[]), lambda pack: pack.files.update({"looks.json": {}})),
        ["pack.json: The pack has no nodes."],
    ),
]

BANDS: list[Case] = [
    (
        "months reversed",
        lambda pack: pack.header["bands"][1].update(months={"from": 60, "to": 30}),
        ["pack.json, bands[1].months.to: The span ends (30) before it begins (60): 'to' must be more than 'from'."],
    ),
    (
        "span of no months",
        lambda pack: pack.header["bands"][1].update(months={"from": 30, "to": 30}),
        ["pack.json, bands[1].months.to: The span ends (30) before it begins (30): 'to' must be more than 'from'."],
    ),
    (
        "months without a beginning",
        lambda pack: pack.header["bands"][0].update(months={"to": 36}),
        ["pack.json, bands[0].months.from: This is missing."],
    ),
    (
        "half a month",
        lambda pack: pack.header["bands"][0].update(months={"from": 0.5, "to": 36}),
        ["pack.json, bands[0].months.from: This must be a whole number of months from 0 to 1200."],
    ),
    (
        "months in words",
        lambda pack: pack.header["bands"][0].update(months={"from": 0, "to": "36"}),
        ["pack.json, bands[0].months.to: This must be a whole number of months from 0 to 1200."],
    ),
    (
        "month that is true",
        lambda pack: pack.header["bands"][0].update(months={"from": True}),
        ["pack.json, bands[0].months.from: This must be a whole number of months from 0 to 1200."],
    ),
    (
        "code twice",
        lambda pack: pack.header["bands"].append({"code": "big", "label": {"en": "Bigger"}}),
        ["pack.json, bands[2].code: Another band has the code 'big'."],
    ),
    (
        "no label",
        lambda pack: pack.header["bands"].append({"code": "huge"}),
        ["pack.json, bands[2].label: This is missing."],
    ),
    (
        "no object",
        lambda pack: pack.header["bands"].append("huge"),
        ["pack.json, bands[2]: This must be an object, not text."],
    ),
]


@pytest.mark.parametrize(("bend", "expected"), cases(HEADER, BANDS))
def test_names_the_place_and_the_fault(folder: PackFolder, bend: Bend, expected: list[str]) -> None:
    assert folder.problems() == []
    bend(folder)
    assert folder.problems() == expected
