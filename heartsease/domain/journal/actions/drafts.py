"""Drafts: kept on the server as they are typed, belonging to their author alone until they are sent."""

import uuid
from collections.abc import Collection, Mapping

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor, require
from heartsease.domain.access.permissions import Mode, Permission
from heartsease.domain.audit import actions as audit
from heartsease.domain.audit.rules import Event
from heartsease.domain.children import queries as children
from heartsease.domain.children.models import Child
from heartsease.domain.frameworks.models import Node
from heartsease.domain.journal.content import Content
from heartsease.domain.journal.models import Comment, Observation, ObservationChild, ObservationTag
from heartsease.domain.journal.rules import WRITABLE_STATES, Source, State
from heartsease.domain.photos import actions as photos
from heartsease.domain.setting.models import Room
from heartsease.kernel import clock
from heartsease.kernel.errors import ConflictError, InvalidInputError, NotFoundError


def require_writing(actor: Actor) -> None:
    """Staff write observations, families contribute from home."""
    require(actor, Permission.JOURNAL_CONTRIBUTE if actor.mode is Mode.FAMILY else Permission.OBSERVATION_WRITE)


def save_draft(*, actor: Actor, observation_id: uuid.UUID, content: Content) -> Observation:
    """Store what the author has so far under the client's id; the first save makes the entry (idempotent)."""
    require_writing(actor)
    content = content.cleaned()
    try:
        with transaction.atomic():
            return _save(actor, observation_id, content)
    except IntegrityError:
        # The same first save arrived twice at once, or the id is somebody else's: the second look tells which.
        with transaction.atomic():
            own_draft(actor, observation_id)
            return _save(actor, observation_id, content)


def discard_draft(*, actor: Actor, observation_id: uuid.UUID) -> None:
    """Throw an own draft away, with its photographs."""
    require_writing(actor)
    with transaction.atomic():
        draft = hold_draft(actor, observation_id)
        if draft.state != State.DRAFT:
            raise ConflictError(_("This entry was sent already. Ask a senior to withdraw it."))
        for placed in draft.pictures.all():
            photos.mark_removed(actor=actor, photo_id=placed.photo_id)
        draft.delete()
        audit.record(actor, Event.DRAFT_DISCARDED, subject_type="observation", subject_id=observation_id)


def own_draft(actor: Actor, observation_id: uuid.UUID) -> Observation:
    """The actor's own entry while it can be written; raises when it is not there, not theirs, or already sent."""
    draft = Observation.objects.filter(pk=observation_id, author_id=actor.member).first()
    if draft is None:
        raise NotFoundError(_("This draft is not here any more."))
    if draft.state not in WRITABLE_STATES:
        raise ConflictError(_("This entry was sent already, so it cannot be changed here."))
    return draft


def hold_draft(actor: Actor, observation_id: uuid.UUID) -> Observation:
    """``own_draft``, kept as it is until this transaction ends: whoever else saves, sends or discards it waits.

    Otherwise a child could come to an entry between the check of its permissions and its publication.
    """
    mine = Observation.objects.filter(pk=observation_id, author_id=actor.member, state__in=WRITABLE_STATES)
    mine.update(changed_at=clock.now())
    return own_draft(actor, observation_id)


