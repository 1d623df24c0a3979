"""Everybody at the setting: admitted, given rooms, let in with a one-time link, ended (clauses 1.7, 1.10, 1.11)."""

import enum
import itertools
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heartsease.domain.access.actor import Actor
from heartsease.domain.access.permissions import (
    FAMILY_ROLES,
    ROLE_NAMES,
    STAFF_ROLES,
    UNSCOPED_ROLES,
    Role,
)
from heartsease.domain.accounts import actions, queries
from heartsease.domain.accounts.models import Membership
from heartsease.domain.children import actions as children
from heartsease.domain.children.models import FamilyLink
from heartsease.domain.setting import queries as setting
from heartsease.domain.setting.models import Room
from heartsease.kernel.errors import ConflictError, InvalidInputError
from heartsease.kernel.text import clean_line
from heartsease.web.forms import add_problem
from heartsease.web.handover import make_hand_over
from heartsease.web.limits import SomeOf, line, user_name
from heartsease.web.presenting import sent, show, show_form
from heartsease.web.requests import actor_of

STAFF_IN_ORDER = [role for role in Role if role in STAFF_ROLES]


class Which(enum.StrEnum):
    """Which people are listed."""

    STAFF = "staff"
    FAMILIES = "families"
    ENDED = "ended"

    @property
    def label(self) -> Promise:
        """The list's name for people."""
        return {
            "staff": gettext_lazy("Staff"),
            "families": gettext_lazy("Families"),
            "ended": gettext_lazy("Ended"),
        }[self.value]

    def narrow(self, found: QuerySet[Membership]) -> QuerySet[Membership]:
        """The people of the list."""
        if self is Which.ENDED:
            return found.filter(ended_at__isnull=False)
        roles = STAFF_ROLES if self is Which.STAFF else FAMILY_ROLES
        return found.filter(ended_at__isnull=True, role__in=roles)


@dataclass(frozen=True, slots=True)
class Tab:
    """One of the lists."""

    label: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody in a list, and a quiet line about them."""

    membership: Membership
    text: str


@dataclass(frozen=True, slots=True)
class Group:
    """People of one role."""

    title: str
    rows: list[Row]


class RoomsField(SomeOf[Room]):
    """Any of the setting's rooms."""

    def label_from_instance(self, obj: Room) -> str:
        """The room's name."""
        return obj.name


class RoomsForm(forms.Form):
    """In which rooms a member of staff works."""

    rooms = RoomsField(
        label=gettext_lazy("Rooms"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Nominated members and seniors work with every child; rooms matter for the others."),
        error_messages={"invalid_choice": gettext_lazy("Choose among the rooms of your setting.")},
    )

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rooms = self.fields["rooms"]
        if not isinstance(rooms, forms.ModelMultipleChoiceField):
            raise TypeError
        rooms.queryset = setting.rooms(actor)


class AdmissionForm(RoomsForm):
    """A new member of staff."""

    field_order = ("full_name", "user_name", "role", "rooms")

    full_name = line(gettext_lazy("Full name"), 120, missing=gettext_lazy("Write the full name."), autocomplete="off")
    user_name = user_name(hint=gettext_lazy("For signing in. An e-mail address is easy to remember."))
    role = forms.ChoiceField(
        label=gettext_lazy("Role"),
        choices=[(role, ROLE_NAMES[role]) for role in STAFF_IN_ORDER],
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose a role."),
            "invalid_choice": gettext_lazy("Choose one of the roles."),
        },
    )


def only_one_nominated_member(everybody: QuerySet[Membership]) -> bool:
    """Whether the setting would be locked out if one person fell ill (clauses 1.11)."""
    return everybody.filter(role=Role.NOMINATED_MEMBER, ended_at__isnull=True).count() == 1


def people(request: HttpRequest) -> HttpResponse:
    """Staff by role, families, and those whose access has ended."""
    actor = actor_of(request)
    everybody = queries.people(actor)
    chosen = request.GET.get("show", "")
    which = Which(chosen) if chosen in set(Which) else Which.STAFF
    wanted = clean_line(request.GET.get("q", ""))[:120]
    found = which.narrow(everybody).prefetch_related(_links())
    return show(
        request,
        "manage/people.html",
        {
            "groups": _groups(one for one in found if wanted.casefold() in one.person.full_name.casefold()),
            "which": which,
            "wanted": wanted,
            "tabs": [
                Tab(str(one.label), f"{reverse('manage-people')}?show={one}", is_current=one is which) for one in Which
            ],
            "is_alone": only_one_nominated_member(everybody),
        },
    )


