"""The e-mail address: a new one counts once its owner has followed the link sent to it (guarantee G7)."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heartsease.documents.messages import email_confirmation
from heartsease.domain.accounts import actions, queries
from heartsease.domain.accounts.models import AddressProof
from heartsease.domain.notices.actions import queue_message
from heartsease.kernel.errors import DomainError
from heartsease.web.forms import add_problem, form_page
from heartsease.web.limits import email as email_field
from heartsease.web.presenting import sent, show_form
from heartsease.web.requests import actor_of, membership_of, source_address


class EmailForm(forms.Form):
    """A new address."""

    email = email_field(gettext_lazy("New e-mail address"), 254, missing=gettext_lazy("Write the new address."))


def email(request: HttpRequest) -> HttpResponseBase:
    """Name a new address; nothing tells whether another account has it."""
    actor = actor_of(request)
    form = EmailForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                asked = actions.ask_for_email(actor=actor, email=form.cleaned_data["email"])
                send_email_proof(request, asked.proof, asked.secret)
        except DomainError as problem:
            add_problem(form, problem)
        else:
            messages.success(
                request,
                _("A message is on its way to %(email)s. Follow its link within a day; until then nothing changes.")
                % {"email": asked.proof.email},
            )
            return redirect("account")
    context = {"person": membership_of(request).person, "waiting": queries.waiting_email(actor)}
    return show_form(request, "account/email.html", form, context)


def send_email_proof(request: HttpRequest, proof: AddressProof, secret: str) -> None:
    """Queue the message with the link to the new address, in the transaction of the act."""
    link = request.build_absolute_uri(reverse("account-email-confirm", args=[secret]))
    setting = membership_of(request).setting
    letter = email_confirmation(setting=setting, link=link, expires_at=proof.expires_at)
    queue_message(actor=actor_of(request), letter=letter, person=proof.person, address=proof.email, event=str(proof.pk))


def confirm(request: HttpRequest, secret: str) -> HttpResponseBase:
    """The link in that message. Looking uses nothing up, so that a mail scanner cannot confirm anything."""
    form = forms.Form(sent(request))
    proof = actions.open_email_proof(secret=secret)
    if request.method == "POST":
        actions.confirm_email(secret=secret, source=source_address(request.META, settings.TRUSTED_PROXIES))
        messages.success(request, _("%(email)s is now the address of your account.") % {"email": proof.email})
        return redirect("account" if getattr(request, "actor", None) is not None else "sign-in")
    return form_page(request, "account/email_confirm.html", form, {"proof": proof})
