"""The register of devices: what waits for approval, the setting's tablets, people's own (clauses 2.1 to 2.7)."""

import uuid
from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from heartsease import __version__
from heartsease.domain.access.actor import Actor
from heartsease.domain.access.permissions import Permission
from heartsease.domain.accounts import actions, queries
from heartsease.domain.accounts.actions.devices import CODE_LIFETIME
from heartsease.domain.accounts.models import DeviceKind, DeviceState
from heartsease.domain.setting import queries as setting
from heartsease.domain.setting.models import Room
from heartsease.kernel import clock
from heartsease.kernel.errors import ConflictError, InvalidInputError, NotAllowedError, NotFoundError
from heartsease.web.forms import add_problem
from heartsease.web.limits import OneOf, line
from heartsease.web.presenting import sent, show, show_form
from heartsease.web.requests import actor_of
from heartsease.web.squares import qr_code

IN_USE = {DeviceState.ACTIVE, DeviceState.LOCKED}


class RoomField(OneOf[Room]):
    """One of the setting's rooms, or none."""

    def label_from_instance(self, obj: Room) -> str:
        """The room's name."""
        return obj.name


class NewTabletForm(forms.Form):
    """What a new tablet is called and where it lives."""

    name = line(
        gettext_lazy("Name"),
        60,
        missing=gettext_lazy("Give the tablet a name."),
        hint=gettext_lazy("As people call it, for instance: Acorns, blue cover."),
        autocomplete="off",
    )
    room = RoomField(
        label=gettext_lazy("Room"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("No room of its own"),
        help_text=gettext_lazy("The staff of this room stand first on its lock screen."),
        error_messages={"invalid_choice": gettext_lazy("Choose among the rooms of your setting.")},
    )

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        room = self.fields["room"]
        if not isinstance(room, forms.ModelChoiceField):
            raise TypeError
        room.queryset = setting.rooms(actor)


class DeviceForm(NewTabletForm):
    """Name, room and hours of a device."""

    opens_at = forms.TimeField(
        label=gettext_lazy("Used from"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=gettext_lazy("Outside these hours it lets nobody in. Leave both empty for always."),
        error_messages={"invalid": gettext_lazy("Write a time such as 07:30.")},
    )
    closes_at = forms.TimeField(
        label=gettext_lazy("Used until"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": gettext_lazy("Write a time such as 18:00.")},
    )


def devices(request: HttpRequest) -> HttpResponse:
    """What waits, what is in use, what is not any more."""
    found = list(queries.devices(actor_of(request)))
    today = clock.today(actor_of(request).zone)
    in_use = [one for one in found if one.state in IN_USE]
    return show(
        request,
        "manage/devices.html",
        {
            "waiting": [one for one in found if one.state == DeviceState.WAITING],
            "tablets": [one for one in in_use if one.kind == DeviceKind.TABLET],
            "own": [one for one in in_use if one.kind == DeviceKind.OWN],
            "gone": [one for one in found if one.state not in {*IN_USE, DeviceState.WAITING}],
            "today": today,
            "version": __version__,
            "own_person": actor_of(request).person,
        },
    )


def devices_text(actor: Actor) -> str:
    """The line on the door of the page: whether somebody waits."""
    count = queries.devices(actor).filter(state=DeviceState.WAITING).count()
    if not count:
        return _("Enrol tablets, approve people’s own devices, close lost ones.")
    return ngettext("%(count)d device waits for an answer.", "%(count)d devices wait for an answer.", count) % {
        "count": count
    }


def new(request: HttpRequest) -> HttpResponseBase:
    """Name a tablet; the page that answers has the one-time code, to be typed or scanned on the tablet."""
    actor = actor_of(request)
    form = NewTabletForm(actor, sent(request))
    if request.method != "POST" or not form.is_valid():
        return show_form(request, "manage/device_new.html", form)
    code = actions.make_enrolment_code(actor=actor, name=form.cleaned_data["name"], room=form.cleaned_data["room"])
    address = request.build_absolute_uri(reverse("enrol-tablet"))
    return show(
        request,
        "manage/device_code.html",
        {
            "name": form.cleaned_data["name"],
            "code": f"{code[:5]} {code[5:]}",
            "address": address,
            "picture": qr_code(f"{address}?code={code}"),
            "until": clock.now() + CODE_LIFETIME,
        },
    )


def device(request: HttpRequest, device_id: uuid.UUID) -> HttpResponseBase:
    """One device: its name, room and hours; unlock, retire, lost."""
    actor = actor_of(request)
    found = queries.device(actor, device_id)
    initial = {"name": found.name, "room": found.room, "opens_at": found.opens_at, "closes_at": found.closes_at}
    form = DeviceForm(actor, sent(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_device(actor=actor, device_id=found.pk, **form.cleaned_data)
        except InvalidInputError as problem:
            add_problem(form, problem)
        else:
            messages.success(request, _("The device is saved."))
            return redirect("manage-devices")
    context = {
        "device": found,
        "version": __version__,
        "is_in_use": found.state in IN_USE,
        "people": queries.signed_in_on(actor, found),
        "trace_url": f"{reverse('manage-trace')}?device={found.pk}" if actor.may(Permission.TRACE_READ) else "",
    }
    return show_form(request, "manage/device.html", form, context)


def answer(request: HttpRequest, device_id: uuid.UUID, answer: str) -> HttpResponseBase:
    """Approve or refuse a device of somebody's own."""
    if answer not in {"approve", "refuse"}:
        raise NotFoundError(_("There is no such answer."))
    is_approved = answer == "approve"
    return _do(
        request,
        partial(actions.answer_device, device_id=device_id, is_approved=is_approved),
        _("The device is approved.") if is_approved else _("The device is refused."),
    )


def unlock(request: HttpRequest, device_id: uuid.UUID) -> HttpResponseBase:
    """Let people come in on a tablet again that locked itself after wrong PINs."""
    return _do(request, partial(actions.unlock_device, device_id=device_id), _("The tablet is unlocked."))


ACTS = {
    "retire": (actions.retire_device, gettext_lazy("The device is retired.")),
    "lost": (
        actions.report_device_lost,
        gettext_lazy("The device lets nobody in any more, its PINs are gone, and an incident is open."),
    ),
}


def act(request: HttpRequest, device_id: uuid.UUID, act: str) -> HttpResponseBase:
    """Retire a device, or report it lost: one tap and no password, for it only ever takes away."""
    if act not in ACTS:
        raise NotFoundError(_("This cannot be done with a device."))
    do, sentence = ACTS[act]
    return _do(request, partial(do, device_id=device_id), str(sentence))


def _do(request: HttpRequest, do: Callable[..., None], sentence: str) -> HttpResponseBase:
    """Back to the register with what happened, also where somebody else was quicker."""
    try:
        do(actor=actor_of(request))
    except (ConflictError, NotAllowedError) as problem:
        messages.error(request, problem.sentence)
    else:
        messages.success(request, sentence)
    return redirect("manage-devices")
