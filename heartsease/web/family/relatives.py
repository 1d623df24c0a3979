"""Relatives whom a parent would like to read along: asked for, approved by the setting, taken back (clauses 4.5)."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heartsease.domain.children import actions, queries
from heartsease.domain.children.models import RelativeRequest
from heartsease.domain.children.queries import OwnChild
from heartsease.domain.children.rules import RequestState
from heartsease.domain.setting.rules import Relatives
from heartsease.kernel.errors import ConflictError, InvalidInputError
from heartsease.web.family.own import open_children
from heartsease.web.forms import LineField, add_problem
from heartsease.web.limits import line
from heartsease.web.presenting import sent, show, show_form
from heartsease.web.requests import actor_of, membership_of


class RelativeForm(forms.Form):
    """Whom a parent asks for."""

    child = forms.ChoiceField(
        label=gettext_lazy("Whose journal?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose whose journal they are to read."),
            "invalid_choice": gettext_lazy("Choose one of your children."),
        },
    )
    full_name = line(
        gettext_lazy("Their full name"), 120, missing=gettext_lazy("Write the full name."), autocomplete="off"
    )
    relation = line(
        gettext_lazy("What they are to your child"),
        60,
        missing=gettext_lazy("Say what they are to your child, for example grandmother."),
        hint=gettext_lazy("For example: grandmother, uncle."),
    )
    email = LineField(
        label=gettext_lazy("Their e-mail address"),
        max_length=150,
        help_text=gettext_lazy("They sign in with it."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        validators=[validate_email],
        error_messages={
            "required": gettext_lazy("Write the e-mail address."),
            "invalid": gettext_lazy("This is no e-mail address. It looks like name@example.org."),
            "max_length": gettext_lazy("An e-mail address has at most 150 characters here."),
        },
    )

    def __init__(self, own: Sequence[OwnChild], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        child = self.fields["child"]
        if not isinstance(child, forms.ChoiceField):
            raise TypeError
        child.choices = [(str(one.child.pk), one.child.first_name) for one in own]
        if len(own) == 1:
            self.initial["child"] = str(own[0].child.pk)


@dataclass(frozen=True, slots=True)
class Asked:
    """A relative somebody asked for, and what became of it."""

    request: RelativeRequest
    state: str
    """waiting, reading, declined or ended."""


def relatives(request: HttpRequest) -> HttpResponseBase:
    """Whom this parent asked for. What the other parent asked for is nobody else's to see."""
    open_children(request)
    asked = [Asked(one, _state(one)) for one in queries.own_requests(actor_of(request))]
    return show(request, "family/relatives.html", {"asked": asked, "may_ask": _may_ask(request)})


def ask(request: HttpRequest) -> HttpResponseBase:
    """Ask the setting to let a relative in."""
    own = open_children(request)
    form = RelativeForm(own, sent(request))
    context = {"may_ask": _may_ask(request), "only_child": own[0].child.first_name if len(own) == 1 else ""}
    if request.method != "POST" or not form.is_valid():
        return show_form(request, "family/relative_ask.html", form, context)
    chosen = form.cleaned_data
    try:
        actions.ask_for_relative(
            actor=actor_of(request),
            child_id=uuid.UUID(chosen["child"]),
            full_name=chosen["full_name"],
            email=chosen["email"],
            relation=chosen["relation"],
        )
    except (ConflictError, InvalidInputError) as problem:
        add_problem(form, problem)
        return show_form(request, "family/relative_ask.html", form, context)
    messages.success(request, _("Asked. The setting decides, and you see it here."))
    return redirect("relatives")


def remove(request: HttpRequest, request_id: uuid.UUID) -> HttpResponseBase:
    """Take a request back, or end the access of a relative who came in by it."""
    open_children(request)
    actor = actor_of(request)
    asked = queries.own_request(actor, request_id)
    if request.method == "POST":
        actions.take_back_relative(actor=actor, request_id=asked.pk)
        messages.success(request, _("%(name)s does not read along.") % {"name": asked.full_name})
        return redirect("relatives")
    return show(request, "family/relative_remove.html", {"asked": Asked(asked, _state(asked))})


def _may_ask(request: HttpRequest) -> bool:
    return membership_of(request).setting.chosen.relatives is Relatives.ON_REQUEST


def _state(asked: RelativeRequest) -> str:
    if asked.state == RequestState.APPROVED:
        return "reading" if asked.link is not None and asked.link.ended_at is None else "ended"
    return asked.state
