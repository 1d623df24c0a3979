"""The way of an entry: sent, returned, published, recalled, withdrawn, edited. Nobody approves their own."""

import datetime as dt
import uuid

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor, require
from heartsease.domain.access.permissions import Mode, Permission
from heartsease.domain.audit import actions as audit
from heartsease.domain.audit.rules import Event
from heartsease.domain.children.rules import ChildState
from heartsease.domain.journal import queries
from heartsease.domain.journal.actions.drafts import hold_draft, own_draft, require_writing, save_draft, write_content
from heartsease.domain.journal.actions.next_steps import follow_observation, forget_observation
from heartsease.domain.journal.content import Content, content_of, to_stored
from heartsease.domain.journal.models import Observation, ObservationChild, ObservationVersion, ReviewStep
from heartsease.domain.journal.rules import PictureSubject, Source, State, photo_problems
from heartsease.domain.setting import queries as setting
from heartsease.domain.setting.rules import MissingPermission
from heartsease.kernel import clock
from heartsease.kernel.errors import ConflictError, InvalidInputError, NotAllowedError, NotFoundError
from heartsease.kernel.text import clean_block

LONGEST_REVIEW_NOTE = 2_000
CLOCK_TOLERANCE = dt.timedelta(minutes=5)
"""Tablets' clocks run a little fast."""


@transaction.atomic
def submit(*, actor: Actor, observation_id: uuid.UUID, content: Content | None = None) -> Observation:
    """Send the own draft on: to a colleague's review, or to families where the setting asks for none.

    With ``content`` just that is sent, whatever a save that was overtaken has written meanwhile. A second submission
    of the same entry is a success that changes nothing.
    """
    require_writing(actor)
    try:
        hold_draft(actor, observation_id)
        if content is not None:
            save_draft(actor=actor, observation_id=observation_id, content=content)
    except ConflictError:
        sent = Observation.objects.get(pk=observation_id)
        if sent.state in {State.SUBMITTED, State.PUBLISHED}:
            return sent
        raise
    # A parent whose access has ended since still has the draft, but no journal to put it into.
    queries.observation(actor, observation_id)
    observation = queries.whole(observation_id)
    _check_complete(actor, observation)
    choices = setting.current_setting(actor).chosen
    waits = choices.home_entries_wait if observation.source == Source.HOME else choices.needs_review(actor.role)
    if waits:
        _move(actor, observation, State.SUBMITTED, Event.OBSERVATION_SUBMITTED)
    else:
        _publish(actor, observation)
    return observation


def check_sendable(*, actor: Actor, observation_id: uuid.UUID) -> None:
    """Say why the own draft cannot go to families as it is, every reason at once; where it can, nothing happens."""
    require_writing(actor)
    queries.observation(actor, own_draft(actor, observation_id).pk)
    _check_complete(actor, queries.whole(observation_id))


@transaction.atomic
def approve(*, actor: Actor, observation_id: uuid.UUID) -> Observation:
    """Publish a colleague's or a family's entry; families see it after the setting's waiting time."""
    observation = _for_review(actor, observation_id)
    _check_complete(actor, observation)
    _publish(actor, observation)
    return observation


@transaction.atomic
def return_with_note(*, actor: Actor, observation_id: uuid.UUID, note: str) -> Observation:
    """Give an entry back to its author with a word on what to change."""
    observation = _for_review(actor, observation_id)
    note = clean_block(note)
    if not note or len(note) > LONGEST_REVIEW_NOTE:
        sentence = (
            _("Write a word on what to change.")
            if not note
            else _("This note is longer than %(most)d characters.") % {"most": LONGEST_REVIEW_NOTE}
        )
        raise InvalidInputError(sentence, fields={"note": sentence})
    _move(actor, observation, State.RETURNED, Event.OBSERVATION_RETURNED, note=note)
    return observation


