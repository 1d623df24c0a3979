"""From a folder of JSON files to a ``Pack``. The header comes first: nodes are held against it."""

import dataclasses
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TypedDict

from django.utils.translation import gettext as _

from heartsease.domain.frameworks.pack.links import (
    MAPS_TO,
    REPLACED_BY,
    PlacedNode,
    check_links,
    in_reading_order,
)
from heartsease.domain.frameworks.pack.parts import FORMAT, KindName, Pack, PackBand, PackNode, Reference
from heartsease.domain.frameworks.pack.reading import Fields, Place, Reading, is_inside
from heartsease.domain.frameworks.rules import Kind, Months

HEADER = "pack.json"

_HEADER_KEYS = (
    "format", "slug", "version", "title", "description", "languages", "publisher", "source", "licence",
    "kinds", "terms", "references", "bands", "files", "nodes", "groups", "hints",
)  # fmt: skip
_SHARED_KEYS = (
    "parent", "kind", "bands", "months", "taggable", "assessable", "adult_facing", "own_placement", "retired",
    "reference", "properties",
)  # fmt: skip
_HINTS_KEYS = ("node", "weight", "words")
_WEIGHTS = (1, 2, 3)
_NODE_KEYS = ("code", "text", "plain", "description", "relations", *_SHARED_KEYS)
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+-]{0,39}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[0-9A-Za-z]{2,8})*")
_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]*")


class _Shared(TypedDict, total=False):
    """What a group may say once for all of its nodes."""

    parent: str
    kind: Kind
    bands: tuple[str, ...]
    months: Months | None
    is_taggable: bool
    is_assessable: bool
    is_adult_facing: bool
    is_own_placement: bool
    is_retired: bool
    reference: str
    properties: Mapping[str, str]


def read_pack(folder: Path) -> Pack:
    """The pack in ``folder``. Raises ``PackError`` with every problem of every file."""
    reading = Reading(folder)
    raw = reading.load(HEADER)
    _check_format(reading, raw)
    reading.stop_if_wrong()
    return _Reader(reading, Fields(reading, raw, Place(HEADER), _HEADER_KEYS)).pack()


def _check_format(reading: Reading, header: object) -> None:
    """A pack of another format is not looked into: its other keys would be read wrongly."""
    if not isinstance(header, dict):
        if not reading.is_partial:
            reading.note(Place(HEADER), _("The file must hold one object."))
        return
    given, place = header.get("format"), Place(HEADER, "format")
    if given is None:
        reading.note(place, _("This is missing; write %(format)d.") % {"format": FORMAT})
    elif isinstance(given, bool) or given != FORMAT:
        reading.note(
            place,
            _("This is format %(given)s; this version of Heartsease reads format %(format)d.")
            % {"given": json.dumps(given), "format": FORMAT},
        )


