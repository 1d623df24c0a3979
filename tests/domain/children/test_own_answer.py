"""The adult's own answer, before anything of a child is shown (guarantee G9)."""

import datetime as dt
import threading
from typing import Any

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from heartsease.domain.access.permissions import Role
from heartsease.domain.audit.models import AuditEvent
from heartsease.domain.audit.rules import Event
from heartsease.domain.children import actions, queries
from heartsease.domain.children.actions import Answered
from heartsease.domain.children.models import FamilyLink
from heartsease.domain.children.rules import LinkState, is_a_childs_birth_date
from heartsease.kernel.errors import ConflictError, NotAllowedError, NotFoundError
from tests import links
from tests.cast import House, add_child
from tests.racing import at_once


def fresh(house: House, adult: str, child: str) -> FamilyLink:
    return FamilyLink.objects.get(pk=house.links[adult, child].pk)


def test_a_new_link_opens_nothing(house: House) -> None:
    links.link(house, "Femi", "Amara")
    femi = house.actor("Femi")
    assert links.state(house, "Femi", "Amara") is LinkState.WAITING
    assert queries.own_children(femi) == []
    assert not queries.visible_children(femi).exists()
    assert queries.standing(femi).asks


def test_the_right_answer_opens_the_journal(house: House) -> None:
    links.link(house, "Femi", "Amara")
    assert links.answer_rightly(house, "Femi", "Amara") is Answered.RIGHT
    assert links.own(house, "Femi") == ["Amara"]
    assert not queries.standing(house.actor("Femi")).is_anything
    event = AuditEvent.objects.get(event=Event.FAMILY_CONFIRMED)
    assert (event.person_id, event.child_id) == (house.family["Femi"].person_id, house.children["Amara"].pk)
    assert links.answer_rightly(house, "Femi", "Amara") is Answered.NOT_ASKED


def test_one_wrong_answer_leaves_another_try(house: House) -> None:
    links.link(house, "Femi", "Amara")
    assert links.answer(house, "Femi", links.wrong_day(house)) is Answered.WRONG
    assert fresh(house, "Femi", "Amara").wrong_answers == 1
    assert links.answer_rightly(house, "Femi", "Amara") is Answered.RIGHT


def test_two_wrong_answers_freeze_the_link_and_tell_the_members(house: House) -> None:
    made = links.link(house, "Femi", "Amara")
    told = DBTaskResult.objects.count()
    links.answer(house, "Femi", links.wrong_day(house))
    assert DBTaskResult.objects.count() == told
    assert links.answer(house, "Femi", links.wrong_day(house)) is Answered.FROZEN
    assert links.state(house, "Femi", "Amara") is LinkState.FROZEN
    task = DBTaskResult.objects.latest("enqueued_at")
    assert task.args_kwargs["kwargs"]["fields"] == {"setting_id": str(house.setting.pk), "link_id": str(made.pk)}
    assert AuditEvent.objects.filter(event=Event.FAMILY_ANSWERED_WRONG, is_refused=True).count() == 2
    assert AuditEvent.objects.filter(event=Event.FAMILY_FROZEN).count() == 1
    assert links.answer_rightly(house, "Femi", "Amara") is Answered.NOT_ASKED
    assert links.own(house, "Femi") == []


def test_after_a_talk_they_are_asked_again(house: House) -> None:
    links.link(house, "Femi", "Amara")
    for _ in range(2):
        links.answer(house, "Femi", links.wrong_day(house))
    for name in ("Sen", "Priya", "Femi"):
        with pytest.raises(NotAllowedError):
            actions.let_answer_again(**links.of(house, "Femi", "Amara", by=name))
    actions.let_answer_again(**links.of(house, "Femi", "Amara"))
    with pytest.raises(ConflictError):
        actions.let_answer_again(**links.of(house, "Femi", "Amara"))
    assert fresh(house, "Femi", "Amara").wrong_answers == 0
    assert links.answer(house, "Femi", links.wrong_day(house)) is Answered.WRONG
    assert links.answer_rightly(house, "Femi", "Amara") is Answered.RIGHT


