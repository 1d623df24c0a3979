"""Who of the staff has looked at a child: what a parent may know of the trace (guarantee G20).

Family members are neither named nor counted, and nothing here tells whether there are any: only views by staff are
read, and of photographs that came from a home only those of the reader's own.
"""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import TruncDate

from heartsease.domain.access.actor import Actor, require
from heartsease.domain.access.permissions import STAFF_ROLES, Permission
from heartsease.domain.accounts.models import Membership
from heartsease.domain.audit.models import AuditEvent
from heartsease.domain.audit.rules import VIEWS, Event
from heartsease.domain.children.queries import OwnChild
from heartsease.kernel import clock

DAYS = 14
"""Calendar days on a page, the newest being one on which somebody looked."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a member of staff opened on a day, and how often; of photographs how many. Removed people have no name."""

    day: dt.date
    membership_id: uuid.UUID
    name: str
    role: str
    event: str
    part: str
    times: int


@dataclass(frozen=True, slots=True)
class SeenPage:
    """Days with all the looks of each, newest first, and the day before which the next page begins."""

    looks: list[Look]
    following: dt.date | None


def who_has_seen(actor: Actor, own: OwnChild, *, before: dt.date | None = None) -> SeenPage:
    """A page of looks at the actor's own child, of days before ``before``."""
    require(actor, Permission.SEEN_READ)
    views = _views(own)
    if before is not None:
        views = views.filter(at__lt=clock.day_bounds(before, actor.zone)[0])
    newest = views.order_by("-at").values_list("at", flat=True).first()
    if newest is None:
        return SeenPage([], None)
    first_day = newest.astimezone(actor.zone).date() - dt.timedelta(days=DAYS - 1)
    begin, _end = clock.day_bounds(first_day, actor.zone)
    rows = list(
        views.filter(at__gte=begin)
        .order_by()
        .annotate(day=TruncDate("at", tzinfo=actor.zone), part=KeyTextTransform("part", "details"))
        .values_list("day", "membership_id", "role", "event", "part")
        .annotate(times=Count("pk"), photos=Count("subject_id", distinct=True))
    )
    members = Membership.objects.filter(pk__in={row[1] for row in rows})
    names = dict(members.values_list("pk", "person__full_name"))
    looks = [
        Look(
            day,
            member,
            names.get(member, ""),
            role,
            event,
            part or "",
            photos if event == Event.PHOTO_VIEWED else times,
        )
        for day, member, role, event, part, times, photos in rows
    ]
    looks.sort(key=lambda look: (-look.day.toordinal(), not look.name, look.name, look.membership_id.hex, look.role))
    return SeenPage(looks, first_day if views.filter(at__lt=begin).exists() else None)


def _views(own: OwnChild) -> QuerySet[AuditEvent]:
    of_no_other_home = Q(details__household__isnull=True) | Q(details__household=str(own.household_id))
    return AuditEvent.objects.filter(
        of_no_other_home,
        child_id=own.child.pk,
        event__in=VIEWS,
        role__in=STAFF_ROLES,
        membership_id__isnull=False,
        is_refused=False,
    )
