"""What a setting chooses for itself: looked at before it is saved, with a reason where it opens more (clauses 3.1)."""

import dataclasses
import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor
from heartsease.domain.accounts import queries as accounts
from heartsease.domain.setting import queries
from heartsease.domain.setting.actions import change_choices
from heartsease.domain.setting.models import ChoicesChange
from heartsease.domain.setting.rules import Choices, widened_choices
from heartsease.kernel.errors import ConflictError
from heartsease.kernel.hashing import sha256_hex
from heartsease.web.manage.choices_form import SAFE, ChoicesForm, in_words, to_initial
from heartsease.web.manage.reasons import ReasonForm
from heartsease.web.presenting import sent, show, show_form
from heartsease.web.requests import actor_of, membership_of

MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Change:
    """One choice that would change, or was changed."""

    question: str
    before: str
    after: str
    is_safe: bool


@dataclass(frozen=True, slots=True)
class Earlier:
    """A change of the choices as it is remembered."""

    row: ChoicesChange
    who: str
    changes: Sequence[Change]


def choices(request: HttpRequest) -> HttpResponseBase:
    """The form; then a page with what would change from what to what; then it is saved."""
    actor, before = actor_of(request), membership_of(request).setting.chosen
    form = ChoicesForm(sent(request), initial=to_initial(before))
    if request.method != "POST" or not form.is_valid() or "again" in request.POST:
        return show_form(request, "manage/choices.html", form, {"earlier": _earlier(actor)})
    after = form.chosen()
    changes = _changes(before, after)
    if not changes:
        messages.info(request, _("Nothing was changed."))
        return redirect("manage-choices")
    is_saved = "save" in request.POST
    reason = ReasonForm(request.POST if is_saved else None, is_required=bool(widened_choices(before, after)))
    seen = _stamp(before)
    was_overtaken = is_saved and request.POST.get("seen") != seen
    if is_saved and not was_overtaken and reason.is_valid():
        try:
            change_choices(actor=actor, choices=after, reason=reason.cleaned_data["reason"])
        except ConflictError:
            was_overtaken = True
        else:
            messages.success(request, _("The choices are saved and hold from now on."))
            return redirect("manage-choices")
    context = {"choices": form, "form": reason, "changes": changes, "seen": seen, "was_overtaken": was_overtaken}
    status = 409 if was_overtaken else 422 if is_saved else 200
    return show(request, "manage/choices_check.html", context, status=status)


def _changes(before: Choices, after: Choices) -> list[Change]:
    return [
        Change(
            question=str(ChoicesForm.base_fields[field.name].label),
            before=in_words(field.name, before),
            after=in_words(field.name, after),
            is_safe=getattr(after, field.name) == getattr(SAFE, field.name),
        )
        for field in dataclasses.fields(Choices)
        if getattr(before, field.name) != getattr(after, field.name)
    ]


def _earlier(actor: Actor) -> list[Earlier]:
    found = list(queries.choices_changes(actor)[:MOST_SHOWN])
    names: Mapping[uuid.UUID | None, str] = {}
    if found:
        people = accounts.people(actor).prefetch_related(None)
        names = dict(people.values_list("pk", "person__full_name"))
    return [
        Earlier(
            row,
            names.get(row.membership_id, _("The journal itself")),
            _changes(_chosen(row.before), _chosen(row.after)),
        )
        for row in found
    ]


def _chosen(stored: Mapping[str, Any]) -> Choices:
    """The choices as far as a change was about them."""
    return Choices.from_stored({**SAFE.to_stored(), **stored})


def _stamp(choices: Choices) -> str:
    """What the person saw when they were asked; another stamp means that somebody was quicker."""
    return sha256_hex(json.dumps(choices.to_stored(), sort_keys=True).encode())
