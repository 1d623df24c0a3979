"""Changing the own password, proving it afresh, and saying that somebody may know it."""

import dataclasses
import datetime as dt

import pytest

from heartsease.domain.access.actor import Actor
from heartsease.domain.access.permissions import Role
from heartsease.domain.access.scope import in_setting
from heartsease.domain.accounts import actions, queries
from heartsease.domain.accounts.models import AddressProof, Badge, Person, Pin, Session, SignInFailure, SignInLink
from heartsease.domain.accounts.rules import is_fresh
from heartsease.domain.audit.models import AuditEvent
from heartsease.kernel import clock
from heartsease.kernel.errors import InvalidInputError, NotAllowedError
from tests.cast import PASSWORD, House

NEW = "eight yellow ducks swim"
DAY = dt.timedelta(days=1)


@pytest.fixture
def priya(house: House) -> Actor:
    """Priya, with a password, signed in."""
    person = house.staff["Priya"].person
    person.set_password(PASSWORD)
    person.save()
    return house.signed_in("Priya")


def person_of(actor: Actor) -> Person:
    return Person.objects.get(pk=actor.person)


def change(actor: Actor, password: str) -> str:
    """What is said beside the field."""
    with pytest.raises(InvalidInputError) as raised:
        actions.change_password(actor=actor, password=password)
    return raised.value.fields["password"]


class TestChanging:
    def test_it_holds_at_once_and_every_session_ends(self, house: House, priya: Actor) -> None:
        house.signed_in("Priya")
        owen = house.signed_in("Owen")
        person = actions.change_password(actor=priya, password=NEW)
        assert person.check_password(NEW)
        assert person_of(priya).check_password(NEW)
        assert [row.public_id for row in Session.objects.all()] == [owen.session]

    @pytest.mark.parametrize(
        ("password", "sentence"),
        [
            ("", "too short"),
            ("elevenchars", "too short"),
            ("password1234", "too common"),
            ("Priya Sunflower", "too similar"),
        ],
    )
    def test_short_common_and_own_names_are_refused(self, priya: Actor, password: str, sentence: str) -> None:
        assert sentence in change(priya, password)
        assert person_of(priya).check_password(PASSWORD)
        assert Session.objects.filter(public_id=priya.session).exists()

    def test_the_same_again_is_refused(self, priya: Actor) -> None:
        assert "present password" in change(priya, PASSWORD)

    def test_the_one_that_somebody_may_know_is_refused(self, priya: Actor) -> None:
        Person.objects.update(must_set_password=True)
        assert "somebody may know" in change(priya, PASSWORD)
        actions.change_password(actor=priya, password=NEW)
        assert not person_of(priya).must_set_password

    def test_whoever_has_none_does_not_set_one_here(self, house: House) -> None:
        """A link of one setting would otherwise choose the password that opens another."""
        with pytest.raises(NotAllowedError):
            actions.change_password(actor=house.signed_in("Owen"), password=NEW)

    def test_an_address_that_waits_does_not_outlive_it(self, priya: Actor) -> None:
        asked = actions.ask_for_email(actor=priya, email="thief@example.org")
        actions.change_password(actor=priya, password=NEW)
        with pytest.raises(NotAllowedError):
            actions.confirm_email(secret=asked.secret, source="")


class TestProving:
    def test_it_makes_this_sign_in_fresh(self, priya: Actor) -> None:
        Session.objects.update(proved_at=None)
        actions.prove_password(actor=priya, session_id=priya.session, password=PASSWORD)
        assert is_fresh(Session.objects.get().proved_at, clock.now())
        assert not is_fresh(Session.objects.get().proved_at, clock.now() + dt.timedelta(minutes=11))

    def test_no_other_sign_in_and_nobody_elses(self, house: House, priya: Actor) -> None:
        other, owen = house.signed_in("Priya"), house.signed_in("Owen")
        Session.objects.update(proved_at=None)
        actions.prove_password(actor=priya, session_id=priya.session, password=PASSWORD)
        actions.prove_password(actor=priya, session_id=owen.session, password=PASSWORD)
        fresh = Session.objects.filter(proved_at__isnull=False)
        assert [row.public_id for row in fresh] == [priya.session]
        assert other.session != priya.session

    def test_wrong_ones_are_counted_like_signing_in(self, priya: Actor) -> None:
        priya = dataclasses.replace(priya, source="192.0.2.1")
        for _ in range(5):
            with pytest.raises(InvalidInputError):
                actions.prove_password(actor=priya, session_id=priya.session, password="wrong")
        with pytest.raises(NotAllowedError, match="wait"):
            actions.prove_password(actor=priya, session_id=priya.session, password=PASSWORD)
        assert SignInFailure.objects.count() == 5


class TestSomebodyMayKnow:
    @pytest.fixture
    def before(self, house: House, hollies: House, priya: Actor) -> None:
        """Priya works at the Hollies too, with PIN and badge at both, a link and an address that wait."""
        house.choose(badges_are_used=True)
        hollies.choose(badges_are_used=True)
        with in_setting(hollies.setting.pk):
            hollies.staff["Priya"] = actions.admit_person(
                actor=hollies.actor("Hazel"),
                full_name=person_of(priya).full_name,
                user_name=person_of(priya).user_name,
                role=Role.PRACTITIONER,
            )
            actions.make_pin(actor=hollies.signed_in("Priya"))
            actions.make_badge(actor=hollies.actor("Hazel"), membership_id=hollies.staff["Priya"].pk)
        actions.make_pin(actor=priya)
        actions.make_badge(actor=house.actor("Maggie"), membership_id=priya.member)
        actions.make_sign_in_link(actor=house.actor("Maggie"), membership=house.staff["Priya"], lifetime=DAY)
        actions.ask_for_email(actor=priya, email="thief@example.org")
        actions.make_pin(actor=house.signed_in("Owen"))

    @pytest.mark.usefixtures("before")
    def test_everything_of_theirs_is_closed_at_both_settings(self, house: House, hollies: House, priya: Actor) -> None:
        actions.report_login_known(actor=priya)
        assert person_of(priya).must_set_password
        assert person_of(priya).check_password(PASSWORD), "it still leads to the page that replaces it"
        assert {row.person_id for row in Session.objects.all()} == {house.staff["Owen"].person_id}
        assert not SignInLink.objects.filter(used_at__isnull=True).exists()
        assert not AddressProof.objects.exists()
        for place in (house, hollies):
            with in_setting(place.setting.pk):
                assert not Pin.objects.filter(membership__person_id=priya.person).exists()
                assert not Badge.objects.filter(revoked_at__isnull=True).exists()
        assert Pin.objects.filter(membership=house.staff["Owen"]).exists()
        assert AuditEvent.objects.get(event="login:reported").person_id == priya.person

    def test_saying_it_twice_does_no_harm(self, priya: Actor) -> None:
        actions.report_login_known(actor=priya)
        actions.report_login_known(actor=priya)
        assert person_of(priya).must_set_password

    def test_whoever_has_no_password_is_not_sent_to_replace_it(self, house: House) -> None:
        """The page would never let them past."""
        owen = house.signed_in("Owen")
        actions.report_login_known(actor=owen)
        assert not person_of(owen).must_set_password
        assert queries.own_sessions(owen) == []
