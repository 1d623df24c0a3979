"""Lists of children that leave the journal: one nominated member asks, another allows, the first takes it, once."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heartsease.domain.access.actor import Actor
from heartsease.domain.accounts import overviews
from heartsease.domain.records import actions, queries
from heartsease.domain.records.exports.rules import ANSWERED_WITHIN, KINDS, LONGEST_REASON, TAKEN_WITHIN, ExportState
from heartsease.domain.records.imports.kinds import COLUMNS, Kind
from heartsease.domain.setting import queries as setting
from heartsease.kernel import clock
from heartsease.kernel.errors import ConflictError, InvalidInputError, NotAllowedError
from heartsease.kernel.ids import parse_id
from heartsease.web.forms import add_problem
from heartsease.web.limits import line
from heartsease.web.presenting import sent, show, show_form
from heartsease.web.requests import actor_of

PILLS = {
    ExportState.WAITING: "waiting",
    ExportState.ALLOWED: "published",
    ExportState.REFUSED: "returned",
    ExportState.WITHDRAWN: "draft",
    ExportState.TAKEN: "draft",
    ExportState.TOO_LATE: "draft",
}


class ExportForm(forms.Form):
    """What is asked for, and what it is for."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What do you need?"),
        choices=[(kind.value, kind.label) for kind in KINDS],
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose what you need."),
            "invalid_choice": gettext_lazy("Choose what you need."),
        },
    )
    room = forms.ChoiceField(label=gettext_lazy("Of whom?"), required=False)
    reason = line(
        gettext_lazy("What is it for?"),
        LONGEST_REASON,
        hint=gettext_lazy("Your colleague reads this before they allow it, and it stays in the trace of the setting."),
        missing=gettext_lazy("Write what it is for."),
    )

    def __init__(self, actor: Actor, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        rooms = [(str(room.pk), room.name) for room in setting.rooms(actor)]
        self.fields["room"].choices = [("", _("Every child")), *rooms]  # type: ignore[attr-defined]  # a ChoiceField, above


def exports(request: HttpRequest) -> HttpResponseBase:
    """What was asked for, and the form to ask."""
    actor = actor_of(request)
    form = ExportForm(actor, sent(request), initial={"kind": Kind.CHILDREN.value})
    if request.method == "POST" and form.is_valid():
        filled = form.cleaned_data
        try:
            asked = actions.ask_for_export(
                actor=actor, kind=Kind(filled["kind"]), room_id=parse_id(filled["room"]), reason=filled["reason"]
            )
        except InvalidInputError as problem:
            add_problem(form, problem)
        else:
            messages.success(request, _("The other nominated members are told. One of them has to allow it."))
            return redirect("manage-export", asked.pk)
    now = clock.now()
    context = {
        "exports": [(one, PILLS[state := one.state_at(now)], state.label) for one in queries.exports(actor)],
        "is_alone": overviews.has_one_nominated_member(actor),
        "columns": {kind.label: ", ".join(str(column.label) for column in COLUMNS[kind]) for kind in KINDS},
    }
    return show_form(request, "manage/exports.html", form, context)


def export(request: HttpRequest, export_id: uuid.UUID) -> HttpResponseBase:
    """One of them: who asks for what and why, and what can be done."""
    return _page(request, export_id)


def answer(request: HttpRequest, export_id: uuid.UUID) -> HttpResponseBase:
    """Allow or refuse what somebody else has asked for."""
    said = request.POST.get("answer", "")
    if said not in {"allow", "refuse"}:
        return _page(request, export_id, problem=_("Choose whether to allow it."), status=422)
    try:
        actions.answer_export(actor=actor_of(request), export_id=export_id, is_approved=said == "allow")
    except (ConflictError, NotAllowedError) as problem:
        return _page(request, export_id, problem=problem.sentence, status=problem.status)
    messages.success(
        request, _("Allowed. They have one day to take it.") if said == "allow" else _("Refused. Nothing leaves.")
    )
    return redirect("manage-export", export_id)


def take(request: HttpRequest, export_id: uuid.UUID) -> HttpResponseBase:
    """The file, once."""
    try:
        text = actions.take_export(actor=actor_of(request), export_id=export_id)
    except (ConflictError, NotAllowedError) as problem:
        return _page(request, export_id, problem=problem.sentence, status=problem.status)
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    kind = queries.export(actor_of(request), export_id).kind
    response.headers["Content-Disposition"] = f'attachment; filename="heartsease-{kind}.csv"'
    return response


def withdraw(request: HttpRequest, export_id: uuid.UUID) -> HttpResponseBase:
    """Take back what one has asked for."""
    try:
        actions.withdraw_export(actor=actor_of(request), export_id=export_id)
    except NotAllowedError as problem:
        return _page(request, export_id, problem=problem.sentence, status=problem.status)
    messages.info(request, _("Taken back."))
    return redirect("manage-exports")


def _page(request: HttpRequest, export_id: uuid.UUID, *, problem: str = "", status: int = 200) -> HttpResponse:
    actor = actor_of(request)
    found, now = queries.export(actor, export_id), clock.now()
    state = found.state_at(now)
    is_own = found.asked_by_id == actor.membership_id
    context = {
        "export": found,
        "kind": Kind(found.kind).label,
        "columns": ", ".join(str(column.label) for column in COLUMNS[Kind(found.kind)]),
        "pill": PILLS[state],
        "state": state.label,
        "may_answer": state is ExportState.WAITING and found.asked_by.person_id != actor.person_id,
        "may_take": state is ExportState.ALLOWED and is_own,
        "may_withdraw": state in {ExportState.WAITING, ExportState.ALLOWED} and is_own,
        "until": (found.answered_at + TAKEN_WITHIN) if found.answered_at else found.asked_at + ANSWERED_WITHIN,
        "is_open": state in {ExportState.WAITING, ExportState.ALLOWED},
        "problem": problem,
    }
    return show(request, "manage/export.html", context, status=status)
