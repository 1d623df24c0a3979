"""Addresses of pictures. They need a session like every page; no address outlives a permission."""

from django.urls import register_converter

from heartsease.domain.access.permissions import Permission
from heartsease.domain.photos.rules import Size
from heartsease.web.pictures import views
from heartsease.web.routing import PUBLIC, page


class SizeConverter:
    """A size of rendition in an address."""

    regex = "|".join(size.value for size in Size)

    def to_python(self, value: str) -> str:
        """The size's name."""
        return value

    def to_url(self, value: str) -> str:
        """The size's name."""
        return str(value)


register_converter(SizeConverter, "size")

urlpatterns = [
    page("pictures/<uuid:photo_id>/<size:size>", views.photo, name="photo", admits=Permission.ACCOUNT_USE),
    page(
        "pictures/<uuid:photo_id>/report",
        views.report,
        name="photo-report",
        admits=Permission.ACCOUNT_USE,
        methods=["POST"],
    ),
    page(
        "pictures/<uuid:photo_id>/save",
        views.save,
        name="photo-save",
        admits=Permission.PICTURE_SAVE,
        methods=["POST"],
    ),
    page(
        "pictures/<uuid:photo_id>/as/<uuid:membership_id>/<size:size>",
        views.photo_as_family,
        name="photo-as-family",
        admits=Permission.OBSERVATION_WRITE,
    ),
    page(
        "portraits/<uuid:child_id>/<size:size>",
        views.portrait,
        name="portrait",
        admits=Permission.ACCOUNT_USE,
    ),
    page("colleagues/<uuid:membership_id>/portrait", views.colleague, name="colleague-portrait", admits=PUBLIC),
]
