"""What becomes of entries: review, publication, next steps, and what families and staff say under them."""

import datetime as dt
import random
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from heartsease.cli.example.cast import CLUB, SAPLINGS, SEEDLINGS, Adult
from heartsease.cli.example.choosing import about
from heartsease.cli.example.plan import COLLEAGUES, Entry, PlannedChild, Word
from heartsease.cli.example.terms import is_open
from heartsease.cli.example.words import answers
from heartsease.cli.example.writing import write
from heartsease.domain.access.permissions import Role
from heartsease.domain.journal.rules import State
from heartsease.kernel.text import first_name

_REVIEWERS = {
    SEEDLINGS: {"priya": 0.55, "temitope": 0.25, "helen": 0.2},
    SAPLINGS: {"siobhan": 0.55, "temitope": 0.25, "helen": 0.2},
    CLUB: {"temitope": 0.55, "helen": 0.35, "siobhan": 0.1},
}
_WAITING, _WAITING_FROM_HOME = 5, 1
_HAVE_DRAFTS, _HAVE_RETURNS = ("daniel", "karolina", "jamie", "bethan"), ("daniel", "jamie")
_RETURNED_ON_THE_WAY, _ANSWERED_STEPS = 0.03, 0.65
_COMMENTS, _COMMENTS_LATELY, _HEARTS = 0.15, 0.4, 0.45
_LATELY = dt.timedelta(days=8)
_JUST_PUBLISHED = dt.timedelta(seconds=20)
_OPENS, _CLOSES = dt.time(8), dt.time(18)


def settle(entries: list[Entry], *, now: dt.datetime, zone: ZoneInfo, rng: random.Random) -> None:
    """Take every entry through review, and leave the newest in all the states there are.

    ``entries`` are sorted by when they happened; what has not happened yet is taken out.
    """
    entries[:] = [entry for entry in entries if entry.created_at < now - dt.timedelta(minutes=12)]
    for entry in entries:
        _review(entry, now=now, zone=zone, rng=rng)
    newest = [entry for entry in reversed(entries) if not entry.is_from_home]
    for author in _HAVE_DRAFTS:
        for entry in _alone(newest, author)[:1]:
            _unsend(entry, State.DRAFT)
    for author, note in zip(_HAVE_RETURNS, answers.RETURNS, strict=False):
        for entry in _alone(newest, author)[:1]:
            _return(entry, note, now=now, rng=rng)
    rest = [entry for entry in newest if entry.state is State.PUBLISHED]
    for entry in rest[:_WAITING]:
        _unsend(entry, State.SUBMITTED)
    for entry in [one for one in reversed(entries) if one.is_from_home][:_WAITING_FROM_HOME]:
        _unsend(entry, State.SUBMITTED)
    rest = rest[_WAITING:]
    if rest:
        rest[0].published_at = now - _JUST_PUBLISHED
        rest[0].returned_at = None
    _withdraw_one(rest[1:], now=now, rng=rng)
    _edit_some(rest[1:], now=now, rng=rng)


def answer(entries: Sequence[Entry], *, now: dt.datetime, rng: random.Random) -> None:
    """Next steps that were seen since, hearts and comments of families, answers of staff."""
    for entry in entries:
        if entry.state is not State.PUBLISHED or entry.published_at is None:
            continue
        if entry.next_step and now - entry.published_at > dt.timedelta(days=21) and rng.random() < _ANSWERED_STEPS:
            entry.answered_at = _between(
                entry.published_at + dt.timedelta(days=4), min(entry.published_at + dt.timedelta(days=45), now), rng
            )
        if entry.published_at > now - dt.timedelta(minutes=40):
            continue
        for part in entry.parts:
            if entry.is_from_home:
                _thank(entry, part.child, now=now, rng=rng)
            else:
                _respond(entry, part.child, now=now, rng=rng)


def _review(entry: Entry, *, now: dt.datetime, zone: ZoneInfo, rng: random.Random) -> None:
    entry.submitted_at = entry.created_at + dt.timedelta(minutes=rng.uniform(0.5, 11))
    entry.reviewer = _reviewer(entry, rng)
    published_at = _working_time(entry.submitted_at + dt.timedelta(minutes=rng.uniform(15, 260)), zone, rng)
    if not entry.is_from_home and rng.random() < _RETURNED_ON_THE_WAY:
        entry.returned_at = published_at
        entry.note = rng.choice(answers.RETURNS).replace("{name}", entry.parts[0].child.name)
        entry.resubmitted_at = _working_time(published_at + dt.timedelta(minutes=rng.uniform(20, 300)), zone, rng)
        published_at = _working_time(entry.resubmitted_at + dt.timedelta(minutes=rng.uniform(10, 120)), zone, rng)
    if published_at >= now - dt.timedelta(minutes=8):
        published_at = _between(entry.submitted_at, now - dt.timedelta(minutes=6), rng)
        entry.returned_at = entry.resubmitted_at = None
    entry.published_at = published_at


def _reviewer(entry: Entry, rng: random.Random) -> str:
    room = entry.room or entry.parts[0].child.young.room
    shares = {key: share for key, share in _REVIEWERS[room].items() if key != entry.author}
    return rng.choices(list(shares), list(shares.values()))[0]


