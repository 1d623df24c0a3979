"""One person: where they stand, what they may do, what is locked, what was changed, and every act from there."""

import uuid
from collections.abc import Callable
from functools import partial

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from heartsease.domain.access.permissions import STAFF_ROLES, Permission
from heartsease.domain.accounts import actions, overviews, queries
from heartsease.domain.accounts.rules import PersonState
from heartsease.domain.children import queries as children
from heartsease.domain.journal import queries as journal
from heartsease.kernel.errors import ConflictError, NotAllowedError
from heartsease.web.manage.people.words import LABELS, in_words, remembered, room_names
from heartsease.web.presenting import show_form
from heartsease.web.requests import actor_of, membership_of

MOST_CHANGES = 50


def person(request: HttpRequest, membership_id: uuid.UUID) -> HttpResponse:
    """One person."""
    return person_page(request, membership_id)


def person_page(request: HttpRequest, membership_id: uuid.UUID, form: forms.Form | None = None) -> HttpResponse:
    """The page of one person; with ``form``, what was wrong about the link that was asked for."""
    actor = actor_of(request)
    found = overviews.overview(actor, membership_id)
    membership, choices = found.membership, membership_of(request).setting.chosen
    is_staff, is_over = membership.role in STAFF_ROLES, found.state is PersonState.ENDED
    rights = []
    if is_staff:
        access, rooms = queries.access_of(membership), room_names()
        rights = [(label, in_words(name, access, choices=choices, rooms=rooms)) for name, label in LABELS.items()]
    address = found.invitation.email if found.invitation is not None else membership.person.email
    return show_form(
        request,
        "manage/person.html",
        form if form is not None else forms.Form(),
        {
            "found": found,
            "membership": membership,
            "state": found.state.value,
            "is_staff": is_staff,
            "is_over": is_over,
            "is_own": membership.pk == actor.membership_id,
            "awaits_checks": queries.awaits_checks(membership),
            "rights": rights,
            "links": children.links_by_member(actor, membership.pk).get(membership.pk, []) if not is_staff else [],
            "sessions": overviews.sessions_of(actor, membership),
            "devices": overviews.devices_of(actor, membership.person) if is_staff else [],
            "drafts": journal.drafts_left_by(actor, membership.pk) if is_staff and is_over else 0,
            "heirs": overviews.seniors(actor) if is_staff and is_over else [],
            "badges_are_used": choices.badges_are_used,
            "address": form["email"].value() if form is not None else address,
            "history": remembered(list(overviews.access_changes(actor, membership)[:MOST_CHANGES]), choices=choices),
            "trace_url": f"{reverse('manage-trace')}?person={membership.person_id}"
            if actor.may(Permission.TRACE_READ)
            else "",
        },
    )


def release_lock_out(request: HttpRequest, membership_id: uuid.UUID) -> HttpResponseBase:
    """Let somebody try their password again at once."""
    return do(
        request,
        membership_id,
        partial(actions.release_lock_out, membership_id=membership_id),
        _("%(name)s can try again at once."),
    )


def release_pin(request: HttpRequest, membership_id: uuid.UUID) -> HttpResponseBase:
    """Let somebody try their PIN again on every tablet."""
    return do(
        request,
        membership_id,
        partial(actions.release_pin, membership_id=membership_id),
        _("The PIN of %(name)s works again."),
    )


def end_sessions(request: HttpRequest, membership_id: uuid.UUID) -> HttpResponseBase:
    """End everything in which somebody is signed in."""
    return do(
        request,
        membership_id,
        partial(actions.end_sessions_of_member, membership_id=membership_id),
        _("%(name)s is signed out everywhere."),
    )


def do(request: HttpRequest, membership_id: uuid.UUID, act: Callable[..., object], sentence: str) -> HttpResponseBase:
    """Back to the person's page with what happened, also where somebody else was quicker."""
    actor = actor_of(request)
    name = queries.member(actor, membership_id).person.full_name
    try:
        act(actor=actor)
    except (ConflictError, NotAllowedError) as problem:
        messages.error(request, problem.sentence)
    else:
        messages.success(request, sentence % {"name": name})
    return redirect("manage-person", membership_id)
