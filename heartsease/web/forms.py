"""Forms in one pattern: a summary at the top, the same words beside the field, nothing typed is lost."""

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from heartsease.kernel.errors import DomainError
from heartsease.kernel.text import clean_block, clean_line


class Renderer(TemplatesSetting):
    """Fields are drawn by the project's own component."""

    field_template_name = "components/field.html"


class LineField(forms.CharField):
    """One line of text: normalised, without control characters (a null byte is removed, not an error)."""

    def to_python(self, value: Any) -> str:
        return clean_line(str(value)) if value not in self.empty_values else ""


class BlockField(forms.CharField):
    """Several lines of text, their breaks kept."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return clean_block(str(value)) if value not in self.empty_values else ""


class DayInput(forms.DateInput):
    """The device's own date picker."""

    input_type = "date"

    def __init__(self, **attributes: Any) -> None:
        super().__init__(format="%Y-%m-%d", attrs=attributes)


def add_problem(form: forms.BaseForm, problem: DomainError) -> None:
    """Put what an action refused beside the fields it is about."""
    for name, sentence in problem.fields.items():
        form.add_error(name if name in form.fields else None, sentence)
    if not problem.fields:
        form.add_error(None, problem.sentence)


def form_page(
    request: HttpRequest, template: str, form: forms.BaseForm, context: dict[str, Any] | None = None
) -> HttpResponse:
    """The page of a form: 422 when it holds errors, so that scripts and tests can tell."""
    status = 422 if form.errors else 200
    return render(request, template, {"form": form, **(context or {})}, status=status)
