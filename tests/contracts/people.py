"""Every action on people and their access once, with the event that it leaves; everything typed holds ``MARK``."""

import dataclasses
import datetime as dt
from collections.abc import Iterator
from functools import partial
from typing import Any

from heartsease.domain.access.permissions import Role, Scope
from heartsease.domain.accounts import actions as accounts
from heartsease.domain.accounts import queries, reviewing
from heartsease.domain.accounts.models import AccessReview, Membership
from heartsease.domain.audit.rules import Event
from heartsease.domain.journal import actions as journal
from heartsease.kernel import clock
from tests import entries
from tests.cast import House
from tests.contracts.ways_in import MARK, Step


def of_people(house: House) -> Iterator[Step]:
    """Somebody new, from the admission to the end."""
    maggie, today = house.actor("Maggie"), clock.today(house.system.zone)
    secrets: list[str] = []

    def new() -> Membership:
        return Membership.objects.select_related("setting", "person").get(pk=house.staff["New"].pk)

    def admit() -> None:
        house.staff["New"] = accounts.admit_person(
            actor=maggie, full_name=f"New {MARK}", user_name=f"new.{MARK}", role=Role.PRACTITIONER
        )

    def make_link() -> None:
        secrets.append(accounts.make_sign_in_link(actor=maggie, membership=new(), lifetime=dt.timedelta(days=1)))

    def change() -> None:
        before = queries.access_of(new())
        after = dataclasses.replace(before, scope=Scope.ALL)
        accounts.change_access(**of_new, before=before, after=after, reason=f"{MARK} why")

    yield "accounts.admit_person", Event.PERSON_ADMITTED, admit
    of_new: dict[str, Any] = {"actor": maggie, "membership_id": house.staff["New"].pk}
    checks = accounts.Checks(checks_seen_on=today, checks_seen_by=f"{MARK} one", trained_on=today, trained_by=MARK)
    yield (
        "accounts.record_checks",
        Event.PERSON_CHANGED,
        lambda: accounts.record_checks(**of_new, checks=checks),
    )
    yield "accounts.make_sign_in_link", Event.SIGN_IN_LINK_MADE, make_link
    yield (
        "accounts.use_sign_in_link",
        Event.PASSWORD_SET,
        lambda: accounts.use_sign_in_link(secret=secrets[0], is_local=False, password=f"{MARK} {MARK} {MARK}"),
    )
    signed_in = house.actor("New")
    yield "accounts.record_sign_out", Event.SIGNED_OUT, lambda: accounts.record_sign_out(actor=signed_in)
    yield (
        "accounts.change_rooms",
        Event.PERSON_CHANGED,
        lambda: accounts.change_rooms(**of_new, rooms=[house.rooms["Oaks"]], reason=f"{MARK} why"),
    )
    yield "accounts.change_access", Event.PERSON_CHANGED, change
    suspend = partial(accounts.suspend_member, **of_new, reason=f"{MARK} why", words=f"{MARK} words")
    yield "accounts.suspend_member", Event.PERSON_SUSPENDED, suspend
    reinstate = partial(accounts.reinstate_member, **of_new, reason=f"{MARK} why")
    yield "accounts.reinstate_member", Event.PERSON_REINSTATED, reinstate
    yield "accounts.end_sessions_of_member", Event.SESSIONS_ENDED, partial(accounts.end_sessions_of_member, **of_new)
    draft = entries.drafted(house, "New", "Kofi", text=MARK)
    yield "accounts.end_membership", Event.PERSON_ENDED, partial(accounts.end_membership, **of_new)
    hand_over = partial(journal.hand_over_drafts, **of_new, to=house.staff["Sen"].pk)
    yield "journal.hand_over_drafts", Event.DRAFT_HANDED_OVER, hand_over
    journal.discard_draft(actor=house.actor("Sen"), observation_id=draft.pk)
    readmit = partial(accounts.readmit_member, **of_new, reason=f"{MARK} why")
    yield "accounts.readmit_member", Event.PERSON_READMITTED, readmit
    yield from of_reviews(house)


def of_reviews(house: House) -> Iterator[Step]:
    """A review of everybody in which the newcomer is removed."""
    maggie, begun = house.actor("Maggie"), list[AccessReview]()
    yield (
        "accounts.start_review",
        Event.REVIEW_STARTED,
        lambda: begun.append(accounts.start_review(actor=maggie)),
    )
    of_review: dict[str, Any] = {"actor": maggie, "review_id": begun[0].pk}
    remove = partial(accounts.remove_in_review, **of_review, membership_id=house.staff["New"].pk)
    yield "accounts.remove_in_review", Event.REVIEW_ANSWERED, remove
    for line in reviewing.lines(maggie, begun[0]):
        if line.is_undecided:
            confirm = partial(
                accounts.confirm_in_review,
                **of_review,
                membership_id=line.membership.pk,
                seen=reviewing.stamp(line.rights),
            )
            yield "accounts.confirm_in_review", Event.REVIEW_ANSWERED, confirm
    yield "accounts.sign_review", Event.REVIEW_SIGNED, partial(accounts.sign_review, **of_review)
