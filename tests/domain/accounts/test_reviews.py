"""The access review: everybody confirmed or removed, those admitted meanwhile too, then signed (clauses 3.4)."""

import datetime as dt
from collections.abc import Callable, Iterable
from functools import partial

import pytest

from heartsease.domain.access.permissions import Role, Scope
from heartsease.domain.accounts import actions, reviewing
from heartsease.domain.accounts.models import AccessReview, AccessReviewAnswer, Membership
from heartsease.domain.accounts.rules import PersonState
from heartsease.domain.audit.models import AuditEvent
from heartsease.domain.setting.models import Setting
from heartsease.kernel import clock
from heartsease.kernel.errors import ConflictError, InvalidInputError, NotAllowedError, NotFoundError
from heartsease.kernel.ids import new_id
from tests.cast import House, add_staff
from tests.people import REASON, change, fresh, in_days, second_member
from tests.racing import at_once

EVERYBODY = ["Maggie", "Sen", "Owen", "Priya", "Stu", "Grace", "Omar", "Rosa", "Tunde", "Nana"]


@pytest.fixture
def review(house: House) -> AccessReview:
    """A review that Maggie has begun."""
    return actions.start_review(actor=house.actor("Maggie"))


def named(lines: Iterable[reviewing.ReviewLine]) -> list[str]:
    return [one.membership.person.full_name.split()[0] for one in lines]


def undecided(house: House, review: AccessReview) -> list[str]:
    return named(one for one in reviewing.lines(house.actor("Maggie"), review) if one.is_undecided)


def member(house: House, name: str) -> Membership:
    return fresh(house.staff.get(name) or house.family[name])


def confirm(house: House, review: AccessReview, *names: str, by: str = "Maggie") -> None:
    for name in names:
        one = member(house, name)
        seen = reviewing.stamp(reviewing.rights_of(one))
        actions.confirm_in_review(actor=house.actor(by), review_id=review.pk, membership_id=one.pk, seen=seen)


def remove(house: House, review: AccessReview, name: str, *, by: str = "Maggie") -> None:
    actions.remove_in_review(actor=house.actor(by), review_id=review.pk, membership_id=member(house, name).pk)


def sign(house: House, review: AccessReview, *, by: str = "Maggie") -> None:
    actions.sign_review(actor=house.actor(by), review_id=review.pk)


def test_everybody_is_listed_by_role_and_nobody_who_has_ended(house: House, review: AccessReview) -> None:
    assert undecided(house, review) == EVERYBODY
    actions.suspend_member(actor=house.actor("Maggie"), membership_id=house.staff["Owen"].pk, reason=REASON)
    actions.end_membership(actor=house.actor("Maggie"), membership_id=house.staff["Stu"].pk)
    Membership.objects.filter(pk=house.family["Omar"].pk).update(last_day=in_days(house, -1))
    assert undecided(house, review) == [name for name in EVERYBODY if name not in {"Stu", "Omar"}]


def test_a_line_says_what_is_confirmed(house: House, review: AccessReview) -> None:
    owen = house.staff["Owen"]
    Membership.objects.filter(pk=owen.pk).update(has_offsite_right=True)
    asked = actions.ask_for_device(membership=fresh(owen), browser="", source="192.0.2.1").device
    actions.answer_device(actor=house.actor("Maggie"), device_id=asked.pk, is_approved=True)
    line = next(one for one in reviewing.lines(house.actor("Maggie"), review) if one.membership.pk == owen.pk)
    assert line.rights == {
        "role": "practitioner",
        "scope": "",
        "rooms": [str(house.rooms["Oaks"].pk)],
        "has_offsite_right": True,
        "last_day": None,
    }
    assert line.devices == 1


def test_it_is_signed_only_when_everybody_is_decided(house: House, review: AccessReview) -> None:
    confirm(house, review, *EVERYBODY[:-2])
    remove(house, review, "Tunde")
    with pytest.raises(InvalidInputError, match="still to be confirmed"):
        sign(house, review)
    confirm(house, review, "Nana")
    sign(house, review)
    signed = reviewing.review(house.actor("Maggie"), review.pk)
    assert (signed.signed_by, signed.confirmed, signed.removed) == (house.staff["Maggie"], 9, 1)  # type: ignore[attr-defined]  # counted by the query
    assert member(house, "Tunde").ended_at is not None
    assert member(house, "Priya").reviewed_at is not None
    assert AuditEvent.objects.filter(event="access_review:signed", subject_id=review.pk).count() == 1
    assert AuditEvent.objects.filter(event="access_review:answered").count() == 10


