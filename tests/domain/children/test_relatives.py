"""Relatives: asked for by a parent, approved by the setting, with a smaller view (clauses 4.5, 4.6)."""

from typing import Any

import pytest

from heartsease.domain.access.permissions import Role
from heartsease.domain.access.scope import in_setting
from heartsease.domain.accounts.models import Membership, Person
from heartsease.domain.children import actions, queries
from heartsease.domain.children.models import FamilyLink, RelativeRequest
from heartsease.domain.children.rules import LinkState, RequestState
from heartsease.kernel.errors import (
    ConflictError,
    InvalidInputError,
    NotAllowedError,
    NotFoundError,
)
from heartsease.kernel.ids import new_id
from tests import links
from tests.cast import House
from tests.racing import at_once

GRAN = {"full_name": "Gran Hale", "email": "Gran@Example.org", "relation": "grandmother"}
ACCOUNT = {"full_name": "Gran Hale", "user_name": "gran@example.org", "relation": "grandmother"}


def ask(house: House, parent: str = "Rosa", child: str = "Ben", **changes: str) -> RelativeRequest:
    return actions.ask_for_relative(actor=house.actor(parent), child_id=house.children[child].pk, **{**GRAN, **changes})


def approve(house: House, asked: RelativeRequest, *, by: str = "Maggie", **changes: str) -> FamilyLink:
    return actions.approve_relative(actor=house.actor(by), request_id=asked.pk, **{**ACCOUNT, **changes})


def decline(house: House, asked: RelativeRequest, *, by: str = "Maggie", words: str = "Not now.") -> None:
    actions.decline_relative(actor=house.actor(by), request_id=asked.pk, words=words)


def take_back(house: House, asked: RelativeRequest, *, by: str = "Rosa") -> None:
    actions.take_back_relative(actor=house.actor(by), request_id=asked.pk)


def test_from_the_request_to_the_journal_and_back(house: House) -> None:
    asked = ask(house)
    assert [one.pk for one in queries.relative_requests(house.actor("Maggie"))] == [asked.pk]
    link = approve(house, asked)
    assert link.membership.role == Role.RELATIVE
    house.family["Gran"], house.links["Gran", "Ben"] = link.membership, link
    assert links.own(house, "Gran") == []
    links.answer_rightly(house, "Gran", "Ben")
    assert links.own(house, "Gran") == ["Ben"]
    assert link.household_id not in {house.links["Rosa", "Ben"].household_id, house.links["Omar", "Ben"].household_id}
    take_back(house, asked)
    assert links.own(house, "Gran") == []
    assert links.state(house, "Gran", "Ben") is LinkState.ENDED
    with pytest.raises(NotFoundError):
        take_back(house, asked)


def test_a_request_gives_nothing_by_itself(house: House) -> None:
    people, members = Person.objects.count(), Membership.objects.count()
    ask(house)
    assert (Person.objects.count(), Membership.objects.count()) == (people, members)


def test_only_a_parent_whose_journal_is_open_asks(house: House, hollies: House) -> None:
    for name in ("Nana", "Maggie", "Priya"):
        with pytest.raises(NotAllowedError):
            ask(house, name, "Amara")
        with pytest.raises(NotAllowedError):
            queries.own_requests(house.actor(name))
    for child_id in (house.children["Ben"].pk, hollies.children["Zed"].pk, new_id()):
        with pytest.raises(NotFoundError):
            actions.ask_for_relative(actor=house.actor("Grace"), child_id=child_id, **GRAN)
    links.link(house, "Femi", "Ben")
    with pytest.raises(NotFoundError):
        ask(house, "Femi")
    links.suspend(house, "Rosa", "Ben")
    with pytest.raises(NotFoundError):
        ask(house)


def test_parents_living_apart_never_learn_what_the_other_asked(house: House) -> None:
    by_rosa, by_omar = ask(house), ask(house, "Omar")
    assert [one.pk for one in queries.own_requests(house.actor("Rosa"))] == [by_rosa.pk]
    assert [one.pk for one in queries.own_requests(house.actor("Omar"))] == [by_omar.pk]
    with pytest.raises(NotFoundError):
        take_back(house, by_omar, by="Rosa")


def test_the_setting_may_have_chosen_none(house: House) -> None:
    asked = ask(house)
    house.choose(relatives="none")
    with pytest.raises(NotAllowedError):
        ask(house, email="other@example.org")
    with pytest.raises(InvalidInputError):
        approve(house, asked)
    with pytest.raises(InvalidInputError):
        links.link(house, "Aunt", "Ben", role=Role.RELATIVE)
    assert links.own(house, "Nana") == ["Amara"]
    decline(house, asked)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("full_name", " \x00"),
        ("full_name", "x" * 121),
        ("relation", ""),
        ("relation", "x" * 61),
        ("email", ""),
        ("email", "no address"),
        ("email", f"{'x' * 64}@{'y' * 63}.{'y' * 63}.example"),
    ],
)
def test_each_limit_speaks(field: str, value: str, house: House) -> None:
    with pytest.raises(InvalidInputError) as raised:
        ask(house, **{field: value})
    assert set(raised.value.fields) == {field}


