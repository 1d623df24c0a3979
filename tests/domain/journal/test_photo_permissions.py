"""Photographs go to families only where every child's family agreed (guarantees G12, G14): every combination."""

import datetime as dt
import itertools
from collections.abc import Mapping

import pytest

from heartsease.domain.children import actions as children
from heartsease.domain.children.models import Child, SensitiveFacts
from heartsease.domain.children.queries import own_children
from heartsease.domain.children.rules import Purpose
from heartsease.domain.journal import actions, queries
from heartsease.domain.journal.models import Observation
from heartsease.domain.journal.rules import PictureSubject, covered_for_family, photo_problems
from heartsease.domain.photos.actions import set_portrait
from heartsease.domain.photos.intake import receive
from heartsease.domain.photos.rules import Size
from heartsease.kernel import clock
from heartsease.kernel.errors import InvalidInputError, NotFoundError
from heartsease.kernel.ids import new_id
from tests.cast import House
from tests.entries import add_photo, content, drafted, photo_bytes, photo_ids, publish_now, published, submitted

DAY = dt.date(2026, 6, 15)
LAST_DAYS = {"yes": None, "expired": "2026-06-14"}
ANSWERS = [*LAST_DAYS, "no"]
OWN, OTHERS = Purpose.OWN_JOURNAL, Purpose.OTHERS_JOURNALS


def in_force(own: str, others: str) -> dict[str, str | None]:
    """What is in force for somebody who answered so."""
    return {
        purpose.value: LAST_DAYS[answer] for purpose, answer in ((OWN, own), (OTHERS, others)) if answer in LAST_DAYS
    }


EVERY_ANSWER = list(itertools.product(ANSWERS, ANSWERS))
"""(own journal, other children's journals) of one family."""


def shows(own: Mapping[str, str | None], *others: Mapping[str, str | None]) -> bool:
    """Whether a family gets a photograph of which nobody said who is in it."""
    return covered_for_family({new_id(): own}, {new_id(): one for one in others}, {}, is_told=False) is not None


@pytest.mark.parametrize(("own", "others"), EVERY_ANSWER)
def test_alone_only_the_own_journal_counts(own: str, others: str) -> None:
    problems = photo_problems([PictureSubject("Amara", in_force(own, others))], DAY)
    assert bool(problems) == (own != "yes")
    assert shows(in_force(own, others)) == (own != "no")


@pytest.mark.parametrize("families", list(itertools.product(EVERY_ANSWER, repeat=2)))
def test_of_two_children_each_must_agree_to_both(families: tuple[tuple[str, str], ...]) -> None:
    subjects = [PictureSubject(name, in_force(*answers)) for name, answers in zip("AB", families, strict=True)]
    problems = photo_problems(subjects, DAY)
    stopped = {subject.name for subject, answers in zip(subjects, families, strict=True) if answers != ("yes", "yes")}
    assert {name for name in "AB" if any(sentence.startswith(f"{name} ") for sentence in problems)} == stopped
    assert len(problems) == len(stopped)
    shown = shows(subjects[0].permissions, subjects[1].permissions)
    assert shown == (families[0][0] != "no" and "no" not in families[1])


@pytest.mark.parametrize("families", list(itertools.product([("yes", "yes"), ("yes", "no"), ("no", "no")], repeat=3)))
def test_of_three_children_one_is_enough_to_stop_it(families: tuple[tuple[str, str], ...]) -> None:
    permissions = [in_force(*answers) for answers in families]
    subjects = [PictureSubject(name, one) for name, one in zip("ABC", permissions, strict=True)]
    assert bool(photo_problems(subjects, DAY)) == (set(families) != {("yes", "yes")})
    assert shows(*permissions) == (families[0][0] == "yes" and all(others == "yes" for _own, others in families[1:]))


def test_the_reason_names_the_child_and_no_answer() -> None:
    for permissions in (in_force("no", "no"), in_force("expired", "yes"), in_force("yes", "no")):
        for sentence in photo_problems([PictureSubject("Ben", permissions), PictureSubject("Amara", {})], DAY):
            assert sentence.startswith(("Ben ", "Amara "))
            for word in ("protected", "withdr", "expired", "refus", "parent"):
                assert word not in sentence


def test_a_protected_child_looks_like_one_without_permission(house: House) -> None:
    told = []
    for protect in (True, False):
        if protect:
            facts = SensitiveFacts(child=house.children["Ben"], is_protected=True)
            children.save_sensitive_facts(actor=house.actor("Maggie"), facts=facts)
        else:
            children.save_sensitive_facts(
                actor=house.actor("Maggie"), facts=SensitiveFacts(child=house.children["Ben"])
            )
            house.permit("Ben", {OTHERS: False})
        entry = drafted(house, "Priya", "Amara", "Ben", photos=1)
        with pytest.raises(InvalidInputError) as raised:
            actions.submit(actor=house.actor("Priya"), observation_id=entry.pk)
        told.append(raised.value.sentence)
    assert told[0] == told[1]


