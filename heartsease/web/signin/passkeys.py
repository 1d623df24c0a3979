"""Signing in with a passkey: what the browser is asked, and its answer. A passkey is two factors at once."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponseBase, JsonResponse

from heartsease.domain.accounts import actions, passkeys
from heartsease.domain.accounts.models import Way
from heartsease.kernel.errors import InvalidInputError
from heartsease.web.signin.entering import Proof, enter_as_person, remembered_person

STATE_KEY = "passkey"


def use(request: HttpRequest) -> HttpResponseBase:
    """GET: what the browser is asked; POST: its answer, and where to go then."""
    found = remembered_person(request)
    person = found[0] if found is not None else None
    if request.method == "GET":
        options, state = passkeys.begin_using(request.get_host(), person)
        request.session[STATE_KEY] = state
        return JsonResponse(options)
    answer = read_answer(request)
    state = request.session.pop(STATE_KEY, None)
    if state is None:
        raise InvalidInputError(passkeys.unreadable())
    owner = actions.check_passkey(state=state, answer=answer, person=person)
    is_shared = found[1].is_on_shared_computer if found is not None else False
    response = enter_as_person(request, owner, Proof(Way.PASSKEY, True, is_shared))
    where = response.headers.get("Location")
    return JsonResponse({"next": where}) if where else response


def read_answer(request: HttpRequest) -> dict[str, Any]:
    """The JSON that a passkey's answer comes in."""
    try:
        answer = json.loads(request.body[:20_000])
    except (ValueError, UnicodeDecodeError):
        answer = None
    if not isinstance(answer, dict):
        raise InvalidInputError(passkeys.unreadable())
    return answer
