"""Suspended, ended, back again: what closes at once, and what it takes to open it (clauses 1.10, 14.6)."""

import datetime as dt
from collections.abc import Callable
from functools import partial

import pytest
from django.test import Client

from heartsease.domain.access.permissions import Role
from heartsease.domain.access.scope import in_setting
from heartsease.domain.accounts import actions, overviews
from heartsease.domain.accounts.models import AccessChange, Badge, Device, Membership, Pin, Session, SignInLink
from heartsease.domain.accounts.rules import PersonState
from heartsease.domain.audit.models import AuditEvent
from heartsease.kernel.errors import ConflictError, InvalidInputError, NotAllowedError, NotFoundError
from tests.cast import PASSWORD, House, add_staff
from tests.people import REASON, access, change, fresh, in_days, second_member, see_checks
from tests.racing import at_once

WORDS = "Please ring Maggie on Monday."


def state(house: House, name: str) -> PersonState:
    return fresh(house.staff[name]).state(in_days(house, 0))


def suspend(house: House, name: str, **said: object) -> None:
    said = {"reason": REASON, **said}
    actions.suspend_member(actor=house.actor("Maggie"), membership_id=house.staff[name].pk, **said)  # type: ignore[arg-type]


def end(house: House, name: str) -> None:
    actions.end_membership(actor=house.actor("Maggie"), membership_id=house.staff[name].pk)


def readmit(house: House, name: str, **said: object) -> None:
    said = {"reason": REASON, **said}
    actions.readmit_member(
        actor=house.actor("Maggie"),
        membership_id=house.staff[name].pk,
        **said,  # type: ignore[arg-type]
    )


def give_everything(house: House, name: str) -> Device:
    """A PIN, a badge, a link, a session and an approved device of their own."""
    membership = house.staff[name]
    house.choose(badges_are_used=True)
    see_checks(house, membership)
    change(house, name, has_offsite_right=True, reason=REASON)
    actions.make_pin(actor=house.actor(name))
    actions.make_badge(actor=house.actor("Maggie"), membership_id=membership.pk)
    asked = actions.ask_for_device(membership=fresh(membership), browser="", source="192.0.2.1").device
    actions.answer_device(actor=house.actor("Maggie"), device_id=asked.pk, is_approved=True)
    AccessChange.objects.all().delete()
    return asked


def test_suspending_shuts_the_door_and_takes_nothing_away(house: House) -> None:
    priya = house.client("Priya")
    own = give_everything(house, "Priya")
    assert priya.get("/today").status_code == 200
    suspend(house, "Priya", words=WORDS, review_on=in_days(house, 7))
    assert priya.get("/today").status_code == 401
    assert state(house, "Priya") is PersonState.SUSPENDED
    assert not Session.objects.filter(membership=house.staff["Priya"]).exists()
    assert Pin.objects.filter(membership=house.staff["Priya"]).exists()
    assert Device.objects.get(pk=own.pk).state == "active"
    row = fresh(house.staff["Priya"])
    assert (row.suspension_reason, row.suspension_words, row.review_on) == (REASON, WORDS, in_days(house, 7))
    assert AuditEvent.objects.get(event="person:suspended").details == {}
    kept = AccessChange.objects.get()
    assert (kept.before, kept.after, kept.reason) == ({"state": "active"}, {"state": "suspended"}, REASON)


def test_the_suspended_person_reads_the_words_and_never_the_reason(house: House) -> None:
    person = house.staff["Priya"].person
    person.set_password(PASSWORD)
    person.save()
    suspend(house, "Priya", words=WORDS, review_on=in_days(house, 7))
    tablet = house.at_tablet(Client(headers={"Accept": "text/html"}))
    page = tablet.post("/sign-in", {"user_name": person.user_name, "password": PASSWORD}).content.decode()
    assert WORDS in page
    assert REASON not in page
    assert f"{in_days(house, 7).day} " in page
    assert "Amara" not in page


