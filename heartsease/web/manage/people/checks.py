"""When somebody's checks were seen and by whom, and their training (clauses 3.6, 18.1)."""

import dataclasses
import uuid

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heartsease.domain.accounts import actions, queries
from heartsease.kernel.errors import InvalidInputError, NotFoundError
from heartsease.web.forms import add_problem
from heartsease.web.limits import day, line
from heartsease.web.presenting import sent, show_form
from heartsease.web.requests import actor_of


class ChecksForm(forms.Form):
    """Days and names; empty where nothing was seen yet."""

    checks_seen_on = day(gettext_lazy("Checks seen on"))
    checks_seen_by = line(
        gettext_lazy("Checks seen by"), 120, hint=gettext_lazy("Whoever held the papers in hand."), autocomplete="off"
    )
    trained_on = day(gettext_lazy("Trained on"))
    trained_by = line(gettext_lazy("Trained by"), 120, autocomplete="off")


def checks(request: HttpRequest, membership_id: uuid.UUID) -> HttpResponseBase:
    """Record them, or correct what was recorded."""
    actor = actor_of(request)
    membership = queries.member(actor, membership_id)
    if not membership.is_staff:
        raise NotFoundError(_("Checks are recorded for staff."))
    known = {field.name: getattr(membership, field.name) for field in dataclasses.fields(actions.Checks)}
    form = ChecksForm(sent(request), initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_checks(actor=actor, membership_id=membership.pk, checks=actions.Checks(**form.cleaned_data))
        except InvalidInputError as problem:
            add_problem(form, problem)
        else:
            messages.success(request, _("It is recorded for %(name)s.") % {"name": membership.person.full_name})
            return redirect("manage-person", membership.pk)
    return show_form(request, "manage/person_checks.html", form, {"membership": membership})
