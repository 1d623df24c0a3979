"""A fresh sign-in for what reaches far: the password again, on a page that keeps everything that was sent."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from heartsease.domain.accounts import actions
from heartsease.domain.accounts.rules import is_fresh
from heartsease.kernel import clock
from heartsease.kernel.errors import DomainError, NotAllowedError
from heartsease.web.errors import page_for
from heartsease.web.presenting import show
from heartsease.web.requests import actor_of, membership_of, session_of

FIELD = "password_again"
ANSWER_FIELDS = {FIELD, "csrfmiddlewaretoken", settings.CSRF_COOKIE_NAME}


def is_proved(request: HttpRequest) -> bool:
    """Whether whoever is signed in has shown who they are as recently as what reaches far asks."""
    row, person = session_of(request), membership_of(request).person
    # At the page that replaces a password, the one with which this session began is proof enough.
    return is_fresh(row.proved_at, clock.now()) or (person.must_set_password and row.proved_at is not None)


@sensitive_variables("password")
def ask(request: HttpRequest) -> HttpResponse | None:
    """The page that asks for the password, or nothing where what was sent may go on to its view."""
    if request.method in {"GET", "HEAD"} or is_proved(request):
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
    if not membership_of(request).person.has_usable_password():
        sentence = _(
            "This asks for a password, and you come in without one. A nominated member can give you a new link."
        )
        return page_for(request, NotAllowedError(sentence))
    kept = [(name, value) for name, values in request.POST.lists() if name not in ANSWER_FIELDS for value in values]
    context = {"kept": kept, "problem": problem, "has_errors": bool(problem)}
    return show(request, "signin/prove.html", context, status=422 if problem else 403)