def test_reinstating_needs_a_reason_and_gives_all_of_it_back(house: House) -> None:
    give_everything(house, "Priya")
    suspend(house, "Priya", words=WORDS, review_on=in_days(house, 7))
    act = partial(actions.reinstate_member, actor=house.actor("Maggie"), membership_id=house.staff["Priya"].pk)
    with pytest.raises(InvalidInputError):
        act(reason=" ")
    act(reason="All is well")
    assert state(house, "Priya") is PersonState.ACTIVE
    row = fresh(house.staff["Priya"])
    assert (row.suspension_reason, row.suspension_words, row.review_on) == ("", "", None)
    assert house.client("Priya").get("/today").status_code == 200
    with pytest.raises(ConflictError):
        act(reason="Again")


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"reason": "x" * 501}, "reason"),
        ({"words": "x" * 501}, "words"),
        ({"review_on": -1}, "review_on"),
    ],
)
def test_what_a_suspension_needs(said: dict[str, object], field: str, house: House) -> None:
    if "review_on" in said:
        said = {"review_on": in_days(house, -1)}
    with pytest.raises(InvalidInputError) as raised:
        suspend(house, "Priya", **said)
    assert set(raised.value.fields) == {field}
    assert state(house, "Priya") is PersonState.ACTIVE


def test_who_cannot_be_suspended(house: House) -> None:
    with pytest.raises(NotAllowedError, match="suspend yourself"):
        suspend(house, "Maggie")
    second_member(house)
    nora = house.actor("Nora")
    suspend(house, "Nora")
    with pytest.raises(ConflictError):
        suspend(house, "Nora")
    with pytest.raises(NotAllowedError, match="record of their child"):
        actions.suspend_member(actor=house.actor("Maggie"), membership_id=house.family["Grace"].pk, reason=REASON)
    with pytest.raises(NotAllowedError, match="last nominated member"):
        actions.suspend_member(actor=nora, membership_id=house.staff["Maggie"].pk, reason=REASON)


def test_ending_closes_every_way_in_at_once(house: House) -> None:
    priya = house.client("Priya")
    own = give_everything(house, "Priya")
    actions.make_sign_in_link(
        actor=house.actor("Maggie"),
        membership=fresh(house.staff["Priya"]),
        lifetime=dt.timedelta(days=1),
    )
    assert priya.get("/today").status_code == 200
    end(house, "Priya")
    assert priya.get("/today").status_code == 401
    theirs = {"membership": house.staff["Priya"]}
    assert not Session.objects.filter(**theirs).exists()
    assert not Pin.objects.filter(**theirs).exists()
    assert not Badge.objects.filter(**theirs, revoked_at=None).exists()
    assert not SignInLink.objects.filter(**theirs, used_at=None).exists()
    assert Device.objects.get(pk=own.pk).state == "retired"
    assert {"person:ended", "device:retired"} <= set(AuditEvent.objects.values_list("event", flat=True))
    assert AccessChange.objects.get().after == {"state": "ended"}
    with pytest.raises(ConflictError):
        end(house, "Priya")


def test_an_own_device_stays_for_another_role_of_the_same_person(house: House) -> None:
    own = give_everything(house, "Priya")
    priya = house.staff["Priya"].person
    actions.admit_person(actor=house.system, full_name=priya.full_name, user_name=priya.user_name, role=Role.SENIOR)
    end(house, "Priya")
    assert Device.objects.get(pk=own.pk).state == "active"


def test_ending_at_one_setting_ends_nothing_at_another(house: House, hollies: House) -> None:
    priya = house.staff["Priya"].person
    with in_setting(hollies.setting.pk):
        hollies.staff["Priya"] = actions.admit_person(
            actor=hollies.system, full_name=priya.full_name, user_name=priya.user_name, role=Role.SENIOR
        )
        Membership.objects.filter(pk=hollies.staff["Priya"].pk).update(came_in_at=hollies.setting.created_at)
    there = hollies.client("Priya")
    end(house, "Priya")
    assert there.get("/today").status_code == 200


