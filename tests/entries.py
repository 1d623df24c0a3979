"""Entries for tests, made by the actions that people use, with real photographs where wanted."""

import datetime as dt
import functools
import itertools
import uuid
from collections.abc import Iterable
from dataclasses import replace

from heartsease.domain.journal import actions
from heartsease.domain.journal.content import ChildPart, Content
from heartsease.domain.journal.models import Observation, ObservationChild
from heartsease.domain.photos.actions import examine_waiting
from heartsease.domain.photos.models import Photo
from heartsease.kernel import clock
from heartsease.kernel.ids import new_id
from tests import pictures
from tests.cast import House

_seeds = itertools.count()


@functools.cache
def photo_bytes(seed: int) -> bytes:
    """A small JPEG; another one for each seed."""
    return pictures.with_segment(pictures.jpeg(pictures.quarters(240, 160)), 0xFE, str(seed).encode())


def content(house: House, *children: str, **more: object) -> Content:
    """What an entry about ``children`` (by first name) says; ``more`` are other fields of ``Content``."""
    plain = Content(
        happened_at=clock.now() - dt.timedelta(hours=1),
        text="Poured water from one jug to another.",
        children=tuple(ChildPart(child_id=house.children[name].pk) for name in children),
    )
    return replace(plain, **more)  # type: ignore[arg-type]  # the fields' own types are checked by Content's use


def drafted(
    house: House, author: str, *children: str, photos: int = 0, entry_id: uuid.UUID | None = None, **more: object
) -> Observation:
    """A draft of ``author``, with so many photographs."""
    actor = house.actor(author)
    draft = actions.save_draft(
        actor=actor, observation_id=entry_id or new_id(), content=content(house, *children, **more)
    )
    for _ in range(photos):
        add_photo(house, author, draft)
    return draft


def add_photo(house: House, author: str, entry: Observation, *, seed: int | None = None) -> Photo:
    """One more photograph in an own entry that can be written."""
    data = photo_bytes(next(_seeds) if seed is None else seed)
    return actions.add_photo(
        actor=house.actor(author), observation_id=entry.pk, photo_id=new_id(), chunks=in_pieces(data)
    )


def submitted(house: House, author: str, *children: str, **more: object) -> Observation:
    """An entry that waits for a colleague (where the setting's choices say so)."""
    draft = drafted(house, author, *children, **more)  # type: ignore[arg-type]
    return actions.submit(actor=house.actor(author), observation_id=draft.pk)


def approved(house: House, author: str, *children: str, by: str = "Sen", **more: object) -> Observation:
    """A published entry whose waiting time has just begun; the worker has looked at its photographs."""
    entry = submitted(house, author, *children, **more)
    examine_waiting(limit=100)
    return actions.approve(actor=house.actor(by), observation_id=entry.pk)


def published(house: House, author: str, *children: str, by: str = "Sen", **more: object) -> Observation:
    """An entry that families see."""
    return publish_now(approved(house, author, *children, by=by, **more))


def publish_now(entry: Observation) -> Observation:
    """End the waiting time of a published entry; the worker has looked at its photographs."""
    examine_waiting(limit=100)
    before = clock.now() - dt.timedelta(minutes=1)
    Observation.objects.filter(pk=entry.pk).update(visible_from=before)
    ObservationChild.objects.filter(observation=entry).update(visible_from=before)
    return fresh(entry)


def fresh(entry: Observation) -> Observation:
    """The entry as the database has it now."""
    return Observation.objects.get(pk=entry.pk)


def photo_ids(entry: Observation) -> list[uuid.UUID]:
    """The photographs of an entry, in order."""
    return list(entry.pictures.values_list("photo_id", flat=True))


def in_pieces(data: bytes, size: int = 65536) -> Iterable[bytes]:
    """``data`` as a browser's upload arrives."""
    return (data[at : at + size] for at in range(0, len(data), size))
