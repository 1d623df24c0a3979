"""A year at Heartsease Nursery, entry by entry: who saw what, when, of whom."""

import datetime as dt
import random
from collections import Counter
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from heartsease.cli.example.answering import answer, settle
from heartsease.cli.example.cast import CHILDREN, CLUB, SAPLINGS, SEEDLINGS, STAFF
from heartsease.cli.example.choosing import FROM_HOME, SITUATIONS, Chooser, about
from heartsease.cli.example.plan import COLLEAGUES, Entry, Part, Plan, PlannedChild, grow_children
from heartsease.cli.example.terms import busyness, is_school_day, open_days
from heartsease.cli.example.words import steps
from heartsease.cli.example.words.parts import GroupSituation, Place, Situation
from heartsease.domain.children.rules import Purpose, allows_new_pictures
from heartsease.domain.journal.rules import Source
from heartsease.kernel.text import first_name

ENTRIES_OF_A_YEAR = 1560
_ROOM_SHARES = {SEEDLINGS: 0.38, SAPLINGS: 0.44, CLUB: 0.18}
_HOME_SHARE, _GROUP_SHARE = 0.05, 0.055
_WITH_PICTURES, _NEXT_STEPS, _LEVELS = 0.76, 0.27, 0.25
_QUIET_FOR = dt.timedelta(days=19)
_KEY_PERSON_WRITES = 2.4


