"""An entry from home as its author sees it: what was written, and what became of it."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heartsease.domain.children.queries import OwnChild
from heartsease.domain.journal.models import Observation, ObservationPhoto
from heartsease.domain.journal.rules import State
from heartsease.domain.photos.rules import Size
from heartsease.kernel import clock
from heartsease.web.family.cards import excerpt, photo_url
from heartsease.web.family.markup import PagePicture

SHOWN_PICTURES = 3


@dataclass(frozen=True, slots=True)
class HomeCard:
    """One own entry. ``state`` is draft, waiting, returned, pending, published or withdrawn."""

    id: uuid.UUID
    url: str
    state: str
    day: str
    moment: str
    names: str
    text: str
    excerpt: str
    picture_urls: Sequence[str]
    picture_words: str
    note: str
    visible_from: dt.datetime | None
    journal_url: str


def home_card(entry: Observation, own: Sequence[OwnChild], zone: ZoneInfo) -> HomeCard | None:
    """The card of an own entry; None when it is about children to whom the author is no longer linked."""
    linked = {one.child.pk: one.child for one in own}
    subjects = list(entry.subjects.all())
    about = [linked[subject.child_id] for subject in subjects if subject.child_id in linked]
    if subjects and not about:
        return None
    local = entry.happened_at.astimezone(zone)
    state = _state_of(entry)
    pictures = _shown(entry)
    return HomeCard(
        id=entry.pk,
        url=reverse("from-home-entry", args=[entry.pk]),
        state=state,
        day=date_format(local, "l j F" if local.year == clock.today(zone).year else "l j F Y"),
        moment=local.isoformat(timespec="minutes"),
        names=_joined([child.first_name for child in about]),
        text=entry.text,
        excerpt=excerpt(entry.text),
        picture_urls=[photo_url(one.photo_id, Size.SMALL) for one in pictures[:SHOWN_PICTURES]],
        picture_words=_count_words(len(pictures)),
        note=_note(entry) if state == "returned" else "",
        visible_from=entry.visible_from,
        journal_url=reverse("journal-entry", args=[about[0].pk, entry.pk]) if state == "published" and about else "",
    )


def pictures_of(entry: Observation, names: str) -> list[PagePicture]:
    """The photographs of an own entry, in order."""
    placed = _shown(entry)
    about = names or _("Your photographs")
    return [
        PagePicture(
            photo_id=one.photo_id,
            small_url=photo_url(one.photo_id, Size.SMALL),
            large_url=photo_url(one.photo_id, Size.LARGE),
            width=one.photo.width,
            height=one.photo.height,
            alt=_("%(about)s, photograph %(number)d of %(total)d")
            % {"about": about, "number": number, "total": len(placed)},
        )
        for number, one in enumerate(placed, 1)
    ]


def _shown(entry: Observation) -> list[ObservationPhoto]:
    """Without those that were reported, which no family sees."""
    return [placed for placed in entry.pictures.all() if placed.photo.hidden_at is None]


def _state_of(entry: Observation) -> str:
    if entry.state == State.PUBLISHED:
        is_pending = entry.visible_from is not None and entry.visible_from > clock.now()
        return "pending" if is_pending else "published"
    return {State.SUBMITTED: "waiting"}.get(State(entry.state), entry.state)


def _note(entry: Observation) -> str:
    """What staff wrote when they gave it back, which is the last step of what was given back."""
    steps = sorted(entry.review_steps.all(), key=lambda step: (step.at, step.pk))
    return steps[-1].note if steps else ""


def _joined(names: Sequence[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def _count_words(number: int) -> str:
    return ngettext("%(number)d photograph", "%(number)d photographs", number) % {"number": number} if number else ""
