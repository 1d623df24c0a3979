"""Passkeys, with an authenticator in software: made and used by their owner, here, in turn, and by nobody else."""

import copy
from typing import Any

import pytest
from fido2.webauthn import AuthenticatorData

from heartsease.domain.access.actor import Actor
from heartsease.domain.accounts import actions, passkeys, queries
from heartsease.domain.accounts.models import Passkey, Person, Session
from heartsease.domain.audit.models import AuditEvent
from heartsease.kernel.errors import ConflictError, InvalidInputError
from tests.authenticator import SoftKey
from tests.cast import House
from tests.racing import at_once

HOST = "testserver"
PRESENT_ONLY = AuthenticatorData.FLAG.UP


@pytest.fixture
def priya(house: House) -> Actor:
    return house.signed_in("Priya")


def person_of(actor: Actor) -> Person:
    return Person.objects.get(pk=actor.person)


def make(actor: Actor, key: SoftKey, **how: Any) -> list[str]:
    options, state = passkeys.begin_making(person_of(actor), HOST)
    return actions.add_passkey(actor=actor, name="Soft key", state=state, answer=key.make(options, **how))


def use(key: SoftKey, person: Person | None = None, **how: Any) -> Person:
    options, state = passkeys.begin_using(HOST, person)
    return actions.check_passkey(state=state, answer=key.use(options, **how), source="192.0.2.1", person=person)


class TestMaking:
    def test_it_is_kept_and_known_again(self, priya: Actor) -> None:
        key = SoftKey()
        codes = make(priya, key)
        assert len(codes) == 10
        assert Session.objects.get(public_id=priya.session).has_second_factor
        assert use(key).pk == priya.person
        assert use(key, person_of(priya)).pk == priya.person
        assert Passkey.objects.get().last_used_at is not None

    def test_a_second_one_brings_no_new_recovery_codes(self, priya: Actor) -> None:
        make(priya, SoftKey())
        assert make(priya, SoftKey()) == []
        assert len(queries.own_factors(priya).passkeys) == 2

    def test_what_is_asked_names_those_that_are_there_and_asks_for_the_owner(self, priya: Actor) -> None:
        key = SoftKey()
        make(priya, key)
        options, _state = passkeys.begin_making(person_of(priya), HOST)
        assert [one["id"] for one in options["excludeCredentials"]] == [key.make(options)["id"]]
        assert options["authenticatorSelection"]["userVerification"] == "required"
        assert options["rp"] == {"id": "testserver", "name": "Heartsease"}
        assert options["user"]["name"] == person_of(priya).user_name

    @pytest.mark.parametrize(
        "origin", ["https://testserver", "http://testserver:81", "http://evil.example", "null", ""]
    )
    def test_from_another_origin_it_is_refused(self, priya: Actor, origin: str) -> None:
        with pytest.raises(InvalidInputError):
            make(priya, SoftKey(), origin=origin)
        assert not Passkey.objects.exists()

    def test_for_another_place_it_is_refused(self, priya: Actor) -> None:
        with pytest.raises(InvalidInputError):
            make(priya, SoftKey(host="evil.example"))

    def test_without_its_owners_finger_it_is_refused(self, priya: Actor) -> None:
        with pytest.raises(InvalidInputError):
            make(priya, SoftKey(flags=PRESENT_ONLY))

    def test_the_answer_to_another_question_is_refused(self, priya: Actor) -> None:
        key = SoftKey()
        earlier, _state = passkeys.begin_making(person_of(priya), HOST)
        _options, state = passkeys.begin_making(person_of(priya), HOST)
        with pytest.raises(InvalidInputError):
            actions.add_passkey(actor=priya, name="", state=state, answer=key.make(earlier))

    def test_an_answer_of_signing_in_makes_no_passkey(self, priya: Actor) -> None:
        options, state = passkeys.begin_making(person_of(priya), HOST)
        with pytest.raises(InvalidInputError):
            actions.add_passkey(actor=priya, name="", state=state, answer=SoftKey().use(options))

    def test_a_key_is_kept_once(self, priya: Actor, house: House) -> None:
        key = SoftKey()
        make(priya, key)
        for actor in (priya, house.signed_in("Owen")):
            with pytest.raises(ConflictError):
                make(actor, key)
        assert use(key).pk == priya.person

    def test_there_is_an_end_to_it(self, priya: Actor) -> None:
        for _ in range(10):
            make(priya, SoftKey())
        with pytest.raises(InvalidInputError, match="ten"):
            make(priya, SoftKey())

    def test_other_sign_ins_end(self, priya: Actor, house: House) -> None:
        house.signed_in("Priya")
        make(priya, SoftKey())
        assert [row.public_id for row in Session.objects.filter(person_id=priya.person)] == [priya.session]

    def test_it_is_traced_without_its_name(self, priya: Actor) -> None:
        make(priya, SoftKey())
        row = AuditEvent.objects.get(event="second_factor:added")
        assert row.details == {"what": "passkey_added"}
        assert row.person_id == priya.person


