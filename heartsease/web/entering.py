"""Beginning a session, for every audience: signing in, and going on after a change that ended all sessions."""

from dataclasses import dataclass
from typing import cast
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from heartsease.domain.access.permissions import Permission
from heartsease.domain.access.scope import in_setting
from heartsease.domain.accounts import actions, queries
from heartsease.domain.accounts.models import Membership, Session, Way
from heartsease.domain.accounts.sessions import SessionStore
from heartsease.kernel import clock
from heartsease.web.devices import browser_of, device_of
from heartsease.web.requests import Request, source_address

FAMILY_SECONDS = 30 * 24 * 60 * 60
"""A parent on an own device stays signed in for a month at most; the setting chooses how long untouched."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What somebody has shown of themselves."""

    way: Way
    has_second_factor: bool = False
    is_on_shared_computer: bool = False
    membership_id: str = ""
    """A link opens this membership and no other."""
    link_proves: bool = False
    """A link with which the person has chosen the password, or one made at the machine itself, is as good as that
    password. Any other was made by one setting, and what reaches further, such as a new password, needs more."""

    @property
    def is_fresh(self) -> bool:
        """Whether it counts as a fresh sign-in."""
        return self.way in {Way.PASSWORD, Way.PASSKEY} or (self.way == Way.LINK and self.link_proves)


def begin_session(request: HttpRequest, membership: Membership, proof: Proof) -> HttpResponse:
    """A new session for one membership: a fresh key each time, nothing of an earlier one (ASVS 7.2.4)."""
    following, person, now = next_address(request), membership.person, clock.now()
    device = device_of(request)
    if device is not None and (
        device.setting_id != membership.setting_id or not (membership.is_staff or device.is_tablet)
    ):
        device = None
    source = source_address(request.META, settings.TRUSTED_PROXIES)
    row = Session(
        person=person,
        membership=membership,
        device=device,
        way=proof.way,
        has_second_factor=proof.has_second_factor,
        is_on_shared_computer=proof.is_on_shared_computer,
        started_at=now,
        seen_at=now,
        proved_at=now if proof.is_fresh else None,
        source=source,
        browser=browser_of(request),
    )
    store = cast(SessionStore, request.session)
    store.begin(row)
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    stays = row.device is None and not membership.is_staff and not proof.is_on_shared_computer
    store.set_expiry(FAMILY_SECONDS if stays else 0)
    rotate_token(request)
    with in_setting(membership.setting_id):
        actor = queries.actor_of(membership, session=row, request_id=cast(Request, request).request_id, source=source)
        actions.record_sign_in(actor=actor, session=row)
        if proof.is_fresh and row.device is not None and row.device.is_tablet and actor.may(Permission.PIN_USE):
            actions.release_own_pin(actor=actor)
            pin = queries.own_pin(actor)
            if pin.is_anywhere and not pin.is_here:
                return HttpResponseRedirect(with_next(reverse("account-pin-bring"), following))
    return HttpResponseRedirect(following or reverse("home"))


def keep_next(request: HttpRequest) -> None:
    """Remember where the person was going, over a gate of several pages."""
    if following := next_address(request):
        request.session["next"] = following


def with_next(address: str, following: str) -> str:
    """``address``, which then leads to ``following``, if that is anywhere."""
    return f"{address}?{urlencode({'next': following})}" if following else address


def leave(request: HttpRequest, name: str) -> HttpResponse:
    """Forget the session and what the browser kept of it, and go to the page called ``name``."""
    request.session.flush()
    response = redirect(name)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def next_address(request: HttpRequest) -> str:
    """Where the person was going, if that is a page of this house."""
    wanted = request.POST.get("next") or request.GET.get("next") or request.session.get("next") or ""
    is_ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    ways_in = {reverse(name) for name in ("sign-in", "sign-out", "lock", "choose", "second")}
    return wanted if is_ours and urlsplit(wanted).path not in ways_in else ""
