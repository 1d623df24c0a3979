"""Photographs as pixels: what is stored of them. Who may see them is decided elsewhere."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from heartsease.domain.access.scope import ScopedManager, SettingOwned
from heartsease.domain.accounts.models import Membership
from heartsease.domain.children.models import Child
from heartsease.domain.photos.faces.boxes import Box
from heartsease.kernel.ids import new_id


class Examination(models.TextChoices):
    """Whether the faces in a photo were accounted for. Families see what is clear, and nothing else."""

    UNEXAMINED = "unexamined", _("Not looked at yet")
    HELD = "held", _("Held: somebody in it is not accounted for")
    CLEAR = "clear", _("Everybody in it is accounted for")
    NOT_NEEDED = "not_needed", _("A portrait, which no family of others ever gets")


class Resolution(models.TextChoices):
    """Who is at a place in a photo, as people said."""

    OPEN = "open", _("Not said yet")
    CHILD = "child", _("A child")
    ADULT = "adult", _("An adult")
    MASKED = "masked", _("Hidden")
    NOT_A_FACE = "not_a_face", _("Not a face")


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
    faces_revision = models.PositiveIntegerField(default=0)
    """Goes up whenever somebody says who is in it: a look that began before knows less and is not written down."""
    told_at = models.DateTimeField(null=True)
    """When somebody said of everybody in it who that is: from then on, a child who has no region is not in it."""
    created_at = models.DateTimeField()
    hidden_at = models.DateTimeField(null=True)
    """When somebody reported it or took it down: from then on only who reviews sees it, until it is shown again."""
    hidden_by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    removed_at = models.DateTimeField(null=True)
    """Set when the photo was taken out; its files are destroyed by the worker, the row last."""

    objects = ScopedManager["Photo"]()

    class Meta:
        indexes = [
            models.Index(fields=["removed_at"], condition=models.Q(removed_at__isnull=False), name="photos_to_destroy"),
            models.Index(fields=["created_at"], condition=models.Q(examination="unexamined"), name="photos_to_examine"),
            models.Index(fields=["created_at"], condition=models.Q(examination="held"), name="photos_held"),
            models.Index(fields=["hidden_at"], condition=models.Q(hidden_at__isnull=False), name="photos_hidden"),
        ]


class Region(SettingOwned):
    """A place in a photo with one answer to who is there. The sides are fractions of the master."""

    id = models.UUIDField(primary_key=True, default=new_id)
    photo = models.ForeignKey(Photo, on_delete=models.CASCADE, related_name="regions")
    left = models.FloatField()
    top = models.FloatField()
    right = models.FloatField()
    bottom = models.FloatField()
    resolution = models.CharField(max_length=12, choices=Resolution.choices)
    child = models.ForeignKey(Child, null=True, on_delete=models.CASCADE, related_name="+")
    decided_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    """Nobody where the detector found it and it waits for an answer."""
    decided_at = models.DateTimeField(null=True)
    is_proven = models.BooleanField(null=True)
    """Of what the page hid before it was sent: whether the pixels there are one flat colour; not looked at yet."""
    is_covered = models.BooleanField(default=False)
    """Whether the journal itself paints over it, for every reader."""

    objects = ScopedManager["Region"]()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(resolution="child", child__isnull=False)
                | (~models.Q(resolution="child") & models.Q(child__isnull=True)),
                name="child_of_region",
            ),
            models.CheckConstraint(
                condition=models.Q(left__gte=0, top__gte=0, right__lte=1, bottom__lte=1)
                & models.Q(right__gt=models.F("left"), bottom__gt=models.F("top")),
                name="region_in_photo",
            ),
        ]

    @property
    def box(self) -> Box:
        """Where it is."""
        return Box(self.left, self.top, self.right, self.bottom)


class Portrait(SettingOwned):
    """The picture by which adults find a child on the screen."""

    child = models.OneToOneField(Child, primary_key=True, on_delete=models.CASCADE, related_name="portrait")
    photo = models.OneToOneField(Photo, on_delete=models.CASCADE, related_name="+")

    objects = ScopedManager["Portrait"]()


class StaffPortrait(SettingOwned):
    """The picture by which a colleague is found on the lock screen of a tablet."""

    membership = models.OneToOneField(Membership, primary_key=True, on_delete=models.CASCADE, related_name="portrait")
    photo = models.OneToOneField(Photo, on_delete=models.CASCADE, related_name="+")

    objects = ScopedManager["StaffPortrait"]()