def test_siblings_are_asked_for_one_by_one(house: House) -> None:
    """An answer confirms the child whom it fits, in whatever order the links were made."""
    links.link(house, "Femi", "Amara")
    links.link(house, "Femi", "Kofi")
    assert links.answer_rightly(house, "Femi", "Kofi") is Answered.RIGHT
    assert links.own(house, "Femi") == ["Kofi"]
    assert queries.own_children(house.actor("Femi"))[0].another_asks
    assert links.answer_rightly(house, "Femi", "Kofi") is Answered.WRONG
    assert links.answer_rightly(house, "Femi", "Amara") is Answered.RIGHT
    assert not queries.own_children(house.actor("Femi"))[0].another_asks


def test_a_wrong_answer_was_tried_on_every_link_that_waits(house: House) -> None:
    links.link(house, "Femi", "Amara")
    links.link(house, "Femi", "Kofi")
    assert links.answer(house, "Femi", links.wrong_day(house)) is Answered.WRONG
    assert links.answer(house, "Femi", links.wrong_day(house)) is Answered.FROZEN
    assert {links.state(house, "Femi", child) for child in ("Amara", "Kofi")} == {LinkState.FROZEN}


def test_a_link_made_later_has_two_tries_of_its_own(house: House) -> None:
    links.link(house, "Femi", "Amara")
    links.answer(house, "Femi", links.wrong_day(house))
    links.link(house, "Femi", "Kofi")
    assert links.answer(house, "Femi", links.wrong_day(house)) is Answered.WRONG
    assert links.state(house, "Femi", "Amara") is LinkState.FROZEN
    assert links.answer_rightly(house, "Femi", "Amara") is Answered.FROZEN
    assert links.state(house, "Femi", "Kofi") is LinkState.FROZEN


def test_twins_are_two_questions_and_need_a_second_member(house: House) -> None:
    links.share_birthday(house, "Kofi", "Amara")
    links.link(house, "Femi", "Amara")
    links.link(house, "Femi", "Kofi")
    assert links.answer_rightly(house, "Femi", "Amara") is Answered.RIGHT
    states = {links.state(house, "Femi", child) for child in ("Amara", "Kofi")}
    assert states == {LinkState.UNSECONDED, LinkState.WAITING}
    assert links.answer_rightly(house, "Femi", "Amara") is Answered.RIGHT
    assert links.own(house, "Femi") == []


def test_a_namesake_who_came_after_the_link_needs_a_second_member_too(house: House) -> None:
    made = links.link(house, "Femi", "Amara")
    assert made.second_reason == ""
    add_child(house, "Amira", "Oaks")
    links.answer_rightly(house, "Femi", "Amara")
    assert links.state(house, "Femi", "Amara") is LinkState.UNSECONDED


@pytest.mark.parametrize("closing", ["suspended", "restricted", "ended", "nothing"])
def test_nobody_is_asked_where_there_is_nothing_to_open(closing: str, house: House) -> None:
    if closing == "nothing":
        links.admit(house, "Femi")
    else:
        links.link(house, "Femi", "Amara")
    if closing == "suspended":
        links.suspend(house, "Femi", "Amara")
    elif closing == "restricted":
        links.restrict(house, "Femi", "Amara")
    elif closing == "ended":
        actions.unlink_family(**links.of(house, "Femi", "Amara"))
    before = list(FamilyLink.objects.order_by("pk").values())
    for day in (house.children["Amara"].birth_date, links.wrong_day(house)):
        assert links.answer(house, "Femi", day) is Answered.NOT_ASKED
    assert list(FamilyLink.objects.order_by("pk").values()) == before
    assert not queries.standing(house.actor("Femi")).is_anything


