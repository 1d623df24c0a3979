"""What making and using a passkey share: the question waits in the session for the one answer to it."""

import json
from typing import Any

from django.http import HttpRequest, JsonResponse

from heartsease.domain.accounts import passkeys
from heartsease.kernel.errors import InvalidInputError

QUESTION = "passkey"
LONGEST_ANSWER = 20_000


def ask(request: HttpRequest, options: dict[str, Any], state: Any) -> JsonResponse:
    """Ask the browser; only the newest question may be answered."""
    request.session[QUESTION] = state
    return JsonResponse(options)


def take_answer(request: HttpRequest) -> tuple[Any, dict[str, Any]]:
    """The question's state, once, and what the browser answers."""
    state = request.session.pop(QUESTION, None)
    try:
        answer = json.loads(request.body[:LONGEST_ANSWER])
    except (ValueError, RecursionError):
        answer = None
    if state is None or not isinstance(answer, dict):
        raise InvalidInputError(passkeys.unreadable())
    return state, answer