def test_who_is_admitted_or_comes_back_meanwhile_is_decided_too(house: House, review: AccessReview) -> None:
    confirm(house, review, *[name for name in EVERYBODY if name != "Owen"])
    remove(house, review, "Owen")
    assert undecided(house, review) == []
    add_staff(house, "Nia", Role.STUDENT, "Oaks")
    actions.readmit_member(actor=house.actor("Maggie"), membership_id=house.staff["Owen"].pk, reason=REASON)
    assert undecided(house, review) == ["Owen", "Nia"]
    with pytest.raises(InvalidInputError):
        sign(house, review)
    confirm(house, review, "Owen", "Nia")
    sign(house, review)


def test_rights_changed_after_they_were_confirmed_are_looked_at_again(house: House, review: AccessReview) -> None:
    confirm(house, review, *EVERYBODY)
    change(house, "Priya", scope=Scope.ALL, reason=REASON)
    assert undecided(house, review) == ["Priya"]
    with pytest.raises(InvalidInputError):
        sign(house, review)


def test_nobody_confirms_rights_that_the_page_did_not_show(house: House, review: AccessReview) -> None:
    seen = reviewing.stamp(reviewing.rights_of(member(house, "Priya")))
    change(house, "Priya", scope=Scope.ALL, reason=REASON)
    act = partial(actions.confirm_in_review, actor=house.actor("Maggie"), review_id=review.pk)
    with pytest.raises(ConflictError, match="Priya"):
        act(membership_id=house.staff["Priya"].pk, seen=seen)
    actions.end_membership(actor=house.actor("Maggie"), membership_id=house.staff["Stu"].pk)
    with pytest.raises(ConflictError, match="Stu"):
        act(
            membership_id=house.staff["Stu"].pk,
            seen=reviewing.stamp(reviewing.rights_of(member(house, "Stu"))),
        )
    assert not AccessReviewAnswer.objects.exists()


def test_removing_is_ending_with_the_same_rules(house: House, review: AccessReview) -> None:
    priya = house.client("Priya")
    remove(house, review, "Priya")
    assert priya.get("/today").status_code == 401
    assert member(house, "Priya").state(in_days(house, 0)) is PersonState.ENDED
    with pytest.raises(NotAllowedError, match="last nominated member"):
        remove(house, review, "Maggie")
    assert not AccessReviewAnswer.objects.filter(membership=house.staff["Maggie"]).exists()
    with pytest.raises(ConflictError):
        remove(house, review, "Priya")


def test_a_signed_review_stays_as_it_is(house: House, review: AccessReview) -> None:
    confirm(house, review, *EVERYBODY)
    sign(house, review)
    for act in (partial(confirm, house, review, "Priya"), partial(remove, house, review, "Priya")):
        with pytest.raises(ConflictError, match="signed already"):
            act()
    with pytest.raises(ConflictError, match="signed already"):
        sign(house, review)
    change(house, "Priya", scope=Scope.ALL, reason=REASON)
    add_staff(house, "Nia", Role.STUDENT, "Oaks")
    again = reviewing.review(house.actor("Maggie"), review.pk)
    lines = reviewing.lines(house.actor("Maggie"), again)
    assert named(lines) == EVERYBODY
    assert not any(one.is_undecided for one in lines)
    assert next(one for one in lines if one.membership == house.staff["Priya"]).rights["scope"] == ""


def test_one_review_at_a_time_and_then_another(house: House, review: AccessReview) -> None:
    maggie = house.actor("Maggie")
    with pytest.raises(ConflictError):
        actions.start_review(actor=maggie)
    assert reviewing.open_review(maggie) == review
    confirm(house, review, *EVERYBODY)
    sign(house, review)
    assert reviewing.open_review(maggie) is None
    again = actions.start_review(actor=maggie)
    assert [one.pk for one in reviewing.reviews(maggie)] == [again.pk, review.pk]
    assert undecided(house, again) == EVERYBODY