def _working_time(moment: dt.datetime, zone: ZoneInfo, rng: random.Random) -> dt.datetime:
    """``moment``, or the beginning of the next day on which somebody is there to do it."""
    local = moment.astimezone(zone)
    if is_open(local.date()) and _OPENS <= local.time() < _CLOSES:
        return moment
    day = local.date() + dt.timedelta(days=0 if local.time() < _OPENS and is_open(local.date()) else 1)
    while not is_open(day):
        day += dt.timedelta(days=1)
    opening = dt.datetime.combine(day, _OPENS, tzinfo=zone).astimezone(dt.UTC)
    return opening + dt.timedelta(minutes=rng.uniform(3, 95))


def _unsend(entry: Entry, state: State) -> None:
    entry.state = state
    entry.published_at = entry.returned_at = entry.resubmitted_at = None
    entry.note = ""
    if state is State.DRAFT:
        entry.submitted_at = None
    entry.reviewer = ""


def _alone(entries: Sequence[Entry], author: str) -> list[Entry]:
    """What ``author`` wrote of single children and has sent."""
    return [
        entry
        for entry in entries
        if entry.author == author and len(entry.parts) == 1 and entry.state is State.PUBLISHED
    ]


def _return(entry: Entry, note: str, *, now: dt.datetime, rng: random.Random) -> None:
    reviewer = entry.reviewer
    _unsend(entry, State.RETURNED)
    entry.reviewer = reviewer
    entry.note = note.replace("{name}", entry.parts[0].child.name)
    entry.returned_at = _between(entry.submitted_at, min(entry.created_at + dt.timedelta(hours=20), now), rng)


def _withdraw_one(entries: Sequence[Entry], *, now: dt.datetime, rng: random.Random) -> None:
    for entry in entries:
        if entry.published_at is not None and now - entry.published_at > dt.timedelta(days=9):
            entry.state, entry.note = State.WITHDRAWN, answers.WITHDRAWALS[0]
            entry.withdrawn_at = _between(entry.published_at, entry.published_at + dt.timedelta(hours=5), rng)
            return


def _edit_some(entries: Sequence[Entry], *, now: dt.datetime, rng: random.Random) -> None:
    suitable = [
        entry
        for entry in entries
        if entry.state is State.PUBLISHED
        and entry.published_at is not None
        and len(entry.parts) == 1
        and entry.parts[0].child.young.stage == "attending"
        and dt.timedelta(days=4) < now - entry.published_at < dt.timedelta(days=60)
    ]
    for entry, tail in zip(suitable[::9], answers.EDIT_TAILS, strict=False):
        if entry.published_at is None:
            continue
        child = entry.parts[0].child
        entry.text_before_edit = entry.text
        entry.text = f"{entry.text} {write(tail, about(child, now.date(), ''), rng)}"
        entry.edited_at = _between(entry.published_at, entry.published_at + dt.timedelta(days=3), rng)


def _respond(entry: Entry, child: PlannedChild, *, now: dt.datetime, rng: random.Random) -> None:
    readers = child.readers()
    if child.stay.leaving is not None or entry.published_at is None or not readers:
        return
    visible = entry.published_at + dt.timedelta(minutes=6)
    if rng.random() < _HEARTS:
        for adult, _home in rng.sample(readers, min(len(readers), rng.choice([1, 1, 2]))):
            entry.hearts.append((child, adult.full_name))
    if rng.random() >= (_COMMENTS_LATELY if now - entry.published_at < _LATELY else _COMMENTS):
        return
    adult, home = rng.choice(readers)
    said, answered = rng.choice([pair for pair in answers.FAMILY_AND_STAFF if _could_say(pair[0], adult)])
    at = _between(visible, min(visible + dt.timedelta(hours=rng.choice([3, 12, 30])), now), rng)
    person = about(child, at.date(), first_name(COLLEAGUES[entry.author].full_name))
    word = Word(
        child=child,
        author=adult.full_name,
        home=home.adults[0].full_name if home else adult.full_name,
        text=write(said, person, rng),
        at=at,
    )
    entry.words.append(word)
    is_old = now - at > dt.timedelta(hours=20)
    may_answer = COLLEAGUES[entry.author].role is not Role.STUDENT
    if answered and is_old and rng.random() < 0.9:
        word.answerer = entry.author if may_answer else child.young.key_person
        answering = about(child, at.date(), first_name(COLLEAGUES[word.answerer].full_name))
        word.answer = write(answered, answering, rng)
        word.answered_at = _between(at, min(at + dt.timedelta(hours=20), now), rng)


def _thank(entry: Entry, child: PlannedChild, *, now: dt.datetime, rng: random.Random) -> None:
    if rng.random() > 0.55 or entry.published_at is None:
        return
    home = next(one for one in child.family.homes if entry.author in {adult.full_name for adult in one.adults})
    at = _between(entry.published_at, min(entry.published_at + dt.timedelta(hours=30), now), rng)
    author = child.young.key_person
    text = write(rng.choice(answers.STAFF_ON_HOME), about(child, at.date(), ""), rng)
    if first_name(COLLEAGUES[author].full_name) not in first_name(entry.author):
        entry.words.append(Word(child=child, author=author, home=home.adults[0].full_name, text=text, at=at))


def _could_say(text: str, adult: Adult) -> bool:
    wanted = {"mum": "mother", "dad": "father"}
    return all(relation in adult.relation or word not in text.casefold().split() for word, relation in wanted.items())


def _between(first: dt.datetime | None, last: dt.datetime, rng: random.Random) -> dt.datetime:
    if first is None or first >= last:
        return last
    return first + (last - first) * rng.uniform(0.05, 0.95)
