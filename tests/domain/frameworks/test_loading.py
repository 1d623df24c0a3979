"""Loading a pack, again, changed, and with parts gone."""

import dataclasses
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from heartsease.domain.frameworks import queries
from heartsease.domain.frameworks.actions import load_pack
from heartsease.domain.frameworks.models import Band, Framework, Node
from heartsease.domain.frameworks.pack import Pack, read_pack
from tests.domain.frameworks.folders import PackFolder

pytestmark = pytest.mark.django_db


def ids(slug: str = "garden") -> dict[str, uuid.UUID]:
    """Ids of all nodes of a framework by code, retired ones too."""
    return dict(Node.objects.filter(framework__slug=slug).values_list("code", "id"))


def queries_of(pack_path: Path) -> list[str]:
    """The statements that loading a pack takes."""
    pack = read_pack(pack_path)
    with CaptureQueriesContext(connection) as captured:
        load_pack(pack=pack)
    return [query["sql"] for query in captured.captured_queries]


def test_stores_what_the_pack_says(folder: PackFolder) -> None:
    folder.looks[2].update({"months": {"from": 40, "to": 50}, "relations": {"maps_to": ["eyfs:UTW"]}})
    framework = load_pack(pack=folder.read())
    assert (framework.slug, framework.version, framework.is_current) == ("garden", "1.0", True)
    rose = Node.objects.get(code="ROSE")
    assert rose.text == {"en": "Roses", "mi": "Ngā rōhi"}
    assert rose.plain == {"en": "Flowers that prick"}
    assert (rose.is_taggable, rose.is_assessable, rose.properties) == (True, False, {"place": "sunny"})
    look = Node.objects.get(code="look.3")
    assert look.parent == Node.objects.get(code="LEAF")
    assert (look.months_from, look.months_to, look.depth) == (40, 50, 2)
    assert look.relations == {"maps_to": ["eyfs:UTW"]}
    assert [band.code for band in Node.objects.get(code="look.2").bands.all()] == ["small", "big"]
    assert list(Node.objects.values_list("code", flat=True)) == ["ROSE", "LEAF", "look.1", "look.2", "look.3"]


@pytest.mark.parametrize("slug", ["eyfs", "te-whariki"])
def test_the_packs_that_come_along_load_with_few_statements(slug: str) -> None:
    statements = queries_of(settings.PACKS / slug)
    assert Node.objects.filter(framework__slug=slug).count() == len(read_pack(settings.PACKS / slug).nodes)
    assert len(statements) <= 30


def test_hints_are_stored_and_go_when_the_pack_has_them_no_more(folder: PackFolder) -> None:
    folder.header["hints"] = [{"node": "LEAF", "weight": 3, "words": {"en": ["green"]}}]
    load_pack(pack=folder.read())
    leaf = Node.objects.get(code="LEAF")
    assert leaf.hints == {"en": {"green": 3}, "mi": {}}
    assert queries.framework("garden").node(leaf.pk).hints == leaf.hints
    del folder.header["hints"]
    load_pack(pack=folder.read())
    assert Node.objects.get(code="LEAF").hints == {}


def test_loading_twice_writes_nothing(folder: PackFolder) -> None:
    path = folder.write()
    queries_of(path)
    before = Framework.objects.get().loaded_at
    (only,) = queries_of(path)
    assert only.startswith("SELECT")
    assert Framework.objects.get().loaded_at == before


def test_an_upgrade_that_renames_keeps_ids(folder: PackFolder) -> None:
    first = load_pack(pack=folder.read())
    before = ids()
    folder.header["version"] = "2.0"
    folder.header["nodes"][0]["text"]["en"] = "Climbing roses"
    folder.header["nodes"].reverse()
    second = load_pack(pack=folder.read())
    assert ids() == before
    assert Node.objects.get(code="ROSE").text["en"] == "Climbing roses"
    assert second != first
    assert set(Node.objects.values_list("framework__version", flat=True)) == {"2.0"}
    assert dict(Framework.objects.values_list("version", "is_current")) == {"1.0": False, "2.0": True}


def test_the_same_version_with_other_words_is_mended_in_its_row(folder: PackFolder) -> None:
    first = load_pack(pack=folder.read())
    folder.looks[0]["text"]["en"] = "Sniffs a leaf."
    second = load_pack(pack=folder.read())
    assert second.pk == first.pk
    assert second.content_hash != first.content_hash
    assert Node.objects.get(code="look.1").text == {"en": "Sniffs a leaf."}


