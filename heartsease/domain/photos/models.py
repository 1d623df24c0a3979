"""Photographs as pixels: what is stored of them. Who may see them is decided elsewhere."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from heartsease.domain.access.scope import ScopedManager, SettingOwned
from heartsease.domain.children.models import Child
from heartsease.kernel.ids import new_id


class Examination(models.TextChoices):
    """Whether the faces in a photo were accounted for."""

    UNEXAMINED = "unexamined", _("Not examined")


class Photo(SettingOwned):
    """One photograph: a master and its renditions in the photo folder. The client may make the id."""

    id = models.UUIDField(primary_key=True, default=new_id)
    upload_hash = models.CharField(max_length=64)
    """SHA-256 of the bytes that were sent (which are not kept)."""
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    """Of the master, upright, in pixels."""
    stored_bytes = models.PositiveBigIntegerField()
    pipeline_version = models.PositiveSmallIntegerField()
    examination = models.CharField(max_length=12, choices=Examination.choices, default=Examination.UNEXAMINED)
    created_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)
    """Set when the photo was taken out; its files are destroyed by the worker, the row last."""

    objects = ScopedManager["Photo"]()

    class Meta:
        indexes = [
            models.Index(fields=["removed_at"], condition=models.Q(removed_at__isnull=False), name="photos_to_destroy")
        ]


class Portrait(SettingOwned):
    """The picture by which adults find a child on the screen."""

    child = models.OneToOneField(Child, primary_key=True, on_delete=models.CASCADE, related_name="portrait")
    photo = models.OneToOneField(Photo, on_delete=models.CASCADE, related_name="+")

    objects = ScopedManager["Portrait"]()
