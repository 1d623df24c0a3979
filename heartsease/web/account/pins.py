"""The PIN for the setting's tablets: drawn by chance, shown once, brought to a tablet that is new."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from heartsease.domain.accounts import actions, queries
from heartsease.domain.accounts.models import Way
from heartsease.domain.accounts.rules import PIN_DIGITS, is_fresh, memory_aid
from heartsease.kernel import clock
from heartsease.kernel.errors import DomainError
from heartsease.web import proving
from heartsease.web.entering import next_address
from heartsease.web.forms import add_problem
from heartsease.web.presenting import sent, show, show_form
from heartsease.web.requests import actor_of, membership_of, session_of


class PinForm(forms.Form):
    """The digits that the person has already; never shown again."""

    pin = forms.RegexField(
        rf"^[0-9]{{{PIN_DIGITS}}}$",
        label=gettext_lazy("Your PIN"),
        widget=forms.PasswordInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "class": "code", "maxlength": PIN_DIGITS}
        ),
        error_messages={
            "required": gettext_lazy("Type the six digits of your PIN."),
            "invalid": gettext_lazy("A PIN has six digits."),
        },
    )


@sensitive_variables("pin")
def make(request: HttpRequest) -> HttpResponseBase:
    """What a PIN is; then six digits, on the page that answers and nowhere else."""
    if request.method != "POST":
        return show(request, "account/pin.html", {"pin": queries.own_pin(actor_of(request))})
    refused = None if _came_by_the_only_way(request) else proving.ask(request)
    if refused is not None:
        return refused
    pin = actions.make_pin(actor=actor_of(request))
    context = {"pin": f"{pin[:3]} {pin[3:]}", "aid": memory_aid(pin), "next": next_address(request)}
    return show(request, "account/pin_made.html", context)


@sensitive_post_parameters("pin")
def bring(request: HttpRequest) -> HttpResponseBase:
    """Type the PIN once on a tablet that does not know it yet."""
    known = queries.own_pin(actor_of(request))
    if known.is_here or not known.is_anywhere:
        return redirect("account-pin")
    form = PinForm(sent(request))
    if request.method == "POST":
        refused = None if membership_of(request).is_pin_only else proving.ask(request)
        if refused is not None:
            return refused
        if form.is_valid():
            try:
                actions.bring_pin(actor=actor_of(request), digits=form.cleaned_data["pin"])
            except DomainError as problem:
                add_problem(form, problem)
            else:
                messages.success(request, _("Your PIN works on this tablet now."))
                return redirect(next_address(request) or "home")
    return show_form(request, "account/pin_bring.html", form, {"next": next_address(request)})


def _came_by_the_only_way(request: HttpRequest) -> bool:
    """Whether this is a PIN-only person who has just come in by a link: they have no password to give again, and the
    PIN opens nothing that the link did not."""
    row = session_of(request)
    return membership_of(request).is_pin_only and row.way == Way.LINK and is_fresh(row.started_at, clock.now())
