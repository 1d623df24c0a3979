"""What lists of entries show beside the entries themselves: plain values, one query each for a whole page.

Pages of twelve entries are opened all day, so these reads build no rows of the tables they pass.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from heartsease.domain.access.actor import Actor
from heartsease.domain.journal.models import ObservationChild, ObservationPhoto, ObservationTag
from heartsease.domain.journal.queries.visible import pictures_shown
from heartsease.kernel.text import first_name


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """A photograph's place in an entry; sizes in pixels of the master."""

    photo_id: uuid.UUID
    width: int
    height: int


def pictures_of(actor: Actor, observation_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, list[PlacedPicture]]:
    """The photographs of each entry that the actor may get, in their order."""
    found: dict[uuid.UUID, list[PlacedPicture]] = defaultdict(list)
    for observation_id, photo_id, width, height in (
        ObservationPhoto.objects.filter(pictures_shown(actor), observation_id__in=observation_ids)
        .order_by("position", "id")
        .values_list("observation_id", "photo_id", "photo__width", "photo__height")
    ):
        found[observation_id].append(PlacedPicture(photo_id, width, height))
    return found


def tags_of(observation_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, list[uuid.UUID]]:
    """The nodes each entry is tagged with."""
    found: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    for observation_id, node_id in (
        ObservationTag.objects.filter(observation_id__in=observation_ids)
        .order_by("id")
        .values_list("observation_id", "node_id")
    ):
        found[observation_id].append(node_id)
    return found


def children_of(observation_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, list[tuple[uuid.UUID, str]]]:
    """Who the children of each entry are, and what they are called: for staff only."""
    found: dict[uuid.UUID, list[tuple[uuid.UUID, str]]] = defaultdict(list)
    for observation_id, child_id, known_as, full_name in (
        ObservationChild.objects.filter(observation_id__in=observation_ids)
        .order_by("position")
        .values_list("observation_id", "child_id", "child__known_as", "child__full_name")
    ):
        found[observation_id].append((child_id, known_as or first_name(full_name)))
    return found
