"""The journal's addresses and a bare view: a session and a small template behind the same middleware."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from heartsease.config import urls
from heartsease.domain.access.permissions import Permission
from heartsease.web.routing import page


def bare(request: HttpRequest) -> HttpResponseBase:
    """What the same server needs for next to nothing."""
    request.session.get("anything")
    return render(request, "error.html", {"heading": "Bare", "sentence": "A small template."})


urlpatterns = [page("bench/bare", bare, name="bench-bare", admits=Permission.ACCOUNT_USE), *urls.urlpatterns]
