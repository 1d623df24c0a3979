"""One-time links: once, for a while, for one membership."""

import datetime as dt

import pytest
from django.db import connection

from heartsease.domain.access.permissions import Role
from heartsease.domain.access.scope import in_setting
from heartsease.domain.accounts import actions, queries
from heartsease.domain.accounts.models import Membership, Person, SignInLink
from heartsease.domain.audit.models import AuditEvent
from heartsease.kernel import clock
from heartsease.kernel.errors import InvalidInputError, NotAllowedError, NotFoundError
from tests.cast import PASSWORD, House
from tests.people import fresh, second_member, see_checks
from tests.racing import at_once

WEEK = dt.timedelta(days=7)


def make_link(house: House, name: str, lifetime: dt.timedelta = WEEK, *, is_local_only: bool = False) -> str:
    membership = house.staff.get(name) or house.family[name]
    return actions.make_sign_in_link(
        actor=house.system, membership=membership, lifetime=lifetime, is_local_only=is_local_only
    )


def use(secret: str, password: str = PASSWORD, *, is_local: bool = False) -> Membership:
    return actions.use_sign_in_link(secret=secret, is_local=is_local, password=password).membership


def test_a_link_lets_in_once_and_sets_the_password(house: House) -> None:
    secret = make_link(house, "Priya")
    assert use(secret) == house.staff["Priya"]
    assert Person.objects.get(pk=house.staff["Priya"].person_id).check_password(PASSWORD)
    with pytest.raises(NotAllowedError, match="used already"):
        use(secret)


def test_setting_a_password_leaves_a_trace(house: House) -> None:
    use(make_link(house, "Priya"))
    event = AuditEvent.objects.get(event="password:set")
    assert (event.person_id, event.setting_id) == (house.staff["Priya"].person_id, house.setting.pk)


def test_looking_uses_nothing_up(house: House) -> None:
    secret = make_link(house, "Priya")
    for _ in range(3):
        assert actions.open_sign_in_link(secret=secret, is_local=False).membership == house.staff["Priya"]
    assert use(secret) == house.staff["Priya"]


def test_the_database_does_not_hold_the_link(house: House) -> None:
    secret = make_link(house, "Priya")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM accounts_signinlink")
        assert secret not in str(cursor.fetchall())
    assert secret not in str(list(AuditEvent.objects.values()))


def test_a_weak_password_uses_nothing_up(house: House) -> None:
    secret = make_link(house, "Priya")
    with pytest.raises(InvalidInputError) as raised:
        use(secret, "short")
    assert raised.value.fields["password"]
    assert not Person.objects.get(pk=house.staff["Priya"].person_id).has_usable_password()
    assert use(secret)


@pytest.mark.parametrize("secret", ["", "x", "\x00", "é" * 300, "../../x"])
def test_nonsense_is_no_link(secret: str, house: House) -> None:
    with pytest.raises(NotAllowedError, match="Ask the person"):
        use(secret)


def test_an_expired_link(house: House) -> None:
    with pytest.raises(NotAllowedError):
        use(make_link(house, "Priya", dt.timedelta(seconds=-1)))


def test_a_new_link_ends_the_one_before_but_no_colleagues(house: House) -> None:
    first, other = make_link(house, "Priya"), make_link(house, "Owen")
    second = make_link(house, "Priya")
    with pytest.raises(NotAllowedError):
        use(first)
    assert use(second)
    assert use(other)


def test_a_link_ends_with_the_membership_and_with_the_person(house: House) -> None:
    of_priya, of_owen = make_link(house, "Priya"), make_link(house, "Owen")
    actions.end_membership(actor=house.actor("Maggie"), membership_id=house.staff["Priya"].pk)
    Person.objects.filter(pk=house.staff["Owen"].person_id).update(is_active=False)
    for secret in (of_priya, of_owen):
        with pytest.raises(NotAllowedError):
            use(secret)


def test_an_invitation_outlives_its_maker(house: House) -> None:
    second_member(house)
    maker = house.actor("Maggie")
    secret = actions.make_sign_in_link(actor=maker, membership=house.staff["Priya"], lifetime=WEEK)
    actions.end_membership(actor=house.actor("Nora"), membership_id=house.staff["Maggie"].pk)
    assert use(secret) == house.staff["Priya"]


def test_a_link_of_this_machine_works_nowhere_else_and_sets_no_password(house: House) -> None:
    secret = make_link(house, "Priya", is_local_only=True)
    with pytest.raises(NotAllowedError):
        use(secret, is_local=False)
    assert use(secret, "", is_local=True)
    assert not Person.objects.get(pk=house.staff["Priya"].person_id).has_usable_password()