def test_when_the_next_one_is_due(house: House) -> None:
    maggie = house.actor("Maggie")

    def is_due() -> bool:
        return reviewing.is_due(maggie, Setting.objects.get(pk=house.setting.pk))

    assert not is_due()
    Setting.objects.filter(pk=house.setting.pk).update(created_at=clock.now() - dt.timedelta(days=121))
    assert is_due()
    review = actions.start_review(actor=maggie)
    assert is_due()
    confirm(house, review, *EVERYBODY)
    sign(house, review)
    assert not is_due()
    AccessReview.objects.update(signed_at=clock.now() - dt.timedelta(days=60))
    assert not is_due()
    house.choose(access_review_days=45)
    assert is_due()


@pytest.mark.parametrize("name", ["Sen", "Priya", "Stu", "Grace", "Nana"])
def test_nobody_else_reviews(name: str, house: House, review: AccessReview) -> None:
    actor = house.actor(name)
    acts: list[Callable[[], object]] = [
        partial(actions.start_review, actor=actor),
        partial(confirm, house, review, "Priya", by=name),
        partial(remove, house, review, "Priya", by=name),
        partial(sign, house, review, by=name),
        partial(reviewing.reviews, actor),
        partial(reviewing.lines, actor, review),
    ]
    for act in acts:
        with pytest.raises(NotAllowedError):
            act()


def test_reviews_and_people_of_another_setting_are_not_there(
    house: House, hollies: House, review: AccessReview
) -> None:
    act = partial(actions.confirm_in_review, actor=house.actor("Maggie"), seen="")
    with pytest.raises(NotFoundError):
        act(review_id=review.pk, membership_id=hollies.staff["Hazel"].pk)
    for wrong in (new_id(), hollies.setting.pk):
        with pytest.raises(NotFoundError):
            act(review_id=wrong, membership_id=house.staff["Priya"].pk)
    assert "Hazel" not in undecided(house, review)


@pytest.mark.django_db(transaction=True)
def test_two_begin_at_once(house: House) -> None:
    second_member(house)
    answers = at_once(
        house.setting.pk,
        partial(actions.start_review, actor=house.actor("Maggie")),
        partial(actions.start_review, actor=house.actor("Nora")),
    )
    assert sorted(type(one).__name__ for one in answers) == ["AccessReview", "ConflictError"]


@pytest.mark.django_db(transaction=True)
def test_two_sign_at_once(house: House) -> None:
    second_member(house)
    review = actions.start_review(actor=house.actor("Maggie"))
    confirm(house, review, *EVERYBODY, "Nora")
    answers = at_once(house.setting.pk, partial(sign, house, review), partial(sign, house, review, by="Nora"))
    assert sorted(type(one).__name__ for one in answers) == ["ConflictError", "NoneType"]
    assert AuditEvent.objects.filter(event="access_review:signed").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_answer_for_one_person_at_once(house: House) -> None:
    """Whoever comes second sees what the first has decided: nobody is both confirmed and removed."""
    second_member(house)
    review = actions.start_review(actor=house.actor("Maggie"))
    at_once(
        house.setting.pk,
        partial(confirm, house, review, "Owen"),
        partial(remove, house, review, "Owen", by="Nora"),
    )
    answer = AccessReviewAnswer.objects.get()
    assert answer.is_confirmed == (member(house, "Owen").ended_at is None)


@pytest.mark.django_db(transaction=True)
def test_signed_while_somebodys_rights_are_changed(house: House) -> None:
    review = actions.start_review(actor=house.actor("Maggie"))
    confirm(house, review, *[name for name in EVERYBODY if name != "Owen"])
    seen = reviewing.stamp(reviewing.rights_of(member(house, "Owen")))
    confirm_owen = partial(
        actions.confirm_in_review,
        actor=house.actor("Maggie"),
        review_id=review.pk,
        membership_id=house.staff["Owen"].pk,
        seen=seen,
    )
    answers = at_once(house.setting.pk, confirm_owen, partial(change, house, "Owen", scope=Scope.ALL, reason=REASON))
    assert not isinstance(answers[1], Exception)
    assert undecided(house, review) == ["Owen"]
