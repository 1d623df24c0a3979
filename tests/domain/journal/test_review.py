"""The way of an entry, step by step (clauses 3.5, 12.1)."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from heartsease.domain.audit.models import AuditEvent
from heartsease.domain.children import actions as children
from heartsease.domain.children.rules import Purpose
from heartsease.domain.journal import actions, queries
from heartsease.domain.journal.models import NextStep, Observation, ObservationChild, ReviewStep
from heartsease.domain.journal.rules import State
from heartsease.domain.setting.rules import relaxable_roles
from heartsease.kernel import clock
from heartsease.kernel.errors import ConflictError, InvalidInputError, NotAllowedError, NotFoundError
from heartsease.kernel.ids import new_id
from tests.cast import House
from tests.entries import approved, content, drafted, fresh, publish_now, published, submitted


def steps(entry: Observation) -> list[tuple[str, str]]:
    return [
        (step.state, step.member.person.full_name.split()[0])
        for step in ReviewStep.objects.filter(observation=entry).select_related("member__person")
    ]


def test_the_whole_way(house: House) -> None:
    entry = drafted(house, "Priya", "Amara", "Ben")
    assert (entry.submitted_at, entry.published_at) == (None, None)
    entry = actions.submit(actor=house.actor("Priya"), observation_id=entry.pk)
    assert (entry.state, entry.visible_from, entry.published_at) == (State.SUBMITTED, None, None)
    first_submitted_at = fresh(entry).submitted_at
    assert first_submitted_at is not None
    actions.return_with_note(actor=house.actor("Sen"), observation_id=entry.pk, note=" What did he say?\x00 ")
    assert (fresh(entry).state, fresh(entry).submitted_at) == (State.RETURNED, first_submitted_at)
    assert ReviewStep.objects.order_by("at").last().note == "What did he say?"  # type: ignore[union-attr]
    actions.save_draft(
        actor=house.actor("Priya"), observation_id=entry.pk, content=content(house, "Amara", "Ben", text="mended")
    )
    actions.submit(actor=house.actor("Priya"), observation_id=entry.pk)
    actions.approve(actor=house.actor("Maggie"), observation_id=entry.pk)
    entry = fresh(entry)
    assert entry.state == State.PUBLISHED
    assert entry.published_at is not None
    assert entry.submitted_at is not None
    assert first_submitted_at < entry.submitted_at < entry.published_at
    assert entry.visible_from is not None
    assert dt.timedelta(minutes=4) < entry.visible_from - clock.now() <= dt.timedelta(minutes=5)
    assert set(ObservationChild.objects.values_list("visible_from", flat=True)) == {entry.visible_from}
    assert steps(entry) == [
        ("submitted", "Priya"),
        ("returned", "Sen"),
        ("submitted", "Priya"),
        ("published", "Maggie"),
    ]
    traced = AuditEvent.objects.filter(subject_id=entry.pk, child_id=house.children["Ben"].pk)
    assert list(traced.values_list("event", flat=True)) == [
        "observation:started",
        "observation:submitted",
        "observation:returned",
        "observation:submitted",
        "observation:published",
    ]


@pytest.mark.parametrize(("choices", "author", "state"), [
    ({}, "Priya", State.SUBMITTED),
    ({}, "Maggie", State.SUBMITTED),
    ({"review_required": False}, "Priya", State.PUBLISHED),
    ({"review_required": False}, "Stu", State.PUBLISHED),
    ({"roles_without_review": ["senior"]}, "Sen", State.PUBLISHED),
    ({"roles_without_review": ["senior"]}, "Priya", State.SUBMITTED),
    ({"roles_without_review": [*relaxable_roles(), "student"]}, "Stu", State.SUBMITTED),
    ({"review_required": False}, "Grace", State.SUBMITTED),
    ({"home_entries_wait": False}, "Grace", State.PUBLISHED),
    ({"home_entries_wait": False}, "Priya", State.SUBMITTED),
])  # fmt: skip
def test_who_waits_for_whom_is_the_settings_choice(
    choices: dict[str, object], author: str, state: State, house: House
) -> None:
    house.choose(**choices)
    assert submitted(house, author, "Amara").state == state


def test_nobody_approves_their_own(house: House) -> None:
    entry = submitted(house, "Sen", "Amara")
    sen = house.actor("Sen")
    for act, more in ((actions.approve, {}), (actions.return_with_note, {"note": "Hm."})):
        with pytest.raises(NotAllowedError, match="own"):
            act(actor=sen, observation_id=entry.pk, **more)
    assert entry not in list(queries.review_queue(sen))
    assert entry in list(queries.review_queue(house.actor("Maggie")))
    assert fresh(entry).state == State.SUBMITTED


def test_only_who_reviews_reviews(house: House) -> None:
    entry = submitted(house, "Priya", "Amara")
    for name in ("Owen", "Stu", "Grace", "Nana"):
        for act, more in ((actions.approve, {}), (actions.return_with_note, {"note": "Hm."})):
            with pytest.raises(NotAllowedError):
                act(actor=house.actor(name), observation_id=entry.pk, **more)
        with pytest.raises(NotAllowedError):
            queries.review_queue(house.actor(name))


def test_the_longest_waiting_comes_first(house: House) -> None:
    entries = [
        submitted(house, author, child) for author, child in (("Priya", "Ben"), ("Owen", "Kofi"), ("Grace", "Amara"))
    ]
    assert list(queries.review_queue(house.actor("Sen"))) == entries


@pytest.mark.parametrize("note", ["", "  \x00\n", "x" * 2001])
def test_a_note_is_needed_and_not_endless(note: str, house: House) -> None:
    entry = submitted(house, "Priya", "Amara")
    with pytest.raises(InvalidInputError) as raised:
        actions.return_with_note(actor=house.actor("Sen"), observation_id=entry.pk, note=note)
    assert ("longer" in raised.value.fields["note"]) == (len(note) > 2000)
    assert fresh(entry).state == State.SUBMITTED


def test_the_longest_note(house: House) -> None:
    entry = submitted(house, "Priya", "Amara")
    actions.return_with_note(actor=house.actor("Sen"), observation_id=entry.pk, note="ü" * 2000)
    assert ReviewStep.objects.get(state=State.RETURNED).note == "ü" * 2000


@pytest.mark.parametrize("state", ["draft", "returned", "published", "withdrawn"])
def test_only_what_waits_is_reviewed(state: str, house: House) -> None:
    entry = drafted(house, "Priya", "Amara")
    Observation.objects.filter(pk=entry.pk).update(state=state)
    for act, more in ((actions.approve, {}), (actions.return_with_note, {"note": "Hm."})):
        with pytest.raises((ConflictError, NotFoundError)):
            act(actor=house.actor("Sen"), observation_id=entry.pk, **more)
    assert fresh(entry).state == state


def test_what_was_sent_is_sent_whatever_was_saved_meanwhile(house: House) -> None:
    late = drafted(house, "Priya", "Amara", text="An older page of the same entry.")
    sent = content(house, "Amara", "Ben", text="What the author sent.")
    entry = actions.submit(actor=house.actor("Priya"), observation_id=late.pk, content=sent)
    assert (entry.state, entry.text) == (State.SUBMITTED, "What the author sent.")
    assert {subject.child_id for subject in entry.subjects.all()} == {
        house.children[name].pk for name in ("Amara", "Ben")
    }
    other = replace(sent, text="Sent again, later.")
    actions.submit(actor=house.actor("Priya"), observation_id=late.pk, content=other)
    assert Observation.objects.get().text == "What the author sent."


def test_a_second_submission_is_a_success_that_changes_nothing(house: House) -> None:
    for entry in (submitted(house, "Priya", "Amara"), approved(house, "Priya", "Amara")):
        before = (fresh(entry).changed_at, steps(entry))
        assert actions.submit(actor=house.actor("Priya"), observation_id=entry.pk).state == entry.state
        assert (fresh(entry).changed_at, steps(entry)) == before


def incomplete(house: House, problem: str) -> tuple[str, Observation]:
    """An entry by Priya that cannot go to families, and the field that says so."""
    problems: dict[str, tuple[str, list[str], dict[str, Any]]] = {
        "no child": ("children", [], {}),
        "nothing to see": ("text", ["Amara"], {"text": " \n "}),
        "future": ("happened_at", ["Amara"], {"happened_at": clock.now() + dt.timedelta(minutes=6)}),
        "before birth": ("happened_at", ["Amara"], {"happened_at": clock.now() - dt.timedelta(days=4000)}),
        "left": ("children", ["Amara", "Leo"], {}),
        "not started": ("children", ["Mia"], {}),
        "photographs": ("photos", ["Amara"], {"photos": 1}),
    }
    field, names, more = problems[problem]
    if problem == "photographs":
        house.permit("Amara", {Purpose.OWN_JOURNAL: False})
    return field, drafted(house, "Priya", *names, **more)


PROBLEMS = ["no child", "nothing to see", "future", "before birth", "left", "not started", "photographs"]


@pytest.mark.parametrize("problem", PROBLEMS)
def test_what_is_not_complete_is_not_sent(problem: str, house: House) -> None:
    field, entry = incomplete(house, problem)
    with pytest.raises(InvalidInputError) as raised:
        actions.submit(actor=house.actor("Priya"), observation_id=entry.pk)
    assert set(raised.value.fields) == {field}
    assert raised.value.fields[field].strip().endswith(".")
    assert (fresh(entry).state, steps(entry)) == (State.DRAFT, [])


@pytest.mark.parametrize("problem", [one for one in PROBLEMS if one != "no child"])
def test_what_became_incomplete_is_not_approved(problem: str, house: House) -> None:
    field, entry = incomplete(house, problem)
    Observation.objects.filter(pk=entry.pk).update(state=State.SUBMITTED, submitted_at=clock.now())
    with pytest.raises(InvalidInputError) as raised:
        actions.approve(actor=house.actor("Sen"), observation_id=entry.pk)
    assert set(raised.value.fields) == {field}
    assert fresh(entry).state == State.SUBMITTED


@pytest.mark.parametrize(("text", "line", "photos"), [("words", "", 0), ("", "words", 0), ("", "", 1)])
def test_words_a_line_or_a_photograph_are_enough(text: str, line: str, photos: int, house: House) -> None:
    entry = drafted(house, "Priya", "Amara", text=text, photos=photos)
    ObservationChild.objects.update(line=line)
    assert actions.submit(actor=house.actor("Priya"), observation_id=entry.pk).state == State.SUBMITTED


def test_the_day_of_birth_is_not_before_it(house: House) -> None:
    amara = house.children["Amara"]
    happened_at = clock.now() - dt.timedelta(hours=1)
    amara.birth_date = happened_at.astimezone(house.system.zone).date()
    amara.save(update_fields=["birth_date"])
    assert submitted(house, "Priya", "Amara", happened_at=happened_at)


def test_a_fast_clock_is_no_future(house: House) -> None:
    assert submitted(house, "Priya", "Amara", happened_at=clock.now() + dt.timedelta(minutes=4))


class TestWaitingTime:
    """Publishing waits, and recall is one tap until families see it (clauses 12.3)."""

    @pytest.mark.parametrize("minutes", [0, 1, 1440])
    def test_is_the_settings_choice(self, minutes: int, house: House) -> None:
        house.choose(publish_delay_minutes=minutes)
        entry = approved(house, "Priya", "Amara")
        assert entry.visible_from is not None
        wait = entry.visible_from - clock.now()
        assert dt.timedelta(minutes=minutes) - dt.timedelta(seconds=30) < wait <= dt.timedelta(minutes=minutes)

    def test_recall_brings_it_back_to_its_author(self, house: House) -> None:
        entry = approved(house, "Priya", "Amara", next_step="Offer more.")
        actions.recall(actor=house.actor("Priya"), observation_id=entry.pk)
        assert (fresh(entry).state, fresh(entry).visible_from) == (State.RETURNED, None)
        assert ObservationChild.objects.get().visible_from is None
        assert steps(entry)[-1] == ("returned", "Priya")
        assert queries.own_writable(house.actor("Priya"), entry.pk) is not None

    def test_a_reviewer_recalls_too_and_others_do_not(self, house: House) -> None:
        entry = approved(house, "Priya", "Amara")
        with pytest.raises(NotAllowedError):
            actions.recall(actor=house.actor("Stu"), observation_id=entry.pk)
        for name in ("Owen", "Grace", "Nana"):
            with pytest.raises(NotFoundError):
                actions.recall(actor=house.actor(name), observation_id=entry.pk)
        actions.recall(actor=house.actor("Maggie"), observation_id=entry.pk)
        with pytest.raises(ConflictError):
            actions.recall(actor=house.actor("Maggie"), observation_id=entry.pk)

    def test_what_families_have_seen_is_withdrawn_not_recalled(self, house: House) -> None:
        entry = published(house, "Priya", "Amara")
        with pytest.raises(ConflictError, match="withdraw"):
            actions.recall(actor=house.actor("Priya"), observation_id=entry.pk)
        assert fresh(entry).state == State.PUBLISHED

    @pytest.mark.parametrize("child", ["Leo", "Mia"])
    def test_a_recalled_entry_takes_in_nobody_who_is_not_attending(self, child: str, house: House) -> None:
        entry = approved(house, "Priya", "Amara")
        actions.recall(actor=house.actor("Priya"), observation_id=entry.pk)
        actions.save_draft(actor=house.actor("Priya"), observation_id=entry.pk, content=content(house, "Amara", child))
        with pytest.raises(InvalidInputError) as raised:
            actions.submit(actor=house.actor("Priya"), observation_id=entry.pk)
        assert child in raised.value.fields["children"]


class TestWithdrawing:
    """Away from families at once, kept for the setting."""

    def test_takes_it_from_families_and_keeps_it(self, house: House) -> None:
        entry = published(house, "Priya", "Amara", photos=1)
        assert queries.observation(house.actor("Grace"), entry.pk)
        actions.withdraw(actor=house.actor("Sen"), observation_id=entry.pk, note="Wrong child." + "x" * 3000)
        assert (fresh(entry).state, fresh(entry).visible_from) == (State.WITHDRAWN, None)
        with pytest.raises(NotFoundError):
            queries.observation(house.actor("Grace"), entry.pk)
        assert queries.observation(house.actor("Priya"), entry.pk)
        assert len(ReviewStep.objects.order_by("at").last().note) == 2000  # type: ignore[union-attr]
        with pytest.raises(ConflictError):
            actions.withdraw(actor=house.actor("Sen"), observation_id=entry.pk)

    def test_is_for_seniors(self, house: House) -> None:
        entry = published(house, "Priya", "Amara")
        for name in ("Priya", "Stu", "Grace"):
            with pytest.raises(NotAllowedError):
                actions.withdraw(actor=house.actor(name), observation_id=entry.pk)

    def test_does_not_reach_another_setting(self, house: House, hollies: House) -> None:
        for entry_id in (hollies.children["Zed"].pk, new_id()):
            with pytest.raises(NotFoundError):
                actions.withdraw(actor=house.actor("Maggie"), observation_id=entry_id)


class TestNextSteps:
    """Made when an entry is published, gone when it is not any more, answered once."""

    def open_steps(self, house: House, child: str = "Amara") -> list[str]:
        return [step.text for step in queries.open_next_steps(house.actor("Maggie"), house.children[child])]

    def test_follow_publication(self, house: House) -> None:
        entry = submitted(house, "Priya", "Amara", "Ben", next_step="Offer the funnel.", next_step_is_for_home=True)
        assert self.open_steps(house) == []
        actions.approve(actor=house.actor("Sen"), observation_id=entry.pk)
        assert self.open_steps(house, "Amara") == self.open_steps(house, "Ben") == ["Offer the funnel."]
        assert set(NextStep.objects.values_list("is_for_home", flat=True)) == {True}

    @pytest.mark.parametrize("way", ["recall", "withdraw"])
    def test_go_with_the_entry(self, way: str, house: House) -> None:
        entry = approved(house, "Priya", "Amara", next_step="Offer the funnel.")
        if way == "withdraw":
            publish_now(entry)
        getattr(actions, way)(actor=house.actor("Sen"), observation_id=entry.pk)
        assert self.open_steps(house) == []

    def test_an_answered_one_stays_answered(self, house: House) -> None:
        entry = approved(house, "Priya", "Amara", next_step="Offer the funnel.")
        step = NextStep.objects.get()
        for _ in range(2):
            actions.answer_next_step(actor=house.actor("Stu"), next_step_id=step.pk)
        assert AuditEvent.objects.filter(event="next_step:answered").count() == 1
        actions.recall(actor=house.actor("Sen"), observation_id=entry.pk)
        actions.submit(actor=house.actor("Priya"), observation_id=entry.pk)
        actions.approve(actor=house.actor("Sen"), observation_id=entry.pk)
        assert NextStep.objects.get().answered_at is not None

    def test_follow_an_edit(self, house: House) -> None:
        entry = published(house, "Priya", "Amara", "Ben", next_step="First thought.")
        changed = content(house, "Amara", next_step="Second thought.")
        actions.edit_published(
            actor=house.actor("Sen"), observation_id=entry.pk, content=changed, seen_version=fresh(entry).version
        )
        assert (self.open_steps(house, "Amara"), self.open_steps(house, "Ben")) == (["Second thought."], [])
        changed = content(house, "Amara", next_step="")
        actions.edit_published(
            actor=house.actor("Sen"), observation_id=entry.pk, content=changed, seen_version=fresh(entry).version
        )
        assert self.open_steps(house) == []

    def test_are_answered_by_those_who_work_with_the_child(self, house: House) -> None:
        approved(house, "Priya", "Amara", next_step="Offer the funnel.")
        step = NextStep.objects.get()
        with pytest.raises(NotFoundError):
            actions.answer_next_step(actor=house.actor("Owen"), next_step_id=step.pk)
        for name in ("Grace", "Nana"):
            with pytest.raises(NotAllowedError):
                actions.answer_next_step(actor=house.actor(name), next_step_id=step.pk)
        with pytest.raises(NotFoundError):
            actions.answer_next_step(actor=house.actor("Maggie"), next_step_id=new_id())


def test_a_child_who_left_after_publication_does_not_stop_an_edit(house: House) -> None:
    entry = published(house, "Priya", "Amara")
    amara = house.children["Amara"]
    amara.leaving_date = clock.today(house.system.zone) - dt.timedelta(days=1)
    amara.save(update_fields=["leaving_date"])
    edited = actions.edit_published(
        actor=house.actor("Sen"),
        observation_id=entry.pk,
        content=content(house, "Amara", text="spelling mended"),
        seen_version=entry.version,
    )
    assert edited.state == State.PUBLISHED


def test_ended_links_end_reading_at_once(house: House) -> None:
    entry = published(house, "Priya", "Amara")
    children.unlink_family(
        actor=house.actor("Maggie"),
        child_id=house.children["Amara"].pk,
        link_id=house.links["Nana", "Amara"].pk,
    )
    with pytest.raises(NotFoundError):
        queries.observation(house.actor("Nana"), entry.pk)