def test_what_vanishes_is_retired_and_comes_back_as_itself(folder: PackFolder) -> None:
    load_pack(pack=folder.read())
    before = ids()
    gone = folder.looks.pop(0)
    folder.header["version"] = "2.0"
    load_pack(pack=folder.read())
    retired = Node.objects.get(code="look.1")
    assert retired.retired_at is not None
    assert not retired.is_taggable
    assert retired.framework.version == "2.0"
    assert [band.code for band in retired.bands.all()] == ["small"]
    since = retired.retired_at
    folder.header["version"] = "3.0"
    load_pack(pack=folder.read())
    assert Node.objects.get(code="look.1").retired_at == since
    folder.looks.insert(0, gone)
    folder.header["version"] = "4.0"
    load_pack(pack=folder.read())
    assert ids() == before
    back = Node.objects.get(code="look.1")
    assert (back.retired_at, back.is_taggable) == (None, True)


def test_a_whole_branch_may_vanish(folder: PackFolder) -> None:
    load_pack(pack=folder.read())
    folder.header["version"] = "2.0"
    folder.header["nodes"] = [{"code": "TULIP", "kind": "area", "text": {"en": "Tulips"}}]
    folder.files["looks.json"] = {}
    load_pack(pack=folder.read())
    in_force = Node.objects.filter(retired_at__isnull=True)
    assert [node.code for node in in_force] == ["TULIP"]
    assert Node.objects.count() == 6


def test_a_node_the_pack_retires_is_not_taggable(folder: PackFolder) -> None:
    folder.looks[0]["retired"] = True
    load_pack(pack=folder.read())
    node = Node.objects.get(code="look.1")
    assert node.retired_at is not None
    assert not node.is_taggable


def test_bands_follow_their_codes(folder: PackFolder) -> None:
    load_pack(pack=folder.read())
    before = dict(Band.objects.values_list("code", "id"))
    folder.header["version"] = "2.0"
    folder.header["bands"] = [{"code": "big", "label": {"en": "Grown"}, "months": {"from": 24}}]
    folder.files["looks.json"]["groups"][0]["bands"] = []
    folder.looks[1]["bands"] = ["big"]
    load_pack(pack=folder.read())
    assert dict(Band.objects.values_list("code", "id")) == before
    small, big = Band.objects.get(code="small"), Band.objects.get(code="big")
    assert small.retired_at is not None
    assert (big.retired_at, big.label, big.months_from, big.months_to) == (None, {"en": "Grown"}, 24, None)
    assert [band.code for band in Node.objects.get(code="look.2").bands.all()] == ["big"]
    assert not Node.objects.get(code="look.1").bands.exists()


def test_going_back_to_an_earlier_version_takes_its_row_again(folder: PackFolder) -> None:
    first = load_pack(pack=folder.read())
    folder.header["version"] = "2.0"
    load_pack(pack=folder.read())
    folder.header["version"] = "1.0"
    again = load_pack(pack=folder.read())
    assert again.pk == first.pk
    assert dict(Framework.objects.values_list("version", "is_current")) == {"1.0": True, "2.0": False}


def test_two_frameworks_do_not_touch_each_other(folder: PackFolder) -> None:
    load_pack(pack=read_pack(settings.PACKS / "te-whariki"))
    before = ids("te-whariki")
    load_pack(pack=folder.read())
    folder.header["version"] = "2.0"
    load_pack(pack=folder.read())
    assert ids("te-whariki") == before
    assert not Node.objects.filter(framework__slug="te-whariki", retired_at__isnull=False).exists()


def test_a_framework_has_one_current_version(folder: PackFolder) -> None:
    framework = load_pack(pack=folder.read())
    with pytest.raises(IntegrityError), transaction.atomic():
        Framework.objects.create(
            slug="garden", version="9", publisher="x", content_hash="x", loaded_at=framework.loaded_at
        )


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("versions", [["1.0"] * 4, ["1.0", "2.0", "3.0", "4.0"]], ids=["same", "different"])
def test_processes_that_load_at_once_leave_one_current_version(folder: PackFolder, versions: list[str]) -> None:
    packs = [dataclasses.replace(folder.read(), version=version) for version in versions]
    together = threading.Barrier(len(packs))

    def load(pack: Pack) -> None:
        try:
            together.wait()
            load_pack(pack=pack)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(packs)) as threads:
        for result in [threads.submit(load, pack) for pack in packs]:
            result.result()
    current = Framework.objects.get(is_current=True)
    assert Framework.objects.count() == len(set(versions))
    assert Node.objects.count() == 5
    assert set(Node.objects.values_list("framework_id", flat=True)) == {current.pk}
    assert Node.bands.through.objects.count() == 4
