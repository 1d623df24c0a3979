"""Who reads a child's journal: given with the child in view, ended at once (guarantees G9, G10; clauses 4.2)."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heartsease.domain.access.permissions import FAMILY_ROLES, ROLE_NAMES, Role
from heartsease.domain.accounts import actions as accounts
from heartsease.domain.children import actions, queries
from heartsease.domain.children.models import FamilyLink
from heartsease.kernel.errors import ConflictError, InvalidInputError, NotFoundError
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
    role = forms.ChoiceField(
        label=gettext_lazy("They read as"),
        choices=[(role, ROLE_NAMES[role]) for role in Role if role in FAMILY_ROLES],
        initial=Role.PARENT,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose as what they read.")},
        help_text=gettext_lazy("A relative reads and comments, and cannot add entries from home."),
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
        home.choices = [
            ("", gettext_lazy("In a home of their own")),
            *((str(link.pk), _("With %(name)s") % {"name": link.membership.person.full_name}) for link in links),
        ]


def link(request: HttpRequest, child_id: uuid.UUID) -> HttpResponseBase:
    """Give somebody access; a new account's one-time link is on the page that answers, once."""
    actor = actor_of(request)
    child = opened_child(request, child_id, "record")
    form = FamilyLinkForm(queries.family_links(actor, child.pk), sent(request))
    context = child_context(request, child, "child-record", back_url=reverse("child-record", args=[child.pk]))
    if request.method != "POST" or not form.is_valid():
        return show_form(request, "staff/children/family_link.html", form, context)
    chosen = form.cleaned_data
    try:
        with transaction.atomic():
            membership = accounts.admit_person(
                actor=actor, full_name=chosen["full_name"], user_name=chosen["user_name"], role=Role(chosen["role"])
            )
            made = actions.link_family(
                actor=actor,
                child_id=child.pk,
                membership=membership,
                relation=chosen["relation"],
                shares_home_with=uuid.UUID(chosen["home"]) if chosen["home"] else None,
            )
            needs_link = not membership.person.has_usable_password()
            hand_over = make_hand_over(request, membership) if needs_link else None
    except (ConflictError, InvalidInputError) as problem:
        add_problem(form, problem)
        return show_form(request, "staff/children/family_link.html", form, context)
    return show(request, "staff/children/family_linked.html", {**context, "link": made, "hand_over": hand_over})


def end(request: HttpRequest, child_id: uuid.UUID, link_id: uuid.UUID) -> HttpResponseBase:
    """End somebody's access to this child's journal, after a page that asks."""
    actor = actor_of(request)
    child = opened_child(request, child_id, "record")
    found = next((one for one in queries.family_links(actor, child.pk) if one.pk == link_id), None)
    if found is None:
        raise NotFoundError(_("This access has ended already."))
    name = found.membership.person.full_name
    if request.method == "POST":
        actions.unlink_family(actor=actor, child_id=child.pk, link_id=found.pk)
        messages.success(request, _("%(name)s no longer reads this journal.") % {"name": name})
        return redirect("child-record", child.pk)
    return show(
        request,
        "staff/children/confirm.html",
        child_context(
            request,
            child,
            "child-record",
            heading=_("End the access of %(name)s?") % {"name": name},
            sentences=[
                _("From the next tap on, they see nothing of the journal of %(child)s any more.")
                % {"child": child.first_name},
                _("What they wrote stays in the journal, and so does their access to other children."),
            ],
            act=_("End access"),
            keep=_("Keep"),
            back_url=reverse("child-record", args=[child.pk]),
        ),
    )