@transaction.atomic
def recall(*, actor: Actor, observation_id: uuid.UUID) -> Observation:
    """Take a published entry back before families have seen it; it returns to its author."""
    observation = _published(actor, observation_id)
    is_author = observation.author.person_id == actor.person_id
    if not is_author:
        require(actor, Permission.OBSERVATION_REVIEW)
    if observation.visible_from is not None and observation.visible_from <= clock.now():
        raise ConflictError(_("Families can see this entry already. A senior can withdraw it."))
    _move(actor, observation, State.RETURNED, Event.OBSERVATION_RECALLED)
    return observation


@transaction.atomic
def withdraw(*, actor: Actor, observation_id: uuid.UUID, note: str = "") -> Observation:
    """Take a published entry away from families at once; it stays in the record of the setting."""
    require(actor, Permission.OBSERVATION_WITHDRAW)
    observation = _published(actor, observation_id)
    _move(
        actor,
        observation,
        State.WITHDRAWN,
        Event.OBSERVATION_WITHDRAWN,
        note=clean_block(note)[:LONGEST_REVIEW_NOTE],
    )
    return observation


@transaction.atomic
def edit_published(*, actor: Actor, observation_id: uuid.UUID, content: Content, seen_version: int) -> Observation:
    """Change a published entry; every earlier version is kept and readers see "edited".

    An author whose entries are reviewed sends the changed entry to review again: families see it after that.
    ``seen_version`` is the version the editor started from; a colleague's change in between is never overwritten.
    """
    observation = _published(actor, observation_id)
    is_author = observation.author.person_id == actor.person_id
    require(actor, Permission.OBSERVATION_WRITE if is_author else Permission.OBSERVATION_REVIEW)
    if observation.source == Source.HOME and not is_author:
        raise NotAllowedError(_("What a family wrote is changed by that family only."))
    content = content.cleaned()
    before = content_of(observation)
    if to_stored(before) == to_stored(content):
        return observation
    now = clock.now()
    if not Observation.objects.filter(pk=observation.pk, version=seen_version, state=State.PUBLISHED).update(
        version=seen_version + 1, edited_at=now
    ):
        raise ConflictError(_("A colleague has changed this entry in the meantime. Open it again to see what it says."))
    ObservationVersion.objects.create(
        observation=observation,
        number=seen_version,
        content=to_stored(before),
        written_by_id=observation.author_id,
        replaced_at=now,
    )
    write_content(actor, observation, content)
    observation = queries.whole(observation_id)
    _check_complete(actor, observation)
    audit.record(
        actor,
        Event.OBSERVATION_EDITED,
        subject_type="observation",
        subject_id=observation.pk,
        child_ids=[subject.child_id for subject in observation.subjects.all()],
        details={"version": observation.version},
    )
    if is_author and setting.current_setting(actor).chosen.needs_review(actor.role):
        _move(actor, observation, State.SUBMITTED, Event.OBSERVATION_SUBMITTED)
    else:
        follow_observation(observation)
    return observation


def _for_review(actor: Actor, observation_id: uuid.UUID) -> Observation:
    require(actor, Permission.OBSERVATION_REVIEW)
    queries.observation(actor, observation_id)
    observation = queries.whole(observation_id)
    if observation.author.person_id == actor.person_id:
        raise NotAllowedError(_("Nobody approves their own entry. A colleague will look at it."))
    if observation.state != State.SUBMITTED:
        raise ConflictError(_("This entry is not waiting any more: somebody has dealt with it."))
    return observation


def _published(actor: Actor, observation_id: uuid.UUID) -> Observation:
    if actor.mode is Mode.FAMILY:
        raise NotFoundError(_("This entry is not here any more."))
    queries.observation(actor, observation_id)
    observation = queries.whole(observation_id)
    if observation.state != State.PUBLISHED:
        raise ConflictError(_("This entry is not published at the moment."))
    return observation


