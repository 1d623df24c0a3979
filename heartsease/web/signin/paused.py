"""After a pause of reading: who it is, once more. The page shows no child."""

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_variables

from heartsease.domain.reading import actions, queries
from heartsease.kernel.errors import DomainError
from heartsease.web.entering import next_address
from heartsease.web.presenting import sent, show_form
from heartsease.web.requests import actor_of, membership_of


class AgainForm(forms.Form):
    """The password of whoever is signed in."""

    password = forms.CharField(
        label=gettext_lazy("Password"),
        max_length=1000,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": gettext_lazy("Write your password.")},
    )


@sensitive_variables("form")
def paused(request: HttpRequest) -> HttpResponseBase:
    """Say calmly why nothing more is shown, and take the password; then on to where the person was going."""
    membership, following = membership_of(request), next_address(request)
    if membership.reading_paused_at is None:
        return redirect(following or "home")
    form = AgainForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.go_on(actor=actor_of(request), password=form.cleaned_data["password"])
        except DomainError as refused:
            form.add_error("password", refused.sentence if refused.status == 403 else _("That is not your password."))
        else:
            return redirect(following or "home")
    context = {"next": following, "may_go_on": queries.may_go_on_alone(membership)}
    return show_form(request, "signin/paused.html", form, context)