class Year:
    """The planning of one example."""

    def __init__(self, *, seed: int, today: dt.date, now: dt.datetime, zone: ZoneInfo, scale: float) -> None:
        self._rng = random.Random(seed)  # noqa: S311 - an example, not a secret
        self._today, self._now, self._zone = today, now, zone
        self._days = open_days(today - dt.timedelta(days=round(364 * scale)), today)
        self._count = round(ENTRIES_OF_A_YEAR * scale)
        self._chooser = Chooser(self._rng)
        self._written: Counter[int] = Counter()
        self.children = grow_children(CHILDREN, today=today, seed=seed)

    def plan(self) -> Plan:
        """Every entry, oldest first."""
        weights = [busyness(day, self._today) for day in self._days]
        days = Counter(self._rng.choices(self._days, weights, k=self._count) if self._days else [])
        entries: list[Entry] = []
        for day in self._days:
            for _entry in range(days[day]):
                chance = self._rng.random()
                if chance < _HOME_SHARE:
                    made = self._from_home(day)
                elif chance < _HOME_SHARE + _GROUP_SHARE:
                    made = self._of_a_group(day)
                else:
                    made = self._of_one(day)
                if made is not None:
                    entries.append(made)
        entries.sort(key=lambda entry: entry.happened_at)
        settle(entries, now=self._now, zone=self._zone, rng=self._rng)
        answer(entries, now=self._now, rng=self._rng)
        return Plan(self._today, self._now, self.children, entries)

    def _of_one(self, day: dt.date) -> Entry | None:
        room = self._rng.choices(list(_ROOM_SHARES), list(_ROOM_SHARES.values()))[0]
        present = self._present(room, day)
        if not present:
            return None
        # The least written about come first, with some chance left for the others.
        child = min(self._rng.sample(present, min(4, len(present))), key=lambda one: self._written[one.number])
        situation = self._chooser.situation(SITUATIONS, child, day, room)
        if situation is None:
            return None
        author = self._author(room, [child])
        happened_at = self._moment(day, room, situation.place)
        writer = about(child, day, first_name(COLLEAGUES[author].full_name))
        entry = Entry(
            situation=situation.key,
            source=Source.SETTING,
            author=author,
            room=room,
            text=self._chooser.words(situation.text, writer),
            parts=[self._part(child)],
            tags=self._tags(situation.tag_codes, child.stay.months_on(day)),
            happened_at=happened_at,
            created_at=self._soon_after(happened_at),
        )
        self._written[child.number] += 1
        self._take_pictures(entry, situation.scene_names, _WITH_PICTURES)
        if self._rng.random() < _NEXT_STEPS:
            entry.next_step, entry.next_step_is_for_home = self._next_step(situation, child, day, writer.writer)
        return entry

    def _of_a_group(self, day: dt.date) -> Entry | None:
        room = self._rng.choice([SEEDLINGS, SAPLINGS, SAPLINGS, CLUB])
        present = self._present(room, day)
        has_pictures = self._rng.random() < 0.9
        if has_pictures:
            present = [child for child in present if _may(child, Purpose.OTHERS_JOURNALS, day)]
        if len(present) < 3:
            return None
        together = self._rng.sample(present, self._rng.randint(3, min(7, len(present))))
        situation = self._chooser.group([child.stay.months_on(day) for child in together], day, room)
        if situation is None:
            return None
        author = self._author(room, together)
        happened_at = self._moment(day, room, Place.PLAY)
        writer = first_name(COLLEAGUES[author].full_name)
        entry = Entry(
            situation=situation.key,
            source=Source.SETTING,
            author=author,
            room=room,
            text=self._chooser.words(situation.text, about(together[0], day, writer)),
            parts=self._lines(situation, together, day, writer),
            tags=self._tags(situation.tag_codes, together[0].stay.months_on(day)),
            happened_at=happened_at,
            created_at=self._soon_after(happened_at),
        )
        if has_pictures:
            self._take_pictures(entry, situation.scene_names, 1.0)
        return entry

    def _from_home(self, day: dt.date) -> Entry | None:
        present = [child for child in self._attending(day) if child.young.stage == "attending"]
        # Some families write often, others never.
        keen = [child for child in present if child.number % 3 != 1]
        if not keen:
            return None
        child = self._rng.choice(keen)
        situation = self._chooser.situation(FROM_HOME, child, day, f"home of {child.young.family}")
        parents = [adult for home in child.family.homes for adult in home.adults if adult.has_account]
        if situation is None:
            return None
        author = self._rng.choice(parents)
        is_weekend = self._rng.random() < 0.6
        happened_on = day - dt.timedelta(days=day.weekday() + self._rng.randint(1, 2)) if is_weekend else day
        hour = self._rng.uniform(9.5, 16) if is_weekend else self._rng.uniform(17.8, 19.2)
        happened_at = self._at(happened_on, hour)
        entry = Entry(
            situation=situation.key,
            source=Source.HOME,
            author=author.full_name,
            room=None,
            text=self._chooser.words(situation.text, about(child, day, first_name(author.full_name))),
            parts=[Part(child=child)],
            tags=[],
            happened_at=happened_at,
            created_at=happened_at + dt.timedelta(minutes=self._rng.randint(20, 170)),
        )
        self._take_pictures(entry, situation.scene_names, 0.72)
        return entry

    def _attending(self, day: dt.date) -> list[PlannedChild]:
        return [
            child
            for child in self.children
            if child.stay.attends(day)
            and not (child.young.is_quiet and self._today - day < _QUIET_FOR)
            and (day - child.stay.start).days >= 3
        ]

    def _present(self, room: str, day: dt.date) -> list[PlannedChild]:
        return [child for child in self._attending(day) if child.stay.room_on(day) == room]

    def _author(self, room: str, children: Sequence[PlannedChild]) -> str:
        kin = {adult.staff_key for child in children for home in child.family.homes for adult in home.adults}
        keys = {child.young.key_person for child in children}
        staff = [one for one in STAFF if room in one.rooms and one.key not in kin]
        weights = [one.writes * (_KEY_PERSON_WRITES if one.key in keys else 1) for one in staff]
        return self._rng.choices(staff, weights)[0].key

    def _lines(
        self, situation: GroupSituation, together: Sequence[PlannedChild], day: dt.date, writer: str
    ) -> list[Part]:
        parts = [Part(child=child) for child in together]
        if self._rng.random() < 0.6:
            lines = self._rng.sample(situation.lines, len(situation.lines))
            for part, line in zip(parts, lines, strict=False):
                part.line = self._chooser.words(line, about(part.child, day, writer))
        return parts

    def _part(self, child: PlannedChild) -> Part:
        if self._rng.random() >= _LEVELS:
            return Part(child=child)
        return Part(
            child=child,
            well_being=self._rng.choices([2, 3, 4, 5], [2, 15, 48, 35])[0],
            involvement=self._rng.choices([2, 3, 4, 5], [2, 18, 45, 35])[0],
        )

    def _tags(self, codes: Sequence[str], months: int) -> list[str]:
        if months > 72 and self._rng.random() < 0.65:
            return []  # the framework ends with the reception year
        kept = [code for code in codes[1:] if self._rng.random() < (0.75 if "." not in code else 0.6)]
        return [codes[0], *kept]

    def _take_pictures(self, entry: Entry, scenes: Sequence[str], share: float) -> None:
        day = entry.happened_at.astimezone(self._zone).date()
        if not scenes or self._rng.random() >= share:
            return
        if not all(_may(part.child, Purpose.OWN_JOURNAL, day) for part in entry.parts):
            return
        count = self._rng.choices([1, 2, 3, 4], [62, 27, 8, 3])[0]
        first = self._rng.choice(scenes)
        entry.scenes = [first if self._rng.random() < 0.7 else self._rng.choice(scenes) for _photo in range(count)]

    def _next_step(self, situation: Situation, child: PlannedChild, day: dt.date, writer: str) -> tuple[str, bool]:
        is_for_home = bool(situation.home) and (not situation.steps or self._rng.random() < 0.4)
        own = situation.home if is_for_home else situation.steps
        if not own or self._rng.random() < 0.35:
            bank = steps.FOR_LITTLE_ONES if child.stay.months_on(day) < 36 else steps.FOR_OLDER_ONES
            is_for_home = self._rng.random() < 0.2
            own = steps.FOR_HOME if is_for_home else bank.get(situation.tag_codes[0][:3], bank["UTW"])
        return self._chooser.words(self._rng.choice(own), about(child, day, writer)), is_for_home

    def _moment(self, day: dt.date, room: str, place: Place) -> dt.datetime:
        if room == CLUB and is_school_day(day):
            spans = [(15.75, 16.2)] if place is Place.SNACK else [(15.6, 17.6)]
        else:
            spans = {
                Place.ARRIVAL: [(8.1, 9.2)],
                Place.SNACK: [(10.0, 10.5), (15.0, 15.4)],
                Place.LUNCH: [(12.0, 12.7)],
                Place.PLAY: [(9.2, 11.9), (9.2, 11.9), (13.4, 16.7)],
            }[place]
        return self._at(day, self._rng.uniform(*self._rng.choice(spans)))

    def _soon_after(self, moment: dt.datetime) -> dt.datetime:
        minutes = self._rng.choices([self._rng.uniform(0.3, 6), self._rng.uniform(20, 95)], [7, 3])[0]
        return moment + dt.timedelta(minutes=minutes)

    def _at(self, day: dt.date, hour: float) -> dt.datetime:
        midnight = dt.datetime.combine(day, dt.time.min, tzinfo=self._zone)
        wall = midnight + dt.timedelta(seconds=round(hour * 3600))
        return wall.astimezone(dt.UTC)


def _may(child: PlannedChild, purpose: Purpose, day: dt.date) -> bool:
    return allows_new_pictures(child.agreed(), Purpose.OWN_JOURNAL, day) and allows_new_pictures(
        child.agreed(), purpose, day
    )
