"""Before the journal opens: the family's own answer, and what is said while it is closed (guarantee G9).

Nothing here names a child, shows one or tells how many there are.
"""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heartsease.domain.children import actions, queries
from heartsease.domain.children.actions import Answered
from heartsease.domain.children.rules import is_a_childs_birth_date
from heartsease.kernel import clock
from heartsease.web.entering import next_address, with_next
from heartsease.web.limits import day
from heartsease.web.presenting import sent, show, show_form
from heartsease.web.requests import actor_of

WRITTEN = ["%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y", "%d-%m-%Y", "%d %m %Y", "%d %B %Y", "%d %b %Y"]
"""Ways to write a day. Whatever is none of these is no answer, and so no wrong one."""


class BirthDateForm(forms.Form):
    """The one question."""

    birth_date = day(
        gettext_lazy("Date of birth of your child"),
        missing=gettext_lazy("Write the date of birth of your child."),
        autocomplete="off",
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django's own signature, handed on
        field = self.fields["birth_date"]
        if not isinstance(field, forms.DateField):
            raise TypeError
        field.input_formats = WRITTEN


def confirm(request: HttpRequest) -> HttpResponseBase:
    """Ask for the child's birth date; where there is nothing to ask, say why the journal is closed.

    What is sent while nothing is asked is not looked at: the answer is the same whatever it was.
    """
    actor = actor_of(request)
    standing = queries.standing(actor)
    if not standing.is_anything:
        return redirect(next_address(request) or "journal")
    if not standing.asks:
        if request.method == "POST":
            return _again(request)
        has_another = bool(queries.own_children(actor))
        return show(request, "family/closed.html", {"standing": standing, "has_another": has_another})
    return _ask(request)


def _ask(request: HttpRequest) -> HttpResponseBase:
    actor = actor_of(request)
    form = BirthDateForm(sent(request))
    if request.method != "POST" or not form.is_valid():
        return show_form(request, "family/confirm.html", form)
    birth_date = form.cleaned_data["birth_date"]
    if not is_a_childs_birth_date(birth_date, clock.today(actor.zone)):
        form.add_error("birth_date", _("No child here could be born on this day. Look at the year again."))
        return show_form(request, "family/confirm.html", form)
    answered = actions.answer_birth_date(actor=actor, birth_date=birth_date)
    if answered is Answered.WRONG:
        form.add_error("birth_date", _("This is not the date of birth that the setting wrote down."))
        return show_form(request, "family/confirm.html", form)
    if answered is Answered.RIGHT:
        messages.success(request, _("Thank you, that is right."))
    return _again(request)


def _again(request: HttpRequest) -> HttpResponseBase:
    """Whatever is asked or told next, on the way to where the person was going."""
    return redirect(with_next(reverse("journal-confirm"), next_address(request)))
