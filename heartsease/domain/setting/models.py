"""The setting (a nursery, pre-school or club), its rooms and its choices."""

import functools
from zoneinfo import ZoneInfo

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models.functions import Lower

from heartsease.domain.access.scope import ScopedManager, SettingOwned
from heartsease.domain.setting.rules import LONGEST_REASON, Choices
from heartsease.kernel.ids import new_id


class Setting(models.Model):
    """A place that keeps journals: the tenant to which every other row belongs."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=120)
    time_zone = models.CharField(max_length=60, default="Europe/London")
    framework_slug = models.CharField(max_length=60, default="eyfs")
    choices = models.JSONField(default=dict, blank=True)
    parent_agreement = models.UUIDField(null=True, blank=True)
    staff_agreement = models.UUIDField(null=True, blank=True)
    """The version in force of what parents and staff agree to first; here, so that asking for it costs no query."""
    is_example = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    @property
    def zone(self) -> ZoneInfo:
        """The zone whose midnight ends the setting's day."""
        return ZoneInfo(self.time_zone)

    @functools.cached_property
    def chosen(self) -> Choices:
        """The setting's choices, the safe answer wherever nothing was chosen."""
        return Choices.from_stored(self.choices)


class Room(SettingOwned):
    """A room or group in which children spend their day."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField(default=0)
    capacity = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MinValueValidator(1)])
    is_open = models.BooleanField(default=True)

    objects = ScopedManager["Room"]()

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint("setting", Lower("name"), name="room_name_once_per_setting"),
        ]


class ChoicesChange(SettingOwned):
    """A change of the setting's choices, by whom and why. The trace holds no words, so the reason stands here."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField()
    membership_id = models.UUIDField(null=True)
    """Who changed them: a membership, which is known to a higher room of the house."""
    before = models.JSONField()
    after = models.JSONField()
    reason = models.CharField(max_length=LONGEST_REASON, blank=True)

    objects = ScopedManager["ChoicesChange"]()

    class Meta:
        ordering = ["-at", "-id"]