@pytest.mark.parametrize("name", ["Sen", "Priya", "Grace"])
def test_only_a_nominated_member_makes_links(name: str, house: House) -> None:
    with pytest.raises(NotAllowedError):
        actions.make_sign_in_link(actor=house.actor(name), membership=house.staff["Stu"], lifetime=WEEK)
    assert not SignInLink.objects.exists()


def test_nobody_makes_a_link_into_another_setting(house: House, hollies: House) -> None:
    with pytest.raises(NotFoundError):
        actions.make_sign_in_link(actor=house.actor("Maggie"), membership=hollies.staff["Hazel"], lifetime=WEEK)
    assert not SignInLink.objects.exists()


def test_nobody_takes_back_links_of_another_setting(house: House, hollies: House) -> None:
    with in_setting(hollies.setting.pk):
        secret = actions.make_sign_in_link(
            actor=hollies.actor("Hazel"), membership=hollies.family["Petra"], lifetime=WEEK
        )
    with pytest.raises(NotFoundError):
        actions.cancel_sign_in_links(actor=house.actor("Maggie"), membership=hollies.family["Petra"])
    assert actions.open_sign_in_link(secret=secret, is_local=False)


def test_nobody_new_gets_a_link_before_their_checks_are_recorded(house: House) -> None:
    maggie = house.actor("Maggie")
    new = actions.admit_person(actor=maggie, full_name="Nia New", user_name="nia", role=Role.STUDENT)
    with pytest.raises(NotAllowedError, match="checks were seen"):
        actions.make_sign_in_link(actor=maggie, membership=fresh(new), lifetime=WEEK)
    see_checks(house, new)
    secret = actions.make_sign_in_link(actor=maggie, membership=fresh(new), lifetime=WEEK)
    actions.record_checks(actor=maggie, membership_id=new.pk, checks=actions.Checks())
    with pytest.raises(NotAllowedError):
        actions.open_sign_in_link(secret=secret, is_local=False)
    house.choose(checks_before_access=False)
    assert actions.make_sign_in_link(actor=maggie, membership=fresh(new), lifetime=WEEK)


def test_the_command_line_lets_the_first_one_in(house: House) -> None:
    new = actions.admit_person(actor=house.system, full_name="Nia New", user_name="nia", role=Role.NOMINATED_MEMBER)
    secret = actions.make_sign_in_link(actor=house.system, membership=fresh(new), lifetime=WEEK, approves_device=True)
    assert not queries.awaits_checks(fresh(new))
    assert actions.open_sign_in_link(secret=secret, is_local=False).membership == new


def test_a_link_of_one_setting_never_sets_the_password_that_opens_another(house: House, hollies: House) -> None:
    """Otherwise whoever admits Hazel at Sunflower could choose her password and walk into the Hollies."""
    hazel = hollies.staff["Hazel"].person
    hazel.set_password(PASSWORD)
    hazel.save()
    here = actions.admit_person(
        actor=house.actor("Maggie"), full_name=hazel.full_name, user_name=hazel.user_name, role=Role.PRACTITIONER
    )
    see_checks(house, here)
    secret = actions.make_sign_in_link(actor=house.actor("Maggie"), membership=fresh(here), lifetime=WEEK)
    assert not actions.open_sign_in_link(secret=secret, is_local=False).sets_password
    assert use(secret, "chosen by somebody else") == here
    hazel.refresh_from_db()
    assert hazel.check_password(PASSWORD)


def test_a_link_made_before_the_person_came_to_another_setting_does_neither(house: House, hollies: House) -> None:
    secret = make_link(house, "Priya")
    priya = house.staff["Priya"].person
    with in_setting(hollies.setting.pk):
        actions.admit_person(
            actor=hollies.actor("Hazel"), full_name=priya.full_name, user_name=priya.user_name, role=Role.SENIOR
        )
    assert use(secret, "chosen by somebody else") == house.staff["Priya"]
    priya.refresh_from_db()
    assert not priya.has_usable_password()


def test_old_links_are_swept(house: House) -> None:
    make_link(house, "Priya", dt.timedelta(days=-31))
    make_link(house, "Owen", dt.timedelta(days=-29))
    actions.clear_expired()
    assert [link.membership for link in SignInLink.objects.all()] == [house.staff["Owen"]]
    assert SignInLink.objects.get().expires_at < clock.now()


@pytest.mark.django_db(transaction=True)
def test_a_link_opened_twice_at_once_lets_in_once(house: House) -> None:
    secret = make_link(house, "Priya")
    answers = at_once(house.setting.pk, *[lambda: use(secret) for _ in range(4)])
    assert sorted(type(answer).__name__ for answer in answers) == ["Membership", *["NotAllowedError"] * 3]
