"""Making and removing a passkey."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from heartsease.domain.accounts import actions, passkeys
from heartsease.kernel.errors import NotAllowedError
from heartsease.web.account.factors import keep_codes
from heartsease.web.browsers import in_words
from heartsease.web.devices import browser_of
from heartsease.web.passkeys import ask, take_answer
from heartsease.web.proving import is_proved
from heartsease.web.requests import actor_of, membership_of


def make(request: HttpRequest) -> HttpResponseBase:
    """GET: what the browser is asked to make; POST: what it made, and where to go then."""
    if request.method == "GET":
        if not is_proved(request):
            # Said before a finger is asked for, not after.
            raise NotAllowedError(_("Your password was given a while ago. Load the page again and give it once more."))
        return ask(request, *passkeys.begin_making(membership_of(request).person, request.get_host()))
    state, answer = take_answer(request)
    codes = actions.add_passkey(actor=actor_of(request), name=in_words(browser_of(request)), state=state, answer=answer)
    messages.success(request, _("The passkey is set up. With it you come in without your password."))
    if not codes:
        return JsonResponse({"next": reverse("account-factors")})
    keep_codes(request, codes)
    return JsonResponse({"next": reverse("account-recovery")})


def remove(request: HttpRequest, passkey_id: uuid.UUID) -> HttpResponseBase:
    """Take one passkey away."""
    actions.remove_passkey(actor=actor_of(request), passkey_id=passkey_id)
    messages.success(request, _("The passkey was removed, and every other sign-in has ended."))
    return redirect("account-factors")
