"""Photographs that were reported or taken down: shown again, or destroyed (guarantee G14)."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from heartsease.domain.access.permissions import Permission
from heartsease.domain.journal import actions, queries
from heartsease.domain.journal.models import ObservationPhoto
from heartsease.domain.reading import actions as reading
from heartsease.web.addresses import address
from heartsease.web.presenting import show
from heartsease.web.requests import actor_of

MOST_SHOWN = 60


def hidden(request: HttpRequest) -> HttpResponseBase:
    """The list, the latest first."""
    actor = actor_of(request)
    found = list(queries.hidden_pictures(actor)[:MOST_SHOWN])
    children = [subject.child_id for placed in found for subject in placed.observation.subjects.all()]
    reading.reserve(actor=actor, children=children)
    may_decide = actor.may(Permission.OBSERVATION_WITHDRAW)
    context = {"pictures": [_line(placed) for placed in found], "may_decide": may_decide}
    return show(request, "staff/hidden_pictures.html", context)


def show_again(request: HttpRequest, photo_id: uuid.UUID) -> HttpResponseBase:
    """Give it back to families."""
    actions.show_again(actor=actor_of(request), photo_id=photo_id)
    messages.success(request, _("Families see the photograph again."))
    return redirect("hidden-pictures")


def destroy(request: HttpRequest, photo_id: uuid.UUID) -> HttpResponseBase:
    """Destroy every copy."""
    actions.destroy_picture(actor=actor_of(request), photo_id=photo_id)
    messages.success(request, _("The photograph is destroyed. Its entry says so."))
    return redirect("hidden-pictures")


def _line(placed: ObservationPhoto) -> dict[str, Any]:
    by = placed.photo.hidden_by
    return {
        "id": placed.photo_id,
        "small_url": address("photo", placed.photo_id, "small"),
        "entry_url": address("observation", placed.observation_id),
        "names": ", ".join(subject.child.first_name for subject in placed.observation.subjects.all()),
        "at": placed.photo.hidden_at,
        "by": by.person.full_name if by else "",
    }
