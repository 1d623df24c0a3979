"""Family links in every state, made by the actions that people use."""

import datetime as dt
from typing import Any

from heartsease.domain.access.permissions import Role
from heartsease.domain.accounts import actions as accounts
from heartsease.domain.accounts.models import Membership
from heartsease.domain.children import actions, queries
from heartsease.domain.children.actions import Answered
from heartsease.domain.children.models import Child, FamilyLink
from heartsease.domain.children.rules import LinkState
from heartsease.kernel import clock
from tests.cast import House, add_staff


def admit(house: House, name: str, role: Role = Role.PARENT) -> Membership:
    """Somebody of a family who is linked to nobody yet."""
    if name not in house.family:
        house.family[name] = accounts.admit_person(
            actor=house.system, full_name=f"{name} Example", user_name=f"{name.lower()}@example.org", role=role
        )
    return house.family[name]


def link(
    house: House, adult: str, child: str, *, by: str = "Maggie", role: Role = Role.PARENT, **more: Any
) -> FamilyLink:
    """A link as a nominated member makes it: it waits for the adult's own answer."""
    made = actions.link_family(
        actor=more.pop("actor", None) or house.actor(by),
        child_id=house.children[child].pk,
        membership=admit(house, adult, role),
        relation=more.pop("relation", "aunt"),
        **more,
    )
    house.links[adult, child] = made
    return made


def answer(house: House, adult: str, birth_date: dt.date) -> Answered:
    """What an adult's answer comes to."""
    return actions.answer_birth_date(actor=house.actor(adult), birth_date=birth_date)


def answer_rightly(house: House, adult: str, child: str) -> Answered:
    """The adult gives the child's birth date."""
    return answer(house, adult, house.children[child].birth_date)


def wrong_day(house: House) -> dt.date:
    """A day on which no child of the cast was born."""
    return clock.today(house.system.zone) - dt.timedelta(days=1_000)


def of(house: House, adult: str, child: str, *, by: str = "Maggie") -> dict[str, Any]:
    """What an act on a link takes."""
    return {
        "actor": house.actor(by),
        "child_id": house.children[child].pk,
        "link_id": house.links[adult, child].pk,
    }


def suspend(house: House, adult: str, child: str, *, words: str = "Please talk to us.") -> None:
    """Pause somebody's access for a month."""
    actions.suspend_family(
        **of(house, adult, child),
        reason="Pictures were passed on.",
        words=words,
        review_on=clock.today(house.system.zone) + dt.timedelta(days=30),
    )


def restrict(house: House, adult: str, child: str) -> None:
    """Keep a linked adult from a child's journal."""
    actions.restrict_access(**of(house, adult, child), reason="An order of the court.")


def add_second_member(house: House) -> str:
    """Another nominated member; the name."""
    if "Nora" not in house.staff:
        add_staff(house, "Nora", Role.NOMINATED_MEMBER)
    return "Nora"


def share_birthday(house: House, name: str, other: str) -> None:
    """Let one child be born on the day of another."""
    house.children[name].birth_date = house.children[other].birth_date
    Child.objects.filter(pk=house.children[name].pk).update(birth_date=house.children[other].birth_date)


def state(house: House, adult: str, child: str) -> LinkState:
    """Where a link stands."""
    return queries.link(house.system, house.children[child].pk, house.links[adult, child].pk).state


def own(house: House, adult: str) -> list[str]:
    """Whose journals are open to somebody."""
    return [one.child.first_name for one in queries.own_children(house.actor(adult))]