def admit(request: HttpRequest) -> HttpResponseBase:
    """Admit a member of staff; the one-time link is on the page that answers, once."""
    actor = actor_of(request)
    form = AdmissionForm(actor, sent(request))
    if request.method != "POST" or not form.is_valid():
        return show_form(request, "manage/person_new.html", form)
    chosen = form.cleaned_data
    try:
        with transaction.atomic():
            membership = actions.admit_person(
                actor=actor,
                full_name=chosen["full_name"],
                user_name=chosen["user_name"],
                role=Role(chosen["role"]),
                rooms=list(chosen["rooms"]),
            )
            needs_link = not membership.person.has_usable_password()
            hand_over = make_hand_over(request, membership) if needs_link else None
    except (ConflictError, InvalidInputError) as problem:
        add_problem(form, problem)
        return show_form(request, "manage/person_new.html", form)
    return show(request, "manage/person_link.html", {"membership": membership, "hand_over": hand_over})


def person(request: HttpRequest, membership_id: uuid.UUID) -> HttpResponse:
    """One person: role, rooms, a new link, the end of access."""
    actor = actor_of(request)
    membership = queries.member(actor, membership_id)
    return _person_page(request, membership, RoomsForm(actor, initial={"rooms": membership.rooms.all()}))


def rooms(request: HttpRequest, membership_id: uuid.UUID) -> HttpResponseBase:
    """Change in which rooms somebody works."""
    actor = actor_of(request)
    membership = queries.member(actor, membership_id)
    form = RoomsForm(actor, request.POST)
    if not form.is_valid():
        return _person_page(request, membership, form)
    actions.change_rooms(actor=actor, membership_id=membership.pk, rooms=list(form.cleaned_data["rooms"]))
    messages.success(request, _("The rooms of %(name)s are saved.") % {"name": membership.person.full_name})
    return redirect("manage-person", membership.pk)


def link(request: HttpRequest, membership_id: uuid.UUID) -> HttpResponse:
    """A new one-time link, shown once."""
    membership = queries.member(actor_of(request), membership_id)
    if membership.ended_at is not None:
        raise InvalidInputError(_("The access of this person has ended. Admit them again first."))
    hand_over = make_hand_over(request, membership)
    return show(request, "manage/person_link.html", {"membership": membership, "hand_over": hand_over})


def end(request: HttpRequest, membership_id: uuid.UUID) -> HttpResponseBase:
    """End somebody's access, after a page that asks. What a family member could read is ended with it, so that a
    later admission for another child brings nothing back."""
    actor = actor_of(request)
    membership = queries.member(actor, membership_id)
    if request.method == "POST":
        with transaction.atomic():
            for one in FamilyLink.objects.filter(membership=membership, ended_at__isnull=True):
                children.unlink_family(actor=actor, child_id=one.child_id, link_id=one.pk)
            actions.end_membership(actor=actor, membership_id=membership.pk)
        messages.success(request, _("The access of %(name)s has ended.") % {"name": membership.person.full_name})
        return redirect("manage-people")
    return show(
        request, "manage/person_end.html", {"membership": membership, "is_own": membership.pk == actor.membership_id}
    )


def again(request: HttpRequest, membership_id: uuid.UUID) -> HttpResponseBase:
    """Let a former member of staff in again, in the same role and rooms."""
    actor = actor_of(request)
    membership = queries.member(actor, membership_id)
    if membership.role not in STAFF_ROLES:
        raise InvalidInputError(_("Families are given access again on the page of their child."))
    actions.admit_person(
        actor=actor,
        full_name=membership.person.full_name,
        user_name=membership.person.user_name,
        role=Role(membership.role),
        rooms=list(membership.rooms.all()),
    )
    messages.success(request, _("%(name)s is admitted again.") % {"name": membership.person.full_name})
    return redirect("manage-person", membership.pk)


def _person_page(request: HttpRequest, membership: Membership, form: RoomsForm) -> HttpResponse:
    links = FamilyLink.objects.filter(membership=membership, ended_at__isnull=True).select_related("child")
    return show_form(
        request,
        "manage/person.html",
        form,
        {
            "membership": membership,
            "is_staff": membership.role in STAFF_ROLES,
            "sees_all": membership.role in UNSCOPED_ROLES,
            "is_own": membership.pk == actor_of(request).membership_id,
            "links": list(links.order_by("child__full_name")) if membership.role in FAMILY_ROLES else [],
        },
    )


def _links() -> Prefetch[str]:
    in_force = FamilyLink.objects.filter(ended_at__isnull=True).select_related("child").order_by("linked_at")
    return Prefetch("family_links", queryset=in_force)


def _groups(found: Iterable[Membership]) -> list[Group]:
    order = list(Role)
    by_role = sorted(found, key=lambda one: (order.index(Role(one.role)), one.person.full_name.casefold()))
    return [
        Group(str(ROLE_NAMES[Role(role)]), [_row(one) for one in inside])
        for role, inside in itertools.groupby(by_role, key=lambda one: one.role)
    ]


def _row(membership: Membership) -> Row:
    if membership.role in FAMILY_ROLES:
        parts = [f"{one.child.first_name} ({one.relation})" for one in membership.family_links.all()]
    elif membership.role in UNSCOPED_ROLES:
        parts = [_("every child")]
    else:
        parts = [room.name for room in membership.rooms.all()]
    return Row(membership, ", ".join(parts))
