"""What nominated members do with people, in few words."""

import dataclasses
import datetime as dt
from typing import Any

from heartsease.domain.access.permissions import Role
from heartsease.domain.accounts import actions, queries
from heartsease.domain.accounts.models import Membership
from heartsease.domain.accounts.rules import Access
from heartsease.kernel import clock
from tests.cast import House, add_staff

REASON = "Covers in the Oaks"


def see_checks(house: House, membership: Membership) -> None:
    """Record that the checks of somebody were seen."""
    checks = actions.Checks(checks_seen_on=clock.today(house.system.zone), checks_seen_by="Maggie")
    actions.record_checks(actor=house.system, membership_id=membership.pk, checks=checks)


def second_member(house: House) -> Membership:
    """Nora, another nominated member who has come in."""
    add_staff(house, "Nora", Role.NOMINATED_MEMBER)
    return house.staff["Nora"]


def fresh(membership: Membership) -> Membership:
    """The row as the database has it now."""
    return Membership.objects.select_related("person", "setting").get(pk=membership.pk)


def access(house: House, name: str) -> Access:
    """What somebody may do now."""
    return queries.access_of(fresh(house.staff[name]))


def change(house: House, name: str, *, by: str = "Maggie", reason: str = "", **changes: Any) -> None:
    """Change what somebody may do, as a nominated member who has just looked."""
    before = access(house, name)
    actions.change_access(
        actor=house.actor(by),
        membership_id=house.staff[name].pk,
        before=before,
        after=dataclasses.replace(before, **changes),
        reason=reason,
    )


def in_days(house: House, days: int) -> dt.date:
    """The day so many days from today."""
    return clock.today(house.system.zone) + dt.timedelta(days=days)
