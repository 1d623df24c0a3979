"""One rule for list and detail: who sees which entry, in every state, by one table."""

import pytest

from heartsease.domain.access.permissions import Role, Scope
from heartsease.domain.access.scope import in_setting
from heartsease.domain.accounts import actions as accounts
from heartsease.domain.children.queries import own_children, visible_children
from heartsease.domain.journal import actions, queries
from heartsease.domain.journal.models import Observation
from heartsease.domain.journal.rules import State
from heartsease.kernel.errors import DomainError, NotAllowedError, NotFoundError
from heartsease.kernel.ids import new_id
from tests.cast import House
from tests.entries import approved, drafted, published, submitted

REVIEWERS = {"Maggie", "Sen"}
ACORNS = {"Maggie", "Sen", "Priya", "Stu"}
OAKS = {"Maggie", "Sen", "Owen"}
OF_AMARA = {"Grace", "Tunde", "Nana"}
OF_BEN = {"Rosa", "Omar"}

EXPECTED = {
    "draft": {"Priya"},
    "waits": {"Priya", *REVIEWERS},
    "returned": {"Priya", *REVIEWERS},
    "not yet visible": ACORNS,
    "visible": ACORNS | OF_AMARA,
    "withdrawn": ACORNS,
    "of both rooms": ACORNS | OAKS | OF_AMARA,
    "of all": ACORNS | OAKS | OF_AMARA | OF_BEN,
    "of Ben": ACORNS | OF_BEN,
    "of Leo, who left": ACORNS,
    "by Owen in another room": OAKS | {"Grace"},
    "by a student": ACORNS | OF_AMARA,
    "home draft": {"Grace"},
    "home, waits": {"Grace", *REVIEWERS},
    "home, visible": ACORNS | {"Grace", "Tunde"},
    "home of one of two parents": ACORNS | {"Rosa"},
    "without a child": {"Priya"},
}
"""Who sees an entry: the whole cast of Sunflower; nobody of another setting ever does."""


@pytest.fixture
def entries(house: House) -> dict[str, Observation]:
    house_entries = {
        "draft": drafted(house, "Priya", "Amara"),
        "waits": submitted(house, "Priya", "Amara"),
        "returned": submitted(house, "Priya", "Amara"),
        "not yet visible": approved(house, "Priya", "Amara"),
        "visible": published(house, "Priya", "Amara"),
        "withdrawn": published(house, "Priya", "Amara"),
        "of both rooms": published(house, "Sen", "Amara", "Kofi", by="Maggie"),
        "of all": published(house, "Sen", "Amara", "Ben", "Kofi", by="Maggie"),
        "of Ben": published(house, "Priya", "Ben"),
        "of Leo, who left": published(house, "Priya", "Ben"),
        "by Owen in another room": published(house, "Owen", "Kofi"),
        "by a student": published(house, "Stu", "Amara"),
        "home draft": drafted(house, "Grace", "Amara"),
        "home, waits": submitted(house, "Grace", "Amara"),
        "home, visible": published(house, "Grace", "Amara"),
        "home of one of two parents": published(house, "Rosa", "Ben"),
        "without a child": drafted(house, "Priya"),
    }
    actions.return_with_note(actor=house.actor("Sen"), observation_id=house_entries["returned"].pk, note="More?")
    actions.withdraw(actor=house.actor("Sen"), observation_id=house_entries["withdrawn"].pk)
    house_entries["of Leo, who left"].subjects.update(child=house.children["Leo"])
    return house_entries


def finds(house: House, name: str, entry: Observation) -> bool:
    try:
        return queries.observation(house.actor(name), entry.pk) == entry
    except NotFoundError:
        return False


def test_the_table(house: House, entries: dict[str, Observation]) -> None:
    assert entries.keys() == EXPECTED.keys()
    cast = [*house.staff, *house.family]
    found = {about: {name for name in cast if finds(house, name, entry)} for about, entry in entries.items()}
    assert found == EXPECTED


def test_the_list_says_the_same(house: House, entries: dict[str, Observation]) -> None:
    about = {entry.pk: words for words, entry in entries.items()}
    for name in (*house.staff, *house.family):
        listed = {about[entry.pk] for entry in queries.visible_observations(house.actor(name))}
        assert listed == {words for words, people in EXPECTED.items() if name in people}, name


