"""Who of the staff has looked at an own child, by day, in plain words."""

import datetime as dt
import itertools
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from heartsease.domain.access.permissions import ROLE_NAMES, Role
from heartsease.domain.audit.rules import Event
from heartsease.domain.children import queries as children
from heartsease.domain.children.seen import Look, who_has_seen
from heartsease.web.family import own
from heartsease.web.presenting import show
from heartsease.web.requests import actor_of

PAGES: Mapping[str, Promise] = {
    "journal": gettext_lazy("the journal"),
    "development": gettext_lazy("the page about development"),
    "record": gettext_lazy("the record"),
    "permissions": gettext_lazy("the answers about photographs"),
}


@dataclass(frozen=True, slots=True)
class Looker:
    """Somebody of the staff, and everything they opened on one day."""

    membership_id: uuid.UUID
    name: str
    role: str
    opened: list[str]


@dataclass(frozen=True, slots=True)
class SeenDay:
    """A day and who looked on it."""

    title: str
    lookers: list[Looker]


def seen(request: HttpRequest, child_id: uuid.UUID) -> HttpResponse:
    """A page of days; one of somebody else's child looks like none."""
    actor = actor_of(request)
    chosen = own.find(children.own_children(actor), child_id)
    before = _day(request.GET.get("before", ""))
    page = who_has_seen(actor, chosen, before=before)
    address = reverse("journal-seen", args=[child_id])
    context = {
        "days": _days(page.looks),
        "child": own.face(chosen.child),
        "url": address,
        "is_older_page": before is not None,
        "older_url": f"{address}?before={page.following.isoformat()}" if page.following else "",
    }
    is_part = bool(getattr(request, "htmx", False)) and before is not None
    return show(request, "family/seen_days.html" if is_part else "family/seen.html", context)


def _days(looks: Iterable[Look]) -> list[SeenDay]:
    return [
        SeenDay(
            date_format(day, "l j F Y"),
            [
                _looker(list(of_one))
                for _key, of_one in itertools.groupby(of_day, lambda look: (look.membership_id, look.role))
            ],
        )
        for day, of_day in itertools.groupby(looks, lambda look: look.day)
    ]


def _looker(looks: list[Look]) -> Looker:
    first = looks[0]
    return Looker(
        first.membership_id,
        first.name or _("Somebody who was removed"),
        str(ROLE_NAMES[Role(first.role)]).lower(),
        [_opened(look) for look in sorted(looks, key=_place)],
    )


def _place(look: Look) -> tuple[bool, str, int]:
    """Pages first, in their own order; then photographs, then what is held in confidence."""
    pages = list(PAGES)
    place = pages.index(look.part) if look.part in PAGES else len(pages)
    return look.event != Event.CHILD_VIEWED, look.event, place


def _opened(look: Look) -> str:
    if look.event == Event.PHOTO_VIEWED:
        words = ngettext("a photograph at full size", "%(count)d photographs at full size", look.times)
        return words % {"count": look.times}
    is_facts = look.event == Event.SENSITIVE_FACTS_VIEWED
    what = _("what is held in confidence") if is_facts else str(PAGES.get(look.part, _("a page")))
    return what if look.times == 1 else _("%(what)s, %(times)d times") % {"what": what, "times": look.times}


def _day(text: str) -> dt.date | None:
    """The day in an address, or None for anything else: the first page."""
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return day if dt.MINYEAR < day.year < dt.MAXYEAR else None
