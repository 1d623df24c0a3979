"""Who is in the photographs of an entry: said by its author while it is written, asked of staff where one is held."""

import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor
from heartsease.domain.access.permissions import Mode
from heartsease.domain.audit import actions as audit
from heartsease.domain.audit.rules import Event
from heartsease.domain.children import queries as children
from heartsease.domain.children.models import Child
from heartsease.domain.children.rules import Purpose, allows_new_pictures
from heartsease.domain.journal import queries
from heartsease.domain.journal.actions.drafts import hold_draft, require_writing
from heartsease.domain.journal.models import ObservationPhoto
from heartsease.domain.photos import actions as photos
from heartsease.domain.photos.actions import ToldFace
from heartsease.domain.photos.models import Resolution
from heartsease.domain.photos.tasks import examine_photos
from heartsease.kernel import clock
from heartsease.kernel.errors import InvalidInputError, NotFoundError


@transaction.atomic
def tell_faces(*, actor: Actor, observation_id: uuid.UUID, photo_id: uuid.UUID, faces: Sequence[ToldFace]) -> int:
    """Keep who is in a photograph of the actor's own entry; said again, it stands in place of what was said before.

    A family shows its own children only: whom else it may show is not for it to say.
    """
    require_writing(actor)
    if actor.mode is Mode.FAMILY and any(face.who is Resolution.ADULT for face in faces):
        raise InvalidInputError(_("Only your own child can be shown. Hide everybody else."))
    draft = hold_draft(actor, observation_id)
    if not ObservationPhoto.objects.filter(observation=draft, photo_id=photo_id).exists():
        raise NotFoundError(_("This photograph is not here any more."))
    named = {face.child_id for face in faces if face.child_id is not None}
    known = {child.pk: child for child in children.visible_children(actor).filter(pk__in=named)}
    if named - known.keys():
        raise NotFoundError(_("There is no such child, or not one you work with."))
    for child in known.values():
        _check_permission(actor, child)
    count = photos.tell_faces(actor=actor, photo_id=photo_id, faces=faces)
    audit.record(
        actor,
        Event.FACES_TOLD,
        subject_type="photo",
        subject_id=photo_id,
        child_ids=sorted(named),
        details={"faces": count},
    )
    examine_photos.enqueue()
    return count


def answer_face(
    *, actor: Actor, photo_id: uuid.UUID, region_id: uuid.UUID, who: Resolution, child_id: uuid.UUID | None = None
) -> None:
    """Say who is at a place in a photograph that is held: its author, or somebody who reviews (guarantee G12).

    Only a child of the entry can be named: everybody else is an adult, no face, or hidden.
    """
    held = queries.held_photo(actor, photo_id)
    if who is Resolution.CHILD and child_id is not None:
        child = next((one for one in held.children if one.pk == child_id), None)
        if child is None:
            raise NotFoundError(
                _("This child is not in the entry. Hide the face, or add the child to the entry first.")
            )
        _check_permission(actor, child)
    photos.answer_region(actor=actor, photo_id=photo_id, region_id=region_id, who=who, child_id=child_id)
    audit.record(
        actor,
        Event.FACE_ANSWERED,
        subject_type="photo",
        subject_id=photo_id,
        child_ids=[child_id] if child_id else [],
        details={"who": who.value},
    )


def _check_permission(actor: Actor, child: Child) -> None:
    if not allows_new_pictures(child.photo_permissions, Purpose.OWN_JOURNAL, clock.today(actor.zone)):
        name = {"name": child.first_name}
        if actor.mode is Mode.FAMILY:
            raise InvalidInputError(_("The setting has no permission from you to keep photographs of %(name)s.") % name)
        raise InvalidInputError(_("%(name)s has no permission for photographs. Hide the face.") % name)
