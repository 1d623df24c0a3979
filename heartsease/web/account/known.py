"""Somebody may know my login (clauses 1.5): one page, one button, no password asked of whoever is frightened."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from heartsease.domain.accounts import actions
from heartsease.web.entering import leave
from heartsease.web.presenting import show
from heartsease.web.requests import actor_of, membership_of


def known(request: HttpRequest) -> HttpResponseBase:
    """What will happen; then everything is closed, and the sign-in page says how to go on."""
    membership = membership_of(request)
    has_password = membership.person.has_usable_password()
    if request.method != "POST":
        return show(request, "account/known.html", {"membership": membership, "has_password": has_password})
    actions.report_login_known(actor=actor_of(request))
    messages.success(request, _("Everything is closed now, and the nominated members of your setting know."))
    messages.info(
        request,
        _("Sign in once more, now if you can: the journal asks you for a new password and opens nothing before.")
        if has_password
        else _("To come in again, ask one of them for a new link."),
    )
    return leave(request, "sign-in")
