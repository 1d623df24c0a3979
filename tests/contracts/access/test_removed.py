"""A right that is removed while somebody is signed in is gone at their next request (guarantees G7 to G10, G14)."""

import dataclasses
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from heartsease.domain.access.permissions import Role, Scope
from heartsease.domain.accounts import actions as accounts
from heartsease.domain.accounts import queries as account_queries
from heartsease.domain.accounts.models import Membership, Session
from heartsease.domain.children import actions as children
from heartsease.domain.children.models import SensitiveFacts
from heartsease.domain.children.rules import Purpose
from heartsease.domain.journal import actions as journal
from heartsease.domain.journal.models import Observation
from heartsease.domain.setting import actions as setting_actions
from heartsease.domain.setting.models import Setting
from heartsease.kernel import clock
from tests import entries
from tests.cast import PASSWORD, House
from tests.contracts.access.test_table import word_of
from tests.entries import photo_ids

REASON = "As agreed with the manager"


@dataclass(frozen=True, slots=True)
class Removal:
    """What ``who`` gets before and after something is done, at their very next request."""

    who: str
    address: str
    act: Callable[[House], object]
    after: str
    before: str = "ok"


def change(house: House, name: str, **changes: object) -> None:
    before = account_queries.access_of(house.staff[name])
    after = dataclasses.replace(before, **changes)  # type: ignore[arg-type]  # the fields' own types
    accounts.change_access(
        actor=house.signed_in("Maggie"),
        membership_id=house.staff[name].pk,
        before=before,
        after=after,
        reason=REASON,
    )


def choose(house: House, **changes: object) -> None:
    row = Setting.objects.get(pk=house.setting.pk)
    choices = dataclasses.replace(row.chosen, **changes)  # type: ignore[arg-type]  # the fields' own types
    setting_actions.change_choices(actor=house.signed_in("Maggie"), choices=choices, reason=REASON)


def pause(house: House) -> None:
    children.suspend_family(
        actor=house.signed_in("Maggie"),
        child_id=house.children["Amara"].pk,
        link_id=house.links["Tunde", "Amara"].pk,
        reason=REASON,
        words="Please come and see us.",
        review_on=clock.today(house.system.zone) + dt.timedelta(days=30),
    )


def withdraw(house: House) -> None:
    [entry] = Observation.objects.filter(state="published")
    journal.withdraw(actor=house.actor("Sen"), observation_id=entry.pk)


def protect(house: House) -> None:
    facts = SensitiveFacts(child=house.children["Ben"], is_protected=True)
    children.save_sensitive_facts(actor=house.signed_in("Maggie"), facts=facts)


def of_maggie(act: Callable[..., object], **what: Callable[[House], object]) -> Callable[[House], object]:
    """An act of the nominated member's."""
    return lambda house: act(actor=house.signed_in("Maggie"), **{name: get(house) for name, get in what.items()})


def member(name: str) -> Callable[[House], object]:
    return lambda house: house.staff[name].pk


def change_password(house: House) -> None:
    """Even the same password, stored anew, is another one to every session."""
    person = house.family["Grace"].person
    person.set_password(PASSWORD)
    person.save(update_fields=["password"])


def link(name: str) -> dict[str, Callable[[House], object]]:
    return {
        "child_id": lambda house: house.children["Amara"].pk,
        "link_id": lambda house: house.links[name, "Amara"].pk,
    }


def others_sessions(name: str) -> Callable[[House], object]:
    """What somebody does about their own sessions from another device."""

    def act(house: House) -> None:
        actor = house.signed_in(name)
        for session in Session.objects.filter(person_id=actor.person).exclude(public_id=actor.session):
            accounts.end_own_session(actor=actor, session_id=session.public_id)

    return act


REMOVALS = {
    "another role": Removal("Sen", "/review", lambda house: change(house, "Sen", role=Role.PRACTITIONER), "no"),
    "access ended": Removal(
        "Priya", "/today", of_maggie(accounts.end_membership, membership_id=member("Priya")), "sign in"
    ),
    "suspended": Removal(
        "Priya",
        "/today",
        of_maggie(accounts.suspend_member, membership_id=member("Priya"), reason=lambda _house: REASON),
        "sign in",
    ),
    "the last day is over": Removal(
        "Stu",
        "/today",
        lambda house: Membership.objects.filter(pk=house.staff["Stu"].pk).update(
            last_day=clock.today(house.system.zone) - dt.timedelta(days=1)
        ),
        "sign in",
    ),
    "tablet lost": Removal(
        "Priya", "/today", of_maggie(accounts.report_device_lost, device_id=lambda house: house.tablet.pk), "sign in"
    ),
    "tablet retired": Removal(
        "Priya", "/today", of_maggie(accounts.retire_device, device_id=lambda house: house.tablet.pk), "sign in"
    ),
    "signed out by a nominated member": Removal(
        "Priya", "/today", of_maggie(accounts.end_sessions_of_member, membership_id=member("Priya")), "sign in"
    ),
    "session ended from elsewhere": Removal("Priya", "/today", others_sessions("Priya"), "sign in"),
    "password changed elsewhere": Removal(
        "Grace",
        "/journal",
        change_password,
        "sign in",
    ),
    "log-in known": Removal(
        "Priya", "/today", lambda house: accounts.report_login_known(actor=house.signed_in("Priya")), "sign in"
    ),
    "rooms taken away": Removal("Stu", "/children/AMARA", lambda house: change(house, "Stu", rooms=frozenset()), "–"),
    "a narrower scope": Removal(
        "Stu", "/children/AMARA", lambda house: choose(house, staff_scope=Scope.KEY_CHILDREN), "–"
    ),
    "link ended": Removal("Tunde", "/journal/AMARA", of_maggie(children.unlink_family, **link("Tunde")), "–"),
    "link ended, the picture": Removal(
        "Tunde", "/pictures/PHOTO/large", of_maggie(children.unlink_family, **link("Tunde")), "–"
    ),
    "access paused": Removal("Tunde", "/journal/AMARA", pause, "gate"),
    "access restricted": Removal(
        "Tunde",
        "/journal/AMARA",
        of_maggie(children.restrict_access, reason=lambda _house: REASON, **link("Tunde")),
        "–",
    ),
    "photographs withdrawn": Removal(
        "Grace", "/pictures/PHOTO/large", lambda house: house.permit("Amara", {Purpose.OWN_JOURNAL: False}), "–"
    ),
    "another family withdraws": Removal(
        "Grace", "/pictures/PHOTO/large", lambda house: house.permit("Ben", {Purpose.OTHERS_JOURNALS: False}), "–"
    ),
    "another child is protected": Removal("Grace", "/pictures/PHOTO/large", protect, "–"),
    "the entry is withdrawn": Removal("Grace", "/pictures/PHOTO/large", withdraw, "–"),
}


@pytest.mark.parametrize("removed", REMOVALS)
def test_it_is_gone_at_the_next_request(house: House, removed: str) -> None:
    case = REMOVALS[removed]
    entry = entries.published(house, "Maggie", "Amara", "Ben", photos=1)
    client = house.client(case.who)
    address = case.address.replace("AMARA", str(house.children["Amara"].pk)).replace("PHOTO", str(photo_ids(entry)[0]))
    assert word_of(client.get(address, headers={"Accept": "text/html"})) == case.before
    case.act(house)
    assert word_of(client.get(address, headers={"Accept": "text/html"})) == case.after
