"""A child's record: what the EYFS asks to be held of each child (3.96, 3.64), written and shown."""

import dataclasses
import re
import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from heartsease.domain.access.permissions import Permission
from heartsease.domain.accounts.models import Membership
from heartsease.domain.children import actions, queries
from heartsease.domain.children.actions import ChildDetails
from heartsease.domain.children.models import Contact
from heartsease.domain.children.queries import Linked
from heartsease.domain.photos.actions import set_portrait
from heartsease.domain.photos.intake import receive
from heartsease.kernel.errors import DomainError, InvalidInputError
from heartsease.kernel.ids import new_id
from heartsease.web.forms import add_problem
from heartsease.web.presenting import sent, show, show_form
from heartsease.web.requests import actor_of
from heartsease.web.staff.children.forms import ChildForm, PortraitForm
from heartsease.web.staff.children.pages import child_context, opened_child

WANTED_EMERGENCY_CONTACTS = 2
"""EYFS 3.96: where possible more than one number to reach somebody."""


@dataclass(frozen=True, slots=True)
class Telephone:
    """A number as it was written, and the address that dials it."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class ContactCard:
    """Somebody who belongs to the child."""

    contact: Contact
    telephones: list[Telephone]


@dataclass(frozen=True, slots=True)
class Home:
    """Adults who live together and are linked to the child."""

    linked: list[Linked]


def show_record(request: HttpRequest, child_id: uuid.UUID) -> HttpResponse:
    """Everything of the record but the narrower facts."""
    actor = actor_of(request)
    child = opened_child(request, child_id, "record")
    contacts = queries.contacts(actor, child.pk)
    may_link = actor.may(Permission.FAMILY_LINK)
    return show(
        request,
        "staff/children/record.html",
        child_context(
            request,
            child,
            "child-record",
            contacts=[ContactCard(contact, telephones(contact.phone_numbers)) for contact in contacts],
            emergency=[contact for contact in contacts if contact.emergency_order is not None],
            collectors=[contact for contact in contacts if contact.may_collect],
            missing=_missing(contacts, child.key_person),
            homes=_homes(queries.linked(actor, child.pk)),
            may_write=actor.may(Permission.CHILD_RECORD_WRITE),
            may_link=may_link,
            restrictions=queries.restrictions(actor, child.pk) if may_link else [],
        ),
    )


def new(request: HttpRequest) -> HttpResponseBase:
    """Put a child on the roll."""
    actor = actor_of(request)
    form = ChildForm(actor, sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            child = actions.save_child(actor=actor, details=form.details())
        except InvalidInputError as problem:
            add_problem(form, problem)
        else:
            messages.success(request, _("%(name)s is on the roll.") % {"name": child.first_name})
            return redirect("child-record", child.pk)
    return show_form(request, "staff/children/child_new.html", form)


def edit(request: HttpRequest, child_id: uuid.UUID) -> HttpResponseBase:
    """Change what the record says of the child."""
    actor = actor_of(request)
    child = opened_child(request, child_id, "record")
    before: dict[str, Any] = {field.name: getattr(child, field.name) for field in dataclasses.fields(ChildDetails)}
    form = ChildForm(actor, sent(request), initial=before)
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_child(actor=actor, details=form.details(), child_id=child.pk)
        except InvalidInputError as problem:
            add_problem(form, problem)
        else:
            messages.success(request, _("The record is saved."))
            return redirect("child-record", child.pk)
    context = child_context(request, child, "child-record", back_url=reverse("child-record", args=[child.pk]))
    return show_form(request, "staff/children/child_edit.html", form, context)


def portrait(request: HttpRequest, child_id: uuid.UUID) -> HttpResponseBase:
    """Give the child the picture by which adults find them. The form brings the picture's id, so that sending it
    twice is one picture."""
    actor = actor_of(request)
    child = opened_child(request, child_id, "record")
    context = child_context(request, child, "child-record", back_url=reverse("child-record", args=[child.pk]))
    form = PortraitForm(
        sent(request), request.FILES if request.method == "POST" else None, initial={"photo_id": new_id()}
    )
    if request.method != "POST" or not form.is_valid():
        return show_form(request, "staff/children/portrait.html", form, context)
    try:
        with receive(form.cleaned_data["picture"].chunks()) as upload:
            set_portrait(actor=actor, child=child, photo_id=form.cleaned_data["photo_id"], upload=upload)
    except DomainError as problem:
        form.add_error("picture", problem.sentence)
        return show(request, "staff/children/portrait.html", {**context, "form": form}, status=problem.status)
    messages.success(request, _("%(name)s has a new picture.") % {"name": child.first_name})
    return redirect("child-record", child.pk)


def telephones(written: str) -> list[Telephone]:
    """The numbers in what somebody wrote, each to be dialled with one tap."""
    numbers = [part.strip() for part in re.split(r"[,;/]", written) if part.strip()]
    return [Telephone(number, "tel:" + re.sub(r"[^+\d]", "", number)) for number in numbers]


def _missing(contacts: list[Contact], key_person: Membership | None) -> list[str]:
    """What the record should hold and does not yet: said gently, because some of it may not exist."""
    emergency = [contact for contact in contacts if contact.emergency_order is not None]
    sentences = []
    if key_person is None:
        sentences.append(_("There is no key person yet. Every child has one."))
    elif key_person.ended_at is not None:
        sentences.append(_("The key person has left. Choose another."))
    if len(emergency) < WANTED_EMERGENCY_CONTACTS:
        sentences.append(_("There are fewer than two people to call in an emergency. Where possible, ask for another."))
    if not any(contact.has_parental_responsibility for contact in contacts):
        sentences.append(_("It is not written down who has parental responsibility."))
    if not any(contact.child_lives_with for contact in contacts):
        sentences.append(_("It is not written down with whom the child lives."))
    return sentences


def _homes(linked: list[Linked]) -> list[Home]:
    by_household: dict[uuid.UUID, list[Linked]] = {}
    for one in linked:
        by_household.setdefault(one.link.household_id, []).append(one)
    return [Home(together) for together in by_household.values()]