def test_coming_back_needs_a_reason_and_opens_no_old_way_in(house: House) -> None:
    give_everything(house, "Priya")
    before = access(house, "Priya")
    end(house, "Priya")
    with pytest.raises(InvalidInputError) as raised:
        readmit(house, "Priya", reason="")
    assert set(raised.value.fields) == {"reason"}
    readmit(house, "Priya")
    assert state(house, "Priya") is PersonState.ACTIVE
    assert access(house, "Priya") == before
    assert not Pin.objects.filter(membership=house.staff["Priya"]).exists()
    assert not Badge.objects.filter(membership=house.staff["Priya"], revoked_at=None).exists()
    assert not Device.objects.filter(owner=house.staff["Priya"].person, state="active").exists()
    with pytest.raises(ConflictError):
        readmit(house, "Priya")
    assert AuditEvent.objects.filter(event="person:readmitted").count() == 1


def test_coming_back_after_a_last_day_or_a_suspension(house: House) -> None:
    actions.make_pin(actor=house.actor("Stu"))
    Membership.objects.filter(pk=house.staff["Stu"].pk).update(last_day=in_days(house, -1))
    assert state(house, "Stu") is PersonState.ENDED
    for wrong in (None, in_days(house, -1)):
        with pytest.raises(InvalidInputError) as raised:
            readmit(house, "Stu", last_day=wrong)
        assert set(raised.value.fields) == {"last_day"}
    readmit(house, "Stu", last_day=in_days(house, 20))
    assert fresh(house.staff["Stu"]).last_day == in_days(house, 20)
    assert not Pin.objects.filter(membership=house.staff["Stu"]).exists()
    suspend(house, "Priya", words=WORDS)
    end(house, "Priya")
    readmit(house, "Priya")
    assert (state(house, "Priya"), fresh(house.staff["Priya"]).suspension_words) == (PersonState.ACTIVE, "")
    assert [one.after for one in overviews.access_changes(house.actor("Maggie"), house.staff["Priya"])] == [
        {"state": "active"},
        {"state": "ended"},
        {"state": "suspended"},
    ]


def test_ending_all_sessions_lets_them_come_in_again(house: House) -> None:
    one, two = house.client("Priya"), house.client("Priya")
    owen = house.client("Owen")
    assert len(overviews.sessions_of(house.actor("Maggie"), house.staff["Priya"])) == 2
    actions.end_sessions_of_member(actor=house.actor("Maggie"), membership_id=house.staff["Priya"].pk)
    assert [client.get("/today").status_code for client in (one, two, owen)] == [401, 401, 200]
    assert overviews.sessions_of(house.actor("Maggie"), house.staff["Priya"]) == []
    assert house.client("Priya").get("/today").status_code == 200


@pytest.mark.parametrize("name", ["Sen", "Priya", "Stu", "Grace", "Nana"])
def test_nobody_else_does_any_of_it(name: str, house: House, hollies: House) -> None:
    actor = house.actor(name)
    acts: list[Callable[..., object]] = [
        partial(actions.suspend_member, reason=REASON),
        partial(actions.reinstate_member, reason=REASON),
        partial(actions.readmit_member, reason=REASON),
        actions.end_membership,
        actions.end_sessions_of_member,
    ]
    for act in acts:
        with pytest.raises(NotAllowedError):
            act(actor=actor, membership_id=house.staff["Owen"].pk)
        with pytest.raises(NotFoundError):
            act(actor=house.actor("Maggie"), membership_id=hollies.staff["Hazel"].pk)
    assert state(house, "Owen") is PersonState.ACTIVE


@pytest.mark.django_db(transaction=True)
def test_ended_and_suspended_at_once_is_told_once(house: House) -> None:
    add_staff(house, "Nora", Role.NOMINATED_MEMBER)
    owen = {"membership_id": house.staff["Owen"].pk}
    answers = at_once(
        house.setting.pk,
        partial(actions.end_membership, actor=house.actor("Maggie"), **owen),
        partial(actions.end_membership, actor=house.actor("Nora"), **owen),
    )
    assert sorted(type(one).__name__ for one in answers) == ["ConflictError", "NoneType"]
    assert AuditEvent.objects.filter(event="person:ended").count() == 1
