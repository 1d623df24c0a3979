"""Every address of the house, by audience."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("heartsease.web.signin.urls")),
    path("", include("heartsease.web.pictures.urls")),
    path("", include("heartsease.web.staff.urls")),
    path("", include("heartsease.web.family.urls")),
    path("manage/", include("heartsease.web.manage.urls")),
    path("account/", include("heartsease.web.account.urls")),
]

handler400 = "heartsease.web.errors.bad_request"
handler403 = "heartsease.web.errors.forbidden"
handler404 = "heartsease.web.errors.not_found"
handler500 = "heartsease.web.errors.server_error"
