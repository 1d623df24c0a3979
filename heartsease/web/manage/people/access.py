"""Changing what somebody may do: looked at before it is saved, with a reason where it becomes more (clauses 3.1)."""

import json
import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heartsease.domain.access.actor import Actor
from heartsease.domain.access.permissions import Role, Scope
from heartsease.domain.accounts import actions, queries
from heartsease.domain.accounts.models import Membership
from heartsease.domain.accounts.rules import Access, PersonState, widened
from heartsease.domain.setting.rules import Choices
from heartsease.kernel import clock
from heartsease.kernel.errors import ConflictError, InvalidInputError, NotFoundError
from heartsease.kernel.hashing import sha256_hex
from heartsease.web.forms import add_problem
from heartsease.web.limits import day
from heartsease.web.manage.people.admission import offer_rooms, role_field, rooms_field
from heartsease.web.manage.people.words import SCOPE_WORDS, differences, room_names
from heartsease.web.manage.reasons import ReasonForm
from heartsease.web.presenting import sent, show, show_form
from heartsease.web.requests import actor_of, membership_of


class AccessForm(forms.Form):
    """What a member of staff may do, and until when."""

    role = role_field()
    scope = forms.ChoiceField(
        label=gettext_lazy("Works with"),
        help_text=gettext_lazy("Seniors and nominated members work with every child, whatever is chosen here."),
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": gettext_lazy("Choose one of these.")},
    )
    rooms = rooms_field()
    has_offsite_right = forms.BooleanField(
        label=gettext_lazy("May work away from the setting"),
        help_text=gettext_lazy("On a device of their own that you approve and with a second factor. Safe is no."),
        required=False,
    )
    last_day = day(
        gettext_lazy("Last day"),
        hint=gettext_lazy("Access ends by itself after this day. Students and supply need one."),
    )

    def __init__(self, actor: Actor, choices: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rooms(self, actor)
        scope = self.fields["scope"]
        if not isinstance(scope, forms.ChoiceField):
            raise TypeError
        usual = _("As the setting chose: %(scope)s") % {"scope": SCOPE_WORDS[choices.staff_scope]}
        scope.choices = [("", usual), *((one.value, str(words).capitalize()) for one, words in SCOPE_WORDS.items())]

    def chosen(self) -> Access:
        """What was filled in."""
        filled = self.cleaned_data
        return Access(
            role=Role(filled["role"]),
            scope=Scope(filled["scope"]) if filled["scope"] else None,
            rooms=frozenset(room.pk for room in filled["rooms"]),
            has_offsite_right=filled["has_offsite_right"],
            last_day=filled["last_day"],
        )


def access(request: HttpRequest, membership_id: uuid.UUID) -> HttpResponseBase:
    """The form; then a page with what would change, and why; then it is saved."""
    actor, choices = actor_of(request), membership_of(request).setting.chosen
    membership = _member_in_force(actor, membership_id)
    before = queries.access_of(membership)
    form = AccessForm(actor, choices, sent(request), initial=_initial(membership))
    context: dict[str, Any] = {"membership": membership}
    if request.method != "POST" or not form.is_valid() or "again" in request.POST:
        return show_form(request, "manage/person_access.html", form, context)
    after = form.chosen()
    changes = differences(before, after, choices=choices, rooms=room_names())
    if before == after:
        messages.info(request, _("Nothing was changed."))
        return redirect("manage-person", membership.pk)
    is_saved = "save" in request.POST
    reason = ReasonForm(request.POST if is_saved else None, is_required=bool(widened(before, after, choices=choices)))
    was_overtaken = is_saved and request.POST.get("seen") != _stamp(before)
    if is_saved and not was_overtaken and reason.is_valid():
        try:
            actions.change_access(
                actor=actor,
                membership_id=membership.pk,
                before=before,
                after=after,
                reason=reason.cleaned_data["reason"],
            )
        except ConflictError as problem:
            if problem.fields:
                add_problem(form, problem)
                return show_form(request, "manage/person_access.html", form, context)
            was_overtaken = True
        except InvalidInputError as problem:
            add_problem(form, problem)
            return show_form(request, "manage/person_access.html", form, context)
        else:
            messages.success(request, _("The access of %(name)s is changed.") % {"name": membership.person.full_name})
            return redirect("manage-person", membership.pk)
    context |= {
        "access": form,
        "form": reason,
        "changes": changes,
        "seen": _stamp(before),
        "was_overtaken": was_overtaken,
        "is_own": membership.pk == actor.membership_id,
    }
    status = 409 if was_overtaken else 422 if is_saved else 200
    return show(request, "manage/person_access_check.html", context, status=status)


def _member_in_force(actor: Actor, membership_id: uuid.UUID) -> Membership:
    membership = queries.member(actor, membership_id)
    if not membership.is_staff:
        raise NotFoundError(_("The access of families is on the record of their child."))
    if membership.ended_at is not None or membership.state(clock.today(actor.zone)) is PersonState.ENDED:
        raise InvalidInputError(_("The access of this person has ended. Let them in again first."))
    return membership


def _initial(membership: Membership) -> dict[str, Any]:
    return {
        "role": membership.role,
        "scope": membership.scope,
        "rooms": [room.pk for room in membership.rooms.all()],
        "has_offsite_right": membership.has_offsite_right,
        "last_day": membership.last_day,
    }


def _stamp(access: Access) -> str:
    """What the person saw when they were asked; another stamp means that somebody was quicker."""
    return sha256_hex(json.dumps(access.to_stored(), sort_keys=True).encode())
