"""Restrictions: a named adult is kept from a child's journal until two nominated members lift it (clauses 4.9)."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heartsease.domain.children import actions, queries
from heartsease.domain.children.actions.links import LONGEST_WORDS
from heartsease.domain.children.models import FamilyLink
from heartsease.kernel.errors import ConflictError, InvalidInputError
from heartsease.web.forms import add_problem
from heartsease.web.limits import block, line
from heartsease.web.presenting import sent, show, show_form
from heartsease.web.requests import actor_of
from heartsease.web.staff.children.pages import child_context, opened_child

SOMEBODY_ELSE = "else"


class RestrictionForm(forms.Form):
    """Who is kept from the journal, and why."""

    adult = forms.ChoiceField(
        label=gettext_lazy("Who is kept from this journal?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose an adult, or somebody else.")},
    )
    full_name = line(
        gettext_lazy("Full name of somebody else"),
        120,
        hint=gettext_lazy("Whoever is called this cannot be linked to the child."),
        autocomplete="off",
    )
    reason = block(
        gettext_lazy("Why"),
        LONGEST_WORDS,
        hint=gettext_lazy("For example which order of which court. Only nominated members read this."),
        rows=3,
    )

    def __init__(self, links: list[FamilyLink], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        adult = self.fields["adult"]
        if not isinstance(adult, forms.ChoiceField):
            raise TypeError
        adult.choices = [
            *((str(link.pk), f"{link.membership.person.full_name} ({link.relation})") for link in links),
            (SOMEBODY_ELSE, gettext_lazy("Somebody else")),
        ]


def new(request: HttpRequest, child_id: uuid.UUID) -> HttpResponseBase:
    """Make a restriction; it holds from the next request of anybody."""
    actor = actor_of(request)
    child = opened_child(request, child_id, "record")
    form = RestrictionForm(queries.family_links(actor, child.pk), sent(request))
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["adult"]
        try:
            actions.restrict_access(
                actor=actor,
                child_id=child.pk,
                reason=form.cleaned_data["reason"],
                link_id=None if chosen == SOMEBODY_ELSE else uuid.UUID(chosen),
                full_name=form.cleaned_data["full_name"],
            )
        except (ConflictError, InvalidInputError) as problem:
            add_problem(form, problem)
        else:
            messages.success(request, _("The restriction holds from now on."))
            return redirect("child-record", child.pk)
    context = child_context(request, child, "child-record", back_url=reverse("child-record", args=[child.pk]))
    return show_form(request, "staff/children/restriction_new.html", form, context)


def one(request: HttpRequest, child_id: uuid.UUID, restriction_id: uuid.UUID) -> HttpResponseBase:
    """A restriction with its reason; asking to lift it, agreeing as the second, or keeping it."""
    actor = actor_of(request)
    child = opened_child(request, child_id, "record")
    found = queries.restriction(actor, child.pk, restriction_id)
    if request.method == "POST":
        done = _do(request, request.POST.get("act", ""), child.pk, restriction_id)
        messages.success(request, done)
        return redirect("child-record", child.pk)
    context = child_context(
        request,
        child,
        "child-record",
        restriction=found,
        is_own_wish=found.lift_asked_by_id == actor.member,
        has_second=queries.has_second_member(actor),
        back_url=reverse("child-record", args=[child.pk]),
    )
    return show(request, "staff/children/restriction.html", context)


def _do(request: HttpRequest, act: str, child_id: uuid.UUID, restriction_id: uuid.UUID) -> str:
    known = {
        "ask": (actions.ask_to_lift, _("Asked. Another nominated member has to agree.")),
        "keep": (actions.keep_restriction, _("The restriction stays as it is.")),
        "lift": (actions.lift_restriction, _("The restriction is lifted.")),
    }
    if act not in known:
        raise InvalidInputError(_("Choose what is to happen with this restriction."))
    do, sentence = known[act]
    do(actor=actor_of(request), child_id=child_id, restriction_id=restriction_id)
    return sentence
