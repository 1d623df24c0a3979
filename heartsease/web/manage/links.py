"""Links and requests of families that wait for a nominated member (guarantee G9; clauses 4.2, 4.5, 4.9)."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heartsease.domain.access.actor import Actor
from heartsease.domain.children import actions, queries
from heartsease.domain.children.actions.links import LONGEST_WORDS
from heartsease.domain.children.models import RelativeRequest
from heartsease.domain.children.queries import Linked
from heartsease.domain.children.rules import LinkState, SecondReason
from heartsease.domain.reading import actions as reading
from heartsease.kernel.errors import ConflictError, InvalidInputError
from heartsease.web.addresses import portrait_url
from heartsease.web.forms import add_problem
from heartsease.web.handover import make_hand_over
from heartsease.web.limits import block, line, user_name
from heartsease.web.presenting import sent, show, show_form
from heartsease.web.requests import actor_of


class ApprovalForm(forms.Form):
    """A relative as the account will say; as the parent wrote it, until somebody knows better."""

    full_name = line(gettext_lazy("Full name"), 120, missing=gettext_lazy("Write the full name."), autocomplete="off")
    user_name = user_name(
        hint=gettext_lazy("Where this adult has an account already, write its user name and the same full name.")
    )
    relation = line(
        gettext_lazy("What they are to the child"),
        60,
        missing=gettext_lazy("Say what this adult is to the child, for example grandmother."),
    )


class DeclineForm(forms.Form):
    """A word to the parent."""

    words = block(gettext_lazy("A word to the parent"), LONGEST_WORDS, rows=3)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A list of links that wait for the same."""

    key: str
    title: str
    text: str
    linked: list[Linked]


KINDS: Sequence[tuple[LinkState, Promise, Promise]] = (
    (
        LinkState.FROZEN,
        gettext_lazy("Stopped after two wrong answers"),
        gettext_lazy("Perhaps the wrong child was linked. Talk to them before they answer again."),
    ),
    (
        LinkState.SUSPENDED,
        gettext_lazy("Paused"),
        gettext_lazy("Look at each of them on the day you chose."),
    ),
    (
        LinkState.WAITING,
        gettext_lazy("Waiting for the family’s own answer"),
        gettext_lazy("They are asked for the date of birth when they sign in."),
    ),
)


def links(request: HttpRequest) -> HttpResponseBase:
    """Everything of families that waits for somebody."""
    actor = actor_of(request)
    waiting, asked = queries.links_that_wait(actor), list(queries.relative_requests(actor))
    lifted = list(queries.restrictions_to_lift(actor))
    named = {one.link.child_id for one in waiting} | {one.child_id for one in asked} | {one.child_id for one in lifted}
    reading.reserve(actor=actor, children=named)
    return show(
        request,
        "manage/links.html",
        {
            "unseconded": [one for one in waiting if needs_second(one)],
            "kinds": [
                Waiting(state, str(title), str(text), found)
                for state, title, text in KINDS
                if (found := [one for one in waiting if one.state is state])
            ],
            "requests": asked,
            "restrictions": lifted,
            "has_second": queries.has_second_member(actor),
            "own": actor.membership_id,
        },
    )


def second(request: HttpRequest, link_id: uuid.UUID) -> HttpResponseBase:
    """A second nominated member looks at the child and the adult, and says whether they belong together."""
    actor = actor_of(request)
    found = queries.link_that_waits(actor, link_id)
    child = found.link.child
    reading.reserve(actor=actor, children=[child.pk])
    if request.method == "POST":
        actions.second_link(actor=actor, link_id=link_id)
        messages.success(request, _("Confirmed. The journal opens when they have answered, too."))
        return redirect("manage-links")
    return show(
        request,
        "manage/link_second.html",
        {
            "link": found.link,
            "state": found.state,
            "portrait_url": portrait_url(child),
            "why": SecondReason(found.link.second_reason).label,
            "alike": [(one, portrait_url(one)) for one in queries.could_be_taken_for(actor, child)],
            "is_own": found.link.linked_by_id == actor.member,
            "has_second": queries.has_second_member(actor),
        },
    )


def relative(request: HttpRequest, request_id: uuid.UUID) -> HttpResponseBase:
    """A parent's request: agreed to, which makes account and link, or declined with a word."""
    actor = actor_of(request)
    asked = queries.relative_request(actor, request_id)
    reading.reserve(actor=actor, children=[asked.child_id])
    is_no = "decline" in request.POST
    form = ApprovalForm(
        None if is_no else sent(request),
        initial={"full_name": asked.full_name, "user_name": asked.email, "relation": asked.relation},
    )
    no = DeclineForm(sent(request) if is_no else None)
    chosen = no if is_no else form
    if request.method == "POST" and chosen.is_valid():
        try:
            return _decline(request, asked, no) if is_no else _approve(request, asked, form)
        except (ConflictError, InvalidInputError) as problem:
            add_problem(chosen, problem)
    return show_form(
        request,
        "manage/link_relative.html",
        chosen,
        {"asked": asked, "yes": form, "no": no, "portrait_url": portrait_url(asked.child)},
    )


def needs_second(one: Linked) -> bool:
    """Whether a link waits for a second nominated member, whatever else it waits for."""
    is_open = one.state in {LinkState.WAITING, LinkState.UNSECONDED, LinkState.FROZEN}
    return is_open and bool(one.link.second_reason) and one.link.second_confirmed_at is None


def how_many_wait(actor: Actor) -> int:
    """How much there is for a nominated member to decide."""
    links = [one for one in queries.links_that_wait(actor) if needs_second(one) or one.state is LinkState.FROZEN]
    return len(links) + len(queries.relative_requests(actor)) + len(queries.restrictions_to_lift(actor))


def _approve(request: HttpRequest, asked: RelativeRequest, form: ApprovalForm) -> HttpResponseBase:
    link = actions.approve_relative(actor=actor_of(request), request_id=asked.pk, **form.cleaned_data)
    membership = link.membership
    hand_over = None if membership.person.has_usable_password() else make_hand_over(request, membership)
    return show(request, "manage/person_link.html", {"membership": membership, "hand_over": hand_over})


def _decline(request: HttpRequest, asked: RelativeRequest, form: DeclineForm) -> HttpResponseBase:
    actions.decline_relative(actor=actor_of(request), request_id=asked.pk, words=form.cleaned_data["words"])
    messages.success(request, _("Declined. The parent reads your words."))
    return redirect("manage-links")
