"""Suspending people, ending their access, letting them in again, and what becomes of their drafts (clauses 1.10)."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from heartsease.domain.access.actor import Actor
from heartsease.domain.access.permissions import STAFF_ROLES
from heartsease.domain.accounts import actions, overviews, queries, reviewing
from heartsease.domain.accounts.models import AccessReview, Membership
from heartsease.domain.children import actions as children
from heartsease.domain.children import queries as families
from heartsease.domain.journal import actions as journal
from heartsease.domain.journal import queries as entries
from heartsease.domain.setting.rules import LONGEST_REASON
from heartsease.kernel.errors import ConflictError, InvalidInputError, NotAllowedError, NotFoundError
from heartsease.kernel.ids import parse_id
from heartsease.web.forms import add_problem
from heartsease.web.limits import block, day
from heartsease.web.manage.people.person import do
from heartsease.web.manage.reasons import ReasonForm
from heartsease.web.presenting import sent, show_form
from heartsease.web.requests import actor_of


class SuspensionForm(ReasonForm):
    """Why, and what the person reads instead of the journal."""

    words = block(
        gettext_lazy("What they will read"),
        LONGEST_REASON,
        hint=gettext_lazy("In place of the journal, for example whom to call. They never read the reason."),
    )
    review_on = day(
        gettext_lazy("Looked at again on"),
        hint=gettext_lazy("They read this day too. It may stay empty."),
    )


class AgainForm(ReasonForm):
    """Why somebody is let in again, and until when."""

    last_day = day(
        gettext_lazy("Last day"), hint=gettext_lazy("Students and supply need one; for others it may stay empty.")
    )


class HeirForm(forms.Form):
    """Who goes on with drafts."""

    to = forms.ChoiceField(
        label=gettext_lazy("Who goes on with them?"),
        error_messages={
            "required": gettext_lazy("Choose who goes on with the drafts."),
            "invalid_choice": gettext_lazy("Choose a senior or a nominated member who comes in here."),
        },
    )

    def __init__(self, actor: Actor, leaver: Membership, *args: Any, is_needed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        heirs = [one for one in overviews.seniors(actor) if one.pk != leaver.pk] if is_needed else []
        to = self.fields["to"]
        if not isinstance(to, forms.ChoiceField):
            raise TypeError
        to.choices = [(str(one.pk), f"{one.person.full_name}, {one.get_role_display()}") for one in heirs]
        to.required = is_needed


def suspend(request: HttpRequest, membership_id: uuid.UUID) -> HttpResponseBase:
    """Pause somebody's access."""
    actor = actor_of(request)
    membership = _staff(actor, membership_id)
    form = SuspensionForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.suspend_member(actor=actor, membership_id=membership.pk, **form.cleaned_data)
        except InvalidInputError as problem:
            add_problem(form, problem)
        except (ConflictError, NotAllowedError) as problem:
            messages.error(request, problem.sentence)
            return redirect("manage-person", membership.pk)
        else:
            messages.success(request, _("The access of %(name)s is paused.") % {"name": membership.person.full_name})
            return redirect("manage-person", membership.pk)
    return show_form(request, "manage/person_suspend.html", form, {"membership": membership})


def reinstate(request: HttpRequest, membership_id: uuid.UUID) -> HttpResponseBase:
    """Let somebody in again who was suspended."""
    actor = actor_of(request)
    membership = _staff(actor, membership_id)
    form = ReasonForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.reinstate_member(actor=actor, membership_id=membership.pk, **form.cleaned_data)
        except ConflictError as problem:
            messages.error(request, problem.sentence)
        else:
            messages.success(request, _("%(name)s comes in again.") % {"name": membership.person.full_name})
        return redirect("manage-person", membership.pk)
    return show_form(request, "manage/person_reinstate.html", form, {"membership": membership})


