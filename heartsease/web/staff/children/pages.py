"""What every page of one child has in common: who it is, what to beware of, where else to look."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heartsease.domain.access.actor import Actor
from heartsease.domain.access.permissions import Permission
from heartsease.domain.children import actions, queries
from heartsease.domain.children.models import Child
from heartsease.domain.children.rules import ChildState
from heartsease.domain.reading import actions as reading
from heartsease.kernel import clock
from heartsease.web.addresses import portrait_url
from heartsease.web.requests import actor_of


@dataclass(frozen=True, slots=True)
class Tab:
    """One of the pages of a child."""

    label: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Alert:
    """What everybody who gives this child food or care must know (EYFS 3.64 to 3.66)."""

    title: str
    text: str


def opened_child(request: HttpRequest, child_id: uuid.UUID, part: str) -> Child:
    """The child whose page is asked for; that somebody looked is traced."""
    actor = actor_of(request)
    child = queries.child(actor, child_id)
    if request.method in {"GET", "HEAD"}:
        actions.record_view(actor=actor, child_id=child.pk, part=part)
    return child


def child_context(
    request: HttpRequest, child: Child, tab: str, *, others: Iterable[uuid.UUID] = (), **more: Any
) -> dict[str, Any]:
    """The context of a page of ``child`` that stands under ``tab``, the name of an address. It counts as read, and so
    do ``others`` who stand in entries on the page."""
    actor = actor_of(request)
    reading.reserve(actor=actor, children=[child.pk, *others])
    today = clock.today(actor.zone)
    return {
        "child": child,
        "age": age_text(child, today),
        "portrait_url": portrait_url(child),
        "state": child.state_on(today),
        "alert": _alert(child),
        "tabs": _tabs(actor, child, tab),
        **more,
    }


def age_text(child: Child, day: dt.date) -> str:
    """The age on ``day`` in years and months."""
    months = clock.age_in_months(child.birth_date, day)
    if child.birth_date > day:
        return _("not born yet")
    years, months = divmod(months, 12)
    parts = []
    if years:
        parts.append(ngettext("%(count)d year", "%(count)d years", years) % {"count": years})
    if months or not years:
        parts.append(ngettext("%(count)d month", "%(count)d months", months) % {"count": months})
    return " ".join(parts)


def state_text(child: Child, day: dt.date) -> str:
    """Since or until when, for a child who does not attend on ``day``."""
    state = child.state_on(day)
    if state is ChildState.JOINING:
        return _("Starts on %(day)s") % {"day": date_format(child.start_date, "j F Y")}
    if state is ChildState.LEFT and child.leaving_date is not None:
        return _("Left on %(day)s") % {"day": date_format(child.leaving_date, "j F Y")}
    return ""


def _alert(child: Child) -> Alert | None:
    needs = [
        (_("Allergies"), child.allergies),
        (_("Food"), child.dietary_needs),
        (_("Health"), child.health_needs),
    ]
    written = [f"{label}: {text}" for label, text in needs if text]
    return Alert(written[0], " · ".join(written[1:])) if written else None


def _tabs(actor: Actor, child: Child, current: str) -> list[Tab]:
    places = [
        (Permission.OBSERVATION_READ, _("Journal"), "child"),
        (Permission.OBSERVATION_READ, _("Development"), "child-development"),
        (Permission.CHILD_RECORD_READ, _("Record"), "child-record"),
        (Permission.PHOTO_PERMISSION_READ, _("Photographs"), "child-permissions"),
        (Permission.CHILD_SENSITIVE_READ, _("In confidence"), "child-facts"),
    ]
    return [
        Tab(label, reverse(name, args=[child.pk]), is_current=name == current)
        for permission, label, name in places
        if actor.may(permission)
    ]