def write_content(actor: Actor, observation: Observation, content: Content) -> None:
    """Put ``content`` on a stored observation: its row, its children, its tags. Checks who and what may be named."""
    present = {subject.child_id: subject for subject in ObservationChild.objects.filter(observation=observation)}
    chosen = _chosen_children(actor, content, present)
    _take_out(actor, [subject for child_id, subject in present.items() if child_id not in chosen])
    for position, part in enumerate(content.children):
        subject = present.get(part.child_id) or ObservationChild(observation=observation, child=chosen[part.child_id])
        subject.line, subject.well_being, subject.involvement = part.line, part.well_being, part.involvement
        subject.position, subject.happened_at = position, content.happened_at
        subject.visible_from = observation.visible_from
        subject.save()
    ObservationTag.objects.filter(observation=observation).exclude(node_id__in=content.tags).delete()
    tagged = set(ObservationTag.objects.filter(observation=observation).values_list("node_id", flat=True))
    known = set(Node.objects.filter(pk__in=content.tags - tagged, is_taggable=True).values_list("pk", flat=True))
    if known != content.tags - tagged:
        raise InvalidInputError(_("Something you tagged is not in the framework any more. Reload the page."))
    ObservationTag.objects.bulk_create(
        ObservationTag(setting_id=actor.setting_id, observation=observation, node_id=node_id) for node_id in known
    )
    observation.room_id = _room_id(actor, content, chosen)
    observation.text, observation.next_step = content.text, content.next_step
    observation.next_step_is_for_home = content.next_step_is_for_home
    observation.happened_at = content.happened_at
    observation.changed_at = clock.now()
    observation.save(
        update_fields=[
            "room",
            "text",
            "next_step",
            "next_step_is_for_home",
            "happened_at",
            "changed_at",
            "household",
        ]
    )


def _save(actor: Actor, observation_id: uuid.UUID, content: Content) -> Observation:
    now = clock.now()
    draft = Observation.objects.filter(pk=observation_id).first()
    if draft is None:
        draft = Observation.objects.create(
            id=observation_id,
            source=Source.HOME if actor.mode is Mode.FAMILY else Source.SETTING,
            author_id=actor.member,
            happened_at=content.happened_at,
            created_at=now,
            changed_at=now,
        )
        audit.record(
            actor,
            Event.DRAFT_STARTED,
            subject_type="observation",
            subject_id=draft.pk,
            child_ids=[part.child_id for part in content.children],
        )
    else:
        draft = hold_draft(actor, observation_id)
    if actor.mode is Mode.FAMILY:
        households = {own.child.pk: own.household_id for own in children.own_children(actor)}
        draft.household_id = next(
            (households[part.child_id] for part in content.children if part.child_id in households), None
        )
    write_content(actor, draft, content)
    return draft


def _chosen_children(
    actor: Actor, content: Content, present: Mapping[uuid.UUID, ObservationChild]
) -> dict[uuid.UUID, Child]:
    """The children that ``content`` names: those the actor works with, and those who are in the entry already."""
    wanted = {part.child_id for part in content.children}
    chosen = {child.pk: child for child in children.visible_children(actor).filter(pk__in=wanted)}
    if actor.mode is not Mode.FAMILY and (moved := wanted & present.keys() - chosen.keys()):
        chosen |= {child.pk: child for child in Child.objects.filter(pk__in=moved)}
    if len(chosen) != len(wanted):
        raise NotFoundError(_("There is no such child, or not one you work with."))
    return chosen


def _take_out(actor: Actor, subjects: Collection[ObservationChild]) -> None:
    """Take children out of an entry. Staff take out only whom they work with: a form does not show them the others."""
    gone = [subject.pk for subject in subjects]
    if gone and actor.mode is not Mode.FAMILY:
        within_reach = children.visible_children(actor).filter(pk__in=[subject.child_id for subject in subjects])
        gone = list(ObservationChild.objects.filter(pk__in=gone, child__in=within_reach).values_list("pk", flat=True))
    commented = Comment.objects.select_related("subject__child").filter(subject__in=gone).first()
    if commented is not None:
        sentence = _(
            "There are comments about %(name)s under this entry, so %(name)s stays in it. Withdraw the entry instead."
        ) % {"name": commented.subject.child.first_name}
        raise InvalidInputError(sentence, fields={"children": sentence})
    ObservationChild.objects.filter(pk__in=gone).delete()


def _room_id(actor: Actor, content: Content, chosen: Mapping[uuid.UUID, Child]) -> uuid.UUID | None:
    """The room in which it happened: the one named if a child of the entry is there, else the first child's."""
    if actor.mode is Mode.FAMILY:
        return None
    if content.children:
        in_rooms = {child.room_id for child in chosen.values()}
        return content.room_id if content.room_id in in_rooms else chosen[content.children[0].child_id].room_id
    return content.room_id if content.room_id and Room.objects.filter(pk=content.room_id).exists() else None
