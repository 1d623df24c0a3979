"""What every page knows: who is signed in, where they can go, which setting this is."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, cast

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor
from heartsease.domain.access.permissions import Mode, Permission
from heartsease.domain.accounts.queries import idle_limit
from heartsease.web.requests import Request

WATCHED_IDLE = dt.timedelta(hours=1)
"""A page watches by itself that somebody is there where it locks within this time; the server does in any case."""


@dataclass(frozen=True, slots=True)
class Place:
    """An item of the navigation."""

    label: str
    url: str
    icon: str
    is_current: bool = False
    count: int = 0


@dataclass(frozen=True, slots=True)
class PersonLink:
    """An item of the menu under the person's name."""

    label: str
    url: str
    icon: str
    is_post: bool = False


def page_context(request: HttpRequest) -> dict[str, Any]:
    """The context of every template. It asks the database nothing: the session's row brings what is needed."""
    ours = cast(Request, request)
    actor = getattr(ours, "actor", None)
    membership = getattr(ours, "membership", None)
    row = getattr(ours, "signed_in", None)
    limit = idle_limit(row) if row is not None else None
    is_on_tablet = row is not None and row.device is not None and row.device.is_tablet
    return {
        "actor": actor,
        "setting_name": membership.setting.name if membership else "",
        "setting_is_example": membership.setting.is_example if membership else False,
        "navigation": _navigation(request, actor) if actor else [],
        "idle_seconds": int(limit.total_seconds()) if limit is not None and limit <= WATCHED_IDLE else 0,
        "idle_next": reverse("lock" if is_on_tablet else "sign-in"),
        "change_person_url": reverse("sign-out")
        if is_on_tablet and membership is not None and membership.is_staff
        else "",
        "person_links": _person_links(actor) if actor else [],
    }


def _person_links(actor: Actor) -> list[PersonLink]:
    own = [PersonLink(_("Relatives"), reverse("relatives"), "people")] if actor.may(Permission.RELATIVE_ASK) else []
    return [
        PersonLink(_("My account"), reverse("account"), "person"),
        *own,
        PersonLink(_("Sign out"), reverse("sign-out"), "sign-out", is_post=True),
    ]


def _navigation(request: HttpRequest, actor: Actor) -> list[Place]:
    if actor.mode is Mode.STAFF:
        places = [
            (Permission.CHILD_READ, _("Today"), "today", "home"),
            (Permission.OBSERVATION_WRITE, _("My entries"), "my-entries", "draft"),
            (Permission.OBSERVATION_REVIEW, _("Review"), "review", "review"),
            (Permission.CHILD_READ, _("Children"), "children", "children"),
            (Permission.SETTING_CONFIGURE, _("Manage"), "manage", "settings"),
        ]
    elif actor.mode is Mode.FAMILY:
        places = [
            (Permission.JOURNAL_READ, _("Journal"), "journal", "book"),
            (Permission.JOURNAL_CONTRIBUTE, _("From home"), "from-home", "home"),
        ]
    else:
        places = []
    return [
        Place(label=label, url=(url := reverse(name)), icon=icon, is_current=request.path.startswith(url))
        for permission, label, name, icon in places
        if actor.may(permission)
    ]
