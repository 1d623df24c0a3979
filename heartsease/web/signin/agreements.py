"""The gate before everything: what the setting asks everybody to agree to (clauses 3.7, 4.3). It shows no child."""

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy

from heartsease.domain.policies import actions, queries
from heartsease.kernel.errors import ConflictError
from heartsease.web.entering import next_address
from heartsease.web.presenting import sent, show, show_form
from heartsease.web.requests import actor_of, membership_of


class AcceptanceForm(forms.Form):
    """Which version was read; a newer one may have come into force meanwhile."""

    version = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages={
            "required": gettext_lazy("Please read the agreement first."),
            "invalid": gettext_lazy("Please read the agreement first."),
        },
    )


def agreement(request: HttpRequest) -> HttpResponseBase:
    """Read and agree; then on to where the person was going."""
    actor, following = actor_of(request), next_address(request)
    if queries.asked_of(membership_of(request)) is None:
        return redirect(following or "home")
    found = queries.own_agreement(actor)
    form = AcceptanceForm(sent(request), initial={"version": found.pk})
    if request.method == "POST" and form.is_valid():
        try:
            actions.accept_agreement(actor=actor, agreement_id=form.cleaned_data["version"])
        except ConflictError as problem:
            form.add_error(None, problem.sentence)
        else:
            return redirect(following or "home")
    return show_form(request, "signin/agreement.html", form, {"agreement": found, "next": following})


def mine(request: HttpRequest) -> HttpResponse:
    """What this person has agreed to, and when."""
    return show(request, "signin/agreements_mine.html", {"acceptances": queries.own_acceptances(actor_of(request))})
