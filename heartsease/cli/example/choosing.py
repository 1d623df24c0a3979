"""Choosing what happened: nothing twice to the same child, and never the same in one room for weeks."""

import datetime as dt
import random
from collections import Counter, defaultdict, deque
from collections.abc import Sequence

from heartsease.cli.example.plan import PlannedChild
from heartsease.cli.example.words import (
    club,
    groups,
    groups_more,
    home,
    nursery_indoors,
    nursery_outdoors,
    nursery_reading,
    toddlers_indoors,
    toddlers_outdoors,
    toddlers_together,
)
from heartsease.cli.example.words.parts import GroupSituation, Situation
from heartsease.cli.example.writing import About, write

SITUATIONS: Sequence[Situation] = (
    *toddlers_indoors.SITUATIONS,
    *toddlers_together.SITUATIONS,
    *toddlers_outdoors.SITUATIONS,
    *nursery_indoors.SITUATIONS,
    *nursery_outdoors.SITUATIONS,
    *nursery_reading.SITUATIONS,
    *club.SITUATIONS,
)
GROUPS: Sequence[GroupSituation] = (*groups.GROUPS, *groups_more.GROUPS)
FROM_HOME: Sequence[Situation] = home.ENTRIES

_SAME_CHILD_AGAIN = dt.timedelta(days=320)
_REMEMBERED_IN_A_ROOM = 24
_TRIES_FOR_NEW_WORDS = 30


class Chooser:
    """Remembers what was told of whom and where."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._uses: Counter[str] = Counter()
        self._told: dict[tuple[int, str], dt.date] = {}
        self._recent: dict[str, deque[str]] = defaultdict(lambda: deque(maxlen=_REMEMBERED_IN_A_ROOM))
        self._said: set[str] = set()

    def situation(self, among: Sequence[Situation], child: PlannedChild, day: dt.date, place: str) -> Situation | None:
        """Something that suits the child's age, the month and the family; None where nothing is left to tell."""
        months = child.stay.months_on(day)
        fitting = [
            one
            for one in among
            if one.ages[0] <= months < one.ages[1]
            and (not one.months or day.month in one.months)
            and (not one.needs_language or child.young.language)
            and one.key not in self._recent[place]
            and day - self._told.get((child.number, one.key), dt.date.min) > _SAME_CHILD_AGAIN
        ]
        if not fitting:
            return None
        # What belongs to a season has only that season; everything else has the whole year.
        weights = [(1.7 if one.months else 1.0) / (1 + self._uses[one.key]) ** 2.4 for one in fitting]
        chosen = self._rng.choices(fitting, weights)[0]
        self._remember(chosen.key, place)
        self._told[child.number, chosen.key] = day
        return chosen

    def group(self, months: Sequence[int], day: dt.date, place: str) -> GroupSituation | None:
        """Something that suits children of all these ages."""
        fitting = [
            one
            for one in GROUPS
            if all(one.ages[0] <= age < one.ages[1] for age in months)
            and (not one.months or day.month in one.months)
            and one.key not in self._recent[place]
        ]
        if not fitting:
            return None
        chosen = self._rng.choices(fitting, [1 / (1 + self._uses[one.key]) ** 2 for one in fitting])[0]
        self._remember(chosen.key, place)
        return chosen

    def words(self, text: str, about: About) -> str:
        """``text`` in words that were not used for anybody before, as far as it allows."""
        written = ""
        for _try in range(_TRIES_FOR_NEW_WORDS):
            written = write(text, about, self._rng)
            shape = written.replace(about.name, "")
            if shape not in self._said:
                self._said.add(shape)
                break
        return written

    def _remember(self, key: str, place: str) -> None:
        self._uses[key] += 1
        self._recent[place].append(key)


def about(child: PlannedChild, day: dt.date, writer: str) -> About:
    """The child on ``day``, as ``writer`` (a first name) sees it."""
    return About(
        name=child.name,
        is_girl=child.is_girl,
        age_in_months=child.stay.months_on(day),
        writer=writer,
        interest=child.young.interest,
        language=child.young.language,
    )
