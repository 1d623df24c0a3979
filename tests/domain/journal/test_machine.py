"""Random lives of entries. Whatever members do in whatever order, these hold after every step:

* families see an entry exactly while it is published, and each child's row says the same as the entry;
* nobody published their own entry while review is needed;
* every change of state left a step and a line in the trace, by the member who did it;
* no version that was published is lost.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import Q
from hypothesis import settings
from hypothesis import strategies as some
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from heartsease.domain.access.scope import in_setting
from heartsease.domain.audit.models import AuditEvent
from heartsease.domain.children.queries import own_children
from heartsease.domain.journal import actions, queries
from heartsease.domain.journal.content import ChildPart, Content
from heartsease.domain.journal.models import Observation
from heartsease.domain.journal.rules import State
from heartsease.kernel import clock
from heartsease.kernel.errors import DomainError
from heartsease.kernel.ids import new_id
from tests.cast import House
from tests.entries import publish_now

AUTHORS = ["Priya", "Stu", "Sen", "Maggie", "Grace", "Rosa"]
STAFF = ["Sen", "Maggie", "Priya", "Owen"]
USUAL = {
    State.DRAFT: ["save", "send", "send"],
    State.SUBMITTED: ["approve", "approve", "give back"],
    State.RETURNED: ["save", "send", "send"],
    State.PUBLISHED: ["edit", "edit", "time passes", "recall", "withdraw", "edit an old page"],
    State.WITHDRAWN: ["edit", "recall"],
}
ACTS = ["discard", *sorted({act for acts in USUAL.values() for act in acts})]
texts = some.sampled_from(["a tower", "a tower of nine", "water from jug to jug", "🦋", ""])
groups = some.sampled_from([["Amara"], ["Amara", "Ben"], ["Ben", "Amara"], ["Amara", "Kofi"], ["Amara", "Leo"], []])
STEPS = ["observation:submitted", "observation:returned", "observation:published", "observation:recalled",
         "observation:withdrawn"]  # fmt: skip


class Lives(RuleBasedStateMachine):
    """What members do with entries."""

    house: House
    entries = Bundle("entries")

    def __init__(self) -> None:
        super().__init__()
        self.rows = transaction.atomic()
        self.rows.__enter__()
        self.open_setting = in_setting(self.house.setting.pk)
        self.open_setting.__enter__()
        self.actors = {name: self.house.actor(name) for name in {*AUTHORS, *STAFF}}
        self.names = {actor.membership_id: name for name, actor in self.actors.items()}
        self.published: dict[Any, dict[int, str]] = {}

    def teardown(self) -> None:
        self.check_timelines()
        transaction.set_rollback(True)
        self.rows.__exit__(None, None, None)
        self.open_setting.__exit__(None, None, None)

    def check_timelines(self) -> None:
        """What families read in the end is what is ready, and of their own child."""
        for name in ("Grace", "Rosa"):
            for own in own_children(self.actors[name]):
                shown = queries.family_timeline(self.actors[name], own, limit=100).entries
                ready = Observation.objects.filter(
                    state=State.PUBLISHED, visible_from__lte=clock.now(), subjects__child=own.child
                )
                ready = ready.filter(Q(household__isnull=True) | Q(household_id=own.household_id))
                assert {one.observation_id for one in shown} == set(ready.values_list("pk", flat=True))

    def attempt(self, act: Callable[..., Any], **more: Any) -> Any:
        """What members try; a refusal is fine, half a change is not."""
        try:
            with transaction.atomic():
                return act(**more)
        except DomainError as problem:
            assert problem.sentence.strip()
            return None

    @initialize(
        target=entries, review=some.booleans(), relaxed=some.sampled_from([[], ["senior"], ["practitioner", "senior"]])
    )
    def begin(self, review: bool, relaxed: list[str]) -> Any:
        self.house.choose(review_required=review, roles_without_review=relaxed)
        self.needs_review = {
            "Maggie": review,
            "Sen": review and "senior" not in relaxed,
            "Priya": review and "practitioner" not in relaxed,
            "Stu": review,
            "Grace": True,
            "Rosa": True,
        }
        begun = [(author, new_id()) for author in ("Sen", "Maggie", "Priya", "Grace")]
        for author, entry_id in begun:
            said = self.content(f"{author} begins", ["Amara"])
            actions.save_draft(actor=self.actors[author], observation_id=entry_id, content=said)
        return multiple(*begun)

    @rule(entry=entries, place=some.integers(0, 11), who=some.sampled_from(STAFF), text=texts, names=groups)
    def go_on(self, entry: tuple[str, Any], place: int, who: str, text: str, names: list[str]) -> None:
        """What usually comes next, by somebody who may or may not."""
        row = Observation.objects.filter(pk=entry[1]).first()
        usual = USUAL[State(row.state) if row else State.DRAFT]
        act = usual[place % len(usual)]
        by_author = act in {"save", "send"} or place > 8
        self.do(act, entry[1], entry[0] if by_author else who, text, names)

    @rule(entry=entries, act=some.sampled_from(ACTS), who=some.sampled_from(AUTHORS), text=texts, names=groups)
    def do_anything(self, entry: tuple[str, Any], act: str, who: str, text: str, names: list[str]) -> None:
        """Anything, by anybody, at any time."""
        self.do(act, entry[1], who, text, names)

    def do(self, act: str, entry_id: Any, who: str, text: str, names: list[str]) -> None:
        row = Observation.objects.filter(pk=entry_id).first()
        said = self.content(text, names)
        on = {"actor": self.actors[who], "observation_id": entry_id}
        match act:
            case "save":
                self.attempt(actions.save_draft, **on, content=said)
            case "send":
                self.attempt(actions.submit, **on)
            case "approve":
                self.attempt(actions.approve, **on)
            case "give back":
                self.attempt(actions.return_with_note, **on, note=text)
            case "recall":
                self.attempt(actions.recall, **on)
            case "discard":
                self.attempt(actions.discard_draft, **on)
            case "withdraw":
                self.attempt(actions.withdraw, **on)
            case "edit":
                self.attempt(actions.edit_published, **on, content=said, seen_version=row.version if row else 1)
            case "edit an old page" if row is not None:
                before = (row.text, row.version)
                self.attempt(actions.edit_published, **on, content=said, seen_version=row.version - 1)
                row.refresh_from_db()
                assert (row.text, row.version) == before
            case "time passes" if row is not None and row.state == State.PUBLISHED:
                publish_now(row)

    def content(self, text: str, names: list[str]) -> Content:
        return Content(
            happened_at=clock.now() - dt.timedelta(hours=1),
            text=text,
            children=tuple(ChildPart(child_id=self.house.children[name].pk) for name in names),
        )

    @invariant()
    def what_must_always_hold(self) -> None:
        rows = list(Observation.objects.prefetch_related("subjects", "versions", "review_steps"))
        taken: set[tuple[Any, Any]] = set()
        for entry in rows:
            self.check_what_families_see(entry)
            taken |= self.check_steps(entry)
            self.check_versions(entry)
        traced = AuditEvent.objects.filter(event__in=STEPS).values_list("subject_id", "membership_id")
        assert taken == set(traced)

    def check_what_families_see(self, entry: Observation) -> None:
        assert (entry.visible_from is not None) == (entry.state == State.PUBLISHED)
        for subject in entry.subjects.all():
            assert (subject.visible_from, subject.happened_at) == (entry.visible_from, entry.happened_at)

    def check_steps(self, entry: Observation) -> set[tuple[Any, Any]]:
        steps = list(entry.review_steps.all())
        assert (steps[-1].state if steps else State.DRAFT) == entry.state
        for step in steps:
            if step.state == State.PUBLISHED and step.member_id == entry.author_id:
                assert not self.needs_review[self.names[step.member_id]]
        return {(entry.pk, step.member_id) for step in steps}

    def check_versions(self, entry: Observation) -> None:
        kept = {version.number: version.content for version in entry.versions.all()}
        assert len(kept) == len(entry.versions.all())
        assert all(number < entry.version for number in kept)
        assert (entry.edited_at is not None) == bool(kept)
        said = self.published.setdefault(entry.pk, {})
        assert {number: said[number] for number in kept} == {number: one["text"] for number, one in kept.items()}
        if entry.state == State.PUBLISHED:
            assert said.setdefault(entry.version, entry.text) == entry.text


def test_lives(house: House) -> None:
    machine = type("LivesHere", (Lives,), {"house": house})
    several = settings(max_examples=max(12, settings.default.max_examples // 8), stateful_step_count=40)  # type: ignore[union-attr]
    run_state_machine_as_test(machine, settings=several)
