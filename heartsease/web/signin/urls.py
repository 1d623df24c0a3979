"""Addresses of the way in."""

from heartsease.domain.access.permissions import Permission
from heartsease.web.routing import PUBLIC, page
from heartsease.web.signin import agreements, devices, links, lock, passkeys, password, paused

FORM = ["GET", "POST"]

urlpatterns = [
    page("", password.home, name="home", admits=Permission.ACCOUNT_USE),
    page("sign-in", password.sign_in, name="sign-in", admits=PUBLIC, methods=FORM),
    page("sign-in/second", password.second, name="second", admits=PUBLIC, methods=FORM),
    page("sign-in/choose", password.choose, name="choose", admits=PUBLIC, methods=FORM),
    page("sign-in/passkey", passkeys.use, name="use-passkey", admits=PUBLIC, methods=FORM),
    page("sign-in/device", devices.ask, name="ask-device", admits=PUBLIC, methods=FORM),
    page("sign-in/link/<str:secret>", links.sign_in_by_link, name="sign-in-link", admits=PUBLIC, methods=FORM),
    page(
        "still-here",
        password.still_here,
        name="still-here",
        admits=Permission.ACCOUNT_USE,
        methods=["POST"],
        is_before_gates=True,
    ),
    page(
        "agreement",
        agreements.agreement,
        name="agreement",
        admits=Permission.ACCOUNT_USE,
        methods=FORM,
        is_before_gates=True,
    ),
    page("paused", paused.paused, name="paused", admits=Permission.ACCOUNT_USE, methods=FORM, is_before_gates=True),
    page("agreement/mine", agreements.mine, name="agreement-mine", admits=Permission.ACCOUNT_USE),
    page("sign-out", password.sign_out, name="sign-out", admits=PUBLIC, methods=["POST"]),
    page("lock", lock.lock, name="lock", admits=PUBLIC, methods=FORM),
    page("tablet", devices.enrol, name="enrol-tablet", admits=PUBLIC, methods=FORM),
]
