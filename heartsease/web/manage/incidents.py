"""Incidents: what happened, about whom or what, what to do, and the note that closes it."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heartsease.domain.access.actor import Actor
from heartsease.domain.access.permissions import Permission
from heartsease.domain.children import queries as children
from heartsease.domain.incidents import actions, queries
from heartsease.domain.incidents.models import Incident
from heartsease.domain.incidents.rules import LONGEST_NOTE, IncidentKind
from heartsease.domain.journal import queries as journal
from heartsease.domain.reading import actions as reading
from heartsease.kernel.errors import InvalidInputError
from heartsease.web.forms import BlockField, add_problem
from heartsease.web.presenting import sent, show, show_form
from heartsease.web.requests import actor_of

MOST_SHOWN = 100
ADVICE = {
    IncidentKind.LOGIN_KNOWN: gettext_lazy(
        "Every session of this person has ended, PIN and badge are void, and the old password opens nothing but the"
        " page that replaces it. Ask what happened, and look in the trace at what was opened under this name."
    ),
    IncidentKind.DEVICE_LOST: gettext_lazy(
        "The device lets nobody in and its PINs are gone. Look in the trace at what was opened on it, and report the"
        " theft where it is one."
    ),
    IncidentKind.DEVICE_LOCKED: gettext_lazy(
        "Ask who tried. If it was a colleague who had forgotten a PIN, unlock the tablet under Devices and let them"
        " make a new one."
    ),
    IncidentKind.DEVICE_ENDED: gettext_lazy(
        "Somebody has guessed for longer than a colleague would. Find the tablet; it has to be enrolled anew."
    ),
    IncidentKind.READING_PAUSED: gettext_lazy(
        "Talk to this person. If it was their work, the session goes on with their password; if it was not them, let"
        " them say so under My account: Someone may know my login."
    ),
    IncidentKind.LINK_FROZEN: gettext_lazy(
        "The child’s date of birth was answered wrongly twice. Perhaps this parent stands on the wrong child: look at"
        " the record, end the access or make it anew."
    ),
    IncidentKind.LINK_WRONG: gettext_lazy(
        "The access has ended. Tell the family whose journal it was what had been seen, and look at how the two"
        " children were confused. If more than a name was seen, it is a breach of personal data: the"
        " time to report it is short."
    ),
    IncidentKind.DECOY_TOUCHED: gettext_lazy(
        "No page leads to this record: whoever asked for it was looking through everything. End that person’s sessions"
        " and find out who it was."
    ),
    IncidentKind.TRACE_DAMAGED: gettext_lazy("Stop working with the journal and call whoever looks after it."),
}


class ClosingForm(forms.Form):
    """What it was and what was done."""

    note = BlockField(
        label=gettext_lazy("What it was, and what was done"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Write what it was and what was done.")},
    )


def incidents(request: HttpRequest) -> HttpResponse:
    """All of them, the open ones first."""
    found = list(queries.incidents(actor_of(request))[:MOST_SHOWN])
    return show(
        request,
        "manage/incidents.html",
        {
            "waiting": [one for one in found if one.closed_at is None],
            "closed": [one for one in found if one.closed_at is not None],
        },
    )


def incident(request: HttpRequest, incident_id: uuid.UUID) -> HttpResponseBase:
    """One incident; closed with a note."""
    actor = actor_of(request)
    found = queries.incident(actor, incident_id)
    form = ClosingForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.close_incident(actor=actor, incident_id=found.pk, note=form.cleaned_data["note"])
        except InvalidInputError as problem:
            add_problem(form, problem)
        else:
            messages.success(request, _("The incident is closed."))
            return redirect("manage-incidents")
    advice, whose = ADVICE[IncidentKind(found.kind)], found.membership
    may_release = whose is not None and whose.reading_paused_at is not None and whose.person_id != actor.person_id
    context = {"incident": found, "advice": advice, "may_release": may_release, **_wrong_link(actor, found)}
    return show_form(request, "manage/incident.html", form, context)


def _wrong_link(actor: Actor, incident: Incident) -> dict[str, Any]:
    """For a family on the wrong child: the link, what it gave away, and where the words for the other family stand."""
    if incident.kind != IncidentKind.LINK_WRONG or not actor.may(Permission.FAMILY_LINK):
        return {}
    link = children.link_anywhere(actor, uuid.UUID(incident.happening))
    return {"link": link, "seen": journal.seen_by(actor, link)} if link is not None else {}


def release(request: HttpRequest, membership_id: uuid.UUID) -> HttpResponseBase:
    """Let somebody read on whose reading was paused."""
    reading.release(actor=actor_of(request), membership_id=membership_id)
    messages.success(request, _("They can go on. Please close the incident with a note."))
    return redirect("manage-incidents")
