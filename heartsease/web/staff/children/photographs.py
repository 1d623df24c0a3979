"""What a family allows to be done with photographs: purpose by purpose, by whom, when and how (guarantee G14)."""

import datetime as dt
import itertools
import uuid
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Field
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heartsease.domain.access.actor import Actor
from heartsease.domain.access.permissions import Permission, Role
from heartsease.domain.children import actions, queries
from heartsease.domain.children.models import Child, PhotoPermission
from heartsease.domain.children.rules import Purpose, allows_new_pictures, still_allows
from heartsease.kernel import clock
from heartsease.kernel.errors import InvalidInputError
from heartsease.web.forms import add_problem
from heartsease.web.limits import day, line
from heartsease.web.presenting import sent, show, show_form
from heartsease.web.requests import actor_of
from heartsease.web.staff.children.pages import child_context, opened_child

YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class PurposeRow:
    """One purpose: what holds today, and the answers that stand behind it."""

    label: str
    state: str
    """yes, expired (published pictures stay, no new ones), no, or unasked (which counts as a no)."""
    last_day: dt.date | None
    answers: list[PhotoPermission]
    is_overruled: bool
    """Everybody agreed and yet it does not hold: something in the narrower facts says so."""


@dataclass(frozen=True, slots=True)
class Recording:
    """What one adult answered at one time."""

    head: PhotoPermission
    answers: list[PhotoPermission]


class AnswersForm(forms.Form):
    """What one adult answered, purpose by purpose."""

    answered_by = line(
        gettext_lazy("Who answered"),
        120,
        missing=gettext_lazy("Say who answered."),
        hint=gettext_lazy("Always write the same adult in the same way: a later answer then replaces the earlier one."),
        autocomplete="off",
        list="known-adults",
    )
    answered_on = day(gettext_lazy("On which day"), missing=gettext_lazy("Write the day of the answer."))
    method = forms.ChoiceField(
        label=gettext_lazy("How"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say how it was answered.")},
    )
    last_day = day(
        gettext_lazy("Last day of the agreement"),
        hint=gettext_lazy("Empty: until it is changed. Afterwards no new photographs are taken; the journal stays."),
    )
    is_decision = forms.BooleanField(
        label=gettext_lazy("This is the setting's decision"),
        required=False,
        help_text=gettext_lazy("Where two adults answer differently: it replaces every answer before it."),
    )

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        method = self.fields["method"]
        column = PhotoPermission._meta.get_field("method")
        if not isinstance(method, forms.ChoiceField) or not isinstance(column, Field):
            raise TypeError
        method.choices = list(column.flatchoices)
        if actor.role is not Role.NOMINATED_MEMBER:
            del self.fields["is_decision"]
        for purpose in Purpose:
            self.fields[f"answer_{purpose}"] = forms.ChoiceField(
                label=str(purpose.label),
                choices=[
                    (YES, gettext_lazy("Yes")),
                    (NO, gettext_lazy("No")),
                    ("", gettext_lazy("Not asked now")),
                ],
                required=False,
                widget=forms.RadioSelect,
            )

    @property
    def purposes(self) -> list[forms.BoundField]:
        """The questions, in their order."""
        return [self[f"answer_{purpose}"] for purpose in Purpose]

    def answers(self) -> dict[Purpose, bool]:
        """The purposes that were answered."""
        given = {purpose: self.cleaned_data[f"answer_{purpose}"] for purpose in Purpose}
        return {purpose: answer == YES for purpose, answer in given.items() if answer}


def permissions(request: HttpRequest, child_id: uuid.UUID) -> HttpResponse:
    """What is allowed; for those who read the narrower facts also every answer.

    A protected child must look exactly like a child whose family said no (design section 3): to everybody else the
    answers behind a "no" are not shown for any child, for a "yes" among them would tell.
    """
    actor = actor_of(request)
    child = opened_child(request, child_id, "permissions")
    history = queries.photo_permission_history(actor, child.pk)
    may_see_answers = actor.may(Permission.CHILD_SENSITIVE_READ)
    return show(
        request,
        "staff/children/permissions.html",
        child_context(
            request,
            child,
            "child-permissions",
            rows=_rows(child, history, clock.today(actor.zone)),
            recordings=_recordings(history) if may_see_answers else [],
            may_see_answers=may_see_answers,
            may_record=actor.may(Permission.PHOTO_PERMISSION_RECORD),
        ),
    )


def record(request: HttpRequest, child_id: uuid.UUID) -> HttpResponseBase:
    """Record what an adult answered."""
    actor = actor_of(request)
    child = opened_child(request, child_id, "permissions")
    form = AnswersForm(actor, sent(request), initial={"answered_on": clock.today(actor.zone)})
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        try:
            actions.record_photo_permission(
                actor=actor,
                child_id=child.pk,
                answers=form.answers(),
                answered_by=chosen["answered_by"],
                answered_on=chosen["answered_on"],
                method=chosen["method"],
                last_day=chosen["last_day"],
                is_decision=chosen.get("is_decision", False),
            )
        except InvalidInputError as problem:
            add_problem(form, problem)
        else:
            messages.success(request, _("The answers are recorded and hold from now on."))
            return redirect("child-permissions", child.pk)
    context = child_context(
        request,
        child,
        "child-permissions",
        back_url=reverse("child-permissions", args=[child.pk]),
        known_adults=_known_adults(actor, child),
    )
    return show_form(request, "staff/children/permissions_record.html", form, context)


def _rows(child: Child, history: list[PhotoPermission], today: dt.date) -> list[PurposeRow]:
    return [_row(child, purpose, history, today) for purpose in Purpose]


def _row(child: Child, purpose: Purpose, history: list[PhotoPermission], today: dt.date) -> PurposeRow:
    standing: dict[str, PhotoPermission] = {}
    for answer in reversed([one for one in history if one.purpose == purpose]):
        if answer.is_decision:
            standing.clear()
        standing[answer.answered_by.casefold()] = answer
    in_force = child.photo_permissions
    if not standing:
        state = "unasked"
    elif not still_allows(in_force, purpose):
        state = "no"
    else:
        state = "yes" if allows_new_pictures(in_force, purpose, today) else "expired"
    last_day = in_force.get(purpose.value)
    return PurposeRow(
        label=str(purpose.label),
        state=state,
        last_day=dt.date.fromisoformat(last_day) if last_day else None,
        answers=list(standing.values()),
        is_overruled=state == "no" and all(answer.is_allowed for answer in standing.values()),
    )


def _recordings(history: list[PhotoPermission]) -> list[Recording]:
    together = itertools.groupby(history, key=lambda answer: (answer.recorded_at, answer.answered_by))
    order = [purpose.value for purpose in Purpose]
    groups = [sorted(answers, key=lambda answer: order.index(answer.purpose)) for _key, answers in together]
    return [Recording(answers[0], answers) for answers in groups]


def _known_adults(actor: Actor, child: Child) -> list[str]:
    """Names to choose from, so that an adult is written in one way."""
    linked = [link.membership.person.full_name for link in queries.family_links(actor, child.pk)]
    written = [contact.full_name for contact in queries.contacts(actor, child.pk)]
    answered = [answer.answered_by for answer in queries.photo_permission_history(actor, child.pk)]
    return list(dict.fromkeys([*linked, *written, *answered]))