class _Reader:
    def __init__(self, reading: Reading, header: Fields) -> None:
        self.reading = reading
        self.header = header
        self.placed: list[PlacedNode] = []
        self.used_kinds: set[Kind] = set()
        self.hints: dict[str, dict[str, dict[str, int]]] = {}
        self.hinted: list[tuple[str, Place]] = []
        reading.languages = self._languages()
        self.kinds = self._kinds()
        self.terms = {key: reading.words(value, place, most=120) for key, value, place in header.entries("terms")}
        self.references = self._references()
        self.bands = self._bands()

    def pack(self) -> Pack:
        """All that the files say; ``PackError`` where anything is wrong with it."""
        header = self.header
        slug = header.code("slug", _SLUG, _("A slug has small letters, figures and single hyphens."))
        if slug and slug != self.reading.folder.resolve().name:
            self.reading.note(header.here.key("slug"), _("The slug must be the name of the pack's folder."))
        version = header.code("version", _VERSION, _("A version has at most 40 letters, figures, '.', '+' and '-'."))
        title = header.words("title", most=120)
        description = header.words("description", most=2000, required=False)
        publisher = header.text("publisher", most=200)
        source = header.fields("source", ("title", "url"))
        source_title, source_url = source.words("title", most=300), source.address("url")
        licence = header.fields("licence", ("name", "url", "note"))
        licence_name, licence_url = licence.text("name", most=200), licence.address("url", required=False)
        licence_note = licence.words("note", most=1000, required=False)
        self._read_everything()
        # Only links that are right lead to an end, so nothing wrong may reach the ordering of nodes.
        self.reading.stop_if_wrong()
        return Pack(
            slug=slug,
            version=version,
            title=title,
            description=description,
            languages=self.reading.languages,
            publisher=publisher,
            source_title=source_title,
            source_url=source_url,
            licence_name=licence_name,
            licence_url=licence_url,
            licence_note=licence_note,
            kinds=self.kinds,
            terms=self.terms,
            references=self.references,
            bands=self.bands,
            nodes=tuple(
                dataclasses.replace(node, hints=self.hints.get(node.code, {})) for node in in_reading_order(self.placed)
            ),
        )

    def _languages(self) -> tuple[str, ...]:
        if self.header.raw("languages") == []:
            self.reading.note(self.header.here.key("languages"), _("A pack needs at least one language."))
        languages = self.header.texts("languages", most=35, required=True)
        for language, place in languages:
            if not _LANGUAGE.fullmatch(language):
                self.reading.note(place, _("This is not a language tag such as 'en' or 'mi'."))
        return tuple(language for language, _place in languages)

    def _kinds(self) -> dict[str, KindName]:
        kinds = {}
        for kind, value, place in self.header.entries("kinds", required=True):
            self.reading.known(kind, place, list(Kind), _("This is not a kind of node."))
            names = Fields(self.reading, value, place, ("one", "many"))
            kinds[kind] = KindName(one=names.words("one", most=80), many=names.words("many", most=80))
        return kinds

    def _references(self) -> dict[str, Reference]:
        references = {}
        for key, value, place in self.header.entries("references"):
            fields = Fields(self.reading, value, place, ("where", "about"))
            references[key] = Reference(where=fields.text("where", most=120), about=fields.words("about", most=300))
        return references

    def _bands(self) -> tuple[PackBand, ...]:
        bands: dict[str, PackBand] = {}
        for value, place in self.header.items("bands"):
            fields = Fields(self.reading, value, place, ("code", "label", "months"))
            band = PackBand(
                code=self._code(fields), label=fields.words("label", most=80), months=fields.months("months")
            )
            if band.code and band.code in bands:
                self.reading.note(place.key("code"), _("Another band has the code '%(code)s'.") % {"code": band.code})
            bands.setdefault(band.code, band)
        return tuple(bands.values())

    def _read_everything(self) -> None:
        self._read_nodes(self.header)
        for name in self._files():
            raw = self.reading.load(name)
            if raw is not None:
                self._read_nodes(Fields(self.reading, raw, Place(name), ("nodes", "groups", "hints")))
        if not self.placed and not self.reading.is_partial:
            self.reading.note(self.header.here, _("The pack has no nodes."))
        for kind in sorted(self.used_kinds - set(self.kinds)) if "kinds" in self.header else ():
            self.reading.note(
                self.header.here.key("kinds").key(kind),
                _("This is missing: the pack has nodes of this kind."),
            )
        check_links(self.reading, self.placed)
        self._check_hinted()

    def _files(self) -> list[str]:
        names = []
        for name, place in self.header.texts("files", most=200):
            if is_inside(name) and name != HEADER:
                names.append(name)
            else:
                self.reading.note(place, _("This is not the name of another .json file in the pack's folder."))
        for path in sorted(self.reading.folder.rglob("*.json")):
            name = path.relative_to(self.reading.folder).as_posix()
            if name not in {HEADER, *names}:
                self.reading.note(Place(name), _("The file is not listed under 'files' in pack.json."))
        return names

    def _read_nodes(self, fields: Fields) -> None:
        for value, place in fields.items("nodes"):
            self._read_node(value, place, {}, None)
        for value, place in fields.items("groups"):
            group = Fields(self.reading, value, place, (*_SHARED_KEYS, "nodes"))
            shared = self._shared(group)
            for node, node_place in group.items("nodes", required=True):
                self._read_node(node, node_place, shared, group)
        for value, place in fields.items("hints"):
            self._read_hints(Fields(self.reading, value, place, _HINTS_KEYS))

    def _read_hints(self, fields: Fields) -> None:
        code = fields.text("node", most=60)
        self.hinted.append((code, fields.here.key("node")))
        weight = fields.raw("weight") if "weight" in fields else 2
        if isinstance(weight, bool) or not isinstance(weight, int) or weight not in _WEIGHTS:
            self.reading.note(fields.here.key("weight"), _("A weight is 1, 2 or 3."))
            return
        words = fields.fields("words", self.reading.languages)
        for language in self.reading.languages:
            known = self.hints.setdefault(code, {}).setdefault(language, {})
            for word, place in words.texts(language, most=60):
                if word in known:
                    self.reading.note(place, _("'%(word)s' is a hint of this node already.") % {"word": word})
                known[word] = weight

    def _check_hinted(self) -> None:
        """Hints may stand before their nodes, so they are held against them when everything was read."""
        codes = {one.node.code for one in self.placed}
        for code, place in self.hinted if not self.reading.is_partial else ():
            sentence = _("There is no node with the code '%(code)s'.") % {"code": code}
            if code:
                self.reading.known(code, place, codes, sentence)

    def _read_node(self, value: object, place: Place, shared: _Shared, group: Fields | None) -> None:
        code = value.get("code") if isinstance(value, dict) else None
        if isinstance(code, str):
            place = dataclasses.replace(place, code=code)
        fields = Fields(self.reading, value, place, _NODE_KEYS)
        if not fields.is_object:
            return
        if "kind" not in fields and (group is None or "kind" not in group):
            self.reading.note(place.key("kind"), _("This is missing."))
        values: _Shared = {**shared, **self._shared(fields)}
        parent_place = group.here if group is not None and "parent" not in fields else place
        node = PackNode(
            code=self._code(fields),
            kind=values.get("kind", Kind.AREA),
            parent=values.get("parent"),
            text=fields.words("text", most=600),
            plain=fields.words("plain", most=120, required=False),
            description=fields.words("description", most=2000, required=False),
            bands=values.get("bands", ()),
            months=values.get("months"),
            is_taggable=values.get("is_taggable", False),
            is_assessable=values.get("is_assessable", False),
            is_adult_facing=values.get("is_adult_facing", False),
            is_own_placement=values.get("is_own_placement", False),
            is_retired=values.get("is_retired", False),
            reference=values.get("reference", ""),
            properties=values.get("properties", {}),
            relations=self._relations(fields),
            hints={},
        )
        self.placed.append(PlacedNode(node, place, parent_place.key("parent")))

    def _code(self, fields: Fields) -> str:
        return fields.code("code", _CODE, _("A code has letters, figures, '.', '_' and '-'."))

    def _shared(self, fields: Fields) -> _Shared:
        """Only what the object says itself, so that a node's word goes before its group's."""
        given: _Shared = {}
        if parent := fields.text("parent", most=60, required=False):
            given["parent"] = parent
        if "kind" in fields:
            given["kind"] = self._kind(fields)
        if "bands" in fields:
            given["bands"] = self._band_codes(fields)
        if "months" in fields:
            given["months"] = fields.months("months")
        if "taggable" in fields:
            given["is_taggable"] = fields.flag("taggable")
        if "assessable" in fields:
            given["is_assessable"] = fields.flag("assessable")
        if "adult_facing" in fields:
            given["is_adult_facing"] = fields.flag("adult_facing")
        if "own_placement" in fields:
            given["is_own_placement"] = fields.flag("own_placement")
        if "retired" in fields:
            given["is_retired"] = fields.flag("retired")
        if "reference" in fields:
            given["reference"] = self._reference(fields)
        if "properties" in fields:
            given["properties"] = self._properties(fields)
        return given

    def _kind(self, fields: Fields) -> Kind:
        text, place = fields.text("kind", most=60), fields.here.key("kind")
        if text and self.reading.known(
            text, place, list(Kind), _("'%(kind)s' is not a kind of node.") % {"kind": text}
        ):
            self.used_kinds.add(Kind(text))
            return Kind(text)
        return Kind.AREA

    def _band_codes(self, fields: Fields) -> tuple[str, ...]:
        codes = [band.code for band in self.bands]
        given = fields.texts("bands", most=60)
        for code, place in given:
            self.reading.known(code, place, codes, _("There is no band with the code '%(code)s'.") % {"code": code})
        return tuple(code for code, _place in given)

    def _reference(self, fields: Fields) -> str:
        key, place = fields.text("reference", most=60), fields.here.key("reference")
        if key:
            self.reading.known(key, place, self.references, _("The header has no reference '%(key)s'.") % {"key": key})
        return key

    def _properties(self, fields: Fields) -> dict[str, str]:
        properties = {}
        for key, value, place in fields.entries("properties"):
            term = self.reading.text(value, place, most=60)
            if term:
                self.reading.known(term, place, self.terms, _("The header has no term '%(term)s'.") % {"term": term})
            properties[key] = term
        return properties

    def _relations(self, fields: Fields) -> dict[str, tuple[str, ...]]:
        relations = fields.fields("relations", (MAPS_TO, REPLACED_BY), required=False)
        return {
            relation: tuple(target for target, _place in relations.texts(relation, most=121))
            for relation in (MAPS_TO, REPLACED_BY)
            if relation in relations
        }
