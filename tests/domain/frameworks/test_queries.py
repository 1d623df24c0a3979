"""The tree in memory: what it answers, and when it looks again."""

import uuid
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from heartsease.domain.frameworks import queries
from heartsease.domain.frameworks.actions import load_pack
from heartsease.domain.frameworks.models import Framework, Node
from heartsease.domain.frameworks.pack import read_pack
from heartsease.domain.frameworks.rules import Kind
from heartsease.domain.frameworks.tree import FrameworkTree, Words
from heartsease.kernel.errors import NotFoundError
from tests.domain.frameworks.folders import PackFolder

pytestmark = pytest.mark.django_db


class Clock:
    """Seconds that pass when they are told to."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(queries, "monotonic", clock)
    return clock


@pytest.fixture
def garden(folder: PackFolder) -> Iterator[FrameworkTree]:
    """The small pack, loaded."""
    load_pack(pack=folder.read())
    yield queries.framework("garden")


@pytest.fixture
def eyfs() -> FrameworkTree:
    """The EYFS, loaded."""
    load_pack(pack=read_pack(settings.PACKS / "eyfs"))
    return queries.framework("eyfs")


def test_a_warm_tree_answers_pages_without_a_query(
    eyfs: FrameworkTree, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        tree = queries.framework("eyfs")
        for area in tree.areas:
            assert str(area.text)
            assert str(area.plain)
            assert tree.area_of(area.id) == area
            assert tree.prompts_for(area.id, 20)
        for node in tree.nodes:
            assert queries.node(node.id) is node
        assert queries.prompts_for(tree.areas[0].id, 50)


def test_an_old_tree_is_checked_with_one_small_query(
    eyfs: FrameworkTree, clock: Clock, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    queries.forget()
    tree = queries.framework("eyfs")
    clock.seconds += queries.FRESH_FOR - 1
    with django_assert_num_queries(0):
        queries.framework("eyfs")
    clock.seconds += 1
    with django_assert_num_queries(1):
        assert queries.framework("eyfs") is tree
    with django_assert_num_queries(0):
        queries.framework("eyfs")
    with django_assert_num_queries(1):
        queries.framework("eyfs", check=True)


def test_a_load_in_this_process_is_seen_at_once(garden: FrameworkTree, folder: PackFolder) -> None:
    folder.header["nodes"][0]["text"]["en"] = "Climbing roses"
    load_pack(pack=folder.read())
    assert str(queries.framework("garden").by_code("ROSE").text) == "Climbing roses"
    assert str(garden.by_code("ROSE").text) == "Roses"


def test_a_load_in_another_process_is_seen_after_the_check(garden: FrameworkTree, clock: Clock) -> None:
    queries.forget()
    queries.framework("garden")
    Node.objects.filter(code="ROSE").update(text={"en": "Climbing roses"})
    Framework.objects.update(content_hash="as if another process had loaded it")
    assert str(queries.framework("garden").by_code("ROSE").text) == "Roses"
    clock.seconds += queries.FRESH_FOR
    assert str(queries.framework("garden").by_code("ROSE").text) == "Climbing roses"


def test_only_the_framework_that_changed_is_read_again(garden: FrameworkTree, eyfs: FrameworkTree) -> None:
    tree = queries.framework("garden", check=True)
    Framework.objects.filter(slug="eyfs").update(content_hash="changed")
    assert queries.framework("eyfs", check=True) is not eyfs
    assert queries.framework("garden") is tree


def test_a_node_another_process_loaded_a_moment_ago_is_found(garden: FrameworkTree) -> None:
    new = Node.objects.create(
        framework_id=garden.heading.id, kind=Kind.AREA, code="NEW", text={"en": "New"}, position=99
    )
    Framework.objects.update(content_hash="as if another process had loaded it")
    assert str(queries.node(new.pk).text) == "New"


def test_what_is_not_there_says_so(garden: FrameworkTree) -> None:
    with pytest.raises(NotFoundError, match="'orchard' is not loaded"):
        queries.framework("orchard")
    with pytest.raises(NotFoundError):
        queries.node(uuid.uuid4())
    with pytest.raises(NotFoundError):
        queries.prompts_for(uuid.uuid4(), 20)
    with pytest.raises(NotFoundError):
        garden.node(uuid.uuid4())
    with pytest.raises(NotFoundError):
        garden.by_code("DAISY")
    with pytest.raises(NotFoundError):
        garden.band("huge")
    assert garden.get(uuid.uuid4()) is None


def test_the_tree_says_what_the_pack_says(garden: FrameworkTree) -> None:
    heading = garden.heading
    assert (heading.slug, heading.version, str(heading.title)) == ("garden", "1.0", "Garden")
    assert (heading.source_url, heading.licence_name) == ("https://garden.example.org/notes", "CC BY 4.0")
    assert str(garden.kinds["area"].many) == "Beds"
    assert garden.references[garden.by_code("ROSE").reference].where == "2.1"
    assert str(garden.terms[garden.by_code("ROSE").properties["place"]]) == "In the sun"
    assert [band.code for band in garden.bands] == ["small", "big"]


def test_nodes_are_reached_from_their_area(garden: FrameworkTree) -> None:
    (rose,) = garden.areas
    (leaf,) = garden.aspects_of(rose.id)
    assert garden.children(rose.id) == (leaf,)
    assert [node.code for node in garden.children(leaf.id)] == ["look.1", "look.2", "look.3"]
    look = garden.by_code("look.2")
    assert garden.area_of(look.id) == rose
    assert garden.area_by_node[look.id] == rose.id
    assert garden.area_number(rose.id) == 1


@pytest.mark.parametrize(
    ("age", "codes"),
    [
        (12, ["look.1", "look.2"]),
        (32, ["look.1", "look.2", "look.3"]),
        (36, ["look.2", "look.3"]),
        (60, []),
    ],
)
def test_prompts_follow_the_bands_that_suit_an_age(garden: FrameworkTree, age: int, codes: list[str]) -> None:
    assert [node.code for node in garden.prompts_for(garden.areas[0].id, age)] == codes


def test_prompts_of_one_band(garden: FrameworkTree) -> None:
    area = garden.areas[0].id
    assert [node.code for node in garden.prompts(area, "small")] == ["look.1", "look.2"]
    assert [node.code for node in garden.prompts(area)] == ["look.1", "look.2", "look.3"]


def test_prompts_near_the_age_come_first(folder: PackFolder) -> None:
    folder.looks[0]["months"] = {"from": 0, "to": 12}
    folder.looks[1]["months"] = {"from": 12, "to": 36}
    load_pack(pack=folder.read())
    area = queries.framework("garden").areas[0].id
    assert [node.code for node in queries.prompts_for(area, 6)] == ["look.1", "look.2"]
    assert [node.code for node in queries.prompts_for(area, 20)] == ["look.2", "look.1"]


def test_without_bands_everything_suits_every_age() -> None:
    load_pack(pack=read_pack(settings.PACKS / "te-whariki"))
    tree = queries.framework("te-whariki")
    assert tree.bands == ()
    for area in tree.areas:
        outcomes = tree.prompts_for(area.id, 40)
        assert outcomes == tree.prompts_for(area.id, 3)
        assert {node.kind for node in outcomes} == {Kind.OUTCOME}


def test_a_retired_node_is_named_and_not_offered(garden: FrameworkTree, folder: PackFolder) -> None:
    gone = garden.by_code("look.2")
    del folder.looks[1]
    load_pack(pack=folder.read())
    tree = queries.framework("garden")
    node = queries.node(gone.id)
    assert (node.is_retired, node.is_taggable, str(node.text)) == (True, False, "Counts the leaves.")
    assert tree.area_by_node[gone.id] == tree.areas[0].id
    assert node not in tree.nodes
    assert node not in tree.prompts(tree.areas[0].id)
    assert node not in tree.children(tree.by_code("LEAF").id)


def test_a_retired_area_has_no_number(garden: FrameworkTree, folder: PackFolder) -> None:
    rose = garden.areas[0]
    folder.header["nodes"] = [{"code": "TULIP", "kind": "area", "text": {"en": "Tulips"}}]
    folder.files["looks.json"] = {}
    load_pack(pack=folder.read())
    tree = queries.framework("garden")
    assert tree.area_number(rose.id) == 0
    assert [area.code for area in tree.areas] == ["TULIP"]


def test_relations_lead_to_nodes_here_and_elsewhere(folder: PackFolder) -> None:
    folder.looks[0].update(
        {"relations": {"maps_to": ["te-whariki:exploration", "nowhere:X", "ROSE"], "replaced_by": ["look.2"]}}
    )
    load_pack(pack=folder.read())
    load_pack(pack=read_pack(settings.PACKS / "te-whariki"))
    look = queries.framework("garden").by_code("look.1")
    assert [node.code for node in queries.related(look, "maps_to")] == ["exploration", "ROSE"]
    assert [node.code for node in queries.related(look, "replaced_by")] == ["look.2"]
    assert queries.related(queries.framework("garden").by_code("look.2"), "maps_to") == ()


def test_words_come_in_the_readers_language_or_the_first(garden: FrameworkTree) -> None:
    rose, leaf = garden.by_code("ROSE"), garden.by_code("LEAF")
    with translation.override("mi"):
        assert str(rose.text) == "Ngā rōhi"
        assert (str(leaf.text), leaf.text.language()) == ("Leaves", "en")
    with translation.override("en-gb"):
        assert str(rose.text) == "Roses"
    with translation.override(None):
        assert str(rose.text) == "Roses"
    assert rose.text.in_language("mi") == "Ngā rōhi"
    assert rose.text.in_language("mi-NZ") == "Ngā rōhi"
    assert rose.text.in_language("cy") == "Roses"
    assert str(leaf.plain) == "Leaves"
    assert not leaf.description
    assert str(leaf.description) == ""
    assert str(Words({"en": "a"}, "en")) == "a"
