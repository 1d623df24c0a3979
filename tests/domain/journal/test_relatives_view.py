"""A relative reads what happened from their own start on, and nothing before (clauses 4.6)."""

import datetime as dt
import uuid
from typing import Any

import pytest

from heartsease.domain.access.permissions import Role
from heartsease.domain.children import queries as children
from heartsease.domain.children.models import FamilyLink
from heartsease.domain.journal import actions, queries
from heartsease.domain.journal.models import Observation
from heartsease.domain.photos.rules import Size
from heartsease.kernel import clock
from heartsease.kernel.errors import DomainError, NotFoundError
from heartsease.kernel.ids import new_id
from tests import entries, links
from tests.cast import House


def published(house: House, *names: str, days_ago: float) -> Observation:
    happened_at = clock.now() - dt.timedelta(days=days_ago)
    return entries.published(house, "Priya", *names, happened_at=happened_at, photos=1)


def begins(house: House, adult: str, child: str, *, days_ago: float) -> None:
    begins_at = clock.now() - dt.timedelta(days=days_ago)
    FamilyLink.objects.filter(pk=house.links[adult, child].pk).update(begins_at=begins_at)


def timeline(house: House, adult: str, child: str) -> list[uuid.UUID]:
    actor = house.actor(adult)
    own = next(one for one in children.own_children(actor) if one.child.first_name == child)
    return [one.observation_id for one in queries.family_timeline(actor, own).entries]


def may(house: House, adult: str, entry: Observation, child: str) -> set[str]:
    """By which ways an adult gets at an entry."""
    actor, child_id = house.actor(adult), house.children[child].pk
    own = next(one for one in children.own_children(actor) if one.child.pk == child_id)
    on: dict[str, Any] = {"actor": actor, "observation_id": entry.pk, "child_id": child_id}
    ways = {
        "list": lambda: {one.observation_id: one for one in queries.family_timeline(actor, own).entries}[entry.pk],
        "page": lambda: queries.family_entry(actor, own, entry.pk),
        "visible": lambda: queries.observation(actor, entry.pk),
        "picture": lambda: queries.picture(actor, entries.photo_ids(entry)[0], Size.LARGE),
        "like": lambda: actions.like(**on),
        "comment": lambda: actions.comment(**on, comment_id=new_id(), text="Lovely."),
    }
    return {name for name, way in ways.items() if _works(way)}


def _works(way: object) -> bool:
    assert callable(way)
    try:
        way()
    except (DomainError, KeyError):
        return False
    return True


ALL = {"list", "page", "visible", "picture", "like", "comment"}


def test_from_the_own_start_on(house: House) -> None:
    begins(house, "Nana", "Amara", days_ago=10)
    before, after = published(house, "Amara", days_ago=11), published(house, "Amara", days_ago=9)
    assert may(house, "Nana", before, "Amara") == set()
    assert may(house, "Nana", after, "Amara") == ALL
    assert may(house, "Grace", before, "Amara") == ALL
    assert timeline(house, "Nana", "Amara") == [after.pk]


def test_by_themselves_they_begin_today(house: House) -> None:
    links.link(house, "Gran", "Amara", role=Role.RELATIVE)
    links.answer_rightly(house, "Gran", "Amara")
    midnight, _end = clock.day_bounds(clock.today(house.system.zone), house.system.zone)
    assert FamilyLink.objects.get(pk=house.links["Gran", "Amara"].pk).begins_at == midnight
    old = published(house, "Amara", days_ago=1.5)
    assert may(house, "Gran", old, "Amara") == set()


def test_a_parent_begins_with_the_first_day(house: House) -> None:
    links.link(house, "Femi", "Amara", begins_at=clock.now())
    assert house.links["Femi", "Amara"].begins_at is None


def test_two_children_with_two_starts(house: House) -> None:
    """An entry with both is read in the journal that reaches back to it, and only there."""
    links.link(house, "Nana", "Kofi", role=Role.RELATIVE)
    links.answer_rightly(house, "Nana", "Kofi")
    begins(house, "Nana", "Amara", days_ago=100)
    begins(house, "Nana", "Kofi", days_ago=10)
    house.choose(staff_scope="all")
    both = published(house, "Amara", "Kofi", days_ago=50)
    assert may(house, "Nana", both, "Amara") == ALL
    assert may(house, "Nana", both, "Kofi") == {"visible", "picture"}
    picture = queries.picture(house.actor("Nana"), entries.photo_ids(both)[0], Size.LARGE)
    assert picture.seen_of == (house.children["Amara"].pk,)


def test_a_picture_is_not_reached_through_the_other_childs_permission(house: House) -> None:
    """Kofi's permissions would show it, but Kofi's journal does not reach back to it; Amara's do not."""
    links.link(house, "Nana", "Kofi", role=Role.RELATIVE)
    links.answer_rightly(house, "Nana", "Kofi")
    begins(house, "Nana", "Amara", days_ago=100)
    begins(house, "Nana", "Kofi", days_ago=10)
    house.choose(staff_scope="all")
    both = published(house, "Amara", "Kofi", days_ago=50)
    kofis = house.children["Kofi"]
    kofis.photo_permissions = {"own_journal": None}
    kofis.save(update_fields=["photo_permissions"])
    with pytest.raises(NotFoundError):
        queries.picture(house.actor("Nana"), entries.photo_ids(both)[0], Size.LARGE)


def test_an_entry_that_is_edited_and_published_anew_stays_as_old_as_it_is(house: House) -> None:
    begins(house, "Nana", "Amara", days_ago=10)
    before = published(house, "Amara", days_ago=11)
    said = entries.content(house, "Amara", text="Better words.", happened_at=before.happened_at)
    actions.edit_published(
        actor=house.actor("Priya"), observation_id=before.pk, content=said, seen_version=before.version
    )
    entries.publish_now(actions.approve(actor=house.actor("Sen"), observation_id=before.pk))
    assert may(house, "Nana", before, "Amara") == set()
    assert may(house, "Grace", before, "Amara") == ALL
