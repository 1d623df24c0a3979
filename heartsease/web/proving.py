"""A fresh sign-in for what reaches far: the password again, on a page that keeps everything that was sent."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from heartsease.domain.accounts import actions
from heartsease.domain.accounts.rules import is_fresh
from heartsease.kernel import clock
from heartsease.kernel.errors import DomainError
from heartsease.web.presenting import show
from heartsease.web.requests import actor_of, session_of

FIELD = "password_again"
ANSWER_FIELDS = {FIELD, "csrfmiddlewaretoken", settings.CSRF_COOKIE_NAME}


@sensitive_variables("password")
def ask(request: HttpRequest) -> HttpResponse | None:
    """The page that asks for the password, or nothing where what was sent may go on to its view."""
    if request.method in {"GET", "HEAD"} or is_fresh(session_of(request).proved_at, clock.now()):
        return None
    problem = ""
    password = request.POST.get(FIELD)
    if password is not None:
        try:
            actions.prove_password(actor=actor_of(request), session_id=session_of(request).public_id, password=password)
        except DomainError as refused:
            problem = refused.sentence if refused.status == 403 else _("That is not your password.")
        else:
            return None
    kept = [(name, value) for name, values in request.POST.lists() if name not in ANSWER_FIELDS for value in values]
    context = {"kept": kept, "problem": problem, "has_errors": bool(problem)}
    return show(request, "signin/prove.html", context, status=422 if problem else 403)