def test_every_other_way_to_an_entry_gives_no_more(house: House, entries: dict[str, Observation]) -> None:
    about = {entry.pk: words for words, entry in entries.items()}
    for name in (*house.staff, *house.family):
        actor, may_see = house.actor(name), {words for words, people in EXPECTED.items() if name in people}
        seen: set[str] = set()
        for entry in entries.values():
            try:
                seen.add(about[queries.in_detail(actor, entry.pk).pk])
            except DomainError:
                continue
        if name in house.staff:
            assert seen == may_see
            seen |= {about[entry.pk] for entry in queries.my_entries(actor)}
            for room in house.rooms.values():
                seen |= {about[entry.observation_id] for entry in queries.recent_in_room(actor, room)}
            for child in visible_children(actor):
                timeline, _following = queries.child_timeline(actor, child)
                seen |= {about[entry.pk] for entry in timeline}
            if name in REVIEWERS:
                seen |= {about[entry.pk] for entry in queries.review_queue(actor)}
        else:
            assert seen == set()
            for own in own_children(actor):
                shown = {one.observation_id: one for one in queries.family_timeline(actor, own).entries}
                seen |= {about[entry_id] for entry_id in shown}
                for entry in entries.values():
                    if entry.pk in shown:
                        assert queries.family_entry(actor, own, entry.pk)[0] == shown[entry.pk]
                    else:
                        with pytest.raises(NotFoundError):
                            queries.family_entry(actor, own, entry.pk)
        assert seen <= may_see, name


def test_a_part_of_an_entry_is_had_through_the_entry_and_the_child(
    house: House, entries: dict[str, Observation]
) -> None:
    """A like or a comment needs both: the entry of another child, and another child of the entry, give nothing."""
    for name in (*house.staff, *house.family):
        actor = house.actor(name)
        within_reach = {child.pk for child in visible_children(actor)}
        for about in ("draft", "visible", "of both rooms", "of all", "home, visible", "home of one of two parents"):
            entry = entries[about]
            for child in (house.children[one] for one in ("Amara", "Ben", "Kofi")):
                is_there = name in EXPECTED[about] and child.pk in within_reach
                is_there = is_there and entry.subjects.filter(child=child).exists()
                try:
                    queries.subject(actor, entry.pk, child.pk)
                except NotFoundError:
                    assert not is_there, (name, about, child.first_name)
                else:
                    assert is_there, (name, about, child.first_name)


def test_nobody_of_another_setting(house: House, hollies: House, entries: dict[str, Observation]) -> None:
    with in_setting(hollies.setting.pk):
        theirs = drafted(hollies, "Hazel", "Zed")
        for name in ("Hazel", "Petra"):
            for entry in entries.values():
                assert not finds(hollies, name, entry)
    for name in (*house.staff, *house.family):
        assert not finds(house, name, theirs)
        assert not finds(house, name, Observation(pk=new_id()))


@pytest.mark.parametrize(("scope", "staff"), [
    (Scope.ALL, {"Maggie", "Sen", "Priya", "Stu", "Owen"}),
    (Scope.ROOMS, {"Maggie", "Sen", "Priya", "Stu"}),
    (Scope.KEY_CHILDREN, {"Maggie", "Sen", "Priya"}),
])  # fmt: skip
def test_the_settings_scope_decides_which_staff_see_a_published_entry(
    scope: Scope, staff: set[str], house: House
) -> None:
    house.choose(staff_scope=scope)
    entry = published(house, "Priya", "Amara")
    assert {name for name in house.staff if finds(house, name, entry)} == staff


def test_a_maintainer_reads_nothing(house: House, entries: dict[str, Observation]) -> None:
    house.staff["Max"] = accounts.admit_person(
        actor=house.system, full_name="Max Mender", user_name="max", role=Role.MAINTAINER
    )
    max_actor = house.actor("Max")
    with pytest.raises(NotAllowedError):
        queries.visible_observations(max_actor)
    with pytest.raises(NotAllowedError):
        queries.observation(max_actor, entries["visible"].pk)


def test_visible_exactly_while_published(house: House, entries: dict[str, Observation]) -> None:
    for entry in Observation.objects.all():
        assert (entry.visible_from is not None) == (entry.state == State.PUBLISHED)
        for subject in entry.subjects.all():
            assert (subject.visible_from, subject.happened_at) == (entry.visible_from, entry.happened_at)
