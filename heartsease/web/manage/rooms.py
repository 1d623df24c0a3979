"""The setting's rooms: added, renamed, sized."""

import uuid
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heartsease.domain.access.actor import Actor
from heartsease.domain.children import queries as children
from heartsease.domain.setting import actions, queries
from heartsease.domain.setting.models import Room
from heartsease.kernel import clock
from heartsease.kernel.errors import ConflictError
from heartsease.web.forms import add_problem
from heartsease.web.limits import line, number
from heartsease.web.presenting import sent, show_form
from heartsease.web.requests import actor_of


class RoomForm(forms.Form):
    """A room's name and size."""

    name = line(gettext_lazy("Name"), 60, missing=gettext_lazy("Write the room's name."), autocomplete="off")
    capacity = number(gettext_lazy("Places"), 1, 500, hint=gettext_lazy("How many children it takes. Only for you."))


@dataclass(frozen=True, slots=True)
class RoomRow:
    """A room and how full it is today."""

    room: Room
    on_roll: int
    is_over: bool


def rooms(request: HttpRequest) -> HttpResponseBase:
    """Every room, and a form for another."""
    actor = actor_of(request)
    form = RoomForm(sent(request))
    if request.method == "POST" and _is_saved(actor, form, None):
        messages.success(request, _("The room %(name)s is added.") % {"name": form.cleaned_data["name"]})
        return redirect("manage-rooms")
    return show_form(request, "manage/rooms.html", form, {"rows": _rows(actor)})


def room(request: HttpRequest, room_id: uuid.UUID) -> HttpResponseBase:
    """One room: its name and size."""
    actor = actor_of(request)
    chosen = queries.room(actor, room_id)
    form = RoomForm(sent(request), initial={"name": chosen.name, "capacity": chosen.capacity})
    if request.method == "POST" and _is_saved(actor, form, chosen):
        messages.success(request, _("The room %(name)s is saved.") % {"name": form.cleaned_data["name"]})
        return redirect("manage-rooms")
    return show_form(request, "manage/room.html", form, {"room": chosen})


def _is_saved(actor: Actor, form: RoomForm, chosen: Room | None) -> bool:
    if not form.is_valid():
        return False
    try:
        actions.save_room(
            actor=actor,
            name=form.cleaned_data["name"],
            capacity=form.cleaned_data["capacity"],
            room_id=chosen.pk if chosen else None,
        )
    except ConflictError as problem:
        add_problem(form, problem)
        return False
    return True


def _rows(actor: Actor) -> list[RoomRow]:
    today = clock.today(actor.zone)
    on_roll = dict(
        children.visible_children(actor)
        .filter(children.attending(today))
        .order_by()
        .values_list("room_id")
        .annotate(count=Count("pk"))
    )
    return [
        RoomRow(one, count := on_roll.get(one.pk, 0), one.capacity is not None and count > one.capacity)
        for one in queries.rooms(actor)
    ]
