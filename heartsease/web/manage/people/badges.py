"""A printed badge: made, shown once, revoked in one tap (WCAG 2.2, 3.3.8)."""

import uuid
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from heartsease.domain.accounts import actions, queries
from heartsease.kernel.errors import NotAllowedError
from heartsease.web.manage.people.person import do
from heartsease.web.presenting import show
from heartsease.web.requests import actor_of
from heartsease.web.squares import qr_code


@sensitive_variables("token", "picture")
def make(request: HttpRequest, membership_id: uuid.UUID) -> HttpResponseBase:
    """A new badge on a page to print, and on no other page ever; an earlier one stops working."""
    actor = actor_of(request)
    membership = queries.member(actor, membership_id)
    try:
        token = actions.make_badge(actor=actor, membership_id=membership.pk)
    except NotAllowedError as problem:
        messages.error(request, problem.sentence)
        return redirect("manage-person", membership.pk)
    return show(request, "manage/person_badge.html", {"membership": membership, "picture": qr_code(token)})


def revoke(request: HttpRequest, membership_id: uuid.UUID) -> HttpResponseBase:
    """One tap for a badge that was lost."""
    return do(
        request,
        membership_id,
        partial(actions.revoke_badges, membership_id=membership_id),
        _("The badge of %(name)s opens nothing any more."),
    )
