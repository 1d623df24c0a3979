"""What the middleware knows of a request, typed."""

from collections.abc import Mapping

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from heartsease.domain.access.actor import Actor
from heartsease.domain.accounts.models import Membership, Session


class Request(HttpRequest):
    """A request after the middleware: ``signed_in`` is the session's row, loaded with membership, person, setting and
    device."""

    htmx: HtmxDetails
    actor: Actor | None
    membership: Membership | None
    signed_in: Session | None
    request_id: str


def actor_of(request: HttpRequest) -> Actor:
    """Who is acting; the admission check has made sure that there is somebody."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None:
        raise RuntimeError("This view was called without the admission check.")
    return actor


def membership_of(request: HttpRequest) -> Membership:
    """The membership in which the actor acts, with its person and setting."""
    membership: Membership | None = getattr(request, "membership", None)
    if membership is None:
        raise RuntimeError("This view was called without the admission check.")
    return membership


def session_of(request: HttpRequest) -> Session:
    """The sign-in in which the actor acts."""
    signed_in: Session | None = getattr(request, "signed_in", None)
    if signed_in is None:
        raise RuntimeError("This view was called without the admission check.")
    return signed_in


def is_from_script(request: HttpRequest) -> bool:
    """Whether a script of a page asks, which reads JSON."""
    return "application/json" in request.headers.get("Accept", "")


def source_address(meta: Mapping[str, str], trusted_proxies: int) -> str:
    """The network address of the person: as many hops back as there are proxies of ours, and no further.

    Everything before that in ``X-Forwarded-For`` is what anybody may write (ASVS 15.3.4).
    """
    if trusted_proxies:
        hops = [hop.strip() for hop in meta.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
        if len(hops) >= trusted_proxies:
            return hops[-trusted_proxies][:45]
    return meta.get("REMOTE_ADDR", "")[:45]