class TestUsing:
    @pytest.fixture
    def key(self, priya: Actor) -> SoftKey:
        """Priya's key."""
        key = SoftKey()
        make(priya, key)
        return key

    def test_from_another_origin_it_is_refused(self, key: SoftKey) -> None:
        with pytest.raises(InvalidInputError):
            use(key, origin="http://testserver.evil.example")

    def test_for_another_place_it_is_refused(self, key: SoftKey) -> None:
        key.host = "evil.example"
        with pytest.raises(InvalidInputError):
            use(key)

    def test_without_its_owners_finger_it_is_refused(self, key: SoftKey) -> None:
        key.flags = PRESENT_ONLY
        with pytest.raises(InvalidInputError):
            use(key)

    def test_the_answer_to_another_question_is_refused(self, key: SoftKey) -> None:
        earlier, _state = passkeys.begin_using(HOST)
        _options, state = passkeys.begin_using(HOST)
        with pytest.raises(InvalidInputError):
            actions.check_passkey(state=state, answer=key.use(earlier), source="")

    def test_a_signature_of_another_key_is_refused(self, key: SoftKey) -> None:
        forged = SoftKey(id=key.id)
        with pytest.raises(InvalidInputError):
            use(forged)

    @pytest.mark.usefixtures("key")
    def test_an_unknown_key_is_refused(self) -> None:
        with pytest.raises(InvalidInputError, match="not known"):
            use(SoftKey())

    def test_somebody_elses_key_does_not_stand_in_as_second_factor(self, key: SoftKey, house: House) -> None:
        owen = house.signed_in("Owen")
        make(owen, SoftKey())
        with pytest.raises(InvalidInputError, match="not known"):
            use(key, person_of(owen))

    def test_an_account_that_is_closed_is_not_opened(self, key: SoftKey, priya: Actor) -> None:
        Person.objects.filter(pk=priya.person).update(is_active=False)
        with pytest.raises(InvalidInputError, match="not known"):
            use(key)

    def test_a_key_that_counts_goes_on_counting(self, key: SoftKey) -> None:
        for key.count in (1, 2, 9):
            use(key)
        assert Passkey.objects.get().sign_count == 9

    @pytest.mark.parametrize("count", [5, 4, 1, 0])
    def test_a_counter_that_does_not_go_on_is_a_copied_key(self, key: SoftKey, count: int) -> None:
        key.count = 5
        use(key)
        copied = copy.copy(key)
        copied.count = count
        with pytest.raises(InvalidInputError, match="out of turn"):
            use(copied)
        assert Passkey.objects.get().sign_count == 5
        assert AuditEvent.objects.get(event="session:refused").details == {"way": "copied_passkey"}

    @pytest.mark.django_db(transaction=True)
    def test_two_with_the_same_count_at_once_are_one_too_many(self, key: SoftKey, house: House) -> None:
        key.count = 7
        answers = at_once(house.setting.pk, *[lambda: use(key)] * 3)
        assert sorted(type(answer).__name__ for answer in answers) == [
            "InvalidInputError",
            "InvalidInputError",
            "Person",
        ]


NONSENSE: list[dict[str, Any]] = [
    {},
    {"id": None},
    {"id": 7, "rawId": 7},
    {"id": "é", "rawId": "é"},
    {"id": "AAAA", "rawId": "BBBB", "response": {}},
    {"id": "AAAA", "rawId": "AAAA"},
    {"id": "AAAA", "rawId": "AAAA", "response": None},
    {"id": "AAAA", "rawId": "AAAA", "response": "text"},
    {"id": "AAAA", "rawId": "AAAA", "response": []},
    {"id": "AAAA", "rawId": "AAAA", "response": {"clientDataJSON": 1, "attestationObject": {}}},
    {"id": "AAAA", "rawId": "AAAA", "response": {"clientDataJSON": "AAAA", "attestationObject": "AAAA"}},
    {"id": "AAAA", "rawId": "AAAA", "response": {"clientDataJSON": "e30", "attestationObject": "oA"}},
    {"id": "AAAA", "rawId": "AAAA", "response": {"clientDataJSON": "W10", "authenticatorData": "", "signature": ""}},
]


NO_PART: list[Any] = [None, "", 5, [], {}, "\x00", "====", "é"]


def parts(answer: dict[str, Any]) -> list[dict[str, Any]]:
    """``answer`` with each of its parts left out, cut short, or of another kind."""
    found = [{**answer, name: value} for name in ("rawId", "response", "type") for value in NO_PART]
    for name, whole in answer["response"].items():
        for value in [*NO_PART, whole[:-4], whole[4:], whole[:20], whole * 2]:
            found.append({**answer, "response": {**answer["response"], name: value}})
    return found


def test_nonsense_for_an_answer_is_said_to_be_unreadable(priya: Actor) -> None:
    """Whatever a browser, or somebody who is none, sends: a sentence, never a fault of ours."""
    key = SoftKey()
    make(priya, key)
    before = Passkey.objects.values().get()
    options, state = passkeys.begin_making(person_of(priya), HOST)
    question, using = passkeys.begin_using(HOST)
    for answer in NONSENSE + parts(SoftKey().make(options)):
        try:
            actions.add_passkey(actor=priya, name="", state=state, answer=answer)
        except InvalidInputError:
            continue
        # Some parts may be left out; what was made then is a whole passkey all the same.
        Passkey.objects.exclude(pk=before["id"]).delete()
    for answer in NONSENSE + parts(key.use(question)):
        try:
            assert actions.check_passkey(state=using, answer=answer, source="").pk == priya.person
        except InvalidInputError:
            continue


@pytest.mark.parametrize(
    ("host", "place"),
    [
        ("journal.example", "journal.example"),
        ("localhost:8000", "localhost"),
        ("[::1]:8000", "::1"),
        ("127.0.0.1", "127.0.0.1"),
    ],
)
def test_the_place_is_the_host_without_its_port(priya: Actor, host: str, place: str) -> None:
    options, _state = passkeys.begin_making(person_of(priya), host)
    assert options["rp"]["id"] == place
