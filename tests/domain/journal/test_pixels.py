"""No pixel of a child goes to whom its family has not agreed, whatever happened before (guarantees G12 and G14).

A machine does what people do, in any order: photographs are taken and told of, hidden, held, shared, edited and taken
back; families agree and withdraw, come, go and are kept away. Each child is a colour in the photographs, so what is
judged after every step are the pixels that each reader gets, against rules that are written here a second time.

``HEARTSEASE_STATES=20000`` looks at so many states instead of twenty-five; it says what happened in them.
"""

import datetime as dt
import logging
import os
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import Phase, settings
from hypothesis import strategies as some
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from heartsease.domain.access.actor import Actor
from heartsease.domain.children import actions as children
from heartsease.domain.children.models import PhotoPermission, PhotoWithdrawal, SensitiveFacts
from heartsease.domain.children.rules import Purpose
from heartsease.domain.journal import actions, queries
from heartsease.domain.journal.content import content_of
from heartsease.domain.journal.models import Observation
from heartsease.domain.journal.tasks import burn_withdrawn_faces
from heartsease.domain.photos import storage
from heartsease.domain.photos.actions import ToldFace, examine_waiting
from heartsease.domain.photos.covering import prepare
from heartsease.domain.photos.faces.finding import open_picture
from heartsease.domain.photos.models import Resolution
from heartsease.domain.photos.rules import Size
from heartsease.domain.setting.rules import MissingPermission
from heartsease.kernel import clock
from heartsease.kernel.errors import DomainError
from heartsease.kernel.ids import new_id
from tests import links
from tests.background import run_queued
from tests.cast import House, add_child, add_family
from tests.domain.journal.marks import CELL, CHILDREN, WIDTH, SeesMarks, marks_in, photograph, place_of
from tests.domain.journal.notebook import OTHERS, OWN, READERS, Entry, Notebook, Shot
from tests.entries import content, in_pieces, publish_now
from tests.web.staff.children.making import change_child

DAY = dt.timedelta(days=1)
STEPS = 25
MOST_ENTRIES = 4
STATES = int(os.environ.get("HEARTSEASE_STATES", "25"))

names = some.sampled_from(CHILDREN)
groups = some.sets(names, min_size=1, max_size=4)


