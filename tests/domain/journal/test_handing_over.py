"""What a colleague had begun goes to a senior when their access ends; what was sent keeps its author (clauses 1.10)."""

import pytest

from heartsease.domain.accounts import actions as accounts
from heartsease.domain.accounts.models import Membership
from heartsease.domain.audit.models import AuditEvent
from heartsease.domain.journal import actions, queries
from heartsease.domain.journal.models import Observation, ReviewStep
from heartsease.domain.journal.rules import State
from heartsease.kernel.errors import InvalidInputError, NotAllowedError, NotFoundError
from tests.cast import House
from tests.entries import approved, drafted, fresh, submitted
from tests.people import in_days
from tests.racing import at_once


def end(house: House, name: str = "Priya") -> None:
    accounts.end_membership(actor=house.actor("Maggie"), membership_id=house.staff[name].pk)


def hand_over(house: House, to: str = "Sen", *, by: str = "Maggie", of: str = "Priya") -> int:
    return actions.hand_over_drafts(actor=house.actor(by), membership_id=house.staff[of].pk, to=house.staff[to].pk)


def authors(*entries: Observation) -> list[str]:
    return [fresh(one).author.person.full_name.split()[0] for one in entries]


def test_drafts_and_what_was_returned_go_on_and_what_was_sent_stays(house: House) -> None:
    draft = drafted(house, "Priya", "Amara", photos=1, text="Begun")
    returned = submitted(house, "Priya", "Ben")
    actions.return_with_note(actor=house.actor("Sen"), observation_id=returned.pk, note="Say more")
    waits, shown = submitted(house, "Priya", "Amara"), approved(house, "Priya", "Ben")
    others = drafted(house, "Owen", "Kofi")
    maggie = house.actor("Maggie")
    assert queries.drafts_left_by(maggie, house.staff["Priya"].pk) == 2
    end(house)
    assert hand_over(house) == 2
    assert authors(draft, returned, waits, shown, others) == ["Sen", "Sen", "Priya", "Priya", "Owen"]
    assert queries.drafts_left_by(maggie, house.staff["Priya"].pk) == 0
    assert hand_over(house) == 0


def test_the_senior_goes_on_writing_and_sends_it_to_a_colleague(house: House) -> None:
    draft = drafted(house, "Priya", "Amara", photos=1, text="Begun")
    end(house)
    hand_over(house)
    sen = house.actor("Sen")
    assert [one.pk for one in queries.my_entries(sen)] == [draft.pk]
    actions.submit(actor=sen, observation_id=draft.pk)
    with pytest.raises(NotAllowedError):
        actions.approve(actor=sen, observation_id=draft.pk)
    actions.approve(actor=house.actor("Maggie"), observation_id=draft.pk)
    assert fresh(draft).state == State.PUBLISHED


def test_the_entry_remembers_who_had_begun_it(house: House) -> None:
    returned = submitted(house, "Priya", "Ben")
    actions.return_with_note(actor=house.actor("Sen"), observation_id=returned.pk, note="Say more")
    end(house)
    hand_over(house, to="Maggie")
    steps = [(one.state, one.member.person.full_name.split()[0]) for one in ReviewStep.objects.all()]
    assert steps == [(State.DRAFT, "Priya"), (State.SUBMITTED, "Priya"), (State.RETURNED, "Sen")]
    assert "Say more" in house.client("Maggie").get(f"/capture/{returned.pk}").content.decode()
    event = AuditEvent.objects.get(event="observation:handed_over")
    assert event.child_id == house.children["Ben"].pk
    assert event.details == {"from": str(house.staff["Priya"].pk), "to": str(house.staff["Maggie"].pk)}


def test_as_long_as_somebody_comes_in_their_drafts_are_theirs_alone(house: House) -> None:
    draft = drafted(house, "Priya", "Amara")
    with pytest.raises(NotAllowedError):
        hand_over(house)
    accounts.suspend_member(actor=house.actor("Maggie"), membership_id=house.staff["Priya"].pk, reason="x")
    with pytest.raises(NotAllowedError):
        hand_over(house)
    assert authors(draft) == ["Priya"]


def test_drafts_of_whose_last_day_is_over_can_be_handed_over_too(house: House) -> None:
    draft = drafted(house, "Stu", "Amara")
    Membership.objects.filter(pk=house.staff["Stu"].pk).update(last_day=in_days(house, -1))
    assert hand_over(house, of="Stu") == 1
    assert authors(draft) == ["Sen"]


@pytest.mark.parametrize("heir", ["Owen", "Stu", "Priya"])
def test_only_a_senior_or_nominated_member_in_force_takes_them(heir: str, house: House) -> None:
    draft = drafted(house, "Priya", "Amara")
    end(house)
    with pytest.raises(InvalidInputError) as raised:
        hand_over(house, heir)
    assert set(raised.value.fields) == {"to"}
    end(house, "Sen")
    with pytest.raises(InvalidInputError):
        hand_over(house, "Sen")
    assert authors(draft) == ["Priya"]


def test_what_a_family_has_not_sent_is_never_handed_over(house: House) -> None:
    accounts.end_membership(actor=house.actor("Maggie"), membership_id=house.family["Rosa"].pk)
    with pytest.raises(NotAllowedError):
        actions.hand_over_drafts(
            actor=house.actor("Maggie"), membership_id=house.family["Rosa"].pk, to=house.staff["Sen"].pk
        )


def test_nobody_else_hands_over_and_nothing_of_another_setting(house: House, hollies: House) -> None:
    drafted(house, "Priya", "Amara")
    end(house)
    for name in ("Sen", "Owen", "Stu"):
        with pytest.raises(NotAllowedError):
            hand_over(house, by=name)
        with pytest.raises(NotAllowedError):
            queries.drafts_left_by(house.actor(name), house.staff["Priya"].pk)
    maggie, hazel = house.actor("Maggie"), hollies.staff["Hazel"].pk
    for membership_id, to in ((house.staff["Priya"].pk, hazel), (hazel, house.staff["Sen"].pk)):
        with pytest.raises(NotFoundError):
            actions.hand_over_drafts(actor=maggie, membership_id=membership_id, to=to)


@pytest.mark.django_db(transaction=True)
def test_handed_over_twice_at_once_goes_to_one(house: House) -> None:
    draft = drafted(house, "Priya", "Amara")
    end(house)
    answers = at_once(house.setting.pk, lambda: hand_over(house, "Sen"), lambda: hand_over(house, "Maggie"))
    assert sorted(answers) == [0, 1]  # type: ignore[type-var]  # nothing was raised
    assert ReviewStep.objects.filter(observation=draft).count() == 1
