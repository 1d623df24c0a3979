"""Random lives of family links. Whatever members and adults do in whatever order, a journal is readable by an adult
exactly while the link is in force; and nobody ever did alone what takes two."""

import datetime as dt
import itertools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from heartsease.domain.access.permissions import Role
from heartsease.domain.access.scope import in_setting
from heartsease.domain.children import actions, queries
from heartsease.domain.children.models import AccessRestriction, FamilyLink
from heartsease.domain.journal import queries as journal
from heartsease.domain.journal.models import Observation
from heartsease.domain.photos.rules import Size
from heartsease.kernel import clock
from heartsease.kernel.errors import DomainError
from heartsease.kernel.ids import new_id
from tests import entries, links
from tests.cast import House, add_child

ADULTS = {"Femi": Role.PARENT, "Gran": Role.RELATIVE}
CHILDREN = ["Amara", "Ben", "Bea"]
"""Ben and Bea are twins."""
MEMBERS = ["Maggie", "Nora"]


@dataclass
class Told:
    """What the model knows of a link that has not ended."""

    maker: str
    needs_second: bool
    is_confirmed: bool = False
    wrong: int = 0
    is_suspended: bool = False
    has_second: bool = False

    @property
    def is_frozen(self) -> bool:
        return self.wrong >= 2

    @property
    def opens(self) -> bool:
        return self.is_confirmed and not self.is_suspended and (self.has_second or not self.needs_second)


adults, children, members = some.sampled_from(sorted(ADULTS)), some.sampled_from(CHILDREN), some.sampled_from(MEMBERS)


