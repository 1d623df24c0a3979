"""What parents and staff agree to before they see anything: versions, who has accepted, a new one."""

import uuid

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heartsease.domain.policies import actions, queries
from heartsease.domain.policies.models import Agreement
from heartsease.domain.policies.rules import BEGINNINGS, LONGEST_TEXT, LONGEST_TITLE, Audience
from heartsease.kernel.errors import ConflictError, InvalidInputError, NotFoundError
from heartsease.web.forms import add_problem
from heartsease.web.limits import block, line
from heartsease.web.presenting import sent, show, show_form
from heartsease.web.requests import actor_of, membership_of


class AgreementForm(forms.Form):
    """A version: its title and its text."""

    title = line(gettext_lazy("Title"), LONGEST_TITLE, missing=gettext_lazy("Write a title."))
    text = block(
        gettext_lazy("Text"),
        LONGEST_TEXT,
        hint=gettext_lazy("An empty line begins a paragraph; a line that begins with - is an item of a list."),
        rows=16,
    )


def agreements(request: HttpRequest) -> HttpResponse:
    """Both agreements: the version in force, who has accepted it, the versions before."""
    actor, setting = actor_of(request), membership_of(request).setting
    sides = []
    for audience in Audience:
        versions = list(queries.agreements(actor, audience))
        in_force = next((one for one in versions if one.pk == queries.in_force_at(setting, audience)), None)
        asked = queries.members_asked(actor, in_force) if in_force is not None else []
        sides.append(
            {
                "audience": audience,
                "in_force": in_force,
                "earlier": [one for one in versions if one is not in_force],
                "missing": sum(not one.accepted for one in asked),  # type: ignore[attr-defined]  # by the prefetch
                "asked": len(asked),
            }
        )
    return show(request, "manage/agreements.html", {"sides": sides})


def agreement(request: HttpRequest, agreement_id: uuid.UUID) -> HttpResponse:
    """One version, and who has accepted it and who has not."""
    actor = actor_of(request)
    found = queries.agreement(actor, agreement_id)
    in_force = queries.in_force_at(membership_of(request).setting, Audience(found.audience))
    context = {
        "agreement": found,
        "is_in_force": found.pk == in_force,
        "members": queries.members_asked(actor, found),
    }
    return show(request, "manage/agreement.html", context)


def new(request: HttpRequest, audience: str) -> HttpResponseBase:
    """Write a version; look at it as its readers will; bring it into force."""
    actor, side = actor_of(request), _audience(audience)
    last: Agreement | None = queries.agreements(actor, side).first()
    initial = {
        "title": last.title if last else _("Before you use the journal"),
        "text": last.text if last else BEGINNINGS[side],
    }
    form = AgreementForm(sent(request), initial=initial)
    context = {"audience": side, "is_first": last is None}
    if request.method != "POST" or not form.is_valid() or "again" in request.POST:
        return show_form(request, "manage/agreement_new.html", form, context)
    preview = Agreement(title=form.cleaned_data["title"], text=form.cleaned_data["text"])
    if "save" not in request.POST and preview.text:
        return show(request, "manage/agreement_check.html", {"form": form, "agreement": preview, **context})
    try:
        actions.make_agreement(actor=actor, audience=side, title=preview.title, text=preview.text)
    except (InvalidInputError, ConflictError) as problem:
        add_problem(form, problem)
        return show_form(request, "manage/agreement_new.html", form, context)
    messages.success(request, _("The new version is in force. Everybody is asked when they next open a page."))
    return redirect("manage-agreements")


def none(request: HttpRequest, audience: str) -> HttpResponseBase:
    """Stop asking, after a page that says what that means."""
    side = _audience(audience)
    if request.method == "POST":
        actions.ask_for_none(actor=actor_of(request), audience=side)
        messages.success(request, _("Nobody is asked any more. What was accepted stays on record."))
        return redirect("manage-agreements")
    return show(request, "manage/agreement_none.html", {"audience": side})


def _audience(text: str) -> Audience:
    if text not in Audience.values:
        raise NotFoundError(_("There is no such agreement."))
    return Audience(text)
