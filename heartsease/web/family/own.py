"""A family's own children: whose journal a page shows, and the way from one child to the next."""

import functools
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from heartsease.domain.children import queries
from heartsease.domain.children.models import Child
from heartsease.domain.children.queries import OwnChild
from heartsease.kernel.errors import NotFoundError
from heartsease.web.entering import with_next
from heartsease.web.presenting import show
from heartsease.web.requests import actor_of, is_from_script
from heartsease.web.routing import View
from heartsease.web.templatetags.heartsease import hue


@dataclass(frozen=True, slots=True)
class ChildFace:
    """A child of the family on the screen."""

    child_id: uuid.UUID
    name: str
    hue: int
    picture_url: str
    url: str
    is_current: bool


def find(own: Sequence[OwnChild], child_id: uuid.UUID | None) -> OwnChild:
    """The own child with this id; one of somebody else looks like none."""
    for one in own:
        if one.child.pk == child_id:
            return one
    raise NotFoundError(_("This journal is not here, or not one you can see."))


def open_children(request: HttpRequest) -> list[OwnChild]:
    """The children whose journals are open to the person; without any there is nothing here."""
    own = queries.own_children(actor_of(request))
    if not own:
        raise NotFoundError(_("No journal is open to you at the moment."))
    return own


def nothing_open(request: HttpRequest) -> HttpResponseBase:
    """The page of somebody to whom no journal is open: what they are asked or told, else that there is none."""
    return _question(request) or show(request, "family/no_child.html")


def leads_to_question(view: View) -> View:
    """Whatever is not there for somebody to whom no journal is open yet leads to what they are asked, whether or not
    anything of that address is anywhere."""

    @functools.wraps(view)
    def asked_first(request: HttpRequest, **ids: uuid.UUID) -> HttpResponseBase:
        try:
            return view(request, **ids)
        except NotFoundError:
            if is_from_script(request):
                raise
            elsewhere = None if queries.own_children(actor_of(request)) else _question(request)
            if elsewhere is None:
                raise
            return elsewhere

    return asked_first


def _question(request: HttpRequest) -> HttpResponseBase | None:
    if not queries.standing(actor_of(request)).is_anything:
        return None
    if getattr(request, "htmx", False):
        return HttpResponseClientRedirect(reverse("journal-confirm"))
    return redirect(with_next(reverse("journal-confirm"), request.get_full_path() if request.method == "GET" else ""))


def last_looked_at(request: HttpRequest, own: Sequence[OwnChild]) -> OwnChild:
    """The child whose journal was open last in this browser, else the first."""
    wanted = request.COOKIES.get(_cookie())
    return next((one for one in own if str(one.child.pk) == wanted), own[0])


def remember(response: HttpResponse, own: Sequence[OwnChild], chosen: OwnChild) -> HttpResponse:
    """Come back to this child next time, until the browser is closed. An only child needs no remembering."""
    if len(own) > 1:
        # A cookie and not the session: reading a page writes nothing.
        response.set_cookie(
            _cookie(),
            str(chosen.child.pk),
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response


def _cookie() -> str:
    return f"{settings.SESSION_COOKIE_NAME}-child"


def face(child: Child, *, is_current: bool = False) -> ChildFace:
    """``child``, loaded with its portrait, as pages show it."""
    has_picture = getattr(child, "portrait", None) is not None
    return ChildFace(
        child_id=child.pk,
        name=child.first_name,
        hue=hue(child.pk),
        picture_url=reverse("portrait", args=[child.pk, "small"]) if has_picture else "",
        url=reverse("journal-child", args=[child.pk]),
        is_current=is_current,
    )


def faces(own: Sequence[OwnChild], current: OwnChild | None = None) -> list[ChildFace]:
    """All of the family's children, for going from one to the next."""
    return [face(one.child, is_current=one is current) for one in own]
