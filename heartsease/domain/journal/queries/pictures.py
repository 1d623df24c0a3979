"""Which picture a reader gets: the one decision that every byte of a photograph passes (design section 3.5)."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor, require
from heartsease.domain.access.permissions import Mode, Permission
from heartsease.domain.children import queries as children
from heartsease.domain.children.queries import OwnChild
from heartsease.domain.children.rules import Purpose, still_allows
from heartsease.domain.journal.models import Observation, ObservationChild, ObservationPhoto
from heartsease.domain.journal.queries.visible import pictures_shown, require_looking, visible_observations
from heartsease.domain.journal.rules import agrees_to_others, covered_for_family, may_be_saved
from heartsease.domain.photos.models import Examination, Portrait, Region, Resolution
from heartsease.domain.photos.rules import PIPELINE_VERSION, Size
from heartsease.domain.setting import queries as setting
from heartsease.domain.setting.rules import Choices
from heartsease.kernel import clock
from heartsease.kernel.errors import NotFoundError

Permissions: TypeAlias = dict[uuid.UUID, dict[str, str | None]]
"""What the families of an entry's children agreed to, by child."""
_ToldPicture: TypeAlias = tuple[uuid.UUID, bool, Mapping[uuid.UUID, uuid.UUID]]


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
    revision: int = 0
    """Of what people said of the photo, which may have changed its pixels."""

    @property
    def tag(self) -> str:
        """What identifies these pixels: changes with anything that shapes them."""
        covered = "-".join(sorted(region.hex for region in self.covered)) or "clear"
        return f"{self.photo_id.hex}-{self.size}-{covered}-{PIPELINE_VERSION}-{self.revision}"


def picture(actor: Actor, photo_id: uuid.UUID, size: Size) -> Picture:
    """A photograph as this actor may see it now; as visible as the observation that carries it."""
    placed = (
        ObservationPhoto.objects.filter(pictures_shown(actor), photo_id=photo_id, photo__removed_at__isnull=True)
        .select_related("observation", "photo")
        .first()
    )
    if placed is None or not visible_observations(actor).filter(pk=placed.observation_id).exists():
        raise _absent()
    covered = frozenset(Region.objects.filter(photo_id=photo_id, is_covered=True).values_list("pk", flat=True))
    revision = placed.photo.faces_revision
    if actor.mode is not Mode.FAMILY:
        in_entry = ObservationChild.objects.filter(observation_id=placed.observation_id)
        child_ids = frozenset(in_entry.values_list("child_id", flat=True))
        return Picture(photo_id, size, covered, child_ids=child_ids, revision=revision)
    if placed.observation.author_id == actor.membership_id:
        return Picture(photo_id, size, covered, may_be_kept=True, revision=revision)
    happened = {placed.observation_id: placed.observation.happened_at}
    agreed, own = _agreed(happened), children.own_children(actor)
    reached = {one.child.pk for one in own if one.reaches(placed.observation.happened_at)}
    seen_of = tuple(
        child_id
        for child_id, permissions in agreed[placed.observation_id].items()
        if child_id in reached and still_allows(permissions, Purpose.OWN_JOURNAL)
    )
    shown = _limited(happened, agreed, own).get(photo_id, frozenset())
    if shown is None or not seen_of:
        raise _absent()
    return Picture(photo_id, size, covered | shown, may_be_kept=True, seen_of=seen_of, revision=revision)


def hidden_pictures(actor: Actor) -> QuerySet[ObservationPhoto]:
    """Photographs that were reported or taken down, the latest first: for who reviews."""
    require(actor, Permission.OBSERVATION_REVIEW)
    return (
        ObservationPhoto.objects.filter(
            pictures_shown(actor), photo__hidden_at__isnull=False, photo__removed_at__isnull=True
        )
        .select_related("photo__hidden_by__person", "observation")
        .prefetch_related("observation__subjects__child")
        .order_by("-photo__hidden_at")
    )


@dataclass(frozen=True, slots=True)
class FamilyView:
    """What one family would see of the photographs of an entry."""

    reader_id: uuid.UUID
    """The membership of an adult of it."""
    names: list[str]
    """Of its children in the entry."""
    photo_ids: list[uuid.UUID]


