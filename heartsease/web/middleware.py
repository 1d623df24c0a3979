"""The way in: request id, headers of every page, who is acting, and whether they are admitted."""

import secrets
from collections.abc import Callable
from typing import Any, cast
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from heartsease.domain.access.scope import in_setting
from heartsease.domain.accounts import queries as accounts
from heartsease.domain.accounts.models import Membership
from heartsease.domain.audit import actions as audit
from heartsease.domain.audit.rules import Event
from heartsease.kernel.errors import DomainError, NotAllowedError
from heartsease.kernel.files import full_disk_error
from heartsease.web import errors
from heartsease.web.requests import Request, source_address
from heartsease.web.routing import admission_of

Respond = Callable[[HttpRequest], HttpResponseBase]
MEMBERSHIP_KEY = "membership"


class RequestIdMiddleware:
    """Give each request an id that the trace and the error page share; read every form as UTF-8.

    The charset that a request names is any codec of Python's, among them some that make texts no database takes.
    """

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request_id = secrets.token_hex(8)
        cast(Request, request).request_id = request_id
        request.encoding = "utf-8"
        response = self.respond(request)
        response.headers["X-Request-Id"] = request_id
        return response


class PageHeadersMiddleware:
    """Nothing of a page is kept by a browser or a proxy unless its view says otherwise (ASVS 14.3.2)."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.respond(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("X-Frame-Options", "DENY")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault(
            "Permissions-Policy", "camera=(self), microphone=(), geolocation=(), browsing-topics=()"
        )
        return response


class ActorMiddleware:
    """Find who is acting from the session, in one query, and open that person's setting for the request."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        ours = cast(Request, request)
        ours.actor, ours.membership = None, None
        membership = self._membership(request)
        if membership is None:
            return self.respond(request)
        ours.membership = membership
        ours.actor = accounts.actor_of(
            membership,
            request_id=ours.request_id,
            source=source_address(request.META, settings.TRUSTED_PROXIES),
        )
        with in_setting(membership.setting_id), timezone.override(ours.actor.zone):
            return self.respond(request)

    def _membership(self, request: HttpRequest) -> Membership | None:
        membership_id = request.session.get(MEMBERSHIP_KEY)
        if membership_id is None:
            return None
        membership = accounts.membership_in_force(membership_id)
        if membership is not None:
            stored = request.session.get(HASH_SESSION_KEY, "")
            if constant_time_compare(stored, membership.person.get_session_auth_hash()):
                return membership
        request.session.flush()
        return None


class AdmissionMiddleware:
    """Ask each address what it declared, and turn errors of the domain into pages."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.respond(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: list[Any], _kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Answer for the view when the caller is not admitted."""
        admission = admission_of(view)
        if admission is None:
            raise RuntimeError(f"{view!r} declares no admission.")
        if admission.permission is None:
            return None
        actor = cast(Request, request).actor
        if actor is None:
            return to_sign_in(request)
        if actor.may(admission.permission):
            return None
        audit.record(
            actor,
            Event.ACCESS_REFUSED,
            is_refused=True,
            details={"asked": admission.permission, "page": _page_name(request)},
        )
        return errors.page_for(request, NotAllowedError(_("This page is not part of your role.")))

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """The page for an error of the domain, or for a full disk; anything else is ours to mend."""
        if isinstance(problem, OperationalError) and errors.is_full_disk(problem):
            problem = full_disk_error()
        return errors.page_for(request, problem) if isinstance(problem, DomainError) else None


def _page_name(request: HttpRequest) -> str:
    """What the trace calls a page: its name, for an address may hold anything that somebody typed."""
    return request.resolver_match.view_name if request.resolver_match else ""


def to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """Where somebody goes who is not signed in: the sign-in page, and back afterwards. Data answers 401."""
    address = reverse("sign-in")
    wants_page = "text/html" in request.headers.get("Accept", "")
    if request.method == "GET" and (wants_page or getattr(request, "htmx", False)):
        address = f"{address}?{urlencode({'next': request.get_full_path()})}"
    if getattr(request, "htmx", False):
        return HttpResponse(status=401, headers={"HX-Redirect": address})
    if wants_page:
        return HttpResponseRedirect(address)
    return HttpResponse(_("Please sign in."), status=401, content_type="text/plain; charset=utf-8")
