"""Who belongs to a child: added, changed, taken off the record (EYFS 3.96)."""

import dataclasses
import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor
from heartsease.domain.children import actions, queries
from heartsease.domain.children.actions import ContactDetails
from heartsease.domain.children.models import Child, Contact
from heartsease.kernel.errors import InvalidInputError, NotFoundError
from heartsease.web.forms import add_problem
from heartsease.web.presenting import sent, show, show_form
from heartsease.web.requests import actor_of
from heartsease.web.staff.children.forms import ContactForm
from heartsease.web.staff.children.pages import child_context, opened_child


def new(request: HttpRequest, child_id: uuid.UUID) -> HttpResponseBase:
    """Add somebody to the record."""
    child = opened_child(request, child_id, "record")
    return _form(request, child, None)


def edit(request: HttpRequest, child_id: uuid.UUID, contact_id: uuid.UUID) -> HttpResponseBase:
    """Change what is written of somebody."""
    child = opened_child(request, child_id, "record")
    return _form(request, child, _contact(actor_of(request), child, contact_id))


def remove(request: HttpRequest, child_id: uuid.UUID, contact_id: uuid.UUID) -> HttpResponseBase:
    """Take somebody off the record, after a page that asks."""
    actor = actor_of(request)
    child = opened_child(request, child_id, "record")
    contact = _contact(actor, child, contact_id)
    if request.method == "POST":
        actions.remove_contact(actor=actor, child_id=child.pk, contact_id=contact.pk)
        messages.success(request, _("%(name)s is off the record.") % {"name": contact.full_name})
        return redirect("child-record", child.pk)
    return show(
        request,
        "staff/children/confirm.html",
        child_context(
            request,
            child,
            "child-record",
            heading=_("Take %(name)s off the record?") % {"name": contact.full_name},
            sentences=[
                _("Addresses and numbers of this person are deleted and cannot be brought back."),
                _("If they read the journal, that does not change: end it under “Who reads this journal”."),
            ],
            act=_("Take off the record"),
            keep=_("Keep"),
            back_url=reverse("child-record", args=[child.pk]),
        ),
    )


def _form(request: HttpRequest, child: Child, contact: Contact | None) -> HttpResponseBase:
    actor = actor_of(request)
    before: dict[str, Any] = (
        {field.name: getattr(contact, field.name) for field in dataclasses.fields(ContactDetails)} if contact else {}
    )
    form = ContactForm(sent(request), initial=before)
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_contact(
                actor=actor, child_id=child.pk, details=form.details(), contact_id=contact.pk if contact else None
            )
        except InvalidInputError as problem:
            add_problem(form, problem)
        else:
            messages.success(request, _("The contact is saved."))
            return redirect("child-record", child.pk)
    context = child_context(
        request, child, "child-record", contact=contact, back_url=reverse("child-record", args=[child.pk])
    )
    return show_form(request, "staff/children/contact.html", form, context)


def _contact(actor: Actor, child: Child, contact_id: uuid.UUID) -> Contact:
    for contact in queries.contacts(actor, child.pk):
        if contact.pk == contact_id:
            return contact
    raise NotFoundError(_("This contact is no longer on the child's record."))
