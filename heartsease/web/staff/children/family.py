"""Linking a parent or relative, with the child in view (guarantees G9, G10; clauses 4.2)."""

import uuid
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heartsease.domain.access.actor import Actor
from heartsease.domain.access.permissions import FAMILY_ROLES, ROLE_NAMES, Role
from heartsease.domain.accounts import actions as accounts
from heartsease.domain.children import actions, queries
from heartsease.domain.children.models import Child, FamilyLink
from heartsease.domain.children.rules import SecondReason
from heartsease.kernel.errors import ConflictError, InvalidInputError
from heartsease.web.addresses import portrait_url
from heartsease.web.forms import add_problem
from heartsease.web.handover import make_hand_over
from heartsease.web.limits import line, user_name
from heartsease.web.presenting import sent, show, show_form
from heartsease.web.requests import actor_of
from heartsease.web.staff.children.pages import child_context, opened_child


class FamilyLinkForm(forms.Form):
    """Who is to read the journal, as what, and with whom they live."""

    full_name = line(gettext_lazy("Full name"), 120, missing=gettext_lazy("Write the full name."), autocomplete="off")
    user_name = user_name(
        hint=gettext_lazy(
            "For signing in. Where this adult has an account already, write its user name and the same full name."
        )
    )
    relation = line(
        gettext_lazy("What they are to the child"),
        60,
        missing=gettext_lazy("Say what this adult is to the child, for example mother."),
        hint=gettext_lazy("For example: mother, stepfather, grandmother."),
    )
    has_parental_responsibility = forms.BooleanField(
        label=gettext_lazy("Has parental responsibility"),
        required=False,
        help_text=gettext_lazy(
            "A journal is opened to those who are responsible for the child, and to whom they name."
        ),
    )
    role = forms.ChoiceField(
        label=gettext_lazy("They read as"),
        choices=[(role, ROLE_NAMES[role]) for role in Role if role in FAMILY_ROLES],
        initial=Role.PARENT,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose as what they read.")},
        help_text=gettext_lazy("A relative, only where a parent asked for one, sees what happens from today on."),
    )
    home = forms.ChoiceField(
        label=gettext_lazy("Where they live"),
        widget=forms.RadioSelect,
        required=False,
        help_text=gettext_lazy(
            "Adults of one home share their messages with the setting. Adults of two homes never learn of each other."
        ),
    )

    def __init__(self, links: list[FamilyLink], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        home = self.fields["home"]
        if not isinstance(home, forms.ChoiceField):
            raise TypeError
        self.home_choices = [
            ("", _("In a home of their own")),
            *((str(link.pk), _("With %(name)s") % {"name": link.membership.person.full_name}) for link in links),
        ]
        home.choices = self.home_choices


@dataclass(frozen=True, slots=True)
class LikeChild:
    """A child who could be taken for the one whose page this is."""

    child: Child
    portrait_url: str


def link(request: HttpRequest, child_id: uuid.UUID) -> HttpResponseBase:
    """Link somebody: the form; a page with the child in view that asks; then it is made.

    A new account's one-time link is on the page that answers, once.
    """
    child = opened_child(request, child_id, "record")
    form = FamilyLinkForm(queries.family_links(actor_of(request), child.pk), sent(request))
    context = child_context(request, child, "child-record", back_url=reverse("child-record", args=[child.pk]))
    if request.method == "POST" and form.is_valid() and "again" not in request.POST:
        try:
            return (
                _give(request, child, form, context) if "give" in request.POST else _ask(request, child, form, context)
            )
        except (ConflictError, InvalidInputError) as problem:
            add_problem(form, problem)
    return show_form(request, "staff/children/family_link.html", form, context)


def _ask(request: HttpRequest, child: Child, form: FamilyLinkForm, context: dict[str, Any]) -> HttpResponseBase:
    """The page that asks. The link is made and taken back again, so that whatever would be refused is said before."""
    actor = actor_of(request)
    with transaction.atomic():
        tried = _make(actor, child, form)
        transaction.set_rollback(True)
    alike = [LikeChild(one, portrait_url(one)) for one in queries.could_be_taken_for(actor, child)]
    return show(
        request,
        "staff/children/family_check.html",
        {
            **context,
            "form": form,
            "link": tried,
            "home": dict(form.home_choices).get(form.cleaned_data["home"], ""),
            "what_they_see": what_they_see(tried),
            "alike": alike,
            "needs_second": SecondReason(tried.second_reason).label if tried.second_reason else "",
            "has_second": not tried.second_reason or queries.has_second_member(actor),
        },
    )


def _give(request: HttpRequest, child: Child, form: FamilyLinkForm, context: dict[str, Any]) -> HttpResponseBase:
    with transaction.atomic():
        made = _make(actor_of(request), child, form)
        needs_link = not made.membership.person.has_usable_password()
        hand_over = make_hand_over(request, made.membership) if needs_link else None
    return show(request, "staff/children/family_linked.html", {**context, "link": made, "hand_over": hand_over})


def _make(actor: Actor, child: Child, form: FamilyLinkForm) -> FamilyLink:
    chosen = form.cleaned_data
    membership = accounts.admit_person(
        actor=actor, full_name=chosen["full_name"], user_name=chosen["user_name"], role=Role(chosen["role"])
    )
    return actions.link_family(
        actor=actor,
        child_id=child.pk,
        membership=membership,
        relation=chosen["relation"],
        shares_home_with=uuid.UUID(chosen["home"]) if chosen["home"] else None,
        has_parental_responsibility=chosen["has_parental_responsibility"],
    )


def what_they_see(link: FamilyLink) -> list[str]:
    """What the adult of a link reads and does once it is in force, in plain words."""
    name = {"child": link.child.first_name}
    if link.membership.role == Role.RELATIVE:
        return [
            _("They read what happens from their first day on: published entries of %(child)s, with photographs.")
            % name,
            _("They see no earlier entries, no assessments and nothing of the record, and add nothing from home."),
        ]
    return [
        _("They read every published entry of %(child)s’s journal, with photographs.") % name,
        _("They answer, add entries from home, and may ask for a relative where your setting allows it."),
    ]
