"""From a proven person to a session: as what they act, and whether this browser is one from which they may."""

from dataclasses import dataclass
from typing import cast
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from heartsease.domain.access.scope import in_setting
from heartsease.domain.accounts import actions, queries
from heartsease.domain.accounts.models import Membership, Person, Session, Way
from heartsease.domain.accounts.rules import Standing
from heartsease.domain.accounts.sessions import SessionStore
from heartsease.kernel import clock
from heartsease.kernel.errors import NotAllowedError
from heartsease.web.devices import browser_of, device_of
from heartsease.web.requests import Request, source_address

PERSON_KEY = "person_choosing"
PROOF_KEY = "proof"
PENDING_SECONDS = 15 * 60
FAMILY_SECONDS = 30 * 24 * 60 * 60
"""A parent on an own device stays signed in for a month at most; the setting chooses how long untouched."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What somebody has shown of themselves."""

    way: Way
    has_second_factor: bool = False
    is_on_shared_computer: bool = False


def remember_person(request: HttpRequest, person: Person, proof: Proof) -> None:
    """Between the password and the session: who it is, in a session that opens nothing."""
    following = next_address(request)
    request.session.flush()
    request.session.set_expiry(PENDING_SECONDS)
    request.session[PERSON_KEY] = str(person.pk)
    request.session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    request.session[PROOF_KEY] = [proof.way.value, proof.has_second_factor, proof.is_on_shared_computer]
    request.session["next"] = following


def remembered_person(request: HttpRequest) -> tuple[Person, Proof] | None:
    """Who gave the password a moment ago, unless it was changed since."""
    person_id = request.session.get(PERSON_KEY)
    person = Person.objects.filter(pk=person_id, is_active=True).first() if person_id else None
    if person is None or not constant_time_compare(
        request.session.get(HASH_SESSION_KEY, ""), person.get_session_auth_hash()
    ):
        return None
    way, has_second_factor, is_on_shared_computer = request.session[PROOF_KEY]
    return person, Proof(Way(way), has_second_factor, is_on_shared_computer)


def enter_as_person(
    request: HttpRequest, person: Person, proof: Proof, *, wanted: Membership | None = None
) -> HttpResponseBase:
    """Begin a session for a proven person, or ask what is missing: the second factor, then as what they act, unless
    that is ``wanted`` already."""
    remember_person(request, person, proof)
    if not proof.has_second_factor and not _is_on_tablet(request) and queries.has_second_factor(person):
        return redirect("second")
    memberships = [wanted] if wanted is not None else queries.memberships_of(person)
    if not memberships:
        request.session.flush()
        raise NotAllowedError(_("Your access has ended. The setting can tell you more."))
    if len(memberships) == 1:
        return enter_as(request, memberships[0], proof)
    return redirect("choose")


def enter_as(request: HttpRequest, membership: Membership, proof: Proof) -> HttpResponseBase:
    """Begin a session as ``membership``, or the page that says why not here."""
    if membership.suspended_at is not None:
        request.session.flush()
        return render(request, "signin/suspended.html", {"membership": membership}, status=403)
    device = device_of(request)
    standing = queries.standing_of(membership, device, has_second_factor=proof.has_second_factor)
    if standing in {Standing.OPEN, Standing.NEEDS_FACTOR}:
        return begin_session(request, membership, proof)
    context = {
        "membership": membership,
        "standing": standing.value,
        "device": device,
        "has_come_by_link": proof.way is Way.LINK,
    }
    return render(request, "signin/not_here.html", context, status=403)


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
        proved_at=now if proof.way in {Way.PASSWORD, Way.PASSKEY, Way.LINK} else None,
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
        if row.proved_at is not None and device is not None and device.is_tablet and membership.is_staff:
            actions.release_own_pin(actor=actor)
    return HttpResponseRedirect(following or reverse("home"))


def next_address(request: HttpRequest) -> str:
    """Where the person was going, if that is a page of this house."""
    wanted = request.POST.get("next") or request.GET.get("next") or request.session.get("next") or ""
    is_ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    ways_in = {reverse(name) for name in ("sign-in", "sign-out", "lock", "choose", "second")}
    return wanted if is_ours and urlsplit(wanted).path not in ways_in else ""


def with_next(request: HttpRequest, name: str) -> str:
    """The address called ``name``, which then leads to where the person was going."""
    following = next_address(request)
    return f"{reverse(name)}?{urlencode({'next': following})}" if following else reverse(name)


def _is_on_tablet(request: HttpRequest) -> bool:
    """An enrolled tablet is a second factor in itself: something the setting has (trust reference 2.3)."""
    device = device_of(request)
    return device is not None and device.is_tablet and device.state == "active"
