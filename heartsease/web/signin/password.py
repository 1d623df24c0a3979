"""Coming in with user name and password, then the second factor; choosing as what; going out."""

import dataclasses
from typing import cast

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters

from heartsease.domain.access.permissions import Mode
from heartsease.domain.accounts import actions, queries
from heartsease.domain.accounts.models import CodeApp, Passkey, RecoveryCode, Way
from heartsease.kernel.errors import DomainError
from heartsease.web.devices import tablet_of
from heartsease.web.entering import Proof, leave, next_address
from heartsease.web.forms import LineField, add_problem, form_page
from heartsease.web.presenting import sent
from heartsease.web.requests import Request, actor_of, source_address
from heartsease.web.signin.entering import enter_as, enter_as_person, open_memberships, remembered_person


class PasswordSignInForm(forms.Form):
    """User name and password; both may be pasted and filled in by a password manager."""

    user_name = LineField(
        label=gettext_lazy("User name or e-mail address"),
        max_length=254,
        widget=forms.TextInput(
            attrs={"autocomplete": "username webauthn", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = forms.CharField(
        label=gettext_lazy("Password"),
        max_length=1000,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    is_shared = forms.BooleanField(
        label=gettext_lazy("This is a shared computer"),
        help_text=gettext_lazy("Nothing is remembered here, and you are signed out after five minutes untouched."),
        required=False,
    )


class CodeForm(forms.Form):
    """A code of the app, or one of the recovery codes."""

    code = LineField(
        label=gettext_lazy("Code"),
        help_text=gettext_lazy("The six digits that your app shows now, or one of your recovery codes."),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponseBase:
    """Ask for name and password; what else is needed follows on pages of its own."""
    if cast(Request, request).actor is not None:
        return redirect(next_address(request) or "home")
    form = PasswordSignInForm(sent(request))
    if request.method == "POST" and form.is_valid():
        filled = form.cleaned_data
        try:
            person = actions.check_password(
                user_name=filled["user_name"],
                password=filled["password"],
                source=source_address(request.META, settings.TRUSTED_PROXIES),
            )
        except DomainError as problem:
            add_problem(form, problem)
        else:
            return enter_as_person(request, person, Proof(Way.PASSWORD, is_on_shared_computer=filled["is_shared"]))
    tablet = tablet_of(request)
    return form_page(request, "signin/sign_in.html", form, {"next": next_address(request), "tablet": tablet})


def second(request: HttpRequest) -> HttpResponseBase:
    """The second factor: a passkey, a code of the app, or a recovery code."""
    found = remembered_person(request)
    if found is None:
        return redirect("sign-in")
    person, proof = found
    form = CodeForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.check_code(
                person=person,
                code=form.cleaned_data["code"],
                source=source_address(request.META, settings.TRUSTED_PROXIES),
            )
        except DomainError as problem:
            add_problem(form, problem)
        else:
            return enter_as_person(request, person, dataclasses.replace(proof, has_second_factor=True))
    context = {
        "has_passkey": Passkey.objects.filter(person=person).exists(),
        "has_codes": CodeApp.objects.filter(person=person).exists()
        or RecoveryCode.objects.filter(person=person, used_at__isnull=True).exists(),
    }
    return form_page(request, "signin/second.html", form, context)


def choose(request: HttpRequest) -> HttpResponseBase:
    """As what a person acts, when they are several things: a session is exactly one of them."""
    found = remembered_person(request)
    if found is None:
        return redirect("sign-in")
    person, proof = found
    if not proof.has_second_factor and tablet_of(request) is None and queries.has_second_factor(person):
        return redirect("second")
    memberships = open_memberships(person, proof)
    if request.method == "POST":
        chosen = next((one for one in memberships if str(one.pk) == request.POST.get("membership")), None)
        if chosen is not None:
            return enter_as(request, chosen, proof)
    return render(request, "signin/choose.html", {"memberships": memberships})


def sign_out(request: HttpRequest) -> HttpResponseBase:
    """End the session and clear what the browser kept; on a tablet the lock screen comes back."""
    actor = cast(Request, request).actor
    if actor is not None:
        actions.record_sign_out(actor=actor, is_idle="idle" in request.POST)
    tablet = tablet_of(request)
    if tablet is None:
        messages.success(request, _("You are signed out."))
    return leave(request, "lock" if tablet is not None else "sign-in")


def still_here(request: HttpRequest) -> HttpResponseBase:  # noqa: ARG001 - the middleware has noted it
    """Somebody reads or writes without asking for a page: the session goes on."""
    return HttpResponse(status=204)


def home(request: HttpRequest) -> HttpResponseBase:
    """Everybody's first page."""
    actor = actor_of(request)
    if actor.mode is Mode.STAFF:
        return redirect("today")
    if actor.mode is Mode.FAMILY:
        return redirect("journal")
    return render(request, "signin/nothing_here.html")
