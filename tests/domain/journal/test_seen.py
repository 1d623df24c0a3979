"""What an adult had opened or been shown: read from the trace (clauses 4.2)."""

import datetime as dt

import pytest

from heartsease.domain.accounts import actions as accounts
from heartsease.domain.accounts.models import Session
from heartsease.domain.children import actions as children
from heartsease.domain.children.models import FamilyLink
from heartsease.domain.journal import actions, queries
from heartsease.domain.journal.models import Observation
from heartsease.domain.journal.queries import SavedCopies, Seen
from heartsease.domain.photos.rules import Size
from heartsease.kernel import clock
from heartsease.kernel.errors import NotAllowedError, NotFoundError
from tests import entries, links
from tests.cast import House


def seen(house: House, adult: str = "Femi", child: str = "Amara", *, by: str = "Maggie") -> Seen:
    link = FamilyLink.objects.get(pk=house.links[adult, child].pk)
    return queries.seen_by(house.actor(by), link)


def sign_in(house: House, name: str, way: str) -> None:
    membership = house.family[name]
    row = Session(person=membership.person, membership=membership, way=way)
    accounts.record_sign_in(actor=house.actor(name), session=row)


def open_entry(house: House, entry: Observation, adult: str = "Femi", child: str = "Amara") -> None:
    actions.record_entry_view(actor=house.actor(adult), child_id=house.children[child].pk, observation_id=entry.pk)


def open_picture(house: House, entry: Observation, adult: str = "Femi") -> None:
    actor = house.actor(adult)
    picture = queries.picture(actor, entries.photo_ids(entry)[0], Size.LARGE)
    actions.record_picture_view(actor=actor, picture=picture)


def test_somebody_who_never_answered_saw_nothing(house: House) -> None:
    entries.published(house, "Priya", "Amara", photos=1)
    links.link(house, "Femi", "Amara")
    sign_in(house, "Femi", way="link")
    found = seen(house)
    assert (found.open_since, found.entries, found.pictures, found.opened) == (None, 0, 0, [])
    assert found.first_sign_in is not None
    assert found.first_sign_in == found.last_sign_in


def test_what_was_shown_and_opened(house: House) -> None:
    shown = [entries.published(house, "Priya", "Amara", photos=2, text=f"Number {number}.") for number in range(3)]
    entries.published(house, "Priya", "Ben", photos=1)
    entries.approved(house, "Priya", "Amara", photos=1)
    links.link(house, "Femi", "Amara")
    for _ in range(2):
        sign_in(house, "Femi", way="password")
    links.answer_rightly(house, "Femi", "Amara")
    open_entry(house, shown[1])
    open_entry(house, shown[0])
    open_entry(house, shown[1])
    open_picture(house, shown[0])
    open_picture(house, shown[0])
    open_entry(house, shown[2], adult="Grace")
    open_picture(house, shown[2], adult="Grace")
    found = seen(house)
    assert found.open_since == FamilyLink.objects.get(pk=house.links["Femi", "Amara"].pk).confirmed_at
    assert (found.entries, found.pictures, found.opened_pictures) == (3, 6, 1)
    assert [(one.observation_id, one.text) for one in found.opened] == [
        (shown[1].pk, "Number 1."),
        (shown[0].pk, "Number 0."),
    ]
    assert found.first_sign_in is not None
    assert found.last_sign_in is not None
    assert found.first_sign_in < found.last_sign_in


def test_after_the_end_it_stays_what_it_was(house: House) -> None:
    shown = entries.published(house, "Priya", "Amara", photos=1)
    links.link(house, "Femi", "Amara")
    links.answer_rightly(house, "Femi", "Amara")
    open_entry(house, shown)
    children.unlink_family(**links.of(house, "Femi", "Amara"), was_wrong_child=True)
    later = entries.approved(house, "Priya", "Amara", photos=1)
    Observation.objects.filter(pk=later.pk).update(visible_from=clock.now())
    sign_in(house, "Femi", way="password")
    found = seen(house)
    assert (found.entries, found.pictures, len(found.opened), found.last_sign_in) == (1, 1, 1, None)


def test_an_earlier_link_is_another_story(house: House) -> None:
    shown = entries.published(house, "Priya", "Amara")
    links.link(house, "Femi", "Amara")
    links.answer_rightly(house, "Femi", "Amara")
    open_entry(house, shown)
    children.unlink_family(**links.of(house, "Femi", "Amara"))
    first = house.links["Femi", "Amara"]
    links.link(house, "Femi", "Amara")
    assert seen(house).opened == []
    house.links["Femi", "Amara"] = first
    assert len(seen(house).opened) == 1


