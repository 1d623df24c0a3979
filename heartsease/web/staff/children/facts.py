"""The narrower facts: a page of their own, for those with need; each reading is traced by the query."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heartsease.domain.access.permissions import Permission
from heartsease.domain.children import actions, queries
from heartsease.domain.children.models import SensitiveFacts
from heartsease.kernel.errors import InvalidInputError
from heartsease.web.forms import add_problem
from heartsease.web.limits import block, number
from heartsease.web.presenting import show, show_form
from heartsease.web.requests import actor_of
from heartsease.web.staff.children.pages import child_context


class FactsForm(forms.Form):
    """SEND, pupil premium, funded hours, protection."""

    send_stage = forms.ChoiceField(label=gettext_lazy("Special educational needs"), required=False)
    send_notes = block(gettext_lazy("Notes on these needs"), 4000, rows=4)
    has_pupil_premium = forms.BooleanField(label=gettext_lazy("Early years pupil premium"), required=False)
    funded_hours = number(gettext_lazy("Funded hours a week"), 0, 60, hint=gettext_lazy("Empty where there are none."))
    is_protected = forms.BooleanField(
        label=gettext_lazy("This child is protected"),
        required=False,
        help_text=gettext_lazy(
            "Photographs stay in the child's own journal, whatever anybody answered. To colleagues without this page it"
            " looks like a family's no."
        ),
    )
    protection_notes = block(gettext_lazy("Notes on the protection"), 4000, rows=4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stage = self.fields["send_stage"]
        if not isinstance(stage, forms.ChoiceField):
            raise TypeError
        stages = SensitiveFacts._meta.get_field("send_stage").flatchoices
        stage.choices = [("", gettext_lazy("None recorded")), *stages]


def facts(request: HttpRequest, child_id: uuid.UUID) -> HttpResponse:
    """What is recorded in confidence."""
    actor = actor_of(request)
    child = queries.child(actor, child_id)
    return show(
        request,
        "staff/children/facts.html",
        child_context(
            request,
            child,
            "child-facts",
            facts=queries.sensitive_facts(actor, child.pk),
            may_write=actor.may(Permission.CHILD_SENSITIVE_WRITE),
        ),
    )


def edit(request: HttpRequest, child_id: uuid.UUID) -> HttpResponseBase:
    """Change what is recorded in confidence."""
    actor = actor_of(request)
    child = queries.child(actor, child_id)
    if request.method == "POST":
        form = FactsForm(request.POST)
        if form.is_valid():
            changed = SensitiveFacts(child=child, **_columns(form))
            try:
                actions.save_sensitive_facts(actor=actor, facts=changed)
            except InvalidInputError as problem:
                add_problem(form, problem)
            else:
                messages.success(request, _("This is saved and holds from now on."))
                return redirect("child-facts", child.pk)
    else:
        row = queries.sensitive_facts(actor, child.pk)
        form = FactsForm(initial={name: getattr(row, name) for name in FactsForm.base_fields})
    context = child_context(request, child, "child-facts", back_url=reverse("child-facts", args=[child.pk]))
    return show_form(request, "staff/children/facts_edit.html", form, context)


def _columns(form: FactsForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in FactsForm.base_fields}
