"""Pages as people at a setting read them: every time of day on the setting's own clock."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone

from heartsease.web.forms import form_page
from heartsease.web.requests import actor_of


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with, for binding it; also a form with nothing in it is one that was sent."""
    return request.POST if request.method == "POST" else None


def show(
    request: HttpRequest, template: str, context: Mapping[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """A page for the person who is signed in."""
    with timezone.override(actor_of(request).zone):
        return render(request, template, dict(context or {}), status=status)


def show_form(
    request: HttpRequest, template: str, form: forms.BaseForm, context: Mapping[str, Any] | None = None
) -> HttpResponse:
    """The page of a form for the person who is signed in: 422 when it holds errors."""
    with timezone.override(actor_of(request).zone):
        return form_page(request, template, form, dict(context or {}))
