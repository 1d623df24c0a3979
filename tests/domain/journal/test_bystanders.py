"""What is done to one entry touches no other, not even one by the same author about the same children."""

import datetime as dt
from typing import Any

import pytest
from django.apps import apps

from heartsease.domain.children import actions as children
from heartsease.domain.frameworks import queries as frameworks
from heartsease.domain.journal import actions
from heartsease.domain.journal.models import Observation, ObservationChild
from heartsease.kernel import clock
from heartsease.kernel.errors import InvalidInputError
from heartsease.kernel.ids import new_id
from tests.cast import House
from tests.entries import add_photo, content, drafted, fresh, photo_ids, publish_now, published, submitted

TABLES = [model for model in apps.get_app_config("journal").get_models() if model is not Observation]


def rows_of(entry: Observation) -> dict[str, list[Any]]:
    """Everything that belongs to an entry."""
    found: dict[str, list[Any]] = {"Observation": list(Observation.objects.filter(pk=entry.pk).values())}
    for model in TABLES:
        names = {field.name for field in model._meta.get_fields()}
        narrowing = "observation" if "observation" in names else "subject__observation"
        found[model.__name__] = list(model._default_manager.filter(**{narrowing: entry.pk}).order_by("pk").values())
    return found


def complete(house: House) -> Observation:
    """An entry by Priya with a row in every table of the journal."""
    areas = frameworks.framework("eyfs").areas
    tags = frozenset({areas[0].id, areas[1].id})
    entry = published(house, "Priya", "Amara", "Ben", photos=1, tags=tags, next_step="Offer the funnel.")
    amara = house.children["Amara"].pk
    grace = house.actor("Grace")
    actions.like(actor=grace, observation_id=entry.pk, child_id=amara)
    for child_id, who in ((amara, grace), (house.children["Ben"].pk, house.actor("Rosa"))):
        actions.comment(actor=who, observation_id=entry.pk, child_id=child_id, comment_id=new_id(), text="Lovely!")
    changed = content(house, "Amara", "Ben", text="Said better.", tags=tags, next_step="Offer the jug.")
    actions.edit_published(
        actor=house.actor("Sen"), observation_id=entry.pk, content=changed, seen_version=entry.version
    )
    return entry


def test_a_whole_life_beside_another(house: House) -> None:
    bystander, waiting, draft = complete(house), submitted(house, "Priya", "Amara"), drafted(house, "Priya", "Ben")
    before = [rows_of(entry) for entry in (bystander, waiting, draft)]
    assert [name for name, rows in before[0].items() if not rows] == []
    priya, sen, areas = house.actor("Priya"), house.actor("Sen"), frameworks.framework("eyfs").areas
    mine = drafted(house, "Priya", "Amara", "Ben", photos=2, tags=frozenset({areas[0].id}), next_step="One.")
    actions.remove_photo(actor=priya, observation_id=mine.pk, photo_id=photo_ids(mine)[0])
    actions.save_draft(actor=priya, observation_id=mine.pk, content=content(house, "Amara", next_step="Two."))
    add_photo(house, "Priya", mine)
    actions.submit(actor=priya, observation_id=mine.pk)
    actions.return_with_note(actor=sen, observation_id=mine.pk, note="Hm.")
    actions.submit(actor=priya, observation_id=mine.pk)
    actions.approve(actor=sen, observation_id=mine.pk)
    actions.recall(actor=sen, observation_id=mine.pk)
    actions.save_draft(
        actor=priya, observation_id=mine.pk, content=content(house, "Amara", "Ben", tags=frozenset({areas[1].id}))
    )
    actions.submit(actor=priya, observation_id=mine.pk)
    publish_now(actions.approve(actor=sen, observation_id=mine.pk))
    edited = content(house, "Amara", text="Changed.", next_step="Three.")
    actions.edit_published(actor=sen, observation_id=mine.pk, content=edited, seen_version=fresh(mine).version)
    actions.like(actor=house.actor("Grace"), observation_id=mine.pk, child_id=house.children["Amara"].pk)
    actions.take_back_like(actor=house.actor("Grace"), observation_id=mine.pk, child_id=house.children["Amara"].pk)
    actions.withdraw(actor=sen, observation_id=mine.pk)
    actions.discard_draft(actor=priya, observation_id=drafted(house, "Priya", "Amara", photos=1).pk)
    assert [rows_of(entry) for entry in (bystander, waiting, draft)] == before


def test_a_child_of_another_entrys_earlier_version_is_no_child_of_this_one(house: House) -> None:
    complete(house)
    other = published(house, "Priya", "Amara")
    ben = house.children["Ben"]
    ben.leaving_date = clock.today(house.system.zone) - dt.timedelta(days=1)
    ben.save(update_fields=["leaving_date"])
    with pytest.raises(InvalidInputError, match="Ben"):
        actions.edit_published(
            actor=house.actor("Sen"),
            observation_id=other.pk,
            content=content(house, "Amara", "Ben"),
            seen_version=other.version,
        )


def test_a_child_out_of_reach_stays_where_a_form_does_not_name_it(house: House) -> None:
    """Staff see no tile for Amara once she moved; that the form comes back without her takes her out of nothing."""
    entry = drafted(house, "Priya", "Amara", "Ben")
    amara = house.children["Amara"]
    amara.room, amara.key_person = house.rooms["Oaks"], house.staff["Owen"]
    amara.save()
    actions.save_draft(actor=house.actor("Priya"), observation_id=entry.pk, content=content(house))
    assert [one.child for one in ObservationChild.objects.filter(observation=entry)] == [amara]


def test_a_family_keeps_no_child_it_is_not_linked_to(house: House) -> None:
    entry = drafted(house, "Grace", "Amara", "Kofi")
    children.unlink_family(
        actor=house.actor("Maggie"),
        child_id=house.children["Kofi"].pk,
        link_id=house.links["Grace", "Kofi"].pk,
    )
    actions.save_draft(actor=house.actor("Grace"), observation_id=entry.pk, content=content(house, "Amara"))
    assert [one.child for one in ObservationChild.objects.filter(observation=entry)] == [house.children["Amara"]]