def end(request: HttpRequest, membership_id: uuid.UUID) -> HttpResponseBase:
    """End somebody's access, after a page that asks and says what becomes of their drafts; perhaps in a review."""
    actor = actor_of(request)
    membership = queries.member(actor, membership_id)
    review = _review(actor, request.POST.get("review") or request.GET.get("review", ""))
    drafts = entries.drafts_left_by(actor, membership.pk) if membership.is_staff else 0
    form = HeirForm(actor, membership, sent(request), is_needed=drafts > 0)
    if request.method == "POST" and form.is_valid():
        try:
            count = _end(actor, membership, review, form.cleaned_data["to"])
        except InvalidInputError as problem:
            add_problem(form, problem)
        except (ConflictError, NotAllowedError) as problem:
            messages.error(request, problem.sentence)
            return redirect("manage-person", membership.pk)
        else:
            messages.success(request, _ended(membership, count))
            if membership.pk == actor.membership_id:
                request.session.flush()
                return redirect("sign-in")
            return redirect("manage-review", review.pk) if review is not None else redirect("manage-people")
    context = {
        "membership": membership,
        "is_own": membership.pk == actor.membership_id,
        "is_staff": membership.is_staff,
        "is_over": membership.ended_at is not None,
        "drafts": drafts,
        "review": review,
    }
    return show_form(request, "manage/person_end.html", form, context)


def again(request: HttpRequest, membership_id: uuid.UUID) -> HttpResponseBase:
    """Let a former member of staff in again, in the same role and rooms."""
    actor = actor_of(request)
    membership = _staff(actor, membership_id)
    form = AgainForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.readmit_member(actor=actor, membership_id=membership.pk, **form.cleaned_data)
        except InvalidInputError as problem:
            add_problem(form, problem)
        except ConflictError as problem:
            messages.error(request, problem.sentence)
            return redirect("manage-person", membership.pk)
        else:
            messages.success(request, _("%(name)s is let in again.") % {"name": membership.person.full_name})
            return redirect("manage-person", membership.pk)
    return show_form(request, "manage/person_again.html", form, {"membership": membership})


def drafts(request: HttpRequest, membership_id: uuid.UUID) -> HttpResponseBase:
    """Hand over what somebody had begun whose last day is over."""
    actor = actor_of(request)
    membership = _staff(actor, membership_id)
    form = HeirForm(actor, membership, request.POST, is_needed=True)
    if not form.is_valid():
        messages.error(request, " ".join(map(str, form.errors["to"])))
        return redirect("manage-person", membership.pk)

    def act(*, actor: Actor) -> None:
        journal.hand_over_drafts(actor=actor, membership_id=membership.pk, to=uuid.UUID(form.cleaned_data["to"]))

    return do(request, membership.pk, act, _("The drafts of %(name)s are handed over."))


@transaction.atomic
def _end(actor: Actor, membership: Membership, review: AccessReview | None, heir: str) -> int:
    """Everything that ends with somebody's access, or nothing; how many drafts went to ``heir``.

    What a family member could read is ended with it, so that a later admission for another child brings nothing back.
    """
    for one in families.links_by_member(actor, membership.pk).get(membership.pk, []):
        children.unlink_family(actor=actor, child_id=one.child_id, link_id=one.pk)
    if review is not None:
        actions.remove_in_review(actor=actor, review_id=review.pk, membership_id=membership.pk)
    else:
        actions.end_membership(actor=actor, membership_id=membership.pk)
    if not heir:
        return 0
    return journal.hand_over_drafts(actor=actor, membership_id=membership.pk, to=uuid.UUID(heir))


def _ended(membership: Membership, drafts: int) -> str:
    sentence = _("The access of %(name)s has ended.") % {"name": membership.person.full_name}
    if drafts:
        handed = ngettext("%(count)d draft was handed over.", "%(count)d drafts were handed over.", drafts)
        sentence = f"{sentence} {handed % {'count': drafts}}"
    return sentence


def _review(actor: Actor, text: str) -> AccessReview | None:
    review_id = parse_id(text)
    return reviewing.review(actor, review_id) if review_id is not None else None


def _staff(actor: Actor, membership_id: uuid.UUID) -> Membership:
    membership = queries.member(actor, membership_id)
    if membership.role not in STAFF_ROLES:
        raise NotFoundError(_("The access of families is on the record of their child."))
    return membership
