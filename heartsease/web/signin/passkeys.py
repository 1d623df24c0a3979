"""Signing in with a passkey: what the browser is asked, and its answer. A passkey is two factors at once."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, JsonResponse

from heartsease.domain.accounts import actions, passkeys
from heartsease.domain.accounts.models import Way
from heartsease.web.entering import Proof
from heartsease.web.passkeys import ask, take_answer
from heartsease.web.requests import source_address
from heartsease.web.signin.entering import enter_as_person, remembered_person


def use(request: HttpRequest) -> HttpResponseBase:
    """GET: what the browser is asked; POST: its answer, and where to go then."""
    found = remembered_person(request)
    person = found[0] if found is not None else None
    if request.method == "GET":
        options, state = passkeys.begin_using(request.get_host(), person)
        return ask(request, options, state)
    state, answer = take_answer(request)
    source = source_address(request.META, settings.TRUSTED_PROXIES)
    owner = actions.check_passkey(state=state, answer=answer, source=source, person=person)
    is_shared = found[1].is_on_shared_computer if found is not None else False
    response = enter_as_person(request, owner, Proof(Way.PASSKEY, True, is_shared))
    where = response.headers.get("Location")
    return JsonResponse({"next": where}) if where else response
