"""Errors become pages here and nowhere else."""

import sqlite3

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from heartsease.kernel.errors import DomainError, NotAllowedError, NotFoundError
from heartsease.web.requests import is_from_script


def page_for(request: HttpRequest, problem: DomainError) -> HttpResponse:
    """A page, or for a script a JSON answer, that says what is wrong and what to do."""
    if is_from_script(request):
        return JsonResponse({"sentence": problem.sentence, "fields": problem.fields}, status=problem.status)
    headings = {403: _("You cannot do this"), 404: _("This page is not here")}
    return render(
        request,
        "error.html",
        {
            "heading": headings.get(problem.status, _("That did not work")),
            "sentence": problem.sentence,
            "request_id": getattr(request, "request_id", ""),
        },
        status=problem.status,
    )


def is_full_disk(problem: OperationalError) -> bool:
    """Whether the database could not write because its disk is full (SQLite's SQLITE_FULL, PostgreSQL's 53100)."""
    cause = problem.__cause__
    return getattr(cause, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL or getattr(cause, "sqlstate", "") == "53100"


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """No such address."""
    return page_for(request, NotFoundError(_("Perhaps it was moved, or it belongs to somebody else.")))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """The request itself was broken."""
    return page_for(request, DomainError(_("The journal could not read that. Please go back and try again.")))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """Something underneath the pages refused."""
    return page_for(request, NotAllowedError(_("This page is not part of your role.")))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """A form that this session did not hand out: most often one that was open while somebody else signed in."""
    return page_for(
        request,
        NotAllowedError(
            _("This page was open for too long or from before you signed in. Go back, reload and try again.")
        ),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """Our fault: a page that needs no database."""
    return render(request, "server_error.html", {"request_id": getattr(request, "request_id", "")}, status=500)
