"""Coming in by a single-use link: an invitation, or the way back after a forgotten password (clauses 1.7)."""

import ipaddress

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters

from heartsease.domain.accounts import actions
from heartsease.domain.accounts.models import Membership, SignInLink, Way
from heartsease.kernel.errors import DomainError
from heartsease.web.devices import browser_of, device_of, keep_secret, know
from heartsease.web.entering import Proof
from heartsease.web.forms import add_problem, form_page
from heartsease.web.limits import new_password
from heartsease.web.presenting import sent
from heartsease.web.requests import source_address
from heartsease.web.signin.entering import enter_as, enter_as_person

PROXY_HEADERS = frozenset(
    f"HTTP_{name}"
    for name in ("FORWARDED", "VIA", "X_FORWARDED_FOR", "X_FORWARDED_HOST", "X_FORWARDED_PROTO", "X_REAL_IP")
)
"""Any of these says that somebody else stands between this machine and the person."""


class NewPasswordForm(forms.Form):
    """A new password, typed once; the browser can show it."""

    password = new_password(gettext_lazy("Choose a password"))


@sensitive_post_parameters("password")
def sign_in_by_link(request: HttpRequest, secret: str) -> HttpResponseBase:
    """Open a one-time link. Looking at it uses nothing up, so that a mail scanner cannot burn it."""
    is_local = _is_from_this_machine(request)
    link = actions.open_sign_in_link(secret=secret, is_local=is_local)
    form = NewPasswordForm(sent(request)) if link.sets_password else forms.Form(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            used = actions.use_sign_in_link(
                secret=secret, is_local=is_local, password=form.cleaned_data.get("password", "")
            )
        except DomainError as problem:
            if not problem.fields:
                raise
            add_problem(form, problem)
        else:
            return _come_in(request, used)
    return form_page(request, "signin/link.html", form, {"link": link})


def _come_in(request: HttpRequest, link: SignInLink) -> HttpResponseBase:
    """Begin the session. A link made at the machine itself vouches for the browser first; any other link opens no more
    than a password does, and passes no second factor by (ASVS 6.4.3)."""
    membership, vouched = link.membership, None
    is_from_machine = link.approves_device or link.is_local_only
    if membership.is_staff and is_from_machine and not _is_known(request, membership):
        vouched = actions.vouch_for_device(
            membership=membership,
            is_tablet=link.is_local_only,
            browser=browser_of(request),
            source=source_address(request.META, settings.TRUSTED_PROXIES),
        )
        know(request, vouched.device)
        membership.refresh_from_db(fields=["has_offsite_right"])
    proof = Proof(
        Way.LINK,
        has_second_factor=link.is_local_only,
        membership_id=str(membership.pk),
        link_proves=link.sets_password or is_from_machine,
    )
    if is_from_machine:
        response = enter_as(request, membership, proof)
    else:
        response = enter_as_person(request, membership.person, proof)
    if vouched is not None:
        keep_secret(response, vouched.secret)
    return response


def _is_known(request: HttpRequest, membership: Membership) -> bool:
    device = device_of(request)
    return (
        device is not None
        and device.state == "active"
        and device.setting_id == membership.setting_id
        and (device.is_tablet or device.owner_id == membership.person_id)
    )


def _is_from_this_machine(request: HttpRequest) -> bool:
    """Whether the request comes from this machine itself, through no proxy."""
    if not PROXY_HEADERS.isdisjoint(request.META):
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
