"""The staff home, the rooms and the daily register."""

import datetime as dt
import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor
from heartsease.domain.access.permissions import Permission
from heartsease.domain.accounts import queries as accounts
from heartsease.domain.accounts.models import Way
from heartsease.domain.children import actions as child_actions
from heartsease.domain.children import queries as children
from heartsease.domain.children.rules import ending
from heartsease.domain.frameworks import queries as frameworks
from heartsease.domain.journal import queries as journal
from heartsease.domain.journal.models import Observation
from heartsease.domain.journal.rules import State
from heartsease.domain.reading import actions as reading
from heartsease.domain.setting import queries as setting
from heartsease.domain.setting.models import Room
from heartsease.kernel import clock
from heartsease.kernel.errors import NotFoundError
from heartsease.web.requests import actor_of, membership_of, session_of
from heartsease.web.staff.cards import ChildTile, child_tile, entry_card
from heartsease.web.staff.markup import RegisterMarkup, entries

ROOM_KEY = "room"
EARLIEST_DAY = dt.date(2000, 1, 1)
"""No register is older; the calendar has days before it, but not before each of them."""
MARKS = {
    "arrive": child_actions.mark_arrived,
    "leave": child_actions.mark_left,
    "not-here": child_actions.take_back_arrival,
    "still-here": child_actions.take_back_leaving,
}


def today(request: HttpRequest) -> HttpResponseBase:
    """The first page of staff: capture in one tap, who is here, what waits for them."""
    actor = actor_of(request)
    day = clock.today(actor.zone)
    rolled = children.roll_tiles(children.on_roll(actor))
    tiles = [(child.room_id, child_tile(child, day)) for child in rolled]
    rooms = [
        {
            "room": room,
            "here": sum(tile.is_here for room_id, tile in tiles if room_id == room.pk),
            "on_roll": sum(room_id == room.pk for room_id, _tile in tiles),
        }
        for room in setting.rooms(actor)
    ]
    mine = journal.my_entries(actor, limit=30) if actor.may(Permission.OBSERVATION_WRITE) else []
    returned = [entry for entry in mine if entry.state == State.RETURNED]
    comments = journal.new_from_families(actor)
    may_record = actor.may(Permission.PHOTO_PERMISSION_RECORD)
    held = journal.held_photos(actor).count() if actor.may(Permission.OBSERVATION_WRITE) else 0
    reading.reserve(
        actor=actor,
        children=[
            *(subject.child_id for entry in returned for subject in entry.subjects.all()),
            *(comment.subject.child_id for comment in comments),
        ],
    )
    return render(
        request,
        "staff/today.html",
        {
            "today": day,
            "rooms": [entry for entry in rooms if entry["on_roll"]],
            "returned": [_returned(entry) for entry in returned],
            "drafts": sum(entry.state == State.DRAFT for entry in mine),
            "waiting": journal.review_queue(actor).count() if actor.may(Permission.OBSERVATION_REVIEW) else 0,
            "comments": comments,
            "held": held,
            "hidden": journal.hidden_pictures(actor).count() if actor.may(Permission.OBSERVATION_REVIEW) else 0,
            "taken_back": children.withdrawals_to_handle(actor).count() if may_record else 0,
            "ending": sum(ending(child.photo_permissions, day) is not None for child in rolled) if may_record else 0,
            "may_make_pin": _may_make_pin(request),
        },
    )


def _may_make_pin(request: HttpRequest) -> bool:
    """Whether to lead somebody to a first PIN: on a tablet of the setting, after a full sign-in, where they have none.
    Who came in with a PIN or a badge is not asked about, and costs no query."""
    row, actor = session_of(request), actor_of(request)
    if row.way in {Way.PIN, Way.BADGE} or row.device is None or not row.device.is_tablet:
        return False
    return actor.may(Permission.PIN_USE) and not accounts.own_pin(actor).is_anywhere


