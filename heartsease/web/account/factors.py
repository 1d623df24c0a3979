"""Second factors: an app that shows codes, passkeys, and recovery codes for the day when both are lost."""

import pyotp
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_variables

from heartsease.domain.accounts import actions, queries
from heartsease.domain.accounts.rules import new_seed
from heartsease.kernel import sealing
from heartsease.kernel.errors import InvalidInputError
from heartsease.web.entering import keep_next, next_address
from heartsease.web.forms import LineField, add_problem
from heartsease.web.gates import in_front_of
from heartsease.web.presenting import show, show_form
from heartsease.web.proving import is_proved
from heartsease.web.requests import actor_of, membership_of
from heartsease.web.squares import qr_code

SEED = "code_app_seed"
CODES = "recovery_codes"


class CodeForm(forms.Form):
    """The code that the app shows for the seed on this page."""

    code = LineField(
        label=gettext_lazy("Code"),
        help_text=gettext_lazy("The six digits that the app shows now."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "code"}),
        error_messages={
            "required": gettext_lazy("Type the six digits that the app shows."),
            "max_length": gettext_lazy("A code has six digits."),
        },
    )


def factors(request: HttpRequest) -> HttpResponseBase:
    """What there is and what can be added. Sending the page asks for the password once, for all that is on it."""
    if request.method == "POST":
        return redirect("account-factors")
    if is_gate := bool(in_front_of(request)):
        keep_next(request)
    context = {
        "factors": queries.own_factors(actor_of(request)),
        "is_proved": is_proved(request),
        "is_gate": is_gate,
    }
    return show(request, "account/factors.html", context)


@sensitive_variables("seed")
def code_app(request: HttpRequest) -> HttpResponseBase:
    """The seed as a picture and as letters, then a code of it. Until then it waits in the session, sealed."""
    seed = _waiting_seed(request)
    form = CodeForm(request.POST if "code" in request.POST else None)
    if form.is_bound and form.is_valid():
        try:
            codes = actions.add_code_app(actor=actor_of(request), seed=seed, code=form.cleaned_data["code"])
        except InvalidInputError as problem:
            add_problem(form, problem)
        else:
            del request.session[SEED]
            messages.success(request, _("The app is set up. The journal asks for its code from now on."))
            return show_codes(request, codes) if codes else redirect("account-factors")
    address = pyotp.TOTP(seed).provisioning_uri(name=membership_of(request).person.user_name, issuer_name="Heartsease")
    context = {
        "seed": " ".join(seed[place : place + 4] for place in range(0, len(seed), 4)),
        "picture": qr_code(address),
    }
    return show_form(request, "account/code_app.html", form, context)


def remove_code_app(request: HttpRequest) -> HttpResponseBase:
    """Take the app away."""
    actions.remove_code_app(actor=actor_of(request))
    messages.success(request, _("The app was removed, and every other sign-in has ended."))
    return redirect("account-factors")


def recovery(request: HttpRequest) -> HttpResponseBase:
    """Ten new codes, or those that came with a new passkey: each time shown once."""
    if request.method == "POST":
        return show_codes(request, actions.make_recovery_codes(actor=actor_of(request)))
    try:
        codes = sealing.unseal(request.session.pop(CODES, ""), purpose=CODES).split()
    except sealing.BrokenSealError:
        return redirect("account-factors")
    return show_codes(request, codes)


def keep_codes(request: HttpRequest, codes: list[str]) -> None:
    """Let ``codes`` be shown by the page that the browser asks for next."""
    request.session[CODES] = sealing.seal(" ".join(codes), purpose=CODES)


def show_codes(request: HttpRequest, codes: list[str]) -> HttpResponse:
    """The page that shows ``codes``, and no other page ever does; it leads to where the gate stopped the person."""
    context = {"codes": [f"{code[:5]} {code[5:]}" for code in codes], "next": next_address(request)}
    request.session.pop("next", None)
    return show(request, "account/recovery.html", context)


def _waiting_seed(request: HttpRequest) -> str:
    try:
        return sealing.unseal(request.session.get(SEED, ""), purpose=SEED)
    except sealing.BrokenSealError:
        seed = new_seed()
        request.session[SEED] = sealing.seal(seed, purpose=SEED)
        return seed
