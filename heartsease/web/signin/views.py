"""Coming in: user name and password, or a one-time link; choosing as what; going out."""

import ipaddress
from typing import cast
from urllib.parse import urlencode, urlsplit

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters

from heartsease.domain.access.permissions import Mode
from heartsease.domain.access.scope import in_setting
from heartsease.domain.accounts import actions, queries
from heartsease.domain.accounts.models import Membership, Person
from heartsease.kernel.errors import DomainError, NotAllowedError
from heartsease.web.forms import LineField, add_problem, form_page
from heartsease.web.middleware import MEMBERSHIP_KEY
from heartsease.web.presenting import sent
from heartsease.web.requests import Request, actor_of, source_address

PERSON_KEY = "person_choosing"
PROXY_HEADERS = frozenset(
    f"HTTP_{name}"
    for name in ("FORWARDED", "VIA", "X_FORWARDED_FOR", "X_FORWARDED_HOST", "X_FORWARDED_PROTO", "X_REAL_IP")
)
"""Any of these says that somebody else stands between this machine and the person."""


class PasswordSignInForm(forms.Form):
    """User name and password; both may be pasted and filled in by a password manager."""

    user_name = LineField(
        label=gettext_lazy("User name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label=gettext_lazy("Password"),
        max_length=1000,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class NewPasswordForm(forms.Form):
    """A first password, typed once; the browser can show it."""

    password = forms.CharField(
        label=gettext_lazy("Choose a password"),
        help_text=gettext_lazy("At least 12 characters. Three or four unrelated words are easy to keep in mind."),
        max_length=1000,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponseBase:
    """Ask for name and password; a person with several memberships then chooses one."""
    if cast(Request, request).actor is not None:
        return redirect("home")
    form = PasswordSignInForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            person = actions.check_password(
                user_name=form.cleaned_data["user_name"],
                password=form.cleaned_data["password"],
                source=source_address(request.META, settings.TRUSTED_PROXIES),
            )
        except DomainError as problem:
            add_problem(form, problem)
        else:
            return _enter_as_person(request, person)
    return form_page(request, "signin/sign_in.html", form, {"next": _next_address(request)})


def choose(request: HttpRequest) -> HttpResponseBase:
    """As what a person acts, when they are several things: a session is exactly one of them."""
    person_id = request.session.get(PERSON_KEY)
    person = Person.objects.filter(pk=person_id, is_active=True).first() if person_id else None
    if person is None or not _has_same_password(request, person):
        return redirect("sign-in")
    memberships = queries.memberships_of(person)
    if request.method == "POST":
        chosen = next((one for one in memberships if str(one.pk) == request.POST.get("membership")), None)
        if chosen is not None:
            return _begin_session(request, chosen, way="password")
    return render(request, "signin/choose.html", {"memberships": memberships, "next": _next_address(request)})


@sensitive_post_parameters("password")
def sign_in_by_link(request: HttpRequest, secret: str) -> HttpResponseBase:
    """Open a one-time link. Looking at it uses nothing up, so that a mail scanner cannot burn it."""
    is_local = _is_from_this_machine(request)
    link = actions.open_sign_in_link(secret=secret, is_local=is_local)
    form = NewPasswordForm(sent(request)) if link.sets_password else forms.Form(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            membership = actions.use_sign_in_link(
                secret=secret, is_local=is_local, password=form.cleaned_data.get("password", "")
            )
        except DomainError as problem:
            if not problem.fields:
                raise
            add_problem(form, problem)
        else:
            return _begin_session(request, membership, way="link")
    return form_page(request, "signin/link.html", form, {"link": link})


def sign_out(request: HttpRequest) -> HttpResponseBase:
    """End the session and clear what the browser kept."""
    actor = cast(Request, request).actor
    if actor is not None:
        actions.record_sign_out(actor=actor)
    request.session.flush()
    messages.success(request, _("You are signed out."))
    response = redirect("sign-in")
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def home(request: HttpRequest) -> HttpResponseBase:
    """Everybody's first page."""
    actor = actor_of(request)
    if actor.mode is Mode.STAFF:
        return redirect("today")
    if actor.mode is Mode.FAMILY:
        return redirect("journal")
    return render(request, "signin/nothing_here.html")


def _enter_as_person(request: HttpRequest, person: Person) -> HttpResponseBase:
    memberships = queries.memberships_of(person)
    if not memberships:
        raise NotAllowedError(_("Your access has ended. The setting can tell you more."))
    if len(memberships) == 1:
        return _begin_session(request, memberships[0], way="password")
    request.session.flush()
    request.session[PERSON_KEY] = str(person.pk)
    request.session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    address = reverse("choose")
    if following := _next_address(request):
        address = f"{address}?{urlencode({'next': following})}"
    return HttpResponseRedirect(address)


def _has_same_password(request: HttpRequest, person: Person) -> bool:
    """Whether the password with which the choosing began is still the person's."""
    return constant_time_compare(request.session.get(HASH_SESSION_KEY, ""), person.get_session_auth_hash())


def _begin_session(request: HttpRequest, membership: Membership, *, way: str) -> HttpResponse:
    """A new session for one membership: a fresh key each time, nothing of an earlier one (ASVS 7.2.4)."""
    person = membership.person
    request.session.flush()
    request.session[MEMBERSHIP_KEY] = str(membership.pk)
    request.session[SESSION_KEY] = str(person.pk)
    request.session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    request.session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    rotate_token(request)
    with in_setting(membership.setting_id):
        actor = queries.actor_of(
            membership,
            request_id=cast(Request, request).request_id,
            source=source_address(request.META, settings.TRUSTED_PROXIES),
        )
        actions.record_sign_in(actor=actor, way=way)
    return HttpResponseRedirect(_next_address(request) or reverse("home"))


def _next_address(request: HttpRequest) -> str:
    """Where the person was going, if that is a page of this house."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    is_ours = is_ours and urlsplit(wanted).path not in {reverse("sign-in"), reverse("sign-out")}
    return wanted if is_ours else ""


def _is_from_this_machine(request: HttpRequest) -> bool:
    """Whether the request comes from this machine itself, through no proxy."""
    if not PROXY_HEADERS.isdisjoint(request.META):
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
