"""Entries for tests of the family's pages, made through the actions that people use."""

import datetime as dt
import uuid
from collections.abc import Mapping

from heartsease.domain.journal import actions
from heartsease.domain.journal.content import ChildPart, Content
from heartsease.domain.journal.models import Comment, Observation, ObservationChild
from heartsease.domain.photos.actions import examine_waiting
from heartsease.kernel import clock
from heartsease.kernel.ids import new_id
from tests.cast import House
from tests.pictures import jpeg, scene


def photograph(number: int) -> bytes:
    """A small JPEG; each number has bytes of its own."""
    return jpeg(scene(64, 48, seed=number + 1))


def publish(
    house: House,
    *names: str,
    text: str = "A tower of nine blocks.",
    lines: Mapping[str, str] | None = None,
    photos: int = 0,
    next_step: str = "",
    tags: frozenset[uuid.UUID] = frozenset(),
    days_ago: float = 1,
    is_visible: bool = True,
    by: str = "Priya",
) -> Observation:
    """An entry about ``names``, approved by Sen; families see it unless its waiting time is kept."""
    author, entry_id = house.actor(by), new_id()
    content = Content(
        happened_at=clock.now() - dt.timedelta(days=days_ago),
        text=text,
        children=tuple(ChildPart(child_id=house.children[name].pk, line=(lines or {}).get(name, "")) for name in names),
        tags=tags,
        next_step=next_step,
        next_step_is_for_home=bool(next_step),
    )
    actions.save_draft(actor=author, observation_id=entry_id, content=content)
    for number in range(photos):
        actions.add_photo(actor=author, observation_id=entry_id, photo_id=new_id(), chunks=[photograph(number)])
    actions.submit(actor=author, observation_id=entry_id)
    actions.approve(actor=house.actor("Sen"), observation_id=entry_id)
    if is_visible:
        let_be_seen(entry_id)
    return Observation.objects.get(pk=entry_id)


def let_be_seen(entry_id: uuid.UUID) -> None:
    """Let the waiting time of a published entry be over; the worker has looked at its photographs."""
    examine_waiting(limit=100)
    before = clock.now() - dt.timedelta(minutes=1)
    Observation.objects.filter(pk=entry_id).update(visible_from=before)
    ObservationChild.objects.filter(observation_id=entry_id).update(visible_from=before)


def say(house: House, entry: Observation, child: str, who: str, text: str) -> Comment:
    """A comment of ``who`` under the child's part of an entry."""
    return actions.comment(
        actor=house.actor(who),
        observation_id=entry.pk,
        child_id=house.children[child].pk,
        comment_id=new_id(),
        text=text,
    )


def write_at_home(
    house: House, who: str, *names: str, text: str = "We baked bread.", photos: int = 0, send: bool = False
) -> Observation:
    """An entry from home: a draft, or sent."""
    author, entry_id = house.actor(who), new_id()
    children = tuple(ChildPart(child_id=house.children[name].pk) for name in names)
    content = Content(happened_at=clock.now() - dt.timedelta(hours=1), text=text, children=children)
    actions.save_draft(actor=author, observation_id=entry_id, content=content)
    for number in range(photos):
        actions.add_photo(actor=author, observation_id=entry_id, photo_id=new_id(), chunks=[photograph(number)])
    if send:
        actions.submit(actor=author, observation_id=entry_id)
    return Observation.objects.get(pk=entry_id)


def entry_url(house: House, entry: Observation, child: str = "Amara") -> str:
    """The address of an entry in a child's journal."""
    return f"/journal/{house.children[child].pk}/{entry.pk}"