def _returned(entry: Observation) -> dict[str, Any]:
    """An entry that came back, with the last word on it."""
    steps = list(entry.review_steps.all())
    return {
        "id": entry.pk,
        "names": ", ".join(subject.child.first_name for subject in entry.subjects.all()),
        "by": steps[-1].member.person.full_name if steps else "",
        "note": steps[-1].note if steps else "",
    }


def room(request: HttpRequest, room_id: uuid.UUID) -> HttpResponseBase:
    """One room: the register, who has had no entry for a while, and the newest entries."""
    actor = actor_of(request)
    rooms = list(setting.rooms(actor))
    chosen = next((one for one in rooms if one.pk == room_id), None)
    if chosen is None:
        raise NotFoundError(_("There is no such room at your setting."))
    if request.session.get(ROOM_KEY) != str(room_id):
        request.session[ROOM_KEY] = str(room_id)
    choices = membership_of(request).setting.chosen
    day = clock.today(actor.zone)
    in_room = journal.with_last_observed(actor, children.on_roll(actor).filter(room=chosen))
    tiles = [child_tile(child, day) for child in children.roll_tiles(in_room)]
    tree = frameworks.framework(membership_of(request).setting.framework_slug)
    newest = journal.recent_in_room(actor, chosen)
    reading.reserve(actor=actor, children=[child_id for entry in newest for child_id in entry.child_ids])
    return render(
        request,
        "staff/room.html",
        {
            "room": chosen,
            "rooms": rooms,
            "tiles": tiles,
            "register_tiles": RegisterMarkup.for_reader().tiles(tiles),
            "here": sum(tile.is_here for tile in tiles),
            "quiet": quiet_children(tiles, choices.quiet_after_days),
            "quiet_after_days": choices.quiet_after_days,
            "entries": entries(entry_card(entry, actor.zone, tree) for entry in newest),
        },
    )


def quiet_children(tiles: list[ChildTile], days: int) -> list[ChildTile]:
    """Children without an entry for ``days`` days, the longest first: about children, never about staff."""
    since = clock.now() - dt.timedelta(days=days)
    never = dt.datetime.min.replace(tzinfo=dt.UTC)
    quiet = [tile for tile in tiles if (tile.last_observed_at or never) < since]
    return sorted(quiet, key=lambda tile: tile.last_observed_at or never)


def mark(request: HttpRequest, child_id: uuid.UUID, mark: str) -> HttpResponseBase:
    """One tap in the register; answers with the child's tile, or the page where there is no script."""
    actor = actor_of(request)
    if mark not in MARKS:
        raise NotFoundError(_("There is no such mark in the register."))
    MARKS[mark](actor=actor, child_id=child_id)
    [child] = children.roll_tiles(children.on_roll(actor).filter(pk=child_id))
    if getattr(request, "htmx", False):
        tile = child_tile(child, clock.today(actor.zone))
        return HttpResponse(RegisterMarkup.for_reader().tiles([tile]))
    return redirect("room", room_id=child.room_id)


def register(request: HttpRequest) -> HttpResponseBase:
    """The daily record of a day: names, hours, key persons (EYFS 3.101)."""
    actor = actor_of(request)
    today = clock.today(actor.zone)
    try:
        day = dt.date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        day = today
    day = max(min(day, today), EARLIEST_DAY)
    return render(
        request,
        "staff/register.html",
        {
            "day": day,
            "today": today,
            "before": day - dt.timedelta(days=1),
            "after": day + dt.timedelta(days=1) if day < today else None,
            "rows": list(children.register(actor, day)),
        },
    )


def usual_room(request: HttpRequest, actor: Actor) -> Room | None:
    """The room in which the person works now: the last one looked at, else the first of their own."""
    rooms = list(setting.rooms(actor))
    wanted = request.session.get(ROOM_KEY)
    chosen = next((one for one in rooms if str(one.pk) == wanted), None)
    if chosen is not None:
        return chosen
    own = set(membership_of(request).rooms.values_list("pk", flat=True))
    return next((one for one in rooms if one.pk in own), rooms[0] if rooms else None)
