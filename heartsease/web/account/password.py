"""Choosing another password: out of caution, or because somebody may know the present one."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters

from heartsease.domain.accounts import actions
from heartsease.domain.accounts.models import Way
from heartsease.kernel.errors import InvalidInputError
from heartsease.web.entering import Proof, begin_session, next_address
from heartsease.web.forms import add_problem
from heartsease.web.limits import new_password
from heartsease.web.presenting import sent, show_form
from heartsease.web.proving import FIELD, is_proved
from heartsease.web.requests import actor_of, membership_of, session_of


class NewPasswordForm(forms.Form):
    """The new password, typed once; the present one is asked for by ``web.proving``."""

    password = new_password(gettext_lazy("New password"))


@sensitive_post_parameters("password", FIELD)
def password(request: HttpRequest) -> HttpResponseBase:
    """All sessions end with the old password; whoever is here goes on in a new one, to where the gate stopped them."""
    membership, row, following = membership_of(request), session_of(request), next_address(request)
    form = NewPasswordForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            membership.person = actions.change_password(actor=actor_of(request), password=form.cleaned_data["password"])
        except InvalidInputError as problem:
            add_problem(form, problem)
        else:
            begin_session(request, membership, Proof(Way.PASSWORD, row.has_second_factor, row.is_on_shared_computer))
            messages.success(request, _("Your new password holds from now on, and every other sign-in has ended."))
            return redirect(following or "account")
    context = {"person": membership.person, "asks_present": not is_proved(request), "present": FIELD, "next": following}
    return show_form(request, "account/password.html", form, context)