class Nursery(RuleBasedStateMachine):
    """What people do, and what each family may see of it."""

    house: House
    counted: Counter[str]

    def __init__(self) -> None:
        super().__init__()
        self.day = transaction.atomic()
        self.day.__enter__()
        self.noted = Notebook(self.house)
        self.known_files: dict[tuple[Path, int, int], set[str]] = {}

    def teardown(self) -> None:
        """The next run begins where this one did."""
        transaction.set_rollback(True)
        self.day.__exit__(None, None, None)

    # --- What people do -----------------------------------------------------------------------------------------

    @initialize(abouts=some.lists(groups, min_size=3, max_size=3))
    def begin(self, abouts: list[set[str]]) -> None:
        """Some entries are shared already."""
        for about in abouts:
            self.write(about, set(), "all", 1)
        for entry in self.noted.entries:
            self.share(entry)

    @precondition(lambda self: len(self.noted.entries) < MOST_ENTRIES)
    @rule(
        about=groups,
        more=some.sets(names, max_size=2),
        says=some.sampled_from(["all", "all", "some", "none"]),
        count=some.integers(1, 2),
    )
    def write(self, about: set[str], more: set[str], says: str, count: int) -> None:
        """A practitioner photographs some children and says of all, some or none of them who they are."""
        with self.attempt("written"):
            draft = actions.save_draft(
                actor=self.house.actor("Priya"), observation_id=new_id(), content=content(self.house, *sorted(about))
            )
            shots = [self.shoot("Priya", draft.pk, about | more, about, says) for _number in range(count)]
            self.noted.entries.append(Entry(draft.pk, "Priya", about, shots))

    @precondition(lambda self: len(self.noted.entries) < MOST_ENTRIES)
    @rule(who=some.sampled_from(["Grace", "Rosa", "Omar"]), more=some.sets(names, max_size=2))
    def write_at_home(self, who: str, more: set[str]) -> None:
        """A parent adds a photograph of the own children, in which everybody else is hidden."""
        own = self.noted.open_to(who)
        with self.attempt("written at home"):
            draft = actions.save_draft(
                actor=self.house.actor(who), observation_id=new_id(), content=content(self.house, *sorted(own))
            )
            shot = self.shoot(who, draft.pk, own | more, own, "all")
            actions.submit(actor=self.house.actor(who), observation_id=draft.pk)
            self.noted.entries.append(Entry(draft.pk, who, own, [shot]))

    def shoot(self, author: str, entry_id: uuid.UUID, shown: set[str], about: set[str], says: str) -> Shot:
        """As the page does it: who is not of the entry, or may not be photographed, is painted over and told so."""
        told = {"all": shown, "some": set(sorted(shown)[::2]), "none": set[str]()}[says]
        hidden = {name for name in told if name not in about or not self.noted.agrees(name, OWN)}
        actor, photo_id = self.house.actor(author), new_id()
        self.counted["photographs"] += 1
        data = photograph(shown, hidden, self.counted["photographs"])
        photo = actions.add_photo(actor=actor, observation_id=entry_id, photo_id=photo_id, chunks=in_pieces(data))
        shot = Shot(photo.pk, shown - hidden, told - hidden)
        if told:
            faces = [
                ToldFace(place_of(name).grown(), Resolution.MASKED)
                if name in hidden
                else ToldFace(place_of(name), Resolution.CHILD, self.house.children[name].pk)
                for name in sorted(told)
            ]
            actions.tell_faces(actor=actor, observation_id=entry_id, photo_id=photo.pk, faces=faces)
        return shot

    @precondition(lambda self: self.noted.entries)
    @rule(data=some.data())
    def send(self, data: some.DataObject) -> None:
        """An entry is sent, approved, and its waiting time passes."""
        self.share(self.pick(data))

    def share(self, entry: Entry) -> None:
        """As far as it can go."""
        with self.attempt("shared"):
            row = Observation.objects.get(pk=entry.pk)
            if row.state in {"draft", "returned"}:
                row = actions.submit(actor=self.house.actor(entry.author), observation_id=entry.pk)
            if row.state == "submitted":
                examine_waiting(limit=20)
                row = actions.approve(actor=self.house.actor("Sen"), observation_id=entry.pk)
            if row.state == "published":
                publish_now(row)
                entry.is_shared = True

    @precondition(lambda self: any(entry.is_shared for entry in self.noted.entries))
    @rule(data=some.data(), how=some.sampled_from(["recall", "withdraw"]))
    def take_back(self, data: some.DataObject, how: str) -> None:
        """An entry is recalled or withdrawn."""
        entry = self.pick(data)
        with self.attempt(how):
            act = actions.recall if how == "recall" else actions.withdraw
            act(actor=self.house.actor("Sen"), observation_id=entry.pk)
            entry.is_shared = False

    @precondition(lambda self: self.noted.entries)
    @rule(data=some.data(), about=groups)
    def edit(self, data: some.DataObject, about: set[str]) -> None:
        """Somebody changes whom an entry is about, before or after it was published."""
        entry = self.pick(data)
        with self.attempt("edited"):
            row = Observation.objects.get(pk=entry.pk)
            changed = replace(content_of(row), children=content(self.house, *sorted(about)).children)
            if row.state == "published":
                actor = self.house.actor("Sen")
                actions.edit_published(actor=actor, observation_id=row.pk, content=changed, seen_version=row.version)
            else:
                actions.save_draft(actor=self.house.actor(entry.author), observation_id=row.pk, content=changed)
            entry.about = about

    @rule()
    def examine(self) -> None:
        """The worker looks at what is new."""
        examine_waiting(limit=20)

    @rule(reviewer=some.sampled_from(["Priya", "Sen"]))
    def answer(self, reviewer: str) -> None:
        """Whoever is asked says truly who is in the photographs that are held, and hides whom they may not name."""
        actor = self.house.actor(reviewer)
        for placed in list(queries.held_photos(actor)):
            photo_id = placed.photo_id
            shot = next(one for entry in self.noted.entries for one in entry.shots if one.pk == photo_id)
            for region in queries.held_photo(actor, photo_id).questions:
                name = CHILDREN[int(region.box.left * WIDTH) // CELL]
                is_named = False
                with self.attempt("named"):
                    actions.answer_face(
                        actor=actor,
                        photo_id=photo_id,
                        region_id=region.pk,
                        who=Resolution.CHILD,
                        child_id=self.house.children[name].pk,
                    )
                    is_named = True
                if is_named:
                    shot.known.add(name)
                else:
                    actions.answer_face(actor=actor, photo_id=photo_id, region_id=region.pk, who=Resolution.MASKED)
                    shot.shows.discard(name)

    @rule(
        name=names,
        answers=some.dictionaries(some.sampled_from([OWN, OTHERS]), some.booleans(), min_size=1),
        by=some.sampled_from(["A parent", "Another parent"]),
    )
    def permit(self, name: str, answers: dict[Purpose, bool], by: str) -> None:
        """One adult of a child agrees, or takes it back."""
        self.house.permit(name, answers, by=by)
        self.noted.answers.setdefault((name, by), {}).update(answers)
        self.counted["answered"] += 1

    @rule(name=names)
    def let_agreements_end(self, name: str) -> None:
        """Agreements end, which changes nothing that is published."""
        yesterday = clock.today(self.house.system.zone) - DAY
        PhotoPermission.objects.filter(child=self.house.children[name]).update(last_day=yesterday)

    @rule(name=names, is_protected=some.booleans())
    def protect(self, name: str, is_protected: bool) -> None:
        """A child has to be protected, or has not any more."""
        facts = SensitiveFacts(child=self.house.children[name], is_protected=is_protected)
        children.save_sensitive_facts(actor=self.house.actor("Maggie"), facts=facts)
        self.noted.protected = self.noted.protected | {name} if is_protected else self.noted.protected - {name}
        self.counted["protected" if is_protected else "protected no more"] += 1

    @rule(data=some.data(), how=some.sampled_from(["end", "pause", "resume"]))
    def change_family(self, data: some.DataObject, how: str) -> None:
        """An adult is taken from a child, paused, or let in again."""
        adult, child = pair = data.draw(some.sampled_from(sorted(self.house.links)))
        with self.attempt(how):
            if how == "end" and pair not in self.noted.closed:
                children.unlink_family(**links.of(self.house, adult, child))
                self.noted.closed.add(pair)
            elif how == "pause" and pair not in self.noted.closed | self.noted.paused:
                links.suspend(self.house, adult, child)
                self.noted.paused.add(pair)
            elif how == "resume" and pair in self.noted.paused - self.noted.closed:
                children.reinstate_family(**links.of(self.house, adult, child))
                self.noted.paused.discard(pair)

    @precondition(lambda self: any(entry.is_shared for entry in self.noted.entries))
    @rule(data=some.data(), how=some.sampled_from(["report", "show", "destroy"]))
    def report(self, data: some.DataObject, how: str) -> None:
        """A photograph is reported, shown again, or destroyed."""
        shot = data.draw(some.sampled_from(self.pick(data).shots))
        sen = self.house.actor("Sen")
        with self.attempt(how):
            if how == "report":
                actions.report_picture(actor=sen, photo_id=shot.pk)
                self.noted.hidden.add(shot.pk)
            elif how == "show":
                actions.show_again(actor=sen, photo_id=shot.pk)
                self.noted.hidden.discard(shot.pk)
            else:
                actions.destroy_picture(actor=sen, photo_id=shot.pk)

    @rule(name=names)
    def leave(self, name: str) -> None:
        """A child leaves, which changes nothing of what its family agreed to."""
        with self.attempt("left"):
            change_child(self.house, name, leaving_date=clock.today(self.house.system.zone) - DAY)

    @rule(days=some.sampled_from([0, 31]))
    def work(self, days: int) -> None:
        """The worker does what is queued, after some days."""
        if days:
            PhotoWithdrawal.objects.update(withdrawn_at=clock.now() - days * DAY)
            burn_withdrawn_faces.enqueue()
        run_queued()
        # Who was painted out for good is not in the photograph any more, whatever is agreed to later.
        for entry in self.noted.entries:
            for shot in entry.shots:
                with suppress(OSError):
                    shot.shows &= marks_in(open_picture(storage.path_of(shot.pk, Size.MASTER)))

    @rule(missing=some.sampled_from(list(MissingPermission)))
    def choose(self, missing: MissingPermission) -> None:
        """The setting chooses what becomes of a child without permission."""
        self.house.choose(missing_permission=missing.value)

    # --- What must hold -----------------------------------------------------------------------------------------

    @invariant()
    def everybody_sees_only_what_they_may(self) -> None:
        """Every reader asks for every photograph."""
        self.counted["states"] += 1
        for reader in READERS:
            actor = self.house.actor(reader)
            for entry in self.noted.entries:
                for shot in entry.shots:
                    seen, may = self.delivered(actor, shot.pk), self.noted.may_see(reader, entry, shot)
                    assert seen <= may, (reader, entry, shot, seen)
                    self.counted["seen"] += len(seen)
                    self.counted["kept back"] += len(shot.shows - seen)

    def delivered(self, actor: Actor, photo_id: uuid.UUID) -> set[str]:
        """The children in the pixels that somebody gets."""
        with suppress(DomainError):
            picture = queries.picture(actor, photo_id, Size.LARGE)
            prepare(picture.photo_id, picture.covered)
            opened = storage.open_rendition(picture.photo_id, picture.size, picture.covered)
            if opened is not None:
                with opened:
                    return self.read(Path(opened.name))
        return set()

    def read(self, path: Path) -> set[str]:
        """The marks in a file; one that has not changed since is not read again."""
        state = path.stat()
        key = (path, state.st_ino, state.st_mtime_ns)
        if key not in self.known_files:
            self.known_files[key] = marks_in(open_picture(path))
        return self.known_files[key]

    def pick(self, data: some.DataObject) -> Entry:
        """One of the entries."""
        return data.draw(some.sampled_from(self.noted.entries))

    @contextmanager
    def attempt(self, what: str) -> Iterator[None]:
        """Something that may be refused, and then has changed nothing: what it changes is noted down at its end."""
        try:
            with transaction.atomic():
                yield
            self.counted[what] += 1
        except DomainError:
            self.counted[f"{what}: refused"] += 1


def test_no_pixel_goes_to_whom_it_is_not_for(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("heartsease.domain.photos.actions.faces.detector", SeesMarks)
    add_child(house, "Ivy", "Acorns", months=60)
    change_child(house, "Kofi", room=house.rooms["Acorns"])
    add_family(house, "Rosa", ("Ivy", "mother"))
    add_family(house, "Vera", ("Leo", "mother"))
    change_child(house, "Leo", leaving_date=None)
    Nursery.house, Nursery.counted = house, Counter()
    # Without making a failure smaller: with pictures that takes longer than to read one.
    many = settings(max_examples=max(1, STATES // STEPS), stateful_step_count=STEPS, phases=[Phase.generate])
    run_state_machine_as_test(Nursery, settings=many)
    logging.getLogger(__name__).warning("%s", dict(Nursery.counted))
    assert Nursery.counted["seen"] > 0, "nobody saw anybody"
    assert Nursery.counted["kept back"] > 0, "nothing had to be kept back"