def test_another_child_of_the_same_adult_is_another_story(house: House) -> None:
    amaras = entries.published(house, "Priya", "Amara", photos=1)
    kofis = entries.published(house, "Owen", "Kofi", photos=1)
    open_entry(house, amaras, adult="Grace")
    open_entry(house, kofis, adult="Grace", child="Kofi")
    open_picture(house, kofis, adult="Grace")
    found = seen(house, "Grace", "Amara")
    assert ([one.observation_id for one in found.opened], found.opened_pictures) == ([amaras.pk], 0)


def test_a_home_of_their_own_saw_no_entry_of_another_home(house: House) -> None:
    house.choose(home_entries_wait=False)
    entries.publish_now(entries.submitted(house, "Grace", "Amara", text="From our home."))
    links.link(house, "Femi", "Amara")
    links.answer_rightly(house, "Femi", "Amara")
    assert seen(house).entries == 0
    assert seen(house, "Tunde").entries == 1


def test_a_relative_was_shown_what_happened_since_they_came(house: House) -> None:
    entries.published(house, "Priya", "Amara", happened_at=clock.now() - dt.timedelta(days=9))
    entries.published(house, "Priya", "Amara")
    FamilyLink.objects.filter(pk=house.links["Nana", "Amara"].pk).update(begins_at=clock.now() - dt.timedelta(days=2))
    assert seen(house, "Nana").entries == 1


def test_it_was_open_from_the_later_of_both_answers(house: House) -> None:
    links.add_second_member(house)
    house.choose(most_linked_adults=1)
    links.link(house, "Femi", "Amara")
    links.answer_rightly(house, "Femi", "Amara")
    assert seen(house).open_since is None
    children.second_link(actor=house.actor("Nora"), link_id=house.links["Femi", "Amara"].pk)
    link = FamilyLink.objects.get(pk=house.links["Femi", "Amara"].pk)
    assert seen(house).open_since == link.second_confirmed_at


class TestSavedCopies:
    @pytest.fixture(autouse=True)
    def chosen(self, house: House) -> None:
        house.choose(parents_save_pictures=True)

    def save(self, house: House, adult: str, entry: Observation) -> None:
        actions.save_picture(actor=house.actor(adult), photo_id=entries.photo_ids(entry)[0])

    def test_a_wrong_link_tells_what_was_saved(self, house: House) -> None:
        shown = entries.published(house, "Priya", "Amara", photos=1)
        links.link(house, "Femi", "Amara")
        links.answer_rightly(house, "Femi", "Amara")
        for adult in ("Femi", "Femi", "Grace"):
            self.save(house, adult, shown)
        found = seen(house)
        assert (found.opened_pictures, found.saved_copies) == (1, 2)
        children.unlink_family(**links.of(house, "Femi", "Amara"), was_wrong_child=True)
        assert seen(house).saved_copies == 2
        assert queries.saved_by_others(house.actor("Grace"), house.children["Amara"].pk).number == 2

    def test_a_parent_learns_what_others_have_of_the_child(self, house: House) -> None:
        together = entries.published(house, "Priya", "Amara", "Ben", photos=1)
        amara, grace = house.children["Amara"].pk, house.actor("Grace")
        assert queries.saved_by_others(grace, amara) == SavedCopies(0, None)
        before = clock.now()
        for adult in ("Grace", "Tunde", "Rosa", "Omar", "Rosa"):
            self.save(house, adult, together)
        found = queries.saved_by_others(grace, amara)
        assert found.number == 3
        assert found.last_at is not None
        assert before < found.last_at <= clock.now()
        assert queries.saved_by_others(house.actor("Rosa"), house.children["Ben"].pk).number == 2

    def test_nobody_learns_it_of_another_child(self, house: House) -> None:
        amara = house.children["Amara"].pk
        with pytest.raises(NotFoundError):
            queries.saved_by_others(house.actor("Rosa"), amara)
        for name in ("Nana", "Priya"):
            with pytest.raises(NotAllowedError):
                queries.saved_by_others(house.actor(name), amara)


def test_only_those_who_link_may_ask(house: House) -> None:
    for name in ("Sen", "Priya", "Grace"):
        with pytest.raises(NotAllowedError):
            seen(house, "Grace", by=name)