def family_views(actor: Actor, entry: Observation) -> list[FamilyView]:
    """What every family of a whole entry would see of its photographs, if it were published now: for its author and
    who reviews."""
    require_looking(actor, entry)
    happened, subjects = {entry.pk: entry.happened_at}, list(entry.subjects.all())
    agreed, pictures = _agreed(happened)[entry.pk], _told_pictures([entry.pk])[entry.pk]
    readers = children.readers_of(actor, agreed.keys(), entry.happened_at)
    shown = [
        placed.photo_id
        for placed in entry.pictures.all()
        if placed.photo.examination == Examination.CLEAR and placed.photo.hidden_at is None
    ]
    views = []
    for own_ids, reader_id in readers.items():
        covered = _covered(agreed, own_ids, pictures)
        names = [subject.child.first_name for subject in subjects if subject.child_id in own_ids]
        views.append(FamilyView(reader_id, names, [one for one in shown if covered.get(one) is not None]))
    return views


def picture_as_family(actor: Actor, photo_id: uuid.UUID, reader_id: uuid.UUID, size: Size) -> Picture:
    """A photograph, just as the family of one of ``family_views`` would see it."""
    theirs = picture(actor, photo_id, size)
    entry = Observation.objects.get(pictures__photo_id=photo_id)
    require_looking(actor, entry)
    agreed = _agreed([entry.pk])[entry.pk]
    readers = children.readers_of(actor, agreed.keys(), entry.happened_at)
    own_ids = next((own_ids for own_ids, one in readers.items() if one == reader_id), None)
    covered = None if own_ids is None else _covered(agreed, own_ids, _told_pictures([entry.pk])[entry.pk])[photo_id]
    if covered is None:
        raise _absent()
    return replace(theirs, covered=theirs.covered | covered)


def limited_pictures(
    actor: Actor, entries: Mapping[uuid.UUID, dt.datetime]
) -> Mapping[uuid.UUID, frozenset[uuid.UUID] | None]:
    """The photographs of which the actor's family gets less than all now: the regions that are painted over because
    of other families, or None where it gets none of it. ``entries`` by id, each with when it happened.

    One query where every family agrees to everything, four where one does not.
    """
    agreed = _agreed(entries)
    is_agreed = all(agrees_to_others(permissions) for of in agreed.values() for permissions in of.values())
    return {} if is_agreed else _limited(entries, agreed, children.own_children(actor))


def picture_to_save(actor: Actor, photo_id: uuid.UUID) -> Picture:
    """A photograph of which the actor may take a copy away now, with the children in it.

    What forbids it is never told: neither whether there is such a photograph, nor whose family does not agree.
    """
    require(actor, Permission.PICTURE_SAVE)
    seen = picture(actor, photo_id, Size.MASTER)
    entry_id = ObservationPhoto.objects.values_list("observation_id", flat=True).get(photo_id=photo_id)
    child_ids = savable_pictures(actor, entry_id).get(photo_id)
    if child_ids is None or seen.covered:
        raise NotFoundError(_("This picture is not here, or not one you can save."))
    return replace(seen, child_ids=child_ids)


def savable_pictures(actor: Actor, entry_id: uuid.UUID) -> Mapping[uuid.UUID, frozenset[uuid.UUID]]:
    """The photographs of an entry of which the actor may take a copy away now, each with the children in it.

    None where the setting did not choose it, where the actor is no parent who reads the entry now, or where anybody in
    the photograph is hidden: their hair and clothes can still be seen, and nobody agreed for them.
    """
    if not actor.may(Permission.PICTURE_SAVE) or actor.mode is not Mode.FAMILY:
        return {}
    if not setting.current_setting(actor).chosen.parents_save_pictures:
        return {}
    readable = visible_observations(actor).filter(pk=entry_id, visible_from__lte=clock.now())
    happened_at = readable.values_list("happened_at", flat=True).first()
    if happened_at is None:
        return {}
    subjects, own = _agreed([entry_id])[entry_id], children.own_children(actor)
    own_ids = {one.child.pk for one in own if one.reaches(happened_at) and one.child.pk in subjects}
    placed = ObservationPhoto.objects.filter(
        pictures_shown(actor),
        observation_id=entry_id,
        photo__examination=Examination.CLEAR,
        photo__hidden_at__isnull=True,
        photo__removed_at__isnull=True,
    )
    told = dict(placed.values_list("photo_id", "photo__told_at"))
    named: dict[uuid.UUID, Permissions] = defaultdict(dict)
    closed = set()
    for region in Region.objects.filter(photo_id__in=told):
        if region.is_covered or region.resolution in {Resolution.OPEN, Resolution.MASKED}:
            closed.add(region.photo_id)
        elif region.child_id is not None:
            # As everywhere, so far as the setting makes use of it; of who is no child of the entry nothing is known.
            named[region.photo_id][region.child_id] = subjects.get(region.child_id, {})
    savable = {}
    for photo_id in told.keys() - closed:
        # Who was named is in it. Where nobody was, or nobody said of everybody, each child of the entry may be.
        shown = named[photo_id] if told[photo_id] and named[photo_id] else subjects | named[photo_id]
        if may_be_saved(shown, own_ids, clock.today(actor.zone)):
            savable[photo_id] = frozenset(shown)
    return savable


