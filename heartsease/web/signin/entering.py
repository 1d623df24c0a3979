"""From a proven person to a session: as what they act, and whether this browser is one from which they may."""

import dataclasses

from django.contrib.auth import HASH_SESSION_KEY
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from heartsease.domain.accounts import queries
from heartsease.domain.accounts.models import Membership, Person, Way
from heartsease.domain.accounts.rules import Standing
from heartsease.kernel.errors import NotAllowedError
from heartsease.web.devices import device_of
from heartsease.web.entering import Proof, begin_session, next_address

PERSON_KEY = "person_choosing"
PROOF_KEY = "proof"
PENDING_SECONDS = 15 * 60


def remember_person(request: HttpRequest, person: Person, proof: Proof) -> None:
    """Between the password and the session: who it is, in a session that opens nothing."""
    following = next_address(request)
    request.session.flush()
    request.session.set_expiry(PENDING_SECONDS)
    request.session[PERSON_KEY] = str(person.pk)
    request.session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    request.session[PROOF_KEY] = dataclasses.asdict(proof)
    request.session["next"] = following


def remembered_person(request: HttpRequest) -> tuple[Person, Proof] | None:
    """Who gave the password a moment ago, unless it was changed since."""
    person_id = request.session.get(PERSON_KEY)
    person = Person.objects.filter(pk=person_id, is_active=True).first() if person_id else None
    if person is None or not constant_time_compare(
        request.session.get(HASH_SESSION_KEY, ""), person.get_session_auth_hash()
    ):
        return None
    kept = request.session[PROOF_KEY]
    return person, Proof(**{**kept, "way": Way(kept["way"])})


def open_memberships(person: Person, proof: Proof) -> list[Membership]:
    """As what the person may come in with what they have shown."""
    return [
        one for one in queries.memberships_of(person) if not proof.membership_id or proof.membership_id == str(one.pk)
    ]


def enter_as_person(request: HttpRequest, person: Person, proof: Proof) -> HttpResponseBase:
    """Begin a session for a proven person, or ask what is missing: the second factor, then as what they act."""
    remember_person(request, person, proof)
    if not proof.has_second_factor and not _is_on_tablet(request) and queries.has_second_factor(person):
        return redirect("second")
    memberships = open_memberships(person, proof)
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
        "has_set_password": proof.way is Way.LINK and proof.link_proves,
    }
    return render(request, "signin/not_here.html", context, status=403)


def _is_on_tablet(request: HttpRequest) -> bool:
    """An enrolled tablet is a second factor in itself: something the setting has (trust reference 2.3)."""
    device = device_of(request)
    return device is not None and device.is_tablet and device.state == "active"
