"""Entries of a child's journal in the shape that components/entry.html takes, for staff."""

import datetime as dt
import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from heartsease.domain.children.models import Child
from heartsease.domain.frameworks.tree import FrameworkTree
from heartsease.domain.journal.models import Observation
from heartsease.domain.journal.rules import Source
from heartsease.web.staff.cards import area_labels, pictures_of, status_of
from heartsease.web.templatetags.heartsease import hue


@dataclass(frozen=True, slots=True)
class Month:
    """The entries of one month; without a heading where an earlier page has begun the month."""

    first_day: dt.date
    has_heading: bool
    entries: list[dict[str, Any]]


def months_of(
    observations: Iterable[Observation],
    child: Child,
    tree: FrameworkTree | None,
    zone: ZoneInfo,
    *,
    begun: dt.date | None = None,
) -> list[Month]:
    """``observations``, newest first, by month; ``begun`` is the first day of a month that has its heading."""

    def month(observation: Observation) -> dt.date:
        return observation.happened_at.astimezone(zone).date().replace(day=1)

    return [
        Month(first_day, first_day != begun, [_entry(observation, child, tree) for observation in inside])
        for first_day, inside in itertools.groupby(observations, key=month)
    ]


def _entry(observation: Observation, child: Child, tree: FrameworkTree | None) -> dict[str, Any]:
    author = observation.author.person
    subjects = list(observation.subjects.all())
    status = status_of(observation)
    known = [tag.node_id for tag in observation.tags.all() if tree is not None and tree.get(tag.node_id)]
    return {
        "id": observation.pk,
        "url": reverse("observation", args=[observation.pk]),
        "note": observation.text,
        "line": next((subject.line for subject in subjects if subject.child_id == child.pk), ""),
        "photos": _photos(observation),
        "areas": area_labels(tree, known) if tree is not None else [],
        "next_step": observation.next_step,
        "happened_at": observation.happened_at,
        "author_name": author.full_name,
        "author_hue": hue(author.pk),
        "is_from_home": observation.source == Source.HOME,
        "is_edited": observation.edited_at is not None,
        "status": "" if status == "published" else status,
        "visible_at": observation.visible_from,
        "children": [
            {"name": subject.child.first_name, "hue": hue(subject.child_id)}
            for subject in subjects
            if len(subjects) > 1
        ],
    }


def _photos(observation: Observation) -> list[dict[str, Any]]:
    pictures = pictures_of(observation)
    return [
        {
            "small_url": picture.small_url,
            "width": picture.width,
            "height": picture.height,
            "alt": _("Photograph %(number)d of %(count)d") % {"number": number, "count": len(pictures)},
        }
        for number, picture in enumerate(pictures, 1)
    ]
