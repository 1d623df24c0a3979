"""Links made together are the links that would have been made one after the other, and so are contacts."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from heartsease.domain.access.permissions import Role
from heartsease.domain.accounts.actions import admit_person
from heartsease.domain.audit.models import AuditEvent
from heartsease.domain.children import actions
from heartsease.domain.children.actions.family import _has_namesake
from heartsease.domain.children.models import Child, Contact, FamilyLink
from heartsease.domain.children.rules import SecondReason
from heartsease.kernel.errors import ConflictError, DomainError, NotFoundError
from heartsease.kernel.ids import new_id
from tests.cast import House

ADULTS = ["Grace", "Rosa", "Nana", "Una", "Tom"]
ADDED = {"Una": Role.PARENT, "Tom": Role.RELATIVE}


@pytest.fixture
def families(house: House) -> House:
    """Sunflower with two adults more, twins, and a namesake born on another day."""
    for name, role in ADDED.items():
        house.family[name] = admit_person(
            actor=house.system, full_name=f"{name} Example", user_name=f"{name.lower()}.more", role=role
        )
    ben = house.children["Ben"]
    ben.full_name, ben.birth_date = "Amara Exampel", house.children["Amara"].birth_date
    ben.save(update_fields=["full_name", "birth_date"])
    leo = house.children["Leo"]
    leo.birth_date -= dt.timedelta(days=1)
    leo.save(update_fields=["birth_date"])
    return house


wishes = some.lists(
    some.tuples(
        some.sampled_from(["Amara", "Ben", "Kofi", "Leo", "Mia"]),
        some.sampled_from(ADULTS),
        some.none() | some.integers(0, 7),
        some.booleans(),
    ),
    max_size=8,
)


def new_links(house: House, chosen: list[tuple[str, str, int | None, bool]]) -> list[actions.NewLink]:
    """The links that are wished for; a home is shared with an earlier one of them, or with somebody who is here."""
    made: list[actions.NewLink] = []
    for child, adult, place, holds in chosen:
        of_child = [link.id for link in made if link.child_id == house.children[child].pk]
        of_child += [link.pk for (_name, of), link in house.links.items() if of == child]
        shared = of_child[place % len(of_child)] if of_child and place is not None else None
        made.append(
            actions.NewLink(
                child_id=house.children[child].pk,
                membership=house.family[adult],
                relation=f"relation of {adult}",
                shares_home_with=shared,
                has_parental_responsibility=holds,
            )
        )
    return made


def one_by_one(house: House, links: list[actions.NewLink]) -> None:
    """What ``link_family`` would do, wish by wish."""
    ids: dict[uuid.UUID | None, uuid.UUID] = {}
    for link in links:
        made = actions.link_family(
            actor=house.actor("Maggie"),
            child_id=link.child_id,
            membership=link.membership,
            relation=link.relation,
            shares_home_with=ids.get(link.shares_home_with, link.shares_home_with),
            has_parental_responsibility=link.has_parental_responsibility,
        )
        ids[link.id] = made.pk


def standing(house: House) -> dict[tuple[str, str], Any]:
    """Every link by child and adult: what is said of it, and who shares its household."""
    found = list(FamilyLink.objects.select_related("membership__person", "child").filter(ended_at__isnull=True))
    together: dict[object, set[tuple[str, str]]] = {}
    for link in found:
        together.setdefault(link.household_id, set()).add((link.child.full_name, link.membership.person.full_name))
    return {
        (link.child.full_name, link.membership.person.full_name): (
            link.relation,
            link.has_parental_responsibility,
            link.second_reason,
            link.begins_at is None,
            link.linked_by_id,
            link.confirmed_at is None,
            together[link.household_id],
        )
        for link in found
    }


def outcome(house: House, act: Callable[[], object]) -> object:
    """What stands after ``act``, or the sentence with which it was refused; nothing stays."""
    with transaction.atomic():
        events = AuditEvent.objects.count()
        try:
            with transaction.atomic():
                act()
            found: object = standing(house), AuditEvent.objects.count() - events
        except DomainError as problem:
            found = problem.sentence
        transaction.set_rollback(True)
    return found


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(chosen=wishes)
def test_links_made_together_are_those_made_one_by_one(
    families: House, chosen: list[tuple[str, str, int | None, bool]]
) -> None:
    links = new_links(families, chosen)
    together = outcome(families, lambda: actions.link_families(actor=families.actor("Maggie"), links=links))
    assert together == outcome(families, lambda: one_by_one(families, links))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=25)
@given(chosen=wishes)
def test_a_namesake_is_the_same_when_a_link_is_made_and_when_it_is_confirmed(
    families: House, chosen: list[tuple[str, str, int | None, bool]]
) -> None:
    maggie = families.actor("Maggie")
    with transaction.atomic():
        for wanted in new_links(families, [(child, adult, None, False) for child, adult, _place, _holds in chosen]):
            child = Child.objects.get(pk=wanted.child_id)
            has_namesake = _has_namesake(maggie, child, wanted.membership)
            try:
                link = actions.link_families(actor=maggie, links=[wanted])[0]
            except ConflictError:
                continue
            assert (link.second_reason == SecondReason.NAMESAKE) == has_namesake
        transaction.set_rollback(True)


def test_the_questions_do_not_grow_with_the_links(families: House) -> None:
    """Only the trace does, which has a statement for each."""

    def cost(*chosen: tuple[str, str, int | None, bool]) -> int:
        with CaptureQueriesContext(connection) as asked:
            actions.link_families(actor=families.actor("Maggie"), links=new_links(families, list(chosen)))
        return len(asked) - len(chosen)

    one = cost(("Amara", "Una", None, True))
    assert cost(("Kofi", "Una", None, True), ("Mia", "Tom", None, True), ("Ben", "Una", None, True)) == one


def test_one_that_is_refused_refuses_all(families: House) -> None:
    links = new_links(families, [("Amara", "Una", None, True), ("Amara", "Grace", None, True)])
    before = FamilyLink.objects.count()
    with pytest.raises(ConflictError, match="linked to the child already"):
        actions.link_families(actor=families.actor("Maggie"), links=links)
    assert FamilyLink.objects.count() == before


def test_contacts_saved_together(house: House, hollies: House) -> None:
    amara, ben = house.children["Amara"].pk, house.children["Ben"].pk
    maggie = house.actor("Maggie")

    def of(child_id: Any, name: str, contact_id: Any = None) -> actions.NewContact:
        return actions.NewContact(child_id, actions.ContactDetails(full_name=name, relation="aunt"), contact_id)

    made = actions.save_contacts(actor=maggie, contacts=[of(amara, "One"), of(ben, "Two")])
    assert [(row.child_id, row.full_name) for row in made] == [(amara, "One"), (ben, "Two")]
    actions.save_contacts(actor=maggie, contacts=[of(amara, "One more", made[0].pk), of(ben, "Three")])
    names = Contact.objects.filter(child__in=[amara, ben]).values_list("full_name", flat=True)
    assert sorted(names) == ["One more", "Three", "Two"]
    before = Contact.objects.count()
    for wrong in (
        of(ben, "One", made[0].pk),
        of(amara, "X", new_id()),
        of(hollies.children["Zed"].pk, "X"),
        of(amara, ""),
    ):
        with pytest.raises(DomainError) as refused:
            actions.save_contacts(actor=maggie, contacts=[of(amara, "Four"), wrong])
        assert isinstance(refused.value, NotFoundError) or "full_name" in refused.value.fields
    assert Contact.objects.count() == before
