"""The lock screen of an enrolled tablet: a portrait and six digits, or a badge (guarantee G5). It shows no child."""

import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters

from heartsease.domain.access.scope import in_setting
from heartsease.domain.accounts import actions, queries
from heartsease.domain.accounts.models import Device, DeviceState, Way
from heartsease.domain.accounts.rules import PIN_DIGITS
from heartsease.domain.photos import queries as photos
from heartsease.kernel.errors import DomainError
from heartsease.web.addresses import address
from heartsease.web.devices import is_out_of_hours, tablet_of
from heartsease.web.entering import Proof, next_address
from heartsease.web.forms import LineField, add_problem, form_page
from heartsease.web.presenting import sent
from heartsease.web.requests import source_address
from heartsease.web.signin.entering import enter_as


class PinForm(forms.Form):
    """Who, and six digits. The digits are never shown again, so a page with an error has an empty pad."""

    who = forms.UUIDField(error_messages={"required": gettext_lazy("Tap your name first.")})
    pin = forms.RegexField(
        rf"^[0-9]{{{PIN_DIGITS}}}$",
        label=gettext_lazy("PIN"),
        error_messages={
            "required": gettext_lazy("Type the six digits of your PIN."),
            "invalid": gettext_lazy("A PIN has six digits."),
        },
    )


class BadgeForm(forms.Form):
    """What the camera read from a badge."""

    badge = LineField(max_length=200, error_messages={"required": gettext_lazy("Hold the badge before the camera.")})


@sensitive_post_parameters("pin", "badge")
def lock(request: HttpRequest) -> HttpResponseBase:
    """The portraits of the staff and the pad; whoever comes in begins a session of their own."""
    tablet = tablet_of(request)
    if tablet is None:
        return redirect("sign-in")
    if getattr(request, "actor", None) is not None and request.method != "POST":
        return redirect(next_address(request) or "home")
    is_badge = "badge" in request.POST
    form = BadgeForm(sent(request)) if is_badge else PinForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            return _come_in(request, tablet, form.cleaned_data, is_badge=is_badge)
        except DomainError as problem:
            add_problem(form, problem)
            tablet.refresh_from_db(fields=["state"])
    with in_setting(tablet.setting_id):
        portraits = photos.staff_portraits()
    chosen = form["who"].value() if not is_badge and form.is_bound else ""
    context = {
        "tablet": tablet,
        "setting_name": tablet.setting.name,
        "faces": [
            (face, address("colleague-portrait", face.membership_id) if face.membership_id in portraits else "")
            for face in queries.faces_on(tablet)
        ],
        "chosen": str(chosen or ""),
        "has_badges": tablet.setting.chosen.badges_are_used,
        "is_locked": tablet.state == DeviceState.LOCKED,
        "is_out_of_hours": is_out_of_hours(tablet),
        "next": next_address(request),
    }
    return form_page(request, "signin/lock.html", form, context)


def _come_in(request: HttpRequest, tablet: Device, filled: dict[str, Any], *, is_badge: bool) -> HttpResponseBase:
    source = source_address(request.META, settings.TRUSTED_PROXIES)
    if is_badge:
        membership = actions.try_badge(device=tablet, token=filled["badge"], source=source)
    else:
        who: uuid.UUID = filled["who"]
        membership = actions.try_pin(device=tablet, membership_id=who, digits=filled["pin"], source=source)
    return enter_as(request, membership, Proof(Way.BADGE if is_badge else Way.PIN))