def test_the_same_twice_and_too_many(house: House) -> None:
    ask(house)
    with pytest.raises(ConflictError):
        ask(house, email="gran@EXAMPLE.org")
    for number in range(4):
        ask(house, email=f"{number}@example.org")
    with pytest.raises(InvalidInputError):
        ask(house, email="sixth@example.org")
    decline(house, queries.relative_requests(house.actor("Maggie"))[0])
    assert ask(house)


def test_only_nominated_members_decide(house: House) -> None:
    asked = ask(house)
    for name in ("Sen", "Priya", "Rosa", "Omar", "Nana"):
        with pytest.raises(NotAllowedError):
            approve(house, asked, by=name)
        with pytest.raises(NotAllowedError):
            decline(house, asked, by=name)
        with pytest.raises(NotAllowedError):
            queries.relative_requests(house.actor(name))
    with pytest.raises(InvalidInputError):
        decline(house, asked, words=" ")
    assert RelativeRequest.objects.get().state == RequestState.WAITING


def test_a_decision_is_made_once(house: House) -> None:
    asked = ask(house)
    decline(house, asked, words="Please talk to us.")
    for again in (lambda: approve(house, asked), lambda: decline(house, asked), lambda: take_back(house, asked)):
        with pytest.raises(NotFoundError):
            again()
    shown = queries.own_requests(house.actor("Rosa"))
    assert [(one.state, one.words) for one in shown] == [(RequestState.DECLINED, "Please talk to us.")]


def test_an_approval_that_cannot_be_is_none(house: House) -> None:
    """A restriction, another person's user name, a parent who reads no more: nothing is left behind."""
    asked = ask(house)
    people = Person.objects.count()
    actions.restrict_access(
        actor=house.actor("Maggie"), child_id=house.children["Ben"].pk, full_name="Gran Hale", reason="An order."
    )
    with pytest.raises(InvalidInputError):
        approve(house, asked)
    with pytest.raises(ConflictError):
        approve(house, asked, user_name=house.family["Grace"].person.user_name)
    links.suspend(house, "Rosa", "Ben")
    with pytest.raises(InvalidInputError):
        approve(house, asked, full_name="Granny Moss", user_name="moss")
    assert Person.objects.count() == people
    assert RelativeRequest.objects.get().state == RequestState.WAITING


def test_who_came_in_at_whose_request_is_known(house: House) -> None:
    asked = ask(house)
    ask(house, email="aunt@example.org", full_name="Aunt Hale")
    ask(house, "Omar", email="uncle@example.org")
    approve(house, asked)
    decline(house, ask(house, email="no@example.org"))
    found = queries.relatives_asked_for(house.actor("Maggie"), house.links["Rosa", "Ben"])
    assert {one.full_name for one in found} == {"Gran Hale", "Aunt Hale"}
    with pytest.raises(NotAllowedError):
        queries.relatives_asked_for(house.actor("Sen"), house.links["Rosa", "Ben"])


def test_a_parent_without_access_asks_and_takes_back_nothing(house: House) -> None:
    asked = ask(house)
    links.restrict(house, "Rosa", "Ben")
    assert queries.own_requests(house.actor("Rosa")) == []
    with pytest.raises(NotFoundError):
        take_back(house, asked)


def test_requests_of_another_setting_are_not_there(house: House, hollies: House) -> None:
    asked = ask(house)
    with in_setting(hollies.setting.pk):
        for act, more in (
            (actions.approve_relative, ACCOUNT),
            (actions.decline_relative, {"words": "No."}),
        ):
            given: dict[str, Any] = {"actor": hollies.actor("Hazel"), "request_id": asked.pk, **more}
            with pytest.raises(NotFoundError):
                act(**given)
        with pytest.raises(NotFoundError):
            actions.take_back_relative(actor=hollies.actor("Petra"), request_id=asked.pk)


@pytest.mark.django_db(transaction=True)
def test_the_same_request_twice_at_once_is_one(house: House) -> None:
    answers = at_once(house.setting.pk, *[lambda: ask(house)] * 3)
    assert sorted(type(one).__name__ for one in answers) == ["ConflictError", "ConflictError", "RelativeRequest"]


@pytest.mark.django_db(transaction=True)
def test_an_approval_and_a_change_of_mind_at_once_leave_nobody_in(house: House) -> None:
    asked = ask(house)
    at_once(house.setting.pk, lambda: approve(house, asked), lambda: take_back(house, asked))
    stored = RelativeRequest.objects.select_related("link").get()
    reads = stored.link is not None and stored.link.ended_at is None
    assert reads == (stored.state == RequestState.APPROVED)