def test_an_answer_is_only_about_ones_own_links(house: House) -> None:
    links.link(house, "Femi", "Amara")
    links.link(house, "Ola", "Kofi")
    links.answer_rightly(house, "Ola", "Kofi")
    links.answer(house, "Grace", links.wrong_day(house))
    assert links.state(house, "Femi", "Amara") is LinkState.WAITING
    assert fresh(house, "Femi", "Amara").wrong_answers == 0


def test_staff_have_no_question_to_answer(house: House) -> None:
    for name in ("Maggie", "Sen", "Priya"):
        with pytest.raises(NotAllowedError):
            actions.answer_birth_date(actor=house.actor(name), birth_date=links.wrong_day(house))
        with pytest.raises(NotAllowedError):
            queries.standing(house.actor(name))


def test_a_relative_answers_too(house: House) -> None:
    links.link(house, "Gran", "Amara", role=Role.RELATIVE)
    assert links.own(house, "Gran") == []
    links.answer_rightly(house, "Gran", "Amara")
    assert links.own(house, "Gran") == ["Amara"]


def test_a_link_of_another_setting_is_not_there(house: House, hollies: House) -> None:
    zed: dict[str, Any] = {
        "actor": house.actor("Maggie"),
        "child_id": hollies.children["Zed"].pk,
        "link_id": hollies.links["Petra", "Zed"].pk,
    }
    with pytest.raises(NotFoundError):
        actions.let_answer_again(**zed)
    with pytest.raises(NotFoundError):
        actions.let_answer_again(**{**zed, "child_id": house.children["Amara"].pk})


@pytest.mark.parametrize(
    ("born", "could_be"),
    [
        (dt.date(2026, 6, 15), True),
        (dt.date(2027, 3, 22), True),
        (dt.date(2027, 3, 23), False),
        (dt.date(2013, 6, 5), True),
        (dt.date(2013, 6, 4), False),
        (dt.date(202, 5, 3), False),
    ],
)
def test_days_on_which_a_child_here_could_be_born(born: dt.date, could_be: bool) -> None:
    assert is_a_childs_birth_date(born, dt.date(2026, 6, 15)) is could_be


@pytest.mark.django_db(transaction=True)
def test_wrong_answers_at_the_same_moment_count_exactly(house: House) -> None:
    links.link(house, "Femi", "Amara")
    wrong = links.wrong_day(house)
    answers = at_once(house.setting.pk, *[lambda: links.answer(house, "Femi", wrong)] * 6)
    assert sorted(str(one) for one in answers) == sorted(
        str(one) for one in [Answered.WRONG, Answered.FROZEN, *[Answered.NOT_ASKED] * 4]
    )
    assert fresh(house, "Femi", "Amara").wrong_answers == 2
    assert AuditEvent.objects.filter(event=Event.FAMILY_FROZEN).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_right_guess_among_many_at_once_is_one_of_the_first_two_or_none(house: House) -> None:
    """Fifty guesses at the same moment are worth no more than two."""
    links.link(house, "Femi", "Amara")
    right, wrong = house.children["Amara"].birth_date, links.wrong_day(house)
    at_once(
        house.setting.pk,
        *[lambda day=day: links.answer(house, "Femi", day) for day in [wrong, wrong, wrong, right, wrong, wrong]],
    )
    link = fresh(house, "Femi", "Amara")
    assert link.wrong_answers <= 2
    assert (link.confirmed_at is None) == (link.frozen_at is not None)


@pytest.mark.django_db(transaction=True)
def test_an_answer_waits_for_the_end_of_its_link(house: House) -> None:
    """Whoever ends a link while its adult answers closes it for good, whichever is first."""
    links.link(house, "Femi", "Amara")
    begun = threading.Event()

    def end() -> None:
        with transaction.atomic():
            actions.unlink_family(**links.of(house, "Femi", "Amara"))
            begun.set()

    def respond() -> Answered:
        begun.wait(timeout=10)
        return links.answer_rightly(house, "Femi", "Amara")

    at_once(house.setting.pk, end, respond)
    assert links.state(house, "Femi", "Amara") is LinkState.ENDED
    assert links.own(house, "Femi") == []
