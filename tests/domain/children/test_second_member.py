"""Where a second nominated member looks at a link as well (clauses 4.2, 4.4, 1.11)."""

from collections.abc import Callable

import pytest

from heartsease.domain.access.permissions import Role
from heartsease.domain.accounts import actions as accounts
from heartsease.domain.audit.models import AuditEvent
from heartsease.domain.audit.rules import Event
from heartsease.domain.children import actions, queries
from heartsease.domain.children.models import Child, FamilyLink
from heartsease.domain.children.rules import LinkState, SecondReason
from heartsease.kernel.errors import ConflictError, NotAllowedError, NotFoundError
from tests import links
from tests.cast import House, add_child, add_family
from tests.racing import at_once


def second(house: House, adult: str, child: str, *, by: str) -> FamilyLink:
    return actions.second_link(actor=house.actor(by), link_id=house.links[adult, child].pk)


@pytest.fixture
def twins(house: House) -> House:
    """Ben has a twin sister, Bea."""
    add_child(house, "Bea", "Acorns", months=41)
    links.add_second_member(house)
    return house


@pytest.mark.parametrize("answers_first", [True, False])
def test_both_are_needed_in_either_order(twins: House, answers_first: bool) -> None:
    made = links.link(twins, "Femi", "Ben")
    assert made.second_reason == SecondReason.NAMESAKE
    steps: list[Callable[[], object]] = [
        lambda: links.answer_rightly(twins, "Femi", "Ben"),
        lambda: second(twins, "Femi", "Ben", by="Nora"),
    ]
    first, last = steps if answers_first else reversed(steps)
    first()
    assert links.own(twins, "Femi") == []
    last()
    assert links.own(twins, "Femi") == ["Ben"]
    event = AuditEvent.objects.get(event=Event.FAMILY_SECONDED)
    assert event.person_id == twins.staff["Nora"].person_id


def test_never_the_one_who_made_the_link(twins: House) -> None:
    links.link(twins, "Femi", "Ben")
    with pytest.raises(NotAllowedError):
        second(twins, "Femi", "Ben", by="Maggie")
    for name in ("Sen", "Priya", "Femi"):
        with pytest.raises(NotAllowedError):
            second(twins, "Femi", "Ben", by=name)
    assert links.state(twins, "Femi", "Ben") is LinkState.WAITING


def test_what_needs_no_second_cannot_be_given_one(twins: House, hollies: House) -> None:
    links.link(twins, "Femi", "Kofi")
    with pytest.raises(NotFoundError):
        second(twins, "Femi", "Kofi", by="Nora")
    with pytest.raises(NotFoundError):
        actions.second_link(actor=twins.actor("Nora"), link_id=hollies.links["Petra", "Zed"].pk)
    links.link(twins, "Femi", "Ben")
    second(twins, "Femi", "Ben", by="Nora")
    with pytest.raises(NotFoundError):
        second(twins, "Femi", "Ben", by="Nora")


def test_the_same_birth_date_alone_asks_for_nobody(house: House) -> None:
    links.share_birthday(house, "Kofi", "Amara")
    Child.objects.filter(pk=house.children["Kofi"].pk).update(full_name="Oscar Whitlock")
    assert links.link(house, "Femi", "Amara").second_reason == ""


def test_the_same_birth_date_and_the_same_adult_does(house: House) -> None:
    """Step-siblings of different names, born on the same day."""
    links.share_birthday(house, "Kofi", "Amara")
    Child.objects.filter(pk=house.children["Kofi"].pk).update(full_name="Oscar Whitlock")
    links.link(house, "Femi", "Kofi")
    assert links.link(house, "Femi", "Amara").second_reason == SecondReason.NAMESAKE


def test_a_namesake_who_has_left_does_not_count(house: House) -> None:
    links.share_birthday(house, "Leo", "Amara")
    assert links.link(house, "Femi", "Amara").second_reason == ""


def test_more_adults_than_chosen(house: House) -> None:
    assert links.link(house, "Femi", "Amara").second_reason == ""
    over = links.link(house, "Ola", "Amara")
    assert over.second_reason == SecondReason.NUMBER
    house.choose(most_linked_adults=6)
    assert links.link(house, "Ade", "Amara").second_reason == ""


def test_one_who_was_linked_and_is_linked_again_counts_once(house: House) -> None:
    house.choose(most_linked_adults=3)
    actions.unlink_family(**links.of(house, "Nana", "Amara"))
    assert links.link(house, "Nana", "Amara").second_reason == ""


def test_who_links_themselves_needs_a_colleague(house: House) -> None:
    """A nominated member may be a parent too, and then somebody else looks."""
    maggie = house.staff["Maggie"].person
    house.family["Maggie, mother"] = accounts.admit_person(
        actor=house.system, full_name=maggie.full_name, user_name=maggie.user_name, role=Role.PARENT
    )
    made = links.link(house, "Maggie, mother", "Kofi")
    assert made.second_reason == SecondReason.OWN


def test_what_the_journal_itself_linked_may_be_seconded_by_anybody(twins: House) -> None:
    twins.links["Femi", "Ben"] = actions.link_family(
        actor=twins.system,
        child_id=twins.children["Ben"].pk,
        membership=links.admit(twins, "Femi"),
        relation="father",
    )
    second(twins, "Femi", "Ben", by="Maggie")
    links.answer_rightly(twins, "Femi", "Ben")
    assert links.own(twins, "Femi") == ["Ben"]


def test_whether_there_is_a_second_member(house: House) -> None:
    maggie = house.actor("Maggie")
    assert not queries.has_second_member(maggie)
    links.add_second_member(house)
    assert queries.has_second_member(maggie)
    accounts.end_membership(actor=maggie, membership_id=house.staff["Nora"].pk)
    assert not queries.has_second_member(maggie)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_are_one(house: House) -> None:
    add_child(house, "Bea", "Acorns", months=41)
    links.add_second_member(house)
    links.link(house, "Femi", "Ben")
    answers = at_once(house.setting.pk, *[lambda: second(house, "Femi", "Ben", by="Nora")] * 3)
    assert sum(isinstance(one, FamilyLink) for one in answers) == 1, answers
    assert all(isinstance(one, (FamilyLink, ConflictError, NotFoundError)) for one in answers)
    assert AuditEvent.objects.filter(event=Event.FAMILY_SECONDED).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_adults_at_once_do_not_both_take_the_last_place(house: House) -> None:
    house.choose(most_linked_adults=4)
    for name in ("Femi", "Ola"):
        links.admit(house, name)
    at_once(
        house.setting.pk,
        lambda: links.link(house, "Femi", "Amara"),
        lambda: links.link(house, "Ola", "Amara"),
    )
    made = FamilyLink.objects.filter(membership__in=[house.family["Femi"], house.family["Ola"]])
    assert sorted(made.values_list("second_reason", flat=True)) == ["", SecondReason.NUMBER]


def test_links_by_the_cast_are_confirmed_by_the_journal_alone(house: House) -> None:
    add_family(house, "Ade", ("Ben", "uncle"))
    assert links.own(house, "Ade") == ["Ben"]
    for name in ("Maggie", "Sen", "Grace"):
        with pytest.raises(NotAllowedError):
            links.link(house, "Femi", "Ben", by=name, is_confirmed=True)