def _agreed(entry_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Permissions]:
    """What the families of the children of some entries agreed to, as far as the setting makes use of it."""
    agreed: dict[uuid.UUID, Permissions] = {entry_id: {} for entry_id in entry_ids}
    subjects = ObservationChild.objects.filter(observation_id__in=entry_ids).order_by()
    rows = list(
        subjects.values_list("observation_id", "child_id", "child__photo_permissions", "observation__setting__choices")
    )
    others_are_shown = all(Choices.from_stored(choices).others_are_shown for *_, choices in rows[:1])
    for entry_id, child_id, permissions, _choices in rows:
        agreed[entry_id][child_id] = permissions if others_are_shown else _of_own_journal(permissions)
    return agreed


def _of_own_journal(permissions: Mapping[str, str | None]) -> dict[str, str | None]:
    return {purpose: day for purpose, day in permissions.items() if purpose != Purpose.OTHERS_JOURNALS}


def _limited(
    entries: Mapping[uuid.UUID, dt.datetime], agreed: Mapping[uuid.UUID, Permissions], own: Sequence[OwnChild]
) -> dict[uuid.UUID, frozenset[uuid.UUID] | None]:
    refused = [entry_id for entry_id, of in agreed.items() if not all(map(agrees_to_others, of.values()))]
    limited: dict[uuid.UUID, frozenset[uuid.UUID] | None] = {}
    for entry_id, pictures in _told_pictures(refused).items():
        reached = {one.child.pk for one in own if one.reaches(entries[entry_id])}
        limited |= _covered(agreed[entry_id], reached, pictures)
    return limited


def _covered(
    agreed: Permissions, own_ids: Collection[uuid.UUID], pictures: Sequence[_ToldPicture]
) -> dict[uuid.UUID, frozenset[uuid.UUID] | None]:
    """What is painted over in the photographs of one entry for a reader whose children are ``own_ids``."""
    theirs = {child_id: of for child_id, of in agreed.items() if child_id in own_ids}
    others = {child_id: of for child_id, of in agreed.items() if child_id not in own_ids}
    return {
        photo_id: covered_for_family(theirs, others, regions, is_told=is_told)
        for photo_id, is_told, regions in pictures
    }


def _told_pictures(entry_ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, list[_ToldPicture]]:
    """The photographs of some entries: whether somebody said of everybody who that is, and which child is where."""
    found: dict[uuid.UUID, list[_ToldPicture]] = defaultdict(list)
    if not entry_ids:
        return found
    placed = ObservationPhoto.objects.filter(observation_id__in=entry_ids)
    regions: dict[uuid.UUID, dict[uuid.UUID, uuid.UUID]] = defaultdict(dict)
    named = Region.objects.filter(photo__placed__observation__in=entry_ids, resolution=Resolution.CHILD)
    for photo_id, region_id, child_id in named.values_list("photo_id", "pk", "child_id"):
        regions[photo_id][region_id] = child_id
    for entry_id, photo_id, told_at in placed.values_list("observation_id", "photo_id", "photo__told_at"):
        found[entry_id].append((photo_id, told_at is not None, regions[photo_id]))
    return found


def portrait(actor: Actor, child_id: uuid.UUID, size: Size) -> Picture:
    """The picture by which adults find a child on the screen."""
    found = Portrait.objects.filter(child_id=child_id, child__in=children.visible_children(actor)).first()
    if found is None:
        raise _absent()
    return Picture(found.photo_id, size, may_be_kept=actor.mode is Mode.FAMILY)


def _absent() -> NotFoundError:
    return NotFoundError(_("This picture is not here, or not one you can see."))
