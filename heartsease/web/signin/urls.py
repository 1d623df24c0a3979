"""Addresses of the way in."""

from heartsease.domain.access.permissions import Permission
from heartsease.web.routing import PUBLIC, page
from heartsease.web.signin import views

urlpatterns = [
    page("", views.home, name="home", admits=Permission.ACCOUNT_USE),
    page("sign-in", views.sign_in, name="sign-in", admits=PUBLIC, methods=["GET", "POST"]),
    page("sign-in/choose", views.choose, name="choose", admits=PUBLIC, methods=["GET", "POST"]),
    page(
        "sign-in/link/<str:secret>",
        views.sign_in_by_link,
        name="sign-in-link",
        admits=PUBLIC,
        methods=["GET", "POST"],
    ),
    page("sign-out", views.sign_out, name="sign-out", admits=PUBLIC, methods=["POST"]),
]
