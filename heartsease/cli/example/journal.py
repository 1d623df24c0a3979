"""The rows of the journal, written in bulk: exactly what drafting, sending, approving and answering leave behind."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence

from heartsease.cli.example.founding import Place
from heartsease.cli.example.plan import Entry, PlannedChild, Word
from heartsease.cli.example.prints import Negative, Picture, Print
from heartsease.cli.example.trace import Trace
from heartsease.domain.accounts.models import Membership
from heartsease.domain.audit.rules import Event
from heartsease.domain.frameworks.tree import FrameworkTree
from heartsease.domain.journal.content import ChildPart, Content, to_stored
from heartsease.domain.journal.models import (
    Comment,
    Like,
    NextStep,
    Observation,
    ObservationChild,
    ObservationPhoto,
    ObservationTag,
    ObservationVersion,
    ReviewStep,
)
from heartsease.domain.journal.rules import State
from heartsease.domain.photos.models import Examination, Photo, Portrait
from heartsease.kernel.ids import new_id


class JournalRows:
    """Gathers the rows of all entries and writes them table by table."""

    def __init__(self, place: Place, tree: FrameworkTree, negatives: Mapping[Picture, Negative], trace: Trace) -> None:
        self._place, self._tree, self._negatives, self._trace = place, tree, negatives, trace
        self._delay = dt.timedelta(minutes=place.setting.chosen.publish_delay_minutes)
        self._observations: list[Observation] = []
        self._subjects: list[ObservationChild] = []
        self._tags: list[ObservationTag] = []
        self._photos: list[Photo] = []
        self._placed: list[ObservationPhoto] = []
        self._review: list[ReviewStep] = []
        self._next_steps: list[NextStep] = []
        self._versions: list[ObservationVersion] = []
        self._comments: list[Comment] = []
        self._likes: list[Like] = []
        self._portraits: list[Portrait] = []

    def add_portrait(self, child: PlannedChild, portrait: Print, at: dt.datetime) -> None:
        """A child's portrait, set by the manager."""
        row = self._place.children[child.number]
        photo = self._photo(portrait, at, Examination.NOT_NEEDED)
        self._portraits.append(Portrait(setting_id=self._setting_id, child=row, photo=photo))
        helen = self._place.staff["helen"]
        self._trace.of(Event.PORTRAIT_CHANGED, helen, at, "photo", photo.pk, child_ids=[row.pk])

    def add(self, entry: Entry, prints: Sequence[Print]) -> None:
        """One entry with everything that belongs to it."""
        author = self._member(entry)
        observation = self._observation(entry, author)
        subjects = {
            part.child.number: ObservationChild(
                setting_id=self._setting_id,
                observation=observation,
                child=self._place.children[part.child.number],
                line=part.line,
                well_being=part.well_being,
                involvement=part.involvement,
                position=position,
                happened_at=entry.happened_at,
                visible_from=observation.visible_from,
            )
            for position, part in enumerate(entry.parts)
        }
        self._observations.append(observation)
        self._subjects += subjects.values()
        nodes = {self._tree.by_code(code).id for code in entry.tags}
        self._tags += [
            ObservationTag(setting_id=self._setting_id, observation=observation, node_id=node) for node in nodes
        ]
        child_ids = [subject.child_id for subject in subjects.values()]
        self._note(Event.DRAFT_STARTED, author, entry.created_at, observation, child_ids)
        self._add_photos(entry, observation, author, prints)
        self._add_review(entry, observation, author, child_ids)
        self._add_next_steps(entry, observation, child_ids)
        self._add_version(entry, observation, child_ids, nodes)
        for word in entry.words:
            self._add_word(word, subjects[word.child.number])
        for child, reader in entry.hearts:
            member = self._place.family[reader]
            subject = subjects[child.number]
            self._likes.append(Like(setting_id=self._setting_id, subject=subject, membership=member))
            at = observation.visible_from or entry.created_at
            self._note(Event.LIKED, member, at, observation, [subject.child_id])

    def write(self) -> None:
        """Store everything that was added."""
        Photo.objects.bulk_create(self._photos)
        Portrait.objects.bulk_create(self._portraits)
        Observation.objects.bulk_create(self._observations)
        ObservationChild.objects.bulk_create(self._subjects)
        ObservationTag.objects.bulk_create(self._tags)
        ObservationPhoto.objects.bulk_create(self._placed)
        ReviewStep.objects.bulk_create(self._review)
        NextStep.objects.bulk_create(self._next_steps)
        ObservationVersion.objects.bulk_create(self._versions)
        Comment.objects.bulk_create(self._comments)
        Like.objects.bulk_create(self._likes)

    @property
    def _setting_id(self) -> uuid.UUID:
        return self._place.setting.pk

    def _member(self, entry: Entry) -> Membership:
        return self._place.family[entry.author] if entry.is_from_home else self._place.staff[entry.author]

    def _observation(self, entry: Entry, author: Membership) -> Observation:
        is_published = entry.state is State.PUBLISHED and entry.published_at is not None
        moments = [
            entry.created_at,
            entry.submitted_at,
            entry.returned_at,
            entry.resubmitted_at,
            entry.published_at,
            entry.withdrawn_at,
            entry.edited_at,
        ]
        home = None
        if entry.is_from_home:
            homes = entry.parts[0].child.family.homes
            home = next(one for one in homes if entry.author in {adult.full_name for adult in one.adults})
        return Observation(
            id=new_id(),
            setting_id=self._setting_id,
            source=entry.source,
            state=entry.state,
            author=author,
            room=self._place.rooms[entry.room] if entry.room else None,
            household=self._place.households[home.adults[0].full_name] if home else None,
            text=entry.text,
            next_step=entry.next_step,
            next_step_is_for_home=entry.next_step_is_for_home,
            happened_at=entry.happened_at,
            created_at=entry.created_at,
            changed_at=max(moment for moment in moments if moment is not None),
            submitted_at=entry.resubmitted_at or entry.submitted_at,
            published_at=entry.published_at,
            visible_from=entry.published_at + self._delay if is_published and entry.published_at else None,
            edited_at=entry.edited_at,
            version=2 if entry.edited_at else 1,
        )

    def _photo(self, one: Print, at: dt.datetime, examination: Examination = Examination.CLEAR) -> Photo:
        negative = self._negatives[one.picture]
        photo = Photo(
            id=one.photo_id,
            setting_id=self._setting_id,
            upload_hash=negative.upload_hash,
            width=negative.developed.width,
            height=negative.developed.height,
            stored_bytes=negative.developed.stored_bytes,
            pipeline_version=negative.developed.pipeline_version,
            # Drawn by this program: nobody is in it.
            examination=examination,
            created_at=at,
        )
        self._photos.append(photo)
        return photo

    def _add_photos(self, entry: Entry, observation: Observation, author: Membership, prints: Sequence[Print]) -> None:
        for position, one in enumerate(prints):
            photo = self._photo(one, entry.created_at)
            self._placed.append(
                ObservationPhoto(
                    setting_id=self._setting_id,
                    observation=observation,
                    photo=photo,
                    upload_hash=photo.upload_hash,
                    position=position,
                )
            )
            details = {"observation": str(observation.pk)}
            self._trace.of(Event.PHOTO_ADDED, author, entry.created_at, "photo", photo.pk, details=details)

    def _add_review(
        self, entry: Entry, observation: Observation, author: Membership, child_ids: Sequence[uuid.UUID]
    ) -> None:
        reviewer = self._place.staff.get(entry.reviewer, author)
        helen = self._place.staff["helen"]
        way = [
            (State.SUBMITTED, Event.OBSERVATION_SUBMITTED, author, entry.submitted_at),
            (State.RETURNED, Event.OBSERVATION_RETURNED, reviewer, entry.returned_at),
            (State.SUBMITTED, Event.OBSERVATION_SUBMITTED, author, entry.resubmitted_at),
            (State.PUBLISHED, Event.OBSERVATION_PUBLISHED, reviewer, entry.published_at),
            (State.WITHDRAWN, Event.OBSERVATION_WITHDRAWN, helen, entry.withdrawn_at),
        ]
        for state, event, member, at in way:
            if at is None:
                continue
            note = entry.note if state in {State.RETURNED, State.WITHDRAWN} else ""
            self._review.append(
                ReviewStep(
                    setting_id=self._setting_id, observation=observation, state=state, note=note, member=member, at=at
                )
            )
            self._note(event, member, at, observation, child_ids)

    def _add_next_steps(self, entry: Entry, observation: Observation, child_ids: Sequence[uuid.UUID]) -> None:
        # Withdrawing takes the open ones away.
        if not entry.next_step or entry.state is not State.PUBLISHED or entry.published_at is None:
            return
        for child_id, part in zip(child_ids, entry.parts, strict=True):
            step = NextStep(
                setting_id=self._setting_id,
                child_id=child_id,
                observation=observation,
                text=entry.next_step,
                is_for_home=entry.next_step_is_for_home,
                created_at=entry.published_at,
                answered_at=entry.answered_at,
            )
            self._next_steps.append(step)
            if entry.answered_at is not None:
                key_person = self._place.staff[part.child.young.key_person]
                self._trace.of(
                    Event.NEXT_STEP_ANSWERED, key_person, entry.answered_at, "next_step", step.pk, child_ids=[child_id]
                )

    def _add_version(
        self, entry: Entry, observation: Observation, child_ids: Sequence[uuid.UUID], nodes: set[uuid.UUID]
    ) -> None:
        if entry.edited_at is None:
            return
        parts = [
            ChildPart(child_id=child_id, line=part.line, well_being=part.well_being, involvement=part.involvement)
            for child_id, part in zip(child_ids, entry.parts, strict=True)
        ]
        before = Content(
            happened_at=entry.happened_at,
            text=entry.text_before_edit,
            children=tuple(parts),
            tags=frozenset(nodes),
            next_step=entry.next_step,
            next_step_is_for_home=entry.next_step_is_for_home,
            room_id=observation.room_id,
        )
        self._versions.append(
            ObservationVersion(
                setting_id=self._setting_id,
                observation=observation,
                number=1,
                content=to_stored(before),
                written_by=observation.author,
                replaced_at=entry.edited_at,
            )
        )
        editor = self._place.staff[entry.reviewer]
        self._note(Event.OBSERVATION_EDITED, editor, entry.edited_at, observation, child_ids, details={"version": 2})

    def _add_word(self, word: Word, subject: ObservationChild) -> None:
        people = {**self._place.family, **self._place.staff}
        said = [(word.author, word.text, word.at)]
        if word.answer and word.answered_at is not None:
            said.append((word.answerer, word.answer, word.answered_at))
        for name, text, at in said:
            member = people[name]
            comment = Comment(
                id=new_id(),
                setting_id=self._setting_id,
                subject=subject,
                household=self._place.households[word.home],
                author=member,
                text=text,
                written_at=at,
            )
            self._comments.append(comment)
            self._trace.of(Event.COMMENT_WRITTEN, member, at, "comment", comment.pk, child_ids=[subject.child_id])

    def _note(
        self,
        event: Event,
        member: Membership,
        at: dt.datetime,
        observation: Observation,
        child_ids: Sequence[uuid.UUID],
        *,
        details: dict[str, int] | None = None,
    ) -> None:
        self._trace.of(event, member, at, "observation", observation.pk, child_ids=child_ids, details=details)
