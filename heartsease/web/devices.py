"""The device on which a request was made, by the secret that its browser keeps in a cookie."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from heartsease.domain.accounts import queries
from heartsease.domain.accounts.models import Device, DeviceState
from heartsease.kernel import clock

COOKIE_DAYS = 400
"""As long as browsers keep any cookie; the register decides whether it is still worth something."""


def device_of(request: HttpRequest) -> Device | None:
    """The device of this browser in whatever state, with its setting; asked at most once for a request."""
    if not hasattr(request, "device"):
        know(request, queries.device_behind(request.COOKIES.get(settings.DEVICE_COOKIE_NAME, "")))
    device: Device | None = request.device  # type: ignore[attr-defined]  # set by know()
    return device


def know(request: HttpRequest, device: Device | None) -> None:
    """For the rest of this request the browser is ``device``."""
    request.device = device  # type: ignore[attr-defined]  # read by device_of() alone


def tablet_of(request: HttpRequest) -> Device | None:
    """The setting's tablet on which somebody stands, if it is one and is not out of use."""
    device = device_of(request)
    if device is None or not device.is_tablet or device.state not in {DeviceState.ACTIVE, DeviceState.LOCKED}:
        return None
    return device


def is_out_of_hours(device: Device) -> bool:
    """Whether the device lets nobody in at this time of the setting's day."""
    return not device.is_open_at(clock.now().astimezone(device.setting.zone).time())


def keep_secret(response: HttpResponseBase, secret: str) -> None:
    """Give a browser the secret by which it is known from now on."""
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        secret,
        max_age=COOKIE_DAYS * 24 * 60 * 60,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def browser_of(request: HttpRequest) -> str:
    """What the browser says it is: only ever shown to people, never decided upon."""
    return request.headers.get("User-Agent", "")[:200]
