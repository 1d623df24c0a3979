"""Addresses of a person's own account. Everybody who is signed in has one."""

from heartsease.domain.access.permissions import Permission
from heartsease.web.account import emails, factors, known, overview, passkeys, password, picture, pins
from heartsease.web.routing import PUBLIC, page

FORM = ["GET", "POST"]
SEND = ["POST"]
MINE = Permission.ACCOUNT_USE
PIN = Permission.PIN_USE

urlpatterns = [
    page("", overview.account, name="account", admits=MINE),
    page("sessions/end", overview.end_sessions, name="account-sessions-end", admits=MINE, methods=SEND),
    page("sessions/<uuid:session_id>/end", overview.end_session, name="account-session-end", admits=MINE, methods=SEND),
    page("devices/<uuid:device_id>/end", overview.end_device, name="account-device-end", admits=MINE, methods=SEND),
    page(
        "password",
        password.password,
        name="account-password",
        admits=MINE,
        methods=FORM,
        needs_fresh_proof=True,
        is_before_gates=True,
    ),
    page("picture", picture.picture, name="account-picture", admits=PIN, methods=FORM),
    page("picture/remove", picture.remove, name="account-picture-remove", admits=PIN, methods=SEND),
    page("email", emails.email, name="account-email", admits=MINE, methods=FORM, needs_fresh_proof=True),
    page("email/<str:secret>", emails.confirm, name="account-email-confirm", admits=PUBLIC, methods=FORM),
    page(
        "second",
        factors.factors,
        name="account-factors",
        admits=MINE,
        methods=FORM,
        needs_fresh_proof=True,
        is_before_gates=True,
    ),
    page(
        "second/app",
        factors.code_app,
        name="account-code-app",
        admits=MINE,
        methods=FORM,
        needs_fresh_proof=True,
        is_before_gates=True,
    ),
    page(
        "second/app/remove",
        factors.remove_code_app,
        name="account-code-app-remove",
        admits=MINE,
        methods=SEND,
        needs_fresh_proof=True,
    ),
    page(
        "second/passkey",
        passkeys.make,
        name="account-passkey",
        admits=MINE,
        methods=FORM,
        needs_fresh_proof=True,
        is_before_gates=True,
    ),
    page(
        "second/passkeys/<uuid:passkey_id>/remove",
        passkeys.remove,
        name="account-passkey-remove",
        admits=MINE,
        methods=SEND,
        needs_fresh_proof=True,
    ),
    page(
        "second/recovery",
        factors.recovery,
        name="account-recovery",
        admits=MINE,
        methods=FORM,
        needs_fresh_proof=True,
        is_before_gates=True,
    ),
    page("pin", pins.make, name="account-pin", admits=PIN, methods=FORM),
    page("pin/bring", pins.bring, name="account-pin-bring", admits=PIN, methods=FORM),
    page("known", known.known, name="account-known", admits=MINE, methods=FORM, is_before_gates=True),
]