def test_a_photograph_taken_before_the_agreement_ended_may_still_go(house: House) -> None:
    today = clock.today(house.system.zone)
    children.record_photo_permission(
        actor=house.system,
        child_id=house.children["Amara"].pk,
        answers={OWN: True},
        answered_by="A parent",
        answered_on=today - dt.timedelta(days=9),
        method="paper",
        last_day=today - dt.timedelta(days=2),
    )
    early = clock.now() - dt.timedelta(days=3)
    assert submitted(house, "Priya", "Amara", photos=1, happened_at=early)
    with pytest.raises(InvalidInputError):
        submitted(house, "Priya", "Amara", photos=1)
    assert submitted(house, "Priya", "Amara")


def test_a_family_is_told_gently(house: House) -> None:
    house.permit("Amara", {OWN: False})
    entry = drafted(house, "Grace", "Amara", photos=1)
    with pytest.raises(InvalidInputError) as raised:
        actions.submit(actor=house.actor("Grace"), observation_id=entry.pk)
    assert "from you" in raised.value.fields["photos"]


class TestAfterPublication:
    """An answer that is taken back holds at the next request; one that merely expired changes nothing."""

    @pytest.fixture(autouse=True)
    def everybody_sees_something(self, house: House) -> None:
        """So that nobody is refused only because there is nothing at all for them."""
        published(house, "Maggie", "Amara", "Ben", "Kofi", photos=1)

    @pytest.fixture
    def together(self, house: House) -> Observation:
        return published(house, "Priya", "Amara", "Ben", photos=2)

    def sees(self, house: House, name: str, entry: Observation) -> bool:
        """Whether a family sees the photographs; the page and every address of them must say the same."""
        actor = house.actor(name)
        by_page = set()
        for own in own_children(actor):
            for found in queries.family_timeline(actor, own).entries:
                if found.observation_id == entry.pk:
                    by_page |= {picture.photo_id for picture in found.pictures}
                    assert found.has_withheld_pictures == (not found.pictures)
        by_address = set()
        for photo_id in photo_ids(entry):
            for size in Size:
                try:
                    by_address.add(queries.picture(actor, photo_id, size).photo_id)
                except NotFoundError:
                    continue
        assert by_page == by_address
        assert by_address in (set(), set(photo_ids(entry)))
        return bool(by_address)

    def seen_by(self, house: House, entry: Observation) -> set[str]:
        return {name for name in house.family if self.sees(house, name, entry)}

    def test_every_agreed_family_sees_them(self, house: House, together: Observation) -> None:
        assert self.seen_by(house, together) == {"Grace", "Tunde", "Nana", "Rosa", "Omar"}

    def test_own_journal_withdrawn(self, house: House, together: Observation) -> None:
        """Who may be in no picture of their own is in nobody's; and nobody said where she is in this one."""
        house.permit("Amara", {OWN: False}, by="Grace Example")
        assert self.seen_by(house, together) == set()

    def test_other_journals_withdrawn(self, house: House, together: Observation) -> None:
        house.permit("Amara", {OTHERS: False}, by="Grace Example")
        assert self.seen_by(house, together) == {"Grace", "Tunde", "Nana"}

    def test_one_of_two_separated_parents_is_enough(self, house: House, together: Observation) -> None:
        house.permit("Ben", {OTHERS: False}, by="Omar Example")
        assert self.seen_by(house, together) == {"Rosa", "Omar"}

    def test_given_again(self, house: House, together: Observation) -> None:
        for is_allowed in (False, True):
            house.permit("Amara", {OTHERS: is_allowed}, by="Grace Example")
        assert self.seen_by(house, together) == {"Grace", "Tunde", "Nana", "Rosa", "Omar"}

    def test_protection_holds_at_once(self, house: House, together: Observation) -> None:
        facts = SensitiveFacts(child=house.children["Ben"], is_protected=True)
        children.save_sensitive_facts(actor=house.actor("Maggie"), facts=facts)
        assert self.seen_by(house, together) == {"Rosa", "Omar"}

    def test_expiry_changes_nothing_published(self, house: House, together: Observation) -> None:
        yesterday = (clock.today(house.system.zone) - dt.timedelta(days=1)).isoformat()
        Child.objects.update(photo_permissions={OWN.value: yesterday, OTHERS.value: yesterday})
        assert self.seen_by(house, together) == {"Grace", "Tunde", "Nana", "Rosa", "Omar"}

    def test_siblings_are_the_readers_own(self, house: House) -> None:
        """Grace is the mother of both; Tunde and Nana belong to Amara alone."""
        both = published(house, "Maggie", "Amara", "Kofi", photos=1)
        house.permit("Kofi", {OTHERS: False}, by="Grace Example")
        amara_sees = {
            own.child.first_name: self._pictures(house, "Grace", own.child, both)
            for own in own_children(house.actor("Grace"))
        }
        assert amara_sees == {"Amara": 1, "Kofi": 1}
        assert not self.sees(house, "Nana", both)
        assert not self.sees(house, "Tunde", both)

    def _pictures(self, house: House, name: str, child: Child, entry: Observation) -> int:
        actor = house.actor(name)
        [own] = [one for one in own_children(actor) if one.child == child]
        found, _comments = queries.family_entry(actor, own, entry.pk)
        return len(found.pictures)

    def test_staff_still_see_what_they_work_with(self, house: House, together: Observation) -> None:
        house.permit("Amara", {OWN: False, OTHERS: False})
        for name in ("Priya", "Stu", "Sen", "Maggie"):
            assert queries.picture(house.actor(name), photo_ids(together)[0], Size.LARGE)
        with pytest.raises(NotFoundError):
            queries.picture(house.actor("Owen"), photo_ids(together)[0], Size.LARGE)

    def test_what_is_not_visible_has_no_pictures(self, house: House) -> None:
        waiting = submitted(house, "Priya", "Amara", photos=1)
        [photo_id] = photo_ids(waiting)
        for name in (*house.family, "Owen", "Stu"):
            with pytest.raises(NotFoundError):
                queries.picture(house.actor(name), photo_id, Size.SMALL)
        actions.approve(actor=house.actor("Sen"), observation_id=waiting.pk)
        with pytest.raises(NotFoundError):
            queries.picture(house.actor("Grace"), photo_id, Size.SMALL)
        publish_now(waiting)
        assert queries.picture(house.actor("Grace"), photo_id, Size.SMALL).may_be_kept
        assert not queries.picture(house.actor("Stu"), photo_id, Size.SMALL).may_be_kept
        actions.withdraw(actor=house.actor("Sen"), observation_id=waiting.pk)
        with pytest.raises(NotFoundError):
            queries.picture(house.actor("Grace"), photo_id, Size.SMALL)

    def test_a_photograph_that_was_taken_out_is_gone_for_all(self, house: House) -> None:
        entry = drafted(house, "Priya", "Amara")
        photo = add_photo(house, "Priya", entry)
        actions.remove_photo(actor=house.actor("Priya"), observation_id=entry.pk, photo_id=photo.pk)
        for name in ("Priya", "Maggie", "Grace"):
            with pytest.raises(NotFoundError):
                queries.picture(house.actor(name), photo.pk, Size.SMALL)

    def test_a_home_entry_stays_in_its_home(self, house: House) -> None:
        entry = published(house, "Rosa", "Ben", photos=1)
        [photo_id] = photo_ids(entry)
        assert queries.picture(house.actor("Rosa"), photo_id, Size.LARGE)
        assert queries.picture(house.actor("Sen"), photo_id, Size.LARGE)
        for name in ("Omar", "Grace", "Nana"):
            with pytest.raises(NotFoundError):
                queries.picture(house.actor(name), photo_id, Size.LARGE)

    def test_adding_a_child_to_an_entry_with_photographs_asks_again(self, house: House, together: Observation) -> None:
        house.permit("Kofi", {OTHERS: False})
        with pytest.raises(InvalidInputError, match="Kofi"):
            actions.edit_published(
                actor=house.actor("Sen"),
                observation_id=together.pk,
                content=content(house, "Amara", "Ben", "Kofi"),
                seen_version=together.version,
            )
        assert self.seen_by(house, together) == {"Grace", "Tunde", "Nana", "Rosa", "Omar"}


def test_a_portrait_is_of_the_child_asked_for_and_for_those_who_know_the_child(house: House) -> None:
    taken = {}
    for seed, name in enumerate(("Amara", "Kofi")):
        with receive([photo_bytes(seed)]) as upload:
            portrait = set_portrait(
                actor=house.actor("Sen"), child=house.children[name], photo_id=new_id(), upload=upload
            )
        taken[name] = portrait.photo_id
    for who, is_kept in (("Grace", True), ("Maggie", False)):
        found = {name: queries.portrait(house.actor(who), house.children[name].pk, Size.SMALL) for name in taken}
        assert {name: picture.photo_id for name, picture in found.items()} == taken
        assert {picture.may_be_kept for picture in found.values()} == {is_kept}
    for who, name in (("Rosa", "Amara"), ("Tunde", "Kofi"), ("Priya", "Kofi"), ("Maggie", "Ben")):
        with pytest.raises(NotFoundError):
            queries.portrait(house.actor(who), house.children[name].pk, Size.SMALL)
