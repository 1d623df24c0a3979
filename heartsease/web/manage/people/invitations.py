"""One-time links for people who are here already: made anew, sent, taken back (clauses 1.7)."""

import uuid

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heartsease.domain.accounts import actions, overviews, queries
from heartsease.domain.accounts.rules import IN_FORCE
from heartsease.kernel.errors import InvalidInputError, NotAllowedError
from heartsease.web.handover import mail_hand_over, make_hand_over
from heartsease.web.limits import email
from heartsease.web.manage.people.person import person_page
from heartsease.web.presenting import show
from heartsease.web.requests import actor_of


class LinkForm(forms.Form):
    """Where a link is sent, besides standing on the page."""

    email = email(gettext_lazy("Send it by e-mail to"), 254)


def link(request: HttpRequest, membership_id: uuid.UUID) -> HttpResponse:
    """A new one-time link, shown once and sent where an address is given."""
    found = overviews.overview(actor_of(request), membership_id)
    membership = found.membership
    if found.state not in IN_FORCE:
        raise InvalidInputError(_("This person does not come in here now. Let them in again first."))
    form = LinkForm(request.POST)
    if not form.is_valid():
        return person_page(request, membership_id, form)
    try:
        hand_over = make_hand_over(request, membership, email=form.cleaned_data["email"])
    except NotAllowedError as problem:
        form.add_error(None, problem.sentence)
        return person_page(request, membership_id, form)
    mail_hand_over(request, hand_over)
    return show(request, "manage/person_link.html", {"membership": membership, "hand_over": hand_over})


def cancel(request: HttpRequest, membership_id: uuid.UUID) -> HttpResponseBase:
    """Take back the link that was not used yet."""
    membership = queries.member(actor_of(request), membership_id)
    actions.cancel_sign_in_links(actor=actor_of(request), membership=membership)
    messages.success(request, _("The link does not work any more."))
    return redirect("manage-person", membership.pk)
