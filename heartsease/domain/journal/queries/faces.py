"""Photographs that are held until somebody says who is in them."""

import uuid
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor, require
from heartsease.domain.access.permissions import Permission
from heartsease.domain.children.models import Child
from heartsease.domain.journal.models import Observation, ObservationPhoto
from heartsease.domain.journal.queries.visible import pictures_shown, visible_observations
from heartsease.domain.journal.rules import State
from heartsease.domain.photos.models import Examination, Region, Resolution
from heartsease.domain.photos.queries import questions
from heartsease.kernel.errors import NotFoundError


@dataclass(frozen=True, slots=True)
class HeldPhoto:
    """A photograph with the places of which somebody has to say who is there; pixels of the master."""

    photo_id: uuid.UUID
    observation_id: uuid.UUID
    width: int
    height: int
    questions: list[Region]
    children: list[Child]
    """Of the entry: the only ones who can be named."""


def held_photos(actor: Actor) -> QuerySet[ObservationPhoto]:
    """What waits for the actor: in entries of their own, and of everybody's where they review.

    Today asks this of everybody, so it begins with the few photographs that are held, never with the entries.
    """
    require(actor, Permission.OBSERVATION_WRITE)
    entry = visible_observations(actor).exclude(state=State.WITHDRAWN).filter(pk=OuterRef("observation_id"))
    return (
        ObservationPhoto.objects.filter(
            Exists(entry),
            pictures_shown(actor),
            photo__examination=Examination.HELD,
            photo__removed_at__isnull=True,
        )
        .select_related("photo", "observation__author__person")
        .order_by("photo__created_at")
    )


def named_in_pictures(observation: Observation) -> dict[uuid.UUID, Child]:
    """The children who were named in the photographs of an entry."""
    named = Region.objects.filter(photo__placed__observation=observation, resolution=Resolution.CHILD)
    return {region.child.pk: region.child for region in named.select_related("child") if region.child}


def held_photo(actor: Actor, photo_id: uuid.UUID) -> HeldPhoto:
    """One of ``held_photos`` with its open questions."""
    placed = held_photos(actor).filter(photo_id=photo_id).prefetch_related("observation__subjects__child").first()
    if placed is None:
        raise NotFoundError(_("Nothing is asked about this photograph any more."))
    return HeldPhoto(
        photo_id,
        placed.observation_id,
        placed.photo.width,
        placed.photo.height,
        list(questions(photo_id).order_by("top", "left")),
        [subject.child for subject in placed.observation.subjects.all()],
    )
