"""What families have taken back about photographs, or what has ended, and what staff do about it (guarantee G14)."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heartsease.domain.access.permissions import Permission
from heartsease.domain.children import actions, queries
from heartsease.domain.children.models import PhotoWithdrawal
from heartsease.domain.children.rules import Purpose
from heartsease.domain.reading import actions as reading
from heartsease.kernel import clock
from heartsease.web.addresses import address
from heartsease.web.presenting import show
from heartsease.web.requests import actor_of, membership_of

MOST_SHOWN = 100
FOLLOWS: Mapping[str, Promise] = {
    Purpose.OWN_JOURNAL: gettext_lazy("Take no photographs of %(name)s. Those in the journal are shown to no family."),
    Purpose.OTHERS_JOURNALS: gettext_lazy("Every other family sees a plain field where %(name)s is."),
    Purpose.CHILD_VIEW: gettext_lazy("Other children do not see %(name)s in their journals."),
    Purpose.DISPLAY: gettext_lazy("Take photographs of %(name)s off the walls."),
    Purpose.PUBLICITY: gettext_lazy("Take photographs of %(name)s off the website, and print none."),
}


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """One line of the list."""

    id: uuid.UUID
    name: str
    child_url: str
    day: dt.datetime
    purpose: str
    follows: str
    burning: str
    """When the child is, or was, painted out for good."""
    handled_at: dt.datetime | None
    handled_by: str


def changes(request: HttpRequest) -> HttpResponseBase:
    """What was taken back, the newest first, with what is left for people to do; and what has to be asked again."""
    actor = actor_of(request)
    grace = dt.timedelta(days=membership_of(request).setting.chosen.burning_after_days)
    found = list(queries.photo_withdrawals(actor)[:MOST_SHOWN])
    reading.reserve(actor=actor, children=[one.child_id for one in found])
    may_handle = actor.may(Permission.PHOTO_PERMISSION_RECORD)
    today = clock.today(actor.zone)
    context = {
        "changes": [_line(one, grace) for one in found],
        "may_handle": may_handle,
        "ending": [
            {
                "name": one.first_name,
                "url": address("child-permissions", one.child_id),
                "day": one.last_day,
                "has_ended": one.last_day < today,
            }
            for one in (queries.ending_agreements(actor, today) if may_handle else [])
        ],
    }
    return show(request, "staff/photo_changes.html", context)


def done(request: HttpRequest, withdrawal_id: uuid.UUID) -> HttpResponseBase:
    """What people had to do is done."""
    actions.handle_withdrawal(actor=actor_of(request), withdrawal_id=withdrawal_id)
    messages.success(request, _("Noted as done."))
    return redirect("photo-changes")


def _line(one: PhotoWithdrawal, grace: dt.timedelta) -> Withdrawn:
    name = {"name": one.child.first_name}
    burning = ""
    if one.burnt_at is not None:
        burning = _("Painted out for good on %(day)s.") % {"day": date_format(one.burnt_at, "j F Y")}
    elif one.purpose == Purpose.OWN_JOURNAL:
        # The worker comes by once an hour: a day that has begun is today's.
        on = max(one.withdrawn_at + grace, clock.now())
        burning = _("Painted out for good on %(day)s.") % {"day": date_format(on, "j F Y")}
    return Withdrawn(
        id=one.pk,
        name=one.child.first_name,
        child_url=address("child-permissions", one.child_id),
        day=one.withdrawn_at,
        purpose=str(Purpose(one.purpose).label),
        follows=str(FOLLOWS[one.purpose]) % name,
        burning=burning,
        handled_at=one.handled_at,
        handled_by=one.handled_by.person.full_name if one.handled_by else "",
    )
