"""The list of children: by room, by name, by whether they attend."""

import datetime as dt
import enum
import itertools
import unicodedata
import uuid
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from heartsease.domain.access.permissions import Permission
from heartsease.domain.children import queries
from heartsease.domain.children.models import Child
from heartsease.domain.children.rules import Purpose, allows_new_pictures
from heartsease.kernel import clock
from heartsease.kernel.text import clean_line
from heartsease.web.addresses import address, portrait_url
from heartsease.web.presenting import show
from heartsease.web.requests import actor_of
from heartsease.web.staff.children.pages import Tab, age_text, state_text

MOST_SHOWN = 300
"""More than any setting has on roll; only the list of those who left can be longer, and is searched."""


class Which(enum.StrEnum):
    """Which children are listed."""

    ATTENDING = "attending"
    JOINING = "joining"
    LEFT = "left"

    @property
    def label(self) -> Promise:
        """The list's name for people."""
        return {"attending": _("Attending"), "joining": _("Joining"), "left": _("Left")}[self.value]

    def condition(self, today: dt.date) -> Q:
        """The rows that belong to the list on ``today``."""
        if self is Which.JOINING:
            return Q(start_date__gt=today)
        if self is Which.LEFT:
            return Q(leaving_date__lt=today)
        return queries.attending(today)


@dataclass(frozen=True, slots=True)
class Tile:
    """A child in the list."""

    child_id: uuid.UUID
    url: str
    name: str
    room: str
    portrait_url: str
    text: str
    has_no_photo: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A room and its children."""

    title: str
    tiles: list[Tile]


def children(request: HttpRequest) -> HttpResponse:
    """Everybody the actor works with, room by room; ``q`` narrows by name."""
    actor = actor_of(request)
    today = clock.today(actor.zone)
    which = _chosen(request.GET.get("show", ""))
    wanted = clean_line(request.GET.get("q", ""))[:120]
    found = queries.visible_children(actor).filter(which.condition(today))
    rows = list(
        _named(found, wanted)
        .select_related("room", "portrait")
        .order_by("-leaving_date" if which is Which.LEFT else "full_name", "full_name")[: MOST_SHOWN + 1]
    )
    return show(
        request,
        "staff/children/children.html",
        {
            "groups": _groups(rows[:MOST_SHOWN], today, by_room=which is Which.ATTENDING),
            "which": which,
            "wanted": wanted,
            "tabs": [_tab(one, wanted, is_current=one is which) for one in Which],
            "shown": min(len(rows), MOST_SHOWN),
            "has_more": len(rows) > MOST_SHOWN,
            "may_add": actor.may(Permission.CHILD_RECORD_WRITE),
        },
    )


def _chosen(text: str) -> Which:
    return Which(text) if text in set(Which) else Which.ATTENDING


def _tab(which: Which, wanted: str, *, is_current: bool) -> Tab:
    query = {"show": which.value} | ({"q": wanted} if wanted else {})
    return Tab(str(which.label), f"{reverse('children')}?{urlencode(query)}", is_current)


def _named(found: QuerySet[Child], wanted: str) -> QuerySet[Child]:
    """Those whose name holds every word of ``wanted``. Not in SQL: SQLite folds no capitals beyond ASCII, and Zoe
    should find Zoë."""
    words = _folded(wanted).split()
    if not words:
        return found
    names = found.values_list("pk", "full_name", "known_as")
    matching = [
        child_id
        for child_id, full_name, known_as in names
        if all(word in _folded(f"{full_name} {known_as}") for word in words)
    ]
    return found.filter(pk__in=matching[: MOST_SHOWN + 1])


def _folded(text: str) -> str:
    split = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in split if not unicodedata.combining(sign)).casefold()


def _groups(rows: list[Child], today: dt.date, *, by_room: bool) -> list[Group]:
    tiles = [_tile(child, today, is_away=not by_room) for child in rows]
    if not by_room:
        return [Group("", tiles)] if tiles else []
    order = {child.pk: (child.room.position, child.room.name, child.first_name.casefold()) for child in rows}
    tiles.sort(key=lambda tile: order[tile.child_id])
    return [Group(room, list(inside)) for room, inside in itertools.groupby(tiles, key=lambda tile: tile.room)]


def _tile(child: Child, today: dt.date, *, is_away: bool) -> Tile:
    return Tile(
        child_id=child.pk,
        url=address("child", child.pk),
        name=child.first_name,
        room=child.room.name,
        portrait_url=portrait_url(child),
        text=state_text(child, today) if is_away else age_text(child, today),
        has_no_photo=not allows_new_pictures(child.photo_permissions, Purpose.OWN_JOURNAL, today),
    )
