"""Admitting a member of staff; the one-time link is on the page that answers, once (clauses 1.7, 3.6)."""

from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heartsease.domain.access.actor import Actor
from heartsease.domain.access.permissions import ROLE_NAMES, STAFF_ROLES, Role
from heartsease.domain.accounts import actions, queries
from heartsease.domain.accounts.models import Membership
from heartsease.domain.setting import queries as setting
from heartsease.domain.setting.models import Room
from heartsease.kernel.errors import ConflictError, InvalidInputError
from heartsease.web.forms import add_problem
from heartsease.web.handover import HandOver, mail_hand_over, make_hand_over
from heartsease.web.limits import SomeOf, day, email, line, user_name
from heartsease.web.presenting import sent, show, show_form
from heartsease.web.requests import actor_of

STAFF_IN_ORDER = [role for role in Role if role in STAFF_ROLES]


class RoomsField(SomeOf[Room]):
    """Any of the setting's rooms."""

    def label_from_instance(self, obj: Room) -> str:
        """The room's name."""
        return obj.name


def rooms_field() -> RoomsField:
    """In which rooms a member of staff works; the form fills in the rooms."""
    return RoomsField(
        label=gettext_lazy("Rooms"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Nominated members and seniors work with every child; rooms matter for the others."),
        error_messages={"invalid_choice": gettext_lazy("Choose among the rooms of your setting.")},
    )


def role_field() -> forms.ChoiceField:
    """One of the roles of staff."""
    return forms.ChoiceField(
        label=gettext_lazy("Role"),
        choices=[(role, ROLE_NAMES[role]) for role in STAFF_IN_ORDER],
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose a role."),
            "invalid_choice": gettext_lazy("Choose one of the roles."),
        },
    )


def offer_rooms(form: forms.Form, actor: Actor) -> None:
    """Fill the field of ``rooms_field`` in."""
    rooms = form.fields["rooms"]
    if not isinstance(rooms, forms.ModelMultipleChoiceField):
        raise TypeError
    rooms.queryset = setting.rooms(actor)


class AdmissionForm(forms.Form):
    """A new member of staff."""

    full_name = line(gettext_lazy("Full name"), 120, missing=gettext_lazy("Write the full name."), autocomplete="off")
    email = email(gettext_lazy("E-mail address"), 254)
    user_name = user_name(hint=gettext_lazy("For signing in. Leave it empty to use the e-mail address."))
    is_pin_only = forms.BooleanField(
        label=gettext_lazy("Comes in with a PIN alone"),
        help_text=gettext_lazy(
            "No password and no e-mail: only on a tablet of yours, on days on which a senior has opened it."
        ),
        required=False,
    )
    role = role_field()
    rooms = rooms_field()
    last_day = day(
        gettext_lazy("Last day"),
        hint=gettext_lazy("Access ends by itself after this day. Students and supply need one."),
    )
    checks_seen_on = day(
        gettext_lazy("Checks seen on"),
        hint=gettext_lazy("When somebody of yours has seen their checks. It can be recorded later."),
    )
    checks_seen_by = line(gettext_lazy("Checks seen by"), 120, autocomplete="off")

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.fields["user_name"].required = False
        offer_rooms(self, actor)

    def clean(self) -> dict[str, Any]:
        """What depends on something else that was filled in."""
        filled: dict[str, Any] = super().clean() or self.cleaned_data
        if not filled.get("is_pin_only") and not self.errors.get("user_name") and not filled.get("user_name"):
            filled["user_name"] = filled.get("email", "")
            if not filled["user_name"] and not self.errors.get("email"):
                self.add_error("user_name", self.fields["user_name"].error_messages["required"])
        last_day = filled.get("last_day")
        if filled.get("role") == Role.STUDENT and last_day is None and not self.errors.get("last_day"):
            self.add_error("last_day", _("Students and supply need a last day."))
        return filled


def admit(request: HttpRequest) -> HttpResponseBase:
    """Admit a member of staff. Their link waits until it is recorded that their checks were seen."""
    actor = actor_of(request)
    form = AdmissionForm(actor, sent(request))
    if request.method != "POST" or not form.is_valid():
        return show_form(request, "manage/person_new.html", form)
    try:
        with transaction.atomic():
            membership = _admit(actor, form.cleaned_data)
            hand_over = _hand_over(request, membership, form.cleaned_data["email"])
    except (ConflictError, InvalidInputError) as problem:
        add_problem(form, problem)
        return show_form(request, "manage/person_new.html", form)
    return show(
        request,
        "manage/person_link.html",
        {"membership": membership, "hand_over": hand_over, "awaits_checks": queries.awaits_checks(membership)},
    )


def _admit(actor: Actor, filled: dict[str, Any]) -> Membership:
    membership = actions.admit_person(
        actor=actor,
        full_name=filled["full_name"],
        user_name=filled["user_name"],
        role=Role(filled["role"]),
        rooms=list(filled["rooms"]),
        last_day=filled["last_day"],
        is_pin_only=filled["is_pin_only"],
    )
    checks = actions.Checks(checks_seen_on=filled["checks_seen_on"], checks_seen_by=filled["checks_seen_by"])
    actions.record_checks(actor=actor, membership_id=membership.pk, checks=checks)
    return queries.member(actor, membership.pk)


def _hand_over(request: HttpRequest, membership: Membership, address: str) -> HandOver | None:
    """The link for somebody who has no password yet and may come in."""
    if membership.person.has_usable_password() or queries.awaits_checks(membership):
        return None
    hand_over = make_hand_over(request, membership, email=address)
    mail_hand_over(request, hand_over)
    return hand_over
