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
from heartsease.domain.accounts import actions
from heartsease.domain.accounts import queries as accounts
from heartsease.domain.accounts.models import Session
from heartsease.domain.audit import actions as audit
from heartsease.domain.audit.rules import Event
from heartsease.domain.reading.rules import ReadingPausedError
from heartsease.kernel.errors import DomainError, NotAllowedError
from heartsease.kernel.files import full_disk_error
from heartsease.web import decoys, errors, gates, proving
from heartsease.web.devices import tablet_of
from heartsease.web.requests import Request, source_address
from heartsease.web.routing import admission_of

Respond = Callable[[HttpRequest], HttpResponseBase]


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
    """Find who is acting from the session, in one query, and open that person's setting for the request.

    Everything that lets a session go on is asked at each request: whoever is ended, suspended or out of date, has
    another password, sits on a device that was closed or is out of hours, or was away for too long, is out (8.3.2).
    """

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        ours = cast(Request, request)
        ours.actor = ours.membership = ours.signed_in = None
        row = signed_in(request)
        if row is None or row.membership is None:
            return self.respond(request)
        ours.signed_in, ours.membership = row, row.membership
        ours.actor = accounts.actor_of(
            row.membership,
            session=row,
            request_id=ours.request_id,
            source=source_address(request.META, settings.TRUSTED_PROXIES),
        )
        with in_setting(row.membership.setting_id), timezone.override(ours.actor.zone):
            if accounts.is_idle(row):
                actions.record_sign_out(actor=ours.actor, is_idle=True)
                request.session.flush()
                ours.actor = ours.membership = ours.signed_in = None
            else:
                actions.touch_session(session=row)
            return self.respond(request)


def signed_in(request: HttpRequest) -> Session | None:
    """The session's row, where it may go on but for having been idle; another session is forgotten at once."""
    stored = request.session.get(HASH_SESSION_KEY)
    row: Session | None = getattr(request.session, "row", None)
    if stored is None or row is None or row.membership is None:
        return None
    person = row.membership.person
    has_same_password = constant_time_compare(stored, person.get_session_auth_hash())
    if has_same_password and accounts.may_go_on(
        row, device_secret=request.COOKIES.get(settings.DEVICE_COOKIE_NAME, "")
    ):
        return row
    request.session.flush()
    return None


class AdmissionMiddleware:
    """Ask each address what it declared, and turn errors of the domain into pages."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.respond(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Answer for the view when the caller is not admitted."""
        decoys.watch(request, kwargs)
        admission = admission_of(view)
        if admission is None:
            raise RuntimeError(f"{view!r} declares no admission.")
        if admission.permission is None:
            return None
        actor = cast(Request, request).actor
        if actor is None:
            return to_sign_in(request)
        if not admission.is_before_gates and (gate := gates.in_front_of(request)):
            return _lead_to(request, _and_back(request, gate))
        if actor.may(admission.permission):
            return proving.ask(request) if admission.needs_fresh_proof else None
        audit.record(
            actor,
            Event.ACCESS_REFUSED,
            is_refused=True,
            details={"asked": admission.permission, "page": _page_name(request)},
        )
        return errors.page_for(request, NotAllowedError(_("This page is not part of your role.")))

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponseBase | None:
        """The page for an error of the domain, or for a full disk; anything else is ours to mend."""
        if isinstance(problem, OperationalError) and errors.is_full_disk(problem):
            problem = full_disk_error()
        if isinstance(problem, ReadingPausedError):
            return _lead_to(request, _and_back(request, reverse("paused")))
        return errors.page_for(request, problem) if isinstance(problem, DomainError) else None


def _page_name(request: HttpRequest) -> str:
    """What the trace calls a page: its name, for an address may hold anything that somebody typed."""
    return request.resolver_match.view_name if request.resolver_match else ""


def to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """Where somebody goes who is not signed in, and back afterwards: on a tablet the lock screen, elsewhere the sign-in
    page. Data answers 401."""
    address = reverse("lock" if tablet_of(request) is not None else "sign-in")
    return _lead_to(request, _and_back(request, address))


def _and_back(request: HttpRequest, address: str) -> str:
    """``address``, which leads back to the page that was asked for."""
    if request.method != "GET" or not _wants_page(request):
        return address
    return f"{address}?{urlencode({'next': request.get_full_path()})}"


def _wants_page(request: HttpRequest) -> bool:
    return "text/html" in request.headers.get("Accept", "") or bool(getattr(request, "htmx", False))


def _lead_to(request: HttpRequest, address: str) -> HttpResponseBase:
    if getattr(request, "htmx", False):
        return HttpResponse(status=401, headers={"HX-Redirect": address})
    if _wants_page(request):
        return HttpResponseRedirect(address)
    return HttpResponse(_("Please sign in."), status=401, content_type="text/plain; charset=utf-8")