def _check_complete(actor: Actor, observation: Observation) -> None:
    """Whether an entry can go to families as it is; every reason at once."""
    subjects = list(observation.subjects.all())
    pictures = list(observation.pictures.all())
    now = clock.now()
    day = observation.happened_at.astimezone(actor.zone).date()
    today = clock.today(actor.zone)
    standing = _published_before(observation)
    fields: dict[str, str] = {}
    if not subjects:
        fields["children"] = _("Choose at least one child.")
    if not pictures and not observation.text and not any(subject.line for subject in subjects):
        fields["text"] = _("Add a photograph or write what you saw.")
    if observation.happened_at > now + CLOCK_TOLERANCE:
        fields["happened_at"] = _("This time is in the future. Choose when it happened.")
    for subject in subjects:
        name = {"name": subject.child.first_name}
        state = subject.child.state_on(today)
        if state is ChildState.LEFT and subject.child_id not in standing:
            fields.setdefault("children", _("%(name)s has left, so nothing new can be added.") % name)
        elif state is ChildState.JOINING and subject.child_id not in standing:
            fields.setdefault("children", _("%(name)s has not started yet.") % name)
        elif day < subject.child.birth_date:
            fields["happened_at"] = _("This was before %(name)s was born. Choose when it happened.") % name
    if pictures:
        named = queries.named_in_pictures(observation)
        missing = [child for child_id, child in named.items() if child_id not in {one.child_id for one in subjects}]
        if missing:
            fields["children"] = _(
                "%(name)s is in a photograph, but not chosen. Choose %(name)s, or hide the face."
            ) % {"name": missing[0].first_name}
        is_told = all(placed.photo.told_at is not None for placed in pictures)
        covers = setting.current_setting(actor).chosen.missing_permission is MissingPermission.OBSCURE
        problems = photo_problems(
            [
                PictureSubject(subject.child.first_name, subject.child.photo_permissions)
                for subject in subjects
                if not is_told or subject.child_id in named
            ],
            day,
            is_shared=len(subjects) > 1,
            are_covered=covers and is_told,
        )
        if problems and actor.mode is Mode.FAMILY:
            problems = [_("The setting has no permission from you to keep photographs of your child. Please ask them.")]
        if problems:
            fields["photos"] = " ".join(problems)
    if fields:
        raise InvalidInputError(" ".join(fields.values()), fields=fields)


def _published_before(observation: Observation) -> set[uuid.UUID]:
    """The children in whose journals an earlier version stood: they may have left since without stopping an edit."""
    if observation.published_at is None:
        return set()
    kept = ObservationVersion.objects.filter(observation=observation).values_list("content", flat=True)
    return {uuid.UUID(part["child_id"]) for content in kept for part in content["children"]}


def _publish(actor: Actor, observation: Observation) -> None:
    now = clock.now()
    delay = dt.timedelta(minutes=setting.current_setting(actor).chosen.publish_delay_minutes)
    observation.published_at = now
    _move(actor, observation, State.PUBLISHED, Event.OBSERVATION_PUBLISHED, visible_from=now + delay)
    follow_observation(observation)


def _move(
    actor: Actor,
    observation: Observation,
    state: State,
    event: Event,
    *,
    note: str = "",
    visible_from: dt.datetime | None = None,
) -> None:
    """Go to ``state`` if nobody else has moved the entry meanwhile, and keep the step."""
    now = clock.now()
    changes = {"state": state, "visible_from": visible_from, "changed_at": now}
    if state is State.SUBMITTED:
        changes["submitted_at"] = now
    if state is State.PUBLISHED:
        changes["published_at"] = now
    # An author who gets it back writes on it: whoever has it open for editing starts from something old.
    grows = {"version": F("version") + 1} if observation.published_at and state is State.RETURNED else {}
    if not Observation.objects.filter(pk=observation.pk, state=observation.state).update(**changes, **grows):
        raise ConflictError(_("Somebody else has just dealt with this entry."))
    if observation.published_at and state is not State.PUBLISHED:
        forget_observation(observation)
    for name, value in changes.items():
        setattr(observation, name, value)
    ObservationChild.objects.filter(observation=observation).update(
        visible_from=visible_from, happened_at=observation.happened_at
    )
    ReviewStep.objects.create(observation=observation, state=state, note=note, member_id=actor.member, at=now)
    audit.record(
        actor,
        event,
        subject_type="observation",
        subject_id=observation.pk,
        child_ids=[subject.child_id for subject in observation.subjects.all()],
    )
