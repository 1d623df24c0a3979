"""Entries and records for tests of the children's pages, made through the actions that people use."""

import dataclasses
import datetime as dt
import uuid
from typing import Any

from heartsease.domain.children import actions as children
from heartsease.domain.children.actions import ChildDetails, ContactDetails
from heartsease.domain.children.models import Child, Contact
from heartsease.domain.journal import actions
from heartsease.domain.journal.content import ChildPart, Content
from heartsease.domain.journal.models import Observation, ObservationChild, ObservationPhoto
from heartsease.domain.photos.models import Photo
from heartsease.kernel import clock
from heartsease.kernel.ids import new_id
from tests.cast import House


def publish(
    house: House,
    *names: str,
    text: str = "She built a tower.",
    next_step: str = "",
    days_ago: float = 1,
    tags: frozenset[uuid.UUID] = frozenset(),
    is_visible: bool = True,
    pictures: int = 0,
) -> Observation:
    """An entry by Priya about ``names``, approved by Sen; families see it unless its waiting time is kept.

    Of its ``pictures`` there are the rows only.
    """
    entry_id = new_id()
    happened_at = clock.now() - dt.timedelta(days=days_ago)
    content = Content(
        happened_at=happened_at,
        text=text,
        children=tuple(ChildPart(child_id=house.children[name].pk, line=f"{name} in person.") for name in names),
        next_step=next_step,
        tags=tags,
    )
    priya = house.actor("Priya")
    actions.save_draft(actor=priya, observation_id=entry_id, content=content)
    for number in range(pictures):
        photo = Photo.objects.create(
            upload_hash=f"{number:064}",
            width=2560,
            height=1920,
            stored_bytes=1,
            pipeline_version=1,
            created_at=clock.now(),
        )
        ObservationPhoto.objects.create(
            observation_id=entry_id, photo=photo, upload_hash=photo.upload_hash, position=number
        )
    actions.submit(actor=priya, observation_id=entry_id)
    actions.approve(actor=house.actor("Sen"), observation_id=entry_id)
    if is_visible:
        before = clock.now() - dt.timedelta(minutes=1)
        Observation.objects.filter(pk=entry_id).update(visible_from=before)
        ObservationChild.objects.filter(observation_id=entry_id).update(visible_from=before)
    return Observation.objects.get(pk=entry_id)


def change_child(house: House, name: str, **changes: object) -> Child:
    """Change some of what a child's record says."""
    child = Child.objects.select_related("room", "key_person").get(pk=house.children[name].pk)
    now = {field.name: getattr(child, field.name) for field in dataclasses.fields(ChildDetails)}
    return children.save_child(actor=house.system, details=ChildDetails(**(now | changes)), child_id=child.pk)


def add_contact(house: House, name: str, full_name: str, **more: Any) -> Contact:
    """Write somebody on a child's record."""
    details = ContactDetails(**({"full_name": full_name, "relation": "mother"} | more))
    return children.save_contact(actor=house.system, child_id=house.children[name].pk, details=details)


def child_form(house: House, **changes: str) -> dict[str, str]:
    """What a browser sends for a child in the Acorns, with ``changes``."""
    today = clock.today(house.system.zone)
    return {
        "full_name": "Ada Example",
        "birth_date": (today - dt.timedelta(days=1000)).isoformat(),
        "room": str(house.rooms["Acorns"].pk),
        "start_date": today.isoformat(),
    } | changes