class Links(RuleBasedStateMachine):
    """What members and adults do with links."""

    house: House
    entries: dict[str, Observation]

    def __init__(self) -> None:
        super().__init__()
        self.rows = transaction.atomic()
        self.rows.__enter__()
        self.open_setting = in_setting(self.house.setting.pk)
        self.open_setting.__enter__()
        self.actors = {name: self.house.actor(name) for name in [*ADULTS, *MEMBERS]}
        self.told: dict[tuple[str, str], Told] = {}
        self.kept_away: set[tuple[str, str]] = set()
        self.wishes: dict[tuple[str, str], str] = {}

    def teardown(self) -> None:
        self.check_pictures_and_timelines()
        transaction.set_rollback(True)
        self.rows.__exit__(None, None, None)
        self.open_setting.__exit__(None, None, None)

    @initialize(most=some.sampled_from([1, 4]))
    def begin(self, most: int) -> None:
        self.most = most
        self.house.choose(most_linked_adults=most)

    def attempt(self, act: Callable[..., Any], **more: Any) -> bool:
        """Whether it was done; a refusal leaves nothing behind."""
        try:
            with transaction.atomic():
                act(**more)
        except DomainError as problem:
            assert problem.sentence.strip()
            return False
        return True

    def on(self, adult: str, child: str, by: str) -> dict[str, Any]:
        row = FamilyLink.objects.filter(
            membership=self.house.family[adult], child=self.house.children[child], ended_at__isnull=True
        ).first()
        link_id = row.pk if row else new_id()
        return {"actor": self.actors[by], "child_id": self.house.children[child].pk, "link_id": link_id}

    @rule(adult=adults, child=children, by=members)
    def link(self, adult: str, child: str, by: str) -> None:
        made = self.attempt(
            actions.link_family,
            actor=self.actors[by],
            child_id=self.house.children[child].pk,
            membership=self.house.family[adult],
            relation="carer",
            begins_at=clock.now() - dt.timedelta(days=365),
        )
        assert made == ((adult, child) not in self.told and (adult, child) not in self.kept_away)
        if made:
            others = {other for other, of in self.told if of == child and other != adult}
            linked = len(others) + {"Amara": 3, "Ben": 2, "Bea": 0}[child]
            self.told[adult, child] = Told(by, needs_second=child != "Amara" or linked >= self.most)

    @rule(adult=adults, child=some.sampled_from([*CHILDREN, "nobody"]))
    def answer(self, adult: str, child: str) -> None:
        born = {name: self.house.children[name].birth_date for name in CHILDREN}
        day = born.get(child, links.wrong_day(self.house))
        waiting = [
            (pair, told)
            for pair, told in self.told.items()
            if pair[0] == adult
            and not (told.is_confirmed or told.is_frozen or told.is_suspended or pair in self.kept_away)
        ]
        actions.answer_birth_date(actor=self.actors[adult], birth_date=day)
        fitting = [(pair, told) for pair, told in waiting if born[pair[1]] == day]
        if fitting:
            # Of twins it is the one that was linked first, which the model keeps in the order of linking.
            fitting[0][1].is_confirmed = True
        else:
            for _pair, told in waiting:
                told.wrong += 1

    @rule(adult=adults, child=children, by=members)
    def let_answer_again(self, adult: str, child: str, by: str) -> None:
        told = self.told.get((adult, child))
        if self.attempt(actions.let_answer_again, **self.on(adult, child, by)):
            assert told is not None
            assert told.is_frozen
            told.wrong = 0

    @rule(adult=adults, child=children, by=members)
    def second(self, adult: str, child: str, by: str) -> None:
        told = self.told.get((adult, child))
        on = self.on(adult, child, by)
        done = self.attempt(actions.second_link, actor=on["actor"], link_id=on["link_id"])
        if done:
            assert told is not None
            assert told.needs_second
            assert told.maker != by
            told.has_second = True

    @rule(adult=adults, child=children, by=members)
    def suspend(self, adult: str, child: str, by: str) -> None:
        told = self.told.get((adult, child))
        review_on = clock.today(self.house.system.zone) + dt.timedelta(days=9)
        done = self.attempt(
            actions.suspend_family, **self.on(adult, child, by), reason="why", words="words", review_on=review_on
        )
        assert done == (told is not None and not told.is_suspended)
        if told is not None:
            told.is_suspended = True

    @rule(adult=adults, child=children, by=members)
    def reinstate(self, adult: str, child: str, by: str) -> None:
        told = self.told.get((adult, child))
        done = self.attempt(actions.reinstate_family, **self.on(adult, child, by))
        assert done == (told is not None and told.is_suspended)
        if told is not None:
            told.is_suspended = False

    @rule(adult=adults, child=children, by=members, by_name=some.booleans())
    def restrict(self, adult: str, child: str, by: str, by_name: bool) -> None:
        if (adult, child) not in self.told:
            return
        on = self.on(adult, child, by)
        if by_name:
            on |= {"link_id": None, "full_name": f"{adult.upper()} example"}
        done = self.attempt(actions.restrict_access, **on, reason="An order.")
        assert done == ((adult, child) not in self.kept_away)
        self.kept_away.add((adult, child))

    @rule(adult=adults, child=children, by=members, act=some.sampled_from(["ask", "keep", "lift", "lift"]))
    def lift(self, adult: str, child: str, by: str, act: str) -> None:
        pair = (adult, child)
        row = AccessRestriction.objects.filter(
            child=self.house.children[child], person=self.house.family[adult].person, lifted_at__isnull=True
        ).first()
        assert (row is not None) == (pair in self.kept_away)
        if row is None:
            return
        do = {"ask": actions.ask_to_lift, "keep": actions.keep_restriction, "lift": actions.lift_restriction}[act]
        on = self.on(adult, child, by)
        done = self.attempt(do, actor=on["actor"], child_id=on["child_id"], restriction_id=row.pk)
        if not done:
            return
        if act == "ask":
            self.wishes[pair] = by
        else:
            assert act == "keep" or self.wishes[pair] != by
            del self.wishes[pair]
            if act == "lift":
                self.kept_away.remove(pair)

    @rule(adult=adults, child=children, by=members)
    def end(self, adult: str, child: str, by: str) -> None:
        done = self.attempt(actions.unlink_family, **self.on(adult, child, by))
        assert done == ((adult, child) in self.told)
        self.told.pop((adult, child), None)

    def is_open(self, adult: str, child: str) -> bool:
        told = self.told.get((adult, child))
        return told is not None and told.opens and (adult, child) not in self.kept_away

    @invariant()
    def what_is_readable_is_what_is_in_force(self) -> None:
        for adult in ADULTS:
            actor, opens = self.actors[adult], {child for child in CHILDREN if self.is_open(adult, child)}
            assert {one.child.first_name for one in queries.own_children(actor)} == opens
            readable = set(journal.visible_observations(actor).values_list("pk", flat=True))
            assert readable == {self.entries[child].pk for child in opens}

    def check_pictures_and_timelines(self) -> None:
        """What is asked of one entry says the same as what is asked of all."""
        for adult, child in itertools.product(ADULTS, CHILDREN):
            actor, entry = self.actors[adult], self.entries[child]
            photo_id = entries.photo_ids(entry)[0]
            assert self.attempt(journal.picture, actor=actor, photo_id=photo_id, size=Size.SMALL) == self.is_open(
                adult, child
            )
            for own in queries.own_children(actor):
                if own.child.pk == self.house.children[child].pk:
                    shown = journal.family_timeline(actor, own).entries
                    assert [one.observation_id for one in shown] == [entry.pk]


def test_links_live(house: House) -> None:
    links.add_second_member(house)
    entries_of_all = {}
    add_child(house, "Bea", "Acorns", months=41, key_person="Priya")
    for name, role in ADULTS.items():
        links.admit(house, name, role)
    for child in CHILDREN:
        entries_of_all[child] = entries.published(house, "Priya", child, photos=1)
    machine = type("LinksHere", (Links,), {"house": house, "entries": entries_of_all})
    several = settings(max_examples=max(12, settings.default.max_examples // 8), stateful_step_count=30)  # type: ignore[union-attr]
    run_state_machine_as_test(machine, settings=several)
