"""Which picture a reader gets: the one decision that every byte of a photograph passes (design section 3.5)."""

import uuid
from dataclasses import dataclass

from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor
from heartsease.domain.access.permissions import Mode
from heartsease.domain.children import queries as children
from heartsease.domain.children.models import Child
from heartsease.domain.journal.models import ObservationChild, ObservationPhoto
from heartsease.domain.journal.queries.visible import pictures_shown, visible_observations
from heartsease.domain.journal.rules import may_show_to_family
from heartsease.domain.photos.models import Portrait, Region
from heartsease.domain.photos.rules import PIPELINE_VERSION, Size
from heartsease.kernel.errors import NotFoundError


@dataclass(frozen=True, slots=True)
class Picture:
    """A rendition that the reader may have now, with the regions ``covered`` painted over."""

    photo_id: uuid.UUID
    size: Size
    covered: frozenset[uuid.UUID] = frozenset()
    may_be_kept: bool = False
    """Whether the reader's own device may keep it, asking each time whether it still may be shown."""
    seen_of: tuple[uuid.UUID, ...] = ()
    """The own children in whose journal a family member sees what staff or somebody else put there."""
    child_ids: frozenset[uuid.UUID] = frozenset()
    """Who is in the entry that carries it: for counting what staff read."""

    @property
    def tag(self) -> str:
        """What identifies these pixels: changes with anything that shapes them."""
        covered = "-".join(sorted(region.hex for region in self.covered)) or "clear"
        return f"{self.photo_id.hex}-{self.size}-{covered}-{PIPELINE_VERSION}"


def picture(actor: Actor, photo_id: uuid.UUID, size: Size) -> Picture:
    """A photograph as this actor may see it now; as visible as the observation that carries it."""
    placed = (
        ObservationPhoto.objects.filter(pictures_shown(actor), photo_id=photo_id, photo__removed_at__isnull=True)
        .select_related("observation")
        .first()
    )
    if placed is None or not visible_observations(actor).filter(pk=placed.observation_id).exists():
        raise _absent()
    seen_of: tuple[uuid.UUID, ...] = ()
    if actor.mode is Mode.FAMILY and placed.observation.author_id != actor.membership_id:
        in_entry = list(
            Child.objects.filter(observed__observation=placed.observation).values_list("pk", "photo_permissions")
        )
        own = {one.child.pk for one in children.own_children(actor) if one.reaches(placed.observation.happened_at)}
        seen_of = tuple(
            child_id
            for child_id, permissions in in_entry
            if child_id in own
            and may_show_to_family(permissions, [other for other_id, other in in_entry if other_id != child_id])
        )
        if not seen_of:
            raise _absent()
    covered = frozenset(Region.objects.filter(photo_id=photo_id, is_covered=True).values_list("pk", flat=True))
    if actor.mode is Mode.FAMILY:
        return Picture(photo_id, size, covered, may_be_kept=True, seen_of=seen_of)
    in_entry_ids = ObservationChild.objects.filter(observation_id=placed.observation_id)
    return Picture(photo_id, size, covered, child_ids=frozenset(in_entry_ids.values_list("child_id", flat=True)))


def portrait(actor: Actor, child_id: uuid.UUID, size: Size) -> Picture:
    """The picture by which adults find a child on the screen."""
    found = Portrait.objects.filter(child_id=child_id, child__in=children.visible_children(actor)).first()
    if found is None:
        raise _absent()
    return Picture(found.photo_id, size, may_be_kept=actor.mode is Mode.FAMILY)


def _absent() -> NotFoundError:
    return NotFoundError(_("This picture is not here, or not one you can see."))
