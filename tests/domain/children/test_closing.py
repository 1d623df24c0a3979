"""Pauses and restrictions: what closes a journal to an adult, and who opens it again (clauses 4.9, 4.10)."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from heartsease.domain.access.permissions import Role
from heartsease.domain.accounts import actions as accounts
from heartsease.domain.audit.models import AuditEvent
from heartsease.domain.audit.rules import Event
from heartsease.domain.children import actions, queries
from heartsease.domain.children.models import AccessRestriction, FamilyLink
from heartsease.domain.children.rules import LinkState
from heartsease.kernel import clock
from heartsease.kernel.errors import ConflictError, DomainError, InvalidInputError, NotAllowedError, NotFoundError
from tests import links
from tests.cast import House
from tests.racing import at_once, overlapping

OTHERS = ("Sen", "Priya", "Stu", "Grace", "Nana")


def restrict(
    house: House, full_name: str, child: str = "Ben", *, by: str = "Maggie", reason: str = "An order."
) -> None:
    actions.restrict_access(
        actor=house.actor(by), child_id=house.children[child].pk, full_name=full_name, reason=reason
    )


def about(house: House, child: str = "Ben", *, by: str = "Maggie") -> dict[str, Any]:
    """What an act on the only restriction takes."""
    return {
        "actor": house.actor(by),
        "child_id": house.children[child].pk,
        "restriction_id": AccessRestriction.objects.get(lifted_at__isnull=True).pk,
    }


def test_a_pause_closes_one_journal_to_one_adult(house: House) -> None:
    links.suspend(house, "Grace", "Amara", words="Please come and talk to us.")
    assert links.own(house, "Grace") == ["Kofi"]
    assert links.own(house, "Tunde") == ["Amara"]
    standing = queries.standing(house.actor("Grace"))
    assert standing.pauses == ["Please come and talk to us."]
    assert standing.whom_to_ask == ["Maggie Sunflower"]
    assert queries.own_children(house.actor("Grace"))[0].another_is_paused
    actions.reinstate_family(**links.of(house, "Grace", "Amara"))
    assert links.own(house, "Grace") == ["Kofi", "Amara"]
    assert not queries.standing(house.actor("Grace")).is_anything
    traced = AuditEvent.objects.filter(event__in=[Event.FAMILY_SUSPENDED, Event.FAMILY_REINSTATED])
    assert traced.count() == 2


def test_words_are_for_those_whose_answer_was_right(house: House) -> None:
    """The words may name the child, and nothing of a child is shown before the answer."""
    links.link(house, "Femi", "Amara")
    links.suspend(house, "Femi", "Amara", words="About Amara.")
    assert not queries.standing(house.actor("Femi")).is_anything
    actions.reinstate_family(**links.of(house, "Femi", "Amara"))
    assert queries.standing(house.actor("Femi")).asks


def test_who_pauses_and_opens_again(house: House) -> None:
    for name in OTHERS:
        with pytest.raises(NotAllowedError):
            actions.suspend_family(
                **links.of(house, "Grace", "Amara", by=name), reason="x", words="x", review_on=links.wrong_day(house)
            )
        with pytest.raises(NotAllowedError):
            actions.reinstate_family(**links.of(house, "Grace", "Amara", by=name))
    with pytest.raises(ConflictError):
        actions.reinstate_family(**links.of(house, "Grace", "Amara"))
    links.suspend(house, "Grace", "Amara")
    with pytest.raises(ConflictError):
        links.suspend(house, "Grace", "Amara")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("reason", " \x00 "),
        ("reason", "x" * 1001),
        ("words", ""),
        ("words", "x" * 1001),
        ("review_on", 0),
        ("review_on", -1),
        ("review_on", 367),
    ],
)
def test_a_pause_has_its_limits(field: str, value: Any, house: House) -> None:
    today = clock.today(house.system.zone)
    given: dict[str, Any] = {"reason": "why", "words": "words", "review_on": today + dt.timedelta(days=1)}
    given[field] = today + dt.timedelta(days=value) if isinstance(value, int) else value
    with pytest.raises(InvalidInputError) as raised:
        actions.suspend_family(**links.of(house, "Grace", "Amara"), **given)
    assert set(raised.value.fields) == {field}
    assert links.state(house, "Grace", "Amara") is LinkState.IN_FORCE


def test_an_ended_link_is_neither_paused_nor_opened(house: House) -> None:
    actions.unlink_family(**links.of(house, "Grace", "Amara"))
    with pytest.raises(NotFoundError):
        links.suspend(house, "Grace", "Amara")
    for act in (actions.reinstate_family, actions.let_answer_again):
        with pytest.raises(NotFoundError):
            act(**links.of(house, "Grace", "Amara"))


def test_a_restriction_ends_access_at_once_and_looks_like_nothing(house: House) -> None:
    omar = house.actor("Omar")
    links.restrict(house, "Omar", "Ben")
    assert queries.own_children(omar) == []
    assert not queries.standing(omar).is_anything
    assert links.own(house, "Rosa") == ["Ben"]
    assert links.state(house, "Omar", "Ben") is LinkState.RESTRICTED


def test_a_restriction_is_about_one_child(house: House) -> None:
    links.restrict(house, "Grace", "Amara")
    assert links.own(house, "Grace") == ["Kofi"]
    assert links.own(house, "Tunde") == ["Amara"]


def test_a_restriction_holds_for_every_account_of_the_person(house: House) -> None:
    """Omar is admitted as a relative too; it is the person who is kept away."""
    omar = house.family["Omar"].person
    house.family["Omar, uncle"] = accounts.admit_person(
        actor=house.system, full_name=omar.full_name, user_name=omar.user_name, role=Role.RELATIVE
    )
    links.restrict(house, "Omar", "Ben")
    with pytest.raises(InvalidInputError):
        links.link(house, "Omar, uncle", "Ben")
    assert links.link(house, "Omar, uncle", "Kofi")


def test_a_restriction_by_name_finds_the_account(house: House) -> None:
    restrict(house, "  ÓMAR   example ")
    assert links.own(house, "Omar") == []
    assert AccessRestriction.objects.get().person == house.family["Omar"].person


def test_a_name_bars_whoever_comes_later(house: House) -> None:
    restrict(house, "Femi Exámple")
    with pytest.raises(InvalidInputError) as raised:
        links.link(house, "Femi", "Ben")
    assert "order" not in raised.value.sentence
    with pytest.raises(InvalidInputError):
        actions.link_family(
            actor=house.system,
            child_id=house.children["Ben"].pk,
            membership=house.family["Femi"],
            relation="uncle",
            is_confirmed=True,
        )
    assert links.link(house, "Femi", "Amara")


def test_a_restriction_made_while_they_are_asked_ends_the_asking(house: House) -> None:
    links.link(house, "Femi", "Ben")
    restrict(house, "Femi Example")
    assert not queries.standing(house.actor("Femi")).is_anything
    links.answer_rightly(house, "Femi", "Ben")
    assert links.own(house, "Femi") == []


def test_only_nominated_members_know_of_a_restriction(house: House) -> None:
    restrict(house, "Omar Example", reason="Because of the court.")
    ben = house.children["Ben"].pk
    restriction = queries.restrictions(house.actor("Maggie"), ben)[0]
    assert restriction.reason == "Because of the court."
    for name in (*OTHERS, "Rosa", "Omar"):
        with pytest.raises(NotAllowedError):
            queries.restrictions(house.actor(name), ben)
        with pytest.raises(NotAllowedError):
            queries.restrictions_to_lift(house.actor(name))
        with pytest.raises(NotAllowedError):
            restrict(house, "Rosa Example", by=name)
        for act in (actions.ask_to_lift, actions.keep_restriction, actions.lift_restriction):
            with pytest.raises(NotAllowedError):
                act(**about(house, by=name))


@pytest.mark.parametrize(
    ("full_name", "reason", "field"),
    [
        ("Omar Example", "", "reason"),
        ("Omar Example", "x" * 1001, "reason"),
        ("", "why", "full_name"),
        ("...", "why", "full_name"),
        ("x" * 121, "why", "full_name"),
    ],
)
def test_a_restriction_has_its_limits(full_name: str, reason: str, field: str, house: House) -> None:
    with pytest.raises(InvalidInputError) as raised:
        restrict(house, full_name, reason=reason)
    assert set(raised.value.fields) == {field}
    assert not AccessRestriction.objects.exists()


def test_twice_is_once(house: House) -> None:
    links.restrict(house, "Omar", "Ben")
    restrict(house, "Uncle Bob")
    with pytest.raises(ConflictError):
        links.restrict(house, "Omar", "Ben")
    for name in ("omar example", "uncle bob"):
        with pytest.raises(ConflictError):
            restrict(house, name)
    assert AccessRestriction.objects.count() == 2


def test_two_of_one_name(house: House) -> None:
    """Grandfather and father may be called the same: the name bars both, and one chosen from the list is one."""
    omar = house.family["Omar"].person
    for number in range(2):
        house.family[f"Omar {number}"] = accounts.admit_person(
            actor=house.system, full_name=omar.full_name, user_name=f"omar{number}", role=Role.PARENT
        )
        links.link(house, f"Omar {number}", "Ben", is_confirmed=True, actor=house.system)
    links.restrict(house, "Omar 0", "Ben")
    assert [links.own(house, name) for name in ("Omar", "Omar 0", "Omar 1")] == [["Ben"], [], ["Ben"]]
    restrict(house, "Omar Example")
    assert [links.own(house, name) for name in ("Omar", "Omar 0", "Omar 1")] == [[], [], []]


def test_lifting_takes_two(house: House) -> None:
    links.add_second_member(house)
    links.restrict(house, "Omar", "Ben")
    with pytest.raises(ConflictError):
        actions.lift_restriction(**about(house, by="Nora"))
    actions.ask_to_lift(**about(house))
    with pytest.raises(ConflictError):
        actions.ask_to_lift(**about(house, by="Nora"))
    with pytest.raises(NotAllowedError):
        actions.lift_restriction(**about(house))
    assert links.own(house, "Omar") == []
    assert [one.full_name for one in queries.restrictions_to_lift(house.actor("Nora"))] == ["Omar Example"]
    by_nora = about(house, by="Nora")
    actions.lift_restriction(**by_nora)
    assert links.own(house, "Omar") == ["Ben"]
    with pytest.raises(NotFoundError):
        actions.lift_restriction(**by_nora)
    links.restrict(house, "Omar", "Ben")
    assert links.own(house, "Omar") == []


def test_a_wish_may_be_refused_or_taken_back(house: House) -> None:
    links.add_second_member(house)
    links.restrict(house, "Omar", "Ben")
    with pytest.raises(ConflictError):
        actions.keep_restriction(**about(house))
    for name in ("Nora", "Maggie"):
        actions.ask_to_lift(**about(house))
        actions.keep_restriction(**about(house, by=name))
        assert queries.restrictions_to_lift(house.actor("Maggie")) == []
    actions.ask_to_lift(**about(house, by="Nora"))
    actions.lift_restriction(**about(house, by="Maggie"))
    assert links.own(house, "Omar") == ["Ben"]


def test_a_lifted_restriction_opens_no_link_that_ended(house: House) -> None:
    links.add_second_member(house)
    links.restrict(house, "Omar", "Ben")
    actions.unlink_family(**links.of(house, "Omar", "Ben"))
    actions.ask_to_lift(**about(house))
    actions.lift_restriction(**about(house, by="Nora"))
    assert links.own(house, "Omar") == []


def test_restrictions_of_others_are_not_there(house: House, hollies: House) -> None:
    links.restrict(house, "Omar", "Ben")
    for wrong in ({"child_id": house.children["Kofi"].pk}, {"child_id": hollies.children["Zed"].pk}):
        with pytest.raises(NotFoundError):
            actions.ask_to_lift(**{**about(house), **wrong})
    with pytest.raises(NotFoundError):
        actions.restrict_access(
            actor=house.actor("Maggie"), child_id=hollies.children["Zed"].pk, full_name="Petra", reason="why"
        )
    with pytest.raises(NotFoundError):
        actions.restrict_access(
            actor=house.actor("Maggie"),
            child_id=house.children["Ben"].pk,
            link_id=house.links["Grace", "Amara"].pk,
            reason="why",
        )


def test_the_table_itself_refuses_one_person_for_both(house: House) -> None:
    links.restrict(house, "Omar", "Ben")
    maggie = house.staff["Maggie"]
    with pytest.raises(IntegrityError), transaction.atomic():
        AccessRestriction.objects.update(lift_asked_by=maggie, lifted_by=maggie, lifted_at=clock.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        FamilyLink.objects.update(linked_by=maggie, second_confirmed_by=maggie)
    with pytest.raises(IntegrityError), transaction.atomic():
        FamilyLink.objects.update(frozen_at=clock.now())


@pytest.mark.django_db(transaction=True)
def test_whoever_comes_second_sees_what_the_first_wrote(house: House) -> None:
    """A link waits for a restriction that is just being made, and the other way round."""
    for name in ("Femi", "Ola"):
        links.admit(house, name)
    link_of_femi = overlapping(
        house.setting.pk, lambda: restrict(house, "Femi Example"), lambda: links.link(house, "Femi", "Ben")
    )
    assert isinstance(link_of_femi, InvalidInputError)
    overlapping(house.setting.pk, lambda: links.link(house, "Ola", "Ben"), lambda: restrict(house, "Ola Example"))
    assert links.state(house, "Ola", "Ben") is LinkState.RESTRICTED


@pytest.mark.django_db(transaction=True)
def test_a_link_and_a_restriction_at_the_same_moment(house: House) -> None:
    """Whichever is first: in the end the adult is kept away."""
    links.admit(house, "Femi")
    answers = at_once(
        house.setting.pk,
        lambda: links.link(house, "Femi", "Ben"),
        lambda: restrict(house, "Femi Example"),
    )
    assert all(not isinstance(one, Exception) or isinstance(one, DomainError) for one in answers)
    if ("Femi", "Ben") in house.links:
        links.answer_rightly(house, "Femi", "Ben")
    assert links.own(house, "Femi") == []


@pytest.mark.django_db(transaction=True)
def test_a_restriction_is_lifted_once(house: House) -> None:
    links.add_second_member(house)
    links.restrict(house, "Omar", "Ben")
    actions.ask_to_lift(**about(house))
    lift = about(house, by="Nora")
    answers = at_once(house.setting.pk, *[lambda: actions.lift_restriction(**lift)] * 3)
    assert sorted(type(one).__name__ for one in answers if one is not None) in (
        ["ConflictError", "ConflictError"],
        ["ConflictError", "NotFoundError"],
        ["NotFoundError", "NotFoundError"],
    )
    assert AuditEvent.objects.filter(event=Event.RESTRICTION_LIFTED).count() == 1
