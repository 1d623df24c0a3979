"""My account at a glance: who I am here, where I am signed in, and what I come in with."""

import uuid
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from heartsease.domain.access.permissions import Permission
from heartsease.domain.accounts import actions, queries
from heartsease.domain.accounts.models import Device, DeviceState, Session
from heartsease.web.browsers import in_words
from heartsease.web.entering import leave
from heartsease.web.presenting import show
from heartsease.web.requests import actor_of, membership_of, session_of


@dataclass(frozen=True, slots=True)
class SignIn:
    """One place where the person is signed in."""

    row: Session
    browser: str
    is_this: bool
    is_elsewhere: bool
    """Whether it acts as something else than this sign-in does."""


@dataclass(frozen=True, slots=True)
class OwnDevice:
    """A device of the person's own."""

    row: Device
    browser: str
    can_be_ended: bool


def account(request: HttpRequest) -> HttpResponse:
    """Everything about the own account, in calm sections."""
    actor, membership, here = actor_of(request), membership_of(request), session_of(request)
    sign_ins = [
        SignIn(row, in_words(row.browser), row.pk == here.pk, row.membership_id != membership.pk)
        for row in queries.own_sessions(actor)
    ]
    ended = {DeviceState.REFUSED, DeviceState.LOST}
    return show(
        request,
        "account/account.html",
        {
            "membership": membership,
            "waiting": queries.waiting_email(actor),
            "sign_ins": sorted(sign_ins, key=lambda one: not one.is_this),
            "devices": [
                OwnDevice(row, in_words(row.browser), row.state not in ended) for row in queries.own_devices(actor)
            ],
            "factors": queries.own_factors(actor),
            "pin": queries.own_pin(actor) if actor.may(Permission.PIN_USE) else None,
        },
    )


def end_session(request: HttpRequest, session_id: uuid.UUID) -> HttpResponseBase:
    """End one sign-in; ending the one in hand is signing out."""
    actions.end_own_session(actor=actor_of(request), session_id=session_id)
    return _go_on(request, _("That sign-in has ended."), is_out=session_id == session_of(request).public_id)


def end_sessions(request: HttpRequest) -> HttpResponseBase:
    """End every sign-in but this one."""
    actions.end_own_sessions(actor=actor_of(request), but=session_of(request).public_id)
    return _go_on(request, _("Every other sign-in has ended."))


def end_device(request: HttpRequest, device_id: uuid.UUID) -> HttpResponseBase:
    """End an own device; whoever sits at it is signed out by that."""
    actions.give_up_own_device(actor=actor_of(request), device_id=device_id)
    return _go_on(request, _("The device lets nobody in any more."), is_out=device_id == session_of(request).device_id)


def _go_on(request: HttpRequest, sentence: str, *, is_out: bool = False) -> HttpResponseBase:
    messages.success(request, sentence)
    return leave(request, "sign-in") if is_out else redirect("account")
